import io
import itertools
import json
import multiprocessing
import os
import random
import signal
import sys
import time

import marked_pages
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.errors import KgError, StoreError
from kg.graph import Graph
from kg.pipeline import build
from kg.store import Store
from loaders import loader_for


def pages(folder, count, first=0):
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(first, first + count):
        (folder / f"page{n:03}.txt").write_text(marked_pages.page_text(n), "utf-8")
    return folder


def run(store, *paths, **options):
    options.setdefault("make_reader", marked_pages.plain)
    with Store.open_to_build(store) as opened:
        return build([str(path) for path in paths], opened, **options)


def exported(store):
    """The bytes of the graph as JSON lines."""
    out = store.with_suffix(".jsonl")
    with Store.open(store) as opened:
        loader_for(out).write(Graph.of(opened), out)
    return out.read_bytes()


@pytest.fixture
def store(tmp_path):
    return tmp_path / "graph.kg"


@pytest.fixture
def folder(tmp_path):
    return pages(tmp_path / "pages", 4)


def test_a_build_counts_what_it_did(store, folder):
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "empty.txt").write_bytes(b"")
    report = run(store, folder)
    assert (report.read, report.unchanged, report.failed, len(report.skipped)) == (4, 0, 1, 1)
    assert [failure.source for failure in report.failures] == [str(folder / "empty.txt")]
    assert report.store.articles == 12
    assert report.store.statements == 36
    assert (report.partial, report.outdated, report.interrupted) == (0, 0, False)


def test_a_second_run_reads_nothing_and_changes_nothing(store, folder):
    run(store, folder)
    before = exported(store)
    stored = store.read_bytes()
    report = run(store, folder, make_reader=marked_pages.forbidden)
    assert (report.read, report.unchanged) == (0, 4)
    assert report.store.articles == 12
    assert store.read_bytes() == stored
    assert exported(store) == before


def test_a_changed_file_replaces_its_claims(store, folder, tmp_path):
    run(store, folder)
    page = folder / "page001.txt"
    status = page.stat()
    page.write_text(page.read_text("utf-8").replace("云川市", "松溪市"), "utf-8")
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))  # same size, same time: still seen
    report = run(store, folder)
    assert (report.read, report.unchanged) == (1, 3)
    run(tmp_path / "fresh.kg", folder)
    assert exported(store) == exported(tmp_path / "fresh.kg")


def test_of_a_changed_file_only_the_changed_records_are_read(store, tmp_path):
    file = tmp_path / "news.jsonl"
    records = [{"title": f"第{n}号", "body": marked_pages.page_text(n, 1)} for n in range(6)]
    file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "utf-8")
    run(store, file)
    records[2]["body"] = marked_pages.page_text(17, 1)
    del records[5]
    file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "utf-8")
    read = []

    def watched():
        return marked_pages.one_by_one(lambda page: read.append(page.record) or marked_pages.read_page(page))

    report = run(store, file, make_reader=watched)
    assert read == [3]
    assert report.store.articles == 5
    run(tmp_path / "fresh.kg", file)
    assert exported(store) == exported(tmp_path / "fresh.kg")


def test_another_extractor_reads_everything_again(store, folder, monkeypatch):
    run(store, folder)
    (folder / "page000.txt").unlink()
    monkeypatch.setattr(pipeline, "extractor_version", lambda: "another")
    read = []

    def watched():
        return marked_pages.one_by_one(lambda page: read.append(page.source) or marked_pages.read_page(page))

    report = run(store, folder, make_reader=watched)
    assert (report.read, report.unchanged, report.outdated) == (3, 0, 1)
    assert read == ["page001.txt", "page002.txt", "page003.txt"]


def test_other_columns_read_again(store, tmp_path):
    file = tmp_path / "news.csv"
    file.write_text("标题,甲,乙\n第1号,〔O临溪区水务局〕启动〔I清河行动〕。,别的文字\n", "utf-8")
    assert run(store, file, columns={"body": "乙"}).store.mentions == 0
    report = run(store, file, columns={"body": "甲"})
    assert (report.read, report.store.articles, report.store.mentions) == (1, 1, 2)


# ----------------------------------------------------------------------------------------------- vanished


