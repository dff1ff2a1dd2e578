"""Decisions from the command to the graph: pages in, a decision, the graph, undone."""

from __future__ import annotations

import functools
from pathlib import Path

import marked_pages
import pytest
from made_stores import BRIDGE, PAGES, add_pages, decisions_of, graph, kg, node_of

from kg.pipeline import build
from kg.resolved import Resolved
from kg.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return add_pages(tmp_path, *PAGES)


def test_a_wrong_merge_is_split_and_the_undo_gives_the_same_bytes(store: Path) -> None:
    before = graph(store)
    assert node_of(store, "宏建公司") == node_of(store, "云川宏远建设有限公司")
    result = kg("split", store, "云川宏远建设有限公司", "宏建公司", "--who", "柳青", "--reason", "两家")
    assert result.exit_code == 0, result.output
    assert node_of(store, "宏建公司") != node_of(store, "云川宏远建设有限公司")
    assert node_of(store, "宏远建设") == node_of(store, "云川宏远建设有限公司")
    assert {(row[0], row[2], row[8], row[10]) for row in decisions_of(store)} == {
        ("different", "宏建公司", "柳青", "两家")
    }
    assert graph(store) != before
    assert kg("decisions", store, "--undo").exit_code == 0
    assert decisions_of(store) == []
    assert graph(store) == before


def test_parts_are_listed_and_named_by_number(store: Path) -> None:
    listed = kg("split", store, "宏建公司")
    assert listed.exit_code == 0, listed.output
    rows = [line.split()[:2] for line in listed.stdout.splitlines()[1:] if "mention" in line]
    assert sorted(name for _, name in rows) == ["云川宏远建设有限公司", "宏建公司", "宏远建设"]
    assert "why they are one" in listed.stdout
    assert "short name +" in listed.stdout
    assert decisions_of(store) == []
    number = next(number for number, name in rows if name == "宏建公司")
    kg("split", store, "宏建公司", number)
    assert node_of(store, "宏建公司") != node_of(store, "宏远建设")


@pytest.mark.parametrize("part", ["4", "0", "1-9", "2-1", "1,4", "1.2", "4.1", "宏远", "1-3"])
def test_no_such_part_writes_nothing(store: Path, part: str) -> None:
    result = kg("split", store, "宏建公司", part)
    assert result.exit_code in (1, 2)
    assert decisions_of(store) == []


def test_one_of_two_people_in_one_node(store: Path) -> None:
    """Two articles of one name: told apart by the article."""
    with_post = kg("split", store, node_of_person(store, "云川市水务局"), "1")
    assert with_post.exit_code == 0, with_post.output
    (row,) = decisions_of(store)
    assert (row[0], row[1], row[2], row[5]) == ("different", "Person", "石云山", "石云山")
    assert row[4] != row[7]
    assert all((row[4], row[7]))
    assert kg("show", store, "石云山").stdout.count("Person") == 3


def node_of_person(store: Path, body: str) -> str:
    """The id of the person who holds a post at a body."""
    told = kg("show", store, "石云山").stdout
    (block,) = (block for block in told.split("\n\n石云山")[0:] if body in block)
    return next(word for word in block.split() if word.startswith("e") and len(word) == 17)


TWO_THINGS = (
    "一\n〔D云川市〕〔K云川宏远建设有限公司〕开工。",
    "二\n〔D云川市〕〔K宏远公司〕开工。",
    "三\n〔D云川市〕〔K云川宏远物业有限公司〕进小区。〔K宏远公司〕服务六个小区。",
    "四\n〔D云川市〕〔K宏远公司〕服务七个小区。",
)


