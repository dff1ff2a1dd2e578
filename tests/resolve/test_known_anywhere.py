"""Names that mean one thing on the pages of any city, and those that don't."""

from __future__ import annotations

import pytest
from resolve_claims import article, entity_of

from kg.resolve import resolve

CASES = [
    ("政:国务院办公厅", "国务院办公厅", True),
    ("政:中央气象台", "中央气象台", True),
    ("校:中央公园", "中央公园", False),
    ("政:市场监管总局", "市场监管总局", True),
    ("校:世界卫生组织", "世界卫生组织", True),
    ("企:世界城", "世界城", False),
    ("政:日本政府", "日本政府", True),
    ("媒:科技日报", "科技日报", True),
    ("媒:晨光网", "晨光网", True),
    ("媒:晚报", "晚报", False),
    ("媒:融媒体中心", "融媒体中心", False),
    ("区:中国", "中国", True),
    ("址:太平洋", "太平洋", True),
    ("址:人民公园", "人民公园", False),
    ("活:党的二十大报告", "党的二十大报告", True),
    ("活:第三届中国银领博览会", "第三届中国银领博览会", True),
    ("活:《云海协定》", "《云海协定》", True),
    ("活:银领培训班", "银领培训班", False),
    ("企:瑞禾食品", "瑞禾食品", False),
]


@pytest.mark.parametrize(("name", "printed", "same"), CASES, ids=[row[1] for row in CASES])
def test_in_two_cities(name: str, printed: str, same: bool) -> None:
    one, other = article("a.txt", f"区:云川市 {name}"), article("b.txt", f"区:明水市 {name}")
    found = resolve([one, other])
    assert (entity_of(found, one, printed) == entity_of(found, other, printed)) is same


APART = [
    ("企:中国云岭石油股份有限公司", "企:中国云岭石油集团公司"),  # two legal persons
    ("址:云川站", "址:云川市临溪区站"),
    ("址:岭东省景区", "址:岭东省云川市景区"),
    ("活:岭东省防汛应急预案", "活:岭东省云川市防汛应急预案"),
]


@pytest.mark.parametrize(("first", "second"), APART, ids=[row[0] for row in APART])
def test_two_things_of_one_core(first: str, second: str) -> None:
    one, other = article("a.txt", f"区:云川市 {first}"), article("b.txt", f"区:云川市 {second}")
    found = resolve([one, other])
    assert entity_of(found, one, first[2:]) != entity_of(found, other, second[2:])


def test_a_township_s_government_is_not_its_province_s() -> None:
    one = article("a.txt", "区:云南省 区:贡山县 政:云南省人民政府 村:独龙江乡政府")
    other = article("b.txt", "区:云南省 区:贡山县 政:云南省政府 村:贡山县独龙江乡政府")
    found = resolve([one, other])
    assert entity_of(found, one, "云南省人民政府") != entity_of(found, one, "独龙江乡政府")
    assert entity_of(found, other, "云南省政府") != entity_of(found, other, "贡山县独龙江乡政府")
    assert entity_of(found, one, "云南省人民政府") == entity_of(found, other, "云南省政府")


@pytest.mark.parametrize("name", ["香港", "香港特区", "香港特别行政区"])
def test_a_special_region_by_each_of_its_names(name: str) -> None:
    one = article("甲版", f"区:{name} 政:香港特区政府")
    other = article("乙版", "区:香港特别行政区 政:香港特别行政区政府")
    found = resolve([one, other])
    assert entity_of(found, one, name).name == "香港特别行政区"
    assert entity_of(found, one, "香港特区政府") == entity_of(found, other, "香港特别行政区政府")
