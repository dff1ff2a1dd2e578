"""Bytes -> text: the encoding is found by what the result looks like, never assumed.

GB18030 decodes nearly any bytes (UTF-8 text among them) and UTF-16 any even number of them, so "it decodes"
proves nothing. UTF-8 proves itself by its structure; the others must give text in which frequent Chinese
characters prevail.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np

from kg.reading.frequent_characters import FREQUENT_CHARACTERS

# Byte-order marks; UTF-32's little-endian one begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# How kinds of file that are no text begin, and what to do with them.
_BINARY = (
    (b"%PDF", "a PDF file: take its text out first (for example with pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive (or a .docx, .xlsx, .epub): unpack it, or save it as plain text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls): save it as plain text"),
    (b"{\\rtf", "an RTF document: save it as plain text"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture: its text must be recognised (OCR) first"),
    (b"\xff\xd8\xff", "a JPEG picture: its text must be recognised (OCR) first"),
    (b"GIF8", "a GIF picture: its text must be recognised (OCR) first"),
    (b"II*\x00", "a TIFF picture: its text must be recognised (OCR) first"),
    (b"MM\x00*", "a TIFF picture: its text must be recognised (OCR) first"),
    (b"SQLite format 3\x00", "an SQLite database, no text"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it first"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it first"),
    (b"\x7fELF", "a program, no text"),
)

# Share of frequent characters and Chinese punctuation among the characters outside ASCII: 0.87 to 0.94 in
# newspaper text, at most 0.11 in text decoded wrongly (measured over every wrong pair of encodings).
_PLAUSIBLE = 0.4
# The same within a window of this many characters outside ASCII: lower only where bytes were lost.
_WINDOW = 48
_PLAUSIBLE_WINDOW = 0.2
# Share of the bytes outside ASCII that stand in well-formed UTF-8 sequences, above which a file that does
# not decode is UTF-8 with broken bytes and not another encoding.
_MOSTLY_UTF8 = 0.7
_UTF8_SEQUENCE = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+", re.DOTALL
)
# The look of a text is judged on so many bytes of its beginning; whether it decodes, on all of it.
_SAMPLE = 1 << 18
# Share of replacement characters above which a text was damaged before it was saved.
_DAMAGED = 0.01
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,20})""", re.I)
_ASCII_LETTER_TOUCHES = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")

