"""The store: what was read out of which file, as claims. Entities and the graph are made from it.

A file's claims are written page by page, each page whole or not at all, and the file is marked complete
after its last page. A page is known by its key, a hash of all that its claims depend on, so a run that was
broken off goes on where it stopped, and a changed file loses only the pages that changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.database import Database
from kg.errors import InputError
from kg.model import Extraction
from kg.rows import (
    ARTICLE_COLUMNS,
    MENTION_COLUMNS,
    STATEMENT_COLUMNS,
    article_of,
    article_row,
    mention_of,
    mention_row,
    statement_of,
    statement_row,
)


@dataclass(frozen=True, slots=True)
class FileState:
    """What has to be the same for a file to count as unchanged: its bytes, how its columns were read
    (``settings``) and with what (``extractor``).
    """

    digest: str
    settings: str
    extractor: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store; ``complete`` once all its pages have been written."""

    id: int
    path: str
    state: FileState
    complete: bool


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """How much the store holds; an article that two files share counts once."""

    files: int
    articles: int
    mentions: int
    statements: int


# The rows of articles, each id once: of identical articles that were read on different pages, the one on the
# page with the least key, so that the order of reading plays no part.
_CHOSEN = """
WITH chosen AS (
    SELECT row, id FROM (
        SELECT a.row, a.id, row_number() OVER (PARTITION BY a.id ORDER BY p.key, a.number, a.row) AS place
        FROM articles a JOIN pages p ON p.id = a.page)
    WHERE place = 1)
"""


