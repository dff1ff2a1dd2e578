"""REPORTED: who wrote or photographed the article; and BELONGS_TO: the paper a dateline gives a reporter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.statements.subjects import Reading
from kg.model import Credit, Statement

# The roles that make a REPORTED, and the two roles they are told apart by; 编辑, 责编 report nothing.
ROLES = {
    **dict.fromkeys(("记者", "首席记者", "见习记者", "特约记者", "摄", "摄影", "图", "文", "文/图"), "记者"),
    **dict.fromkeys(("通讯员", "特约通讯员"), "通讯员"),
}
STAFF = {"记者", "首席记者", "见习记者"}
DATELINE = re.compile(r"(?:讯|电|报道|消息)")
DATELINE_REACH = 40  # characters from the paper's name to the end of its dateline (中新网云川12月18日电)
CREDIT_REACH = 40  # characters from the dateline to a credited name
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
    """BELONGS_TO of a reporter to the papers named in the dateline or in the byline's own line."""
    text = reading.article.text
    for index, mention in enumerate(reading.mentions):
        if mention.subtype != "Media" or mention.in_title:
            continue
        if mention.start < 0 or (credit.line and mention.text in credit.line):
            if mention.text in credit.line:
                yield belonging(reading, credit, person, index)
                return
            continue
        dateline = DATELINE.search(text, mention.end, mention.end + DATELINE_REACH)
        first = mention.start <= 12
        near = credit.start < 0 or 0 <= credit.start - mention.end <= DATELINE_REACH + CREDIT_REACH
        if first and dateline is not None and (near or credit.start > len(text) - 80):
            yield belonging(reading, credit, person, index)
            return


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
