"""The relation model's two steps fitted: weights for words, then trees over all that speaks for a pair."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.forest import Forest, probability
from kg.extract.statements import read_rules
from kg.extract.statements.learned import judge_again
from kg.extract.statements.learned.evidence import Rows, column_names, rows_of
from kg.extract.statements.learned.model import RelationModel
from kg.extract.statements.learned.neighbours import Again, again_of
from kg.extract.statements.learned.pairs import ALLOWED, FLAGS, ORDERS, ZONES
from kg.extract.statements.learned.scene import Scene, scene_of
from kg.extract.statements.learned.vocabulary import COOPERATION, RELATIONS
from kg.extract.statements.learned.wording import (
    FACT_BLOCKS,
    NAMES,
    NEAREST,
    Wording,
    fact_numbers,
    name_parts,
    nearest_words,
)
from training.logistic import Ones, fit_logistic
from training.samples import Sample
from training.trees import Growth, grow

FOLDS = 5
PENALTY = 20.0  # of the weights of words
RARE = 8  # articles in which a word or a fact must stand
LOST = 0.02  # of the right pairs that no rule states: share that may be left out by their words alone
NONE_LEFT_OUT = -99.0  # a wording score below every other (JSON knows no infinity)
SMALL = 0.05  # weights below this are left out
MOST_WRONG = 60_000  # wrong pairs of a relation that the weights, and the trees, are fitted on, drawn by lot
SEED = 11
SECOND_GROWTH = Growth(trees=200, depth=5, rate=0.06, rows=0.6, columns=0.4)
LIKELY = 0.2  # pairs less likely do not count in what is claimed


def fold_of(document: str) -> int:
    """The fold of a document: by its name, the same on every machine."""
    return int(hashlib.md5(document.encode()).hexdigest(), 16) % FOLDS


@dataclass(slots=True)
class Case:
    """A sample with its pairs, the codes of its words and facts, and what is right, by relation."""

    sample: Sample
    scene: Scene
    fold: int
    codes: Ones
    right: NDArray[np.bool_]  # pair of things, relation
    rows: list[Rows]


class Codes:
    """Numbers for every word in every place and for every fact: what the weights of the words stand for."""

    def __init__(self, words: Sequence[str]) -> None:
        self.vocabulary = {word: number for number, word in enumerate(words, 1)}
        size = len(words) + 1
        self.size = size
        blocks = {
            "zone": len(ZONES) * size,
            "zone_order": ORDERS * len(ZONES) * size,
            "near": len(NEAREST) * size,
            "near_order": ORDERS * len(NEAREST) * size,
            "names": len(NAMES) * size,
            **FACT_BLOCKS,
        }
        self.start, at = {}, 0
        for name, length in blocks.items():
            self.start[name] = at
            at += length
        self.width = at

    def of(self, scene: Scene) -> Ones:
        """The codes of each naming of each pair."""
        pairs = scene.pairs
        words = np.array([self.vocabulary.get(w, 0) for w in scene.told.words], np.int32)
        row_parts, code_parts = [], []
        every = np.arange(len(pairs.head))
        for zone in range(len(ZONES)):
            begin, length = pairs.zone_start[zone], pairs.zone_end[zone] - pairs.zone_start[zone]
            rows = np.repeat(every, length)
            inside = np.arange(len(rows)) - np.repeat(np.cumsum(length) - length, length)
            word = words[np.repeat(begin, length) + inside]
            rows, word = rows[word > 0], word[word > 0]
            row_parts += [rows, rows]
            code_parts.append(self.start["zone"] + zone * self.size + word)
            ordered = pairs.order[rows] * len(ZONES) + zone
            code_parts.append(self.start["zone_order"] + ordered * self.size + word)
        for place, word in enumerate(nearest_words(pairs, words)):
            rows = every[word > 0]
            row_parts += [rows, rows]
            code_parts.append(self.start["near"] + place * self.size + word[rows])
            ordered = pairs.order[rows] * len(NEAREST) + place
            code_parts.append(self.start["near_order"] + ordered * self.size + word[rows])
        parts = name_parts(scene.things)
        for side, things in enumerate((pairs.head_thing, pairs.tail_thing)):
            for number, part in enumerate(parts):
                place = side * len(parts) + number
                word = np.array([self.vocabulary.get(w, 0) for w in part], np.int32)[things][pairs.of]
                row_parts.append(every[word > 0])
                code_parts.append(self.start["names"] + place * self.size + word[word > 0])
        for block, fact in fact_numbers(scene.things, scene.spots, pairs, scene.distance).items():
            row_parts.append(every)
            code_parts.append(self.start[block] + fact)
        rows, flag = np.nonzero(scene.flags)
        row_parts += [rows, rows]
        code_parts.append(self.start["flags"] + pairs.order[rows] * len(FLAGS) + flag)
        code_parts.append(self.start["flags"] + ORDERS * len(FLAGS) + flag)
        row, code = np.concatenate(row_parts), np.concatenate(code_parts)
        by_row = np.argsort(row, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(every)))])
        return Ones(code[by_row].astype(np.int32), start.astype(np.int64), self.width)

    def wording(self, weights: NDArray[np.float64], bias: NDArray[np.float64]) -> Wording:
        """Weights by code and relation as the product reads them."""
        table = weights.astype(np.float32)
        relations = len(RELATIONS)

        def block(name: str, *shape: int) -> NDArray[np.float32]:
            size = int(np.prod(shape))
            return table[self.start[name] : self.start[name] + size].reshape(*shape, relations)

        zones = block("zone_order", ORDERS, len(ZONES), self.size) + block("zone", len(ZONES), self.size)
        near = block("near_order", ORDERS, len(NEAREST), self.size) + block("near", len(NEAREST), self.size)
        zones = zones.reshape(ORDERS * len(ZONES), self.size, relations).transpose(1, 0, 2).copy()
        near = near.reshape(ORDERS * len(NEAREST), self.size, relations).transpose(1, 0, 2).copy()
        names = block("names", len(NAMES), self.size).transpose(1, 0, 2).copy()
        for other in (zones, near, names):
            other[0] = 0  # words that are not learned
        facts = {name: block(name, size) for name, size in FACT_BLOCKS.items()}
        return Wording(self.vocabulary, zones, near, names, facts, bias.astype(np.float32))


def vocabulary_of(scenes: Sequence[Scene]) -> list[str]:
    """The words, and parts of names, that stand in enough articles."""
    counts: Counter[str] = Counter()
    for scene in scenes:
        parts = (part for row in name_parts(scene.things) for part in row)
        counts.update({*scene.told.words, *parts} - {""})
    return sorted(word for word, count in counts.items() if count >= RARE)


def cases_of(samples: Sequence[Sample], progress: Callable[[str], None] = print) -> tuple[list[Case], Codes]:
    """Read every sample: rules, pairs, codes."""
    read = []
    for sample in samples:
        reading, stated = read_rules(sample.article, sample.mentions, sample.words)
        scene = scene_of(reading, stated)
        if scene is not None:
            read.append((sample, scene))
    codes = Codes(vocabulary_of([scene for sample, scene in read if sample.given]))
    progress(f"{len(read)} articles read, {len(codes.vocabulary)} words")
    cases = []
    for sample, scene in read:
        right = np.zeros((len(scene.pairs.head_thing), len(RELATIONS)), np.bool_)
        for relation in range(len(RELATIONS)):
            wanted = sample.right(relation)
            if relation == COOPERATION:
                wanted |= frozenset((t, h) for h, t in wanted)
            keys = scene.things.keys
            for pair, (head, tail) in enumerate(
                zip(scene.pairs.head_thing.tolist(), scene.pairs.tail_thing.tolist(), strict=True)
            ):
                right[pair, relation] = (keys[head], keys[tail]) in wanted
        cases.append(Case(sample, scene, fold_of(sample.document), codes.of(scene), right, []))
    return cases, codes


def fit_wording(cases: Sequence[Case], codes: Codes) -> Wording:
    """The weights of words, on the articles with the annotation's own mentions."""
    given = [case for case in cases if case.sample.given]
    weights = np.zeros((codes.width, len(RELATIONS)))
    bias = np.zeros(len(RELATIONS))
    seen = Counter[int]()
    for case in given:
        seen.update(np.unique(case.codes.columns).tolist())
    common = np.zeros(codes.width, np.bool_)
    common[[code for code, count in seen.items() if count >= RARE]] = True
    number = np.cumsum(common) - 1
    for relation in range(len(RELATIONS)):
        rows, right, importance = _stacked(given, relation, common, number)
        found, bias[relation] = fit_logistic(rows, right, importance, PENALTY * 0.1)
        weights[common, relation] = np.where(np.abs(found) >= SMALL, found, 0)
    return codes.wording(weights, bias)


