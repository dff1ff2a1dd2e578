"""Which stretches stand together, and what they become."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import kg
from kg.errors import KgError
from kg.extract import Reader, draft
from kg.extract.candidates import Candidate
from kg.extract.forest import Forest
from kg.extract.recognition import KINDS, RECOGNISED, Choice, Lattice, Proposal, chosen
from kg.extract.recognition.features import MEASURES, grade
from kg.extract.recognition.weighing import Weighed, plain, weigh
from kg.extract.segments import Segment
from kg.model import Article, Credit

DATA = Path(kg.__file__).with_name("data")


def weighed(start: int, end: int, kind: str, worth: float) -> Weighed:
    """A stretch whose one feature is worth so much."""
    return Weighed((start, end, kind), 0.5, "x", ((f"worth={worth}",),))


def choice(*stretches: Weighed, **thresholds: float) -> Choice:
    names = {name for one in stretches for name in one.features}
    return Choice({name: float(name.partition("=")[2]) for name in names}, thresholds)


@pytest.mark.parametrize(
    ("rivals", "expected"),
    [
        # the surer of two that cross
        ([(0, 5, "Company", 2.0), (3, 8, "Company", 1.0)], {(0, 5, "Company")}),
        # one kind a stretch
        ([(0, 5, "Company", 1.0), (0, 5, "Project", 2.0)], {(0, 5, "Project")}),
        # a name inside another
        ([(0, 8, "Body", 2.0), (0, 3, "District", 1.0)], {(0, 8, "Body"), (0, 3, "District")}),
        # the same name with and without its district is taken once
        ([(0, 8, "Body", 1.0), (3, 8, "Body", 2.0)], {(3, 8, "Body")}),
        # of equals, the longer
        ([(0, 8, "Body", 1.0), (3, 8, "Body", 1.0)], {(0, 8, "Body")}),
        # too unsure
        ([(0, 4, "Site", -1.0)], set()),
    ],
)
def test_what_stands_together(
    rivals: list[tuple[int, int, str, float]], expected: set[tuple[int, int, str]]
) -> None:
    candidates = [weighed(*rival) for rival in rivals]
    assert {stretch for stretch, _ in choice(*candidates).take([candidates])[0]} == expected


def test_a_kind_has_its_own_threshold() -> None:
    unsure = weighed(0, 4, "Project", -0.5)
    assert choice(unsure).take([[unsure]]) == [[]]
    (((stretch, probability),),) = choice(unsure, Project=0.3).take([[unsure]])
    assert stretch == (0, 4, "Project")
    assert probability == pytest.approx(0.3775, abs=1e-4)


def a_forest() -> Forest:
    """One question: is the log-linear logit above nought?"""
    column = np.array([[MEASURES.index("log-linear")]], dtype=np.int32)
    value = np.array([[-2.0, 2.0]], dtype=np.float32)
    return Forest(column, np.zeros((1, 1), dtype=np.float32), value, 0.5)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written = Choice({"": -1.5, "rule=division,settled": 2.0}, {"Site": 0.25}, a_forest())
    written.write(tmp_path)
    found = Choice.read(tmp_path)
    assert found.weights == written.weights
    assert found.thresholds == written.thresholds
    yes, no = found.probabilities([measured("rule=division,settled"), measured("unheard of")])
    assert yes == pytest.approx(1 / (1 + np.exp(-2.5)))
    assert no == pytest.approx(1 / (1 + np.exp(1.5)))


def measured(feature: str) -> Weighed:
    return Weighed((0, 4, "Site"), 0.5, "x", ((feature,),), (0.0,) * (len(MEASURES) - 1))


def test_faults_of_the_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"name_choice\.tsv"):
        Choice.read(tmp_path)
    Choice({"": 1.0}, {}, a_forest()).write(tmp_path)
    (tmp_path / "name_trees.json").write_text("{", "utf-8")
    with pytest.raises(KgError, match=r"name_trees\.json"):
        Choice.read(tmp_path)
    (tmp_path / "name_choice.tsv").write_text("rule=division\tmuch\n", "utf-8")
    with pytest.raises(KgError, match=r"name_choice\.tsv:1"):
        Choice.read(tmp_path)


def test_every_measure_has_a_name(reader: Reader) -> None:
    proposals, lattices = a_draft(reader, "临溪区教育局局长周敏说。")
    found = [one for row in weigh(proposals, lattices) for one in row]
    assert found
    assert {len(one.measures) + 1 for one in found} == {len(MEASURES)}


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.0, 0), (0.02, 1), (0.5, 5), (0.979, 8), (0.98, 9), (1.0, 9)]
)
def test_grades(probability: float, expected: int) -> None:
    assert grade(probability) == expected


def test_quotation_marks_and_white_space_do_not_count() -> None:
    assert plain("“暖冬 行动”《办法》") == "暖冬行动办法"


def a_draft(reader: Reader, text: str, credits: tuple[Credit, ...] = ()) -> tuple[list[Proposal], list]:  # type: ignore[type-arg]
    drafts, lattices = draft(
        [Article("a", "p.txt", 1, "", text, credits=credits)], reader.tagger, reader.recogniser
    )
    return list(drafts[0].proposals), lattices[0]


def test_a_name_in_the_byline_is_no_candidate(reader: Reader) -> None:
    text = "本报讯(记者周敏)临溪区教育局昨日通报。"
    start = text.index("周敏")
    credit = Credit("周敏", "记者", start, start + 2)
    proposals, lattices = a_draft(reader, text, (credit,))
    overlapping = [
        one
        for row in weigh(proposals, lattices)
        for one in row
        if one.stretch[0] < start + 2 and start < one.stretch[1]
    ]
    assert overlapping == []


def test_the_owner_inside_a_name_is_a_candidate(reader: Reader) -> None:
    text = "岭东省农业科学院作物研究所所长周敏说。"
    proposals, lattices = a_draft(reader, text)
    found = {text[a:b] for row in weigh(proposals, lattices) for a, b, _ in [one.stretch for one in row]}
    assert {"岭东省农业科学院", "岭东省农业科学院作物研究所"} <= found


def test_the_likeliest_name_around_a_stretch_is_the_container_that_is_counted() -> None:
    text = "柳林街道。柳林街道。柳林很美。"
    listed = [Candidate(0, end, "Organization", "Office", "listed", 0.9, 0) for end in (2, 4)]
    proposal = Proposal(Segment(text, 0, False, ()), tuple(listed), (), ())
    (row,) = weigh([proposal], [a_lattice((0, 4, "Local"), len(text))])
    told = {one.stretch[1]: dict(zip(MEASURES, one.measures, strict=False)) for one in row}
    assert (told[2]["containing"], told[2]["container"], told[2]["apart"]) == (pytest.approx(0.99), 2, 1)
    assert (told[4]["containing"], told[4]["container"], told[4]["apart"]) == (0, 2, 0)


def test_the_rules_candidate_is_kept_where_they_had_one() -> None:
    text = "云川市临溪区教育局"
    by_rule = Candidate(0, 9, "Organization", "GovernmentBody", "name-grammar", 0.9, 6, variants=(0, 3, 6))
    proposal = Proposal(Segment(text, 0, False, ()), (by_rule,), (), ())
    for stretch, expected in (
        ((0, 9, "Body"), (0, "name-grammar", "GovernmentBody", (0, 3, 6))),
        ((3, 9, "Body"), (3, "name-grammar", "GovernmentBody", (6,))),
        ((1, 9, "Body"), (1, RECOGNISED, "GovernmentBody", ())),
        ((0, 6, "District"), (0, RECOGNISED, "District", ())),
    ):
        lattice = a_lattice(stretch, len(text))
        sure = Choice({"": -3.0, "likely=9": 6.0})
        names = {(c.start, c.rule, c.subtype, c.variants) for c in chosen([proposal], [lattice], sure)[0]}
        assert names == {expected}


@pytest.mark.parametrize(
    ("text", "stretch", "expected"),
    [
        ("“邻里港集市开张", (0, 6, "Initiative"), {(1, 6, "Initiative")}),
        ("邻里港集市”开张", (0, 6, "Initiative"), {(0, 5, "Initiative")}),
        ("“邻里港”集市开张", (0, 7, "Initiative"), {(0, 7, "Initiative")}),
        ("“邻里港集市”开张", (0, 7, "Initiative"), {(0, 7, "Initiative")}),
        ("云川网信办（市网信办）说", (0, 10, "Body"), {(0, 5, "Body")}),
        ("周敏(云川航空)说", (3, 8, "Company"), {(3, 7, "Company")}),
        ("周敏(Min)说", (0, 7, "Person"), {(0, 7, "Person")}),
        ("柳林、桥头五个街道", (3, 9, "Local"), set()),
        ("柳林、桥头12个村", (3, 9, "Local"), set()),
        ("柳林、桥头个旧街道", (3, 9, "Local"), {(3, 9, "Local")}),
    ],
)
def test_no_name_keeps_half_a_pair_of_marks_or_a_count(
    text: str, stretch: tuple[int, int, str], expected: set[tuple[int, int, str]]
) -> None:
    proposal = Proposal(Segment(text, 0, False, ()), (), (), ())
    assert {one.stretch for one in weigh([proposal], [a_lattice(stretch, len(text))])[0]} == expected


def a_lattice(stretch: tuple[int, int, str], length: int) -> Lattice:
    """Of a text in which this stretch alone may be a name."""
    start, end, kind = stretch
    nothing = np.zeros((length, len(KINDS)), np.float32)
    begins, ends, enter = nothing.copy(), nothing.copy(), nothing.copy()
    begins[start, KINDS.index(kind)] = ends[end - 1, KINDS.index(kind)] = 1
    enter[start, KINDS.index(kind)] = 0.99
    return Lattice(nothing, begins, ends, enter, ends, nothing, nothing, nothing[:3])


def test_models_of_a_folder_stand_in_for_the_packages(tmp_path: Path, reader: Reader) -> None:
    (tmp_path / "recogniser.npz").write_bytes((DATA / "recogniser.npz").read_bytes())
    Choice({"": -9.0}, {}, a_forest()).write(tmp_path)
    assert Reader.load(tmp_path).choice.weights == {"": -9.0}
    (tmp_path / "recogniser.npz").unlink()
    assert Reader.load(tmp_path).choice.weights == reader.choice.weights
