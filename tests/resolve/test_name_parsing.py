from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolve_claims import article, entity_of

from kg.naming.names import level_word, parse_organisation, parse_place, parse_project, township
from kg.naming.regions import (
    NOWHERE,
    Region,
    Step,
    Surroundings,
    compatible,
    covers,
    display,
    read_region,
)
from kg.naming.vocabulary import is_generic, official_synonyms
from kg.resolve import resolve
from kg.resolve.telling import blocked

HOME = Surroundings(
    (Step(2, "云川"), Step(3, "临溪区")), {"云川市": (Step(2, "云川"),), "云川": (Step(2, "云川"),)}
)


def _keys(region: Region) -> str:
    return "/".join(step.key for step in region)


@pytest.mark.parametrize(
    ("text", "path", "rest"),
    [
        ("云川市临溪区科技局", "云川/临溪区", "科技局"),
        ("郑州市金水区科技局", "河南/郑州/金水区", "科技局"),
        ("河南省立医院", "河南", "省立医院"),
        ("郑州航空港经济综合实验区", "河南/郑州/航空港区", ""),
        ("城市管理局", "", "城市管理局"),
        ("市场监管局", "", "市场监管局"),
        ("乡村振兴局", "", "乡村振兴局"),
        ("中山路小学", "", "中山路小学"),
        ("和平饭店", "", "和平饭店"),
        ("云川经开区管委会", "云川/经开区", "管委会"),
        ("新加坡", "新加坡", ""),
        ("江苏镇江市教育局", "江苏/镇江", "教育局"),
        ("云南镇雄县公安局", "云南/昭通/镇雄县", "公安局"),
        ("宁波镇海区", "浙江/宁波/镇海区", ""),
        ("鼓楼区政府", "鼓楼区", "政府"),
    ],
)
def test_read_region(text: str, path: str, rest: str) -> None:
    region, left = read_region(text, HOME if text.startswith("云川") else NOWHERE)
    assert (_keys(region), left) == (path, rest)


def test_a_bare_name_that_is_as_often_something_else_is_a_district_near_its_own_alone() -> None:
    near = Surroundings((Step(1, "西藏"),))
    assert read_region("阿里", NOWHERE, district=True)[0] == ()
    assert _keys(read_region("阿里", near, district=True)[0]) == "西藏/阿里"
    assert _keys(read_region("阿里地区", NOWHERE, district=True)[0]) == "西藏/阿里"


@pytest.mark.parametrize(
    ("text", "level"),
    [("区科技局", "区"), ("市场监管局", ""), ("市民政局", "市"), ("市政府", "市"), ("市政工程处", ""),
     ("乡村振兴局", ""), ("省发改委", "省"), ("街道党工委", "街道"), ("县域经济研究会", ""), ("县", "")],
)  # fmt: skip
def test_level_word(text: str, level: str) -> None:
    assert level_word(text) == level


@pytest.mark.parametrize(
    ("text", "step", "rest"),
    [
        ("柳林街道办事处党工委", "柳林街道", "党工委"),
        ("柳林办事处", "柳林街道", ""),
        ("大河镇政府", "大河镇", "政府"),
        ("城镇建设局", None, "城镇建设局"),
        ("特色小镇指挥部", None, "特色小镇指挥部"),
    ],
)
def test_township(text: str, step: str | None, rest: str) -> None:
    found, left = township(text)
    assert (found.key if found else None, left) == (step, rest)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("发展和改革委员会", "发改委"),
        ("人力资源和社会保障局", "人社局"),
        ("文化旅游体育局", "文旅体局"),
        ("住房和城乡建设局", "住建局"),
        ("临港新城管委会", "临港新城管委会"),
        ("公安局交通警察支队", "交警支队"),
    ],
)
def test_official_synonyms(text: str, normal: str) -> None:
    assert official_synonyms(text) == normal
    assert official_synonyms(normal) == normal


