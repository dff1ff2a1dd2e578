from __future__ import annotations

import pytest

from kg.divisions.settlements import (
    Fit,
    Title,
    key,
    may_be_bare,
    township_fit,
    township_forms,
    township_label,
    village_fit,
    village_label,
)


@pytest.mark.parametrize(
    ("name", "text", "stem", "title"),
    [
        ("柳林街道", "柳林街道", "柳林", Title.STREET),
        ("柳林街道办事处", "柳林街道", "柳林", Title.STREET),
        ("柳林办事处", "柳林街道", "柳林", Title.STREET),
        ("柳林街办", "柳林街道", "柳林", Title.STREET),
        ("柏泉办事处街道", "柏泉街道", "柏泉", Title.STREET),
        ("德化街街道", "德化街街道", "德化街", Title.STREET),
        ("南磨房地区办事处", "南磨房地区", "南磨房", Title.AREA),
        ("龙岗回族乡", "龙岗乡", "龙岗", Title.TOWNSHIP),
        ("湖滨蒙古族乡", "湖滨乡", "湖滨", Title.TOWNSHIP),
        ("周镇", "周镇", "", Title.TOWN),
        ("云川经济开发区管委会", "云川经济开发区", "", Title.NONE),
    ],
)
def test_township_labels(name: str, text: str, stem: str, title: Title) -> None:
    label = township_label(name)
    assert (label.text, label.stem, label.title) == (text, stem, title)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("岔路口村村民委员会", "岔路口村", Title.VILLAGE),
        ("岔路口村民委员会", "岔路口村", Title.VILLAGE),
        ("岔路口村委会", "岔路口村", Title.VILLAGE),
        ("岔路口行政村", "岔路口村", Title.VILLAGE),
        ("新村村民委员会", "新村", Title.VILLAGE),
        ("多福巷社区居民委员会", "多福巷社区", Title.COMMUNITY),
        ("多福巷社区村委会", "多福巷社区", Title.COMMUNITY),
        ("大沽路居委会", "大沽路", Title.RESIDENTS),
        ("曹家一村居委会", "曹家一村", Title.RESIDENTS),
        ("白音敖包嘎查委员会", "白音敖包嘎查", Title.GACHA),
        ("郭庄村(居)委会", "郭庄村", Title.VILLAGE),
        ("第六生产队", "第六生产队", Title.NONE),
    ],
)
def test_village_labels(name: str, text: str, title: Title) -> None:
    label = village_label(name)
    assert label is not None
    assert (label.text, label.title) == (text, title)


@pytest.mark.parametrize("name", ["工业园区虚拟社区", "林场虚拟生活区", "七星湖养殖场类似村"])
def test_placeholders_are_no_villages(name: str) -> None:
    assert village_label(name) is None


@pytest.mark.parametrize(
    ("mention", "entry", "fit"),
    [
        ("岔路口村", "岔路口村委会", Fit.EXACT),
        ("岔路口村委会", "岔路口村村民委员会", Fit.EXACT),
        ("岔路口", "岔路口村委会", Fit.SHORT),
        ("岔路口社区", "岔路口村委会", Fit.RETITLED),
        ("大沽路社区", "大沽路居委会", Fit.EXACT),
        ("大沽路居委会", "大沽路社区居委会", Fit.EXACT),
        ("大沽路", "大沽路社区居委会", None),
        ("曹家一村", "曹家一村居委会", Fit.EXACT),
        ("杨村", "杨村社区居委会", Fit.RETITLED),
        ("杨村", "杨家村委会", None),
        ("岔路囗村", "岔路口村委会", None),
    ],
)
def test_village_fits(mention: str, entry: str, fit: Fit | None) -> None:
    one, other = village_label(mention), village_label(entry)
    assert one is not None
    assert other is not None
    assert village_fit(one, other) == fit
    if fit is not None:
        assert key(one) == key(other)  # what fits is looked up by one key


@pytest.mark.parametrize(
    ("mention", "entry", "fit"),
    [
        ("柳林办事处", "柳林街道", Fit.EXACT),
        ("柳林", "柳林街道", Fit.SHORT),
        ("柳林街道", "柳林镇", Fit.RETITLED),
        ("柳林街", "柳林街道", Fit.RETITLED),
        ("柳林街", "柳林镇", None),
        ("龙岗乡", "龙岗回族乡", Fit.EXACT),
        ("中山路", "中山路街道", None),
        ("柳林村", "柳林镇", None),
        ("开发区", "开发区", Fit.SHORT),
        ("云川经济开发区", "云川经济开发区管委会", Fit.EXACT),
    ],
)
def test_township_fits(mention: str, entry: str, fit: Fit | None) -> None:
    assert township_fit(township_label(mention), township_label(entry), mention) == fit


@pytest.mark.parametrize(
    ("name", "county", "forms"),
    [
        ("柳林街道", "临溪区", ["柳林街道"]),
        ("云川经济技术开发区柳林街道", "云川经济技术开发区", ["云川经济技术开发区柳林街道", "柳林街道"]),
        ("科技城(东渚街道)", "", ["科技城", "东渚街道"]),
        ("中国(云川)软件谷", "", ["中国软件谷"]),
    ],
)
def test_township_forms(name: str, county: str, forms: list[str]) -> None:
    assert list(township_forms(name, county)) == forms


def test_roads_and_rivers_are_not_bare_names() -> None:
    assert may_be_bare("柳林")
    assert not any(map(may_be_bare, ["香港中路", "清河", "花园街", "西山", "林"]))
