"""PART_OF and LOCATED_IN that names and their order state: 柳林街道党工委 is a body of 柳林街道.

Four sources, tried in turn for each thing until one answers: a name inside the front of its name, the
mention right before it (云川市|临溪区), a level word at its front (区委, 市农委), and, for subdistricts,
communities and bodies named without any owner (管委会), the place or office that the article is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.divisions import gazetteer
from kg.extract.statements.grammar import any_of, read_table
from kg.extract.statements.subjects import Reading
from kg.model import Mention, Statement
from kg.naming.regions import COUNTY
from kg.naming.towns import may_have

DIVISION = re.compile(r"[省市区县旗州盟]$")
ZONE = re.compile(r"(?:新|开发|园|示范|实验|合作|保税|综保|景|核心|片|高新|经开)区$")
COUNTIES = ("区", "县", "旗")
HOMES = (*COUNTIES, "市", "州", "盟", "新城")
CITIES = ("市", "省", "州", "盟", "自治区")
LONGEST_CITY = 12  # characters
SHORT_NAME = 8
BESIDE = 6  # characters: a post and a comma between two bodies of one owner
NEAR = 120
LEVEL = re.compile(r"[省市区县旗州盟镇乡村]$|街道$|办事处$|社区$|[党工]委$")
LIST_MARKS = ("、", "和", "与")
Key = tuple[str, str]  # (type, name): one thing of the article


@dataclass(frozen=True, slots=True)
class StructureTable:
    """``schema/relations/structure.yaml``, compiled."""

    parents: Mapping[str, Mapping[str, str]]  # child subtype -> parent subtype -> relation
    beside: Mapping[str, Mapping[str, str]]
    levels: Sequence[tuple[re.Pattern[str], tuple[str, ...]]]
    level_children: frozenset[str]
    owned: re.Pattern[str]
    department: re.Pattern[str]
    committee: re.Pattern[str]
    branch: re.Pattern[str]
    national: re.Pattern[str]
    public: re.Pattern[str]
    honour: re.Pattern[str]
    inner: re.Pattern[str]
    confidence: Mapping[str, float]


@cache
def load_structure_table() -> StructureTable:
    """Read and compile the table of structure."""
    table: dict[str, Any] = read_table("structure.yaml")
    return StructureTable(
        parents=table["parents"],
        beside=table["beside"],
        levels=[(re.compile(row["front"]), tuple(row["endings"])) for row in table["levels"]],
        level_children=frozenset(table["level_children"]),
        owned=re.compile(any_of(table["owned"]) + "$"),
        department=re.compile(rf"^{any_of(table['departments'])}$"),
        committee=re.compile(any_of(table["committees"]) + "$"),
        branch=re.compile(any_of(table["branches"]) + "$"),
        national=re.compile(any_of(table["national"])),
        public=re.compile(any_of(table["public"]) + "$"),
        honour=re.compile("^" + any_of(table["honours"])),
        inner=re.compile(any_of(table["inner"]) + "$"),
        confidence=table["confidence"],
    )


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the article with all its body mentions (indices)."""

    key: Key
    kind: str  # subtype, or type where there is none
    at: tuple[int, ...]
    forms: frozenset[str]
    fronts: frozenset[str]  # the forms without 中共, 团 and opening quotes


def find_structure(reading: Reading) -> Iterator[Statement]:
    """PART_OF and LOCATED_IN of every thing the article names."""
    table = load_structure_table()
    things = things_of(table, reading.named)
    for thing in things:
        relation = (
            by_front(table, things, thing)
            or by_neighbour(reading, table, things, thing)
            or by_gazetteer(reading, things, thing)
            or by_level(reading, table, things, thing)
            or by_default(reading, table, things, thing)
        )
        if relation is not None:
            yield made(reading, table, thing, relation)
        for branch in by_branch(reading, table, things, thing):
            yield made(reading, table, thing, branch)
    yield from find_titled(reading, table, things)


