"""JSON lines, JSON and tables: columns found, bad records reported by line, the rest read."""

import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Page
from kg.reading import SourceFile, find_files, read_pages, records

BODY = "本报讯 10月9日，云川市临溪区召开重点项目推进会。\n会议由区长何秀水主持。"


def read(
    path: Path, data: str | bytes, columns: Mapping[str, str] | None = None, encoding: str = "utf-8"
) -> list[Page | InputError]:
    content = data if isinstance(data, bytes) else data.encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    return list(read_pages(file, columns=columns))


def pages(found: list[Page | InputError]) -> list[Page]:
    return [item for item in found if isinstance(item, Page)]


def line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "题", "body": BODY, "date": "2023-10-09 19:43:00", "source": "云川日报", "section": "要闻"},
        {"标题": "题", "正文": BODY, "日期": "2023年10月9日", "来源": "云川日报", "版面": "要闻"},
        {"headline": "题", "content": BODY, "pub_date": "2023/10/9", "publisher": "云川日报",
         "channel": "要闻"},
        {"Title": "题", "TEXT": BODY, "PublishTime": 1696800000000, "媒体": "云川日报", "栏目": "要闻"},
        {"题目": "题\n", "内容": BODY, "时间": 1696800000, "文章来源": " 云川日报 ",
         "column": "要闻", "url": "x"},
        {"title": "题", "body": BODY.split("\n"), "published": "2023-10-09T08:00:00+08:00",
         "source": "云川日报", "category": "要闻"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson.gz", "a.json"])
def test_columns_are_found_by_usual_names(tmp_path: Path, fields: dict[str, object], name: str) -> None:
    expected = Page(
        source=name,
        path=(tmp_path / name).as_posix(),
        text=BODY,
        record=1,
        title="题",
        date="2023-10-09",
        publisher="云川日报",
        section="要闻",
        single_article=True,
    )
    assert read(tmp_path / name, line(**fields)) == [expected]


def test_columns_can_be_named(tmp_path: Path) -> None:
    data = line(wenzhang=BODY, text="摘要", biaoti="题")
    (page,) = pages(read(tmp_path / "a.jsonl", data, {"body": "wenzhang", "title": "biaoti"}))
    assert (page.text, page.title) == (BODY, "题")
    (error,) = read(tmp_path / "a.jsonl", data, {"body": "nowhere"})
    assert isinstance(error, InputError)
    assert "'nowhere'" in error.cause
    assert "wenzhang" in error.cause


BAD_LINES = {
    "broken": (b'{"title": "x", "body": \n', "broken JSON"),
    "no object": (b"[1, 2]\n", "no JSON object"),
    "no body": (b'{"title": "x"}\n', "no column that holds the body"),
    "empty body": (b'{"body": " \\n"}\n', "empty body"),
    "null body": (b'{"body": null}\n', "empty body"),
    "only markup": (b'{"body": "<p> </p>"}\n', "only markup"),
    "another encoding": ('{"body": "云川"}\n'.encode("gb18030"), "byte 10 of the line is not UTF-8"),
    "deep": (b"[" * 100_000 + b"\n", "nested too deeply"),
}


@pytest.mark.parametrize(("bad", "cause"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, bad: bytes, cause: str) -> None:
    good = line(body=BODY).encode()
    found = read(tmp_path / "a.jsonl", good + b"\n" + bad + good)
    assert [page.record for page in pages(found)] == [1, 4]
    (error,) = [item for item in found if isinstance(item, InputError)]
    assert error.line == 3
    assert cause in error.cause


def test_an_endless_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LONGEST_LINE", 1000)
    good = line(body=BODY)
    for long in ('{"body": "' + "长" * 70_000 + '"}\n', "x" * 999 + "\n", "x" * 1000 + "\n"):
        found = read(tmp_path / "a.jsonl", good + long + good)
        assert [item.line if isinstance(item, InputError) else item.record for item in found] == [1, 2, 3]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json"])
def test_records_in_other_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    data = f'标题,正文\n题,"{BODY}"\n' if name.endswith("csv") else line(标题="题", 正文=BODY)
    (page,) = pages(read(tmp_path / name, data, encoding=encoding))
    assert (page.title, page.text) == ("题", BODY)


def test_broken_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    noise = "".join(line(body=BODY, n=number) for number in range(20_000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(noise.encode())[:-2000])
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    *before, last = read_pages(file)
    assert before
    assert all(isinstance(item, Page) for item in before)
    assert isinstance(last, InputError)
    assert "gzip" in last.cause


def test_records_are_read_as_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page is there before the second record is decoded."""
    path = tmp_path / "a.jsonl"
    path.write_text(line(body=BODY) * 5000, encoding="utf-8")
    decoded = 0
    real = json.loads

    def counting(text: str) -> object:
        nonlocal decoded
        decoded += 1
        return real(text)

    monkeypatch.setattr(records.json, "loads", counting)
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    stream = read_pages(file)
    next(stream)
    assert decoded == 1


def test_html_in_a_body_is_taken_off_with_its_offsets(tmp_path: Path) -> None:
    body = "<p>　　云川市&ldquo;春风&rdquo;行动<br/>启动</p>\r\n<p>何秀水 摄</p>"
    (page,) = pages(read(tmp_path / "a.jsonl", line(body=body, title="云川&amp;临溪")))
    assert page.text == "云川市“春风”行动\n启动\n何秀水 摄"
    assert page.title == "云川&临溪"
    for run in page.runs:
        for step in range(run.length):
            assert body[run.origin + step] in (page.text[run.start + step], "&")


def test_plain_bodies_keep_signs_that_are_no_markup(tmp_path: Path) -> None:
    (page,) = pages(read(tmp_path / "a.jsonl", line(body="增长<5%，R&D投入>3亿元")))
    assert page.text == "增长<5%，R&D投入>3亿元"


def test_half_a_surrogate_pair_is_dropped(tmp_path: Path) -> None:
    (page,) = pages(read(tmp_path / "a.jsonl", '{"body": "云\\ud83d川"}'))
    assert page.text == "云川"


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([{"body": BODY}, {"body": BODY}]),
        json.dumps({"total": 2, "articles": [{"body": BODY}, {"body": BODY}]}),
    ],
)
def test_json_arrays(tmp_path: Path, data: str) -> None:
    assert [page.record for page in pages(read(tmp_path / "a.json", data))] == [1, 2]


@pytest.mark.parametrize("data", ["[{]", "", "  \n", "[" * 100_000, "[1]"])
def test_bad_json_files(tmp_path: Path, data: str) -> None:
    (error,) = read(tmp_path / "a.json", data)
    assert isinstance(error, InputError)


CSV = '标题,日期,正文\n甲,2023-10-9,"第一行\n第二行，说：""好""。"\n\n乙,,"短文,一句"\n'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", CSV),
        ("a.csv.gz", CSV),
        ("a.csv", CSV.replace("\n", "\r\n")),
        ("a.csv", re.sub(r",(?!一句)", ";", CSV)),
        ("a.tsv", CSV.replace(",", "\t").replace("短文\t一句", "短文,一句")),
    ],
)  # fmt: skip
def test_tables(tmp_path: Path, name: str, data: str) -> None:
    first, second = pages(read(tmp_path / name, data))
    assert (first.title, first.date, first.record) == ("甲", "2023-10-09", 2)
    assert first.text == "第一行\n第二行，说：“好”。".replace("“", '"').replace("”", '"')
    assert (second.title, second.date, second.record, second.text) == ("乙", None, 5, "短文,一句")


BAD_ROWS = {
    "too many cells": ("丙,正文,多余\n", "3 cells under 2"),
    "text after a quote": ('丙,"正文"多余\n', "broken row"),
    "empty body": ("丙,\n", "empty 正文"),
}


@pytest.mark.parametrize(("bad", "cause"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_bad_row_is_named_and_the_rest_is_read(tmp_path: Path, bad: str, cause: str) -> None:
    found = read(tmp_path / "a.csv", "标题,正文\n甲,文一\n" + bad + "乙,文二\n")
    assert [page.title for page in pages(found)] == ["甲", "乙"]
    (error,) = [item for item in found if isinstance(item, InputError)]
    assert (error.line, cause in error.cause) == (3, True)


def test_a_row_with_broken_bytes(tmp_path: Path) -> None:
    data = "标题,正文\n甲,文一的内容\n".encode() + b"\xb1\xb1,abc\n" + "乙,文二的内容\n".encode()
    found = read(tmp_path / "a.csv", data)
    assert [item.line if isinstance(item, InputError) else item.record for item in found] == [2, 3, 4]


def test_a_quote_that_never_closes_is_told(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", '标题,正文\n甲,文一\n乙,"文二\n丙,文三\n')
    assert isinstance(found[-1], InputError)
    assert found[-1].line == 3


def test_an_endless_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LONGEST_LINE", 1000)
    found = read(tmp_path / "a.csv", "标题,正文\n甲,文一\n乙," + "长" * 70_000 + "\n丙,文三\n")
    assert [page.title for page in pages(found)] == ["甲", "丙"]
    assert [item.line for item in found if isinstance(item, InputError)] == [3]


def test_a_table_without_a_body_is_one_error(tmp_path: Path) -> None:
    (error,) = read(tmp_path / "a.csv", "姓名,年龄\n甲,3\n乙,4\n")
    assert isinstance(error, InputError)
    assert "姓名, 年龄" in error.cause