@pytest.mark.parametrize(
    ("name", "subtype", "path", "core", "own"),
    [
        ("区委组织部", "PartyBody", "云川/临溪区", "组织部", False),
        ("中共云川市委组织部", "PartyBody", "云川", "组织部", False),
        ("第一人民医院", "Institution", "云川/临溪区", "第一人民医院", False),
        ("瑞禾食品股份有限公司", "Company", "云川/临溪区", "瑞禾食品", True),
        ("柳林街道北渡社区居委会", "Community", "云川/临溪区/柳林街道", "北渡社区", True),
        ("柳林办事处党委", "PartyBody", "云川/临溪区/柳林街道", "党工委", False),
        ("国家发展和改革委员会", "GovernmentBody", "中国", "国家发展改革委", True),
        ("团市委", "PartyBody", "云川", "团委", False),
    ],
)
def test_parse_organisation(name: str, subtype: str, path: str, core: str, own: bool) -> None:
    found = parse_organisation(name, "", subtype, HOME)
    assert (_keys(found.region), found.core, found.own) == (path, core, own)


def test_a_district_without_its_title_is_read_inside_what_is_known() -> None:
    assert _keys(parse_place("浙江南湖", "", "District", NOWHERE).region) == "浙江/嘉兴/南湖区"


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("瑞禾", "瑞禾食品", True),
        ("投发公司", "云川投资发展有限公司", True),
        ("瑞禾", "瑞禾临溪运营中心", False),
        ("瑞禾", "瑞禾超市", False),
        ("禾瑞", "瑞禾食品", False),
        ("瑞禾", "瑞禾二建", False),
    ],
)
def test_short_names(short: str, full: str, same: bool) -> None:
    one, other = article("a.txt", f"区:云川市 企:{short}"), article("a.txt", f"区:云川市 企:{full}")
    found = resolve([one, other])
    assert (entity_of(found, one, short) == entity_of(found, other, full)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("柳河生态修复和治理", "柳河生态修复治理", True),
        ("第一届望湖文化旅游周", "第二届望湖文化旅游周", False),
        ("望湖东片区综合改造", "望湖西片区综合改造", False),
        ("望湖路", "望河路", False),
    ],
)
def test_misprints(one: str, other: str, same: bool) -> None:
    first, second = article("a.txt", f"区:云川市 项:{one}"), article("a.txt", f"区:云川市 项:{other}")
    found = resolve([first, second])
    assert (entity_of(found, first, one) == entity_of(found, second, other)) is same


def test_ordinals_and_units_block() -> None:
    assert blocked("第一人民医院", "第二人民医院")
    assert blocked("瑞禾集团", "瑞禾集团临溪分公司")
    assert is_generic("第一人民医院")
    assert not is_generic("瑞禾医院")
    assert not is_generic("360")  # a firm's own name


PIECES = [
    "云川市",
    "郑州",
    "经开区",
    "区",
    "市",
    "街道",
    "办事处",
    "镇",
    "党工委",
    "公司",
    "社区",
    "中共",
    "第一",
    "鼓楼区",
    "(",
    "“",
    " ",
    "A",
]
NAMES = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=12)
REGIONS = st.lists(st.builds(Step, st.integers(0, 4), st.sampled_from(["甲", "乙"])), max_size=4).map(tuple)


@given(NAMES, NAMES, st.sampled_from(["Company", "Office", "Community", "PartyBody", ""]))
def test_parsing_never_fails(name: str, region: str, subtype: str) -> None:
    for around in (NOWHERE, HOME):
        found = parse_organisation(name, region, subtype, around)
        assert display(found.region) is not None
        parse_place(name, region, "District", around)
        parse_project(name, region, around)


@given(REGIONS, REGIONS)
def test_covering(one: Region, other: Region) -> None:
    assert covers((), one)
    assert covers(one, one)
    assert compatible(one, other) == compatible(other, one)
    if covers(one, other) and covers(other, one):
        assert one == other
