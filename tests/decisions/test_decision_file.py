"""The decisions file: what is read, what is wrong with it, what is written and taken back."""

from __future__ import annotations

import os
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.decisions import (
    Decisions,
    Designation,
    Ruling,
    Verdict,
    append,
    beside,
    join,
    read,
    signed,
    take_back,
    take_back_last,
    who_decides,
)
from kg.decisions.decision_file import COLUMNS, HEADER, line_of
from kg.errors import DecisionsError, InputError

FULL = Designation("Organization", "云川市第一人民医院", "海右省云川市")
SHORT = Designation("Organization", "市一院", "海右省云川市")
OTHER = Designation("Organization", "宁澜市第一人民医院", "海右省宁澜市")
PERSON = Designation("Person", "石云山", "海右省云川市", "a17")
SAME = Ruling(Verdict.SAME, FULL, SHORT, who="柳青", when="2031-05-04T06:07:08.000Z", reason="同一地址")
APART = Ruling(Verdict.DIFFERENT, SHORT, OTHER, who="柳青", when="2031-05-05T06:07:08.000Z")
NAMED = Ruling(Verdict.RENAME, SHORT, name="云川市人民医院", who="石云山", when="2031-05-06T06:07:08.000Z")
ALL = (SAME, APART, NAMED)


def text(*rows: str, header: str = HEADER, end: str = "\n") -> bytes:
    return end.join([header, *rows, ""]).encode()


def test_the_file_stands_beside_the_store() -> None:
    assert beside(Path("data/city.v2.kg")) == Path("data/city.v2.decisions.tsv")


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    loaded = read(tmp_path / "none.tsv")
    assert (len(loaded.decisions), loaded.faults) == (0, ())


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    append(path, [SAME])
    append(path, [APART, NAMED])
    loaded = read(path)
    assert loaded.decisions.rulings == ALL
    assert [line.number for line in loaded.lines] == [2, 3, 4]
    assert path.read_bytes() == text(*map(line_of, ALL))


FAULTS = [
    # a line, what is said of it
    ("same\tOrganization\t甲\t\t\t乙\t\t\t\t\t\t多一个", "12 fields"),
    ("equal\tOrganization\t甲\t\t\t乙", "no verdict 'equal'"),
    ("\tOrganization\t甲\t\t\t乙", "no verdict ''"),
    ("same\tOrganisation\t甲\t\t\t乙", "no type 'Organisation'"),
    ("same\tOrganization\t\t\t\t乙", "column a"),
    ("same\tOrganization\t甲", "column b"),
    ("rename\tOrganization\t甲", "column b"),
    ("same\tOrganization\t甲\t云川市\t\t“甲”\t云川市", "one name"),
    ("<<<<<<< HEAD", "git"),
    ("=======", "git"),
    ("only one field", "no verdict"),
    ("verdict\ttype\tb\ta", "another order"),
]


@pytest.mark.parametrize(("row", "cause"), FAULTS)
def test_a_fault_names_file_line_and_cause_and_the_rest_holds(tmp_path: Path, row: str, cause: str) -> None:
    path = tmp_path / "d.tsv"
    path.write_bytes(text(line_of(SAME), row, line_of(APART)))
    loaded = read(path)
    assert loaded.decisions.rulings == (SAME, APART)
    (fault,) = loaded.faults
    assert str(fault).startswith(f"{path}:3: ")
    assert cause in str(fault)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        ("甲\t乙\n".encode(), "1: no column verdict, type, a, b"),
        (b"verdict\ttype\ta\tb\ta\n", "column a is there twice"),
        (text(line_of(SAME)).decode().encode("gb18030"), "2: is not UTF-8"),
    ],
)
def test_what_cannot_be_understood_at_all_is_an_error(tmp_path: Path, data: bytes, cause: str) -> None:
    path = tmp_path / "d.tsv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=cause):
        read(path)


def test_edited_by_hand(tmp_path: Path) -> None:
    """A mark at the start, Windows line ends, notes, columns in another order, more and fewer of them."""
    path = tmp_path / "d.tsv"
    rows = [
        "# 医院",
        "note\tb\tverdict\ttype\ta",
        "",
        "一\t 市一院 \tsame\tOrganization\t市第一人民医院",
        "note\tb\tverdict\ttype\ta",
        "\t市二院\tdifferent\tOrganization\t市第二人民医院\t",
    ]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows[:5]).encode())
    (ruling,) = read(path).decisions
    assert (ruling.verdict, ruling.a.name, ruling.b and ruling.b.name) == ("same", "市第一人民医院", "市一院")
    before = path.read_bytes()
    receipt = append(path, [SAME, NAMED])
    assert read(path).decisions.rulings == (ruling, SAME, NAMED)
    assert not read(path).faults
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# ")
    assert after.count(b"\r\n") == after.count(b"\n")
    take_back(receipt)
    assert path.read_bytes() == before


names = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8)
designations = st.builds(Designation, st.sampled_from(["Person", "Organization"]), names, names, names)


@st.composite
def rulings(draw: st.DrawFn) -> Ruling:
    a = draw(designations)
    if draw(st.booleans()):
        return Ruling(Verdict.RENAME, a, name=draw(names), who=draw(names))
    b = Designation(a.type, draw(names), draw(names))
    pairs = [Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE]
    return Ruling(draw(st.sampled_from(pairs)), a, b, who=draw(names), reason=draw(names))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(rulings().filter(lambda r: r.b is None or r.a.key != r.b.key), max_size=3)))
