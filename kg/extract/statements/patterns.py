"""The declarative relation patterns of ``schema/relations/*.yaml``, read and checked.

A pattern says: where one of these trigger words stands, the head is found so, the tail so. How the places
(subject, object, governed …) are found is in ``subjects``; the schema of the files is in
``schema/relations/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import SchemaError
from kg.extract.statements.grammar import any_of, read_table
from kg.naming.standing_forms import longest_first
from kg.ontology import schema_files

PLACES = {
    "subject",
    "agent",
    "object",
    "governed",
    "theme",
    "event",
    "main_event",
    "partner",
    "listed",
    "described",
    "colisted",
    "later_subject",
    "earlier_subject",
}
HERE = {"subject", "agent", "governed", "partner", "theme", "listed", "colisted"}  # unless carried
CARRIES = {"none", "sentence", "paragraph", "article"}
NOT_PATTERNS = {"grammar.yaml", "posts.yaml", "structure.yaml", "standins.yaml"}


@dataclass(frozen=True, slots=True)
class Role:
    """Where an end of the relation is looked for, of which types, and how far a subject is carried."""

    place: str
    types: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    carry: str = "none"
    attributive: bool = False  # may 的 follow it (考察了X的工作)?
    many: bool = True  # all members of a list, or the nearest only
    for_body: bool = True  # subject: may a person act for the body of their post?
    before: bool = False  # governed: only before the trigger (为X提供, not 提供给X)

    @property
    def is_here(self) -> bool:
        """Can only a phrase of the trigger's own clause fill it?"""
        if self.place == "object":
            return self.carry != "sentence"
        return self.place == "described" or (self.place in HERE and self.carry == "none")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One trigger table with its roles."""

    name: str
    relation: str
    words: tuple[str, ...]
    trigger: re.Pattern[str]  # any of the words
    head: Role
    tail: Role
    confidence: float
    role_from_trigger: bool = False
    amount: bool = False
    unless: str = ""  # a relation that, stated of the same two, makes this one needless
    clause_has: re.Pattern[str] | None = None
    sentence_has: re.Pattern[str] | None = None
    clause_lacks: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Triggers:
    """The patterns in their order, and which of them a clause can call for.

    A clause has few of the words of all patterns, and every one of them begins with a character that can be
    looked up: most patterns are ruled out without being tried. Of the rest many want an end in the clause
    itself, and most clauses have no phrase that could be one.
    """

    patterns: tuple[Pattern, ...]
    words: Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]  # by opening: words, their patterns' numbers
    roaming: Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]  # the same of patterns that want no phrase

    @classmethod
    def of(cls, patterns: Sequence[Pattern]) -> Triggers:
        """Index the patterns by the openings of their words."""
        roaming = [
            n for n, pattern in enumerate(patterns) if not (pattern.head.is_here or pattern.tail.is_here)
        ]
        return cls(
            tuple(patterns), _by_opening(patterns, range(len(patterns))), _by_opening(patterns, roaming)
        )

    def called_for(self, clause: str, phrases: bool = True) -> list[Pattern]:
        """The patterns of which the clause has a word, in their order; ``phrases``: does it have any?"""
        words = self.words if phrases else self.roaming
        numbers: set[int] = set()
        for opening in words.keys() & set(clause):
            for word, rows in words[opening]:
                if word in clause:
                    numbers.update(rows)
        return [self.patterns[number] for number in sorted(numbers)]


def _by_opening(
    patterns: Sequence[Pattern], numbers: Iterable[int]
) -> dict[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    """First character -> the words that begin with it, each with the numbers of its patterns."""
    rows: dict[str, list[int]] = {}
    for number in numbers:
        for word in patterns[number].words:
            rows.setdefault(word, []).append(number)
    words: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for word, found in rows.items():
        words.setdefault(word[0], []).append((word, tuple(found)))
    return {opening: tuple(found) for opening, found in words.items()}


def role_of(row: Mapping[str, Any], where: str) -> Role:
    """A checked Role from its YAML row."""
    place, carry = row.get("place", ""), row.get("carry", "none")
    if place not in PLACES:
        raise SchemaError(f"{where}: place {place!r} is none of {sorted(PLACES)}")
    if carry not in CARRIES:
        raise SchemaError(f"{where}: carry {carry!r} is none of {sorted(CARRIES)}")
    if not row.get("types"):
        raise SchemaError(f"{where}: types is missing")
    return Role(
        place=place,
        types=frozenset(row["types"]),
        prepositions=frozenset(row.get("prepositions", ())),
        carry=carry,
        attributive=bool(row.get("attributive", False)),
        many=bool(row.get("many", True)),
        for_body=bool(row.get("for_body", True)),
        before=bool(row.get("before", False)),
    )


def words_in(row: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
    """The optional cue words of a pattern, compiled."""
    return re.compile(any_of(row[key])) if row.get(key) else None


def pattern_of(relation: str, row: Mapping[str, Any], where: str) -> Pattern:
    """A checked Pattern from its YAML row; SchemaError names the file and the pattern."""
    for key in ("name", "triggers", "head", "tail"):
        if not row.get(key):
            raise SchemaError(f"{where}: {key} is missing")
    return Pattern(
        name=row["name"],
        relation=relation,
        words=longest_first(row["triggers"]),
        trigger=re.compile(any_of(row["triggers"])),
        head=role_of(row["head"], f"{where}, head"),
        tail=role_of(row["tail"], f"{where}, tail"),
        confidence=float(row.get("confidence", 0.6)),
        role_from_trigger=bool(row.get("role_from_trigger", False)),
        amount=bool(row.get("amount", False)),
        unless=str(row.get("unless", "")),
        clause_has=words_in(row, "clause_has"),
        sentence_has=words_in(row, "sentence_has"),
        clause_lacks=words_in(row, "clause_lacks"),
    )


def read_patterns(name: str) -> Sequence[Pattern]:
    """The patterns of one file."""
    table = read_table(name)
    relation = table.get("relation")
    if not isinstance(relation, str):
        raise SchemaError(f"{name}: relation is missing")
    return [
        pattern_of(relation, row, f"{name}, {row.get('name', f'pattern {number}')}")
        for number, row in enumerate(table.get("patterns", ()), 1)
    ]


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """Every pattern of every file, in order of file name and line."""
    files = sorted(f.name for f in (schema_files() / "relations").iterdir() if f.name.endswith(".yaml"))
    patterns = tuple(p for name in files if name not in NOT_PATTERNS for p in read_patterns(name))
    names = [p.name for p in patterns]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise SchemaError(f"schema/relations: pattern names used twice: {sorted(doubled)}")
    return patterns


@cache
def load_triggers() -> Triggers:
    """The patterns of :func:`load_patterns`, indexed."""
    return Triggers.of(load_patterns())
