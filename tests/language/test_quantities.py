"""Sums of money and numbers."""

from __future__ import annotations

import pytest

from kg.language.quantities import find_money, find_numbers, parse_number


@pytest.mark.parametrize(
    ("text", "printed", "cny"),
    [
        ("拨付46.98万元用于", "46.98万元", 469_800),
        ("投资100亿美元", "100亿美元", None),
        ("发放5 000多万元", "5 000多万元", 50_000_000),
        ("计9644.38 万 元", "9644.38 万 元", 96_443_800),
        ("近14亿元", "14亿元", 1_400_000_000),
        ("数百万元", "数百万元", None),
        ("3000港元", "3000港元", None),
        ("1,200元人民币", "1,200元人民币", 1200),
        ("三十余万元", "三十余万元", 300_000),
        ("补贴500元至800元", "500元至800元", None),
        ("贷款10-20万元", "10-20万元", None),
        ("2.5万亿元", "2.5万亿元", 2_500_000_000_000),
        ("两千万元", "两千万元", 20_000_000),
    ],
)
def test_money(text: str, printed: str, cny: float | None) -> None:
    (money,) = find_money(text)
    assert (money.text, money.cny) == (printed, cny)
    assert text[money.start : money.end] == printed


@pytest.mark.parametrize("text", ["元旦", "单元楼3号", "公元2021年"])
def test_no_money(text: str) -> None:
    assert find_money(text) == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("三百六十五", 365),
        ("两万", 20_000),
        ("1.2万", 12_000),
        ("十二", 12),
        ("二〇二一", 2021),
        ("一亿三千万", 130_000_000),
        ("二三十", None),
        ("万", None),
        ("甲", None),
        ("", None),
    ],
)
def test_parse_number(printed: str, value: float | None) -> None:
    assert parse_number(printed) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三百六十五人，1.2万户", [365, 12_000]),
        ("“十四五”规划", []),
        ("一些数百人", []),
    ],
)
def test_numbers(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values
