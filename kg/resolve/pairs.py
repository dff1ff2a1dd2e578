"""Two names scored as one thing's: by kg.matching, and by what the articles say around them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from kg.matching import Context, Verdict, compare_in
from kg.matching.left_out import LeftOut, left_out
from kg.matching.scoring import DIFFERENT_TO, SAME_FROM, Bar
from kg.naming.names import yearless
from kg.naming.regions import compatible
from kg.resolve.atoms import Atom, AtomKey, Face, dumps, real
from kg.resolve.blocking import core_of, without_fillers
from kg.resolve.telling import is_trade


@dataclass(frozen=True, slots=True)
class Pair:
    """Two atoms (by number) whose names go together. ``short``: the one whose name is the shorter, where one
    is short for the other, else 0. ``missing``: what it leaves out that may make the other another thing.
    ``bars``: what the names alone gave.
    """

    one: int
    other: int
    short: int
    missing: LeftOut
    bars: tuple[Bar, ...]

    def to_json(self) -> str:
        """What is kept of it."""
        missing = self.missing.words, self.missing.telling, self.missing.lines
        bars = [[bar.feature, bar.note, bar.value, bar.weight] for bar in self.bars]
        return dumps([self.short, missing, bars])


def pair_from(one: int, other: int, text: str) -> Pair:
    """The pair of a row."""
    short, missing, bars = json.loads(text)
    return Pair(one, other, short, LeftOut(*map(tuple, missing)), tuple(Bar(*bar) for bar in bars))


@dataclass(frozen=True, slots=True)
class Named:
    """An atom by its name. ``core`` is what is compared, ``chars`` its characters, ``all_chars`` those of the
    whole name too.
    """

    number: int
    key: AtomKey
    face: Face
    core: str
    chars: frozenset[str]
    all_chars: frozenset[str]


def named(number: int, key: AtomKey, face: Face) -> Named:
    """An atom made ready for comparing."""
    core = core_of(key)
    chars = frozenset(core)
    return Named(number, key, face, core, chars, chars.union(face.name))


_BEFORE = Bar("before any feature", "", 1.0, -3.0)


def worth_comparing(one: Named, other: Named) -> bool:
    """Whether one name is made of characters of the other, or nearly: what else meets is two things."""
    short, full = (one, other) if len(one.core) <= len(other.core) else (other, one)
    if not short.chars <= full.all_chars:
        if len(short.core) != len(full.core):
            return False
        if sum(a != b for a, b in zip(short.core, full.core, strict=True)) != 1:
            return False
    if one.key.type != other.key.type or one.key.core == other.key.core:
        return False  # of one name: see ``families``
    return compatible(one.key.region, other.key.region)


def compare_atoms(one: Named, other: Named) -> Pair | None:
    """How two names go together, or None where they do not."""
    first, second = sorted((one, other), key=lambda row: row.number)
    mine, theirs = first.key, second.key
    if without_fillers(mine.core) == without_fillers(theirs.core):
        return Pair(
            first.number, second.number, 0, LeftOut(), (_BEFORE, Bar("same_words", first.core, 1.0, 6.0))
        )
    near = Context(real(mine.region)), Context(real(theirs.region))
    found = compare_in(first.face.name, second.face.name, mine.type, *near)
    if found.verdict is Verdict.DIFFERENT and not _dated_alike(mine, theirs):
        return None
    short = 0
    if {bar.feature for bar in found.bars} & _OF_SHORT_NAMES or _dated_alike(mine, theirs):
        short = min(first, second, key=lambda row: (len(row.key.core), row.number)).number
    names = first.face.name, second.face.name
    missing = left_out(*names, mine.type, *near) if short else LeftOut()
    return Pair(first.number, second.number, short, missing, found.bars)


_OF_SHORT_NAMES = frozenset({"short_name", "end_of_the_name"})


def _dated_alike(one: AtomKey, other: AtomKey) -> bool:
    """Whether one is an initiative's name with a year in front, the other the same without."""
    dated = one.type == "Initiative" and (yearless(one.core) == one.core) != (
        yearless(other.core) == other.core
    )
    return dated and yearless(one.core) == yearless(other.core)


# Evidence from the articles --------------------------------------------------------------------------

_FEW = 3  # shared neighbours that are as good as any number of them
_UNSURE_NAMES = frozenset({"misprint", "end_of_the_name", "one_has_a_phase"})


def context_bars(
    pair: Pair, one: Atom, other: Atom, neighbours: Mapping[int, frozenset[int]]
) -> tuple[Bar, ...]:
    """What the articles say: one prints both, names for one thing or two; both keep the same company."""
    together = len(one.articles & other.articles)
    note = f"one article prints both ({together})"
    if _dated_alike(one.key, other.key):
        here = one.pages & other.pages
        return (Bar("this_year_s", "on one page the year goes without saying", 1.0, 6.0),) if here else ()
    if together and not pair.short:
        return (Bar("side_by_side", note, -1.0, 6.0),)
    missing = pair.missing
    if missing.telling:
        return (Bar("left_out", "、".join(missing.telling), -1.0, 4.0),)
    if together and missing.words:
        return (Bar("side_by_side", f"{note}, one without {'、'.join(missing.words)}", -1.0, 3.0),)
    telling = [word for word in missing.words if not is_trade(word)]
    telling += missing.lines if _by_itself(pair, one, other) else ()
    if telling:
        return (Bar("left_out", "、".join(dict.fromkeys(telling)), -1.0, 3.0),)
    if missing.words or any(bar.feature in _UNSURE_NAMES for bar in pair.bars):
        return ()  # sisters and daughters keep the same company
    if together:
        return (Bar("full_name_given", note, 1.0, 1.0),)
    bars = [Bar("one_page", "on one page", 1.0, 0.7)] if one.pages & other.pages else []
    shared = neighbours.get(one.number, frozenset()) & neighbours.get(other.number, frozenset())
    shared -= {one.number, other.number}
    if shared:
        value = min(len(shared), _FEW) / _FEW
        bars.append(Bar("shared_neighbours", f"{len(shared)} named beside both", round(value, 3), 1.0))
    return tuple(bars)


def _by_itself(pair: Pair, one: Atom, other: Atom) -> bool:
    """Whether an article prints the short name without the full one."""
    short, full = (one, other) if pair.short == one.number else (other, one)
    return bool(short.articles - full.articles)


def score_of(bars: tuple[Bar, ...]) -> float:
    """The logistic of the sum of the bars, four decimals."""
    return round(1 / (1 + math.exp(-sum(bar.gave for bar in bars))), 4)


def verdict_of(score: float) -> Verdict:
    """Same, unsure or different."""
    if score >= SAME_FROM:
        return Verdict.SAME
    return Verdict.DIFFERENT if score < DIFFERENT_TO else Verdict.UNSURE
