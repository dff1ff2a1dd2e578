from __future__ import annotations

import os
from pathlib import Path

import pytest
from sample_graph import sample_graph

from kg.errors import LoadError
from loaders import loader_for
from loaders.base import atomic_write, selected


def test_the_file_appears_only_when_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with atomic_write(path) as file:
        file.write("方志\n")
        assert not path.exists()
    assert path.read_bytes() == "方志\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("interruption", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_older_file_and_no_remains(
    tmp_path: Path, interruption: type[BaseException]
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("older", "utf-8")
    with pytest.raises(interruption), atomic_write(path) as file:
        file.write("half")
        raise interruption
    assert path.read_text("utf-8") == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("older", "utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with atomic_write(tmp_path / "link.txt") as file:
        file.write("newer")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8") == "newer"


@pytest.mark.parametrize("where", ["absent/out.graphml", "out.graphml"])
def test_an_unwritable_place_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "out.graphml").mkdir()
    path = tmp_path / where
    with pytest.raises(LoadError, match="cannot be written") as caught:
        loader_for(path).write(sample_graph(), path)
    assert str(path) in str(caught.value)


def test_a_full_disk_is_reported() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("/dev/full is needed to play a full disk")
    with pytest.raises(LoadError, match="No space left"), atomic_write(Path("/dev/shm/full.txt")) as file:
        os.dup2(os.open(full, os.O_WRONLY), file.fileno())
        file.write("x")
    assert not Path("/dev/shm/full.txt").exists()


def test_loaders_are_found_by_extension() -> None:
    assert type(loader_for("s.graphml")).__name__ == "GraphmlLoader"
    assert type(loader_for(Path("S.JSONL"))).__name__ == "JsonLinesLoader"
    with pytest.raises(LoadError, match=r"known: \.graphml, \.jsonl"):
        loader_for("s.docx")
    with pytest.raises(LoadError, match="no extension"):
        loader_for("graph")


def test_without_articles_nothing_points_to_one() -> None:
    graph = selected(sample_graph(), articles=False)
    assert graph.node_count == sample_graph().node_count - 2
    assert {edge.type for edge in graph.edges()} & {"MENTIONED_IN", "REPORTED"} == set()
    ids = {node.id for node in graph.nodes()}
    assert all(edge.head in ids and edge.tail in ids for edge in graph.edges())
    assert graph.edge_count == sample_graph().edge_count - 5
