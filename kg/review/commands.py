"""``kg review``, ``kg merge``, ``kg split``, ``kg rename``: decisions on who is who."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from kg.consoles import results
from kg.decisions import Decisions, Ruling, append, beside, load, signed, who_decides
from kg.decisions.decision_file import Loaded
from kg.model import Entity
from kg.progress import progress_for
from kg.resolved import Resolved, UncertainPair
from kg.review import changes
from kg.review.answers import Answers, Keys, Lines
from kg.review.nodes import choose, described
from kg.review.page import console, print_question, print_queue
from kg.review.parts import cut, links, listed
from kg.review.questions import open_pairs
from kg.review.session import Session
from kg.review.sides import side
from kg.store import Store

STORE = click.Path(path_type=Path)
_WHO = click.option("--who", metavar="NAME", help="Who decides; git's user.name or the login if not given.")
_REASON = click.option("--reason", default="", metavar="TEXT", help="Why, kept with the decision.")


def tell_faults(loaded: Loaded) -> None:
    """Say on standard error which lines of a decisions file play no part, and why."""
    for fault in loaded.faults:
        click.echo(f"no decision: {fault}", err=True)


def _resolved(opened: Store, loaded: Loaded) -> Resolved:
    return Resolved(opened, loaded.decisions, progress_for(sys.stderr, quiet=False))


# Review -------------------------------------------------------------------------------------------


@click.command("review", short_help="Decide on the uncertain merges: same, different or unsure.")
@click.argument("store", type=STORE, default=Path("graph.kg"))
@click.option("--list", "list_only", is_flag=True, help="Print the queue, and ask nothing.")
@click.option("--type", "type_", metavar="TYPE", help="Only pairs of this type, such as Person.")
@click.option("--again", is_flag=True, help="Also the pairs that somebody was unsure about.")
@_WHO
def review_command(*, store: Path, list_only: bool, type_: str | None, again: bool, who: str | None) -> None:
    """Work through the pairs that may be one thing, those first that change most: both names with their
    sentences side by side, what they share, and where the score came from.

    Each answer is a line of the decisions file (graph.decisions.tsv beside graph.kg): it beats every score,
    belongs in git, and is undone exactly. Without a terminal, answers are read from standard input, one a
    line: same, different, unsure, skip, undo or quit, and a reason behind it.
    """
    loaded = load(store)
    with Store.open(store) as opened:
        tell_faults(loaded)
        resolved = _resolved(opened, loaded)
        known = {entity.id: entity for entity in resolved.entities()}
        pairs = open_pairs(resolved.uncertain(), loaded.decisions, again=again)
        queue = [pair for pair in pairs if type_ in (None, known[pair.a].type)]
        if list_only:
            print_queue(results(), queue, known)
        elif queue:
            _review(opened, resolved, known, queue, who)
        else:
            click.echo(f"{store}: there is nothing to decide")
    sys.exit(1 if loaded.faults else 0)


def _review(
    opened: Store,
    resolved: Resolved,
    known: dict[str, Entity],
    queue: Sequence[UncertainPair],
    who: str | None,
) -> None:
    path, out = beside(opened.path), console()
    session = Session(path, who_decides(who, opened.path.absolute().parent), queue)

    def show(number: int, pair: UncertainPair) -> None:
        sides = tuple(
            side(known[id_], asked, known, resolved, opened)
            for id_, asked in zip((pair.a, pair.b), pair.designations, strict=True)
        )
        shared = [known[id_] for id_ in resolved.neighbours(pair.a, pair.b)]
        print_question(out, pair, (sides[0], sides[1]), shared, f"{number + 1}/{len(queue)}")

    answers: Answers = Keys() if sys.stdin.isatty() else Lines(_standard_input())
    try:
        session.run(answers, show, click.echo)
    finally:
        _sum_up(session, path)


def _standard_input() -> Iterator[str]:
    """The lines of standard input, which is UTF-8 whatever the locale says."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


def _sum_up(session: Session, path: Path) -> None:
    decided = ", ".join(f"{count} {verdict.value}" for verdict, count in sorted(session.decided.items()))
    click.echo(f"\ndecided: {decided or 'nothing'}; skipped: {session.skipped}; still open: {session.left}")
    if session.decided:
        click.echo(f"{path}: the next command makes the graph by it")


