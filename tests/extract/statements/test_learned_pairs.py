"""The columns of an invented article, looked at one by one."""

from __future__ import annotations

import numpy as np
import pytest
from marked_statements import article_of, mentions_of, words_of

from kg.extract.statements import read_rules
from kg.extract.statements.learned.nesting import NESTING, nesting_of
from kg.extract.statements.learned.pairs import FLAGS, ZONES
from kg.extract.statements.learned.rivals import RIVALS, rivals_of
from kg.extract.statements.learned.scene import Scene, scene_of
from kg.extract.statements.learned.vocabulary import NUMBER_OF

NAMES = {
    "云川市": "district",
    "临溪区": "district",
    "柳林街道": "office",
    "临溪区柳林街道": "office=柳林街道",
    "临溪区教育局": "gov",
    "区教育局": "gov=临溪区教育局",
    "青禾集团": "company",
    "云川河道整治项目": "project",
    "周一鸣": "person",
    "桃花节": "initiative",
    "丰收节": "initiative",
}


def scene(text: str, title: str = "") -> Scene:
    mentions = [*mentions_of(text, NAMES), *mentions_of(title, NAMES, in_title=True)]
    mentions.sort(key=lambda m: (m.in_title, m.start, -m.end))
    reading, stated = read_rules(article_of(text, title), mentions, words_of(text))
    found = scene_of(reading, stated)
    assert found is not None
    return found


def ends(found: Scene) -> set[tuple[str, str]]:
    names = [name for _, name in found.things.keys]
    return {
        (names[h], names[t])
        for h, t in zip(found.pairs.head_thing.tolist(), found.pairs.tail_thing.tolist(), strict=True)
    }


def pair(found: Scene, head: str, tail: str) -> int:
    """The number of the first pair of spots of two things."""
    names = [found.things.keys[t][1] for t in found.spots.thing]
    for number, (h, t) in enumerate(zip(found.pairs.head, found.pairs.tail, strict=True)):
        if (names[h], names[t]) == (head, tail):
            return number
    raise AssertionError((head, tail))


def zone(found: Scene, number: int, name: str) -> tuple[str, ...]:
    at = ZONES.index(name)
    return found.told.words[found.pairs.zone_start[at][number] : found.pairs.zone_end[at][number]]


def test_ends_stand_in_one_sentence_or_the_next() -> None:
    found = ends(scene("青禾集团很大。今天天气好。临溪区很美。柳林街道也美。"))
    assert ("青禾集团", "临溪区") not in found
    assert ("柳林街道", "临溪区") in found


def test_what_the_title_names_is_paired_with_everything() -> None:
    text = "青禾集团很大。今天天气好。青禾集团来了。今天天气好。临溪区很美。柳林街道也美。"
    assert ("青禾集团", "临溪区") not in ends(scene("青禾集团很大。今天天气好。临溪区很美。柳林街道也美。"))
    assert ("青禾集团", "临溪区") in ends(scene(text, "青禾集团来了"))


def test_the_events_of_title_and_opening_are_paired_with_everything() -> None:
    rest = "今天天气好。今天天气好。今天天气好。周一鸣很高。"
    opened = f"桃花节开幕，丰收节开幕。丰收节很好。{rest}"
    assert {("周一鸣", "桃花节"), ("周一鸣", "丰收节")} <= ends(scene(opened))
    later = f"临溪区很美。今天天气好。今天天气好。桃花节开幕，丰收节开幕。丰收节很好。{rest}"
    found = ends(scene(later))
    assert ("周一鸣", "丰收节") in found  # what the article names most
    assert ("周一鸣", "桃花节") not in found
    assert ("周一鸣", "桃花节") in ends(scene(later, "桃花节开幕"))


def test_types_that_no_relation_joins_make_no_pair() -> None:
    found = ends(scene("周一鸣来到云川河道整治项目，青禾集团在临溪区。"))
    assert ("周一鸣", "云川河道整治项目") in found
    assert ("云川河道整治项目", "周一鸣") not in found


def test_zones_hold_the_words_around_the_ends() -> None:
    found = scene("昨日，青禾集团投资建设云川河道整治项目顺利，临溪区支持。")
    number = pair(found, "青禾集团", "云川河道整治项目")
    assert zone(found, number, "after_first") == ("投资", "建设")
    assert zone(found, number, "after") == ("顺利",)
    assert zone(found, number, "rest") == ("支持",)
    across = pair(found, "青禾集团", "临溪区")
    assert zone(found, across, "after_first") == ("投资", "建设", "顺利")
    assert zone(found, across, "middle") == zone(found, across, "before_second") == ()


