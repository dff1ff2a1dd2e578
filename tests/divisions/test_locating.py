from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.divisions import Located, Unsettled, gazetteer, is_known_settlement, locate, path_of, townships_called
from kg.divisions.locating import region_of, settled

# Names as papers print them and where they are used, written by hand; the codes were looked up by path in the
# package's own tables. Traps have "-".
MENTIONS = Path(__file__).parent / "mentions.tsv"


def mentions() -> list[tuple[str, str, str]]:
    rows = csv.DictReader(MENTIONS.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["mention"], row["region"], row["code"]) for row in rows]


def code(name: str, within: str | None) -> str:
    found = locate(name, within)
    return found.code if isinstance(found, Located) else "-"


def test_the_table_is_large_and_covers_all_provinces() -> None:
    rows = mentions()
    assert len(rows) >= 150
    assert {row[2][:2] for row in rows if row[2] != "-"} == {
        d.code for d in gazetteer().divisions.values() if d.level == 1 and d.code < "70"
    }


@pytest.mark.parametrize(("mention", "region", "wanted"), mentions())
def test_mentions(mention: str, region: str, wanted: str) -> None:
    assert code(mention, region) == wanted
    found = settled(mention, region)
    assert (found.code if found else "-") == wanted


@pytest.mark.parametrize(
    ("name", "within", "candidates"),
    [
        ("鼓楼区", None, {"320106", "320302", "350102", "410204"}),
        ("周庄镇", "江苏省", {"320281108", "321281121"}),
        ("郑东新区", "郑州", {"4101"}),
        ("辽宁路街道", "青岛市崂山区", {"370203005"}),
        ("甲乙丙丁村", "青岛", set()),
    ],
)
def test_what_is_not_settled_comes_with_candidates(name: str, within: str, candidates: set[str]) -> None:
    found = locate(name, within)
    assert isinstance(found, Unsettled)
    assert {candidate.code for candidate in found.candidates} == candidates
    assert found.why


def test_an_unknown_region_settles_nothing() -> None:
    found = locate("青岛市", "云川市")
    assert isinstance(found, Unsettled)
    assert "云川市" in found.why
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("within", "codes"),
    [
        ("山东省青岛市", ("3702",)),
        ("山东省/青岛市/市南区", ("370202",)),
        ("北京市/市辖区/东城区", ("110101",)),
        ("山东青岛", ("3702",)),
        ("３７０２０２", ("370202",)),
        ("西海岸新区", ("370211",)),
        ("鼓楼区", ("320106", "320302", "350102", "410204")),
        ("雄安新区", ("130629", "130632", "130638")),
        ("青岛高新区", ("370214",)),
    ],
)
def test_regions(within: str, codes: tuple[str, ...]) -> None:
    region = region_of(within)
    assert not isinstance(region, Unsettled)
    assert region.codes == codes


@pytest.mark.parametrize(
    ("of", "path"),
    [
        ("37", "山东省"),
        ("110101001001", "北京市/东城区/东华门街道/多福巷社区居委会"),
        ("441900121", "广东省/东莞市/虎门镇"),
        ("419001", "河南省/济源市"),
        ("3799", ""),
        ("110101999", ""),
        ("110101001999", ""),
    ],
)
def test_paths(of: str, path: str) -> None:
    assert path_of(of) == path


def test_known_settlements() -> None:
    assert townships_called("八大关街道办事处") == ("370202009",)
    assert len(townships_called("东城街道")) > 30
    assert townships_called("东城街道", "4419") == ("441900003",)
    assert townships_called("临溪柳林街道") == ()
    assert is_known_settlement("多福巷社区", "110101")
    assert not is_known_settlement("多福巷社区", "3702")


DIVISIONS = st.sampled_from(sorted(gazetteer().divisions.values(), key=lambda d: d.code))


@settings(max_examples=150, deadline=None)
@given(DIVISIONS)
def test_a_division_is_found_by_its_path_and_by_name_in_its_parent(division) -> None:  # type: ignore[no-untyped-def]
    wanted = division.code
    if wanted in {"441900", "442000", "460400", "620201"}:
        wanted = wanted[:4]  # these cities are their own only county
    assert code(path_of(division.code).replace("/", ""), None) == wanted
    assert code(division.name, path_of(division.parent) or None) == wanted


PIECES = st.sampled_from(
    [
        *"青岛市南区街道社村镇乡高新经开",
        "青岛市",
        "鼓楼区",
        "城关镇",
        "新华社区",
        "李庄村",
        "办事处",
        "开发区",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=12),
    st.sampled_from(["", "青岛", "4101", "江苏省"]),
)
def test_any_text_has_an_answer_and_the_same_twice(name: str, within: str) -> None:
    found = locate(name, within)
    assert found == locate(name, within)
    if isinstance(found, Located):
        assert path_of(found.code) == found.path != ""
    else:
        assert len(found.candidates) <= 20
