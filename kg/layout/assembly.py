"""Stories to articles: title, text in reading order with its offsets, credits, captions, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.layout.blocks import Block, Blocks, Kind
from kg.layout.bylines import Name
from kg.layout.datelines import OWN, Dateline
from kg.layout.dates import Day, PageDates, date_of, own_day, page_dates
from kg.layout.furniture import ORIGINAL_TITLE
from kg.layout.headlines import assign_headlines, running_heads
from kg.layout.identity import article_id
from kg.layout.likeness import Likeness, bigrams
from kg.layout.stories import Story, stories_of
from kg.layout.traced import Traced, join, runs_of
from kg.model import Article, Credit, Page

NAVIGATION = 8  # characters that a link of a web page's path has at most
LABEL = 8  # characters of a column's label printed before a repeated title
TITLE_LEAST, TITLE_LIMIT = 8, 60  # characters of a title
_SOURCE = re.compile(r"来源[:：]\s*(?P<who>[^\s|｜]{2,20})")


@dataclass(slots=True)
class Draft:
    """An article before its id: ``parts`` are the text's paragraphs."""

    story: Story
    title: str = ""
    parts: list[tuple[int, Traced]] = field(default_factory=list)  # (block, paragraph)
    captions: list[str] = field(default_factory=list)


def articles_from(page: Page, found: Blocks) -> list[Article]:
    """The page's articles in reading order."""
    blocks = found.blocks
    stories = stories_of(blocks, single=page.single_article)
    heads = assign_headlines(blocks, stories)
    drafts = [_draft(page, blocks, story, heads.get(n, []), len(stories)) for n, story in enumerate(stories)]
    taken = {number for parts in heads.values() for number in parts}
    if len(stories) > 1:
        taken |= running_heads(blocks)
    _place_subheads(blocks, drafts, taken, _has_navigation(found))
    days = [
        own_day("\n".join(part.text for _, part in draft.parts), _dateline(blocks, draft)) for draft in drafts
    ]
    dates = page_dates(page.date, found.furniture, page.text, days)
    return _finished(page, found, drafts, days, dates)


def _has_navigation(found: Blocks) -> bool:
    return any(re.match(r"\s*(?:返回)?(?:网站)?首页", line) for line in found.furniture)


def _draft(page: Page, blocks: Sequence[Block], story: Story, heads: Sequence[int], stories: int) -> Draft:
    lines, subtitles = _title_lines(blocks, heads)
    draft = Draft(story, " ".join(lines))
    if page.title and stories == 1:
        draft.title = page.title.strip()
    for number in story.reading_order():
        block = blocks[number]
        draft.parts.append((number, block.traced))
        if block.credited.photo:
            draft.captions.append(block.text)
    if not draft.title and draft.parts:
        number, first = draft.parts[0]
        draft.title, rest = _original_title(first)
        draft.parts[0] = (number, rest)
    draft.parts[:0] = subtitles
    return draft


def _title_lines(blocks: Sequence[Block], heads: Sequence[int]) -> tuple[list[str], list[tuple[int, Traced]]]:
    """The headline's lines, white space inside a line made one space; and its subtitles (——记…) apart."""
    lines = [(head, line) for head in heads for line in blocks[head].lines]
    subtitles = [(head, line) for head, line in lines if re.match("——|--", line.text)]
    if len(subtitles) == len(lines):
        subtitles = []
    kept = [re.sub(r"\s+", " ", line.text) for head, line in lines if (head, line) not in subtitles]
    return kept, subtitles


def _original_title(first: Traced) -> tuple[str, Traced]:
    """原题：title and text on one line, nothing between.

    The title is what the text says again further on, if that is long enough; else it ends at the first
    quotation mark, day, dateline or, failing these, space.
    """
    label = ORIGINAL_TITLE.match(first.text)
    if not label:
        return "", first
    text = first.text[label.end() :]
    end = _said_again(text)
    marks = re.search(r"(?<!^)(?:“|\d{1,2}月|近日|日前|昨日|本报讯|[(（]记者)", text[:TITLE_LIMIT])
    if marks and not re.search("[，。]", text[: marks.start()]):
        end = marks.start()
    space = re.search(r"(?<!^)\s", text[:TITLE_LIMIT])
    if not end and space:
        end = space.start()
    if not end:
        return "", first
    return text[:end].strip(), first.cut(label.end() + end).strip()


def _said_again(text: str) -> int:
    """Length of the longest opening of the text that occurs in it again; 0 if too short for a title."""
    end = 0
    for size in range(TITLE_LEAST, TITLE_LIMIT):
        if text.find(text[:size], size) < 0:
            break
        end = size
    return end


