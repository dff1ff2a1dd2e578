"""Adding decisions to a file, and taking them back: whole or not at all, to the byte.

The file is replaced by a longer one (written beside it, flushed to the disk, renamed), never written into:
whatever breaks off in between leaves the file that was there. Two commands at once wait for one another.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.decisions.decision_file import COLUMNS, HEADER, Line, header_of, line_of, parse, text_of
from kg.decisions.rulings import Ruling
from kg.errors import DecisionsError

if sys.platform != "win32":  # it has no locks on folders: there, one command at a time is the user's care
    import fcntl


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a file was before something was added (None: there was none) and what it was after."""

    path: Path
    before: bytes | None
    after: bytes
    rulings: tuple[Ruling, ...]


def append(path: Path, rulings: Sequence[Ruling]) -> Receipt:
    """Add rulings to a file, which is made if there is none.

    The lines are written in the order of the file's own columns; columns that it lacks are added to its first
    line. Raises InputError for a file that cannot be understood, DecisionsError for one that cannot be
    written.
    """
    with _alone(path):
        before = _bytes(path)
        after = _with(before or b"", rulings, path)
        _replace(path, after)
    return Receipt(path, before, after, tuple(rulings))


def take_back(receipt: Receipt) -> None:
    """Give the file the bytes that it had. Raises DecisionsError if it was changed since, and leaves it."""
    with _alone(receipt.path):
        if _bytes(receipt.path) != receipt.after:
            raise DecisionsError(
                f"{receipt.path}: was changed by another program since; take the line back by hand"
            )
        _restore(receipt.path, receipt.before)


def take_back_last(path: Path) -> tuple[Ruling, ...]:
    """Take back the last decision of a file: its last lines of one person at one time. What was taken back.

    Raises DecisionsError if there is none or something stands after it, InputError as reading does.
    """
    with _alone(path):
        data = _bytes(path) or b""
        last = _last(parse(data, path).lines)
        if not last:
            raise DecisionsError(f"{path}: there is no decision to take back")
        lines = data.splitlines(keepends=True)
        kept = lines[: len(lines) - len(last)]
        if [line.number for line in last] != list(range(len(kept) + 1, len(lines) + 1)):
            raise DecisionsError(f"{path}: other lines stand behind the last decision; take it back by hand")
        ours_alone = text_of(b"".join(kept), path).strip() == HEADER
        _restore(path, None if ours_alone else b"".join(kept))
    return tuple(line.ruling for line in last)


def _last(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The last lines of one person at one time; of lines without a time, the last."""
    count = min(len(lines), 1)
    while count and lines[-1].ruling.when and count < len(lines):
        if _moment(lines[-count - 1]) != _moment(lines[-1]):
            break
        count += 1
    return tuple(lines[len(lines) - count :])


def _moment(line: Line) -> tuple[str, str]:
    return line.ruling.who, line.ruling.when


# The bytes ----------------------------------------------------------------------------------------


def _with(before: bytes, rulings: Sequence[Ruling], path: Path) -> bytes:
    """The bytes with more lines, each ended as the file ends its lines."""
    columns = header_of(before, path)
    end = "\r\n" if b"\r\n" in before else "\n"
    missing = [name for name in COLUMNS if name not in columns]
    columns = (*columns, *missing)
    text = text_of(before, path)
    mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
    if not text.strip():
        text += HEADER + end
    elif missing:
        text = _with_header("\t".join(columns), text)
    if not text.endswith("\n"):
        text += end
    return (mark + text + "".join(line_of(ruling, columns) + end for ruling in rulings)).encode()


def _with_header(header: str, text: str) -> str:
    """The text with its first line that is no note replaced."""
    lines = text.split("\n")
    first = next(n for n, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    lines[first] = header + ("\r" if lines[first].endswith("\r") else "")
    return "\n".join(lines)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DecisionsError(f"{path}: cannot be read: {error.strerror or error}") from None


def _restore(path: Path, before: bytes | None) -> None:
    if before is not None:
        _replace(path, before)
        return
    try:
        path.unlink()
    except OSError as error:
        raise DecisionsError(f"{path}: cannot be removed: {error.strerror or error}") from None


def _replace(path: Path, data: bytes) -> None:
    """The file with these bytes, or the file that was there."""
    target = path.resolve()  # a link keeps being a link
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise DecisionsError(f"{path}: cannot be written: {error.strerror or error}") from None


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the folder of the file, so that no other command reads and replaces it meanwhile."""
    if sys.platform == "win32":
        yield
        return
    try:
        folder = os.open(path.resolve().parent, os.O_RDONLY)
    except OSError as error:
        raise DecisionsError(f"{path}: cannot be written: {error.strerror or error}") from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)  # lets go of it
