"""Resolution at scale: time for each article at several sizes, ten articles added, peak memory.

    python benchmarks/resolution.py STORE --sizes 5000 20000 --corpus news.jsonl.gz

STORE is one that ``kg build`` made; its claims are copied, and taken as they are, of whatever version. It
must hold 20 articles more than the largest size: they are added.
Each size is resolved in a process of its own, so that its peak memory can be told. With ``--corpus`` (JSON
lines, gzipped, with title and body) some articles are read again, to set the time of extraction beside that
of resolution.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.counting import graph_counts
from kg.errors import KgError
from kg.model import Extraction, Page
from kg.resolved import Resolved
from kg.store import FileState, Store
from kg.workers import lac_reader

ADDED = 10  # articles at a time, twice
READ = 60  # articles of the corpus that are read to time extraction


@dataclass(frozen=True, slots=True)
class Run:
    """One size. ``resolve``, ``count``: seconds of processor time, which other work on the machine leaves as
    it is; ``add``, ``add_again``: the same, to take in ten more articles. ``memory``: the peak in MB.
    """

    articles: int
    resolve: float
    count: float
    add: float
    add_again: float
    memory: float


def claims(store: Path, most: int) -> Iterator[Extraction]:
    """Claims of a store, one article after another."""
    with Store.open(store) as opened:
        for row, *_ in sorted(opened.listed())[:most]:
            yield opened.extraction(row)


def too_small(store: Path, sizes: Sequence[int]) -> str:
    """What to say of a store that holds too few articles for the sizes asked, or ""."""
    with Store.open(store) as opened:
        there = sum(1 for _ in opened.listed())
    needed = max(sizes) + 2 * ADDED
    if there >= needed:
        return ""
    most = there - 2 * ADDED
    told = (
        f"{store} holds {there} articles; size {max(sizes)} takes {needed}, {2 * ADDED} of them to be added"
    )
    return f"{told}: ask for {most} at most" if most > 0 else told


def fill(path: Path, source: Iterator[Extraction], size: int) -> None:
    """A store of the first articles, a page each."""
    with Store.open_to_build(path) as store:
        file = store.begin_file(str(path), path.name, FileState("", "", ""))
        pages = [store.add_page(file, claim.article.id, [claim]) for claim in itertools.islice(source, size)]
        store.finish_file(file, pages, [])
        store.commit()


def add(path: Path, more: list[Extraction]) -> float:
    """Seconds of processor time to bring the graph up to date after some articles were added."""
    with Store.open_to_build(path) as store:
        file = store.begin_file(f"{path}+{more[0].article.id}", "more", FileState("", "", ""))
        pages = [store.add_page(file, claim.article.id, [claim]) for claim in more]
        store.finish_file(file, pages, [])
        store.commit()
        start = time.process_time()
        graph_counts(store)
        return time.process_time() - start


def measure(source: Path, size: int) -> Run:
    """Resolve the first articles of a store, then add ten, and ten more."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.kg"
        rows = claims(source, size + 2 * ADDED)
        fill(path, rows, size)
        with Store.open_to_build(path) as store:
            start = time.process_time()
            Resolved(store)
            resolved = time.process_time()
            graph_counts(store)
            counted = time.process_time()
        first, second = (add(path, list(itertools.islice(rows, ADDED))) for _ in range(2))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Run(size, resolved - start, counted - resolved, first, second, memory)


def extraction(corpus: Path) -> float:
    """Seconds of processor time that reading one article takes."""
    read = lac_reader()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in itertools.islice(lines, READ + 1)]
    pages = [_page(number, record) for number, record in enumerate(records)]
    list(read(pages[:1]))  # loads what is loaded once
    start = time.process_time()
    list(read(pages[1:]))
    return (time.process_time() - start) / READ


def _page(number: int, record: dict[str, str]) -> Page:
    text = record.get("body") or record.get("content") or record.get("text") or ""
    return Page("corpus.jsonl", "corpus.jsonl", text, number, record.get("title"), single_article=True)


def main() -> None:
    """Measure and print."""
    shown = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shown)
    parser.add_argument("store", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5000, 20000])
    parser.add_argument("--corpus", type=Path, help="articles to time extraction on")
    options = parser.parse_args()
    try:
        fault = too_small(options.store, options.sizes)
    except KgError as error:
        fault = str(error)
    if fault:
        parser.error(fault)
    context = multiprocessing.get_context("spawn")
    runs = []
    print("articles  resolve s  ms/article  count s  +10 s  +10 again s  peak MB")
    for size in options.sizes:
        with context.Pool(1) as pool:
            run = pool.apply(measure, (options.store, size))
        runs.append(run)
        each = 1000 * (run.resolve + run.count) / run.articles
        print(
            f"{run.articles:8}  {run.resolve:9.1f}  {each:10.1f}  {run.count:7.1f}  {run.add:5.2f}"
            f"  {run.add_again:11.2f}  {run.memory:7.0f}",
            flush=True,
        )
    costs = [(run.resolve + run.count) / run.articles for run in runs]
    print(f"time per article, last size over first: {costs[-1] / costs[0]:.2f}")
    if options.corpus:
        read = extraction(options.corpus)
        print(f"extraction: {1000 * read:.0f} ms an article; resolution over it: {costs[-1] / read:.3f}")


if __name__ == "__main__":
    main()
