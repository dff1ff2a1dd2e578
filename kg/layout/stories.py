"""Blocks to stories: which passages, captions and credits make one article.

A story is known by its anchors: a dateline or credits at its opening, credits at its end. Passages without
an anchor (the rest of a story whose lede carries the byline, columns printed out of order) go to the story
that they follow or whose vocabulary they share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.layout.blocks import Block, Kind
from kg.layout.likeness import Likeness, bigrams
from kg.layout.placing import Link, Vector, labelled, vectors_of
from kg.layout.wrapping import ends_sentence

WRITERS = frozenset({"记者", "通讯员", "作者", "实习生", "摄"})
# What it counts that a passage belongs to the story of the one before it: with no blank line between or one,
# under a subhead, after the closing credits, under a headline after them; the rest is shared vocabulary.
FOLLOWS, FOLLOWS_SUBHEAD, AFTER_CREDITS, AFTER_THE_END = 0.20, 0.12, 0.05, -0.10
OUT_OF_ORDER = 0.3  # by so much all of these are worth less on a page whose passages are out of order
LONELY = 0.06  # cosine with every other passage, below which a passage has a subject of its own
SPOKEN_OF = 0.3  # share of its headline's words that a brief has
PICTURE_STORY = 40  # characters from which a credited caption can stand alone


@dataclass(slots=True)
class Story:
    """Block indices: ``lede`` is the block that opens the story; ``bodies`` and ``bylines`` in page order."""

    bodies: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    lede: int = 0
    picture: bool = False  # a captioned photograph

    def reading_order(self) -> list[int]:
        """Bodies from the lede on, then those printed before it."""
        return [n for n in self.bodies if n >= self.lede] + [n for n in self.bodies if n < self.lede]


@dataclass(slots=True)
class Segment:
    """Bodies that stand together: no headline, byline, blank line or new opening between them."""

    bodies: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    opens: bool = False
    written: bool = False  # writers are named at the opening
    closes: bool = False  # writers are named at the end
    picture: bool = False
    after_head: bool = False


def segments_of(blocks: Sequence[Block]) -> list[Segment]:
    """Cut the page at headlines, credits, openings and blank lines."""
    segments: list[Segment] = []
    strands: dict[int, Segment] = {}
    current: Segment | None = None
    waiting: list[int] = []  # bylines printed under a headline, before their story
    for number, block in enumerate(blocks):
        after_head = number > 0 and blocks[number - 1].kind is Kind.HEAD
        if block.kind is Kind.HEAD:
            current = None
        elif block.kind is Kind.BYLINE:
            if _belongs_above(blocks, number) and segments and not waiting:
                _close(_above(blocks, number, strands) or segments[-1], block, number)
                current = None
            else:
                waiting.append(number)
        else:
            alone = block.credited.photo and bool(block.credited.closing)
            fresh = block.opens or alone or bool(waiting)
            current = next((strands[n] for n in block.strands if n in strands), None)
            if current is None or fresh:
                current = Segment(after_head=after_head, bylines=waiting)
                current.written = any(_names_writers(blocks[n]) for n in waiting)
                current.opens, waiting = bool(waiting), []
                segments.append(current)
            _add(current, block, number)
            strands.update(dict.fromkeys(block.strands, current))
            if alone:
                current.picture = len(current.bodies) == 1 and not current.opens
    if waiting and segments:
        segments[-1].bylines.extend(waiting)
        segments[-1].closes = True
    return segments


def _above(blocks: Sequence[Block], number: int, strands: Mapping[int, Segment]) -> Segment | None:
    """The segment of the text right above a byline."""
    at = number - 1
    while at >= 0 and blocks[at].kind is Kind.BYLINE:
        at -= 1
    return strands.get(blocks[at].strands[-1]) if at >= 0 and blocks[at].strands else None


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
    if single:  # and nothing is weighed: cutting a text into words takes longer than all else here
        return _as_one(segments, set(), blocks)
    if not _out_of_order(segments):
        _mark_briefs(segments, blocks)
    pictures = {
        n
        for n, segment in enumerate(segments)
        if segment.picture and (n == 0 or _stands_alone(blocks[segment.bodies[0]]))
    }
    told = [n for n, segment in enumerate(segments) if not segment.picture]
    if sum(segments[n].opens or segments[n].written or segments[n].closes for n in told) <= 1:
        return _as_one(segments, pictures, blocks)
    chain = _chain([segments[n] for n in told], blocks)
    labels = labelled(chain)
    if len({label for label, link in zip(labels, chain, strict=True) if link.anchored}) <= 1:
        return _as_one(segments, pictures, blocks)
    stories = [Story() for _ in range(max(labels) + 1)]
    owners = dict(zip(told, labels, strict=True))
    for n, segment in enumerate(segments):
        if n in pictures:
            picture = Story(picture=True, lede=segment.bodies[0])
            stories.append(picture)
            _take(picture, segment)
        else:
            owners.setdefault(n, owners[max(at for at in owners if at < n)] if n and owners else 0)
            _take(stories[owners[n]], segment)
    for label, story in enumerate(stories):
        if not story.picture:
            _set_lede(story, [segments[n] for n in told if owners[n] == label], blocks)
    for story in stories:
        story.bodies.sort()
    return sorted(stories, key=lambda story: story.lede)


def _mark_briefs(segments: Sequence[Segment], blocks: Sequence[Block]) -> None:
    """A passage under a headline of its own, after the credits that end one story and before the opening of
    the next, is a story without credits, on a page where every opening has its headline above it, if it
    shares its subject with no other passage.
    """
    if any(segment.opens and not segment.after_head for segment in segments if not segment.picture):
        return
    last_anchor: Segment | None = None
    first: int | None = None  # the passage under a headline right after closing credits
    subjects: Subjects | None = None
    for number, segment in enumerate([*segments, Segment(opens=True)]):
        if segment.picture:
            continue
        if segment.opens or segment.closes:
            if first is not None and segment.opens:
                subjects = subjects or Subjects.of(segments, blocks)
                above = blocks[segments[first].bodies[0] - 1]
                segments[first].opens = subjects.is_lonely(first, above.text)
            last_anchor, first = segment, None
        elif last_anchor and last_anchor.closes:
            first = number if segment.after_head else None
            last_anchor = None


@dataclass(slots=True)
class Subjects:
    """What the segments of a page talk about, worked out once."""

    vectors: list[Vector]
    words: list[Counter[str]]
    likeness: Likeness

    @classmethod
    def of(cls, segments: Sequence[Segment], blocks: Sequence[Block]) -> Subjects:
        """The segments' words."""
        texts = ["\n".join(blocks[n].text for n in each.bodies) for each in segments]
        return cls(vectors_of(texts), [bigrams(text) for text in texts], Likeness.over(texts))

    def is_lonely(self, at: int, headline: str) -> bool:
        """Whether the segment is like no other, and its headline speaks of it and of nothing else."""
        own, head = self.vectors[at], bigrams(headline)
        said = self.likeness.contained(head, self.words[at])
        for n, vector in enumerate(self.vectors):
            alike = sum(x * vector.get(key, 0.0) for key, x in own.items())
            if n != at and (alike >= LONELY or 2 * self.likeness.contained(head, self.words[n]) >= said):
                return False
        return said >= SPOKEN_OF


