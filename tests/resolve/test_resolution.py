from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve_claims import article, entity_of

from kg.resolve import resolve

# Each row: the names of two articles of one page on 云川市, a name of the first, a name of the second.
HOME = "区:云川市 "
ONE = [
    ("政:临溪区科技局 区:临溪区", "政:区科技局 区:临溪区", "临溪区科技局", "区科技局"),
    ("政:临溪区科技局", "政:临溪区科学技术局", "临溪区科技局", "临溪区科学技术局"),
    ("政:云川市发展和改革委员会", "政:市发改委", "云川市发展和改革委员会", "市发改委"),
    ("政:云川市人力资源和社会保障局", "政:云川市人社局", "云川市人力资源和社会保障局", "云川市人社局"),
    ("政:云川市文化旅游体育局", "政:云川市文旅体局", "云川市文化旅游体育局", "云川市文旅体局"),
    ("政:云川市市场监督管理局", "政:市市场监管局", "云川市市场监督管理局", "市市场监管局"),
    ("党:中共云川市委员会", "党:市委", "中共云川市委员会", "市委"),
    ("党:中共云川市委宣传部", "党:市委宣传部", "中共云川市委宣传部", "市委宣传部"),
    ("党:共青团云川市委", "党:团市委", "共青团云川市委", "团市委"),
    ("政:云川市人民政府", "政:市政府", "云川市人民政府", "市政府"),
    ("政:中国人民政治协商会议云川市委员会", "政:市政协", "中国人民政治协商会议云川市委员会", "市政协"),
    ("街:临溪区柳林街道 区:临溪区", "街:柳林办事处 区:临溪区", "临溪区柳林街道", "柳林办事处"),
    ("街:柳林街道办事处 区:临溪区", "街:临溪区柳林街道 区:临溪区", "柳林街道办事处", "临溪区柳林街道"),
    ("党:柳林街道党工委 区:临溪区", "党:柳林办事处党委 区:临溪区", "柳林街道党工委", "柳林办事处党委"),
    ("村:柳林街道北渡社区 区:临溪区", "村:北渡社区党总支 区:临溪区", "柳林街道北渡社区", "北渡社区党总支"),
    ("区:云川市", "区:云川", "云川市", "云川"),
    ("区:云川经开区", "区:经开区", "云川经开区", "经开区"),
    ("区:云川经济技术开发区", "区:云川市经开区", "云川经济技术开发区", "云川市经开区"),
    ("党:云川经开区党工委 区:云川经开区", "党:区党工委 区:经开区", "云川经开区党工委", "区党工委"),
    ("政:云川经开区管委会", "政:管委会 区:云川经开区", "云川经开区管委会", "管委会"),
    ("企:云川瑞禾食品有限公司", "企:瑞禾食品", "云川瑞禾食品有限公司", "瑞禾食品"),
    ("企:瑞禾食品股份有限公司", "企:瑞禾食品", "瑞禾食品股份有限公司", "瑞禾食品"),
    ("企:云川瑞禾实业", "企:瑞禾", "云川瑞禾实业", "瑞禾"),
    ("企:云川经开区投资发展有限公司", "企:经开区投发公司", "云川经开区投资发展有限公司", "经开区投发公司"),
    ("校:云川市第六中学", "校:云川六中", "云川市第六中学", "云川六中"),
    ("活:“四送一帮”活动", "活:四送一帮", "“四送一帮”活动", "四送一帮"),
    (
        "活:临溪区“四送一帮”活动 区:临溪区",
        "活:“四送一帮”工作 区:南屏区",
        "临溪区“四送一帮”活动",
        "“四送一帮”工作",
    ),
    ("项:云川智慧物流港项目", "项:云川智慧物流港", "云川智慧物流港项目", "云川智慧物流港"),
    ("项:望湖生态水厂改造工程", "项:望湖生态水厂改造项目", "望湖生态水厂改造工程", "望湖生态水厂改造项目"),
    ("政:云川市住房保障和房屋管理局", "政:云川市房管局", "云川市住房保障和房屋管理局", "云川市房管局"),
    ("政:云川市住房和城乡建设局", "政:云川市住建局", "云川市住房和城乡建设局", "云川市住建局"),
    ("企:云川城市建设投资集团有限公司", "企:云川城投集团", "云川城市建设投资集团有限公司", "云川城投集团"),
    ("企:云川瑞禾物业服务有限公司", "企:瑞禾物业", "云川瑞禾物业服务有限公司", "瑞禾物业"),
    ("活:2023年云川市茶业大会", "活:云川市茶业大会", "2023年云川市茶业大会", "云川市茶业大会"),
]
APART = [
    ("政:云川市第一人民医院", "政:云川市第二人民医院", "云川市第一人民医院", "云川市第二人民医院"),
    ("党:云川市委组织部", "党:云川市委宣传部", "云川市委组织部", "云川市委宣传部"),
    ("党:临溪区委", "党:临溪区委组织部", "临溪区委", "临溪区委组织部"),
    ("党:临溪区委", "党:南屏区委", "临溪区委", "南屏区委"),
    ("政:临溪区科技局", "政:南屏区科技局", "临溪区科技局", "南屏区科技局"),
    ("政:云川市科技局", "政:临溪区科技局", "云川市科技局", "临溪区科技局"),
    ("政:云川市政府", "党:云川市委", "云川市政府", "云川市委"),
    ("街:临溪区柳林街道", "党:临溪区柳林街道党工委", "临溪区柳林街道", "临溪区柳林街道党工委"),
    ("街:临溪区柳林街道", "街:南屏区柳林街道", "临溪区柳林街道", "南屏区柳林街道"),
    ("街:临溪区柳林街道", "街:临溪区柳林镇", "临溪区柳林街道", "临溪区柳林镇"),
    ("政:区政府 区:临溪区", "政:区政府 区:南屏区", "区政府", "区政府"),
    (
        "企:云川瑞禾食品有限公司",
        "企:云川瑞禾食品有限公司临溪分公司",
        "云川瑞禾食品有限公司",
        "云川瑞禾食品有限公司临溪分公司",
    ),
    ("企:云川农商银行", "企:云川农商银行临溪支行", "云川农商银行", "云川农商银行临溪支行"),
    ("企:瑞禾证券", "企:瑞禾发展", "瑞禾证券", "瑞禾发展"),
    ("企:云川瑞禾集团", "企:云川瑞禾二建", "云川瑞禾集团", "云川瑞禾二建"),
    ("会:云川市街舞协会", "会:临溪区街舞协会", "云川市街舞协会", "临溪区街舞协会"),
    (
        "政:临溪区公安局交警一大队",
        "政:临溪区公安局交警二大队",
        "临溪区公安局交警一大队",
        "临溪区公安局交警二大队",
    ),
    ("校:云川市实验小学", "校:云川市实验中学", "云川市实验小学", "云川市实验中学"),
    ("校:云川市第一中学", "校:云川市第一高级中学", "云川市第一中学", "云川市第一高级中学"),
    ("项:智慧物流港一期项目", "项:智慧物流港二期项目", "智慧物流港一期项目", "智慧物流港二期项目"),
    ("活:创业培训班 区:临溪区", "活:创业培训班 区:南屏区", "创业培训班", "创业培训班"),
    ("活:2023年云川市茶业大会", "活:2022年云川市茶业大会", "2023年云川市茶业大会", "2022年云川市茶业大会"),
    ("街:临溪区大河镇", "街:临溪区大河镇人民政府", "临溪区大河镇", "临溪区大河镇人民政府"),
    ("活:第三期银领讲习班", "活:第四期银领讲习班", "第三期银领讲习班", "第四期银领讲习班"),
    ("人:李伟", "人:李伟民", "李伟", "李伟民"),
    (
        "村:柳林街道北渡社区 区:临溪区",
        "村:河湾街道北渡社区 区:临溪区",
        "柳林街道北渡社区",
        "河湾街道北渡社区",
    ),
    ("项:云川文化中心", "校:云川文化中心", "云川文化中心", "云川文化中心"),
]


