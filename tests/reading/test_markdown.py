"""Markdown: marks off, words and their offsets kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Page
from kg.reading import SourceFile, find_files, read_pages
from kg.reading.markdown import strip_marks


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("# 标题 #", "标题"),
        ("###### 标题", "标题"),
        ("#话题#很热", "#话题#很热"),
        ("> 引文", "引文"),
        ("> > ## 引文", "引文"),
        ("- 一\n* 二\n+ 三", "一\n二\n三"),
        ("1. 一", "1. 一"),
        ("-5℃", "-5℃"),
        ("**云川**市*临溪*区", "云川市临溪区"),
        ("__云川__市 file_name_x", "云川市 file_name_x"),
        ("2*3*4 与 a * b * c", "2*3*4 与 a * b * c"),
        ("来源：[云川日报](https://example.com/a_(b) \"题\")", "来源：云川日报"),
        ("**[云川日报](x)**", "云川日报"),
        ("[记者 甲]（本报）", "[记者 甲]（本报）"),
        ("![图为开工现场](a.jpg)", "图为开工现场"),
        ("![image-1](a.jpg)", ""),
        ("<https://example.com>", "https://example.com"),
        ("`代码`", "代码"),
        ("一<br>二<!-- 注 -->", "一二"),
        (r"\*星\*", "*星*"),
        ("一\n\n---\n***\n二", "一\n\n\n\n二"),
        ("```python\nx\n```", "\nx\n"),
        ("标题\n====\n文", "标题\n\n文"),
        ("——云川", "——云川"),
    ],
)  # fmt: skip
def test_marks(marked: str, text: str) -> None:
    assert strip_marks(marked).text == text


@given(st.text(alphabet="#*>-_`[]()!\\<br/>\n 云川市临溪区a1", max_size=120))
def test_every_character_leads_back(marked: str) -> None:
    derived = strip_marks(marked)
    runs = derived.runs
    if derived.text == marked:
        assert runs == ()
        return
    assert sum(run.length for run in runs) == len(derived.text)  # nothing is inserted
    for run in runs:
        assert (
            derived.text[run.start : run.start + run.length] == marked[run.origin : run.origin + run.length]
        )


def read(folder: Path, text: str) -> Page | InputError:
    path = folder / "a.md"
    path.write_bytes(text.encode())
    (file,) = find_files([str(path)])
    assert isinstance(file, SourceFile)
    (page,) = read_pages(file)
    return page


def test_front_matter(tmp_path: Path) -> None:
    source = (
        '---\r\ntitle: "柳林街道启动改造"\r\ndate: 2023-10-9\r\n来源: 云川日报\r\ntags:\r\n  - 民生\r\n'
        "---\r\n\r\n"
        "# 柳林街道启动改造\r\n\r\n**本报讯** 10月9日。\r\n"
    )
    page = read(tmp_path, source)
    assert isinstance(page, Page)
    assert (page.title, page.date, page.publisher) == ("柳林街道启动改造", "2023-10-09", "云川日报")
    assert page.text.strip() == "本报讯 10月9日。"
    assert page.single_article
    for run in page.runs:
        assert page.text[run.start : run.start + run.length] == source[run.origin : run.origin + run.length]


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    page = read(tmp_path, "---\n云川市召开会议，部署工作。\n---\n临溪区\n")
    assert isinstance(page, Page)
    assert page.text.split() == ["云川市召开会议，部署工作。", "临溪区"]
    assert page.title is None
    assert not page.single_article


def test_front_matter_alone_is_blank(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, "---\ntitle: x\n---\n***\n"), InputError)
