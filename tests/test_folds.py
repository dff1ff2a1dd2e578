"""benchmarks/folds.py: halves of annotated pages, each read by a reader of its own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import marked_pages
import pytest

from kg.evaluation.gold import read_gold

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "folds.py"
GOLD = """
source: {0}.txt
articles:
- title: 第{0}号消息
  entities:
  - [GOV, 云川市第{0}水务局]
  - [PERSON, 石云山]
"""


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> Any:
    spec = importlib.util.spec_from_file_location("folds", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "folds", module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def corpus(tmp_path: Path) -> tuple[Path, Path]:
    pages, gold = tmp_path / "pages", tmp_path / "gold"
    pages.mkdir()
    gold.mkdir()
    for number in range(1, 6):
        text = f"第{number}号消息\n〔O云川市第{number}水务局〕启动〔I清河行动〕。"
        (pages / f"{number}.txt").write_text(text, "utf-8")
        (gold / f"{number}.yaml").write_text(GOLD.format(number), "utf-8")
    return pages, gold


def test_halves_take_turns_by_name(folds: Any) -> None:
    paths = [Path("z") / f"{name}.txt" for name in "bdace"]
    names = {half: [path.stem for path in of] for half, of in folds.halves(paths).items()}
    assert names == {"A": ["a", "c", "e"], "B": ["b", "d"]}


def test_each_half_is_read_by_its_own_reader_and_they_add_up(folds: Any, corpus: tuple[Path, Path]) -> None:
    pages, gold = corpus
    read: dict[str, list[str]] = {"A": [], "B": []}

    def reader_of(half: str) -> Any:
        def read_page(page: Any) -> Any:
            read[half].append(page.source)
            return marked_pages.read_page(page)

        return lambda: marked_pages.one_by_one(read_page)

    measured = folds.scored(list(pages.iterdir()), read_gold(gold), reader_of)
    assert read == {"A": ["1.txt", "3.txt", "5.txt"], "B": ["2.txt", "4.txt"]}
    counts = {part: of.scores().entities for part, of in measured.items()}
    found = {part: (row.right, row.wrong, row.missed) for part, row in counts.items()}
    assert found == {"A": (3, 3, 3), "B": (2, 2, 2), "whole": (5, 5, 5)}


def test_the_table_has_all_parts_side_by_side(folds: Any, corpus: tuple[Path, Path]) -> None:
    pages, gold = corpus
    measured = folds.scored(list(pages.iterdir()), read_gold(gold), lambda _half: marked_pages.plain)
    table = dict(folds.rows(measured))
    assert table["entities"] == ["0.500 (0.50/0.50)"] * 3
    assert table["  Person"] == ["0.000 (0.00/0.00)"] * 3
    assert table["subtypes right"] == ["1.000"] * 3
    assert table["post titles right"] == ["", "", ""]
    assert table["documents"] == ["3", "2", "5"]
    assert len(folds.table({"made": measured}, markdown=True).columns) == 4


def test_gold_of_a_page_that_is_not_there_ends_it(folds: Any, corpus: tuple[Path, Path]) -> None:
    pages, gold = corpus
    (pages / "3.txt").unlink()
    with pytest.raises(SystemExit, match=r"3\.txt is not in"):
        folds.scored(list(pages.iterdir()), read_gold(gold), lambda _half: marked_pages.plain)


def test_each_half_has_models_of_its_own(folds: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match=r"no recogniser\.npz"):
        folds.readers(tmp_path)
    for half in "AB":
        (tmp_path / half).mkdir()
        (tmp_path / half / "recogniser.npz").touch()
    monkeypatch.setattr(folds, "lac_reader", lambda models: models)
    reader_of = folds.readers(tmp_path)
    assert [reader_of(half)() for half in "AB"] == [tmp_path / "A", tmp_path / "B"]
