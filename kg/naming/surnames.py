"""How much a person's name says by itself."""

from __future__ import annotations

# The twenty most frequent surnames, about half of all people. Source: Ministry of Public Security, report on
# names, 2020 and 2021.
_FREQUENT = frozenset("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗")


def distinctive(name: str) -> bool:
    """Whether two editors of this name are hardly two people: the surname is not among the twenty."""
    return len(name) >= 2 and name[0] not in _FREQUENT


def rare(name: str) -> bool:
    """Whether two officials of this name in one district are hardly two people."""
    return len(name) >= 3 and distinctive(name)
