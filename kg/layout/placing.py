"""Which story each unanchored passage belongs to, when columns are printed out of order.

The passages of a page form a chain. A labelling of the chain with stories is scored by the vocabulary that
each passage shares with its story and by how often neighbours stay together; the best labelling is found by
dynamic programming (Viterbi 1967), and again with the texts that it gave the stories, until nothing moves.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from kg.layout.likeness import bigrams, terms

ROUNDS = 4
LEAST = 0.03  # likeness below which two passages are not joined outright
BEAM = 8
COMMON = 25  # passages: what more of them share is looked over, which keeps long pages fast
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Link:
    """One passage of the chain. ``opens``: a story shows that it starts here; ``writes``: its writers are
    named here. A story has at most one of each. ``stay`` is what it counts that the passage belongs to the
    same story as the one before it.
    """

    vector: Vector
    opens: bool = False
    writes: bool = False
    stay: float = 0.0

    @property
    def anchored(self) -> bool:
        """Whether the passage by itself shows that there is a story."""
        return self.opens or self.writes


def vectors_of(texts: Sequence[str]) -> list[Vector]:
    """For each passage a vector of unit length: half of it words, which tell subjects best, half bigrams,
    which find names that are cut now this way, now that.
    """
    words = _weighted([terms(text) for text in texts])
    pairs = _weighted([{"#" + gram: 1 + math.log(n) for gram, n in bigrams(text).items()} for text in texts])
    half = math.sqrt(0.5)
    return [{key: x * half for key, x in (one | two).items()} for one, two in zip(words, pairs, strict=True)]


def _weighted(found: Sequence[Vector]) -> list[dict[str, float]]:
    """The vectors times the inverse document frequency of each part, made of unit length."""
    seen = Counter(key for each in found for key in each)
    vectors: list[dict[str, float]] = []
    for each in found:
        raw = {key: x * math.log((len(found) + 1) / (seen[key] + 0.5)) for key, x in each.items()}
        norm = math.sqrt(sum(x * x for x in raw.values())) or 1.0
        vectors.append({key: x / norm for key, x in raw.items() if x > 0})
    return vectors


def labelled(chain: Sequence[Link]) -> list[int]:
    """The story of each passage: stories are numbered by their first anchored passage in the chain."""
    if not any(link.anchored for link in chain):
        return [0] * len(chain)
    places = _placed(chain)
    likeness = _likeness(chain, places)
    labels = _grown(chain, likeness)
    fixed = [label if link.anchored else None for link, label in zip(chain, labels, strict=True)]
    stories = len({label for label in fixed if label is not None})
    for _ in range(ROUNDS):
        before = labels
        shared = _shared(likeness, labels, stories)
        labels = [*_viterbi(chain, fixed, shared)]
        if labels == before:
            break
    return [0 if label is None else label for label in labels]


def _placed(chain: Sequence[Link]) -> dict[str, list[int]]:
    """Which passages have a bigram; none for one that most have."""
    places: dict[str, list[int]] = {}
    for number, link in enumerate(chain):
        for gram in link.vector:
            places.setdefault(gram, []).append(number)
    return {gram: numbers for gram, numbers in places.items() if 1 < len(numbers) <= COMMON}


def _grown(chain: Sequence[Link], likeness: Sequence[Mapping[int, float]]) -> list[int | None]:
    """A first labelling: the likest passages are joined first, two stories never (Kruskal 1956)."""
    parent = list(range(len(chain)))
    opens, writes = [link.opens for link in chain], [link.writes for link in chain]

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def joined(one: int, two: int) -> None:
        a, b = root(one), root(two)
        if a != b and not (opens[a] and opens[b]) and not (writes[a] and writes[b]):
            parent[b] = a
            opens[a], writes[a] = opens[a] or opens[b], writes[a] or writes[b]

    for _, one, two in _pairs(chain, likeness):
        joined(one, two)
    waiting: list[int] = []  # openings whose writers are not known yet
    for number, link in enumerate(chain):
        if link.opens and not writes[root(number)]:
            waiting.append(number)
        elif link.writes and not opens[root(number)] and waiting:
            joined(waiting.pop(), number)
    numbers: dict[int, int] = {}
    for number, link in enumerate(chain):
        if link.anchored:
            numbers.setdefault(root(number), len(numbers))
    return [numbers.get(root(number)) for number in range(len(chain))]


def _pairs(chain: Sequence[Link], likeness: Sequence[Mapping[int, float]]) -> list[tuple[float, int, int]]:
    """The pairs of passages that are like enough, neighbours favoured: (minus the score, one, two)."""
    pairs: list[tuple[float, int, int]] = []
    for one, row in enumerate(likeness):
        stay = chain[one + 1].stay if one + 1 < len(chain) else 0.0
        for two in {*row, one + 1} if one + 1 < len(chain) else row:
            score = row.get(two, 0.0) + (stay if two == one + 1 else 0.0)
            if two > one and score >= LEAST:
                pairs.append((-score, one, two))
    return sorted(pairs)


def _likeness(chain: Sequence[Link], places: Mapping[str, list[int]]) -> list[dict[int, float]]:
    """For each passage the cosine with each other one that shares a word."""
    rows: list[dict[int, float]] = []
    for number, link in enumerate(chain):
        row: dict[int, float] = {}
        for gram, weight in link.vector.items():
            for other in places.get(gram, ()):
                row[other] = row.get(other, 0.0) + weight * chain[other].vector[gram]
        row.pop(number, None)
        rows.append(row)
    return rows


def _shared(
    likeness: Sequence[Mapping[int, float]], labels: Sequence[int | None], stories: int
) -> list[dict[int, float]]:
    """For each passage the cosine with each story that shares words with it, its own words left out."""
    square = [0.0] * stories  # squared length of each story's vector
    dots: list[dict[int, float]] = []
    for number, row in enumerate(likeness):
        dot: dict[int, float] = {}
        for other, cosine in row.items():
            label = labels[other]
            if label is not None:
                dot[label] = dot.get(label, 0.0) + cosine
        dots.append(dot)
        label = labels[number]
        if label is not None:
            square[label] += 1.0 + dot.get(label, 0.0)
    result: list[dict[int, float]] = []
    for number, dot in enumerate(dots):
        label = labels[number]
        own = 1.0 + 2 * dot.get(label, 0.0) if label is not None else 0.0
        result.append(
            {s: x / math.sqrt(max(square[s] - (own if s == label else 0.0), 1.0)) for s, x in dot.items()}
        )
    return result


def _viterbi(
    chain: Sequence[Link], fixed: Sequence[int | None], shared: Sequence[Mapping[int, float]]
) -> list[int]:
    """The labelling with the highest sum of likeness and of neighbours that stay together.

    Only the ``BEAM`` stories that a passage resembles most, or that the passage before it most likely has,
    are tried, and the next story known: another could not be on the best path but by a hair.
    """
    scores: dict[int, float] = {}
    back: list[dict[int, int]] = []
    following = _following(fixed)
    for number, (link, known) in enumerate(zip(chain, fixed, strict=True)):
        top = max(scores, key=lambda s: (scores[s], -s), default=-1)
        states = {*_best(scores), *_best(shared[number]), following[number]} - {-1}
        now: dict[int, float] = {}
        came: dict[int, int] = {}
        for state in states if known is None else (known,):
            stays = scores.get(state, -math.inf) + link.stay
            switches = scores.get(top, 0.0)
            came[state] = state if stays >= switches else top
            now[state] = max(stays, switches) + shared[number].get(state, 0.0)
        scores = now
        back.append(came)
    label = max(scores, key=lambda s: (scores[s], -s))
    labels: list[int] = []
    for came in reversed(back):
        labels.append(label)
        label = came[label]
    return labels[::-1]


def _best(scores: Mapping[int, float]) -> list[int]:
    return nsmallest(BEAM, scores, key=lambda s: (-scores[s], s))


def _following(fixed: Sequence[int | None]) -> list[int]:
    """For each passage the next known story at or after it; -1 where there is none."""
    result: list[int] = []
    label = -1
    for known in reversed(fixed):
        label = label if known is None else known
        result.append(label)
    return result[::-1]
