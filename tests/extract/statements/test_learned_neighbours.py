"""What is said of other pairs, as columns for the second verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from marked_statements import article_of, mentions_of, words_of

from kg.extract.statements import read_rules
from kg.extract.statements.learned import neighbours
from kg.extract.statements.learned.evidence import Rows
from kg.extract.statements.learned.neighbours import ALONE, FAINT, NEIGHBOURS, again_of
from kg.extract.statements.learned.scene import Scene, scene_of
from kg.extract.statements.learned.spots import Floats
from kg.extract.statements.learned.vocabulary import RELATIONS

NAMED = {
    "云川市": "district",
    "临溪区": "district",
    "柳林街道": "office",
    "青禾集团": "company",
    "远山超市": "company",
    "陈望舒": "person",
    "邻里节": "initiative",
}
TEXT = "云川市临溪区柳林街道举办邻里节，青禾集团、远山超市参加，陈望舒到场。"
Verdict = tuple[str, str, str]  # relation, head, tail


def scene() -> Scene:
    mentions = sorted(mentions_of(TEXT, NAMED), key=lambda m: (m.start, -m.end))
    reading, stated = read_rules(article_of(TEXT), mentions, words_of(TEXT))
    found = scene_of(reading, stated)
    assert found is not None
    return found


def told(first: Mapping[Verdict, float]) -> dict[Verdict, dict[str, float]]:
    """The neighbours' columns of the pairs that first verdicts (0.01 if not given) leave to be judged."""
    one = scene()
    names = [name for _, name in one.things.keys]
    every = np.arange(len(one.pairs.head_thing), dtype=np.int32)
    rows, chances, verdicts = [], [], []
    for name in RELATIONS:
        ends = zip(one.pairs.head_thing.tolist(), one.pairs.tail_thing.tolist(), strict=True)
        of_pair = [(name, names[head], names[tail]) for head, tail in ends]
        verdicts.append(of_pair)
        rows.append(Rows(every, every, np.zeros((len(every), 0), np.float32)))
        chances.append(np.array([first.get(v, 0.01) for v in of_pair], np.float32))
    again = again_of(one, rows, chances)
    return {
        of_pair[number]: dict(zip(NEIGHBOURS, row.tolist(), strict=True))
        for of_pair, part in zip(verdicts, again, strict=True)
        for number, row in zip(part.row.tolist(), part.columns, strict=True)
    }


OWN = ("WITHIN", "柳林街道", "临溪区")
CITY = ("WITHIN", "柳林街道", "云川市")
ABOVE = ("WITHIN", "临溪区", "云川市")
GROUP = ("PARTICIPATES_IN", "青禾集团", "邻里节")
SHOP = ("PARTICIPATES_IN", "远山超市", "邻里节")
HOST = ("ORGANIZES", "柳林街道", "邻里节")
GUEST = ("PARTICIPATES_IN", "陈望舒", "邻里节")
POST = ("HOLDS_POST", "陈望舒", "青禾集团")


@pytest.mark.parametrize(
    ("first", "asked", "column", "value"),
    [
        ({OWN: 0.5}, OWN, "first", 0),
        ({OWN: 0.9, CITY: 0.3}, CITY, "best_other_tail", 0.9),
        ({OWN: 0.9, CITY: 0.3}, CITY, "better_tails", 1),
        ({OWN: 0.9, CITY: 0.3}, CITY, "sure_tails", 1),
        ({OWN: 0.9, CITY: 0.3}, OWN, "better_tails", 0),
        ({ABOVE: 0.8, CITY: 0.3}, CITY, "best_other_head", 0.8),
        ({OWN: 0.9, ABOVE: 0.8, CITY: 0.3}, CITY, "above_head", 0.72),
        ({GROUP: 0.9, SHOP: 0.3}, SHOP, "listed_with_head", 0.9),
        ({GROUP: 0.9, SHOP: 0.3}, SHOP, "heads_listed", 1),
        ({GROUP: 0.9, SHOP: 0.3}, SHOP, "like_head", 0.9),
        ({GROUP: 0.9, HOST: 0.3}, HOST, "listed_with_head", ALONE),
        ({GROUP: 0.9, GUEST: 0.3, POST: 0.5}, GUEST, "body_of_head", 0.45),
        ({GROUP: 0.3, GUEST: 0.8, POST: 0.5}, GROUP, "people_of_head", 0.4),
        ({HOST: 0.9, ("PARTICIPATES_IN", "柳林街道", "邻里节"): 0.3},
         ("PARTICIPATES_IN", "柳林街道", "邻里节"), "also_ORGANIZES", 0.9),
        ({HOST: 0.9, OWN: 0.3}, OWN, "head_ORGANIZES", 0.9),
        ({HOST: 0.9, GUEST: 0.3}, GUEST, "tail_ORGANIZES", 0.9),
        ({HOST: 0.9, GUEST: 0.3}, GUEST, "of_tail_ORGANIZES", 0),
        ({ABOVE: 0.9, OWN: 0.3}, OWN, "of_tail_WITHIN", 0.9),
    ],
)  # fmt: skip
def test_what_is_said_of_others_is_told(
    first: Mapping[Verdict, float], asked: Verdict, column: str, value: float
) -> None:
    assert told(first)[asked][column] == pytest.approx(value, abs=1e-5)


def test_pairs_are_told_the_same_in_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict.fromkeys([OWN, CITY, ABOVE, GROUP, SHOP, HOST, GUEST, POST], 0.7)
    whole = told(first)
    sizes = []
    worked = neighbours._of_strip

    def strip(*args: Any) -> list[Floats]:
        sizes.append(len(args[-1].heads))
        return worked(*args)

    monkeypatch.setattr(neighbours, "STRIP", 3)
    monkeypatch.setattr(neighbours, "_of_strip", strip)
    assert told(first) == whole
    assert sizes == [3, 3, 2]


def test_partners_are_partners_of_each_other() -> None:
    first = {("COOPERATES_WITH", "青禾集团", "远山超市"): 0.6, GROUP: 0.9, SHOP: 0.3}
    assert told(first)[SHOP]["partner_of_head"] == pytest.approx(0.54, abs=1e-5)


def test_faint_pairs_are_not_judged_again() -> None:
    assert told({OWN: 0.9, CITY: FAINT / 2}).keys() == {OWN}
    assert told({}) == {}
