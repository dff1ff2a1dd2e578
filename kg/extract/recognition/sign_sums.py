"""What the signs of characters contribute to the recogniser's hidden layer, summed once and kept.

Every sum is taken in one order, whatever is summed beside it, so that a text's sums do not depend on the
texts that were read before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np

from kg.extract.recognition.signs import GRADES, Names, Sign, WordKey, grade_signs, word_sign_sets
from kg.language.lanes import Indices
from kg.language.paddle_params import Floats

Key = TypeVar("Key", bound=Hashable)
RowsOf = Callable[[Key], Sequence[tuple[int, ...]]]
#: Adds what the characters from the second argument on contribute to their rows, the first argument.
Contribution = Callable[[Floats, int], None]

_KEPT = 30_000  # characters of words whose sums are kept: 46 MB
_KNOWN = 40_000  # words whose signs are kept as numbers: 20 MB
_SETS = 20_000  # sets of signs whose rows are kept: 4 MB
_GATHERINGS = 4_000  # sets of signs at a place whose sums are kept: 6 MB
_STRIP = 256  # rows that are summed together: 400 kB, which stay in the processor's cache
_PAIRED = 9  # so many rows or more numpy sums in another order


def summed(table: Floats, rows: Indices, firsts: Indices) -> Floats:
    """``np.add.reduceat(table[rows], firsts)``, to the last digit, in a tenth of its time.

    It adds the first row to the sum of the others, which go into it one by one (if they are not many).
    """
    counts = np.diff(firsts, append=len(rows))
    total = np.empty((len(firsts), table.shape[1]), dtype=np.float32)
    for number in np.flatnonzero(counts >= _PAIRED).tolist():
        mine = rows[firsts[number] : firsts[number] + counts[number]]
        total[number] = np.add.reduceat(table[mine], [0], axis=0)[0]
    order = np.argsort(-counts, kind="stable")
    order = order[np.count_nonzero(counts >= _PAIRED) :]
    for start in range(0, len(order), _STRIP):
        strip = order[start : start + _STRIP]
        left, first = counts[strip], firsts[strip]
        others = np.zeros((len(strip), table.shape[1]), dtype=np.float32)
        for step in range(1, int(left[0])):
            going = int(np.count_nonzero(left > step))
            others[:going] += table[rows[first[:going] + step]]
        total[strip] = table[rows[first]] + others
    return total


class _KeptSums(Generic[Key]):
    """Sums of rows of a table, kept under the key whose rows they are until there is no room."""

    def __init__(self, table: Floats, room: int) -> None:
        self._table = table
        self._firsts: dict[Key, int] = {}
        self.sums: Floats = np.empty((room, table.shape[1]), dtype=np.float32)
        self._used = 0

    def firsts(self, keys: Sequence[Key], rows_of: RowsOf[Key]) -> list[int]:
        """For each key where in ``sums`` its rows begin: as many as ``rows_of`` gives sets to sum up."""
        distinct = dict.fromkeys(keys)
        new = {key: rows_of(key) for key in distinct if key not in self._firsts}
        if self._used + sum(map(len, new.values())) > len(self.sums):
            self._firsts.clear()  # no room: all is forgotten
            self._used = 0
            new = {key: rows_of(key) for key in distinct}
            needed = sum(map(len, new.values()))
            if needed > len(self.sums):
                self.sums = np.empty((needed, self.sums.shape[1]), dtype=np.float32)
        if new:
            self._meet(new)
        return [self._firsts[key] for key in keys]

    def _meet(self, new: Mapping[Key, Sequence[tuple[int, ...]]]) -> None:
        start = self._used
        for key, sets in new.items():
            self._firsts[key] = self._used
            self._used += len(sets)
        every = [rows for sets in new.values() for rows in sets]
        lengths = np.array([len(rows) for rows in every], dtype=np.intp)
        flat = np.array([row for rows in every for row in rows], dtype=np.intp)
        self.sums[start : self._used] = summed(self._table, flat, np.cumsum(lengths) - lengths)


class _SetRows(dict[Names, tuple[int, ...]]):
    """The rows of the signs of a set, those that have one, looked up when the set is first met."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, names: Names) -> tuple[int, ...]:
        if len(self) >= _SETS:
            self.clear()
        numbers = self._numbers
        rows = self[names] = tuple([numbers[name] for name in names if name in numbers])
        return rows


