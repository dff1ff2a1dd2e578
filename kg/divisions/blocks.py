"""Townships and villages on disk: one block a county, and an index from names to counties.

The file, all numbers little-endian:

| part | content |
| --- | --- |
| magic | 8 bytes |
| sizes | uint32: counties, then bytes of: dictionary, blocks, postings |
| counties | for each, in order of code: uint32 code, uint32 end of its block, counted from the first block |
| buckets | 65,537 uint32: where the postings of each upper half of a key's CRC-32 begin |
| dictionary | zlib: the preset dictionary of the blocks (names that many villages have) |
| blocks | raw deflate with the dictionary: a line a township, ``401郑港街道<TAB>005:甲社区<TAB>乙村委会…``; |
| | a village whose number is one more than that of the one before it leaves it out |
| postings | uint16 lower half of the CRC-32, uint16 number of the county |

Keys are those of villages as ``settlements.key`` gives them, and names and stems of townships after a "/".
Two keys of one CRC-32 cost the reading of one more block, and are told apart there.
"""

from __future__ import annotations

import functools
import mmap
import struct
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kg.divisions.settlements import key, township_keys, village_label
from kg.errors import SchemaError

TABLE = "divisions_settlements.bin"
TOWNSHIP = "/"  # before the keys of townships
_MAGIC = b"FZDIV-2\n"
_SIZES = struct.Struct("<4I")
_COUNTY = struct.Struct("<2I")
_POSTING = struct.Struct("<2H")
_BUCKETS = 1 << 16
_DICTIONARY_BYTES = 1 << 15  # the window of deflate

Names = tuple[tuple[str, str], ...]  # codes and names


def village_forms(name: str, township: str) -> tuple[str, ...]:
    """A village's name, and without the name of its township in front: 积石镇城东社区 -> 城东社区."""
    rest = name.removeprefix(township) if township else name
    return (name,) if rest == name or len(rest) < 3 else (name, rest)


def _village_keys(name: str, township: str) -> Iterator[str]:
    for form in village_forms(name, township):
        label = village_label(form)
        if label is not None:
            yield key(label)


def _hash(text: str) -> tuple[int, int]:
    return divmod(zlib.crc32(text.encode()), _BUCKETS)


def pack(townships: Mapping[str, str], villages: Mapping[str, str], county_names: Mapping[str, str]) -> bytes:
    """The file for these townships (9 digits -> name) and villages (12 digits -> name).

    ``county_names`` (6 digits -> name) tell what may stand in front of a township's name. Raises SchemaError
    where a village has no township. Reading gives back what was written.
    """
    lost = sorted({code[:9] for code in villages} - townships.keys())
    if lost:
        raise SchemaError(f"villages of townships that are not there: {', '.join(lost[:5])}")
    below: dict[str, list[str]] = defaultdict(list)
    for code in sorted(villages):
        below[code[:9]].append(code)
    counties: dict[str, list[str]] = defaultdict(list)
    for code in sorted(townships):
        counties[code[:6]].append(code)
    dictionary = _dictionary(villages.values())
    blocks, ends, postings = [], [0], set()
    for number, (county, own) in enumerate(counties.items()):
        text = "\n".join(_line(township, townships, below[township], villages) for township in own)
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=dictionary)
        blocks.append(deflate.compress(text.encode()) + deflate.flush())
        ends.append(ends[-1] + len(blocks[-1]))
        county_name = county_names.get(county, "")
        keys = {TOWNSHIP + form for code in own for form in township_keys(townships[code], county_name)}
        for township in own:
            for code in below[township]:
                keys.update(_village_keys(villages[code], townships[township]))
        postings |= {(*_hash(form), number) for form in keys}
    ordered = sorted(postings)
    starts = [bisect_left(ordered, (high,)) for high in range(_BUCKETS + 1)]
    packed = zlib.compress(dictionary, 9)
    return b"".join(
        [
            _MAGIC,
            _SIZES.pack(len(counties), len(packed), ends[-1], _POSTING.size * len(ordered)),
            *(_COUNTY.pack(int(code), stop) for code, stop in zip(counties, ends[1:], strict=True)),
            struct.pack(f"<{_BUCKETS + 1}I", *starts),
            packed,
            *blocks,
            *(_POSTING.pack(low, number) for _, low, number in ordered),
        ]
    )


def _dictionary(names: Iterable[str]) -> bytes:
    """The commonest names, the commonest last, where deflate reaches them with the fewest bits."""
    common = [name for name, _ in sorted(Counter(names).items(), key=lambda row: (-row[1], row[0]))[:4000]]
    return "\t".join(reversed(common)).encode()[-_DICTIONARY_BYTES:]


