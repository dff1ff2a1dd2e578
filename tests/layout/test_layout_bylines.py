"""The byline grammar, datelines and names, case by case."""

from __future__ import annotations

import pytest

from kg.layout.bylines import BARE, ENCLOSED, is_byline_line, parse_byline
from kg.layout.credits import credits_of
from kg.layout.datelines import dateline_of
from kg.layout.furniture import is_furniture
from kg.layout.names import split_names

BYLINES = [
    ("记者 赵启明", "记者 赵启明"),
    ("本报记者 赵启明 通讯员 韩雪 文图", "记者 赵启明, 通讯员 韩雪"),
    ("记者 赵启明 孙文博 文/图", "记者 赵启明, 记者 孙文博"),
    ("云川时报 赵启明", "记者 赵启明"),
    ("云川日报·云川网记者赵启明来源：云川日报", "记者 赵启明"),
    ("总台记者 赵启明", "记者 赵启明"),
    ("记者赵启明实习生韩雪怡通讯员周立陈东", "记者 赵启明, 实习生 韩雪怡, 通讯员 周立, 通讯员 陈东"),
    ("通讯员：韩雪 周立 陈东", "通讯员 韩雪, 通讯员 周立, 通讯员 陈东"),
    ("本报记者赵启明、孙文博", "记者 赵启明, 记者 孙文博"),
    ("本报记者 赵启明 摄", "记者 赵启明"),
    ("赵启明 摄", "摄 赵启明"),
    ("赵启明/文 孙文博/图", "作者 赵启明, 摄 孙文博"),
    ("文/记者 赵启明 图/孙文博", "记者 赵启明, 摄 孙文博"),
    ("记者 王 伟　李 明 通讯员 阿布都·热合曼 文/图", "记者 王伟, 记者 李明, 通讯员 阿布都·热合曼"),
    ("记者 李秀文 文/图", "记者 李秀文"),
    ("责任编辑：赵启明", "责编 赵启明"),
    ("编辑:赵启明", "编辑 赵启明"),
    ("策划丨赵启明 剪辑丨韩雪", "编辑 赵启明, 编辑 韩雪"),
    ("通讯员 市检察院 周立", "通讯员 周立"),
    ("作者：系云川大学教授", ""),
    ("责任编辑：", ""),
    ("作者：周立，系云川市青禾新时代理论研究中心研究员、云川大学马克思主义学院副教授", "作者 周立"),
    ("作者：周立 韩雪，分别系云川大学教授、副教授", "作者 周立, 作者 韩雪"),
    ("作者周立系云川大学教授、博士生导师", "作者 周立"),
    ("本报记者赵启明采访整理", "记者 赵启明"),
    ("总台记者赵启明周立四川台成都台", "记者 赵启明, 记者 周立"),
    ("记者赵启明 周立 淄博台", "记者 赵启明, 记者 周立"),
    ("记者 周立 王丰台", "记者 周立, 记者 王丰台"),  # 丰台 is a district, too
    ("记者 周立 任建国李明", "记者 周立, 记者 任建国, 记者 李明"),  # 任 is a surname, too
    ("作者：周立，文章仅代表作者个人观点 编辑：李明", "作者 周立, 编辑 李明"),
    ("作者：赵启明周立单位：云川市发展研究中心", "作者 赵启明, 作者 周立"),
    ("作者：周立，系云川大学教授，本文仅代表作者观点，供读者参考", "作者 周立"),
]
NO_BYLINES = [
    "记者从会上获悉",
    "记者5月10日获悉",
    "记者手记",
    "记者走基层",
    "老旧小区改造",
    "赵启明",
    "图片新闻",
    "编辑部的故事",
    "记者 赵启明报道了此事。他说",
]


@pytest.mark.parametrize(("text", "wanted"), BYLINES)
def test_bylines(text: str, wanted: str) -> None:
    byline = parse_byline(text)
    assert byline is not None
    assert ", ".join(f"{name.role} {name.name}" for name in byline.names) == wanted


@pytest.mark.parametrize("text", NO_BYLINES)
def test_running_text_is_no_byline(text: str) -> None:
    assert parse_byline(text) is None


def test_bare_names_only_where_the_place_allows() -> None:
    byline = parse_byline("何岩何平孙亮图", BARE)
    assert byline is not None
    assert [name.name for name in byline.names] == ["何岩", "何平", "孙亮图"]
    assert parse_byline("何岩何平孙亮图") is None


def test_rare_surnames_in_brackets() -> None:
    byline = parse_byline("记者乜行海", ENCLOSED)
    assert byline is not None
    assert [name.name for name in byline.names] == ["乜行海"]


