"""Markdown -> a page: front matter read, marks taken off, what they mark kept with its offsets."""

from __future__ import annotations

import re

from kg.errors import InputError
from kg.model import Page
from kg.reading.columns import find_columns
from kg.reading.dates import to_iso
from kg.reading.derivation import Derivation, chain, clean
from kg.reading.plain import load
from kg.reading.sources import SourceFile

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# What front matter consists of: fields, items of a list, continuation lines, comments.
_FIELD = re.compile(r"(?P<name>[^\s:#][^:\n]{0,40}?)\s*:(?:\s+(?P<value>.*?))?\s*$")
_FIELD_REST = re.compile(r"\s|-\s|#|$")

# Marks at the start of a line: quote, heading, bullet. Numbers (1. 2.) are part of the text.
_LINE_MARKS = re.compile(r"[ \t]{0,3}(?:>[ \t]?)*(?:[ \t]{0,3}#{1,6}(?:[ \t]+|$)|[ \t]*[-*+][ \t]+(?=\S))?")
_CLOSING_HASHES = re.compile(r"(?<![ \t])[ \t]++#+[ \t]*+$")
# Lines that are marks only: rules, fences, underlines of headings, the rule of a table.
_RULE = re.compile(
    r"[ \t]*+(?:([-*_=])[ \t]*(?:\1[ \t]*){2,}|(?:```|~~~)[\w-]*|\|?[ \t]*+:?-{2,}:?[ \t|:-]*)$"
)
# Marks inside a line. Emphasis by single underscores is left alone (names of files), and so is * with a
# blank on its inner side or between digits (2*3).
_INLINE = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|\\(?P<escape>[\\`*_{}\[\]()#+\-.!>|~])"
    r"|!\[(?P<alt>[^\[\]\n]{0,200})\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+\"[^\"\n]*\")?\)"
    r"|\[(?P<link>[^\[\]\n]{1,300})\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+\"[^\"\n]*\")?\)"
    r"|<(?P<url>https?://[^<>\s]+)>"
    r"|\*\*(?P<strong>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*\*"
    r"|__(?P<under>[^\s_](?:[^_\n]{0,500}[^\s_])?)__"
    r"|(?<![\d*])\*(?P<emphasis>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\d*])"
    r"|`(?P<code>[^`\n]{1,500})`"
    r"|(?P<tag></?(?:br|p|div|span|font|center|b|i|u|em|strong|a|img|sup|sub|small|h[1-6])(?:\s[^<>\n]*)?/?>)"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def read_markdown(file: SourceFile) -> Page:
    """A Markdown file as one page. Raises InputError as ``plain.load`` does.

    With a title in its front matter the file is a single article, and a first heading that repeats the title
    is left out.
    """
    cleaned = clean(load(file))
    text = cleaned.text
    fields, start = _front_matter(text)
    columns = find_columns([name for name in fields if fields[name]])
    title = fields.get(columns.title or "")
    derived = strip_marks(text, _after_title(text, start, title))
    if not derived.text.strip():
        raise InputError(file.path, "blank: nothing but front matter and marks")
    return Page(
        source=file.name,
        path=file.path,
        text=derived.text,
        title=title,
        date=to_iso(fields[columns.date]) if columns.date else None,
        publisher=fields.get(columns.source or ""),
        section=fields.get(columns.section or ""),
        runs=chain(derived.runs, cleaned.runs),
        single_article=title is not None,
    )


def strip_marks(text: str, start: int = 0) -> Derivation:
    """``text[start:]`` without Markdown's marks; line ends stay where they are."""
    out = Derivation(text)
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not _RULE.match(text, start, end):
            _strip_line(out, text, start, end)
        out.keep(end, min(end + 1, len(text)))
        start = end + 1
    return out


def _strip_line(out: Derivation, text: str, start: int, end: int) -> None:
    marks = _LINE_MARKS.match(text, start, end)
    if marks and marks[0].strip():
        start = marks.end()
        closing = _CLOSING_HASHES.search(text, start, end) if "#" in marks[0] else None
        end = closing.start() if closing else end
    _strip_inline(out, text, start, end)


def _strip_inline(out: Derivation, text: str, start: int, end: int) -> None:
    position = start
    for found in _INLINE.finditer(text, start, end):
        out.keep(position, found.start())
        position = found.end()
        kind = found.lastgroup or ""
        if kind in ("link", "strong", "under", "emphasis"):
            _strip_inline(out, text, *found.span(kind))  # marks nest: **[…](…)**
        elif kind in ("code", "url", "escape") or (kind == "alt" and _CHINESE.search(found["alt"])):
            out.keep(*found.span(kind))
    out.keep(position, end)


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """The fields of the front matter and where the text after it begins; no fields and 0 without one."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, 0
    fields: dict[str, str] = {}
    for line in found["fields"].splitlines():
        field = _FIELD.match(line)
        if field:
            fields[field["name"].strip("\"' ")] = (field["value"] or "").strip("\"' ")
        elif not _FIELD_REST.match(line):
            return {}, 0  # a rule, with text after it
    return fields, found.end()


def _after_title(text: str, start: int, title: str | None) -> int:
    """The position after a first heading that is the title again."""
    heading = re.compile(r"\s*#{1,6}[ \t]+(?P<words>[^\n]*?)[ \t#]*(?:\n|\Z)").match(text, start)
    return heading.end() if heading and title and heading["words"] == title else start
