"""``kg compare``: whether two names are one thing's, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg.answered_tables import Row, print_rows, table_lines
from kg.consoles import results
from kg.errors import InputError
from kg.matching import TYPES, Bar, Comparison, Context, compare_in, parts_of, read_context

_ASKED = ("type", "a", "b", "region")
_ADDED = ("verdict", "score")
_BAR = 24  # characters of the longest bar
_WIDE = 100  # columns of a terminal that has room for it


def pair_rows(path: Path) -> Iterator[Row]:
    """The header and the rows of a table with verdict and score added.

    Columns type, a, b and region, in any order; others are kept. Raises InputError if it is no such table. A
    row with a fault comes without a line.
    """
    lines = table_lines(path)
    header = lines[0].split("\t")
    missing = [name for name in _ASKED if name not in header]
    if missing:
        columns = ", ".join(missing)
        raise InputError(str(path), f"no column {columns}: the header is type, a, b, region, tabs between", 1)
    taken = [name for name in _ADDED if name in header]
    if taken:
        raise InputError(str(path), f"there is a column {' and '.join(taken)}, which would be added", 1)
    yield Row("\t".join([*header, *_ADDED]))
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        fields = line.split("\t")
        place = f"{path}:{number}"
        if len(fields) != len(header):
            yield Row("", f"{place}: {len(header)} fields expected, {len(fields)} found")
        else:
            yield _answered(line, dict(zip(header, fields, strict=True)), place)


def _answered(line: str, row: dict[str, str], place: str) -> Row:
    type_, a, b = row["type"].strip(), row["a"].strip(), row["b"].strip()
    if type_ not in TYPES:
        return Row("", f"{place}: no type {type_!r}; the types are {', '.join(TYPES)}")
    if not a or not b:
        return Row("", f"{place}: no name in column {'a' if not a else 'b'}")
    try:
        near = _contexts(row["region"])
    except ValueError as error:
        return Row("", f"{place}: {error}")
    found = compare_in(a, b, type_, *near)
    return Row("\t".join([line, found.verdict.value, f"{found.score:.3f}"]))


def _contexts(region: str) -> tuple[Context, Context]:
    """The context of each name: one for both, or two with | between. Raises ValueError on more."""
    paths = region.split("|")
    if len(paths) > 2:
        raise ValueError(f"{len(paths)} regions for two names: {region!r}")
    return read_context(paths[0]), read_context(paths[-1])


def print_comparison(console: Console, found: Comparison) -> None:
    """The outcome, and the waterfall of what each feature gave, in log odds."""
    console.print(f"{found.verdict.value}  {found.score:.3f}", highlight=False)
    longest = _BAR if console.width >= _WIDE else _BAR // 2
    console.print(waterfall(found.bars, found.blockers, longest), highlight=False)


def waterfall(bars: Sequence[Bar], blockers: Sequence[str] = (), longest: int = _BAR) -> Table:
    """What each feature gave, in log odds, and the sum so far; the longest bar has so many characters."""
    table = Table(box=None, pad_edge=False)
    for column in ("feature", "gave", "sum", "", "why"):
        table.add_column(column, justify="right" if column in {"gave", "sum"} else "left", overflow="fold")
    most = max((abs(bar.gave) for bar in bars), default=1.0) or 1.0
    total = 0.0
    for bar in bars:
        total += bar.gave
        drawn = ("+" if bar.gave >= 0 else "-") * max(1, round(abs(bar.gave) / most * longest))
        name = bar.feature.replace("_", " ")
        table.add_row(name, f"{bar.gave:+.2f}", f"{total:+.2f}", drawn, escape(bar.note))
    for why in blockers:
        table.add_row("blocked", "", "", "x", escape(why))
    return table


@click.command("compare", short_help="Whether two names are one thing's, and why.")
@click.argument("names", metavar="[A B]", nargs=-1)
@click.option("--type", "type_", type=click.Choice(TYPES), help="What both names are of.")
@click.option(
    "--in",
    "region",
    default="",
    metavar="REGION",
    help="Where they are used: a division's path; two with | between if they differ.",
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answer each row of a table: header type, a, b and region, tabs between.",
)
def compare_command(*, names: tuple[str, ...], type_: str | None, region: str, pairs: Path | None) -> None:
    """Print the parts of both names; same, unsure or different, a score from 0 to 1, and what gave it.

    REGION is a path such as 山东省青岛市市南区; a person's post or body may follow it after a blank or a
    semicolon. With --pairs, rows go to standard output with verdict and score added.

    Exit status 0 if the names were compared, or all rows of the table could be read; else 1.
    """
    if pairs is not None:
        if names or region or type_:
            raise click.UsageError("--pairs goes alone: the table says names, types and regions")
        sys.exit(print_rows(pair_rows(pairs)))
    if len(names) != 2 or not all(name.strip() for name in names):
        raise click.UsageError("give two names, or a table with --pairs")
    if type_ is None:
        raise click.UsageError(f"say what the names are of: --type {', '.join(TYPES)}")
    try:
        near = _contexts(region)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--in") from None
    console = results()
    for name, context in zip(names, near, strict=True):
        parts = " + ".join(f"{part.text} {part.role.value}" for part in parts_of(name, type_, context))
        console.print(f"{name} = {parts}", highlight=False, markup=False)
    print_comparison(console, compare_in(names[0], names[1], type_, *near))
