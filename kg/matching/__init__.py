"""Two names, and whether they are one thing's: parsed, compared part by part, scored, blocked.

>>> compare("区科技局", "临溪区科学技术局", "Organization", "河北省云川市临溪区").verdict
<Verdict.SAME: 'same'>

Names are cut into region, own name, ordinal, function and so on (``organizations``, ``people``, ``titles``).
Short names are derived by rule (``abbreviation``), misprints told by words (``slips``). Each feature and each
blocker is a function of a pair whose docstring says what it means; ``scoring`` adds them up.
"""

from __future__ import annotations

from kg.matching.contexts import read_context
from kg.matching.organization_features import compare_organizations
from kg.matching.organizations import parse_organization
from kg.matching.parsed import Context, ParsedOrganization, ParsedPerson, ParsedTitle, Part, Role
from kg.matching.people import parse_person
from kg.matching.person_features import compare_people
from kg.matching.scoring import Bar, Comparison, Verdict
from kg.matching.title_features import compare_titles
from kg.matching.titles import parse_title

TYPES = ("Organization", "Person", "Project", "Place", "Initiative")


def compare(a: str, b: str, type_: str, region: str = "") -> Comparison:
    """Whether two names of one type are one thing's, where ``region`` is where they are used.

    ``region`` is a division's path (山东省青岛市市南区), or two of them with | between, one for each name; a
    person's post or body may follow a path after a blank or a semicolon. ``type_`` is one of TYPES.
    """
    paths = region.split("|")
    return compare_in(a, b, type_, read_context(paths[0]), read_context(paths[-1]))


def compare_in(a: str, b: str, type_: str, near_a: Context, near_b: Context) -> Comparison:
    """The same with contexts that are read already."""
    if type_ == "Organization":
        return compare_organizations(a, b, near_a, near_b)
    if type_ == "Person":
        return compare_people(a, b, near_a, near_b)
    return compare_titles(a, b, type_, near_a, near_b)


def parts_of(name: str, type_: str, near: Context) -> tuple[Part, ...]:
    """The words of a name, each with what it does there; joined, they are the name."""
    if type_ == "Organization":
        return parse_organization(name, near).parts
    return parse_person(name).parts if type_ == "Person" else parse_title(name, type_, near).parts


__all__ = [
    "TYPES",
    "Bar",
    "Comparison",
    "Context",
    "ParsedOrganization",
    "ParsedPerson",
    "ParsedTitle",
    "Part",
    "Role",
    "Verdict",
    "compare",
    "compare_in",
    "parse_organization",
    "parse_person",
    "parse_title",
    "parts_of",
    "read_context",
]
