"""Paragraphs to blocks: headline, body or byline, each with the credits it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kg.layout.credits import Credited, credits_of
from kg.layout.datelines import dateline_of
from kg.layout.furniture import furniture_prefix, is_furniture
from kg.layout.splicing import joins, splices
from kg.layout.traced import Traced, join
from kg.layout.wrapping import Paragraph, column_width, ends_sentence, width

LONGEST_HEADLINE = 90  # units of one headline line
LONGEST_SENTENCE = 3000  # characters; what runs on longer without a stop is a table or a list, no column
CUT_COLUMNS = 12  # passages cut short whose other half is still looked for
MARKS = "■◆●▲★◎□◇○△☆▪◤◥▎▌|｜"


class Kind(Enum):
    """What a block is on the page."""

    HEAD = "headline, kicker or subhead: which of them, only its place among the stories tells"
    BODY = "text"
    BYLINE = "credits on lines of their own"


@dataclass(frozen=True, slots=True)
class Block:
    """One or more paragraphs of one kind. ``lines`` are a headline's lines as printed."""

    kind: Kind
    traced: Traced
    credited: Credited
    lines: tuple[Traced, ...] = ()
    strands: tuple[int, ...] = ()  # paragraphs of one strand stood one below the other, no blank line between

    @property
    def text(self) -> str:
        """The block's text, rejoined."""
        return self.traced.text

    @property
    def opens(self) -> bool:
        """Whether a story starts here: a dateline, or credits before the first word."""
        return self.kind is Kind.BODY and (self.credited.dateline is not None or bool(self.credited.opening))

    @property
    def length(self) -> int:
        """Characters of the story's own words."""
        return self.credited.end - self.credited.start


@dataclass(frozen=True, slots=True)
class Blocks:
    """The page's blocks in printed order, and the furniture lines taken out."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]


def blocks_of(paragraphs: Sequence[Paragraph]) -> Blocks:
    """Classify, take out furniture, merge headline lines, join paragraphs that a column break cut."""
    furniture: list[str] = []
    blocks: list[tuple[Block, Paragraph]] = []
    column = column_width(paragraphs)
    for number, paragraph in enumerate(paragraphs):
        if is_furniture(paragraph.text):
            furniture.append(paragraph.text)
            continue
        skip = furniture_prefix(paragraph.text)
        if skip:
            furniture.append(paragraph.text[:skip])
        if skip < len(paragraph.text):
            above_opening = number + 1 < len(paragraphs) and dateline_of(paragraphs[number + 1].text)
            measure = 0 if above_opening else column
            blocks.append((_classify(paragraph, skip, _mate(paragraphs, number), measure), paragraph))
    if not blocks:  # nothing but furniture: better kept as text than lost
        return Blocks(tuple(_body(paragraph) for paragraph in paragraphs), ())
    return Blocks(tuple(_spliced(_stranded(_merged(blocks)))), tuple(furniture))


def _body(paragraph: Paragraph) -> Block:
    return Block(Kind.BODY, paragraph.traced, Credited(0, len(paragraph.text)))


def _mate(paragraphs: Sequence[Paragraph], number: int) -> str:
    """The next line of the group if it closes this line's quotation; the line before if it opens it."""
    text, group = paragraphs[number].text, paragraphs[number].group
    lean = text.count("“") - text.count("”")
    near = number + (1 if lean > 0 else -1)
    if lean == 0 or not 0 <= near < len(paragraphs) or paragraphs[near].group != group:
        return ""
    mate = paragraphs[near].text
    fits = mate.count("“") - mate.count("”") == -lean and not re.search("[。；]", mate) and len(mate) <= 40
    return mate if fits else ""


def _classify(paragraph: Paragraph, skip: int, mate: str, column: int) -> Block:
    traced = paragraph.traced.cut(skip).strip()
    credited = credits_of(traced.text)
    if credited.start >= credited.end and (credited.closing or credited.dateline is None):
        return Block(Kind.BYLINE, traced, credited)
    kind = Kind.HEAD if _is_headline(paragraph, credited, mate, column) else Kind.BODY
    return Block(kind, traced, credited, tuple(line.traced for line in paragraph.lines))


