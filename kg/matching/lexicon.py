"""The words of names: ``kg/data/name_parts.yaml`` and the tables of organisations, loaded once."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from kg.divisions import gazetteer
from kg.matching.parsed import Role
from kg.naming.known_names import known_rows
from kg.naming.regions import COUNTY
from kg.naming.standing_forms import StandingForms, forms_of, longest_first
from kg.tables import data_table

_PARTS = "name_parts.yaml"


@functools.cache
def words(key: str) -> tuple[str, ...]:
    """One word list of name_parts.yaml, longest first."""
    return longest_first(data_table(_PARTS)[key])


@functools.cache
def phase_pattern() -> re.Pattern[str]:
    """What tells the parts of one project apart: 二期, 3号线, B区, 东延."""
    return re.compile(data_table(_PARTS)["phases"])


@functools.cache
def soft_heads() -> Mapping[str, float]:
    """Heads that a short name may leave out, and what that costs."""
    return {str(word): float(cost) for word, cost in data_table(_PARTS)["soft_heads"].items()}


@functools.cache
def short_heads() -> Mapping[str, tuple[str, ...]]:
    """Functions with short forms of their own: 高等专科学校 -> 专."""
    return {str(word): tuple(forms) for word, forms in data_table(_PARTS)["short_heads"].items()}


@functools.cache
def alike() -> frozenset[str]:
    """Pairs of characters that are taken for one another, in both orders."""
    groups: list[str] = data_table(_PARTS)["alike"]
    return frozenset(a + b for group in groups for a in group for b in group if a != b)


@functools.cache
def _official_forms() -> StandingForms:
    rows = [*data_table("organisation_names.yaml")["synonyms"], *data_table(_PARTS)["synonyms"]]
    return StandingForms.of(rows, from_end=True)


@functools.lru_cache(maxsize=65536)
def normal_form(text: str) -> str:
    """Every official form replaced by the one that stands for it: 科学技术局 -> 科技局.

    Of more words than ``kg.naming`` takes for one: what is compared here is decided by more than the name.
    """
    return _official_forms().put_into(text)


@functools.cache
def successors() -> frozenset[tuple[str, str]]:
    """Pairs of offices of which one may be the other under a new name, in both orders."""
    rows = data_table(_PARTS)["successors"]
    pairs = {(row[0], old) for row in rows for old in row[1:]}
    return frozenset(pairs | {(old, new) for new, old in pairs})


@functools.cache
def _project_forms() -> StandingForms:
    return StandingForms.of(data_table(_PARTS)["project_synonyms"])


def project_form(text: str) -> str:
    """A project's name with its kind in the standing form: 轨道交通 -> 地铁."""
    return _project_forms().put_into(text)


@functools.cache
def official_words() -> Mapping[str, str]:
    """Every official form of a body's function -> the one that stands for it."""
    return _official_forms().forms


@functools.cache
def brands() -> Mapping[str, str]:
    """Names of companies of the whole country whose branches bear them (中国移动) -> the standing one.

    Not those that open with a province or a city: 北京银行 may as well open the name of the city's bankers'
    union.
    """
    ends = words("branded")
    rows = [row for subtype, row in known_rows("Organization") if subtype == "Company"]
    branded = [row for row in rows if row[0].endswith(ends) and not _opens_with_a_city(row[0])]
    return forms_of(branded)


def _opens_with_a_city(name: str) -> bool:
    return any(division.level < COUNTY for division in gazetteer().find(name[:2]))


@functools.cache
def roles() -> Mapping[str, Role]:
    """What each known word does in an organisation's name."""
    table = data_table("organisation_names.yaml")
    found: dict[str, Role] = {}
    ranked = (
        (Role.CONTENT, data_table(_PARTS)["content"]),
        (Role.TRADE, table["trades"]),
        (Role.HEAD, data_table(_PARTS)["heads"]),
        (Role.OFFICE, official_words()),
        (Role.OFFICE, table["party_departments"]),
        (Role.HEAD, data_table(_PARTS)["shortened"]),
        (Role.OWN, brands().values()),
        (Role.WEAK, data_table(_PARTS)["weak"]),
        (Role.FORM, table["legal_forms"]),
    )
    for role, listed in ranked:
        found.update(dict.fromkeys(listed, role))
    return found
