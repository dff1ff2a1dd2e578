"""Names as they are compared in one corpus: one width, no white space, no quotation marks."""

from __future__ import annotations

import functools
import re
import unicodedata

_QUOTES = re.compile(r"[\s“”\"'‘’《》「」『』〈〉]+")


@functools.lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Without white space and quotation marks, full and half width alike."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))
