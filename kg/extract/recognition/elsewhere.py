"""What the rest of an article says of a stretch that may be a name.

A name is used again: alone, at the end of a longer name, in a list with its like. What always stands with the
same characters before it is the end of something longer; what stands after many different ones begins by
itself (accessor variety: Feng, Chen, Deng, Zheng, Computational Linguistics 30(1), 2004).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.extract.recognition.kinds import Stretch

#: What is told of a stretch. ``listed`` are the likeliest stretches beside it in a list; ``longer`` and
#: ``shorter`` the likeliest other texts of the article that it begins, ends or stands within, and that begin,
#: end or stand within it. ``left`` and ``right`` tell on how many different characters it borders in the
#: article, ``free`` the share of its places between two marks, ``container`` how often the likeliest stretch
#: around it is printed, ``apart`` how often it stands without that; with none around it they are how often it
#: is printed itself, and 0. ``how far down`` tells in which part of the article it stands (0 to 1).
ELSEWHERE = (
    *("listed before", "other kind before", "listed after", "other kind after"),
    *("longer begun", "longer ended", "longer", "longer of other kind"),
    *("shorter begins", "shorter ends", "shorter", "shorter of other kind"),
    *("left", "right", "free", "container", "apart"),
    *("how far down", "in title"),
)

_LIKELY = 0.2  # texts less likely than this are nobody's longer or shorter form
_LISTING = frozenset("、和与及,，")
_MARKS = frozenset("“”《》、，。（）();；：:,！!？?\n ")
_MARK = "#"


class Place(NamedTuple):
    """A segment with its stretches: the text of each as it is compared, and its probability."""

    text: str
    in_title: bool
    stretches: Mapping[Stretch, tuple[str, float]]


class _Printed(NamedTuple):
    """Where some characters stand in the article."""

    left: int
    right: int
    free: float
    times: int


class Elsewhere:
    """The stretches of one article, asked about one after the other."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._whole = "\n".join(place.text for place in places)
        self._titles = "\n".join(place.text for place in places if place.in_title)
        self._printed: dict[str, _Printed] = {}
        self._kinds: dict[str, dict[str, float]] = {}  # text -> kind -> its greatest probability
        for place in places:
            for (_, _, kind), (text, probability) in place.stretches.items():
                kinds = self._kinds.setdefault(text, {})
                kinds[kind] = max(kinds.get(kind, 0.0), probability)
        self._related = _related(self._kinds)

    def of(
        self, number: int, containers: Mapping[Stretch, tuple[int, int]]
    ) -> dict[Stretch, tuple[float, ...]]:
        """The numbers that ELSEWHERE names, for the stretches of a segment by its number.

        ``containers`` are where the likeliest stretch around each begins and ends; none for some.
        """
        place = self._places[number]
        text = place.text
        depth = number / len(self._places)
        closing: dict[int, list[tuple[str, float]]] = defaultdict(list)
        opening: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for (start, end, kind), (_, probability) in place.stretches.items():
            opening[start].append((kind, probability))
            closing[end].append((kind, probability))
        found = {}
        for stretch, (compared, _) in place.stretches.items():
            start, end, kind = stretch
            before = closing.get(start - 1, ()) if start and text[start - 1] in _LISTING else ()
            after = opening.get(end + 1, ()) if text[end : end + 1] in _LISTING else ()
            printed = self._of_printed(text[start:end])
            left, right = containers.get(stretch, (start, end))
            times = self._of_printed(text[left:right]).times
            found[stretch] = (
                *_best(before, kind),
                *_best(after, kind),
                *self._of_related(compared, kind),
                *printed[:3],
                *(times, printed.times - times),
                *(depth, compared in self._titles),
            )
        return found

    def _of_related(self, text: str, kind: str) -> list[float]:
        numbers = [0.0] * 8
        for other, where in self._related[text]:
            for of_kind, probability in self._kinds[other].items():
                column = where if of_kind == kind else where // 4 * 4 + 3
                numbers[column] = max(numbers[column], probability)
        return numbers

    def _of_printed(self, printed: str) -> _Printed:
        found = self._printed.get(printed)
        if found is None:
            found = self._printed[printed] = _borders(self._whole, printed)
        return found


def _best(others: Iterable[tuple[str, float]], kind: str) -> tuple[float, float]:
    """The greatest probability of those of the kind, and of the rest."""
    same, other = 0.0, 0.0
    for of_kind, probability in others:
        if of_kind == kind:
            same = max(same, probability)
        else:
            other = max(other, probability)
    return same, other


def _related(kinds: Mapping[str, Mapping[str, float]]) -> dict[str, list[tuple[str, int]]]:
    """For each text the likely texts that contain it (0: it begins them, 1: ends them, 2: stands within) and
    that it contains (4, 5, 6).
    """
    found: dict[str, list[tuple[str, int]]] = {text: [] for text in kinds}
    likely = {text for text, of_kinds in kinds.items() if max(of_kinds.values()) >= _LIKELY}
    for outer in kinds:
        for inner in _parts(outer):
            if inner in found:
                where = _where(inner, outer)
                if outer in likely:
                    found[inner].append((outer, where))
                if inner in likely:
                    found[outer].append((inner, 4 + where))
    return found


def _parts(text: str) -> set[str]:
    """All that is shorter than the text and stands in it, of two characters or more."""
    size = len(text)
    return {text[start:end] for start in range(size - 1) for end in range(start + 2, size + 1)} - {text}


def _where(inner: str, outer: str) -> int:
    return 0 if outer.startswith(inner) else 1 if outer.endswith(inner) else 2


def _borders(whole: str, printed: str) -> _Printed:
    left, right, free, times = set(), set(), 0, 0
    at = whole.find(printed)
    while at >= 0:
        end = at + len(printed)
        before = whole[at - 1] if at else "\n"
        after = whole[end] if end < len(whole) else "\n"
        opens, closes = before in _MARKS, after in _MARKS
        left.add(_MARK if opens else before)
        right.add(_MARK if closes else after)
        free += opens and closes
        times += 1
        at = whole.find(printed, at + 1)
    return _Printed(len(left), len(right), free / max(1, times), times)
