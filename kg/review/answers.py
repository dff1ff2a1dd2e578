"""Where answers come from: keys pressed at a terminal, or lines of a file or pipe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import click

from kg.errors import KgError


class Action(StrEnum):
    """What may be answered. The first letter of each is its key but for skip and undo."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    SKIP = "skip"
    UNDO = "undo"
    QUIT = "quit"


KEYS = {
    "s": Action.SAME,
    "d": Action.DIFFERENT,
    "u": Action.UNSURE,
    "n": Action.SKIP,
    "z": Action.UNDO,
    "q": Action.QUIT,
}
_REASON = "r"
PROMPT = "s same · d different · u unsure · n skip · z undo · r reason first · q quit"


@dataclass(frozen=True, slots=True)
class Answer:
    """An action, and why."""

    action: Action
    reason: str = ""


class NoAnswerError(KgError):
    """A line that is no answer."""


class Answers(Protocol):
    """A source of answers."""

    def next(self) -> Answer:
        """The answer to the question on display; QUIT when there are no more. Raises NoAnswerError."""
        ...


class Keys:
    """Single keys at a terminal."""

    def next(self) -> Answer:
        """Wait for one of the keys; others print what there is."""
        reason = ""
        click.echo(f"\n{PROMPT}")
        while True:
            try:
                key = click.getchar().lower()
            except (EOFError, KeyboardInterrupt):
                return Answer(Action.QUIT)
            if key in KEYS:
                return Answer(KEYS[key], reason)
            if key == _REASON:
                reason = click.prompt("reason", default="", show_default=False)
                click.echo(PROMPT)
            else:
                click.echo(PROMPT)


class Lines:
    """One answer a line: a key or its word (s, same), blank, a reason if there is one."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = enumerate(lines, 1)

    def next(self) -> Answer:
        """The next line that is not empty."""
        for number, line in self._lines:
            word, _, reason = line.strip().partition(" ")
            if not word:
                continue
            action = KEYS.get(word.lower()) or next((a for a in Action if a == word.lower()), None)
            if action is None:
                # Going on would put the next lines to the wrong pairs.
                raise NoAnswerError(
                    f"standard input:{number}: {word!r} is no answer: {', '.join(Action)}; stopped there"
                )
            return Answer(action, reason.strip())
        return Answer(Action.QUIT)
