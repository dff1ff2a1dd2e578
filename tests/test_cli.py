import os
import signal
import subprocess
import sys
import time

import marked_pages
import pytest
from click.testing import CliRunner

from kg import cli, pipeline
from kg.decisions import decision_file
from kg.store import Store

PAGE = """临溪区召开治水会议

本报讯(记者 柳青)5月4日，临溪区水务局启动“清河行动”，治理全区河道。临溪区水务局局长石云山参加活动。
云川建设有限公司承担清河治理工程。
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "made.kg"
    marked = tmp_path / "marked.txt"
    marked.write_text(marked_pages.page_text(1), "utf-8")
    with Store.open_to_build(path) as opened:
        pipeline.build([str(marked)], opened, make_reader=marked_pages.plain)
    return path


def kg(*arguments, **options):
    return CliRunner().invoke(cli.cli, [str(argument) for argument in arguments], **options)


def process(*arguments, environment=(), **options):
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "NEO4J", "PYTHON"))}
    return subprocess.run(
        command, env=inherited | dict(environment), capture_output=True, check=False, timeout=60, **options
    )


def rows(result):
    """The summary's lines in words."""
    return [line.split() for line in result.stdout.splitlines()]


# -------------------------------------------------------------------------------------------------- build


def test_build_then_again(page, tmp_path):
    store = tmp_path / "graph.kg"
    first = kg("build", page, "-o", store)
    assert first.exit_code == 0, first.output
    assert ["files", "read", "1"] in rows(first)
    assert "Organization 组织机构" in first.stdout
    second = kg("build", page, "-o", store)
    assert ["files", "unchanged", "1"] in rows(second)
    assert second.exit_code == 0


