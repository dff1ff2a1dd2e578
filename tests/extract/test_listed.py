"""Towns and villages that the gazetteer has, by the counties an article names; the table is invented."""

from __future__ import annotations

import pytest

from kg.divisions.local_names import LocalNames
from kg.extract import listed
from kg.extract.candidates import Candidate
from kg.extract.listed import TOWN, VILLAGE, find_listed, unproposed
from kg.extract.segments import Segment
from kg.language.lac import Word
from kg.model import Article

TABLE = LocalNames(
    {"人和路": "001", "柳林": "101"},
    "001人和路街道\t麦垛沟社区居民委员会\t后庄村村民委员会\n101柳林镇\t后庄村民委员会\t李村村民委员会\n",
)


@pytest.fixture(autouse=True)
def one_county(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = LocalNames({}, "")
    monkeypatch.setattr(listed, "local_names", lambda code: TABLE if code == "110108" else nothing)


def part(cut: str) -> Segment:
    """``cut``: words between bars, with a tag behind a stroke where it is not n."""
    words, place = [], 0
    for one in cut.split("|"):
        text, _, tag = one.partition("/")
        words.append(Word(place, place + len(text), text, tag or "n", 1.0))
        place += len(text)
    return Segment("".join(word.text for word in words), 0, False, tuple(words))


def found(cut: str) -> list[tuple[str, str]]:
    segment = part(cut)
    (row,) = find_listed([segment], Article("1", "a", 1, "", segment.text))
    return [
        (one.rule, segment.text[one.start : one.core] + "|" + segment.text[one.core : one.end]) for one in row
    ]


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ("海淀区/LOC|人|和|路街道", [(TOWN, "海淀区|人和路街道")]),
        ("海淀区/LOC|召集|人/n|和/c|路街道办事处/ORG", [(TOWN, "|人和路街道办事处")]),
        ("海淀区/LOC|的|麦|垛沟社区/LOC", [(VILLAGE, "|麦垛沟社区")]),
        ("在|海淀区/LOC|柳林镇/LOC|后庄村/LOC", [(TOWN, "海淀区|柳林镇"), (VILLAGE, "海淀区柳林镇|后庄村")]),
        ("海淀区/LOC|的|李村/LOC", [(VILLAGE, "|李村")]),
        ("海淀区/LOC|的|小李村/LOC", []),  # 小李村 is another
        ("海淀区/LOC|的|北后庄村/LOC", []),
        ("海淀区/LOC|后庄|村|村口", [(VILLAGE, "海淀区|后庄村")]),
        ("海淀区/LOC|柳林|乡村", []),
        ("海淀区/LOC|的|前庄村/LOC", []),  # not in the table
        ("临溪区/LOC|的|后庄村/LOC", []),  # in no county that is named
    ],
)
def test_names_of_the_table_in_the_counties_named(cut: str, expected: list[tuple[str, str]]) -> None:
    assert found(cut) == expected


def test_what_the_grammar_has_from_the_same_start_is_not_proposed_again() -> None:
    segment = part("海淀区/LOC|的|柳林镇/LOC|后庄村/LOC")
    (row,) = find_listed([segment], Article("1", "a", 1, "", segment.text))
    town = next(one for one in row if one.rule == TOWN)
    same = Candidate(town.start, town.end, "Organization", "Office", "Office", 0.8, town.core)
    assert [one.rule for one in unproposed(row, [same])] == [VILLAGE]