def _pair(first: str, second: str, a: str, b: str) -> bool:
    one, other = article("p1.txt", HOME + first, number=1), article("p1.txt", HOME + second, number=2)
    found = resolve([one, other])
    return entity_of(found, one, a) == entity_of(found, other, b)


@pytest.mark.parametrize(("first", "second", "a", "b"), ONE, ids=[f"{r[2]}={r[3]}" for r in ONE])
def test_one_thing_under_two_names(first: str, second: str, a: str, b: str) -> None:
    assert _pair(first, second, a, b)


@pytest.mark.parametrize(("first", "second", "a", "b"), APART, ids=[f"{r[2]}!={r[3]}" for r in APART])
def test_two_things_however_alike(first: str, second: str, a: str, b: str) -> None:
    assert not _pair(first, second, a, b)


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_daughter_of_a_firm_that_is_named_by_itself(elsewhere: bool) -> None:
    """瑞禾 may be short for 瑞禾物流有限公司; not where it is also printed alone."""
    page = article("a.txt", HOME + "企:瑞禾物流有限公司 企:瑞禾", number=1)
    other = article("a.txt", HOME + ("企:瑞禾" if elsewhere else "校:实验小学"), number=2)
    found = resolve([page, other])
    one = entity_of(found, page, "瑞禾物流有限公司") == entity_of(found, page, "瑞禾")
    assert one is not elsewhere


