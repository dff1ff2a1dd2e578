"""The commands, and nothing else."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click

from kg import summary
from kg.compare import compare_command
from kg.consoles import results, use_utf8
from kg.decisions import Decisions, Loaded, load
from kg.errors import KgError, LoadError
from kg.evaluation import evaluate
from kg.evaluation import report as evaluation_report
from kg.graph import Graph
from kg.locate import locate_command
from kg.ontology import ontology
from kg.ontology_table import ontology_tables
from kg.pipeline import build
from kg.progress import LoadLines, progress_for
from kg.reading.columns import Columns
from kg.resolved import Resolved
from kg.review.commands import (
    merge_command,
    rename_command,
    review_command,
    split_command,
    tell_faults,
)
from kg.review.decisions_command import decisions_command
from kg.review.nodes import counted
from kg.review.questions import open_pairs
from kg.show import show
from kg.store import Store
from loaders import loader_for, neo4j
from loaders.base import atomic_write, selected

DEFAULT_STORE = Path("graph.kg")
INTERRUPTED = 130  # the shell's status of a command that Ctrl-C ended
STORE = click.Path(path_type=Path)
FIELDS = tuple(field.name for field in dataclasses.fields(Columns))


class Commands(click.Group):
    """Commands whose errors are said in one line, with exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fangzhi", prog_name="kg")
def cli() -> None:
    """Knowledge graphs from Chinese local news (方志)."""


