"""The stretches of an article that may be names, with all that speaks for and against each.

The lattice says how likely a stretch is on its own sentence's account. Here the whole article is heard: what
the rules thought of the stretch, what else overlaps it, and how the same text fares elsewhere in the article.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.recognition.kinds import KINDS, kind_of
from kg.extract.recognition.lattice import LONGEST, Lattice
from kg.extract.regions import is_known_region
from kg.extract.segments import Segment
from kg.language.words import dictionary

Stretch = tuple[int, int, str]  # start, end, kind

LEAST = 0.04  # stretches that are less likely than this and that no rule proposed are not looked at
_LIKELY = 0.3  # a stretch this likely is looked into for the name of its owner
_UNOWNED_KINDS = frozenset({"Person", "District"})
_TWO_TOWNS = re.compile(r"(.{1,}?(?:镇|乡|街道|办事处))(.{2,}(?:镇|乡|街道|办事处))")
_POINTING = "该"  # 该区, 该公司: led back to what was named before, elsewhere
_TELLING = ("Project", "Initiative", "Institution", "Site", "Company", "Body")  # kinds whose words tell much
_GRADES = (0.02, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.98)
_PLACES = ("start", "middle", "end")
_TRUSTS = ("level", "named", "brand", "short")
_MARKS = frozenset("“”《》、，。（）()；：^$")
_QUOTES = str.maketrans("", "", "“”\"'‘’《》「」『』 \u3000\t\n")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One segment, with what the rules propose in it, what they would settle on, and the byline's names."""

    segment: Segment
    candidates: tuple[Candidate, ...]
    settled: tuple[Candidate, ...]
    credited: tuple[tuple[int, int], ...]  # names of a byline, which are known without asking


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate stretch of a segment: its text as it is compared, its features and measures."""

    stretch: Stretch
    probability: float
    text: str
    features: tuple[str, ...]
    measures: tuple[float, ...] = ()  # as MEASURES names them, but for the last


def grade(probability: float) -> int:
    """0 (hardly) to 9 (surely)."""
    return bisect_right(_GRADES, probability)


def weigh(proposals: Sequence[Proposal], lattices: Sequence[Lattice | None]) -> list[list[Weighed]]:
    """The candidate stretches of every segment of one article, with their features."""
    seen = [_stretches(proposal, lattice) for proposal, lattice in zip(proposals, lattices, strict=True)]
    whole = "\n".join(proposal.segment.text for proposal in proposals)
    elsewhere: dict[tuple[str, str], list[float]] = defaultdict(list)
    for proposal, found in zip(proposals, seen, strict=True):
        for (start, end, kind), probability in found.items():
            elsewhere[plain(proposal.segment.text[start:end]), kind].append(probability)
    return [
        list(_weigh_segment(proposal, found, elsewhere, whole))
        for proposal, found in zip(proposals, seen, strict=True)
    ]


def plain(text: str) -> str:
    """Text without quotation marks and white space."""
    return text.translate(_QUOTES)


def _stretches(proposal: Proposal, lattice: Lattice | None) -> dict[Stretch, float]:
    if lattice is None:
        return {}
    found = {
        (start, end, kind): chance
        for start, end, kind, chance in lattice.stretches(LEAST)
        if all(end <= left or right <= start for left, right in proposal.credited)
        and not proposal.segment.text.startswith(_POINTING, start)
    }
    _part_towns(proposal.segment.text, found)
    wanted = [
        (start, candidate.end, kind_of(candidate.type, candidate.subtype))
        for candidate in proposal.candidates
        for start in (candidate.start, *candidate.variants)
        if start < candidate.end
    ]
    likely = [stretch for stretch, chance in found.items() if chance >= _LIKELY]
    for stretch in (*wanted, *_owners(proposal.segment.text, likely)):
        if stretch not in found:
            found[stretch] = lattice.probability(*stretch)
    return found


def _part_towns(text: str, found: dict[Stretch, float]) -> None:
    """石桥镇东城街道 is two, since no town lies in another: what speaks for it speaks for both."""
    for stretch in [stretch for stretch in found if stretch[2] == "Local"]:
        match = _TWO_TOWNS.fullmatch(text, stretch[0], stretch[1])
        if match is not None:
            chance = found.pop(stretch)
            for start, end in (match.span(1), match.span(2)):
                found[start, end, "Local"] = min(1.0, found.get((start, end, "Local"), 0.0) + chance)


def _owners(text: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """What a name may open with: 岭东省农科院|作物研究所, 临溪区|教育局. The lattice sees the whole alone."""
    for start, end, kind in stretches:
        if kind in _UNOWNED_KINDS:
            continue
        for cut in range(start + 2, end - 1):
            suffix = lexicon.suffix_at(text, cut, start)
            if suffix is not None and suffix.type != "Initiative" and cut - len(suffix.text) > start:
                yield start, cut, kind_of(suffix.type, suffix.subtype)
            if is_known_region(text[start:cut]):
                yield start, cut, "District"


def _rules_by_stretch(candidates: Sequence[Candidate]) -> dict[Stretch, Candidate]:
    best: dict[Stretch, Candidate] = {}
    for candidate in candidates:
        kind = kind_of(candidate.type, candidate.subtype)
        for start in (candidate.start, *candidate.variants):
            other = best.get((start, candidate.end, kind))
            if other is None or candidate.confidence > other.confidence:
                best[start, candidate.end, kind] = candidate
    return best


@dataclass(slots=True)
class _Around:
    """The likeliest stretches that contain, cross and lie in a given one."""

    containing: float = 0.0
    container: str = "-"
    place: str = ""
    rest: int = 0  # characters of the containing stretch behind this one
    crossing: float = 0.0
    inside: float = 0.0


def _around(stretch: Stretch, found: Mapping[Stretch, float]) -> _Around:
    start, end, _ = stretch
    around = _Around()
    for (left, right, kind), probability in found.items():
        if right <= start or end <= left or (left, right) == (start, end):
            continue
        if left <= start and end <= right:
            if probability > around.containing:
                around.containing, around.container = probability, kind
                around.place = "start" if left == start else "end" if right == end else "middle"
                around.rest = right - end
        elif start <= left and right <= end:
            around.inside = max(around.inside, probability)
        else:
            around.crossing = max(around.crossing, probability)
    return around


def _weigh_segment(
    proposal: Proposal,
    found: Mapping[Stretch, float],
    elsewhere: Mapping[tuple[str, str], Sequence[float]],
    whole: str,
) -> Iterator[Weighed]:
    text = proposal.segment.text
    rules = _rules_by_stretch(proposal.candidates)
    settled = _rules_by_stretch(proposal.settled)
    for stretch, probability in found.items():
        start, end, kind = stretch
        name = plain(text[start:end])
        if not name:
            continue
        others = [found.get((start, end, other), 0.0) for other in KINDS if other != kind]
        rule = rules.get(stretch)
        around = _around(stretch, found)
        printed = _Printed.of(text, start, end)
        fate = _Fate.of(name, kind, elsewhere, whole.count(text[start:end]))
        features = (
            *_own_features(kind, probability, others),
            *_around_features(kind, around, text[end : end + LONGEST]),
            *_rule_features(kind, probability, rule.rule if rule else "-", stretch in settled),
            *_article_features(fate),
            *_text_features(proposal.segment, stretch, probability, printed),
        )
        measures = (
            *(probability, probability + sum(others), max(others)),
            *_around_measures(around),
            *(fate.best, fate.ever, fate.other, fate.times, fate.printed),
            *(rule.confidence if rule else 0.0, float(rule is not None), float(stretch in settled)),
            *_text_measures(proposal.segment, stretch, printed),
            *(float(kind == one) for one in KINDS),
        )
        yield Weighed(stretch, probability, name, features, measures)


def _own_features(kind: str, probability: float, others: Sequence[float]) -> Iterator[str]:
    level = grade(probability)
    yield f"kind={kind}"
    yield f"likely={level}"
    yield f"likely={kind},{level}"
    yield f"any-kind={grade(probability + sum(others))}"
    yield f"other-kind={grade(max(others))}"


def _around_features(kind: str, around: _Around, following: str) -> Iterator[str]:
    yield f"containing={grade(around.containing)}"
    sure = "likely" if around.containing > 0.5 else "unlikely"
    yield f"container={kind},{around.container},{around.place},{sure}"
    if around.place == "start":  # 临溪区|教育局: what is left of the name must be one by itself
        rest = following[: around.rest]
        ending = lexicon.suffix_at(rest, len(rest)) if len(rest) == around.rest else None
        yield f"rest={kind},{min(around.rest, 8)},{ending.trust if ending else '-'}"
        yield f"rest-first={kind},{following[:1]}"
    yield f"crossing={grade(around.crossing)}"
    yield f"inside={grade(around.inside)}"


def _rule_features(kind: str, probability: float, rule: str, is_settled: bool) -> Iterator[str]:
    stands = "settled" if is_settled else "proposed"
    yield f"rule={rule},{stands}"
    yield f"rule={kind},{rule},{stands}"
    yield f"rule-likely={'none' if rule == '-' else stands},{grade(probability)}"


@dataclass(frozen=True, slots=True)
class _Fate:
    """How a text fares in the whole article: its surest and its joint probability as a name of the kind, its
    surest as one of another kind, how often it is a candidate, and how often it is printed.
    """

    best: float
    ever: float
    other: float
    times: int
    printed: int

    @classmethod
    def of(
        cls, name: str, kind: str, elsewhere: Mapping[tuple[str, str], Sequence[float]], printed: int
    ) -> _Fate:
        here = elsewhere[name, kind]
        others = [max(elsewhere[name, one]) for one in KINDS if one != kind and (name, one) in elsewhere]
        ever = 1 - math.prod(1 - chance for chance in here)
        return cls(max(here), ever, max(others, default=0.0), len(here), printed)


def _article_features(fate: _Fate) -> Iterator[str]:
    best = grade(fate.best)
    yield f"best={best}"
    yield f"times={min(fate.times, 4)},{best}"
    yield f"ever={grade(fate.ever)}"
    yield f"ever-other-kind={grade(fate.other)}"
    yield f"printed={min(fate.printed, 5)},{min(fate.times, 5)}"


def _around_measures(around: _Around) -> Iterator[float]:
    yield from (around.containing, around.crossing, around.inside, around.rest)
    yield from (float(around.place == place) for place in _PLACES)
    yield from (float(around.container == kind) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a stretch's characters say by themselves, and those beside them (^ and $ at the text's ends)."""

    suffix: lexicon.Suffix | None
    often: float  # decimal logarithm of its count in the word list, plus one
    is_region: bool
    before: str
    after: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _Printed:
        printed = text[start:end]
        return cls(
            lexicon.suffix_at(text, end, start),
            math.log10(dictionary()[0].get(printed, 0) + 1),
            is_known_region(printed),
            text[start - 1 : start] or "^",
            text[end : end + 1] or "$",
        )


