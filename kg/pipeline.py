"""The order of the steps: find files, read pages, lay out and extract, write claims, resolve, count."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from kg.errors import InputError
from kg.interrupt import Stop, stop_on_interrupt
from kg.model import Page
from kg.progress import Progress, Silent
from kg.provenance import extractor_version
from kg.reading import Skipped, SourceFile, digest, find_files, read_pages
from kg.store import ClaimCounts, FileState, Store, StoredFile
from kg.vanished import vanished_files
from kg.workers import MakeReader, PageClaims, lac_reader, read_in_order

_COMMIT_PAGES = 50
_COMMIT_SECONDS = 1.0


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``read``, ``unchanged``, ``skipped`` and ``removed`` count files; a file counts as
    ``failed``, and not as read or unchanged, if no page of it could be read. ``failures`` names every file
    and line that could not be read, also those of unchanged files.
    """

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    interrupted: bool = False
    store: ClaimCounts = field(default_factory=lambda: ClaimCounts(0, 0, 0, 0))
    partial: int = 0  # files in the store that were not read to their end
    outdated: int = 0  # files in the store that another version of this program read


@dataclass(slots=True)
class _Work:
    """One file that is being read."""

    source: SourceFile
    path: str
    state: FileState
    file: int = -1  # its number in the store
    pages: list[int] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    broken: bool = False  # a fault of the program: not complete, so the next run tries again


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing to do in order: begin a file, keep or read one of its pages, name a failure, end the file."""

    work: _Work
    kind: str  # begin, keep, read, fail, end
    page: Page | None = None
    key: str = ""
    kept: int = -1
    failure: InputError | None = None


def build(
    paths: Sequence[str],
    store: Store,
    *,
    jobs: int = 1,
    columns: Mapping[str, str] | None = None,
    prune: bool = False,
    progress: Progress | None = None,
    make_reader: MakeReader = lac_reader,
) -> BuildReport:
    """Read what is new or changed under ``paths`` into a store opened to build.

    ``columns`` maps fields (title, body, date, source, section) to columns of CSV and JSON records. With
    ``prune`` files under ``paths`` that are in the store and no longer on disk are taken out of it. Ctrl-C
    stops after the pages in hand (about a second) and keeps what was read. Raises StoreError; inputs that
    cannot be read are in the report.
    """
    return _Build(store, jobs, columns, progress or Silent(), make_reader).run(paths, prune=prune)


class _Build:
    def __init__(
        self,
        store: Store,
        jobs: int,
        columns: Mapping[str, str] | None,
        progress: Progress,
        make_reader: MakeReader,
    ) -> None:
        self.store = store
        self.jobs = jobs
        self.columns = columns
        self.settings = json.dumps(dict(columns or {}), ensure_ascii=False, sort_keys=True)
        self.progress = progress
        self.make_reader = make_reader
        self.report = BuildReport()
        self._uncommitted = 0
        self._committed_at = time.monotonic()

    def run(self, paths: Sequence[str], *, prune: bool) -> BuildReport:
        gone = vanished_files(paths, self.store.files()) if prune else []
        named = [path for path in paths if os.path.abspath(path) not in gone]  # noqa: PTH100
        with stop_on_interrupt() as stop:
            self._read(self._found(named), stop)
        self.report.interrupted = stop.requested
        if not stop.requested:
            for path in gone:
                self.store.remove_file(path)
            self.report.removed = len(gone)
        self.store.commit()
        self.report.store = self.store.counts()
        files = self.store.files()
        self.report.partial = sum(not file.complete for file in files)
        self.report.outdated = sum(file.state.extractor != extractor_version() for file in files)
        return self.report

    def _found(self, paths: Sequence[str]) -> list[SourceFile]:
        files = []
        for found in find_files(paths):
            if isinstance(found, SourceFile):
                files.append(found)
            elif isinstance(found, Skipped):
                self.report.skipped.append(found)
            else:
                self._fail(found)
                self.report.failed += 1
        return files

    def _read(self, files: Sequence[SourceFile], stop: Stop) -> None:
        self.progress.start(len(files), sum(file.size for file in files))
        try:
            steps = self._steps(files, stop)
            for step, claims in read_in_order(steps, lambda step: step.page, self.jobs, self.make_reader):
                self._do(step, claims)
        finally:
            self.progress.stop()

    # ------------------------------------------------------------------------------------------ what to do

    def _steps(self, files: Iterable[SourceFile], stop: Stop) -> Iterator[_Step]:
        for source in files:
            if stop.requested:
                return
            work = self._changed(source)
            if work is not None:
                yield from self._file_steps(work, stop)

    def _changed(self, source: SourceFile) -> _Work | None:
        """The work that a file makes, or None if it is unchanged or cannot be read."""
        try:
            content = digest(source)
        except InputError as error:
            self._fail(error)
            self.report.failed += 1
            self.progress.file_done(source)
            return None
        state = FileState(content, self.settings, extractor_version())
        # What came by standard input has no place to come back to: each text is a file of its own.
        path = source.path if source.path != "-" else f"-#{content}"
        stored = self.store.file(path)
        if stored is None or not stored.complete or stored.state != state:
            return _Work(source, path, state)
        self._unchanged(stored)
        self.progress.file_done(source)
        return None

    def _unchanged(self, stored: StoredFile) -> None:
        failures = self.store.failures(stored)
        for failure in failures:
            self._fail(failure)
        if failures and not self.store.pages(stored.path):
            self.report.failed += 1
        else:
            self.report.unchanged += 1

    def _file_steps(self, work: _Work, stop: Stop) -> Iterator[_Step]:
        yield _Step(work, "begin")
        there = self.store.pages(work.path)
        for page in read_pages(work.source, columns=self.columns):
            if stop.requested:
                return
            if isinstance(page, InputError):
                yield _Step(work, "fail", failure=page)
                continue
            key = page_key(page, work.state.extractor)
            if there.get(key):
                yield _Step(work, "keep", kept=there[key].pop(0))
            else:
                yield _Step(work, "read", page=page, key=key)
        yield _Step(work, "end")

    # -------------------------------------------------------------------------------------------- doing it

    def _do(self, step: _Step, claims: PageClaims | None) -> None:
        work = step.work
        match step.kind:
            case "begin":
                work.file = self.store.begin_file(work.path, work.source.name, work.state)
            case "keep":
                work.pages.append(step.kept)
            case "fail" if step.failure is not None:
                self._fail_in(work, step.failure)
            case "end":
                self._end(work)
            case _ if step.page is not None and claims is not None:
                self._write(work, step.page, step.key, claims)
        self._commit_by_and_by()

    def _write(self, work: _Work, page: Page, key: str, claims: PageClaims) -> None:
        if claims.fault:
            work.broken = True
            self._fail_in(work, InputError(work.source.path, claims.fault, page.record))
        elif not claims.extractions:
            self._fail_in(work, InputError(work.source.path, "no article was found in it", page.record))
        else:
            work.pages.append(self.store.add_page(work.file, key, claims.extractions))
            self._uncommitted += 1
        self.progress.page_done(work.source, page, len(claims.extractions))

    def _end(self, work: _Work) -> None:
        if work.pages or not work.failures:
            self.report.read += 1
        else:
            self.report.failed += 1
        if not work.broken:
            self.store.finish_file(work.file, work.pages, work.failures)
        self.progress.file_done(work.source)

    def _commit_by_and_by(self) -> None:
        """Commit every 50 pages or every second: a commit waits for the disk."""
        now = time.monotonic()
        if self._uncommitted >= _COMMIT_PAGES or now - self._committed_at >= _COMMIT_SECONDS:
            self.store.commit()
            self._uncommitted, self._committed_at = 0, now

    def _fail_in(self, work: _Work, failure: InputError) -> None:
        work.failures.append(failure)
        self._fail(failure)

    def _fail(self, failure: InputError) -> None:
        self.report.failures.append(failure)
        self.progress.failed(failure)


def page_key(page: Page, extractor: str) -> str:
    """32 hex digits from all that a page's claims depend on: what it says, not where it lies, and with
    which version it is read.
    """
    parts = (
        extractor,
        page.source,
        page.record,
        page.title,
        page.date,
        page.publisher,
        page.section,
        page.single_article,
        [(run.start, run.origin, run.length) for run in page.runs],
        page.text,
    )
    payload = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return blake2b(payload.encode("ascii"), digest_size=16).hexdigest()