DATELINES = [
    ("本报讯 5月10日，", ("本报", "", 0, 0)),
    ("本报南屏讯", ("本报", "南屏", 0, 0)),
    ("云川新闻网南屏5月3日电(", ("云川新闻网", "南屏", 5, 3)),
    ("央川网云川12月5日消息“太", ("央川网", "云川", 12, 5)),
    ("云川都市网讯(", ("云川都市网", "", 0, 0)),
    ("云川融媒讯（记者 赵启明）", ("云川融媒", "", 0, 0)),
]


@pytest.mark.parametrize(("text", "wanted"), DATELINES)
def test_datelines(text: str, wanted: tuple[str, str, int, int]) -> None:
    dateline = dateline_of(text)
    assert dateline is not None
    assert (dateline.media, dateline.place, dateline.month, dateline.day) == wanted


@pytest.mark.parametrize("text", ["互联网电商", "日报社通讯员赵启明", "据新华社消息", "本报记者", "电讯公司"])
def test_no_datelines(text: str) -> None:
    assert dateline_of(text) is None


PARAGRAPHS = [
    ("开工。记者 赵启明", "", "记者 赵启明"),
    ("开工。(记者赵启明)【编辑:周立】", "", "记者 赵启明, 编辑 周立"),
    ("开工。(完)【编辑:周立】", "", "编辑 周立"),
    ("开工。（责编：周立）责任编辑：", "", "责编 周立"),
    ("（记者 赵启明）今天开工。", "记者 赵启明", ""),
    ("本报讯 记者 赵启明 通讯员 韩雪 报道：今天开工。", "记者 赵启明, 通讯员 韩雪", ""),
    ("云川网5月3日电(赵启明)今天开工。", "记者 赵启明", ""),
    ("图为开工现场 本报记者 赵启明 摄", "", "记者 赵启明"),
    ("记者从会上获悉，今天开工。", "", ""),
    ("负责人(赵启明)说，今天开工。", "", ""),
]


@pytest.mark.parametrize(("text", "opening", "closing"), PARAGRAPHS)
def test_credits_at_both_ends(text: str, opening: str, closing: str) -> None:
    credited = credits_of(text)
    for names, wanted in ((credited.opening, opening), (credited.closing, closing)):
        assert ", ".join(f"{name.role} {name.name}" for name in names) == wanted
        assert all(text[name.start : name.end] == name.name for name in names)


@pytest.mark.parametrize(
    ("token", "wanted"),
    [
        ("王小华沈青青", ["王小华", "沈青青"]),
        ("欧阳修文", ["欧阳修文"]),
        ("郭亮陈岩", ["郭亮", "陈岩"]),
        ("王敏岳群", ["王敏", "岳群"]),  # and not one name of four characters
        ("刘毅寇文泽董雨", ["刘毅", "寇文泽", "董雨"]),  # 寇 is a surname, and hardly ever a given name
        ("何莉姚文利钱坤", ["何莉", "姚文利", "钱坤"]),
        ("从会上获悉", None),
    ],
)
def test_names_run_together(token: str, wanted: list[str] | None) -> None:
    assert split_names(token) == wanted


@pytest.mark.parametrize("line", ["寒潮警报 多地降雪", "评论：买气旺、带货忙", "通讯员 韩雪)近日，街道"])
def test_headlines_and_cut_lines_are_no_byline_lines(line: str) -> None:
    assert not is_byline_line(line)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("首页", True),
        ("发布时间：2023-05-13 10:20", True),
        ("来源：云川日报", True),
        ("云川日报 2023年5月13日 星期六 第3版", True),
        ("云川日报　　2023年5月13日　第3版　基层", True),
        ("乡村　　2023-5-13", True),
        ("上一篇：春茶上市", True),
        ("分享发展机遇", False),
        ("扫码点餐被强制获取个人信息", False),
        ("来源：云川日报 记者 赵启明", False),
        ("柳林街道老旧小区改造", False),
    ],
)
def test_furniture_lines(line: str, wanted: bool) -> None:
    assert is_furniture(line) is wanted


@pytest.mark.parametrize(
    "token", ["新时代中国特色理论研究中心特约研究员", "共享联盟桐乡站", "国际经济交流中心"]
)
def test_what_takes_two_unknown_surnames_is_no_list_of_people(token: str) -> None:
    assert split_names(token, strangers=True) is None


def test_one_unknown_surname_among_people() -> None:
    assert split_names("郭文亮拓可真") is None
    assert split_names("郭文亮拓可真", strangers=True) == ["郭文亮", "拓可真"]
