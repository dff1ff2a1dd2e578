"""Which found thing is which gold thing, document by document, and what follows for relations and articles.

A found entity is the gold entity of its type with which it shares most surface forms, one to one. A relation
is right if its type is and both ends are; three readings are allowed, since annotators differ in them:
PART_OF for LOCATED_IN and the reverse, a cooperation in either direction, and a post at an office for one at
a body directly above or below it (its party committee).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluation.found import FoundDocument, FoundEntity, FoundRelation
from kg.evaluation.gold import Byline, GoldArticle, GoldDocument, GoldEntity, Triple, plain

WITHIN = frozenset({"PART_OF", "LOCATED_IN"})
_POSTS = frozenset({"HOLDS_POST", "BELONGS_TO"})
_SAME_TITLE = 0.7  # Dice share of characters that two readings of one headline have in common, at least


@dataclass(frozen=True, slots=True)
class JudgedRelation:
    """A found relation: the gold keys of its ends (None: not in gold), the gold relations that it stands for
    (none: it is wrong), whether it is the first to say one of them, and for each post that it is the first
    to give, whether the title is right.
    """

    found: FoundRelation
    head: str | None
    tail: str | None
    stands_for: frozenset[Triple]
    is_first: bool
    titles_right: tuple[bool, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether gold has it."""
        return bool(self.stands_for)


@dataclass(frozen=True, slots=True)
class MatchedArticle:
    """A gold article, the found one it is (or None), and the bylines that were found of that."""

    gold: GoldArticle
    found: str | None
    bylines: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Matched:
    """One document, gold and found side by side. ``key_of`` leads from the id of a found entity to the gold
    key it is; ``unclaimed`` counts found articles that gold does not have.
    """

    gold: GoldDocument
    found: FoundDocument
    key_of: Mapping[str, str]
    relations: tuple[JudgedRelation, ...]
    missed: tuple[Triple, ...]
    articles: tuple[MatchedArticle, ...]
    unclaimed: int

    @property
    def missed_entities(self) -> tuple[GoldEntity, ...]:
        """The gold entities that were not found, in gold's order."""
        hit = set(self.key_of.values())
        return tuple(entity for key, entity in self.gold.entities.items() if key not in hit)


def match(gold: GoldDocument, found: FoundDocument) -> Matched:
    """Compare one document."""
    key_of = match_entities(gold.entities, found.entities)
    relations = judge_relations(gold, found.relations.values(), key_of)
    reached = {triple for judged in relations for triple in judged.stands_for}
    missed = tuple(triple for triple in gold.relations if triple not in reached)
    articles, unclaimed = match_articles(gold.articles, found)
    return Matched(gold, found, key_of, relations, missed, articles, unclaimed)


# ----------------------------------------------------------------------------------------------- entities


def match_entities(gold: Mapping[str, GoldEntity], found: Mapping[str, FoundEntity]) -> dict[str, str]:
    """Found id -> gold key, one to one: most shared forms first, then the longest shared form."""
    pairs = []
    for key, wanted in gold.items():
        for id_, thing in found.items():
            shared = wanted.forms & thing.forms
            if shared and wanted.type == thing.entity.type:
                pairs.append((-len(shared), -max(map(len, shared)), key, id_))
    key_of: dict[str, str] = {}
    used: set[str] = set()
    for _, _, key, id_ in sorted(pairs):
        if id_ not in key_of and key not in used:
            key_of[id_] = key
            used.add(key)
    return key_of


# ---------------------------------------------------------------------------------------------- relations


def judge_relations(
    gold: GoldDocument, found: Iterable[FoundRelation], key_of: Mapping[str, str]
) -> tuple[JudgedRelation, ...]:
    """Every found relation against gold, in order: the first to say a thing counts, others repeat it."""
    above: dict[str, set[str]] = defaultdict(set)
    for type_, part, whole in gold.relations:
        if type_ in WITHIN:
            above[part].add(whole)
    reached: set[Triple] = set()
    judged = []
    for relation in found:
        head, tail = key_of.get(relation.head), key_of.get(relation.tail)
        stands_for = _readings(relation.type, head, tail, gold, above) & gold.relations.keys()
        new = stands_for - reached
        titles = tuple(
            any(title in given for title in gold.relations[triple].titles for given in relation.titles)
            for triple in sorted(new)
            if relation.type == "HOLDS_POST"
        )
        judged.append(JudgedRelation(relation, head, tail, stands_for, bool(new), titles))
        reached |= stands_for
    return tuple(judged)


def _readings(
    type_: str, head: str | None, tail: str | None, gold: GoldDocument, above: Mapping[str, set[str]]
) -> frozenset[Triple]:
    """What a relation may stand for. ``above`` leads from a gold key to those it is directly within."""
    if head is None or tail is None:
        return frozenset()
    found = {(each, head, tail) for each in (WITHIN if type_ in WITHIN else {type_})}
    if type_ == "COOPERATES_WITH":
        found.add((type_, tail, head))
    if type_ in _POSTS and (type_, head, tail) not in gold.relations:
        below = {part for part, wholes in above.items() if tail in wholes}
        found |= {(type_, head, near) for near in above.get(tail, set()) | below}
    return frozenset(found)


# ----------------------------------------------------------------------------------------------- articles


def match_articles(
    wanted: Iterable[GoldArticle], found: FoundDocument
) -> tuple[tuple[MatchedArticle, ...], int]:
    """Each gold article with the found one it is, and how many found ones are none. An article without a
    headline is a captioned photograph: known by its credit, and nothing is owed for it.
    """
    matched, used, excused = [], set[str](), 0
    for article in wanted:
        free = {id_: plain(found.articles[id_].title) for id_ in sorted(found.articles) if id_ not in used}
        id_ = _by_title(plain(article.title), free) if article.title else _by_credit(article, free, found)
        excused += id_ is None and not article.title
        used |= {id_} if id_ else set()
        got: frozenset[Byline] = frozenset((name, role) for name, role, at in found.reported if at == id_)
        matched.append(MatchedArticle(article, id_, got))
    return tuple(matched), max(0, len(found.articles) - len(used) - excused)


def _by_title(title: str, free: Mapping[str, str]) -> str | None:
    best, best_share = None, 0.0
    for id_, other in free.items():
        if not other or not title:
            continue
        shared = (Counter(title) & Counter(other)).total()
        share = 2 * shared / (len(title) + len(other))
        if share > best_share:
            best, best_share = id_, share
    return best if best_share >= _SAME_TITLE else None


def _by_credit(article: GoldArticle, free: Mapping[str, str], found: FoundDocument) -> str | None:
    credited = sorted(found.reported)
    return next((at for name, role, at in credited if (name, role) in article.bylines and at in free), None)
