"""Misprints: names that differ by one character which only one of them can have meant."""

from __future__ import annotations

import functools
import re
from enum import IntEnum

from rapidfuzz.distance import Levenshtein

from kg.language.words import dictionary
from kg.matching.lexicon import alike, official_words, roles
from kg.matching.parsed import Role

_SHORTEST = 5  # characters: in shorter names one character is too much of the name
_LONG = 6  # characters of an official form that is no other's by chance
_DOUBLED = re.compile(r"(.{1,3})\1")


class Slip(IntEnum):
    """How sure it is that one of the two names is misprinted."""

    NONE = 0
    LIKELY = 1  # characters that look or sound alike, in an own name
    SURE = 2  # a word of the language against none


def slip(one: str, other: str) -> Slip:
    """Whether two names differ by a misprint: 人民政俯 / 人民政府, 管理管理局 / 管理局."""
    if min(len(one), len(other)) < _SHORTEST or one == other:
        return Slip.NONE
    if _once(one) == _once(other):
        return Slip.SURE
    if len(one) != len(other):
        return Slip.NONE
    places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) != 1:
        return Slip.NONE
    place = places[0]
    known, against = _official_at(one, place), _official_at(other, place)
    field = _only_field(one, place) and _only_field(other, place)
    if not field and known != against and not (_word_at(other, place) if known else _word_at(one, place)):
        return Slip.SURE
    longer, shorter = sorted((_longest_at(one, place), _longest_at(other, place)), reverse=True)
    if longer >= _LONG and shorter <= longer // 2:
        return Slip.SURE  # 人力资源和社区保障局
    pair = one[place] + other[place]
    if field and known != against and pair not in alike():
        return Slip.LIKELY  # 重工, 重能: a trade, or an own name
    if known != against and pair in alike():
        return Slip.SURE
    return Slip.LIKELY if pair in alike() and not (known and against) else Slip.NONE


def _once(text: str) -> str:
    return _DOUBLED.sub(r"\1", text)


def near(one: str, other: str) -> bool:
    """Whether two names are one edit apart."""
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1


@functools.cache
def _official() -> frozenset[str]:
    return frozenset(word for word in (*official_words(), *roles()) if len(word) >= 2)


def _covering(text: str, place: int, longest: int) -> list[str]:
    return [
        text[start:end]
        for start in range(max(0, place - longest + 1), place + 1)
        for end in range(max(place + 1, start + 2), min(len(text), start + longest) + 1)
    ]


def _official_at(text: str, place: int) -> bool:
    """Whether the character stands in a word that names of bodies are made of."""
    return any(piece in _official() for piece in _covering(text, place, 14))


def _is_known(text: str) -> bool:
    """Whether it is a word of two to four characters that the dictionary has seen three times or more."""
    return 2 <= len(text) <= 4 and dictionary()[0].get(text, 0) >= 3


def _only_field(text: str, place: int) -> bool:
    """Whether the words that hold the character say only what a body deals in."""
    held = [roles().get(piece) for piece in _covering(text, place, 14) if piece in _official()]
    return all(role in {Role.TRADE, Role.CONTENT} for role in held)


def _longest_at(text: str, place: int) -> int:
    return max((len(piece) for piece in _covering(text, place, 14) if piece in _official()), default=0)


@functools.lru_cache(maxsize=8192)
def is_word(text: str) -> bool:
    """Whether a text is words of the language, one or more: 饮食, 电池制造."""
    if _is_known(text):
        return True
    return any(_is_known(text[:n]) and is_word(text[n:]) for n in range(2, len(text) - 1))


def _word_at(text: str, place: int) -> bool:
    """Whether the character may stand in some word of the language."""
    return any(_is_known(piece) for piece in _covering(text, place, 3))
