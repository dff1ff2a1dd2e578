"""Laws: evidence stands in the text, nothing depends on luck, and no text breaks the reading."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from marked_statements import state

from kg.extract.statements.clauses import find_sentences
from kg.model import Credit

NAMES = {
    "云川市": "district",
    "柳林街道": "office",
    "柳林街道党工委": "party",
    "青禾集团": "company",
    "“春风行动”": "initiative",
    "清水河大桥": "project",
    "周一鸣": "person",
    "吴二白": "person",
}
PIECES = [
    *NAMES,
    "书记",
    "、",
    "和",
    "，",
    "。",
    "；",
    "：",
    "“",
    "”",
    "开展",
    "建设",
    "到",
    "在",
    "由",
    "的",
    "调研",
    "将",
    "未",
    "(",
    "《",
    "\n",
    "支持",
    "与",
    "合作",
    "出席",
    "说",
    "9万元",
    "副主任",
    "原",
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_evidence_stands_in_the_text(text: str) -> None:
    for statement, _, _ in state(text, NAMES):
        assert text[statement.start : statement.end] == statement.evidence
        assert statement.evidence.strip()
        assert 0 < statement.confidence <= 1
        assert statement.modality in ("fact", "plan", "negated")
        assert statement.head != statement.tail


@settings(max_examples=150, deadline=None)
@given(texts)
def test_sentences_and_clauses_nest(text: str) -> None:
    last = 0
    for sentence in find_sentences(text):
        assert last <= sentence.start < sentence.end
        last = sentence.end
        reach = sentence.start
        for clause in sentence.clauses:
            assert reach <= clause.start < clause.end <= sentence.end
            reach = clause.end


@settings(max_examples=50, deadline=None)
@given(texts)
def test_the_same_text_gives_the_same_statements(text: str) -> None:
    assert state(text, NAMES) == state(text, NAMES)


def test_bylines() -> None:
    text = "云川日报讯(记者周一鸣)柳林街道开会。"
    start = text.index("周一鸣")
    credits = (
        Credit("周一鸣", "记者", start, start + 3, "云川日报讯(记者周一鸣)"),
        Credit("吴二白", "通讯员", line="通讯员 吴二白"),
        Credit("郑三省", "摄", line="郑三省 摄"),
        Credit("王四维", "编辑", line="编辑 王四维"),
    )
    names = {"云川日报": "media", "周一鸣": "person", "柳林街道": "office"}
    found = state(text, names, credits=credits)
    reported = {(h, s.attributes["role"], s.start >= 0) for s, h, t in found if s.type == "REPORTED"}
    assert reported == {("周一鸣", "记者", True), ("吴二白", "通讯员", False), ("郑三省", "记者", False)}
    assert {(h, t) for s, h, t in found if s.type == "BELONGS_TO"} == {("周一鸣", "云川日报")}
    lines = {s.evidence for s, _, _ in found if s.type == "REPORTED" and s.start < 0}
    assert lines == {"通讯员 吴二白", "郑三省 摄"}


def test_the_place_of_a_dateline_does_not_act() -> None:
    text = "云川社云川市5月3日电 昨天，开展“春风行动”。"
    found = state(text, {"云川社": "media", "云川市": "district", "“春风行动”": "initiative"})
    assert not [s for s, _, _ in found if s.type == "ORGANIZES"]
