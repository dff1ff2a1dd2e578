"""Lines folded by columns, where Chinese allows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from kg.review.folding import folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("临溪区水务局", 6, ["临溪区", "水务局"]),
        ("临溪区水务局", 7, ["临溪区", "水务局"]),
        ("水务局，开会。", 6, ["水务", "局，开", "会。"]),  # no mark begins a line
        ("他说“开工”了", 6, ["他说", "“开工”", "了"]),  # no quote ends one
        ("第20期 road works", 9, ["第20期", "road", "works"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("一\n\n二", 8, ["一", "", "二"]),
        ("", 8, [""]),
    ],
)
def test_folded(text: str, width: int, lines: list[str]) -> None:
    assert folded(Text(text), width).plain.split("\n") == lines


@given(st.text(st.sampled_from("临溪区水务局，。“”（）ab1 \n"), max_size=60), st.integers(2, 30))
def test_no_line_is_wider_and_nothing_is_lost(text: str, width: int) -> None:
    told = folded(Text(text), width).plain
    assert all(cell_len(line.rstrip(" ")) <= width for line in told.split("\n"))
    assert "".join(told.split()) == "".join(text.split())


def test_styles_stay_where_they_were() -> None:
    text = Text("临溪区水务局")
    text.stylize("bold", 2, 5)
    styled = "".join(
        line.plain[span.start : span.end]
        for line in folded(text, 6).split("\n")
        for span in line.spans
        if span.style == "bold"
    )
    assert styled == "区水务"
