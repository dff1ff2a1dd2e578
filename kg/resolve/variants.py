"""Short names and misprints: clusters whose names differ, compared part by part."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from kg.naming.names import yearless
from kg.naming.plain_text import plain
from kg.naming.regions import NATION, PREFECTURE, Region, compatible, steps_up
from kg.naming.vocabulary import organisation_words
from kg.resolve.clustering import Clusters
from kg.resolve.identity import Identity
from kg.resolve.occurrences import Occurrence

_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千零〇两甲乙丙丁]+")
_FILLERS = frozenset("和与及的之·、暨")
_LARGEST_BLOCK = 120


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cluster to be compared: its smallest member's number, type, core and regions."""

    root: int
    type: str
    subtype: str
    core: str
    bare: bool  # printed without a legal form: only such a name is short for another
    regions: tuple[Region, ...]
    sources: frozenset[str]


def _candidates(
    items: Sequence[Occurrence], names: Sequence[Identity], clusters: Clusters
) -> Iterator[Candidate]:
    for members in clusters.sets():
        first = members[0]
        name = names[first]
        # A pseudo-region ("@…") or the nation: compared by full name only, or inside the page.
        if items[first].type == "Person" or len(name.core) < 2 or name.parsed.national:
            continue
        yield Candidate(
            first,
            items[first].type,
            items[first].subtype,
            name.core,
            all(
                plain(items[n].name).endswith(names[n].core) or names[n].parsed.rest.endswith("公司")
                for n in members
            ),
            tuple(sorted({names[n].region for n in members})),
            frozenset(items[n].source for n in members),
        )


def _places(one: Candidate) -> Iterator[str]:
    """Where a short name can be understood: the page, and the city."""
    for source in sorted(one.sources):
        yield "page " + source
    for region in one.regions:
        city = steps_up(region, PREFECTURE)
        if city and city[-1].level == PREFECTURE and city[0].level > NATION:
            yield "city " + "/".join(step.key for step in city)


def _blocks(found: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates that share type, place and first or last characters of the core."""
    blocks: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
    for one in found:
        for place in set(_places(one)):
            start = yearless(one.core) if one.type == "Initiative" else one.core
            blocks[one.type, place, "^" + start[:1]].append(one)
            if len(one.core) >= 6:
                blocks[one.type, place, "$" + one.core[-3:]].append(one)
    for _, block in sorted(blocks.items()):
        yield from _split(block)


def _split(block: list[Candidate]) -> Iterator[list[Candidate]]:
    """Large blocks by two first characters; what is still too large is cut in the order of names."""
    if len(block) <= _LARGEST_BLOCK:
        yield block
        return
    finer: dict[str, list[Candidate]] = defaultdict(list)
    for one in block:
        finer[one.core[:2]].append(one)
    for _, part in sorted(finer.items()):
        part.sort(key=lambda one: (one.core, one.root))
        for start in range(0, len(part), _LARGEST_BLOCK):
            yield part[start : start + _LARGEST_BLOCK]


def numbers(text: str) -> tuple[str, ...]:
    """The ordinals and figures of a name, in order: 第二人民医院 -> (二,)."""
    return tuple(_NUMBER.findall(text))


@functools.lru_cache(maxsize=65536)
def unit(text: str) -> str:
    """The unit word that a name ends in (分公司, 支行, 大队), or ""."""
    units = organisation_words("units")
    return next((word for word in units if text.endswith(word)), "") if text.endswith(units) else ""


def blocked(one: str, other: str) -> bool:
    """Whether ordinal, unit or an opposite word forbids that two cores name one thing."""
    if numbers(one) != numbers(other) or unit(one) != unit(other):
        return True
    return any((word in one) != (word in other) for word in organisation_words("opposites"))


def is_trade(text: str) -> bool:
    """Whether the text is one or two words for a line of business: 食品, 智能装备制造."""
    trades = organisation_words("trades")
    return text in trades or any(text.startswith(word) and text[len(word) :] in trades for word in trades)


def is_short_for(short: str, full: str) -> bool:
    """Whether a company's core may be a short form of another's: 惠众 of 惠众实业, 投发 of 投资发展.

    Its start, or the first characters of the full name's two-character words.
    """
    if not 2 <= len(short) < len(full):
        return False
    starts = full.startswith(short)
    if not starts and not (len(full) == 2 * len(short) and full[::2] == short):
        return False
    if numbers(short) != numbers(full) or (unit(full) and not unit(short)):
        return False
    return not starts or is_trade(full[len(short) :])


def misprint(one: str, other: str) -> bool:
    """Whether two long cores differ by a filler (和, 与, 的) or by one character only."""
    if min(len(one), len(other)) < 7 or abs(len(one) - len(other)) > 1:
        return False
    if Levenshtein.distance(one, other, score_cutoff=1) != 1 or blocked(one, other):
        return False
    edit = next(iter(Levenshtein.editops(one, other)))
    changed = one[edit.src_pos] if edit.tag == "delete" else other[edit.dest_pos]
    if edit.tag == "replace":
        # At an end a character tells two names apart (东风路 / 东方路 are short; 甲乙丙公司A / B).
        return len(one) >= 9 and 0 < edit.src_pos < len(one) - 1
    return changed in _FILLERS


def _agree(one: Candidate, other: Candidate) -> bool:
    return all(compatible(a, b) for a in one.regions for b in other.regions)


def _pairs(block: Sequence[Candidate]) -> Iterator[tuple[str, Candidate, Candidate]]:
    for a, b in combinations(block, 2):
        if a.core == b.core:
            continue
        if misprint(a.core, b.core) and _agree(a, b):
            yield "misprint", a, b
        if a.type == "Initiative" and a.sources & b.sources and _agree(a, b):
            short, full = sorted((a, b), key=lambda one: (len(one.core), one.core))
            if short.core == yearless(full.core):  # one page's meeting of the year
                yield "short", short, full
        if a.type == "Organization" and a.subtype == b.subtype == "Company":
            short, full = sorted((a, b), key=lambda one: (len(one.core), one.core))
            if short.bare and is_short_for(short.core, full.core) and _agree(short, full):
                yield "short", short, full


def merge_variants(items: Sequence[Occurrence], names: Sequence[Identity], clusters: Clusters) -> None:
    """Unite clusters whose names are a full and a short form, or differ by a misprint.

    A short name that may stand for two full names stands for neither.
    """
    full_names: dict[int, set[int]] = defaultdict(set)
    same: set[tuple[int, int]] = set()
    for block in _blocks(_candidates(items, names, clusters)):
        for why, a, b in _pairs(block):
            if why == "short":
                full_names[a.root].add(b.root)
            else:
                same.add((min(a.root, b.root), max(a.root, b.root)))
    apart = _ArticleWitness(items, clusters)
    for one, other in sorted(same):
        if not apart(one, other):
            clusters.union(one, other)
    for short, fulls in sorted(full_names.items()):
        roots = {clusters.find(full) for full in fulls}
        if len(roots) == 1:
            clusters.union(short, roots.pop())


class _ArticleWitness:
    """Two long names that one article prints side by side are two things, not a misprint."""

    __slots__ = ("_articles",)

    def __init__(self, items: Sequence[Occurrence], clusters: Clusters) -> None:
        self._articles: dict[int, frozenset[str]] = {
            members[0]: frozenset(items[n].article for n in members) for members in clusters.sets()
        }

    def __call__(self, one: int, other: int) -> bool:
        return bool(self._articles.get(one, frozenset()) & self._articles.get(other, frozenset()))
