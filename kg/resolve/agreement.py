"""Things of one normal name: which of their regions may be one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.naming.regions import Region, Step, compatible, covers


def _wider(region: Region) -> Iterator[Region]:
    """All paths that leave out some steps of this one: what a less exact name would give."""
    for size in range(1, len(region)):
        yield from combinations(region, size)


def _one_place(regions: Sequence[Region]) -> bool:
    longest = max(regions, key=lambda region: (len(region), region))
    return all(compatible(longest, other) for other in regions)


def _index(regions: Iterable[Region]) -> Mapping[Step, list[Region]]:
    by_step: dict[Step, list[Region]] = defaultdict(list)
    for region in regions:
        for step in dict.fromkeys(region):
            by_step[step].append(region)
    return by_step


def agreeing(regions: Iterable[Region], exact: bool) -> Iterator[tuple[Region, Region]]:
    """Pairs of regions that mean one place, one of them inside the other.

    A wide region goes with the more exact ones inside it only where these agree among themselves: a 惠众 of
    河南 is not settled by a 惠众 in 郑州 and another in 洛阳. With ``exact`` the last step must be the same
    (市委宣传部 is no 区委宣传部).
    """
    distinct = sorted(set(regions))
    by_step = _index(distinct)
    for region in distinct:
        if not region:
            continue
        below = [
            other
            for other in by_step[region[-1]]
            if len(other) > len(region) and covers(region, other) and (not exact or other[-1] == region[-1])
        ]
        if below and _one_place(below):
            for other in below:
                yield region, other


def leaning(explicit: Iterable[Region], soft: Iterable[Region]) -> Iterator[tuple[Region, Region]]:
    """Pairs of a region that a name only leans on, and the one region printed in a name that it agrees with.

    Two names with different places in front are two bodies, though one place holds the other: 河南省街舞协会
    and 郑州市街舞协会. A name without a place is either's, and with both about, neither's.
    """
    stated = sorted(set(explicit))
    known = set(stated)
    yield from agreeing(stated, exact=True)
    by_step = _index(stated)
    free: list[Region] = []
    for region in sorted(set(soft) - known):
        partners = [wide for wide in _wider(region) if wide in known]
        if region:
            partners += [other for other in by_step.get(region[-1], ()) if covers(region, other)]
        if len({partner[-1] for partner in partners}) == 1 and _one_place(partners):
            yield from ((region, partner) for partner in partners)
        elif not partners:
            free.append(region)
    yield from agreeing(free, exact=False)
