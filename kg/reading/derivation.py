"""Text derived from a source by keeping, dropping and replacing, with the way back for every character."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.model import Run


class Derivation:
    """Builds a derived text piece by piece, in source order, and the runs that map it to ``source``.

    ``keep`` copies a stretch of the source, ``insert`` adds characters of its own. Neighbouring kept
    stretches are merged, so a source that is kept whole has one run.
    """

    __slots__ = ("_altered", "_length", "_pieces", "_runs", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._altered = False  # whether something of its own was added

    def keep(self, start: int, end: int) -> None:
        """Copy ``source[start:end]``."""
        if end <= start:
            return
        last = self._runs[-1] if self._runs else None
        if last and last.start + last.length == self._length and last.origin + last.length == start:
            self._runs[-1] = Run(last.start, last.origin, last.length + end - start)
        else:
            self._runs.append(Run(self._length, start, end - start))
        self._pieces.append(self.source[start:end])
        self._length += end - start

    def replace(self, origin: int, text: str) -> None:
        """Add ``text`` for what stands at ``origin`` in another form (an entity: &ldquo; for “)."""
        self._altered = True
        self._runs.append(Run(self._length, origin, len(text)))
        self._pieces.append(text)
        self._length += len(text)

    def insert(self, text: str) -> None:
        """Add characters that the source does not hold in this form."""
        self._altered = True
        self._pieces.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """The text derived so far."""
        return "".join(self._pieces)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of ``text``; the empty tuple where ``text`` is the source unchanged."""
        if self._length == len(self.source) and not self._altered:
            return ()
        return tuple(self._runs)


# Line and page ends other than \n: CRLF, CR, vertical tab, form feed (between the pages of a PDF's text),
# NEL, and Unicode's own separators.
_LINE_END = r"(?P<line>\r\n|[\r\v\f\x85\u2028\u2029])"
# Characters without a shape that break names in two: other controls, soft hyphen, zero-width spaces and
# joiners, direction marks, byte-order marks in the middle of a file, half pairs out of JSON escapes.
INVISIBLE = r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]+"
_CLEANED = re.compile(f"{_LINE_END}|{INVISIBLE}")


def clean(source: str) -> Derivation:
    r"""``source`` with ``\n`` as its only line end and without invisible characters."""
    out = Derivation(source)
    position = 0
    for found in _CLEANED.finditer(source):
        out.keep(position, found.start())
        position = found.end()
        if found["line"] == "\r\n":
            out.keep(position - 1, position)
        elif found["line"]:
            out.insert("\n")
    out.keep(position, len(source))
    return out


def cut(runs: tuple[Run, ...], start: int, end: int, at: int) -> tuple[Run, ...]:
    """The runs of ``derived[start:end]`` when it is moved to position ``at`` of another text."""
    pieces: list[Run] = []
    first = max(0, bisect_right(runs, start, key=lambda run: run.start) - 1)
    for number in range(first, len(runs)):
        run = runs[number]
        if run.start >= end:
            break
        low = max(run.start, start)
        length = min(run.start + run.length, end) - low
        if length > 0:
            pieces.append(Run(low - start + at, run.origin + low - run.start, length))
    return tuple(pieces)


def chain(inner: tuple[Run, ...], outer: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs from a twice derived text to the first source.

    ``inner`` maps the final text to the middle one, ``outer`` the middle one to the source; empty tuples
    are identities.
    """
    if not outer:
        return inner
    if not inner:
        return outer
    return tuple(
        piece for run in inner for piece in cut(outer, run.origin, run.origin + run.length, run.start)
    )