class WordSums:
    """What the characters of words contribute by their own signs, summed once a word."""

    def __init__(self, numbers: Mapping[str, int], signs: Floats) -> None:
        """``signs`` are the rows of ``numbers``, and one of zeros behind them."""
        self._set_rows, self._nothing = _SetRows(numbers), len(signs) - 1
        self._rows: dict[tuple[str, str], tuple[tuple[int, ...], ...]] = {}
        self._kept: _KeptSums[tuple[str, str]] = _KeptSums(signs, _KEPT)
        self._grades = {grade: number for number, grade in enumerate(GRADES)}
        known = [[numbers[name] for name in grade_signs(*grade) if name in numbers] for grade in GRADES]
        self._by_grade: Floats = np.stack([signs[rows].sum(axis=0) for rows in known])

    def of(self, words: Sequence[WordKey]) -> Contribution:
        """What the words' characters contribute, one after the other."""
        begins = self._kept.firsts([word[:2] for word in words], self._rows_of)
        grades = [self._grades[count, sure] for _, _, count, sure in words]
        lengths = np.array([len(word[0]) for word in words], dtype=np.intp)
        ends = np.cumsum(lengths)
        rows = np.repeat(np.array(begins, dtype=np.intp) - (ends - lengths), lengths) + np.arange(ends[-1])
        graded = np.repeat(np.array(grades, dtype=np.intp), lengths)
        sums, by_grade = self._kept.sums, self._by_grade

        def add(total: Floats, start: int) -> None:
            strip = slice(start, start + len(total))
            total += sums[rows[strip]] + by_grade[graded[strip]]

        return add

    def _rows_of(self, word: tuple[str, str]) -> tuple[tuple[int, ...], ...]:
        """The rows of the signs of each character, the row of zeros before them, so that it has one."""
        found = self._rows.get(word)
        if found is None:
            if len(self._rows) >= _KNOWN:
                self._rows.clear()
            rows, nothing = self._set_rows, self._nothing
            found = tuple(
                [(nothing, *[row for names in sets for row in rows[names]]) for sets in word_sign_sets(*word)]
            )
            self._rows[word] = found
        return found


class PlaceSums:
    """What the signs of a place contribute together: the same few gather again and again."""

    def __init__(self, numbers: Mapping[str, int], signs: Floats) -> None:
        """``signs`` are the rows of ``numbers``, and one of zeros behind them."""
        self._numbers, self._nothing = numbers, len(signs) - 1
        self._kept: _KeptSums[tuple[str, ...]] = _KeptSums(signs, _GATHERINGS)

    def of(self, firsts: Iterable[int], texts: Iterable[Iterable[Sign]]) -> Contribution:
        """What the places' signs contribute; each text begins at its first character."""
        gathered: defaultdict[int, list[str]] = defaultdict(list)
        for first, signs in zip(firsts, texts, strict=True):
            for place, name in signs:
                gathered[first + place].append(name)
        places = np.array(sorted(gathered), dtype=np.intp)
        keys = [tuple(gathered[place]) for place in places.tolist()]
        rows = np.array(self._kept.firsts(keys, self._rows_of), dtype=np.intp)
        sums = self._kept.sums

        def add(total: Floats, start: int) -> None:
            left, right = np.searchsorted(places, (start, start + len(total)))
            total[places[left:right] - start] += sums[rows[left:right]]

        return add

    def _rows_of(self, names: tuple[str, ...]) -> tuple[tuple[int, ...]]:
        """The one set of rows of these signs, in the order of the rows."""
        known = sorted(self._numbers[name] for name in names if name in self._numbers)
        return (tuple(known) or (self._nothing,),)