def _text_measures(segment: Segment, stretch: Stretch, printed: _Printed) -> Iterator[float]:
    start, end, _ = stretch
    yield from (end - start, printed.often, float(printed.is_region))
    suffix = printed.suffix
    yield from (float(suffix is not None and suffix.trust == trust) for trust in _TRUSTS)
    yield float(printed.before in _MARKS)
    yield float(printed.after in _MARKS)
    yield float(segment.in_title)


#: What the trees ask of a stretch; the last is the log-linear model's logit.
MEASURES = (
    *("probability", "any kind", "other kind"),
    *("containing", "crossing", "inside", "rest"),
    *(f"at its {place}" for place in _PLACES),
    *(f"in {kind}" for kind in KINDS),
    *("best", "ever", "ever other kind", "times", "printed"),
    *("rule's confidence", "proposed", "settled"),
    *("length", "often", "region"),
    *(f"suffix {trust}" for trust in _TRUSTS),
    *("mark before", "mark after", "title"),
    *KINDS,
    "log-linear",
)


def _text_features(
    segment: Segment, stretch: Stretch, probability: float, printed: _Printed
) -> Iterator[str]:
    start, end, kind = stretch
    text = segment.text
    yield f"length={kind},{min(end - start, 12)}"
    suffix = printed.suffix
    ending = f"{kind_of(suffix.type, suffix.subtype)},{suffix.trust}" if suffix else "-"
    yield f"suffix={kind},{ending}"
    yield f"suffix-likely={'yes' if suffix else 'no'},{grade(probability)}"
    yield f"often={kind},{int(printed.often) + 1 if printed.often else 0}"
    yield f"region={kind},{'yes' if printed.is_region else 'no'}"
    yield f"before={printed.before}"
    yield f"after={printed.after}"
    yield f"between={kind},{printed.before in _MARKS},{printed.after in _MARKS}"
    if kind in _TELLING:
        yield f"opening={kind},{text[start:end][:2]}"
        yield f"closing={kind},{text[start:end][-2:]}"
        yield f"two-before={kind},{text[max(0, start - 2) : start]}"
        yield f"two-after={kind},{text[end : end + 2]}"
    if segment.in_title:
        yield f"title={kind}"
