"""Dates as inputs write them -> ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# The papers' own time: an instant given with a zone or as an epoch falls on this clock's day.
_CHINA = timezone(timedelta(hours=8))
_YEARS = range(1850, 2101)

_TIME = (
    r"(?:[T\s]*(?P<clock>\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2})?(?:[.,]\d+)?[秒分]?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:[\s(（,，]*(?:星期|周|礼拜)[一二三四五六日天][)）]?)?"
_SEPARATED = re.compile(
    r"(?P<year>\d{4})(?:\s?[-/.年－—]\s?(?P<month>\d{1,2})(?:\s?[-/.月－—]\s?(?P<day>\d{1,2})\s?[日号]?|月)?|年)?"
    + _WEEKDAY + _TIME + _WEEKDAY
)  # fmt: skip
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4}(?:\d{2}(?:\d{3})?)?Z?)?")
_EPOCH = re.compile(r"(?P<seconds>\d{9,10})(?:\.\d+|\d{3}(?:\.\d+)?)?")
_CHINESE = re.compile(
    r"(?P<year>[〇○零一二三四五六七八九]{4})年(?:(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])[日号])?)?"
)
_INSIDE = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}日|([-/.])\d{1,2}\1\d{1,2})(?!\d)"
    r"(?:[T\s]*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}


def to_iso(text: str) -> str | None:
    """ISO date (2023-10-19, or as much as is given: 2023-10, 2023) of a date written any usual way.

    2023-10-19 19:43:00, 2023/10/9, 2023.10.9, 20231019, 2023年10月19日 星期四, 二〇二三年十月十九日,
    2023-10-19T16:00:00Z (an instant: the day in China, 2023-10-20), seconds or milliseconds since 1970,
    Thu, 19 Oct 2023 19:43:00 +0800. None where the text is no date, none that exists, or leaves doubt
    (10/9/2023, 昨天, 23-10-19).
    """
    text = text.strip()
    if found := _COMPACT.fullmatch(text):
        compact = _settled(found["year"], found["month"], found["day"])
        if compact is not None:
            return compact
    if found := _EPOCH.fullmatch(text):
        return _of_instant(datetime.fromtimestamp(int(found["seconds"]), UTC))
    if found := _SEPARATED.fullmatch(text):
        return _separated(found)
    if found := _CHINESE.fullmatch(text):
        return _settled(
            "".join(_DIGITS[character] for character in found["year"]),
            _tens(found["month"]),
            _tens(found["day"]),
        )
    return _mail_date(text) if text[-1:].isalnum() and "," in text[:5] else None


def find_date(text: str) -> str | None:
    """ISO date of the first full date inside ``text`` (发布时间：2023-10-19 19:43 来源：…), or None."""
    found = _INSIDE.search(text)
    return to_iso(found[0]) if found else None


def _separated(found: re.Match[str]) -> str | None:
    settled = _settled(found["year"], found["month"], found["day"])
    if settled is None or found["zone"] is None:
        return settled
    try:
        zone = found["zone"].replace("UTC", "Z").replace("GMT", "Z")
        clock = found["clock"].split(".")[0].split(",")[0]
        return _of_instant(datetime.fromisoformat(f"{settled}T{clock}{zone}"))
    except ValueError:  # an odd clock; the day stands as printed
        return settled


def _settled(year: str, month: str | None, day: str | None) -> str | None:
    if int(year) not in _YEARS:
        return None
    if month is None:
        return year
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def _of_instant(instant: datetime) -> str | None:
    local = instant.astimezone(_CHINA)
    return local.date().isoformat() if local.year in _YEARS else None


def _mail_date(text: str) -> str | None:
    try:
        instant = parsedate_to_datetime(text)
    except ValueError:
        return None
    return _of_instant(instant) if instant.tzinfo else instant.date().isoformat()


def _tens(numeral: str | None) -> str | None:
    """十九 -> 19, 三十一 -> 31, 九 -> 9."""
    if numeral is None:
        return None
    head, ten, tail = numeral.rpartition("十")
    value = int(_DIGITS.get(tail, "0"))
    return str(value + 10 * int(_DIGITS.get(head, "1")) if ten else value)
