"""Divisions that the gazetteer lacks: what the texts say of their parents, and what that settles."""

from __future__ import annotations

import pytest
from resolve_claims import article, entity_of

from kg.resolve import resolve
from kg.resolve.atlas import paths_told, printed_districts
from kg.resolve.facts import page_facts, unlisted

# What other pages print, a name on one page, a name on another: one thing?
CASES = [
    # A city printed in front settles a district for pages that print it alone.
    (["政:云川市临溪区审计局"], "区:云川市 区:临溪区", "区:临溪区", "临溪区", "临溪区", True),
    (
        ["政:云川市临溪区审计局"],
        "区:云川市 政:临溪区科技局",
        "区:临溪区 政:区科学技术局",
        "临溪区科技局",
        "区科学技术局",
        True,
    ),
    # Two cities printed in front leave it open.
    (
        ["政:云川市临溪区审计局", "政:明水市临溪区审计局"],
        "区:云川市 区:临溪区",
        "区:临溪区",
        "临溪区",
        "临溪区",
        False,
    ),
    (
        ["政:云川市临溪区审计局", "政:明水市临溪区审计局"],
        "区:云川市 区:临溪区",
        "区:明水市 区:临溪区",
        "临溪区",
        "临溪区",
        False,
    ),
    # Nothing printed, but the pages that name it agree on their city (or don't).
    (["区:云川市 区:临溪区"], "区:云川市 区:临溪区", "区:临溪区", "临溪区", "临溪区", True),
    (["区:明水市 区:临溪区"], "区:云川市 区:临溪区", "区:临溪区", "临溪区", "临溪区", False),
    # The city's short name is known from other pages.
    (
        ["区:云川市", "区:云川市"],
        "区:云川市 区:云川高新区",
        "区:云川高新区",
        "云川高新区",
        "云川高新区",
        True,
    ),
    # Offices: printed with one district of the city.
    (
        ["区:云川市 街:临溪区柳林街道"],
        "区:云川市 街:临溪区柳林街道",
        "区:云川市 街:柳林街道",
        "临溪区柳林街道",
        "柳林街道",
        True,
    ),
    (
        ["区:云川市 街:临溪区柳林街道 街:南屏区柳林街道"],
        "区:云川市 街:临溪区柳林街道",
        "区:云川市 街:柳林街道",
        "临溪区柳林街道",
        "柳林街道",
        False,
    ),
    (
        ["区:明水市 街:南屏区柳林街道"],
        "区:明水市 街:南屏区柳林街道",
        "区:云川市 街:柳林街道",
        "南屏区柳林街道",
        "柳林街道",
        False,
    ),
    # The town of a page on another county is that county's, wherever else its name is printed.
    (
        ["区:云川市 街:清禾县城关镇"],
        "区:云川市 街:清禾县城关镇",
        "区:云川市 区:白石县 政:白石县教育局 街:城关镇",
        "清禾县城关镇",
        "城关镇",
        False,
    ),
    # A misread name is the far more frequent one that it ends with.
    (
        ["区:云川市 区:清禾县"] * 3,
        "区:云川市 区:清禾县",
        "区:云川市 区:镇里同清禾县",
        "清禾县",
        "镇里同清禾县",
        True,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{row[3]}-{row[4]}-{n}" for n, row in enumerate(CASES)])
def test_pages_lean_on_what_others_print(case: tuple[list[str], str, str, str, str, bool]) -> None:
    others, first, second, a, b, same = case
    one, other = article("a.txt", first, number=1), article("b.txt", second, number=1)
    more = [article(f"m{n}.txt", names, number=1) for n, names in enumerate(others)]
    found = resolve([one, other, *more])
    assert (entity_of(found, one, a) == entity_of(found, other, b)) is same


def test_learning_keeps_both_parents() -> None:
    claims = [article("a.txt", "政:云川市临溪区审计局"), article("b.txt", "政:明水市临溪区审计局")]
    told = [paths_told(page_facts(claim.article.source, [claim]), {}) for claim in claims]
    paths = printed_districts({}, told).districts["临溪区"]
    assert {path[0].key for path in paths} == {"云川", "明水"}


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("临溪区", True),
        ("清禾县", True),
        ("金水区", False),
        ("社区", False),
        ("经开区", False),
        ("柳林", False),
    ],
)
def test_unlisted(name: str, is_one: bool) -> None:
    assert unlisted(name) is is_one


def test_a_district_keeps_its_id_when_its_city_is_settled() -> None:
    page = article("b.txt", "区:临溪区 街:临溪区柳林街道 政:临溪区科技局")
    before = resolve([page])
    after = resolve([page, article("a.txt", "政:云川市临溪区审计局")])
    for name in ("临溪区", "临溪区柳林街道", "临溪区科技局"):
        assert entity_of(before, page, name).id == entity_of(after, page, name).id


def test_two_districts_of_one_name_have_two_ids() -> None:
    one, other = article("a.txt", "区:云川市临溪区"), article("b.txt", "区:明水市临溪区")
    found = resolve([one, other])
    assert entity_of(found, one, "云川市临溪区").id != entity_of(found, other, "明水市临溪区").id


NAMES = [
    ("区:云川市 政:云川高新区管委会 政:高新区招商局", "高新区招商局", "云川高新区招商局"),
    ("区:云川市 区:临溪区 街:临溪区柳林街道办事处", "临溪区柳林街道办事处", "临溪区柳林街道办事处"),
    ("区:云川市 区:临溪区 街:柳林街道", "柳林街道", "临溪区柳林街道"),
    ("区:云川市 街:云川市临溪区柳林街道", "云川市临溪区柳林街道", "临溪区柳林街道"),
    ("区:云川市 区:岭东省", "岭东省", "岭东省"),
    ("区:云川市 媒:人民日报 媒:晨光网", "晨光网", "晨光网"),
]


@pytest.mark.parametrize(("names", "printed", "full"), NAMES, ids=[row[1] for row in NAMES])
def test_full_names(names: str, printed: str, full: str) -> None:
    page = article("a.txt", names)
    assert entity_of(resolve([page]), page, printed).name == full


def test_labels() -> None:
    page = article("a.txt", "区:云川市 区:岭东省 企:瑞禾食品集团有限公司临溪分公司 企:瑞禾食品集团有限公司")
    found = resolve([page])
    assert entity_of(found, page, "岭东省").label == "岭东省"
    assert entity_of(found, page, "瑞禾食品集团有限公司临溪分公司").label == "瑞禾食品集团有限公司临溪分公司"
    assert entity_of(found, page, "瑞禾食品集团有限公司").label == "瑞禾食品"
