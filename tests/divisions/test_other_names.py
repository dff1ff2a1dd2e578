from __future__ import annotations

from kg.divisions import gazetteer, path_of
from kg.divisions.other_names import former_names, short_names, zones


def test_zones_lie_somewhere_and_their_codes_are_theirs() -> None:
    every = {zone for own in zones().values() for zone in own}
    assert len(every) > 150
    for zone in every:
        assert all(path_of(area) for area in zone.areas), zone
        assert not zone.code or path_of(zone.code), zone
        if zone.code[4:5] == "7" and len(zone.code) == 6:
            division = gazetteer().by_code(zone.code)
            assert division is not None
            assert division.name == zone.name


def test_no_two_zones_of_a_city_share_a_name() -> None:
    for form, own in zones().items():
        cities = [zone.areas[0][:4] for zone in own]
        assert len(set(cities)) == len(cities), form


def test_former_names_are_of_another_time_and_lead_to_divisions() -> None:
    assert sum(map(len, former_names().values())) > 150
    for name, rows in former_names().items():
        for row in rows:
            assert 2000 <= row.year <= 2023
            assert all(map(path_of, row.codes)), row
            up = gazetteer().by_code(row.parent)
            assert up is not None
            still_there = [d for d in gazetteer().find(name, row.parent) if d.name == name]
            assert not still_there, row


def test_short_names_are_of_divisions() -> None:
    names = {division.name for division in gazetteer().divisions.values()}
    assert short_names().keys() <= names
