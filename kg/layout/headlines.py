"""Which headline belongs to which story, and which lines are kickers and subheads.

Each pair of headline and story is scored: shared vocabulary, place, and shape. The best pairs are taken
first, each headline and each story once. A headline left over is a subhead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.layout.blocks import MARKS, Block, Kind
from kg.layout.likeness import Likeness, bigrams
from kg.layout.stories import Story

ABOVE, ABOVE_FURTHER, BELOW, INSIDE, TOP = 0.90, 0.75, 0.50, -0.50, 0.30
UNDER_LEDE, UNDER_LEDE_FURTHER = 0.75, 0.30  # a lede with its own byline stands above or beside its headline
SUBHEAD = -0.35  # last of several headlines, right above a passage that opens nothing
SERIES, SERIES_LEAST = -0.40, 3  # subheads are cut to one pattern: four characters, then six
OPENS_THE_PAGE = 0.35  # the first line of a page with one story
CAPTIONS = 3  # so many headlines in a row under the last text are captions
KICKER, PARALLEL, TINY, SUBTITLE = -0.45, -0.40, -0.25, -0.60
LEDE = 0.4  # weight of the words shared with the story's first paragraph, which a headline sums up
LONG, SENTENCE = 36, -0.40  # more characters than a headline has: a caption or a question set in bold
RUNNING, SLOGAN = -1.50, -0.60  # a column's running head, printed again and again
SEVERAL_LINES, REPEATED = 0.10, 0.60
ENOUGH = 0.35  # a pair that scores less is no pair
PICTURE_ENOUGH = 1.1  # a captioned photograph mostly has none
SHORT_LINE = 16  # characters of a headline line that may be one of several set apart by blank lines


def assign_headlines(blocks: Sequence[Block], stories: Sequence[Story]) -> dict[int, list[int]]:
    """For each story (by position) the blocks of its headline, top to bottom."""
    heads = [number for number, block in enumerate(blocks) if block.kind is Kind.HEAD]
    if not heads:
        return {}
    alone = sum(not story.picture for story in stories) == 1
    texts = [bigrams("\n".join(blocks[n].text for n in story.bodies)) for story in stories]
    ledes = [bigrams(blocks[story.lede].text) if story.bodies else Counter() for story in stories]
    likeness = Likeness.over([block.text for block in blocks if block.kind is Kind.BODY])
    words = {head: bigrams(blocks[head].text) for head in heads}
    shapes = {head: _shape(blocks, head, heads, alone) for head in heads}
    pairs = []
    for place, story in enumerate(stories):
        for head in heads:
            score = (
                likeness.contained(words[head], texts[place]) + _position(blocks, story, head) + shapes[head]
            )
            score += OPENS_THE_PAGE * (head == 0 and alone)
            score += LEDE * likeness.contained(words[head], ledes[place])
            if score >= (PICTURE_ENOUGH if story.picture else ENOUGH):
                pairs.append((-score, head, place))
    chosen: dict[int, list[int]] = {}
    used: set[int] = set()
    for _, head, place in sorted(pairs):
        if head not in used and place not in chosen:
            chosen[place] = [head]
            used.add(head)
    for place, parts in chosen.items():
        fits = {
            other: shapes[other] == 0 and likeness.contained(words[other], texts[place]) >= 0.3
            for other in heads
            if other not in used
        }
        parts[:] = _extended(blocks, stories[place], parts[0], fits)
        used.update(parts)
    return chosen


def _position(blocks: Sequence[Block], story: Story, head: int) -> float:
    """Right above the lede is best; right below the last line is possible; among the text it is a subhead."""
    own = sorted({*story.bodies, *story.bylines})
    if not own:
        return TOP
    first = min(
        [story.lede, *(n for n in story.bylines if n < story.lede and _only_heads(blocks, n, story.lede))]
    )
    if head < first and _only_heads(blocks, head, first):
        return ABOVE if head == first - 1 else ABOVE_FURTHER
    bare = story.lede == 0 or blocks[story.lede - 1].kind is not Kind.HEAD
    closed = bare and bool(blocks[story.lede].credited.closing)
    if closed and head > story.lede and _only_heads(blocks, story.lede, head):
        return UNDER_LEDE if head == story.lede + 1 else UNDER_LEDE_FURTHER
    if head > own[-1] and _only_heads(blocks, own[-1], head):
        return BELOW if _run_length(blocks, head) < CAPTIONS else INSIDE
    if head < own[0]:
        return TOP if own[0] == min(n for n, b in enumerate(blocks) if b.kind is Kind.BODY) else INSIDE
    return INSIDE


def _run_length(blocks: Sequence[Block], head: int) -> int:
    """How many headlines stand in a row around this one."""
    start = end = head
    while start > 0 and blocks[start - 1].kind is Kind.HEAD:
        start -= 1
    while end + 1 < len(blocks) and blocks[end + 1].kind is Kind.HEAD:
        end += 1
    return end - start + 1


def _only_heads(blocks: Sequence[Block], start: int, end: int) -> bool:
    return all(blocks[number].kind is not Kind.BODY for number in range(start + 1, end))


def _shape(blocks: Sequence[Block], head: int, heads: Sequence[int], alone: bool) -> float:
    """What the headline looks like by itself."""
    text = blocks[head].text
    score = SEVERAL_LINES if len(blocks[head].lines) > 1 else 0.0
    bare = re.sub(r"\s", "", text)
    if _tops_a_passage(blocks, head):
        score += SUBHEAD
    if _tops(blocks, head) and _pattern(text):
        alike = [
            other
            for other in heads
            if _tops(blocks, other) and _pattern(blocks[other].text) == _pattern(text)
        ]
        score += SERIES * (len(alike) >= SERIES_LEAST)
    if len(bare) > LONG:
        score += SENTENCE
    if text[0] in MARKS:
        score += KICKER
    if re.match(r"[—\-]{1,2}", text):
        score += SUBTITLE
    if is_slogan(text):
        score += SLOGAN
    elif len(bare) <= 4:
        score += TINY
    if is_parallel(text):
        score += PARALLEL
    others = [re.sub(r"\s", "", blocks[other].text) for other in heads if other != head]
    if alone and len(bare) > 5 and any(other.endswith(bare) for other in others):
        score += REPEATED
    if not alone and bare in others:
        score += RUNNING
    return score


def _tops_a_passage(blocks: Sequence[Block], head: int) -> bool:
    """Whether a headline under other headlines stands right above text without an opening."""
    return head > 1 and blocks[head - 1].kind is Kind.HEAD and _tops(blocks, head)


def _tops(blocks: Sequence[Block], head: int) -> bool:
    """Whether the headline stands right above text without an opening."""
    below = blocks[head + 1] if head + 1 < len(blocks) else None
    return below is not None and below.kind is Kind.BODY and not below.opens


def _pattern(text: str) -> tuple[int, ...]:
    """Length of a headline's first phrase, and how many phrases it has; () for one phrase alone."""
    phrases = [phrase for phrase in re.split(r"[\s，,、：:]+", text) if phrase]
    return (len(phrases[0]), len(phrases)) if len(phrases) > 1 else ()


