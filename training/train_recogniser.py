"""Train the recogniser of names, and the choice among its stretches, from the annotated articles.

    python -m training.train_recogniser [--folds 3] [--leave-out GROUP …] [--out DIR] [--work DIR]

Writes ``recogniser.npz``, ``name_choice.tsv`` and ``name_trees.json`` (into ``kg/data`` if not told
otherwise). The choice learns from what the recogniser says of articles that it was not trained on: the
recogniser is trained once a fold, and once on all. ``--work`` keeps what each fold learned. Run it again
after changing ``kg.extract.recognition`` or the finders that propose candidates: their output is the models'
input.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from kg.extract.forest import Forest, probability
from kg.extract.recognition import KINDS, Recogniser
from kg.extract.recognition.choice import Choice
from kg.extract.recognition.network import Weights
from kg.extract.recognition.weighing import Weighed, plain, weigh
from training import choice, crf
from training.annotated import annotated_articles
from training.lessons import FOLDS, WORTH, Lesson, folds_of, lessons, numbered_signs
from training.trees import Growth, grow

DATA = Path(__file__).resolve().parent.parent / "kg" / "data"
GROWTH = Growth(trees=300, depth=6, rate=0.08)
_THRESHOLDS = np.arange(0.2, 0.8, 0.05)


Seen = tuple[int, int, Weighed, choice.Example]  # number of the lesson, of the segment, stretch, example


def examples(read: Sequence[Lesson], model: Recogniser, fold: int) -> list[Seen]:
    """The candidate stretches of lessons, as the model sees them."""
    found = []
    for number, lesson in enumerate(read):
        views = [model.view(states.astype(np.float32)) for states in lesson.states]
        lattices = model.read(views, lesson.draft.signs())
        for place, weighed in enumerate(weigh(lesson.draft.proposals, lattices)):
            names = {(n.start, n.end, n.kind) for n in (*lesson.outer[place], *lesson.inner[place])}
            for one in weighed:
                worth = float(WORTH.get(lesson.group, 1))
                example = choice.Example(one.features, one.stretch in names, fold, worth)
                found.append((number, place, one, example))
    return found


def main() -> None:
    """Train and write; print what the folds say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument(
        "--leave-out", nargs="*", default=[], metavar="GROUP[/SOURCE]", help="do not train on these"
    )
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument(
        "--work", type=Path, help="keep the folds' recognisers here, and use those that are here"
    )
    options = parser.parse_args()
    with threadpool_limits(limits=1, user_api="blas"), tempfile.TemporaryDirectory() as folder:
        _train(options.folds, set(options.leave_out), options.out, options.work or Path(folder))


def _train(folds: int, left_out: set[str], out: Path, work: Path) -> None:
    read = [
        lesson
        for lesson in lessons(annotated_articles())
        if lesson.group not in left_out and f"{lesson.group}/{lesson.source}" not in left_out
    ]
    names, signs = numbered_signs(read)
    texts = [
        [
            crf.Text(states, words, marks, crf.tags_of(len(states), outer))
            for states, (words, marks), outer in zip(lesson.states, segments, lesson.outer, strict=True)
            if len(states)
        ]
        * min(2, WORTH.get(lesson.group, 1))
        for lesson, segments in zip(read, signs, strict=True)
    ]
    fold_of = folds_of({(lesson.group, lesson.source) for lesson in read}, folds)
    size = sum(len(text.tags) for row in texts for text in row)
    print(f"{len(read)} articles, {size} characters, {len(names)} signs", flush=True)
    rows = []
    for fold in range(folds):
        held = [n for n, lesson in enumerate(read) if fold_of[lesson.group, lesson.source] == fold]
        rest = [text for n in range(len(read)) if n not in set(held) for text in texts[n]]
        model = Recogniser(_trained(work / FOLDS[fold] / "recogniser.npz", rest, names))
        seen = examples([read[n] for n in held], model, fold)
        rows += [(held[number], place, one, example) for number, place, one, example in seen]
        print(f"fold {fold + 1} of {folds}: {len(seen)} stretches", flush=True)
    logits, weights = _log_linear(rows, folds)
    measured = np.array(
        [(*one.measures, logit) for (*_, one, _), logit in zip(rows, logits, strict=True)], dtype=np.float32
    )
    scores, forests = _trees(rows, measured, folds)
    thresholds = _best_thresholds(rows, scores, read)
    for name, table, forest in zip(FOLDS, weights, forests, strict=False):
        Choice(table, thresholds, forest).write(work / name)
    every = [example for *_, example in rows]
    Choice(choice.fit(every), thresholds, _grown(rows, measured, -1)).write(out)
    whole = _trained(work / "recogniser.npz", [text for row in texts for text in row], names)
    whole.write(out / "recogniser.npz")