def _stacked(
    cases: Sequence[Case], relation: int, common: NDArray[np.bool_], number: NDArray[np.int64]
) -> tuple[Ones, NDArray[np.bool_], NDArray[np.float64]]:
    """The namings that a relation allows, one under the other; a share of the wrong ones, weighing more."""
    chance = np.random.default_rng(SEED)
    allowed_of = [_allowed(case, relation) for case in cases]
    wrong = sum(
        int((a & ~case.right[case.scene.pairs.of, relation]).sum())
        for a, case in zip(allowed_of, cases, strict=True)
    )
    share = min(1.0, MOST_WRONG / max(wrong, 1))
    columns, lengths, right, importance = [], [], [], []
    for case, allowed in zip(cases, allowed_of, strict=True):
        pairs = case.scene.pairs
        good = case.right[pairs.of, relation]
        allowed = allowed & (good | (chance.random(len(good)) < share))
        length = np.diff(case.codes.start)
        kept = np.repeat(allowed, length) & common[case.codes.columns]
        columns.append(number[case.codes.columns[kept]].astype(np.int32))
        per_row = np.add.reduceat(np.append(kept, False).astype(np.int64), case.codes.start[:-1])
        lengths.append(per_row[allowed])
        right.append(good[allowed])
        weight = 1 / np.sqrt(np.bincount(pairs.of)[pairs.of[allowed]])
        importance.append(np.where(good[allowed], weight, weight / share))
    start = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    rows = Ones(np.concatenate(columns), start, int(common.sum()))
    return rows, np.concatenate(right), np.concatenate(importance)