def test_same_names_in_two_towns_stay_two() -> None:
    names = "街:新华街道 党:市委 政:管委会 企:瑞禾 校:实验小学 址:人民公园 活:“四送一帮”活动"
    one, other = article("a.txt", "区:云川市 " + names), article("b.txt", "区:明水市 " + names)
    found = resolve([one, other])
    for mention in one.mentions[1:]:
        assert entity_of(found, one, mention.name) != entity_of(found, other, mention.name), mention.name


def test_pages_without_a_region_share_nothing_but_the_nation() -> None:
    names = "企:瑞禾 政:管委会 党:国务院 媒:中新网 活:《中华人民共和国民法典》"
    one, other = article("a.txt", names), article("b.txt", names.replace("中新网", "中国新闻网"))
    found = resolve([one, other])
    for name, same in [
        ("瑞禾", False),
        ("管委会", False),
        ("国务院", True),
        ("《中华人民共和国民法典》", True),
    ]:
        assert (entity_of(found, one, name) == entity_of(found, other, name)) is same, name
    assert entity_of(found, one, "中新网") == entity_of(found, other, "中国新闻网")


def test_full_region_and_alias_of_a_listed_city_are_one_across_pages() -> None:
    one = article("a.txt", "区:郑州市 区:经开区 党:区党工委")
    other = article("b.txt", "区:郑州经济技术开发区 党:郑州经开区党工委")
    found = resolve([one, other])
    assert entity_of(found, one, "经开区") == entity_of(found, other, "郑州经济技术开发区")
    body = entity_of(found, one, "区党工委")
    assert body == entity_of(found, other, "郑州经开区党工委")
    assert body.name == "郑州经开区党工委"


def test_an_ambiguous_district_is_never_guessed() -> None:
    one, other = article("a.txt", "区:鼓楼区"), article("b.txt", "区:鼓楼区 区:南京市")
    third = article("c.txt", "区:鼓楼区 区:开封市")
    found = resolve([one, other, third])
    ids = {entity_of(found, claim, "鼓楼区").id for claim in (one, other, third)}
    assert len(ids) == 3


def test_an_unclear_short_name_joins_neither() -> None:
    claim = article("a.txt", "区:云川市 企:瑞禾食品 企:瑞禾药业 企:瑞禾")
    found = resolve([claim])
    assert len({entity_of(found, claim, name).id for name in ("瑞禾食品", "瑞禾药业", "瑞禾")}) == 3


def test_a_short_name_does_not_travel_to_another_page_of_another_city() -> None:
    one = article("a.txt", "区:云川市 企:云川瑞禾实业有限公司")
    other = article("b.txt", "区:明水市 企:瑞禾")
    found = resolve([one, other])
    assert entity_of(found, one, "云川瑞禾实业有限公司") != entity_of(found, other, "瑞禾")


