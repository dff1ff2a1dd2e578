"""Text that remembers, character by character, where on the page it stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kg.model import Run

NOWHERE = -1  # position of a character that was inserted (a joining space, a paragraph break)


@dataclass(frozen=True, slots=True)
class Traced:
    """``text[i]`` stood at ``at[i]`` in the page's text; ``NOWHERE`` if it was inserted."""

    text: str = ""
    at: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Keep the two in step: every later offset depends on it."""
        if len(self.text) != len(self.at):
            raise ValueError("one position for each character")

    def cut(self, start: int, end: int | None = None) -> Traced:
        """The half-open slice ``[start:end]``."""
        return Traced(self.text[start:end], self.at[start:end])

    def strip(self) -> Traced:
        """Without white space at either end."""
        lead = len(self.text) - len(self.text.lstrip())
        return self.cut(lead, max(lead, len(self.text.rstrip())))

    def __add__(self, other: Traced) -> Traced:
        """The two one after the other, nothing between."""
        return Traced(self.text + other.text, self.at + other.at)

    @property
    def start(self) -> int:
        """Page position of the first character that stood on the page (0 if none did)."""
        return next((at for at in self.at if at != NOWHERE), 0)


def inserted(text: str) -> Traced:
    """Text that stood nowhere on the page."""
    return Traced(text, (NOWHERE,) * len(text))


def join(parts: Iterable[Traced], separator: str) -> Traced:
    """The parts with an inserted separator between them."""
    texts: list[str] = []
    at: list[int] = []
    gap = (NOWHERE,) * len(separator)
    for number, part in enumerate(parts):
        if number:
            texts.append(separator)
            at.extend(gap)
        texts.append(part.text)
        at.extend(part.at)
    return Traced("".join(texts), tuple(at))


def runs_of(traced: Traced, page_runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs from the traced text to the decoded source, through the page's own runs (empty: identity)."""
    return tuple(_runs(_to_source(traced.at, page_runs)))


def _to_source(at: Sequence[int], page_runs: Sequence[Run]) -> list[int]:
    """Source position of each page position; NOWHERE where the page itself inserted the character."""
    if not page_runs:
        return list(at)
    table: dict[int, int] = {}
    wanted = {position for position in at if position != NOWHERE}
    for run in page_runs:
        for step in range(run.length):
            if run.start + step in wanted:
                table[run.start + step] = run.origin + step
    return [table.get(position, NOWHERE) for position in at]


def _runs(origins: Sequence[int]) -> list[Run]:
    """Maximal stretches of consecutive positions."""
    if not origins:
        return []
    at = np.asarray(origins)
    breaks = (np.diff(at) != 1) | (at[:-1] == NOWHERE)
    edges = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(origins)]
    return [Run(a, origins[a], b - a) for a, b in pairwise(edges) if origins[a] != NOWHERE]
