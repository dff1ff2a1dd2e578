"""When one name of an article is another, said short."""

from __future__ import annotations

import pytest

from kg.extract.naming import clean_name, name_mentions
from kg.extract.short_forms import is_short_for
from kg.model import Mention


def mention(name: str, type_: str, subtype: str = "", start: int = 0) -> Mention:
    return Mention(start, start + len(name), name, type_, subtype, name)


SHORT = [
    # the same work with another word for work behind it, or with words left out of its middle
    ("云川经贸博览会", "第四届云川国际经贸博览会", "Initiative", ""),
    ("云川经贸博览会", "2031年云川国际经贸博览会", "Initiative", ""),
    ("第四届经贸博览会", "第四届河南经贸博览会", "Initiative", ""),
    ("云川马拉松", "2031云川国际马拉松", "Initiative", ""),
    ("云川马拉松", "云川2031年度马拉松", "Initiative", ""),
    ("粮油博览会", "云川首届国际粮油博览会", "Initiative", ""),
    ("邻里亮灯行动", "云川邻里亮灯专项行动", "Initiative", ""),
    ("云川研发中心建设项目", "岭东农业集团云川研发中心", "Project", ""),
    ("邻里亮灯行动", "邻里亮灯行动专项整治", "Initiative", ""),
    ("云川至临溪高速公路", "云川至临溪高速公路工程", "Project", ""),
    ("柳林灌区项目", "柳林灌区节水改造项目", "Project", ""),
    ("云临高铁", "云川至临溪高铁", "Project", ""),
    ("云临高速项目", "云临高速公路项目", "Project", ""),
    ("云川节水月活动", "第12个云川节水月", "Initiative", ""),
    ("第十届大赛", "第十届云川创业大赛", "Initiative", ""),
    ("临溪大道工程", "临溪大道改造提升工程", "Project", ""),
    # regions and sites by the words that names leave out
    ("宁澜", "宁澜新区", "Place", "District"),
    ("东岭", "东岭地区", "Place", "District"),
    ("南屿特区", "南屿特别行政区", "Place", "District"),
    ("云川湿地公园", "云川国家湿地公园", "Place", "Site"),
    ("青石岭", "青石岭景区", "Place", "Site"),
    ("喀什", "喀什地区", "Place", "District"),
    ("香港", "香港特区", "Place", "District"),
    ("西藏", "西藏自治区", "Place", "District"),
    ("云川机场", "云川国际机场", "Place", "Site"),
]
OTHER = [
    ("云川市", "云川市区", "Place", "District"),
    ("南亚", "东南亚", "Place", "District"),
    ("后庄村", "北后庄村", "Organization", "Community"),
    ("青禾湖", "小青禾湖", "Place", "Site"),
    ("智能制造立市", "加强规划保障支撑智能制造立市的指导意见", "Initiative", ""),  # what it is about
    # what is held or written on behalf of a thing is another thing
    ("邻里亮灯行动", "邻里亮灯行动启动仪式", "Initiative", ""),
    ("邻里亮灯行动", "邻里亮灯行动新闻发布会", "Initiative", ""),
    ("邻里亮灯", "关于开展邻里亮灯行动的通知", "Initiative", ""),
    # parts, phases and editions
    ("云川高铁", "云川高铁东岭隧道", "Project", ""),
    ("云川引水工程", "云川引水工程二期工程", "Project", ""),
    ("第二届云川粮油博览会", "第三届云川国际粮油博览会", "Initiative", ""),
    ("云川运动会", "云川残疾人运动会", "Initiative", ""),
    # a word in the middle that tells
    ("云川马拉松", "云川半程马拉松", "Initiative", ""),
    ("云川文化节", "云川茶文化节", "Initiative", ""),
    ("云川市运动会", "云川市学生运动会", "Initiative", ""),
    ("河南运动会", "河南郑州运动会", "Initiative", ""),
    ("安全生产行动", "安全生产三年行动", "Initiative", ""),
    ("云川中学项目", "云川实验中学项目", "Project", ""),
    ("云川学校项目", "云川国际学校项目", "Project", ""),
    ("云川市医院项目", "云川市中医院项目", "Project", ""),
    ("临溪大道改造工程", "临溪滨河大道改造工程", "Project", ""),
    ("临溪大道改造", "临溪滨河大道改造", "Project", ""),
    ("云临高铁", "云川至柳林高铁", "Project", ""),
    ("第十届大赛", "第十一届云川创业大赛", "Initiative", ""),
    ("第十届运动会", "第十届学生运动会", "Initiative", ""),
    # a number that is no edition
    ("云川幼儿园项目", "云川第三幼儿园项目", "Project", ""),
    ("云川市人民医院项目", "云川市第二人民医院项目", "Project", ""),
    ("人民医院项目", "云川市第二人民医院项目", "Project", ""),
    ("人民医院", "云川市第十二人民医院项目", "Project", ""),
    # laws, plans and papers
    ("中华人民共和国教育法", "中华人民共和国职业教育法", "Initiative", ""),
    ("云川市消防条例", "云川市消防安全责任条例", "Initiative", ""),
    ("十四五规划", "十四五教育规划", "Initiative", ""),
    ("云川市公共文化保障条例", "云川市农村公共文化保障条例", "Initiative", ""),
    ("云川市森林规划", "云川市国家森林规划", "Initiative", ""),
    # words for work that do not go together
    ("安全生产会议", "安全生产专项行动", "Initiative", ""),
    ("安全生产", "云川安全生产会议", "Initiative", ""),
    ("云川中学改造项目", "云川中学扩建建设项目", "Project", ""),
    # one word more that tells
    ("云川南站", "云川高铁南站", "Place", "Site"),
    ("云川", "云川湖", "Place", "Site"),
    ("云川公园", "云川人民公园", "Place", "Site"),
    ("云川广场", "云川人民广场", "Place", "Site"),
    ("云川广场", "云川国际广场", "Place", "Site"),
    # the gazetteer has another division of the short name
    ("兰州", "兰州新区", "Place", "District"),
    ("长春", "长春新区", "Place", "District"),
    ("哈尔滨", "哈尔滨新区", "Place", "District"),
    ("吉林", "吉林新区", "Place", "District"),
    ("吉林", "吉林地区", "Place", "District"),
    ("甘肃兰州", "甘肃兰州新区", "Place", "District"),
]


