"""Which words are divisions: by the gazetteer, or by their shape."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from kg.divisions import gazetteer
from kg.extract import lexicon
from kg.language.words import dictionary
from kg.naming.standing_forms import by_opening


def is_everyday(word: str, least: int = 60) -> bool:
    """Is this a common word of the language (餐饮, 机构), and so no own name? By jieba's counts."""
    return len(word) > 1 and dictionary()[0].get(word, 0) >= least


_DIVISION_ENDS = (
    "省",
    "自治区",
    "特别行政区",
    "市",
    "自治州",
    "区",
    "县",
    "旗",
    "盟",
    "镇",
    "乡",
    "街道",
    "新城",
)
_NOT_IN_DIVISION = frozenset("委局厅院校部队司")


@functools.lru_cache(maxsize=16384)
def is_division_name(text: str) -> bool:
    """Does this look like the name of a division or zone (金水区, 郑州经开区), by its shape?"""
    if not 2 <= len(text) <= 14 or text in lexicon.words("no_divisions"):
        return False
    if text.endswith(lexicon.endings("no_division_ends")) or _NOT_IN_DIVISION & set(text[1:]):
        return False
    if len(text) > 8 and not text.endswith((*lexicon.endings("zone_ends"), "自治县", "自治州")):
        return False
    if text[-2:-1] in "类级型性" or text[0] in "各该本我某每" or text[:2] in ("全国", "其他"):
        return False
    return any(text.endswith(end) and len(text) > len(end) for end in _DIVISION_ENDS)


@functools.cache
def known_regions() -> frozenset[str]:
    """Names and short names of divisions, without county names that are words of every day (东方, 通道)."""
    known = set()
    for name, found in gazetteer().index.items():
        if len(name) > 2 or found[0].level < 3 or not is_everyday(name, 50):
            known.add(name)
    return frozenset(known)


@functools.cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    return by_opening(known_regions())


def divisions_in(text: str) -> Iterator[tuple[int, str]]:
    """The known divisions in a text and where each starts, from left to right, the longest at each place."""
    openings = _openings()
    start = 0
    while start < len(text) - 1:
        names = openings.get(text[start : start + 2], ())
        name = next((name for name in names if text.startswith(name, start)), "")
        if name:
            yield start, name
        start += len(name) or 1


def is_known_town(text: str) -> bool:
    """A city that ends like a town: 景德镇."""
    return text in known_regions() and text.endswith(("镇", "乡", "村"))


def is_known_region(text: str) -> bool:
    """A province, city or county by its short name (郑州, 河南), or a division by its shape."""
    return text in known_regions() or text in lexicon.countries() or is_division_name(text)


def leading_region(text: str) -> str:
    """The known division that a longer one's name opens with: 青岛西海岸新区 -> 青岛; else ""."""
    for length in range(min(len(text) - 2, 9), 1, -1):
        head, rest = text[:length], text[length:]
        if "族" in rest and rest.endswith(("自治州", "自治县", "自治旗")):
            continue  # 阿坝藏族羌族自治州 is one
        if head in known_regions() and (
            is_division_name(rest) or rest in known_regions() or rest in lexicon.words("zone_ends")
        ):
            return head
    return ""


def leading_name(text: str) -> str:
    """The longest known division that the text opens with, or ""."""
    heads = (text[:length] for length in range(min(len(text), 9), 1, -1))
    return next((head for head in heads if head in known_regions()), "")
