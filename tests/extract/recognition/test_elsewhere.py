"""What the rest of an article says of a stretch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.recognition.elsewhere import ELSEWHERE, Elsewhere, Place

ARTICLE = ("临溪区青禾产业园开工。", "青禾产业园、云桥公司和栖霞公司签约，青禾产业园二期动工。", "园区")


def places(**names: float) -> list[Place]:
    """The article with every place of each name (``kind_text=probability``) as a stretch."""
    found = []
    for number, text in enumerate(ARTICLE):
        stretches = {}
        for name, probability in names.items():
            kind, _, own = name.partition("_")
            at = text.find(own)
            while at >= 0:
                stretches[at, at + len(own), kind] = (own, probability)
                at = text.find(own, at + 1)
        found.append(Place(text, number == 0, stretches))
    return found


def told(segment: int, own: str, kind: str, **names: float) -> dict[str, float]:
    start = ARTICLE[segment].find(own)
    numbers = Elsewhere(places(**names)).of(segment, {})[start, start + len(own), kind]
    return dict(zip(ELSEWHERE, numbers, strict=True))


def test_names_beside_it_in_a_list() -> None:
    names = {"Company_云桥公司": 0.6, "Project_青禾产业园": 0.9, "Company_栖霞公司": 0.7}
    found = told(1, "云桥公司", "Company", **names)
    assert (found["listed before"], found["other kind before"]) == (0.0, 0.9)
    assert (found["listed after"], found["other kind after"]) == (0.7, 0.0)


def test_no_list_without_its_mark() -> None:
    found = told(1, "栖霞公司", "Company", **{"Company_栖霞公司": 0.7, "Project_签约": 0.9})
    assert (found["listed after"], found["other kind after"]) == (0.0, 0.0)


def test_longer_and_shorter_forms_in_other_sentences() -> None:
    names = {
        "Project_青禾产业园": 0.9,
        "Project_青禾产业园二期": 0.8,
        "Site_临溪区青禾产业园": 0.5,
        "Project_产业园": 0.3,
        "Project_青禾": 0.1,  # unlikely: nobody's shorter form
    }
    found = told(0, "青禾产业园", "Project", **names)
    assert (found["longer begun"], found["longer ended"], found["longer"]) == (0.8, 0.0, 0.0)
    assert found["longer of other kind"] == 0.5
    assert (found["shorter begins"], found["shorter ends"]) == (0.0, 0.3)
    within = told(0, "产业园", "Project", **names)
    assert (within["longer ended"], within["longer"]) == (0.9, 0.8)


def test_what_it_borders_on() -> None:
    names = {"Project_青禾产业园": 0.9, "Project_青禾产业园二期": 0.8}
    start = ARTICLE[1].rfind("青禾产业园")
    stretch = start, start + 5, "Project"
    around = {stretch: (start, start + 7)}
    found = dict(zip(ELSEWHERE, Elsewhere(places(**names)).of(1, around)[stretch], strict=True))
    assert found["left"] == 2  # 区, marks
    assert found["right"] == 3  # 开, marks, 二
    assert found["free"] == pytest.approx(1 / 3)
    assert (found["container"], found["apart"]) == (1, 2)


def test_without_a_container_its_own_places_are_counted() -> None:
    found = told(1, "云桥公司", "Company", **{"Company_云桥公司": 0.9})
    assert (found["container"], found["apart"]) == (1, 0)


def test_where_it_stands() -> None:
    found = told(2, "园区", "Site", Site_园区=0.4)
    assert found["how far down"] == pytest.approx(2 / 3)
    assert found["in title"] == 0
    assert told(1, "青禾产业园", "Project", Project_青禾产业园=0.9)["in title"] == 1


@given(st.lists(st.text("青禾园区", min_size=2, max_size=5), min_size=1, max_size=8, unique=True))
def test_longer_and_shorter_forms_are_all_that_hold_each_other(texts: list[str]) -> None:
    whole = "，".join(texts)
    starts = [len("，".join([*texts[:n], ""])) for n in range(len(texts))]
    place = {
        (start, start + len(text), "Site"): (text, 0.1 + 0.1 * n)  # the first is not likely
        for n, (start, text) in enumerate(zip(starts, texts, strict=True))
    }
    found = Elsewhere([Place(whole, False, place)]).of(0, {})
    for (start, end, kind), (text, _) in place.items():
        told = dict(zip(ELSEWHERE, found[start, end, kind], strict=True))
        others = [(other, chance) for other, chance in place.values() if other != text and chance > 0.15]
        begun = [chance for other, chance in others if other.startswith(text)]
        within = [chance for other, chance in others if text in other]
        ends = [c for other, c in others if text.endswith(other) and not text.startswith(other)]
        held = [chance for other, chance in others if other in text]
        assert told["longer begun"] == max(begun, default=0.0)
        longer = max(told["longer begun"], told["longer ended"], told["longer"])
        assert longer == max(within, default=0.0)
        assert told["shorter ends"] == max(ends, default=0.0)
        shorter = max(told["shorter begins"], told["shorter ends"], told["shorter"])
        assert shorter == max(held, default=0.0)
