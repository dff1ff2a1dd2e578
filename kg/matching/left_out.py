"""What a short name leaves out of the full one that might name another thing."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.divisions import gazetteer
from kg.divisions.fits import townships_named
from kg.matching.abbreviation import Shortening, Step
from kg.matching.lexicon import brands, words
from kg.matching.organization_features import OrganizationPair, organization_pair
from kg.matching.parsed import Context, ParsedOrganization, Part, Role
from kg.matching.segmenting import segment
from kg.matching.slips import is_word
from kg.matching.title_features import title_pair
from kg.naming.regions import PREFECTURE, Region, countries, region_of, steps_up

# Left out without telling: places, legal forms, words that say little.
_LITTLE = frozenset({Role.REGION, Role.LEVEL, Role.SYSTEM, Role.FORM, Role.FILLER, Role.WEAK, Role.PHASE})
_GROUP = "集团"
_Roles = Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the short name lacks. ``words``: words of a full name that prints no legal form; ``telling``: what
    tells another body in any case, see ``_telling``; ``lines``: lines of business that firms mostly leave to
    a daughter (置业, 物流), and that tell two firms where the short name is also printed by itself.
    """

    words: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def left_out(a: str, b: str, type_: str, near_a: Context, near_b: Context) -> LeftOut:
    """What a short name leaves out of the full one (音乐 in 瑞禾音乐) and might make it another thing's.

    With its legal form a name is plainly the full one, whatever is left out of it; without, 瑞禾 and 瑞禾音乐
    may well be two things. Nothing where neither name is short for the other.
    """
    if type_ == "Organization":
        pair = organization_pair(a, b, near_a, near_b)
        return LeftOut() if pair.short is None or pair.equal else _of_organization(pair, pair.short)
    titles = title_pair(a, b, type_, near_a, near_b)
    if titles.short is None or titles.equal:
        return LeftOut()
    title = max((titles.a, titles.b), key=lambda name: len(name.own + name.kind))
    roles = _role_of((*segment(title.own + title.kind), *segment(title.own)))
    nation = ("全国",) if ("全国" in a) != ("全国" in b) else ()
    return LeftOut(_missing(titles.short, roles), nation)


def _of_organization(pair: OrganizationPair, way: Shortening) -> LeftOut:
    short, full = _by_length(pair)
    return LeftOut(
        () if full.legal_form else _missing(way, _roles(full)),
        tuple(dict.fromkeys(_telling(short, full, way))),
        tuple(line for line in _cut_off(way) if line in words("daughters")),
    )


def _by_length(pair: OrganizationPair) -> tuple[ParsedOrganization, ParsedOrganization]:
    full = max((pair.a, pair.b), key=lambda name: len(name.core))
    return pair.b if full is pair.a else pair.a, full


def _roles(full: ParsedOrganization) -> _Roles:
    return _role_of((*full.words, *full.parts))


def _role_of(parts: tuple[Part, ...]) -> _Roles:
    return {part.text: part.role for part in reversed(parts)}


# What tells another body, legal form or not -----------------------------------------------------------


def _telling(short: ParsedOrganization, full: ParsedOrganization, way: Shortening) -> Iterator[str]:
    yield from _other_place(short, full, way)
    yield from _other_name(short, full, way)
    yield from _other_kind(short, full, way)
    if _GROUP in short.legal_form and _GROUP in full.legal_form:
        yield from _of_another_group(way)


def _other_place(short: ParsedOrganization, full: ParsedOrganization, way: Shortening) -> Iterator[str]:
    """A branch or daughter elsewhere; a place's own name: 北渡 is no 北渡开发有限公司 where it is a town."""
    if full.branch and not short.branch and not short.explicit:
        yield full.branch[-1].key
    if short.branch and not full.branch and not full.explicit:
        yield short.branch[-1].key  # 启光(云川)公司 and 启光股份有限公司
    yield from _places_cut(way)
    if short.own in countries():
        yield short.own  # 俄罗斯公司 is any of them
    if full.legal_form and not short.legal_form and _is_place(short):
        yield full.legal_form


def _is_place(name: ParsedOrganization) -> bool:
    """Whether a name without a legal form is a county's in its province, or a township's in its city."""
    city = _codes(steps_up(name.region, PREFECTURE))
    province = tuple(code[:2] for code in city)
    return any(division.code.startswith(province) for division in gazetteer().find(name.core)) or any(
        code.startswith(city) for code in townships_named(name.core)
    )


@functools.lru_cache(maxsize=4096)
def _codes(region: Region) -> tuple[str, ...]:
    found = gazetteer().find(region[-1].key) if region else ()
    return tuple(division.code for division in found if region_of(division.code) == region)


