"""Where in an article a name stands, and the sentence around it.

Names are looked for as they are compared (see :func:`kg.evaluation.gold.plain`), sentences given as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.evaluation.gold import plain
from kg.language.sentences import Span, split_sentences
from kg.model import Article

_MOST_PLACES = 200  # of one name that are weighed against those of another


@dataclass(frozen=True, slots=True)
class Passages:
    """An article's text to look names up in: ``offsets[i]`` is where the compared character ``i`` stands."""

    article: Article
    text: str
    compared: str
    offsets: tuple[int, ...]
    sentences: tuple[Span, ...]

    @classmethod
    def of(cls, article: Article) -> Passages:
        """An article's headline, body and bylines outside it, a line each."""
        text = "\n".join([article.text, article.title, *dict.fromkeys(c.line for c in article.credits)])
        compared, offsets = [], []
        for offset, character in enumerate(text):
            for one in plain(character):
                compared.append(one)
                offsets.append(offset)
        sentences = tuple(split_sentences(text))
        return cls(article, text, "".join(compared), tuple(offsets), sentences)

    def places(self, forms: Iterable[str]) -> list[Span]:
        """Where any of some compared forms stands, in order; the longer first at one place."""
        found = {span for form in forms for span in self._of(form)}
        return sorted(found, key=lambda span: (span.start, -span.end))[:_MOST_PLACES]

    def _of(self, form: str) -> Iterator[Span]:
        at = self.compared.find(form) if form else -1
        while at >= 0:
            yield Span(self.offsets[at], self.offsets[at + len(form) - 1] + 1)
            at = self.compared.find(form, at + 1)

    def around(self, *spans: Span) -> str:
        """The sentence that holds the spans; the sentences, where they stand in several."""
        held = [s for s in self.sentences if any(s.start < span.end and span.start < s.end for span in spans)]
        return " … ".join(self.text[s.start : s.end] for s in held)


def closest(
    passages: Iterable[Passages], heads: Iterable[str], tails: Iterable[str]
) -> tuple[Passages, Span, Span] | None:
    """Where forms of two things stand with the fewest characters between them, the first of equals."""
    heads, tails = tuple(heads), tuple(tails)
    best: tuple[int, Passages, Span, Span] | None = None
    for passage in passages:
        at_tails = passage.places(tails)
        for head in passage.places(heads):
            for tail in at_tails:
                gap = max(0, head.start - tail.end, tail.start - head.end)
                if best is None or gap < best[0]:
                    best = (gap, passage, head, tail)
    return best[1:] if best else None
