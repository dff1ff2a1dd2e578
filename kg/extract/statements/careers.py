"""HOLDS_POST of careers: posts told one after the other behind a name, or line by line in a short biography.

周某利用担任甲县县委书记、县长，乙市副市长等职务上的便利
吴某，男，1963年生。1990年3月，任甲局副局长；1995年6月，乙县副县长
任命：郑某（女）为甲县教育局局长；免去：王某的乙局副局长职务
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.statements.post_titles import BODY_TYPES, LONGEST_TITLE
from kg.extract.statements.subjects import Reading

TOLD = re.compile(
    r"(?:[（(][^）)]{1,8}[）)])?(?:利用其?|在|于|此前|当时|先后|曾|也|还|同时|[12][0-9]{3}年(?:[0-9]{1,2}月)?起?，?){0,3}"
    r"(?:担任过?|历任|先后任|曾任|兼任|出任|就任|升任|调任|转任|改任|任)"
)
HE = re.compile(r"[他她](?:还|也|曾|先后|此前|又){0,2}(?:担任过?|历任|出任|兼任|调任|升任|任)")
TOLD_END = re.compile(r"[。！？\n]|期间|职务|等职")
LIFE = re.compile(r"，(?:男|女)(?:，|性)")
YEAR = re.compile(r"[12][0-9]{3}(?:\.[0-9]{1,2}|年)|历任|先后任|曾任|现任|拟任")
LIFE_END = 1500  # characters that a short biography may take
APPOINTED = re.compile(r"(?:[（(][^）)]{1,8}[）)])?(?P<how>为|的)")
DISMISSED = re.compile(r"职务[；。，\n]?")
SERIES = re.compile(r"[、，]|兼")
CLOSES = re.compile(r"[，。；、：\s0-9“”（）()等期职的]|兼|$")


@dataclass(frozen=True, slots=True)
class Career:
    """One post of a career: mention indices and the title; ``former`` where it is told of the past."""

    person: int
    body: int
    title: str
    period: str = ""


def find_careers(reading: Reading) -> Iterator[Career]:
    """The posts of every person whose career the article tells."""
    bodies = sorted(
        (m.start, -m.end, i)
        for i, m in enumerate(reading.named)
        if m.type in BODY_TYPES and not m.in_title and m.start >= 0
    )
    people = [u for u in reading.units if reading.mentions[u].type == "Person"]
    text = reading.article.text
    for at, person in enumerate(people):
        end = reading.mentions[person].end
        following = reading.mentions[people[at + 1]].start if at + 1 < len(people) else len(text)
        if match := TOLD.match(text, end):
            stop = TOLD_END.search(text, match.end())
            yield from _posts(reading, bodies, person, match.end(), stop.start() if stop else len(text))
        elif match := APPOINTED.match(text, end):
            yield from _appointment(reading, bodies, person, match)
        if LIFE.match(text, end):
            yield from _life(reading, bodies, person, min(end + LIFE_END, following))
        for match in HE.finditer(text, end, following):
            stop = TOLD_END.search(text, match.end())
            yield from _posts(
                reading, bodies, person, match.end(), min(following, stop.start() if stop else following)
            )


Bodies = list[tuple[int, int, int]]  # start, -end, mention index


def _life(reading: Reading, bodies: Bodies, person: int, stop: int) -> Iterator[Career]:
    """The posts of a short biography: of its sentences that tell a year or that someone served."""
    text = reading.article.text
    start = reading.mentions[person].end
    while start < stop:
        ends = [e for e in (text.find(mark, start, stop) for mark in "。；\n") if e >= 0]
        end = min(ends, default=stop)
        if YEAR.search(text, start, end):
            yield from _posts(reading, bodies, person, start, end)
        start = end + 1


def _posts(reading: Reading, bodies: Bodies, person: int, start: int, stop: int) -> Iterator[Career]:
    """Every body of a stretch with the titles right behind it."""
    at = bisect_left(bodies, (start, -(10**9), -1))
    reach = start
    while at < len(bodies) and bodies[at][0] < stop:
        begin, _, body = bodies[at]
        at += 1
        if begin < reach:
            continue
        position = reading.mentions[body].end
        while (title := _title_at(reading, position, stop)) is not None:
            yield Career(person, body, title)
            position = reach = position + len(title)
            mark = SERIES.match(reading.article.text, position)
            if mark is None or starts_at(bodies, mark.end()):
                break
            position = mark.end()


def starts_at(bodies: Bodies, offset: int) -> bool:
    """Does a body's name begin at the offset?"""
    at = bisect_left(bodies, (offset, -(10**9), -1))
    return at < len(bodies) and bodies[at][0] == offset


def _title_at(reading: Reading, start: int, stop: int) -> str | None:
    """The longest title that begins here and closes a phrase."""
    text, grammar = reading.article.text, reading.grammar
    for length in range(min(LONGEST_TITLE, stop - start), 0, -1):
        title = text[start : start + length]
        known = title in grammar.titles or (length > 1 and grammar.title_ending.search(title) is not None)
        if known and not SERIES.search(title) and CLOSES.match(text, start + length):
            return title
    return None


def _appointment(reading: Reading, bodies: Bodies, person: int, match: re.Match[str]) -> Iterator[Career]:
    """X为甲局局长 (named so in a list of appointments), X的甲局局长职务."""
    if not starts_at(bodies, match.end()):
        return
    body = bodies[bisect_left(bodies, (match.end(), -(10**9), -1))][2]
    position = reading.mentions[body].end
    title = _title_at(reading, position, len(reading.article.text))
    if title is None:
        return
    if match["how"] == "的":
        if DISMISSED.match(reading.article.text, position + len(title)):
            yield Career(person, body, title, "former")
    else:
        yield Career(person, body, title)
