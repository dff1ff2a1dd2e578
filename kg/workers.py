"""Pages read by this process, or by several, and handed back in the order in which they were given."""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from kg.collector import no_collector
from kg.errors import KgError
from kg.model import Extraction, Page

PagesReader = Callable[[Sequence[Page]], Sequence[Sequence[Extraction]]]  # for each page, its articles
MakeReader = Callable[[], PagesReader]
Step = TypeVar("Step")

# A portion of pages is read at once: the tagger is twice as fast on 16,000 characters as on 1,000, and little
# faster on more. It takes about a second, which is what a kill loses and what Ctrl-C waits for.
_PORTION_CHARACTERS = 16_000
_PORTION_STEPS = 50
_TRIM_THRESHOLD, _MMAP_MAX = -1, -4  # numbers of options in glibc's malloc.h
_AHEAD = 2  # portions under way for each process: one in hand, one waiting, so that memory stays flat


@dataclass(frozen=True, slots=True)
class PageClaims:
    """What was read on a page, or the fault that kept it from being read."""

    extractions: tuple[Extraction, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Portion(Generic[Step]):
    """Steps that follow each other, with the page of each that has one."""

    steps: tuple[tuple[Step, Page | None], ...]

    def pages(self) -> tuple[Page, ...]:
        return tuple(page for _, page in self.steps if page is not None)

    def with_claims(self, claims: Iterable[PageClaims]) -> Iterator[tuple[Step, PageClaims | None]]:
        following = iter(claims)
        for step, page in self.steps:
            yield step, None if page is None else next(following)


def lac_reader(models: Path | None = None) -> PagesReader:
    """The reader of pages: layout, tagger, mentions, statements.

    Loads the models; from the folder ``models`` those that it has, the others from the package.
    """
    with no_collector():
        # Imported here: a second run over unchanged files, and the parent of several processes, need none.
        from kg.extract import Reader, extract_pages  # noqa: PLC0415
        from kg.language.lac_network import one_thread  # noqa: PLC0415
        from kg.layout import articles_of  # noqa: PLC0415

        _keep_freed_memory()
        with one_thread():
            reader = Reader.load(models)

    def read(pages: Sequence[Page]) -> Sequence[Sequence[Extraction]]:
        with one_thread(), no_collector():
            return extract_pages([articles_of(page) for page in pages], reader)

    return read


def _keep_freed_memory() -> None:
    """Tell glibc to keep what is freed, up to 256 MB, for the next portion.

    It gives large arrays back to the system at once, which then clears each page again for the next: a
    fifteenth of the time. Elsewhere than with glibc nothing is done.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if set_option is not None:
        set_option(_MMAP_MAX, 0)
        set_option(_TRIM_THRESHOLD, 256 << 20)


def read_in_order(
    steps: Iterable[Step], page_of: Callable[[Step], Page | None], jobs: int, make_reader: MakeReader
) -> Iterator[tuple[Step, PageClaims | None]]:
    """Every step in its order, with the claims of its page where it has one.

    Steps are taken a portion ahead. With ``jobs`` > 1 as many processes read, each with a reader of its own;
    at most two portions for each are under way. Raises KgError if a process dies.
    """
    portions = _portions(steps, page_of)
    if jobs == 1:
        yield from _alone(portions, make_reader)
        return
    # spawn: a fork of a process with threads (progress bar, BLAS) can hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(make_reader,))
    try:
        yield from _shared(portions, pool, jobs * _AHEAD)
    except BrokenProcessPool as error:
        raise KgError(
            "a process that read pages ended unexpectedly (out of memory?); run the command again, "
            "what was read is kept, with fewer --jobs if it happens again"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _portions(steps: Iterable[Step], page_of: Callable[[Step], Page | None]) -> Iterator[_Portion[Step]]:
    gathered: list[tuple[Step, Page | None]] = []
    characters = 0
    for step in steps:
        page = page_of(step)
        gathered.append((step, page))
        characters += len(page.text) if page is not None else 0
        if characters >= _PORTION_CHARACTERS or len(gathered) >= _PORTION_STEPS:
            yield _Portion(tuple(gathered))
            gathered, characters = [], 0
    if gathered:
        yield _Portion(tuple(gathered))


def _alone(
    portions: Iterable[_Portion[Step]], make_reader: MakeReader
) -> Iterator[tuple[Step, PageClaims | None]]:
    reader: PagesReader | None = None
    for portion in portions:
        pages = portion.pages()
        if pages and reader is None:
            reader = make_reader()
        yield from portion.with_claims(_claims(reader, pages) if reader is not None else ())


def _shared(
    portions: Iterable[_Portion[Step]], pool: ProcessPoolExecutor, limit: int
) -> Iterator[tuple[Step, PageClaims | None]]:
    waiting: deque[tuple[_Portion[Step], Future[list[PageClaims]] | None]] = deque()
    under_way = 0
    for portion in portions:
        pages = portion.pages()
        waiting.append((portion, pool.submit(_read, pages) if pages else None))
        under_way += bool(pages)
        while waiting and (under_way >= limit or waiting[0][1] is None or waiting[0][1].done()):
            first, future = waiting.popleft()
            under_way -= future is not None
            yield from first.with_claims(future.result() if future is not None else ())
    for first, future in waiting:
        yield from first.with_claims(future.result() if future is not None else ())


def _claims(reader: PagesReader, pages: Sequence[Page]) -> list[PageClaims]:
    """The claims of every page. Where a portion cannot be read, its pages are read one by one, so that a
    fault is that of the page that has it.
    """
    try:
        return [PageClaims(tuple(extractions)) for extractions in reader(pages)]
    except Exception as error:
        if len(pages) > 1:
            return [claims for page in pages for claims in _claims(reader, [page])]
        if isinstance(error, KgError):
            return [PageClaims(fault=str(error))]
        # A fault of the program on one page: named as a failure of that page, and the others go on.
        return [PageClaims(fault=f"fault of the program, please report it: {type(error).__name__}: {error}")]


# --------------------------------------------------------------------------- in the processes that read

_readers: list[PagesReader] = []  # this process's own, made once


def _start(make_reader: MakeReader) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the parent decides
    _readers.append(make_reader())


def _read(pages: Sequence[Page]) -> list[PageClaims]:
    return _claims(_readers[0], pages)
