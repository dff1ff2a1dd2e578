"""What speaks for and against a stretch, as the choice takes it: named features, and numbers.

Features that hang together and depend on little come in sets, each made once and met again and again.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.recognition.elsewhere import ELSEWHERE
from kg.extract.recognition.kinds import KINDS, kind_of
from kg.extract.regions import is_known_region
from kg.language.words import dictionary

Features = tuple[str, ...]

_TELLING = frozenset({"Project", "Initiative", "Institution", "Site", "Company", "Body"})  # their words tell
_GRADES = (0.02, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.98)
_PLACES = ("start", "middle", "end")
_TRUSTS = ("level", "named", "brand", "short")
_MARKS = frozenset("“”《》、，。（）()；：^$")
_SETS = 1 << 12  # sets of features of each sort that are kept

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
    *ELSEWHERE,
    "log-linear",
)


def _flags(names: tuple[str, ...], nothing: str) -> dict[str, tuple[float, ...]]:
    """For each name a 1 in its place, and for ``nothing`` no 1."""
    return {name: tuple(float(name == one) for one in names) for name in (*names, nothing)}


_OF_KIND = _flags(KINDS, "-")
_OF_PLACE = _flags(_PLACES, "")
_OF_TRUST = _flags(_TRUSTS, "-")


#: Of a probability: 0 (hardly) to 9 (surely).
grade = functools.partial(bisect_right, _GRADES)


class Around(NamedTuple):
    """The likeliest stretches that contain, cross and lie in a given one."""

    containing: float = 0.0
    container: str = "-"
    place: str = ""
    rest: int = 0  # characters of the containing stretch behind this one
    crossing: float = 0.0
    inside: float = 0.0
    span: tuple[int, int] | None = None  # of the containing stretch


NOTHING_AROUND = Around()


class Fate(NamedTuple):
    """How a text fares in the whole article: its surest and its joint probability as a name of the kind, its
    surest as one of another kind, how often it is a candidate, and how often it is printed.
    """

    best: float
    ever: float
    other: float
    times: int
    printed: int


class Printed(NamedTuple):
    """What a stretch's characters say by themselves."""

    ending: str  # kind and trust of the suffix, or -
    trust: str  # of the suffix, or -
    often: float  # decimal logarithm of its count in the word list, plus one
    is_region: bool


@functools.lru_cache(maxsize=1 << 12)
def _printed(text: str) -> Printed:
    """What these characters say, wherever they stand."""
    suffix = lexicon.suffix_at(text, len(text))
    often = math.log10(dictionary()[0].get(text, 0) + 1)
    if suffix is None:
        return Printed("-", "-", often, is_known_region(text))
    kind = kind_of(suffix.type, suffix.subtype)
    return Printed(f"{kind},{suffix.trust}", suffix.trust, often, is_known_region(text))


class Told(NamedTuple):
    """All that is known of a stretch. ``others`` are the sum and the largest of its probabilities to be a
    name of another kind; ``rule`` names the rule that proposed it ("-" for none), ``trusted`` is its
    confidence; ``elsewhere`` are the numbers that ELSEWHERE names.
    """

    text: str  # of the whole segment
    in_title: bool
    stretch: tuple[int, int, str]
    printed: str  # the stretch's own
    probability: float
    others: tuple[float, float]
    around: Around
    fate: Fate
    rule: str
    trusted: float
    is_settled: bool
    elsewhere: tuple[float, ...]


def features_of(told: Told) -> tuple[Features, ...]:
    """The features of a stretch, by sets."""
    (
        text, in_title, (start, end, kind), own, probability, (sum_, most),
        around, fate, rule, _, settled, _,
    ) = told  # fmt: skip
    level = grade(probability)
    printed = _printed(own)
    containing, container, place, rest, crossing, inside, _ = around
    return (
        _own(kind, level, grade(probability + sum_), grade(most)),
        _container(kind, grade(containing), container, place, containing > 0.5),
        _left_over(kind, rest, text[end : end + rest]) if place == "start" else (),
        _beside(grade(crossing), grade(inside)),
        _ruled(kind, level, rule, settled),
        _fared(
            grade(fate.best),
            min(fate.times, 5),
            grade(fate.ever),
            grade(fate.other),
            min(fate.printed, 5),
        ),
        _shaped(kind, min(end - start, 12), printed.ending, level),
        _known(kind, int(printed.often) + 1 if printed.often else 0, printed.is_region),
        _bounded(kind, text[start - 1 : start] or "^", text[end : end + 1] or "$"),
        _worded(kind, own, text[max(0, start - 2) : start], text[end : end + 2]) if kind in _TELLING else (),
        (f"title={kind}",) if in_title else (),
    )


