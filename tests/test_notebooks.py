"""The notebooks run on a new store of the example pages, and are kept with their output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ``notebooks`` beside ``demo/graph.kg``, as in a checkout after ``make demo``."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "demo").mkdir()
    (root / "notebooks").mkdir()
    command = [sys.executable, "-m", "kg", "build", ROOT / "examples" / "pages", "-q"]
    subprocess.run([*command, "-o", root / "demo" / "graph.kg"], check=True)
    return root / "notebooks"


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.fixture(scope="module")
def executed(folder: Path) -> list[nbformat.NotebookNode]:
    """Every notebook with the output of a run in that folder; the first cell that fails raises."""
    notebooks = [read(path) for path in NOTEBOOKS]
    for notebook in notebooks:
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return notebooks


def test_every_table_has_rows(executed: list[nbformat.NotebookNode]) -> None:
    tables = [
        output.data["text/html"]
        for notebook in executed
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]
    rows = [table.count("<tr>") - 1 for table in tables]
    assert rows
    assert all(rows), f"a table came out empty: rows by table {rows}"


@pytest.mark.usefixtures("executed")
def test_draws_the_picture_of_the_readme(folder: Path) -> None:
    picture = (folder.parent / "docs" / "graph.svg").read_text("utf-8")
    assert "临溪区" in picture
    assert picture.count("<circle") > 50
    assert "docs/graph.svg" in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / "docs" / "graph.svg").is_file()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_kept_executed(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
