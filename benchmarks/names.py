"""How well names are told apart: by category, by our matcher and by two plain rules.

Usage: python benchmarks/names.py [PAIRS.tsv] [--half seen|unseen] [--misses]

PAIRS.tsv (default: names.tsv beside this file) has columns category, half, type, a, b, region, label (same,
different). The pairs were written for the project, with invented and public names. Half of them, ``unseen``,
were written before the matcher was and are looked at only in sums: tune on ``seen``, confirm on ``unseen``.

Recall counts a same-pair that is left unsure as half found. Precision is of the pairs called same.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from rich.console import Console
from rich.table import Table

from kg.matching import compare

PAIRS = Path(__file__).parent / "names.tsv"
SAME, UNSURE, DIFFERENT = "same", "unsure", "different"
_CREDIT = {SAME: 1.0, UNSURE: 0.5, DIFFERENT: 0.0}

Row = Mapping[str, str]


def ours(row: Row) -> str:
    """The verdict of ``kg compare``."""
    return compare(row["a"], row["b"], row["type"], row["region"]).verdict.value


def wratio(row: Row) -> str:
    """RapidFuzz's weighted ratio of 0.80 or more, the rule of neo4j-graphrag's resolver."""
    return SAME if fuzz.WRatio(row["a"], row["b"]) >= 80 else DIFFERENT


def substring(row: Row) -> str:
    """One name inside the other, as llm-graph-builder has it."""
    return SAME if row["a"] in row["b"] or row["b"] in row["a"] else DIFFERENT


MATCHERS: Mapping[str, Callable[[Row], str]] = {"ours": ours, "WRatio": wratio, "substring": substring}


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of one matcher on some pairs."""

    same: int
    different: int
    found: float  # same-pairs called same, and half of those left unsure
    called: int  # same-pairs called same
    wrong: int  # different pairs called same

    @property
    def recall(self) -> float:
        """Same-pairs found; 1 if there are none."""
        return self.found / self.same if self.same else 1.0

    @property
    def precision(self) -> float:
        """Of the pairs called same, those that are; 1 if none was."""
        return self.called / (self.called + self.wrong) if self.called + self.wrong else 1.0

    @property
    def merged(self) -> float:
        """Different pairs called same."""
        return self.wrong / self.different if self.different else 0.0


def measure(rows: Sequence[Row], verdicts: Sequence[str]) -> Measured:
    """Count verdicts against labels."""
    same = [verdict for row, verdict in zip(rows, verdicts, strict=True) if row["label"] == SAME]
    apart = [verdict for row, verdict in zip(rows, verdicts, strict=True) if row["label"] == DIFFERENT]
    found = sum(_CREDIT[verdict] for verdict in same)
    return Measured(len(same), len(apart), found, same.count(SAME), apart.count(SAME))


def read_pairs(path: Path, half: str = "") -> list[Row]:
    """The rows of a table, of one half or all."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if not half or row["half"] == half]


def _categories(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(row["category"] for row in rows))


def _print_table(
    console: Console, title: str, rows: Sequence[Row], verdicts: Mapping[str, Sequence[str]]
) -> None:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in ("category", "same", "different"):
        table.add_column(column, justify="left" if column == "category" else "right")
    for name in verdicts:
        table.add_column(f"{name} P", justify="right")
        table.add_column("R", justify="right")
    for category in [*_categories(rows), ""]:
        numbers = [n for n, row in enumerate(rows) if not category or row["category"] == category]
        part = [rows[n] for n in numbers]
        found = [measure(part, [given[n] for n in numbers]) for given in verdicts.values()]
        cells = [cell for one in found for cell in (f"{one.precision:.3f}", f"{one.recall:.3f}")]
        table.add_row(category or "all", str(found[0].same), str(found[0].different), *cells)
    console.print(table)
    for name, given in verdicts.items():
        whole = measure(rows, given)
        console.print(f"{name}: found {whole.recall:.3f}, wrongly merged {whole.merged:.3%} ({whole.wrong})")
    console.print()


def _load_tables() -> None:
    """What is read once in a process is not timed: the words, the dictionary, the divisions."""
    compare("甲河市农业农材局", "甲河市农业农村局", "Organization", "河北省甲河市")
    compare("甲河市", "乙河市", "Place", "河北省")


def main() -> None:
    """Print the tables of both halves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--half", choices=("seen", "unseen"), help="this half only")
    parser.add_argument(
        "--misses", action="store_true", help="name the seen pairs that are not answered right"
    )
    given = parser.parse_args()
    console = Console(width=110, highlight=False)
    _load_tables()
    for half in [given.half] if given.half else ["seen", "unseen"]:
        rows = read_pairs(given.pairs, half)
        verdicts: dict[str, list[str]] = {}
        for name, matcher in MATCHERS.items():
            start = time.perf_counter()
            verdicts[name] = [matcher(row) for row in rows]
            spent = (time.perf_counter() - start) / max(1, len(rows))
            console.print(f"{name}: {spent * 1e6:.0f} µs a pair")
        _print_table(console, half, rows, verdicts)
        if given.misses and half == "seen":
            for row, verdict in zip(rows, verdicts["ours"], strict=True):
                if verdict != row["label"]:
                    console.print(
                        f"{row['category']}: {row['a']} / {row['b']}: {row['label']}, found {verdict}"
                    )


if __name__ == "__main__":
    main()
