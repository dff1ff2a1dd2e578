from __future__ import annotations

import pytest
from marked_statements import article_of, mentions_of, state, triples

from kg.errors import SchemaError
from kg.extract.statements import find_declared
from kg.extract.statements.amounts import amounts_of
from kg.extract.statements.patterns import load_patterns, load_triggers, pattern_of
from kg.language.lac import Word
from kg.ontology import ontology

NAMES = {
    "云川市": "district",
    "临溪区": "district",
    "区教育局": "gov",
    "柳林街道": "office",
    "该街道": "office=柳林街道",
    "清水社区": "community",
    "石桥村": "community",
    "青禾集团": "company",
    "长风建工": "company",
    "云川大学": "school",
    "云川红十字会": "social",
    "“春风行动”": "initiative",
    "“暖心工程”": "initiative",
    "云川经贸洽谈会": "initiative",
    "云谷产业园": "project",
    "清水河大桥": "project",
    "周一鸣": "person",
    "吴二白": "person",
}

CASES = [
    # ORGANIZES
    ("柳林街道开展“春风行动”。", ("ORGANIZES", "柳林街道", "“春风行动”")),
    ("柳林街道很忙，召集干部，开展“春风行动”。", ("ORGANIZES", "柳林街道", "“春风行动”")),
    ("柳林街道很忙。该街道开展“春风行动”。", ("ORGANIZES", "柳林街道", "“春风行动”")),
    ("柳林街道开展“春风行动”、“暖心工程”。", ("ORGANIZES", "柳林街道", "“暖心工程”")),
    ("由柳林街道主办，区教育局承办的“春风行动”结束。", ("ORGANIZES", "柳林街道", "“春风行动”")),
    ("由柳林街道主办，由区教育局承办的“春风行动”结束。", ("ORGANIZES", "区教育局", "“春风行动”")),
    ("“我们会推进“春风行动”。”柳林街道负责人说。", ("ORGANIZES", "柳林街道", "“春风行动”")),
    # PARTICIPATES_IN
    ("周一鸣出席云川经贸洽谈会。", ("PARTICIPATES_IN", "周一鸣", "云川经贸洽谈会")),
    ("青禾集团、长风建工参加云川经贸洽谈会。", ("PARTICIPATES_IN", "长风建工", "云川经贸洽谈会")),
    ("云川经贸洽谈会在云川市举行。会上，周一鸣致辞。", ("PARTICIPATES_IN", "周一鸣", "云川经贸洽谈会")),
    ("临溪区践行“春风行动”。", ("PARTICIPATES_IN", "临溪区", "“春风行动”")),
    # INSPECTS
    ("周一鸣到清水社区调研。", ("INSPECTS", "周一鸣", "清水社区")),
    ("周一鸣、吴二白先后走访了清水社区、石桥村等村居。", ("INSPECTS", "吴二白", "石桥村")),
    ("在吴二白的陪同下考察清水社区。", ("INSPECTS", "吴二白", "清水社区")),
    # COOPERATES_WITH
    ("柳林街道与云川大学签约。", ("COOPERATES_WITH", "柳林街道", "云川大学")),
    ("柳林街道联合区教育局进村。", ("COOPERATES_WITH", "柳林街道", "区教育局")),
    ("青禾集团今年与云川大学合作办学。", ("COOPERATES_WITH", "青禾集团", "云川大学")),
    # UNDERTAKES
    ("长风建工承建清水河大桥。", ("UNDERTAKES", "长风建工", "清水河大桥")),
    ("由长风建工承建的清水河大桥完工。", ("UNDERTAKES", "长风建工", "清水河大桥")),
    ("清水河大桥由长风建工负责施工。", ("UNDERTAKES", "长风建工", "清水河大桥")),
    # SUPPORTS
    ("青禾集团向清水社区捐赠口罩。", ("SUPPORTS", "青禾集团", "清水社区")),
    ("区教育局帮助石桥村修路。", ("SUPPORTS", "区教育局", "石桥村")),
    # several hands: each by what is said of it
    ("清水河大桥去年开工，由青禾集团代建，长风建工施工。", ("UNDERTAKES", "长风建工", "清水河大桥")),
    ("云川经贸洽谈会由临溪区主办，云川大学承办。", ("ORGANIZES", "云川大学", "云川经贸洽谈会")),
    ("云川经贸洽谈会由临溪区主办，云川大学承办。", ("ORGANIZES", "临溪区", "云川经贸洽谈会")),
    ("柳林街道联合区教育局开展“春风行动”。", ("ORGANIZES", "区教育局", "“春风行动”")),
    # those who go along on a visit
    ("周一鸣到清水社区调研，吴二白一同前往。", ("INSPECTS", "吴二白", "清水社区")),
    ("周一鸣带着区教育局的负责人到石桥村，实地察看清水河大桥。", ("INSPECTS", "区教育局", "清水河大桥")),
    ("周一鸣到石桥村，实地察看麦田。", ("INSPECTS", "周一鸣", "石桥村")),
    # staff act for the body
    ("云川大学的志愿者来到石桥村，送去口罩。", ("SUPPORTS", "云川大学", "石桥村")),
    # the other side of help
    ("青禾集团获得区教育局的补助资金5万元。", ("SUPPORTS", "区教育局", "青禾集团")),
    ("青禾集团扩产，区教育局给予补助5万元。", ("SUPPORTS", "区教育局", "青禾集团")),
    ("柳林街道联合云川红十字会为石桥村提供口罩。", ("SUPPORTS", "云川红十字会", "石桥村")),
    # LOCATED_IN beyond names
    ("“春风行动”在石桥村落幕。", ("LOCATED_IN", "“春风行动”", "石桥村")),
    ("临溪区引进了青禾集团、长风建工。", ("LOCATED_IN", "长风建工", "临溪区")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_each_relation(text: str, expected: tuple[str, str, str]) -> None:
    found = triples(text, NAMES)
    if expected[0] == "COOPERATES_WITH":
        found |= {(kind, tail, head) for kind, head, tail in found if kind == expected[0]}
    assert expected in found


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("在柳林街道召开的会上，周一鸣说。", ("ORGANIZES", "柳林街道", "“春风行动”")),
        ("在柳林街道，区教育局开展“春风行动”。", ("ORGANIZES", "柳林街道", "“春风行动”")),
        ("柳林街道的干部走了，区教育局开展“春风行动”。", ("ORGANIZES", "柳林街道", "“春风行动”")),
        ("长风建工离开。\n青禾集团承建清水河大桥。", ("UNDERTAKES", "长风建工", "清水河大桥")),
        ("青禾集团召开在清水社区举办的会。", ("SUPPORTS", "青禾集团", "清水社区")),
        # part of a noun is no trigger
        ("区教育局服务中心的清水社区分部。", ("SUPPORTS", "区教育局", "清水社区")),
        # documents of congresses are followed by all
        ("临溪区贯彻党的“春风行动”精神。", ("PARTICIPATES_IN", "临溪区", "“春风行动”")),
        # members of one list do nothing to each other
        ("青禾集团、长风建工获得补助5万元。", ("SUPPORTS", "青禾集团", "长风建工")),
        ("青禾集团、长风建工受益，共5万元。", ("SUPPORTS", "青禾集团", "长风建工")),
        # two who sign with a third do not sign with each other
        ("青禾集团、长风建工等3家企业与云川大学签约。", ("COOPERATES_WITH", "青禾集团", "长风建工")),
        # whoever speaks of a meeting goes along on no visit
        ("周一鸣到清水社区调研。吴二白一起吃饭。", ("INSPECTS", "吴二白", "清水社区")),
        # a relative clause takes its doer from itself
        ("青禾集团很忙。由长风建工建设的清水河大桥通车。", ("UNDERTAKES", "青禾集团", "清水河大桥")),
        # from afar only 与 and 和 pair
        ("云川大学、青禾集团到场，达成合作。", ("COOPERATES_WITH", "云川大学", "青禾集团")),
    ],
)
def test_what_is_governed_or_possessed_does_not_act(text: str, refused: tuple[str, str, str]) -> None:
    assert refused not in triples(text, NAMES)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("柳林街道开展“春风行动”。", "fact"),
        ("柳林街道不断开展“春风行动”。", "fact"),
        ("柳林街道将开展“春风行动”。", "plan"),
        ("柳林街道拟于明年开展“春风行动”。", "plan"),
        ("柳林街道希望开展“春风行动”。", "plan"),
        ("柳林街道没有开展“春风行动”。", "negated"),
        ("柳林街道未能开展“春风行动”。", "negated"),
    ],
)
def test_facts_plans_and_denials(text: str, modality: str) -> None:
    (statement,) = [s for s, _, _ in state(text, NAMES) if s.type == "ORGANIZES"]
    assert statement.modality == modality


