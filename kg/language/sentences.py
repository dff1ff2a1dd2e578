"""Where sentences and clauses of Chinese newspaper text end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: offsets in characters, half-open."""

    start: int
    end: int


# Marks that end a sentence: Chinese ones anywhere; ASCII ! ? ; too. An ASCII full stop ends one only after a
# Chinese character or closing mark and before none of 0-9A-Za-z: 46.98, www.example.cn, No.3 stay whole.
_END = r"(?:[。！？；!?;]|…{1,2}|\.{3,6}|(?<=[\u4e00-\u9fff”’）)])\.(?![0-9A-Za-z.]))+"
# Quotes and brackets that close after the mark belong to the sentence: “……好！”
_CLOSING = "[”’」』）)】〕》〉\"']*"
_SENTENCE_END = re.compile(rf"{_END}{_CLOSING}|\n")
# Clause marks. 、 joins the members of a list and is none; ， and : between digits (1,000, 9:30) are none.
_CLAUSE_END = re.compile(rf"(?:[，：；。！？!?;…]|(?<!\d)[,:]|[,:](?!\d)|——){_CLOSING}")
_OPENERS = dict(zip("（(《【“‘「『", "）)》】”’」』", strict=True))
LONGEST = 400  # characters of a sentence, if cutting of long ones is asked for


def split_sentences(text: str, longest: int | None = None) -> list[Span]:
    """The sentences of ``text``, in order, without blanks around them.

    A newline always ends one. Every non-blank character lies in exactly one. With ``longest`` (characters,
    ``LONGEST`` is a good one) longer sentences are broken after the last comma that fits,
    or else at the limit.
    """
    spans = (_trim(text, start, end) for start, end in _pieces(text, _SENTENCE_END, 0, len(text)))
    whole = [span for span in spans if span is not None]
    if longest is None:
        return whole
    return [part for span in whole for part in _break(text, span, longest)]


def split_clauses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The clauses of ``text[start:end]``: cut after ，：； and the like, not at 、 nor inside brackets."""
    end = len(text) if end is None else end
    shut = _bracketed(text, start, end)
    spans: list[Span] = []
    begin = start
    for mark in _CLAUSE_END.finditer(text, start, end):
        if mark.start() not in shut:
            spans.extend(filter(None, [_trim(text, begin, mark.end())]))
            begin = mark.end()
    spans.extend(filter(None, [_trim(text, begin, end)]))
    return spans


def _pieces(text: str, boundary: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in boundary.finditer(text, start, end):
        yield start, mark.end()
        start = mark.end()
    yield start, end


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _bracketed(text: str, start: int, end: int) -> set[int]:
    """Offsets inside （…） and 《…》; a bracket that never closes shuts nothing in."""
    inside: set[int] = set()
    for opener in "（(《【":
        opened = text.find(opener, start, end)
        while opened >= 0:
            closed = text.find(_OPENERS[opener], opened, end)
            if closed < 0:
                break
            inside.update(range(opened, closed))
            opened = text.find(opener, closed, end)
    return inside


def _break(text: str, span: Span, longest: int) -> Iterator[Span]:
    start = span.start
    while span.end - start > longest:
        comma = max(text.rfind(mark, start, start + longest) for mark in "，,：、")
        cut = comma + 1 if comma > start else start + longest
        yield from filter(None, [_trim(text, start, cut)])
        start = cut
    yield from filter(None, [_trim(text, start, span.end)])
