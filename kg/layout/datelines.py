"""How a story opens: 本报讯, 新华社北京4月3日电, 云川新闻网9月1日讯."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = "㐀-鿿"
_DATE = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
# A dateline opens a paragraph: the paper or agency, perhaps the place and the day, and 讯, 电 or 消息.
_DATELINE = re.compile(
    rf"""[\s　■◆●▲★【\[（(]*
    (?P<media>本报|本网|本刊|本台|本社|[A-Za-z{HAN}·]{{0,10}}?(?:报|网|社|台|在线|客户端|传媒|中心|观察|新闻|播报))(?![报网社台端])
    [\s　]?(?P<place>[{HAN}]{{0,8}}?)[\s　]?(?:{_DATE})?[\s　]?(?P<kind>综合讯|综合消息|快讯|特稿|讯|电|消息)
    (?![{HAN}]?(?:员|息|号|视|话|力|子|商|器|网|影))
    [】\]）)]?""",
    re.VERBOSE,
)
# Any name of a paper or studio (云川融媒讯) if the writers follow in brackets.
_SIGNED = re.compile(
    rf"[\s　■◆●▲★]*(?P<media>[{HAN}A-Za-z]{{2,10}}?)(?P<kind>讯)(?=[\s　]*[(（][{HAN}]{{0,6}}(?:记者|通讯员))"
)
OWN = frozenset({"本报", "本网", "本刊", "本台", "本社"})


@dataclass(frozen=True, slots=True)
class Dateline:
    """``end`` is where the dateline ends in the text; month and day 0 where it gives none."""

    end: int
    media: str
    place: str
    year: int = 0
    month: int = 0
    day: int = 0


def dateline_of(text: str) -> Dateline | None:
    """The dateline that opens the text, or None."""
    found = _DATELINE.match(text)
    if not found:
        signed = _SIGNED.match(text)
        return Dateline(signed.end(), signed["media"], "") if signed else None
    own, month = found["media"] in OWN, found["month"]
    if found["kind"] != "讯" and not (month or own):
        return None  # 互联网电商, 新闻网消息: only a day makes it a dateline
    if found["kind"] == "讯" and not own and (found["place"] or "").endswith(tuple("通资电简快喜音")):
        return None
    place = "" if found["place"] in ("综合",) else found["place"]
    return Dateline(
        found.end(), found["media"], place, int(found["year"] or 0), int(month or 0), int(found["day"] or 0)
    )
