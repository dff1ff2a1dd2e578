"""Whole pages: stories, titles, credits, dates; and the laws that hold for any text."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from messy_pages import BRIDGE, CLINIC, PAGES, TEA, Found, wrap

from kg.layout import articles_of
from kg.model import Article, Page, Run

PIECES = [
    "本报讯",
    "(记者 赵启明 通讯员 韩雪)",
    "记者 孙文博",
    "首页",
    "■便民",
    "转作风 提效能",
    "5月12日",
    "【编辑:周立】",
    "　　",
    "\n",
    "\n\n",
    "“",
    "”",
    "。",
    BRIDGE[0],
    TEA[0][:17],
    "abc 12",
]
PAGE_TEXT = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def page(text: str, **fields: object) -> Page:
    return dataclasses.replace(Page("页.txt", "/x/页.txt", text), **fields)  # type: ignore[arg-type]


def summary(article: Article) -> Found:
    return Found(article.title, frozenset((c.name, c.role) for c in article.credits), article.date)


@pytest.mark.parametrize("name", PAGES)
def test_messy_pages(name: str) -> None:
    text, wanted = PAGES[name]
    assert [summary(article) for article in articles_of(page(text))] == wanted


def test_passages_out_of_order_go_to_their_own_story() -> None:
    first, second, third = articles_of(page(PAGES["interleaved"][0]))
    assert BRIDGE[1] in first.text
    assert "列出了清单" in first.text
    assert "小区改造一项一项看" in first.text.split("\n"), "a subhead is a paragraph of its own"
    assert "列出了清单" not in second.text + third.text


def test_a_sentence_cut_by_a_column_break_is_one_again() -> None:
    cut = BRIDGE[0][:40] + "\n\n" + BRIDGE[0][40:]
    (article,) = articles_of(page("柳林街道观摩老旧小区改造\n\n本报讯 " + cut + "\n记者 赵启明\n"))
    assert BRIDGE[0] in article.text


def test_wrapped_lines_leave_no_break_inside_a_paragraph() -> None:
    first, _ = articles_of(page(PAGES["wrapped"][0]))
    assert first.text.split("\n") == ["本报讯　" + BRIDGE[0], BRIDGE[1], BRIDGE[2]]


def test_credit_offsets_point_at_the_name() -> None:
    for text, _ in PAGES.values():
        for article in articles_of(page(text)):
            for credit in article.credits:
                if credit.start >= 0:
                    assert re.sub(r"\s", "", article.text[credit.start : credit.end]) == credit.name
                else:
                    assert credit.name in re.sub(r"\s", "", credit.line)


def test_a_record_is_never_split_and_keeps_its_fields() -> None:
    text = "本报讯(记者 赵启明)" + BRIDGE[0] + "\n\n本报讯(记者 孙文博)" + TEA[0]
    given_page = page(
        text, title="两则", date="2023-05-13", publisher="云川日报", single_article=True, record=3
    )
    (article,) = articles_of(given_page)
    assert (article.title, article.date, article.publisher) == ("两则", "2023-05-13", "云川日报")


def test_the_title_field_is_not_repeated_in_the_text() -> None:
    (article,) = articles_of(page("柳林街道改造\n" + BRIDGE[0], title="柳林街道改造", single_article=True))
    assert article.text == BRIDGE[0]


def test_dateline_gives_place_day_and_publisher() -> None:
    (article,) = articles_of(page("新茶上市\n云川新闻网南屏5月3日电(何春生)" + TEA[1]))
    assert (article.dateline, article.date, article.publisher) == ("南屏", "--05-03", "云川新闻网")
    assert summary(article).credits == {("何春生", "记者")}


def test_runs_compose_with_the_page_runs() -> None:
    source = "<p>" + BRIDGE[0] + "</p>"
    (article,) = articles_of(page(BRIDGE[0], runs=(Run(0, 3, len(BRIDGE[0])),)))
    assert article.runs == (Run(0, 3, len(BRIDGE[0])),)
    assert source[3 : 3 + len(BRIDGE[0])] == article.text


def test_ids_depend_on_the_article_and_nothing_else() -> None:
    text, _ = PAGES["caption"]
    ids = [article.id for article in articles_of(page(text))]
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in ids)
    assert [article.id for article in articles_of(page(text, path="/elsewhere/页.txt"))] == ids
    changed = [article.id for article in articles_of(page(text.replace("卖出好价钱", "俏销")))]
    assert changed[:2] == ids[:2]
    assert changed[2] != ids[2]
    assert set(ids).isdisjoint(article.id for article in articles_of(page(text, source="另页.txt")))


def test_identical_articles_get_ids_of_their_own() -> None:
    once = "春茶上市\n\n本报讯(记者 赵启明)" + TEA[1] + "\n\n"
    ids = [article.id for article in articles_of(page(once + once))]
    assert len(set(ids)) == len(ids) == 2


FURNITURE = re.compile(r"首页|要闻|发布时间|点击|来源|[上下]一篇|分享到|星期六|转作风 提效能")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_furniture_is_lost(name: str) -> None:
    text, _ = PAGES[name]
    kept = "".join(
        article.title + article.text + "".join(credit.line for credit in article.credits)
        for article in articles_of(page(text))
    )
    for line in text.split("\n"):
        if line.strip() and not FURNITURE.search(line):
            missing = set(re.sub(r"\s", "", line)) - set(kept)
            assert not missing, line
            body = re.sub(r"\s", "", line)
            assert body in re.sub(r"\s", "", kept), line


@settings(max_examples=150, deadline=None)
@given(PAGE_TEXT)
def test_any_text_gives_articles_whose_runs_hold(text: str) -> None:
    articles = articles_of(page(text))
    printed = any(not char.isspace() and unicodedata.category(char) != "Cc" for char in text)
    assert not printed or articles
    assert articles == articles_of(page(text))
    assert [article.number for article in articles] == list(range(1, len(articles) + 1))
    for article in articles:
        for run in article.runs:
            here = article.text[run.start : run.start + run.length]
            assert here == text[run.origin : run.origin + run.length]
            assert len(here) == run.length > 0
        for credit in article.credits:
            assert credit.name
            assert credit.end <= len(article.text)


def test_an_empty_page_has_no_articles_and_furniture_alone_is_kept() -> None:
    assert articles_of(page(" \n　\n")) == []
    (article,) = articles_of(page("首页\n\n上一篇：春茶上市\n"))
    assert article.text == "首页\n上一篇：春茶上市"


def test_a_brief_without_credits_is_a_story_of_its_own() -> None:
    brief = "暑假期间，南屏县图书馆每晚开放到九点，自习室增加座位六十个。"
    text = (
        f"柳林街道观摩老旧小区改造\n\n本报讯 {BRIDGE[0]}\n\n{BRIDGE[1]}\n记者 赵启明\n\n"
        f"南屏县图书馆延长开放时间\n\n{brief}\n\n"
        f"白石镇春茶卖出好价钱\n\n本报讯 {TEA[0]}\n\n{TEA[1]}\n记者 孙文博\n"
    )
    titles = [(article.title, article.text) for article in articles_of(page(text))]
    assert len(titles) == 3
    assert titles[1] == ("南屏县图书馆延长开放时间", brief)


def test_two_openings_before_two_lines_of_credits() -> None:
    text = (
        f"白石镇春茶卖出好价钱\n\n{wrap('本报讯 ' + TEA[0])}\n\n"
        f"东湖社区开设康复科\n\n{wrap('本报讯 ' + CLINIC[0])}\n\n"
        f"{wrap(CLINIC[1])}\n记者 周立\n\n{wrap(TEA[1])}\n记者 孙文博\n"
    )
    assert [summary(article) for article in articles_of(page(text))] == [
        Found("白石镇春茶卖出好价钱", frozenset({("孙文博", "记者")}), None),
        Found("东湖社区开设康复科", frozenset({("周立", "记者")}), None),
    ]
