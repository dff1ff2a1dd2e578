"""Where an annotated article's names stand: the outermost for the recogniser, and those nested in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.evaluation.gold import KINDS as GOLD_TYPES
from kg.extract.recognition import kind_of
from training.annotated import Named

_IGNORED = re.compile(r"[\s“”\"'‘’《》「」『』]")
_QUOTES = {"“": "”", "《": "》", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """``[start, end)`` of a text is a name of this kind (see ``kg.extract.recognition.kinds``)."""

    start: int
    end: int
    kind: str


def stretches(text: str, entities: Sequence[Named]) -> tuple[list[Stretch], list[Stretch]]:
    """The outermost names of a text, without overlaps, and those that lie inside them."""
    compared, places = _compared(text)
    hits = {
        (start, end, kind_of(*GOLD_TYPES[entity.kind]))
        for entity in entities
        for form in entity.forms
        if not form.startswith("该")
        for start, end in _hits(compared, places, _compared(form)[0])
    }
    taken = np.zeros(len(text) + 1, dtype=np.intp)
    outer: list[Stretch] = []
    inner: list[Stretch] = []
    for number, (start, end, kind) in enumerate(
        sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0], hit[2])), 1
    ):
        covered = set(taken[start:end].tolist())
        if covered == {0}:
            taken[start:end] = number
            outer.append(Stretch(*_with_quotes(text, start, end), kind))
        elif len(covered) == 1:
            inner.append(Stretch(start, end, kind))
    return outer, inner


def _compared(text: str) -> tuple[str, list[int]]:
    """The text as forms are compared, and the offset of each of its characters."""
    kept = [
        (single, place)
        for place, character in enumerate(text)
        for single in unicodedata.normalize("NFKC", character)
        if not _IGNORED.match(single)
    ]
    return "".join(single for single, _ in kept), [place for _, place in kept]


def _hits(text: str, places: Sequence[int], form: str) -> Iterator[tuple[int, int]]:
    start = text.find(form) if len(form) > 1 else -1
    while start >= 0:
        yield places[start], places[start + len(form) - 1] + 1
        start = text.find(form, start + len(form))


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation marks around a name, and the partner of one inside it."""
    for opening, closing in _QUOTES.items():
        opened, closed = text[start:end].count(opening), text[start:end].count(closing)
        before, after = text[start - 1 : start] == opening, text[end : end + 1] == closing
        if before and closed > opened:
            start -= 1
        elif after and opened > closed:
            end += 1
        elif before and after and opened == closed:
            start, end = start - 1, end + 1
    return start, end
