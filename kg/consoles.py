"""Where output goes: UTF-8 everywhere, results on standard output, as wide as they are outside a terminal."""

from __future__ import annotations

import io
import sys

from rich.console import Console

_UNBOUNDED = 4096  # columns: in a file or pipe nothing is wrapped or cut


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what is no text (odd bytes of a file name) as backslashes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def results() -> Console:
    """A console on standard output."""
    width = None if sys.stdout.isatty() else _UNBOUNDED
    return Console(file=sys.stdout, width=width, highlight=False, emoji=False)
