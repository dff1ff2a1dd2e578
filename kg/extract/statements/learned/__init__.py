"""The learned part: which of the pairs of an article are related, given all that speaks for it.

The declared patterns stay what finds most relations and what names the rule; here their word is weighed with
the grammar, the words around, the names and kinds of both ends, and pairs that no pattern caught are judged
in the same way. ``spots`` and ``pairs`` lay an article out in columns, ``wording`` scores the words around
each pair, ``evidence`` gathers the rows, ``forest`` judges them, ``neighbours`` gathers what is said of other
pairs for a second verdict, ``model`` reads the trained files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.extract.forest import Forest, probability
from kg.extract.statements.learned.evidence import Rows, rows_of
from kg.extract.statements.learned.model import RelationModel
from kg.extract.statements.learned.neighbours import FIRST, Again, again_of
from kg.extract.statements.learned.scene import Scene, scene_of
from kg.extract.statements.learned.spots import Floats
from kg.extract.statements.learned.vocabulary import (
    COOPERATION,
    KINDS,
    NUMBER_OF,
    RELATIONS,
    relation_number,
    type_of,
)
from kg.extract.statements.modality import modality_of
from kg.extract.statements.subjects import Reading
from kg.model import Statement

POST = NUMBER_OF["HOLDS_POST"]
LONGEST_POST = 12  # characters
NO_POST = re.compile(r"[，。、；：！？“”（）()\s]")
SURE = 0.995  # no statement is surer: evidence is one sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair of things that was judged: the numbers of its best naming's spots, how likely it is."""

    relation: int
    head: int
    tail: int
    naming: int
    chance: float


def judged(reading: Reading, stated: Sequence[Statement], model: RelationModel) -> list[Statement]:
    """The statements that hold: those of rules that the model believes, and those that it adds.

    Confidence is the probability that the relation is right. What the model has no say in (REPORTED, what is
    denied, what a byline states) stays as it was.
    """
    return judged_together([(reading, stated)], model)[0]


def judged_together(
    articles: Sequence[tuple[Reading, Sequence[Statement]]], model: RelationModel
) -> list[list[Statement]]:
    """Each article judged as :func:`judged` does: the trees are asked once for the rows of all."""
    scenes = [scene_of(reading, stated) for reading, stated in articles]
    verdicts = iter(verdicts_of([scene for scene in scenes if scene is not None], model))
    return [
        list(stated) if scene is None else _settled(scene, stated, next(verdicts), model)
        for scene, (_, stated) in zip(scenes, articles, strict=True)
    ]


def _settled(
    scene: Scene, stated: Sequence[Statement], verdicts: Sequence[Verdict], model: RelationModel
) -> list[Statement]:
    """The statements that the verdicts leave, and those that they add."""
    by_ends = {(v.relation, v.head, v.tail): v for v in verdicts}
    kept: list[Statement] = []
    said: set[tuple[int, int, int]] = set()
    for statement in stated:
        ends = ends_of(scene, statement)
        verdict = by_ends.get(ends) if ends is not None else None
        if ends is not None:
            said.add(ends)
        if verdict is None or statement.modality == "negated":
            kept.append(statement)
        elif verdict.chance >= model.thresholds[verdict.relation]:
            kept.append(replace(statement, confidence=rounded(model.confidence(verdict.chance))))
    kept.extend(
        added(scene, verdict, model.confidence(verdict.chance))
        for verdict in verdicts
        if verdict.chance >= model.thresholds[verdict.relation]
        and (verdict.relation, verdict.head, verdict.tail) not in said
    )
    return kept


def ends_of(scene: Scene, statement: Statement) -> tuple[int, int, int] | None:
    """The relation and things of a statement, in one order where the relation has no direction."""
    relation = relation_number(statement)
    if relation is None or statement.tail is None:
        return None
    head, tail = int(scene.thing_of[statement.head]), int(scene.thing_of[statement.tail])
    return in_order(relation, head, tail)


def in_order(relation: int, head: int, tail: int) -> tuple[int, int, int]:
    """The key of a pair of things."""
    return (relation, min(head, tail), max(head, tail)) if relation == COOPERATION else (relation, head, tail)


