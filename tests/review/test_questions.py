"""What is asked, and what answers settle without being asked."""

from __future__ import annotations

import pytest
from made_pairs import named, pair

from kg.decisions import Decisions, Ruling, Verdict
from kg.review.questions import Answered, open_pairs, settled

AB, BC, AC, CD = pair("甲", "乙"), pair("乙", "丙"), pair("丙", "甲"), pair("丙", "丁")


def test_what_is_decided_is_not_asked_again() -> None:
    for verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE):
        decisions = Decisions((Ruling(verdict, named("乙"), named("甲")),))
        assert open_pairs([AB, BC], decisions) == [BC]
    assert open_pairs([AB, BC], decisions, again=True) == [AB, BC]


def test_a_name_given_is_no_answer() -> None:
    assert open_pairs([AB], Decisions((Ruling(Verdict.RENAME, named("甲"), name="乙"),))) == [AB]


S, D, U = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


@pytest.mark.parametrize(
    ("answers", "is_settled"),
    [
        ([(AB, S), (BC, S)], True),  # one and one are one
        ([(AB, S), (BC, D)], True),  # one and another are two
        ([(AB, D), (BC, D)], False),  # two differ from a third: nothing follows
        ([(AB, S), (BC, U)], False),
        ([(AB, S), (BC, None)], False),
        ([(AB, S), (CD, D)], False),
        ([], False),
    ],
)
def test_what_follows_is_not_asked(answers: list[tuple[object, Verdict | None]], is_settled: bool) -> None:
    assert settled(AC, [Answered(*answer) for answer in answers]) is is_settled  # type: ignore[arg-type]


def test_differing_goes_through_both_groups() -> None:
    answers = [Answered(AB, S), Answered(CD, S), Answered(pair("丁", "甲"), D)]
    assert settled(BC, answers)
