"""Words replaced by the one that stands for them."""

from __future__ import annotations

import pytest

from kg.naming.standing_forms import StandingForms, forms_of, longest_first

ROWS = [["科技局", "科学技术局"], ["管委会", "管理委员会"], ["城管委", "城市管理委员会"]]


def test_the_order_for_an_alternation_is_longest_first_without_repeats() -> None:
    assert longest_first(["局", "科技局", "部", "局"]) == ("科技局", "局", "部")


def test_the_first_of_a_row_stands_for_itself_and_all_others() -> None:
    assert forms_of([["甲", "乙", "丙"]]) == {"甲": "甲", "乙": "甲", "丙": "甲"}


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("临溪区科学技术局", "临溪区科技局"),
        ("临溪城市管理委员会", "临溪城管委"),
        ("云川市", "云川市"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("from_end", [False, True])
def test_every_form_is_replaced_by_the_one_that_stands_for_it(
    text: str, standing: str, from_end: bool
) -> None:
    assert StandingForms.of(ROWS, from_end=from_end).put_into(text) == standing


def test_what_is_read_from_the_end_finds_the_word_that_stands_there() -> None:
    rows = [["管", "管委会"], ["城", "城管委"]]
    assert StandingForms.of(rows).put_into("新城管委会") == "新城会"
    assert StandingForms.of(rows, from_end=True).put_into("新城管委会") == "新城管"
