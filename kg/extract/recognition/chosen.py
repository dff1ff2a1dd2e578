"""From the stretches chosen to candidates as the rest of the extraction knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.recognition.choice import Choice
from kg.extract.recognition.kinds import TYPE_OF_KIND, Stretch, kind_of
from kg.extract.recognition.lattice import Lattice
from kg.extract.recognition.weighing import Proposal, weigh
from kg.extract.segments import Segment

RECOGNISED = "recognised"  # a name that no rule proposed


def chosen(
    proposals: Sequence[Proposal], lattices: Sequence[Lattice | None], choice: Choice
) -> list[list[Candidate]]:
    """The names of each segment of one article."""
    return [
        [_candidate(proposal, stretch, probability) for stretch, probability in taken]
        for proposal, taken in zip(proposals, choice.take(weigh(proposals, lattices)), strict=True)
    ]


def _candidate(proposal: Proposal, stretch: Stretch, probability: float) -> Candidate:
    """The rules' own candidate for a stretch, as sure as the model is; a new one where they had none."""
    start, end, kind = stretch
    fitting = [c for c in proposal.candidates if c.end == end and kind_of(c.type, c.subtype) == kind]
    exact = [c for c in fitting if c.start == start]
    if exact:
        best = max(exact, key=lambda c: c.confidence) if len(exact) > 1 else exact[0]
        subtype = best.subtype or TYPE_OF_KIND[kind][1]  # a place of which the rules knew no more
        return replace(best, subtype=subtype, confidence=probability)
    for candidate in fitting:
        if start in candidate.variants:
            later = tuple(place for place in candidate.variants if place > start)
            core = max(start, candidate.core)
            return replace(candidate, start=start, core=core, variants=later, confidence=probability)
    type_, subtype = _type_of(proposal.segment, stretch)
    return Candidate(start, end, type_, subtype, RECOGNISED, probability, start)


def _type_of(segment: Segment, stretch: Stretch) -> tuple[str, str]:
    """What a name is by its ending, where that agrees with its kind."""
    start, end, kind = stretch
    suffix = lexicon.suffix_at(segment.text, end, start)
    if suffix is not None and kind_of(suffix.type, suffix.subtype) == kind:
        return suffix.type, suffix.subtype
    return TYPE_OF_KIND[kind]
