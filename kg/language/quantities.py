"""Numbers and sums of money, as newspapers print them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

# 46.98, 1,000, and 5 000 and 9644.38 万 元 with the blanks of wrapped columns and typographic grouping.
_ARABIC = r"\d{1,3}(?:[,， \u00a0\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+"
_SCALE = r"(?:\s*[十百千万亿])*"
_VALUE = rf"(?:(?:{_ARABIC}){_SCALE}|{_CHINESE})"
_MORE = r"\s*[多余来几]?\s*[万亿]?"  # 5000多万元, 三十余万元
_VAGUE = r"(?:数|几|上|若干)[十百千万亿]+"  # 数百万元: an amount, but no number
# What stands before 元 in another currency; the pattern tries longer ones first by order.
_FOREIGN = "港元|港币|美元|美金|欧元|日元|韩元|英镑|卢布|澳元|加元|新元|新加坡元|新台币|台币|法郎"
_MONEY = re.compile(
    rf"(?P<first>{_VALUE}{_MORE}|{_VAGUE})(?:(?P<unit1>元)?\s*(?:至|到|[-—–~～])+\s*(?P<second>{_VALUE}{_MORE}))?"
    rf"\s*(?P<currency>{_FOREIGN}|元人民币|元|人民币)(?:\s*(?P<after>{_FOREIGN}|人民币))?"
)
_NUMBER = re.compile(rf"{_VALUE}{_MORE}")
_NOT_NUMBERS = re.compile(
    r"(?:十[一二三四五]五)(?=规划|期间|时期|末|开局|收官|”|$)|一[些般定样起直旦同]|万一|千万(?=不|别|要)"
)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: ``text`` as printed, without 近, 约, 超. ``cny`` in yuan; None for vague sums (数百万元), ranges
    and other currencies. 5000多万元 counts as 50,000,000: the number that is printed.
    """

    start: int
    end: int
    text: str
    cny: float | None


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number: 三百六十五, 两万, 1.2万."""

    start: int
    end: int
    text: str
    value: float


def parse_number(printed: str) -> float | None:
    """The value of 46.98万, 5 000多万, 三百六十五, 二〇二一; None where no definite number is printed."""
    compact = re.sub(r"[\s,，多余来]", "", printed)
    arabic = re.match(r"\d+(?:\.\d+)?", compact)
    if arabic is not None:
        value = float(arabic.group())
        for scale in compact[arabic.end() :]:
            factor = _UNITS.get(scale) or _MYRIADS.get(scale)
            if factor is None:
                return None
            value *= factor
        return round(value, 2)
    if not compact or any(c not in _DIGITS and c not in _UNITS and c not in _MYRIADS for c in compact):
        return None
    if all(character in _DIGITS for character in compact):
        return float("".join(str(_DIGITS[character]) for character in compact))
    return _parse_chinese(compact)


def _parse_chinese(numeral: str) -> float | None:
    """三百六十五 as 365; two digits in a row (二三十) are a guess, not a number."""
    total = section = digit = 0
    pending = False
    for character in numeral:
        if character in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[character], True
        elif character in _UNITS:
            section += (digit if pending else 1) * _UNITS[character]
            digit, pending = 0, False
        else:
            section += digit
            if not (section or total):
                return None  # 万家, 亿万: no count stands before it
            scale = _MYRIADS[character]
            total = (total + section) * scale if scale > total else total + section * scale
            section = digit = 0
            pending = False
    return float(total + section + digit)


def find_money(text: str) -> list[Money]:
    """Every sum of money in ``text``, in order."""
    found = []
    for match in _MONEY.finditer(text):
        domestic = "元" in match["currency"] or match["currency"] == "人民币"
        foreign = re.fullmatch(_FOREIGN, match["currency"]) or match["after"] not in {None, "人民币"}
        definite = domestic and not foreign and match["second"] is None
        cny = parse_number(match["first"]) if definite else None
        found.append(Money(match.start(), match.end(), match.group(), cny))
    return found


def find_numbers(text: str) -> list[Number]:
    """Every definite number in ``text``, in order; 十四五规划, 一些, 数百 are none."""
    barred = {place for match in _NOT_NUMBERS.finditer(text) for place in range(*match.span())}
    found = []
    for match in _NUMBER.finditer(text):
        printed = match.group().rstrip()
        value = parse_number(printed)
        vague = text[max(match.start() - 1, 0) : match.start()] in {"数", "几"}
        if value is not None and not vague and match.start() not in barred:
            found.append(Number(match.start(), match.start() + len(printed), printed, value))
    return found
