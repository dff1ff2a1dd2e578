"""Blocks to stories: which passages, captions and credits make one article.

A story is known by its anchors: a dateline or credits at its opening, credits at its end. Passages without
an anchor (the rest of a story whose lede carries the byline, columns printed out of order) go to the story
that they follow or whose vocabulary they share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.layout.blocks import Block, Kind
from kg.layout.likeness import Likeness, bigrams
from kg.layout.wrapping import ends_sentence

WRITERS = frozenset({"记者", "通讯员", "作者", "实习生", "摄"})
# What a passage scores for following a story at once, for following it after a subhead, and for following
# it under a headline after its closing credits; the rest of the score is shared vocabulary (cosine).
FOLLOWS, FOLLOWS_SUBHEAD, AFTER_THE_END = 0.30, 0.20, -0.10
PICTURE_STORY = 40  # characters from which a credited caption can stand alone


@dataclass(slots=True)
class Story:
    """Block indices: ``lede`` is the block that opens the story; ``bodies`` and ``bylines`` in page order."""

    bodies: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    lede: int = 0
    credited: bool = False  # its writers are known
    ended: bool = False  # its closing credits have been printed
    picture: bool = False  # a captioned photograph

    def reading_order(self) -> list[int]:
        """Bodies from the lede on, then those printed before it."""
        return [n for n in self.bodies if n >= self.lede] + [n for n in self.bodies if n < self.lede]


@dataclass(slots=True)
class Segment:
    """Bodies that stand together: no headline, byline or new opening between them."""

    bodies: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    opens: bool = False
    written: bool = False  # writers are named at the opening
    closes: bool = False  # writers are named at the end
    picture: bool = False
    after_head: bool = False


def segments_of(blocks: Sequence[Block]) -> list[Segment]:
    """Cut the page at headlines, credits and openings."""
    segments: list[Segment] = []
    current: Segment | None = None
    waiting: list[int] = []  # bylines printed under a headline, before their story
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        after_head = before is not None and before.kind is Kind.HEAD
        if block.kind is Kind.HEAD:
            current = None
        elif block.kind is Kind.BYLINE:
            if _belongs_above(blocks, number) and segments and not waiting:
                _close(segments[-1], block, number)
                current = None
            else:
                waiting.append(number)
        else:
            alone = block.credited.photo and bool(block.credited.closing)
            if current is None or block.opens or alone or waiting:
                current = Segment(after_head=after_head, bylines=waiting)
                current.written = any(_names_writers(blocks[n]) for n in waiting)
                current.opens, waiting = bool(waiting), []
                segments.append(current)
            _add(current, block, number)
            if alone or current.closes:
                current.picture = alone and len(current.bodies) == 1 and not current.opens
                current = None
    if waiting and segments:
        segments[-1].bylines.extend(waiting)
        segments[-1].closes = True
    return segments


def _belongs_above(blocks: Sequence[Block], number: int) -> bool:
    """A byline right under text (or under a byline under text) ends that text; under a headline it opens."""
    at = number - 1
    while at >= 0 and blocks[at].kind is Kind.BYLINE:
        at -= 1
    if at < 0:
        return False
    after = next((block for block in blocks[number + 1 :] if block.kind is not Kind.BYLINE), None)
    return blocks[at].kind is Kind.BODY or after is None or after.kind is Kind.HEAD or after.opens


def _names_writers(block: Block) -> bool:
    credited = block.credited
    return any(name.role in WRITERS for name in credited.opening + credited.closing)


def _close(segment: Segment, block: Block, number: int) -> None:
    segment.bylines.append(number)
    segment.closes = segment.closes or _names_writers(block)


def _add(segment: Segment, block: Block, number: int) -> None:
    segment.bodies.append(number)
    if block.opens:
        segment.opens = True
        segment.written = segment.written or bool(block.credited.opening)
    segment.closes = segment.closes or any(name.role in WRITERS for name in block.credited.closing)


def stories_of(blocks: Sequence[Block], *, single: bool) -> list[Story]:
    """The stories in printed order of their ledes; one if ``single`` or if nothing tells more apart."""
    segments = segments_of(blocks)
    stories: list[Story] = []
    owners: list[Story | None] = []  # the story of each segment
    for segment in segments:
        story = None if single else _anchored(segment, stories, blocks)
        if story and story.lede == segment.bodies[0] and not (segment.opens or segment.picture):
            _reach_back(story, segments, owners)
        owners.append(story)
    written = [story for story in stories if not story.picture]
    if single or len(written) <= 1:
        return _as_one(segments, stories, owners, blocks)
    _place_the_rest(segments, owners, written, blocks)
    for story in stories:
        story.bodies.sort()
    return sorted(stories, key=lambda story: story.lede)


def _anchored(segment: Segment, stories: list[Story], blocks: Sequence[Block]) -> Story | None:
    """The story that an anchored segment starts or ends; None for a segment without an anchor."""
    last = stories[-1] if stories else None
    if segment.picture:
        if last and not _stands_alone(blocks[segment.bodies[0]]):
            _take(last, segment)
            return last
    elif not segment.opens:
        if not segment.closes:
            return None
        if last and not last.credited and not last.ended and not last.picture:
            _take(last, segment)
            last.credited = last.ended = True
            return last
    story = Story(lede=segment.bodies[0], picture=segment.picture)
    _take(story, segment)
    story.credited = segment.written or segment.closes
    story.ended = segment.closes and len(segment.bodies) > 1
    stories.append(story)
    return story


def _reach_back(story: Story, segments: Sequence[Segment], owners: list[Story | None]) -> None:
    """A story known only by the credits at its end began where the one before it ended: subheads cut it."""
    at = len(owners)
    while at > 0 and owners[at - 1] is None:
        at -= 1
        owners[at] = story
        _take(story, segments[at])
        story.lede = segments[at].bodies[0]
        story.ended = True


def _stands_alone(block: Block) -> bool:
    """Whether a credited caption tells a story by itself, rather than what a picture nearby shows."""
    words = block.text[block.credited.start : block.credited.end]
    return (
        len(words) >= PICTURE_STORY
        and "。" in words
        and not re.match(r"\s*[(（▲▼◀▶←→↑↓]?(?:图|上图|下图|左图|右图|如图)", words)
    )


def _take(story: Story, segment: Segment) -> None:
    story.bodies.extend(segment.bodies)
    story.bylines.extend(segment.bylines)


def _as_one(
    segments: Sequence[Segment], stories: list[Story], owners: Sequence[Story | None], blocks: Sequence[Block]
) -> list[Story]:
    """Everything but picture stories is one story."""
    whole = Story()
    for segment, owner in zip(segments, owners, strict=True):
        if owner is None or not owner.picture:
            _take(whole, segment)
    pictures = [story for story in stories if story.picture]
    if not whole.bodies and not whole.bylines and pictures:
        return pictures
    opening = [n for n in whole.bodies if blocks[n].opens]
    first = whole.bodies[0] if whole.bodies else 0
    whole.lede = opening[0] if opening and opening[0] - first <= 3 else first
    return sorted([whole, *pictures], key=lambda story: story.lede)


def _place_the_rest(
    segments: Sequence[Segment], owners: list[Story | None], stories: Sequence[Story], blocks: Sequence[Block]
) -> None:
    """Give each unanchored segment to the story that it follows or resembles."""
    texts = {id(story): bigrams("\n".join(blocks[n].text for n in story.bodies)) for story in stories}
    likeness = Likeness.over([block.text for block in blocks if block.kind is Kind.BODY])
    for number, segment in enumerate(segments):
        if owners[number] is not None:
            continue
        words = bigrams("\n".join(blocks[n].text for n in segment.bodies))
        before = next((owner for owner in reversed(owners[:number]) if owner is not None), None)
        scores = [likeness.cosine(words, texts[id(story)]) for story in stories]
        scores = [
            score + (_following(story, segment) if story is before else 0.0)
            for score, story in zip(scores, stories, strict=True)
        ]
        best = stories[scores.index(max(scores))]
        owners[number] = best
        _take(best, segment)
        _move_lede(best, segment, blocks)


def _following(story: Story, segment: Segment) -> float:
    """What it counts that the segment is the next thing printed after the story."""
    if story.ended and segment.after_head:
        return AFTER_THE_END
    return FOLLOWS_SUBHEAD if segment.after_head else FOLLOWS


def _move_lede(story: Story, segment: Segment, blocks: Sequence[Block]) -> None:
    """A passage after the credits that breaks off mid-sentence is the beginning of the story above."""
    last = blocks[segment.bodies[-1]]
    above = story.bodies[0] < segment.bodies[0] and story.ended and not blocks[story.lede].opens
    if above and not segment.after_head and not ends_sentence(last.text):
        story.lede = segment.bodies[0]
