"""Tables of questions whose rows are answered on standard output: what the commands with a table share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from kg.errors import InputError
from kg.reading.encodings import decode


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table with its answer, or, where ``line`` is "", only what is wrong with it."""

    line: str
    fault: str = ""


def table_lines(path: Path) -> list[str]:
    """The lines of a table, the header first. Raises InputError if the file cannot be read."""
    try:
        text, cause = decode(path.read_bytes())
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read") from None
    if cause:
        raise InputError(str(path), cause)
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def print_rows(rows: Iterable[Row]) -> int:
    """Rows to standard output, faults to standard error; the exit status."""
    faults = 0
    for row in rows:
        if row.line:
            click.echo(row.line)
        if row.fault:
            faults += 1
            click.echo(row.fault, err=True)
    return 1 if faults else 0
