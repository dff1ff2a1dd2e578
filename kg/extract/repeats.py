"""Names that the tagger saw once and overlooked elsewhere in the same article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Article, Mention

_LEAST_SURE = 0.8


def _completed(mentions: Sequence[Mention], article: Article) -> list[Mention]:
    """纪春|来说, where the article has 纪春来 elsewhere: a name cut short takes its last character back."""
    people = {m.text for m in mentions if m.type == "Person" and len(m.text) == 3}
    found = []
    for mention in mentions:
        text = article.title if mention.in_title else article.text
        whole = text[mention.start : mention.end + 1]
        if mention.type == "Person" and len(mention.text) == 2 and mention.start >= 0 and whole in people:
            mention = replace(mention, end=mention.end + 1, text=whole, name=whole)
        found.append(mention)
    return found


def with_repeats(mentions: Sequence[Mention], article: Article) -> list[Mention]:
    """A distinctive name is a name wherever it stands: where the tagger overlooked it, it is added."""
    mentions = _completed(mentions, article)
    sure: dict[str, Mention] = {}
    for mention in mentions:
        length = 3 if mention.type == "Person" else 4
        if len(mention.text) >= length and mention.confidence >= _LEAST_SURE and not mention.anaphor:
            sure.setdefault(mention.text, mention)
    added = list(mentions)
    for in_title, text in ((True, article.title), (False, article.text)):
        taken = {p for m in mentions if m.in_title == in_title for p in range(m.start, m.end)}
        for name, model in sure.items():
            start = text.find(name)
            while start >= 0:
                if taken.isdisjoint(range(start, start + len(name))):
                    end = start + len(name)
                    added.append(replace(model, start=start, end=end, in_title=in_title, rule="repeated"))
                    taken.update(range(start, end))
                start = text.find(name, start + len(name))
    return added
