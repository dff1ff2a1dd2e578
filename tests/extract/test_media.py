"""Media that only the credit lines of an article name."""

from __future__ import annotations

import time

import pytest

from kg.extract.media import credited_media, find_media
from kg.extract.segments import segment
from kg.language.lac import Word
from kg.model import Article, Credit

NO_MEDIA = (
    "国家电网",
    "南方电网",
    "智能电网",
    "云川铁路网",
    "云川天气预报",
    "临溪农村信用社",
    "云川官网",
    "今日新闻",
    "时政新闻",
    "视觉新闻",
    "本台新闻",
    "李发布",
    "李新闻",
)


@pytest.mark.parametrize(
    ("line", "media"),
    [
        ("云川时报 章若楠", ["云川时报"]),
        ("（临溪区融媒体中心记者 桑榆 通讯员 李木）", ["临溪区融媒体中心"]),
        ("云川日报·云川新闻网记者桑榆", ["云川日报", "云川新闻网"]),
        ("中青报·中青网记者桑榆来源：中国青年报【编辑:李木】", ["中青报", "中青网", "中国青年报"]),
        ("(央视新闻客户端总台记者桑榆)", ["央视新闻客户端", "总台"]),
        ("文/本报记者 桑榆 图/云川发布", ["云川发布"]),
        ("本报记者 桑榆 通讯员 李木", []),
        ("作者为本报云川分社记者桑榆", []),
        ("临溪区供销合作社 桑榆", []),
        ("临溪区教育局 桑榆", []),
        # what only ends like a medium
        *((f"{name} 桑榆", []) for name in NO_MEDIA),
        ("国家电网记者 桑榆", []),
        # what leads to a medium's name is not of it
        ("据云川发布", ["云川发布"]),
        ("来自云川日报", ["云川日报"]),
        ("转自云川日报", ["云川日报"]),
        ("自云川日报", ["云川日报"]),
        ("自贡网 桑榆", ["自贡网"]),
        ("综合新华社、云川日报", ["新华社", "云川日报"]),
        ("来源：云川日报综合", ["云川日报"]),
        ("来源：云川发布综合自临溪日报", ["云川发布", "临溪日报"]),
        ("云川综合频道 桑榆", ["云川综合频道"]),
        # what kind of reporter
        ("云川日报驻临溪首席记者 桑榆", ["云川日报"]),
        ("云川日报首席驻外记者 桑榆", ["云川日报"]),
        ("云川日报全媒体见习记者 桑榆", ["云川日报"]),
        ("驻马店日报记者 桑榆", ["驻马店日报"]),
    ],
)
def test_media_of_a_credit_line(line: str, media: list[str]) -> None:
    article = Article("a", "a", 1, "", "", credits=(Credit("桑榆", "记者", line=line),))
    found = credited_media(article)
    assert [m.text for m in found] == media
    assert all((m.start, m.end, m.type, m.subtype) == (-1, -1, "Organization", "Media") for m in found)


def test_a_credit_inside_the_body_is_read_there() -> None:
    article = Article(
        "a", "a", 1, "", "云川时报 桑榆", credits=(Credit("桑榆", "记者", 5, 7, "云川时报 桑榆"),)
    )
    assert credited_media(article) == []


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("名单在《今日郑州》公示。", ["今日郑州"]),
        ("据《云川晚报》报道，", ["云川晚报"]),
        ("他爱看《今日说法》。", []),
        ("他在写《情况通报》。", []),
        ("据《郑州日报》报道，", ["郑州日报"]),
        ("据《农民日报》报道，", ["农民日报"]),
        ("看《疫情日报》。", []),
        ("发《防汛快报》。", []),
        ("交《工作周报》。", []),
        ("读《健康导报》。", []),
    ],
)
def test_a_paper_in_title_marks(text: str, media: list[str]) -> None:
    assert [text[c.start : c.end] for c in find_media(segment(text, 0, False, ()))] == media


@pytest.mark.parametrize("word", ["国家电网", "智能电网", "云川官网"])
def test_a_grid_that_reports_is_no_medium(word: str) -> None:
    text = f"{word}3月2日电 开工。"
    words = (Word(0, len(word), word, "nz", 1.0),)
    assert find_media(segment(text, 0, False, words)) == []


def test_a_line_of_posts_is_read_at_once() -> None:
    article = Article(
        "a", "a", 1, "", "", credits=(Credit("桑榆", "记者", line="驻" * 4000 + "首席" * 4000),)
    )
    started = time.process_time()
    assert credited_media(article) == []
    assert time.process_time() - started < 1.0