_FULL_WIDTH = "".join(map(chr, (*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F))))
_GENERAL_PUNCTUATION = "".join(map(chr, range(0x2010, 0x2028))) + "·×①②③④⑤⑥⑦⑧⑨⑩℃°"
_EXPECTED = FREQUENT_CHARACTERS | frozenset(_FULL_WIDTH + _GENERAL_PUNCTUATION)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What some bytes are: the ``encoding`` (None where nothing fits), the length of the byte-order ``mark``,
    and why they cannot be read as a whole: ``cause``, "" where they can.
    """

    encoding: str | None
    mark: int = 0
    cause: str = ""


def judge(data: bytes, *, complete: bool = True) -> Judgement:
    """The encoding of ``data``; with ``complete=False`` it may end inside a character (a sample)."""
    for magic, meaning in _BINARY:
        if data.startswith(magic):
            return Judgement(None, cause=meaning)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            broken = _first_broken(data[len(mark) :], encoding, complete)
            return Judgement(encoding, len(mark), _broken(encoding, broken, len(mark)))
    if b"\x00" in data:
        return _judge_with_nuls(data)
    return _judge_plain(data, complete)


def declared(data: bytes) -> str:
    """The encoding that an HTML page's ``<meta charset>`` names, as Python knows it, or "".

    GB2312 and GBK are read as GB18030, which holds them (as browsers do, WHATWG Encoding Standard).
    """
    found = _META_CHARSET.search(data[:4096])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    return {"gb2312": "gb18030", "gbk": "gb18030", "hz": "", "big5": "big5hkscs"}.get(name, name)


def decode_page(data: bytes) -> tuple[str, str]:
    """``decode`` for an HTML page: its declared encoding, where the bytes bear it out, comes first."""
    name = declared(data)
    if name and not name.startswith("utf-16") and b"\x00" not in data:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            return decode(data)
        if plausibility(text) >= _PLAUSIBLE:
            return text.removeprefix("\ufeff"), ""
    return decode(data)


def decode(data: bytes) -> tuple[str, str]:
    """Text (without byte-order mark) and "" of a whole file, or "" and why it cannot be read."""
    judgement = judge(data)
    if judgement.encoding is None or judgement.cause:
        return "", judgement.cause
    text = data[judgement.mark :].decode(judgement.encoding)
    if text.count("\ufffd") > _DAMAGED * len(text):
        return (
            "",
            "damaged before it was saved: it is full of replacement characters (U+FFFD); get the original",
        )
    if judgement.encoding == "gb18030":
        lost = implausible_window(text)
        if lost is not None:
            offset = judgement.mark + len(text[:lost].encode("gb18030"))
            return "", f"GB18030 text turns into nonsense near byte {offset}: bytes were lost; save it again"
    return text, ""


def plausibility(text: str) -> float:
    """Share (0 to 1) of frequent Chinese characters and punctuation outside ASCII; 1 for ASCII alone."""
    outside = [character for character in text if character > "\x7f"]
    if not outside:
        return 1.0
    return sum(character in _EXPECTED for character in outside) / len(outside)


def implausible_window(text: str) -> int | None:
    """Offset in ``text`` of the first long stretch that is no Chinese, or None."""
    outside = [position for position, character in enumerate(text) if character > "\x7f"]
    if len(outside) < _WINDOW:
        return None
    expected = np.fromiter((text[position] in _EXPECTED for position in outside), dtype=np.int64)
    sums = np.concatenate(([0], np.cumsum(expected)))
    low = np.flatnonzero(sums[_WINDOW:] - sums[:-_WINDOW] < _PLAUSIBLE_WINDOW * _WINDOW)
    return outside[int(low[0])] if low.size else None


def _judge_with_nuls(data: bytes) -> Judgement:
    """UTF-16 without a mark, or no text: no other encoding of text has NUL bytes."""
    even = data[: len(data) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even[:_SAMPLE].decode(encoding, "replace")
        if (
            _is_text(text)
            and plausibility(text) >= _PLAUSIBLE
            and _first_broken(even, encoding, True) is None
        ):
            odd = "" if len(data) == len(even) else _broken(encoding, len(even), 0)
            return Judgement(encoding, cause=odd)
    return Judgement(None, cause=f"no text: a NUL byte at byte {data.index(0)}; is it a binary file?")


def _judge_plain(data: bytes, complete: bool) -> Judgement:
    broken_utf8 = _first_broken(data, "utf-8", complete)
    if broken_utf8 is None:
        encoding = "gb18030" if _is_short_gb18030(data) else "utf-8"
        return Judgement(encoding)
    sample = data[:_SAMPLE]
    outside = sum(byte > 0x7F for byte in sample)
    inside = sum(len(found[0]) for found in _UTF8_SEQUENCE.finditer(sample))
    if inside >= _MOSTLY_UTF8 * outside:
        return Judgement("utf-8", cause=_broken("utf-8", broken_utf8, 0))
    gb18030 = sample.decode("gb18030", "replace")
    if _is_text(gb18030) and plausibility(gb18030) >= _PLAUSIBLE:
        broken = _first_broken(data, "gb18030", complete)
        return Judgement("gb18030", cause=_broken("gb18030", broken, 0))
    return _judge_unmarked_utf16(data, broken_utf8)


def _judge_unmarked_utf16(data: bytes, broken_utf8: int) -> Judgement:
    even = data[: min(len(data), _SAMPLE) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        if _is_text(text) and plausibility(text) >= _PLAUSIBLE and len(data) % 2 == 0:
            return Judgement(encoding)
    hint = ""
    if plausibility(data[:_SAMPLE].decode("big5", "replace")) >= _PLAUSIBLE:
        hint = " (it may be Big5: convert it with iconv -f BIG5 -t UTF-8)"
    return Judgement(
        None,
        cause=f"no encoding gives Chinese text: not UTF-8 (byte {broken_utf8}), GB18030 or UTF-16{hint}",
    )


def _is_short_gb18030(data: bytes) -> bool:
    """Whether valid UTF-8 is GB18030 by accident: a few words, every pair of bytes also a UTF-8 sequence.

    Such UTF-8 would be Latin, Greek, Cyrillic or Arabic only; words of frequent Chinese characters that
    touch no ASCII letter (as é in café does) are the likelier reading.
    """
    if data.isascii() or len(data) > 4096:
        return False
    text = data.decode("utf-8", "replace")
    if any(character > "\u07ff" for character in text):
        return False
    try:
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return plausibility(other) >= 0.7 and not _ASCII_LETTER_TOUCHES.search(other)


def _is_text(text: str) -> bool:
    """Whether control and private characters, which text does not have, are next to none."""
    odd = sum(
        (character < " " and character not in "\t\n\r\f\v\x1a\x1e")
        or "\x7f" <= character <= "\x9f"
        or "\ue000" <= character <= "\uf8ff"
        for character in text
    )
    return odd <= 0.02 * len(text)


def _first_broken(data: bytes, encoding: str, complete: bool) -> int | None:
    """Offset of the first byte that does not decode, or None."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, complete)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _broken(encoding: str, offset: int | None, mark: int) -> str:
    if offset is None:
        return ""
    name = encoding.removesuffix("-le").removesuffix("-be").upper()
    return f"broken {name}: byte {offset + mark} does not decode; save the file again as UTF-8"
