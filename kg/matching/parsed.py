"""Names by their parts. The parts of a name, joined, are the name: no character is lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.naming.regions import Region


class Role(StrEnum):
    """What a word does in a name."""

    SYSTEM = "system"  # 中共, 国网: goes without saying
    REGION = "region"
    LEVEL = "level"  # 区 in 区科技局
    OWN = "own name"
    ORDINAL = "ordinal"
    CONTENT = "field"  # 实验, 交通
    TRADE = "trade"  # 食品, 电子科技
    WEAK = "weak word"  # 人民, 综合
    FILLER = "filler"  # 和, 第
    HEAD = "function"  # 医院, 支行
    OFFICE = "office"  # a function with an official short form, which is its only one: 发改委
    UNIT = "sub-unit"  # what follows another body's whole name
    FORM = "legal form"
    PHASE = "phase"
    KIND = "kind"  # of a project or a place
    SURNAME = "surname"
    GIVEN = "given name"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name and what it does there."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """Where a name is used: the division, and for a person the post (区委书记) or body.

    ``path``: the division as given, for the official codes.
    """

    region: Region = ()
    post: str = ""
    path: str = ""


NOWHERE = Context()


@dataclass(frozen=True, slots=True)
class ParsedOrganization:
    """An organisation's name.

    ``parts`` are as printed; ``words`` are the same in normal form, without system, region and level.
    ``region`` is what the name or its level word gives (``explicit``), else the context's; ``branch`` is the
    region inside the name (诸暨 in 工商银行诸暨支行). ``unsettled``: the level that the name asks for and
    the context lacks. ``national``: the standing name of a body of the whole country, or "".
    """

    text: str
    parts: tuple[Part, ...]
    words: tuple[Part, ...]
    region: Region
    explicit: bool
    branch: Region = ()
    unsettled: int | None = None
    national: str = ""

    @property
    def place(self) -> Region:
        """The most exact region: the branch's, else the name's."""
        return self.branch or self.region

    @property
    def core(self) -> str:
        """The words in one piece: 实验小学."""
        return "".join(word.text for word in self.words)

    @property
    def own(self) -> str:
        """The own name: 启光 in 云川启光电子科技有限公司."""
        return "".join(word.text for word in self.words if word.role is Role.OWN)

    @property
    def ordinals(self) -> tuple[str, ...]:
        """The numbers: 二 of 第二人民医院."""
        return tuple(word.text for word in self.words if word.role is Role.ORDINAL)

    @property
    def function(self) -> str:
        """The last word that says what kind of body it is: 医院."""
        return next((word.text for word in reversed(self.words) if word.role in _FUNCTIONS), "")

    @property
    def units(self) -> tuple[str, ...]:
        """The chain of sub-units after the body's own function."""
        return tuple(word.text for word in self.words if word.role is Role.UNIT)

    @property
    def legal_form(self) -> str:
        """股份有限公司, or ""."""
        return "".join(part.text for part in self.parts if part.role is Role.FORM)


_FUNCTIONS = frozenset({Role.HEAD, Role.OFFICE, Role.UNIT})


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    """A person's name; ``key`` is without marks (阿依古丽·买买提 = 阿依古丽买买提)."""

    text: str
    parts: tuple[Part, ...]
    surname: str
    given: str
    title: str = ""

    @property
    def key(self) -> str:
        """Surname and given name without marks and title."""
        return (self.surname + self.given).replace("·", "")


@dataclass(frozen=True, slots=True)
class ParsedTitle:
    """A project's, place's or initiative's name: region, own name, kind at its end, phases."""

    text: str
    parts: tuple[Part, ...]
    region: Region
    explicit: bool
    own: str
    kind: str
    phases: tuple[str, ...] = ()
