"""What a node is made of, numbered, and which of it a person takes out: 2 is a part, 2.1 an article of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.decisions import Designation, normal_form
from kg.errors import KgError
from kg.matching import Bar
from kg.resolved import MergeReason, Part
from kg.review.changes import Cut, designated
from kg.review.nodes import counted
from kg.show import cited
from kg.store import Store

_SHOWN = 30  # articles of a part, and links
_NUMBERS = re.compile(r"[\d.,-]+")
_PART = re.compile(r"(\d+)(?:-(\d+))?")
_ARTICLE = re.compile(r"(\d+)\.(\d+)(?:-(\d+))?")


class NoPartError(KgError):
    """A word that means no part of the node."""


def listed(parts: Sequence[Part], store: Store) -> Iterator[str]:
    """The parts, and under each of several articles these, with the numbers that ``cut`` understands."""
    articles = {article for part in parts for article in part.articles}
    titles = {claim.article.id: cited(claim.article) for claim in store.claims(articles)}
    for number, part in enumerate(parts, 1):
        seen = f"{counted(part.mentions, 'mention')} in {counted(len(part.articles), 'article')}"
        yield f"{number:>4}  {designated(part.designation)} · {seen}"
        for place, article in enumerate(part.articles[:_SHOWN], 1):
            mark = f"{number}.{place}  " if len(part.articles) > 1 else ""
            yield f"        {mark}{titles.get(article, article)}"
        if len(part.articles) > _SHOWN:
            yield f"        … and {len(part.articles) - _SHOWN} more"


def links(parts: Sequence[Part], reasons: Sequence[MergeReason]) -> Iterator[str]:
    """What holds the parts together, the weakest link first: their numbers, the score, and what gave it."""
    if not reasons:
        return
    numbers = {part.designation.key: str(number) for number, part in enumerate(parts, 1)}
    yield "why they are one, the weakest link first:"
    ordered = sorted(reasons, key=lambda reason: (reason.score, reason.a.key, reason.b.key))
    for reason in ordered[:_SHOWN]:
        ends = [numbers.get(one.key, one.name) for one in (reason.a, reason.b)]
        given = ", ".join(_gave(bar) for bar in reason.bars if bar.note)
        yield f"        {' = '.join(ends)}  {reason.score:.2f}  {given}"
    if len(ordered) > _SHOWN:
        yield f"        … and {len(ordered) - _SHOWN} more"


def _gave(bar: Bar) -> str:
    """Same words +6.00 (住建局)."""
    feature = bar.feature.replace("_", " ")
    return f"{feature} {bar.gave:+.2f}" + (f" ({bar.note})" if bar.note != feature else "")


def cut(words: Sequence[str], parts: Sequence[Part]) -> Cut:
    """What the words take out: 2, 2-4, 2.1, 2.1-3, or a name as printed.

    Raises NoPartError for a word that means nothing here, or if nothing would be left.
    """
    chosen: dict[int, set[str]] = defaultdict(set)  # part -> its articles
    for word in words:
        pieces = word.split(",") if _NUMBERS.fullmatch(word) else [word]
        for number, articles in (row for piece in pieces if piece for row in _meant(piece, parts)):
            chosen[number].update(articles)
    taken: list[Designation] = []
    left: list[Designation] = []
    for number, part in enumerate(parts):
        if chosen[number] >= set(part.articles):
            taken.append(part.designation)
            continue
        left.append(part.designation)
        own = (replace(part.designation, article=article) for article in part.articles)
        taken.extend(one for one in own if one.article in chosen[number])
    if taken and not left:
        raise NoPartError("that is all of the node: nothing would be left")
    return Cut(tuple(taken), tuple(left))


def _meant(word: str, parts: Sequence[Part]) -> Iterator[tuple[int, Sequence[str]]]:
    """The parts that a word means, by their place, with the articles that are taken of each."""
    if found := _ARTICLE.fullmatch(word):
        (place,) = _range(found[1], None, len(parts), word, "the parts are")
        articles = parts[place].articles
        own = f"part {found[1]} has the articles"
        yield place, [articles[n] for n in _range(found[2], found[3], len(articles), word, own)]
    elif found := _PART.fullmatch(word):
        for place in _range(found[1], found[2], len(parts), word, "the parts are"):
            yield place, parts[place].articles
    else:
        named = [n for n, part in enumerate(parts) if normal_form(part.designation.name) == normal_form(word)]
        if not named:
            raise NoPartError(f"no part is called {word}")
        for place in named:
            yield place, parts[place].articles


def _range(first: str, last: str | None, count: int, word: str, what: str) -> range:
    """Places from 0 on of numbers from 1 on."""
    start, end = int(first), int(last or first)
    if not 1 <= start <= end <= count:
        raise NoPartError(f"{word}: {what} 1 to {count}")
    return range(start - 1, end)
