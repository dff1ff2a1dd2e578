"""The word tables that name parsing rests on, loaded once from ``kg/data``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from kg.naming.known_names import region_rows, standing_names
from kg.naming.standing_forms import StandingForms, forms_of, longest_first
from kg.tables import data_table

_ORGANISATIONS, _INITIATIVES = "organisation_names.yaml", "initiative_names.yaml"
_PLACES = ("places", "landscapes", "cities_abroad")


@functools.cache
def organisation_words(key: str) -> tuple[str, ...]:
    """One word list of organisation_names.yaml, longest first."""
    return longest_first(data_table(_ORGANISATIONS)[key])


@functools.cache
def initiative_words(key: str) -> tuple[str, ...]:
    """One word list of initiative_names.yaml, longest first."""
    return longest_first(data_table(_INITIATIVES)[key])


@functools.cache
def known_anywhere(key: str) -> tuple[str, ...]:
    """One word list of known_anywhere.yaml, longest first."""
    return longest_first(data_table("known_anywhere.yaml")[key])


@functools.cache
def places_anywhere() -> Mapping[str, str]:
    """Places that mean the same on any page -> the name that stands for each: 长江, 华东, 东京, 长三角."""
    return {name: name for key in _PLACES for name in known_anywhere(key)} | forms_of(region_rows())


@functools.cache
def national_bodies() -> Mapping[str, str]:
    """Every name of a body of the whole country -> the one that stands for it."""
    return standing_names("Organization")


@functools.cache
def national_initiatives() -> Mapping[str, str]:
    """Every name of an initiative of the whole country -> the one that stands for it."""
    return standing_names("Initiative")


@functools.cache
def _company_forms() -> StandingForms:
    return StandingForms.of(data_table(_ORGANISATIONS)["company_synonyms"])


@functools.lru_cache(maxsize=65536)
def company_synonyms(text: str) -> str:
    """A company's name with its trades in their short form: 临溪城市建设投资 -> 临溪城投."""
    return _company_forms().put_into(text)


@functools.cache
def _official_forms() -> StandingForms:
    return StandingForms.of(data_table(_ORGANISATIONS)["synonyms"], from_end=True)


@functools.lru_cache(maxsize=65536)
def official_synonyms(text: str) -> str:
    """The text with every official form replaced by the one that stands for it: 科学技术局 -> 科技局.

    Read from the end, where the word that matters stands: 新城管委会 holds 管委会, not 城管委.
    """
    return _official_forms().put_into(text)


@functools.cache
def _offices() -> frozenset[str]:
    """Names of offices that every district has (组织部, 审计局): synonyms, and what follows a level word."""
    known = data_table("name_suffixes.yaml")["Organization"]
    suffixes = [word for kind in ("PartyBody", "GovernmentBody") for word in known[kind]["level"]]
    return frozenset([*_official_forms().forms, *suffixes, *data_table(_ORGANISATIONS)["party_departments"]])


@functools.cache
def _made_of(table: str, key: str) -> re.Pattern[str]:
    offices = _offices() if table == _ORGANISATIONS else ()
    words = longest_first([*data_table(table)[key], *offices])
    return re.compile(r"(?:" + "|".join(map(re.escape, words)) + r"|[0-9年月日]+)+")


@functools.lru_cache(maxsize=65536)
def is_generic(text: str) -> bool:
    """Whether an organisation's name has no word of its own: 第一人民医院, 宣传部; but 360 is a firm's."""
    return not text or (
        not text.isascii() and _made_of(_ORGANISATIONS, "generic").fullmatch(text) is not None
    )


@functools.lru_cache(maxsize=65536)
def is_generic_initiative(text: str) -> bool:
    """Whether an initiative's or a project's name may be any town's: 创业培训班, 二期项目."""
    return not text or _made_of(_INITIATIVES, "generic").fullmatch(text) is not None


@functools.lru_cache(maxsize=65536)
def is_kind_word(text: str) -> bool:
    """Whether a form says only what kind of body it is: 街道, 街道办事处, 专班, 管委会, 教育局, 第二人民医院.

    A form with a level word (区教育局, 市委) still says whose.
    """
    return is_generic(text) or text in _kind_words()


@functools.cache
def _kind_words() -> frozenset[str]:
    known = data_table("name_suffixes.yaml")["Organization"]
    suffixes = [word for kinds in known.values() for words in kinds.values() for word in words]
    return frozenset([*suffixes, *data_table(_ORGANISATIONS)["kind_words"]])
