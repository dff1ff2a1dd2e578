"""Text files -> a page each."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import InputError
from kg.model import Page
from kg.reading.derivation import clean
from kg.reading.encodings import decode
from kg.reading.sources import SourceFile, opened

# A newspaper page is some ten thousand characters; a book of pages is still far below this.
LARGEST_TEXT = 64 << 20
LONGEST_LINE = 1 << 22


def load(file: SourceFile, decoder: Callable[[bytes], tuple[str, str]] = decode) -> str:
    """The decoded text of a whole file. Raises InputError where it is empty, too large or no text."""
    with opened(file) as stream:
        first = stream.read(1)
        # Told apart by the size alone where that is known, so that nothing of a huge file is read.
        data = first + stream.read(LARGEST_TEXT) if file.size <= LARGEST_TEXT else b""
    if not first:
        raise InputError(file.path, "empty")
    if not data or len(data) > LARGEST_TEXT:
        raise InputError(
            file.path, f"larger than the {LARGEST_TEXT >> 20} MB that one page may have; split it into pages"
        )
    text, cause = decoder(data)
    if cause:
        raise InputError(file.path, cause)
    if not text.strip("\ufeff \t\r\n\v\f\xa0\u3000"):
        raise InputError(file.path, "blank: nothing but spaces and line ends")
    _check_lines(file, text)
    return text


def read_text(file: SourceFile) -> Page:
    """A text file as one page. Raises InputError as ``load`` does."""
    derived = clean(load(file))
    if not derived.text.strip():
        raise InputError(file.path, "blank: nothing but invisible characters")
    return Page(source=file.name, path=file.path, text=derived.text, runs=derived.runs)


def _check_lines(file: SourceFile, text: str) -> None:
    start, number = 0, 1
    while (end := text.find("\n", start)) >= 0:
        if end - start > LONGEST_LINE:
            break
        start, number = end + 1, number + 1
    if (end if end >= 0 else len(text)) - start > LONGEST_LINE:
        raise InputError(
            file.path, f"a line of over {LONGEST_LINE >> 20} million characters is no text", number
        )
