"""Stores of invented pages, and what the commands say of them."""

from __future__ import annotations

from pathlib import Path

import marked_pages
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.pipeline import build
from kg.resolved import Resolved
from kg.store import Store

# 宏建公司 goes to 云川宏远建设有限公司 by its words; 宏远 may be short for two.
PAGES = (
    "一\n〔D云川市〕〔K云川宏远建设有限公司〕开工。",
    "二\n〔D云川市〕〔K宏远建设〕开工。",
    "三\n〔D云川市〕〔K云川宏远〕开工，〔K云川宏远〕放假。",
    "四\n〔D云川市〕〔K宏远建材〕开工。〔K宏建公司〕开工。",
    "五\n〔D云川市〕〔P石云山〕任〔O云川市水务局〕局长。",
    "六\n〔D云川市〕〔P石云山〕任〔O云川市水务局〕局长。",
    "七\n〔D临溪区〕〔P石云山〕任〔O临溪区教育局〕局长。",
)
BRIDGE = "八\n〔D云川市〕〔K云川宏远建材〕开工。〔K宏远建材〕与〔K云川宏远〕开工。"


def add_pages(folder: Path, *pages: str) -> Path:
    """Write pages beside those that are there, and build the store ``g.kg`` in the folder."""
    first = len(list(folder.glob("*.txt")))
    for number, page in enumerate(pages, first):
        (folder / f"{number:02}.txt").write_text(page, "utf-8")
    with Store.open_to_build(folder / "g.kg") as opened:
        build([str(folder)], opened, make_reader=marked_pages.plain)
    return folder / "g.kg"


def kg(*arguments: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), input=answers)


def graph(store: Path) -> bytes:
    """The exported graph."""
    out = store.with_suffix(".jsonl")
    result = kg("export", store, out)
    assert result.exit_code == 0, result.output
    return out.read_bytes()


def node_of(store: Path, name: str) -> str:
    """The id of the one node with this name or alias."""
    with Store.open(store) as opened:
        (id_,) = {e.id for e in Resolved(opened).entities() if name in (e.name, *e.aliases)}
    return id_


def decisions_of(store: Path) -> list[list[str]]:
    """The lines of the decisions file, without the header."""
    path = store.with_name("g.decisions.tsv")
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]] if path.exists() else []