def test_a_cue_within_a_name_plans_and_denies_nothing() -> None:
    names = {"希望小学": "school", "云川慈善会": "social"}
    found = state("2031年，希望小学与云川慈善会签约。", names)
    assert {s.modality for s, _, _ in found if s.type == "COOPERATES_WITH"} == {"fact"}
    found = state("2031年，希望小学将与云川慈善会签约。", names)
    assert {s.modality for s, _, _ in found if s.type == "COOPERATES_WITH"} == {"plan"}


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("青禾集团向清水社区捐赠5.5万元。", {"amount": "5.5万元", "amountCny": "55000"}),
        ("青禾集团向清水社区捐赠3000件物资。", {"amount": "3000件"}),
        ("青禾集团向清水社区捐赠2亿美元。", {"amount": "2亿美元"}),
        ("青禾集团向清水社区捐赠一些书。", {}),
        ("青禾集团按每餐2元为清水社区补贴，去年补贴23万元。", {"amount": "23万元", "amountCny": "230000"}),
        ("长风建工承建清水河大桥。", {"role": "承建"}),
    ],
)
def test_attributes(text: str, attributes: dict[str, str]) -> None:
    found = [s for s, _, _ in state(text, NAMES) if s.type in ("SUPPORTS", "UNDERTAKES")]
    assert [dict(s.attributes) for s in found] == [attributes]


