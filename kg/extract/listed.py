"""Names of townships, communities and villages that the gazetteer has, in the counties an article is about.

The tagger cuts such names where it meets words (人|和|路街道), and the grammar of names can only follow its
cuts. The table of all townships and villages knows better, but only where the county is known: some name is
listed somewhere for almost any two characters.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.divisions import Division, gazetteer
from kg.divisions.local_names import LocalNames, counties_with_town, local_names, together
from kg.divisions.reading import MUNICIPALITIES
from kg.extract.candidates import Candidate
from kg.extract.regions import divisions_in, known_regions
from kg.extract.segments import NAME_TAGS, Segment
from kg.model import Article
from kg.naming.names import TOWNSHIP_KINDS

TOWN, VILLAGE = "listed-town", "listed-village"
_TOWN_ENDS = "|".join(TOWNSHIP_KINDS)
_VILLAGE_ENDS = r"社区居民委员会|社区居委会|社区|居民委员会|居委会|村民委员会|村委会|行政村|村|嘎查"
#: What a name may end in; 乡 and 村 only where the next character makes no word with them: 乡亲, 村落.
_ENDS = re.compile(
    rf"(?:(?P<town>{_TOWN_ENDS})|(?P<village>{_VILLAGE_ENDS}))"
    r"(?!(?<=乡)[村亲民贤愁土音情下邻]|(?<=村)[民落镇乡庄寨域])"
)
#: Each of the ends holds one of these. To look for them first is much faster than the expression.
_HINTS = ("镇", "村", "街道", "社区", "乡", "办事处", "街办", "居委会", "居民委员会", "嘎查")
_TOWN_BEFORE = re.compile(rf"(?:{_TOWN_ENDS})$")
#: Before a village's name they make another village's: 北|后庄村.
_POINTS = frozenset("东南西北前后上下大小新老中")
_NO_STEMS = frozenset({"街道", "乡镇", "镇街"})
_MOST_CITIES = 8
_SUBTYPES = {TOWN: "Office", VILLAGE: "Community"}
_LONGEST = 10  # characters of a stem
_MOST_SHARED = 4  # an ambiguous county (鼓楼区) of more is left to the cities named
_MOST_COUNTIES = 12


@functools.lru_cache(maxsize=8192)
def _divisions_in(text: str) -> tuple[str, ...]:
    return tuple(name for _, name in divisions_in(text))


@dataclass(frozen=True, slots=True)
class _Around:
    """The codes of the counties and of the cities (prefectures, municipalities) that an article names.

    Of each the nearest to the article, no more than the caps allow: those of its dateline, those of its
    publisher, then by how often they are named, then by where first. A city without counties (东莞) is there
    as a county, too: the gazetteer has a county of its name.
    """

    counties: tuple[str, ...]
    cities: tuple[str, ...]


def _around(article: Article, words: Iterable[str]) -> _Around:
    """``words`` are the article's names, each as often as it stands there."""
    leading = [name for text in (article.dateline, article.publisher) if text for name in _divisions_in(text)]
    named = Counter([name for word in words for name in _divisions_in(word)])
    names = dict.fromkeys((*leading, *(name for name, _ in named.most_common())))
    found = [gazetteer().index[name] for name in names if name in gazetteer().index]
    wide = dict.fromkeys(division.code for own in found for division in own if division.level < 3)
    counties = dict.fromkeys(
        county.code for own in found for county in _meant([one for one in own if one.level == 3], wide)
    )
    cities = [code for code in wide if len(code) == 4 or code in MUNICIPALITIES]
    return _Around(tuple(counties)[:_MOST_COUNTIES], tuple(cities[:_MOST_CITIES]))


def _meant(own: Sequence[Division], wide: Container[str]) -> Sequence[Division]:
    """Of counties of one name those in a city or province that is named; without such all, if few."""
    if len(own) < 2:
        return own
    for digits in (4, 2):
        near = [one for one in own if one.code[:digits] in wide]
        if near:
            return near
    return own if len(own) <= _MOST_SHARED else ()


def find_listed(segments: Sequence[Segment], article: Article) -> list[list[Candidate]]:
    """The candidates of each segment of one article."""
    texts = [part.text for part in segments]
    ends = [_ends_in(text) for text in texts]
    if not any(ends):
        return [[] for _ in segments]
    named = (word.text for part in segments for word in part.words if word.tag in NAME_TAGS)
    around = _around(article, named)
    names = together(map(local_names, around.counties))
    if around.cities and len(around.counties) < _MOST_COUNTIES:
        names = _with_near(names, around, zip(texts, ends, strict=True))
    return [list(_in_text(part, matches, names)) for part, matches in zip(segments, ends, strict=True)]


