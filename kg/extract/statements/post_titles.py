"""Posts read out of the words before a name: 区委常委、组织部部长X -> (区委, 常委), (组织部, 部长).

Reading goes backward from the name: a title, perhaps a few words that qualify it (生鲜采购 + 经理), the
body it is held at, a separator, the next title. Nothing here knows about statements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.statements.grammar import Grammar
from kg.model import Mention

QUOTES = "“”\"'‘’「」『』 "
LONGEST_TITLE = 12
SEPARATORS = ("、", "，", ",", "兼", "和", "兼任", "及", "暨", "/")
STOP_IN_INFIX = re.compile(r"[，。、；：,;:的在与和了说对“”（）()\s]|现任|时任|担任|前任|为|由|是")
FORMER = re.compile(r"(?:原|前|时任|前任|曾任)$")
COMING = re.compile(r"(?:拟任|候任|提名)$")
EMPLOYED = re.compile(r"(?:现任|任|担任|出任|是)$")


@dataclass(frozen=True, slots=True)
class Post:
    """A title and the mention index of its body, or None where the text gives none beside it."""

    title: str
    body: int | None
    period: str = ""  # former, coming, or "" for now


@dataclass(frozen=True, slots=True)
class PostChain:
    """The posts before a name in order of print; ``start`` is where the chain begins."""

    start: int
    posts: tuple[Post, ...]


def read_chain(
    text: str, mentions: Sequence[Mention], ends: dict[int, list[int]], end: int, floor: int, grammar: Grammar
) -> PostChain | None:
    """The chain of posts that ends at offset ``end``, not reaching back over ``floor``.

    ``ends`` maps an end offset to the mentions of bodies that end there, longest first. None: no post.
    """
    posts: list[Post] = []
    position = back_over(text, end, floor, QUOTES)
    while (title := title_before(text, position, floor, grammar)) is not None:
        start = position - len(title)
        body, infix = body_before(text, mentions, ends, start, floor)
        left = mentions[body].start if body is not None else start
        posts.append(Post(infix + title, body, period_of(text[max(floor, left - 3) : left])))
        step = back_over(text, left, floor, QUOTES)
        separator = next((s for s in SEPARATORS if text.endswith(s, floor, step)), "")
        if not separator:
            position = left
            break
        position = back_over(text, step - len(separator), floor, QUOTES)
        if title_before(text, position, floor, grammar) is None:
            position = left
            break
    if not posts:
        return None
    return PostChain(position, tuple(reversed(posts)))


def back_over(text: str, position: int, floor: int, skipped: str) -> int:
    """Step back over characters of ``skipped``."""
    while position > floor and text[position - 1] in skipped:
        position -= 1
    return position


def title_before(text: str, end: int, floor: int, grammar: Grammar) -> str | None:
    """The longest post title that ends at ``end``."""
    for length in range(min(LONGEST_TITLE, end - floor), 0, -1):
        if text[end - length : end] in grammar.titles:
            return text[end - length : end]
    return None


def body_before(
    text: str, mentions: Sequence[Mention], ends: dict[int, list[int]], start: int, floor: int
) -> tuple[int | None, str]:
    """The body whose name ends at (or one character into) the title, and what stands between."""
    for position in (start, start + 1):  # 宣传部|部长, and 宣传部|长 read as 宣传 + 部长
        if ends.get(position):
            return ends[position][0], ""
    infix_limit = 8
    for position in range(start - 1, max(floor, start - infix_limit) - 1, -1):
        between = text[position:start].strip(QUOTES)
        if ends.get(position):
            if between == "的":
                return ends[position][0], ""
            if not STOP_IN_INFIX.search(between):
                return ends[position][0], between
            return None, ""
    return None, ""


def period_of(before: str) -> str:
    """``former`` after 原/时任, ``coming`` after 拟任, else ""."""
    if FORMER.search(before):
        return "former"
    return "coming" if COMING.search(before) else ""
