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
from kg.naming.names import TOWNSHIP_KINDS

TABLE = LocalNames(
    frozenset({"人和路", "柳林"}),
    "001人和路街道\t麦垛沟社区居民委员会\t后庄村村民委员会\n101柳林镇\t后庄村民委员会\t李村村民委员会\n",
)

#: By the codes of 海淀区, of 龙泉驿区 in 成都市, of 东莞市, of 鼓楼区 in 南京市 and in 福州市.
TABLES = {
    "110108": TABLE,
    "510112": LocalNames(frozenset({"石泉湾"}), "101石泉湾镇\t"),
    "441900": LocalNames(frozenset({"云桥"}), "101云桥镇\t"),
    "320106": LocalNames(frozenset({"青石"}), "001青石街道\t"),
    "350102": LocalNames(frozenset({"白石"}), "001白石街道\t"),
}
#: Twelve counties and eight cities, as many as count.
COUNTIES = (
    "黄浦区/LOC|、|徐汇区/LOC|、|长宁区/LOC|、|静安区/LOC|、|虹口区/LOC|、|杨浦区/LOC|、|"
    "闵行区/LOC|、|宝山区/LOC|、|嘉定区/LOC|、|金山区/LOC|、|松江区/LOC|、|青浦区/LOC|、|"
)
CITIES = (
    "北京市/LOC|、|上海市/LOC|、|天津市/LOC|、|重庆市/LOC|、|"
    "杭州市/LOC|、|苏州市/LOC|、|武汉市/LOC|、|西安市/LOC|、|"
)


@pytest.fixture(autouse=True)
def invented_counties(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = LocalNames(frozenset(), "")
    monkeypatch.setattr(listed, "local_names", lambda code: TABLES.get(code, nothing))
    monkeypatch.setattr(
        listed, "counties_with_town", lambda stem: tuple(c for c, own in TABLES.items() if stem in own.towns)
    )


def part(cut: str) -> Segment:
    """``cut``: words between bars, with a tag behind a stroke where it is not n."""
    words, place = [], 0
    for one in cut.split("|"):
        text, _, tag = one.partition("/")
        words.append(Word(place, place + len(text), text, tag or "n", 1.0))
        place += len(text)
    return Segment("".join(word.text for word in words), 0, False, tuple(words))


def found(cut: str, dateline: str | None = None, publisher: str | None = None) -> list[tuple[str, str]]:
    segment = part(cut)
    article = Article("1", "a", 1, "", segment.text, dateline=dateline, publisher=publisher)
    (row,) = find_listed([segment], article)
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


@pytest.mark.parametrize("end", TOWNSHIP_KINDS)
def test_every_end_of_a_town(end: str) -> None:
    assert found(f"海淀区/LOC|柳林|{end}") == [(TOWN, f"海淀区|柳林{end}")]


@pytest.mark.parametrize(
    "end",
    [
        "社区居民委员会", "社区居委会", "社区", "居民委员会", "居委会",
        "村民委员会", "村委会", "行政村", "村", "嘎查",
    ],
)  # fmt: skip
def test_every_end_of_a_village(end: str) -> None:
    assert found(f"海淀区/LOC|麦垛沟|{end}") == [(VILLAGE, f"海淀区|麦垛沟{end}")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柳林镇下辖", "柳林镇"),
        ("柳林街道下辖", "柳林街道"),
        ("柳林街道办事处下设", "柳林街道办事处"),
        ("柳林镇土地", "柳林镇"),
        ("柳林镇情况", "柳林镇"),
        ("柳林镇村两级", "柳林镇"),
        ("柳林街道口袋公园", "柳林街道"),
        ("柳林乡政府", "柳林乡"),
        *((f"柳林乡{one}", "") for one in "村亲民贤愁土音情下邻"),
        ("柳林民族乡亲", ""),
        ("麦垛沟社区民警", "麦垛沟社区"),
        ("麦垛沟社区落实", "麦垛沟社区"),
        ("麦垛沟居委会民警", "麦垛沟居委会"),
        ("麦垛沟村委会落实", "麦垛沟村委会"),
        ("麦垛沟村支书", "麦垛沟村"),
        *((f"麦垛沟村{one}", "") for one in "民落镇乡庄寨域"),
    ],
)
def test_what_stands_behind_a_name(text: str, name: str) -> None:
    assert [said for _, said in found(f"海淀区/LOC|{text}")] == ([f"海淀区|{name}"] if name else [])


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ("成都市/LOC|石泉湾镇", ["成都市|石泉湾镇"]),
        ("南京市/LOC|石泉湾镇", []),  # it is in another city
        ("四川省/LOC|石泉湾镇", []),  # a province is too wide
        ("北京市/LOC|、|上海市/LOC|、|天津市/LOC|、|重庆市/LOC|，|成都市/LOC|石泉湾镇", ["成都市|石泉湾镇"]),
        ("北京市/LOC|柳林镇|后庄村", ["北京市|柳林镇", "北京市柳林镇|后庄村"]),
        ("东莞市/LOC|云桥镇", ["东莞市|云桥镇"]),  # has no counties
        ("南京市/LOC|鼓楼区/LOC|青石街道", ["南京市鼓楼区|青石街道"]),
        ("南京市/LOC|鼓楼区/LOC|白石街道", []),
        ("福建省/LOC|鼓楼区/LOC|白石街道", ["福建省鼓楼区|白石街道"]),
        ("福建省/LOC|鼓楼区/LOC|青石街道", []),
        ("鼓楼区/LOC|青石街道|和/c|白石街道", ["鼓楼区|青石街道", "|白石街道"]),  # either may be meant
    ],
)
def test_towns_of_the_cities_named(cut: str, expected: list[str]) -> None:
    assert [said for _, said in found(cut)] == expected


