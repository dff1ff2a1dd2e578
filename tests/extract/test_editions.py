"""本届论坛: the event at hand."""

from __future__ import annotations

import pytest

from kg.extract.editions import with_editions
from kg.extract.stems import with_abbreviations
from kg.model import Mention


def event(text: str, start: int, *, in_title: bool = False, type_: str = "Initiative") -> Mention:
    return Mention(start, start + len(text), text, type_, "", text, in_title=in_title)


#: The texts in order; those marked with # stand in the title, which the program reads last.
LED_BACK = [
    (["第三届云川粮油论坛", "本届论坛"], "第三届云川粮油论坛"),
    (["本届论坛", "第三届云川粮油论坛"], "第三届云川粮油论坛"),
    (["云川粮油论坛", "临溪青年论坛", "此次论坛"], "临溪青年论坛"),
    (["第三届云川国际粮油博览会", "本次云川粮油博览会"], "第三届云川国际粮油博览会"),
    # the one named before it in the text, not the title's
    (["临溪青年论坛", "此次论坛", "#云川粮油论坛"], "临溪青年论坛"),
    # the title's where nothing stands before it in the text
    (["此次论坛", "临溪青年论坛", "#云川粮油论坛"], "云川粮油论坛"),
    (["此次论坛", "#云川粮油论坛"], "云川粮油论坛"),
    # in the title: the title's own, else the text's first
    (["临溪青年论坛", "#云川粮油论坛", "#此次论坛"], "云川粮油论坛"),
    (["临溪青年论坛", "云川粮油论坛", "#此次论坛"], "临溪青年论坛"),
]


def placed(texts: list[str]) -> list[Mention]:
    return [
        event(text.removeprefix("#"), 30 * place, in_title=text.startswith("#"))
        for place, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("texts", "name"), LED_BACK)
def test_what_points_at_an_event_is_that_event(texts: list[str], name: str) -> None:
    found = with_editions(placed(texts))
    (pointing,) = [mention for mention in found if mention.text.startswith(("本", "此"))]
    assert pointing.name == name


@pytest.mark.parametrize("pointing", ["这次会", "本届会"])
def test_one_character_points_at_nothing(pointing: str) -> None:
    (found,) = with_editions(placed(["云川粮油博览会", pointing]))
    assert found.text == "云川粮油博览会"


def test_a_kind_of_event_that_points_at_nothing_is_no_name() -> None:
    assert with_editions([event("本次大会", 0)]) == []


def test_a_whole_name_behind_a_pointing_word_is_the_name() -> None:
    (found,) = with_editions([event("本次云川粮油博览会", 10)])
    assert (found.text, found.name, found.start, found.end) == ("云川粮油博览会", "云川粮油博览会", 12, 19)


def test_a_river_that_begins_like_a_pointing_word_stays() -> None:
    given = [event("本溪河治理工程", 0, type_="Project")]
    assert with_editions(given) == given


def test_a_foreigners_own_letters_are_the_same_person() -> None:
    text = "研究员尼古拉·彼得罗夫(Nikolai Petrov)说。Nikolai Petrov"
    person = Mention(3, 11, "尼古拉·彼得罗夫", "Person", "", "尼古拉·彼得罗夫")
    letters = Mention(12, 26, "Nikolai Petrov", "Person", "", "NikolaiPetrov")
    found = with_abbreviations([person, letters], text)
    assert {mention.name for mention in found} == {"尼古拉·彼得罗夫"}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("尼古拉·彼得罗夫", "Nikolai Petrov"),
        ("尼古拉·范·彼得罗夫", "Nikolai van Petrov"),
        ("尼古拉·奥尼尔", "N.J. O'Neil"),
        ("让·麦克尼尔", "Jean-Luc McNeil"),
    ],
)
def test_letters_of_a_name_with_a_middle_dot_are_its_own(name: str, letters: str) -> None:
    assert letters in {mention.text for mention in bracketed(name, letters)}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张三", "CEO"),
        ("李明", "MIT"),
        ("张三", "Zhang San"),
        ("尼古拉·彼得罗夫", "CEO"),
        ("尼古拉·彼得罗夫", "CEO MIT"),
        ("尼古拉·彼得罗夫", "Google"),
        ("尼古拉·彼得罗夫", "chief officer"),
    ],
)
def test_other_letters_in_brackets_are_no_name(name: str, letters: str) -> None:
    assert [mention.text for mention in bracketed(name, letters)] == [name]


def bracketed(name: str, letters: str) -> list[Mention]:
    person = Mention(2, 2 + len(name), name, "Person", "", name)
    return with_abbreviations([person], f"总裁{name}（{letters}）说。")
