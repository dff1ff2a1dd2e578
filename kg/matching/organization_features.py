"""What makes two names of organisations one body's, and what forbids it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.divisions import Located, core_name, gazetteer, locate
from kg.matching.abbreviation import Shortening, shortening
from kg.matching.agreement import Agreement, Placed, agreement
from kg.matching.lexicon import successors, words
from kg.matching.organizations import parse_organization
from kg.matching.parsed import Context, ParsedOrganization, Part, Role
from kg.matching.scoring import Comparison, Given, Weighted, score
from kg.matching.segmenting import numeral
from kg.matching.slips import Slip, slip

_LONGEST_REGION = 12  # characters
_NUMBER = re.compile(r"[0-9]+|[零一二三四五六七八九十百]+")
_NATIONAL = ("中国", "中华", "全国", "国家")


@dataclass(frozen=True, slots=True)
class OrganizationPair:
    """Two names of organisations with what lies between them."""

    a: ParsedOrganization
    b: ParsedOrganization
    place: Agreement
    short: Shortening | None
    misprint: Slip

    @property
    def equal(self) -> bool:
        """Whether all words are the same in normal form."""
        return self.a.core == self.b.core and (self.a.national == self.b.national)


def organization_pair(a: str, b: str, near_a: Context, near_b: Context) -> OrganizationPair:
    """Two names parsed and set against each other."""
    return _pair(parse_organization(a, near_a), parse_organization(b, near_b))


def _pair(one: ParsedOrganization, other: ParsedOrganization) -> OrganizationPair:
    own = bool(_says_something(one) or _says_something(other))
    place = agreement(_placed(one), _placed(other), own)
    if place is Agreement.DOUBTFUL and _settlement(one) and _settlement(other):
        place = Agreement.APART  # 新华社区 here is another 新华社区 there
    if place is Agreement.APART and _ends_so(one, other) and (one.explicit or other.explicit):
        place = Agreement.DOUBTFUL  # 汀江区法院 need not be of this city where 上海市汀江区法院 is named
    if place is Agreement.APART and _once_called(one, other):
        place = Agreement.INSIDE
    if place is Agreement.DOUBTFUL and _asks_level(one, other):
        place = Agreement.UNKNOWN  # 旗公安局 and 乌兰塔拉旗公安局
    misprint = max(slip(one.text, other.text), slip(one.core, other.core))
    return OrganizationPair(one, other, place, _shortening(one, other), misprint)


def _says_something(name: ParsedOrganization) -> bool:
    return bool(name.own) or name.text.startswith(_NATIONAL)


def _once_called(one: ParsedOrganization, other: ParsedOrganization) -> bool:
    """Whether both regions as printed lead to one division: 即墨市 became 即墨区."""
    codes = {_code(name) for name in (one, other)}
    return len(codes) == 1 and "" not in codes


@functools.lru_cache(maxsize=4096)
def _code(name: ParsedOrganization) -> str:
    printed = "".join(part.text for part in name.parts if part.role is Role.REGION)
    found = locate(printed) if printed and not name.branch and len(printed) <= _LONGEST_REGION else None
    return found.code if isinstance(found, Located) else ""


def _asks_level(one: ParsedOrganization, other: ParsedOrganization) -> bool:
    """Whether the shorter name is the end of the longer from a level word on that nothing settles."""
    short, full = sorted((one, other), key=lambda name: len(name.text))
    return short.unsettled is not None and not full.explicit and _ends_so(one, other)


def _ends_so(one: ParsedOrganization, other: ParsedOrganization) -> bool:
    """Whether the longer name ends in all of the shorter one, of three characters or more."""
    short, full = sorted((name.text for name in (one, other)), key=len)
    cores = sorted((_formless(name) for name in (one, other)), key=len)
    return (len(short) >= 3 and short != full and full.endswith(short)) or (
        len(cores[0]) >= 3 and cores[0] != cores[1] and cores[1].endswith(cores[0])
    )


def _formless(name: ParsedOrganization) -> str:
    return "".join(word.text for word in name.words if word.role is not Role.FORM)


def _bare_township(one: ParsedOrganization, other: ParsedOrganization) -> bool:
    """焦石 for 焦石镇: the township itself, without its title."""
    for name, bare in ((one, other), (other, one)):
        key = name.region[-1].key if name.region and not name.core else ""
        if len(bare.text) >= 2 and bare.text in {key[:-1], key.removesuffix("街道")}:
            return True
    return False


def _settlement(name: ParsedOrganization) -> bool:
    return name.function in {"社区", "村", "嘎查"}


def _placed(name: ParsedOrganization) -> Placed:
    return Placed(name.place, name.explicit or bool(name.branch), name.unsettled)


def _shortening(one: ParsedOrganization, other: ParsedOrganization) -> Shortening | None:
    found = [
        way
        for short, full in ((one, other), (other, one))
        if len(short.core) <= len(full.core)
        for way in _ways(short, full)
    ]
    return min(found, key=lambda way: way.cost, default=None)


def _ways(short: ParsedOrganization, full: ParsedOrganization) -> list[Shortening]:
    """Readings of one name as short for the other: in normal form, and as printed."""
    printed = tuple(part for part in full.parts if part.role not in {Role.SYSTEM, Role.LEVEL, Role.REGION})
    region = () if short.explicit else _region_words(full)
    texts = {short.core, _printed(short)}
    official = any(word.role is Role.OFFICE for word in full.words)
    variants = {full.words} if official else {full.words, printed}
    if full.branch and full.words and full.words[-1].text in words("one_in_a_region"):
        variants.add(full.words[-1:])
    ways = (shortening(text, (*region, *variant)) for text in texts for variant in variants)
    functions = [word.text for word in short.words if word.role in _BODIES and len(word.text) >= 2]
    return [way for way in ways if way is not None and _keeps(way, functions)]


_BODIES = frozenset({Role.HEAD, Role.OFFICE})


def _keeps(way: Shortening, functions: Sequence[str]) -> bool:
    """Whether the functions that the short name spells out are the full one's: 中医院 is no 中|心|医院."""
    whole = "".join(step.kept if step.kept == step.word else "|" for step in way.steps)
    return all(function in whole for function in functions)