class Store:
    """A store, open. Reading sees one state of it; writing lasts from the next ``commit`` on."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._dirty = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing store to read it (and to keep what was resolved). Raises StoreError."""
        return cls(Database.open(path))

    @classmethod
    def open_to_build(cls, path: Path) -> Self:
        """Open or create a store, for this process alone until it is closed. Raises StoreError."""
        return cls(Database.open(path, create=True, exclusive=True))

    @property
    def path(self) -> Path:
        """Where the store is."""
        return self.database.path

    def close(self) -> None:
        """Close; what was not committed is undone."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---------------------------------------------------------------------------------------------- files

    def file(self, path: str) -> StoredFile | None:
        """The file that was read from ``path``, if any."""
        return next(self._files("WHERE path = ?", (path,)), None)

    def files(self) -> list[StoredFile]:
        """All files, by path."""
        return list(self._files("ORDER BY path", ()))

    def _files(self, condition: str, parameters: Sequence[str]) -> Iterator[StoredFile]:
        query = f"SELECT id, path, digest, settings, extractor, state FROM files {condition}"
        for id_, path, digest, settings, extractor, state in self.database.rows(query, parameters):
            yield StoredFile(id_, path, FileState(digest, settings, extractor), state == "complete")

    def begin_file(self, path: str, name: str, state: FileState) -> int:
        """Enter a new or changed file as incomplete; its number in the store. Its old pages stay for now."""
        self._write()
        self.database.run(
            "INSERT INTO files (path, name, digest, settings, extractor, state)"
            " VALUES (?, ?, ?, ?, ?, 'partial')"
            " ON CONFLICT (path) DO UPDATE SET name = excluded.name, digest = excluded.digest,"
            " settings = excluded.settings, extractor = excluded.extractor, state = 'partial'",
            (path, name, state.digest, state.settings, state.extractor),
        )
        number: int = self.database.value("SELECT id FROM files WHERE path = ?", (path,))
        self.database.run("DELETE FROM failures WHERE file = ?", (number,))
        return number

    def finish_file(self, file: int, pages: Iterable[int], failures: Sequence[InputError]) -> None:
        """Mark a file complete: these are its pages now, and what could not be read of it."""
        self._write()
        gone = {row[0] for row in self.database.rows("SELECT id FROM pages WHERE file = ?", (file,))}
        self.database.run_many("DELETE FROM pages WHERE id = ?", [(page,) for page in gone.difference(pages)])
        rows = [(file, failure.line, failure.cause) for failure in failures]
        self.database.run_many("INSERT INTO failures (file, line, cause) VALUES (?, ?, ?)", rows)
        self.database.run("UPDATE files SET state = 'complete' WHERE id = ?", (file,))

    def failures(self, file: StoredFile) -> list[InputError]:
        """What could not be read of a file."""
        rows = self.database.rows(
            "SELECT line, cause FROM failures WHERE file = ? ORDER BY rowid", (file.id,)
        )
        return [InputError(file.path, cause, line) for line, cause in rows]

    def remove_file(self, path: str) -> None:
        """Take out a file with all its claims."""
        self._write()
        self.database.run("DELETE FROM files WHERE path = ?", (path,))

    # ---------------------------------------------------------------------------------------------- pages

    def pages(self, path: str) -> dict[str, list[int]]:
        """The pages that are there of a file: key -> their numbers in the store."""
        found: dict[str, list[int]] = {}
        query = "SELECT p.key, p.id FROM pages p JOIN files f ON f.id = p.file WHERE f.path = ? ORDER BY p.id"
        for key, page in self.database.rows(query, (path,)):
            found.setdefault(key, []).append(page)
        return found

    def add_page(self, file: int, key: str, extractions: Iterable[Extraction]) -> int:
        """Write a page with all its articles; its number in the store."""
        self._write()
        page = self.database.run("INSERT INTO pages (file, key) VALUES (?, ?)", (file, key))
        for extraction in extractions:
            self._add_article(page, extraction)
        return page

    def _add_article(self, page: int, extraction: Extraction) -> None:
        row = (page, *article_row(extraction.article))
        sql = f"INSERT INTO articles (page, {ARTICLE_COLUMNS}) VALUES ({_marks(len(row))})"
        article = self.database.run(sql, row)
        mentions = [(article, n, *mention_row(m)) for n, m in enumerate(extraction.mentions)]
        self._add_all(f"mentions (article, position, {MENTION_COLUMNS})", mentions)
        statements = [(article, n, *statement_row(s)) for n, s in enumerate(extraction.statements)]
        self._add_all(f"statements (article, position, {STATEMENT_COLUMNS})", statements)

    def _add_all(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self.database.run_many(f"INSERT INTO {table} VALUES ({_marks(len(rows[0]))})", rows)

    # --------------------------------------------------------------------------------------------- claims

    def claims(self, articles: Iterable[str] | None = None) -> Iterator[Extraction]:
        """Each article with its mentions and statements, by article id: all of them, or those of the ids."""
        wanted = None if articles is None else set(articles)
        for row, id_ in self.database.all(f"{_CHOSEN} SELECT row, id FROM chosen ORDER BY id"):
            if wanted is None or id_ in wanted:
                yield self.extraction(row)

    def listed(self) -> list[tuple[int, str, str, str, int]]:
        """Row, id, key of the page, source and number of each article."""
        return self.database.all(
            f"{_CHOSEN} SELECT c.row, c.id, p.key, a.source, a.number FROM chosen c"
            " JOIN articles a ON a.row = c.row JOIN pages p ON p.id = a.page"
        )

    def extraction(self, row: int) -> Extraction:
        """The claims of one article, by its row."""
        select = "SELECT {} FROM {} WHERE article = ? ORDER BY position"
        (article,) = self.database.all(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE row = ?", (row,))
        mentions = self.database.all(select.format(MENTION_COLUMNS, "mentions"), (row,))
        statements = self.database.all(select.format(STATEMENT_COLUMNS, "statements"), (row,))
        return Extraction(
            article_of(article), tuple(map(mention_of, mentions)), tuple(map(statement_of, statements))
        )

    def counts(self) -> ClaimCounts:
        """How much the store holds."""
        files = self.database.value("SELECT count(*) FROM files")
        articles = self.database.value("SELECT count(DISTINCT id) FROM articles")
        of = "SELECT count(*) FROM {} WHERE article IN (SELECT row FROM chosen)"
        mentions = self.database.value(_CHOSEN + of.format("mentions"))
        statements = self.database.value(_CHOSEN + of.format("statements"))
        return ClaimCounts(files, articles, mentions, statements)

    # ------------------------------------------------------------------------------- transactions and state

    @property
    def revision(self) -> int:
        """Rises with every commit that changed claims."""
        return int(self.get("revision") or 0)

    def get(self, key: str) -> str | None:
        """A value kept beside the claims."""
        value: str | None = self.database.value("SELECT value FROM meta WHERE key = ?", (key,))
        return value

    def put(self, key: str, value: str) -> None:
        """Keep a value beside the claims, from the next commit on."""
        self.database.begin()
        self.database.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def commit(self) -> None:
        """Make everything written so far last."""
        if self._dirty:
            self.put("revision", str(self.revision + 1))
            self._dirty = False
        self.database.commit()

    def _write(self) -> None:
        self.database.begin()
        self._dirty = True


def _marks(count: int) -> str:
    return ", ".join("?" * count)