@pytest.mark.parametrize(
    ("text", "head", "tail", "flag"),
    [
        ("临溪区柳林街道很大。", "柳林街道", "临溪区", "tail_nested"),
        ("青禾集团、临溪区教育局来了。", "青禾集团", "临溪区教育局", "same_list"),
        ("青禾集团的云川河道整治项目很大。", "青禾集团", "云川河道整治项目", "head_attributive"),
        ("青禾集团很忙，建设云川河道整治项目。", "青禾集团", "云川河道整治项目", "head_carried"),
        ("青禾集团很忙。建设云川河道整治项目。", "青禾集团", "云川河道整治项目", "head_carried_before"),
        ("临溪区教育局局长周一鸣来了。", "周一鸣", "临溪区教育局", "own_chain"),
    ],
)
def test_flags(text: str, head: str, tail: str, flag: str) -> None:
    found = scene(text)
    assert found.flags[pair(found, head, tail), FLAGS.index(flag)] == 1
    assert 0 in found.flags[:, FLAGS.index(flag)]


def test_names_that_hold_each_other() -> None:
    found = scene("云川市来了。临溪区教育局很忙。临溪区很大。区教育局说。")
    names = [name for _, name in found.things.keys]
    numbers = np.array([[names.index("临溪区教育局")] * 2, [names.index("临溪区"), names.index("云川市")]])
    rows = nesting_of(found.things, numbers[0], numbers[1])
    table = {name: rows[:, at].tolist() for at, name in enumerate(NESTING)}
    assert table["front"] == table["contained"] == [3, 0]
    assert table["longest_contained"] == [1, 0]
    assert table["level_word"] == [1, 1]
    assert table["of_level"] == [1, 0]


def test_an_article_that_names_one_thing_has_no_scene() -> None:
    mentions = mentions_of("青禾集团很大。青禾集团来了。", NAMES)
    reading, stated = read_rules(article_of("青禾集团很大。青禾集团来了。"), mentions)
    assert scene_of(reading, stated) is None


def rivals(found: Scene, relation: str, head: str, tail: str) -> dict[str, float]:
    naming = np.array([pair(found, head, tail)])
    (row,) = rivals_of(found, np.array([NUMBER_OF[relation]]), naming)
    return dict(zip(RIVALS, row.tolist(), strict=True))


def test_rivals_are_counted_by_what_the_relation_allows() -> None:
    found = scene("周一鸣来到，临溪区教育局、青禾集团建设云川河道整治项目，柳林街道支持。")
    told = rivals(found, "UNDERTAKES", "临溪区教育局", "云川河道整治项目")
    # neither the person nor 临溪区 in a longer name may undertake anything here
    assert (told["heads_before_head"], told["heads_between"], told["heads_after_head"]) == (0, 1, 2)
    assert (told["heads_in_sentence"], told["tails_in_sentence"]) == (3, 1)
    other = rivals(found, "UNDERTAKES", "柳林街道", "云川河道整治项目")
    assert (other["heads_before_head"], other["heads_after_head"]) == (2, 0)
    assert (other["heads_between"], other["tails_between"]) == (0, 0)


def test_rivals_of_other_sentences_are_not_counted_but_between_the_ends() -> None:
    found = scene("青禾集团很大。柳林街道建设云川河道整治项目。临溪区教育局支持。")
    told = rivals(found, "UNDERTAKES", "青禾集团", "云川河道整治项目")
    assert (told["heads_between"], told["heads_after_head"], told["heads_in_sentence"]) == (1, 0, 1)


def test_how_far_the_ends_stand_from_the_edges_of_their_clauses() -> None:
    told = rivals(
        scene("昨日，在青禾集团建设的云川河道整治项目很大。"), "UNDERTAKES", "青禾集团", "云川河道整治项目"
    )
    assert told["head_from_clause"] == pytest.approx(np.log1p(1))
    assert told["tail_from_clause"] == pytest.approx(np.log1p(8))
    assert told["tail_to_clause"] == pytest.approx(np.log1p(3))  # its mark included


def test_who_is_named_more_often_than_an_end() -> None:
    found = scene("青禾集团来到。青禾集团支持。柳林街道建设云川河道整治项目，青禾集团来到。")
    told = rivals(found, "UNDERTAKES", "柳林街道", "云川河道整治项目")
    assert told["head_share"] == pytest.approx(1 / 4)
    assert (told["head_rank"], told["tail_rank"], told["tail_share"]) == (1, 0, 1)
    assert told["first_apart"] < 0  # the head is named first