@pytest.mark.parametrize(("short", "name", "type_", "subtype"), SHORT)
def test_a_short_form_is_known_by_what_it_leaves_out(short: str, name: str, type_: str, subtype: str) -> None:
    assert is_short_for(mention(short, type_, subtype), name)
    assert named(mention(short, type_, subtype), mention(name, type_, subtype, 40)) == [name, name]


@pytest.mark.parametrize(("short", "name", "type_", "subtype"), OTHER)
def test_what_only_looks_like_a_short_form_is_none(short: str, name: str, type_: str, subtype: str) -> None:
    assert not is_short_for(mention(short, type_, subtype), name)
    assert named(mention(short, type_, subtype), mention(name, type_, subtype, 40)) == [short, name]


QUOTED = [
    # an own name in quotation marks does all the telling, whatever the work behind it is called
    ("“邻里亮灯”竞赛", "邻里亮灯主题活动", "邻里亮灯主题活动"),
    ("“邻里亮灯”活动", "邻里亮灯专项行动", "邻里亮灯专项行动"),
    # without them it may be a mere topic
    ("邻里亮灯竞赛", "邻里亮灯主题活动", "邻里亮灯竞赛"),
    ("“邻里亮灯竞赛”", "邻里亮灯主题活动", "邻里亮灯竞赛"),
    # a meeting on it, and what is built for it, are other things
    ("“邻里亮灯”会议", "邻里亮灯专项行动", "邻里亮灯会议"),
    ("“邻里亮灯”工程", "邻里亮灯专项行动", "邻里亮灯工程"),
]


@pytest.mark.parametrize(("text", "other", "name"), QUOTED)
def test_a_name_in_quotation_marks_with_another_word_behind_it(text: str, other: str, name: str) -> None:
    short = Mention(0, len(text), text, "Initiative", "", clean_name(text))
    assert named(short, mention(other, "Initiative", "", 40)) == [name, other]


def named(*mentions: Mention) -> list[str]:
    return [found.name for found in name_mentions(mentions, {})]


def names_of(*given: tuple[str, str]) -> list[str]:
    mentions = [mention(name, type_, "", 40 * place) for place, (name, type_) in enumerate(given)]
    return named(*mentions)


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