def find_titled(reading: Reading, table: StructureTable, things: Sequence[Thing]) -> Iterator[Statement]:
    """PART_OF and LOCATED_IN of what only the title names, by its front. The title is the evidence."""
    known = {thing.key for thing in things}
    titled = [(i, m) for i, m in enumerate(reading.named) if m.in_title and (m.type, m.name) not in known]
    if not titled:
        return
    others = things_of(table, [replace(m, in_title=False) for m in reading.named if m.in_title])
    for index, mention in titled:
        thing = next(other for other in others if other.key == (mention.type, mention.name))
        relation = by_front(table, [*others, *things], thing)
        if relation is None:
            continue
        kind, parent, rule = relation
        tail = next(
            (i for i, m in enumerate(reading.named) if m.in_title and (m.type, m.name) == parent.key), None
        )
        if tail is not None:
            title = reading.article.title
            yield Statement(kind, index, tail, -1, -1, title, "structure.title", table.confidence[rule])


Link = tuple[str, Thing, str]  # relation, parent, rule


def things_of(table: StructureTable, mentions: Sequence[Mention]) -> tuple[Thing, ...]:
    """The things named in the body, in order of first mention."""
    at: dict[Key, list[int]] = {}
    for index, mention in enumerate(mentions):
        if not mention.in_title and mention.start >= 0:
            at.setdefault((mention.type, mention.name), []).append(index)
    things = []
    for key, rows in at.items():
        forms = {mentions[i].text for i in rows if not mentions[i].anaphor} | {key[1]}
        kind = commonest([mentions[i].subtype or mentions[i].type for i in rows])
        if kind == "District":  # 云川 in 云川高新区 is 云川市
            forms |= {DIVISION.sub("", form) for form in forms if len(form) > 2 and not ZONE.search(form)}
        fronts = {table.honour.sub("", form.lstrip("“《")) for form in forms}
        things.append(Thing(key, kind, tuple(rows), frozenset(forms), frozenset(fronts)))
    return tuple(things)


def commonest(kinds: Sequence[str]) -> str:
    """The kind that occurs most; of several as frequent ones the first. Of so few a counter takes longer."""
    return max(dict.fromkeys(kinds), key=kinds.count)


def by_front(table: StructureTable, things: Sequence[Thing], thing: Thing) -> Link | None:
    """The thing named last in the front of this one's name (云川市临溪区柳林街道 -> 临溪区)."""
    allowed = table.parents.get(thing.kind, {})
    if thing.kind == "SocialOrganization" and not table.public.search(thing.key[1]):
        allowed = {kind: relation for kind, relation in allowed.items() if kind != "District"}
    others = [other for other in things if other.kind in allowed and other.key != thing.key]
    best: tuple[int, str, Thing] | None = None
    for own in sorted(thing.fronts):
        reach, parent = 0, None
        while found := longest_front(others, own, reach):
            reach, parent = reach + found[0], found[1]
            if not DIVISION.search(own[:reach]) and DIVISION.search(own[: reach + 1]):
                reach += 1
        if parent is not None and (best is None or reach > best[0]):
            best = (reach, own, parent)
    if best is None or best[1][best[0] :].startswith(LIST_MARKS):
        return None
    return allowed[best[2].kind], best[2], "structure.front_of_name"


def longest_front(others: Sequence[Thing], own: str, reach: int) -> tuple[int, Thing] | None:
    """The thing with the longest form that stands in ``own`` at ``reach`` and leaves a name after it.

    Past the first piece only places that say their level go on the chain (云川市|临溪区|柳林街道).
    """
    found = [
        (len(form), -order)
        for order, other in enumerate(others)
        for form in other.fronts
        if len(form) > 1
        and own.startswith(form, reach)
        and (len(own) - reach - len(form) > 1 or own.endswith("委"))
        and len(form) < len(own) - reach
        and (reach == 0 or LEVEL.search(form))
    ]
    if not found:
        return None
    length, order = max(found)
    return length, others[-order]


def by_neighbour(
    reading: Reading, table: StructureTable, things: Sequence[Thing], thing: Thing
) -> Link | None:
    """The thing that stands right before it (云川市|临溪区): only the direct step."""
    allowed = table.beside.get(thing.kind, {})
    by_end = {
        reading.mentions[i].end: other
        for other in reversed(things)
        for i in other.at
        if other.kind in allowed
    }
    for index in thing.at:
        other = by_end.get(reading.mentions[index].start)
        if index not in reading.outer and not DIVISION.search(thing.key[1]):
            continue  # inside another name only a division shows its own place (云川市临溪区柳林街道)
        if other is not None and other.key != thing.key and not at_odds(thing, other):
            return allowed[other.kind], other, "structure.neighbour"
    return None


