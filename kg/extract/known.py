"""Names that any educated reader knows, wherever they are printed: 工信部, 顺丰, 中国青年报, 长三角."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from kg.extract.candidates import Candidate
from kg.extract.segments import NAME_TAGS, Segment
from kg.naming.known_names import known_names
from kg.naming.standing_forms import by_opening

_LEAST_INSIDE = 4  # characters; a shorter name is not looked for in the middle of a word
_LEAST_LONG = 6  # characters of a word that may hold a name in its middle
#: Names that end so end with a word: 公安部队, 民政部门, 健康报告, 中国网络, 华为云南公司 hold none.
_WORD_ENDS = "部", "报", "网", "云"
#: How names end, and what makes that a longer word: 大学生, 银行业.
_LONGER_WORDS = (("大学", "生"), ("银行", "业"))

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
    text, openings, known = segment.text, _openings(), known_names()
    ends = {word.end for word in segment.words}
    found: list[Candidate] = []
    done = 0
    for place, opens, inside in places:
        for name in openings[text[place : place + 2]] if place >= done else ():
            end = place + len(name)
            stands = text.startswith(name, place)
            rule = _rule(name, text[end:], opens, end in ends, end < inside) if stands else ""
            if rule:
                what, done = known[name], end
                found.append(Candidate(place, end, what.type, what.subtype, rule, _CONFIDENCE[rule], place))
                break
    return found


def _places(segment: Segment) -> list[tuple[int, bool, int]]:
    """Where a known name may start: with a word (True), or inside a long name of the tagger's.

    With each, where the word ends if it is a name of the tagger's, and 0 if it is none.
    """
    text, openings = segment.text, _openings()
    found = [
        (start, True, end if tag in NAME_TAGS else 0)
        for start, end, _, tag, _ in segment.words
        if text[start : start + 2] in openings
    ]
    inside = [
        (place, False, end)
        for start, end, _, tag, _ in segment.words
        if end - start >= _LEAST_LONG and tag in NAME_TAGS
        for place in range(start + 1, end - _LEAST_INSIDE + 1)
        if text[place : place + 2] in openings
    ]
    return sorted(found + inside) if inside else found


def _rule(name: str, rest: str, opens: bool, closes: bool, within: bool) -> str:
    """Which rule a name with ``rest`` behind it is found by, "" if these are the characters of other words.

    ``opens`` and ``closes`` say whether it starts and ends where words do, ``within`` whether it ends before
    the tagger's name does that it starts in: 健康|报告 holds no paper, 武汉|大学生 no university.
    """
    if opens and closes:
        return WORD if known_names()[name].also_word else WHOLE
    if known_names()[name].also_word or len(name) < (3 if opens else _LEAST_INSIDE):
        return ""
    return PART if closes or (within and not _goes_on(name, rest)) else ""


def _goes_on(name: str, rest: str) -> bool:
    """Whether a name in a longer word may be the beginning of other words: 武汉大学|生, 公安部|队."""
    return name.endswith(_WORD_ENDS) or any(
        name.endswith(end) and rest.startswith(following) for end, following in _LONGER_WORDS
    )


@functools.cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    return by_opening(known_names())