def test_a_county_whose_name_many_have_is_none_without_its_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "_MOST_SHARED", 3)
    assert found("鼓楼区/LOC|青石街道") == []
    assert found("南京市/LOC|鼓楼区/LOC|青石街道") != []


@pytest.mark.parametrize(
    ("cut", "dateline", "publisher", "there"),
    [
        (f"{COUNTIES}海淀区/LOC|的|麦垛沟社区", None, None, False),  # the thirteenth
        (f"{COUNTIES}海淀区/LOC|、|海淀区/LOC|的|麦垛沟社区", None, None, True),  # the one named most
        (f"{COUNTIES}海淀区/LOC|的|麦垛沟社区", "海淀区", None, True),
        (f"{COUNTIES}海淀区/LOC|的|麦垛沟社区", None, "海淀区融媒体中心", True),
        (f"海淀区/LOC|、|{COUNTIES}的|麦垛沟社区", None, None, True),  # the first named
        (f"{CITIES}成都市/LOC|的|石泉湾镇", None, None, False),  # the ninth
        (f"{CITIES}成都市/LOC|、|成都市/LOC|的|石泉湾镇", None, None, True),
        (f"{CITIES}成都市/LOC|的|石泉湾镇", "成都", None, True),
        (f"{CITIES}成都市/LOC|的|石泉湾镇", None, "成都日报", True),
        (f"成都市/LOC|、|{CITIES}的|石泉湾镇", None, None, True),
        (f"{COUNTIES}成都市/LOC|的|石泉湾镇", None, None, False),  # twelve counties are named already
    ],
)
def test_of_many_places_the_nearest_count(
    cut: str, dateline: str | None, publisher: str | None, there: bool
) -> None:
    assert bool(found(cut, dateline, publisher)) is there


def test_what_the_grammar_has_from_the_same_start_is_not_proposed_again() -> None:
    segment = part("海淀区/LOC|的|柳林镇/LOC|后庄村/LOC")
    (row,) = find_listed([segment], Article("1", "a", 1, "", segment.text))
    town = next(one for one in row if one.rule == TOWN)
    same = Candidate(town.start, town.end, "Organization", "Office", "Office", 0.8, town.core)
    assert [one.rule for one in unproposed(row, [same])] == [VILLAGE]
