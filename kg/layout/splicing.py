"""Whether one passage goes on in another: evidence at the seam between a tail and a head."""

from __future__ import annotations

import re

from kg.language.words import cut, is_word

SEAM = 6  # characters on each side of the seam that are looked at
# No sentence starts with these: particles, suffix-like words, closing marks.
_NEVER_FIRST = re.compile(r"[的了着等地得之与及和或]|[，。、；：！？”’）》」』,;:!?)]")
# One character and a comma is the end of a word that the column cut: 责任|感，…
_LONE_CHARACTER = re.compile(r"[㐀-鿿][，,、]")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))


def joins(tail: str, head: str) -> bool:
    """Whether nothing at the seam speaks against ``head`` continuing an unfinished ``tail``."""
    for opening, closing in _PAIRS:
        mark = re.search(f"[{opening}{closing}]", head[:120])
        is_open = tail.count(opening) > tail.count(closing)
        if mark and is_open and mark[0] == opening:
            return False
        if mark and not is_open and mark[0] == closing:
            return False
    return True


def splices(tail: str, head: str) -> bool:
    """Whether the seam itself shows that the two belong together: a word or a quotation runs across it."""
    if not tail or not head or not joins(tail, head):
        return False
    if _NEVER_FIRST.match(head):
        return True
    if _LONE_CHARACTER.match(head):
        return True
    return _word_across(tail[-SEAM:], head[:SEAM])


def _word_across(tail: str, head: str) -> bool:
    """Jieba puts a word of its dictionary across the seam, and either side alone is a broken word."""
    if not re.match(r"[㐀-鿿]", tail[-1]) or not re.match(r"[㐀-鿿]", head[0]):
        return False
    position = 0
    for word in cut(tail + head):
        end = position + len(word)
        if position < len(tail) < end:
            return len(word) >= 2 and is_word(word)
        position = end
    return False
