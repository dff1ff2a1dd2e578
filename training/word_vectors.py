"""Word vectors from the words' company in news: positive pointwise mutual information, cut down by SVD.

    python -m training.word_vectors NEWS.jsonl.gz [--out FILE]

Contexts are the word to the left, the word to the right, and those two and three words away; as in Levy,
Goldberg and Dagan (2015): context distribution smoothing 0.75, shifted by log 2, eigenvalues weighted by the
square root. The SVD is randomised (Halko, Martinsson, Tropp 2011). Words are those of jieba's dictionary
that are tagged as no names and occur at least 12 times; each gets 64 numbers of eight bits.
Takes about eight minutes and 3 GB.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from kg.language.paddle_params import Floats
from kg.language.words import cut
from training.train_recogniser import DATA

_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_WORDS, _CONTEXTS, _WIDTH, _LEAST = 24_000, 5_000, 64, 12
_SHIFT, _SMOOTHING = np.log(2), 0.75
_AT_ONCE = 3_000_000  # pairs counted in one go
_SENTENCE = re.compile(r"[。！？\n]")


def sentences(path: Path) -> Iterator[list[str]]:
    """Every sentence of the articles as words; numbers are one word."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            for sentence in _SENTENCE.split(f"{record['title']}\n{record['body']}"):
                yield ["0" if word.isdigit() else word for word in cut(sentence)]


def dictionary_tags() -> dict[str, str]:
    """Words of jieba and their part of speech."""
    package = importlib.util.find_spec("jieba")
    assert package is not None and package.origin is not None
    lines = Path(package.origin).with_name("dict.txt").read_text("utf-8").splitlines()
    return {word: tag for word, _, tag in (line.split() for line in lines)}


def vocabulary(counts: Counter[str]) -> list[str]:
    """The words that get vectors, most frequent first."""
    tags = dictionary_tags()
    fit = (
        word
        for word, count in counts.most_common()
        if count >= _LEAST and (len(word) == 1 or (word in tags and tags[word] not in _NAMES))
    )
    return [word for word, _ in zip(fit, range(_WORDS), strict=False)]


def cooccurrences(rows: Sequence[Sequence[str]], words: Sequence[str], contexts: Sequence[str]) -> Floats:
    """Counts (words, 3 × contexts): left neighbour, right neighbour, two and three away."""
    numbers = {word: number for number, word in enumerate(words)}
    places = {word: number for number, word in enumerate(contexts)}
    size = len(contexts)
    table = np.zeros((len(words), 3 * size), dtype=np.float32)
    pairs: list[tuple[int, int]] = []
    for row in rows:
        known = [places.get(word, -1) for word in row]
        for here, word in enumerate(row):
            number = numbers.get(word)
            if number is None:
                continue
            for away, offset in (
                (-1, 0),
                (1, size),
                (-3, 2 * size),
                (-2, 2 * size),
                (2, 2 * size),
                (3, 2 * size),
            ):
                if 0 <= here + away < len(row) and known[here + away] >= 0:
                    pairs.append((number, offset + known[here + away]))
        if len(pairs) > _AT_ONCE:
            np.add.at(table, tuple(np.array(pairs).T), 1)
            pairs = []
    if pairs:
        np.add.at(table, tuple(np.array(pairs).T), 1)
    return table


def information(table: Floats) -> Floats:
    """Shifted positive mutual information of one block of contexts, in place."""
    share = table.sum(axis=0, keepdims=True) ** _SMOOTHING
    share /= share.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        np.log(table / (table.sum(axis=1, keepdims=True) * share + 1e-9) + 1e-12, out=table)
    table -= _SHIFT
    table[table < 0] = 0
    return table


def reduced(table: Floats, seed: int = 0) -> Floats:
    """The rows in ``_WIDTH`` dimensions, of length one."""
    chance = np.random.default_rng(seed)
    sample = table @ chance.standard_normal((table.shape[1], _WIDTH + 16)).astype(np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(sample)
        back, _ = np.linalg.qr(table.T @ basis)
        sample = table @ back
    basis, _ = np.linalg.qr(sample)
    small = basis.T @ table
    turned, values, _ = np.linalg.svd(small @ small.T)
    found = (basis @ turned[:, :_WIDTH]) * values[:_WIDTH] ** 0.25
    return np.asarray(
        found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), dtype=np.float32
    )


def write(path: Path, words: Sequence[str], vectors: Floats) -> None:
    """Words and vectors, eight bits a number."""
    scaled = np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)
    np.savez_compressed(path, words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8), vectors=scaled)


def main() -> None:
    """Count, reduce, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "word_vectors.npz")
    options = parser.parse_args()
    rows = list(sentences(options.news))
    counts = Counter(word for row in rows for word in row)
    words = vocabulary(counts)
    contexts = [word for word, _ in counts.most_common(_CONTEXTS)]
    table = cooccurrences(rows, words, contexts)
    for block in np.split(table, 3, axis=1):
        information(block)
    write(options.out, words, reduced(table))


if __name__ == "__main__":
    main()
