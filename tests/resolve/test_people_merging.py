from __future__ import annotations

from dataclasses import replace

import pytest
from resolve_claims import article, entity_of

from kg.model import Extraction, Statement
from kg.resolve import resolve


def _same(one: Extraction, other: Extraction, name: str, *more: Extraction) -> bool:
    found = resolve([one, other, *more])
    return entity_of(found, one, name) == entity_of(found, other, name)


POST = "区:临溪区 政:临溪区教育局 政:临溪区水利局 党:临溪区委 政:临溪区政府 人:王伟"
# source, home, body of the first; of the second; one person?
CASES = [
    ("a.txt", "云川市", "临溪区教育局", "b.txt", "云川市", "临溪区教育局", True),
    ("a.txt", "云川市", "临溪区委", "b.txt", "云川市", "临溪区政府", True),
    ("a.txt", "云川市", "临溪区教育局", "a.txt", "云川市", "临溪区水利局", False),
    ("a.txt", "云川市", "临溪区教育局", "b.txt", "云川市", "临溪区水利局", False),
    ("a.txt", "云川市", "临溪区教育局", "b.txt", "明水市", "临溪区教育局", False),
]


@pytest.mark.parametrize("case", CASES)
def test_posts_tell_people_apart(case: tuple[str, str, str, str, str, str, bool]) -> None:
    source, home, body, source2, home2, body2, same = case
    one = article(source, f"区:{home} {POST}", f"王伟>{body}", number=1)
    other = article(source2, f"区:{home2} {POST}", f"王伟>{body2}", number=2)
    assert _same(one, other, "王伟") is same


def test_without_a_post_one_page_and_one_district_is_enough() -> None:
    names = "区:云川市 区:临溪区 人:宁小舟"
    assert _same(article("a.txt", names, number=1), article("a.txt", names, number=2), "宁小舟")


def test_without_a_post_two_districts_of_one_page_are_not_enough() -> None:
    one = article("a.txt", "区:云川市 区:临溪区 人:宁小舟", number=1)
    other = article("a.txt", "区:云川市 区:南屏区 人:宁小舟", number=2)
    assert not _same(one, other, "宁小舟")


def test_company_kept_joins_pages_of_one_city() -> None:
    names = "区:云川市 人:宁小舟 人:顾北"
    assert _same(article("a.txt", names), article("b.txt", names), "宁小舟")
    assert not _same(article("a.txt", names), article("b.txt", "区:云川市 人:宁小舟 人:唐远"), "宁小舟")


def test_a_bare_name_between_two_posts_joins_neither() -> None:
    one = article("a.txt", "区:云川市 区:临溪区 政:临溪区教育局 人:王伟", "王伟>临溪区教育局", number=1)
    other = article("a.txt", "区:云川市 区:临溪区 政:临溪区水利局 人:王伟", "王伟>临溪区水利局", number=2)
    bare = article("a.txt", "区:云川市 区:临溪区 人:王伟", number=3)
    found = resolve([one, other, bare])
    assert len({entity_of(found, claim, "王伟").id for claim in (one, other, bare)}) == 3


REPORTERS = [
    ("a.txt", "云川市", "记者", "a.txt", "云川市", "记者", True),
    ("a.txt", "云川市", "记者", "b.txt", "云川市", "通讯员", True),
    ("a.txt", "云川市", "记者", "b.txt", "明水市", "记者", False),
    ("a.txt", "云川市", "编辑", "b.txt", "明水市", "编辑", True),
]


@pytest.mark.parametrize("case", REPORTERS)
def test_reporters(case: tuple[str, str, str, str, str, str, bool]) -> None:
    source, home, role, source2, home2, role2, same = case
    one = article(source, f"区:{home} 人:葛小禾", credits=f"葛小禾/{role}", number=1)
    other = article(source2, f"区:{home2} 人:葛小禾", credits=f"葛小禾/{role2}", number=2)
    assert _same(one, other, "葛小禾") is same


def test_a_frequent_name_at_two_desks_is_two_editors() -> None:
    one = article("a.txt", "区:云川市 人:王伟", credits="王伟/编辑")
    other = article("b.txt", "区:明水市 人:王伟", credits="王伟/编辑")
    assert not _same(one, other, "王伟")


