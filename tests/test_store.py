import sqlite3
import subprocess
import sys
import textwrap

import pytest

from kg import database
from kg.errors import InputError, StoreError
from kg.model import Article, Credit, Extraction, Mention, Run, Statement
from kg.resolved import Resolved
from kg.store import ClaimCounts, FileState, Store

STATE = FileState("d1", "{}", "e1")


def article(id_="a1", text="临溪区水务局启动清河行动。", **fields):
    return Article(id=id_, source="page.txt", number=1, title="清河行动", text=text, **fields)


def extraction(id_="a1", **fields):
    mentions = (
        Mention(
            0, 6, "临溪区水务局", "Organization", "GovernmentBody", "临溪区水务局", "临溪区", 0.9, "suffix"
        ),
        Mention(8, 12, "清河行动", "Initiative", "", "清河行动", anaphor=True, in_title=True),
    )
    statements = (
        Statement(
            "ORGANIZES", 0, 1, 0, 13, "临溪区水务局启动清河行动。", "start", 0.7, "plan", {"role": "主办"}
        ),
        Statement("REPORTED", 0, None, -1, -1, "记者 柳青", "byline"),
    )
    return Extraction(article(id_, **fields), mentions, statements)


FULL = extraction(
    runs=(Run(0, 3, 5), Run(5, 10, 8)),
    credits=(Credit("柳青", "记者", 1, 3, "记者 柳青"), Credit("云山", "摄")),
    date="--10-09", dateline="云川", publisher="云川日报", section="A2", captions=("图为现场",),
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "graph.kg"


@pytest.fixture
def store(path):
    with Store.open_to_build(path) as opened:
        yield opened


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(database, "_PATIENCE", 0.1)


def add(store, path, pages, state=STATE, failures=()):
    file = store.begin_file(path, path.rsplit("/", 1)[-1], state)
    numbers = [store.add_page(file, key, extractions) for key, extractions in pages]
    store.finish_file(file, numbers, failures)
    store.commit()


def test_what_is_written_is_read_back_the_same(store):
    add(store, "/p/page.txt", [("k", [FULL, extraction("a0")])])
    assert list(store.claims()) == [extraction("a0"), FULL]
    assert store.counts() == ClaimCounts(files=1, articles=2, mentions=4, statements=4)


def test_claims_of_some_articles(store):
    add(store, "/p/page.txt", [("k", [extraction(id_) for id_ in ("a3", "a1", "a2")])])
    assert [e.article.id for e in store.claims(["a3", "a2", "none"])] == ["a2", "a3"]


def test_an_article_that_two_files_share_counts_once_whichever_came_first(tmp_path):
    # The same article beside different neighbours: its claims may differ, and one set of them is taken.
    one, other = ("k1", [extraction("a1", date="2031")]), ("k2", [extraction("a1", date="2032")])
    chosen = []
    for order in ([one, other], [other, one]):
        with Store.open_to_build(tmp_path / f"{order[0][0]}.kg") as store:
            for page in order:
                add(store, f"/{page[0]}/page.txt", [page])
            chosen.append(list(store.claims()))
            assert store.counts().articles == 1
            assert store.counts().mentions == 2
    assert chosen[0] == chosen[1]


def test_a_file_is_incomplete_until_it_is_finished(store):
    file = store.begin_file("/p/a.txt", "a.txt", STATE)
    store.add_page(file, "k1", [extraction()])
    store.commit()
    assert not store.file("/p/a.txt").complete
    assert list(store.pages("/p/a.txt")) == ["k1"]
    store.finish_file(file, [], [])
    assert store.file("/p/a.txt").complete
    assert list(store.claims()) == []  # the page was not among those that it has now


def test_failures_are_kept_with_their_file(store):
    add(store, "/p/a.jsonl", [], failures=[InputError("/p/a.jsonl", "not JSON", 7)])
    (failure,) = store.failures(store.file("/p/a.jsonl"))
    assert (failure.source, failure.cause, failure.line) == ("/p/a.jsonl", "not JSON", 7)
    store.begin_file("/p/a.jsonl", "a.jsonl", STATE)
    assert store.failures(store.file("/p/a.jsonl")) == []


def test_what_was_not_committed_is_gone_whole(path):
    with Store.open_to_build(path) as store:
        add(store, "/p/a.txt", [("k1", [extraction()])])
        file = store.begin_file("/p/b.txt", "b.txt", STATE)
        store.add_page(file, "k2", [extraction("a2")])
    with Store.open(path) as store:
        assert [file.path for file in store.files()] == ["/p/a.txt"]
        assert [e.article.id for e in store.claims()] == ["a1"]


def test_removing_a_file_removes_its_claims(store):
    add(store, "/p/a.txt", [("k1", [extraction()])])
    store.remove_file("/p/a.txt")
    store.commit()
    assert store.counts() == ClaimCounts(0, 0, 0, 0)
    for table in ("articles", "mentions", "statements", "pages"):
        assert store.database.value(f"SELECT count(*) FROM {table}") == 0


def test_the_revision_rises_with_changed_claims_only(store):
    add(store, "/p/a.txt", [("k1", [extraction()])])
    before = store.revision
    store.put("note", "x")
    store.commit()
    assert store.revision == before
    store.remove_file("/p/a.txt")
    store.commit()
    assert store.revision == before + 1


def test_one_file_is_left_after_closing(path):
    with Store.open_to_build(path) as store:
        add(store, "/p/a.txt", [("k1", [extraction()])])
    assert [entry.name for entry in path.parent.iterdir()] == ["graph.kg"]


# ------------------------------------------------------------------------------------ what is no store


def other_database(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE files (id)")
    connection.close()


@pytest.mark.parametrize("opening", [Store.open, Store.open_to_build])
@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("云川日报", "utf-8"),
        lambda path: path.write_bytes(b"SQLite format 3\0"),
        other_database,
    ],
    ids=["text", "torn", "another program's database"],
)
def test_a_file_that_is_no_store_is_left_as_it_is(path, make, opening):
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"graph\.kg: not a store"):
        opening(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["graph.kg"]


@pytest.mark.parametrize("opening", [Store.open, Store.open_to_build])
def test_a_store_of_another_version_is_named_and_left(path, opening):
    Store.open_to_build(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="version 99, and this kg works with version 1: build it again"):
        opening(path)
    assert path.read_bytes() == before


def test_places_where_no_store_can_be(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        Store.open_to_build(tmp_path)
    with pytest.raises(StoreError, match="there is no folder"):
        Store.open_to_build(tmp_path / "none" / "graph.kg")
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "graph.kg")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_store_but_cannot_be_read(path):
    path.touch()  # a build killed at its first moment leaves one
    with pytest.raises(StoreError, match="is empty"):
        Store.open(path)
    Store.open_to_build(path).close()
    Store.open(path).close()


def test_a_name_with_signs_of_a_uri(tmp_path):
    path = tmp_path / "云川 50%?#.kg"
    Store.open_to_build(path).close()
    Store.open(path).close()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


# ----------------------------------------------------------------------------------- several at one store

HOLDER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from kg.store import Store
    with Store.open_to_build(Path(sys.argv[1])) as store:
        print("open", flush=True)
        sys.stdin.readline()
""")


@pytest.fixture
def held(path):
    """A store that another process builds."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"open\n"
        yield path
        process.communicate(b"\n")


@pytest.mark.parametrize("opening", [Store.open, Store.open_to_build])
def test_a_store_that_another_process_builds_is_in_use(held, impatient, opening):
    with pytest.raises(StoreError, match="in use by another kg command"):
        opening(held)


def test_a_full_disk_is_said_and_what_was_committed_stays(path):
    with Store.open_to_build(path) as store:
        add(store, "/p/a.txt", [("k1", [extraction()])])
        pages = store.database.value("PRAGMA page_count")
        store.database.run(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="the disk is full"):
            add(store, "/p/b.txt", [("k2", [extraction("a2", text="水" * 100_000)])])
    with Store.open(path) as store:
        assert [e.article.id for e in store.claims()] == ["a1"]


# --------------------------------------------------------------------------------------- what is resolved


def test_entities_are_kept_until_claims_change(path, monkeypatch):
    with Store.open_to_build(path) as store:
        add(store, "/p/a.txt", [("k1", [extraction()])])
        names = {entity.name for entity in Resolved(store).entities()}
        assert "临溪区水务局" in names
    with monkeypatch.context() as patched:
        patched.setattr("kg.resolved.update", lambda *_: pytest.fail("resolved again"))
        with Store.open(path) as store:
            assert {entity.name for entity in Resolved(store).entities()} == names
    with Store.open_to_build(path) as store:
        add(store, "/p/b.txt", [("k2", [extraction("a2")])])
        resolved = Resolved(store)
        assert "a2" in {ref.article for entity in resolved.entities() for ref in resolved.mentions(entity.id)}


def test_another_resolver_resolves_anew(path, monkeypatch):
    with Store.open_to_build(path) as store:
        add(store, "/p/a.txt", [("k1", [extraction()])])
        assert list(Resolved(store).entities())
        store.database.run("UPDATE entities SET name = ''")
        assert {entity.name for entity in Resolved(store).entities()} == {""}
        monkeypatch.setattr("kg.resolved.resolver_version", lambda: "another")
        assert "" not in {entity.name for entity in Resolved(store).entities()}


def test_resolving_while_another_reads_leaves_the_store_alone(path, impatient):
    with Store.open_to_build(path) as store:
        add(store, "/p/a.txt", [("k1", [extraction()])])
    before = path.read_bytes()
    with Store.open(path) as reader, Store.open(path) as store:
        reader.database.begin()
        assert reader.get("revision")
        resolved = Resolved(store)
        (entity,) = (e for e in resolved.entities() if e.type == "Organization")
        assert {(m.article, m.index) for m in resolved.mentions(entity.id)} == {("a1", 0)}
        assert resolved.owners()["a1"][0] == entity.id
        assert resolved.owners(["a1"])["a1"] == resolved.owners()["a1"]
    assert path.read_bytes() == before