def test_a_vanished_file_is_kept_until_pruned(store, folder, tmp_path):
    run(store, folder)
    (folder / "page000.txt").unlink()
    assert run(store, folder).store.articles == 12
    report = run(store, folder, prune=True)
    assert (report.removed, report.store.articles) == (1, 9)
    run(tmp_path / "fresh.kg", folder)
    assert exported(store) == exported(tmp_path / "fresh.kg")


@pytest.mark.parametrize(
    ("named", "removed"),
    [
        ("pages/page000.txt", 1),  # the file itself
        ("pages", 1),
        ("pages/page*.txt", 1),
        ("pages/**", 1),
        ("*", 1),
        ("other", 0),  # another folder
        ("pages/page001.txt", 0),
        ("pages/page00[1-3].txt", 0),
    ],
)
def test_only_what_the_paths_led_to_is_pruned(tmp_path, folder, monkeypatch, named, removed):
    store = tmp_path / "graph.kg"
    pages(tmp_path / "other", 1, first=30)
    run(store, folder, tmp_path / "other")
    (folder / "page000.txt").unlink()
    monkeypatch.chdir(tmp_path)
    report = run(store, named, prune=True)
    assert report.removed == removed
    assert report.failures == []


def test_a_folder_that_is_gone_is_an_unmounted_disk_and_not_a_reason_to_forget(store, folder, tmp_path):
    run(store, folder)
    folder.rename(tmp_path / "elsewhere")
    report = run(store, folder, prune=True)
    assert (report.removed, report.failed, report.store.articles) == (0, 1, 12)


# ------------------------------------------------------------------------------------------ bad input


def test_failures_are_told_again_by_every_run(store, tmp_path):
    file = tmp_path / "news.jsonl"
    good = json.dumps({"title": "第1号", "body": marked_pages.page_text(1, 1)}, ensure_ascii=False)
    file.write_text(f"{good}\n{{broken\n", "utf-8")
    for counts in [(1, 0), (0, 1)]:
        report = run(store, file)
        assert (report.read, report.unchanged, report.failed) == (*counts, 0)
        assert [(failure.source, failure.line) for failure in report.failures] == [(str(file), 2)]


def test_a_page_that_breaks_the_reader_is_named_and_tried_again(store, folder):
    (folder / "page002.txt").write_text("【坏】\n什么", "utf-8")
    for _ in range(2):
        report = run(store, folder)
        assert [failure.source for failure in report.failures] == [str(folder / "page002.txt")]
        assert "ValueError: a page that breaks the reader" in report.failures[0].cause
        assert (report.failed, report.partial, report.store.articles) == (1, 1, 9)
        assert report.read + report.unchanged == 3
    (folder / "page002.txt").write_text(marked_pages.page_text(2), "utf-8")
    assert run(store, folder).store.articles == 12


def test_a_page_without_an_article_is_a_failure(store, tmp_path):
    (tmp_path / "page.txt").write_text("什么", "utf-8")
    report = run(store, tmp_path / "page.txt", make_reader=lambda: lambda pages: [[] for _ in pages])
    assert "no article was found" in report.failures[0].cause


# -------------------------------------------------------------------------------------------------- order


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), cuts=st.sets(st.integers(1, 4)))
def test_the_export_does_not_depend_on_order_or_portions(tmp_path_factory, order, cuts):
    place = tmp_path_factory.mktemp("order")
    folder = pages(place / "pages", 5)
    files = [folder / f"page{n:03}.txt" for n in order]
    run(place / "at once.kg", folder)
    for first, last in itertools.pairwise([0, *sorted(cuts), 5]):
        run(place / "portions.kg", *files[first:last])
    assert exported(place / "portions.kg") == exported(place / "at once.kg")


def test_an_article_in_two_folders_counts_once(store, folder, tmp_path):
    run(tmp_path / "once.kg", folder)
    pages(tmp_path / "copy", 4)
    report = run(store, folder, tmp_path / "copy")
    assert (report.read, report.store.articles) == (8, 12)
    assert exported(store) == exported(tmp_path / "once.kg")


