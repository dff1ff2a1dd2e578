"""What of a node is taken out, by numbers and names."""

from __future__ import annotations

import pytest
from made_pairs import REGION, named

from kg.decisions import Verdict
from kg.resolved import Part
from kg.review.changes import Cut, splitting
from kg.review.parts import NoPartError, cut

PARTS = (
    Part(named("宏远公司"), 9, ("a1", "a2", "a3")),
    Part(named("云川宏远"), 4, ("a1", "a4")),
    Part(named("“宏远”建材"), 1, ("a5",)),
)
ONE, TWO, THREE = (part.designation for part in PARTS)


def within(article: str) -> object:
    return named("宏远公司", article)


@pytest.mark.parametrize(
    ("words", "taken", "left"),
    [
        ("2", [TWO], [ONE, THREE]),
        ("2-3", [TWO, THREE], [ONE]),
        ("3,1", [ONE, THREE], [TWO]),
        ("宏远建材", [THREE], [ONE, TWO]),
        ("1.2", [within("a2")], [ONE, TWO, THREE]),
        ("1.2-3 3", [within("a2"), within("a3"), THREE], [ONE, TWO]),
        ("1.1,1.3", [within("a1"), within("a3")], [ONE, TWO, THREE]),
        ("1.1-3", [ONE], [TWO, THREE]),  # all its articles are the part
        ("3.1", [THREE], [ONE, TWO]),
        (",", [], [ONE, TWO, THREE]),
    ],
)
def test_cut(words: str, taken: list[object], left: list[object]) -> None:
    assert cut(words.split(), PARTS) == Cut(tuple(taken), tuple(left))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("4", "the parts are 1 to 3"),
        ("0", "the parts are 1 to 3"),
        ("3-2", "the parts are 1 to 3"),
        ("2.3", "part 2 has the articles 1 to 2"),
        ("4.1", "the parts are 1 to 3"),
        ("宏", "no part is called 宏"),
        ("1.", "no part is called 1."),
        ("1-3", "nothing would be left"),
        ("1.1-3 2 3.1", "nothing would be left"),
    ],
)
def test_no_such_part(words: str, cause: str) -> None:
    with pytest.raises(NoPartError, match=cause):
        cut(words.split(), PARTS)


def test_what_is_taken_out_stays_together() -> None:
    rulings = splitting(Cut((TWO, THREE), (ONE,)), "两家")
    assert [(r.verdict, r.a, r.b, r.reason) for r in rulings] == [
        (Verdict.DIFFERENT, TWO, ONE, "两家"),
        (Verdict.DIFFERENT, THREE, ONE, "两家"),
        (Verdict.SAME, TWO, THREE, "两家"),
    ]
    assert splitting(Cut((), (ONE,))) == ()
    assert REGION in str(rulings[0].a)
