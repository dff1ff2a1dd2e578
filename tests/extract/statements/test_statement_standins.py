from __future__ import annotations

import pytest
from marked_statements import article_of, mentions_of

from kg.extract.statements import find_declared
from kg.extract.statements.standins import find_standins
from kg.language.lac import Word

NAMES = {
    "柳林街道": "office",
    "石桥村": "community",
    "青禾集团": "company",
    "长风建工": "company",
    "云谷产业园": "project",
    "云川大学": "school",
    "周一鸣": "person",
    "吴二白": "person",
}


def words_of(text: str, cut: str) -> tuple[Word, ...]:
    """The tagger's words: ``cut`` is the text with / between them, tags after _ (n where there is none)."""
    words, at = [], 0
    for piece in cut.split("/"):
        form, _, tag = piece.partition("_")
        at = text.index(form, at)
        words.append(Word(at, at + len(form), form, tag or "n", 1.0))
        at += len(form)
    return tuple(words)


def stated(text: str, cut: str) -> set[tuple[str, str, str]]:
    """(type, head, tail) of what the text states, its words given."""
    mentions = mentions_of(text, NAMES)
    mentions.sort(key=lambda m: (m.start, -m.end))
    found = find_declared(article_of(text), mentions, words_of(text, cut))
    return {(s.type, mentions[s.head].name, mentions[s.tail].name) for s in found if s.tail is not None}


@pytest.mark.parametrize(
    ("text", "cut", "expected"),
    [
        (
            "柳林街道很忙。街道向石桥村捐赠口罩。",
            "柳林街道/很忙_a/。_w/街道/向_p/石桥村/捐赠_v/口罩/。_w",
            ("SUPPORTS", "柳林街道", "石桥村"),
        ),
        (
            "青禾集团扩产。柳林街道为公司提供厂房。",
            "青禾集团/扩产_v/。_w/柳林街道/为_p/公司/提供_v/厂房/。_w",
            ("SUPPORTS", "柳林街道", "青禾集团"),
        ),
        (
            "云谷产业园封顶。周一鸣察看了施工现场。",
            "云谷产业园/封顶_v/。_w/周一鸣/察看_v/了_xc/施工/现场/。_w",
            ("INSPECTS", "周一鸣", "云谷产业园"),
        ),
        (
            "青禾集团缺钱。长风建工为其提供贷款。",
            "青禾集团/缺钱_v/。_w/长风建工/为_p/其_r/提供_v/贷款/。_w",
            ("SUPPORTS", "长风建工", "青禾集团"),
        ),
        (
            "石桥村很远。村党支部书记周一鸣说。",
            "石桥村/很远_a/。_w/村党支部书记/周一鸣/说_v/。_w",
            ("HOLDS_POST", "周一鸣", "石桥村"),
        ),
    ],
)
def test_a_common_noun_stands_for_what_was_named(text: str, cut: str, expected: tuple[str, str, str]) -> None:
    assert expected in stated(text, cut)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("柳林街道很忙。各街道向石桥村捐款。", "柳林街道/很忙_a/。_w/各_r/街道/向_p/石桥村/捐款_v/。_w"),
        ("青禾集团很忙。物业公司来了。", "青禾集团/很忙_a/。_w/物业/公司/来_v/了_xc/。_w"),
        ("街道向石桥村捐款，柳林街道很忙。", "街道/向_p/石桥村/捐款_v/，_w/柳林街道/很忙_a/。_w"),
        ("云川大学放假。学校、工厂关门。", "云川大学/放假_v/。_w/学校/、_w/工厂/关门_v/。_w"),
    ],
)
def test_a_kind_stands_for_nothing(text: str, cut: str) -> None:
    mentions = mentions_of(text, NAMES)
    assert find_standins(text, mentions, words_of(text, cut)) == ()


def test_a_stand_in_is_trusted_less_than_a_name() -> None:
    named = find_of("柳林街道向石桥村捐款。", "柳林街道/向_p/石桥村/捐款_v/。_w")
    meant = find_of("柳林街道忙。街道向石桥村捐款。", "柳林街道/忙_a/。_w/街道/向_p/石桥村/捐款_v/。_w")
    assert meant < named


def find_of(text: str, cut: str) -> float:
    """The confidence of the text's SUPPORTS."""
    mentions = mentions_of(text, NAMES)
    mentions.sort(key=lambda m: (m.start, -m.end))
    (one,) = [
        s for s in find_declared(article_of(text), mentions, words_of(text, cut)) if s.type == "SUPPORTS"
    ]
    return one.confidence
