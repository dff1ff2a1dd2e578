"""Words by jieba's dictionary, loaded without the note that it prints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import jieba


@cache
def _tokenizer() -> jieba.Tokenizer:
    jieba.setLogLevel(60)
    jieba.dt.initialize()
    return jieba.dt


def cut(text: str, *, names: bool = False) -> list[str]:
    """The text as words; with ``names`` also such as are in no dictionary are guessed."""
    return list(_tokenizer().cut(text, HMM=names))


def dictionary() -> tuple[Mapping[str, int], int]:
    """How often each word of the dictionary occurs, and the sum of all."""
    tokenizer = _tokenizer()
    return tokenizer.FREQ, tokenizer.total


def is_word(text: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_tokenizer().FREQ.get(text))
