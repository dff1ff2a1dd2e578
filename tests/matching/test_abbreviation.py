"""Short names derived from full ones by rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.matching.abbreviation import shortening
from kg.matching.lexicon import roles
from kg.matching.parsed import Part, Role
from kg.matching.segmenting import numeral, segment


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("建投公司", "建设投资有限公司"),
        ("启光", "启光电子科技有限公司"),
        ("启光电子", "启光电子科技有限公司"),
        ("六中", "第六中学"),
        ("十二中", "第12中学"),
        ("一院", "第一人民医院"),
        ("职院", "职业技术学院"),
        ("八局", "第八工程局有限公司"),
        ("外国语", "外国语学校"),
        ("科大附中", "科技大学附属中学"),
    ],
)
def test_a_plausible_abbreviation(short: str, full: str) -> None:
    found = shortening(short, segment(full))
    assert found is not None
    assert found.cost < 0.7
    assert "".join(step.kept for step in found.steps) == short


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("建投公司", "交通投资有限公司"),
        ("五中", "第六中学"),
        ("六中", "第六小学"),
        ("启光", "启明电子科技有限公司"),
        ("启光电子", "启光电子技术研究院"),
        ("人民医院", "人民医院骨科"),
        ("教育局", "教育体育局"),
        ("大学", "大学附属医院"),
    ],
)
def test_no_abbreviation(short: str, full: str) -> None:
    found = shortening(short, segment(full))
    assert found is None or found.cost > 0.7


def test_what_is_left_out_between_kept_words_costs_more() -> None:
    between = shortening("启光证券", segment("启光建投证券"))
    at_end = shortening("启光证券", segment("启光证券投资"))
    assert between is not None and at_end is not None
    assert between.cost > at_end.cost


def test_one_or_two_single_characters_are_thin() -> None:
    thin = shortening("水大", (Part(Role.REGION, "水阳"), Part(Role.HEAD, "大学")))
    counted = shortening("六中", segment("第六中学"))
    assert thin is not None and thin.thin
    assert counted is not None and not counted.thin


@given(st.lists(st.sampled_from(sorted(roles())), min_size=1, max_size=5))
def test_a_name_is_short_for_itself_at_no_cost(words: list[str]) -> None:
    text = "".join(words)
    found = shortening(text, segment(text))
    assert found is not None
    assert found.cost == 0


@pytest.mark.parametrize(
    ("printed", "figures"),
    [("第12", "十二"), ("第20", "二十"), ("3", "三"), ("第九", "九"), ("35", "三十五")],
)
def test_numerals(printed: str, figures: str) -> None:
    assert numeral(printed) == figures
