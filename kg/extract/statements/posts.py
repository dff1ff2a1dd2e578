"""HOLDS_POST and BELONGS_TO: who holds which post where, read from the words around a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.statements.careers import find_careers
from kg.extract.statements.grammar import any_of, read_table
from kg.extract.statements.post_titles import BODY_TYPES, PostChain, before_names, read_chain, title_before
from kg.extract.statements.subjects import Reading
from kg.model import Statement

POST_STOP = re.compile(r"[。；！？\n]|期间|等职|的?职务")
PERIODS = {"时任": "former", "曾任": "former"}
BARE = re.compile(
    r"(?:^|[\W\d_日时午晨晚由请向对与和在将，了是]|公司|集团|学校|医院|本市|全市|该[市县区镇校局院])$"
)
# The level at the front of a bare title, which its body's name says already: 村|党支部书记.
LEVEL_OF_TITLE = re.compile(r"^(?:村|社区|镇|乡|街道)(?=党|团|居委|支部)")
PLACE_HEADS = ("省长", "市长", "区长", "县长", "镇长", "乡长")
LIST_GAP = re.compile(r"(?:同志|先生|女士|等)?[、，,和及]")
AFTER_NAME = re.compile(
    r"(?:同志|先生|女士)?(?:，[男女汉族，]{0,6})?(?:，)?(?:就|还|也|又|并|同时|目前|利用|在|先后|曾|利用其?在?|次年|年初|年)?(?P<verb>历任|先后任|先后担任|就任|升任|调任|转任|改任|现任|时任|曾任|兼任|担任|出任|当选为|当选|被任命为|任命为|被选为|任|是)"
)


@dataclass(frozen=True, slots=True)
class PostTable:
    """``schema/relations/posts.yaml``, compiled."""

    level_of: Mapping[str, tuple[str, ...]]
    party_titles: frozenset[str]
    party_tail: re.Pattern[str]
    member: re.Pattern[str]
    lives: re.Pattern[str]
    confidence: Mapping[str, float]


@cache
def load_post_table() -> PostTable:
    """Read and compile the table of posts."""
    table = read_table("posts.yaml")
    level_of = {t: tuple(row["endings"]) for row in table["resolve"] for t in row["titles"]}
    return PostTable(
        level_of=level_of,
        party_titles=frozenset(table["party_titles"]),
        party_tail=re.compile(any_of(table["party_tails"]) + "$"),
        member=re.compile(rf"^[^，。、；：“”]{{0,8}}?{any_of(table['members'])}(?:们)?$"),
        lives=re.compile(rf"{any_of(table['lives'])}$"),
        confidence=table["confidence"],
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A post with its body settled: mention indices, and which rule settled it."""

    person: int
    body: int
    title: str
    rule: str
    period: str = ""


def find_posts(reading: Reading) -> Iterator[Statement]:
    """HOLDS_POST and BELONGS_TO statements of the article's people."""
    table = load_post_table()
    for career in find_careers(reading):
        told = Held(career.person, career.body, career.title, "post.career", career.period)
        yield made(reading, table, "HOLDS_POST", told)
    last: int | None = None
    held: tuple[Held, ...] = ()
    joined: tuple[Statement, ...] = ()
    for unit in reading.units:
        if reading.mentions[unit].type != "Person":
            continue
        listed = last is not None and in_list(reading, last, unit)
        held = posts_of(reading, table, unit, held if listed else ())
        for post in held:
            yield made(reading, table, "HOLDS_POST", post)
        if not held:
            own = tuple(memberships(reading, table, unit))
            joined = own or (tuple(replace(s, head=unit) for s in joined) if listed else ())
            yield from joined
        else:
            joined = ()
        last = unit


def in_list(reading: Reading, last: int, unit: int) -> bool:
    """Does a name follow another in one list, posts between them aside?"""
    chain = reading.chains.get(unit)
    start = chain.start if chain else reading.mentions[unit].start
    gap = reading.article.text[reading.mentions[last].end : start]
    return LIST_GAP.fullmatch(gap.strip(" “”")) is not None


def posts_of(reading: Reading, table: PostTable, unit: int, listed: tuple[Held, ...]) -> tuple[Held, ...]:
    """The posts of one naming of a person: before the name, shared with the list's last, or after it."""
    chain = reading.chains.get(unit)
    if chain is not None:
        return settle(reading, table, unit, chain, listed)
    if listed:
        return tuple(replace(p, person=unit, rule="post.shared") for p in listed)
    return after_name(reading, table, unit)


def settle(
    reading: Reading, table: PostTable, unit: int, chain: PostChain, shared: Sequence[Held]
) -> tuple[Held, ...]:
    """Give each post of a chain its body: its own, the one before it, the list's, or the article's."""
    held: list[Held] = []
    body: int | None = None
    for post in chain.posts:
        rule = "post.before_name"
        if post.body is not None:
            body = post.body
        elif body is not None:
            rule = "post.same_body"
            body = governed_body(reading, table, body, post.title, reading.mentions[unit].start)
        else:
            rule = "post.list_body"
            body = body_of_list(reading, table, shared, post.title)
            if body is None and bare(reading, chain):
                rule = "post.article_body"
                body = body_in_article(reading, table, post.title, reading.mentions[unit].start)
        if body is not None:
            title = LEVEL_OF_TITLE.sub("", post.title) if rule == "post.article_body" else post.title
            held.append(Held(unit, body, title, rule, post.period))
    return tuple(held)


