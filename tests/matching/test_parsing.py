"""Names cut into their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.matching import TYPES, Role, parse_organization, parse_person, parse_title, read_context
from kg.matching.lexicon import brands
from kg.matching.script import normal

LINXI = read_context("河北省云川市临溪区")


@pytest.mark.parametrize(
    ("name", "own", "function", "ordinals", "form"),
    [
        ("云川启光电子科技有限公司", "启光", "", (), "有限公司"),
        ("云川市第二人民医院", "", "医院", ("第二",), ""),
        ("临溪区科学技术局", "", "科技局", (), ""),
        ("临溪区发展和改革委员会", "", "发改委", (), ""),
        ("区人社局", "", "人社局", (), ""),
        ("翠湖社区居民委员会", "翠湖", "社区", (), ""),
    ],
)
def test_the_parts_of_an_organisation(
    name: str, own: str, function: str, ordinals: tuple[str, ...], form: str
) -> None:
    parsed = parse_organization(name, LINXI)
    assert (parsed.own, parsed.function, parsed.ordinals, parsed.legal_form) == (
        own,
        function,
        ordinals,
        form,
    )


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("区教育局", "临溪区"),
        ("市教育局", "云川"),
        ("省教育厅", "河北"),
        ("临溪法院", "临溪区"),
        ("柳林街道办事处", "柳林街道"),
        ("临溪区人民政府石鼓镇", "石鼓镇"),
    ],
)
def test_the_region_of_an_organisation(name: str, region: str) -> None:
    parsed = parse_organization(name, LINXI)
    assert parsed.explicit
    assert parsed.region[-1].key == region


def test_a_region_inside_a_name_is_its_branch_s() -> None:
    parsed = parse_organization("工商银行诸暨支行", read_context("浙江省绍兴市"))
    assert [step.key for step in parsed.branch] == ["浙江", "绍兴", "诸暨市"]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("上海大学附属中学", ()),
        ("上海大学生创业中心", ("上海",)),
        ("武汉大学生科技园", ("湖北", "武汉")),
    ],
)
def test_a_city_before_students_is_no_university(name: str, region: tuple[str, ...]) -> None:
    parsed = parse_organization(name)
    assert tuple(step.key for step in parsed.region) == region


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("工行", "中国工商银行"),
        ("兴业银行", "兴业银行"),  # 兴业 is a county, too
        ("北京银行", None),  # may open the name of the city's bankers' union
        ("世界银行", None),
        ("世行", None),
        ("军事科学院", None),
    ],
)
def test_brands_are_companies_that_branches_are_named_by(name: str, brand: str | None) -> None:
    assert brands().get(name) == brand


def test_a_level_that_the_context_lacks_stays_open() -> None:
    assert parse_organization("区教育局", read_context("河北省云川市")).unsettled is not None
    assert parse_organization("区教育局").unsettled is not None


@pytest.mark.parametrize(
    ("name", "surname", "given", "title"),
    [
        ("欧阳春晓", "欧阳", "春晓", ""),
        ("王伟", "王", "伟", ""),
        ("裴家骏局长", "裴", "家骏", "局长"),
        ("阿依古丽·买买提", "", "阿依古丽·买买提", ""),
    ],
)
def test_the_parts_of_a_person_s_name(name: str, surname: str, given: str, title: str) -> None:
    parsed = parse_person(name)
    assert (parsed.surname, parsed.given, parsed.title) == (surname, given, title)


@pytest.mark.parametrize(
    ("name", "own", "phases"),
    [
        ("石泉河综合治理二期工程", "石泉河综合治理", ("二期",)),
        ("石泉河综合治理工程（第二期）", "石泉河综合治理", ("二期",)),
        ("云川轨道交通3号线", "地铁", ("三号线",)),
        ("霜叶路东延工程", "霜叶路", ("东延",)),
    ],
)
def test_the_parts_of_a_project(name: str, own: str, phases: tuple[str, ...]) -> None:
    parsed = parse_title(name, "Project", LINXI)
    assert (parsed.own, parsed.phases) == (own, phases)


_CHARACTERS = st.text(
    alphabet=st.sampled_from(
        "云川市临溪区县省第一二三人民医院大学中小学局委政府办银行支公司有限集团中共国团镇村街道社区（）A1·期路"
    ),
    min_size=1,
    max_size=16,
)


@given(_CHARACTERS)
def test_no_character_of_a_name_is_lost(name: str) -> None:
    organization = parse_organization(name, LINXI)
    assert "".join(part.text for part in organization.parts) == organization.text
    person = parse_person(name)
    assert "".join(part.text for part in person.parts) == person.text
    for type_ in set(TYPES) - {"Organization", "Person"}:
        title = parse_title(name, type_, LINXI)
        assert "".join(part.text for part in title.parts) == title.text


def test_system_words_are_parts_too() -> None:
    parsed = parse_organization("中共云川市委员会", LINXI)
    assert parsed.parts[0].role is Role.SYSTEM
    assert parsed.core == "委"


@pytest.mark.parametrize(
    ("path", "keys", "post"),
    [
        ("河北省云川市临溪区", ["河北", "云川", "临溪区"], ""),
        ("山西省泽州市北岸区望江镇", ["山西", "泽州", "北岸区", "望江镇"], ""),
        ("河北省云川市云川经济技术开发区", ["河北", "云川", "经开区"], ""),
        ("河北省云川市 市教育局局长", ["河北", "云川"], "市教育局局长"),
        ("河北省云川市；市教育局局长", ["河北", "云川"], "市教育局局长"),
        ("某市教育局局长", [], "某市教育局局长"),
        ("", [], ""),
    ],
)
def test_a_context(path: str, keys: list[str], post: str) -> None:
    context = read_context(path)
    assert [step.key for step in context.region] == keys
    assert context.post == post


def test_one_script_one_width() -> None:
    assert normal("雲川市 第２中學“附屬”") == "云川市第2中学附属"