def _trained(path: Path, texts: Sequence[crf.Text], names: tuple[str, ...]) -> Weights:
    """Weights from ``path``, trained and written there if they are not."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        crf.train(texts, names, crf.Settings()).write(path)
    return Weights.read(path)


def _log_linear(rows: Sequence[Seen], folds: int) -> tuple[list[float], list[dict[str, float]]]:
    """The logit that each example gets from the weights fitted on the other folds; and those weights."""
    logits = [0.0] * len(rows)
    tables = []
    for fold in range(folds):
        tables.append(choice.fit([example for *_, example in rows if example.fold != fold]))
        model = Choice(tables[-1])
        for number, (*_, example) in enumerate(rows):
            if example.fold == fold:
                logits[number] = model.logit(example.features)
    return logits, tables


def _trees(
    rows: Sequence[Seen], measured: NDArray[np.float32], folds: int
) -> tuple[list[float], list[Forest]]:
    """The probability that each example gets from trees grown on the other folds; and those trees."""
    fold_of = np.array([example.fold for *_, example in rows])
    scores = np.zeros(len(rows), dtype=np.float32)
    forests = []
    for fold in range(folds):
        forests.append(_grown(rows, measured, fold))
        scores[fold_of == fold] = probability(forests[-1].logits(measured[fold_of == fold]))
    return scores.tolist(), forests


def _grown(rows: Sequence[Seen], measured: NDArray[np.float32], left_out: int) -> Forest:
    examples = [example for *_, example in rows]
    used = np.array([example.fold != left_out for example in examples])
    right = np.array([example.right for example in examples])
    worth = np.array([example.weight for example in examples], dtype=np.float32)
    return grow(measured[used], right[used], worth[used], GROWTH)


def _best_thresholds(
    rows: Sequence[Seen], scores: Sequence[float], read: Sequence[Lesson]
) -> dict[str, float]:
    """For each kind the threshold of the best F1 over distinct texts in an article; prints the table.

    The mean of two: by the annotators whose reading counts, and by the others, who draw the line of projects
    and initiatives elsewhere but saw many more articles.
    """
    tallies = [_Tally(), _Tally()]
    for (number, _, one, example), score in zip(rows, scores, strict=True):
        key = (number, one.stretch[2], one.text)
        tally = tallies[read[number].group not in WORTH]
        tally.surest[key] = max(tally.surest.get(key, 0.0), score)
        if example.right:
            tally.wanted.add(key)
    for number, lesson in enumerate(read):
        for part, outer in zip(lesson.draft.proposals, lesson.outer, strict=True):
            text = part.segment.text
            tallies[lesson.group not in WORTH].wanted.update(
                (number, name.kind, plain(text[name.start : name.end])) for name in outer
            )
    thresholds = {}
    for kind in KINDS:
        figures = [([tally.f1(kind, at) for tally in tallies], float(at)) for at in _THRESHOLDS]
        f1s, threshold = max(figures, key=lambda row: sum(row[0]))
        thresholds[kind] = round(threshold, 2)
        print(f"{kind:12} threshold {threshold:.2f}  F1 {f1s[0]:.3f}, others' {f1s[1]:.3f}")
    return thresholds


@dataclass(slots=True)
class _Tally:
    """Distinct (article, kind, text): the surest score of each candidate, and what gold wants."""

    surest: dict[tuple[int, str, str], float] = field(default_factory=dict)
    wanted: set[tuple[int, str, str]] = field(default_factory=set)

    def f1(self, kind: str, threshold: float) -> float:
        taken = {key for key, score in self.surest.items() if key[1] == kind and score >= threshold}
        wanted = sum(key[1] == kind for key in self.wanted)
        return 2 * len(taken & self.wanted) / max(1, len(taken) + wanted)


if __name__ == "__main__":
    main()
