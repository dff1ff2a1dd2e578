"""Words by jieba's dictionary, loaded without the note that it prints."""

from __future__ import annotations

import marshal
import re
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

# How jieba cuts a text before it looks for words, and what it keeps whole of what is in no dictionary.
_WRITTEN = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+)")
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fd5"
_BLANK = re.compile(r"(\r\n|\s)")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@cache
def _tokenizer() -> jieba.Tokenizer:
    """Jieba's own tokenizer, with the dictionary that is already in memory."""
    import jieba  # noqa: PLC0415 - a fifth of a second, and few texts need more than the dictionary

    jieba.setLogLevel(60)
    kept = _kept_dictionary()
    if kept is None:
        jieba.dt.initialize()
    else:
        jieba.dt.FREQ, jieba.dt.total = kept
        jieba.dt.initialized = True
    return jieba.dt


@cache
def _kept_dictionary() -> tuple[dict[str, int], int] | None:
    """The dictionary as jieba keeps it in the temporary folder, or None if it is not there or unsound.

    Read in one piece: jieba, which takes it from the open file entry by entry, needs four times as long.
    """
    try:
        frequencies, total = marshal.loads((Path(tempfile.gettempdir()) / "jieba.cache").read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return (frequencies, total) if isinstance(frequencies, dict) and isinstance(total, int) else None


def cut(text: str, *, names: bool = False) -> list[str]:
    """The text as words; with ``names`` also such as are in no dictionary are guessed.

    Without, the words are those of jieba's own ``cut`` with HMM=False, in little more than half its time.
    """
    if names:
        return list(_tokenizer().cut(text, HMM=True))
    if text and min(text) >= _FIRST_HAN and max(text) <= _LAST_HAN:
        ends = _ends(text)
        return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    found: list[str] = []
    for number, part in enumerate(_WRITTEN.split(text)):
        if number % 2:
            found.extend(_words_of(part))
        elif part:
            for piece in _BLANK.split(part):
                found.extend([piece] if _BLANK.match(piece) else piece)
    return found


def _words_of(text: str) -> Iterator[str]:
    """The likeliest words, single Latin letters and figures that follow each other as one."""
    latin = ""
    start = 0
    for end in _ends(text):
        if end - start == 1 and text[start] in _LATIN:
            latin += text[start]
        else:
            if latin:
                yield latin
                latin = ""
            yield text[start:end]
        start = end
    if latin:
        yield latin


def _ends(text: str) -> list[int]:
    """Where the words of the likeliest path end: whose words' frequencies have the largest product."""
    frequencies, total = dictionary()
    unit = log(total)
    length = len(text)
    scores = [0.0] * (length + 1)  # of the likeliest path from a place to the end
    ends = [length] * length
    last = frequencies.get(text[-1])
    scores[length - 1] = log(last) - unit if last else -unit
    for start in range(length - 2, -1, -1):
        best, best_end = -unit + scores[start + 1], start + 1  # a character that is no word counts as one
        known = False
        for end in range(start + 1, length + 1):
            frequency = frequencies.get(text[start:end])
            if frequency is None:  # nor is it the beginning of a word, which would have a 0
                break
            if frequency:
                score = log(frequency) - unit + scores[end]
                if not known or score >= best:
                    best, best_end, known = score, end, True
        scores[start], ends[start] = best, best_end
    path: list[int] = []
    at = 0
    while at < length:
        at = ends[at]
        path.append(at)
    return path


@cache
def dictionary() -> tuple[Mapping[str, int], int]:
    """How often each word of the dictionary occurs, and the sum of all."""
    return _kept_dictionary() or (_tokenizer().FREQ, _tokenizer().total)


def is_word(text: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(dictionary()[0].get(text))
