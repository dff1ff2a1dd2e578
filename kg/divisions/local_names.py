"""The names of one county's townships and villages, as a text prints them: without committee and title.

``locate`` settles what one name is; here the question is the reverse: which stretches of a text can be names
of this county's places? A county's block is kept as it lies in the file, and searched: most counties that a
text names are asked for a few names only.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.divisions.blocks import TOWNSHIP, settlements
from kg.divisions.settlements import township_label

# What may follow the stem of a village or community in the table: its title, its committee.
_REST = re.compile(
    r"(?:社区|嘎查|行政村|村)?(?:(?:居民|村民|牧民|渔民|村|居)?(?:委员会|委会)|居委)?(?=[\t\n])"
)
_NUMBER = re.compile(r"(?<=\t)\d{3}:")


@dataclass(frozen=True, slots=True)
class LocalNames:
    """The names of the places of one county, or of several.

    ``towns`` are the stems of the townships and subdistricts (柳林 of 柳林街道). ``villages`` is a line a
    township, as the file has it, with its villages, each behind a tab.
    """

    towns: frozenset[str]
    villages: str

    def has_village(self, stem: str) -> bool:
        """Whether a village or community has this name without title.

        后庄 is there for 后庄村民委员会 and 后庄社区居委会; a stem of one character takes its title: 李村.
        """
        wanted = "\t" + stem
        place = self.villages.find(wanted)
        while place >= 0:
            end = place + len(wanted)
            if _REST.match(self.villages, end):
                return True
            place = self.villages.find(wanted, end)
        return False


@functools.lru_cache(maxsize=256)
def local_names(county: str) -> LocalNames:
    """The names of the county with this code (6 digits); without any if the table has no such county."""
    lines = settlements().lines(county)
    towns = frozenset(stem for line in lines for stem in _town_stems(line[3:].partition("\t")[0]))
    return LocalNames(towns, _NUMBER.sub("", "\n".join((*lines, ""))))


def together(tables: Iterable[LocalNames]) -> LocalNames:
    """The names of all these counties."""
    found = tuple(tables)
    return LocalNames(
        frozenset[str]().union(*(one.towns for one in found)), "".join(one.villages for one in found)
    )


def _town_stems(name: str) -> Iterator[str]:
    """十八里河回族乡 -> 十八里河, 十八里河回族; a kind of place without a name (经济开发区) has none."""
    label = township_label(name)
    if label.stem:
        yield label.stem
        own = name.removesuffix("乡").removesuffix("镇")
        if own not in (name, label.stem):
            yield own


@functools.lru_cache(maxsize=4096)
def counties_with_town(stem: str, within: str = "") -> tuple[str, ...]:
    """The counties under the code ``within`` that have a township of this stem: 柳林 of 柳林街道."""
    return settlements().counties_naming(TOWNSHIP + stem, within)
