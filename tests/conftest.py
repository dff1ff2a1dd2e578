"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import sys
from pathlib import Path

# Test folders are no packages: what they share stands here and in tests/loaders, found by plain name.
for folder in (Path(__file__).parent, Path(__file__).parent / "loaders"):
    sys.path.insert(0, str(folder))

import pytest  # noqa: E402
from neo4j_server import missing, neo4j_database, neo4j_server  # noqa: E402

__all__ = ["neo4j_database", "neo4j_server"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in missing[:1]:
        terminalreporter.write_line(f"NOT TESTED AGAINST NEO4J: {reason}", red=True, bold=True)
