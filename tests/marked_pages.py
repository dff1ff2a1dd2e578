"""A reader for invented pages whose names are marked, so that the spine is tested without a tagger.

Articles are separated by a blank line; the first line is the title. 〔O云川市水务局〕 marks an organisation,
P a person, I an initiative, D a district, K a company. Person then organisation in one sentence is a post,
organisation then organisation a cooperation, organisation then initiative an organising.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Sequence

from kg.layout.identity import article_id
from kg.model import Article, Credit, Extraction, Mention, Page, Run, Statement
from kg.workers import PagesReader

PageReader = Callable[[Page], list[Extraction]]

TYPES = {
    "O": ("Organization", "GovernmentBody"),
    "P": ("Person", ""),
    "I": ("Initiative", ""),
    "D": ("Place", "District"),
    "K": ("Organization", "Company"),
}
RELATIONS = {"PO": "HOLDS_POST", "OO": "COOPERATES_WITH", "OI": "ORGANIZES"}
MARKED = re.compile(r"〔([OPIDK])([^〕]+)〕")


def read_page(page: Page) -> list[Extraction]:
    if "【坏】" in page.text:
        raise ValueError("a page that breaks the reader")
    blocks = [block for block in page.text.split("\n\n") if block.strip()]
    if page.title is not None:
        blocks = [f"{page.title}\n{page.text}"]
    return [_article(page, number, block) for number, block in enumerate(blocks, 1)]


def _article(page: Page, number: int, block: str) -> Extraction:
    title, _, marked = block.strip().partition("\n")
    text, mentions, marks = "", [], []
    at = 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        type_, subtype = TYPES[found[1]]
        end = len(text) + len(found[2])
        mentions.append(Mention(len(text), end, found[2], type_, subtype, found[2], "", 0.9, "marked"))
        marks.append(found[1])
        text += found[2]
        at = found.end()
    text += marked[at:]
    article = Article(
        article_id(page, title, text, 1),
        page.source,
        number,
        title,
        text,
        runs=(Run(0, 0, len(text)),),
        credits=(Credit("柳青", "记者", line="记者 柳青"),),
        date=page.date or "2031-05-04",
    )
    return Extraction(article, tuple(mentions), tuple(_statements(text, mentions, marks)))


def _statements(text: str, mentions: Sequence[Mention], marks: Sequence[str]) -> list[Statement]:
    found = []
    for first in range(len(mentions) - 1):
        relation = RELATIONS.get(marks[first] + marks[first + 1])
        start = text.rfind("。", 0, mentions[first].start) + 1
        end = text.find("。", mentions[first].start) + 1 or len(text)
        if relation and mentions[first + 1].end <= end:
            title = {"title": "局长"} if relation == "HOLDS_POST" else {}
            evidence = text[start:end]
            found.append(
                Statement(relation, first, first + 1, start, end, evidence, "marked", 0.8, "fact", title)
            )
    return found


# Makers of readers, by name, so that other processes can make them too.


def one_by_one(read: PageReader) -> PagesReader:
    return lambda pages: [read(page) for page in pages]


def plain() -> PagesReader:
    return one_by_one(read_page)


def slow() -> PagesReader:
    def read(page: Page) -> list[Extraction]:
        time.sleep(0.01)
        return read_page(page)

    return one_by_one(read)


def dying() -> PagesReader:
    def read(page: Page) -> list[Extraction]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    return one_by_one(read)


def forbidden() -> PagesReader:
    raise AssertionError("nothing should be read")


def page_text(seed: int, articles: int = 3) -> str:
    """A page of invented articles; different seeds share some bodies and people."""
    blocks = []
    for number in range(articles):
        n = seed * articles + number
        office, person = f"云川市第{n % 7}水务局", f"柳{'青松山石云月'[n % 6]}"
        other = f"临溪区{'东西南北'[n % 4]}局"
        blocks.append(
            f"第{n}号消息\n〔P{person}〕任〔O{office}〕局长。〔O{office}〕与〔O{other}〕合作。"
            f"〔O{office}〕启动〔I清河行动{n % 5}〕。"
        )
    return "\n\n".join(blocks)
