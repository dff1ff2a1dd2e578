"""The date of a story, from what the page itself settles and nothing else.

昨日 and 近日 settle nothing. A day without a year keeps its place in ISO 8601's truncated form: --10-09.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.layout.datelines import Dateline

_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[年\-/.]\s?(\d{1,2})\s?[月\-/.]\s?(\d{1,2})(?!\d)")
# A day in running text; 前, 起, 底 after it make it a deadline, 预计 or 到 before it a plan.
_DAY = re.compile(
    r"(?<!预计)(?<!截至)(?<!截止)(?<![\d到至自年])(?:((?:19|20)\d\d)\s?年\s?)?"
    r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?日(?!\s?(?:前|之前|起|底|至|到|—|-))"
)
_DAY_ONLY = re.compile(r"(?<![\d月~—\-])(\d{1,2})日(?=[上下中]午|晚|早|清晨|凌晨|当天|[，,、从在，]|记者)")
# A year that stands for the page's present: 2020年度, 2021年第三季度. A full date may be long ago.
_PRESENT = re.compile(r"(?<![\d到至自从于])(20\d\d)\s?年(?=度|第?[一二三四]季度)")
# Any year, but for the ends of spans, goals, and the figures of a year gone by (2019年，全镇…).
_YEAR = re.compile(
    r"(?<![\d到至自从于—\-~])(20\d\d)\s?年(?!以来|起|前|底|之前|将|后|代|末|初|[，,—\-~至到]|开始|成立|建成|被)"
)
OPENING = 400  # characters of a story in which its own day is looked for


@dataclass(frozen=True, slots=True)
class PageDates:
    """What the page settles for all its stories: a publication date, or a year, or a year and month."""

    published: str | None = None
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A story's own day; 0 for a part that it does not give."""

    year: int = 0
    month: int = 0
    day: int = 0


def valid(month: int, day: int) -> bool:
    """Whether a month and day can stand in a calendar."""
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def own_day(text: str, dateline: Dateline | None) -> Day:
    """The first day that the story names of itself: in its dateline, else in its opening."""
    if dateline and dateline.month and valid(dateline.month, dateline.day):
        return Day(dateline.year, dateline.month, dateline.day)
    opening = text[:OPENING]
    for found in _DAY.finditer(opening):
        month, day = int(found[2]), int(found[3])
        if valid(month, day):
            return Day(int(found[1] or 0), month, day)
    only = _DAY_ONLY.search(opening[:150])
    if only and 1 <= int(only[1]) <= 31:
        return Day(0, 0, int(only[1]))
    return Day()


def page_dates(given: str | None, furniture: Sequence[str], text: str, days: Sequence[Day]) -> PageDates:
    """Evidence for all stories: the input's date, dates in mastheads, years in the text, the days' month."""
    published = given or next((iso for line in furniture if (iso := _iso(line))), None)
    months = {day.month for day in days if day.month}
    month = months.pop() if len(months) == 1 else None
    if published:
        return PageDates(published, int(published[:4]) if published[:4].isdigit() else None, month)
    stated = {day.year for day in days if day.year} | {int(found[1]) for found in _PRESENT.finditer(text)}
    latest = max((int(found[1]) for found in _YEAR.finditer(text)), default=0)
    return PageDates(None, max(stated) if stated and max(stated) >= latest else None, month)


def _iso(line: str) -> str | None:
    """The first full date of a masthead or a 发布时间 line."""
    found = _FULL.search(line)
    if not found or not valid(int(found[2]), int(found[3])):
        return None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"


def date_of(day: Day, page: PageDates) -> str | None:
    """ISO 8601, truncated to what is settled; None if nothing is."""
    if page.published:
        return page.published
    year = day.year or page.year
    month = day.month or page.month
    if not month:
        return f"{year}" if year else None
    if day.day and valid(month, day.day):
        return f"{year}-{month:02}-{day.day:02}" if year else f"--{month:02}-{day.day:02}"
    return f"{year}-{month:02}" if year else f"--{month:02}"
