"""`kg evaluate` as users call it."""

from __future__ import annotations

import json
from pathlib import Path

import marked_pages
import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.pipeline import build
from kg.store import Store

PAGE = "云川市水务局开会\n〔P柳石〕任〔O云川市水务局〕局长。〔O云川市水务局〕启动〔I清河行动〕。"
GOLD = """
source: page.txt
articles:
- title: 云川市水务局开会
  reporters: [柳青]
  entities:
  - [GOV, 云川市水务局]
  - [PERSON, 柳石]
  - [DISTRICT, 云川市]
  relations:
  - [HOLDS_POST, 柳石, 云川市水务局, {title: 局长}]
  - [PART_OF, 云川市水务局, 云川市]
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    path = tmp_path / "made.kg"
    with Store.open_to_build(path) as opened:
        build([str(tmp_path / "page.txt")], opened, make_reader=marked_pages.plain)
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "001.yaml").write_text(GOLD, "utf-8")
    return folder


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


def words(result: Result) -> list[list[str]]:
    return [line.split() for line in result.stdout.splitlines()]


def test_figures(store: Path, gold: Path) -> None:
    result = kg(store, gold)
    assert result.exit_code == 0, result.output
    assert ["entities", "0.667", "0.667", "0.667", "2", "1", "1"] in words(result)
    assert ["HOLDS_POST", "1.000", "1.000", "1.000", "1", "0", "0"] in words(result)
    assert ["WITHIN", "0.000", "0.000", "0.000", "0", "0", "1"] in words(result)
    assert ["subtypes", "right", "1.000", "of", "1", "entities", "found"] in words(result)
    assert "##" not in result.stdout


def test_misses(store: Path, gold: Path) -> None:
    result = kg(store, gold, "--misses")
    assert result.exit_code == 0, result.output
    assert "page.txt: Initiative 清河行动  [marked 0.90]" in result.stdout
    assert "page.txt: PART_OF 云川市水务局 → 云川市" in result.stdout
    assert "    the tail was not found: 云川市" in result.stdout
    assert ["marked", "3", "0", "1", "0.75"] in words(result)  # mentions: right, other form, wrong
    assert ["marked", "1", "0", "1", "0.50"] in words(result)  # statements: right, wrong, end not in gold
    assert ["0.8", "-", "0.9", "0.50", "2", "1.00", "1"] in words(result)


def test_json(store: Path, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert kg(store, gold, "--json", out).exit_code == 0
    told = json.loads(out.read_text("utf-8"))
    assert told["entities"] == {"p": 0.667, "r": 0.667, "f1": 0.667, "tp": 2, "fp": 1, "fn": 1}
    assert told["misses"]["entity missed"][0]["what"] == "DISTRICT 云川市"
    assert told["statements_by_rule"] == {"marked": {"right": 1, "wrong": 0, "wrong_ends": 1}}
    assert told["confidence"][4]["all"] == {"right": 1, "of": 2}
    assert told["not_scored"] == []


def test_bad_gold_is_named_and_the_rest_is_scored(store: Path, gold: Path, tmp_path: Path) -> None:
    (gold / "002.yaml").write_text("source: [", "utf-8")
    (gold / "003.yaml").write_text(GOLD.replace("page.txt", "other.txt"), "utf-8")
    result = kg(store, gold, "--json", tmp_path / "out.json")
    assert result.exit_code == 1
    assert f"not scored: {gold / '002.yaml'}:1: not YAML" in result.stderr
    assert f"not scored: {gold / '003.yaml'}: its source other.txt is not in {store}" in result.stderr
    assert ["entities", "0.667", "0.667", "0.667", "2", "1", "1"] in words(result)
    assert ["documents", "1"] in words(result)
    assert len(json.loads((tmp_path / "out.json").read_text("utf-8"))["not_scored"]) == 2


def test_nothing_but_bad_gold(store: Path, gold: Path) -> None:
    (gold / "001.yaml").write_text("source: [", "utf-8")
    result = kg(store, gold)
    assert result.exit_code == 1
    assert result.stdout == ""


def test_what_cannot_be_done_is_said(store: Path, gold: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments, message in [
        ((store, empty), "holds no gold files"),
        ((store, tmp_path / "none"), "no such folder"),
        ((tmp_path / "none.kg", gold), "no such store"),
        ((store, gold, "--json", tmp_path / "none" / "out.json"), "cannot be written"),
    ]:
        result = kg(*arguments)
        assert result.exit_code == 1
        assert message in result.stderr
        assert "Traceback" not in result.output


def test_help_gives_the_gist_of_the_format() -> None:
    assert "docs/gold.md" in kg("--help").stdout
