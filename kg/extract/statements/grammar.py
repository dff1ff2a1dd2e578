"""The closed word classes that statements lean on, read from ``schema/relations/grammar.yaml`` and
``kg/data/posts.txt``, compiled once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from kg.errors import SchemaError
from kg.naming.standing_forms import longest_first
from kg.ontology import schema_files
from kg.tables import parsed


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tables, compiled."""

    separators: frozenset[str]
    titles: frozenset[str]
    title_ending: re.Pattern[str]
    prepositions: re.Pattern[str]
    verbs: re.Pattern[str]
    plan: re.Pattern[str]
    negation: re.Pattern[str]
    hope: re.Pattern[str]
    event_name: re.Pattern[str]
    meeting_name: re.Pattern[str]
    held: re.Pattern[str]
    masked: re.Pattern[str]
    staff: re.Pattern[str]
    companions: re.Pattern[str]
    inspecting: re.Pattern[str]
    taking_along: frozenset[str]

    def governor_of(self, before: str) -> tuple[str, bool]:
        """The preposition or verb that ends ``before``: (word, is a verb), or ("", False)."""
        if match := self.verbs.search(before):
            return match.group("word"), True
        if match := self.prepositions.search(before):
            return match.group("word"), False
        return "", False


def read_table(name: str) -> dict[str, Any]:
    """One YAML table of ``schema/relations``; SchemaError names the file and what is wrong."""
    path = schema_files() / "relations" / name
    try:
        table = parsed(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as cause:
        raise SchemaError(f"schema/relations/{name}: {cause}") from cause
    if not isinstance(table, dict):
        raise SchemaError(f"schema/relations/{name}: expected a mapping at the top")
    return table


def read_titles() -> tuple[str, ...]:
    """The post titles of ``kg/data/posts.txt``, longest first."""
    lines = (resources.files("kg") / "data" / "posts.txt").read_text("utf-8").splitlines()
    return longest_first(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def any_of(words: Iterable[str]) -> str:
    """A regex alternation of plain words, longest first."""
    return "(?:" + "|".join(re.escape(w) for w in longest_first(words)) + ")"


@cache
def load_grammar() -> Grammar:
    """The tables, compiled. Raises SchemaError for a missing or broken table."""
    table = read_table("grammar.yaml")
    titles = read_titles()
    tail = rf"{any_of(table['aspect'])}?$"
    return Grammar(
        separators=frozenset(table["separators"]),
        titles=frozenset(titles),
        title_ending=re.compile(rf"{any_of(table['title_endings'])}\Z"),
        prepositions=re.compile(rf"(?P<word>{any_of(table['prepositions'])})(?:[^，。、]{{0,10}}[的、])?$"),
        verbs=re.compile(rf"(?P<word>{any_of([*table['governing_verbs'], *table['taking_along']])}){tail}"),
        plan=re.compile(any_of(table["plan"])),
        negation=re.compile(any_of(table["negation"])),
        hope=re.compile(any_of(table["hope"])),
        event_name=re.compile(rf"{any_of(table['event_names'])}[”’》」』]*$"),
        meeting_name=re.compile(rf"{any_of(table['meeting_names'])}[”’》」』]*$"),
        held=re.compile(any_of(table["held"])),
        masked=re.compile(any_of(table["masked"])),
        staff=re.compile(rf"[^，。、；]{{0,3}}?{any_of(table['staff'])}"),
        inspecting=re.compile(any_of(table["inspecting"])),
        companions=re.compile(any_of(table["companions"])),
        taking_along=frozenset(table["taking_along"]),
    )
