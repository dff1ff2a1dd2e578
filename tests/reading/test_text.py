"""Text files: line ends, what is refused, and the way back to the source."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Page, Run
from kg.reading import SourceFile, find_files, plain, read_pages
from kg.reading.derivation import chain, clean, cut

NEWS = "云川市临溪区召开会议。"


def read(folder: Path, data: bytes, name: str = "a.txt") -> Page | InputError:
    path = folder / name
    path.write_bytes(data)
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    (page,) = read_pages(file)
    return page


def test_a_plain_file_is_one_page(tmp_path: Path) -> None:
    path = (tmp_path / "a.txt").as_posix()
    assert read(tmp_path, f"一\n{NEWS}\n".encode()) == Page(source="a.txt", path=path, text=f"一\n{NEWS}\n")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("一\f二\v三\u2028四\x85五", "一\n二\n三\n四\n五"),
        ("周\u200b敏\ufeff", "周敏"),
        ("一\x07二\x00三", "一二三"),
        ("一\t二\u3000三", "一\t二\u3000三"),
    ],
)
def test_line_ends_and_invisible_characters(source: str, text: str) -> None:
    assert clean(source).text == text


@given(st.text(alphabet="云川 a\r\n\f\u200b\u2028\x00", max_size=60))
def test_every_character_leads_back(source: str) -> None:
    derived = clean(source)
    runs = derived.runs or ((Run(0, 0, len(source)),) if derived.text == source else ())
    covered = 0
    for run in runs:
        assert (
            derived.text[run.start : run.start + run.length] == source[run.origin : run.origin + run.length]
        )
        covered += run.length
    replaced = sum(source.count(end) for end in "\r\f\u2028") - source.count("\r\n")
    assert covered == len(derived.text) - replaced


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json"])
def test_a_file_without_records_is_reported(tmp_path: Path, name: str) -> None:
    data = {"a.jsonl": "　\n", "a.csv": "标题,正文\n", "a.json": "[]"}[name]
    error = read(tmp_path, data.encode(), name)
    assert isinstance(error, InputError)
    assert "no records" in error.cause


@given(st.text(alphabet="云川\r\n\u200b", max_size=40), st.data())
def test_chained_and_cut_runs_lead_back(source: str, data: st.DataObject) -> None:
    outer = clean(source)
    assume(outer.runs or outer.text == source)  # no runs are the identity; nothing but line ends is no page
    start = data.draw(st.integers(0, len(outer.text)))
    end = data.draw(st.integers(start, len(outer.text)))
    runs = outer.runs or (Run(0, 0, len(source)),)
    inner = (Run(0, start, end - start),)
    part = outer.text[start:end]
    for piece in (*cut(runs, start, end, 0), *chain(inner, runs)):
        assert part[piece.start : piece.start + piece.length] == source[piece.origin :][: piece.length]
    assert [piece for piece in chain(inner, runs) if piece.length] == list(cut(runs, start, end, 0))


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n", "blank"),
    "blank, full width": ("　\n\n".encode(), "blank"),
    "mark only": (b"\xef\xbb\xbf", "blank"),
    "invisible only": ("\u200b\n".encode(), "blank"),
    "binary": (b"a\x00b\x00\x00\x01", "NUL"),
    "pdf": (b"%PDF-1.4", "PDF"),
    "cut": (NEWS.encode()[:-1], f"byte {len(NEWS.encode()) - 3}"),
}


@pytest.mark.parametrize(("data", "cause"), BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.json", "a.unknown"])
def test_bad_files_of_every_kind(tmp_path: Path, data: bytes, cause: str, name: str) -> None:
    error = read(tmp_path, data, name)
    assert isinstance(error, InputError)
    assert error.source == (tmp_path / name).as_posix()
    if name in ("a.txt", "a.md"):
        assert cause in error.cause


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(200 << 20)  # a sparse file: 200 MB in name only
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    (error,) = read_pages(file)
    assert isinstance(error, InputError)
    assert "64 MB" in error.cause


def test_a_small_archive_of_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip  # noqa: PLC0415

    monkeypatch.setattr(plain, "LARGEST_TEXT", 1000)
    error = read(tmp_path, gzip.compress(b"a" * 5000), "a.txt.gz")
    assert isinstance(error, InputError)
    assert "larger" in error.cause


def test_an_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "LONGEST_LINE", 1000)
    for data in ("一\n" + "长" * 1001, "一\n" + "长" * 1001 + "\n一\n"):
        error = read(tmp_path, data.encode())
        assert isinstance(error, InputError)
        assert error.line == 2
    assert isinstance(read(tmp_path, ("长" * 1000).encode()), Page)
