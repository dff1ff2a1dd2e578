"""The tables of the package: YAML in ``kg/data`` and ``schema``, read once."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

from kg.errors import SchemaError

# The loader written in C, ten times as fast, where PyYAML was built with it.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> Any:
    """What a YAML document says, safely loaded. Raises yaml.YAMLError if it is none."""
    return yaml.load(text, _LOADER)


@functools.cache
def data_table(name: str) -> Mapping[str, Any]:
    """A table of ``kg/data``; not to be changed, since all who ask are given the same.

    Raises:
        SchemaError: it is no mapping.

    """
    data = parsed(resources.files("kg.data").joinpath(name).read_text("utf-8"))
    if not isinstance(data, dict):
        raise SchemaError(f"kg/data/{name}: expected a mapping")
    return data