def at_odds(thing: Thing, other: Thing) -> bool:
    """Do the official divisions know both places, and the first not inside the second (北京|上海|东山)?"""
    if thing.kind != "District" or other.kind != "District":
        return False
    inner, outer = gazetteer().find(thing.key[1]), gazetteer().find(other.key[1])
    return bool(inner and outer) and not any(
        one.code.startswith(two.code) and one.code != two.code for one in inner for two in outer
    )


def by_gazetteer(reading: Reading, things: Sequence[Thing], thing: Thing) -> Link | None:
    """The nearest division above this one that its sentence names, too, by official codes."""
    if thing.kind != "District":
        return None
    codes = {
        division.code: other
        for other in things
        if other.kind == "District" and other.key != thing.key and together(reading, thing, other)
        for division in gazetteer().find(other.key[1])
    }
    above = [
        (len(up.code), codes[up.code])
        for division in gazetteer().find(thing.key[1])
        for up in gazetteer().chain(division)[:-1]
        if up.code in codes
    ]
    if not above:
        return None
    return "LOCATED_IN", max(above, key=lambda row: row[0])[1], "structure.gazetteer"


def together(reading: Reading, one: Thing, other: Thing) -> bool:
    """Does one sentence name both, the dateline aside?"""
    sentences = {sentence_of(reading, i) for i in one.at if i in reading.units}
    return any(sentence_of(reading, i) in sentences for i in other.at if i in reading.units)


def by_level(reading: Reading, table: StructureTable, things: Sequence[Thing], thing: Thing) -> Link | None:
    """The place a level word points to (区科技局 -> the district; 市委 -> the city)."""
    if thing.kind not in table.level_children:
        return None
    for front, endings in table.levels:
        form = next((f for f in sorted(thing.forms) if front.match(f)), None)
        if form is None:
            continue
        place = nearest(reading, things, thing, endings)
        if place is not None and not beneath(thing, place):
            return "PART_OF", place, "structure.level"
    return None


def nearest(
    reading: Reading, things: Sequence[Thing], thing: Thing, endings: tuple[str, ...]
) -> Thing | None:
    """The place or office with such an ending that is named nearest before the thing, else after it."""
    start = reading.mentions[thing.at[0]].start
    found = []
    for order, other in enumerate(things):
        if other.kind not in ("District", "Office") or not other.key[1].endswith(endings):
            continue
        for index in other.at:
            there = reading.mentions[index].start
            found.append((there > start, abs(start - there), order))
    return things[min(found)[2]] if found else None


def by_default(reading: Reading, table: StructureTable, things: Sequence[Thing], thing: Thing) -> Link | None:
    """The owner that only the article gives: of a subdistrict, a community, a bare 管委会 or 组织部."""
    if thing.kind == "Office":
        home = home_of(reading, things, "District")
        if home is None or not may_have(home.key[1], thing.key[1]):
            return None
        return "PART_OF", home, "structure.office_of_home"
    if thing.kind == "Community":
        home = office_near(reading, things, thing)
        return ("PART_OF", home, "structure.community_of_home") if home else None
    if thing.kind not in ("PartyBody", "GovernmentBody") or table.national.search(thing.key[1]):
        return None
    if table.department.match(thing.key[1]):
        committee = committee_before(reading, table, things, thing)
        if committee is not None:
            return "PART_OF", committee, "structure.department"
    if table.inner.search(thing.key[1]) and len(thing.key[1]) <= SHORT_NAME:
        owner = owner_before(reading, table, things, thing)
        return ("PART_OF", owner, "structure.inner_of_body") if owner else None
    if not table.owned.search(thing.key[1]) or any(
        front.match(form) for front, _ in table.levels for form in thing.forms
    ):
        return None
    if (owner := owner_beside(reading, table, things, thing)) is not None:
        return "PART_OF", owner, "structure.owner_beside"
    home = home_of(reading, things, "District")
    if home is None or beneath(thing, home):
        return None
    return "PART_OF", home, "structure.owned_by_home"


def beneath(thing: Thing, place: Thing) -> bool:
    """Is this a county or district, and the thing by its own name of a city or province (云川市政府)?"""
    if not place.key[1].endswith(COUNTIES):
        return False
    fronts = (front[:length] for front in thing.fronts for length in range(2, min(len(front), LONGEST_CITY)))
    named = (gazetteer().find(front) for front in fronts if front.endswith(CITIES))
    return any(found and all(division.level < COUNTY for division in found) for found in named)


