"""Names that everyone knows: looked up at the bounds of words, and one body by all of its names."""

from __future__ import annotations

import pytest

from kg.extract.known import find_known
from kg.extract.naming import name_mentions
from kg.extract.segments import segment
from kg.language.lac import Word
from kg.model import Mention
from kg.naming.known_names import known_names, standing_names


def _found(tagged: str) -> list[tuple[str, str, str]]:
    """What is found in words given as 工信部/nt 公布/v."""
    words, place = [], 0
    for token in tagged.split():
        said, _, tag = token.rpartition("/")
        words.append(Word(place, place + len(said), said, tag, 1.0))
        place += len(said)
    part = segment("".join(word.text for word in words), 0, False, words)
    return [(part.text[c.start : c.end], c.subtype or c.type, c.rule) for c in find_known(part)]


@pytest.mark.parametrize(
    ("tagged", "found"),
    [
        ("工信部/nt 公布/v 名单/n", [("工信部", "GovernmentBody", "known-name")]),
        ("顺丰/nz 入驻/v 云川/LOC", [("顺丰", "Company", "known-name")]),
        # the longest at each place, over the bounds of words
        ("中国/LOC 青年报/n 记者/n", [("中国青年报", "Media", "known-name")]),
        ("“/w 放管服/n ”/w 改革/vn", [("“放管服”改革", "Initiative", "known-name")]),
        ("长江/LOC 与/c 长三角/LOC", [("长江", "Site", "known-name"), ("长三角", "District", "known-name")]),
        # a part of what the tagger takes for one word
        ("招商银行云川分行/ORG", [("招商银行", "Company", "known-name")]),
        ("团云川市委共青团中央代表/ORG", [("共青团中央", "PartyBody", "known-part")]),
        # no ministry, but offices of that field
        ("云川/LOC 民政部门/n", []),
        ("云川/LOC 民政/n 部门/n", []),
        # words of every day: marked as such, and only as words of their own
        ("富硒/n 小米/n", [("小米", "Company", "known-or-word")]),
        ("小米粥/n 好喝/a", []),
        # short names are not looked for inside words
        ("云川建行动/ORG 组/n", []),
    ],
)
def test_found(tagged: str, found: list[tuple[str, str, str]]) -> None:
    assert _found(tagged) == found


def _body(text: str, type_: str = "Organization") -> Mention:
    return Mention(0, len(text), text, type_, "GovernmentBody", text)


def test_all_names_of_one_body_are_one_in_an_article() -> None:
    named = name_mentions([_body("工信部"), _body("临溪区教育局"), _body("工业和信息化部")], {})
    assert [m.name for m in named] == ["工业和信息化部", "临溪区教育局", "工业和信息化部"]


def test_a_name_of_another_type_stays() -> None:
    named = name_mentions([_body("工信部", "Person"), _body("工业和信息化部")], {})
    assert [m.name for m in named] == ["工信部", "工业和信息化部"]


def test_every_known_name_names_one_body() -> None:
    for type_ in ("Organization", "Place", "Project", "Initiative"):
        for name, standing in standing_names(type_).items():
            assert known_names()[name].standing == standing, name
            assert len(name) >= 2
