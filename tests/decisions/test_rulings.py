"""Which of several decisions holds, and what they are told apart by."""

from __future__ import annotations

import pytest

from kg.decisions import Decisions, Designation, Ruling, Verdict

BUREAU = Designation("Organization", "临溪区科技局", "河北省云川市")
SHORT = Designation("Organization", "区科技局", "河北省云川市临溪区")
OTHER = Designation("Organization", "柳林区科技局", "河北省云川市")


@pytest.mark.parametrize(
    "like",
    [
        Designation("Organization", "临溪区 科技局", "河北省云川市"),
        Designation("Organization", "“临溪区科技局”", "河北省 云川市"),
    ],
)
def test_blanks_and_quotes_play_no_part(like: Designation) -> None:
    assert like.key == BUREAU.key


@pytest.mark.parametrize(
    "unlike",
    [
        Designation("Place", "临溪区科技局", "河北省云川市"),
        Designation("Organization", "临溪区科技局", "河北省"),
        Designation("Organization", "临溪区科技局", "河北省云川市", "a1"),
    ],
)
def test_type_region_and_article_do(unlike: Designation) -> None:
    assert unlike.key != BUREAU.key


def test_the_later_line_on_a_pair_holds_whichever_name_stands_first() -> None:
    first = Ruling(Verdict.SAME, BUREAU, SHORT)
    apart = Ruling(Verdict.DIFFERENT, BUREAU, OTHER)
    later = Ruling(Verdict.DIFFERENT, SHORT, BUREAU)
    decisions = Decisions((first, apart, later))
    assert decisions.in_force() == (apart, later)
    assert decisions.on(BUREAU, SHORT) == later
    assert decisions.on(OTHER, SHORT) is None


def test_a_rename_is_no_ruling_on_a_pair() -> None:
    renamed = Ruling(Verdict.RENAME, BUREAU, name="云川市临溪区科学技术局")
    again = Ruling(Verdict.RENAME, BUREAU, name="临溪区科学技术局")
    same = Ruling(Verdict.SAME, BUREAU, SHORT)
    assert Decisions((renamed, same, again)).in_force() == (same, again)


def test_the_fingerprint_is_of_what_may_change_the_graph() -> None:
    plain = Decisions((Ruling(Verdict.SAME, BUREAU, SHORT),))
    signed = Decisions((Ruling(Verdict.SAME, BUREAU, SHORT, who="甲", when="2024-05-06", reason="同址"),))
    assert plain.fingerprint == signed.fingerprint
    apart = Decisions((Ruling(Verdict.DIFFERENT, BUREAU, SHORT),))
    assert len({plain.fingerprint, apart.fingerprint, Decisions().fingerprint}) == 3
