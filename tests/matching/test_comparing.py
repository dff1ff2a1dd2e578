"""Whether two names are one thing's: the bench's bars, and laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.names import measure, ours, read_pairs
from kg.matching import TYPES, Verdict, compare
from kg.matching.organization_features import BLOCKERS, FEATURES
from kg.matching.person_features import BLOCKERS as PERSON_BLOCKERS
from kg.matching.person_features import FEATURES as PERSON_FEATURES
from kg.matching.title_features import BLOCKERS as TITLE_BLOCKERS
from kg.matching.title_features import FEATURES as TITLE_FEATURES

PAIRS = read_pairs(Path(__file__).parents[2] / "benchmarks" / "names.tsv")
LINXI = "河北省云川市临溪区"


def test_the_bench_is_as_large_as_it_should_be() -> None:
    assert len(PAIRS) >= 400
    categories = {row["category"] for row in PAIRS}
    for category in categories:
        assert {row["label"] for row in PAIRS if row["category"] == category} == {"same", "different"}


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_the_bars_hold(half: str) -> None:
    rows = [row for row in PAIRS if row["half"] == half]
    found = measure(rows, [ours(row) for row in rows])
    assert found.recall >= 0.90
    assert found.merged <= 0.005


_ROWS = st.sampled_from(PAIRS)


@given(_ROWS)
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_names_does_not_matter(row: dict[str, str]) -> None:
    back = "|".join(reversed(row["region"].split("|")))
    one = compare(row["a"], row["b"], row["type"], row["region"])
    other = compare(row["b"], row["a"], row["type"], back)
    assert (one.verdict, one.score) == (other.verdict, other.score)


@given(_ROWS, _ROWS, st.sampled_from(TYPES))
@settings(max_examples=60, deadline=None)
def test_any_two_names_get_a_score(one: dict[str, str], other: dict[str, str], type_: str) -> None:
    found = compare(one["a"], other["b"], type_, one["region"])
    assert 0 <= found.score <= 1
    assert not found.blockers or found.verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("a", "b", "type_", "region", "why"),
    [
        ("临溪区教育局", "鹿台区教育局", "Organization", LINXI, "regions"),
        ("第一人民医院", "第二人民医院", "Organization", LINXI, "numbers"),
        ("启光有限公司", "启光有限公司云川分公司", "Organization", LINXI, "branch"),
        ("晨岭集团有限公司", "晨岭有限公司", "Organization", LINXI, "legal persons"),
        ("区委", "区委组织部", "Organization", LINXI, "functions"),
        ("产业园一期", "产业园二期", "Project", LINXI, "phases"),
        ("李伟", "李伟民", "Person", LINXI, "names"),
    ],
)
def test_what_forbids_a_merge_is_named(a: str, b: str, type_: str, region: str, why: str) -> None:
    found = compare(a, b, type_, region)
    assert found.verdict is Verdict.DIFFERENT
    assert any(why in blocker for blocker in found.blockers)


@pytest.mark.parametrize(
    ("a", "b", "region"),
    [
        ("区教育局", "区教育局", ""),  # whose, nothing says
        ("市卫计委", "市卫健委", "河北省云川市"),  # renamed, or two in the files
        ("支队", "额河边境管理支队", "河北省云川市"),
        ("云川宏屿新材料有限公司", "云川宏峪新材料有限公司", "河北省云川市"),
    ],
)
def test_the_ambiguous_is_unsure(a: str, b: str, region: str) -> None:
    assert compare(a, b, "Organization", region).verdict is not Verdict.SAME


def test_every_feature_and_blocker_says_what_it_means() -> None:
    features = [weighted.feature for weighted in (*FEATURES, *PERSON_FEATURES, *TITLE_FEATURES)]
    for function in (*features, *BLOCKERS, *PERSON_BLOCKERS, *TITLE_BLOCKERS):
        assert function.__doc__
