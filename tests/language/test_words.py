"""Words of the dictionary: as jieba cuts them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import words
from kg.language.words import cut, dictionary

TEXTS = [
    "",
    "云川市临溪区柳林街道办事处主任高远山10月9日走访了云川惠众实业有限公司。",
    "据悉，该项目总投资46.98万元！A座2B室 C-3、iPhone15%\r\n（第3次）\u3000\u200b🖊𠀀末",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_jieba(text: str) -> None:
    assert cut(text) == list(jieba.cut(text, HMM=False))
    assert cut(text, names=True) == list(jieba.cut(text, HMM=True))


@given(st.text(st.sampled_from("".join(TEXTS)), max_size=60))
def test_any_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    assert cut(text) == list(jieba.cut(text, HMM=False))


@pytest.fixture
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of its own, and nothing in memory."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(jieba, "dt", jieba.Tokenizer())
    loaded = (words.dictionary, words._kept_dictionary, words._tokenizer)
    for load in loaded:
        load.cache_clear()
    yield tmp_path
    for load in loaded:
        load.cache_clear()


@pytest.mark.parametrize("kept", [None, b"no dictionary"])
def test_where_jieba_has_kept_no_sound_dictionary_it_is_made(kept: bytes | None, nothing_kept: Path) -> None:
    if kept is not None:
        (nothing_kept / "jieba.cache").write_bytes(kept)
    frequencies, total = dictionary()
    assert (frequencies["街道"], total) == (jieba.dt.FREQ["街道"], jieba.dt.total)
    assert total > frequencies["街道"] > 0
    assert cut(TEXTS[1]) == list(jieba.dt.cut(TEXTS[1], HMM=False))


def test_the_dictionary_that_jieba_has_kept_is_the_one_it_makes(nothing_kept: Path) -> None:
    made, total = dictionary()
    kept = words._kept_dictionary.__wrapped__()
    assert kept == (made, total)
