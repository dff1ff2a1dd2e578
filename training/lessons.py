"""Annotated articles as the models see them: tagger states, signs, and where their names stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.mentions import Draft, propose, texts_of
from kg.extract.recognition.signs import Sign
from kg.extract.segments import Segment
from kg.language.lac import Tagger
from kg.language.lac_network import WideProduct
from kg.language.word_vectors import word_vectors
from training.annotated import Annotated
from training.stretches import Stretch, stretches

Rows = tuple[NDArray[np.int32], NDArray[np.int32]]  # (character, word), (character, sign)
#: Gold by the annotators whose reading counts is worth more than what was annotated for training alone.
WORTH = {"seeds": 3, "dev": 3, "examples": 2}
#: Folders of what is learned without a fold's articles; A and B hold out the halves that figures are told of.
FOLDS = "ABCDEFGH"
HALVED = ("seeds", "dev", "examples")  # groups that figures are told of
_LEAST_SEEN = 8  # signs rarer than this are not learned
#: On every character of what was annotated for training alone. Annotators settle some questions differently;
#: when ``kg`` reads, no text bears the sign, so that it reads as those whose reading counts.
OTHERS = "read-by-others"


@dataclass(frozen=True, slots=True)
class Lesson:
    """An annotated article with all that the models see of it, and its names by segment."""

    source: str
    group: str
    draft: Draft
    states: tuple[NDArray[np.float16], ...]
    outer: tuple[tuple[Stretch, ...], ...]
    inner: tuple[tuple[Stretch, ...], ...]


def lessons(articles: Iterable[Annotated]) -> Iterator[Lesson]:
    """Read the articles by tagger and rules, and lay the annotation over their segments."""
    tagger = Tagger.load()
    whole = WideProduct(np.eye(256, dtype=np.float32))
    for one in articles:
        seen = tagger.tag_and_view(texts_of(one.article), whole)
        draft = propose(one.article, [words for words, _ in seen])
        in_title = stretches(one.article.title, one.entities)
        in_text = stretches(one.article.text, one.entities)
        rows = [
            [_within(part.segment, names) for names in (in_title if part.segment.in_title else in_text)]
            for part in draft.proposals
        ]
        yield Lesson(
            one.source,
            one.group,
            draft,
            tuple(states.astype(np.float16) for _, states in seen),
            tuple(outer for outer, _ in rows),
            tuple(inner for _, inner in rows),
        )


def _within(segment: Segment, names: Sequence[Stretch]) -> tuple[Stretch, ...]:
    offset, length = segment.offset, len(segment.text)
    return tuple(
        Stretch(name.start - offset, name.end - offset, name.kind)
        for name in names
        if name.start >= offset and name.end <= offset + length
    )


def numbered_signs(read: Sequence[Lesson]) -> tuple[tuple[str, ...], list[list[Rows]]]:
    """The names of signs that are frequent enough, and every segment's signs as (character, number) rows."""
    named = [[list(signs.all()) for signs in lesson.draft.signs()] for lesson in read]
    for lesson, segments in zip(read, named, strict=True):
        if lesson.group not in WORTH:
            for states, signs in zip(lesson.states, segments, strict=True):
                signs += [(place, OTHERS) for place in range(len(states))]
    counts = Counter(name for segments in named for signs in segments for _, name in signs)
    names = tuple(sorted(name for name, count in counts.items() if count >= _LEAST_SEEN and name[0] != "="))
    numbers = {name: number for number, name in enumerate(names)}
    words = {f"={word}": row for word, row in word_vectors().rows.items()}
    rows = [[(_rows(signs, words), _rows(signs, numbers)) for signs in segments] for segments in named]
    return names, rows


def _rows(signs: Sequence[Sign], numbers: Mapping[str, int]) -> NDArray[np.int32]:
    known = [(place, numbers[name]) for place, name in signs if name in numbers]
    return np.array(known, dtype=np.int32).reshape(-1, 2)


def folds_of(sources: Iterable[tuple[str, str]], folds: int) -> dict[tuple[str, str], int]:
    """Which fold holds out a (group, source).

    The members of a group go round the folds in the order of their names; those that figures are told of
    (``benchmarks/folds.py``) are held out half by half: A in the first fold, B in the second.
    """
    by_group: dict[str, list[str]] = {}
    for group, source in sorted(sources):
        by_group.setdefault(group, []).append(source)
    return {
        (group, source): number % (2 if group in HALVED else folds)
        for group, members in by_group.items()
        for number, source in enumerate(members)
    }