def _allowed(case: Case, relation: int) -> NDArray[np.bool_]:
    types = case.scene.things.type[case.scene.spots.thing]
    pairs = case.scene.pairs
    return np.asarray(ALLOWED[relation, types[pairs.head], types[pairs.tail]])


def judge_rows(cases: Sequence[Case], wordings: Sequence[Wording]) -> list[float]:
    """Fill in the rows of every case, by the wording of its fold.

    Returns, by relation, the wording score below which a pair is not judged; nearly all right pairs lie
    above it.
    """
    least = []
    for case in cases:
        case.rows = rows_of(case.scene, wordings[case.fold % len(wordings)], [-np.inf] * len(RELATIONS))
    for relation in range(len(RELATIONS)):
        names = column_names(relation)
        score, rule = names.index("wording"), names.index(f"rule_{RELATIONS[relation]}")
        good = np.concatenate([_unstated(case, relation, score, rule) for case in cases if case.sample.given])
        least.append(float(np.quantile(good, LOST)) if len(good) else NONE_LEFT_OUT)
        for case in cases:
            rows = case.rows[relation]
            kept = (rows.columns[:, score] > least[-1]) | (rows.columns[:, rule] > 0)
            case.rows[relation] = Rows(rows.pair[kept], rows.naming[kept], rows.columns[kept])
    return least


def _unstated(case: Case, relation: int, score: int, rule: int) -> NDArray[np.float32]:
    rows = case.rows[relation]
    good = case.right[rows.pair, relation] & (rows.columns[:, rule] == 0)
    return np.asarray(rows.columns[good, score])


def fit_forests(cases: Sequence[Case], growth: Growth) -> list[Forest]:
    """The trees of every relation."""
    chance = np.random.default_rng(SEED)
    forests = []
    for relation in range(len(RELATIONS)):
        rows = np.concatenate([case.rows[relation].columns for case in cases])
        right = np.concatenate([case.right[case.rows[relation].pair, relation] for case in cases])
        forests.append(_grown(rows, right, growth, chance))
    return forests


def fit_again(cases: Sequence[Case], again: Sequence[Sequence[Again]], growth: Growth) -> list[Forest]:
    """The trees of the second round; ``again`` are, by case and relation, the rows that it judges."""
    chance = np.random.default_rng(SEED)
    forests = []
    for relation in range(len(RELATIONS)):
        rows = np.concatenate([of_case[relation].columns for of_case in again])
        right = np.concatenate(
            [
                case.right[case.rows[relation].pair[of_case[relation].row], relation]
                for case, of_case in zip(cases, again, strict=True)
            ]
        )
        forests.append(_grown(rows, right, growth, chance))
    return forests