# Merge, split, rename -----------------------------------------------------------------------------


@click.command("merge", short_help="Decide that two nodes are one.")
@click.argument("store", type=STORE)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@_REASON
@_WHO
def merge_command(*, store: Path, a: str, b: str, reason: str, who: str | None) -> None:
    """Decide that the nodes A and B, by name or id, are one thing."""

    def rulings(opened: Store, resolved: Resolved, decisions: Decisions) -> Sequence[Ruling]:
        one, other = choose(a, resolved, opened), choose(b, resolved, opened)
        if one.id == other.id:
            raise click.ClickException(f"{a} and {b} are one node already: {described(one, resolved)}")
        if one.type != other.type:
            kinds = f"{one.name} is of type {one.type}, {other.name} of type {other.type}"
            raise click.ClickException(f"{kinds}: nodes of two types are never one")
        return changes.merging(resolved.parts(one.id), resolved.parts(other.id), decisions, reason)

    _decide(store, who, rulings)


@click.command("split", short_help="Decide that a node is two things.")
@click.argument("store", type=STORE)
@click.argument("node", metavar="NODE")
@click.argument("parts", metavar="[PART]...", nargs=-1)
@_REASON
@_WHO
def split_command(*, store: Path, node: str, parts: tuple[str, ...], reason: str, who: str | None) -> None:
    """Take PARTs out of a node, by name or id: they are one thing, what is left is another.

    Without PARTs, prints what the node is made of, numbered; on a terminal it then asks. A PART is a number
    of that list (2 or 2-4), the number of an article (2.1: what the name means in that one), or a name as
    printed.
    """

    def rulings(opened: Store, resolved: Resolved, _: Decisions) -> Sequence[Ruling]:
        entity = choose(node, resolved, opened)
        made_of = resolved.parts(entity.id)
        words: Sequence[str] = parts
        if len(made_of) == 1 and len(made_of[0].articles) == 1:
            told = f"{described(entity, resolved)}: one name in one article cannot be split"
            raise click.ClickException(told)
        if not words:
            click.echo(described(entity, resolved))
            for line in (*listed(made_of, opened), *links(made_of, resolved.bars(entity.id))):
                click.echo(line)
            if not sys.stdin.isatty():
                return ()
            words = click.prompt("take out (such as 2 4-5 6.1)", default="", show_default=False).split()
        return changes.splitting(cut(words, made_of), reason) if words else ()

    _decide(store, who, rulings)


@click.command("rename", short_help="Decide what a node is called.")
@click.argument("store", type=STORE)
@click.argument("node", metavar="NODE")
@click.argument("name", metavar="NAME")
@_REASON
@_WHO
def rename_command(*, store: Path, node: str, name: str, reason: str, who: str | None) -> None:
    """Give a node, by name or id, the name NAME; its printed names stay as aliases."""
    if not name.strip():
        raise click.BadParameter("a node needs a name", param_hint="NAME")

    def rulings(opened: Store, resolved: Resolved, _: Decisions) -> Sequence[Ruling]:
        return changes.renaming(resolved.parts(choose(node, resolved, opened).id), name.strip(), reason)

    _decide(store, who, rulings)


def _decide(
    store: Path, who: str | None, rulings: Callable[[Store, Resolved, Decisions], Sequence[Ruling]]
) -> None:
    """Find out what to write, write it, and say what came of it."""
    loaded = load(store)
    path = beside(store)
    with Store.open(store) as opened:
        tell_faults(loaded)
        made = rulings(opened, _resolved(opened, loaded), loaded.decisions)
        if made:
            name = who_decides(who, store.absolute().parent)
            append(path, signed(made, name, loaded.decisions))
            for ruling in made:
                click.echo(changes.told(ruling))
            click.echo(f"written to {path}; kg decisions {store} --undo takes it back")
            _obey(opened, store)
    sys.exit(1 if loaded.faults else 0)


def _obey(opened: Store, store: Path) -> None:
    """Make the graph by what was written, and tell of a line that does nothing. Never silently."""
    loaded = load(store)
    idle = _resolved(opened, loaded).idle()
    for line in loaded.lines:
        if line.ruling in idle and line.ruling.when == loaded.lines[-1].ruling.when:
            click.echo(f"{loaded.path}:{line.number}: points at nothing in this store", err=True)