def test_failures_are_named_on_standard_error_and_in_the_status(page, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    result = kg("build", page, tmp_path / "bad.txt", "-o", tmp_path / "graph.kg")
    assert result.exit_code == 1
    assert f"failed: {tmp_path / 'bad.txt'}" in result.stderr
    assert ["files", "failed", "1"] in rows(result)
    assert "1 input could not be read" in result.stdout


def test_quiet_names_failures_only(page, tmp_path):
    result = kg("build", page, tmp_path / "none.txt", "-o", tmp_path / "graph.kg", "--quiet")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["failed"]


def test_standard_input_and_the_default_store(tmp_path):
    result = process("build", "-", input=PAGE.encode(), cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "graph.kg").exists()
    shown = process("show", "临溪区水务局", cwd=tmp_path)
    assert shown.returncode == 0
    assert "临溪区水务局" in shown.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["build"], 2, "Missing argument 'PATH...'"),
        (["build", "page.txt", "--jobs", "0"], 2, "--jobs"),
        (["build", "page.txt", "--column", "正文"], 2, "FIELD=COLUMN"),
        (["build", "page.txt", "--column", "text=正文"], 2, "the fields are title, body"),
        (["build", "page.txt", "-o", "none/graph.kg"], 1, "there is no folder none"),
        (["build", "page.txt", "-o", "page.txt"], 1, "not a store"),
        (["build", "none.txt"], 1, "no such file"),
        (["build", "none.txt", "-o", "new.kg"], 1, "new.kg was not made"),
        (["show", "made.kg"], 2, "name the entity to show"),
        (["show", "made.kg", " "], 2, "name the entity to show"),
        (["export", "none.kg", "x.graphml"], 1, "no such store"),
        (["export", "made.kg", "x.docx"], 2, "known: .graphml"),
        (["export", "made.kg"], 2, "Missing argument 'OUT'"),
        (["show", "made.kg", "甲", "乙"], 2, "name a store and one entity"),
        (["show", "甲"], 1, "no such store"),
        (["load", "made.kg"], 2, "--uri"),
        (["load", "made.kg", "--uri", "neo4j://localhost:1"], 2, "NEO4J_PASSWORD"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_what_cannot_be_done_is_said(page, store, monkeypatch, arguments, status, message):  # noqa: PLR0917
    monkeypatch.chdir(store.parent)
    for name in ("NEO4J_URI", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    before = page.read_bytes()
    result = kg(*arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_output_is_utf8_whatever_the_locale(environment):
    result = process("schema", environment=environment)
    assert result.returncode == 0, result.stderr
    assert "任职" in result.stdout.decode("utf-8")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_build_keeps_what_it_read_and_says_so(tmp_path, jobs):
    body = "临溪区水务局启动“清河行动”，治理全区河道。" * 4 + "河水变清了，岸边也种上了树。" * 50
    lines = "\n".join(f'{{"title": "第{n}号消息", "body": "{body}"}}' for n in range(3000))
    (tmp_path / "news.jsonl").write_text(lines, "utf-8")
    command = [sys.executable, "-m", "kg", "build", "news.jsonl", "--jobs", jobs]
    errors = tmp_path / "errors.txt"  # a file: nobody reads a pipe while the build runs, and it would fill
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(
            command, cwd=tmp_path, start_new_session=True, stdout=subprocess.PIPE, stderr=stderr
        ) as running,
    ):
        begun = time.monotonic()
        while not (tmp_path / "graph.kg").exists() or (tmp_path / "graph.kg").stat().st_size < 150_000:
            time.sleep(0.05)
            if running.poll() is not None or time.monotonic() - begun > 120:
                running.kill()
                pytest.fail(errors.read_text("utf-8"))
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: every process gets it
        out, _ = running.communicate(timeout=60)
    err = errors.read_bytes()
    assert running.returncode == cli.INTERRUPTED
    assert b"interrupted; what was read is kept" in err
    assert b"read in part only" in out
    assert b"Traceback" not in err
    with Store.open(tmp_path / "graph.kg") as opened:
        assert 0 < opened.counts().articles < 3000


# ---------------------------------------------------------------------------------------- export and load


def test_export_writes_what_it_says(store, tmp_path):
    out = tmp_path / "graph.jsonl"
    result = kg("export", store, out)
    assert result.exit_code == 0, result.output
    whole = len(out.read_text("utf-8").splitlines())
    assert "nodes, " in result.stdout
    assert kg("export", store, out, "--no-articles").exit_code == 0
    text = out.read_text("utf-8")
    assert 0 < len(text.splitlines()) < whole
    assert "MENTIONED_IN" not in text


def test_load_passes_the_graph_and_says_nothing_of_the_password(store, monkeypatch):
    seen = {}

    def load(graph, **options):
        seen.update(options, nodes=graph.node_count)
        return cli.neo4j.LoadReport(nodes=graph.node_count, relationships=graph.edge_count)

    monkeypatch.setattr(cli.neo4j, "load", load)
    environment = {"NEO4J_URI": "neo4j://localhost", "NEO4J_USERNAME": "云", "NEO4J_PASSWORD": "s3cret-word"}
    result = kg("load", store, env=environment)
    assert result.exit_code == 0, result.output
    assert (seen["uri"], seen["user"], seen["password"]) == ("neo4j://localhost", "云", "s3cret-word")
    assert (seen["graph_name"], seen["database"], seen["articles"]) == ("made", None, True)
    assert "s3cret-word" not in result.output
    assert f"{seen['nodes']} nodes" in result.stdout
    options = ["--user", "川", "--password", "p", "--name", "other", "--database", "db", "--no-articles"]
    assert kg("load", store, *options, env=environment).exit_code == 0
    assert (seen["user"], seen["password"], seen["graph_name"]) == ("川", "p", "other")
    assert (seen["database"], seen["articles"]) == ("db", False)


def test_the_password_is_in_no_message_of_a_server_that_is_not_there(store):
    environment = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "s3cret-word"}
    result = process("load", store, environment=environment)
    assert result.returncode == 1
    assert b"127.0.0.1:1" in result.stderr
    assert b"s3cret-word" not in result.stdout + result.stderr
    assert b"Traceback" not in result.stderr
    assert b"s3cret-word" not in process("load", "--help", environment=environment).stdout


# ---------------------------------------------------------------------------------------- show and schema


def test_show(store):
    result = kg("show", store, "柳石")
    assert result.exit_code == 0, result.output
    assert "任职 HOLDS_POST →" in result.stdout
    assert "「柳石任云川市第3水务局局长。」" in result.stdout


def test_show_of_nothing_suggests(store):
    result = kg("show", store, "云川市第3水利局")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "云川市第3水务局" in result.stderr


@pytest.mark.parametrize("command", ["build", "export", "show"])
def test_the_decisions_are_read_once(page, store, tmp_path, monkeypatch, command):
    read = []
    real = decision_file.read
    monkeypatch.setattr(decision_file, "read", lambda path: read.append(path) or real(path))
    words = {"build": (page, "-o", store), "export": (store, tmp_path / "a.jsonl"), "show": (store, "柳青")}
    assert kg(command, *words[command]).exit_code in {0, 1}
    assert len(read) == 1


def test_schema_names_everything_in_both_languages():
    out = kg("schema").stdout
    for part in (
        "HOLDS_POST",
        "任职",
        "holds a post at",
        "amountCny (number)",
        "SocialOrganization",
        "社会组织",
    ):
        assert part in out


def test_version():
    assert kg("--version").stdout.startswith("kg, version ")
