"""Sentence and clause boundaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.sentences import split_clauses, split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日开工。明日完工！", ["今日开工。", "明日完工！"]),
        ("他说：“开工了。”随后离开。", ["他说：“开工了。”", "随后离开。"]),
        ("投资46.98万元。见www.example.cn；完", ["投资46.98万元。", "见www.example.cn；", "完"]),
        ("等等……还有？！没了", ["等等……", "还有？！", "没了"]),
        ("第一行\n\n 第二行 \n", ["第一行", "第二行"]),
        ("开工了.明日完工", ["开工了.", "明日完工"]),
        ("（完工。）下一句", ["（完工。）", "下一句"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in split_sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("据悉，甲、乙到场，丙没来。", ["据悉，", "甲、乙到场，", "丙没来。"]),
        ("出资1,000万元,建成：道路", ["出资1,000万元,", "建成：", "道路"]),
        ("《关于甲，乙的意见》（甲，乙）出台", ["《关于甲，乙的意见》（甲，乙）出台"]),
        ("未关的（括号，照样断开", ["未关的（括号，", "照样断开"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in split_clauses(text)] == expected


@given(st.text(alphabet="甲乙1.。！…”（）(《，,\n \t", max_size=80), st.sampled_from([None, 1, 5, 40]))
def test_every_character_is_in_exactly_one_sentence(text: str, longest: int | None) -> None:
    spans = split_sentences(text, longest)
    places = [place for span in spans for place in range(span.start, span.end)]
    assert len(places) == len(set(places))
    assert {i for i, character in enumerate(text) if not character.isspace()} <= set(places)
    assert longest is None or all(span.end - span.start <= longest for span in spans)
    covered = {place for clause in split_clauses(text) for place in range(clause.start, clause.end)}
    assert {i for i, character in enumerate(text) if not character.isspace()} <= covered