def _chain(segments: Sequence[Segment], blocks: Sequence[Block]) -> list[Link]:
    """The segments as the placing of passages sees them."""
    texts = ["\n".join(blocks[n].text for n in segment.bodies) for segment in segments]
    links: list[Link] = []
    trust = OUT_OF_ORDER if _out_of_order(segments) else 1.0
    for at, (segment, vector) in enumerate(zip(segments, vectors_of(texts), strict=True)):
        stay = _following(segments[at - 1] if at else None, segment)
        links.append(Link(vector, segment.opens, segment.written or segment.closes, stay * trust))
    return links


def _out_of_order(segments: Sequence[Segment]) -> bool:
    """Whether the order of openings and credits shows that passages of several stories are mixed.

    In order, what stands before the first opening ends in credits, a story without writers ends in credits
    before the next one opens, and credits are followed by a headline or an opening.
    """
    some_close = any(segment.closes for segment in segments)
    loose, opened = False, False  # passages before any anchor; a story whose writers are still to come
    for number, segment in enumerate(segments):
        before = segments[number - 1] if number else None
        anchored = segment.opens or segment.closes
        if segment.opens and (loose or (opened and some_close)):
            return True
        if before and before.closes and not segment.after_head and not anchored:
            return True
        loose = (loose or number == 0) and not anchored
        opened = ((segment.opens and not segment.written) or opened) and not segment.closes
    return False


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


def _as_one(segments: Sequence[Segment], pictures: set[int], blocks: Sequence[Block]) -> list[Story]:
    """Everything but picture stories is one story."""
    whole, apart = Story(), []
    for number, segment in enumerate(segments):
        if number in pictures:
            apart.append(Story(picture=True, lede=segment.bodies[0]))
        _take(apart[-1] if number in pictures else whole, segment)
    if not whole.bodies and not whole.bylines and apart:
        return apart
    opening = [n for n in whole.bodies if blocks[n].opens]
    first = whole.bodies[0] if whole.bodies else 0
    whole.lede = opening[0] if opening and opening[0] - first <= 3 else first
    return sorted([whole, *apart], key=lambda story: story.lede)


def _following(before: Segment | None, segment: Segment) -> float:
    """What it counts that the segment belongs to the story of the one printed before it."""
    if before is None or segment.opens:
        return 0.0
    if before.closes:
        return AFTER_THE_END if segment.after_head else AFTER_CREDITS
    return FOLLOWS_SUBHEAD if segment.after_head else FOLLOWS


def _set_lede(story: Story, own: Sequence[Segment], blocks: Sequence[Block]) -> None:
    """A story without an opening begins with its first passage, unless the one that bears its credits is a
    lede: printed apart from what is above it, with more of the story below.
    """
    opening = next((segment for segment in own if segment.opens), None)
    if opening:
        story.lede = opening.bodies[0]
        return
    closing = next((n for n, segment in enumerate(own) if segment.closes), 0)
    first, after = own[closing].bodies[0], max(story.bodies) > max(own[closing].bodies)
    alone = after and first - 1 not in story.bodies and len(own[closing].bodies) == 1
    story.lede = first if alone else min(story.bodies)
    for segment in own[closing + 1 :]:
        _move_lede(story, segment, blocks)


def _move_lede(story: Story, segment: Segment, blocks: Sequence[Block]) -> None:
    """A passage after the credits that breaks off mid-sentence is the beginning of the story above."""
    last = blocks[segment.bodies[-1]]
    if not segment.after_head and not ends_sentence(last.text):
        story.lede = segment.bodies[0]
