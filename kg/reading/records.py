"""Records -> pages: JSON lines, JSON arrays, CSV and TSV, one article a record, read as a stream."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Page
from kg.reading.columns import Columns, find_columns
from kg.reading.dates import to_iso
from kg.reading.derivation import clean
from kg.reading.encodings import decode, judge
from kg.reading.markup import looks_like_html, parse, render
from kg.reading.sources import SourceFile, opened

# A record is one article; four million characters are twenty novels.
LONGEST_LINE = 1 << 22
# A JSON array is parsed as a whole.
LARGEST_JSON = 64 << 20
_SAMPLE = 1 << 18
_SKIPPED_BLOCK = 1 << 16
_UNDECODED = re.compile(r"[\udc80-\udcff]")
# Keys under which services wrap their list of articles.
_WRAPPERS = ("articles", "data", "items", "news", "results", "records", "docs", "list", "rows")

Result = Iterator[Page | InputError]


def read_json_lines(file: SourceFile, columns: Mapping[str, str] | None = None) -> Result:
    """One page a line; an InputError for a line that is broken, too long or without a body."""
    with opened(file) as stream:
        encoding = _encoding(file)
        for number, line in _lines(stream, encoding, newline="\n"):
            if line is None:
                yield _too_long(file, number)
            elif not line.isspace() and line:
                yield _json_record(file, number, line, encoding, columns)


def read_json(file: SourceFile, columns: Mapping[str, str] | None = None) -> Result:
    """The objects of an array, of an object that wraps one, or a single one; ``record`` counts from 1."""
    with opened(file) as stream:
        data = stream.read(LARGEST_JSON + 1)
    if len(data) > LARGEST_JSON:
        raise InputError(file.path, f"larger than {LARGEST_JSON >> 20} MB: write one record a line (.jsonl)")
    text, cause = decode(data)
    if cause:
        raise InputError(file.path, cause)
    if not text.strip():
        raise InputError(file.path, "empty")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(file.path, f"broken JSON: {error.msg}", error.lineno) from error
    except RecursionError as error:
        raise InputError(file.path, "broken JSON: nested too deeply") from error
    for number, item in enumerate(_items(value), 1):
        if isinstance(item, dict):
            yield _record(file, number, item, columns)
        else:
            yield InputError(file.path, f"record {number} is no JSON object")


def read_table(file: SourceFile, kind: str, columns: Mapping[str, str] | None = None) -> Result:
    """One page a row of CSV (comma, semicolon or tab, as the header shows) or TSV. ``record`` is the line on
    which the row starts. Raises InputError where the header has no column for the body.
    """
    csv.field_size_limit(LONGEST_LINE)
    too_long: list[InputError] = []
    with opened(file) as stream:
        encoding = _encoding(file)
        lines = _table_lines(file, stream, encoding, too_long)
        first = next(lines, "")
        if not first.strip():
            raise InputError(file.path, "empty: no header line")
        delimiter = "\t" if kind == "tsv" else _delimiter(first)
        header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter))]
        found = find_columns(header, columns)
        if found.body is None:
            raise InputError(file.path, _no_body(header, columns), 1)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        for number, row in _rows(file, reader, too_long):
            if isinstance(row, InputError):
                yield row
            elif any(cell.strip() for cell in row):
                yield _row_page(file, number, row, header=header, found=found, encoding=encoding)


def _row_page(
    file: SourceFile, number: int, row: list[str], *, header: list[str], found: Columns, encoding: str
) -> Page | InputError:
    if any(_UNDECODED.search(cell) for cell in row):
        return InputError(file.path, f"bytes that are not {encoding.upper()}", number)
    if any(cell.strip() for cell in row[len(header) :]):
        return InputError(
            file.path, f"{len(row)} cells under {len(header)} column names: is a quote missing?", number
        )
    return _page(file, number, dict(zip(header, row, strict=False)), found)


def _rows(
    file: SourceFile, reader: Iterator[list[str]], too_long: list[InputError]
) -> Iterator[tuple[int, list[str] | InputError]]:
    """Rows with the line they start on; the header was line 1."""
    while True:
        start = reader.line_num + 2  # type: ignore[attr-defined]  # csv.reader has it
        try:
            row: list[str] | InputError = next(reader)
        except StopIteration:
            row = []
            if not too_long:
                return
        except csv.Error as error:
            row = InputError(file.path, f"broken row: {error}", start)
        while too_long:
            yield start, too_long.pop(0)
        yield start, row


def _table_lines(
    file: SourceFile, stream: BinaryIO, encoding: str, too_long: list[InputError]
) -> Iterator[str]:
    for number, line in _lines(stream, encoding, newline=""):
        if line is None:
            too_long.append(_too_long(file, number))
            yield "\n"
        else:
            yield line


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _encoding(file: SourceFile) -> str:
    """The encoding that the beginning of the file shows. Raises InputError if it shows none."""
    with opened(file) as stream:
        sample = stream.read(_SAMPLE)
    judgement = judge(sample, complete=len(sample) < _SAMPLE)
    if judgement.encoding is None:  # with an encoding, broken bytes concern only their own line
        raise InputError(file.path, judgement.cause)
    if not sample[judgement.mark :].strip():
        raise InputError(file.path, "empty")
    return judgement.encoding


def _lines(stream: BinaryIO, encoding: str, newline: str) -> Iterator[tuple[int, str | None]]:
    """Numbered lines; None in place of one longer than ``LONGEST_LINE``, passed over in small blocks.

    Bytes that do not decode stand in the line as lone surrogates (PEP 383); UTF-16 has no such way, there
    they are U+FFFD.
    """
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    text = io.TextIOWrapper(stream, encoding, errors, newline)
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            while (block := text.readline(_SKIPPED_BLOCK)) and block[-1] not in "\r\n":
                pass
            yield number, None
        else:
            yield number, line.removeprefix("\ufeff") if number == 1 else line
    text.detach()


def _too_long(file: SourceFile, number: int) -> InputError:
    return InputError(
        file.path, f"a line of over {LONGEST_LINE >> 20} million characters is no article", number
    )


def _json_record(
    file: SourceFile, number: int, line: str, encoding: str, columns: Mapping[str, str] | None
) -> Page | InputError:
    if broken := _UNDECODED.search(line):
        offset = len(line[: broken.start()].encode(encoding, "surrogateescape"))
        return InputError(file.path, f"byte {offset} of the line is not {encoding.upper()}", number)
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return InputError(
            file.path, f"broken JSON at character {error.pos + 1} of the line: {error.msg}", number
        )
    except RecursionError:
        return InputError(file.path, "broken JSON: nested too deeply", number)
    if not isinstance(value, dict):
        return InputError(file.path, "no JSON object", number)
    return _record(file, number, value, columns)


def _items(value: object) -> Sequence[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in _WRAPPERS:
            inner = value.get(key)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return inner
    return [value]


def _record(
    file: SourceFile, number: int, record: Mapping[str, object], columns: Mapping[str, str] | None
) -> Page | InputError:
    found = find_columns(list(record), columns)
    if found.body is None:
        return InputError(file.path, _no_body(list(record), columns), number)
    return _page(file, number, record, found)


def _page(file: SourceFile, number: int, record: Mapping[str, object], found: Columns) -> Page | InputError:
    body = _text(record.get(found.body or ""))
    if not body.strip():
        return InputError(file.path, f"empty {found.body}", number)
    date = _line(record, found.date)
    if looks_like_html(body):
        derived = render(parse(body), body)
    else:
        derived = clean(body)
    if not derived.text.strip():
        return InputError(file.path, f"{found.body} holds no text, only markup", number)
    return Page(
        source=file.name,
        path=file.path,
        text=derived.text,
        record=number,
        title=_line(record, found.title),
        date=to_iso(date) if date else None,
        publisher=_line(record, found.source),
        section=_line(record, found.section),
        runs=derived.runs,
        single_article=True,
    )


def _line(record: Mapping[str, object], column: str | None) -> str | None:
    """A short field as one line, or None if it is absent or blank."""
    if column is None:
        return None
    value = _text(record.get(column))
    if looks_like_html(value):
        value = render(parse(value), value).text
    return " ".join(clean(value).text.split()) or None


def _text(value: object) -> str:
    """A JSON value as text: a list is taken as paragraphs, an object and null as nothing."""
    match value:
        case str():
            return value
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list():
            return "\n".join(filter(None, map(_text, value)))
        case _:
            return ""


def _no_body(names: Sequence[str], columns: Mapping[str, str] | None) -> str:
    if columns and "body" in columns:
        return f"no column {columns['body']!r} for the body; there are: {', '.join(names)}"
    return f"no column that holds the body; name it (body=COLUMN) from: {', '.join(names)}"
