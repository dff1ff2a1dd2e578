"""The ontology as tables to read."""

from __future__ import annotations

from rich import box
from rich.table import Table

from kg.ontology import ARTICLE, Ontology


def ontology_tables(known: Ontology) -> tuple[Table, Table]:
    """Entity types with subtypes, and relation types with ends and properties, in Chinese and English."""
    return _entities(known), _relations(known)


def _entities(known: Ontology) -> Table:
    table = _table("实体类型 entity types", "type", "subtype", "中文", "English", "colour")
    for name, entity in known.entities.items():
        table.add_row(name, "", entity.kind.zh, entity.kind.en, f"#{entity.kind.colour}")
        for sub, kind in entity.subtypes.items():
            table.add_row("", sub, kind.zh, kind.en, f"#{kind.colour}")
    table.add_row(ARTICLE, "", known.article.zh, known.article.en, f"#{known.article.colour}")
    return table


def _relations(known: Ontology) -> Table:
    table = _table("关系类型 relation types", "type", "中文", "English", "from", "to", "properties")
    for name, relation in known.relations.items():
        ends = (
            "/".join(relation.head),
            ("(both ways) " if relation.undirected else "") + "/".join(relation.tail),
        )
        properties = ", ".join(f"{key} ({kind})" for key, kind in relation.properties.items())
        table.add_row(name, relation.zh, relation.en, *ends, properties)
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE, pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    return table
