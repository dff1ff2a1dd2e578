from __future__ import annotations

import pytest
from marked_statements import state, triples

CASES = [
    # the name's front
    (
        "柳林街道党工委开会。",
        {"柳林街道": "office", "柳林街道党工委": "party"},
        ("柳林街道党工委", "柳林街道"),
    ),
    (
        "临溪区委组织部开会。",
        {"临溪区委": "party", "临溪区委组织部": "party"},
        ("临溪区委组织部", "临溪区委"),
    ),
    ("中共临溪区委开会。", {"临溪区": "district", "中共临溪区委": "party"}, ("中共临溪区委", "临溪区")),
    (
        "团云川市委办公室开会。",
        {"云川市": "district", "团云川市委": "party", "团云川市委办公室": "party"},
        ("团云川市委办公室", "团云川市委"),
    ),
    (
        "云川大学文学院开课。",
        {"云川大学": "school", "云川大学文学院": "school"},
        ("云川大学文学院", "云川大学"),
    ),
    # beside it
    (
        "东山省云川市临溪区开会。",
        {"东山省": "district", "云川市": "district", "临溪区": "district"},
        ("临溪区", "云川市"),
    ),
    ("云川市柳林街道开会。", {"云川市": "district", "柳林街道": "office"}, ("柳林街道", "云川市")),
    ("定陶区很大。半堤镇开会。", {"定陶区": "district", "半堤镇": "office"}, ("半堤镇", "定陶区")),
    # a level word
    ("临溪区很大，区科技局开会。", {"临溪区": "district", "区科技局": "gov"}, ("区科技局", "临溪区")),
    (
        "云川市临溪区很大，市农委开会。",
        {"云川市": "district", "临溪区": "district", "市农委": "gov"},
        ("市农委", "云川市"),
    ),
    # no owner at all
    ("临溪区很大。管委会开会。", {"临溪区": "district", "管委会": "gov"}, ("管委会", "临溪区")),
    (
        "临溪区委常委、组织部开会。",
        {"临溪区": "district", "临溪区委": "party", "组织部": "party"},
        ("组织部", "临溪区委"),
    ),
    (
        "柳林街道开会。清水社区也开会。",
        {"柳林街道": "office", "清水社区": "community"},
        ("清水社区", "柳林街道"),
    ),
    ("临溪区开会。柳林街道也开会。", {"临溪区": "district", "柳林街道": "office"}, ("柳林街道", "临溪区")),
    # where it lies
    ("青禾集团位于临溪区。", {"青禾集团": "company", "临溪区": "district"}, ("青禾集团", "临溪区")),
    ("记者来到位于临溪区的青禾集团。", {"青禾集团": "company", "临溪区": "district"}, ("青禾集团", "临溪区")),
    (
        "“云川论坛”在临溪区举行。",
        {"“云川论坛”": "initiative", "临溪区": "district"},
        ("“云川论坛”", "临溪区"),
    ),
    (
        "长风建工在临溪区新建云谷产业园。",
        {"长风建工": "company", "临溪区": "district", "云谷产业园": "project"},
        ("云谷产业园", "临溪区"),
    ),
]


@pytest.mark.parametrize(("text", "names", "expected"), CASES)
def test_what_names_and_order_state(text: str, names: dict[str, str], expected: tuple[str, str]) -> None:
    found = {(head, tail) for kind, head, tail in triples(text, names) if kind in ("PART_OF", "LOCATED_IN")}
    assert expected in found
    assert not {(tail, head) for head, tail in found} & found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云川青禾有限公司开业。", {"云川": "district=云川市", "云川青禾有限公司": "company"}),
        ("国务院发文，临溪区落实。", {"国务院": "gov", "临溪区": "district"}),
        ("临溪区落实石家庄市政府的部署。", {"临溪区": "district", "石家庄市政府": "gov"}),
        ("临溪区与云岭县开会。", {"临溪区": "district", "云岭县": "district"}),
        # the official table has no such town in this county
        ("定陶区很大。孔村镇开会。", {"定陶区": "district", "孔村镇": "office"}),
    ],
)
def test_what_names_do_not_state(text: str, names: dict[str, str]) -> None:
    assert not {row for row in triples(text, names) if row[0] in ("PART_OF", "LOCATED_IN")}


def test_only_the_direct_step() -> None:
    names = {
        "东山省云川市临溪区柳林街道": "office=柳林街道",
        "柳林街道": "office",
        "东山省": "district",
        "云川市": "district",
        "临溪区": "district",
    }
    found = triples("东山省云川市临溪区柳林街道开会。", names)
    assert {tail for _, head, tail in found if head == "柳林街道"} == {"临溪区"}
    assert ("LOCATED_IN", "临溪区", "云川市") in found
    assert ("LOCATED_IN", "临溪区", "东山省") not in found


def test_official_divisions_keep_neighbours_apart() -> None:
    names = {"北京市": "district", "上海市": "district", "海淀区": "district"}
    assert not triples("北京市上海市都去。", names)
    assert triples("北京市海淀区都去。", names) == {("LOCATED_IN", "海淀区", "北京市")}
    assert triples("海淀区去北京市。", names) == {("LOCATED_IN", "海淀区", "北京市")}
    assert not triples("海淀区去了。北京市没去。", names)


def test_what_only_the_title_names_has_the_title_as_its_sentence() -> None:
    title = "临溪区柳林街道：今天办节"
    names = {"临溪区": "district", "柳林街道": "office", "临溪区柳林街道": "office=临溪区柳林街道"}
    found = [(s, head, tail) for s, head, tail in state("今天天气好。", names, title=title)]
    statements = {(s.type, head, tail): s for s, head, tail in found}
    stated = statements["PART_OF", "临溪区柳林街道", "临溪区"]
    assert (stated.evidence, stated.start, stated.rule) == (title, -1, "structure.title")
