"""Train the relation model from the annotated articles, and print what it is worth on articles unseen.

    python -m training.train_relations [--names WORK] [--leave-out GROUP …] [--out DIR] [--figures-only]

Writes ``relation_words.tsv`` and ``relation_trees.json`` (into ``kg/data`` if not told otherwise). The trees
learn from what the weights of words say of articles that they were not fitted on. Every article is read
twice: with the annotation's mentions, and with those that the product finds: with ``--names`` by the
recogniser that has not learned from it (the ``--work`` folder of ``train_recogniser``). Run it again after
changing the relation patterns, ``kg.extract.statements`` or what finds mentions.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract import Reader, draft
from kg.extract.mentions import named, read
from kg.extract.statements.learned.model import write_relation_model
from kg.extract.statements.learned.vocabulary import RELATIONS
from training.annotated import Annotated, annotated_articles
from training.lessons import FOLDS, folds_of
from training.relation_model import Folded, cases_of, final_model, folded
from training.samples import Sample, found_sample, given_sample
from training.trees import Growth

DATA = Path(__file__).resolve().parent.parent / "kg" / "data"
PORTION = 32  # articles that the networks read at once
GROWTH = Growth(trees=300, depth=6, rate=0.08)


@dataclass(slots=True)
class Count:
    """Relations right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __str__(self) -> str:
        found, wanted = self.right + self.wrong, self.right + self.missed
        precision, recall = self.right / max(found, 1), self.right / max(wanted, 1)
        both = 2 * self.right / max(found + wanted, 1)
        return f"p {precision:.3f}  r {recall:.3f}  f1 {both:.3f}  ({self.right}/{self.wrong}/{self.missed})"


def samples_of(articles: Sequence[Annotated], names: Path | None) -> Iterator[Sample]:
    """Both samples of every article; by the folds' recognisers in ``names``, or else by the product's own."""
    if names is None:
        yield from _samples_by(Reader.load(), articles)
        return
    folds = sorted(path.name for path in names.iterdir() if path.name in FOLDS)
    fold_of = folds_of({(one.group, one.source) for one in articles}, len(folds))
    for number, fold in enumerate(folds):
        held = [one for one in articles if fold_of[one.group, one.source] == number]
        yield from _samples_by(Reader.load(names / fold), held)


def _samples_by(reader: Reader, articles: Sequence[Annotated]) -> Iterator[Sample]:
    for start in range(0, len(articles), PORTION):
        portion = articles[start : start + PORTION]
        drafts, lattices = draft([one.article for one in portion], reader.tagger, reader.recogniser)
        for annotated, proposed, lattice in zip(portion, drafts, lattices, strict=True):
            reading = read(proposed, lattice, reader.choice)
            yield given_sample(annotated, reading.words)
            yield found_sample(annotated, reading.words, named(reading, {}))


def threshold_of(judged: Folded) -> float:
    """The probability above which stating a pair raises the F1 over all relations of the annotation.

    Of pairs of found names, as ``kg`` has no others: a relation whose ends were not found counts as missed.
    """
    rows = [
        (float(chance), bool(right))
        for case, chances in zip(judged.cases, judged.chances, strict=True)
        if not case.sample.given
        for relation in range(len(RELATIONS))
        for chance, right in zip(
            chances[relation], case.right[case.rows[relation].pair, relation], strict=True
        )
    ]
    wanted = sum(len(case.sample.relations) for case in judged.cases if case.sample.given)
    rows.sort(reverse=True)
    best, threshold, right = 0.0, 0.5, 0
    for number, (chance, good) in enumerate(rows, 1):
        right += good
        if 2 * right / (number + wanted) > best:
            best, threshold = 2 * right / (number + wanted), chance
    return threshold


def print_figures(judged: Folded, threshold: float) -> None:
    """Per group and relation, for the annotation's mentions and for found ones; and right against claimed."""
    counts: defaultdict[tuple[str, str, str], Count] = defaultdict(Count)
    claimed: defaultdict[str, Counter[int]] = defaultdict(Counter)
    held: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for case, chances in zip(judged.cases, judged.chances, strict=True):
        kind = "given" if case.sample.given else "found"
        for relation, name in enumerate(RELATIONS):
            wanted = len(case.sample.right(relation))
            good = case.right[case.rows[relation].pair, relation]
            stated = chances[relation] >= threshold
            right, wrong = int((stated & good).sum()), int((stated & ~good).sum())
            for key in (
                (kind, case.sample.group, name),
                (kind, case.sample.group, "all"),
                (kind, "all", name),
                (kind, "all", "all"),
            ):
                count = counts[key]
                count.right += right
                count.wrong += wrong
                count.missed += max(wanted - right, 0)
            for chance, fine in zip(chances[relation].tolist(), good.tolist(), strict=True):
                claimed[kind][int(chance * 10)] += 1
                held[kind][int(chance * 10)] += fine
    for key in sorted(counts):
        print(f"{key[0]:6}{key[1]:10}{key[2]:18}{counts[key]}")
    for kind, bins in claimed.items():
        print(f"{kind}: right of those claimed at")
        for tenth in sorted(bins):
            print(f"  {tenth / 10:.1f}  {held[kind][tenth] / bins[tenth]:.3f}  of {bins[tenth]}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write; 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=Path, metavar="WORK", help="recognisers of the folds")
    parser.add_argument("--leave-out", nargs="*", default=(), help="groups of articles that are not used")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--figures-only", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    articles = [a for a in annotated_articles() if a.group not in options.leave_out]
    cases, codes = cases_of(list(samples_of(articles, options.names)), _progress)
    judged = folded(cases, codes, GROWTH, _progress)
    threshold = threshold_of(judged)
    print_figures(judged, threshold)
    if not options.figures_only:
        model = final_model(judged, codes, GROWTH, [threshold] * len(RELATIONS))
        write_relation_model(model, options.out)
    return 0


def _progress(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
