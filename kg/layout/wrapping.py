"""Lines to paragraphs: undo the hard wrapping of printed columns.

A page comes as lines. In text taken out of a column every line but the last of a paragraph is about as
wide as the column; in web text a line is a paragraph. Which of the two it is shows in each group of lines
(lines with no blank line between them), never in the file as a whole.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.layout.bylines import is_byline_line, is_unfinished
from kg.layout.credits import credits_of
from kg.layout.datelines import dateline_of
from kg.layout.furniture import is_furniture
from kg.layout.traced import Traced, inserted, join

SENTENCE_ENDS = "。！？!?…；;：:"
CLOSERS = "”’」』）)】》\"'"
COLUMN_LIMIT = 60  # units (a full-width character is 2): wider than this may be a line for a paragraph
RAGGED = 6  # units by which kinsoku and half-width figures shorten a full line
FIRST_INDENT = 4  # units that a paragraph's first line gives up to its indent
NAMES_LEFT = 12  # characters of a byline that the next line takes over
SIGHT = 12  # lines around a line that show the width of its column


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without its line end; ``indent`` in units of half a character."""

    traced: Traced
    indent: int

    @property
    def text(self) -> str:
        """The characters between indent and trailing space."""
        return self.traced.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rejoined lines. ``lines`` keeps them as printed, which is how headlines are told from text."""

    traced: Traced
    lines: tuple[Line, ...]
    group: int  # paragraphs of one group stood with no blank line between

    @property
    def text(self) -> str:
        """The rejoined text."""
        return self.traced.text


class _Widths(dict[str, int]):
    """The width of a character; what it has looked up once it remembers."""

    def __missing__(self, char: str) -> int:
        self[char] = found = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        return found


_width_of = _Widths()


@functools.lru_cache(maxsize=1 << 12)
def width(text: str) -> int:
    """Printed width in units: 2 for a full-width character, 1 for any other (Unicode TR 11)."""
    return sum(map(_width_of.__getitem__, text))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, closing quotation marks and brackets aside."""
    bare = text.rstrip().rstrip(CLOSERS)
    return bool(bare) and bare[-1] in SENTENCE_ENDS


def paragraphs_of(text: str) -> list[Paragraph]:
    """All paragraphs of the page in printed order."""
    paragraphs: list[Paragraph] = []
    for number, group in enumerate(_groups(text)):
        for lines in _split(group):
            paragraphs.append(Paragraph(_rejoin(lines), tuple(lines), number))
    return paragraphs


def column_width(paragraphs: Sequence[Paragraph]) -> int:
    """The width of the page's columns: that of most lines inside wrapped paragraphs; 0 if none is wrapped."""
    inner = Counter(
        width(line.text)
        for paragraph in paragraphs
        if len(paragraph.lines) > 2
        for line in paragraph.lines[1:-1]
    )
    return max(inner, key=lambda wide: (inner[wide], wide), default=0)


def _groups(text: str) -> Iterator[list[Line]]:
    """Runs of lines that are not blank."""
    group: list[Line] = []
    for line in _lines(text):
        if line.text:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for raw in text.split("\n"):
        whole = Traced(raw, tuple(range(start, start + len(raw))))
        lead = raw[: len(raw) - len(raw.lstrip())]
        yield Line(whole.strip(), width(lead.replace("\t", "    ")))
        start += len(raw) + 1


def _split(group: Sequence[Line]) -> Iterator[list[Line]]:
    """The group's lines, cut where one paragraph ends and the next begins."""
    if not _is_wrapped(group):
        yield from ([line] for line in group)
        return
    measures = _measures(group)
    headlines = _lines_above_openings(group) | _lines_between_stories(group, measures)
    current = [group[0]]
    for number, (before, line) in enumerate(pairwise(group)):
        forced = number in headlines or number + 1 in headlines
        if forced or _breaks(current, before, line, measures[number]):
            yield current
            current = []
        current.append(line)
    yield current


def _lines_above_openings(group: Sequence[Line]) -> set[int]:
    """Up to four lines without a stop between the end of one story and the dateline of the next."""
    found: set[int] = set()
    for number, line in enumerate(group):
        if not dateline_of(line.text):
            continue
        above: list[int] = []
        at = number - 1
        while at >= 0 and len(above) < 5 and not _ends_story(group[at].text):
            above.append(at)
            at -= 1
        if len(above) < 5 and not any(re.search("[。；]|[，、,]$", group[n].text) for n in above):
            found.update(above)
    return found


