"""What tells two normal names apart, however alike they are: numbers, units, opposite words."""

from __future__ import annotations

import functools
import re

from kg.naming.vocabulary import organisation_words

_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千零〇两甲乙丙丁]+")


def numbers(text: str) -> tuple[str, ...]:
    """The ordinals and figures of a name, in order: 第二人民医院 -> (二,)."""
    return tuple(_NUMBER.findall(text))


@functools.lru_cache(maxsize=65536)
def unit(text: str) -> str:
    """The unit word that a name ends in (分公司, 支行, 大队), or ""."""
    units = organisation_words("units")
    return next((word for word in units if text.endswith(word)), "") if text.endswith(units) else ""


def blocked(one: str, other: str) -> bool:
    """Whether ordinal, unit or an opposite word forbids that two cores name one thing."""
    if numbers(one) != numbers(other) or unit(one) != unit(other):
        return True
    return any((word in one) != (word in other) for word in organisation_words("opposites"))


def is_trade(text: str) -> bool:
    """Whether the text is one or two words for a line of business: 食品, 智能装备制造."""
    trades = organisation_words("trades")
    return text in trades or any(text.startswith(word) and text[len(word) :] in trades for word in trades)
