"""How much vocabulary two passages of one page share.

Character bigrams stand in for words: no segmentation is needed, and names, which tie a story together, are
made of rare bigrams. Weights are inverse document frequencies over the page's own passages, so that what
the whole page talks about (the district, the office) says little (Spärck Jones 1972).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from operator import add

from kg.language.words import cut, dictionary

FREQUENT = 7.0  # natural logarithm of one in so many words, from which on a word tells nothing of its subject
_LATIN = re.compile(r"[A-Za-z0-9.]+")
_WORDS = re.compile(r"[㐀-鿿]+|[A-Za-z0-9.]+")


def bigrams(text: str) -> Counter[str]:
    """Bigrams of Han characters; Latin words and figures whole."""
    found: list[str] = []
    for word in _WORDS.findall(text):
        if word[0].isascii():
            found.append(word)
        else:
            found.extend(map(add, word, word[1:]))
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


class Likeness:
    """Bigram weights of one page: worked out for those that are asked for, each once."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._passages = passages
        self._weights: dict[str, float] = {}

    @classmethod
    def over(cls, passages: Sequence[str]) -> Likeness:
        """Weights from the passages of a page."""
        return cls(passages)

    def weight(self, gram: str) -> float:
        """Inverse document frequency of a bigram; of one in no passage, the highest there is."""
        found = self._weights.get(gram)
        if found is None:
            seen = sum(gram in words for words in self._latin) if gram[0].isascii() else self._seen(gram)
            found = self._weights[gram] = math.log((len(self._passages) + 1) / (seen + 0.5))
        return found

    def _seen(self, gram: str) -> int:
        """In how many passages two Han characters stand side by side."""
        return sum([gram in passage for passage in self._passages])

    @cached_property
    def _latin(self) -> list[frozenset[str]]:
        """The Latin words and figures of each passage."""
        return [frozenset(_LATIN.findall(passage)) for passage in self._passages]

    def contained(self, part: Counter[str], whole: Counter[str]) -> float:
        """Weighted share of the part's bigrams that the whole has: 0 to 1."""
        total = sum(self.weight(gram) for gram in part)
        return sum(self.weight(gram) for gram in part if gram in whole) / total if total else 0.0