def _grown(
    rows: NDArray[np.float32], right: NDArray[np.bool_], growth: Growth, chance: np.random.Generator
) -> Forest:
    """A forest. Of the wrong rows a share drawn by lot, which weighs more."""
    share = min(1.0, MOST_WRONG / max(int((~right).sum()), 1))
    taken = right | (chance.random(len(right)) < share)
    importance = np.where(right, 1.0, 1 / share).astype(np.float32)
    return grow(rows[taken], right[taken], importance[taken], growth)


Chances = list[list[NDArray[np.float32]]]  # for each case, each relation, by row


@dataclass(frozen=True, slots=True)
class Folded:
    """Out-of-fold probabilities, of the first round and of the second."""

    cases: Sequence[Case]
    first: Chances
    chances: Chances
    least: list[float]  # wording score below which a pair is not judged, by relation


def folded(cases: Sequence[Case], codes: Codes, growth: Growth, progress: Callable[[str], None]) -> Folded:
    """Train on all folds but one, judge that one, for each."""
    wordings = []
    for fold in range(FOLDS):
        wordings.append(fit_wording([case for case in cases if case.fold != fold], codes))
        progress(f"words without fold {fold + 1}")
    least = judge_rows(cases, wordings)
    chances: dict[int, list[NDArray[np.float32]]] = {}
    for fold in range(FOLDS):
        forests = fit_forests([case for case in cases if case.fold != fold], growth)
        for number, case in enumerate(cases):
            if case.fold == fold:
                chances[number] = [
                    probability(forest.logits(rows.columns))
                    for forest, rows in zip(forests, case.rows, strict=True)
                ]
        progress(f"trees without fold {fold + 1}")
    first = [chances[number] for number in range(len(cases))]
    return Folded(cases, first, folded_again(cases, first, progress), least)


def folded_again(cases: Sequence[Case], first: Chances, progress: Callable[[str], None]) -> Chances:
    """The second round in folds. Its trees learn from first verdicts on articles that those had not seen."""
    again = [again_of(case.scene, case.rows, chances) for case, chances in zip(cases, first, strict=True)]
    second = [[chances.copy() for chances in of_case] for of_case in first]
    for fold in range(FOLDS):
        learned = [number for number, case in enumerate(cases) if case.fold != fold]
        forests = fit_again([cases[n] for n in learned], [again[n] for n in learned], SECOND_GROWTH)
        held = [number for number, case in enumerate(cases) if case.fold == fold]
        judge_again([again[n] for n in held], [second[n] for n in held], forests)
        progress(f"second round without fold {fold + 1}")
    return second


def fit_claim(judged: Folded) -> tuple[float, float]:
    """Slope and bias that make a confidence of the trees' logit: how often a pair of found things is right.

    Platt's scaling, on articles that the trees were not grown on. Names that are wrong themselves are in it.
    """
    logit, right = [], []
    for case, chances in zip(judged.cases, judged.chances, strict=True):
        if case.sample.given:
            continue
        for relation, chance in enumerate(chances):
            likely = chance > LIKELY
            logit.append(np.log(chance[likely] / (1 - chance[likely])))
            right.append(case.right[case.rows[relation].pair[likely], relation])
    known, target = np.concatenate(logit).astype(float), np.concatenate(right).astype(float)
    table = np.stack([known, np.ones(len(known))], axis=1)
    point = np.array([1.0, 0.0])
    for _ in range(20):  # Newton's steps
        guess = 1 / (1 + np.exp(-table @ point))
        bent = (table * (guess * (1 - guess))[:, None]).T @ table
        point -= np.linalg.solve(bent, table.T @ (guess - target))
    return float(point[0]), float(point[1])


def final_model(folded_: Folded, codes: Codes, growth: Growth, thresholds: Sequence[float]) -> RelationModel:
    """The model of all cases: trees on the rows that :func:`folded` filled in, words on everything."""
    forests = fit_forests(folded_.cases, growth)
    again = [
        again_of(case.scene, case.rows, chances)
        for case, chances in zip(folded_.cases, folded_.first, strict=True)
    ]
    second = fit_again(folded_.cases, again, SECOND_GROWTH)
    wording = fit_wording(folded_.cases, codes)
    least = tuple(folded_.least)
    claim = fit_claim(folded_)
    return RelationModel(wording, tuple(forests), tuple(thresholds), least, claim, tuple(second))