def _ends_in(text: str) -> tuple[re.Match[str], ...]:
    for hint in _HINTS:
        if hint in text:
            return tuple(_ENDS.finditer(text))
    return ()


def _with_near(
    names: LocalNames, around: _Around, ends: Iterable[tuple[str, Iterable[re.Match[str]]]]
) -> LocalNames:
    """``names`` with those of counties that are not named, but have a town and lie in a city that are.

    成都市洛带镇 is in 龙泉驿区.
    """
    counties = dict.fromkeys(around.counties)
    for text, matches in ends:
        for match in matches:
            if match["town"] and _town_start(text, match.start(), names) < 0:
                near = _counties_near(text, match.start(), around.cities)
                new = [one for one in near if one not in counties][: _MOST_COUNTIES - len(counties)]
                if new:
                    counties |= dict.fromkeys(new)
                    names = together((names, *map(local_names, new)))
    return names


def unproposed(listed: Iterable[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    """Those of ``listed`` that the grammar overlooked, or read from another start."""
    there = {
        (start, other.end)
        for other in others
        if other.subtype in _SUBTYPES.values()
        for start in (other.start, *other.variants)
    }
    return [one for one in listed if (one.core, one.end) not in there]


def _counties_near(text: str, end: int, cities: Iterable[str]) -> tuple[str, ...]:
    """The counties of the cities that have the town whose stem ends here, in the order of the cities."""
    for start in _starts(text, end):
        anywhere = counties_with_town(text[start:end])
        found = [county for city in cities for county in anywhere if county.startswith(city)]
        if found:
            return tuple(found)
    return ()


def _starts(text: str, end: int) -> range:
    """Where a stem that ends here may start, the longest first."""
    start, least = end, max(0, end - _LONGEST)
    while start > least and ("\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1].isdigit()):
        start -= 1
    return range(start, end - 1)


def _in_text(part: Segment, ends: Iterable[re.Match[str]], names: LocalNames) -> Iterator[Candidate]:
    text = part.text
    for match in ends:
        if match["town"]:
            start = _town_start(text, match.start(), names)
            if start >= 0:
                yield _candidate(text, start, match.end(), TOWN, names)
        else:
            start = _village_start(part, match.start(), names)
            if start >= 0:
                yield _candidate(text, start, match.end(), VILLAGE, names)


def _town_start(text: str, end: int, names: LocalNames) -> int:
    """Where the town whose kind stands at ``end`` starts, -1 if none is listed."""
    for start in _starts(text, end):
        if text[start:end] in names.towns:
            return start
    return -1


def _village_start(part: Segment, end: int, names: LocalNames) -> int:
    """Where the village or community whose title stands at ``end`` starts, -1 if none is listed."""
    text = part.text
    if text[end - 1 : end + 1] == "村村" or text[end - 2 : end] in _NO_STEMS:
        return -1  # 后庄村|村口
    for start in _starts(text, end):
        if names.has_village(text[start:end]):
            cut = any(word.start < start < word.end for word in part.words)
            return -1 if cut and text[start - 1] in _POINTS else start
    whole = text[max(0, end - 1) : end + 1]
    if whole[1:] == "村" and names.has_village(whole):
        return end - 1 if any(word.start == end - 1 for word in part.words) else -1
    return -1


def _candidate(text: str, core: int, end: int, rule: str, names: LocalNames) -> Candidate:
    """The name with the divisions printed before it, and each of its starts between."""
    first, variants = core, []
    for _ in range(4):
        length = _region_before(text, first, names)
        if not length:
            break
        variants.append(first)
        first -= length
    return Candidate(
        first, end, "Organization", _SUBTYPES[rule], rule, 0.95, core, variants=tuple(sorted(variants))
    )


def _region_before(text: str, end: int, names: LocalNames) -> int:
    """The length of the division that ends here, 0 if there is none."""
    known = known_regions()
    for length in range(min(9, end), 1, -1):
        if text[end - length : end] in known:
            return length
    match = _TOWN_BEFORE.search(text, max(0, end - 12), end)
    if match:
        start = _town_start(text, match.start(), names)
        if start >= 0:
            return end - start
    return 0
