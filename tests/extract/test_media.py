"""Media that only the credit lines of an article name."""

from __future__ import annotations

import pytest

from kg.extract.media import credited_media, find_media
from kg.extract.segments import segment
from kg.model import Article, Credit


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
    ],
)
def test_a_paper_in_title_marks(text: str, media: list[str]) -> None:
    assert [text[c.start : c.end] for c in find_media(segment(text, 0, False, ()))] == media
