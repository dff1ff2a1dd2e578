"""What is named in a sentence: invented towns, the genre's own ways of naming."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import Reader, extract, extract_pages
from kg.extract.repeats import with_repeats
from kg.model import Article, Credit, Mention
from tests.extract.conftest import Read, kinds, named, of_type

FOUND = [
    # people
    (
        "临溪区科技局局长周敏到企业走访。",
        [("周敏", "Person"), ("临溪区科技局", "GovernmentBody"), ("临溪区", "District")],
    ),
    (
        "副主席王建国、李秀英、赵磊出席会议。",
        [("王建国", "Person"), ("李秀英", "Person"), ("赵磊", "Person")],
    ),
    ("村民阿布都·热合曼领到了补贴。", [("阿布都·热合曼", "Person")]),
    # chains of divisions and bodies, each step a thing of its own
    (
        "岭东省云川市临溪区柳林镇东山村的果园丰收了。",
        [
            ("岭东省", "District"),
            ("云川市", "District"),
            ("临溪区", "District"),
            ("柳林镇", "Office"),
            ("东山村", "Community"),
        ],
    ),
    (
        "临溪区柳林街道梧桐社区举办讲座。",
        [("临溪区", "District"), ("柳林街道", "Office"), ("梧桐社区", "Community")],
    ),
    (
        "临溪区委组织部部长陈刚讲话。",
        [("临溪区委组织部", "PartyBody"), ("临溪区委", "PartyBody"), ("临溪区", "District")],
    ),
    ("团云川市委书记林静参加。", [("团云川市委", "PartyBody"), ("林静", "Person")]),
    # bodies by their level
    (
        "北屏区召开会议，区教育局、区卫健委参加。",
        [("区教育局", "GovernmentBody"), ("区卫健委", "GovernmentBody")],
    ),
    # companies
    ("云川恒丰科技有限公司总经理吴刚介绍。", [("云川恒丰科技有限公司", "Company"), ("吴刚", "Person")]),
    ("中国银行、招商银行提供贷款。", [("中国银行", "Company"), ("招商银行", "Company")]),
    # institutions, societies, media
    (
        "云川市第一人民医院与云川大学签约。",
        [("云川市第一人民医院", "Institution"), ("云川大学", "Institution")],
    ),
    (
        "云川市志愿者协会到柳林小学慰问。",
        [("云川市志愿者协会", "SocialOrganization"), ("柳林小学", "Institution")],
    ),
    ("据《云川日报》报道，今年收成好。", [("《云川日报》", "Media")]),
    ("云川新闻网3月2日讯(记者李明)近日，天气转暖。", [("云川新闻网", "Media")]),
    # projects and sites
    ("云川智能制造产业园开工建设。", [("云川智能制造产业园", "Project")]),
    ("家住东风路166号院的居民很高兴。", [("东风路166号院", "Site")]),
    # initiatives
    ("会议部署“清风护苗”专项行动。", [("“清风护苗”专项行动", "Initiative"), ("清风护苗", "Initiative")]),
    ("该市印发《云川市河道管理条例》。", [("《云川市河道管理条例》", "Initiative")]),
    ("全市推行“三送一强”。", [("三送一强", "Initiative")]),
    ("区里举办第三届云川梨花文化节。", [("第三届云川梨花文化节", "Initiative")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[t for t, _ in FOUND])
def test_found(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    missing = set(expected) - kinds(read(text))
    assert not missing


NOT_FOUND = [
    ("各社区、相关部门和施工企业要加强管理。", "Organization"),
    ("全部干部都参加了义务劳动。", "Organization"),
    ("村民们在家门口就能看病。", "Person"),
    ("记者在现场看到，志愿者们正在清理垃圾。", "Person"),
    ("他读了《红楼梦》。", "Initiative"),
    ("美丽乡村人人爱。", "Organization"),
    ("我国经济平稳运行。", "Place"),
]


@pytest.mark.parametrize(("text", "type_"), NOT_FOUND, ids=[t for t, _ in NOT_FOUND])
def test_not_found(read: Read, text: str, type_: str) -> None:
    assert [m.text for m in of_type(read(text), type_)] == []


def test_level_words_take_the_articles_district(read: Read) -> None:
    result = read("北屏区召开大会。区委组织部部长陈刚讲话。区教育局参加。")
    assert named(result, "区委组织部") == {"北屏区委组织部"}
    assert named(result, "区教育局") == {"北屏区教育局"}


def test_a_page_lends_its_district_to_an_article_that_names_none(reader: Reader) -> None:
    first = Article("a1", "p.txt", 1, "", "北屏区大力发展工业。北屏区今年新建工厂。")
    second = Article("a2", "p.txt", 2, "", "区教育局组织了培训。")
    alone = extract([second], reader)[0]
    together = extract([first, second], reader)[1]
    assert named(alone, "区教育局") == {"区教育局"}
    assert named(together, "区教育局") == {"北屏区教育局"}


def test_anaphora_lead_back(read: Read) -> None:
    result = read("柳林办事处召开会议。该办事处将建设公园。云川恒丰科技有限公司投产，该公司有员工百人。")
    assert named(result, "该办事处") == {"柳林办事处"}
    assert named(result, "该公司") == {"云川恒丰科技有限公司"}
    assert all(m.anaphor for m in result.mentions if m.text.startswith("该"))


def test_this_countys_bodies_are_the_countys(read: Read) -> None:
    result = read("清禾县召开会议。该县总工会送来慰问品。")
    assert named(result, "该县总工会") | named(result, "县总工会") == {"清禾县总工会"}


def test_bare_names_need_an_owner(read: Read) -> None:
    assert named(read("云川高新区管委会开会。管委会要求抓好落实。"), "管委会") == {"云川高新区管委会"}
    assert not named(read("管委会要求抓好落实。"), "管委会")


def test_the_party_branch_of_a_community_is_the_community(read: Read) -> None:
    result = read("临溪区梧桐社区党支部书记刘芳说，梧桐社区变美了。")
    community = {m.name for m in result.mentions if m.subtype == "Community"}
    assert len(community) == 1
    assert not [m for m in result.mentions if m.text.endswith("社区党支部") and m.subtype != "Community"]


def test_members_of_a_list_share_the_suffix(read: Read) -> None:
    result = read("观摩团先后查看了柳林、东岗、太平庄等 7个社区。")
    assert {("柳林", "Community"), ("东岗", "Community"), ("太平庄", "Community")} <= kinds(result)
    assert named(result, "东岗") == {"东岗社区"}


def test_short_forms_that_the_text_explains(read: Read) -> None:
    result = read(
        "市政府公布《关于下放部分行政权力的决定》（以下简称《放权决定》）。《放权决定》自今日施行。"
    )
    names = {m.name for m in result.mentions if "放权决定" in m.text}
    assert names == {"关于下放部分行政权力的决定"}


def test_conjunction_inside_a_name_and_between_two(read: Read) -> None:
    one = kinds(read("云川市规划和自然资源局发布公告。"))
    two = kinds(read("区委宣传部和区委组织部联合发文。"))
    assert ("云川市规划和自然资源局", "GovernmentBody") in one
    assert {("区委宣传部", "PartyBody"), ("区委组织部", "PartyBody")} <= two


def test_a_branch_is_not_its_firm(read: Read) -> None:
    result = read("中国农业银行云川分行捐款。中国农业银行表示支持。")
    assert named(result, "中国农业银行") == {"中国农业银行"}
    assert named(result, "中国农业银行云川分行") == {"中国农业银行云川分行"}


def test_a_nickname_in_quotes_is_a_part_of_the_name(read: Read) -> None:
    result = kinds(read("梧桐社区“红马夹”服务队成立了。"))
    assert ("梧桐社区“红马夹”服务队", "SocialOrganization") in result


def test_a_name_is_a_name_wherever_it_stands() -> None:
    article = Article(
        "a", "p.txt", 1, "赛力克江的果园", "赛力克江种果树。大家同赛力克江一起摘果子。他江边散步。"
    )
    seen = Mention(0, 4, "赛力克江", "Person", "", "赛力克江", confidence=0.9)
    unsure = Mention(17, 19, "他江", "Person", "", "他江", confidence=0.4)
    added = [m for m in with_repeats([seen, unsure], article) if m.rule == "repeated"]
    assert [(m.in_title, m.start, m.end, m.name) for m in added] == [
        (True, 0, 4, "赛力克江"),
        (False, 11, 15, "赛力克江"),
    ]


def test_a_name_cut_short_is_completed() -> None:
    article = Article("a", "p.txt", 1, "", "村民季春来种树。季春来说，树活了。季春也来了。")
    whole = Mention(2, 5, "季春来", "Person", "", "季春来", confidence=0.9)
    short = Mention(8, 10, "季春", "Person", "", "季春", confidence=0.9)
    other = Mention(17, 19, "季春", "Person", "", "季春", confidence=0.9)
    texts = [m.text for m in with_repeats([whole, short, other], article) if m.rule != "repeated"]
    assert texts == ["季春来", "季春来", "季春"]


def test_towns_side_by_side_are_two(read: Read) -> None:
    found = kinds(read("区领导到石桥镇东城街道调研。"))
    assert {("石桥镇", "Office"), ("东城街道", "Office")} <= found
    assert ("石桥镇东城街道", "Office") not in found


def test_a_road_is_a_site_until_it_is_built(read: Read) -> None:
    assert ("东风大道", "Site") in kinds(read("行人走在东风大道旁。"))
    assert ("东风大道", "Project") in kinds(read("东风大道今年开工建设，总投资3亿元。"))


def test_credited_people_are_mentions_wherever_the_byline_stands(reader: Reader) -> None:
    text = "本报讯(记者 李明)天气转暖。"
    inside = Credit("李明", "记者", text.index("李明"), text.index("李明") + 2)
    outside = Credit("周敏", "通讯员", line="通讯员 周敏")
    article = Article("a", "p.txt", 1, "", text, credits=(inside, outside))
    people = {(m.name, m.start) for m in of_type(extract([article], reader)[0], "Person")}
    assert people == {("李明", text.index("李明")), ("周敏", -1)}


_PIECES = [
    "临溪区",
    "柳林街道",
    "区委",
    "组织部",
    "公司",
    "、",
    "，",
    "。",
    "“",
    "”",
    "《",
    "》",
    "等3个社区",
    "（",
    "）",
    "该区",
    "\n",
    "2021年",
    "张伟",
    "和",
    "书记",
    " ",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(_PIECES), max_size=25).map("".join),
    st.lists(st.sampled_from(_PIECES), max_size=6).map("".join),
)
def test_offsets_always_fit(text: str, title: str) -> None:
    result = extract([Article("a", "p.txt", 1, title, text)], _reader())[0]
    for mention in result.mentions:
        source = title if mention.in_title else text
        assert source[mention.start : mention.end] == mention.text
        assert mention.name


def test_the_batch_does_not_matter(reader: Reader) -> None:
    pages = [[Article(str(i), "p.txt", 1, "", text)] for i, (text, _) in enumerate(FOUND)]
    assert extract_pages(pages, reader) == [extract(page, reader) for page in pages]


_CACHE: list[Reader] = []


def _reader() -> Reader:
    if not _CACHE:
        _CACHE.append(Reader.load())
    return _CACHE[0]
