"""What makes two names of projects, places or initiatives one thing's, and what forbids it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.divisions import Located, locate
from kg.matching.abbreviation import Shortening, shortening
from kg.matching.agreement import Agreement, Placed, agreement
from kg.matching.contexts import surroundings
from kg.matching.parsed import Context, ParsedTitle, Role
from kg.matching.scoring import Comparison, Given, Weighted, score
from kg.matching.script import normal
from kg.matching.segmenting import numeral, segment
from kg.matching.slips import Slip, slip
from kg.matching.titles import parse_title
from kg.naming.regions import compatible, read_region
from kg.naming.vocabulary import is_generic, is_generic_initiative

_NUMBER = re.compile(r"[0-9]+|[零一二三四五六七八九十百]+")
_DISTRICT = re.compile(r".*(?:省|市|区|县|州|旗|盟|地区|镇|乡|街道|办事处|村|社区)")
_ROADS = re.compile(r".*(?:路|街|大道|大街|巷|公园|广场)")


@dataclass(frozen=True, slots=True)
class TitlePair:
    """Two names with what lies between them. ``official``: whether both are one division, where both are
    divisions that the table has, else None.
    """

    type: str
    a: ParsedTitle
    b: ParsedTitle
    place: Agreement
    short: Shortening | None
    misprint: Slip
    official: bool | None = None
    quoted: float = 0.0  # 1: little more than the phrase; less: with words of its own behind it

    @property
    def equal(self) -> bool:
        """Whether the own names and kinds are the same; of projects the kind goes without saying."""
        if self.a.own != self.b.own:
            return False
        return self.type != "Place" or self.a.kind == self.b.kind


def title_pair(a: str, b: str, type_: str, near_a: Context, near_b: Context) -> TitlePair:
    """Two names parsed and set against each other."""
    one, other = parse_title(a, type_, near_a), parse_title(b, type_, near_b)
    own = type_ != "Place" and not (_common(one, type_) and _common(other, type_))
    place = agreement(Placed(one.region, one.explicit), Placed(other.region, other.explicit), own)
    if place is Agreement.DOUBTFUL and compatible(one.region, other.region):
        place = Agreement.INSIDE  # a road of the city, printed with its district
    official = _one_division(a, b, near_a, near_b) if type_ == "Place" else None
    if place is Agreement.APART and _ends_so(one, other) and (one.explicit or other.explicit):
        place, official = Agreement.DOUBTFUL, official or None
    short = _shortening(one, other)
    quoted = _quoted(a, b, one, other) if type_ != "Place" else 0.0
    if (type_ == "Place" and one.kind != other.kind) or (short and not _keeps_own(short, one, other)):
        short = None  # 东风路 is no 东风东路, 人民路 no 人民大道
    return TitlePair(type_, one, other, place, short, slip(one.text, other.text), official, quoted)


def _ends_so(one: ParsedTitle, other: ParsedTitle) -> bool:
    short, full = sorted((name.text for name in (one, other)), key=len)
    return len(short) >= 3 and short != full and full.endswith(short)


_QUOTED = re.compile(r"[“\"「『](.{3,}?)[”\"」』]")


def _quoted(a: str, b: str, one: ParsedTitle, other: ParsedTitle) -> float:
    """Whether both names turn on one quoted phrase: “夏送清凉”活动 and 夏送清凉."""
    mine, theirs = set(map(normal, _QUOTED.findall(a))), set(map(normal, _QUOTED.findall(b)))
    if not mine and not theirs:
        return 0.0
    shared = sorted((mine & theirs) | ({one.text} & theirs) | ({other.text} & mine), key=len)
    if not shared:
        return 0.0
    behind = [name.own.partition(shared[-1])[2] for name in (one, other)]
    return 1.0 if behind[0] == behind[1] or not any(behind) else 0.6


def _common(name: ParsedTitle, type_: str) -> bool:
    """Whether any town may have a thing of this name: 老旧小区改造."""
    return is_generic_initiative(name.own) or is_generic(name.own) or len(name.own) < 4


def _shortening(one: ParsedTitle, other: ParsedTitle) -> Shortening | None:
    if not one.own or not other.own:
        return None
    short, full = sorted((one, other), key=lambda name: len(name.own + name.kind))
    return shortening(short.own + short.kind, segment(full.own + full.kind)) or shortening(
        short.own, segment(full.own)
    )


def _keeps_own(short: Shortening, one: ParsedTitle, other: ParsedTitle) -> bool:
    full = max((one, other), key=lambda name: len(name.own))
    own = {part.text for part in segment(full.own) if part.role is Role.OWN}
    return all(step.kept == step.word for step in short.steps if step.word in own)


def _one_division(a: str, b: str, near_a: Context, near_b: Context) -> bool | None:
    if not (_DISTRICT.fullmatch(normal(a)) or _DISTRICT.fullmatch(normal(b))):
        return None
    one, other = _code(a, near_a), _code(b, near_b)
    if one and other:
        return one == other
    return _one_path(a, b, near_a, near_b)


def _code(name: str, near: Context) -> str:
    found = locate(normal(name), near.path or None)
    if not isinstance(found, Located):
        found = locate(normal(name))
    return found.code if isinstance(found, Located) else ""


def _one_path(a: str, b: str, near_a: Context, near_b: Context) -> bool | None:
    """Districts that the table lacks, or zones, by their paths."""
    plain = sorted((normal(a), normal(b)), key=len)
    if len(plain[0]) >= 2 and plain[1] in {plain[0] + title for title in ("市", "县", "州", "省")}:
        return True
    one, left = read_region(normal(a), surroundings(near_a.region), district=True)
    other, rest = read_region(normal(b), surroundings(near_b.region), district=True)
    if left or rest or not one or not other:
        return None
    return one[-1] == other[-1] and compatible(one, other)


# Features -----------------------------------------------------------------------------------------


def same_division(pair: TitlePair) -> Given:
    """Both names lead to one official division, now or by a former name: 即墨市 and 即墨区."""
    return Given(1.0, "one code or path") if pair.official else Given(0.0)


def same_name(pair: TitlePair) -> Given:
    """The own names are the same, words such as 项目 and 工程 at the end aside."""
    return Given(1.0, pair.a.own) if pair.equal and (pair.a.own or pair.type == "Place") else Given(0.0)


def short_name(pair: TitlePair) -> Given:
    """One own name is a Chinese abbreviation of the other. 1 less what it costs."""
    if pair.equal or pair.short is None:
        return Given(0.0)
    return Given(max(0.0, 0.9 - pair.short.cost), str(pair.short))


def misprint(pair: TitlePair) -> Given:
    """The names differ by one character that only one of them can have meant."""
    if pair.equal:
        return Given(0.0)
    return Given(
        {Slip.NONE: 0.0, Slip.LIKELY: 0.35, Slip.SURE: 1.0}[pair.misprint], pair.misprint.name.lower()
    )


def quoted_name(pair: TitlePair) -> Given:
    """Both names turn on one phrase in quotation marks: “夏送清凉”活动, “夏送清凉”."""
    return Given(pair.quoted, "one quoted phrase") if pair.quoted and not pair.equal else Given(0.0)


def end_of_the_name(pair: TitlePair) -> Given:
    """One name is the end of the other: 再生铝项目 of 同辉再生铝项目. It may be another's."""
    if pair.equal or pair.short or pair.quoted or not _ends_so(pair.a, pair.b):
        return Given(0.0)
    return Given(1.0, "one is the other's end")


