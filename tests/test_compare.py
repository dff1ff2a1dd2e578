"""``kg compare`` as a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli

HEADER = "type\ta\tb\tregion"


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["compare", *map(str, arguments)])


def test_two_names_with_what_each_feature_gave() -> None:
    result = kg("区科技局", "临溪区科学技术局", "--type", "Organization", "--in", "河北省云川市临溪区")
    assert result.exit_code == 0
    assert "same  0.9" in result.stdout
    assert "临溪区科学技术局 = 临溪区 region + 科学技术局 office" in result.stdout
    assert "same words" in result.stdout
    assert "region" in result.stdout


def test_what_forbids_it_is_printed() -> None:
    result = kg("第一中学", "第二中学", "--type", "Organization", "--in", "河北省云川市")
    assert result.exit_code == 0
    assert "\ndifferent  0.0" in result.stdout
    assert "different numbers" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("区科技局", "--type", "Organization"),
        ("区科技局", "市科技局"),
        ("区科技局", "市科技局", "--type", "Company"),
        ("区科技局", "市科技局", "--type", "Organization", "--in", "甲|乙|丙"),
        ("区科技局", "市科技局", "--pairs", "x.tsv"),
    ],
)
def test_a_wrong_command_line(arguments: tuple[str, ...]) -> None:
    assert kg(*arguments).exit_code == 2


def test_a_table(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    rows = [
        "note\t" + HEADER,
        "1\tOrganization\t市一院\t云川市第一人民医院\t河北省云川市",
        "2\tPerson\t王伟\t王伟\t河北省云川市 市财政局局长|山西省泽州市 泽州三中校长",
        "3\tProject\t产业园一期\t产业园二期\t",
    ]
    table.write_text("\n".join(rows) + "\n", "utf-8")
    result = kg("--pairs", table)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "note\t" + HEADER + "\tverdict\tscore"
    assert [line.split("\t")[5] for line in lines[1:]] == ["same", "different", "different"]
    assert all(0 <= float(line.split("\t")[6]) <= 1 for line in lines[1:])


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    table = tmp_path / "pairs.tsv"
    rows = [
        HEADER,
        "Organization\t区委\t区政府",
        "Company\t甲\t乙\t",
        "Organization\t\t区政府\t",
        "Organization\t区委\t区政府\t甲|乙|丙",
        "",
        "Organization\t区委\t区政府\t河北省云川市临溪区",
    ]
    table.write_text("\n".join(rows), "utf-8")
    result = kg("--pairs", table)
    assert result.exit_code == 1
    assert [line.split("\t")[-2] for line in result.stdout.splitlines()] == ["verdict", "different"]
    for line in (2, 3, 4, 5):
        assert f"pairs.tsv:{line}:" in result.stderr


@pytest.mark.parametrize("text", ["a\tb\n甲\t乙\n", "type\ta\tb\tregion\tscore\n"])
def test_another_table(tmp_path: Path, text: str) -> None:
    table = tmp_path / "pairs.tsv"
    table.write_text(text, "utf-8")
    result = kg("--pairs", table)
    assert result.exit_code == 1
    assert "pairs.tsv:1" in result.stderr


def test_no_file() -> None:
    assert kg("--pairs", "missing.tsv").exit_code == 1