def _is_headline(paragraph: Paragraph, credited: Credited, mate: str, column: int) -> bool:
    """Short, no full stop inside or at the end, no comma left hanging, not cut by the column's width."""
    text = paragraph.text
    if credited.opening or credited.closing or credited.dateline or len(paragraph.lines) > 4:
        return False
    if max(width(line.text) for line in paragraph.lines) > LONGEST_HEADLINE or len(text) > 70:
        return False
    if (
        re.search("[。；;]", text)
        or re.search("[，,、：:（(“《]$", text)
        or text[0] in "，,。、）)”》；;：:！？"
    ):
        return False
    fills = abs(width(paragraph.lines[0].text) - column) <= 4
    if len(paragraph.lines) > 1 and fills and re.search("[，,、：:]", text):
        return False  # a line as wide as the page's columns, and a comma: part of a sentence
    whole = text + mate
    if any(whole.count(opening) > whole.count(closing) for opening, closing in ("“”", "《》", "（）")):
        return False
    if ends_sentence(text) and not re.search("[！!？?…](?:[”’」』）)】》]*)$", text):
        return False
    return len(re.findall("[，,]", text)) <= 2 and bool(re.search(r"[\w]", text))


def _merged(blocks: Sequence[tuple[Block, Paragraph]]) -> list[tuple[Block, int]]:
    """Headline lines of one group and one indent become one headline; each block with its group."""
    merged: list[Block] = []
    groups: list[int] = []
    last: Paragraph | None = None
    for block, paragraph in blocks:
        if merged and last and _same_headline(merged[-1], last, block, paragraph):
            before = merged.pop()
            groups.pop()
            lines = before.lines + block.lines
            whole = join(lines, " ")
            block = Block(Kind.HEAD, whole, Credited(0, len(whole.text)), lines)
        merged.append(block)
        groups.append(paragraph.group)
        last = paragraph
    return list(zip(merged, groups, strict=True))


def _stranded(blocks: Sequence[tuple[Block, int]]) -> list[Block]:
    """Number the strands: a blank line, a headline, credits or a new opening ends one."""
    result: list[Block] = []
    strand, last = 0, -1
    for block, group in blocks:
        before = result[-1] if result else None
        closed = before is not None and (before.kind is not Kind.BODY or bool(before.credited.closing))
        if group != last or closed or block.kind is not Kind.BODY or block.opens:
            strand += 1
        result.append(replace(block, strands=(strand,)))
        last = group
    return result


def _same_headline(before: Block, last: Paragraph, block: Block, paragraph: Paragraph) -> bool:
    if before.kind is not Kind.HEAD or block.kind is not Kind.HEAD or last.group != paragraph.group:
        return False
    if len(before.lines) >= 4 or block.text[0] in MARKS or block.text == before.text:
        return False
    indents = last.lines[-1].indent, paragraph.lines[0].indent
    return indents[0] == indents[1] or min(indents) >= 4


def _spliced(blocks: Sequence[Block]) -> list[Block]:
    """Bodies that a column break cut in two, joined again; and fragments that only looked like headlines."""
    result: list[Block] = []
    pending: list[int] = []  # bodies in ``result`` that end mid-sentence and were not continued at once
    for block in blocks:
        if block.kind is Kind.BODY and not block.opens:
            target = _target(result, pending[-CUT_COLUMNS:], block)
            if target is not None:
                result[target] = _joined(result[target], block)
                pending = [index for index in pending if index != target]
                if _is_open(result[target]) and target != len(result) - 1:
                    pending.append(target)
                continue
        if result and _is_open(result[-1]):
            pending.append(len(result) - 1)
        result.append(block)
    return result


def _target(result: Sequence[Block], pending: Sequence[int], block: Block) -> int | None:
    """Which earlier body the block continues."""
    if not result:
        return None
    last = result[-1]
    if last.kind is Kind.HEAD and splices(last.text, block.text):
        cut = (index for index in pending if splices(result[index].text, block.text))
        return next(cut, len(result) - 1)
    if _is_open(last) and joins(last.text, block.text):
        return len(result) - 1
    if _is_open(last):  # what stands here does not continue it: the column's next piece is elsewhere
        return next((index for index in pending if joins(result[index].text, block.text)), None)
    return next((index for index in pending if splices(result[index].text, block.text)), None)


def _is_open(block: Block) -> bool:
    if block.kind is not Kind.BODY or len(block.text) > LONGEST_SENTENCE:
        return False
    return not ends_sentence(block.text) and not block.credited.closing


def _joined(first: Block, second: Block) -> Block:
    whole = first.traced + second.traced
    strands = first.strands + second.strands
    return Block(Kind.BODY, whole, credits_of(whole.text), first.lines + second.lines, strands)