def _lines_between_stories(group: Sequence[Line], measures: Sequence[int]) -> set[int]:
    """Up to three lines without a stop under a byline (or at the top), the last narrower than the column."""
    found: set[int] = set()
    starts = [0, *(number + 1 for number, line in enumerate(group) if is_byline_line(line.text))]
    for start in starts:
        for end in range(start, min(start + 3, len(group) - 1)):
            if re.search("[，,。；、]", group[end].text) or is_byline_line(group[end].text):
                break
            if width(group[end].text) < measures[end] - FIRST_INDENT - RAGGED:
                found.update(range(start, end + 1))
    return found


def _ends_story(text: str) -> bool:
    return ends_sentence(text) or is_byline_line(text) or bool(credits_of(text).closing)


def _is_wrapped(group: Sequence[Line]) -> bool:
    """Whether the lines are pieces of paragraphs: most but the last are as wide as the column."""
    if len(group) < 2 or _is_headline_group(group):
        return False
    measure = max(width(line.text) for line in group)
    inner = [line.text for line in group[:-1] if not is_byline_line(line.text)]
    if measure <= COLUMN_LIMIT:
        return any(not ends_sentence(text) for text in inner)
    full = [text for text in inner if width(text) >= measure - RAGGED and not ends_sentence(text)]
    return bool(full) and len(full) * 3 >= len(inner)


def _is_headline_group(group: Sequence[Line]) -> bool:
    """One to four short lines without a full stop, cut by sense and not by width."""
    texts = [line.text for line in group if not is_byline_line(line.text)]
    if len(texts) > 4 or any(re.search("[。；]|[，、,：:]$", text) for text in texts):
        return False
    measure = max((width(text) for text in texts), default=0)
    ragged = any(width(text) < measure - RAGGED for text in texts[:-1])
    return ragged or all(width(text) <= 28 and not re.search("[，,]", text) for text in texts)


def _measures(group: Sequence[Line]) -> list[int]:
    """The column's width around each line: the width that most lines within sight come near."""
    widths = [width(line.text) for line in group]
    measures: list[int] = []
    for start in range(0, len(group), SIGHT):
        near = Counter(widths[max(0, start - SIGHT) : start + 2 * SIGHT])
        measure = max(near, key=lambda wide: (sum(near[wide - less] for less in range(RAGGED + 1)), wide))
        measures.extend([measure] * len(group[start : start + SIGHT]))
    return measures


def _breaks(current: Sequence[Line], before: Line, line: Line, measure: int) -> bool:
    """Whether a new paragraph starts with ``line``; ``current`` is the paragraph so far."""
    if len(line.text) <= NAMES_LEFT and _is_signed(current) and _is_signed([*current, line]):
        return False  # the last names of a byline, or 文/图, carried over
    if is_byline_line(before.text):
        return not is_unfinished(before.text)
    if is_byline_line(line.text):
        return True
    if is_furniture(line.text) or is_furniture(before.text) or dateline_of(line.text):
        return True
    if line.indent > before.indent + 1:
        return True
    first = len(current) == 1
    wide = width(before.text)
    ended = ends_sentence(before.text) or _is_signed(current)
    if wide > measure + 4 or (first and wide < measure - FIRST_INDENT - RAGGED):
        return ended or not re.search("[，、,]$", before.text)  # a headline wider or narrower than the column
    if wide + (FIRST_INDENT if first else 0) >= measure - RAGGED:
        return _is_signed(current) and not _is_signed([*current, line])
    return ended or wide * 5 < measure * 3


def _is_signed(current: Sequence[Line]) -> bool:
    """Whether the paragraph so far ends in its writers' names."""
    text = "".join(line.text for line in current[-3:])
    if is_unfinished(text) or len(re.findall("[(（]", text)) > len(re.findall("[)）]", text)):
        return False
    return bool(re.search(r"记者|通讯员|摄|作者", text[-60:])) and bool(credits_of(text).closing)


def _rejoin(lines: Sequence[Line]) -> Traced:
    """The lines as one text; a space only between two Latin words."""
    parts = [lines[0].traced]
    for before, line in pairwise(lines):
        if _latin(before.text[-1]) and _latin(line.text[0]):
            parts.append(inserted(" "))
        parts.append(line.traced)
    return join(parts, "")


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
