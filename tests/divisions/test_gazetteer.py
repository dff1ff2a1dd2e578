from __future__ import annotations

import pytest

from kg.divisions import core_name, gazetteer, title_alias, zone_kind

FOUND = [
    ("广东", "", ["44"]),
    ("郑州", "", ["4101"]),
    ("郑州市", "", ["4101"]),
    ("内蒙古", "", ["15"]),
    ("恩施州", "", ["4228"]),
    ("管城区", "", ["410104"]),
    ("航空港区", "4101", ["410173"]),
    ("郑州经开区", "", ["410171"]),
    ("经开区", "4101", ["410171"]),
    ("鼓楼区", "", ["320106", "320302", "350102", "410204"]),
    ("鼓楼区", "3201", ["320106"]),
    ("吉林", "", ["22", "2202"]),
    ("云川市", "", []),
    ("东城区", "11", ["110101"]),
]


@pytest.mark.parametrize(("name", "within", "codes"), FOUND)
def test_find(name: str, within: str, codes: list[str]) -> None:
    assert [division.code for division in gazetteer().find(name, within)] == codes


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("410105", ["河南省", "郑州市", "金水区"]),
        ("110101", ["北京市", "东城区"]),
        ("419001", ["河南省", "济源市"]),
    ],
)
def test_chain(code: str, names: list[str]) -> None:
    table = gazetteer()
    division = table.by_code(code)
    assert division is not None
    assert [up.name for up in table.chain(division)] == names


def test_every_division_has_its_parent_and_is_found_by_its_name() -> None:
    table = gazetteer()
    assert len(table.divisions) > 3300
    for division in table.divisions.values():
        assert bool(division.parent) == (division.level > 1)
        assert division in table.find(division.name)


@pytest.mark.parametrize(
    ("name", "core", "title"),
    [
        ("管城回族区", "管城", "管城区"),
        ("恩施土家族苗族自治州", "恩施", "恩施州"),
        ("淇县", "淇县", "淇县"),
        ("新疆维吾尔自治区", "新疆", "新疆区"),
        ("云川市", "云川", "云川市"),
    ],
)
def test_short_names(name: str, core: str, title: str) -> None:
    assert core_name(name) == core
    assert title_alias(name) == title


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青岛国家高新技术产业开发区", ("青岛", "高新区")),
        ("经济技术开发区", ("", "经开区")),
        ("临溪区", None),
    ],
)
def test_zone_kind(name: str, kind: tuple[str, str] | None) -> None:
    assert zone_kind(name) == kind
