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

from kg.layout.likeness import Likeness

ROUNDS = 4
LEAST = 0.03  # likeness below which two passages are not joined outright
BEAM = 8
COMMON = 40  # passages: what more of them share is looked over, which keeps long pages fast
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Link:
    """One passage of the chain. ``fixed`` is its story where that is known, else None; ``stay`` what it
    counts that it belongs to the same story as the passage before it; ``own`` is a story that it may start
    itself, and ``own_score`` what that counts.
    """

    vector: Vector
    fixed: int | None = None
    stay: float = 0.0
    own: int | None = None
    own_score: float = 0.0


def vectors_of(words: Sequence[Counter[str]], likeness: Likeness) -> list[Vector]:
    """Weighted vectors of unit length."""
    vectors: list[Vector] = []
    for counts in words:
        raw = {gram: (1 + math.log(n)) * likeness.weight(gram) for gram, n in counts.items()}
        norm = math.sqrt(sum(x * x for x in raw.values())) or 1.0
        vectors.append({gram: x / norm for gram, x in raw.items()})
    return vectors


def labelled(chain: Sequence[Link], stories: int) -> list[int]:
    """The story of each passage. ``stories`` counts all, those that a passage may start itself included."""
    places = _placed(chain)
    labels = _grown(chain, places)
    for _ in range(ROUNDS):
        before = labels
        labels = list(_viterbi(chain, _shared(chain, places, labels, stories)))
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


def _grown(chain: Sequence[Link], places: Mapping[str, list[int]]) -> list[int | None]:
    """A first labelling: the likest passages are joined first, two known stories never (Kruskal 1956)."""
    likeness: dict[tuple[int, int], float] = {}
    for gram, numbers in places.items():
        for at, one in enumerate(numbers):
            for two in numbers[at + 1 :]:
                product = chain[one].vector[gram] * chain[two].vector[gram]
                likeness[one, two] = likeness.get((one, two), 0.0) + product
    for two, link in enumerate(chain[1:], start=1):
        likeness[two - 1, two] = likeness.get((two - 1, two), 0.0) + link.stay
    parent = list(range(len(chain)))
    labels = [link.fixed for link in chain]

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for (one, two), score in sorted(likeness.items(), key=lambda item: (-item[1], item[0])):
        if score < LEAST:
            break
        a, b = root(one), root(two)
        known = {labels[a], labels[b]} - {None}
        if a != b and len(known) < 2:
            parent[b] = a
            labels[a] = next(iter(known), None)
    return [labels[root(number)] for number in range(len(chain))]


def _shared(
    chain: Sequence[Link], places: Mapping[str, list[int]], labels: Sequence[int | None], stories: int
) -> list[dict[int, float]]:
    """For each passage the cosine with each story that shares words with it, its own words left out."""
    square = [0.0] * stories  # squared length of each story's vector
    dots: list[dict[int, float]] = []
    for number, link in enumerate(chain):
        dot: dict[int, float] = {}
        for gram, weight in link.vector.items():
            for other in places.get(gram, ()):
                label = labels[other]
                if other != number and label is not None:
                    dot[label] = dot.get(label, 0.0) + weight * chain[other].vector[gram]
        dots.append(dot)
        label = labels[number]
        if label is not None:
            square[label] += 1.0 + dot.get(label, 0.0)
    result: list[dict[int, float]] = []
    for number, dot in enumerate(dots):
        label = labels[number]
        own = dot.get(label, 0.0) if label is not None else 0.0
        rest = {s: square[s] - (1.0 + 2 * own if s == label else 0.0) for s in dot}
        result.append({s: x / math.sqrt(max(rest[s], 1.0)) for s, x in dot.items()})
    return result


def _viterbi(chain: Sequence[Link], shared: Sequence[Mapping[int, float]]) -> list[int]:
    """The labelling with the highest sum of likeness and of neighbours that stay together.

    Only the ``BEAM`` stories that a passage resembles most, or that the passage before it most likely has,
    are tried, and the next story known: another could not be on the best path but by a hair.
    """
    scores: dict[int, float] = {}
    back: list[dict[int, int]] = []
    following = _following_fixed(chain)
    for number, link in enumerate(chain):
        top = max(scores, key=lambda s: (scores[s], -s), default=-1)
        if link.fixed is not None:
            states = {link.fixed}
        else:
            states = {*_best(scores), *_best(shared[number]), following[number]} - {-1}
            if link.own is not None:
                states.add(link.own)
        now: dict[int, float] = {}
        came: dict[int, int] = {}
        for state in states:
            stays = scores.get(state, -math.inf) + link.stay
            switches = scores.get(top, 0.0)
            came[state] = state if stays >= switches else top
            gain = link.own_score if state == link.own else shared[number].get(state, 0.0)
            now[state] = max(stays, switches) + gain
        scores = now
        back.append(came)
    label = max(scores, key=lambda s: (scores[s], -s))
    labels: list[int] = []
    for came in reversed(back):
        labels.append(label)
        label = came[label]
    return labels[::-1]


def _best(scores: Mapping[int, float]) -> list[int]:
    return sorted(scores, key=lambda s: (-scores[s], s))[:BEAM]


def _following_fixed(chain: Sequence[Link]) -> list[int]:
    """For each passage the next known story at or after it; -1 where there is none."""
    result: list[int] = []
    label = -1
    for link in reversed(chain):
        label = link.fixed if link.fixed is not None else label
        result.append(label)
    return result[::-1]
