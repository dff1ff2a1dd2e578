"""Sums of signs: in the order in which numpy's own would be."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.recognition.sign_sums import PlaceSums, summed

TABLE = np.random.default_rng(0).standard_normal((50, 24)).astype(np.float32)


@given(st.lists(st.lists(st.integers(0, 49), min_size=1, max_size=30), min_size=1, max_size=300))
def test_sums_are_those_of_reduceat_to_the_last_digit(sets: list[list[int]]) -> None:
    rows = np.array([row for one in sets for row in one], dtype=np.intp)
    firsts = np.cumsum([0, *(len(one) for one in sets[:-1])])
    np.testing.assert_array_equal(summed(TABLE, rows, firsts), np.add.reduceat(TABLE[rows], firsts, axis=0))


def test_signs_of_a_place_are_added_in_whatever_order_they_come() -> None:
    sums = PlaceSums({"a": 0, "b": 1, "c": 2}, np.concatenate([TABLE, np.zeros((1, 24), np.float32)]))
    total = np.zeros((5, 24), dtype=np.float32)
    first, second = [(0, "a"), (1, "unheard of")], [(0, "c"), (0, "unheard of"), (0, "a"), (0, "c")]
    add = sums.of([0, 2], [first, second])
    add(total[:2], 0)
    add(total[2:], 2)
    np.testing.assert_array_equal(total[0], TABLE[0])
    np.testing.assert_array_equal(total[[1, 3, 4]], np.zeros((3, 24)))
    np.testing.assert_array_equal(total[2], TABLE[0] + (TABLE[2] + TABLE[2]))