def test_a_level_word_takes_the_region_of_the_article() -> None:
    one = article("a.txt", "区:云川市 区:临溪区 政:区政府 政:市政府")
    found = resolve([one])
    assert entity_of(found, one, "区政府").name == "临溪区政府"
    assert entity_of(found, one, "市政府").name == "云川市政府"


def test_a_county_level_city_has_its_own_committee() -> None:
    one = article("a.txt", "区:余姚市 党:市委 政:余姚市经信局")
    found = resolve([one])
    assert entity_of(found, one, "市委").name == "余姚市委"


def test_a_bare_department_follows_what_it_is_said_to_be_part_of() -> None:
    one = article(
        "a.txt",
        "区:云川市 区:临溪区 区:南屏区 党:临溪区委 党:南屏区委 党:统战部 党:区委统战部",
        parts="统战部>临溪区委 区委统战部>南屏区委",
    )
    found = resolve([one])
    assert entity_of(found, one, "统战部").name == "临溪区委统战部" or (
        entity_of(found, one, "统战部").region == "临溪区"
    )
    assert entity_of(found, one, "统战部") != entity_of(found, one, "区委统战部")


POOL = [
    article(
        "p1.txt", "区:云川市 区:临溪区 党:区委 人:王伟 企:瑞禾 街:柳林街道", "王伟>区委", "陈小禾/记者", 1
    ),
    article(
        "p1.txt", "区:云川市 区:南屏区 党:南屏区委 人:王伟 企:云川瑞禾实业", "王伟>南屏区委", "陈小禾/记者", 2
    ),
    article("p1.txt", "区:云川市 人:王伟 党:市委 活:“四送一帮”活动 项:一期项目", "", "陈小禾/通讯员", 3),
    article("p2.txt", "区:明水市 人:王伟 街:柳林办事处 企:瑞禾食品 企:瑞禾药业", "", "陈小禾/记者", 1),
    article("p2.txt", "区:明水市 区:郑州 党:临溪区委组织部 活:四送一帮", "", "", 2),
    article("p3.txt", "区:鼓楼区 街:新华街道 人:王伟 党:国务院 媒:中新网", "", "陈小禾/编辑", 1),
]


@settings(max_examples=60, deadline=None)
@given(st.permutations(POOL), st.integers(0, len(POOL)))
def test_order_never_matters(claims: list, size: int) -> None:
    part = claims[:size]
    assert resolve(part) == resolve(sorted(part, key=lambda claim: claim.article.id))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_each_mention_is_in_one_entity_and_ids_differ(seed: int) -> None:
    rng = random.Random(seed)
    claims = rng.sample(POOL, rng.randint(1, len(POOL)))
    found = resolve(claims).entities
    refs = [ref for entity in found for ref in entity.mentions]
    assert len(refs) == len(set(refs)) == sum(len(claim.mentions) for claim in claims)
    assert [entity.id for entity in found] == sorted({entity.id for entity in found})
    for entity in found:
        assert entity.name
        assert entity.label
        assert entity.name not in entity.aliases
        assert list(entity.aliases) == sorted(set(entity.aliases))


def test_the_id_of_a_thing_does_not_move_when_articles_are_added() -> None:
    before = entity_of(resolve(POOL[:1]), POOL[0], "柳林街道")
    after = entity_of(resolve(POOL), POOL[0], "柳林街道")
    assert before.id == after.id


def test_anaphors_give_no_alias() -> None:
    claim = article("a.txt", "区:云川市 街:柳林街道")
    mention = claim.mentions[1]
    claim = replace(claim, mentions=(*claim.mentions, replace(mention, text="该街道", anaphor=True)))
    found = entity_of(resolve([claim]), claim, "柳林街道")
    assert "该街道" not in found.aliases
    assert len(found.mentions) == 2


