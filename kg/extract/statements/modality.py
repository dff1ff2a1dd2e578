"""Is a statement a fact, a plan (将, 拟, 希望) or denied (未, 没有)? Read from the cues before it."""

from __future__ import annotations

import re

from kg.extract.statements.grammar import Grammar

DENIAL_REACH = 4  # characters between a negation and what it denies (未|能按期|开工)
# Words that contain a negation sign and deny nothing.
NO_DENIAL = re.compile(
    r"不断|不仅|不但|不只|不少|不同|不懈|不久|不忘|不遗余力|不等|毫不|不负|并不断|未来|不畏|不止"
)
# 将 as "take" (将问题纳入): the marker of an object, no plan.
NO_PLAN = re.compile(r"将(?:其|摸排|问题|该|这|全|所有|成果|各|把)|将[^，。]{1,8}(?:纳入|列入|作为|转化)")


def modality_of(before: str, grammar: Grammar) -> str:
    """``before`` is the clause up to the trigger: ``fact``, ``plan`` or ``negated``.

    >>> 柳林街道拟于明年 (建设) -> plan; 临溪区不断 (推进) -> fact
    """
    cleaned = NO_DENIAL.sub("", before)
    match = last(grammar.negation, cleaned)
    if match is not None and len(cleaned) - match.end() <= DENIAL_REACH:
        return "negated"
    if grammar.plan.search(NO_PLAN.sub("", cleaned)) or grammar.hope.search(cleaned):
        return "plan"
    return "fact"


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of ``pattern`` in ``text``."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
