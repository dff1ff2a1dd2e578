"""What a build did and what the store holds now, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.table import Table

from kg.counting import GraphCounts, graph_counts
from kg.ontology import ARTICLE, Ontology, ontology
from kg.pipeline import BuildReport

_SKIPPED_NAMED = 5  # of the files that were skipped; the rest is counted

__all__ = ["GraphCounts", "graph_counts", "print_summary"]


def print_summary(console: Console, report: BuildReport, counts: GraphCounts | None) -> None:
    """The table that ends a build; without ``counts`` (a build broken off) only what was read."""
    console.print(_pairs(_files(report)))
    if counts is not None:
        console.print(_by_type(counts, ontology()))
    for line in _notes(report, counts):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _files(report: BuildReport) -> list[tuple[str, int]]:
    return [
        ("files read", report.read),
        ("files unchanged", report.unchanged),
        ("files skipped", len(report.skipped)),
        ("files failed", report.failed),
        ("files removed", report.removed),
        ("files in the store", report.store.files),
        ("articles", report.store.articles),
        ("mentions", report.store.mentions),
        ("statements", report.store.statements),
    ]


def _by_type(counts: GraphCounts, known: Ontology) -> Table:
    table = _table("entities", "", "relations", "")
    entities = [
        (f"{name} {kind.kind.zh}", counts.entities.get(name, 0)) for name, kind in known.entities.items()
    ]
    entities.append((f"{ARTICLE} {known.article.zh}", counts.entities.get(ARTICLE, 0)))
    relations = [
        (f"{name} {kind.zh}", counts.relations.get(name, 0)) for name, kind in known.relations.items()
    ]
    for n in range(max(len(entities), len(relations))):
        left = entities[n] if n < len(entities) else ("", "")
        right = relations[n] if n < len(relations) else ("", "")
        table.add_row(left[0], str(left[1]), right[0], str(right[1]))
    return table


def _pairs(rows: Iterable[tuple[str, int]]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in rows:
        table.add_row(name, str(count))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for n, heading in enumerate(headings):
        table.add_column(heading, justify="right" if n % 2 else "left", no_wrap=True)
    return table


def _notes(report: BuildReport, counts: GraphCounts | None) -> Iterator[str]:
    for skipped in report.skipped[:_SKIPPED_NAMED]:
        yield f"skipped {skipped.path}: {skipped.reason}"
    if len(report.skipped) > _SKIPPED_NAMED:
        yield f"skipped {len(report.skipped) - _SKIPPED_NAMED} more"
    if report.partial:
        yield f"read in part only: {_of(report.partial, 'file')}; the same command again finishes them"
    if report.outdated:
        yield (
            f"read by another version of this program: {_of(report.outdated, 'file')} in the store; "
            "build them again to renew what was read"
        )
    if report.failures:
        yield f"{_of(len(report.failures), 'input')} could not be read, named above"
    if counts is not None:
        for (type_, reason), count in sorted(counts.dropped.items()):
            yield f"no edge from {_of(count, f'{type_} statement')}: {reason}"


def _of(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
