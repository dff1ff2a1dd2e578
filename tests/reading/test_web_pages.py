"""Article pages of news sites: the article and nothing around it."""

from pathlib import Path

import pytest
import sample_web_pages as samples

from kg.errors import InputError
from kg.model import Page
from kg.reading import SourceFile, find_files, read_pages
from kg.reading.markup import parse, render


def read(folder: Path, html: str, encoding: str = "utf-8") -> Page | InputError:
    path = folder / "page.html"
    path.write_bytes(html.encode(encoding))
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    (page,) = read_pages(file)
    return page


BODY = [samples.FIRST, samples.SECOND, samples.THIRD]
CASES = [
    (
        "PORTAL",
        "utf-8",
        ["作者：何秀水 方小禾", *BODY, "图为改造后的院落。方小禾 摄", "记者 何秀水 通讯员 方小禾"],
        ("2023-10-10", "云川日报", None),
    ),
    ("GOVERNMENT", "gb2312", BODY, ("2023-10-10", "临溪区人民政府办公室", None)),
    (
        "DIGITAL_PAPER",
        "utf-8",
        ["本报讯（记者 何秀水）" + samples.FIRST, *BODY[1:]],
        ("2023-10-10", None, "第03版：城事"),
    ),
    ("NAMELESS", "gb18030", [*BODY, "（完）"], ("2023-10-10", "云川广播电视台", None)),
    (
        "ONE_PARAGRAPH",
        "utf-8",
        [samples.FIRST + samples.SECOND, "何秀水 方小禾"],
        ("2023-10-10", None, None),  # 23:30 UTC is the next day in China
    ),
]


@pytest.mark.parametrize(("name", "encoding", "lines", "fields"), CASES, ids=[case[0] for case in CASES])
def test_article_pages(
    tmp_path: Path, name: str, encoding: str, lines: list[str], fields: tuple[str | None, ...]
) -> None:
    page = read(tmp_path, getattr(samples, name), encoding)
    assert isinstance(page, Page)
    assert page.text.split("\n") == lines
    assert page.title == samples.TITLE
    assert (page.date, page.publisher, page.section) == fields
    assert page.single_article


@pytest.mark.parametrize("name", ["PORTAL", "GOVERNMENT", "DIGITAL_PAPER", "NAMELESS", "ONE_PARAGRAPH"])
def test_every_character_leads_back_to_the_source(tmp_path: Path, name: str) -> None:
    html: str = getattr(samples, name)
    page = read(tmp_path, html)
    assert isinstance(page, Page)
    covered = set()
    for run in page.runs:
        for step in range(run.length):
            character, origin = page.text[run.start + step], html[run.origin + step]
            assert origin in (character, "&")  # an entity
            covered.add(run.start + step)
    missing = {page.text[position] for position in range(len(page.text)) if position not in covered}
    assert missing <= {"\n", " "}


@pytest.mark.parametrize("name", ["INDEX", "INDEX_WITH_SUMMARIES"])
def test_index_pages_are_no_articles(tmp_path: Path, name: str) -> None:
    page = read(tmp_path, getattr(samples, name))
    assert isinstance(page, InputError)
    assert "no article text found" in page.cause


@pytest.mark.parametrize(
    "html",
    ["<html><body><form><input></form></body></html>", "<p>", "<!--", "<div id='app'></div>", "&&&<<<>"],
)
def test_pages_without_text(tmp_path: Path, html: str) -> None:
    assert isinstance(read(tmp_path, html), InputError)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一</p><p>二</p>", "一\n二"),
        ("一<br>二<br/>三", "一\n二\n三"),
        ("<p>　　云川&nbsp;市</p>", "云川 市"),
        ("<p>云川\n  市</p>", "云川市"),  # wrapped source
        ("<p>Yun\n chuan</p>", "Yun chuan"),
        ("<span>来源</span>\n<span>作者</span>", "来源 作者"),
        ("<p>周\u200b敏&#8203;</p>", "周敏"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("<p>&lt;云川&gt; &amp; &#20020;&#x6EAA;</p>", "<云川> & 临溪"),
        ("<p>A&B &unknown; &copy 2023</p>", "A&B &unknown; © 2023"),
        ("<p>一<script>二</script>三<style>四</style></p>", "一三"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
        ("<p>一<p>二", "一\n二"),
        ("<b>一</i>二</b>", "一二"),
        ("<div>" * 5000 + "深" + "</div>" * 5000, "深"),
        ("3 < 5，而5 > 3", "3 < 5，而5 > 3"),
    ],
)
def test_rendering(html: str, text: str) -> None:
    assert render(parse(html), html).text == text


def test_open_ends_keep_offsets() -> None:
    html = "<p>云川</p><!-- 临溪 <b"
    derived = render(parse(html), html)
    assert derived.text.startswith("云川")
    assert html[derived.runs[0].origin :].startswith("云川")
