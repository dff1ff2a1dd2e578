"""How much vocabulary two passages of one page share.

Character bigrams stand in for words: no segmentation is needed, and names, which tie a story together, are
made of rare bigrams. Weights are inverse document frequencies over the page's own passages, so that what
the whole page talks about (the district, the office) says little (Spärck Jones 1972).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.language.words import cut, dictionary

FREQUENT = 7.0  # natural logarithm of one in so many words, from which on a word tells nothing of its subject
_WORDS = re.compile(r"[㐀-鿿]+|[A-Za-z0-9.]+")


def bigrams(text: str) -> Counter[str]:
    """Bigrams of Han characters; Latin words and figures whole."""
    found: list[str] = []
    for word in _WORDS.findall(text):
        if word[0].isascii():
            found.append(word)
        else:
            found.extend([first + second for first, second in pairwise(word)])
    return Counter(found)


def terms(text: str) -> dict[str, float]:
    """Words of two characters and more, each with how rare it is in the language: 0 to 1.

    What a name is made of is in no dictionary and so counts in full; 目前 and 表示 count for little. The
    frequencies are those of jieba's dictionary.
    """
    frequencies, total = dictionary()
    found: dict[str, float] = {}
    for word in cut(text, names=True):
        if len(word) > 1 and _WORDS.fullmatch(word):
            frequency = frequencies.get(word, 0)
            rarity = (math.log(total / (frequency + 1)) - FREQUENT) / (math.log(total) - FREQUENT)
            found[word] = max(0.0, rarity)
    return found


@dataclass(frozen=True, slots=True)
class Likeness:
    """Bigram weights of one page."""

    weights: Mapping[str, float]
    passages: int

    @classmethod
    def over(cls, passages: Sequence[str]) -> Likeness:
        """Weights from the passages of a page."""
        seen = Counter(gram for passage in passages for gram in set(bigrams(passage)))
        count = len(passages)
        return cls({gram: math.log((count + 1) / (n + 0.5)) for gram, n in seen.items()}, count)

    def weight(self, gram: str) -> float:
        """Inverse document frequency of a bigram; of one in no passage, the highest there is."""
        return self.weights.get(gram, math.log((self.passages + 1) / 0.5))

    def cosine(self, first: Counter[str], second: Counter[str]) -> float:
        """Cosine of the two weighted vectors, counts damped by a logarithm: 0 to 1."""
        one, two = self._vector(first), self._vector(second)
        norm = math.sqrt(sum(x * x for x in one.values()) * sum(x * x for x in two.values()))
        return sum(x * two.get(gram, 0.0) for gram, x in one.items()) / norm if norm else 0.0

    def _vector(self, counts: Counter[str]) -> dict[str, float]:
        return {gram: (1 + math.log(n)) * self.weight(gram) for gram, n in counts.items()}

    def contained(self, part: Counter[str], whole: Counter[str]) -> float:
        """Weighted share of the part's bigrams that the whole has: 0 to 1."""
        total = sum(self.weight(gram) for gram in part)
        return sum(self.weight(gram) for gram in part if gram in whole) / total if total else 0.0
