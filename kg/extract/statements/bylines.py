"""REPORTED: who wrote or photographed the article; and BELONGS_TO: the paper a dateline gives a reporter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.media import REPORTER_KINDS
from kg.extract.statements.grammar import any_of
from kg.extract.statements.subjects import Reading
from kg.model import Credit, Statement

# The roles that make a REPORTED, and the two roles they are told apart by; 编辑, 责编 report nothing.
ROLES = {
    **dict.fromkeys(("记者", "首席记者", "见习记者", "特约记者", "摄", "摄影", "图", "文", "文/图"), "记者"),
    **dict.fromkeys(("通讯员", "特约通讯员"), "通讯员"),
}
STAFF = {"记者", "首席记者", "见习记者"}
DATELINE = re.compile(r"(?:讯|电|报道|消息)")
DATELINE_OPENS = 12  # characters of the text before the paper's name, at most
DATELINE_REACH = 40  # characters from the paper's name to the end of its dateline (中新网云川12月18日电)
CREDIT_REACH = 40  # characters from the dateline to a credited name
AT_END = 80  # characters at the end of the text that may name its reporter
#: What may stand between a medium and its reporter, beside other names: 云川日报·云网全媒体记者 A、B
ROLE_WORDS = re.compile(
    r"(?:[^\s，。；（）()]{0,14}(?:讯|电|消息|报道))?"
    rf"(?:{any_of(REPORTER_KINDS)}|摄影|文字|驻[\u4e00-\u9fff]{{1,4}}?(?=记者)"
    r"|记者|通讯员|报道员|[文图摄\s（）()【】\[\]:：、，,/／|｜·•])*"
)
#: A medium behind one of these printed the article, whoever wrote it.
PRINTED_BY = re.compile(r"(?:来源|来自|转自|摘自|编辑|责编|据)[\s:：丨|｜《“]*$")
REPORTED = 0.95
OF_DATELINE = 0.85


def find_bylines(reading: Reading) -> Iterator[Statement]:
    """REPORTED of every credited reporter and correspondent, BELONGS_TO of reporters to a named paper."""
    done: set[tuple[str, str]] = set()
    for credit in reading.article.credits:
        role = ROLES.get(credit.role)
        person = person_of(reading, credit)
        if role is None or person is None or (credit.name, role) in done:
            continue
        done.add((credit.name, role))
        start, end, evidence = evidence_of(reading, credit)
        yield Statement(
            "REPORTED",
            person,
            None,
            start,
            end,
            evidence,
            "byline.credit",
            REPORTED,
            attributes={"role": role},
        )
        if credit.role in STAFF and "记者" in (credit.line or evidence):
            yield from employed(reading, credit, person)


def person_of(reading: Reading, credit: Credit) -> int | None:
    """The mention of a credited name: the credit's own, else any of that name."""
    found = None
    for index, mention in enumerate(reading.mentions):
        if mention.type == "Person" and mention.name == credit.name:
            if (mention.start, mention.end) == (credit.start, credit.end):
                return index
            found = index if found is None else found
    return found


def evidence_of(reading: Reading, credit: Credit) -> tuple[int, int, str]:
    """The sentence that holds the credit, or (-1, -1, the byline as printed)."""
    for sentence in reading.sentences:
        if sentence.span.start <= credit.start < sentence.span.end:
            span = sentence.span
            return span.start, span.end, reading.article.text[span.start : span.end]
    return -1, -1, credit.line or f"{credit.role} {credit.name}"


def employed(reading: Reading, credit: Credit, person: int) -> Iterator[Statement]:
    """BELONGS_TO of a reporter to the medium before the name in the credit line, else the dateline's."""
    medium = medium_of_line(reading, credit) if credit.line else None
    if medium is None:
        medium = medium_of_dateline(reading, credit)
    if medium is not None:
        yield belonging(reading, credit, person, medium)


def medium_of_line(reading: Reading, credit: Credit) -> int | None:
    """The mention of the medium that ends nearest before a credited name, with only roles and names between.

    新华社记者 A 云川日报记者 B gives each reporter one; one behind 来源 or 转自 is nobody's.
    """
    others = {c.name for c in reading.article.credits if c.role in ROLES and c.line == credit.line}
    names = re.compile(any_of(others))
    found: list[tuple[int, int, int]] = []  # less what stands between, less the medium's length, its mention
    for index, mention in enumerate(reading.mentions):
        if mention.subtype != "Media" or mention.in_title or mention.text not in credit.line:
            continue
        for media in re.finditer(re.escape(mention.text), credit.line):
            for person in re.finditer(re.escape(credit.name), credit.line[media.end() :]):
                between = credit.line[media.end() :][: person.start()]
                printed = PRINTED_BY.search(credit.line, 0, media.start())
                if printed is None and ROLE_WORDS.fullmatch(names.sub(" ", between)):
                    found.append((len(between), -len(mention.text), index))
    return min(found)[2] if found else None


def medium_of_dateline(reading: Reading, credit: Credit) -> int | None:
    """The mention of the medium that the article's dateline opens with, where the credit is of that dateline
    or stands outside the text or at its end.
    """
    text = reading.article.text
    for index, mention in enumerate(reading.mentions):
        if mention.subtype != "Media" or mention.in_title or not 0 <= mention.start <= DATELINE_OPENS:
            continue
        dateline = DATELINE.search(text, mention.end, mention.end + DATELINE_REACH)
        near = credit.start < 0 or 0 <= credit.start - mention.end <= DATELINE_REACH + CREDIT_REACH
        if dateline is not None and (near or credit.start > len(text) - AT_END):
            return index
    return None


def belonging(reading: Reading, credit: Credit, person: int, media: int) -> Statement:
    """The BELONGS_TO statement, with the byline or the dateline's sentence as evidence."""
    start, end, evidence = evidence_of(reading, credit)
    mention = reading.mentions[media]
    if mention.start >= 0 and mention.text not in evidence:
        for sentence in reading.sentences:
            if sentence.span.start <= mention.start < sentence.span.end:
                start, end = sentence.span.start, sentence.span.end
                evidence = reading.article.text[start:end]
    return Statement("BELONGS_TO", person, media, start, end, evidence, "byline.paper", OF_DATELINE)