def _dateline(blocks: Sequence[Block], draft: Draft) -> Dateline | None:
    return next(
        (blocks[n].credited.dateline for n in draft.story.reading_order() if blocks[n].credited.dateline),
        None,
    )


# ------------------------------------------------------------------------------------------- subheads


def _place_subheads(
    blocks: Sequence[Block], drafts: Sequence[Draft], taken: set[int], navigation: bool
) -> None:
    """Headlines that no story took go into the text of the story around them, as paragraphs of their own."""
    free = [n for n, block in enumerate(blocks) if block.kind is Kind.HEAD and n not in taken]
    if not free or not drafts:
        return
    owner = {number: draft for draft in drafts for number, _ in draft.parts}
    texts = {id(draft): bigrams("\n".join(part.text for _, part in draft.parts)) for draft in drafts}
    likeness = Likeness.over([block.text for block in blocks if block.kind is Kind.BODY])
    for number in free:
        block = blocks[number]
        below = next((n for n in range(number + 1, len(blocks)) if n in owner), None)
        above = next((n for n in range(number - 1, -1, -1) if n in owner), None)
        near = [n for n in (below, above) if n is not None]
        if not near:
            drafts[0].parts.append((number, block.traced))
            continue
        words = bigrams(block.text)
        best = max(
            near, key=lambda n: likeness.contained(words, texts[id(owner[n])]) + (0.2 if n == below else 0.0)
        )
        draft = owner[best]
        if _is_redundant(block.text, draft.title, navigation and above is None):
            continue
        at = next(index for index, (n, _) in enumerate(draft.parts) if n == best)
        draft.parts.insert(at if best == below else at + 1, (number, block.traced))
        owner[number] = draft


def _is_redundant(text: str, title: str, navigation: bool) -> bool:
    """The title printed again, perhaps after a column's label, or a link of the path above it."""
    bare, wanted = re.sub(r"\s", "", text), re.sub(r"\s", "", title)
    if wanted and wanted in bare and len(bare) - len(wanted) <= LABEL:
        return True
    return navigation and len(bare) <= NAVIGATION


# ------------------------------------------------------------------------------------------- articles


def _finished(
    page: Page, found: Blocks, drafts: Sequence[Draft], days: Sequence[Day], dates: PageDates
) -> list[Article]:
    articles: list[Article] = []
    seen: dict[tuple[str, str], int] = {}
    for number, (draft, day) in enumerate(zip(drafts, days, strict=True), start=1):
        text = join((part for _, part in draft.parts), "\n")
        key = (draft.title, text.text)
        seen[key] = seen.get(key, 0) + 1
        dateline = _dateline(found.blocks, draft)
        articles.append(
            Article(
                id=article_id(page, draft.title, text.text, seen[key]),
                source=page.source,
                number=number,
                title=draft.title,
                text=text.text,
                runs=runs_of(text, page.runs),
                credits=_credits(found.blocks, draft),
                date=date_of(day, dates),
                dateline=(dateline.place or None) if dateline else None,
                publisher=page.publisher or _publisher(found, draft, dateline),
                section=page.section,
                captions=tuple(draft.captions),
            )
        )
    return articles


def _publisher(found: Blocks, draft: Draft, dateline: Dateline | None) -> str | None:
    """The agency of the dateline, else what a 来源 says."""
    if dateline and dateline.media not in OWN:
        return dateline.media
    for number in [*draft.story.bodies, *draft.story.bylines]:
        if found.blocks[number].credited.publisher:
            return found.blocks[number].credited.publisher
    sources = (_SOURCE.search(line) for line in found.furniture)
    return next((source["who"] for source in sources if source), None)


def _credits(blocks: Sequence[Block], draft: Draft) -> tuple[Credit, ...]:
    """Names in the text with their offsets there, names of byline lines with the line; each once a role."""
    credits: dict[tuple[str, str], Credit] = {}
    offset = 0
    for number, part in draft.parts:
        block = blocks[number]
        shift = offset + len(part.text) - len(block.text)
        for name in (*block.credited.opening, *block.credited.closing) if block.kind is Kind.BODY else ():
            credit = Credit(name.name, name.role, name.start + shift, name.end + shift, _line(block, name))
            credits.setdefault((name.name, name.role), credit)
        offset += len(part.text) + 1
    for number in draft.story.bylines:
        for name in blocks[number].credited.closing:
            credits.setdefault((name.name, name.role), Credit(name.name, name.role, line=blocks[number].text))
    return tuple(credits.values())


def _line(block: Block, name: Name) -> str:
    """The byline as printed: from the bracket or sentence before the name to the end of its credits."""
    names = block.credited.opening if name in block.credited.opening else block.credited.closing
    if names is block.credited.opening:
        return block.text[: block.credited.start].strip()
    return block.text[block.credited.end :].strip()
