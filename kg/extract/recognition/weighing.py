"""The stretches of an article that may be names, with all that speaks for and against each.

The lattice says how likely a stretch is on its own sentence's account. Here the whole article is heard: what
the rules thought of the stretch, what else overlaps it, and how the same text fares elsewhere in the article.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.recognition.elsewhere import Elsewhere, Place
from kg.extract.recognition.features import (
    NOTHING_AROUND,
    Around,
    Fate,
    Features,
    Told,
    features_of,
    measures_of,
)
from kg.extract.recognition.kinds import KINDS, Stretch, kind_of
from kg.extract.recognition.lattice import Lattice, Likely, all_stretches
from kg.extract.regions import is_known_region
from kg.extract.segments import Segment

LEAST = 0.04  # stretches that are less likely than this and that no rule proposed are not looked at
_LIKELY = 0.3  # a stretch this likely is looked into for the name of its owner
_COUNTED_KINDS = frozenset({"Local", "District"})
_UNOWNED_KINDS = frozenset({"Person", "District"})
_TWO_TOWNS = re.compile(r"(.{1,}?(?:镇|乡|街道|办事处))(.{2,}(?:镇|乡|街道|办事处))")
_COUNTED = re.compile(r"(?:[一二两三四五六七八九十百]{1,3}|\d{1,3})个(?:镇|乡|街道|办事处|村|社区|县|区|市)$")
_PAIRS = (("“", "”"), ("《", "》"), ("‘", "’"), ("『", "』"), ("「", "」"))
_BRACKETS = (("(", ")"), ("（", "）"))
_HALVES = frozenset(mark for pair in (*_PAIRS, *_BRACKETS) for mark in pair)
_POINTING = "该"  # 该区, 该公司: led back to what was named before, elsewhere
_QUOTES = str.maketrans("", "", "“”\"'‘’《》「」『』 \u3000\t\n")
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One segment, with what the rules propose in it, what they would settle on, and the byline's names."""

    segment: Segment
    candidates: tuple[Candidate, ...]
    settled: tuple[Candidate, ...]
    credited: tuple[tuple[int, int], ...]  # names of a byline, which are known without asking
    listed: tuple[Candidate, ...] = ()  # all towns and villages of the gazetteer, also what others propose


class Weighed(NamedTuple):
    """A candidate stretch of a segment: its text as it is compared, its features by sets, its measures.

    A tuple, as all that is made for each stretch: there are many.
    """

    stretch: Stretch
    probability: float
    text: str
    sets: tuple[Features, ...]
    measures: tuple[float, ...] = ()  # as MEASURES names them, but for the last

    @property
    def features(self) -> Features:
        """All features."""
        return tuple(name for names in self.sets for name in names)


def weigh(proposals: Sequence[Proposal], lattices: Sequence[Lattice | None]) -> list[list[Weighed]]:
    """The candidate stretches of every segment of one article, with their features."""
    likely = all_stretches(lattices, LEAST)
    seen = [_stretches(*row) for row in zip(proposals, lattices, likely, strict=True)]
    places = [_place(proposal.segment, found) for proposal, found in zip(proposals, seen, strict=True)]
    fates, elsewhere = _Fates(places), Elsewhere(places)
    weighed = []
    for number, (proposal, found) in enumerate(zip(proposals, seen, strict=True)):
        arounds = {stretch: _around(stretch, found) for stretch in found}
        spans = {stretch: around.span for stretch, around in arounds.items() if around.span}
        heard = elsewhere.of(number, spans)
        weighed.append(list(_weigh_segment(proposal, found, fates, arounds, heard)))
    return weighed


def _place(segment: Segment, found: Mapping[Stretch, float]) -> Place:
    text = segment.text
    told = {stretch: (plain(text[stretch[0] : stretch[1]]), chance) for stretch, chance in found.items()}
    return Place(text, segment.in_title, told)


def plain(text: str) -> str:
    """Text without quotation marks and white space."""
    return text.translate(_QUOTES)


def _stretches(proposal: Proposal, lattice: Lattice | None, likely: Iterable[Likely]) -> dict[Stretch, float]:
    if lattice is None:
        return {}
    found = {
        (start, end, kind): chance
        for start, end, kind, chance in likely
        if all(end <= left or right <= start for left, right in proposal.credited)
        and not proposal.segment.text.startswith(_POINTING, start)
    }
    _trim(proposal.segment.text, found)
    _part_towns(proposal.segment.text, found)
    wanted = [
        (start, candidate.end, kind_of(candidate.type, candidate.subtype))
        for candidate in proposal.candidates
        for start in (candidate.start, *candidate.variants)
        if start < candidate.end
    ]
    owned = [stretch for stretch, chance in found.items() if chance >= _LIKELY]
    for stretch in (*wanted, *_owners(proposal.segment.text, owned)):
        if stretch not in found:
            found[stretch] = lattice.probability(*stretch)
    return found


def _trim(text: str, found: dict[Stretch, float]) -> None:
    """No name ends in a count (南王、东湾等五个街道), keeps one quotation mark of a pair at its edge, or
    holds half a pair of brackets: what speaks for it so speaks for the name without.
    """
    for stretch in list(found):
        start, end, kind = stretch
        if kind in _COUNTED_KINDS and _COUNTED.search(text, start, end):
            del found[stretch]
            continue
        start, end = _without_half_pairs(text, start, end)
        if (start, end) != stretch[:2]:
            chance = found.pop(stretch)
            if start < end:
                found[start, end, kind] = min(1.0, found.get((start, end, kind), 0.0) + chance)