def test_one_paper_joins_its_reporters_wherever_they_write_from() -> None:
    one = article("a.txt", "区:云川市 人:王伟", credits="王伟/记者", publisher="云川晚报")
    other = article("b.txt", "区:明水市 人:王伟", credits="王伟/记者", publisher="云川晚报")
    assert _same(one, other, "王伟")


def test_a_reporter_is_not_the_official_of_his_name() -> None:
    one = article("a.txt", "区:云川市 党:市委 人:王伟", "王伟>市委", number=1)
    other = article("a.txt", "区:云川市 人:王伟", credits="王伟/记者", number=2)
    assert not _same(one, other, "王伟")


def test_records_of_one_file_are_no_page() -> None:
    """Each record is the first article of its own page: the file they stand in says nothing."""
    names = "区:云川市 区:临溪区 人:宁小舟"
    record = article("a.jsonl", names, number=1)
    other = article("a.jsonl", names.replace("云川", "明水").replace("临溪", "南屏"), number=1)
    other = replace(other, article=replace(other.article, id="a.jsonl-other"))
    found = resolve([record, other])
    assert entity_of(found, record, "宁小舟") != entity_of(found, other, "宁小舟")
    bare = [article("b.jsonl", "企:瑞禾 政:管委会", number=1) for _ in range(2)]
    bare[1] = replace(bare[1], article=replace(bare[1].article, id="b.jsonl-other"))
    assert len(resolve(bare).entities) == 4


# Names, bodies where the two hold posts, homes, on two pages; one person?
MOVED = [
    (
        "宁小舟",
        "临溪区",
        "临溪区教育局",
        "临溪区",
        "临溪区水利局",
        True,
    ),  # a rare name changes posts in its district
    ("宁小舟", "临溪区", "临溪区教育局", "南屏区", "南屏区水利局", False),
    ("王伟", "临溪区", "柳林街道党工委", "临溪区", "临溪区政府", False),
    ("王小舟", "临溪区", "柳林街道党工委", "临溪区", "临溪区政府", True),  # up from a post under it
    ("王小舟", "临溪区", "临溪区教育局", "临溪区", "临溪区水利局", False),
]


@pytest.mark.parametrize("case", MOVED, ids=[f"{row[0]}-{row[2]}-{row[4]}" for row in MOVED])
def test_posts_over_time(case: tuple[str, str, str, str, str, bool]) -> None:
    name, home, body, home2, body2, same = case
    kinds = "区:{home} 政:{body} 党:{home}委 人:{name}"
    one = article("a.txt", "区:云川市 " + kinds.format(home=home, body=body, name=name), f"{name}>{body}")
    other = article(
        "b.txt", "区:云川市 " + kinds.format(home=home2, body=body2, name=name), f"{name}>{body2}"
    )
    assert _same(one, other, name) is same


def test_a_rare_name_without_byline_is_the_reporter_of_the_city() -> None:
    credited = article("a.txt", "区:云川市 人:宁小舟", credits="宁小舟/记者")
    bare = article("b.txt", "区:云川市 人:宁小舟")
    elsewhere = article("c.txt", "区:明水市 人:宁小舟")
    assert _same(credited, bare, "宁小舟")
    assert not _same(credited, elsewhere, "宁小舟")
    official = article("d.txt", "区:云川市 党:市委 人:宁小舟", "宁小舟>市委")
    assert not _same(credited, official, "宁小舟")


def test_a_person_known_by_address_only_is_another_in_every_article() -> None:
    names = "区:云川市 区:临溪区 人:宁女士"
    assert not _same(article("a.txt", names, number=1), article("a.txt", names, number=2), "宁女士")


def test_a_reporter_and_an_official_of_one_name_in_one_article_are_two() -> None:
    claim = article("a.txt", "区:云川市 政:临溪区教育局 人:刘明", credits="刘明/记者")
    byline = len(claim.mentions) - 1
    official = replace(claim.mentions[byline], start=90, end=92)
    statements = (
        Statement("REPORTED", byline, None, 0, 0, "", "test", attributes={"role": "记者"}),
        Statement("HOLDS_POST", byline + 1, byline - 1, 0, 0, "", "test"),
    )
    claim = replace(claim, mentions=(*claim.mentions, official), statements=statements)
    found = [entity for entity in resolve([claim]).entities if entity.name == "刘明"]
    assert sorted(ref.index for entity in found for ref in entity.mentions) == [byline, byline + 1]
    assert len({entity.id for entity in found}) == 2