def test_standard_input_adds_up(store, tmp_path, monkeypatch):
    for n in (1, 2, 1):
        stream = io.TextIOWrapper(io.BytesIO(marked_pages.page_text(n).encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        report = run(store, "-")
    assert (report.unchanged, report.store.articles) == (1, 6)


# ------------------------------------------------------------------------------------------ processes


def test_processes_give_the_same_store_as_one(store, folder, tmp_path):
    run(store, folder)
    run(tmp_path / "jobs.kg", folder, jobs=2)
    assert exported(tmp_path / "jobs.kg") == exported(store)
    with Store.open(store) as one, Store.open(tmp_path / "jobs.kg") as two:
        query = "SELECT * FROM articles ORDER BY row"
        assert list(one.database.rows(query)) == list(two.database.rows(query))


def test_a_process_that_dies_is_said(store, folder):
    with pytest.raises(KgError, match="ended unexpectedly"):
        run(store, folder, jobs=2, make_reader=marked_pages.dying)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_keeps_what_was_read(store, tmp_path, jobs):
    folder = pages(tmp_path / "pages", 120)
    seen = itertools.count(1)

    class Interrupter(pipeline.Silent):
        def page_done(self, file, page, articles):
            if next(seen) == 5:
                os.kill(os.getpid(), signal.SIGINT)

    report = run(store, folder, jobs=jobs, progress=Interrupter(), make_reader=marked_pages.slow)
    assert report.interrupted
    assert 5 <= report.read < 120
    assert report.store.articles == 3 * report.read
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    rest = run(store, folder)
    assert (rest.unchanged, rest.read) == (report.read, 120 - report.read)
    run(tmp_path / "fresh.kg", folder)
    assert exported(store) == exported(tmp_path / "fresh.kg")


# Forked, so that a kill falls into the build and not into the loading of modules.
FORK = multiprocessing.get_context("fork")


def _build_slowly(store, paths, begun):
    pipeline._COMMIT_PAGES = 3
    begun.set()
    try:
        run(store, *paths, make_reader=marked_pages.slow)
    except StoreError as error:
        sys.exit(0 if "in use by another kg command" in str(error) else 1)


def builder(store, *paths):
    """A build under way in another process."""
    begun = FORK.Event()
    process = FORK.Process(target=_build_slowly, args=(store, paths, begun))
    process.start()
    assert begun.wait(10)
    return process


def press(folder, edition):
    """Pages and records of an edition: half of them are the same in every edition."""
    pages(folder, 20)
    for n in range(0, 20, 2):
        (folder / f"page{n:03}.txt").write_text(marked_pages.page_text(n + 100 * edition), "utf-8")
    records = []
    for n in range(40):
        body = marked_pages.page_text(n + (edition if n % 2 else 0), 1)
        records.append(json.dumps({"title": f"第{n}号", "body": body}, ensure_ascii=False))
    (folder / "news.jsonl").write_text("\n".join(records), "utf-8")
    return folder


def test_twenty_kills_and_a_further_run_give_the_graph_of_a_run_without(store, tmp_path):
    """Every run has claims to make and old ones to replace, and is killed at some moment of it."""
    run(tmp_path / "whole.kg", press(tmp_path / "pages", edition=20))
    moments = random.Random(20310504)
    killed_at_work = 0
    for edition in range(20):
        folder = press(tmp_path / "pages", edition)
        process = builder(store, folder)
        time.sleep(moments.uniform(0.0, 0.4))
        process.kill()
        process.join()
        killed_at_work += process.exitcode == -signal.SIGKILL
    assert killed_at_work >= 15
    report = run(store, press(tmp_path / "pages", edition=20))
    assert (report.failures, report.partial) == ([], 0)
    assert exported(store) == exported(tmp_path / "whole.kg")


def test_two_builds_at_once_leave_a_sound_store(store, tmp_path):
    folders = [pages(tmp_path / name, 10, first) for name, first in (("a", 0), ("b", 10))]
    builders = [builder(store, folder) for folder in folders]
    for process in builders:
        process.join()
        assert process.exitcode == 0
    with Store.open(store) as opened:
        assert opened.database.value("PRAGMA integrity_check") == "ok"
    run(store, *folders)
    run(tmp_path / "fresh.kg", *folders)
    assert exported(store) == exported(tmp_path / "fresh.kg")
