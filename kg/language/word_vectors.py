"""What words of every day mean, as far as their company in news tells: one short vector a word.

From ``training/word_vectors.py``; the words are those of jieba's dictionary that are no names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from kg.errors import KgError
from kg.language.paddle_params import Floats


@dataclass(frozen=True, slots=True)
class WordVectors:
    """``matrix[rows[word]]`` is a word's vector, of length one."""

    rows: Mapping[str, int]
    matrix: Floats


@cache
def word_vectors() -> WordVectors:
    """The vectors of this package. Raises KgError if they cannot be read."""
    with resources.as_file(resources.files("kg.data").joinpath("word_vectors.npz")) as path:
        try:
            with np.load(path) as arrays:
                words = bytes(arrays["words"]).decode("utf-8").split("\n")
                matrix = arrays["vectors"].astype(np.float32)
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise KgError(f"{path}: the word vectors cannot be read: {error}") from error
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return WordVectors({word: row for row, word in enumerate(words)}, matrix)