@pytest.mark.parametrize("form", ["街道", "街道办事处", "管委会", "专班", "社区", "教育局", "第二人民医院"])
def test_kind_words_are_no_alias(form: str) -> None:
    claim = article("a.txt", "区:云川市 街:柳林街道")
    mention = replace(claim.mentions[1], text=form)
    claim = replace(claim, mentions=(*claim.mentions, mention, replace(mention, text="柳林办")))
    assert entity_of(resolve([claim]), claim, "柳林街道").aliases == ("柳林办",)


def test_a_form_in_quotation_marks_is_no_alias_beside_the_form() -> None:
    claim = article("a.txt", "区:云川市 街:柳林街道")
    mention = claim.mentions[1]
    forms = [replace(mention, text=text) for text in ("柳林办", "“柳林办”", "“柳林”")]
    claim = replace(claim, mentions=(*claim.mentions, *forms))
    assert entity_of(resolve([claim]), claim, "柳林街道").aliases == ("“柳林”", "柳林办")


def test_an_initiative_is_named_with_the_marks_that_are_printed() -> None:
    claim = article("a.txt", "区:云川市 活:四送一帮活动")
    mention = claim.mentions[1]
    claim = replace(claim, mentions=(*claim.mentions, replace(mention, text="“四送一帮”活动")))
    found = entity_of(resolve([claim]), claim, "四送一帮活动")
    assert (found.name, found.label, found.aliases) == ("“四送一帮”活动", "四送一帮活动", ("四送一帮活动",))


def test_a_full_legal_name_in_two_cities() -> None:
    one = article("a.txt", "区:云川市 企:远帆海洋装备有限公司")
    names_it = article("b.txt", "区:明水市 区:明水市 政:明水市政府 区:云川市 企:远帆海洋装备有限公司")
    found = resolve([one, names_it])
    assert entity_of(found, one, "远帆海洋装备有限公司") == entity_of(found, names_it, "远帆海洋装备有限公司")
    other = article("b.txt", "区:明水市 企:远帆海洋装备有限公司")
    found = resolve([one, other])
    assert entity_of(found, one, "远帆海洋装备有限公司") != entity_of(found, other, "远帆海洋装备有限公司")


def test_nothing_gives_nothing() -> None:
    assert resolve([]).entities == ()


def test_a_town_has_the_county_that_its_article_says_it_is_part_of() -> None:
    claim = article(
        "甲版",
        "区:菏泽市 区:定陶区 政:定陶区教育局 政:定陶区财政局 区:平阴县 街:孔村镇 街:半堤镇",
        parts="孔村镇>平阴县 半堤镇>定陶区",
    )
    found = resolve([claim])
    assert entity_of(found, claim, "孔村镇").name == "平阴县孔村镇"
    assert entity_of(found, claim, "半堤镇").name == "定陶区半堤镇"


def test_an_invented_town_has_the_invented_county_that_its_article_says_it_is_part_of() -> None:
    claim = article("甲版", "区:云川市 区:临溪区 政:临溪区教育局 区:清禾县 街:石鼓镇", parts="石鼓镇>清禾县")
    assert entity_of(resolve([claim]), claim, "石鼓镇").name == "清禾县石鼓镇"


def test_what_is_only_guessed_from_the_home_is_weaker_than_what_another_page_prints() -> None:
    other = article("甲版", "区:云川市 区:云川市北屏区 街:北屏区七里桥街道")
    names = "区:云川市 区:临溪区 区:北屏区 政:临溪区教育局 政:临溪区财政局 街:七里桥街道"
    claim = article("乙版", names, parts="七里桥街道>临溪区")
    guessed = replace(claim, statements=(replace(claim.statements[0], rule="structure.office_of_home"),))
    assert entity_of(resolve([other, claim]), claim, "七里桥街道").name == "临溪区七里桥街道"
    assert entity_of(resolve([other, guessed]), guessed, "七里桥街道").name == "北屏区七里桥街道"


def test_a_town_with_its_countys_name_keeps_it() -> None:
    claim = article("甲版", "区:桂林市 区:阳朔县 街:阳朔镇 政:阳朔县教育局")
    assert entity_of(resolve([claim]), claim, "阳朔镇").name == "阳朔县阳朔镇"
