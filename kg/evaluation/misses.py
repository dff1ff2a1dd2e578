"""Each thing that was missed or is wrong: its sentence, the rule that made it, what stands there instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.evaluation.found import FoundEntity, FoundRelation, rules_of, surest
from kg.evaluation.gold import GoldEntity, Triple
from kg.evaluation.matching import JudgedRelation, Matched
from kg.evaluation.passages import Passages, closest
from kg.language.sentences import Span
from kg.relations import stated_as

# The kinds of faults, in the order in which they are told.
KINDS = (
    "entity missed",
    "entity not in gold",
    "relation missed",
    "relation not in gold",
    "article missed",
    "article not in gold",
    "byline missed",
    "byline not in gold",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One miss, or one thing too many. ``kind`` is of ``KINDS``, ``what`` names it, ``notes`` say what is
    known of its cause. ``rules`` and ``confidence`` are those of a thing too many.
    """

    kind: str
    source: str
    what: str
    sentence: str = ""
    notes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    confidence: float | None = None


def faults(documents: Sequence[Matched]) -> list[Fault]:
    """Every fault of some documents, by kind, then in the order of the documents."""
    found = [fault for document in documents for fault in _Reader(document).faults()]
    return sorted(found, key=lambda fault: KINDS.index(fault.kind))


