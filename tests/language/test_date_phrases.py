"""Date phrases and what they settle."""

from __future__ import annotations

import pytest

from kg.language.date_phrases import find_dates, resolve


@pytest.mark.parametrize(
    ("text", "printed", "reference", "iso"),
    [
        ("10月9日，", "10月9日", None, "--10-09"),
        ("10月9日，", "10月9日", "2021", "2021-10-09"),
        ("2021年10月9日上午", "2021年10月9日上午", None, "2021-10-09"),
        ("8日下午，", "8日下午", "2021-10-09", "2021-10-08"),
        ("8日下午，", "8日下午", "2021", None),
        ("8日下午，", "8日下午", None, None),
        ("昨日，", "昨日", "2021-10-01", "2021-09-30"),
        ("昨日，", "昨日", "2021-10", None),
        ("昨日，", "昨日", "2021-02-30", None),
        ("近日，", "近日", "2021-10-01", None),
        ("2021年第三季度", "2021年第三季度", None, "2021"),
        ("今年3月", "今年3月", "2021-10-01", "2021-03"),
        ("去年", "去年", "2021", "2020"),
        ("今年", "今年", None, None),
        ("2021年 10 月", "2021年 10 月", None, "2021-10"),
        ("2月30日", "2月30日", "2021", None),
    ],
)
def test_resolve(text: str, printed: str, reference: str | None, iso: str | None) -> None:
    (phrase,) = find_dates(text)
    assert phrase.text == printed
    assert text[phrase.start : phrase.end] == printed
    assert resolve(phrase, reference) == iso


def test_parts() -> None:
    (phrase,) = find_dates("定于2021年10月9日开工")
    assert (phrase.year, phrase.month, phrase.day, phrase.relative) == (2021, 10, 9, False)
    (phrase,) = find_dates("8日开工")
    assert (phrase.year, phrase.month, phrase.day, phrase.relative) == (None, None, 8, True)
