"""The judging of statements by a model made by hand, and its files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from marked_statements import article_of, mentions_of, words_of

from kg.errors import SchemaError
from kg.extract.forest import Forest
from kg.extract.statements import find_statements, read_rules
from kg.extract.statements.learned import judged
from kg.extract.statements.learned.evidence import column_names
from kg.extract.statements.learned.model import (
    TREES_FILE,
    RelationModel,
    read_relation_model,
    write_relation_model,
)
from kg.extract.statements.learned.neighbours import NEIGHBOURS
from kg.extract.statements.learned.pairs import ORDERS, ZONES
from kg.extract.statements.learned.vocabulary import RELATIONS
from kg.extract.statements.learned.wording import FACT_BLOCKS, NAMES, NEAREST, Wording
from kg.model import Statement

NAMED = {
    "柳林街道": "office",
    "青禾集团": "company",
    "远山超市": "company",
    "云川河道整治项目": "project",
    "邻里节": "initiative",
}
UNDERTAKES = RELATIONS.index("UNDERTAKES")


def forest(column: str, relation: int, *, yes: float, no: float) -> Forest:
    """One question: is the column above a half?"""
    at = column_names(relation).index(column)
    return Forest(
        np.array([[at]], np.int32),
        np.array([[0.5]], np.float32),
        np.array([[no, yes]], np.float32),
        0.0,
    )


def model(word: str = "投资", weight: float = 4.0, column: str = "wording") -> RelationModel:
    """A model that believes UNDERTAKES where ``column`` is above a half, and nothing else; the wording score
    is ``weight`` where ``word`` stands after the first end.
    """
    relations = len(RELATIONS)
    wording = Wording(
        {word: 1},
        np.zeros((2, ORDERS * len(ZONES), relations), np.float32),
        np.zeros((2, ORDERS * len(NEAREST), relations), np.float32),
        np.zeros((2, len(NAMES), relations), np.float32),
        {name: np.zeros((size, relations), np.float32) for name, size in FACT_BLOCKS.items()},
        np.full(relations, -1, np.float32),
    )
    wording.zones[1, ZONES.index("after_first"), UNDERTAKES] = weight
    nothing = Forest(
        np.zeros((0, 1), np.int32), np.zeros((0, 1), np.float32), np.zeros((0, 2), np.float32), -9
    )
    forests = [nothing] * relations
    forests[UNDERTAKES] = forest(column, UNDERTAKES, yes=3.0, no=-3.0)
    return RelationModel(wording, tuple(forests), (0.4,) * relations, (-5.0,) * relations)


def state(text: str, by: RelationModel) -> dict[tuple[str, str, str], Statement]:
    mentions = sorted(mentions_of(text, NAMED), key=lambda m: (m.start, -m.end))
    reading, stated = read_rules(article_of(text), mentions, words_of(text))
    return {
        (s.type, mentions[s.head].name, "" if s.tail is None else mentions[s.tail].name): s
        for s in judged(reading, stated, by)
    }


CARRIED = "柳林街道很美，远山超市、青禾集团投资，云川河道整治项目很大。"


def test_a_pair_that_no_rule_states_is_stated_with_its_sentence() -> None:
    found = state(CARRIED, model())
    added = found["UNDERTAKES", "青禾集团", "云川河道整治项目"]
    assert added.rule == "learned.undertakes"
    assert added.evidence == CARRIED
    assert added.confidence == pytest.approx(0.953, abs=0.001)
    assert ("UNDERTAKES", "青禾集团", "云川河道整治项目") not in state(CARRIED, model("召开"))


def test_a_statement_that_the_model_does_not_believe_goes() -> None:
    text = "青禾集团投资云川河道整治项目。"
    kept = state(text, model())["UNDERTAKES", "青禾集团", "云川河道整治项目"]
    assert kept.rule.startswith("undertakes.")
    assert kept.confidence == pytest.approx(0.953, abs=0.001)
    assert kept.attributes["role"] == "投资"
    assert state(text, model(weight=0)) == {}


def test_what_the_text_denies_stays_denied() -> None:
    text = "青禾集团没有投资云川河道整治项目。"
    found = state(text, model())
    assert {s.modality for s in found.values()} == {"negated"}


def test_a_pair_added_says_whether_it_is_planned() -> None:
    found = state("柳林街道、青禾集团投资，将有云川河道整治项目。", model())
    assert found["UNDERTAKES", "青禾集团", "云川河道整治项目"].modality == "plan"


def test_the_rules_word_is_a_column_of_the_trees() -> None:
    text = "青禾集团投资云川河道整治项目，柳林街道很美。"
    found = state(text, model(weight=0, column="rule_UNDERTAKES"))
    assert set(found) == {("UNDERTAKES", "青禾集团", "云川河道整治项目")}


def test_files_hold_the_model(tmp_path: Path) -> None:
    one = model()
    write_relation_model(one, tmp_path)
    again = read_relation_model(tmp_path)
    np.testing.assert_allclose(again.wording.zones, one.wording.zones)
    np.testing.assert_allclose(again.wording.bias, one.wording.bias)
    assert state(CARRIED, again).keys() == state(CARRIED, one).keys()
    assert again.thresholds == one.thresholds


def listed(yes: float) -> RelationModel:
    """The model with a second round that believes a pair by what is said of those listed with its head."""
    column = NEIGHBOURS.index("listed_with_head")
    again = [
        Forest(
            np.array([[column]], np.int32),
            np.array([[0.5]], np.float32),
            np.array([[-3.0, yes]], np.float32),
            0.0,
        )
    ] * len(RELATIONS)
    return replace(model(), again=tuple(again))


def test_the_second_round_has_the_last_word(tmp_path: Path) -> None:
    both = {("UNDERTAKES", name, "云川河道整治项目") for name in ("青禾集团", "远山超市")}
    write_relation_model(listed(yes=1.0), tmp_path)
    for one in (listed(yes=1.0), read_relation_model(tmp_path)):
        found = state(CARRIED, one)
        assert found.keys() & both == both
        assert all(found[key].confidence == pytest.approx(0.881, abs=0.001) for key in both)
    assert not state(CARRIED, listed(yes=-9.0)).keys() & both


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    one = model()
    write_relation_model(replace(one, thresholds=(0.5,) * len(RELATIONS)), tmp_path)
    (tmp_path / TREES_FILE).write_text("{", "utf-8")
    with pytest.raises(SchemaError, match="relation model"):
        read_relation_model(tmp_path)


def test_the_trained_model_believes_what_is_plain() -> None:
    text = "青禾集团投资建设云川河道整治项目。柳林街道举办邻里节。"
    mentions = sorted(mentions_of(text, NAMED), key=lambda m: (m.start, -m.end))
    found = find_statements(article_of(text), mentions, words_of(text, "投资 建设 举办"))
    stated = {(s.type, mentions[s.head].name, mentions[s.tail or 0].name) for s in found}
    assert ("UNDERTAKES", "青禾集团", "云川河道整治项目") in stated
    assert ("ORGANIZES", "柳林街道", "邻里节") in stated
    assert all(0.2 < s.confidence <= 0.995 for s in found)
