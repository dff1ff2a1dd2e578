"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import sys
from pathlib import Path

# Test folders are no packages: what they share stands here and in tests/loaders, found by plain name.
for folder in (Path(__file__).parent, Path(__file__).parent / "loaders"):
    sys.path.insert(0, str(folder))

from neo4j_server import neo4j_database, neo4j_server  # noqa: E402

__all__ = ["neo4j_database", "neo4j_server"]
