"""What people have decided on who is who: data, and which of several lines holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

_QUOTES = dict.fromkeys(map(ord, "“”\"‘’'「」『』《》〈〉"))

Key = tuple[str, ...]


class Verdict(StrEnum):
    """What one line decides."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"  # somebody looked and could not tell: an earlier same or different is taken back
    RENAME = "rename"


def normal_form(text: str) -> str:
    """A name as it is compared: white space, quotation marks, full or half width play no part."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


@dataclass(frozen=True, slots=True)
class Designation:
    """What a decision points at, in words that outlive a rebuild: no ids of entities.

    ``name`` is a name as printed; ``region`` the path of its home region (河南省郑州市), "" for one that has
    none; ``article`` the id of an article where only what is named in that one is meant, else "".
    """

    type: str
    name: str
    region: str = ""
    article: str = ""

    @property
    def key(self) -> Key:
        """What two designations of one thing have in common."""
        return self.type, normal_form(self.name), normal_form(self.region), self.article


@dataclass(frozen=True, slots=True)
class Ruling:
    """One line of the file: who decided what, when and why.

    ``b`` is None for a rename alone, whose new name is ``name``; ``when`` is ISO 8601 in UTC
    (2024-05-06T07:08:09Z).
    """

    verdict: Verdict
    a: Designation
    b: Designation | None = None
    name: str = ""
    who: str = ""
    when: str = ""
    reason: str = ""

    @property
    def subject(self) -> tuple[Key, ...]:
        """What it decides on: the pair, whichever stands first, or the one that is renamed."""
        if self.b is None:
            return (self.a.key,)
        return tuple(sorted((self.a.key, self.b.key)))


@dataclass(frozen=True, slots=True)
class Decisions:
    """The rulings of a file in its order. On one subject the later line beats the earlier one."""

    rulings: tuple[Ruling, ...] = field(default=())

    def __iter__(self) -> Iterator[Ruling]:
        return iter(self.rulings)

    def __len__(self) -> int:
        return len(self.rulings)

    def in_force(self) -> tuple[Ruling, ...]:
        """The last ruling on each subject, in the order of the lines."""
        last = {ruling.subject: number for number, ruling in enumerate(self.rulings)}
        return tuple(self.rulings[number] for number in sorted(last.values()))

    def on(self, a: Designation, b: Designation) -> Ruling | None:
        """The ruling in force on a pair, or None."""
        subject = tuple(sorted((a.key, b.key)))
        return next((ruling for ruling in reversed(self.rulings) if ruling.subject == subject), None)

    @property
    def fingerprint(self) -> str:
        """16 hex digits that change with whatever may change the graph: not with who, when and why."""
        hashed = blake2b(digest_size=8)
        for ruling in self.in_force():
            b = ruling.b.key if ruling.b else ()
            row = (ruling.verdict, *ruling.a.key, "\x1e", *b, "\x1e", ruling.name)
            hashed.update(("\x1f".join(row) + "\n").encode("utf-8", "surrogatepass"))
        return hashed.hexdigest()
