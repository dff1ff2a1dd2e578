"""Things of one normal name: which of their regions may be one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.resolve.identity import Identity
from kg.resolve.regions import Region, Step, compatible, covers


def _below(region: Region, others: Iterable[Region], exact: bool) -> list[Region]:
    """The more exact regions that may be meant by ``region``."""
    return [
        other
        for other in others
        if len(other) > len(region) and covers(region, other) and (not exact or other[-1] == region[-1])
    ]


def agreeing(regions: Iterable[Region], exact: bool) -> Iterator[tuple[Region, Region]]:
    """Pairs of regions that mean one place.

    A wide region goes with the more exact ones inside it only where these agree among themselves: 惠众 in
    河南 is not settled by a 惠众 in 郑州 and another in 洛阳. With ``exact`` the last step must be the same
    (市委宣传部 is no 区委宣传部).
    """
    distinct = sorted(set(regions))
    by_step: dict[Step, list[Region]] = defaultdict(list)
    for region in distinct:
        for step in set(region):
            by_step[step].append(region)
    for region in distinct:
        if not region:
            continue
        below = _below(region, by_step[region[-1]], exact)
        longest = max(below, key=lambda other: (len(other), other), default=())
        if below and all(compatible(longest, other) for other in below):
            for other in below:
                yield region, other


def same_name_groups(
    kinds: Sequence[str], names: Sequence[Identity]
) -> Mapping[tuple[str, str, bool, str], list[int]]:
    """Occurrences (by number) that share type and normal name; a path without a core is known by its last step."""
    groups: dict[tuple[str, str, bool, str], list[int]] = defaultdict(list)
    for number, (kind, name) in enumerate(zip(kinds, names, strict=True)):
        tail = name.region[-1].key if not name.core and name.region else ""
        groups[kind, name.core, name.exact, tail].append(number)
    return groups