@dataclass(slots=True)
class _Reader:
    """One document with its texts to look things up in."""

    document: Matched
    texts: dict[str, Passages] = field(init=False)
    id_of: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.texts = {id_: Passages.of(article) for id_, article in self.document.found.articles.items()}
        self.id_of = {key: id_ for id_, key in self.document.key_of.items()}

    def faults(self) -> Iterator[Fault]:
        yield from map(self._missed_entity, self.document.missed_entities)
        for id_, found in self.document.found.entities.items():
            if id_ not in self.document.key_of:
                yield self._wrong_entity(found)
        yield from map(self._missed_relation, self.document.missed)
        yield from (self._wrong_relation(judged) for judged in self.document.relations if not judged.is_right)
        yield from self._articles_and_bylines()

    def _fault(self, kind: str, what: str, sentence: str = "", notes: Iterable[str] = ()) -> Fault:
        return Fault(kind, self.document.gold.source, what, sentence, tuple(notes))

    # -------------------------------------------------------------------------------------------- entities

    def _missed_entity(self, entity: GoldEntity) -> Fault:
        what = f"{entity.kind} {'、'.join(entity.names)}"
        for passage in self._passages(entity.articles):
            places = passage.places(entity.forms)
            if places:
                # Named by its longest form first: that is where it should have been found.
                place = max(places, key=lambda span: span.end - span.start)
                return self._fault("entity missed", what, passage.around(place), self._there(passage, place))
        return self._fault("entity missed", what, notes=["stands nowhere in the articles as they were read"])

    def _there(self, passage: Passages, place: Span) -> Iterator[str]:
        """The mentions that overlap a place in the body."""
        for found in self.document.found.entities.values():
            for naming in found.namings:
                mention = naming.mention
                overlaps = mention.start < place.end and place.start < mention.end
                if naming.article == passage.article.id and overlaps and not mention.in_title:
                    known = self._gold_name(found)
                    yield f"there: {mention.type} {mention.text} [{mention.rule}]{known}"

    def _gold_name(self, found: FoundEntity) -> str:
        key = self.document.key_of.get(found.entity.id)
        return f" = {key}" if key is not None else " not in gold"

    def _wrong_entity(self, found: FoundEntity) -> Fault:
        entity = found.entity
        texts = dict.fromkeys(naming.mention.text for naming in found.namings)
        forms = [text for text in texts if text != entity.name]
        what = f"{entity.subtype or entity.type} {entity.name}" + (f" ({'、'.join(forms)})" if forms else "")
        return Fault(
            "entity not in gold",
            self.document.gold.source,
            what,
            self._first_sentence(found),
            tuple(self._rivals(found)),
            tuple(rules_of(found.namings)),
            max(naming.mention.confidence for naming in found.namings),
        )

    def _first_sentence(self, found: FoundEntity) -> str:
        for naming in found.namings:
            mention, passage = naming.mention, self.texts[naming.article]
            if mention.start >= 0 and not mention.in_title:
                return passage.around(Span(mention.start, mention.end))
        naming = found.namings[0]
        if naming.mention.in_title:
            return self.texts[naming.article].article.title
        lines = (credit.line for credit in self.texts[naming.article].article.credits)
        return next((line for line in lines if naming.mention.text in line), "")

    def _rivals(self, found: FoundEntity) -> Iterator[str]:
        """Why a thing whose form gold has is none of gold's: another type, or another node took it."""
        for key, wanted in self.document.gold.entities.items():
            if wanted.forms & found.forms:
                if wanted.type != found.entity.type:
                    yield f"gold: {wanted.kind} {key}"
                elif key in self.id_of:
                    other = self.document.found.entities[self.id_of[key]].entity
                    yield f"gold: {key}, which is {other.name} already"

    # ------------------------------------------------------------------------------------------- relations

    def _missed_relation(self, triple: Triple) -> Fault:
        type_, head, tail = triple
        wanted = self.document.gold.relations[triple]
        titles = "、".join(dict.fromkeys(title for title in wanted.titles if title))
        what = f"{type_} {head} → {tail}" + (f" ({titles})" if titles else "")
        notes = [
            f"the {end} was not found: {key}"
            for end, key in (("head", head), ("tail", tail))
            if key not in self.id_of
        ]
        notes += self._said_instead(head, tail)
        return self._fault("relation missed", what, self._sentence_of(triple), notes)

    def _sentence_of(self, triple: Triple) -> str:
        """Where both ends stand closest; else where one of them stands."""
        head, tail = (self.document.gold.entities[key] for key in triple[1:])
        articles = self.document.gold.relations[triple].articles
        for passages in (self._own(articles), list(self.texts.values())):
            found = closest(passages, head.forms, tail.forms)
            if found:
                passage, *spans = found
                return passage.around(*spans)
        for entity in (head, tail):
            for passage in self._passages(articles):
                places = passage.places(entity.forms)
                if places:
                    return passage.around(places[0])
        return ""

    def _said_instead(self, head: str, tail: str) -> Iterator[str]:
        for judged in self.document.relations:
            if not judged.is_right and {judged.head, judged.tail} == {head, tail}:
                turned = " the other way round" if judged.head != head else ""
                yield f"said: {judged.found.type}{turned} [{', '.join(rules_of(judged.found.sentences))}]"

    def _wrong_relation(self, judged: JudgedRelation) -> Fault:
        relation = judged.found
        sentence = max(relation.sentences, key=lambda s: (s.confidence, -s.start))
        notes = list(self._wrong_because(judged))
        if stated_as(relation.sentences) == "plan":
            notes.append("a plan")
        return Fault(
            "relation not in gold",
            self.document.gold.source,
            self._told(relation),
            sentence.text,
            tuple(notes),
            tuple(rules_of(relation.sentences)),
            surest(relation.sentences),
        )

    def _told(self, relation: FoundRelation) -> str:
        names: Mapping[str, FoundEntity] = self.document.found.entities
        head, tail = (names[id_].entity.name for id_ in (relation.head, relation.tail))
        titles = "、".join(dict.fromkeys(title for title in relation.titles if title))
        return f"{relation.type} {head} → {tail}" + (f" ({titles})" if titles else "")

    def _wrong_because(self, judged: JudgedRelation) -> Iterator[str]:
        names = self.document.found.entities
        for end, key, id_ in (
            ("head", judged.head, judged.found.head),
            ("tail", judged.tail, judged.found.tail),
        ):
            if key is None:
                yield f"the {end} is not in gold: {names[id_].entity.name}"
        for type_, head, tail in self.document.gold.relations:
            if {head, tail} == {judged.head, judged.tail}:
                yield f"gold: {type_} {head} → {tail}"

    # ------------------------------------------------------------------------------- articles and bylines

    def _articles_and_bylines(self) -> Iterator[Fault]:
        used = {article.found for article in self.document.articles}
        for article in self.document.articles:
            title = article.gold.title or "(without a headline)"
            if article.found is None and article.gold.title:
                yield self._fault("article missed", title)
            for name, role in sorted(article.gold.bylines - article.bylines):
                yield self._fault("byline missed", f"{role} {name}: {title}")
            for name, role in sorted(article.bylines - article.gold.bylines):
                yield self._fault("byline not in gold", f"{role} {name}: {title}")
        if self.document.unclaimed:
            for id_, found in sorted(self.document.found.articles.items()):
                if id_ not in used:
                    yield self._fault("article not in gold", found.title or found.text[:30])

    # --------------------------------------------------------------------------------------- where to look

    def _own(self, articles: frozenset[int]) -> list[Passages]:
        """The texts of gold's articles of these numbers, as far as they were found."""
        found = [self.document.articles[number].found for number in sorted(articles)]
        return [self.texts[id_] for id_ in found if id_ is not None]

    def _passages(self, articles: frozenset[int]) -> list[Passages]:
        """The same, then the document's other texts: an article's end may have been read as another's."""
        own = self._own(articles)
        return own + [passage for passage in self.texts.values() if passage not in own]
