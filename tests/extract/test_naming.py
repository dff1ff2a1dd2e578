"""Level words of an article that calls its city or province by the short name alone."""

from __future__ import annotations

import pytest

from kg.extract.naming import clean_name, name_mentions
from kg.model import Mention


def _names(*mentions: tuple[str, str, str]) -> list[str]:
    placed = [
        Mention(9 * at, 9 * at + len(text), text, type_, subtype, text)
        for at, (text, type_, subtype) in enumerate(mentions)
    ]
    return [found.name for found in name_mentions(placed, {})]


TIANJIN, QINGDAO = ("天津", "Place", "District"), ("青岛", "Place", "District")
COMMITTEE = ("市委", "Organization", "PartyBody")


@pytest.mark.parametrize(
    ("mentions", "last"),
    [
        ((TIANJIN, COMMITTEE), "天津市委"),
        ((("湖北", "Place", "District"), ("省教育厅", "Organization", "GovernmentBody")), "湖北省教育厅"),
        ((TIANJIN, QINGDAO, COMMITTEE), "市委"),  # which of the two?
        ((TIANJIN, ("云川市", "Place", "District"), COMMITTEE), "云川市委"),  # what is named in full leads
        ((("浦东", "Place", "District"), COMMITTEE), "市委"),  # no city
    ],
)
def test_level_words_mean_the_only_city_or_province(
    mentions: tuple[tuple[str, str, str], ...], last: str
) -> None:
    assert _names(*mentions)[-1] == last


def _named_at(*mentions: tuple[str, str, str, int]) -> list[str]:
    placed = [
        Mention(at, at + len(text), text, type_, subtype, text) for text, type_, subtype, at in mentions
    ]
    return [found.name for found in name_mentions(placed, {})]


def test_a_level_word_means_the_district_named_shortly_before_it() -> None:
    linxi, qinghe = ("临溪区", "Place", "District"), ("清禾区", "Place", "District")
    bureau = ("区教育局", "Organization", "GovernmentBody")
    assert (
        _named_at((*linxi, 0), (*linxi, 90), (*qinghe, 200), (*bureau, 210))[-1] == "临溪区教育局"
    )  # the home
    assert _named_at((*linxi, 0), (*qinghe, 200), (*bureau, 210))[-1] == "清禾区教育局"
    assert _named_at((*linxi, 0), (*qinghe, 200), (*bureau, 300))[-1] == "临溪区教育局"  # too far off
    city, bureau = ("大连市", "Place", "District"), ("市教育局", "Organization", "GovernmentBody")
    committee = ("乌兰察布市委", "Organization", "PartyBody")
    assert _named_at((*city, 0), (*committee, 200), (*bureau, 210))[-1] == "乌兰察布市教育局"


def test_what_may_not_be_meant_by_a_level_word() -> None:
    county, city = ("中牟县", "Place", "District"), ("郑州市", "Place", "District")
    committee = ("县委", "Organization", "PartyBody")
    assert _named_at((*county, 0), (*city, 20), (*committee, 30))[-1] == "中牟县委"  # 郑州市 is no 县
    short = ("郑州", "Place", "District")
    other, part = ("开封市", "Place", "District"), ("市委组织部", "Organization", "PartyBody")
    said = [(*short, 10 * at) for at in range(1, 5)]
    assert (
        _named_at((*city, 0), *said, (*other, 60), (*part, 70))[-1] == "郑州市委组织部"
    )  # by its short name
    paper = ("郑州日报社", "Organization", "Media")
    assert (
        _named_at((*other, 0), (*paper, 50), (*part, 55))[-1] == "开封市委组织部"
    )  # no city stands before it


def test_a_level_word_right_behind_the_short_name_of_its_city() -> None:
    dalian, fuzhou = ("大连市", "Place", "District"), ("抚州", "Place", "District")
    committee = ("市委", "Organization", "PartyBody")
    assert _named_at((*dalian, 0), (*dalian, 90), (*fuzhou, 200), (*committee, 202))[-1] == "抚州市委"
    assert _named_at((*dalian, 0), (*dalian, 90), (*fuzhou, 200), (*committee, 204))[-1] == "大连市委"


def test_no_committee_of_a_part_of_a_city_or_a_bay_area() -> None:
    area, body = ("粤港澳大湾区", "Place", "District"), ("区议会", "Organization", "GovernmentBody")
    assert _names(area, body)[-1] == "区议会"
    assert (
        _names(("云川市区", "Place", "District"), ("区人民医院", "Organization", "Institution"))[-1]
        == "区人民医院"
    )
    assert _names(("西城区", "Place", "District"), body)[-1] == "西城区议会"  # a district that ends so


def test_what_opens_with_a_quotation_mark_is_a_name_of_its_own() -> None:
    city, account = ("亳州市", "Place", "District"), ("“市说新语”", "Organization", "Media")
    assert _names(city, account)[-1] == "“市说新语”"


def test_marks_of_a_list_are_no_part_of_a_name() -> None:
    assert clean_name("□云川日报") == "云川日报"
    assert clean_name("“云川·临溪”行动") == "云川·临溪行动"


@pytest.mark.parametrize(
    ("body", "full"),
    [
        ("市场监管总局", "市场监管总局"),  # 市 is part of 市场
        ("乡村振兴局", "乡村振兴局"),
        ("市市场监管局", "天津市市场监管局"),
        ("市民政局", "天津市民政局"),
        ("市直机关工委", "天津市直机关工委"),
        ("市容园林委", "天津市容园林委"),
    ],
)
def test_a_level_word_is_a_word_of_its_own(body: str, full: str) -> None:
    city = ("天津市", "Place", "District")
    assert _names(city, (body, "Organization", "GovernmentBody"))[-1] == full
