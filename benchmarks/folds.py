"""Score annotated pages in two halves: what was tuned on one half has to hold on the other.

    python benchmarks/folds.py [--set PAGES GOLD]... [--misses A] [--markdown]

Documents are sorted by name; those at even positions (from 0: the first, the third, …) are half A, the others
half B. How to use them: read the misses of A only (--misses A), change rules until A is better, then look
at B's figures, and not at its misses. A change that lifts A and not B fits A's wording, not the language:
take it back. A part that learns is trained on one half and used on the other, both ways (see ``scored``):
what is printed as "whole" is then still of documents unseen: --models DIR, whose A has models that have not
learned from half A. Without it the product's own models are used, which have learned from the reference
corpus: on that, their figures say how well it is learned, not how well papers unseen will be read.

Without --set the two sets of the reference corpus are scored if that lies beside the checkout, else the
examples. What was claimed at 0.9 or more is judged over all statements, and over those whose ends are both in
gold.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rich import box
from rich.table import Table

from kg.consoles import results, use_utf8
from kg.evaluation import Evaluation, Share, match_gold
from kg.evaluation.gold import Gold, read_gold
from kg.evaluation.report import figure_rows, print_misses, share_rows, shown
from kg.evaluation.rules import calibration
from kg.pipeline import build
from kg.store import Store
from kg.workers import MakeReader, PagesReader, lac_reader

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
HALVES = ("A", "B")
WHOLE = "whole"

ReaderOf = Callable[
    [str], MakeReader
]  # half -> what makes the reader (layout, tagger, extractor) of its pages


def halves(documents: Sequence[Path]) -> dict[str, list[Path]]:
    """The documents of each half."""
    ordered = sorted(documents, key=lambda path: path.name)
    return {half: ordered[start::2] for start, half in enumerate(HALVES)}


def scored(documents: Sequence[Path], gold: Gold, reader_of: ReaderOf) -> dict[str, Evaluation]:
    """Half A, half B and the whole, measured.

    Each half is read by a reader of its own, ``reader_of(half)()``, so that one with learned parts can be
    given that was trained on the other half. All go into one store, as in use, so the halves' counts add up.
    """
    parts = halves(documents)
    with tempfile.TemporaryDirectory() as folder, Store.open_to_build(Path(folder, "graph.kg")) as store:
        for half, paths in parts.items():
            failures = build(list(map(str, paths)), store, make_reader=reader_of(half)).failures
            if failures:
                raise SystemExit("\n".join(map(str, failures)))
        measured = match_gold(store, gold)
    if measured.faults:
        raise SystemExit("\n".join(map(str, measured.faults)))
    half_of = {path.name: half for half, paths in parts.items() for path in paths}
    found = {
        half: Evaluation(tuple(d for d in measured.documents if half_of[d.gold.source] == half), ())
        for half in parts
    }
    return found | {WHOLE: measured}


@functools.cache
def own() -> PagesReader:
    """The product's own reader: one for both halves. It has learned from the reference corpus."""
    return lac_reader()


def readers(models: Path | None) -> ReaderOf:
    """For each half the reader that has not learned from it, or the product's own."""
    if models is None:
        return lambda _half: own
    for half in HALVES:
        if not (models / half / "recogniser.npz").is_file():
            raise SystemExit(f"{models / half}: no recogniser.npz; see training/README.md")
    return lambda half: lambda: lac_reader(models / half)


# ------------------------------------------------------------------------------------------------- tables


def rows(measured: Mapping[str, Evaluation]) -> Iterator[tuple[str, list[str]]]:
    """Each figure with its value in every part: F1 (precision/recall), or a share."""
    scores = {part: evaluation.scores() for part, evaluation in measured.items()}
    figures = {part: dict(figure_rows(of)) for part, of in scores.items()}
    for name in figures[WHOLE]:
        found = (figures[part].get(name) for part in scores)
        yield name, [f"{f.f1:.3f} ({f.precision:.2f}/{f.recall:.2f})" if f else "" for f in found]
    shares = {part: {name: value for name, value, _ in share_rows(of)} for part, of in scores.items()}
    for name in shares[WHOLE]:
        yield name, [shown(shares[part][name]) for part in scores]
    sure = [calibration(evaluation.documents)[-1] for evaluation in measured.values()]
    yield "right of what is claimed at ≥ 0.9", [_of(bin_.all) for bin_ in sure]
    yield "the same, both ends in gold", [_of(bin_.matched) for bin_ in sure]
    yield "documents", [str(of.documents) for of in scores.values()]


def _of(share: Share) -> str:
    return f"{share.value:.3f} of {share.of}" if share.of else ""


def table(measured: Mapping[str, Mapping[str, Evaluation]], *, markdown: bool) -> Table:
    """All sets side by side, with all parts of each."""
    made = Table("F1 (precision/recall)", box=box.MARKDOWN if markdown else box.SIMPLE, pad_edge=markdown)
    cells: dict[str, dict[str, list[str]]] = {}
    for name, of_set in measured.items():
        for part in of_set:
            made.add_column(f"{name} {part}", justify="right", no_wrap=True)
        for figure, values in rows(of_set):
            cells.setdefault(figure, {})[name] = values
    for figure, by_set in cells.items():
        filled = [by_set.get(name, [""] * len(of_set)) for name, of_set in measured.items()]
        made.add_row(figure, *itertools.chain(*filled))
    return made


def sets(given: Sequence[Sequence[Path]] | None) -> dict[str, tuple[Path, Path]]:
    """What to score, by name: folders of pages and of gold."""
    if given:
        return {str(pages): (pages, gold) for pages, gold in given}
    if (SHARED / "gold").is_dir():
        return {name: (SHARED / "corpus" / name, SHARED / "gold" / name) for name in ("seeds", "dev")}
    return {"examples": (ROOT / "examples" / "pages", ROOT / "examples" / "gold")}


def main() -> None:
    """Score every set and print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", nargs=2, action="append", type=Path, metavar=("PAGES", "GOLD"))
    parser.add_argument(
        "--misses", choices=[*HALVES, WHOLE], help="also each miss and wrong item of that half"
    )
    parser.add_argument(
        "--models", type=Path, metavar="DIR", help="models for each half: DIR/A, DIR/B (training/README.md)"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table for a README")
    options = parser.parse_args()
    use_utf8()
    reader_of = readers(options.models)
    found = {}
    for name, (pages, folder) in sets(options.set).items():
        gold = read_gold(folder)
        sources = {document.source for document in gold.documents}
        documents = [path for path in pages.iterdir() if path.name in sources]
        found[name] = scored(documents, gold, reader_of)
    if options.misses:
        for measured in found.values():
            print_misses(results(), measured[options.misses])
    results().print(table(found, markdown=options.markdown))


if __name__ == "__main__":
    main()
