"""Gold annotation, read: what a reader of the pages says their graph should hold.

docs/gold.md describes the files. Here they become documents that can be compared with what was found: an
entity is one thing in one document, known by its key, under all surface forms that its articles list.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError, KgError
from kg.evaluation.gold_faults import page_faults

Triple = tuple[str, str, str]  # relation type, key of the head, key of the tail
Byline = tuple[str, str]  # name, role

# What a gold type is in the graph: type, subtype.
KINDS = {
    "PARTY": ("Organization", "PartyBody"),
    "GOV": ("Organization", "GovernmentBody"),
    "OFFICE": ("Organization", "Office"),
    "COMMUNITY": ("Organization", "Community"),
    "COMPANY": ("Organization", "Company"),
    "INSTITUTION": ("Organization", "Institution"),
    "SOCIAL": ("Organization", "SocialOrganization"),
    "MEDIA": ("Organization", "Media"),
    "PERSON": ("Person", ""),
    "PROJECT": ("Project", ""),
    "DISTRICT": ("Place", "District"),
    "SITE": ("Place", "Site"),
    "INITIATIVE": ("Initiative", ""),
}
BYLINES = {"reporters": "记者", "correspondents": "通讯员"}
# White space and quotation marks: papers, their web pages and annotators differ in them.
_IGNORED = re.compile(r"[\s“”\"'‘’《》「」『』]+")


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One thing in one document. ``kind`` is its gold type, ``names`` are its forms as written, ``forms`` the
    same as they are compared; ``articles`` are the numbers (from 0) of the document's articles that name it.
    """

    key: str
    kind: str
    names: tuple[str, ...]
    forms: frozenset[str]
    articles: frozenset[int]

    @property
    def type(self) -> str:
        """Its type in the graph."""
        return KINDS[self.kind][0]

    @property
    def subtype(self) -> str:
        """Its subtype in the graph, or an empty text."""
        return KINDS[self.kind][1]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One relation in one document; ``titles`` are the posts given for it, as they are compared."""

    titles: tuple[str, ...]
    articles: frozenset[int]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article's headline (empty: a captioned photograph) as written, and who is credited."""

    title: str
    bylines: frozenset[Byline]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What one gold file says of one input file, ``source``."""

    path: Path
    source: str
    entities: Mapping[str, GoldEntity]
    relations: Mapping[Triple, GoldRelation]
    articles: tuple[GoldArticle, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The documents of a folder, by the order of their files, and the files that are no good, with causes."""

    documents: tuple[GoldDocument, ...]
    faults: tuple[InputError, ...]


def plain(text: object) -> str:
    """Text as it is compared: full and half width the same, without white space and quotation marks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", str(text or "")))


def read_gold(folder: Path) -> Gold:
    """Every .yaml file of a folder. A file with a fault is left out whole: what a row lost would otherwise be
    counted as wrongly found. Raises KgError if there is no such folder, or no such file in it.
    """
    if not folder.is_dir():
        raise KgError(f"{folder}: there is no such folder; name the one that holds the gold files")
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    if not paths:
        raise KgError(f"{folder}: holds no gold files (*.yaml); docs/gold.md says how they are written")
    documents: dict[str, GoldDocument] = {}
    faults: list[InputError] = []
    for path in paths:
        page = _load(path)
        if isinstance(page, InputError):
            faults.append(page)
            continue
        causes = list(page_faults(page, KINDS))
        if not causes and (twin := documents.get(page["source"])):
            causes = [f"source {page['source']} is that of {twin.path.name} too"]
        faults += [InputError(str(path), cause) for cause in causes]
        if not causes:
            documents[page["source"]] = document_of(page, path)
    return Gold(tuple(documents.values()), tuple(faults))


def _load(path: Path) -> Any:
    """The file's content, or why it cannot be read."""
    try:
        return yaml.safe_load(path.read_text("utf-8-sig"))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        return InputError(str(path), f"not YAML: {fault.problem}", mark.line + 1 if mark else None)
    except yaml.YAMLError as fault:
        return InputError(str(path), f"not YAML: {fault}")
    except UnicodeDecodeError:
        return InputError(str(path), "not UTF-8: save it in that encoding")
    except OSError as fault:
        return InputError(str(path), f"cannot be read: {fault.strerror or fault}")
    except ValueError as fault:  # such as a date that is none: 2021-13-40
        return InputError(str(path), f"not YAML: {fault}")


def document_of(page: Mapping[str, Any], path: Path) -> GoldDocument:
    """The document of a file's content, which must be without faults."""
    things = _Things()
    relations: dict[Triple, list[tuple[int, str]]] = defaultdict(list)
    for number, article in enumerate(page["articles"]):
        key_of = {}
        for kind, *rest in article.get("entities") or []:
            names = [str(part) for part in rest if not isinstance(part, Mapping)]
            options = rest[-1] if isinstance(rest[-1], Mapping) else {}
            key = key_of[names[0]] = str(options.get("same", names[0]))
            things.add(key, kind, names, number)
        for type_, head, tail, *attributes in article.get("relations") or []:
            title = attributes[0].get("title", "") if attributes and attributes[0] else ""
            relations[type_, key_of[str(head)], key_of[str(tail)]].append((number, plain(title)))
    return GoldDocument(
        path,
        page["source"],
        things.entities(),
        {triple: _relation(rows) for triple, rows in relations.items()},
        tuple(map(_article, page["articles"])),
    )


class _Things:
    """What the articles of a document say of each key."""

    def __init__(self) -> None:
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._names: dict[str, dict[str, None]] = defaultdict(dict)
        self._articles: dict[str, set[int]] = defaultdict(set)

    def add(self, key: str, kind: str, names: Sequence[str], article: int) -> None:
        self._kinds[key][kind] += 1
        self._names[key].update(dict.fromkeys([*names, key]))
        self._articles[key].add(article)

    def entities(self) -> dict[str, GoldEntity]:
        return dict(self._entities())

    def _entities(self) -> Iterator[tuple[str, GoldEntity]]:
        for key, kinds in self._kinds.items():
            names, articles = tuple(self._names[key]), frozenset(self._articles[key])
            kind = kinds.most_common(1)[0][0]
            yield key, GoldEntity(key, kind, names, frozenset(map(plain, names)) - {""}, articles)


def _relation(rows: Iterable[tuple[int, str]]) -> GoldRelation:
    kept = list(rows)
    return GoldRelation(tuple(title for _, title in kept), frozenset(number for number, _ in kept))


def _article(article: Mapping[str, Any]) -> GoldArticle:
    credits = {(plain(name), role) for field, role in BYLINES.items() for name in article.get(field) or []}
    return GoldArticle(str(article.get("title") or ""), frozenset(credits))
