"""One sitting: questions in the order of the queue, answers written as they come, each undone exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.decisions import Receipt, Ruling, Verdict, append, read, signed, take_back
from kg.errors import DecisionsError
from kg.resolved import UncertainPair
from kg.review.answers import Action, Answer, Answers
from kg.review.questions import Answered, settled


@dataclass(frozen=True, slots=True)
class _Step:
    """An answer that was given, and what taking it back needs."""

    number: int  # of the pair in the queue
    answered: Answered
    receipt: Receipt | None


class Session:
    """The answers of a sitting. State: the steps taken so far."""

    def __init__(self, path: Path, who: str, queue: Sequence[UncertainPair]) -> None:
        self._path = path
        self._who = who
        self._queue = queue
        self._steps: list[_Step] = []

    def run(
        self,
        answers: Answers,
        show: Callable[[int, UncertainPair], None],
        tell: Callable[[str], None],
    ) -> None:
        """Ask until the answer is quit. ``show`` prints a question, ``tell`` a line.

        Raises NoAnswerError, DecisionsError and InputError; what was decided before stands.
        """
        number = self._next(0)
        while True:
            at_end = number >= len(self._queue)
            if at_end:
                tell("that was the last pair: undo takes the last answer back, quit ends")
            else:
                show(number, self._queue[number])
            answer = answers.next()
            if answer.action is Action.QUIT:
                return
            if answer.action is Action.UNDO:
                number = self._undo(number, tell)
            elif not at_end:
                self._take(number, answer, tell)
                number = self._next(number + 1)

    @property
    def decided(self) -> Counter[Verdict]:
        """How many pairs were decided, by verdict."""
        return Counter(step.answered.verdict for step in self._steps if step.answered.verdict)

    @property
    def skipped(self) -> int:
        """How many pairs were skipped."""
        return sum(step.answered.verdict is None for step in self._steps)

    @property
    def left(self) -> int:
        """How many pairs of the queue are still open, those skipped among them."""
        answered = [step.answered for step in self._steps]
        done = {step.number for step in self._steps if step.answered.verdict}
        rest = (pair for number, pair in enumerate(self._queue) if number not in done)
        return sum(not settled(pair, answered) for pair in rest)

    def _next(self, number: int) -> int:
        """The next pair that no answer has settled."""
        answered = [step.answered for step in self._steps]
        while number < len(self._queue) and settled(self._queue[number], answered):
            number += 1
        return number

    def _take(self, number: int, answer: Answer, tell: Callable[[str], None]) -> None:
        pair = self._queue[number]
        if answer.action is Action.SKIP:
            self._steps.append(_Step(number, Answered(pair, None), None))
            tell("skipped")
            return
        verdict = Verdict(answer.action.value)
        ruling = Ruling(verdict, *pair.designations, reason=answer.reason)
        receipt = append(self._path, signed([ruling], self._who, read(self._path).decisions))
        self._steps.append(_Step(number, Answered(pair, verdict), receipt))
        tell(f"{verdict.value}: written to {self._path}")

    def _undo(self, number: int, tell: Callable[[str], None]) -> int:
        """Take back the last answer; the number of its pair, which is asked again."""
        if not self._steps:
            tell("nothing to undo in this sitting; kg decisions --undo takes back the last line of the file")
            return number
        step = self._steps[-1]
        if step.receipt:
            try:
                take_back(step.receipt)
            except DecisionsError as error:
                tell(str(error))
                return number
            tell(f"taken back; {self._path} is as it was")
        self._steps.pop()
        return step.number
