"""How far a build has come: a bar on a terminal, a plain line every few seconds otherwise."""

from __future__ import annotations

import time
from typing import Protocol, TextIO

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bar,
)

from kg.errors import InputError
from kg.model import Page
from kg.reading import SourceFile

_LINE_SECONDS = 5.0


class Progress(Protocol):
    """What a build tells while it runs."""

    def start(self, files: int, size: int) -> None:
        """Files to look at, and their bytes."""

    def page_done(self, file: SourceFile, page: Page, articles: int) -> None:
        """A page was read."""

    def file_done(self, file: SourceFile) -> None:
        """A file is finished, or unchanged."""

    def failed(self, failure: InputError) -> None:
        """A file or record could not be read."""

    def stop(self) -> None:
        """All pages are read."""

    def tell(self, what: str) -> None:
        """What comes next, and may take a while."""


class Silent:
    """Tells nothing; failures are in the build's report."""

    def start(self, files: int, size: int) -> None:
        """Nothing."""

    def page_done(self, file: SourceFile, page: Page, articles: int) -> None:
        """Nothing."""

    def file_done(self, file: SourceFile) -> None:
        """Nothing."""

    def failed(self, failure: InputError) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""

    def tell(self, what: str) -> None:
        """Nothing."""


class _Course:
    """Bytes, files and articles done. Within a file of many records the bytes are told from their texts."""

    def __init__(self) -> None:
        self.files = self.size = self.done_files = self.done_size = self.articles = 0
        self.begun = time.monotonic()
        self._within: dict[str, int] = {}

    def start(self, files: int, size: int) -> None:
        self.files, self.size, self.begun = files, size, time.monotonic()

    def page_done(self, file: SourceFile, page: Page, articles: int) -> None:
        self.articles += articles
        before = self._within.get(file.path, 0)
        after = min(file.size, before + len(page.text.encode("utf-8", "replace")))
        self._within[file.path] = after
        self.done_size += after - before

    def file_done(self, file: SourceFile) -> None:
        self.done_files += 1
        self.done_size += file.size - self._within.pop(file.path, 0)

    def told(self) -> str:
        seconds = max(time.monotonic() - self.begun, 1e-3)
        articles = "1 article" if self.articles == 1 else f"{self.articles} articles"
        return (
            f"{self.done_files} of {self.files} files, {articles}, {self.articles / seconds:.1f} articles/s"
        )

    def left(self) -> str:
        if not 0 < self.done_size < self.size:
            return ""
        spent = time.monotonic() - self.begun
        seconds = round(spent * (self.size - self.done_size) / self.done_size)
        return f", about {seconds // 60}:{seconds % 60:02} left"


class Lines:
    """Plain lines, for logs and pipes: one every five seconds, and one for each failure at once."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._course = _Course()
        self._told_at, self._told = time.monotonic(), False

    def start(self, files: int, size: int) -> None:
        """Begin to count."""
        self._course.start(files, size)
        self._told_at = time.monotonic()

    def page_done(self, file: SourceFile, page: Page, articles: int) -> None:
        """Count a page."""
        self._course.page_done(file, page, articles)
        self._tell_by_and_by()

    def file_done(self, file: SourceFile) -> None:
        """Count a file."""
        self._course.file_done(file)
        self._tell_by_and_by()

    def failed(self, failure: InputError) -> None:
        """Name a failure."""
        click.echo(f"failed: {failure}", file=self._out)

    def stop(self) -> None:
        """All pages are read: the last line, where there were others before it."""
        if self._told:
            click.echo(self._course.told(), file=self._out)

    def tell(self, what: str) -> None:
        """Say what comes next."""
        click.echo(what, file=self._out)

    def _tell_by_and_by(self) -> None:
        now = time.monotonic()
        if now - self._told_at >= _LINE_SECONDS:
            self._told_at, self._told = now, True
            click.echo(self._course.told() + self._course.left(), file=self._out)


class TerminalBar:
    """A bar with rate and time left; failures scroll above it."""

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out)
        self._course = _Course()
        self._bar = Bar(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)

    def start(self, files: int, size: int) -> None:
        """Show the bar."""
        self._course.start(files, size)
        self._bar.update(self._task, total=max(size, 1))
        self._bar.start()

    def page_done(self, file: SourceFile, page: Page, articles: int) -> None:
        """Move the bar by a page."""
        self._course.page_done(file, page, articles)
        self._show()

    def file_done(self, file: SourceFile) -> None:
        """Move the bar to the end of a file."""
        self._course.file_done(file)
        self._show()

    def failed(self, failure: InputError) -> None:
        """Name a failure above the bar."""
        self._console.print(f"failed: {failure}", markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> None:
        """Take the bar away."""
        self._bar.stop()

    def tell(self, what: str) -> None:
        """Say what comes next."""
        self._console.print(what, style="dim")

    def _show(self) -> None:
        self._bar.update(self._task, completed=self._course.done_size, description=self._course.told())


class LoadLines:
    """How far a load has come: a plain line every few seconds."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._begun = self._told_at = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        """``done`` of ``total`` nodes or relationships are written."""
        now = time.monotonic()
        if now - self._told_at >= _LINE_SECONDS or (done == total and now - self._begun >= _LINE_SECONDS):
            self._told_at = now
            click.echo(f"{what}: {done} of {total}", file=self._out)


def progress_for(out: TextIO, *, quiet: bool) -> Progress:
    """What suits the stream: nothing but failures when quiet, a bar on a terminal, plain lines elsewhere."""
    if quiet:
        return _FailuresOnly(out)
    return TerminalBar(out) if out.isatty() else Lines(out)


class _FailuresOnly(Silent):
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def failed(self, failure: InputError) -> None:
        click.echo(f"failed: {failure}", file=self._out)
