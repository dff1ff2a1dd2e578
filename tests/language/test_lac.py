"""The tagger: agreement with the reference tags, and independence of the company a text is tagged in."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from kg.errors import KgError
from kg.language.lac import Tagger, cut

ORACLE = Path(__file__).resolve().parents[2] / ".." / "shared" / "reference" / "lac_small_oracle.jsonl"
SENTENCES = [
    "云川市临溪区柳林街道办事处主任高远山10月9日走访了云川惠众实业有限公司。",
    "本报讯（记者 方晓禾 通讯员 高远山 文/图）昨日，临溪区民政局召开座谈会。",
    "据悉，该项目总投资46.98万元！",
    "“我们一定要把好事办好”，她说。",
    "",
    "好",
    "ＡＢＣ①㎡\u200b🖊　末",
    "柳林街道" * 40,
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.mark.corpus
@pytest.mark.skipif(not ORACLE.exists(), reason="reference corpus not beside the checkout")
def test_agrees_with_the_reference_tags(tagger: Tagger) -> None:
    rows = [json.loads(line) for line in ORACLE.read_text(encoding="utf-8").splitlines()]
    found = tagger.tag_ids([np.array(row["ids"], dtype=np.intp) for row in rows])
    differing = sum(int((tags != np.array(row["tags"])).sum()) for tags, row in zip(found, rows, strict=True))
    assert differing == 0
    assert [tagger._vocabulary.ids(row["text"]).tolist() for row in rows] == [row["ids"] for row in rows]


def test_words_cover_every_text_without_gaps(tagger: Tagger) -> None:
    texts = [*SENTENCES, "柳林街道举行活动，高远山参加" * 800]
    for text, words in zip(texts, tagger.tag(texts), strict=True):
        assert "".join(word.text for word in words) == text
        assert all(text[word.start : word.end] == word.text for word in words)
        assert all(0 <= word.confidence <= 1 for word in words)


def test_names_are_found(tagger: Tagger) -> None:
    (words,) = tagger.tag(SENTENCES[:1])
    tags = {word.text: word.tag for word in words}
    assert tags["高远山"] == "PER"
    assert tags["10月9日"] == "TIME"


def test_the_company_of_a_text_changes_nothing(tagger: Tagger) -> None:
    chance = random.Random(7)
    letters = "".join(SENTENCES)
    texts = SENTENCES + ["".join(chance.choices(letters, k=chance.randrange(1, 120))) for _ in range(300)]
    expected = dict(zip(texts, tagger.tag(texts), strict=True))
    for size in (1, 3, 30, 200):
        company = chance.sample(texts, size)
        assert tagger.tag(company) == [expected[text] for text in company]


def test_without_place_free_products_texts_are_tagged_alone(tagger: Tagger) -> None:
    other = Tagger.load()
    other._mixes = False
    tags = [[word.tag for word in words] for words in other.tag(SENTENCES)]
    assert tags == [[word.tag for word in words] for words in tagger.tag(SENTENCES)]


def test_long_texts_are_cut_after_marks() -> None:
    text = ("甲" * 150 + "。" + "乙" * 90 + "，") * 3 + "丙" * 600
    pieces = list(cut(text))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert max(end - start for start, end in pieces) <= 256
    assert text[: pieces[0][1]].endswith("。")


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="reinstall jieba"):
        Tagger(tmp_path / "lac_small")
    (tmp_path / "model_baseline").mkdir()
    (tmp_path / "model_baseline" / "word_emb").write_bytes(b"short")
    with pytest.raises(KgError, match="not a PaddlePaddle parameter file"):
        Tagger(tmp_path)
