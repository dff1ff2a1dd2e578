"""Short forms of the names of divisions: 恩施土家族苗族自治州 -> 恩施, 经济技术开发区 -> 经开区."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import SchemaError
from kg.tables import data_table

_TABLE = "division_names.yaml"


@dataclass(frozen=True, slots=True)
class DivisionWords:
    """The word lists of ``kg/data/division_names.yaml``."""

    peoples: tuple[str, ...]
    short_names: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, str]  # every form of a kind of zone -> the form that stands for it
    not_divisions: tuple[str, ...]
    not_level: tuple[str, ...]
    level_after_all: tuple[str, ...]
    not_alone: frozenset[str]
    not_former: frozenset[str]


def _strings(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value: Sequence[str] = data.get(key, ())
    if not value or not all(isinstance(item, str) for item in value):
        raise SchemaError(f"kg/data/{_TABLE}: {key} must be a list of names")
    return tuple(value)


@functools.cache
def division_words() -> DivisionWords:
    """The tables, loaded once. Raises SchemaError where a list is missing."""
    data = data_table(_TABLE)
    zones = {form: forms[0] for forms in data["zones"] for form in forms}
    return DivisionWords(
        peoples=tuple(sorted(_strings(data, "peoples"), key=lambda word: (-len(word), word))),
        short_names={name: tuple(forms) for name, forms in data["short_names"].items()},
        zones=zones,
        not_divisions=_strings(data, "not_divisions"),
        not_level=_strings(data, "not_level"),
        level_after_all=_strings(data, "level_after_all"),
        not_alone=frozenset(_strings(data, "not_alone")),
        not_former=frozenset(_strings(data, "not_former")),
    )


@functools.cache
def _peoples() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, division_words().peoples)) + ")+$")


_TITLES = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "特别行政区",
    "地区",
    "林区",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "区",
    "旗",
)


@functools.lru_cache(maxsize=8192)  # every division is asked for several times
def _parts(name: str) -> tuple[str, str]:
    """A name as (own part without peoples, title): 管城回族区 -> (管城, 区)."""
    for title in _TITLES:
        if name.endswith(title) and len(name) > len(title):
            stem = name[: -len(title)]
            own = _peoples().sub("", stem)
            return (own or stem), title
    return name, ""


def core_name(name: str) -> str:
    """The bare name, where it has two characters or more: 郑州市 -> 郑州, 中牟县 -> 中牟, 淇县 -> 淇县."""
    own, _ = _parts(name)
    return own if len(own) >= 2 else name


def title_alias(name: str) -> str:
    """The name with the plain title for its level: 管城回族区 -> 管城区, 恩施土家族苗族自治州 -> 恩施州."""
    own, title = _parts(name)
    return own + title.replace("自治", "") if title else name


@functools.cache
def _zone_forms() -> tuple[str, ...]:
    return tuple(sorted(division_words().zones, key=lambda form: (-len(form), form)))


def zone_kind(name: str) -> tuple[str, str] | None:
    """What stands before a kind of zone, and the kind in its usual short form, or None.

    青岛国家高新技术产业开发区 -> (青岛, 高新区); 经开区 -> ("", 经开区); 二七区 -> None.
    """
    if not name.endswith(_zone_forms()):
        return None
    for form in _zone_forms():
        if name.endswith(form):
            return name[: -len(form)], division_words().zones[form]
    return None
