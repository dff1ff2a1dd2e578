"""What one sees of an entity when asked whether it is another: names, posts, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.decisions import Designation, normal_form
from kg.language.sentences import Span, split_sentences
from kg.model import Article, Entity, Extraction, Mention
from kg.ontology import ontology
from kg.projection import dated
from kg.relations import RelationKey, Sentence
from kg.resolved import Resolved
from kg.show import Portrait, cited, portrait
from kg.store import Store

_FACTS = 5
_SAMPLES = 2
_LONGEST = 90  # characters of a sample: what is longer is cut around the name


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence that names the entity; ``names`` are the stretches of ``text`` that do."""

    text: str
    names: tuple[Span, ...]
    cited: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two entities of a question. ``asked``: the name that the question is about."""

    entity: Entity
    asked: Designation
    mentions: int
    articles: int
    period: str  # 2024-01-05 – 2024-06-12, "" where no article is dated
    facts: tuple[str, ...]
    samples: tuple[Sample, ...]


def side(
    entity: Entity, asked: Designation, known: Mapping[str, Entity], resolved: Resolved, store: Store
) -> Side:
    """Gather a side. ``known`` are all entities by id."""
    seen = portrait(entity, known, resolved, store)
    dates = sorted(filter(None, (dated(article) for article in seen.articles.values())))
    return Side(
        entity,
        asked,
        seen.sightings.counts.total(),
        len(seen.sightings.counts),
        " – ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else "",
        tuple(_facts(seen))[:_FACTS],
        tuple(_samples(entity, asked, resolved, store))[:_SAMPLES],
    )


# Facts --------------------------------------------------------------------------------------------


def _facts(seen: Portrait) -> Iterator[str]:
    """Its relations in a line each, those that most articles state first; bylines counted."""
    rows = sorted(seen.relations.items(), key=lambda row: (-_weight(row[1]), row[0]))
    bylines: dict[str, int] = {}
    for key, _ in rows:
        if key.tail in seen.others:
            yield _fact(seen, key)
        else:
            bylines[key.title] = bylines.get(key.title, 0) + 1
    for role, count in bylines.items():
        yield f"{ontology().relations['REPORTED'].zh} {role} ×{count}"


def _weight(sentences: Sequence[Sentence]) -> int:
    return len({sentence.article for sentence in sentences})


def _fact(seen: Portrait, key: RelationKey) -> str:
    relation = ontology().relations[key.type]
    outgoing = key.head == seen.entity.id
    other = seen.others[key.tail if outgoing else key.head]
    arrow = "↔" if relation.undirected else "→" if outgoing else "←"
    return " ".join(filter(None, [relation.zh, key.title, arrow, other.name]))


# Samples ------------------------------------------------------------------------------------------


def _samples(entity: Entity, asked: Designation, resolved: Resolved, store: Store) -> Iterator[Sample]:
    """One sentence an article: those with the name asked about first, then by article."""
    own: dict[str, list[int]] = {}
    for ref in resolved.mentions(entity.id):
        own.setdefault(ref.article, []).append(ref.index)
    found = [_sample(claim, own[claim.article.id], asked) for claim in store.claims(own)]
    for _, sample in sorted(found, key=lambda row: row[0]):
        yield sample


def _sample(
    claim: Extraction, indexes: Sequence[int], asked: Designation
) -> tuple[tuple[bool, bool, bool, str], Sample]:
    """The best sentence of an article and its rank, the least first."""
    wanted = normal_form(asked.name)
    mentions = [claim.mentions[index] for index in indexes]

    def rank(mention: Mention) -> tuple[bool, bool, bool, int]:
        named = wanted in (normal_form(mention.text), normal_form(mention.name))
        return mention.start < 0, not named, mention.in_title, mention.start

    best = min(mentions, key=rank)
    outside, unnamed, in_title, _ = rank(best)
    other_article = bool(asked.article) and claim.article.id != asked.article
    return (other_article or outside, unnamed, in_title, claim.article.id), _cut(
        claim.article, best, mentions
    )


def _cut(article: Article, best: Mention, mentions: Sequence[Mention]) -> Sample:
    """The sentence of a mention with all mentions in it."""
    where = cited(article)
    if best.start < 0:
        lines = (credit.line for credit in article.credits if credit.name == best.text)
        return _marked(next(filter(None, lines), best.text), best.text, where)
    text = article.title if best.in_title else article.text
    sentence = next(
        (span for span in split_sentences(text) if span.start <= best.start < span.end), Span(0, len(text))
    )
    start, end = _around(text, sentence, best)
    names = [
        Span(max(m.start, start) - start, min(m.end, end) - start)
        for m in mentions
        if m.in_title == best.in_title and m.start < end and m.end > start and m.start >= 0
    ]
    before, after = "…" if start > sentence.start else "", "…" if end < sentence.end else ""
    moved = (Span(span.start + len(before), span.end + len(before)) for span in names)
    return Sample(before + text[start:end] + after, tuple(moved), where)


def _around(text: str, sentence: Span, mention: Mention) -> tuple[int, int]:
    """The sentence, or if it is long as much of it as may stand, the mention amid."""
    if sentence.end - sentence.start <= _LONGEST:
        return sentence.start, sentence.end
    middle = (mention.start + mention.end) // 2
    start = max(sentence.start, min(middle - _LONGEST // 2, sentence.end - _LONGEST))
    end = min(sentence.end, start + _LONGEST)
    return _after_number(text, start, mention.start), end


def _after_number(text: str, start: int, limit: int) -> int:
    """Not inside a number or a word: 20日 is no 0日."""
    while 0 < start < limit and (text[start - 1] + text[start]).isascii() and text[start].isalnum():
        start += 1
    return start


def _marked(text: str, name: str, where: str) -> Sample:
    at = text.find(name)
    return Sample(text, (Span(at, at + len(name)),) if at >= 0 else (), where)
