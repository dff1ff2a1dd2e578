"""Names that the tagger saw once and overlooked elsewhere in the same article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Article, Mention

_LEAST_SURE = 0.8


def with_repeats(mentions: Sequence[Mention], article: Article) -> list[Mention]:
    """A distinctive name is a name wherever it stands: where the tagger overlooked it, it is added."""
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
