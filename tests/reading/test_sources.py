"""What the user names -> files: folders, globs, links, standard input."""

import io
import os
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Page
from kg.reading import Skipped, SourceFile, digest, find_files, read_pages

NEWS = "云川市临溪区召开会议，部署工作。\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.html", "sub/deep/d.jsonl.gz", "sub/e.log", ".hidden/f.txt", ".g.txt",
                 "README.md", "sub/picture.jpg", "H.TXT"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NEWS, encoding="utf-8")
    return tmp_path


def names(tree: Path, *paths: str) -> list[str]:
    """Files by name from the tree's root, skipped ones in brackets, errors as !."""
    out = []
    for item in find_files([str(tree / path) for path in paths]):
        if isinstance(item, InputError):
            out.append("!" + Path(item.source).name)
            continue
        name = Path(item.path).relative_to(tree.resolve()).as_posix()
        out.append(f"({name})" if isinstance(item, Skipped) else name)
    return out


WHOLE = ["H.TXT", "(README.md)", "a.md", "b.txt", "sub/c.html", "sub/deep/d.jsonl.gz", "(sub/e.log)"]
WHOLE += ["(sub/picture.jpg)"]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([""], WHOLE),
        (["sub/.."], WHOLE),
        (["b.txt", "", "b.txt"], ["b.txt", *(name for name in WHOLE if name != "b.txt")]),
        (["sub/e.log", "README.md", ".g.txt"], ["sub/e.log", "README.md", ".g.txt"]),
        (["*.txt"], ["b.txt"]),
        (["**/*.log"], ["sub/e.log"]),
        (["sub/*"], ["sub/c.html", "sub/deep/d.jsonl.gz", "(sub/e.log)", "(sub/picture.jpg)"]),
        (["**"], WHOLE),
        (["[ab].*"], ["a.md", "b.txt"]),
        (["*.pdf", "missing.txt", "b.txt"], ["!*.pdf", "!missing.txt", "b.txt"]),
    ],
)
def test_what_is_found(tree: Path, paths: list[str], found: list[str]) -> None:
    assert names(tree, *paths) == found


def test_links(tree: Path) -> None:
    (tree / "sub" / "up").symlink_to(tree)  # a loop
    (tree / "z_again").symlink_to(tree / "sub")
    (tree / "z_copy.txt").symlink_to(tree / "b.txt")
    (tree / "z_nowhere.txt").symlink_to(tree / "gone")
    found = names(tree, "")
    assert [name for name in found if not name.startswith("!")] == WHOLE
    assert [name for name in found if name.startswith("!")] == ["!z_nowhere.txt"]


def test_a_name_with_brackets_is_a_file_first(tree: Path) -> None:
    (tree / "第[3]版.txt").write_text(NEWS, encoding="utf-8")
    assert names(tree, "第[3]版.txt") == ["第[3]版.txt"]


def test_pipes_are_refused(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    assert names(tree, "pipe.txt") == ["!pipe.txt"]


def test_fields_of_a_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert list(find_files(["b.txt"])) == [
        SourceFile((tree.resolve() / "b.txt").as_posix(), "b.txt", len(NEWS.encode()))
    ]


def test_digests_tell_contents_apart(tree: Path) -> None:
    first, second = (file for file in find_files([str(tree / "b.txt"), str(tree / "a.md")]))
    assert isinstance(first, SourceFile)
    assert isinstance(second, SourceFile)
    assert digest(first) == digest(second)
    (tree / "a.md").write_text(NEWS + "。", encoding="utf-8")
    assert digest(first) != digest(second)
    (tree / "a.md").unlink()
    with pytest.raises(InputError, match="no such file"):
        digest(second)


@pytest.mark.parametrize("name", ["b.txt", "a.md", "sub/c.html", "sub/deep/d.jsonl.gz"])
def test_a_file_that_vanishes_is_reported(tree: Path, name: str) -> None:
    (file,) = find_files([str(tree / name)])
    (tree / name).unlink()
    assert isinstance(file, SourceFile)
    (error,) = read_pages(file)
    assert isinstance(error, InputError)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tree: Path) -> None:
    (tree / "b.txt").chmod(0)
    (tree / "sub").chmod(0)
    try:
        (file,) = find_files([str(tree / "b.txt")])
        assert isinstance(file, SourceFile)
        (error,) = read_pages(file)
        assert isinstance(error, InputError)
        assert "permission" in error.cause
        assert "!sub" in names(tree, "")
    finally:
        (tree / "sub").chmod(0o755)


@pytest.mark.parametrize("name", ["b.txt", "sub"])
def test_permission_errors_are_told(tree: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "iterdir", refuse)
    for item in find_files([str(tree / name)]):
        found = next(read_pages(item)) if isinstance(item, SourceFile) else item
        assert isinstance(found, InputError)
        assert "permission" in found.cause


STDIN = [
    (NEWS, "云川市临溪区召开会议，部署工作。", None),
    ('\n {"title": "题", "body": "云川"}\n{"body": "临溪"}\n', "云川", 2),
    ('{\n "body": "云川"\n}\n', "云川", 1),
    ('[{"body": "云川"}]', "云川", 1),
    ("<!DOCTYPE html><h1>标题在此</h1><p>" + NEWS * 4 + "</p>", NEWS.strip() * 4, None),
    ("<云川日报>\n" + NEWS, "<云川日报>\n" + NEWS.strip(), None),
]


@pytest.mark.parametrize(("content", "text", "record"), STDIN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, content: str, text: str, record: int | None, encoding: str
) -> None:
    data = content.encode(encoding)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (file,) = find_files(["-", "-"])
    assert isinstance(file, SourceFile)
    assert (file.path, file.name, file.size) == ("-", "stdin", len(data))
    page = next(read_pages(file))
    assert isinstance(page, Page)
    assert (page.text.strip(), page.path, page.source) == (text, "-", "stdin")
    assert page.record == record
    assert digest(file) == digest(file)


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (file,) = find_files(["-"])
    assert isinstance(file, SourceFile)
    (error,) = read_pages(file)
    assert isinstance(error, InputError)
    assert error.source == "-"
