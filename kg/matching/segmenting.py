"""A name's words: cut from the end by the word lists, where the word that matters stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from kg.matching.lexicon import roles, words
from kg.matching.parsed import Part, Role

_DIGITS = "零一二三四五六七八九"
_ORDINAL = re.compile(r"第?(?:[0-9]+|[一二三四五六七八九十][一二三四五六七八九十百零]*)")
# A single character (局, 院) is a function at the end of a body's name, before these or nothing.
_AFTER_A_BODY = frozenset({Role.FORM, Role.ORDINAL, Role.HEAD})
_LONGEST = 14


def numeral(text: str) -> str:
    """A number in Chinese figures without 第: 第12 -> 十二."""
    bare = text.removeprefix("第")
    if not bare.isdigit():
        return bare
    number = int(bare)
    if number >= 100:
        return bare
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones or not tens else "")


@functools.lru_cache(maxsize=65536)
def segment(text: str) -> tuple[Part, ...]:
    """The words of an organisation's name without its region; what no list has is its own name.

    >>> [part.text for part in segment("启光电子科技有限公司")]
    ['启光', '电子科技', '有限公司']
    """
    known = roles()
    found: list[Part] = []
    own = ""
    end = len(text)
    while end:
        ahead = not own and (not found or found[-1].role in _AFTER_A_BODY)
        part = _word_before(text, end, known, ahead)
        if part is None:
            own = text[end - 1] + own
            end -= 1
            continue
        found.extend(_own_parts(own))
        own = ""
        found.append(part)
        end -= len(part.text)
    found.extend(_own_parts(own))
    return tuple(_settled(list(reversed(found))))


def _word_before(text: str, end: int, known: Mapping[str, Role], ends_body: bool) -> Part | None:
    for length in range(min(_LONGEST, end), 1, -1):
        word = text[end - length : end]
        if word in known:
            return Part(known[word], word)
    ordinal = next((m for m in _ORDINAL.finditer(text[:end]) if m.end() == end), None)
    if ordinal is not None:
        return Part(Role.ORDINAL, ordinal.group())
    one = text[end - 1]
    if one in words("fillers") and 0 < end < len(text):
        return Part(Role.FILLER, one)
    counted = _ORDINAL.fullmatch(text[end - 2 : end - 1]) is not None  # 一局, 三院
    if known.get(one) is Role.HEAD and (ends_body or counted) and end > 1:
        return Part(Role.HEAD, one)
    return None


def _own_parts(own: str) -> list[Part]:
    return [Part(Role.OWN, own)] if own else []


def _settled(parts: list[Part]) -> list[Part]:
    """What follows a whole body's name is its unit; numbers of an own name belong to it."""
    settled: list[Part] = []
    for number, part in enumerate(parts):
        follows = parts[number + 1] if number + 1 < len(parts) else None
        if part.role is Role.ORDINAL and not part.text.startswith("第") and follows is None:
            part = Part(Role.OWN, part.text)
        if (
            part.role is Role.FILLER
            and settled
            and settled[-1].role is Role.OWN
            and follows
            and follows.role is Role.OWN
        ):
            part = Part(Role.OWN, part.text)
        if part.role is Role.OWN and settled and settled[-1].role is Role.OWN:
            part = Part(Role.OWN, settled.pop().text + part.text)
        settled.append(part)
    return settled
