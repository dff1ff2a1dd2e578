"""Pages read by this process, or by several, and handed back in the order in which they were given."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import KgError
from kg.model import Extraction, Page

PageReader = Callable[[Page], Sequence[Extraction]]
MakeReader = Callable[[], PageReader]
Step = TypeVar("Step")

_AHEAD = 4  # pages that wait for each process: enough to keep it busy, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class PageClaims:
    """What was read on a page, or the fault that kept it from being read."""

    extractions: tuple[Extraction, ...] = ()
    fault: str = ""


def lac_reader() -> PageReader:
    """The reader of pages: layout, tagger, mentions, statements. Loads the tagger's model."""
    # Imported here: a second run over unchanged files, and the parent of several processes, need no model.
    from kg.extract import extract  # noqa: PLC0415
    from kg.language.lac import Tagger  # noqa: PLC0415
    from kg.layout import articles_of  # noqa: PLC0415

    tagger = Tagger.load()
    return lambda page: extract(articles_of(page), tagger)


def read_in_order(
    steps: Iterable[Step], page_of: Callable[[Step], Page | None], jobs: int, make_reader: MakeReader
) -> Iterator[tuple[Step, PageClaims | None]]:
    """Every step in its order, with the claims of its page where it has one.

    With ``jobs`` > 1 as many processes read, each with a reader of its own; at most a few pages for each are
    under way. Raises KgError if a process dies.
    """
    if jobs == 1:
        yield from _alone(steps, page_of, make_reader)
        return
    # spawn: a fork of a process with threads (progress bar, BLAS) can hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(make_reader,))
    try:
        yield from _shared(steps, page_of, pool, jobs * _AHEAD)
    except BrokenProcessPool as error:
        raise KgError(
            "a process that read pages ended unexpectedly (out of memory?); run the command again, "
            "what was read is kept, with fewer --jobs if it happens again"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(
    steps: Iterable[Step], page_of: Callable[[Step], Page | None], make_reader: MakeReader
) -> Iterator[tuple[Step, PageClaims | None]]:
    reader: PageReader | None = None
    for step in steps:
        page = page_of(step)
        if page is None:
            yield step, None
            continue
        if reader is None:
            reader = make_reader()
        yield step, _claims(reader, page)


def _shared(
    steps: Iterable[Step], page_of: Callable[[Step], Page | None], pool: ProcessPoolExecutor, limit: int
) -> Iterator[tuple[Step, PageClaims | None]]:
    waiting: deque[tuple[Step, Future[PageClaims] | None]] = deque()
    under_way = 0
    for step in steps:
        page = page_of(step)
        waiting.append((step, None if page is None else pool.submit(_read, page)))
        under_way += page is not None
        while waiting and (under_way >= limit or waiting[0][1] is None or waiting[0][1].done()):
            first, future = waiting.popleft()
            under_way -= future is not None
            yield first, None if future is None else future.result()
    for first, future in waiting:
        yield first, None if future is None else future.result()


def _claims(reader: PageReader, page: Page) -> PageClaims:
    try:
        return PageClaims(tuple(reader(page)))
    except KgError as error:
        return PageClaims(fault=str(error))
    except Exception as error:
        # A fault of the program on one page: named as a failure of that page, and the others go on.
        return PageClaims(fault=f"fault of the program, please report it: {type(error).__name__}: {error}")


# --------------------------------------------------------------------------- in the processes that read

_readers: list[PageReader] = []  # this process's own, made once


def _start(make_reader: MakeReader) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the parent decides
    _readers.append(make_reader())


def _read(page: Page) -> PageClaims:
    return _claims(_readers[0], page)
