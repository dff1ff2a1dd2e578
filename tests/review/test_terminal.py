"""``kg review`` at a terminal of 80 columns: keys, wide characters in line, Ctrl-C."""

from __future__ import annotations

import os
import re
import select
import struct
import sys
import time
from pathlib import Path

import pytest
from made_stores import PAGES, add_pages, decisions_of, kg
from rich.cells import cell_len

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import subprocess
import termios

COLUMNS = 80
_PATIENCE = 60  # seconds without a sign of life
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A command at a terminal: what it printed, and keys for it."""

    def __init__(self, *arguments: str | Path) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 60, COLUMNS, 0, 0))
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "", "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.told = ""

    def until(self, words: str) -> None:
        """Read on until some words are printed."""
        start = len(self.told)
        while words not in self.told[start:]:
            piece = self._read()
            assert piece, f"ended before {words!r}: {self.told[start:]}"
            self.told += piece

    def press(self, key: str) -> None:
        """Press a key once the command waits for one: what comes before that is thrown away."""
        end = time.monotonic() + _PATIENCE
        while termios.tcgetattr(self._ours)[3] & termios.ICANON:
            assert time.monotonic() < end, f"waits for no key: {self.told[-500:]}"
            time.sleep(0.01)
        os.write(self._ours, key.encode())

    def enter(self, line: str) -> None:
        os.write(self._ours, f"{line}\n".encode())

    def end(self) -> int:
        """Read the rest; the exit status."""
        while piece := self._read():
            self.told += piece
        os.close(self._ours)
        return self._process.wait(timeout=60)

    def _read(self) -> str:
        if not select.select([self._ours], [], [], _PATIENCE)[0]:
            self._process.kill()
            raise AssertionError(f"nothing more is printed: {self.told[-500:]}")
        try:
            # Whole lines are written at once, and characters of several bytes with them.
            return _CONTROL.sub("", os.read(self._ours, 65536).decode("utf-8", "replace"))
        except OSError:  # Linux says so when the other end is closed
            return ""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return add_pages(tmp_path, *PAGES)


def test_keys(store: Path) -> None:
    terminal = Terminal("review", store, "--who", "柳青")
    terminal.until("q quit")
    terminal.press("x")  # no key of ours: says which there are
    terminal.until("q quit")
    terminal.press("s")
    terminal.until("q quit")
    assert [row[0] for row in decisions_of(store)] == ["same"]
    terminal.press("z")
    terminal.until("q quit")
    assert decisions_of(store) == []
    terminal.press("r")
    terminal.until("reason")
    terminal.enter("各有执照")
    terminal.until("q quit")
    terminal.press("d")
    terminal.until("q quit")
    assert [(row[0], row[8], row[10]) for row in decisions_of(store)] == [("different", "柳青", "各有执照")]
    terminal.press("q")
    assert terminal.end() == 0
    assert "decided: 1 different" in terminal.told


def test_wide_characters_stand_in_line(store: Path) -> None:
    terminal = Terminal("review", store)
    terminal.until("q quit")
    terminal.press("q")
    terminal.end()
    lines = [line.rstrip("\r") for line in terminal.told.split("\n")]
    assert all(cell_len(line) <= COLUMNS for line in lines)
    places = [cell_len(line[: line.index("│")]) for line in lines if "│" in line]
    assert len(places) > 8
    assert len(set(places)) == 1


def test_ctrl_c_keeps_what_was_decided(store: Path) -> None:
    terminal = Terminal("review", store)
    terminal.until("q quit")
    terminal.press("d")
    terminal.until("q quit")
    terminal.press("\x03")
    assert terminal.end() == 0
    assert "decided: 1 different" in terminal.told
    assert len(decisions_of(store)) == 1


def test_split_asks_for_the_parts(store: Path) -> None:
    terminal = Terminal("split", store, "宏建公司")
    terminal.until("take out")
    terminal.enter("")
    assert terminal.end() == 0
    assert decisions_of(store) == []
    terminal = Terminal("split", store, "宏建公司")
    terminal.until("take out")
    terminal.enter("2, 3")
    assert terminal.end() == 0, terminal.told
    assert [row[0] for row in decisions_of(store)] == ["different", "different", "same"]
    assert kg("decisions", store).exit_code == 0