def _without_half_pairs(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without one mark of a pair at its edge, and without what a bracket opens in vain."""
    if _HALVES.isdisjoint(text[start:end]):
        return start, end
    for opening, closing in _BRACKETS:
        opened = text.rfind(opening, start, end)
        if opened >= 0 and text.find(closing, opened, end) < 0:
            end = opened
        closed = text.find(closing, start, end)
        if closed >= 0 and text.find(opening, start, closed) < 0:
            start, end = (start, closed) if closed == end - 1 else (closed + 1, end)
    for opening, closing in _PAIRS:
        if start < end and text[start] == opening and text.find(closing, start, end) < 0:
            start += 1
        elif start < end and text[end - 1] == closing and text.find(opening, start, end) < 0:
            end -= 1
    return start, end


def _part_towns(text: str, found: dict[Stretch, float]) -> None:
    """石桥镇东城街道 is two, since no town lies in another: what speaks for it speaks for both."""
    for stretch in [stretch for stretch in found if stretch[2] == "Local"]:
        match = _TWO_TOWNS.fullmatch(text, stretch[0], stretch[1])
        if match is not None:
            chance = found.pop(stretch)
            for start, end in (match.span(1), match.span(2)):
                found[start, end, "Local"] = min(1.0, found.get((start, end, "Local"), 0.0) + chance)


def _owners(text: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """What a name may open with: 岭东省农科院|作物研究所, 临溪区|教育局. The lattice sees the whole alone."""
    for start, end, kind in stretches:
        if kind not in _UNOWNED_KINDS:
            for length, owner in _openings(text[start:end]):
                yield start, start + length, owner


@functools.lru_cache(maxsize=4096)
def _openings(name: str) -> tuple[tuple[int, str], ...]:
    """Lengths and kinds of the names that a name opens with."""
    found = []
    for cut in range(2, len(name) - 1):
        suffix = lexicon.suffix_at(name, cut)
        if suffix is not None and suffix.type != "Initiative" and cut > len(suffix.text):
            found.append((cut, kind_of(suffix.type, suffix.subtype)))
        if is_known_region(name[:cut]):
            found.append((cut, "District"))
    return tuple(found)


def _rules_by_stretch(candidates: Sequence[Candidate]) -> dict[Stretch, Candidate]:
    best: dict[Stretch, Candidate] = {}
    for candidate in candidates:
        kind = kind_of(candidate.type, candidate.subtype)
        for start in (candidate.start, *candidate.variants):
            other = best.get((start, candidate.end, kind))
            if other is None or candidate.confidence > other.confidence:
                best[start, candidate.end, kind] = candidate
    return best


class _Fates:
    """How the texts of candidate stretches fare in one article."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._whole = "\n".join(place.text for place in places)
        self._chances: dict[str, dict[str, list[float]]] = {}  # by plain text and kind
        for place in places:
            for (_, _, kind), (text, probability) in place.stretches.items():
                self._chances.setdefault(text, {}).setdefault(kind, []).append(probability)
        self._known: dict[tuple[str, str], Fate] = {}

    def of(self, printed: str, kind: str) -> Fate:
        """The fate of what is printed as a name of this kind."""
        fate = self._known.get((printed, kind))
        if fate is None:
            kinds = self._chances[plain(printed)]
            here = kinds[kind]
            others = (max(chances) for other, chances in kinds.items() if other != kind)
            ever = 1 - math.prod(1 - chance for chance in here)
            times = self._whole.count(printed)
            fate = Fate(max(here), ever, max(others, default=0.0), len(here), times)
            self._known[printed, kind] = fate
        return fate


def _around(stretch: Stretch, found: Mapping[Stretch, float]) -> Around:
    start, end, _ = stretch
    containing, container, place, rest, crossing, inside, span = NOTHING_AROUND
    for (left, right, kind), probability in found.items():
        if right <= start or end <= left:
            continue
        if left <= start and end <= right:
            if probability > containing and (left != start or right != end):
                containing, container, rest, span = probability, kind, right - end, (left, right)
                place = "start" if left == start else "end" if right == end else "middle"
        elif start <= left and right <= end:
            inside = max(inside, probability)
        else:
            crossing = max(crossing, probability)
    return Around(containing, container, place, rest, crossing, inside, span)


def _by_place(found: Mapping[Stretch, float]) -> dict[tuple[int, int], list[tuple[str, float]]]:
    """The kinds, in their order, that each place may be a name of, with their probabilities."""
    kinds: dict[tuple[int, int], list[tuple[str, float]]] = {}
    for (start, end, kind), probability in found.items():
        kinds.setdefault((start, end), []).append((kind, probability))
    for row in kinds.values():
        row.sort(key=lambda one: _ORDER[one[0]])
    return kinds


def _weigh_segment(
    proposal: Proposal,
    found: Mapping[Stretch, float],
    fates: _Fates,
    arounds: Mapping[Stretch, Around],
    heard: Mapping[Stretch, tuple[float, ...]],
) -> Iterator[Weighed]:
    segment = proposal.segment
    rules = _rules_by_stretch(proposal.candidates)
    settled = _rules_by_stretch(proposal.settled)
    kinds = _by_place(found)
    for stretch, probability in found.items():
        start, end, kind = stretch
        printed = segment.text[start:end]
        name = plain(printed)
        if not name:
            continue
        here = kinds[start, end]
        others = [chance for other, chance in here if other != kind] if len(here) > 1 else ()
        rule = rules.get(stretch)
        told = Told(
            segment.text,
            segment.in_title,
            stretch,
            printed,
            probability,
            (sum(others), max(others)) if others else (0, 0.0),
            arounds[stretch],
            fates.of(printed, kind),
            rule.rule if rule else "-",
            rule.confidence if rule else 0.0,
            stretch in settled,
            heard[stretch],
        )
        yield Weighed(stretch, probability, name, features_of(told), measures_of(told))
