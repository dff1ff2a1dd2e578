"""What the relation model is trained on: an article with mentions, and the relations that are right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.evaluation.gold import KINDS, plain
from kg.extract.statements.learned.vocabulary import NUMBER_OF
from kg.language.lac import Word
from kg.model import Article, Mention
from training.annotated import Annotated

Thing = tuple[str, str]  # (type, name)


@dataclass(frozen=True, slots=True)
class Sample:
    """One article, once with the mentions of its annotation and once with those that were found.

    ``relations`` are (relation type, head, tail) of the annotation, in the things of ``mentions``.
    ``document`` names what must not be torn apart by folds, ``group`` where it comes from; ``given`` tells
    mentions of the annotation.
    """

    group: str
    document: str
    article: Article
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    relations: frozenset[tuple[str, Thing, Thing]]
    given: bool = True

    def right(self, relation: int) -> frozenset[tuple[Thing, Thing]]:
        """The (head, tail) of a relation of the model."""
        return frozenset((h, t) for name, h, t in self.relations if NUMBER_OF.get(name) == relation)


def given_sample(annotated: Annotated, words: Sequence[Word]) -> Sample:
    """The article with the mentions of its annotation: every place where a form stands, the longest first."""
    things = [(KINDS[entity.kind][0], entity.forms[0]) for entity in annotated.entities]
    mentions = tuple(_placed(annotated))
    relations = frozenset((r.type, things[r.head], things[r.tail]) for r in annotated.relations)
    return Sample(annotated.group, annotated.source, annotated.article, tuple(words), mentions, relations)


def found_sample(annotated: Annotated, words: Sequence[Word], mentions: Sequence[Mention]) -> Sample:
    """The article with found mentions. A thing is the annotation's with which it shares most forms."""
    forms: dict[Thing, set[str]] = {}
    for mention in mentions:
        forms.setdefault((mention.type, mention.name), set()).add(plain(mention.text))
    ranked = sorted(
        (
            (-len(shared), -max(map(len, shared)), number, thing)
            for number, entity in enumerate(annotated.entities)
            for thing, own in forms.items()
            if thing[0] == KINDS[entity.kind][0]
            if (shared := own & {plain(form) for form in entity.forms})
        ),
    )
    thing_of: dict[int, Thing] = {}
    for _, _, number, thing in ranked:
        if number not in thing_of and thing not in thing_of.values():
            thing_of[number] = thing
    relations = frozenset(
        (r.type, thing_of[r.head], thing_of[r.tail])
        for r in annotated.relations
        if r.head in thing_of and r.tail in thing_of
    )
    return Sample(
        annotated.group,
        annotated.source,
        annotated.article,
        tuple(words),
        tuple(mentions),
        relations,
        given=False,
    )


def _placed(annotated: Annotated) -> Iterator[Mention]:
    """Every naming of every entity; none crosses another, and a thing does not stand within itself."""
    article = annotated.article
    found: list[Mention] = []
    for in_title, text in ((False, article.text), (True, article.title)):
        for entity in annotated.entities:
            type_, subtype = KINDS[entity.kind]
            for form in entity.forms:
                for match in re.finditer(re.escape(form), text):
                    found.append(
                        Mention(
                            match.start(), match.end(), form, type_, subtype, entity.forms[0],
                            in_title=in_title, anaphor=form.startswith("该"),
                        )
                    )  # fmt: skip
    found.sort(key=lambda m: (m.start - m.end, m.start))
    kept: list[Mention] = []
    for mention in found:
        if not any(_clash(mention, longer) for longer in kept):
            kept.append(mention)
    credited = {mention.name for mention in kept if mention.type == "Person"}
    for credit in article.credits:
        if credit.name not in credited:
            kept.append(Mention(credit.start, credit.end, credit.name, "Person", "", credit.name))
            credited.add(credit.name)
    return iter(sorted(kept, key=lambda m: (m.in_title, m.start < 0, m.start, -m.end, m.type, m.name)))


def _clash(mention: Mention, longer: Mention) -> bool:
    """May the shorter of two mentions not stand beside the longer one?"""
    if mention.in_title != longer.in_title or mention.start >= longer.end or longer.start >= mention.end:
        return False
    nested = longer.start <= mention.start and mention.end <= longer.end
    same = (mention.type, mention.name) == (longer.type, longer.name)
    whole = (mention.start, mention.end) == (longer.start, longer.end)
    return not nested or same or whole or mention.type in ("Initiative", "Person")
