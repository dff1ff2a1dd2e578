"""People's names parsed, and their posts."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources

from kg.matching.organizations import parse_organization
from kg.matching.parsed import Context, ParsedOrganization, ParsedPerson, Part, Role
from kg.matching.script import normal

# What people are called by that is no post in the list.
_CALLINGS = (
    "教师",
    "老师",
    "记者",
    "民警",
    "医生",
    "护士",
    "教练",
    "先生",
    "女士",
    "同志",
    "院士",
    "教授",
    "员工",
    "职工",
    "居民",
    "村民",
)
# Titles of the list that name a body as well (街道党工委书记): the body is read apart from them.
_WITH_BODY = re.compile(
    r"委(?!员)|党|政府|局(?!长)|街道|办事处|人大|政协|团(?!长)|纪|校(?!长)|院(?!长)|厅(?!长)|部(?!长)"
)
# The party group of a body is led by the body's head, or stands for it.
_PARTY_GROUP = re.compile(r"(?<=..)(?:党组|党委|党总支|党支部)$")
_SPLIT = re.compile(r"[、,，兼]")


@functools.cache
def _lines(name: str) -> tuple[str, ...]:
    text = resources.files("kg.data").joinpath(name).read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@functools.cache
def _compound_surnames() -> frozenset[str]:
    return frozenset(line for line in _lines("surnames.txt") if len(line) == 2 and "-" not in line)


@functools.cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted({*_lines("posts.txt"), *_CALLINGS}, key=lambda title: (-len(title), title)))


@functools.lru_cache(maxsize=65536)
def parse_person(name: str) -> ParsedPerson:
    """A person's name by its parts; a title behind it is one of them: 裴家骏局长. Never raises.

    A transliterated name is split at its first mark: 阿依古丽·买买提 has no surname.
    """
    text = normal(name)
    title = next((word for word in _titles() if text.endswith(word) and len(text) > len(word)), "")
    bare = text.removesuffix(title) if title else text
    if "·" in bare or len(bare) > 4:
        surname, given = "", bare
    else:
        size = 2 if bare[:2] in _compound_surnames() and len(bare) > 2 else 1
        surname, given = bare[:size], bare[size:]
    parts = (Part(Role.SURNAME, surname), Part(Role.GIVEN, given), Part(Role.TITLE, title))
    return ParsedPerson(text, tuple(part for part in parts if part.text), surname, given, title)


@dataclass(frozen=True, slots=True)
class Post:
    """A post: the title, and the body it is held at; ``body`` is None where the text names none."""

    title: str
    body: ParsedOrganization | None


@functools.lru_cache(maxsize=65536)
def read_posts(text: str, context: Context) -> tuple[Post, ...]:
    """区委副书记、区长 -> the posts, each with its body in the context's region."""
    home = Context(context.region, path=context.path)
    posts: list[Post] = []
    for piece in _SPLIT.split(normal(text)):
        if not piece:
            continue
        title = next((word for word in _titles() if piece.endswith(word) and not _WITH_BODY.search(word)), "")
        body = _PARTY_GROUP.sub("", piece.removesuffix(title))
        if title[:1] in {"省", "市", "区", "县", "镇", "乡"} and title.endswith("长"):
            body = body or title[0] + "政府"
        if body and body[-1:] in {"省", "市", "区", "县"} and not body.endswith("社区") and title:
            body += "政府"
        elif title.endswith("委书记") and not body:
            body = title.removesuffix("书记")
        posts.append(Post(title, parse_organization(body, home) if body else _last_body(posts)))
    return tuple(posts)


def _last_body(posts: list[Post]) -> ParsedOrganization | None:
    """党组书记、局长: the second is at the first's body."""
    return posts[-1].body if posts else None