def _printed(name: ParsedOrganization) -> str:
    return "".join(p.text for p in name.parts if p.role not in {Role.SYSTEM, Role.LEVEL, Role.REGION})


_PLACE_WORD = re.compile(r"[一-龥]{2,}?(?:自治区|省|市|区|县|旗|州)|[一-龥]{2}|[一-龥]+")


def _region_words(name: ParsedOrganization) -> tuple[Part, ...]:
    """The region as words that a short name may draw on: 郑 of 郑州 in 郑大."""
    printed = "".join(part.text for part in name.parts if part.role is Role.REGION)
    found: list[str] = []
    for step in name.region:
        head, key, printed_after = printed.partition(step.key)
        if key:
            found += [*_PLACE_WORD.findall(head), key]
            printed = printed_after
    found += _PLACE_WORD.findall(printed)
    return tuple(Part(Role.REGION, word) for word in found)


# Features -----------------------------------------------------------------------------------------


def same_words(pair: OrganizationPair) -> Given:
    """All words of the two names are the same in normal form, region aside: 科学技术局 = 科技局."""
    return Given(1.0, pair.a.core or "the division's own body") if pair.equal else Given(0.0)


def short_name(pair: OrganizationPair) -> Given:
    """One name is a Chinese abbreviation of the other: 建投公司 of 建设投资有限公司. 1 less what it costs."""
    if pair.equal or pair.short is None:
        return Given(0.0)
    return Given(max(0.0, 1 - pair.short.cost), str(pair.short))


def end_of_the_name(pair: OrganizationPair) -> Given:
    """One name is the end of the other: 区住建局 of 临溪区住建局, 二部 of 招商局二部. It may be another's."""
    if pair.equal or pair.short is not None:
        return Given(0.0)
    if _bare_township(pair.a, pair.b):
        return Given(1.0, "a township without its title")
    return Given(1.0, "one is the other's end") if _ends_so(pair.a, pair.b) else Given(0.0)


def office_renamed(pair: OrganizationPair) -> Given:
    """One office may have come of the other in a reform: 卫计委, 卫健委. The files may want them as two."""
    renamed = (pair.a.core, pair.b.core) in successors() and not pair.equal
    return Given(1.0, f"{pair.a.core}, {pair.b.core}") if renamed else Given(0.0)


def hardly_any_characters(pair: OrganizationPair) -> Given:
    """The short name is of one or two single characters, and may be short for much: 河大."""
    thin = not pair.equal and pair.short is not None and pair.short.thin
    return Given(-1.0, "one or two single characters") if thin else Given(0.0)


def misprint(pair: OrganizationPair) -> Given:
    """The names differ by one character that only one of them can have meant: 政俯 for 政府."""
    if pair.equal or (pair.short is not None and pair.short.cost < 0.2):
        return Given(0.0)
    return Given(
        {Slip.NONE: 0.0, Slip.LIKELY: 0.35, Slip.SURE: 1.0}[pair.misprint], pair.misprint.name.lower()
    )


_AGREEING = {
    Agreement.SAME: 1.0,
    Agreement.INSIDE: 0.7,
    Agreement.UNKNOWN: 0.0,
    Agreement.DOUBTFUL: -1.2,
    Agreement.APART: -3.0,
}


def region(pair: OrganizationPair) -> Given:
    """The places of the names, printed or from the context: one, one inside the other, open, or two."""
    unknown = pair.place is Agreement.UNKNOWN
    if unknown and not (_says_something(pair.a) or _says_something(pair.b)):
        return Given(-1.2, "known by the place alone, and no place is known")
    return Given(_AGREEING[pair.place], pair.place.value)


def legal_forms(pair: OrganizationPair) -> Given:
    """Two full legal forms that differ (有限公司, 股份有限公司): a company may have changed."""
    one, other = _full_form(pair.a), _full_form(pair.b)
    return Given(-1.0, f"{one}, {other}") if one and other and one != other else Given(0.0)


