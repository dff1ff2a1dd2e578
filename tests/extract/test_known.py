"""Names that everyone knows: looked up at the bounds of words, and one body by all of its names."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.divisions import gazetteer
from kg.extract.known import find_known
from kg.extract.naming import name_mentions
from kg.extract.segments import segment
from kg.language.lac import Word
from kg.model import Mention
from kg.naming.known_names import TYPES, known_names, known_rows, region_rows, standing_names
from kg.naming.names import parse_place
from kg.naming.regions import COUNTY, Surroundings
from kg.tables import data_table


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
        # nor does a name end in the middle of the next word, or of another word of its own
        ("健康/n 报告/n", []),
        ("武汉/LOC 大学生/n", []),
        ("武汉大学生/n", []),
        ("武汉大学生云川创业园/ORG", []),
        ("教育/vn 部署/v", []),
        ("公安部队/ORG 入城/v", []),
        ("公安部队/n", []),
        ("民政/n 部长/n", []),
        ("民政部长/n", [("民政部", "GovernmentBody", "known-name")]),
        ("中国银行业云川委员会/ORG", []),
        ("中国/LOC 银行业/n", []),
        ("云川市中国网络文学馆/ORG", []),
        ("中国银行云川分行/ORG", [("中国银行", "Company", "known-name")]),
        ("武汉大学云川医院/ORG", [("武汉大学", "Institution", "known-part")]),
        ("华为云川基地/nz", []),
        ("比亚迪云川基地/nz", [("比亚迪", "Company", "known-part")]),
        ("云川教育部/ORG", []),
        ("在云川中国教育部/ORG", []),
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
    rows = [row for type_ in TYPES for _, row in known_rows(type_)] + [*region_rows()]
    named = Counter(name for row in rows for name in set(row))
    assert [name for name, bodies in named.items() if bodies > 1] == []
    assert [row for row in rows if len(set(row)) < len(row) or min(map(len, row)) < 2] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a parent and its subsidiary, an office and its commission, a university and an airline
        ("广汽集团", "广汽埃安"),
        ("中国人保", "人保财险"),
        ("海尔集团", "海尔智家"),
        ("茅台集团", "贵州茅台"),
        ("保利集团", "保利发展"),
        ("全国爱卫办", "全国爱卫会"),
        ("南方航空", "南航"),
    ],
)
def test_names_of_two_bodies(one: str, other: str) -> None:
    bodies = standing_names("Organization")
    assert bodies[one] != bodies.get(other)


@pytest.mark.parametrize("name", ["万达广场", "新华书店", "希尔顿", "肯德基", "中国石油大学"])
def test_a_name_of_many_bodies_is_found_and_names_none(name: str) -> None:
    assert known_names()[name].standing == name
    assert name not in standing_names("Organization")
    assert _found(f"{name}/nz 开业/v")


def test_a_slogan_is_no_sign_of_an_initiative() -> None:
    assert _found("乡村振兴/n 的/u 路/n") == []
    assert _found("乡村振兴战略/nz 的/u 实施/v") == [("乡村振兴战略", "Initiative", "known-name")]
    assert standing_names("Initiative")["乡村振兴"] == standing_names("Initiative")["乡村振兴战略"]


def test_papers_that_follow_a_pattern_are_not_listed() -> None:
    names = [name for _, row in known_rows("Organization") for name in row]
    of_places = [
        name
        for name in names
        if name.endswith(("日报", "晚报"))
        and any(division.level < COUNTY for division in gazetteer().find(name[:-2]))
    ]
    assert of_places == []


def test_lists_hold_known_names_only() -> None:
    table = data_table("known_names.yaml")
    listed = {name for type_ in TYPES for _, row in known_rows(type_) for name in row}
    listed |= {name for row in region_rows() for name in row}
    many = {name for kinds in table["many_bodies"].values() for names in kinds.values() for name in names}
    assert not listed & many
    assert set(table["also_words"]) <= listed | many
    assert set(table["not_looked_for"]) <= listed


@pytest.mark.parametrize("name", ["长三角", "长江三角洲"])
def test_a_region_is_one_place_by_all_its_names(name: str) -> None:
    assert parse_place(name, "", "District", Surroundings()) == parse_place(
        "长三角地区", "", "District", Surroundings()
    )
