import marked_pages
import pytest

from kg.lookup import find_entities
from kg.model import Entity
from kg.pipeline import build
from kg.show import show
from kg.store import Store

ENTITIES = [
    Entity("1", "Person", "", "柳青", "柳青"),
    Entity("2", "Person", "", "柳青", "柳青"),
    Entity("3", "Organization", "GovernmentBody", "云川市临溪区水务局", "临溪水务局", aliases=("区水务局",)),
    Entity("4", "Initiative", "", "“清河行动”", "清河行动"),
    Entity("5", "Organization", "Company", "ＡＢ科技（云川）有限公司", "AB科技"),
]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("柳青", ["1", "2"]),  # everyone of that name
        ("区水务局", ["3"]),  # an alias; exact before contained
        ("临溪水务局", ["3"]),  # the label
        ("水务局", ["3"]),  # contained
        ("清河行动", ["4"]),
        ("《清河行动》", ["4"]),
        ("ab科技(云川)有限公司", ["5"]),
        (" 柳 青 ", ["1", "2"]),
        ("柳青山", []),
        ("", []),
    ],
)
def test_entities_are_found_by_name(name, ids):
    assert [entity.id for entity in find_entities(name, ENTITIES).entities] == ids


def test_the_exact_name_is_taken_before_names_that_contain_it():
    longer = Entity("6", "Person", "", "柳青山", "柳青山")
    assert [e.id for e in find_entities("柳青", [longer, *ENTITIES]).entities] == ["1", "2"]


def test_names_that_are_like_it_are_suggested():
    found = find_entities("临溪区水利局", ENTITIES)
    assert found.entities == ()
    assert "云川市临溪区水务局" in found.suggestions
    assert find_entities("XYZ", ENTITIES).suggestions == ()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = tmp_path_factory.mktemp("show")
    page = place / "page.txt"
    page.write_text(
        "水务局换人\n〔P柳青〕任〔O云川市水务局〕局长。〔O云川市水务局〕启动〔I清河行动〕。\n\n"
        "再说水务\n〔P柳青〕任〔O云川市水务局〕局长已三年。〔O临溪区教育局〕与〔O云川市水务局〕合作。",
        "utf-8",
    )
    with Store.open_to_build(place / "graph.kg") as opened:
        build([str(page)], opened, make_reader=marked_pages.plain)
        yield opened


def test_an_entity_is_shown_with_its_relations_and_sentences(store):
    told = "\n".join(show(store, "云川市水务局", 20).lines)
    for part in (
        "Organization 组织机构 · GovernmentBody 政府机关",
        "4 mentions in 2 articles",
        "任职 HOLDS_POST ← (1)",
        "局长 · 柳青  [2 articles, 0.96]",
        "「柳青任云川市水务局局长。」",
        "水务局换人 · page.txt · 2031-05-04",
        "「柳青任云川市水务局局长已三年。」",
        "组织 ORGANIZES → (1)",
        "合作 COOPERATES_WITH ↔ (1)",
        "    临溪区教育局  [1 article, 0.80]",
        "见于 MENTIONED_IN → (2)",
    ):
        assert part in told


def test_a_limit_says_what_it_leaves_out(store):
    shown = show(store, "局", 1)
    assert "… and 1 more entities (--limit 2)" in shown.lines
    assert sum("政府机关" in line for line in shown.lines) == 1
    assert any(line.strip() == "… and 1 more" for line in show(store, "柳青", 1).lines)


def test_nothing_of_the_name(store):
    shown = show(store, "云川市水利局", 20)
    assert not shown.found
    assert "nothing is called 云川市水利局" in shown.lines[0]
    assert "云川市水务局" in shown.lines[1]


def test_a_division_is_shown_with_its_code(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("治水\n〔D郑州市〕的〔D管城区〕启动〔I清河行动〕。", "utf-8")
    with Store.open_to_build(tmp_path / "graph.kg") as opened:
        build([str(page)], opened, make_reader=marked_pages.plain)
        assert "  division: 410104 河南省/郑州市/管城回族区" in show(opened, "管城区", 20).lines
        assert not any("division:" in line for line in show(opened, "清河行动", 20).lines)
