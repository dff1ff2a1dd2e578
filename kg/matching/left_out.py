"""What a short name leaves out of the full one that might name another thing."""

from __future__ import annotations

import re

from kg.divisions import gazetteer
from kg.matching.abbreviation import Shortening, Step
from kg.matching.organization_features import organization_pair
from kg.matching.parsed import Context, Part, Role
from kg.matching.segmenting import segment
from kg.matching.title_features import title_pair
from kg.naming.regions import countries

# Left out without telling: places, legal forms, words that say little.
_LITTLE = frozenset({Role.REGION, Role.LEVEL, Role.SYSTEM, Role.FORM, Role.FILLER, Role.WEAK, Role.PHASE})


def left_out(a: str, b: str, type_: str, near_a: Context, near_b: Context) -> tuple[str, ...]:
    """Words of the full name (音乐 in 瑞禾音乐) that the short one lacks, if the full one has no legal form.

    With its legal form a name is plainly the full one, whatever is left out of it; without, 瑞禾 and 瑞禾音乐
    may well be two things. Of a company's branch or daughter elsewhere the place counts in any case. () where
    neither name is short for the other.
    """
    if type_ == "Organization":
        pair = organization_pair(a, b, near_a, near_b)
        if pair.short is None or pair.equal:
            return ()
        full = max((pair.a, pair.b), key=lambda name: len(name.core))
        short = pair.b if full is pair.a else pair.a
        if full.branch and not short.branch and not short.explicit:
            return ("".join(step.key for step in full.branch[-1:]),)
        elsewhere = _places_cut(pair.short)
        of_nobody = short.own in countries()  # 俄罗斯公司 is any of them
        if (full.legal_form or elsewhere) and not of_nobody:
            return elsewhere
        return _missing(pair.short, (*full.words, *full.parts))
    titles = title_pair(a, b, type_, near_a, near_b)
    if titles.short is None or titles.equal:
        return ()
    title = max((titles.a, titles.b), key=lambda name: len(name.own + name.kind))
    return _missing(titles.short, (*segment(title.own + title.kind), *segment(title.own)))


def _places_cut(short: Shortening) -> tuple[str, ...]:
    """Places in what is cut off an own name: 启光云川公司 is 启光's daughter there."""
    cut = [step.word.removeprefix(step.kept) for step in short.steps if step.kept and step.word != step.kept]
    table = gazetteer()
    return tuple(rest for rest in cut if len(rest) >= 2 and (rest in countries() or table.find(rest)))


def _missing(short: Shortening, words: tuple[Part, ...]) -> tuple[str, ...]:
    roles = {word.text: word.role for word in reversed(words)}
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


def _cut(step: Step) -> bool:
    """Whether an own name lost characters that say something: 斯坦 of 印度斯坦, not the 村 of 黄集村."""
    rest = step.word.removeprefix(step.kept)
    return len(step.kept) >= 2 and rest not in _TITLES and bool(_CHINESE.search(rest))
