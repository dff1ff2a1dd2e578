"""The scorer beside the checkout, against which the product's own is tested."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_SCORER = Path(__file__).resolve().parents[1] / ".." / "shared" / "evaluation" / "score_graph.py"
needs_reference = pytest.mark.skipif(
    not _SCORER.is_file(), reason="the reference scorer is not beside the checkout"
)


@cache
def _module() -> Any:
    spec = importlib.util.spec_from_file_location("score_graph", _SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference_figures(graph: Path, gold: Path) -> dict[str, Any]:
    """Its figures of an export, without the list of misses."""
    figures: dict[str, Any] = _module().score(graph, gold)
    del figures["misses"]
    return figures
