"""The tables that resolution keeps between runs, so that only what changed is worked on again.

All of it can be thrown away: what is in them is a function of the claims, the decisions and this program.
Things are numbered by what they are made of (``atoms.number_of``), never by the order of coming.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.database import Database

# Rises when the tables change: those of another version are thrown away.
TABLES_VERSION = "2"

# pages: the articles of each page and their claims; the names in it; what it tells of divisions.
# articles_read: where an article is at home, in whose paper.
# faces, atoms: see kg.resolve.atoms; occurrences: which atom and face, of which mentions, how many these
# are and which is the first. The index holds all that is summed up of a name in thousands of articles.
# keys: where candidates for one thing meet. pairs: those whose names go together at all.
# entities, merges, queue: the outcome, by the families (names) that it was worked out with.
# relations, unmade, named: what each article adds to the counts of the graph (see kg.counting).
_TABLES = """
CREATE TABLE pages_read (
    page TEXT PRIMARY KEY, claims TEXT NOT NULL, words TEXT NOT NULL, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles_read (
    number INTEGER PRIMARY KEY, article TEXT NOT NULL, page TEXT NOT NULL, publisher TEXT NOT NULL,
    home TEXT NOT NULL);
CREATE INDEX articles_read_page ON articles_read (page);
CREATE TABLE faces (
    number INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, face TEXT NOT NULL);
CREATE INDEX faces_name ON faces (name);
CREATE TABLE atoms (
    number INTEGER PRIMARY KEY, family INTEGER NOT NULL, type TEXT NOT NULL, key TEXT NOT NULL,
    entity INTEGER);
CREATE INDEX atoms_family ON atoms (family);
CREATE INDEX atoms_entity ON atoms (entity);
CREATE TABLE occurrences (
    article INTEGER NOT NULL, place INTEGER NOT NULL, atom INTEGER NOT NULL, face INTEGER NOT NULL,
    weight INTEGER NOT NULL, first INTEGER NOT NULL, mentions TEXT NOT NULL, also TEXT NOT NULL,
    sighting TEXT NOT NULL, PRIMARY KEY (article, place)) WITHOUT ROWID;
CREATE INDEX occurrences_atom ON occurrences (atom, article, face, weight, first);
CREATE INDEX occurrences_face ON occurrences (face);
CREATE TABLE keys (
    key INTEGER NOT NULL, role INTEGER NOT NULL, atom INTEGER NOT NULL,
    PRIMARY KEY (key, role, atom)) WITHOUT ROWID;
CREATE INDEX keys_atom ON keys (atom);
CREATE TABLE pairs (
    one INTEGER NOT NULL, other INTEGER NOT NULL, outcome TEXT NOT NULL,
    PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX pairs_other ON pairs (other);
CREATE TABLE entities (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, base TEXT NOT NULL, path TEXT NOT NULL,
    witness TEXT NOT NULL, type TEXT NOT NULL, subtype TEXT NOT NULL, name TEXT NOT NULL,
    label TEXT NOT NULL, region TEXT NOT NULL, aliases TEXT NOT NULL,
    division_code TEXT NOT NULL, division_path TEXT NOT NULL);
CREATE INDEX entities_id ON entities (id);
CREATE INDEX entities_base ON entities (base);
CREATE INDEX entities_type ON entities (type);
CREATE TABLE merges (family INTEGER NOT NULL, one INTEGER NOT NULL, merge TEXT NOT NULL);
CREATE INDEX merges_family ON merges (family);
CREATE INDEX merges_one ON merges (one);
CREATE TABLE queue (
    family INTEGER NOT NULL, one INTEGER NOT NULL, other INTEGER NOT NULL, pair TEXT NOT NULL);
CREATE INDEX queue_family ON queue (family);
CREATE TABLE relations (
    article INTEGER NOT NULL, type TEXT NOT NULL, relation INTEGER NOT NULL,
    PRIMARY KEY (article, relation)) WITHOUT ROWID;
CREATE INDEX relations_type ON relations (type, relation);
CREATE TABLE named (article INTEGER PRIMARY KEY, entities INTEGER NOT NULL);
CREATE TABLE unmade (
    article INTEGER NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL);
CREATE INDEX unmade_article ON unmade (article);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_NAMES = (
    "pages_read", "articles_read", "faces", "atoms", "occurrences", "keys", "pairs",
    "entities", "merges", "queue", "named", "relations", "unmade", "notes", "entity_mentions",
)  # fmt: skip

Row = tuple[Any, ...]
_MANY = 400  # numbers in one question: SQLite takes at most 999 in old builds


class State:
    """The tables of resolution in a database that can be written."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def begin_anew(self) -> None:
        """Throw everything away."""
        self.database.begin()
        for name in _NAMES:
            self.database.run(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES.split(";"):
            if statement.strip():
                self.database.run(statement)
        self.put("tables", TABLES_VERSION)

    @property
    def ready(self) -> bool:
        """Whether the tables are there, and of this version."""
        there = self.database.value("SELECT count(*) FROM sqlite_master WHERE name = 'notes'")
        return bool(there) and self.get("tables") == TABLES_VERSION

    def get(self, name: str) -> str:
        """A note, or ""."""
        value: str | None = self.database.value("SELECT value FROM notes WHERE name = ?", (name,))
        return value or ""

    def put(self, name: str, value: str) -> None:
        """Keep a note."""
        self.database.run("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    # ----------------------------------------------------------------------------------------- questions

    def among(self, sql: str, values: Iterable[int | str]) -> Iterator[Row]:
        """The rows of a question that ends in ``IN ({})``, for many values."""
        listed = sorted(set(values))
        for start in range(0, len(listed), _MANY):
            part = listed[start : start + _MANY]
            yield from self.database.all(sql.format(_marks(len(part))), part)

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows; one that is there already (by its number) is left."""
        if rows:
            sql = f"INSERT OR IGNORE INTO {table} VALUES ({_marks(len(rows[0]))})"
            self.database.run_many(sql, rows)

    def delete(self, table: str, column: str, values: Iterable[int | str]) -> None:
        """Take rows out by one column."""
        self.database.run_many(f"DELETE FROM {table} WHERE {column} = ?", [(value,) for value in values])


def _marks(count: int) -> str:
    return ", ".join("?" * count)