def test_one_name_that_is_two_things(tmp_path: Path) -> None:
    """宏远公司 is the builder in one article and the property manager in two."""
    store = add_pages(tmp_path, *TWO_THINGS)
    before = graph(store)
    assert len(articles_of(store, "宏远公司")) == 1
    listed = kg("split", store, "宏远公司").stdout
    numbers = [line.split()[0] for line in listed.splitlines() if " 三 · " in line or " 四 · " in line]
    assert all(number.startswith("1.") for number in numbers)
    assert kg("split", store, "宏远公司", *numbers).exit_code == 0
    assert articles_of(store, "宏远公司") == [["三", "四"], ["二"]]
    builder = nodes_called(store, "宏远公司", "二")
    assert kg("merge", store, builder, "云川宏远建设有限公司").exit_code == 0
    assert kg("merge", store, "宏远公司", "云川宏远物业有限公司").exit_code == 0
    assert articles_of(store, "宏远公司") == [["一", "二"], ["三", "四"]]
    assert "not in this store" not in kg("decisions", store).stdout
    assert "against" not in kg("decisions", store).stdout
    decided = graph(store)
    store.unlink()
    add_pages(tmp_path)
    assert graph(store) == decided
    for _ in range(3):
        assert kg("decisions", store, "--undo").exit_code == 0
    assert decisions_of(store) == []
    assert graph(store) == before


def test_two_people_decided_to_be_one_are_one_with_all_their_articles(tmp_path: Path) -> None:
    """A decision joins the nodes, not one article of each: the post in 三 keeps nobody from 一."""
    place = "〔D云川市〕。〔D临溪区〕。"
    store = add_pages(
        tmp_path,
        f"一\n{place}〔P王伟〕与〔P柳如海〕座谈。〔P王伟〕讲话。",
        f"二\n{place}〔P王伟〕任〔O临溪区教育局〕局长。〔P柳如海〕在座。",
        f"三\n{place}〔P王伟〕任〔O临溪区水利局〕局长。",
        f"四\n{place}〔P王伟〕任〔O临溪区水利局〕局长。",
    )
    before = graph(store)
    assert articles_of(store, "王伟") == [["一", "二"], ["三", "四"]]
    one, other = nodes_called(store, "王伟", "一"), nodes_called(store, "王伟", "三")
    assert kg("merge", store, one, other).exit_code == 0
    assert articles_of(store, "王伟") == [["一", "二", "三", "四"]]
    kg("decisions", store, "--undo")
    assert graph(store) == before


def articles_of(store: Path, name: str) -> list[list[str]]:
    """The titles of the articles of each node with a name or alias."""
    with Store.open(store) as opened:
        resolved = Resolved(opened)
        titles = {claim.article.id: claim.article.title for claim in opened.claims()}
        nodes = [entity.id for entity in resolved.entities() if name in (entity.name, *entity.aliases)]
        found = [{titles[mention.article] for mention in resolved.mentions(id_)} for id_ in nodes]
    return sorted(sorted(one, key="一二三四".index) for one in found)


def nodes_called(store: Path, name: str, title: str) -> str:
    """The id of the node of a name that an article with this title mentions."""
    with Store.open(store) as opened:
        resolved = Resolved(opened)
        titles = {claim.article.id: claim.article.title for claim in opened.claims()}
        nodes = [entity.id for entity in resolved.entities() if name in (entity.name, *entity.aliases)]
        (found,) = {id_ for id_ in nodes for one in resolved.mentions(id_) if titles[one.article] == title}
    return found


def test_a_short_name_is_merged(store: Path) -> None:
    assert node_of(store, "云川宏远") != node_of(store, "云川宏远建设有限公司")
    before = graph(store)
    result = kg("merge", store, "云川宏远", "宏远建设")
    assert result.exit_code == 0, result.output
    assert node_of(store, "云川宏远") == node_of(store, "云川宏远建设有限公司")
    kg("decisions", store, "--undo")
    assert graph(store) == before


def test_a_merge_beats_an_earlier_split(store: Path) -> None:
    kg("split", store, "云川宏远建设有限公司", "宏建公司")
    assert node_of(store, "宏建公司") != node_of(store, "宏远建设")
    kg("merge", store, "宏建公司", "宏远建设")
    assert node_of(store, "宏建公司") == node_of(store, "宏远建设")
    assert [row[0] for row in decisions_of(store)] == ["different", "different", "same", "same"]


