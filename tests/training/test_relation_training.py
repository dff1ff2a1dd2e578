"""The trainers of the relation model, on small invented tasks."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "tests" / "extract" / "statements"):
    sys.path.insert(0, str(folder))

from marked_statements import article_of, mentions_of, words_of  # noqa: E402

from kg.extract.forest import probability  # noqa: E402
from kg.extract.statements.learned import verdicts_of  # noqa: E402
from kg.extract.statements.learned.evidence import Rows  # noqa: E402
from kg.extract.statements.learned.model import read_relation_model, write_relation_model  # noqa: E402
from kg.extract.statements.learned.vocabulary import RELATIONS  # noqa: E402
from kg.extract.statements.learned.wording import Worded  # noqa: E402
from training.logistic import Ones, fit_logistic  # noqa: E402
from training.relation_model import (  # noqa: E402
    RARE,
    Case,
    Codes,
    Folded,
    cases_of,
    final_model,
    fold_of,
    folded,
    vocabulary_of,
)
from training.samples import Sample  # noqa: E402
from training.train_relations import threshold_of  # noqa: E402
from training.trees import Growth, grow  # noqa: E402


def ones(rows: list[list[int]], width: int) -> Ones:
    start = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    return Ones(np.array([c for row in rows for c in row], np.int32), start, width)


@given(st.lists(st.lists(st.integers(0, 5), max_size=4), min_size=1, max_size=6), st.integers(0, 99))
def test_sparse_rows_multiply_as_dense_ones_do(rows: list[list[int]], seed: int) -> None:
    dense = np.zeros((len(rows), 6))
    for number, row in enumerate(rows):
        np.add.at(dense[number], row, 1)
    weights = np.random.default_rng(seed).normal(size=6)
    values = np.random.default_rng(seed + 1).normal(size=len(rows))
    np.testing.assert_allclose(ones(rows, 6).times(weights), dense @ weights, atol=1e-9)
    np.testing.assert_allclose(ones(rows, 6).transposed_times(values), dense.T @ values, atol=1e-9)


def test_the_weights_of_words_are_where_the_loss_is_flat() -> None:
    rows = [[0], [0, 1], [1], [0], [2], [1, 2]]
    right = np.array([True, True, False, False, False, True])
    importance = np.array([1.0, 1, 1, 1, 2, 1])
    weights, bias = fit_logistic(ones(rows, 3), right, importance, 0.5, steps=200)
    table = ones(rows, 3)
    error = importance * (1 / (1 + np.exp(-(table.times(weights) + bias))) - right)
    np.testing.assert_allclose(table.transposed_times(error) + 0.5 * weights, 0, atol=0.05)
    assert abs(error.sum()) < 0.05


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 99))
def test_trees_learn_what_no_single_question_tells(seed: int) -> None:
    rows = np.random.default_rng(seed).integers(0, 2, (400, 4)).astype(np.float32)
    right = (rows[:, 0] != rows[:, 1]) & (rows[:, 2] > 0)
    forest = grow(rows, right, np.ones(400, np.float32), Growth(trees=60, rows=1.0, columns=1.0, rate=0.3))
    assert ((probability(forest.logits(rows)) > 0.5) == right).mean() > 0.97


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 99))
def test_a_tree_asks_what_gains_most(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = np.round(chance.normal(size=(60, 3)), 1).astype(np.float32)
    right = chance.random(60) < 1 / (1 + np.exp(-2 * rows[:, seed % 3]))
    importance = chance.integers(1, 4, 60).astype(np.float32)
    growth = Growth(trees=1, depth=1, rows=1.0, columns=1.0, cuts=99, least=0.0)
    forest = grow(rows, right, importance, growth)
    share = importance[right].sum() / importance.sum()
    slope, bend = importance * (share - right), importance * share * (1 - share)

    def loss(column: int, cut: float) -> float:
        sides = (rows[:, column] > cut, rows[:, column] <= cut)
        return -sum(slope[side].sum() ** 2 / (bend[side].sum() + growth.penalty) for side in sides)

    best = min(loss(column, cut) for column in range(3) for cut in np.unique(rows[:, column])[:-1])
    asked = loss(int(forest.column[0, 0]), float(forest.threshold[0, 0]))
    np.testing.assert_allclose(asked, best, rtol=1e-4)


def test_trees_of_one_seed_are_the_same() -> None:
    rows = np.random.default_rng(1).normal(size=(200, 5)).astype(np.float32)
    right = rows[:, 0] > 0.5
    one, other = (grow(rows, right, np.ones(200, np.float32), Growth(trees=10)) for _ in range(2))
    np.testing.assert_array_equal(one.column, other.column)
    np.testing.assert_array_equal(one.value, other.value)


NAMES = {"柳林街道": "office", "青禾集团": "company", "云川河道整治项目": "project", "邻里节": "initiative"}
TEXT = "昨日，青禾集团投资建设云川河道整治项目顺利，柳林街道支持。柳林街道召开邻里节。青禾集团来到。"


def sample() -> Sample:
    mentions = tuple(sorted(mentions_of(TEXT, NAMES), key=lambda m: m.start))
    right = frozenset(
        {("UNDERTAKES", ("Organization", "青禾集团"), ("Project", "云川河道整治项目"))},
    )
    return Sample("g", "d", article_of(TEXT), words_of(TEXT), mentions, right)


def test_what_is_learned_of_words_is_what_is_read() -> None:
    (case,), _ = cases_of([sample()], lambda _: None)
    codes = Codes(sorted({*case.scene.told.words, "项目", "集团", "街", "节"}))
    chance = np.random.default_rng(3)
    weights = chance.normal(size=(codes.width, len(RELATIONS)))
    bias = chance.normal(size=len(RELATIONS))
    rows = codes.of(case.scene)
    wording = codes.wording(weights, bias)
    expected = np.stack([rows.times(weights[:, r]) + bias[r] for r in range(len(RELATIONS))], axis=1)
    worded = Worded(wording, case.scene)
    np.testing.assert_allclose(worded.scores, expected, rtol=1e-3, atol=1e-3)
    naming, relation = (side.ravel() for side in np.indices(expected.shape))
    parts = worded.parts(naming, relation)
    assert (np.abs(parts).max(axis=0) > 0).sum() > len(parts[0]) // 2
    np.testing.assert_allclose(parts.sum(axis=1), expected.ravel(), rtol=1e-3, atol=1e-3)


def test_right_pairs_are_those_of_the_annotation() -> None:
    (case,), _ = cases_of([sample()], lambda _: None)
    keys, pairs = case.scene.things.keys, case.scene.pairs
    right = {
        (RELATIONS[r], keys[pairs.head_thing[p]][1], keys[pairs.tail_thing[p]][1])
        for p, r in np.argwhere(case.right).tolist()
    }
    assert right == {("UNDERTAKES", "青禾集团", "云川河道整治项目")}


def test_rare_words_are_not_learned() -> None:
    (case,), _ = cases_of([sample()], lambda _: None)
    assert vocabulary_of([case.scene] * (RARE - 1)) == []
    assert "投资" in vocabulary_of([case.scene] * RARE)


def test_both_rounds_are_trained_and_read_again(tmp_path: Path) -> None:
    text = TEXT + "陈望舒走进柳林街道。"
    mentions = tuple(sorted(mentions_of(text, {**NAMES, "陈望舒": "person"}), key=lambda m: m.start))
    one = replace(sample(), article=article_of(text), words=words_of(text), mentions=mentions)
    said = [replace(one, document=f"{number}.txt") for number in range(15)]
    said += [replace(other, document=f"x{other.document}", relations=frozenset()) for other in said[:5]]
    samples = [replace(other, given=given) for given in (True, False) for other in said]
    cases, codes = cases_of(samples, lambda _: None)
    growth = Growth(trees=4, depth=2)
    judged = folded(cases, codes, growth, lambda _: None)
    assert [len(row) for row in judged.chances[0]] == [len(row) for row in judged.first[0]]
    write_relation_model(final_model(judged, codes, growth, [0.5] * len(RELATIONS)), tmp_path)
    model = read_relation_model(tmp_path)
    assert len(model.again) == len(RELATIONS)
    (verdicts,) = verdicts_of([cases[0].scene], model)
    keys = cases[0].scene.things.keys
    found = {(RELATIONS[v.relation], keys[v.head][1], keys[v.tail][1]) for v in verdicts if v.chance >= 0.5}
    assert found == {("UNDERTAKES", "青禾集团", "云川河道整治项目")}


def test_a_document_stays_in_its_fold() -> None:
    assert fold_of("a.txt") == fold_of("a.txt")
    assert {fold_of(f"{n}.txt") for n in range(60)} == {0, 1, 2, 3, 4}


def test_the_threshold_is_that_of_found_names_with_all_relations_wanted() -> None:
    """With the pairs of the annotation's own names it would be 0.1; without what was not found, 0.9."""
    right = [*sample().relations, *(("ORGANIZES", ("Place", f"{n}"), ("Initiative", "节")) for n in range(5))]
    annotated = replace(sample(), relations=frozenset(right))
    (given_case,), _ = cases_of([annotated], lambda _: None)
    (found_case,), _ = cases_of([replace(sample(), given=False)], lambda _: None)

    def judged(case: Case, chances: list[float]) -> tuple[Case, list[np.ndarray]]:
        """The first pairs of the first relation, of which the first, third and last are right."""
        size = len(chances)
        good = np.zeros_like(case.right)
        good[[0, 2, size - 1], 0] = True
        rows = [Rows(np.arange(size), np.arange(size), np.zeros((size, 1), np.float32))]
        rows += [Rows(*(np.zeros(0, np.int64),) * 2, np.zeros((0, 1), np.float32)) for _ in RELATIONS[1:]]
        none = np.zeros(0, np.float32)
        told = [np.array(chances, np.float32), *(none for _ in RELATIONS[1:])]
        return replace(case, right=good, rows=rows), told

    cases, chances = zip(
        judged(given_case, [0.9, 0.8, 0.2, 0.15, 0.1]),
        judged(found_case, [0.9, 0.7, 0.6, 0.5, 0.3]),
        strict=True,
    )
    assert threshold_of(Folded(cases, list(chances), list(chances), [])) == np.float32(0.3)
