"""Dates and periods as newspapers print them, and the calendar dates they settle."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

# Words that stand a known number of days from the day of the report.
_DAYS_AWAY: Mapping[str, int] = {
    "前天": -2,
    "前日": -2,
    "昨日": -1,
    "昨天": -1,
    "昨晚": -1,
    "今日": 0,
    "今天": 0,
    "今晨": 0,
    "今晚": 0,
    "即日": 0,
    "当天": 0,
    "明日": 1,
    "明天": 1,
    "后天": 2,
}
# Words that stand a known number of years away.
_YEARS_AWAY: Mapping[str, int] = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1}
# Words that settle nothing.
_NEVER = ("近日", "日前", "近期", "目前", "最近", "近年来", "连日来", "前不久", "不久前", "近来", "当前")
_HOURS = "(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|晚|夜间)?"
_PERIOD = "(?:第?[一二三四1-4]季度|上半年|下半年|年初|年底|年末|初|底|末)?"
_YEAR = rf"(?:(?P<year>(?:19|20)\d\d)\s*年|(?P<relyear>{'|'.join(_YEARS_AWAY)}))"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])\s*月"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]"
_SPACE = r"\s*"
_CALENDAR = re.compile(
    rf"(?<![\d.])(?:{_YEAR}{_SPACE}(?:{_MONTH}{_SPACE}(?:{_DAY})?)?"
    rf"|{_MONTH.replace('month', 'month2')}{_SPACE}"
    rf"(?:{_DAY.replace('day', 'day2')})?|{_DAY.replace('day', 'day3')}){_PERIOD}{_HOURS}"
)
_WORDS = re.compile(rf"(?:{'|'.join([*_DAYS_AWAY, *_NEVER])}){_HOURS}")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date as printed. Parts that are not printed are None. ``relative``: it needs the day of the report
    (昨日, 今年3月, and also 10月9日 and 8日, whose year or month is left to the reader).
    """

    start: int
    end: int
    text: str
    year: int | None
    month: int | None
    day: int | None
    relative: bool


def find_dates(text: str) -> list[DatePhrase]:
    """Every date phrase in ``text``, in order."""
    found = [_calendar_phrase(match) for match in _CALENDAR.finditer(text)]
    found += [
        DatePhrase(match.start(), match.end(), match.group(), None, None, None, True)
        for match in _WORDS.finditer(text)
    ]
    return sorted(found, key=lambda phrase: phrase.start)


def _calendar_phrase(match: re.Match[str]) -> DatePhrase:
    printed = match.group().rstrip()
    year, month, day = (
        next((int(match[name]) for name in names if match[name]), None)
        for names in (("year",), ("month", "month2"), ("day", "day2", "day3"))
    )
    return DatePhrase(match.start(), match.start() + len(printed), printed, year, month, day, year is None)


def resolve(phrase: DatePhrase, reference_iso: str | None) -> str | None:
    """The ISO 8601 date that ``phrase`` settles, truncated to what is known.

    2021-10-09, 2021-10, 2021, or --10-09.

    ``reference_iso`` is the page's own date (possibly truncated, or None). 昨日 needs a full one; 8日 needs
    its month; 近日 settles nothing ever. A date without its year takes the reference's.
    """
    reference = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", reference_iso or "")
    parts = reference.groups() if reference else (None, None, None)
    known = [int(part) if part else None for part in parts]
    word = next((word for word in _DAYS_AWAY if phrase.text.startswith(word)), None)
    if word is not None:
        return _days_from(known, _DAYS_AWAY[word])
    year, month, day = phrase.year, phrase.month, phrase.day
    away = next((away for word, away in _YEARS_AWAY.items() if phrase.text.startswith(word)), None)
    if away is not None and known[0] is not None:
        year = known[0] + away
    if away is None and year is None and (month or day):
        year = known[0]
        month = month or known[1]
    return _iso(year, month, day)


def _days_from(known: list[int | None], days: int) -> str | None:
    year, month, day = known
    if year is None or month is None or day is None:
        return None
    try:
        return (datetime.date(year, month, day) + datetime.timedelta(days)).isoformat()
    except (ValueError, OverflowError):  # the page's date is no calendar date: it settles nothing
        return None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if month is None:
        return f"{year:04}" if year is not None and day is None else None
    if day is None:
        return f"{year:04}-{month:02}" if year is not None else None
    try:
        datetime.date(year or 2000, month, day)
    except ValueError:  # 2月30日: misprinted, settles nothing
        return None
    return f"{year:04}-{month:02}-{day:02}" if year is not None else f"--{month:02}-{day:02}"
