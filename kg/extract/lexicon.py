"""The word lists that name finding rests on, loaded once from ``kg/data``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

from kg.errors import SchemaError
from kg.tables import data_table


@dataclass(frozen=True, slots=True)
class Suffix:
    """The end of a name and what it tells: 办事处 -> Organization, Office.

    ``trust`` is ``level`` (a level word before it is enough), ``named`` (needs an own name), ``brand`` (a
    trade: needs an own name that the tagger sees) or ``short`` (one character, needs the tagger's agreement).
    """

    text: str
    type: str
    subtype: str
    trust: str


_WORDS = "name_words.yaml"
_TRUSTS = ("level", "named", "brand", "short")


def _load_lines(name: str) -> tuple[str, ...]:
    text = resources.files("kg.data").joinpath(name).read_text("utf-8")
    rows = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(word for row in rows for word in row.split())


@functools.cache
def suffixes() -> dict[str, Suffix]:
    """Every suffix by its text. A text listed twice keeps its first place in the file."""
    table: dict[str, Suffix] = {}
    for type_, subtypes in data_table("name_suffixes.yaml").items():
        for subtype, lists in subtypes.items():
            for trust, texts in lists.items():
                if trust not in _TRUSTS:
                    raise SchemaError(
                        f"kg/data/name_suffixes.yaml: {type_}/{subtype}: unknown list {trust!r}"
                    )
                for text in texts:
                    table.setdefault(text, Suffix(text, type_, subtype, trust))
    return table


@functools.cache
def _suffix_lengths() -> dict[str, tuple[int, ...]]:
    """Last character -> the lengths of the suffixes that end in it, longest first."""
    lengths: dict[str, set[int]] = {}
    for text in suffixes():
        lengths.setdefault(text[-1], set()).add(len(text))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


_CLOSING = frozenset("）)")


@functools.cache
def last_characters(type_: str = "") -> frozenset[str]:
    """With what a text must end for :func:`suffix_at` to find something there, a suffix of ``type_`` where
    one is given: most words are told apart by their last character.
    """
    ends = (suffix.text[-1] for suffix in suffixes().values() if type_ in ("", suffix.type))
    return _CLOSING.union(ends)


def suffix_at(text: str, end: int, start: int = 0) -> Suffix | None:
    """The longest suffix that ends at ``end`` and begins at or after ``start``."""
    last = text[end - 1 : end]
    if last in _CLOSING:  # 岭东大学(云川)
        opening = max(text.rfind("（", start, end), text.rfind("(", start, end))
        if opening > start:
            end = opening
            last = text[end - 1 : end]
    lengths = _suffix_lengths().get(last)
    if lengths is None:
        return None
    table = suffixes()
    for length in lengths:
        if length <= end - start:
            found = table.get(text[end - length : end])
            if found is not None:
                return found
    return None


@functools.cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """One of the mappings of ``name_words.yaml``, in the file's order."""
    return tuple((str(key), str(value)) for key, value in data_table(_WORDS)[name].items())


@functools.cache
def words(name: str) -> frozenset[str]:
    """One of the lists of ``name_words.yaml``, by its key.

    Raises:
        SchemaError: there is no such list.

    """
    table = data_table(_WORDS)
    if name not in table:
        raise SchemaError(f"kg/data/name_words.yaml: no list {name!r}")
    return frozenset(str(word) for word in table[name])


@functools.cache
def endings(name: str) -> tuple[str, ...]:
    """One of the lists of ``name_words.yaml`` in its order, for ``str.endswith`` and prefixes."""
    return tuple(sorted(words(name), key=lambda word: (-len(word), word)))


@functools.cache
def posts() -> frozenset[str]:
    """Titles of posts: 书记, 副主任, 大队长."""
    return frozenset(_load_lines("posts.txt"))


@functools.cache
def surnames() -> frozenset[str]:
    """Surnames of one and two characters."""
    return frozenset(_load_lines("surnames.txt"))


@functools.cache
def countries() -> frozenset[str]:
    """Countries and regions of the world, without China."""
    return frozenset(_load_lines("countries.txt"))
