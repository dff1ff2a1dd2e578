"""What the user names -> the files to read: paths, folders, globs and standard input."""

from __future__ import annotations

import atexit
import glob
import gzip
import hashlib
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError

# Extension (without .gz) -> kind of file.
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
}

# Files that tell about a folder and are no page of it, by their name without extension.
NOTES = frozenset(
    (
        "README",
        "LICENSE",
        "LICENCE",
        "COPYING",
        "NOTICE",
        "CHANGELOG",
        "CONTRIBUTING",
        "AUTHORS",
        "SOURCE",
        "SOURCES",
    )
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. ``path`` is absolute, or ``-`` for standard input; ``name`` the file's own name
    (``stdin`` for ``-``); ``size`` in bytes; ``spool`` the copy of standard input that was put aside.
    """

    path: str
    name: str
    size: int
    spool: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that a folder or glob led to and that is not read, with the reason."""

    path: str
    reason: str


def kind_by_name(name: str) -> str:
    """The kind of file that an extension promises (see ``KINDS``), or ""."""
    return KINDS.get(_extension(name), "")


def find_files(paths: Sequence[str]) -> Iterator[SourceFile | Skipped | InputError]:
    """The files that ``paths`` name, in the order given, folders sorted by name, each file once.

    Folders are walked to the bottom without hidden files; a link that leads back is not followed twice. A
    path that holds ``*``, ``?`` or ``[`` and is no file is a glob (``**`` is any depth). Files in folders
    whose extension is unknown come as ``Skipped``; a file that is named itself is always tried. What cannot
    be found or listed comes as ``InputError``.
    """
    seen: set[str] = set()
    for path in paths:
        yield from _once(_standard_input() if path == "-" else _named(path), seen)


def digest(file: SourceFile) -> str:
    """BLAKE2b hash (32 hex digits) of the file's bytes. Raises InputError if they cannot be read."""
    try:
        with Path(file.spool or file.path).open("rb") as stream:
            return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as error:
        raise InputError(file.path, system_cause(error)) from error


@contextmanager
def opened(file: SourceFile) -> Iterator[BinaryIO]:
    """The file's bytes as a stream; gzip is unpacked wherever its magic number stands, whatever the name."""
    with Path(file.spool or file.path).open("rb") as raw:
        packed = raw.peek(2)[:2] == b"\x1f\x8b"
        if not packed:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield io.BufferedReader(unpacked)


def system_cause(error: OSError) -> str:
    """An operating-system error in words that say what to do."""
    match error:
        case FileNotFoundError():
            return "no such file or folder"
        case PermissionError():
            return "no permission to read it (chmod +r, or run as its owner)"
        case IsADirectoryError():
            return "is a folder"
        case _:
            return f"cannot be read: {error.strerror or error}"


def _once(
    found: Iterator[SourceFile | Skipped | InputError], seen: set[str]
) -> Iterator[SourceFile | Skipped | InputError]:
    for item in found:
        if isinstance(item, InputError):
            yield item
            continue
        key = os.path.realpath(item.path) if item.path != "-" else "-"
        if key not in seen:
            seen.add(key)
            yield item


def _named(path: str) -> Iterator[SourceFile | Skipped | InputError]:
    expanded = os.path.expanduser(path)  # noqa: PTH111  # Path() would lose a trailing "/**"
    if glob.has_magic(expanded) and not os.path.lexists(expanded):
        yield from _globbed(expanded)
    else:
        yield from _entry(Path(expanded), named=True, above=frozenset())


def _globbed(pattern: str) -> Iterator[SourceFile | Skipped | InputError]:
    # "*.log" names its extension, so its files are wanted; "*" does not.
    suffix = Path(pattern).suffix
    names_extension = bool(suffix) and not glob.has_magic(suffix)
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # takes absolute and relative ones alike
    if not matches:
        yield InputError(pattern, "matches no file")
    for match in matches:
        yield from _entry(Path(match), named=names_extension, above=frozenset())


def _entry(path: Path, *, named: bool, above: frozenset[str]) -> Iterator[SourceFile | Skipped | InputError]:
    """One path of any sort. ``above`` are the real paths of the folders it was reached through."""
    # The folder's real path and the file's own name: the same file has one path, whichever way it was named.
    place = Path(os.path.realpath(path.parent)) / path.name if path.name not in ("", "..") else path.resolve()
    try:
        status = place.stat()
    except OSError as error:
        link = " (a link that leads nowhere)" if place.is_symlink() else ""
        yield InputError(place.as_posix(), system_cause(error) + link)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(place, above)
    elif not stat.S_ISREG(status.st_mode):
        yield InputError(
            place.as_posix(), "not a regular file (a pipe or device): feed it to standard input, -"
        )
    elif not named and place.name.split(".")[0] in NOTES:
        yield Skipped(place.as_posix(), "a note about the folder; name the file itself to read it")
    elif named or kind_by_name(place.name):
        yield SourceFile(place.as_posix(), place.name, status.st_size)
    else:
        what = _extension(place.name) or "no extension"
        yield Skipped(
            place.as_posix(), f"{what}: not a kind that is read from folders; name the file itself to try"
        )


def _folder(path: Path, above: frozenset[str]) -> Iterator[SourceFile | Skipped | InputError]:
    real = os.path.realpath(path)
    if real in above:
        return
    try:
        names = sorted(entry.name for entry in path.iterdir())
    except OSError as error:
        yield InputError(path.as_posix(), system_cause(error))
        return
    for name in names:
        if not name.startswith("."):
            yield from _entry(path / name, named=False, above=above | {real})


def _standard_input() -> Iterator[SourceFile | Skipped | InputError]:
    """Standard input put aside in a temporary file: it is hashed and read, maybe by another process."""
    try:
        with tempfile.NamedTemporaryFile(prefix="kg-stdin-", delete=False) as spool:
            atexit.register(_remove, spool.name, os.getpid())
            size = 0
            while block := sys.stdin.buffer.read(1 << 20):
                size += spool.write(block)
    except OSError as error:
        yield InputError("-", system_cause(error))
        return
    yield SourceFile("-", "stdin", size, spool.name)


def _remove(path: str, owner: int) -> None:
    if os.getpid() == owner:  # a forked worker must not take it away
        Path(path).unlink(missing_ok=True)


def _extension(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix
