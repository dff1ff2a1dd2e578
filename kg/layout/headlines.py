"""Which headline belongs to which story, and which lines are kickers and subheads.

Each pair of headline and story is scored: shared vocabulary, place, and shape. The best pairs are taken
first, each headline and each story once. A headline left over is a subhead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

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
ELSEWHERE = 0.6  # what it counts against a pair that another story has so much more of the headline's words
NEAR = 12  # blocks around a headline in which its story is looked for on a page of many
FAR, FAR_MORE, FAR_SHAPE = 0.25, 1.6, -0.5  # a headline apart from its story: words, and by how much most
ENOUGH = 0.35  # a pair that scores less is no pair
PICTURE_ENOUGH = 1.1  # a captioned photograph mostly has none
SHORT_LINE = 16  # characters of a headline line that may be one of several set apart by blank lines


@dataclass(slots=True)
class Layout:
    """What the scores look up again and again, each worked out once for the page."""

    blocks: Sequence[Block]
    heads: list[int]
    bodies: list[int]  # how many text blocks stand before each block
    rows: dict[int, int]  # how many headlines stand in a row with each headline
    alone: bool  # the page has one story
    patterns: Counter[tuple[int, ...]]  # of headlines right above text
    bares: Counter[str]  # headlines without white space
    resumed: frozenset[int]  # strands that go on from elsewhere
    shapes: dict[int, float] = field(default_factory=dict)
    shared: dict[int, dict[int, float]] = field(default_factory=dict)  # words of a headline in each story

    @classmethod
    def of(cls, blocks: Sequence[Block], stories: Sequence[Story]) -> Layout:
        """Look the page over once."""
        heads = [number for number, block in enumerate(blocks) if block.kind is Kind.HEAD]
        resumed = frozenset(strand for block in blocks for strand in block.strands[1:])
        bodies = list(accumulate((block.kind is Kind.BODY for block in blocks), initial=0))
        rows: dict[int, int] = {}
        for _, row in groupby(enumerate(heads), key=lambda pair: pair[1] - pair[0]):
            numbers = [head for _, head in row]
            rows.update(dict.fromkeys(numbers, len(numbers)))
        alone = sum(not story.picture for story in stories) == 1
        page = cls(blocks, heads, bodies, rows, alone, Counter(), Counter(), resumed)
        page.patterns.update(_pattern(blocks[head].text) for head in heads if _tops(page, head))
        page.bares.update(_bare(blocks[head].text) for head in heads)
        return page

    def only_heads(self, start: int, end: int) -> bool:
        """Whether no text stands between the two blocks."""
        return self.bodies[end] - self.bodies[start + 1] <= 0


def assign_headlines(blocks: Sequence[Block], stories: Sequence[Story]) -> dict[int, list[int]]:
    """For each story (by position) the blocks of its headline, top to bottom."""
    page = Layout.of(blocks, stories)
    if not page.heads:
        return {}
    likeness = Likeness.over([block.text for block in blocks if block.kind is Kind.BODY])
    words = {head: bigrams(blocks[head].text) for head in page.heads}
    texts = [bigrams("\n".join(blocks[n].text for n in story.bodies)) for story in stories]
    shapes = page.shapes = {head: _shape(page, head) for head in page.heads}
    shared = page.shared = _shared(words, texts, likeness)
    chosen: dict[int, list[int]] = {}
    used: set[int] = set()
    scores = _near_scores(page, stories, words, likeness)
    for table in (scores, _far_scores(page, stories)):
        for _, head, place in sorted((-score, *pair) for pair, score in table.items()):
            if head not in used and place not in chosen:
                chosen[place] = [head]
                used.add(head)
    for place, parts in chosen.items():
        fits = {
            other: shapes[other] == 0 and shared[other].get(place, 0.0) >= 0.3
            for other in range(parts[0] - 3, parts[0] + 4)
            if other in shapes and other not in used
        }
        parts[:] = _extended(blocks, stories[place], parts[0], fits)
        used.update(parts)
    return chosen


def _shared(
    words: Mapping[int, Counter[str]], texts: Sequence[Counter[str]], likeness: Likeness
) -> dict[int, dict[int, float]]:
    """For each headline the weighted share of its words that each story has (above 0)."""
    places: dict[str, list[int]] = {}
    wanted = {gram for counts in words.values() for gram in counts}
    for place, text in enumerate(texts):
        for gram in text.keys() & wanted:
            places.setdefault(gram, []).append(place)
    shared: dict[int, dict[int, float]] = {}
    for head, counts in words.items():
        total = sum(likeness.weight(gram) for gram in counts)
        row: dict[int, float] = {}
        for gram in sorted(counts):
            for place in places.get(gram, ()):
                row[place] = row.get(place, 0.0) + likeness.weight(gram) / total
        shared[head] = row
    return shared


def _near_scores(
    page: Layout,
    stories: Sequence[Story],
    words: Mapping[int, Counter[str]],
    likeness: Likeness,
) -> dict[tuple[int, int], float]:
    """Pairs of headline and story that words and place speak for."""
    ledes = [bigrams(page.blocks[story.lede].text) if story.bodies else Counter() for story in stories]
    owners = {n: place for place, story in enumerate(stories) for n in (*story.bodies, *story.bylines)}
    pairs: dict[tuple[int, int], float] = {}
    for head in page.heads:
        row = page.shared[head]
        top = max(row.values(), default=0.0)
        for place in _candidates(page, head, row, owners, len(stories)):
            story, part = stories[place], row.get(place, 0.0)
            score = part + _position(page, story, head) + page.shapes[head]
            score += OPENS_THE_PAGE * (head == 0 and page.alone)
            score += LEDE * likeness.contained(words[head], ledes[place])
            score -= ELSEWHERE * (top - part)
            if score >= (PICTURE_ENOUGH if story.picture else ENOUGH):
                pairs[head, place] = score
    return pairs


def _candidates(
    page: Layout, head: int, row: Mapping[int, float], owners: Mapping[int, int], stories: int
) -> list[int]:
    """The stories around the headline and those that have some of its words; all of a short page."""
    if stories <= NEAR:
        return list(range(stories))
    near = (owners[n] for n in range(max(0, head - NEAR), head + NEAR) if n in owners)
    return sorted({*near, *(place for place, part in row.items() if part >= FAR)})


def _far_scores(page: Layout, stories: Sequence[Story]) -> dict[tuple[int, int], float]:
    """Pairs that words alone speak for: the headline stands among passages of other stories."""
    pairs: dict[tuple[int, int], float] = {}
    if page.alone:
        return pairs
    for head in page.heads:
        row = page.shared[head]
        best = sorted(row.values(), reverse=True)[:2]
        for place, part in row.items():
            others = best[1] if part == best[0] and len(best) > 1 else 0.0 if part == best[0] else best[0]
            if part < FAR or part < FAR_MORE * others or stories[place].picture:
                continue
            if page.shapes[head] > FAR_SHAPE:
                pairs[head, place] = part + page.shapes[head]
    return pairs


def _position(page: Layout, story: Story, head: int) -> float:
    """Right above the lede is best; right below the last line is possible; among the text it is a subhead."""
    own = sorted({*story.bodies, *story.bylines})
    if not own:
        return TOP
    blocks = page.blocks
    above = (n for n in story.bylines if n < story.lede and page.only_heads(n, story.lede))
    first = min([story.lede, *above])
    if head < first and page.only_heads(head, first):
        return ABOVE if head == first - 1 else ABOVE_FURTHER
    bare = story.lede == 0 or blocks[story.lede - 1].kind is not Kind.HEAD
    closed = bare and bool(blocks[story.lede].credited.closing)
    if closed and head > story.lede and page.only_heads(story.lede, head):
        return UNDER_LEDE if head == story.lede + 1 else UNDER_LEDE_FURTHER
    if head > own[-1] and page.only_heads(own[-1], head):
        return BELOW if page.rows[head] < CAPTIONS else INSIDE
    if head < own[0]:
        return TOP if page.bodies[own[0]] == 0 else INSIDE
    return INSIDE


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _shape(page: Layout, head: int) -> float:
    """What the headline looks like by itself."""
    text = page.blocks[head].text
    score = SEVERAL_LINES if len(page.blocks[head].lines) > 1 else 0.0
    bare = _bare(text)
    if _tops_a_passage(page, head):
        score += SUBHEAD
    if _tops(page, head) and _pattern(text):
        score += SERIES * (page.patterns[_pattern(text)] >= SERIES_LEAST)
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
    if page.alone and len(bare) > 5:
        ends = sum(number for other, number in page.bares.items() if other.endswith(bare))
        score += REPEATED * (ends > 1)
    if not page.alone and page.bares[bare] > 1:
        score += RUNNING
    return score


def _tops_a_passage(page: Layout, head: int) -> bool:
    """Whether a headline under other headlines stands right above text without an opening."""
    return head > 1 and page.blocks[head - 1].kind is Kind.HEAD and _tops(page, head)


def _tops(page: Layout, head: int) -> bool:
    """Whether the headline stands right above text that has no opening and goes on from nowhere."""
    blocks = page.blocks
    below = blocks[head + 1] if head + 1 < len(blocks) else None
    if below is None or below.kind is not Kind.BODY or below.opens:
        return False
    return below.strands[0] not in page.resumed


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