def _places_cut(way: Shortening) -> Iterator[str]:
    """Places in what is cut off an own name: 启光云川公司 is 启光's daughter there, as is 启光云川局."""
    table = gazetteer()
    for step in way.steps:
        rest = step.word.removeprefix(step.kept) if step.kept != step.word and step.kept else ""
        names = (rest, rest[:3], rest[:2]) if rest and len(step.kept) >= 2 and rest != step.word else (rest,)
        yield from (name for name in names if len(name) >= 2 and (name in countries() or table.find(name)))


def _other_name(short: ParsedOrganization, full: ParsedOrganization, way: Shortening) -> Iterator[str]:
    """Another own name, or another firm's: 启光 of 启光元, 文 of 文化 before a whole 研究会."""
    roles = _roles(full)
    for kept, rest in _cut_short(way, roles):
        one_more = len(kept) == 2 and len(rest) == 1 and _CHINESE.fullmatch(rest) and rest not in _TITLES
        if one_more or (_LATIN.fullmatch(rest) and rest.upper() != "APP"):
            yield rest
    cut = [step for step in way.steps if step.kept != step.word and roles.get(step.word) not in _LITTLE]
    if len(cut) == 1 and len(cut[0].word) == 2 and len(cut[0].kept) == 1 and cut[0].word in full.own:
        yield cut[0].word
    brand = brands().get(short.core, "")
    if brand and brand not in full.core:
        yield brand  # 农行 is no 农商行
    if short.explicit and not full.explicit and full.function.endswith("大学"):
        yield full.text  # 云川对外经贸大学 and 对外经济贸易大学: each says what the other leaves out


def _other_kind(short: ParsedOrganization, full: ParsedOrganization, way: Shortening) -> Iterator[str]:
    """人民 after a university; 国际 at the end of a firm; the firm that runs a theatre; a trade alone."""
    roles = _roles(full)
    for before, step in pairwise(way.steps):
        if step.kept:
            continue
        behind = roles.get(before.word)
        if step.word == "人民" and before.kept and (behind is Role.HEAD or before.word.endswith("大")):
            yield step.word
        if step.word == "管理" and behind is Role.HEAD and full.legal_form and not short.legal_form:
            yield step.word
        if step.word == "国际" and full.legal_form and not short.legal_form:
            last = full.words[-2:-1]
            if _GROUP not in full.legal_form and last and last[0].text == step.word:
                yield step.word
    says = {part.role for part in short.words} - {Role.TRADE, Role.CONTENT, Role.WEAK}
    if not says and not full.legal_form and _missing(way, roles):
        yield short.core  # 航空 and 航空食品


def _of_another_group(way: Shortening) -> Iterator[str]:
    """A group whose name has a daughter's line of business, or a name, that the other's has not."""
    for rest in _cut_off(way):
        if rest in words("daughters") or (len(rest) >= 2 and _CHINESE.search(rest) and not is_word(rest)):
            yield rest


def _cut_off(way: Shortening) -> list[str]:
    """The words left out, and what is left out at the end of those that keep two characters or more."""
    cut = (step for step in way.steps if step.kept != step.word and len(step.kept) != 1)
    return [step.word.removeprefix(step.kept) for step in cut if step.word.startswith(step.kept)]


def _cut_short(way: Shortening, roles: _Roles) -> Iterator[tuple[str, str]]:
    """Of each own name that keeps its first two characters or more, what it keeps and what it loses."""
    for step in way.steps:
        rest = step.word.removeprefix(step.kept)
        if len(step.kept) >= 2 and rest != step.word and roles.get(step.word) is Role.OWN:
            yield step.kept, rest


# What may tell another body without a legal form ----------------------------------------------------


def _missing(short: Shortening, roles: _Roles) -> tuple[str, ...]:
    found: list[str] = []
    for step in short.steps:
        role = roles.get(step.word)
        if (step.word == "国际" and not step.kept) or (
            role not in _LITTLE and (not step.kept or (role is Role.OWN and _cut(step)))
        ):
            found.append(step.word)
    return tuple(found)


_TITLES = ("", "村", "社区", "镇", "乡", "街道", "队")
_CHINESE = re.compile(r"[一-龥]")
_LATIN = re.compile(r"[A-Za-z0-9 ]{2,}")


def _cut(step: Step) -> bool:
    """Whether an own name lost characters that say something: 斯坦 of 印度斯坦, not the 村 of 黄集村."""
    rest = step.word.removeprefix(step.kept)
    return len(step.kept) >= 2 and rest not in _TITLES and bool(_CHINESE.search(rest))
