"""Posts read out of the words before a name: 区委常委、组织部部长X -> (区委, 常委), (组织部, 部长).

Reading goes backward from the name: a title, perhaps a few words that qualify it (生鲜采购 + 经理), the
body it is held at, a separator, the next title. Nothing here knows about statements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.statements.grammar import Grammar
from kg.model import Mention

QUOTES = "“”\"'‘’「」『』 "
LONGEST_TITLE = 12
SEPARATORS = ("、", "，", ",", "兼", "和", "兼任", "及", "暨", "/")
LONGEST_INFIX = 8
BODY_TYPES = ("Organization", "Place", "Project")
STOP_IN_INFIX = re.compile(r"[，。、；：,;:的在与和了说对“”（）()\s]|现任|时任|担任|前任|为|由|是")
FORMER = re.compile(r"(?:原|前|时任|前任|曾任)$")
COMING = re.compile(r"(?:拟任|候任|提名)$")


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


@dataclass(frozen=True, slots=True)
class Before:
    """The words that a chain of posts is read from: a text, its mentions, and where bodies end in it.

    ``ends`` maps an end offset to the mentions of bodies that end there, longest first.
    """

    text: str
    mentions: Sequence[Mention]
    ends: Mapping[int, Sequence[int]]
    grammar: Grammar


def before_names(text: str, mentions: Sequence[Mention], grammar: Grammar) -> Before:
    """Index the article's bodies by where they end."""
    ends: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.type in BODY_TYPES and not mention.in_title and mention.start >= 0:
            ends.setdefault(mention.end, []).append(index)
    for rows in ends.values():
        rows.sort(key=lambda i: mentions[i].start)
    return Before(text, mentions, ends, grammar)


def read_chain(before: Before, end: int, floor: int) -> PostChain | None:
    """The chain of posts that ends at offset ``end``, not reaching back over ``floor``; None: no post."""
    text = before.text
    posts: list[Post] = []
    position = start = back_over(text, end, floor, QUOTES)
    while (title := title_before(before, position, floor)) is not None:
        at = position - len(title)
        body, infix = body_before(before, at, floor)
        start = before.mentions[body].start if body is not None else at - len(infix)
        period = period_of(text[max(floor, start - 3) : start]) or period_of(infix[:2])
        infix = FORMER.sub("", infix[:2]) + infix[2:]
        posts.append(Post(infix + title, body, period))
        step = back_over(text, start, floor, QUOTES)
        separator = next((s for s in SEPARATORS if text.endswith(s, floor, step)), "")
        if not separator:
            break
        position = back_over(text, step - len(separator), floor, QUOTES)
    return PostChain(start, tuple(reversed(posts))) if posts else None


def back_over(text: str, position: int, floor: int, skipped: str) -> int:
    """Step back over characters of ``skipped``."""
    while position > floor and text[position - 1] in skipped:
        position -= 1
    return position


def title_before(before: Before, end: int, floor: int) -> str | None:
    """The post title that ends at ``end``: the shortest that a body stands right before, else the longest.

    (柳林街道党工委|书记, not 柳林街道|党工委书记, where both bodies are named.)
    """
    longest = None
    for length in range(1, min(LONGEST_TITLE, end - floor) + 1):
        title = before.text[end - length : end]
        if title in before.grammar.titles:
            if before.ends.get(end - length):
                return title
            longest = title
    return longest or title_by_ending(before, end, floor)


def title_by_ending(before: Before, end: int, floor: int) -> str | None:
    """A title that no list has, by its last characters: all that stands between a body and the name (甲公司|
    首席数据官|X). None where no body stands right before it.
    """
    if not before.grammar.title_ending.search(before.text, max(floor, end - LONGEST_TITLE), end):
        return None
    for length in range(2, min(LONGEST_TITLE, end - floor) + 1):
        title = before.text[end - length : end]
        if STOP_IN_INFIX.search(title):
            return None
        if before.ends.get(end - length):
            return title
    return None


def body_before(before: Before, start: int, floor: int) -> tuple[int | None, str]:
    """The body whose name ends at (or one character into) the title, and what stands between."""
    for position in (start, start + 1):  # 宣传部|部长, and 宣传部长, whose 部 serves both
        if before.ends.get(position):
            return held_at(before, before.ends[position][0], start, floor)
    for position in range(start - 1, max(floor, start - LONGEST_INFIX) - 1, -1):
        if not before.ends.get(position):
            continue
        between = before.text[position:start].strip(QUOTES)
        if between != "的" and STOP_IN_INFIX.search(between):
            return None, ""
        return held_at(before, before.ends[position][0], start, floor)
    return None, ""


def held_at(before: Before, found: int, start: int, floor: int) -> tuple[int | None, str]:
    """The body of a post that ``found`` stands before, and the words between it and the title.

    A project has no posts of its own: its company, named before it, has (X公司|Y项目|副经理). Nor has the
    place in front of a company's branch (X超市|云川|采购经理).
    """
    mention = before.mentions[found]
    between = before.text[mention.end : start].removeprefix("的")
    owners = before.ends.get(mention.start, ()) if mention.start > floor else ()
    if mention.type == "Project":
        return (owners[0], "项目" + between.removeprefix("项目")) if owners else (None, "")
    if mention.subtype == "District" and between:  # a body that was not recognised stands between
        owner = before.mentions[owners[0]] if owners else None
        if owner is not None and owner.subtype in ("Company", "Institution"):
            return owners[0], before.text[owner.end : start]
        return None, between
    return found, between


def period_of(before: str) -> str:
    """``former`` after 原/时任, ``coming`` after 拟任, else ""."""
    if FORMER.search(before):
        return "former"
    return "coming" if COMING.search(before) else ""
