"""Names as they are compared: one width, one script, no quotation marks."""

from __future__ import annotations

import functools
import re
from importlib import resources

from kg.naming.plain_text import plain

_DOTS = re.compile(r"[·•・‧∙⋅．]")


@functools.cache
def _simplified() -> dict[int, str]:
    text = resources.files("kg.data").joinpath("traditional.txt").read_text("utf-8")
    pairs = (pair for line in text.splitlines() if not line.startswith("#") for pair in line.split())
    return {ord(pair[0]): pair[1] for pair in pairs}


@functools.lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """A name in simplified characters, full and half width alike, without blanks and quotation marks.

    >>> normal("雲川市 第２中學")
    '云川市第2中学'
    """
    return plain(_DOTS.sub("·", name)).translate(_simplified())
