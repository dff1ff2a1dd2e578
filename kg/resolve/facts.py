"""What an article tells of places: names that may say where it is at home, and what lies in what.

Cut out of its claims once, so that several rounds of learning need not read the claims again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.divisions import gazetteer, zone_kind
from kg.divisions.short_names import division_words
from kg.model import Extraction, Mention
from kg.naming.names import district_text, township
from kg.naming.plain_text import plain
from kg.naming.regions import PREFECTURE, countries, read_region

_DATELINE, _TITLE, _DISTRICT, _PREFIX = 5, 3, 2, 1
_TITLES = ("区", "县", "市", "旗")
_LONGEST_UNLISTED = 8  # characters: what is longer is mostly a phrase misread
_INSIDE = frozenset({"PART_OF", "LOCATED_IN"})
LONGEST_BEFORE = 12  # characters of a district's name right before another name


@dataclass(frozen=True, slots=True)
class Evidence:
    """A name that may tell the region, and how much it weighs. ``whole``: it is a district's own name."""

    text: str
    weight: int
    whole: bool


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """One article. ``texts`` may start with a district; ``joined`` are districts with what stands behind
    them, or is said to lie in them; ``offices`` are subdistricts and towns with what stands before them.
    """

    article: str
    rows: tuple[Evidence, ...]
    publisher: str
    texts: tuple[str, ...]
    cities: frozenset[str]
    joined: tuple[str, ...]
    offices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The articles of one page, in order."""

    page: str
    articles: tuple[ArticleFacts, ...]

    def words(self) -> str:
        """All texts in which a division's name can be found, each once, a line each."""
        found: set[str] = set()
        for own in self.articles:
            found.update(row.text for row in own.rows)
            found.update((own.publisher, *own.texts, *own.joined))
            found.update(text for pair in own.offices for text in pair)
        return "\n".join(sorted(found - {""}))


def page_facts(page: str, claims: Sequence[Extraction]) -> PageFacts:
    """The facts of a page's articles."""
    return PageFacts(page, tuple(article_facts(claim) for claim in claims))


def article_facts(claim: Extraction) -> ArticleFacts:
    """The facts of one article."""
    texts = tuple(_texts(claim))
    names = {plain(mention.name) for mention in claim.mentions if _is_district(mention)}
    fronts = {front(text) for text in texts}
    return ArticleFacts(
        claim.article.id,
        evidence(claim),
        plain(claim.article.publisher or ""),
        texts,
        frozenset(name for name in names | fronts if name.endswith("市") and unlisted(name)),
        tuple(sorted({plain(whole.name) + plain(part.name) for whole, part in _side_by_side(claim)})),
        tuple(sorted(set(_offices(claim)))),
    )


def evidence(claim: Extraction) -> tuple[Evidence, ...]:
    """Districts named, regions of names, fronts of organisations' names, the dateline.

    Names count as printed: a region that reading filled in (区应急局 -> 临溪区应急局) is no evidence.
    """
    weights: Counter[tuple[str, bool]] = Counter()
    for mention in claim.mentions:
        extra = _TITLE if mention.in_title else 0
        if mention.type == "Place" and mention.subtype == "District":
            weights[district_text(mention.name), True] += _DISTRICT + extra
        elif mention.type in {"Organization", "Project", "Initiative", "Place"}:
            weights[plain(mention.text), False] += _PREFIX + extra
            if mention.region and mention.text.startswith(mention.region):
                weights[district_text(mention.region), True] += _PREFIX + extra
    if claim.article.dateline:
        weights[plain(claim.article.dateline), True] += _DATELINE
    return tuple(Evidence(text, weight, whole) for (text, whole), weight in sorted(weights.items()))


def unlisted(name: str) -> bool:
    """Whether a name has the form of a district that the gazetteer doesn't have."""
    return (
        2 < len(name) <= _LONGEST_UNLISTED
        and name.endswith(_TITLES)
        and not name.endswith(division_words().not_divisions)
        and name not in countries()
        and zone_kind(name) is None
        and not gazetteer().find(name)
    )


def front(text: str) -> str:
    """The unlisted city at the front of a name: 云川市经开区 -> 云川市."""
    region, _ = read_region(text) if "市" in text[2:4] else ((), "")
    if region and region[0].level == PREFECTURE and text.startswith(region[0].key + "市"):
        return region[0].key + "市"
    return ""


def _is_district(mention: Mention) -> bool:
    return mention.type == "Place" and mention.subtype == "District"


def _texts(claim: Extraction) -> Iterator[str]:
    """Names that may start with a district, each once."""
    found = {claim.article.dateline or "", claim.article.publisher or ""}
    for mention in claim.mentions:
        if mention.type != "Person":
            found |= {mention.name, mention.text, mention.region}
    return (plain(text) for text in sorted(found) if text)


def _side_by_side(claim: Extraction) -> Iterator[tuple[Mention, Mention]]:
    """A district and what is printed right behind it, or said to be in it."""
    places = sorted(
        (mention for mention in claim.mentions if mention.start >= 0 and mention.type != "Person"),
        key=lambda mention: (mention.in_title, mention.start, mention.end),
    )
    for one, other in pairwise(places):
        if one.in_title == other.in_title and one.end == other.start and _is_district(one):
            yield one, other
    for statement in claim.statements:
        if statement.type in _INSIDE and statement.tail is not None and statement.modality != "negated":
            part, whole = claim.mentions[statement.head], claim.mentions[statement.tail]
            if _is_district(whole) and _is_district(part):
                yield whole, part


def _offices(claim: Extraction) -> Iterator[tuple[str, str]]:
    for mention in claim.mentions:
        if mention.subtype == "Office" and mention.start > 0 and township(plain(mention.text))[0] is not None:
            text = claim.article.title if mention.in_title else claim.article.text
            yield text[max(0, mention.start - LONGEST_BEFORE) : mention.start], plain(mention.text)
