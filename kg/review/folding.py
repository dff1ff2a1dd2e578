"""Lines of Chinese and other text, folded to a width in columns.

Chinese breaks between any two characters but before a closing mark and after an opening one (GB/T 15834-2011,
5.1.1), other words at blanks. A character takes one column or two, as the terminal draws it.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

_NOT_FIRST = frozenset("，。、；：？！”’）》】」』〉…·,.;:?!)]}%")
_NOT_LAST = frozenset("“‘（《【「『〈([{")


def folded(text: Text, width: int) -> Text:
    """The text with line ends put in so that no line is wider than ``width`` columns (2 at least)."""
    lines = [part for line in text.split("\n", allow_blank=True) for part in _fold(line, max(width, 2))]
    return Text("\n").join(lines)


def _fold(line: Text, width: int) -> list[Text]:
    parts = []
    while cell_len(line.plain) > width:
        cut = _cut(line.plain, width)
        head, line = line.divide([cut])
        head.rstrip()
        parts.append(head)
        blanks = len(line.plain) - len(line.plain.lstrip(" "))
        line = line[blanks:] if blanks else line
    return [*parts, line]


def _cut(text: str, width: int) -> int:
    """Where to break: the last place within the width that allows it, else where the width ends."""
    columns, last = 0, 0
    for at, character in enumerate(text):
        columns += cell_len(character)
        if columns > width and character != " ":
            return last or max(at, 1)
        if at + 1 < len(text) and _may_break(character, text[at + 1]):
            last = at + 1
    return len(text)


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or cell_len(before) == 2 or cell_len(after) == 2