def verdicts_of(scenes: Sequence[Scene], model: RelationModel) -> list[list[Verdict]]:
    """For each scene the candidates that are likely enough or that rules state."""
    if not scenes:
        return []
    rows = [rows_of(scene, model.wording, model.least) for scene in scenes]
    chances: list[list[Floats]] = [[] for _ in scenes]  # by scene and relation
    for relation, forest in enumerate(model.forests):
        columns = [of_scene[relation].columns for of_scene in rows]
        ends = np.cumsum([len(part) for part in columns])
        found = np.split(probability(forest.logits(np.concatenate(columns))), ends[:-1])
        for of_scene, part in zip(chances, found, strict=True):
            of_scene.append(part)
    if model.again:
        judge_again([again_of(*one) for one in zip(scenes, rows, chances, strict=True)], chances, model.again)
    return [_likely(*one, model) for one in zip(scenes, rows, chances, strict=True)]


def judge_again(
    again: Sequence[Sequence[Again]], chances: Sequence[Sequence[Floats]], forests: Sequence[Forest]
) -> None:
    """Where a pair is not faint, put the mean of first and second verdict (of logits) for the first."""
    for relation, forest in enumerate(forests):
        columns = np.concatenate([of_scene[relation].columns for of_scene in again])
        found = probability((forest.logits(columns) + columns[:, FIRST]) / 2)
        ends = np.cumsum([len(of_scene[relation].row) for of_scene in again])
        for of_scene, first, both in zip(again, chances, np.split(found, ends[:-1]), strict=True):
            first[relation][of_scene[relation].row] = both


def _likely(
    scene: Scene, by_relation: Sequence[Rows], likely: Sequence[Floats], model: RelationModel
) -> list[Verdict]:
    """The candidates of one scene; of an undirected relation the surer way."""
    best: dict[tuple[int, int, int], Verdict] = {}
    for relation, (rows, chances) in enumerate(zip(by_relation, likely, strict=True)):
        heads, tails = scene.pairs.head_thing[rows.pair], scene.pairs.tail_thing[rows.pair]
        kept = (chances >= model.thresholds[relation]) | (scene.said[heads, tails, relation] > 0)
        columns = (column[kept].tolist() for column in (heads, tails, rows.naming, chances))
        for head, tail, naming, chance in zip(*columns, strict=True):
            key = in_order(relation, head, tail)
            if key not in best or best[key].chance < chance:
                best[key] = Verdict(*key, naming, chance)
    return list(best.values())


def added(scene: Scene, verdict: Verdict, confidence: float) -> Statement:
    """The statement of a pair that no rule stated, with the sentence of its best naming."""
    reading, spots, pairs = scene.reading, scene.spots, scene.pairs
    head, tail = int(pairs.head[verdict.naming]), int(pairs.tail[verdict.naming])
    later = max(head, tail, key=lambda spot: int(spots.start[spot]))
    span = reading.sentences[int(spots.sentence[later])].span
    head_mention, tail_mention = int(spots.mention[head]), int(spots.mention[tail])
    things = scene.things
    kind = KINDS[int(things.kind[spots.thing[head]])]
    clause = int(spots.clause_start[spots.clause[later]])
    before = reading.outside_units(clause, int(spots.start[later]))
    title = dict(title_of(scene, head, tail)) if verdict.relation == POST else {}
    acts = verdict.relation > NUMBER_OF["BELONGS_TO"]
    return Statement(
        type=type_of(
            verdict.relation,
            reading.mentions[head_mention].type,
            kind,
            reading.mentions[tail_mention].type,
        ),
        head=reading.stands_for.get(head_mention, head_mention),
        tail=reading.stands_for.get(tail_mention, tail_mention),
        start=span.start,
        end=span.end,
        evidence=reading.article.text[span.start : span.end],
        rule=f"learned.{RELATIONS[verdict.relation].lower()}",
        confidence=rounded(confidence),
        modality=modality_of(before, reading.grammar) if acts else "fact",
        attributes=title,
    )


def title_of(scene: Scene, person: int, body: int) -> Iterator[tuple[str, str]]:
    """The title of a post that no rule has read: of the person's posts one without a body, else what stands
    between the body and the name.
    """
    spots, reading = scene.spots, scene.reading
    chain = reading.chains.get(int(spots.mention[person]))
    titles = [post.title for post in chain.posts if post.body is None] if chain else []
    if titles:
        yield "title", titles[-1]
        return
    between = reading.article.text[int(spots.end[body]) : int(spots.start[person])]
    if 0 < len(between) <= LONGEST_POST and not NO_POST.search(between):
        yield "title", between.removeprefix("的")


def rounded(chance: float) -> float:
    """A probability as a confidence."""
    return round(min(chance, SURE), 3)


__all__ = ["judged", "judged_together"]
