"""When one name of an article is another, said short."""

from __future__ import annotations

import pytest

from kg.extract.naming import name_mentions
from kg.extract.short_forms import is_short_for
from kg.model import Mention


def mention(name: str, type_: str, subtype: str = "", start: int = 0) -> Mention:
    return Mention(start, start + len(name), name, type_, subtype, name)


SHORT = [
    # the same work with another word for work behind it, or with words left out of its middle
    ("云川经贸博览会", "第四届云川国际经贸博览会", "Initiative", ""),
    ("邻里亮灯竞赛", "邻里亮灯活动", "Initiative", ""),
    ("邻里亮灯行动", "邻里亮灯行动专项整治", "Initiative", ""),
    ("云川至临溪高速公路", "云川至临溪高速公路工程", "Project", ""),
    ("柳林灌区项目", "柳林灌区节水改造项目", "Project", ""),
    # regions and sites by the words that names leave out
    ("宁澜", "宁澜新区", "Place", "District"),
    ("东岭", "东岭地区", "Place", "District"),
    ("南屿特区", "南屿特别行政区", "Place", "District"),
    ("云川湿地公园", "云川国家湿地公园", "Place", "Site"),
    ("青石岭", "青石岭景区", "Place", "Site"),
]
OTHER = [
    # what is held or written on behalf of a thing is another thing
    ("邻里亮灯行动", "邻里亮灯行动启动仪式", "Initiative", ""),
    ("邻里亮灯行动", "邻里亮灯行动新闻发布会", "Initiative", ""),
    ("邻里亮灯", "关于开展邻里亮灯行动的通知", "Initiative", ""),
    # parts, phases and editions
    ("云川高铁", "云川高铁东岭隧道", "Project", ""),
    ("云川引水工程", "云川引水工程二期工程", "Project", ""),
    ("第二届云川粮油博览会", "第三届云川国际粮油博览会", "Initiative", ""),
    ("云川运动会", "云川残疾人运动会", "Initiative", ""),
    # one word more that tells
    ("云川南站", "云川高铁南站", "Place", "Site"),
    ("云川", "云川湖", "Place", "Site"),
]


@pytest.mark.parametrize(("short", "name", "type_", "subtype"), SHORT)
def test_a_short_form_is_known_by_what_it_leaves_out(short: str, name: str, type_: str, subtype: str) -> None:
    assert is_short_for(mention(short, type_, subtype), name)


@pytest.mark.parametrize(("short", "name", "type_", "subtype"), OTHER)
def test_what_only_looks_like_a_short_form_is_none(short: str, name: str, type_: str, subtype: str) -> None:
    assert not is_short_for(mention(short, type_, subtype), name)


def names_of(*given: tuple[str, str]) -> list[str]:
    mentions = [mention(name, type_, "", 40 * place) for place, (name, type_) in enumerate(given)]
    return [found.name for found in name_mentions(mentions, {})]


NAMED = [
    # of several longer names the one that ends so
    (
        [
            ("2031年云川数字大会临溪峰会", "Initiative"),
            ("临溪峰会青年专场", "Initiative"),
            ("临溪峰会", "Initiative"),
        ],
        "2031年云川数字大会临溪峰会",
    ),
    # or that the others are short for, too
    (
        [
            ("云川灌区改造", "Project"),
            ("云川灌区改造项目", "Project"),
            ("云川灌区", "Project"),
        ],
        "云川灌区改造项目",
    ),
    # a foreign person by a part of the name, if just one has it
    ([("尼古拉·彼得罗夫", "Person"), ("尼古拉", "Person")], "尼古拉·彼得罗夫"),
    ([("尼古拉·彼得罗夫", "Person"), ("尼古拉·索罗金", "Person"), ("尼古拉", "Person")], "尼古拉"),
]


@pytest.mark.parametrize(("given", "name"), NAMED)
def test_the_last_name_is_led_back(given: list[tuple[str, str]], name: str) -> None:
    assert names_of(*given)[-1] == name
