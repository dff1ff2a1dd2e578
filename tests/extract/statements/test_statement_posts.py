from __future__ import annotations

import pytest
from marked_statements import state

from kg.extract.statements.grammar import read_titles

NAMES = {
    "云川市": "district",
    "临溪区": "district",
    "临溪区委": "party",
    "组织部": "party",
    "市农委": "gov",
    "柳林街道": "office",
    "柳林街道党工委": "party",
    "青禾集团": "company",
    "青禾集团党委": "party",
    "远山超市": "company",
    "云川河道整治项目": "project",
    "长风建工": "company",
    "云川市商会": "social",
    "柳林社区": "community",
    "周一鸣": "person",
    "吴二白": "person",
    "郑三省": "person",
}

CASES = [
    ("柳林街道党工委书记周一鸣说。", {("周一鸣", "柳林街道党工委", "书记")}),
    ("临溪区委常委、组织部部长周一鸣到场。", {("周一鸣", "临溪区委", "常委"), ("周一鸣", "组织部", "部长")}),
    ("临溪区委常委、组织部长周一鸣到场。", {("周一鸣", "临溪区委", "常委"), ("周一鸣", "组织部", "部长")}),
    ("云川市副市长周一鸣、吴二白出席。", {("周一鸣", "云川市", "副市长"), ("吴二白", "云川市", "副市长")}),
    (
        "云川市商会会长周一鸣，副会长吴二白来到云川市。",
        {("周一鸣", "云川市商会", "会长"), ("吴二白", "云川市商会", "副会长")},
    ),
    (
        "青禾集团党委书记、董事长周一鸣讲话。",
        {("周一鸣", "青禾集团党委", "书记"), ("周一鸣", "青禾集团", "董事长")},
    ),
    ("临溪区委书记、区长周一鸣讲话。", {("周一鸣", "临溪区委", "书记"), ("周一鸣", "临溪区", "区长")}),
    ("云川市今日开会。市长周一鸣讲话。", {("周一鸣", "云川市", "市长")}),
    ("远山超市生鲜采购经理周一鸣来了。", {("周一鸣", "远山超市", "生鲜采购经理")}),
    ("远山超市云川市采购经理周一鸣来了。", {("周一鸣", "远山超市", "云川市采购经理")}),
    ("长风建工云川河道整治项目副经理周一鸣说。", {("周一鸣", "长风建工", "项目副经理")}),
    (
        "临溪区很大。临溪区委常委、组织部部长周一鸣，副区长吴二白到场。",
        {("周一鸣", "临溪区委", "常委"), ("周一鸣", "组织部", "部长"), ("吴二白", "临溪区", "副区长")},
    ),
    ("周一鸣还兼任云川市商会会长。", {("周一鸣", "云川市商会", "会长")}),
    ("在柳林社区，社区党委书记周一鸣说。", {("周一鸣", "柳林社区", "党委书记")}),
    ("周一鸣任市农委主任。", {("周一鸣", "市农委", "主任")}),
    ("周一鸣当选云川市商会会长。", {("周一鸣", "云川市商会", "会长")}),
    ("市农委主任周一鸣说。吴二白说。", {("周一鸣", "市农委", "主任")}),
    (
        "青禾集团总经理周一鸣；远山超市店长吴二白到会。",
        {("周一鸣", "青禾集团", "总经理"), ("吴二白", "远山超市", "店长")},
    ),
    ("青禾集团首席网络安全官周一鸣致辞。", {("周一鸣", "青禾集团", "首席网络安全官")}),
    (
        "周一鸣利用担任临溪区委书记、柳林街道主任，市农委副主任等职务上的便利谋利。",
        {("周一鸣", "临溪区委", "书记"), ("周一鸣", "柳林街道", "主任"), ("周一鸣", "市农委", "副主任")},
    ),
    (
        "周一鸣，男，1963年2月生。1990年3月，任柳林街道主任；1995年6月，市农委主任。",
        {("周一鸣", "柳林街道", "主任"), ("周一鸣", "市农委", "主任")},
    ),
    (
        "任命：周一鸣（女）为市农委主任；免去：吴二白的柳林街道主任职务。",
        {("周一鸣", "市农委", "主任"), ("吴二白", "柳林街道", "主任")},
    ),
    ("周一鸣的柳林街道很大。", set()),
    ("青禾集团来了周一鸣，此前他担任市农委副主任。", {("周一鸣", "市农委", "副主任")}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_posts_with_their_bodies(text: str, expected: set[tuple[str, str, str]]) -> None:
    found = {(h, t, s.attributes["title"]) for s, h, t in state(text, NAMES) if s.type == "HOLDS_POST"}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "period", "modality"),
    [
        ("原市农委主任周一鸣说。", "former", "fact"),
        ("拟任市农委主任周一鸣说。", "coming", "plan"),
        ("市农委主任周一鸣说。", None, "fact"),
    ],
)
def test_former_and_coming_posts_say_so(text: str, period: str | None, modality: str) -> None:
    (post,) = [s for s, _, _ in state(text, NAMES) if s.type == "HOLDS_POST"]
    assert (post.attributes.get("period"), post.modality) == (period, modality)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳林社区居民周一鸣说。", {("周一鸣", "柳林社区")}),
        ("柳林社区志愿者周一鸣和吴二白说。", {("周一鸣", "柳林社区"), ("吴二白", "柳林社区")}),
        ("家住柳林社区的周一鸣说。", {("周一鸣", "柳林社区")}),
        ("柳林社区召开大会，周一鸣说。", set()),
    ],
)
def test_members_without_a_post(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(h, t) for s, h, t in state(text, NAMES) if s.type == "BELONGS_TO"} == expected


def test_a_title_in_posts_txt_is_one_word_a_line() -> None:
    titles = read_titles()
    assert len(titles) == len(set(titles))
    assert all(title.isalpha() for title in titles)


def test_a_title_after_an_unread_body_is_left_alone() -> None:
    assert not [
        s for s, _, _ in state("青禾集团开业。远山制造总经理周一鸣说。", NAMES) if s.type == "HOLDS_POST"
    ]
    assert [s for s, _, _ in state("青禾集团开业。公司总经理周一鸣说。", NAMES) if s.type == "HOLDS_POST"]


def test_a_place_before_an_unread_body_holds_no_post() -> None:
    assert not [s for s, _, _ in state("云川市乡村振兴促进会会长周一鸣说。", NAMES) if s.type == "HOLDS_POST"]
