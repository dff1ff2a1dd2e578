"""The tagger: words with part of speech, people, places, organisations and times.

Runs Baidu's LAC-small, which the jieba package carries (``jieba/lac_small``, Apache-2.0), with numpy alone.

>>> tagger = Tagger.load()
>>> [(word.text, word.tag) for word in tagger.tag(["云川市"])[0]]
[('云川市', 'LOC')]
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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


class Word(NamedTuple):
    """A word: ``text`` is ``given[start:end]``.

    ``tag`` is as in the model's ``tag.dic`` without -B and -I: PER, LOC, ORG, TIME, or a part of speech.
    ``confidence`` (0 to 1, three decimals) is the least of its characters' forward–backward marginals: a name
    is right only if its weakest character is. A tuple, since there are many: a frozen dataclass takes four
    times as long to make.
    """

    start: int
    end: int
    text: str
    tag: str
    confidence: float


#: A word of its fields in a tuple, in a third of the time that the class itself takes.
word_of: Callable[[tuple[int, int, str, str, float]], Word] = functools.partial(tuple.__new__, Word)


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What was found for some sequences of ids, one after the other: ``firsts`` tell where each begins."""

    firsts: Indices
    tags: Indices
    sure: Floats
    view: Floats

    @classmethod
    def room(cls, lengths: Sequence[int], view: WideProduct | None) -> _Decoded:
        """Room for sequences of these lengths."""
        ends = np.cumsum(np.array([0, *lengths], dtype=np.intp))
        tags, sure = np.zeros(ends[-1], dtype=np.intp), np.zeros(ends[-1], dtype=np.float32)
        seen = np.empty((ends[-1], 0 if view is None else view.outer), dtype=np.float32)
        return cls(ends[:-1], tags, sure, seen)


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
        found = self._decode(ids, view)
        words: list[list[Word]] = [[] for _ in texts]
        for (number, start, end), said in zip(pieces, self._said(found), strict=True):
            begins, tags, confidences = said
            edges = [start + begin for begin in begins]
            text = texts[number]
            words[number] += [
                word_of((edge, following, text[edge:following], tag, confidence))
                for edge, following, tag, confidence in zip(
                    edges, [*edges[1:], end], tags, confidences, strict=True
                )
            ]
        ends = np.cumsum([len(text) for text in texts], dtype=np.intp).tolist()
        views = [found.view[end - len(text) : end] for text, end in zip(texts, ends, strict=True)]
        return list(zip(map(tuple, words), views, strict=True))

    def tag_ids(self, ids: Sequence[Ids]) -> list[Indices]:
        """The model itself: tag ids for input ids, each sequence as a whole."""
        found = self._decode(ids, None)
        return np.split(found.tags, found.firsts[1:])

    def _decode(self, sequences: Sequence[Ids], view: WideProduct | None) -> _Decoded:
        """Tag ids, their marginals and the view for sequences of input ids."""
        mixes = self._mixes and (view is None or view.place_free)
        companies = [range(len(sequences))] if mixes else [range(i, i + 1) for i in range(len(sequences))]
        lengths = [len(ids) for ids in sequences]
        found = _Decoded.room(lengths, view)
        with one_thread():
            for company in companies:
                for block in blocks([(number, lengths[number]) for number in company]):
                    self._decode_block(sequences, block, view, found)
        return found

    def _decode_block(
        self, sequences: Sequence[Ids], block: Block, view: WideProduct | None, found: _Decoded
    ) -> None:
        """Put what a block says into its place in ``found``: its texts follow each other there."""
        places = dict(zip(block.texts, block.cells, strict=True))
        texts = sorted(block.texts)
        cells = np.concatenate([places[number] for number in texts])
        first = found.firsts[texts[0]]
        here = slice(first, first + len(cells))
        grid = np.zeros((block.steps, block.width), dtype=np.intp)
        grid.reshape(-1)[cells] = np.concatenate([sequences[number] for number in texts])
        states = self._network.states(grid, block)
        scores = self._network.scores(states)
        path = self._crf.best_path(scores, block)
        found.sure[here] = self._crf.marginals(scores, path, block).reshape(-1)[cells]
        found.tags[here] = path.reshape(-1)[cells]
        if view is not None:
            view.put(states, cells, found.view[here])

    def _said(self, found: _Decoded) -> Iterator[tuple[list[int], list[str], list[float]]]:
        """For each sequence where its words begin, their tags and confidences.

        Characters are joined by LAC's own rule: a word begins at -B, and where O begins or ends.
        """
        if not len(found.tags):
            return
        outside = self._outside[found.tags]
        begins = self._begins[found.tags]
        begins[1:] |= outside[1:] != outside[:-1]
        begins[found.firsts] = True
        starts = np.flatnonzero(begins)
        least = np.minimum.reduceat(found.sure, starts).astype(np.float64)
        confidences = np.minimum(np.round(least, _DECIMALS), 1.0).tolist()
        tags = [self._tags[tag] for tag in found.tags[starts].tolist()]
        edges = np.searchsorted(starts, found.firsts).tolist()
        for first, edge, following in zip(found.firsts, edges, [*edges[1:], len(starts)], strict=True):
            words = slice(edge, following)
            yield (starts[words] - first).tolist(), tags[words], confidences[words]


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
