"""Dates written any usual way."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.dates import find_date, to_iso


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-10-19 19:43:00", "2023-10-19"),
        ("2023/10/9", "2023-10-09"),
        ("2023.10.09 8:05", "2023-10-09"),
        ("2023年10月19日", "2023-10-19"),
        ("2023年10月19日 星期四 19:43", "2023-10-19"),
        ("2023年10月19日19时43分", "2023-10-19"),
        ("2023 年 10 月 9 日", "2023-10-09"),
        ("2023年10月", "2023-10"),
        ("2023-10", "2023-10"),
        ("2023年", "2023"),
        ("2023", "2023"),
        ("二〇二三年十月十九日", "2023-10-19"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("20231019", "2023-10-19"),
        ("20231019194300", "2023-10-19"),
        ("2023-10-19T19:43:00+08:00", "2023-10-19"),
        ("2023-10-19T16:00:00Z", "2023-10-20"),
        ("2023-10-19T16:00:00.000Z", "2023-10-20"),
        ("1696800000", "2023-10-09"),
        ("1696800000000", "2023-10-09"),
        ("1696800000.25", "2023-10-09"),
        ("Thu, 19 Oct 2023 19:43:00 +0800", "2023-10-19"),
        ("昨天", None),
        ("3小时前", None),
        ("10/9/2023", None),
        ("23-10-19", None),
        ("2023-13-01", None),
        ("2023-02-29", None),
        ("2023-10-19至2023-10-21", None),
        ("12345678", None),
        ("", None),
        ("0000-00-00", None),
    ],
)
def test_to_iso(text: str, date: str | None) -> None:
    assert to_iso(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("发布时间：2023-10-19 19:43 来源：云川日报", "2023-10-19"),
        ("云川晚报2023年10月9日 星期一 第03版", "2023-10-09"),
        ("电话：2023101-9912-1", None),
        ("10月9日", None),
    ],
)
def test_find_date(text: str, date: str | None) -> None:
    assert find_date(text) == date


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_in_every_form(day: datetime.date) -> None:
    forms = (
        "{0:%Y-%m-%d}",
        "{0.year}/{0.month}/{0.day}",
        "{0.year}年{0.month}月{0.day}日 08:00",
        "{0:%Y%m%d}",
    )
    for form in forms:
        assert to_iso(form.format(day)) == day.isoformat()


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    to_iso(text)
    find_date(text)
