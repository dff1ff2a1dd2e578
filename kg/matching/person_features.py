"""What makes two people of one name one person, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import product

from kg.matching.agreement import Agreement, Placed, agreement
from kg.matching.lexicon import words
from kg.matching.organization_features import compare_parsed
from kg.matching.parsed import Context, ParsedOrganization, ParsedPerson
from kg.matching.people import Post, parse_person, read_posts
from kg.matching.scoring import Comparison, Given, Verdict, Weighted, score
from kg.naming.regions import COUNTY, TOWNSHIP, compatible, steps_up
from kg.naming.surnames import distinctive


class Posts(Enum):
    """How the posts of two people go together."""

    NONE = "a post is missing"
    ONE_BODY = "posts at one body"
    ONE_PLACE = "leading posts of one place, which one person may hold in turn"
    TWO_LEVELS = "leading posts of a place and of one around it"
    TWO_BODIES = "posts at two bodies"
    TWO_PLACES = "posts in two places"


@dataclass(frozen=True, slots=True)
class PersonPair:
    """Two people's names with what lies between them."""

    a: ParsedPerson
    b: ParsedPerson
    place: Agreement
    posts: Posts
    bodies: str = ""


def person_pair(a: str, b: str, near_a: Context, near_b: Context) -> PersonPair:
    """Two names and posts parsed and set against each other."""
    one, other = parse_person(a), parse_person(b)
    place = agreement(Placed(near_a.region, False), Placed(near_b.region, False), own=True)
    mine, theirs = read_posts(near_a.post, near_a), read_posts(near_b.post, near_b)
    posts, bodies = _posts(mine, theirs)
    if posts is Posts.NONE and near_a == near_b and near_a.post:
        posts, bodies = Posts.ONE_BODY, near_a.post
    return PersonPair(one, other, place, posts, bodies)


def _posts(mine: tuple[Post, ...], theirs: tuple[Post, ...]) -> tuple[Posts, str]:
    found: list[tuple[Posts, str]] = []
    for one, other in product(mine, theirs):
        if one.body is not None and other.body is not None:
            found.append((_bodies(one.body, other.body), f"{one.body.text}, {other.body.text}"))
    order = [Posts.ONE_BODY, Posts.ONE_PLACE, Posts.TWO_LEVELS, Posts.TWO_BODIES, Posts.TWO_PLACES]
    return min(found, key=lambda pair: order.index(pair[0]), default=(Posts.NONE, ""))


def _bodies(one: ParsedOrganization, other: ParsedOrganization) -> Posts:
    if compare_parsed(one, other).verdict is Verdict.SAME:
        return Posts.ONE_BODY
    near, far = steps_up(one.place, COUNTY), steps_up(other.place, COUNTY)
    if not compatible(near, far):
        return Posts.TWO_PLACES
    if one.place and other.place and _is_seat(one) and _is_seat(other):
        levels = {one.place[-1].level, other.place[-1].level}
        return Posts.ONE_PLACE if near == far or TOWNSHIP in levels else Posts.TWO_LEVELS
    return Posts.TWO_BODIES


def _is_seat(body: ParsedOrganization) -> bool:
    """Whether the body leads a place: its committee, government, congress; 书记 there may be 主任 before."""
    return not body.core or body.core in words("seats")


# Features -----------------------------------------------------------------------------------------


def same_name(pair: PersonPair) -> Given:
    """The names are the same; marks between syllables (·) and a title behind the name aside."""
    return Given(1.0, pair.a.key) if pair.a.key == pair.b.key else Given(0.0)


def surname_only(pair: PersonPair) -> Given:
    """One name is a surname with a title or 老, 小 before it: 章局长, 老石. It may be any 章 or 石."""
    return Given(1.0, f"{pair.a.text}, {pair.b.text}") if _by_surname(pair.a, pair.b) else Given(0.0)


def _by_surname(one: ParsedPerson, other: ParsedPerson) -> bool:
    for short, full in ((one, other), (other, one)):
        if full.surname and full.given and not short.given and short.title and short.surname == full.surname:
            return True
        if short.key in {"老" + full.surname, "小" + full.surname, full.surname + "老", full.surname + "某"}:
            return bool(full.given)
    return False


def rare_name(pair: PersonPair) -> Given:
    """Few people have the name: a surname outside the twenty most frequent, and two characters more."""
    name = pair.a
    if pair.a.key != pair.b.key:
        return Given(0.0)
    if len(name.surname) == 2 or not name.surname or (len(name.key) >= 3 and distinctive(name.key)):
        return Given(1.0, "rare")
    return Given(-0.3, "frequent") if len(name.key) <= 2 and not distinctive(name.key) else Given(0.0)


_POSTS = {
    Posts.NONE: 0.0,
    Posts.ONE_BODY: 1.0,
    Posts.ONE_PLACE: 0.6,
    Posts.TWO_LEVELS: 0.0,
    Posts.TWO_BODIES: -0.9,
    Posts.TWO_PLACES: -1.2,
}


def posts(pair: PersonPair) -> Given:
    """At one body, at bodies of one place whose leaders change seats, or at two that no one leads at once."""
    return Given(
        _POSTS[pair.posts], f"{pair.posts.value}: {pair.bodies}" if pair.bodies else pair.posts.value
    )


_PLACES = {
    Agreement.SAME: 1.0,
    Agreement.INSIDE: 0.6,
    Agreement.UNKNOWN: 0.0,
    Agreement.DOUBTFUL: -2.5,
    Agreement.APART: -2.5,
}


def place(pair: PersonPair) -> Given:
    """Where the names are used: one place, one inside the other, or two."""
    return Given(_PLACES[pair.place], pair.place.value)


# Blockers -----------------------------------------------------------------------------------------


def different_names(pair: PersonPair) -> str:
    """The names differ: 李伟 is never 李伟民, 王小明 never 王晓明."""
    if pair.a.key == pair.b.key or _by_surname(pair.a, pair.b):
        return ""
    return "different names"


def strangers(pair: PersonPair) -> str:
    """A name that many have, at two bodies in two places: 王伟 of one city's school and of another's."""
    apart = pair.posts is Posts.TWO_PLACES and pair.place in {Agreement.DOUBTFUL, Agreement.APART}
    return "posts at different bodies in different places" if apart else ""


FEATURES = (
    Weighted(same_name, 3.0),
    Weighted(surname_only, 1.5),
    Weighted(rare_name, 1.5),
    Weighted(posts, 3.0),
    Weighted(place, 1.2),
)
BLOCKERS = (different_names, strangers)
BASE = -3.0


def compare_people(a: str, b: str, near_a: Context, near_b: Context) -> Comparison:
    """Whether two names are one person's."""
    return score(person_pair(a, b, near_a, near_b), FEATURES, BLOCKERS, BASE)
