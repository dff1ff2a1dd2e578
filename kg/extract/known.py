"""Names that any educated reader knows, wherever they are printed: 工信部, 顺丰, 中国青年报, 长三角."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from kg.extract.candidates import Candidate
from kg.extract.segments import NAME_TAGS, Segment
from kg.naming.known_names import known_names

_LEAST_INSIDE = 4  # characters; a shorter name is not looked for in the middle of a word
_LEAST_LONG = 6  # characters of a word that may hold a name in its middle
_DEPARTMENTS = "部", "门"  # 民政|部门 names no ministry

WHOLE, PART, WORD = "known-name", "known-part", "known-or-word"
_CONFIDENCE = {WHOLE: 0.95, PART: 0.75, WORD: 0.5}


def find_known(segment: Segment) -> list[Candidate]:
    """The known names in a sentence, at each place the longest.

    By rule: a word or several (工信部), a part of what the tagger takes for one (中国农业银行|云川分行), and
    what is as often a word of every day (小米) and therefore must be a word of its own.
    """
    places = _places(segment)
    if not places:
        return []
    text, openings, known = segment.text, _by_opening(), known_names()
    ends = {word.end for word in segment.words}
    found: list[Candidate] = []
    done = 0
    for place, opens in places:
        for name in openings[text[place : place + 2]] if place >= done else ():
            end = place + len(name)
            rule = _rule(name, text, place, opens, end in ends)
            if rule:
                what, done = known[name], end
                found.append(Candidate(place, end, what.type, what.subtype, rule, _CONFIDENCE[rule], place))
                break
    return found


def _places(segment: Segment) -> list[tuple[int, bool]]:
    """Where a known name may start: with a word (True), or inside a long name of the tagger's."""
    text, openings = segment.text, _by_opening()
    found = [(start, True) for start, *_ in segment.words if text[start : start + 2] in openings]
    inside = [
        (place, False)
        for start, end, _, tag, _ in segment.words
        if end - start >= _LEAST_LONG and tag in NAME_TAGS
        for place in range(start + 1, end - _LEAST_INSIDE + 1)
        if text[place : place + 2] in openings
    ]
    return sorted(found + inside) if inside else found


def _rule(name: str, text: str, start: int, opens: bool, closes: bool) -> str:
    """Which rule the name at ``start`` is found by, "" if it doesn't stand there.

    ``opens`` and ``closes`` say whether it starts and ends where words do.
    """
    if not text.startswith(name, start):
        return ""
    if opens and closes:
        return WORD if known_names()[name].also_word else WHOLE
    end = start + len(name)
    if known_names()[name].also_word or len(name) < (3 if opens else _LEAST_INSIDE):
        return ""
    return "" if (name[-1], text[end : end + 1]) == _DEPARTMENTS else PART


@functools.cache
def _by_opening() -> Mapping[str, tuple[str, ...]]:
    """The known names by their first two characters, longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(known_names(), key=lambda name: (-len(name), name)):
        found.setdefault(name[:2], []).append(name)
    return {opening: tuple(names) for opening, names in found.items()}
