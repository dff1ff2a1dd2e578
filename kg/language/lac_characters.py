"""From characters to the input ids of the LAC-small model.

The model was trained on text that had been passed through a full-width to half-width table, which jieba
does not apply: 4,902 of its characters (、。“”—… and full-width ，：！？ among them) have embeddings
that never saw training. Feeding those costs a third of the names, so every character is first mapped
to a trained one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError
from kg.language.paddle_params import Floats

Ids = NDArray[np.intp]

# Rows that were never trained kept their initial values, of norms near 0.65.
_UNTRAINED_NORM = 0.75

# Chinese marks to the ASCII marks that stood for them in training.
_MARKS: Mapping[str, str] = {
    "、": ",",
    "。": ".",
    "“": '"',
    "”": '"',
    "‘": '"',
    "’": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "—": "-",
    "–": "-",
    "…": ".",
    "⋯": ".",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "〖": "[",
    "〗": "]",
    "〈": "《",
    "〉": "》",
    "•": "·",
    "・": "·",
    "∙": "·",
    "∶": ":",
}
_SPACE = ","  # a blank in a Chinese line separates as a comma does

_FULL_WIDTH = range(0xFF01, 0xFF5F)  # ！ to ～
_FULL_TO_HALF = 0xFEE0


class Vocabulary:
    """Character to input id; what it has looked up once it remembers."""

    def __init__(self, ids: Mapping[str, int], embeddings: Floats) -> None:
        trained = np.linalg.norm(embeddings, axis=1) >= _UNTRAINED_NORM
        self._trained = {word: number for word, number in ids.items() if trained[number]}
        self._unknown = ids["OOV"]
        self._known: dict[str, int] = {}

    def ids(self, text: str) -> Ids:
        """One id for each character of ``text``."""
        known = self._known
        for character in set(text).difference(known):
            known[character] = self._look_up(character)
        return np.fromiter(map(known.__getitem__, text), dtype=np.intp, count=len(text))

    def _look_up(self, character: str) -> int:
        if character.isspace():
            return self._trained[_SPACE]
        if ord(character) in _FULL_WIDTH:
            character = chr(ord(character) - _FULL_TO_HALF)
        character = _MARKS.get(character, character).lower()
        for form in (character, unicodedata.normalize("NFKC", character)):
            if len(form) == 1 and form in self._trained:
                return self._trained[form]
        return self._unknown


def read_dictionary(path: Path) -> dict[str, int]:
    """``number<TAB>word`` lines as {word: number}. Raises KgError if the file cannot be read or parsed."""
    try:
        lines = path.read_bytes().decode("utf-8").rstrip("\n").split("\n")  # splitlines() would cut at U+2028
    except (OSError, UnicodeDecodeError) as cause:
        raise KgError(f"{path}: cannot read the tagger's dictionary ({cause})") from cause
    words: dict[str, int] = {}
    for line in lines:
        number, tab, word = line.partition("\t")
        if not tab or not number.isdecimal():
            raise KgError(f"{path}: not a tagger dictionary (line {line!r})")
        words[word] = int(number)
    return words