def _full_form(name: ParsedOrganization) -> str:
    form = name.legal_form
    if "有限" not in form:
        return ""
    return ("集团" if "集团" in form else "") + ("股份" if "股份" in form else "") + "有限公司"


# Blockers -----------------------------------------------------------------------------------------


def different_regions(pair: OrganizationPair) -> str:
    """Two places: 临溪区教育局 and 鹿台区教育局, 市委 and 区委."""
    return "different regions" if pair.place is Agreement.APART and pair.misprint is not Slip.SURE else ""


def different_ordinals(pair: OrganizationPair) -> str:
    """The numbers in the names differ: 第一 and 第二人民医院, 中铁一局 and 中铁十一局."""
    one, other = _numbers(pair.a), _numbers(pair.b)
    return (
        f"different numbers: {'、'.join(one) or 'none'} and {'、'.join(other) or 'none'}"
        if one != other
        else ""
    )


def _numbers(name: ParsedOrganization) -> tuple[str, ...]:
    return tuple(numeral(number) for number in _NUMBER.findall(_numbered_places().sub("", name.core)))


@functools.cache
def _numbered_places() -> re.Pattern[str]:
    """Names of provinces and cities that hold a number: 四川, 九江."""
    names = {core_name(d.name) for d in gazetteer().divisions.values() if d.level < 3}
    return re.compile("|".join(sorted(name for name in names if _NUMBER.search(name))))


def branch_against_whole(pair: OrganizationPair) -> str:
    """A branch is part of its bank or company, not the same: 工商银行诸暨支行 and 工商银行."""
    ends = words("branches")
    one, other = (name.text.endswith(ends) for name in (pair.a, pair.b))
    if one == other:
        return ""
    part, whole = (pair.a, pair.b) if one else (pair.b, pair.a)
    of_company = part.branch and "有限公司" in part.text and "有限公司" in whole.text
    return "" if (whole.explicit or whole.branch) and not of_company else "a branch and the whole"


_REGION_ONLY = 0.15  # what leaving out a region, and no more, costs at most


def different_legal_persons(pair: OrganizationPair) -> str:
    """A group and a company of its name, both with the full legal form: 晨岭集团有限公司 and 晨岭有限公司."""
    one, other = _full_form(pair.a), _full_form(pair.b)
    if not one or not other:
        return ""
    apart = ("集团" in one) != ("集团" in other)
    if not pair.equal and pair.short is not None and pair.misprint is Slip.NONE:
        apart = apart or pair.short.cost > _REGION_ONLY  # a full name is short for no other full name
    return "different legal persons" if apart else ""


def office_against_company(pair: OrganizationPair) -> str:
    """A government's office and a company of its name: 招商局 of a city, and 招商局集团."""
    for office, company in ((pair.a, pair.b), (pair.b, pair.a)):
        last = office.words[-1] if office.words else None
        governs = last is not None and last.role is Role.OFFICE and last.text.endswith(_GOVERNS)
        if governs and company.legal_form and not office.legal_form:
            return "an office and a company"
    return ""


_GOVERNS = ("局", "委", "办", "厅", "部", "政府")


def paper_against_site(pair: OrganizationPair) -> str:
    """A paper and its site (云川商报, 云川商报网), where 网 is all that they differ by: no misprint."""
    sites = [name.text.endswith("网") for name in (pair.a, pair.b)]
    return "a paper and its site" if sites[0] != sites[1] and pair.misprint is not Slip.NONE else ""


def different_words(pair: OrganizationPair) -> str:
    """Own name or function differ, and neither is short for the other; or one is a sub-unit of the other."""
    if pair.equal or pair.short is not None or pair.misprint is not Slip.NONE:
        return ""
    if (pair.a.core, pair.b.core) in successors():
        return ""
    a, b = pair.a, pair.b
    if {a.core, b.core} == {"", "政府"} or _ends_so(a, b) or _bare_township(a, b):
        return ""
    if a.core and b.core and (a.core.startswith(b.core) or b.core.startswith(a.core)):
        return "a body and a part of it"
    if not a.core or not b.core:
        return "a division and a body in it"
    if a.function != b.function:
        return f"different functions: {a.function or a.core} and {b.function or b.core}"
    return "different names"


FEATURES = (
    Weighted(same_words, 6.0),
    Weighted(short_name, 6.0),
    Weighted(end_of_the_name, 1.7),
    Weighted(office_renamed, 1.2),
    Weighted(hardly_any_characters, 1.5),
    Weighted(misprint, 5.0),
    Weighted(region, 2.0),
    Weighted(legal_forms, 3.5),
)
BLOCKERS = (
    different_regions,
    different_ordinals,
    branch_against_whole,
    different_legal_persons,
    office_against_company,
    paper_against_site,
    different_words,
)
BASE = -3.0


def compare_organizations(a: str, b: str, near_a: Context, near_b: Context) -> Comparison:
    """Whether two names are one organisation's."""
    return score(organization_pair(a, b, near_a, near_b), FEATURES, BLOCKERS, BASE)


def compare_parsed(one: ParsedOrganization, other: ParsedOrganization) -> Comparison:
    """The same of names parsed already."""
    return score(_pair(one, other), FEATURES, BLOCKERS, BASE)
