"""Pages composed of the single articles among the examples, in random dress, with what stands on each.

The headline stands before or after its text, on one line or several; columns are wrapped at a random width
or not at all; credits open the text, close it, or have a line of their own; passages of two stories that
are printed side by side may be interleaved.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from messy_pages import wrap

from kg.model import Page
from kg.reading import SourceFile, find_files, read_pages

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# Credits at either end of a text, which the composer writes anew.
_OPENING = re.compile(
    r"^\W*(?:[^，。]{0,8}?[讯电])?\W*[（(]?(?:\w{0,4}记者|通讯员)[^）)。，]{0,24}[）)]|^本报讯\s*"
)
_CLOSING = re.compile(r"\s*[（(][^（()）]{2,30}[）)]$|^(?:本报)?(?:记者|通讯员).{2,24}$")
_WEB = re.compile(r"来源|编辑|分享|摄|当前位置|首页|上一篇|下一篇|\d{4}-\d\d")


@dataclass(frozen=True)
class Story:
    """One article: title, paragraphs bare of credits, and its writers by role."""

    title: str
    paragraphs: tuple[str, ...]
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]

    @property
    def credits(self) -> set[tuple[str, str]]:
        return {(n, "记者") for n in self.reporters} | {(n, "通讯员") for n in self.correspondents}


def stories() -> list[Story]:
    """The examples that are one article each and have a writer."""
    gold = {}
    for path in sorted((EXAMPLES / "gold").glob("*.yaml")):
        page = yaml.safe_load(path.read_text("utf-8"))
        if len(page["articles"]) == 1 or not page["source"].endswith(".txt"):
            gold.update({(page["source"], each["title"]): each for each in page["articles"]})
    found: list[Story] = []
    for page in example_pages():
        for (source, title), each in gold.items():
            if source == page.source and (page.title or page.text.strip()).startswith(title):
                paragraphs = _paragraphs(page.text, title)
                people = tuple(each["reporters"] or ()), tuple(each["correspondents"] or ())
                if len(paragraphs) > 2 and any(people):
                    found.append(Story(title, paragraphs, *people))
    return found


def example_pages() -> Iterator[Page]:
    """The pages of the examples as they are read."""
    for file in find_files([str(EXAMPLES / "pages")]):
        if isinstance(file, SourceFile):
            yield from (page for page in read_pages(file) if isinstance(page, Page))


def _paragraphs(text: str, title: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.split("\n"))
    body = [line for line in lines if line and line != title and not (len(line) < 60 and _WEB.search(line))]
    bare = (_CLOSING.sub("", _OPENING.sub("", line)).strip() for line in body)
    return tuple(line for line in bare if len(line) > 30)


def composed(choice: random.Random, pool: list[Story], *, interleaved: bool) -> tuple[str, list[Story]]:
    """One page of two to five stories and the stories on it."""
    chosen = choice.sample(pool, choice.randint(2, 5))
    size = choice.choice([0, choice.randint(13, 22)])
    after = choice.random() < 0.25
    dress = choice.choice(["opening", "closing", "line", "mixed"])
    texts = [_passages(choice, story, dress, size) for story in chosen]
    heads = [_headline(choice, story.title) for story in chosen]
    parts: list[str] = []
    for head, text in zip(heads, texts, strict=True):
        parts += [*text, head] if after else [head, *text]
    if interleaved and len(texts[0]) > 2 and len(texts[1]) > 2:
        one, two = texts[0], texts[1]
        mixed = [one[0], two[0], *one[1:-1], *two[1:-1], one[-1], two[-1]]
        rest = parts[len(one) + len(two) + 2 :]
        parts = [*mixed, *heads[:2], *rest] if after else [heads[0], mixed[0], heads[1], *mixed[1:], *rest]
    return "\n\n".join(parts) + "\n", chosen


def _passages(choice: random.Random, story: Story, dress: str, size: int) -> list[str]:
    """The paragraphs in column width, with the credits."""
    style = choice.choice(["opening", "closing", "line"]) if dress == "mixed" else dress
    open_bracket, close_bracket = choice.choice(["（）", "()"])
    roles = [("记者", story.reporters), ("通讯员", story.correspondents)]
    people = " ".join(f"{role} {' '.join(names)}" for role, names in roles if names)
    paragraphs = list(story.paragraphs)
    if style == "opening":
        paragraphs[0] = f"本报讯{open_bracket}{people}{close_bracket}{paragraphs[0]}"
    elif choice.random() < 0.6:
        paragraphs[0] = f"本报讯 {paragraphs[0]}"
    lines = [wrap("　　" + text, size) if size else text for text in paragraphs]
    if style == "closing":
        lines[-1] += ("\n" if size or choice.random() < 0.5 else " ") + people
    elif style == "line":
        lines[-1] += f"\n本报{people}" if story.reporters else f"\n{people}"
    return lines


def _headline(choice: random.Random, title: str) -> str:
    """Lines where the title has a space; else one."""
    return title.replace(" ", "\n") if choice.random() < 0.6 else title
