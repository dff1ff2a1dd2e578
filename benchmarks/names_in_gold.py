"""What the score of ``kg compare`` is worth: pairs derived from annotated pages, by band of the score.

Usage: python benchmarks/names_in_gold.py GOLD_DIR... [--half even|odd]

Names of one thing in one document are same-pairs; names of two things of one type are different pairs, the 15
most alike of each document and 10 others. The context is the county that the document's names print most,
so these pairs are harder than a page, which has its home region; forms that lean on their sentence (二部) are
among them. ``--half`` takes every other document, by name: weights are tuned on the even ones.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from kg.evaluation.gold import GoldDocument, GoldEntity, read_gold
from kg.matching import Context, compare_in, parse_organization
from kg.naming.regions import COUNTY, Region, steps_up

_MOST_ALIKE, _OTHERS = 15, 10
_ANAPHORS = "该本我全两各此"
_BANDS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0001)


class Pair(NamedTuple):
    """Two names of a document."""

    type: str
    a: str
    b: str
    same: bool
    near: Context


def context_of(document: GoldDocument) -> Context:
    """The county, or city, that most names of a document print."""
    printed: Counter[Region] = Counter()
    for entity in document.entities.values():
        for name in (entity.key, *entity.names) if entity.type != "Person" else ():
            parsed = parse_organization(name)
            region = steps_up(parsed.region, COUNTY) if parsed.explicit and not parsed.national else ()
            printed.update(region[:depth] for depth in range(1, len(region) + 1))
    regions = sorted(region for region in printed if region[-1].level > 0)
    return Context(max(regions, key=lambda region: printed[region] + 0.3 * len(region), default=()))


def _forms(entity: GoldEntity) -> list[str]:
    names = dict.fromkeys((entity.key, *entity.names))
    return [name for name in names if len(name) > 1 and name[0] not in _ANAPHORS and "（" not in name]


def pairs_of(document: GoldDocument, chance: random.Random) -> Iterator[Pair]:
    """The same-pairs and the different pairs of one document."""
    near = context_of(document)
    entities = [(entity, forms) for entity in document.entities.values() if (forms := _forms(entity))]
    for entity, forms in entities:
        yield from (Pair(entity.type, forms[0], form, True, near) for form in forms[1:])
    apart = [
        (fuzz.ratio(mine[-1], theirs[-1]), one.type, mine[-1], theirs[-1])
        for (one, mine), (other, theirs) in combinations(entities, 2)
        if one.type == other.type and mine[-1] != theirs[-1]
    ]
    apart.sort(reverse=True)
    rest = apart[_MOST_ALIKE:]
    for _, type_, a, b in [*apart[:_MOST_ALIKE], *chance.sample(rest, min(_OTHERS, len(rest)))]:
        yield Pair(type_, a, b, False, near)


def print_bands(scored: Sequence[tuple[float, bool]]) -> None:
    """How many pairs have a score in each band, and which share of them is one thing's."""
    print(f"{'score':<14}{'pairs':>7}{'same':>8}")
    for low, high in pairwise(_BANDS):
        within = [same for score, same in scored if low <= score < high]
        if within:
            print(f"{low:.2f} - {min(high, 1):.2f}   {len(within):>6}{sum(within) / len(within):>8.3f}")


def main() -> None:
    """Print outcomes by type, and the bands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--half", choices=("even", "odd"), help="every other document only")
    given = parser.parse_args()
    documents = [document for folder in given.folders for document in read_gold(folder).documents]
    if given.half:
        documents = documents[given.half == "odd" :: 2]
    chance = random.Random(7)
    pairs = [pair for document in documents for pair in pairs_of(document, chance)]
    outcomes: Counter[tuple[str, str, str]] = Counter()
    scored = []
    for pair in pairs:
        found = compare_in(pair.a, pair.b, pair.type, pair.near, pair.near)
        outcomes[pair.type, "same" if pair.same else "different", found.verdict.value] += 1
        scored.append((found.score, pair.same))
    print(f"{'type':<14}{'label':<11}{'same':>7}{'unsure':>8}{'different':>11}")
    for type_, label in sorted({key[:2] for key in outcomes}):
        same, unsure, apart = (outcomes[type_, label, verdict] for verdict in ("same", "unsure", "different"))
        print(f"{type_:<14}{label:<11}{same:>7}{unsure:>8}{apart:>11}")
    print_bands(scored)


if __name__ == "__main__":
    main()
