"""Names of projects, places and initiatives parsed: region, own name, kind, phase."""

from __future__ import annotations

import functools
import re

from kg.divisions.short_names import division_words
from kg.matching.contexts import read_front, surroundings
from kg.matching.lexicon import phase_pattern, project_form, words
from kg.matching.parsed import NOWHERE, Context, ParsedTitle, Part, Role
from kg.matching.script import normal
from kg.matching.segmenting import numeral
from kg.naming.vocabulary import initiative_words

_DATED = re.compile(r"(?:(?:19|20)\d\d年?(?:度)?|第?[0-9一二三四五六七八九十百]+届)")
_BRACKETS = re.compile(r"[()（）]")
_KINDS = re.compile(
    r"(?:火车站|高铁站|汽车站|大道|大街|公园|广场|小区|景区|水库|大桥|机场|码头|市场|大厦|"
    r"路|街|巷|河|湖|江|山|岛|桥|站|楼|塔|寺|园|区|县|市|省|州|旗|镇|乡|村)$"
)


@functools.lru_cache(maxsize=65536)
def parse_title(name: str, type_: str, context: Context = NOWHERE) -> ParsedTitle:
    """The name of a Project, Place or Initiative by its parts. Never raises.

    Phases are what tells the parts of one project and the years of one campaign apart.
    """
    text = _BRACKETS.sub("", normal(name))
    dated = _DATED.match(text) if type_ == "Initiative" else None
    front = dated.group() if dated else ""
    region, rest = read_front(text[len(front) :], surroundings(context.region))
    if not rest or len(rest) < 2:
        region, rest = (region, "") if type_ == "Place" and not rest else ((), text[len(front) :])
    printed = text[len(front) : len(text) - len(rest)]
    parts = [Part(Role.PHASE, front)] if front else []
    parts += [Part(Role.REGION, printed)] if printed else []
    body = _cut(rest, type_)  # 高新技术产业开发区 stays as printed; ``own`` has its short form
    parts += body
    return ParsedTitle(
        text,
        tuple(parts),
        region or context.region,
        bool(region),
        project_form(_zones("".join(part.text for part in body if part.role is Role.OWN))),
        "".join(part.text for part in body if part.role is Role.KIND),
        tuple(sorted(_phase(part.text) for part in parts if part.role is Role.PHASE)),
    )


_STATION = re.compile(r"(?:火车|高铁)(?=[东南西北]站)|国际(?=机场)")  # 火车东站 is 东站


def _zones(text: str) -> str:
    for form, stands in division_words().zones.items():
        if len(form) >= 5 and form in text:
            return text.replace(form, stands)
    return text


def _cut(text: str, type_: str) -> list[Part]:
    """What is left of a name as own name, phases and kind."""
    if type_ == "Place":
        return _cut_place(text)
    tails = _tails(type_)
    parts: list[Part] = []
    for part in _phased(text, type_):
        if part.role is not Role.OWN:
            parts.append(part)
            continue
        body, kind = _without_tails(part.text, tails, alone=not parts)
        parts += [found for found in (Part(Role.OWN, body), Part(Role.KIND, kind)) if found.text]
    return parts


def _cut_place(text: str) -> list[Part]:
    station = _STATION.search(text)
    if station:
        before, after = text[: station.start()], text[station.end() :]
        front = [Part(Role.OWN, before)] if before else []
        return [*front, Part(Role.WEAK, station.group()), *_cut_place(after)]
    match = _KINDS.search(text)
    body, kind = (text[: match.start()], match.group()) if match and match.start() else (text, "")
    return [part for part in (Part(Role.OWN, body), Part(Role.KIND, kind)) if part.text]


def _without_tails(text: str, tails: tuple[str, ...], alone: bool) -> tuple[str, str]:
    """石泉河治理工程 -> (石泉河治理, 工程). ``alone``: something of the name must be left."""
    kind = ""
    while True:
        least = 2 if alone else 0
        tail = next((t for t in tails if text.endswith(t) and len(text) - len(t) >= least), "")
        if not tail:
            return text, kind
        text, kind = text[: -len(tail)], tail + kind


def _tails(type_: str) -> tuple[str, ...]:
    if type_ == "Initiative":
        return tuple(
            sorted({*words("initiative_tails"), *initiative_words("initiative_tails")}, key=len, reverse=True)
        )
    return words("project_tails")


def _phased(text: str, type_: str) -> list[Part]:
    found: list[Part] = []
    at = 0
    pattern = _DATED if type_ == "Initiative" else phase_pattern()
    for match in pattern.finditer(text):
        if match.start() > at:
            found.append(Part(Role.OWN, text[at : match.start()]))
        found.append(Part(Role.PHASE, match.group()))
        at = match.end()
    return [*found, Part(Role.OWN, text[at:])] if at < len(text) else found


_NUMBER = re.compile(r"第?[0-9]+|第?[一二三四五六七八九十百]+")


def _phase(text: str) -> str:
    """3号线 -> 三号线, 第二期 -> 二期, 2023年度 -> 2023."""
    plain = re.sub(r"(?<=\d)年度?$", "", text)
    return _NUMBER.sub(
        lambda match: numeral(match.group()), plain.removesuffix("段") if plain.endswith("标段") else plain
    )