def running_heads(blocks: Sequence[Block]) -> set[int]:
    """Headlines that the page repeats, and slogans above another headline: furniture of a column."""
    heads = [number for number, block in enumerate(blocks) if block.kind is Kind.HEAD]
    counts = Counter(blocks[head].text for head in heads)
    return {
        head
        for head in heads
        if counts[blocks[head].text] > 1 or (is_slogan(blocks[head].text) and head + 1 in heads)
    }


def is_parallel(text: str) -> bool:
    """Four-character phrases set in a row, a mark of subheads: 修路架桥，通水通电，让出行有保障."""
    return bool(re.match(r"[\w“”]{4,5}[，,][\w“”]{4,5}(?:[，,].*)?$", text))


def is_slogan(text: str) -> bool:
    """A running head: short phrases of equal length (三字一拍 两拍一句), on the page again and again."""
    phrases = re.split(r"[\s·•]+", text.strip())
    return (
        len(phrases) >= 2
        and {len(phrase) for phrase in phrases} <= {2, 3, 4}
        and len(set(map(len, phrases))) == 1
    )


def _extended(blocks: Sequence[Block], story: Story, head: int, fits: Mapping[int, bool]) -> list[int]:
    """Lines of the same headline that blank lines set apart: short, unmarked, no comma, side by side.

    ``fits`` tells of each free headline whether its shape and words allow it.
    """
    parts = [head]
    if not _is_line(blocks[head]) or head > story.lede:
        return parts
    for step in (-1, 1):
        at = head + step
        while len(parts) < 3 and fits.get(at, False) and _is_line(blocks[at]):
            parts.append(at)
            at += step
    return sorted(parts)


def _is_line(block: Block) -> bool:
    return len(block.lines) == 1 and len(block.text) <= SHORT_LINE and not re.search("[，,]", block.text)
