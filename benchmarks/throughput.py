"""What a build costs: characters per second beside jieba.posseg alone on the same text in the same run, peak
memory at a quarter of the articles and at all of them, and the time of a second build with nothing changed.

    python benchmarks/throughput.py [--articles 2000] [--corpus NEWS.jsonl.gz]

Each part runs in a process of its own. Rates and shares are told by CPU time, which
other programs on the machine disturb little, and by the clock. Exit status 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

DEFAULT = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus" / "load" / "news.jsonl.gz"

LEAST_RATIO = 0.5  # of the build's characters per second to those of jieba.posseg
MOST_MEMORY = 600  # MB
MOST_GROWTH = 1.15  # of memory from a quarter of the articles to all of them: "flat"
MOST_AGAIN = 0.1  # of a first build's time that a second, unchanged one may take


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU and by the clock, and the most memory the process ever held, in MB."""

    cpu: float
    clock: float
    memory: float


def measured(work: Callable[..., None], *arguments: object) -> Cost:
    """Run ``work`` in a fresh process; what it cost, imports included."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (work, arguments))


def _measure(work: Callable[..., None], arguments: tuple[object, ...]) -> Cost:
    begun, cpu = time.perf_counter(), time.process_time()
    work(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return Cost(time.process_time() - cpu, time.perf_counter() - begun, peak * unit / 1e6)


def build_store(records: Path, store: Path, unchanged: bool) -> None:
    """What `kg build` does: read, extract, write the claims, resolve, count. RuntimeError if an input fails,
    or if the second build finds something changed (the program was edited meanwhile).
    """
    from kg.pipeline import build  # noqa: PLC0415
    from kg.progress import Silent  # noqa: PLC0415
    from kg.store import Store  # noqa: PLC0415
    from kg.summary import graph_counts  # noqa: PLC0415

    with Store.open_to_build(store) as opened:
        report = build([str(records)], opened)
        if report.failures:
            raise RuntimeError(f"failed: {report.failures[0]}")
        if report.unchanged != unchanged:
            raise RuntimeError("the program changed while it was measured; measure again")
        graph_counts(opened, Silent())


def tag_with_posseg(records: Path) -> None:
    """The tagger of jieba over the same texts, and nothing done with what it says."""
    import jieba.posseg  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    with records.open(encoding="utf-8") as lines:
        for line in lines:
            for _ in jieba.posseg.cut(text_of(line)):
                pass


def text_of(line: str) -> str:
    """Title and body of a record."""
    record = json.loads(line)
    return f"{record['title']}\n{record['body']}"


def head_of(corpus: Path, articles: int, out: Path) -> int:
    """Write the first records of the corpus to ``out``; their characters."""
    opener = gzip.open if corpus.suffix == ".gz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        rows = list(islice(lines, articles))
    out.write_text("".join(rows), "utf-8")
    return sum(len(text_of(row)) for row in rows)


def told(what: str, value: str, good: bool, bar: str) -> bool:
    """Print one figure with its bar."""
    print(f"{what:<28} {value:<34} {'ok' if good else 'MISSED'} (bar: {bar})")
    return good


def compared(folder: Path, corpus: Path, articles: int) -> bool:
    """Measure, print, and say whether every bar is met."""
    few, all_ = folder / "few.jsonl", folder / "all.jsonl"
    few_count = max(1, articles // 4)
    head_of(corpus, few_count, few)
    characters = head_of(corpus, articles, all_)
    print(f"{articles} articles, {characters} characters")
    small = measured(build_store, few, folder / "few.kg", False)
    first = measured(build_store, all_, folder / "all.kg", False)
    again = measured(build_store, all_, folder / "all.kg", True)
    posseg = measured(tag_with_posseg, all_)
    for name, cost in (("build", first), ("build again", again), ("jieba.posseg", posseg)):
        print(
            f"{name:<14} {characters / cost.cpu:12,.0f} characters/s of CPU, {cost.cpu:7.1f} s;"
            f" {cost.clock:7.1f} s by the clock; peak {cost.memory:4.0f} MB"
        )
    ratio, growth = posseg.cpu / first.cpu, first.memory / small.memory
    memory = f"{small.memory:.0f} MB at {few_count}, {first.memory:.0f} MB at {articles}"
    by_clock = f"{posseg.clock / first.clock:.2f} by the clock"
    results = [
        told(
            "build to jieba.posseg",
            f"{ratio:.2f} by CPU, {by_clock}",
            ratio >= LEAST_RATIO,
            f"≥ {LEAST_RATIO}",
        ),
        told("peak memory", memory, first.memory < MOST_MEMORY, f"< {MOST_MEMORY} MB"),
        told(
            "memory grows",
            f"{first.memory - small.memory:+.0f} MB",
            growth <= MOST_GROWTH,
            f"≤ × {MOST_GROWTH}",
        ),
        told(
            "second build to the first",
            f"{again.cpu / first.cpu:.3f} by CPU, {again.clock / first.clock:.3f} by the clock",
            again.cpu / first.cpu < MOST_AGAIN,
            f"< {MOST_AGAIN}",
        ),
    ]
    return all(results)


def main() -> None:
    """Run the comparison; exit status 1 if a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--corpus", type=Path, default=DEFAULT, help="JSON lines with title and body")
    options = parser.parse_args()
    if not options.corpus.is_file():
        parser.error(f"{options.corpus}: no such file; name one with --corpus")
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if compared(Path(folder), options.corpus, options.articles) else 1)


if __name__ == "__main__":
    main()