def test_decide_then_undo_gives_back_the_bytes(tmp_path_factory: pytest.TempPathFactory, steps) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("undo") / "d.tsv"
    states, receipts = [], []
    for step in steps:
        states.append(path.read_bytes() if path.exists() else None)
        receipts.append(append(path, step))
    assert list(read(path).decisions) == [ruling for step in steps for ruling in step]
    for receipt, state in zip(reversed(receipts), reversed(states), strict=True):
        take_back(receipt)
        assert (path.read_bytes() if path.exists() else None) == state


def test_tabs_and_line_ends_do_not_break_a_line(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    append(path, [Ruling(Verdict.SAME, FULL, SHORT, reason="第一行\n第二行\t完")])
    (ruling,) = read(path).decisions
    assert ruling.reason == "第一行 第二行 完"


def test_nothing_is_taken_back_from_a_file_that_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    receipt = append(path, [SAME])
    changed = path.read_bytes() + b"# a note\n"
    path.write_bytes(changed)
    with pytest.raises(DecisionsError, match="changed"):
        take_back(receipt)
    assert path.read_bytes() == changed


def test_the_last_decision_is_all_lines_of_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    append(path, [SAME])
    before = path.read_bytes()
    second = Ruling(Verdict.DIFFERENT, FULL, OTHER, who=APART.who, when=APART.when)
    append(path, [APART, second])
    assert take_back_last(path) == (APART, second)
    assert path.read_bytes() == before
    assert take_back_last(path) == (SAME,)
    assert not path.exists()
    with pytest.raises(DecisionsError, match="no decision"):
        take_back_last(path)


def test_lines_without_a_time_are_taken_back_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    path.write_bytes(text("same\tPerson\t甲\t\t\t乙", "same\tPerson\t甲\t\t\t丙"))
    (ruling,) = take_back_last(path)
    assert ruling.b == Designation("Person", "丙")


def test_a_note_behind_the_last_decision_stays(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    path.write_bytes(text(line_of(SAME), "# so far"))
    with pytest.raises(DecisionsError, match="by hand"):
        take_back_last(path)


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.tsv"
    append(path, [SAME])
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DecisionsError, match="No space left"):
        append(path, [APART])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    kept = tmp_path / "kept.tsv"
    kept.write_bytes(text(line_of(SAME)))
    kept.chmod(0o640)
    link = tmp_path / "d.tsv"
    link.symlink_to(kept)
    append(link, [APART])
    assert link.is_symlink()
    assert read(kept).decisions.rulings == (SAME, APART)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    rulings = [Ruling(Verdict.SAME, FULL, Designation("Organization", f"第{n}院")) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda ruling: append(path, [ruling]), rulings))
    assert {ruling.b for ruling in read(path).decisions} == {ruling.b for ruling in rulings}


def test_every_column_is_written() -> None:
    ruling = Ruling(Verdict.SAME, PERSON, Designation("Person", "石云山", "", "a18"), "", "甲", "乙", "丙")
    assert line_of(ruling).split("\t") == [
        "same", "Person", "石云山", "海右省云川市", "a17", "石云山", "", "a18", "甲", "乙", "丙",
    ]  # fmt: skip
    assert len(COLUMNS) == 11


# ------------------------------------------------------------------------------------------- who and when


def test_who_is_the_name_given_else_gits(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "config", "user.name", "柳青"], check=True)
    assert who_decides(" 石云山 ", tmp_path) == "石云山"
    assert who_decides(None, tmp_path) == "柳青"


def test_who_is_the_login_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LOGNAME", "liuqing")
    assert who_decides(None, tmp_path) == "liuqing"


def test_decisions_of_one_moment_get_two_times() -> None:
    made: list[Ruling] = []
    for _ in range(20):
        made += signed([SAME, APART], "甲", made)
    times = [ruling.when for ruling in made]
    assert times == sorted(times)
    assert len(set(times)) == 20
    assert all(time.endswith("Z") and len(time) == len(SAME.when) for time in times)


# ----------------------------------------------------------------------------------------- another store's


def turned(ruling: Ruling, verdict: Verdict, when: str) -> Ruling:
    assert ruling.b is not None
    return Ruling(verdict, ruling.b, ruling.a, who="远方", when=when)


def test_join() -> None:
    later = turned(APART, Verdict.SAME, "2031-05-05T14:07:09+08:00")
    earlier = turned(SAME, Verdict.DIFFERENT, "2031-05-04T06:07:07Z")
    undated = turned(SAME, Verdict.UNSURE, "")
    agreed = turned(SAME, Verdict.SAME, "2039-01-01T00:00:00Z")
    ours = Decisions((SAME, APART))
    assert join(ours, Decisions((NAMED, later))).added == (NAMED, later)
    for older in (earlier, undated):
        joined = join(ours, Decisions((older,)))
        assert (joined.added, joined.kept) == ((), ((older, SAME),))
    joined = join(ours, Decisions((agreed,)))
    assert (joined.added, joined.known, joined.kept) == ((), 1, ())
    assert join(Decisions(), ours).added == ours.rulings
