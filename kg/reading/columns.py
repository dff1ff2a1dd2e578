"""Which column of a record holds what: names as datasets of Chinese news use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Field -> column names that mean it, surest first, written as _plain() leaves them.
NAMES: dict[str, tuple[str, ...]] = {
    "title": (
        "title", "标题", "headline", "newstitle", "articletitle", "新闻标题", "文章标题", "题目",
        "题名", "主标题", "subject",
    ),
    "body": (
        "body", "正文", "articlebody", "content", "内容", "text", "fulltext", "全文", "正文内容",
        "新闻内容", "新闻正文", "文章内容", "文章正文", "文本", "newscontent", "articletext",
        "maintext", "contenttext", "contents", "article", "passage", "html", "contenthtml", "bodyhtml",
    ),
    "date": (
        "date", "日期", "publishdate", "pubdate", "publisheddate", "datepublished", "发布日期",
        "发表日期", "出版日期", "见报日期", "published", "publishedat", "publishtime", "pubtime",
        "发布时间", "发表时间", "time", "时间", "datetime", "timestamp", "newsdate", "newstime",
        "ctime", "createdat", "createtime",
    ),
    "source": (
        "source", "来源", "publisher", "媒体", "媒体名称", "报纸", "报纸名称", "报社", "newspaper",
        "media", "文章来源", "新闻来源", "稿源", "sourcename", "site", "sitename", "出处", "paper",
    ),
    "section": (
        "section", "版面", "版次", "版名", "栏目", "频道", "channel", "column", "category", "分类",
        "类别", "page",
    ),
    "id": (
        "id", "编号", "newsid", "articleid", "docid", "序号", "uuid",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The column that holds each field; None where there is none."""

    title: str | None = None
    body: str | None = None
    date: str | None = None
    source: str | None = None
    section: str | None = None


def find_columns(names: Sequence[str], chosen: Mapping[str, str] | None = None) -> Columns:
    """The columns of a record whose keys are ``names``.

    ``chosen`` maps fields (title, body, date, source, section) to column names and goes before what is
    found: ``{"body": "zhengwen"}``. A chosen column that the record lacks counts as absent.
    """
    chosen = chosen or {}
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(_plain(name), name)

    def column(field: str) -> str | None:
        if field in chosen:
            return by_plain.get(_plain(chosen[field]))
        return next((by_plain[name] for name in NAMES[field] if name in by_plain), None)

    return Columns(column("title"), column("body"), column("date"), column("source"), column("section"))


def _plain(name: str) -> str:
    """``Publish_Date `` -> ``publishdate``."""
    return "".join(character for character in name.lower() if character.isalnum())
