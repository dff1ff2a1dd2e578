"""Of which district a town is, where its name does not say."""

from __future__ import annotations

import pytest

from kg.naming.names import parse_organisation, township
from kg.naming.regions import TOWNSHIP, Region, Step, Surroundings, display, read_region
from kg.naming.towns import code_of, district_of, listed_under, may_have, where_listed


def region(text: str) -> Region:
    found, rest = read_region(text, district=True)
    assert found and not rest
    return found


def near(home: str, *named: str, **stated: str) -> Surroundings:
    return Surroundings(
        region(home),
        named=frozenset(map(region, named)),
        stated={name: region(text) for name, text in stated.items()},
    )


def of(office: str, around: Surroundings) -> str:
    step, rest = township(office)
    assert step is not None and not rest
    return display(district_of(step, around))


def test_a_town_of_the_home_is_the_homes() -> None:
    assert of("半堤镇", near("菏泽市定陶区", "济南市平阴县")) == "定陶区"


def test_a_town_that_the_home_has_not_is_of_the_named_county_that_has_it() -> None:
    assert of("孔村镇", near("菏泽市定陶区", "济南市平阴县", "菏泽市定陶区")) == "平阴县"


def test_what_the_article_says_beats_the_home_and_the_table() -> None:
    assert of("孔村镇", near("菏泽市定陶区", 孔村镇="烟台市莱州市")) == "莱州市"


def test_a_town_that_nobody_lists_is_of_no_county() -> None:
    assert of("无此镇", near("菏泽市定陶区")) == "菏泽市"


def test_of_several_named_counties_with_the_town_none_is_guessed() -> None:
    counties = ("松原市长岭县", "襄阳市宜城市")
    assert all(listed_under(Step(TOWNSHIP, "流水镇"), code_of(region(county))) for county in counties)
    assert of("流水镇", near("岳阳市汨罗市", *counties)) == "岳阳市"


def test_the_one_county_of_the_home_city_with_the_town() -> None:
    assert of("侯寨乡", near("郑州市金水区")) == "二七区"
    assert of("侯寨乡", near("郑州市")) == "二七区"


def test_a_county_that_has_no_such_town_is_not_believed_where_another_named_one_has() -> None:
    said = {"石碌镇": "乐东黎族自治县"}
    assert of("石碌镇", near("乐东黎族自治县", "昌江黎族自治县", **said)) == "昌江县"
    assert of("石碌镇", near("乐东黎族自治县", **said)) == "乐东县"


def test_what_a_district_may_have() -> None:
    assert may_have("平阴县", "孔村镇")
    assert not may_have("定陶区", "孔村镇")
    assert may_have("定陶区", "办事处")
    assert may_have("临溪区", "柳林街道")  # invented: the table says nothing


def test_a_city_without_counties_is_no_county_of_its_own() -> None:
    assert district_of(Step(TOWNSHIP, "虎门镇"), near("东莞市")) == region("东莞市")


def test_a_subdistrict_that_was_a_town_keeps_its_county() -> None:
    assert of("吴家山镇", near("武汉市东西湖区")) == "东西湖区"


@pytest.mark.parametrize(
    ("town", "home"), [("乌镇", "嘉兴市桐乡市"), ("道帏藏族乡", "海东市循化撒拉族自治县")]
)
def test_names_that_the_table_writes_otherwise(town: str, home: str) -> None:
    assert district_of(Step(TOWNSHIP, town), near(home)) == region(home)


def test_the_table_says_nothing_of_a_county_that_it_lacks() -> None:
    around = Surroundings(region("临溪区"))
    assert of("柳林街道", around) == "临溪区"


def test_a_zone_keeps_the_towns_of_its_city_alone() -> None:
    assert of("旺庄街道", near("无锡市无锡高新区")) == "无锡高新区"
    found = where_listed(Step(TOWNSHIP, "徐家汇街道"), region("南昌高新区"), [region("上海市徐汇区")])
    assert found == region("上海市徐汇区")


@pytest.mark.parametrize(
    ("name", "home", "whole"),
    [
        ("汨罗镇", "岳阳市汨罗市", "汨罗市"),
        ("阳朔镇", "桂林市阳朔县", "阳朔县"),
        ("柳城畲族镇", "金华市武义县", "武义县"),
    ],
)
def test_a_town_that_has_a_countys_name_is_a_town(name: str, home: str, whole: str) -> None:
    for printed in ("", name[:2]):
        parsed = parse_organisation(name, printed, "Office", near(home))
        assert [step.key for step in parsed.region[-2:]] == [whole, name]
        assert not parsed.core