FIVE, THREE = ({"amount": f"{n}万元", "amountCny": f"{n}0000"} for n in (5, 3))


@pytest.mark.parametrize(
    ("text", "receivers", "more", "wanted"),
    [
        ("为甲、乙拨付5万元", 2, False, [{"sharedAmount": "5万元"}] * 2),
        ("为甲等8家企业拨付5万元", 1, True, [{"sharedAmount": "5万元"}]),
        ("为甲拨付5万元", 1, False, [FIVE]),
        ("为甲、乙各捐款5万元", 2, False, [FIVE] * 2),
        ("向甲、乙等每家企业发放5万元", 2, True, [FIVE] * 2),
        ("给予甲、乙每家企业5万元", 2, False, [FIVE] * 2),
        ("平均资助甲、乙5万元", 2, False, [{}] * 2),
        ("推动均衡发展，向甲、乙捐款5万元", 2, False, [{"sharedAmount": "5万元"}] * 2),
        ("向各县区的甲、乙共拨付5万元", 2, False, [{"sharedAmount": "5万元"}] * 2),
        ("向甲、乙分别捐款5万元、3万元，合计8万元", 2, False, [FIVE, THREE]),
        ("为甲每年投入5万元", 1, False, [FIVE]),
        ("为甲、乙各类企业发放5万元", 2, False, [{"sharedAmount": "5万元"}] * 2),
        ("向甲、乙分别捐赠5万元和3万元", 2, False, [FIVE, THREE]),
        ("向甲、乙、丙分别捐赠5万元和3万元", 3, False, [{"sharedAmount": "5万元"}] * 3),  # which has which?
        ("奖励甲、乙，单家最高5万元", 2, False, [{}] * 2),
        ("向甲、乙捐赠一批书", 2, False, [{}] * 2),
        ("向甲、乙捐赠300件物资", 2, False, [{"sharedAmount": "300件"}] * 2),
    ],
)
def test_what_several_share_is_nobodys_amount(
    text: str, receivers: int, more: bool, wanted: list[dict[str, str]]
) -> None:
    assert amounts_of(text, 0, len(text), 1, receivers, more=more) == [wanted]


