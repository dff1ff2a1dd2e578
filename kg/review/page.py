"""A question on the terminal: both sides beside one another, what they share, and where the score came from.

Chinese characters take two columns; rich measures and folds by columns, so the sides stay aligned.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.compare import waterfall
from kg.decisions import Designation
from kg.model import Entity
from kg.ontology import ontology
from kg.resolved import UncertainPair
from kg.review.folding import folded
from kg.review.nodes import counted
from kg.review.sides import Sample, Side

_WIDEST = 120  # columns: sentences in wider ones are hard to read
_PIPED = 80
_AROUND = 5  # columns that are no text: a blank on either side of a column, and the line between
_BAR = 12  # columns of the longest bar
_NEIGHBOURS = 8


def console() -> Console:
    """Standard output, 80 columns wide if it is no terminal."""
    plain = Console(file=sys.stdout, highlight=False, emoji=False)
    width = min(plain.width, _WIDEST) if sys.stdout.isatty() else _PIPED
    return Console(file=sys.stdout, highlight=False, emoji=False, width=width)


def print_question(
    out: Console,
    pair: UncertainPair,
    sides: tuple[Side, Side],
    shared: Sequence[Entity],
    place: str,
) -> None:
    """All that is known of a pair. ``place`` is where in the queue it stands, such as 3/40."""
    type_ = ontology().entities[sides[0].entity.type].kind
    out.rule(Text(f"{place} · {type_.name} {type_.zh} · score {pair.score:.2f} · worth {pair.value:g}"))
    out.print(_beside_one_another(*sides, out.width))
    out.print(folded(_shared(shared), out.width))
    out.print()
    out.print(waterfall(pair.bars, longest=_BAR))


def _beside_one_another(one: Side, other: Side, width: int) -> Table:
    # Edges off, and no rules between rows: of the box only the line between the sides is left.
    table = Table(box=box.MINIMAL, show_header=False, show_edge=False, padding=(0, 1))
    column = (width - _AROUND) // 2
    for _ in range(2):
        table.add_column(width=column, no_wrap=True)
    heads = (row for row in zip(_head(one), _head(other), strict=True) if any(row))
    for left, right in (*heads, *zip_longest(_told(one), _told(other), fillvalue=Text())):
        table.add_row(folded(left, column), folded(right, column))
    return table


def _head(side: Side) -> list[Text]:
    """Name, kind, other names, how often: the same rows on both sides."""
    entity = side.entity
    kind = " · ".join(filter(None, [entity.subtype or entity.type, side.asked.region or entity.region]))
    asked = side.asked.name
    return [
        Text(entity.name, style="bold"),
        Text(f"printed as {asked}" if asked != entity.name else ""),
        Text(kind),
        Text("also: " + "、".join(name for name in entity.aliases if name != asked))
        if set(entity.aliases) - {asked}
        else Text(),
        Text(f"division: {entity.division_code}") if entity.division_code else Text(),
        Text(f"{counted(side.mentions, 'mention')} in {counted(side.articles, 'article')}"),
        Text(side.period),
        Text(f"id {entity.id}", style="dim"),
    ]


def _told(side: Side) -> Iterator[Text]:
    """Relations and sentences."""
    yield Text()
    yield Text("\n".join(side.facts))
    for sample in side.samples:
        yield Text()
        yield _sentence(sample)
        yield Text(sample.cited, style="dim")


def _sentence(sample: Sample) -> Text:
    text = Text(f"「{sample.text}」")
    for span in sample.names:
        text.stylize("bold yellow", span.start + 1, span.end + 1)
    return text


def _shared(shared: Sequence[Entity]) -> Text:
    if not shared:
        return Text("\nno neighbours in common")
    names = "、".join(entity.name for entity in shared[:_NEIGHBOURS])
    more = f" … and {len(shared) - _NEIGHBOURS} more" if len(shared) > _NEIGHBOURS else ""
    return Text(f"\n{counted(len(shared), 'neighbour')} in common: {names}{more}")


def print_queue(out: Console, queue: Sequence[UncertainPair], known: Mapping[str, Entity]) -> None:
    """The queue, a pair a line: what deciding it is worth, its score, its type, both names."""
    table = Table(box=None, pad_edge=False)
    for column in ("", "worth", "score"):
        table.add_column(column, justify="right")
    for column in ("type", "a", "b"):
        table.add_column(column, overflow="fold")
    for number, pair in enumerate(queue, 1):
        names = [
            _named(known[id_], asked) for id_, asked in zip((pair.a, pair.b), pair.designations, strict=True)
        ]
        row = [str(number), f"{pair.value:g}", f"{pair.score:.2f}", known[pair.a].type, *names]
        table.add_row(*map(Text, row))
    out.print(table)


def _named(entity: Entity, asked: Designation) -> str:
    """市一院 (云川市), and the node's name where that is another."""
    where = asked.region or entity.region
    name = asked.name if asked.name == entity.name else f"{asked.name} [{entity.name}]"
    return f"{name} ({where})" if where else name
