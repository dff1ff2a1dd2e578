"""Gold files, good and bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.evaluation.gold import KINDS, plain, read_gold

PAGE = """
source: page.txt
articles:
- id: 001-1
  title: 临溪区治水
  date: 2031-05-04
  reporters: [柳青]
  correspondents: []
  entities:
  - [OFFICE, 柳林街道办事处, 柳林 街道, {same: 临溪区柳林街道}]
  - [PERSON, 柳青]
  - [DISTRICT, 临溪区]
  relations:
  - [PART_OF, 柳林街道办事处, 临溪区]
  - [HOLDS_POST, 柳青, 柳林街道办事处, {title: 主 任}]
- id: 001-2
  title:
  entities:
  - [OFFICE, 柳林街道, {same: 临溪区柳林街道}]
  - [INITIATIVE, 2031]
"""


def folder_of(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, "utf-8")
    return path


def test_articles_of_a_page_say_what_one_thing_is(tmp_path: Path) -> None:
    (page,) = read_gold(folder_of(tmp_path, page=PAGE)).documents
    office = page.entities["临溪区柳林街道"]
    assert office.names == ("柳林街道办事处", "柳林 街道", "临溪区柳林街道", "柳林街道")
    assert office.forms == {"柳林街道办事处", "柳林街道", "临溪区柳林街道"}
    assert (office.type, office.subtype, office.articles) == ("Organization", "Office", {0, 1})
    assert page.entities["2031"].type == "Initiative"
    assert page.relations["HOLDS_POST", "柳青", "临溪区柳林街道"].titles == ("主任",)
    assert [article.title for article in page.articles] == ["临溪区治水", ""]
    assert page.articles[0].bylines == {("柳青", "记者")}


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("source: page.txt", "", "source is missing"),
        ("source: page.txt", "source: [page.txt]", "source is missing"),
        ("articles:", "article:", "articles: expected a list"),
        ("[OFFICE,", "[BUREAU,", "article 001-1: entity [BUREAU, 柳林街道办事处"),
        ("[OFFICE,", "[BUREAU,", "unknown type BUREAU; known: PARTY, GOV, OFFICE"),
        ("[PERSON, 柳青]", "[PERSON]", "expected [TYPE, name"),
        ("[PERSON, 柳青]", "[PERSON, no]", "False is no name; write it in quotation marks"),
        ("[PERSON, 柳青]", "[PERSON, {same: 柳青}]", "a name is missing"),
        ("{same: 临溪区柳林街道}", "{sames: 临溪区柳林街道}", "unknown option sames"),
        ("{same: 临溪区柳林街道}", "{same: }", "same: None is no name"),
        ("[PART_OF,", "[PARTOF,", "unknown type PARTOF; known: HOLDS_POST"),
        ("[PART_OF,", "[REPORTED,", "REPORTED is not annotated: write the name under reporters"),
        ("[PART_OF, 柳林街道办事处, 临溪区]", "[PART_OF, 柳林街道办事处]", "expected [TYPE, head, tail"),
        ("[PART_OF, 柳林街道办事处, 临溪区]", "[PART_OF, 柳林街道办事处, 北屏区]", "北屏区 is no entity of"),
        ("[PART_OF, 柳林街道办事处", "[PART_OF, 柳林 街道", "柳林 街道 is another form of 柳林街道办事处"),
        ("{title: 主 任}", "主任", "attributes: expected a mapping"),
        ("reporters: [柳青]", "reporters: 柳青", "reporters: expected a list"),
        ("reporters: [柳青]", "reporters: [[柳青]]", "['柳青'] is no name"),
        ("2031-05-04", "2031-13-04", "not YAML"),
        ("title: 临溪区治水", "title: 临溪区: 治水", "page.yaml:5: not YAML"),
        ("- id: 001-2\n  title:\n  entities:", "- 图片\n- entities:", "article 2: expected a mapping"),
    ],
)
def test_a_bad_file_is_named_with_its_cause_and_the_rest_is_read(
    tmp_path: Path, old: str, new: str, cause: str
) -> None:
    assert old in PAGE
    folder_of(tmp_path, page=PAGE.replace(old, new), other=PAGE.replace("page.txt", "other.txt"))
    gold = read_gold(tmp_path)
    assert [document.source for document in gold.documents] == ["other.txt"]
    assert all(str(fault).startswith(str(tmp_path / "page.yaml")) for fault in gold.faults)
    assert any(cause in str(fault) for fault in gold.faults), gold.faults


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    folder_of(tmp_path, page=PAGE.replace("[OFFICE,", "[BUREAU,").replace("[PART_OF,", "[PARTOF,"))
    assert len(read_gold(tmp_path).faults) == 3


def test_two_files_of_one_source(tmp_path: Path) -> None:
    gold = read_gold(folder_of(tmp_path, a=PAGE, b=PAGE))
    assert [document.path.name for document in gold.documents] == ["a.yaml"]
    assert "source page.txt is that of a.yaml too" in str(gold.faults[0])


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_bytes(PAGE.encode("gb18030"))
    assert "not UTF-8" in str(read_gold(tmp_path).faults[0])


def test_a_folder_without_gold(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    with pytest.raises(KgError, match="holds no gold files"):
        read_gold(tmp_path)
    for path in (tmp_path / "none", tmp_path / "page.txt"):
        with pytest.raises(KgError, match="no such folder"):
            read_gold(path)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("“清河 行动”", "清河行动"),
        ("ＡＢ１", "AB1"),
        ("《办法》\n", "办法"),
        (None, ""),
        ("（试行）", "(试行)"),
    ],
)
def test_what_is_compared(text: str | None, compared: str) -> None:
    assert plain(text) == compared


def test_the_documented_example_is_good_gold(tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "gold.md").read_text("utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    gold = read_gold(folder_of(tmp_path, page=example))
    assert gold.faults == ()
    (page,) = gold.documents
    assert len(page.relations) == 4
    described = {line.split(" |")[0][2:] for line in guide.splitlines() if line.startswith("| ")}
    assert set(KINDS) - described == set()
