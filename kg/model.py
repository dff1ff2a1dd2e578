"""The data that flow between the steps: frozen dataclasses with slots, and nothing else.

    Page --layout--> Article --extract--> Extraction(Mention, Statement) --store--> Claims
    --resolve--> Entity --graph--> Node, Edge --loader--> GraphML, Neo4j, ...

All positions are offsets in characters (Unicode code points), half-open: ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# ------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of derived text that stands unbroken in the text it was derived from.

    ``derived[start:start + length]`` came from ``source[origin:origin + length]``.
    Characters that no run covers were inserted (a joining space, a paragraph break).
    """

    start: int
    origin: int
    length: int


@dataclass(frozen=True, slots=True)
class Page:
    """One newspaper page, web page or record, decoded, before layout.

    ``source`` is the file's own name, ``path`` where it was found (absolute, or ``-``), ``record`` the
    line (1-based) of a JSON-lines or CSV record, else None. ``text`` has ``\\n`` line ends. ``runs`` map
    ``text`` to the decoded characters of the file (or, for a record, of its body field); an empty tuple
    means the identity. ``title``, ``date`` (ISO 8601, possibly truncated: 2021, 2021-10, 2021-10-09),
    ``publisher`` and ``section`` are set only where the input itself gives them as fields.
    """

    source: str
    path: str
    text: str
    record: int | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    section: str | None = None
    runs: tuple[Run, ...] = ()
    single_article: bool = False  # a record or a scraped web article: never split


# ------------------------------------------------------------------------------------------------- layout


@dataclass(frozen=True, slots=True)
class Credit:
    """A name in a byline. ``role`` is 记者, 通讯员, 摄 (photo), 编辑, 作者, 实习生 …

    The offsets are in the article's ``text`` where the byline was kept there, else both -1 (the byline
    stood outside the body); ``line`` is then the byline as printed.
    """

    name: str
    role: str
    start: int = -1
    end: int = -1
    line: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: title, rejoined body, people credited, date.

    ``text`` is the body with wrapped lines rejoined, one paragraph a line (``\\n`` between). Byline and
    dateline stay in ``text`` where they stand inside a paragraph ("本报讯(记者 A 通讯员 B)…"); bylines on
    a line of their own are taken out of it and live in ``credits`` only. ``runs`` map ``text`` to the
    page's source characters. ``date`` is ISO 8601, truncated to what the page settles (2021, 2021-10,
    2021-10-09; --10-09 where only month and day are known), or None.
    """

    id: str
    source: str
    number: int  # 1-based, reading order within the page
    title: str
    text: str
    runs: tuple[Run, ...] = ()
    credits: tuple[Credit, ...] = ()
    date: str | None = None
    dateline: str | None = None  # place named by the dateline: 中新网无锡12月18日电 -> 无锡
    publisher: str | None = None  # 中新网, 本报 resolved to the paper's name where the page tells
    section: str | None = None
    captions: tuple[str, ...] = ()  # picture captions that belong to the article; also inside ``text``


# ------------------------------------------------------------------------------------------------ extract


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of one thing in an article.

    ``start``/``end`` are offsets in the article's ``text``; in its ``title`` if ``in_title``; both -1 for a
    credited name that stands outside both. ``text`` is the surface form. ``name`` is the fullest form that
    the article itself allows (该办事处 -> 柳林办事处, 区委组织部 -> 临溪区委组织部): mentions of one article
    with the same (type, name) are one thing. ``region`` is the division it belongs to, as printed, or "".
    """

    start: int
    end: int
    text: str
    type: str  # Organization, Person, Project, Place, Initiative
    subtype: str  # "" where the type has none
    name: str
    region: str = ""
    confidence: float = 1.0
    rule: str = ""
    in_title: bool = False
    anaphor: bool = False  # 该区, 该公司: counts as a mention, is no alias


@dataclass(frozen=True, slots=True)
class Statement:
    """One relation that one sentence states. ``head`` and ``tail`` index ``Extraction.mentions``;
    ``tail`` is None for REPORTED, whose tail is the article. ``start``/``end`` delimit the sentence in the
    article's ``text`` (both -1 for a byline outside the body: ``evidence`` is then the byline line).
    ``modality`` is ``fact``, ``plan`` (将, 拟, 计划, 希望) or ``negated``; ``attributes`` hold title, amount,
    amountCny, role, period … as strings.
    """

    type: str
    head: int
    tail: int | None
    start: int
    end: int
    evidence: str
    rule: str
    confidence: float = 1.0
    modality: str = "fact"
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read out of one article."""

    article: Article
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


# ------------------------------------------------------------------------------------------------ resolve


@dataclass(frozen=True, slots=True)
class MentionRef:
    """A mention in the store: which article, and which of its mentions."""

    article: str
    index: int


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing: the mentions that were judged to name it.

    ``division_code`` and ``division_path`` (河南省/郑州市/…) are official, "" where it is no division or not
    settled which.
    """

    id: str  # stable across rebuilds
    type: str
    subtype: str
    name: str  # the fullest proper form
    label: str  # short, for display
    region: str = ""
    aliases: tuple[str, ...] = ()  # sorted, without ``name``
    mentions: tuple[MentionRef, ...] = ()
    division_code: str = ""
    division_path: str = ""


# -------------------------------------------------------------------------------------------------- graph

Value = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node as loaders write it. ``labels`` for Neo4j: (Entity, Organization, Office) or (Article,).
    ``properties`` hold ``id``, ``type``, ``label`` … by the names of the graph model; no value is None.
    """

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge as loaders write it: one per (head, type, tail, title)."""

    id: str
    type: str
    head: str
    tail: str
    properties: Mapping[str, Value]
