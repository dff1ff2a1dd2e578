"""``kg locate``: the official code of a division, or why there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.answered_tables import Row, print_rows, table_lines
from kg.divisions import Unsettled, locate
from kg.divisions.locating import region_of
from kg.errors import InputError

_ASKED = ("mention", "region")
_ADDED = ("code", "path")
_NONE = "-"


def table_rows(path: Path) -> Iterator[Row]:
    """The header and the rows of a table with code and path added. Raises InputError if it is no such table.

    A row with a fault comes without a line, unless only its region is unknown: that has no code.
    """
    lines = table_lines(path)
    header = lines[0].split("\t")
    missing = [name for name in _ASKED if name not in header]
    if missing:
        raise InputError(
            str(path), f"no column {' or '.join(missing)}: the header is mention, tab, region", 1
        )
    taken = [name for name in _ADDED if name in header]
    if taken:
        raise InputError(str(path), f"there is a column {' and '.join(taken)}, which would be added", 1)
    yield Row("\t".join([*header, *_ADDED]))
    mention, region = map(header.index, _ASKED)
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        fields = line.split("\t")
        if len(fields) != len(header):
            yield Row("", f"{path}:{number}: {len(header)} fields expected, {len(fields)} found")
        elif not fields[mention].strip():
            yield Row("", f"{path}:{number}: no mention")
        else:
            yield _answered(line, fields[mention], fields[region], f"{path}:{number}")


def _answered(line: str, mention: str, region: str, place: str) -> Row:
    near = region_of(region) if region.strip() else None
    if isinstance(near, Unsettled):
        return Row("\t".join([line, _NONE, _NONE]), f"{place}: {near.why}")
    found = locate(mention, region)
    answer = (_NONE, _NONE) if isinstance(found, Unsettled) else (found.code, found.path)
    return Row("\t".join([line, *answer]))


def _one(name: str, region: str | None) -> bool:
    found = locate(name, region)
    if not isinstance(found, Unsettled):
        click.echo(f"{found.code}\t{found.path}")
        return True
    click.echo(found.why + (":" if found.candidates else ""), err=True)
    for candidate in found.candidates:
        click.echo(f"{candidate.code}\t{candidate.path}")
    return False


@click.command("locate", short_help="The official code of a division, down to villages.")
@click.argument("name", required=False)
@click.option("--in", "region", metavar="REGION", help="Where to look: 青岛, 山东省青岛市, 郑州航空港区.")
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answer each row of a table: header mention and region, tabs between.",
)
def locate_command(*, name: str | None, region: str | None, table: Path | None) -> None:
    """Print the official code and the path of a province, city, county, subdistrict, community or village.

    NAME may be short, old, or a path (临沂市兰山区柳青街道). Where two divisions fit, there is no code: the
    candidates are printed. With --table, rows go to standard output with code (- for none) and path added.

    Exit status 0 if NAME was settled, or all rows of the table could be read; else 1.
    """
    if (name is None) == (table is None):
        raise click.UsageError("give a NAME, or a table with --table")
    if table is None:
        sys.exit(0 if name is not None and _one(name, region) else 1)
    if region is not None:
        raise click.UsageError("--in goes with a NAME; a table has a column region")
    sys.exit(print_rows(table_rows(table)))