def test_givers_in_their_turn() -> None:
    text = "甲、乙分别向丙捐赠5万元和3万元"
    assert amounts_of(text, 0, len(text), 2, 1, more=False) == [[FIVE], [THREE]]
    text = "甲、乙分别向丙、丁捐赠5万元和3万元"  # who gives whom?
    assert amounts_of(text, 0, len(text), 2, 2, more=False) == [[{}, {}]] * 2
    text = "甲、乙向丙捐赠5万元"
    assert amounts_of(text, 0, len(text), 2, 1, more=False) == [[{"sharedAmount": "5万元"}]] * 2


def test_a_list_with_more_than_it_names_shares_its_amount() -> None:
    (found,) = [
        s for s, _, _ in state("青禾集团向清水社区等8个社区捐赠5万元。", NAMES) if s.type == "SUPPORTS"
    ]
    assert dict(found.attributes) == {"sharedAmount": "5万元"}


def test_patterns_keep_to_the_ontology() -> None:
    relations = ontology().relations
    for pattern in load_patterns():
        assert pattern.relation in relations
        assert 0 < pattern.confidence <= 1
        assert pattern.name.partition(".")[2]


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"head": {"place": "nowhere", "types": ["Person"]}}, "nowhere"),
        ({"head": {"place": "subject", "types": ["Person"], "carry": "ever"}}, "ever"),
        ({"head": {"place": "subject"}}, "types is missing"),
        ({"triggers": []}, "triggers is missing"),
    ],
)
def test_a_broken_pattern_is_named(change: dict[str, object], cause: str) -> None:
    end = {"place": "subject", "types": ["Person"]}
    row: dict[str, object] = {"name": "x.y", "triggers": ["办"], "head": end, "tail": end} | change
    with pytest.raises(SchemaError, match=cause):
        pattern_of("ORGANIZES", row, "x.yaml, x.y")


def test_a_noun_before_the_trigger_keeps_the_carried_subject_out() -> None:
    text = "柳林街道很忙。各社区开展“春风行动”。"
    names = {"柳林街道": "office", "“春风行动”": "initiative"}
    noun = text.index("社区开展")
    mentions = mentions_of(text, names)
    words = (Word(noun - 1, noun, "各", "r", 1.0), Word(noun, noun + 2, "社区", "n", 1.0))
    words += (Word(noun + 2, noun + 4, "开展", "v", 1.0),)
    with_words = find_declared(article_of(text), mentions, words)
    without = find_declared(article_of(text), mentions, ())
    assert "ORGANIZES" not in {s.type for s in with_words}
    assert "ORGANIZES" in {s.type for s in without}


def test_an_unclaimed_project_is_its_sentence_subjects() -> None:
    (statement,) = [
        s for s, _, _ in state("青禾集团的人说，青禾集团看好云谷产业园。", NAMES) if s.type == "UNDERTAKES"
    ]
    assert (statement.rule, statement.confidence < 0.5) == ("unclaimed.project", True)


def test_a_noun_before_the_partner_keeps_the_carried_subject_out() -> None:
    text = "柳林街道很忙。分馆与云川大学共建。"
    names = {"柳林街道": "office", "云川大学": "school"}
    noun = text.index("分馆")
    words = (
        Word(noun, noun + 2, "分馆", "n", 1.0),
        Word(noun + 2, noun + 3, "与", "p", 1.0),
        Word(noun + 3, noun + 7, "云川大学", "ORG", 1.0),
        Word(noun + 7, noun + 9, "共建", "v", 1.0),
    )
    mentions = mentions_of(text, names)
    with_words = find_declared(article_of(text), mentions, words)
    without = find_declared(article_of(text), mentions, ())
    assert "COOPERATES_WITH" not in {s.type for s in with_words}
    assert "COOPERATES_WITH" in {s.type for s in without}


@pytest.mark.parametrize(
    "clause", ["", "由", "柳林街道联合云川惠众公司举办邻里节", "临溪区投资三亿元建设云川大桥", "签约", "开工"]
)
def test_the_patterns_called_for_are_those_whose_words_the_clause_has(clause: str) -> None:
    wanted = [pattern.name for pattern in load_patterns() if pattern.trigger.search(clause)]
    assert [pattern.name for pattern in load_triggers().called_for(clause)] == wanted
