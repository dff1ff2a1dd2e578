"""Which division a node of the graph is: read below the region that its pages settle."""

from __future__ import annotations

import pytest
from resolve_claims import article, entity_of

from kg.resolve import resolve

CASES = [
    # names on one page, a name among them, its code
    ("区:郑州市 区:二七区 街:大学路街道", "大学路街道", "410103007"),
    ("区:郑州市 区:二七区 街:大学路街道", "二七区", "410103"),
    ("区:郑州市 区:二七区 街:大学路街道", "郑州市", "4101"),
    ("区:郑州市 政:二七区教育局 村:罗沟村", "罗沟村", "410103015201"),
    # A county without its title is one where it lies in the city that the page is about,
    ("区:宁波市 政:宁波市教育局 区:余姚", "余姚", "330281"),
    # and not where the word may be anything.
    ("区:郑州市 政:郑州市教育局 区:亚东", "亚东", ""),
    ("区:云川市 政:云川市教育局 区:余姚", "余姚", ""),
    ("区:上海市 政:上海市教育局 区:长宁", "长宁", ""),  # 长宁区, but read as 长宁县 of another province
    # Invented places have no code, nor have real names in them.
    ("区:云川市 区:云川市临溪区 街:大学路街道", "大学路街道", ""),
    ("区:云川市 区:云川市临溪区", "云川市", ""),
    ("区:云川市 区:河南省", "河南省", "41"),
]


@pytest.mark.parametrize(("names", "name", "code"), CASES)
def test_codes(names: str, name: str, code: str) -> None:
    claim = article("甲版", names)
    assert entity_of(resolve([claim]), claim, name).division_code == code


def test_the_path_is_official() -> None:
    claim = article("甲版", "区:郑州市 区:管城区")
    found = entity_of(resolve([claim]), claim, "管城区")
    assert found.division_path == "河南省/郑州市/管城回族区"