def test_what_differs_stays_apart_in_a_rebuild_and_with_an_article_that_would_bridge(store: Path) -> None:
    """宏远建材 is another than 云川宏远, whatever a later page prints between them."""
    kg("review", store, answers=reviewed(store, "different", "云川宏远", "宏远建材"))
    assert [row[0] for row in decisions_of(store)] == ["different"]
    add_pages(store.parent, BRIDGE)
    assert node_of(store, "宏远建材") != node_of(store, "云川宏远")
    grown = graph(store)
    store.unlink()
    add_pages(store.parent)
    assert node_of(store, "宏远建材") != node_of(store, "云川宏远")
    assert graph(store) == grown


def reviewed(store: Path, verdict: str, a: str, b: str) -> str:
    """The answers that skip to a pair and give a verdict on it."""
    rows = kg("review", store, "--list").stdout.splitlines()[1:]
    numbers = [n for n, row in enumerate(rows) if a in row and b in row]
    return "skip\n" * numbers[0] + f"{verdict} 各有执照\n"


def test_a_pair_that_was_decided_is_asked_no_more(store: Path) -> None:
    def asked() -> int:
        return len(kg("review", store, "--list").stdout.splitlines()) - 1

    before = asked()
    assert before > 1
    kg("review", store, answers="unsure\n")
    assert asked() == before - 1
    assert len(kg("review", store, "--list", "--again").stdout.splitlines()) - 1 == before


def test_a_build_says_how_many_pairs_wait(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cli.build", functools.partial(build, make_reader=marked_pages.plain))
    pairs = len(kg("review", store, "--list").stdout.splitlines()) - 1
    told = kg("build", store.parent, "-o", store)
    assert f"{pairs} pairs may be one thing each; decide with: kg review {store}" in told.stdout
    kg("review", store, answers="unsure\n" * pairs)
    assert "may be one" not in kg("build", store.parent, "-o", store).stdout


def test_review_on_answers_from_a_pipe(store: Path) -> None:
    before = graph(store)
    told = kg("review", store, "--who", "柳青", "--type", "Organization", answers="same 同一地址\nundo\nd\n")
    assert told.exit_code == 0, told.output
    for part in ("Organization 组织机构 · score 0.", "「〔", "before any feature", "in common"):
        assert (part in told.stdout) is (part != "「〔")
    assert "decided: 1 different; skipped: 0; still open: " in told.stdout
    (row,) = decisions_of(store)
    assert (row[0], row[8], row[10]) == ("different", "柳青", "")
    kg("decisions", store, "--undo")
    assert graph(store) == before


def test_a_line_that_is_no_answer_ends_it(store: Path) -> None:
    told = kg("review", store, answers="d\nperhaps\nd\n")
    assert told.exit_code == 1
    assert "standard input:2: 'perhaps' is no answer" in told.stderr
    assert len(decisions_of(store)) == 1


def test_a_name(store: Path) -> None:
    before, id_ = graph(store), node_of(store, "云川市水务局")
    result = kg("rename", store, "云川市水务局", " 云川市水务和湖泊局 ")
    assert result.exit_code == 0, result.output
    assert node_of(store, "云川市水务和湖泊局") == node_of(store, "云川市水务局") == id_
    kg("rename", store, "云川市水务和湖泊局", "云川水务")
    assert kg("show", store, "云川水务").stdout.startswith("云川水务  ")
    kg("decisions", store, "--undo")
    kg("decisions", store, "--undo")
    assert graph(store) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("merge", "石云山", "云川宏远"), "nodes are called so"),
        (("merge", "云川宏远", "云川市"), "never one"),
        (("merge", "宏远建设", "宏建公司"), "one node already"),
        (("merge", "远山公司", "云川市"), "nothing is called 远山公司"),
        (("merge", "宏远", "云川市"), "like it"),
        (("split", "临溪区"), "cannot be split"),
        (("rename", "云川宏远", "  "), "needs a name"),
    ],
)
def test_what_is_unclear_is_told_and_nothing_written(
    store: Path, arguments: tuple[str, ...], told: str
) -> None:
    command, *rest = arguments
    result = kg(command, store, *rest)
    assert result.exit_code in (1, 2)
    assert told in result.stderr
    assert decisions_of(store) == []