def measures_of(told: Told) -> tuple[float, ...]:
    """As MEASURES names them, but for the last."""
    (
        text, in_title, (start, end, kind), own, probability, (sum_, most),
        around, fate, rule, sure, settled, elsewhere,
    ) = told  # fmt: skip
    printed = _printed(own)
    containing, container, place, rest, crossing, inside, _ = around
    return (
        *(probability, probability + sum_, most),
        *(containing, crossing, inside, rest),
        *_OF_PLACE[place],
        *_OF_KIND[container],
        *fate,
        *(sure, rule != "-", settled),
        *(end - start, printed.often, printed.is_region),
        *_OF_TRUST[printed.trust],
        *((text[start - 1 : start] or "^") in _MARKS, (text[end : end + 1] or "$") in _MARKS, in_title),
        *_OF_KIND[kind],
        *elsewhere,
    )


@functools.lru_cache(maxsize=_SETS)
def _own(kind: str, level: int, any_kind: int, other_kind: int) -> Features:
    own = (f"kind={kind}", f"likely={level}", f"likely={kind},{level}")
    return (*own, f"any-kind={any_kind}", f"other-kind={other_kind}")


@functools.lru_cache(maxsize=_SETS)
def _container(kind: str, level: int, container: str, place: str, is_likely: bool) -> Features:
    sure = "likely" if is_likely else "unlikely"
    return f"containing={level}", f"container={kind},{container},{place},{sure}"


@functools.lru_cache(maxsize=_SETS)
def _left_over(kind: str, length: int, rest: str) -> Features:
    """临溪区|教育局: what is left of the name must be one by itself."""
    ending = lexicon.suffix_at(rest, len(rest)) if len(rest) == length else None
    trust = ending.trust if ending else "-"
    return f"rest={kind},{min(length, 8)},{trust}", f"rest-first={kind},{rest[:1]}"


@functools.lru_cache(maxsize=_SETS)
def _beside(crossing: int, inside: int) -> Features:
    return f"crossing={crossing}", f"inside={inside}"


@functools.lru_cache(maxsize=_SETS)
def _ruled(kind: str, level: int, rule: str, is_settled: bool) -> Features:
    stands = "settled" if is_settled else "proposed"
    likely = f"rule-likely={'none' if rule == '-' else stands},{level}"
    return f"rule={rule},{stands}", f"rule={kind},{rule},{stands}", likely


@functools.lru_cache(maxsize=_SETS)
def _fared(best: int, times: int, ever: int, other: int, printed: int) -> Features:
    surest = (f"best={best}", f"times={min(times, 4)},{best}")
    return (*surest, f"ever={ever}", f"ever-other-kind={other}", f"printed={printed},{times}")


@functools.lru_cache(maxsize=_SETS)
def _shaped(kind: str, length: int, ending: str, level: int) -> Features:
    suffix = (f"suffix={kind},{ending}", f"suffix-likely={'no' if ending == '-' else 'yes'},{level}")
    return (f"length={kind},{length}", *suffix)


@functools.lru_cache(maxsize=_SETS)
def _known(kind: str, often: int, is_region: bool) -> Features:
    return f"often={kind},{often}", f"region={kind},{'yes' if is_region else 'no'}"


@functools.lru_cache(maxsize=_SETS)
def _bounded(kind: str, before: str, after: str) -> Features:
    between = f"between={kind},{before in _MARKS},{after in _MARKS}"
    return f"before={before}", f"after={after}", between


def _worded(kind: str, printed: str, before: str, after: str) -> Features:
    words = (f"opening={kind},{printed[:2]}", f"closing={kind},{printed[-2:]}")
    return (*words, f"two-before={kind},{before}", f"two-after={kind},{after}")
