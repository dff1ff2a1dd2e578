from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.divisions.blocks import TOWNSHIP, Settlements, pack, settlements
from kg.divisions.compile_table import compile_table, main
from kg.divisions.settlements import key, village_label
from kg.errors import KgError, SchemaError

NAMES = st.text("甲乙丙丁村社区街道镇路居委会0", min_size=2, max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, str]]:
    codes = draw(st.sets(st.tuples(st.sampled_from(["110101", "370202"]), st.integers(0, 999)), min_size=1))
    townships = {f"{county}{number:03d}": draw(NAMES) for county, number in codes}
    below = st.sets(st.tuples(st.sampled_from(sorted(townships)), st.integers(0, 999)))
    return townships, {f"{township}{number:03d}": draw(NAMES) for township, number in draw(below)}


@settings(max_examples=60, deadline=None)
@given(tables())
def test_reading_gives_back_what_was_written(written: tuple[dict[str, str], dict[str, str]]) -> None:
    townships, villages = written
    read = Settlements(pack(townships, villages, {}))
    assert dict(row for county in read.counties for row in read.townships(county)) == townships
    assert dict(row for county in read.counties for row in read.villages(county)) == villages
    for part in {name[:2] for name in villages.values()}:
        held = {row for county in read.counties for row in read.villages(county, holding=part)}
        assert held == {(code, name) for code, name in villages.items() if part in name}
    for code, name in villages.items():
        label = village_label(name)
        if label is not None:
            assert code[:6] in read.counties_naming(key(label))
            assert code[:6] in read.counties_naming(key(label), code[:9])
            assert code[:6] not in read.counties_naming(key(label), "99")


def test_what_is_not_there() -> None:
    table = settlements()
    assert table.townships("000000") == ()
    assert table.villages("999999") == ()
    assert table.counties_naming(TOWNSHIP + "没有这个街道") == ()


def test_all_of_the_country_is_there() -> None:
    table = settlements()
    assert len(table.counties) == 2978
    assert sum(len(table.townships(county)) for county in table.counties) == 41_352


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"x" + data, lambda _: b"FZDIV"])
def test_a_damaged_file_is_named(damage) -> None:  # type: ignore[no-untyped-def]
    data = pack({"110101001": "甲街道"}, {}, {})
    with pytest.raises(SchemaError, match=r"divisions_settlements\.bin"):
        Settlements(damage(data))


def test_a_village_needs_its_township() -> None:
    with pytest.raises(SchemaError, match="110101002"):
        pack({"110101001": "甲街道"}, {"110101002001": "乙村"}, {})


STREETS = 'code,name,areaCode\n110101001,"甲街道",110101\n110101002,"乙镇",110101\n'
VILLAGES = 'code,name,streetCode\n110101001001,"丙社区居委会",110101001\n110101002201,"丁村委会",110101002\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "streets.csv").write_text(STREETS, "utf-8")
    (tmp_path / "villages.csv").write_text(VILLAGES, "utf-8")
    return tmp_path


def test_compile(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = source / "out.bin"
    assert main([str(source), str(out)]) == 0
    assert "2 townships, 2 villages" in capsys.readouterr().out
    first = out.read_bytes()
    assert Settlements(first).villages("110101") == (
        ("110101001001", "丙社区居委会"),
        ("110101002201", "丁村委会"),
    )
    compile_table(source, out)
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("streets.csv", STREETS + "11010,甲,1\n", r"streets\.csv:4.*9 digits"),
        ("streets.csv", STREETS + "110101001,甲,1\n", r"streets\.csv:4.*twice"),
        ("villages.csv", VILLAGES + "110101001002,,1\n", r"villages\.csv:4"),
        ("villages.csv", VILLAGES + "110101009002,戊村,1\n", "110101009"),
        ("streets.csv", STREETS + "990101001,己镇,1\n", "990101"),
    ],
)
def test_faults_of_the_source_are_named(source: Path, file: str, text: str, message: str) -> None:
    (source / file).write_text(text, "utf-8")
    with pytest.raises(KgError, match=message):
        compile_table(source, source / "out.bin")
    assert not (source / "out.bin").exists()
    assert main([str(source), str(source / "out.bin")]) == 1


def test_usage_and_missing_tables(tmp_path: Path) -> None:
    assert main([]) == 2
    assert main([str(tmp_path), str(tmp_path / "out.bin")]) == 1