def test_a_line_that_does_nothing_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Resolved, "idle", lambda self: self.decisions.in_force())
    told = kg("rename", store, "云川宏远", "宏远")
    assert "g.decisions.tsv:2: points at nothing in this store" in told.stderr


def test_ambiguous_names_are_listed_with_ids_and_articles(store: Path) -> None:
    result = kg("split", store, "石云山")
    ids = [line.split()[0] for line in result.stderr.splitlines() if line.startswith("  e")]
    assert len(ids) == 2
    assert "七 · 06.txt" in result.stderr
    assert kg("rename", store, ids[0], "石云山（水务）").exit_code == 0
    assert decisions_of(store)[0][5] == "石云山（水务）"


# ---------------------------------------------------------------------------------------------- the file


def test_the_file_is_listed_with_what_each_line_does(store: Path) -> None:
    kg("split", store, "云川宏远建设有限公司", "宏建公司")
    kg("merge", store, "宏建公司", "宏远建设")
    path = store.with_name("g.decisions.tsv")
    with path.open("a", encoding="utf-8") as file:
        file.write("same\tOrganization\t远山公司\t\t\t云川远山有限公司\nequal\tPerson\n")
    result = kg("decisions", store)
    assert result.exit_code == 1
    assert f"{path}:{len(decisions_of(store)) + 1}: no verdict 'equal'" in result.stderr
    told = result.stdout.splitlines()
    assert "[a later line decides]" in told[0]
    assert "[not in this store]" in told[-1]
    # Every command says so, and goes on.
    for command in (("show", store, "云川市"), ("export", store, store.with_suffix(".graphml"))):
        done = kg(*command)
        assert done.exit_code == 0
        assert "no verdict 'equal'" in done.stderr


def test_a_file_that_is_none_stops_the_commands_before_they_start(store: Path) -> None:
    store.with_name("g.decisions.tsv").write_text("甲 = 乙\n", "utf-8")
    for command in (("show", store, "云川市"), ("review", store), ("build", store.parent, "-o", store)):
        result = kg(*command)
        assert result.exit_code == 1
        assert "g.decisions.tsv:1: no column" in result.stderr


def test_decisions_go_to_another_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    kg("split", store, "云川宏远建设有限公司", "宏建公司", "--who", "柳青")
    other = add_pages(tmp_path_factory.mktemp("other"), *PAGES)
    file = store.with_name("g.decisions.tsv")
    result = kg("decisions", other, "--apply", file)
    assert result.exit_code == 0, result.output
    assert "2 decisions added" in result.stdout
    assert graph(other) == graph(store)
    again = kg("decisions", other, "--apply", file)
    assert "0 decisions added, 2 known" in again.stdout
    assert decisions_of(other) == decisions_of(store)


def test_apply_needs_files_that_are_there(store: Path, tmp_path: Path) -> None:
    assert "no such file" in kg("decisions", store, "--apply", tmp_path / "none.tsv").stderr
    file = tmp_path / "theirs.tsv"
    file.write_text("verdict\ttype\ta\tb\nsame\tPerson\t甲\t乙\n", "utf-8")
    assert "no such store" in kg("decisions", tmp_path / "none.kg", "--apply", file).stderr
    assert not (tmp_path / "none.decisions.tsv").exists()


def test_no_store_no_decisions(tmp_path: Path) -> None:
    for command in (("review",), ("decisions",), ("merge", "甲", "乙"), ("rename", "甲", "乙")):
        result = kg(command[0], tmp_path / "none.kg", *command[1:])
        assert result.exit_code == 1
        assert "no such store" in result.stderr
    assert list(tmp_path.iterdir()) == []
