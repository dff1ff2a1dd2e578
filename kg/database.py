"""The SQLite file under a store: opened, checked, locked, its errors put in words.

A rollback journal is used, not a write-ahead log: after a clean close, and after the next command that
follows a kill, the store is one file, and it can be read from a folder that cannot be written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import StoreError

SCHEMA_VERSION = 1
# "KGst": marks a SQLite file as a store of this program (PRAGMA application_id, header bytes 68-71).
APPLICATION_ID = 0x4B477374
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_PATIENCE = 5.0  # seconds that a second process waits for the first

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL, digest TEXT NOT NULL,
    settings TEXT NOT NULL, extractor TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('partial', 'complete')));
CREATE TABLE failures (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, line INTEGER, cause TEXT NOT NULL);
CREATE INDEX failures_file ON failures (file);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, key TEXT NOT NULL);
CREATE INDEX pages_file ON pages (file);
CREATE TABLE articles (
    row INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
    id TEXT NOT NULL, source TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL,
    date TEXT, dateline TEXT, publisher TEXT, section TEXT,
    text TEXT NOT NULL, runs TEXT NOT NULL, credits TEXT NOT NULL, captions TEXT NOT NULL);
CREATE INDEX articles_page ON articles (page);
CREATE INDEX articles_id ON articles (id);
CREATE TABLE mentions (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, position INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL,
    subtype TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL, confidence REAL NOT NULL,
    rule TEXT NOT NULL, in_title INTEGER NOT NULL, anaphor INTEGER NOT NULL,
    PRIMARY KEY (article, position)) WITHOUT ROWID;
CREATE TABLE statements (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, position INTEGER NOT NULL,
    type TEXT NOT NULL, head INTEGER NOT NULL, tail INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL, modality TEXT NOT NULL,
    attributes TEXT NOT NULL,
    PRIMARY KEY (article, position)) WITHOUT ROWID;
CREATE TABLE decisions (id INTEGER PRIMARY KEY, decision TEXT NOT NULL);
"""


class Database:
    """One connection to a store's file. Every fault is a StoreError that names the file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False, exclusive: bool = False) -> Self:
        """Open the store at ``path``.

        With ``create`` a missing (or empty) file becomes a new store. With ``exclusive`` nobody else can
        read or write it until it is closed, so that a run of many transactions has the store to itself.
        Raises StoreError, leaving the file untouched, if it is no store, one of another schema version,
        or in use.
        """
        _check_place(path, create=create)
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
        with _translated(path):
            connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
        database = cls(path, connection)
        try:
            database._prepare(create=create, exclusive=exclusive)
        except BaseException:
            connection.close()
            raise
        return database

    @classmethod
    def in_memory(cls) -> Self:
        """An empty database without tables, gone when it is closed."""
        return cls(Path(":memory:"), sqlite3.connect(":memory:", isolation_level=None))

    def _prepare(self, *, create: bool, exclusive: bool) -> None:
        self.run("PRAGMA foreign_keys = ON")
        self.run("PRAGMA synchronous = NORMAL")
        if exclusive:
            self.run("PRAGMA locking_mode = EXCLUSIVE")
        if not create:
            self._check_version()
            return
        self.run("BEGIN EXCLUSIVE" if exclusive else "BEGIN IMMEDIATE")
        if self.value("SELECT count(*) FROM sqlite_master") == 0:
            self._create()
        self._check_version()
        self.run("COMMIT")

    def _create(self) -> None:
        for statement in _TABLES.split(";"):
            self.run(statement)
        self.run(f"PRAGMA application_id = {APPLICATION_ID}")
        self.run(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _check_version(self) -> None:
        if self.value("PRAGMA application_id") != APPLICATION_ID:
            raise StoreError(_not_a_store(self.path))
        version = self.value("PRAGMA user_version")
        if version != SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: a store of schema version {version}, and this kg works with version "
                f"{SCHEMA_VERSION}: build it again into a new file (kg build PATH... -o NEW.kg)"
            )

    # -------------------------------------------------------------------------------------------- queries

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run one statement; the row id of an insertion."""
        with _translated(self.path):
            return self._connection.execute(sql, parameters).lastrowid or 0

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for every row."""
        with _translated(self.path):
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, as they come."""
        with _translated(self.path):
            yield from self._connection.execute(sql, parameters)

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query at once: for short answers, many times quicker than ``rows``."""
        with _translated(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = next(self.rows(sql, parameters), None)
        return None if row is None else row[0]

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    def begin(self) -> None:
        """Open a transaction unless one is open."""
        if not self.in_transaction:
            self.run("BEGIN")

    def commit(self) -> None:
        """Make the open transaction, if any, last."""
        if self.in_transaction:
            self.run("COMMIT")

    def rollback(self) -> None:
        """Undo the open transaction, if any (SQLite undoes one by itself after a full disk)."""
        if self.in_transaction:
            self.run("ROLLBACK")

    def close(self) -> None:
        """Undo what was not committed, and close."""
        with suppress(StoreError):  # a broken disk: the journal undoes it at the next opening
            self.rollback()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _check_place(path: Path, *, create: bool) -> None:
    """Refuse what cannot be a store before SQLite touches it."""
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file, such as {path / 'graph.kg'}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except FileNotFoundError:
        if not create:
            raise StoreError(f"{path}: no such store; make one with kg build PATH... -o {path}") from None
        return
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error
    if _has_journal(path):
        return  # left behind by a kill: SQLite first puts the file right, then the version is checked
    if not header:
        if not create:
            raise StoreError(f"{path}: the file is empty; fill it with kg build PATH... -o {path}")
        return
    if not header.startswith(_MAGIC) or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreError(_not_a_store(path))


def _has_journal(path: Path) -> bool:
    return Path(f"{path}-journal").exists()


def _not_a_store(path: Path) -> str:
    return f"{path}: not a store made by kg build; it was left as it is, name another file"


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors as StoreError, in words that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {_cause(error)}") from error


def _cause(error: sqlite3.Error) -> str:
    # The low byte of an extended result code is the primary one (sqlite.org/rescode.html).
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "in use by another kg command; try again when that has ended"
        case sqlite3.SQLITE_FULL:
            return "the disk is full; make room and run the command again, what was committed is kept"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return "cannot be written: check the permissions of the file and its folder"
        case sqlite3.SQLITE_CANTOPEN:
            return "cannot be opened: check the permissions of the file and its folder"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"damaged ({error}): build it again into a new file"
        case sqlite3.SQLITE_IOERR:
            return f"the disk failed to read or write ({error})"
        case _:
            return str(error)
