"""Words of the dictionary: as jieba cuts them."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.words import cut

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
