"""Answers from lines and from keys."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from kg.review.answers import Action, Answer, Keys, Lines, NoAnswerError


def test_lines() -> None:
    lines = Lines(["s\n", "\n", "different 两家公司 各有执照\n", "  U \n", "skip\n", "undo\n"])
    assert [lines.next() for _ in range(6)] == [
        Answer(Action.SAME),
        Answer(Action.DIFFERENT, "两家公司 各有执照"),
        Answer(Action.UNSURE),
        Answer(Action.SKIP),
        Answer(Action.UNDO),
        Answer(Action.QUIT),  # no more lines
    ]


def test_a_line_that_is_no_answer_is_named() -> None:
    lines = Lines(["same\n", "yes\n"])
    lines.next()
    with pytest.raises(NoAnswerError, match="standard input:2: 'yes' is no answer"):
        lines.next()


def test_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: Iterator[str] = iter("xrsDq")
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "同一地址")
    answers = Keys()
    assert answers.next() == Answer(Action.SAME, "同一地址")
    assert answers.next() == Answer(Action.DIFFERENT)
    assert answers.next() == Answer(Action.QUIT)


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_keys_that_end_it(monkeypatch: pytest.MonkeyPatch, end: type[BaseException]) -> None:
    def ended() -> str:
        raise end

    monkeypatch.setattr(click, "getchar", ended)
    assert Keys().next() == Answer(Action.QUIT)
