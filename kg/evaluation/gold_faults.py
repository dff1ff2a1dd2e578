"""What is wrong with a gold file, in words that say where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kg.ontology import ontology

# Not written under relations: they follow from the lists of names and the entities themselves.
_IMPLIED = {
    "REPORTED": "write the name under reporters or correspondents",
    "MENTIONED_IN": "every entity of an article is mentioned in it",
}
_OPTIONS = {"same"}


def page_faults(page: object, kinds: Collection[str]) -> Iterator[str]:
    """Every fault of a file's content; ``kinds`` are the entity types there are."""
    if not isinstance(page, Mapping):
        yield "expected a mapping with source and articles"
        return
    if not isinstance(page.get("source"), str) or not page["source"].strip():
        yield "source is missing: the name of the input file"
    articles = page.get("articles")
    if not isinstance(articles, list):
        yield "articles: expected a list"
        return
    for number, article in enumerate(articles, 1):
        if isinstance(article, Mapping):
            place = f"article {article.get('id', number)}"
            yield from (f"{place}: {fault}" for fault in _article_faults(article, kinds))
        else:
            yield f"article {number}: expected a mapping with title, entities and relations"


def _article_faults(article: Mapping[str, Any], kinds: Collection[str]) -> Iterator[str]:
    for field in ("entities", "relations", "reporters", "correspondents"):
        if not isinstance(article.get(field) or [], list):
            yield f"{field}: expected a list"
            return
    canonical: set[str] = set()
    others: dict[str, str] = {}
    for row in article.get("entities") or []:
        faults = list(_entity_faults(row, kinds))
        yield from (f"entity {_shown(row)}: {fault}" for fault in faults)
        names = [str(part) for part in row[1:] if _is_name(part)] if isinstance(row, list) else []
        canonical.update(names[:1])
        others |= dict.fromkeys(names[1:], names[0] if names else "")
    for row in article.get("relations") or []:
        yield from (f"relation {_shown(row)}: {fault}" for fault in _relation_faults(row, canonical, others))
    for field in ("reporters", "correspondents"):
        for name in article.get(field) or []:
            if not _is_name(name):
                yield f"{field}: {name!r} is no name"


def _entity_faults(row: object, kinds: Collection[str]) -> Iterator[str]:
    if not isinstance(row, list) or len(row) < 2:
        yield "expected [TYPE, name, other forms …]"
        return
    kind, *rest = row
    if not isinstance(kind, str) or kind not in kinds:
        yield f"unknown type {kind}; known: {', '.join(kinds)}"
    if isinstance(rest[-1], Mapping):
        *rest, options = rest
        if unknown := set(map(str, options)) - _OPTIONS:
            yield f"unknown option {', '.join(sorted(unknown))}; known: same"
        if "same" in options and not _is_name(options["same"]):
            yield f"same: {options['same']!r} is no name; write it in quotation marks"
    if not rest:
        yield "a name is missing"
    yield from (f"{name!r} is no name; write it in quotation marks" for name in rest if not _is_name(name))


def _relation_faults(row: object, canonical: Collection[str], others: Mapping[str, str]) -> Iterator[str]:
    if not isinstance(row, list) or len(row) not in (3, 4):
        yield "expected [TYPE, head, tail, {attributes}]"
        return
    type_, head, tail, *attributes = row
    if type_ in _IMPLIED:
        yield f"{type_} is not annotated: {_IMPLIED[type_]}"
    elif not isinstance(type_, str) or type_ not in ontology().relations:
        known = (name for name in ontology().relations if name not in _IMPLIED)
        yield f"unknown type {type_}; known: {', '.join(known)}"
    for end in (str(head), str(tail)):
        if end in others and end not in canonical:
            yield f"{end} is another form of {others[end]}: write that"
        elif end not in canonical:
            yield f"{end} is no entity of the article"
    if attributes and not isinstance(attributes[0] or {}, Mapping):
        yield "attributes: expected a mapping such as {title: 主任}"


def _is_name(value: object) -> bool:
    """Whether YAML read a text, number or date: any of them may be a name."""
    return value is not None and not isinstance(value, bool | list | Mapping) and bool(str(value).strip())


def _shown(row: object) -> str:
    return f"[{', '.join(map(str, row))}]" if isinstance(row, list) else repr(row)
