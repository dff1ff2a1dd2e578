"""Names that may be one thing's meet; most others don't."""

from __future__ import annotations

import pytest

from kg.naming.regions import Region, Step
from kg.resolve.atoms import AtomKey
from kg.resolve.blocking import FULL, HALF, SHORT, keys_of

CITY: Region = (Step(2, "云川"),)
DISTRICT: Region = (*CITY, Step(3, "临溪区"))


def _meet(one: AtomKey, other: AtomKey) -> bool:
    opposite = {SHORT: FULL, FULL: SHORT, HALF: HALF}
    theirs = keys_of(other)
    return any((key, opposite[role]) in theirs for key, role in keys_of(one))


def _key(
    core: str, region: Region = CITY, type_: str = "Organization", exact: bool = False, local: str = ""
) -> AtomKey:
    return AtomKey(type_, core, region, exact, local)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (_key("投发"), _key("投资发展"), True),
        (_key("投发"), _key("投资发展", DISTRICT, exact=True, local="placed"), True),
        (_key("投发"), _key("投资发展", DISTRICT, exact=True), False),
        (_key("瑞禾"), _key("瑞禾食品科技"), True),
        (_key("瑞禾"), _key("启光食品科技"), False),
        (_key("瑞禾"), _key("瑞禾食品科技", (Step(2, "明水"),)), False),
        (_key("瑞禾", (Step(1, "河北"), Step(2, "云川"))), _key("瑞禾食品", (Step(1, "河北"),)), True),
        (_key("望湖东片区改造"), _key("望湖西片区改造"), True),  # they meet, and are told apart
        (_key("王伟", type_="Person"), _key("王伟", type_="Person"), False),
        (_key("国务院", (Step(0, "中国"),)), _key("国务院办公厅", (Step(0, "中国"),)), False),
    ],
)
def test_meeting(one: AtomKey, other: AtomKey, meet: bool) -> None:
    assert _meet(one, other) is meet
    assert _meet(other, one) is meet
