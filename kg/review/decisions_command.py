"""``kg decisions``: what is in the file beside a store, what is wrong with it, and what it does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.decisions import Loaded, Ruling, append, beside, join, load, read, take_back_last
from kg.errors import InputError
from kg.resolved import Resolved
from kg.review.changes import told
from kg.review.commands import STORE, tell_faults
from kg.review.nodes import counted
from kg.store import Store


@click.command("decisions", short_help="List, check and take over decisions on who is who.")
@click.argument("store", type=STORE)
@click.option(
    "--apply", "other", type=STORE, metavar="FILE", help="Add what another store's decisions file decides."
)
@click.option("--undo", is_flag=True, help="Take back the last decision of the file.")
def decisions_command(*, store: Path, other: Path | None, undo: bool) -> None:
    """List the decisions beside a store, and whether each holds.

    A decision does nothing while what it points at is not in the store, or where a later line decides on the
    same pair. With --apply, the decisions of FILE are added; where both files decide on a pair, the later one
    holds.

    Exit status 0 if every line of the files could be read, else 1.
    """
    if undo and other:
        raise click.UsageError("--undo and --apply do not go together")
    if undo:
        for ruling in take_back_last(beside(store)):
            click.echo(f"taken back: {told(ruling)}")
        return
    faults = _apply(store, other) if other else 0
    loaded = load(store)
    if not other:
        _list(store, loaded)
    tell_faults(loaded)
    sys.exit(1 if faults or loaded.faults else 0)


def _apply(store: Path, other: Path) -> int:
    """Add another file's decisions; how many of its lines have faults."""
    if not other.is_file():
        raise InputError(str(other), "there is no such file")
    Store.open(store).close()  # a mistyped store gets no file
    theirs = read(other)
    tell_faults(theirs)
    joined = join(load(store).decisions, theirs.decisions)
    if joined.added:
        append(beside(store), joined.added)
    for ruling in joined.added:
        click.echo(f"added: {told(ruling)}")
    for ruling, ours in joined.kept:
        click.echo(f"not added: {told(ruling)}; ours is no older: {ours.verdict.value}, {_signature(ours)}")
    click.echo(
        f"{counted(len(joined.added), 'decision')} added, {joined.known} known, {len(joined.kept)} not added"
    )
    return len(theirs.faults)


def _list(store: Path, loaded: Loaded) -> None:
    with Store.open(store) as opened:
        resolved = Resolved(opened, loaded.decisions)
        idle = {ruling.subject for ruling in resolved.idle()}
        overruled = {earlier.subject: later for earlier, later in resolved.overruled()}
    if not loaded.lines and not loaded.faults:
        click.echo(f"{loaded.path}: no decisions")
    holding = {id(ruling) for ruling in loaded.decisions.in_force()}
    for line in loaded.lines:
        notes = list(_notes(line.ruling, id(line.ruling) in holding, idle, overruled))
        signature = _signature(line.ruling)
        reason = f"「{line.ruling.reason}」" if line.ruling.reason else ""
        click.echo(
            "  ".join(filter(None, [f"{line.number:>4}", told(line.ruling), signature, reason, *notes]))
        )


def _notes(
    ruling: Ruling,
    holds: bool,
    idle: set[tuple[tuple[str, ...], ...]],
    overruled: dict[tuple[tuple[str, ...], ...], Ruling],
) -> Iterator[str]:
    if not holds:
        yield "[a later line decides]"
    elif ruling.subject in overruled:
        yield f"[against a later line: {told(overruled[ruling.subject])}]"
    elif ruling.subject in idle:
        yield "[not in this store]"


def _signature(ruling: Ruling) -> str:
    return " ".join(filter(None, [ruling.who, ruling.when]))
