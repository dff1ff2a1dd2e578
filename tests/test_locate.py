"""``kg locate`` as a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["locate", *map(str, arguments)])


def test_a_name_in_a_region() -> None:
    result = kg("郑港办事处", "--in", "郑州航空港区")
    assert result.exit_code == 0
    assert result.stdout == "410173401\t河南省/郑州市/郑州航空港经济综合实验区/郑港街道\n"


def test_several_are_printed_and_none_chosen() -> None:
    result = kg("鼓楼区")
    assert result.exit_code == 1
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == [
        "320106",
        "320302",
        "350102",
        "410204",
    ]
    assert "鼓楼区" in result.stderr


@pytest.mark.parametrize(("name", "region"), [("甲乙丙丁村", "青岛"), ("青岛", "云川市")])
def test_the_unknown_is_said_to_be_unknown(name: str, region: str) -> None:
    result = kg(name, "--in", region)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "not known" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "names.tsv"
    rows = [
        "mention\tregion\tpage",
        "辽宁路街道\t山东省青岛市\t甲版",
        "鼓楼区\t青岛\t乙版",
        "青岛\t\t丙版",
        "",
    ]
    table.write_bytes("\r\n".join(rows).encode(encoding))
    result = kg("--table", table)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        "mention\tregion\tpage\tcode\tpath",
        "辽宁路街道\t山东省青岛市\t甲版\t370203005\t山东省/青岛市/市北区/辽宁路街道",
        "鼓楼区\t青岛\t乙版\t-\t-",
        "青岛\t\t丙版\t3702\t山东省/青岛市",
    ]


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    table = tmp_path / "names.tsv"
    table.write_text("region\tmention\n青岛\n青岛\t\n云川市\t柳林街道\n青岛\t市南区\n", "utf-8")
    result = kg("--table", table)
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [f"{table}:{n}" for n in (2, 3, 4)]
    assert result.stdout.splitlines()[1:] == [
        "云川市\t柳林街道\t-\t-",
        "青岛\t市南区\t370202\t山东省/青岛市/市南区",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mention\n甲\n", "no column region"),
        ("mention\tregion\tcode\n甲\t乙\t丙\n", "column code"),
        ("", "no column mention"),
    ],
)
def test_what_is_no_such_table(tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "names.tsv"
    table.write_text(text, "utf-8")
    result = kg("--table", table)
    assert result.exit_code == 1
    assert str(table) in result.stderr
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments", [[], ["青岛", "--table", "x.tsv"], ["--table", "x.tsv", "--in", "青岛"]]
)
def test_usage(arguments: list[str]) -> None:
    assert kg(*arguments).exit_code == 2


def test_a_missing_table(tmp_path: Path) -> None:
    result = kg("--table", tmp_path / "none.tsv")
    assert result.exit_code == 1
    assert "none.tsv" in result.stderr