def governed_body(reading: Reading, table: PostTable, body: int, title: str, before: int) -> int:
    """The body of a title that follows another post without a body of its own.

    The same body, unless that is a party committee and the title is none of a committee's: then the office
    behind it (X局党组书记、局长 -> X局), or the place (区委书记、区长 -> the district).
    """
    mention = reading.mentions[body]
    if title in table.party_titles or mention.subtype != "PartyBody":
        return body
    stem = table.party_tail.sub("", mention.text)
    if stem != mention.text:
        for index, other in enumerate(reading.mentions):
            if other.text == stem and other.type in BODY_TYPES and not other.in_title and other.start >= 0:
                return index
    place = body_in_article(reading, table, title, before)
    return body if place is None else place


def bare(reading: Reading, chain: PostChain) -> bool:
    """Does nothing stand before the first title that could be a body's name (市长X, 公司经理X)?"""
    return BARE.search(reading.article.text[max(0, chain.start - 4) : chain.start]) is not None


def body_of_list(reading: Reading, table: PostTable, shared: Sequence[Held], title: str) -> int | None:
    """The body of the person before in the list: of the post it is the deputy of, else the last.

    A title that says its level (副区长) is held at no body of another kind (组织部).
    """
    for held in shared:
        if title.endswith(held.title) or held.title.endswith(title):
            return held.body
    if not shared:
        return None
    last = reading.mentions[shared[-1].body]
    endings = table.level_of.get(title) if title.endswith(PLACE_HEADS) else None
    if endings and not (last.text.endswith(endings) or last.name.endswith(endings)):
        return None
    return shared[-1].body


def body_in_article(reading: Reading, table: PostTable, title: str, before: int) -> int | None:
    """The body of a bare title (市长 -> the city): the nearest fitting one before, else after."""
    endings = table.level_of.get(title)
    if endings is None:
        return None
    found = [
        (mention.start >= before, abs(before - mention.start), index)
        for index, mention in enumerate(reading.mentions)
        if mention.type in BODY_TYPES and not mention.in_title and mention.start >= 0
        and (mention.text.endswith(endings) or mention.name.endswith(endings))
    ]  # fmt: skip
    return min(found)[2] if found else None


def after_name(reading: Reading, table: PostTable, unit: int) -> tuple[Held, ...]:
    """Posts stated after the name: X任云川市市长; X当选会长; X在担任甲局局长、乙区区长期间."""
    text, person = reading.article.text, reading.mentions[unit]
    verb = AFTER_NAME.match(text, person.end)
    if verb is None:
        return ()
    before = before_names(text, reading.mentions, reading.grammar)
    stop = POST_STOP.search(text, verb.end())
    for end in range(stop.start() if stop else len(text), verb.end(), -1):
        if title_before(before, end, verb.end()) is None:
            continue
        chain = read_chain(before, end, verb.end())
        if chain is None or chain.posts[0].body is None or chain.start > verb.end() + 1:
            return ()
        period = PERIODS.get(verb["verb"], "")
        held = settle(reading, table, unit, chain, ())
        return tuple(replace(h, rule="post.after_name", period=h.period or period) for h in held)
    return ()


def memberships(reading: Reading, table: PostTable, unit: int) -> Iterator[Statement]:
    """BELONGS_TO of a person without a post: 柳林社区居民X, 家住云川路8号院的X."""
    text, person = reading.article.text, reading.mentions[unit]
    floor = sentence_start(reading, person.start)
    before = [
        u
        for u in reading.units
        if floor <= reading.mentions[u].start and reading.mentions[u].end <= person.start
    ]
    if not before:
        return
    body = before[-1]
    mention = reading.mentions[body]
    if mention.type not in ("Organization", "Place"):
        return
    gap = text[mention.end : person.start].strip("“” ")
    lead = text[max(floor, mention.start - 4) : mention.start]
    resident = gap in ("", "的") and mention.subtype in ("Community", "Site")
    lived = table.lives.search(lead) is not None and gap.startswith("的") and mention.subtype != "District"
    if not (table.member.search(gap) or resident or lived):
        return
    rule = "member.before_name" if table.member.search(gap) else "member.resident"
    yield made(reading, table, "BELONGS_TO", Held(unit, body, "", rule))


def made(reading: Reading, table: PostTable, kind: str, held: Held) -> Statement:
    """The statement of a settled post or membership, with the sentence of the person's name; in a career,
    of the body's.
    """
    named = held.body if held.rule == "post.career" else held.person
    span = reading.sentences[reading.sentence_at(reading.mentions[named].start)].span
    attributes = {"title": held.title, "period": held.period}
    return Statement(
        type=kind,
        head=held.person,
        tail=held.body,
        start=span.start,
        end=span.end,
        evidence=reading.article.text[span.start : span.end],
        rule=held.rule,
        confidence=table.confidence[held.rule],
        modality="plan" if held.period == "coming" else "fact",
        attributes={key: value for key, value in attributes.items() if value},
    )


def sentence_start(reading: Reading, offset: int) -> int:
    """Where the sentence around the offset begins."""
    return reading.sentences[reading.sentence_at(offset)].span.start
