"""A sitting: what is asked, written and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pairs import pair

from kg.decisions import Verdict, append, read
from kg.review.answers import Action, Lines, NoAnswerError
from kg.review.session import Session

QUEUE = [pair("甲", "乙", 5), pair("乙", "丙", 4), pair("丙", "甲", 3), pair("丁", "戊", 2)]


def sit(path: Path, words: str) -> tuple[Session, list[int], list[str]]:
    session, shown, told = Session(path, "柳青", QUEUE), list[int](), list[str]()
    session.run(Lines(words.split("/")), lambda number, _: shown.append(number), told.append)
    return session, shown, told


def test_answers_are_written_in_the_order_of_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    session, shown, _ = sit(path, "same 同址/unsure/skip/different")
    assert shown == [0, 1, 2, 3]
    assert [(r.verdict, r.a.name, r.reason, r.who) for r in read(path).decisions] == [
        (Verdict.SAME, "甲", "同址", "柳青"),
        (Verdict.UNSURE, "乙", "", "柳青"),
        (Verdict.DIFFERENT, "丁", "", "柳青"),
    ]
    assert (session.decided.total(), session.skipped, session.left) == (3, 1, 1)


def test_what_follows_is_passed_over(tmp_path: Path) -> None:
    session, shown, _ = sit(tmp_path / "d.tsv", "same/different/skip")
    assert shown == [0, 1, 3]
    assert session.left == 1


def test_undo_asks_again_and_gives_back_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    _, shown, _ = sit(path, "same/different/undo/undo/quit")
    assert shown == [0, 1, 3, 1, 0]
    assert not path.exists()


def test_the_last_answer_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    _, shown, told = sit(path, "unsure/unsure/unsure/same/undo/different/same/undo/skip")
    assert shown == [0, 1, 2, 3, 3, 3]
    assert [r.verdict for r in read(path).decisions] == [Verdict.UNSURE] * 3
    assert sum("the last pair" in line for line in told) == 4


def test_undo_of_nothing_and_of_a_skip(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    _, shown, told = sit(path, "undo/skip/undo/same/quit")
    assert shown == [0, 0, 1, 0, 1]
    assert "nothing to undo" in told[0]
    assert [r.verdict for r in read(path).decisions] == [Verdict.SAME]


def test_a_file_changed_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    session, told = Session(path, "柳青", QUEUE), list[str]()

    def show(number: int, _: object) -> None:
        if number == 1:
            with path.open("a", encoding="utf-8") as file:
                file.write("# meanwhile\n")

    session.run(Lines(["same", "undo", "quit"]), show, told.append)
    assert "changed by another program" in told[-1]
    assert len(read(path).decisions) == 1
    assert path.read_text("utf-8").endswith("# meanwhile\n")


def test_what_was_decided_before_a_wrong_line_stands(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    with pytest.raises(NoAnswerError):
        sit(path, "same/maybe/different")
    assert len(read(path).decisions) == 1


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([a for a in Action if a is not Action.QUIT]), max_size=12))
def test_undoing_everything_gives_back_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, answers: list[Action]
) -> None:
    path = tmp_path_factory.mktemp("sitting") / "d.tsv"
    append(path, [])
    before = path.read_bytes()
    session = Session(path, "柳青", QUEUE)
    words = [*answers, *["undo"] * (len(answers) + 1)]
    session.run(Lines(words), lambda *_: None, lambda _: None)
    assert path.read_bytes() == before
    assert (session.decided.total(), session.skipped) == (0, 0)