def _line(code: str, townships: Mapping[str, str], own: Iterable[str], villages: Mapping[str, str]) -> str:
    words, last = [code[6:] + townships[code]], 0
    for village in own:
        number = int(village[9:])
        words.append(("" if number == last + 1 else f"{village[9:]}:") + villages[village])
        last = number
    return "\t".join(words)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of the file begin."""

    counties: int
    buckets: int
    dictionary: int
    blocks: int
    postings: int
    end: int


class Settlements:
    """The file, read where it is asked. Raises SchemaError if it is none."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data
        head = len(_MAGIC) + _SIZES.size
        if len(data) < head or data[: len(_MAGIC)] != _MAGIC:
            raise SchemaError(f"kg/data/{TABLE} is not a table of townships and villages: install again")
        count, dictionary, blocks, postings = _SIZES.unpack_from(data, len(_MAGIC))
        self._count = count
        sizes = (0, _COUNTY.size * count, 4 * (_BUCKETS + 1), dictionary, blocks, postings)
        at = [head + sum(sizes[: n + 1]) for n in range(len(sizes))]
        self._at = _Parts(*at)
        if len(data) != self._at.end:
            raise SchemaError(f"kg/data/{TABLE} is cut off: install again")
        found = tuple(_COUNTY.iter_unpack(data[self._at.counties : self._at.buckets]))
        self._codes = [f"{code:06d}" for code, _ in found]
        self._ends = [end for _, end in found]
        self._block = functools.lru_cache(maxsize=256)(self._read_block)
        self._read_townships = functools.lru_cache(maxsize=256)(self._townships_of)

    def townships(self, county: str) -> Names:
        """The townships and subdistricts of a county (6 digits), by code; () if there is none such."""
        return self._read_townships(county)

    def villages(self, county: str, holding: str = "") -> Names:
        """The villages and communities of a county that have ``holding`` in their names, by code."""
        return tuple(
            row
            for line in self.lines(county)
            if holding in line
            for row in _villages_of(county, line)
            if holding in row[1]
        )

    def _townships_of(self, county: str) -> Names:
        return tuple((county + line[:3], line[3:].partition("\t")[0]) for line in self.lines(county))

    @property
    def counties(self) -> tuple[str, ...]:
        """The codes of all counties that have townships."""
        return tuple(self._codes)

    def lines(self, county: str) -> tuple[str, ...]:
        """The county's townships as the file has them: number and name, and behind tabs their villages."""
        number = bisect_left(self._codes, county)
        return self._block(number) if number < self._count and self._codes[number] == county else ()

    def counties_naming(self, name_key: str, within: str = "") -> tuple[str, ...]:
        """The counties under ``within`` that may have a name with this key."""
        high, low = _hash(name_key)
        start, stop = struct.unpack_from("<2I", self._data, self._at.buckets + 4 * high)
        raw = self._data[self._at.postings + _POSTING.size * start : self._at.postings + _POSTING.size * stop]
        counties = (self._codes[number] for half, number in _POSTING.iter_unpack(raw) if half == low)
        return tuple(code for code in counties if code.startswith(within[:6]))

    def _read_block(self, number: int) -> tuple[str, ...]:
        """The lines of a county, one a township."""
        first = self._at.blocks + (self._ends[number - 1] if number else 0)
        inflate = zlib.decompressobj(-15, zdict=self._dictionary)
        text = inflate.decompress(self._data[first : self._at.blocks + self._ends[number]]).decode()
        return tuple(text.split("\n"))

    @functools.cached_property
    def _dictionary(self) -> bytes:
        return zlib.decompress(self._data[self._at.dictionary : self._at.blocks])


def _villages_of(county: str, line: str) -> Iterator[tuple[str, str]]:
    """The villages of one line: 401郑港街道<TAB>005:甲社区 -> (county + 401005, 甲社区)."""
    township, *words = line.split("\t")
    code, last = county + township[:3], 0
    for word in words:
        digits, colon, name = word.partition(":")
        last = int(digits) if colon else last + 1
        yield f"{code}{last:03d}", name if colon else word


@functools.cache
def settlements() -> Settlements:
    """The townships and villages of ``kg/data``, mapped into memory, opened once."""
    file = resources.files("kg.data").joinpath(TABLE)
    if not isinstance(file, Path):  # inside a zip archive
        return Settlements(file.read_bytes())
    with file.open("rb") as opened:
        return Settlements(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
