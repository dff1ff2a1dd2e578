"""Each miss and each wrong item: where it stands, what made it, what is known of its cause."""

from __future__ import annotations

from pathlib import Path

from kg.evaluation.found import gather
from kg.evaluation.gold import read_gold
from kg.evaluation.matching import Matched, match
from kg.evaluation.misses import Fault, faults
from kg.evaluation.passages import Passages, closest
from kg.evaluation.report import fault_lines
from kg.evaluation.rules import MentionRule, StatementRule, calibration, mention_rules, statement_rules
from kg.model import Article, Credit, Entity, Extraction, Mention, Statement

TEXT = (
    "临溪区柳林街道推行“溪事 速办”机制。小事社区当天了结，云川酿酒厂也签了名。"
    "主任石云山到云川酿酒厂察看。柳林街道给它10万元。"
)
GOLD = """
source: page.txt
articles:
- title: 柳林街道办实事
  reporters: [柳青]
  correspondents: [方竹]
  entities:
  - [OFFICE, 临溪区柳林街道, 柳林街道]
  - [DISTRICT, 临溪区]
  - [INITIATIVE, “溪事速办”机制, 溪事速办]
  - [COMPANY, 云川酿酒厂]
  - [PERSON, 石云山]
  - [SITE, 云川广场]
  relations:
  - [PART_OF, 临溪区柳林街道, 临溪区]
  - [ORGANIZES, 临溪区柳林街道, “溪事速办”机制]
  - [INSPECTS, 石云山, 云川酿酒厂]
  - [SUPPORTS, 临溪区柳林街道, 云川酿酒厂]
- title: 另一篇
"""
# id -> type, subtype, form, rule, confidence
THINGS = {
    "o": ("Organization", "Office", "柳林街道", "name-grammar", 0.9),
    "d": ("Place", "District", "临溪区", "division", 0.9),
    "c": ("Organization", "Community", "小事社区", "name-grammar", 0.87),
    "s": ("Place", "Site", "云川酿酒厂", "tagged-name", 0.7),
    "p": ("Person", "", "石云山", "tagged-person", 0.8),
}
# type, head, tail, rule, confidence, a word of its sentence
SAID = [
    ("PART_OF", "o", "d", "front", 0.9, "推行"),
    ("PART_OF", "c", "o", "home", 0.95, "小事"),
    ("HOLDS_POST", "p", "o", "post.before_name", 0.55, "主任"),
    ("INSPECTS", "p", "s", "inspects.visits", 0.4, "主任"),
]


def document(folder: Path) -> Matched:
    (folder / "page.yaml").write_text(GOLD, "utf-8")
    mentions = [
        Mention(TEXT.index(form), TEXT.index(form) + len(form), form, type_, sub, form, "", sure, rule)
        for type_, sub, form, rule, sure in THINGS.values()
    ]
    numbers = {id_: n for n, id_ in enumerate(THINGS)}
    owner = {n: id_ for id_, n in numbers.items()}
    owner[len(mentions)] = "o"
    at = TEXT.index("街道给它")
    mentions.append(Mention(at, at + 2, "街道", "Organization", "Office", "柳林街道", "", 0.8, "anaphor"))
    statements = []
    for type_, head, tail, rule, sure, word in SAID:
        start = TEXT.rfind("。", 0, TEXT.index(word)) + 1
        end = TEXT.index("。", TEXT.index(word)) + 1
        ends = numbers[head], numbers[tail]
        statements.append(Statement(type_, *ends, start, end, TEXT[start:end], rule, sure))
    article = Article(
        "a1", "page.txt", 1, "柳林街道办实事", TEXT, credits=(Credit("柳青", "记者", line="记者 柳青"),)
    )
    known = {id_: Entity(id_, row[0], row[1], row[2], row[2]) for id_, row in THINGS.items()}
    extraction = Extraction(article, tuple(mentions), tuple(statements))
    found = gather([extraction], known, {"a1": owner}, {"page.txt"})
    (gold,) = read_gold(folder).documents
    return match(gold, found["page.txt"])


def told(folder: Path) -> dict[str, Fault]:
    """By what they are of; a miss before something wrong that reads the same."""
    return {fault.what: fault for fault in reversed(faults([document(folder)]))}


