"""Common nouns that stand for a named thing: 街道 for 柳林街道, 公司 for the company named before.

The mention finder leaves them out, since they name nothing; sentences lean on them all the same
(柳林街道很忙。街道向X捐赠…). Here they are read as further, unnamed mentions of what they stand for; the
statements that they take part in are handed back to that mention.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.statements.grammar import any_of, read_table
from kg.language.lac import Word
from kg.model import Mention

ASPECT = "了过着"
ANYWHERE = 10**6
ENDS_PHRASE = "\n ，。；：“”！？、（）"


@dataclass(frozen=True, slots=True)
class StandInKind:
    """One row of ``schema/relations/standins.yaml``."""

    words: frozenset[str]
    kinds: frozenset[str]
    endings: tuple[str, ...]
    main: bool  # must it be the thing of its kind that the article names most?
    same_ending: bool  # must the name end with the word itself?
    first: bool  # the first such thing of the article, not the last one before
    earlier: bool  # of a sentence before its own
    after: tuple[str, ...]  # the words it must follow, where it is no noun (为|其)
    near: int  # how many characters back it may stand


@dataclass(frozen=True, slots=True)
class StandInTable:
    """``schema/relations/standins.yaml``, compiled."""

    kinds: dict[str, StandInKind]
    word: re.Pattern[str]
    before_tags: frozenset[str]
    before_verbs: frozenset[str]
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandIn:
    """An unnamed mention, and the index of the mention it stands for."""

    mention: Mention
    stands_for: int


@cache
def load_standin_table() -> StandInTable:
    """Read and compile the table. Raises SchemaError for a missing or broken one."""
    table = read_table("standins.yaml")
    kinds = {
        word: StandInKind(
            words=frozenset(row["words"]),
            kinds=frozenset(row["kinds"]),
            endings=tuple(row.get("endings", ())),
            main=bool(row.get("main", False)),
            same_ending=bool(row.get("same_ending", False)),
            first=bool(row.get("first", False)),
            earlier=bool(row.get("earlier", False)),
            after=tuple(row.get("after", ())),
            near=int(row.get("near", ANYWHERE)),
        )
        for row in table["standins"]
        for word in row["words"]
    }
    return StandInTable(
        kinds=kinds,
        word=re.compile(any_of(kinds)),
        before_tags=frozenset(table["before_tags"]),
        before_verbs=frozenset(table["before_verbs"]),
        not_before=tuple(table["not_before"]),
    )


def find_standins(
    text: str,
    mentions: Sequence[Mention],
    words: Sequence[Word],
    credited: Set[tuple[int, int]] = frozenset(),
) -> tuple[StandIn, ...]:
    """The stand-ins of the body whose thing is settled, in order of print.

    ``credited`` are the spans of the byline's names, which nothing in the text stands for.
    """
    table = load_standin_table()
    by_start = {word.start: position for position, word in enumerate(words)}
    by_end = {word.end for word in words}
    covered = {i for m in mentions if not m.in_title and m.start >= 0 for i in range(m.start, m.end)}
    found = []
    for match in table.word.finditer(text):
        start, end = match.span()
        position = by_start.get(start)
        if position is None or end not in by_end or start in covered or end - 1 in covered:
            continue
        kind = table.kinds[match.group()]
        if start - 1 in covered or "、" in (text[start - 1 : start], text[end : end + 1]):
            continue  # part of a name, or one of a list of kinds (商场、学校、医院)
        if text.startswith(table.not_before, end):
            continue
        if kind.after and not text.endswith(kind.after, 0, start):
            continue
        if position and not opens_phrase(table, text, words[position - 1], start):
            continue
        limit = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) if kind.earlier else start
        if (index := antecedent(kind, match.group(), mentions, limit, credited)) is not None:
            named = mentions[index]
            unnamed = replace(named, start=start, end=end, text=match.group(), in_title=False, anaphor=True)
            found.append(StandIn(unnamed, index))
    return tuple(found)


def opens_phrase(table: StandInTable, text: str, before: Word, start: int) -> bool:
    """May a noun phrase begin at ``start``, right after the word ``before``?"""
    if before.end < start or text[before.end - 1 : before.end] in ENDS_PHRASE:
        return True
    return before.tag in table.before_tags or before.text.rstrip(ASPECT) in table.before_verbs


def antecedent(
    kind: StandInKind, word: str, mentions: Sequence[Mention], start: int, credited: Set[tuple[int, int]]
) -> int | None:
    """The mention a word stands for: the last such thing named before the offset ``start``."""
    fitting = [
        index
        for index, mention in enumerate(mentions)
        if (mention.subtype in kind.kinds or mention.type in kind.kinds)
        and (mention.start, mention.end) not in credited
        and (not kind.endings or mention.name.endswith(kind.endings))
        and (not kind.same_ending or mention.name.rstrip("”").endswith(word))
    ]
    before = [i for i in fitting if mentions[i].in_title or 0 <= mentions[i].start < start]
    if not before:
        return None
    if kind.first:
        return min(before, key=lambda i: (mentions[i].in_title, mentions[i].start))
    last = max(before, key=lambda i: (not mentions[i].in_title, mentions[i].start, mentions[i].end))
    if not mentions[last].in_title and start - mentions[last].start > kind.near:
        return None
    counts = Counter((mentions[i].type, mentions[i].name) for i in fitting)
    named = counts[mentions[last].type, mentions[last].name]
    return last if not kind.main or named == max(counts.values()) else None