def one_has_a_phase(pair: TitlePair) -> Given:
    """Only one name says which phase, year or line: it may be the whole's."""
    if bool(pair.a.phases) == bool(pair.b.phases):
        return Given(0.0)
    return Given(-1.0, "、".join(pair.a.phases or pair.b.phases))


_AGREEING = {
    Agreement.SAME: 1.0,
    Agreement.INSIDE: 0.7,
    Agreement.UNKNOWN: 0.0,
    Agreement.DOUBTFUL: -1.2,
    Agreement.APART: -3.0,
}


def region(pair: TitlePair) -> Given:
    """The places of the names, printed or from the context: one, one inside the other, open, or two."""
    return Given(0.0 if pair.official else _AGREEING[pair.place], pair.place.value)


# Blockers -----------------------------------------------------------------------------------------


def different_divisions(pair: TitlePair) -> str:
    """Two official divisions: 中原区 and 二七区, 云川经开区 and 云川高新区."""
    return "different divisions" if pair.official is False else ""


def different_regions(pair: TitlePair) -> str:
    """Two places: 中山路 of one city and of another."""
    return "different regions" if pair.place is Agreement.APART and not pair.official else ""


def different_phases(pair: TitlePair) -> str:
    """一期 and 二期, 1号线 and 2号线, the campaigns of two years."""
    one, other = pair.a.phases, pair.b.phases
    return (
        f"different phases: {'、'.join(one)} and {'、'.join(other)}" if one and other and one != other else ""
    )


def different_numbers(pair: TitlePair) -> str:
    """The numbers in the own names differ."""
    one, other = (tuple(numeral(n) for n in _NUMBER.findall(name.own)) for name in (pair.a, pair.b))
    return "different numbers" if one != other and not pair.official else ""


def different_names(pair: TitlePair) -> str:
    """The own names differ, and neither is short for the other."""
    if pair.official is not None or pair.equal or pair.short or pair.misprint is not Slip.NONE:
        return ""
    if pair.quoted or _ends_so(pair.a, pair.b):
        return ""
    return "different names"


FEATURES = (
    Weighted(same_division, 7.0),
    Weighted(same_name, 6.0),
    Weighted(short_name, 5.0),
    Weighted(misprint, 5.0),
    Weighted(quoted_name, 2.6),
    Weighted(end_of_the_name, 1.7),
    Weighted(one_has_a_phase, 5.0),
    Weighted(region, 2.0),
)
BLOCKERS = (different_divisions, different_regions, different_phases, different_numbers, different_names)
BASE = -3.0


def compare_titles(a: str, b: str, type_: str, near_a: Context, near_b: Context) -> Comparison:
    """Whether two names are one project's, place's or initiative's."""
    return score(title_pair(a, b, type_, near_a, near_b), FEATURES, BLOCKERS, BASE)