def _columns(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """``body=正文`` -> {"body": "正文"}."""
    columns = {}
    for pair in given:
        name, _, column = pair.partition("=")
        if not name or not column:
            raise click.BadParameter(f"{pair!r}: write it as FIELD=COLUMN, such as body=正文")
        if name not in FIELDS:
            raise click.BadParameter(f"{pair!r}: no field {name!r}; the fields are {', '.join(FIELDS)}")
        columns[name] = column
    return columns


@cli.command("build", short_help="Read pages into a store: what is new or changed.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "store",
    type=STORE,
    default=DEFAULT_STORE,
    show_default=True,
    metavar="STORE",
    help="The store to make or add to.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Read pages with N processes.",
)
@click.option("--prune", is_flag=True, help="Take out files under PATH that are no longer on disk.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; failures are still named.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=_columns,
    help="Which column of CSV or JSON records holds the title, body, date, source or section.",
)
def build_command(
    *, paths: tuple[str, ...], store: Path, jobs: int, prune: bool, quiet: bool, columns: dict[str, str]
) -> None:
    """Read files, folders and globs (- is standard input) into a store: what is new or changed.

    Exit status 0 if all went well, 1 if some inputs failed, 2 for a wrong command line, 130 after Ctrl-C
    (what was read is kept).
    """
    decided = _decided(store)  # a file that cannot be understood is told before the work, not after it
    progress = progress_for(sys.stderr, quiet=quiet)
    is_new = not store.exists()
    with Store.open_to_build(store) as opened:
        report = build(paths, opened, jobs=jobs, columns=columns, prune=prune, progress=progress)
        counts = None if report.interrupted else summary.graph_counts(opened, progress, decided.decisions)
        waiting = 0 if counts is None or quiet else _waiting(opened, decided.decisions)
    if is_new and not report.store.files and not report.interrupted:
        store.unlink()  # a mistyped path leaves no empty store behind
        raise click.ClickException(f"nothing was read, so {store} was not made")
    if not quiet:
        summary.print_summary(results(), report, counts)
    if waiting:
        click.echo(f"{counted(waiting, 'pair')} may be one thing each; decide with: kg review {store}")
    if report.interrupted:
        click.echo("interrupted; what was read is kept, and the same command goes on from there", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(1 if report.failures or decided.faults else 0)


def _decided(store: Path) -> Loaded:
    """The decisions beside a store, read once for a command; lines with faults are told."""
    loaded = load(store)
    tell_faults(loaded)
    return loaded


def _waiting(opened: Store, decisions: Decisions) -> int:
    """How many uncertain merges wait for somebody to decide."""
    return len(open_pairs(Resolved(opened, decisions).uncertain(), decisions))


@cli.command("export", short_help="Write the graph to a file: GraphML, JSON lines.")
@click.argument("store", type=STORE)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--no-articles", is_flag=True, help="Leave out articles and the edges to them.")
def export_command(store: Path, out: Path, no_articles: bool) -> None:
    """Write the graph to OUT, by its extension: .graphml, .jsonl."""
    try:
        loader = loader_for(out)
    except LoadError as error:
        raise click.BadParameter(str(error), param_hint="OUT") from None
    decided = _decided(store)
    with Store.open(store) as opened:
        graph = selected(Graph.of(opened, decided.decisions), articles=not no_articles)
    loader.write(graph, out)
    click.echo(f"{out}: {graph.node_count} nodes, {graph.edge_count} edges")


@cli.command("load", short_help="Load the graph into Neo4j.")
@click.argument("store", type=STORE)
@click.option(
    "--uri", envvar="NEO4J_URI", required=True, metavar="URI", help="Such as neo4j://localhost:7687."
)
@click.option(
    "--user",
    envvar=["NEO4J_USER", "NEO4J_USERNAME"],
    default="neo4j",
    metavar="NAME",
    help="Also from NEO4J_USER; neo4j if not given.",
)
@click.option(
    "--password",
    envvar="NEO4J_PASSWORD",
    metavar="WORD",
    help="Also from NEO4J_PASSWORD; asked for on a terminal if not given.",
)
@click.option("--database", metavar="NAME", help="The user's home database if not given.")
@click.option(
    "--name", metavar="NAME", help="What the graph is called in the database; the store's name if not given."
)
@click.option("--no-articles", is_flag=True, help="Leave out articles and the edges to them.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def load_command(
    *,
    store: Path,
    uri: str,
    user: str,
    password: str | None,
    database: str | None,
    name: str | None,
    no_articles: bool,
    quiet: bool,
) -> None:
    """Load the graph into Neo4j: the same however often it is run, and nothing of other graphs is touched."""
    decided = _decided(store)
    with Store.open(store) as opened:
        graph = Graph.of(opened, decided.decisions)
    if password is None:
        if not sys.stdin.isatty():
            raise click.UsageError("no password: give --password, or set NEO4J_PASSWORD")
        password = click.prompt("Password", hide_input=True, err=True)
    report = neo4j.load(
        graph,
        uri=uri,
        user=user,
        password=password,
        database=database,
        graph_name=name or store.stem,
        articles=not no_articles,
        progress=None if quiet else LoadLines(sys.stderr),
    )
    click.echo(f"{report.nodes} nodes ({report.nodes_created} new, {report.nodes_deleted} removed)")
    click.echo(
        f"{report.relationships} relationships "
        f"({report.relationships_created} new, {report.relationships_deleted} removed)"
    )


@cli.command("show", short_help="Show an entity, its relations and their sentences.")
@click.argument("words", metavar="[STORE] NAME", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    metavar="N",
    help="At most N entities, and N relations of each type.",
)
def show_command(words: tuple[str, ...], limit: int) -> None:
    """Show one entity: posts, relations, and the sentences behind them. STORE is ./graph.kg if not named."""
    if len(words) > 2:
        raise click.UsageError("name a store and one entity; a name with blanks goes in quotes")
    store, name = (Path(words[0]), words[1]) if len(words) == 2 else (DEFAULT_STORE, words[0])
    if not name.strip() or (len(words) == 1 and Path(name).is_file()):
        raise click.UsageError("name the entity to show: kg show STORE NAME")
    decided = _decided(store)
    with Store.open(store) as opened:
        shown = show(opened, name, limit, decided.decisions)
    for line in shown.lines:
        click.echo(line, err=not shown.found)
    sys.exit(0 if shown.found else 1)


@cli.command("evaluate", short_help="Measure a store against gold annotation of its pages.")
@click.argument("store", type=STORE)
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option(
    "--misses",
    is_flag=True,
    help="Also each miss and each wrong item with its sentence and rule, and tables by rule and confidence.",
)
@click.option(
    "--json", "out", type=click.Path(path_type=Path), metavar="OUT", help="Write all of it as JSON."
)
def evaluate_command(store: Path, gold: Path, misses: bool, out: Path | None) -> None:
    """Measure a store against gold: what a person says that the graph of some of its pages should hold.

    GOLD_DIR holds one YAML file for each page: source (the page's file name) and articles, each with title,
    reporters, correspondents, entities such as [OFFICE, 柳林街道办事处, 柳林街道] (type, fullest form, other
    forms) and relations such as [PART_OF, 柳林街道办事处, 临溪区]. docs/gold.md describes it in full.

    Exit status 0 if all gold was scored, 1 if some of it has faults or is of pages that are not in the store.
    """
    decided = _decided(store)
    with Store.open(store) as opened:
        measured = evaluate(opened, gold, decided.decisions)
    for fault in measured.faults:
        click.echo(f"not scored: {fault}", err=True)
    if measured.documents:
        evaluation_report.print_evaluation(results(), measured, misses=misses)
        if out is not None:
            with atomic_write(out) as file:
                file.write(evaluation_report.as_json(measured))
    sys.exit(1 if measured.faults else 0)


for command in (
    review_command,
    merge_command,
    split_command,
    rename_command,
    decisions_command,
    locate_command,
    compare_command,
):
    cli.add_command(command)


@cli.command("schema")
def schema_command() -> None:
    """Print the ontology, in Chinese and English."""
    console = results()
    for table in ontology_tables(ontology()):
        console.print(table)


def main() -> None:
    """The ``kg`` command."""
    use_utf8()
    cli(prog_name="kg")
