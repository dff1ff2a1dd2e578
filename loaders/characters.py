"""Text as every target can take it, and lists in formats that have none."""

from __future__ import annotations

import re
from collections.abc import Iterable

SEPARATOR = " | "

# Half of a surrogate pair on its own: no UTF-8 encoder takes it.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# What XML 1.0 (section 2.2, production 2) shuts out, and the C1 controls, which it advises against.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A bar that would read as a separator once the item stands between two others.
_SEPARATING_BAR = re.compile(r"(?<![^ ])\|(?![^ ])")


def encodable(text: str) -> str:
    """The text without lone surrogates."""
    return _LONE_SURROGATE.sub("", text)


def printable(text: str) -> str:
    """The text without lone surrogates and control characters; tab and line ends stay."""
    return _NOT_XML.sub("", text)


def joined(items: Iterable[str]) -> str:
    """A list in one string: split at ``" | "``, it gives its non-empty items back.

    A bar inside an item that would split it becomes a full-width one: ``甲 | 乙`` is written ``甲 ｜ 乙``.
    """
    kept = (printable(item) for item in items)
    return SEPARATOR.join(_SEPARATING_BAR.sub("｜", item) if "|" in item else item for item in kept if item)
