"""Which files of a store are no longer on disk."""

from __future__ import annotations

import fnmatch
import glob
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.store import StoredFile


def vanished_files(paths: Sequence[str], stored: Iterable[StoredFile]) -> list[str]:
    """The paths of stored files that ``paths`` (files, folders, globs) led to and that are gone.

    Gone means that the system says there is no such file: one in a folder that cannot be listed is kept,
    and so is everything under a folder of ``paths`` that is itself gone (a disk that is not mounted).
    """
    return [file.path for file in stored if _led_to(file.path, paths) and _is_gone(file.path)]


def _is_gone(path: str) -> bool:
    if path.startswith("-"):
        return False  # came by standard input
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _led_to(path: str, paths: Sequence[str]) -> bool:
    return any(_is_under(path, given) for given in paths if given != "-")


def _is_under(path: str, given: str) -> bool:
    place = Path(given).expanduser()
    if Path(path) in (place.absolute(), place.resolve()):
        return True
    if place.is_dir():
        return Path(path).is_relative_to(place.resolve())
    return glob.has_magic(given) and _matches(Path(path).parts, place.absolute().parts)


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path, or a folder above it, matches a glob part by part; ``**`` is any number of parts."""
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_matches(parts[skipped:], pattern[1:]) for skipped in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])
