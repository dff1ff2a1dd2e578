"""The tagger: words with part of speech, people, places, organisations and times.

Runs Baidu's LAC-small, which the jieba package carries (``jieba/lac_small``, Apache-2.0), with numpy alone.

>>> tagger = Tagger.load()
>>> [(word.text, word.tag) for word in tagger.tag(["云川市"])[0]]
[('云川市', 'LOC')]
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.errors import KgError
from kg.language.crf import Crf
from kg.language.lac_characters import Ids, Vocabulary, read_dictionary
from kg.language.lac_network import Network, WideProduct, one_thread
from kg.language.lanes import Block, Indices, blocks
from kg.language.paddle_params import Floats, read_parameter

_LONGEST = 256  # characters that are tagged in one go; longer texts are cut
_STRONG_MARKS = "。！？!?\n；;"  # cut a long text after one of these,
_WEAK_MARKS = "，,：:、 \u3000"  # or else after one of these
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word: ``text`` is ``given[start:end]``.

    ``tag`` is as in the model's ``tag.dic`` without -B and -I: PER, LOC, ORG, TIME, or a part of speech.
    ``confidence`` (0 to 1, three decimals) is the least of its characters' forward–backward marginals: a name
    is right only if its weakest character is.
    """

    start: int
    end: int
    text: str
    tag: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Decoded:
    tags: Indices
    sure: Floats
    view: Floats


def _nothing(view: WideProduct | None) -> Floats:
    return np.empty((0, 0 if view is None else view.outer), dtype=np.float32)


class Tagger:
    """The model, loaded. One for a process is enough; it is not to be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Read the model from ``folder``. Raises KgError if a file is missing or unsound."""
        if not folder.is_dir():
            raise KgError(
                f"{folder}: the tagger's model is missing; reinstall jieba 0.42.1 (pip install jieba)"
            )
        parameters = folder / "model_baseline"
        with one_thread():
            self._network = Network(parameters)
            self._crf = Crf(read_parameter(parameters / "crfw"))
        self._vocabulary = Vocabulary(read_dictionary(folder / "word.dic"), self._network.embeddings)
        labels = {number: label for label, number in read_dictionary(folder / "tag.dic").items()}
        self._tags = [labels[number].partition("-")[0] for number in range(len(labels))]
        self._begins = np.array([labels[number].endswith("-B") for number in range(len(labels))])
        self._outside = np.array([labels[number] == "O" for number in range(len(labels))])
        self._mixes = self._network.place_free and self._crf.place_free

    @classmethod
    def load(cls) -> Tagger:
        """The model of the installed jieba. Raises KgError if jieba or its model files are missing."""
        package = importlib.util.find_spec("jieba")
        if package is None or package.origin is None:
            raise KgError("the tagger's model is missing: jieba is not installed (pip install jieba)")
        return cls(Path(package.origin).parent / "lac_small")

    def tag(self, texts: Sequence[str]) -> list[tuple[Word, ...]]:
        """The words of each text, in order and without gaps; an empty text has none.

        Texts over 256 characters are cut after a mark and tagged piece by piece. A text's words do not
        depend on the other texts. Sentences are the best texts, thousands of characters a call the fastest.
        """
        return [words for words, _ in self.tag_and_view(texts, None)]

    def tag_and_view(
        self, texts: Sequence[str], view: WideProduct | None
    ) -> list[tuple[tuple[Word, ...], Floats]]:
        """The words of each text as :meth:`tag` gives them, and a view of the network's states.

        ``view`` maps states (256 wide) to what the caller wants of them; the rows of a text's view are its
        characters'. Without one, the rows are empty.
        """
        pieces = [(number, start, end) for number, text in enumerate(texts) for start, end in cut(text)]
        ids = [self._vocabulary.ids(texts[number][start:end]) for number, start, end in pieces]
        words: list[list[Word]] = [[] for _ in texts]
        views: list[list[Floats]] = [[_nothing(view)] for _ in texts]
        for (number, start, _), found in zip(pieces, self._decode(ids, view), strict=True):
            words[number].extend(self._words(texts[number], start, found.tags, found.sure))
            views[number].append(found.view)
        return [(tuple(found), np.concatenate(rows)) for found, rows in zip(words, views, strict=True)]

    def tag_ids(self, ids: Sequence[Ids]) -> list[Indices]:
        """The model itself: tag ids for input ids, each sequence as a whole."""
        return [found.tags for found in self._decode(ids, None)]

    def _decode(self, sequences: Sequence[Ids], view: WideProduct | None) -> Iterator[_Decoded]:
        """Tag ids, their marginals and the view for each sequence of input ids, in the order given."""
        mixes = self._mixes and (view is None or view.place_free)
        companies = [range(len(sequences))] if mixes else [range(i, i + 1) for i in range(len(sequences))]
        found: dict[int, _Decoded] = {}
        with one_thread():
            for company in companies:
                for block in blocks([(number, len(sequences[number])) for number in company]):
                    found.update(zip(block.texts, self._decode_block(sequences, block, view), strict=True))
        empty = _Decoded(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32), _nothing(view))
        return (found.get(number, empty) for number in range(len(sequences)))

    def _decode_block(
        self, sequences: Sequence[Ids], block: Block, view: WideProduct | None
    ) -> list[_Decoded]:
        grid = np.zeros((block.steps, block.width), dtype=np.intp)
        flat = grid.reshape(-1)
        for number, cells in zip(block.texts, block.cells, strict=True):
            flat[cells] = sequences[number]
        states = self._network.states(grid, block)
        scores = self._network.scores(states)
        path = self._crf.best_path(scores, block)
        sure = self._crf.marginals(scores, path, block).reshape(-1)
        path = path.reshape(-1)
        if view is None:
            return [_Decoded(path[cells], sure[cells], _nothing(view)) for cells in block.cells]
        seen = view(states)
        seen = seen.reshape(-1, seen.shape[-1])
        return [_Decoded(path[cells], sure[cells], seen[cells]) for cells in block.cells]

    def _words(self, text: str, offset: int, tags: Indices, sure: Floats) -> Iterator[Word]:
        """Join characters: a word begins at -B, and where O begins or ends (LAC's own rule)."""
        outside = self._outside[tags]
        begins = self._begins[tags]
        begins[1:] |= outside[1:] != outside[:-1]
        begins[0] = True
        starts = np.flatnonzero(begins)
        confidences = np.round(np.minimum.reduceat(sure, starts).astype(np.float64), _DECIMALS).tolist()
        edges = [offset + start for start in starts.tolist()] + [offset + len(tags)]
        names = [self._tags[tag] for tag in tags[starts].tolist()]
        for start, end, tag, confidence in zip(edges, edges[1:], names, confidences, strict=False):
            yield Word(start, end, text[start:end], tag, min(confidence, 1.0))


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of at most 256 characters, cut after a mark where there is one in the second half of a piece."""
    start = 0
    while len(text) - start > _LONGEST:
        end = start + _LONGEST
        for marks in (_STRONG_MARKS, _WEAK_MARKS):
            last = max(text.rfind(mark, start + _LONGEST // 2, end) for mark in marks)
            if last >= 0:
                end = last + 1
                break
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)
