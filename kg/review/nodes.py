"""Which node of the graph a person means: by id or by name, never by a guess."""

from __future__ import annotations

from collections.abc import Sequence

from kg.decisions import normal_form
from kg.errors import KgError
from kg.lookup import find_entities
from kg.model import Entity
from kg.resolved import Resolved
from kg.show import cited
from kg.store import Store

_SHOWN = 20


class UnclearNodeError(KgError):
    """A name that is no node's, or several nodes'. The message lists them."""


def choose(name: str, resolved: Resolved, store: Store) -> Entity:
    """The node with this id or name. A name of one node beats the same word as an alias of others.

    Raises UnclearNodeError where that leaves none or several.
    """
    known = tuple(resolved.entities())
    wanted = normal_form(name)
    by_id = [entity for entity in known if entity.id == name.strip()]
    by_name = [entity for entity in known if normal_form(entity.name) == wanted]
    by_alias = [entity for entity in known if wanted in map(normal_form, (entity.label, *entity.aliases))]
    for found in (by_id, by_name or by_alias):
        if len(found) == 1:
            return found[0]
        if found:
            told = f"{name}: {len(found)} nodes are called so; give the id of one:"
            raise UnclearNodeError("\n".join([told, *_listed(found, resolved, store)]))
    like = find_entities(name, known)
    told = f"nothing is called {name}"
    if like.entities:
        raise UnclearNodeError("\n".join([f"{told}; like it:", *_listed(like.entities, resolved, store)]))
    raise UnclearNodeError("; like it: ".join(filter(None, [told, "、".join(like.suggestions)])))


def _listed(found: Sequence[Entity], resolved: Resolved, store: Store) -> list[str]:
    """Each in a line, with one of its articles under it: two people of one name differ in little else."""
    lines = []
    for entity in found[:_SHOWN]:
        lines.append(f"  {described(entity, resolved)}")
        first = min((mention.article for mention in resolved.mentions(entity.id)), default=None)
        if first is not None:
            lines += [f"    {cited(claim.article)}" for claim in store.claims([first])]
    if len(found) > _SHOWN:
        lines.append(f"  … and {len(found) - _SHOWN} more")
    return lines


def described(entity: Entity, resolved: Resolved) -> str:
    """A node in one line: e8fc77e66aa368a6  柏树林 · Person · 云川市 · 1 mention in 1 article."""
    mentions = resolved.mentions(entity.id)
    articles = len({mention.article for mention in mentions})
    parts = [entity.name, entity.subtype or entity.type]
    if entity.region and entity.region not in entity.name:
        parts.append(entity.region)
    parts.append(f"{counted(len(mentions), 'mention')} in {counted(articles, 'article')}")
    return f"{entity.id}  {' · '.join(parts)}"


def counted(number: int, what: str) -> str:
    """1 article, 2 articles."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
