"""benchmarks/resolution.py says what it cannot measure."""

from pathlib import Path

import pytest

from benchmarks.resolution import ADDED, too_small
from kg.model import Article, Extraction
from kg.store import FileState, Store


@pytest.mark.parametrize(
    ("articles", "sizes", "said"),
    [
        (2 * ADDED + 3, [1, 3], ""),
        (2 * ADDED + 3, [1, 4], "ask for 3 at most"),
        (2, [4], "holds 2 articles"),
    ],
)
def test_a_store_too_small_is_told(tmp_path: Path, articles: int, sizes: list[int], said: str) -> None:
    path = tmp_path / "graph.kg"
    with Store.open_to_build(path) as store:
        file = store.begin_file("p", "p", FileState("", "", ""))
        claims = [Extraction(Article(f"a{n}", f"{n}.txt", 1, "题", "文"), (), ()) for n in range(articles)]
        pages = [store.add_page(file, claim.article.id, [claim]) for claim in claims]
        store.finish_file(file, pages, [])
        store.commit()
    told = too_small(path, sizes)
    assert bool(told) == bool(said)
    assert said in told