def test_a_missed_entity_is_told_with_its_sentence_and_what_stands_there(tmp_path: Path) -> None:
    found = told(tmp_path)
    named = found["INITIATIVE “溪事速办”机制、溪事速办"]
    assert named.kind == "entity missed"
    assert named.sentence == "临溪区柳林街道推行“溪事 速办”机制。"
    assert named.notes == ()
    works = found["COMPANY 云川酿酒厂"]
    assert works.sentence == "小事社区当天了结，云川酿酒厂也签了名。"
    assert works.notes == ("there: Place 云川酿酒厂 [tagged-name] not in gold",)
    assert found["SITE 云川广场"].notes == ("stands nowhere in the articles as they were read",)


def test_a_wrong_entity_is_told_with_its_rule(tmp_path: Path) -> None:
    found = told(tmp_path)
    community = found["Community 小事社区"]
    assert (community.rules, community.confidence) == (("name-grammar",), 0.87)
    assert community.sentence == "小事社区当天了结，云川酿酒厂也签了名。"
    assert found["Site 云川酿酒厂"].notes == ("gold: COMPANY 云川酿酒厂",)


def test_a_missed_relation_is_told_where_its_ends_stand_closest(tmp_path: Path) -> None:
    found = told(tmp_path)
    inspects = found["INSPECTS 石云山 → 云川酿酒厂"]
    assert inspects.kind == "relation missed"
    assert inspects.sentence == "主任石云山到云川酿酒厂察看。"
    assert inspects.notes == ("the tail was not found: 云川酿酒厂",)
    supports = found["SUPPORTS 临溪区柳林街道 → 云川酿酒厂"]
    assert supports.sentence == "主任石云山到云川酿酒厂察看。 … 柳林街道给它10万元。"


def test_a_wrong_relation_is_told_with_its_rule_and_cause(tmp_path: Path) -> None:
    found = told(tmp_path)
    part = found["PART_OF 小事社区 → 柳林街道"]
    assert (part.kind, part.rules, part.confidence) == ("relation not in gold", ("home",), 0.95)
    assert part.sentence == "小事社区当天了结，云川酿酒厂也签了名。"
    assert part.notes == ("the head is not in gold: 小事社区",)
    assert found["HOLDS_POST 石云山 → 柳林街道"].notes == ()
    assert "PART_OF 柳林街道 → 临溪区" not in found


def test_articles_and_bylines_are_told(tmp_path: Path) -> None:
    found = told(tmp_path)
    assert found["另一篇"].kind == "article missed"
    assert found["通讯员 方竹: 柳林街道办实事"].kind == "byline missed"


def test_lines_to_read(tmp_path: Path) -> None:
    lines = list(fault_lines(faults([document(tmp_path)])))
    at = lines.index("page.txt: PART_OF 小事社区 → 柳林街道  [home 0.95]")
    assert lines[at + 1 : at + 3] == [
        "    「小事社区当天了结，云川酿酒厂也签了名。」",
        "    the head is not in gold: 小事社区",
    ]
    assert "## entity missed (3)" in lines


def test_what_each_rule_made(tmp_path: Path) -> None:
    documents = [document(tmp_path)]
    assert mention_rules(documents) == {
        "name-grammar": MentionRule(right=1, wrong=1),
        "anaphor": MentionRule(other_form=1),
        "division": MentionRule(right=1),
        "tagged-name": MentionRule(wrong=1),
        "tagged-person": MentionRule(right=1),
    }
    assert statement_rules(documents) == {
        "front": StatementRule(right=1),
        "home": StatementRule(wrong_ends=1),
        "inspects.visits": StatementRule(wrong_ends=1),
        "post.before_name": StatementRule(wrong=1),
    }


def test_claimed_confidence_against_what_is_right(tmp_path: Path) -> None:
    bins = calibration([document(tmp_path)])
    counted = {(b.low, b.high): (b.all.right, b.all.of, b.matched.right, b.matched.of) for b in bins}
    assert counted == {
        (0.0, 0.5): (0, 1, 0, 0),
        (0.5, 0.6): (0, 1, 0, 1),
        (0.6, 0.7): (0, 0, 0, 0),
        (0.7, 0.8): (0, 0, 0, 0),
        (0.8, 0.9): (0, 0, 0, 0),
        (0.9, 1.0): (1, 2, 1, 1),
    }


def test_names_are_looked_up_as_they_are_compared() -> None:
    passage = Passages.of(Article("a", "page.txt", 1, "治水", "第㈠期“清 河”行动……完！清河行动。"))
    assert [passage.text[p.start : p.end] for p in passage.places(["清河行动"])] == ["清 河”行动", "清河行动"]
    (both,) = {passage.around(*passage.places(["清河行动"]))}
    assert both == "第㈠期“清 河”行动…… … 清河行动。"
    assert closest([passage], ["清河行动"], ["柳青"]) is None
