"""One block of atoms settled into things: by decisions, by name, by score; what is unsure is told.

A block is a set of families between which some pair of names goes together. Its outcome depends on nothing
outside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.decisions import Ruling
from kg.matching.scoring import Bar, Verdict
from kg.naming.regions import Region, compatible
from kg.resolve.atoms import Atom
from kg.resolve.blocking import core_of
from kg.resolve.bridges import weak_bridges
from kg.resolve.clustering import Clusters
from kg.resolve.families import Link, family_links, side_by_side
from kg.resolve.pairs import Pair, context_bars, score_of, verdict_of
from kg.resolve.rulings import Pointed, obey
from kg.resolve.telling import blocked

_RIVAL = 0.5  # from this score on another full name makes a short one ambiguous
_SURE_BRIDGE = 0.9  # a link as sure as this holds two parts together alone


@dataclass(frozen=True, slots=True)
class Unsure:
    """Two atoms that may be one thing, and are not merged. ``why``: what kept them apart, or ""."""

    one: int
    other: int
    score: float
    bars: tuple[Bar, ...]


@dataclass(slots=True)
class Settled:
    """The things of a block (sets of atoms), what merged them, what is unsure, what was overruled."""

    things: list[list[int]] = field(default_factory=list)
    merges: list[Link] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    overruled: list[tuple[Ruling, Ruling]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """All that the outcome depends on. ``families``: the atoms by family."""

    atoms: Mapping[int, Atom]
    families: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...]
    rulings: tuple[Pointed, ...]
    neighbours: Mapping[int, frozenset[int]]


def settle(block: Block) -> Settled:
    """The things of a block."""
    return _Settling(block).run()


class _Settling:
    def __init__(self, block: Block) -> None:
        self.block = block
        self.order = sorted(block.atoms)
        self.index = {number: place for place, number in enumerate(self.order)}
        self.clusters = Clusters(len(self.order))
        self.links: list[Link] = []  # all that hold, also between atoms that are one already
        self.out = Settled()

    def run(self) -> Settled:
        decided = obey(self.block.rulings, self.clusters, self.index)
        self.out.overruled.extend(decided.overruled)
        must = [
            Link(a, b, 1.0, (Bar("decided", ruling.reason, 1.0, 9.0),)) for a, b, ruling in decided.merges
        ]
        self._by_name()
        self._by_score()
        self._cut_bridges(must)
        sets = self.clusters.sets()
        self.out.things = [[self.order[place] for place in members] for members in sets]
        self.out.merges = [*must, *self.out.merges]
        self.out.unsure = [row for row in self.out.unsure if not self._one(row.one, row.other)]
        return self.out

    # ------------------------------------------------------------------------------------------- by name

    def _by_name(self) -> None:
        links: list[Link] = []
        for numbers in self.block.families:
            atoms = [self.block.atoms[number] for number in numbers]
            if len(atoms) > 1:
                for one, other in side_by_side(atoms):
                    self.clusters.forbid(self.index[one], self.index[other])
                links.extend(family_links(atoms))
        for link in sorted(links, key=lambda link: (-link.score, link.one, link.other)):
            self._tie(link)

    def _tie(self, link: Link) -> bool:
        """Unite what a link ties, unless that is forbidden."""
        if self._one(link.one, link.other):
            self.links.append(link)
            return True
        if not self.clusters.union(self.index[link.one], self.index[link.other]):
            return False
        self.links.append(link)
        self.out.merges.append(link)
        return True

    def _one(self, one: int, other: int) -> bool:
        return self.clusters.find(self.index[one]) == self.clusters.find(self.index[other])

    # ------------------------------------------------------------------------------------------ by score

    def _by_score(self) -> None:
        whole: list[Link] = []
        short: dict[int, list[Link]] = defaultdict(list)
        for pair in self.block.pairs:
            one, other = self.block.atoms[pair.one], self.block.atoms[pair.other]
            bars = (*pair.bars, *context_bars(pair, one, other, self.block.neighbours))
            link = Link(pair.one, pair.other, score_of(bars), bars)
            if pair.short:
                short[pair.short].append(link)
            else:
                whole.append(link)
        for link in sorted(whole, key=lambda link: (-link.score, link.one, link.other)):
            self._judge(link)
        # 瑞禾食品 before 瑞禾: what is short for two names of one thing is not ambiguous.
        for number in sorted(short, key=lambda n: (-len(core_of(self.block.atoms[n].key)), n)):
            self._judge_short(number, short[number])

    def _judge(self, link: Link) -> None:
        verdict = verdict_of(link.score)
        if verdict is Verdict.DIFFERENT:
            return
        if verdict is Verdict.UNSURE:
            self._ask(link)
        elif self._clash(link):
            self._ask(link, Bar("a_part_differs", "parts of the two differ in place or number", -1.0, 4.0))
        elif not self._tie(link):
            self._ask(link)

    def _judge_short(self, number: int, links: Sequence[Link]) -> None:
        """A short name goes to its one full name; with two that it may stand for, to neither."""
        fulls: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            full = link.other if link.one == number else link.one
            fulls[self.clusters.find(self.index[full])].append(link)
        best = {
            root: min(own, key=lambda link: (-link.score, link.one, link.other))
            for root, own in fulls.items()
        }
        rivals = [root for root, link in best.items() if link.score >= _RIVAL]
        if len(rivals) == 1:
            for link in sorted(links, key=lambda link: (-link.score, link.one, link.other)):
                self._judge(link)
            return
        note = "、".join(sorted(self._name(root) for root in rivals))
        for link in sorted(best.values(), key=lambda link: (link.one, link.other)):
            if verdict_of(link.score) is not Verdict.DIFFERENT:
                self._ask(link, Bar("ambiguous", f"may be short for {note}", -1.0, 3.0) if rivals else None)

    def _name(self, root: int) -> str:
        return self.block.atoms[self.order[root]].best.name

    def _ask(self, link: Link, bar: Bar | None = None) -> None:
        if self.clusters.forbidden(self.index[link.one], self.index[link.other]):
            return
        bars = (*link.bars, bar) if bar else link.bars
        self.out.unsure.append(Unsure(link.one, link.other, score_of(bars), bars))

    def _clash(self, link: Link) -> bool:
        """Whether the two things as a whole cannot be one: two regions, two ordinals."""
        if self._one(link.one, link.other):
            return False
        mine, theirs = (
            {(atom.key.region, core_of(atom.key)) for atom in self._members(end)}
            for end in (link.one, link.other)
        )
        return any(_two(a, b) for a in mine for b in theirs)

    def _members(self, number: int) -> list[Atom]:
        """The atoms that are one thing with an atom so far."""
        places = self.clusters.members(self.index[number])
        return [self.block.atoms[self.order[place]] for place in places]

    # ------------------------------------------------------------------------------------------- bridges

    def _cut_bridges(self, must: Iterable[Link]) -> None:
        links = [*must, *self.links]
        cut = weak_bridges(
            [(link.one, link.other, link.score) for link in links],
            {number: len(atom.articles) for number, atom in self.block.atoms.items()},
            _SURE_BRIDGE,
        )
        if not cut:
            return
        gone = [link for link in links if (link.one, link.other) in cut]
        kept = [link for link in links if (link.one, link.other) not in cut]
        self.clusters = Clusters(len(self.order))
        obey(self.block.rulings, self.clusters, self.index)
        for link in kept:
            self.clusters.union(self.index[link.one], self.index[link.other])
        self.out.merges = [link for link in self.out.merges if (link.one, link.other) not in cut]
        for link in gone:
            self._ask(link, Bar("weak_bridge", "alone holds two parts together", -1.0, 2.0))


def _two(one: tuple[Region, str], other: tuple[Region, str]) -> bool:
    return not compatible(one[0], other[0]) or (one[1] != other[1] and blocked(one[1], other[1]))
