"""Who decides, and when."""

from __future__ import annotations

import getpass
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kg.decisions.rulings import Ruling

_PATIENCE = 5  # seconds for git to answer
_MILLISECOND = timedelta(milliseconds=1)


def who_decides(given: str | None, folder: Path) -> str:
    """The name given, else git's user.name in the folder of the store, else the login, else ""."""
    if given and given.strip():
        return given.strip()
    named = _git_name(folder)
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such variable and no entry for the user: KeyError before Python 3.13
        return ""


def _git_name(folder: Path) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        told = subprocess.run(
            [git, "-C", str(folder), "config", "--get", "user.name"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""


def signed(rulings: Sequence[Ruling], who: str, after: Iterable[Ruling] = ()) -> tuple[Ruling, ...]:
    """The rulings of one decision, with who and when: now, in UTC, and later than those in ``after``.

    The time tells the decisions of a file apart, so it is to the millisecond and no two have the same.
    """
    now = datetime.now(UTC)
    taken = {ruling.when for ruling in after}
    while (when := moment(now)) in taken:
        now += _MILLISECOND
    return tuple(replace(ruling, who=who, when=when) for ruling in rulings)


def moment(time: datetime) -> str:
    """2024-05-06T07:08:09.012Z."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def time_of(ruling: Ruling) -> datetime | None:
    """When a ruling was made, None where the line does not say it as ISO 8601."""
    try:
        time = datetime.fromisoformat(ruling.when)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
