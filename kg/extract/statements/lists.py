"""Noun phrases over mentions: modifiers joined to their head, heads joined into lists (A、B和C).

``云川市临溪区柳林街道党工委书记王某、主任李某`` is one phrase of two people; the bodies before them are
modifiers. What governs a phrase (在, 对, 由 …) and whether 的 follows it is kept with it, since that decides
whether it can be a subject.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.statements.clauses import Clause
from kg.extract.statements.grammar import Grammar
from kg.extract.statements.post_titles import PostChain
from kg.model import Mention

QUOTES = "“”\"'‘’「」『』"
ATTRIBUTIVE = re.compile(r"[”’」』]?(等[^，。、；,]{0,10})?的")
LIST_GAP = re.compile(r"(?:同志|先生|女士|等)?[、，,和及与]|以及")
MODIFIES, JOINS = "modifies", "joins"


@dataclass(frozen=True, slots=True)
class Source:
    """What phrases are read from. ``chains``: the posts before each person (by mention index);
    ``holder``: the person that a body within such a chain stands for.
    """

    text: str
    mentions: Sequence[Mention]
    grammar: Grammar
    chains: Mapping[int, PostChain]
    holder: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Element:
    """A head mention (index) and the mentions that modify it, in order of print."""

    head: int
    modifiers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A list of elements; ``governor`` is the preposition or verb right before it, or ""."""

    start: int
    end: int
    elements: tuple[Element, ...]
    governor: str
    governed_by_verb: bool
    attributive: bool

    @property
    def heads(self) -> tuple[int, ...]:
        """The mention indices of the listed things."""
        return tuple(e.head for e in self.elements)


def outermost(mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Indices of the body's mentions that lie inside no other, in order of print."""
    found: list[int] = []
    reach = -1
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, -mentions[i].end))
    for index in order:
        mention = mentions[index]
        if mention.in_title or mention.start < 0 or mention.end <= reach:
            continue
        if mention.start >= reach:
            found.append(index)
            reach = mention.end
    return tuple(found)


def find_phrases(source: Source, inside: Sequence[int], clause: Clause) -> tuple[Phrase, ...]:
    """The phrases of one clause. ``inside`` are the outermost mentions that lie in it, in order."""
    mentions = source.mentions
    elements: list[list[int]] = []
    joined: list[bool] = []
    for position, unit in enumerate(inside):
        link = link_of(source, inside[position - 1], unit) if position else ""
        if link == MODIFIES:
            elements[-1].append(unit)
        else:
            elements.append([unit])
            joined.append(link == JOINS)
    groups: list[list[Element]] = []
    for chain, join in zip(elements, joined, strict=True):
        element = Element(chain[-1], tuple(chain[:-1]))
        if join and same_kind(mentions[groups[-1][-1].head], mentions[element.head]):
            groups[-1].append(element)
        else:
            groups.append([element])
    phrases: list[Phrase] = []
    for group in groups:
        phrases.append(phrase_of(source, group, clause, phrases[-1].end if phrases else clause.start))
    return tuple(phrases)


def link_of(source: Source, left: int, right: int) -> str:
    """How two neighbouring mentions hang together: modifies, joins, or not at all ("")."""
    one, other = source.mentions[left], source.mentions[right]
    person = source.holder.get(right, right)
    chain = source.chains.get(person) if one.type == "Person" else None
    gap = source.text[one.end : chain.start if chain else other.start]
    bare = gap.strip(QUOTES + " \n")
    if one.type == "Person":
        return JOINS if LIST_GAP.fullmatch(bare) and opens_name(source, right) else ""
    holder = source.holder.get(left)
    if holder is not None and (right == holder or source.holder.get(right) == holder):
        return MODIFIES
    if bare in source.grammar.separators:
        return JOINS
    if bare:
        return ""
    if one.type == other.type == "Initiative":
        return JOINS if gap or source.text[other.start] in "《“" else ""
    return "" if other.type == "Person" and one.type != "Organization" else MODIFIES


def opens_name(source: Source, unit: int) -> bool:
    """Is the mention a person, or the body in front of a person's post?"""
    return source.mentions[unit].type == "Person" or unit in source.holder


def same_kind(left: Mention, right: Mention) -> bool:
    """May the two stand in one list? Bodies and places may, people only with people."""
    return kind_of(left) == kind_of(right)


def kind_of(mention: Mention) -> str:
    """Organizations and places act alike in this genre (二七区、郑港办事处)."""
    return "Body" if mention.type in ("Organization", "Place") else mention.type


def phrase_of(source: Source, group: Sequence[Element], clause: Clause, after: int) -> Phrase:
    """Close a list: find what governs it, back to the phrase before (``after``), and whether 的 follows."""
    mentions, text = source.mentions, source.text
    head = group[0].head
    start = mentions[group[0].modifiers[0] if group[0].modifiers else head].start
    if head in source.chains:
        start = min(start, source.chains[head].start)
    end = mentions[group[-1].head].end
    before = text[max(clause.start, after) : start].rstrip(QUOTES + " \n")
    governor, by_verb = source.grammar.governor_of(before)
    mark = ATTRIBUTIVE.match(text, end)
    attributive = mark is not None and source.grammar.staff.match(text, mark.end()) is None
    return Phrase(start, end, tuple(group), governor, by_verb, attributive)
