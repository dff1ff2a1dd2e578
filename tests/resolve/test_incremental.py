"""Working on what changed gives the same tables as working on everything."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolve_claims import article

from kg.database import Database
from kg.decisions import Decisions, Designation, Ruling, Verdict
from kg.model import Extraction
from kg.resolve.resolution import ClaimsInMemory, resolution_of
from kg.resolve.state import State
from kg.resolve.update import update

# Articles that lean on one another: regions told elsewhere, short names, people by post and company.
TEXTS = [
    ("p1.txt", "区:云川市 区:临溪区 党:区委 人:王伟 企:瑞禾 街:柳林街道", "王伟>区委", "陈小禾/记者"),
    ("p1.txt", "区:云川市 区:南屏区 党:南屏区委 人:王伟 企:云川瑞禾实业", "王伟>南屏区委", "陈小禾/记者"),
    ("p1.txt", "区:云川市 人:王伟 党:市委 活:“四送一帮”活动 项:一期项目 活:茶业大会", "", "陈小禾/通讯员"),
    ("p2.txt", "区:明水市 人:王伟 街:柳林办事处 企:瑞禾食品 企:瑞禾药业", "", "陈小禾/记者"),
    ("p2.txt", "区:明水市 区:郑州 党:临溪区委组织部 活:四送一帮 活:2023年茶业大会", "", ""),
    ("p3.txt", "区:鼓楼区 街:新华街道 人:王伟 党:国务院 媒:中新网", "", "陈小禾/编辑"),
    (
        "p4.txt",
        "区:云川市 政:云川市临溪区审计局 企:云川瑞禾实业有限公司 人:宁小舟",
        "宁小舟>云川市临溪区审计局",
        "",
    ),
    (
        "p5.txt",
        "区:临溪区 政:区审计局 街:临溪区柳林街道 人:宁小舟 企:云川瑞禾食品有限公司",
        "宁小舟>区审计局",
        "",
    ),
    ("p6.txt", "区:南京市 区:鼓楼区 街:新华街道 企:瑞禾食品有限公司 人:宁小舟", "", "宁小舟/记者"),
    ("p7.txt", "政:明水市临溪区审计局 区:明水市 企:投发公司 企:明水投资发展有限公司", "", ""),
    # Records of one file: with the second, each is a page of its own.
    ("p8.jsonl", "区:云川市 政:管委会 企:瑞禾 人:宁小舟", "", ""),
    ("p8.jsonl", "区:明水市 政:管委会 企:瑞禾 人:宁小舟", "", ""),
]
VERSIONS = 2


def _claim(number: int, version: int) -> Extraction:
    """One of the articles; its second version says a little less and something else."""
    source, names, posts, credits = TEXTS[number]
    if version:
        names = " ".join([*names.split()[:-1], "政:云川市财政局"])
        kept = {name.split(":")[1] for name in names.split()}
        posts = " ".join(row for row in posts.split() if set(row.split(">")) <= kept)
        credits = " ".join(row for row in credits.split() if row.split("/")[0] in kept)
    claim = article(source, names, posts, credits, number=1 if source.endswith("jsonl") else number + 1)
    return replace(claim, article=replace(claim.article, id=f"a{number}"))


CLAIMS = [[_claim(number, version) for version in range(VERSIONS)] for number in range(len(TEXTS))]
NAMED = [
    Designation("Organization", "瑞禾", "云川市"),
    Designation("Organization", "瑞禾食品", "明水市"),
    Designation("Organization", "瑞禾药业", "明水市"),
    Designation("Organization", "云川瑞禾实业", "云川市"),
    Designation("Organization", "柳林街道", "云川市临溪区"),
    Designation("Organization", "临溪区柳林街道", "云川市临溪区"),
    Designation("Organization", "国务院", "中国"),
    Designation("Person", "王伟", "云川市", "a0"),
    Designation("Person", "王伟", "云川市", "a1"),
    Designation("Person", "王伟", "明水市", "a3"),
    Designation("Person", "宁小舟", "云川市临溪区"),
    Designation("Person", "宁小舟", "江苏省南京市", "a8"),
    Designation("Organization", "没有这一家", "云川市"),
]


class Corpus:
    """Claims and decisions in work, with the tables that follow them."""

    def __init__(self) -> None:
        self.claims: dict[int, int] = {}
        self.rulings: list[Ruling] = []
        self.state = State(Database.in_memory())
        self.state.begin_anew()

    def follow(self, state: State | None = None) -> None:
        listed = [CLAIMS[number][version] for number, version in self.claims.items()]
        update(state or self.state, ClaimsInMemory(listed), Decisions(tuple(self.rulings)))

    def anew(self) -> State:
        """The tables of a rebuild."""
        state = State(Database.in_memory())
        state.begin_anew()
        self.follow(state)
        return state


TABLES = (
    "pages_read",
    "articles_read",
    "atoms",
    "occurrences",
    "keys",
    "pairs",
    "entities",
    "merges",
    "queue",
)


def dump(state: State) -> dict[str, list[tuple[object, ...]]]:
    """All tables, their rows sorted."""
    return {name: sorted(state.database.all(f"SELECT * FROM {name}")) for name in TABLES}


ARTICLES = st.integers(0, len(TEXTS) - 1)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("put"), ARTICLES, st.integers(0, VERSIONS - 1)),
        st.tuples(st.just("take"), ARTICLES, st.just(0)),
        st.tuples(st.just("same"), st.integers(0, len(NAMED) - 1), st.integers(0, len(NAMED) - 1)),
        st.tuples(st.just("different"), st.integers(0, len(NAMED) - 1), st.integers(0, len(NAMED) - 1)),
        st.tuples(st.just("rename"), st.integers(0, len(NAMED) - 1), st.just(0)),
        st.tuples(st.just("undo"), st.just(0), st.just(0)),
    ),
    min_size=1,
    max_size=5,
)


def apply(corpus: Corpus, change: tuple[str, int, int]) -> None:
    kind, one, other = change
    if kind == "put":
        corpus.claims[one] = other
    elif kind == "take":
        corpus.claims.pop(one, None)
    elif kind == "rename":
        corpus.rulings.append(Ruling(Verdict.RENAME, NAMED[one], name="新名称"))
    elif kind == "undo":
        corpus.rulings = corpus.rulings[:-1]
    else:
        corpus.rulings.append(Ruling(Verdict(kind), NAMED[one], NAMED[other]))


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=6))
def test_batches_give_the_tables_of_a_rebuild(batches: list[list[tuple[str, int, int]]]) -> None:
    corpus = Corpus()
    corpus.claims = dict.fromkeys(range(len(TEXTS)), 0)
    corpus.follow()
    for batch in batches:
        for change in batch:
            apply(corpus, change)
        corpus.follow()
    assert dump(corpus.state) == dump(corpus.anew())


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(TEXTS))), st.integers(1, 4))
def test_articles_one_by_one_in_any_order_are_all_at_once(order: list[int], size: int) -> None:
    corpus = Corpus()
    for start in range(0, len(order), size):
        corpus.claims.update(dict.fromkeys(order[start : start + size], 0))
        corpus.follow()
    assert dump(corpus.state) == dump(corpus.anew())


@settings(max_examples=25, deadline=None)
@given(CHANGES)
def test_decided_and_undone_is_as_before(changes: list[tuple[str, int, int]]) -> None:
    corpus = Corpus()
    corpus.claims = dict.fromkeys(range(len(TEXTS)), 0)
    corpus.follow()
    before, found = dump(corpus.state), resolution_of(corpus.state)
    for change in changes:
        if change[0] not in {"put", "take"}:
            apply(corpus, change)
            corpus.follow()
    corpus.rulings = []
    corpus.follow()
    assert dump(corpus.state) == before
    assert resolution_of(corpus.state) == found


def test_nothing_changed_touches_nothing() -> None:
    corpus = Corpus()
    corpus.claims = dict.fromkeys(range(len(TEXTS)), 0)
    corpus.follow()
    listed = [CLAIMS[number][0] for number in range(len(TEXTS))]
    assert update(corpus.state, ClaimsInMemory(listed), Decisions()).articles == frozenset()


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_taken_out_and_put_back_is_as_before(number: int) -> None:
    corpus = Corpus()
    corpus.claims = dict.fromkeys(range(len(TEXTS)), 0)
    corpus.follow()
    before = dump(corpus.state)
    del corpus.claims[number]
    corpus.follow()
    assert dump(corpus.state) == dump(corpus.anew()) != before
    corpus.claims[number] = 0
    corpus.follow()
    assert dump(corpus.state) == before


@pytest.mark.parametrize("table", ["merges", "queue"])
def test_what_was_told_and_still_holds_is_not_written_again(table: str) -> None:
    corpus = Corpus()
    corpus.claims = dict.fromkeys(range(1, len(TEXTS)), 0)
    corpus.follow()
    database = corpus.state.database
    database.run(f"CREATE TEMP TABLE taken AS SELECT * FROM {table} WHERE 0")
    held = ", ".join(f"old.{row[1]}" for row in database.all(f"PRAGMA table_info({table})"))
    database.run(
        f"CREATE TEMP TRIGGER taking AFTER DELETE ON {table} BEGIN INSERT INTO taken VALUES ({held}); END"
    )
    before = set(database.all(f"SELECT * FROM {table}"))
    corpus.claims[0] = 0  # names that the others name too are settled again
    corpus.follow()
    after = set(database.all(f"SELECT * FROM {table}"))
    assert before & after
    assert not set(database.all("SELECT * FROM taken")) & after


def test_the_sums_of_an_occurrence_are_those_of_its_mentions() -> None:
    corpus = Corpus()
    corpus.claims = dict.fromkeys(range(len(TEXTS)), 0)
    corpus.follow()
    rows = corpus.state.database.all("SELECT weight, first, mentions FROM occurrences")
    assert rows
    assert all((weight, first) == (len(found), found[0]) for weight, first, text in rows
               for found in [json.loads(text)])  # fmt: skip
