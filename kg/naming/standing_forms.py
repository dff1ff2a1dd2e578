"""Of words that say the same one stands for all: 科学技术局 and 科技局 are both written 科技局."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Distinct words, longest first, then by code point: the order for a regex alternation."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def by_opening(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names of two characters or more by their first two, longest first: most words begin as none does."""
    found: dict[str, list[str]] = {}
    for name in longest_first(names):
        if len(name) > 1:
            found.setdefault(name[:2], []).append(name)
    return {opening: tuple(names) for opening, names in found.items()}


def forms_of(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """Every form of some rows -> the first of its row, which stands for it."""
    return {form: row[0] for row in rows for form in row}


@dataclass(frozen=True, slots=True)
class StandingForms:
    """What stands for each form, and how a text is searched for them."""

    forms: Mapping[str, str]
    from_end: bool  # 新城管委会, read from the end, holds 管委会; read from the front, 城管委
    _pattern: re.Pattern[str]

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], *, from_end: bool = False) -> StandingForms:
        """The forms of some rows (see :func:`forms_of`), of two that begin together the longer one found."""
        forms = forms_of(rows)
        printed = [form[::-1] if from_end else form for form in longest_first(forms)]
        return cls(forms, from_end, re.compile("|".join(map(re.escape, printed))))

    def put_into(self, text: str) -> str:
        """The text with every form replaced by the one that stands for it."""
        forms = self.forms
        if self.from_end:
            return self._pattern.sub(lambda match: forms[match.group()[::-1]][::-1], text[::-1])[::-1]
        return self._pattern.sub(lambda match: forms[match.group()], text)