def owner_beside(
    reading: Reading, table: StructureTable, things: Sequence[Thing], thing: Thing
) -> Thing | None:
    """The owner of the body named right before (云川新城党工委书记、综合服务局局长 -> 云川新城)."""
    start = reading.mentions[thing.at[0]].start
    for other in things:
        if other.kind not in ("PartyBody", "GovernmentBody") or other.key == thing.key:
            continue
        if any(0 <= start - reading.mentions[i].end <= BESIDE for i in other.at):
            link = by_front(table, things, other)
            if link is not None:
                return link[1]
    return None


def owner_before(
    reading: Reading, table: StructureTable, things: Sequence[Thing], thing: Thing
) -> Thing | None:
    """The body whose inner department it is: the government body or company named most before it."""
    start = reading.mentions[thing.at[0]].start
    ranked = [
        (-sum(reading.mentions[i].start < start for i in other.at), order)
        for order, other in enumerate(things)
        if other.kind in ("GovernmentBody", "Company", "Institution") and not table.inner.search(other.key[1])
    ]
    return things[min(ranked)[1]] if ranked and min(ranked)[0] < 0 else None


def home_of(reading: Reading, things: Sequence[Thing], kind: str) -> Thing | None:
    """The place or office that the article is about: in the title, else named most often."""
    titles = {(m.type, m.name) for m in reading.mentions if m.in_title}
    ranked = [
        (-(len(other.at) + 3 * (other.key in titles) + 2 * other.key[1].endswith(COUNTIES)), order)
        for order, other in enumerate(things)
        if other.kind == kind and other.key[1].endswith(HOMES)
    ]
    return things[min(ranked)[1]] if ranked else None


def office_near(reading: Reading, things: Sequence[Thing], thing: Thing) -> Thing | None:
    """The subdistrict of a community named without it: the title's, or the one named last before it."""
    offices = [other for other in things if other.kind == "Office"]
    if not offices:
        return None
    titles = {(m.type, m.name) for m in reading.mentions if m.in_title}
    titled = [other for other in offices if other.key in titles]
    if len(titled) == 1 or len(offices) == 1:
        return (titled or offices)[0]
    start = reading.mentions[thing.at[0]].start
    before = [(start - reading.mentions[i].start, n) for n, o in enumerate(offices) for i in o.at]
    near = [row for row in before if 0 < row[0] <= NEAR]
    return offices[min(near)[1]] if near else None


def committee_before(
    reading: Reading, table: StructureTable, things: Sequence[Thing], thing: Thing
) -> Thing | None:
    """The committee whose department it is: the last one named shortly before (区委常委、组织部)."""
    start = reading.mentions[thing.at[0]].start
    found = [
        (start - reading.mentions[i].start, order)
        for order, other in enumerate(things)
        if other.kind == "PartyBody" and table.committee.search(other.key[1])
        for i in other.at
        if 0 < start - reading.mentions[i].start <= 60
    ]
    return things[min(found)[1]] if found else None


def by_branch(
    reading: Reading, table: StructureTable, things: Sequence[Thing], thing: Thing
) -> Iterator[Link]:
    """The place inside the name of a branch or shop (X银行云川分行 is in 云川)."""
    if thing.kind not in ("Company", "Institution") or not table.branch.search(thing.key[1]):
        return
    for other in things:
        if other.kind != "District":
            continue
        if any(form in own[:-1] and len(form) > 1 for form in other.forms for own in thing.forms):
            yield "LOCATED_IN", other, "structure.branch"
            return


def made(reading: Reading, table: StructureTable, thing: Thing, link: Link) -> Statement:
    """The statement, with a sentence that names both (nearest together), else one that names the part."""
    relation, parent, rule = link
    parts, wholes = (
        [(i, reading.mentions[i].start, sentence_of(reading, i)) for i in one.at] for one in (thing, parent)
    )
    _, _, head, tail, at = min(
        [
            (sentence != other, abs(start - there), a, b, sentence)
            for a, start, sentence in parts
            for b, there, other in wholes
        ]
    )
    span = reading.sentences[at].span
    evidence = reading.article.text[span.start : span.end]
    return Statement(relation, head, tail, span.start, span.end, evidence, rule, table.confidence[rule])


def sentence_of(reading: Reading, index: int) -> int:
    """The number of the sentence that holds a mention."""
    return reading.sentence_at(reading.mentions[index].start)
