"""Files -> pages: encodings found, markup taken off, records told apart, every offset kept.

for found in find_files(["pages/", "extra.jsonl.gz", "-"]):
    if isinstance(found, SourceFile):
        for page in read_pages(found):
            ...
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping

from kg.errors import InputError
from kg.model import Page
from kg.reading.markdown import read_markdown
from kg.reading.plain import read_text
from kg.reading.records import read_json, read_json_lines, read_table
from kg.reading.sources import (
    Skipped,
    SourceFile,
    digest,
    find_files,
    kind_by_name,
    opened,
    system_cause,
)
from kg.reading.webpages import read_web_page

__all__ = ["Skipped", "SourceFile", "digest", "find_files", "read_pages"]

_SNIFFED = 1 << 16
_HTML_START = re.compile(
    rb"<(?:!doctype|!--|\?xml|html|head|body|meta|title|div|p|h1|article|section|table)\b", re.I
)


def read_pages(file: SourceFile, *, columns: Mapping[str, str] | None = None) -> Iterator[Page | InputError]:
    """The pages of a file, one at a time, with an InputError in place of each that cannot be read.

    Text, Markdown and HTML files are one page; JSON lines, JSON and CSV one a record. ``columns`` maps the
    fields title, body, date, source and section to column names where they are not found by themselves.
    Nothing is raised for a bad input, and one bad record does not stop the rest.
    """
    try:
        yield from _read(file, columns)
    except InputError as error:
        yield error
    except (EOFError, zlib.error) as error:
        yield InputError(file.path, f"broken gzip data: {error}; the rest of the file is lost")
    except OSError as error:
        yield InputError(file.path, system_cause(error))


def _read(file: SourceFile, columns: Mapping[str, str] | None) -> Iterator[Page | InputError]:
    kind = kind_by_name(file.name) or _sniff(file)
    nothing = True
    for found in _read_kind(file, kind, columns):
        nothing = False
        yield found
    if nothing:
        raise InputError(file.path, "no records in it")


def _read_kind(file: SourceFile, kind: str, columns: Mapping[str, str] | None) -> Iterator[Page | InputError]:
    match kind:
        case "jsonl":
            yield from read_json_lines(file, columns)
        case "json":
            yield from read_json(file, columns)
        case "csv" | "tsv":
            yield from read_table(file, kind, columns)
        case "html":
            yield read_web_page(file)
        case "markdown":
            yield read_markdown(file)
        case _:
            yield read_text(file)


def _sniff(file: SourceFile) -> str:
    """The kind of a file without a telling name: standard input, or a name with an unknown extension."""
    with opened(file) as stream:
        head = stream.read(_SNIFFED).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        try:
            json.loads(head.split(b"\n", 1)[0])
        except ValueError:
            return "jsonl" if b"\n{" in head or b"\n" not in head else "json"
        return "jsonl"
    if re.match(rb"\[\s*\{", head):
        return "json"
    return "html" if _HTML_START.match(head) else "text"
