"""An article's mentions as columns of numbers: where each stands, and as what.

A spot is a mention in the body (a stand-in such as 公司 is one, too); a thing is all that has one (type,
name). Columns, not objects, since the pairs of spots are looked at by the thousand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.statements.learned.vocabulary import KIND_NUMBER, TYPE_NUMBER, governor_class
from kg.extract.statements.structure import commonest
from kg.extract.statements.subjects import DATELINE, Reading

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float32]
NONE = -1
MOST_LISTED = 8  # longer lists count as this long
ASIDE = re.compile(r"[（(][^（()）]{0,80}[)）]")
MARKS = "“”《》‘’"
LATE = 10**6  # first offset of what stands only in the title


@dataclass(frozen=True, slots=True)
class Things:
    """The things of an article: columns by number of thing."""

    keys: tuple[tuple[str, str], ...]  # (type, name)
    type: Ints
    kind: Ints
    count: Ints  # mentions
    titled: Ints  # named in the title
    first: Ints  # offset of the first mention
    length: Ints  # characters of the longest form
    forms: tuple[frozenset[str], ...]  # as printed, without quotation marks
    regions: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Spots:
    """Columns by number of spot, in order of print."""

    mention: Ints  # index in Reading.mentions
    thing: Ints
    start: Ints
    end: Ints
    clause: Ints  # counted through the article
    sentence: Ints
    paragraph: Ints
    phrase: Ints  # counted through the article; NONE where it stands in none
    element: Ints
    governor: Ints
    traits: dict[str, Floats]  # small facts of each by name
    chain_of: Ints  # the spot of the person in whose posts a body stands
    clause_start: Ints
    clause_end: Ints
    clause_sentence: Ints
    sentence_end: Ints
    carried: Ints  # by clause: the phrase that is subject of the clauses before in its sentence
    carried_before: Ints  # by clause: the last subject of the sentences before in its paragraph


def find_things(reading: Reading) -> tuple[Things, Ints]:
    """The things of an article, and the thing of each mention."""
    numbers: dict[tuple[str, str], int] = {}
    thing_of = [numbers.setdefault((m.type, m.name), len(numbers)) for m in reading.mentions]
    size = len(numbers)
    titled, first = [0] * size, [LATE] * size
    kinds: list[list[str]] = [[] for _ in range(size)]
    forms: list[set[str]] = [set() for _ in range(size)]
    regions: list[set[str]] = [set() for _ in range(size)]
    count = [0] * size
    for mention, thing in zip(reading.mentions, thing_of, strict=True):
        count[thing] += 1
        if mention.in_title:
            titled[thing] = 1
        elif mention.start >= 0:
            first[thing] = min(first[thing], mention.start)
        kinds[thing].append(mention.subtype or mention.type)
        forms[thing].add(mention.name.strip(MARKS))
        if not mention.anaphor:
            forms[thing].add(mention.text.strip(MARKS))
        if mention.region:
            regions[thing].add(mention.region)
    keys = tuple(numbers)
    things = Things(
        keys=keys,
        type=_ints(TYPE_NUMBER[type_] for type_, _ in keys),
        kind=_ints(KIND_NUMBER.get(commonest(row), len(KIND_NUMBER) - 1) for row in kinds),
        count=_ints(count),
        titled=_ints(titled),
        first=_ints(first),
        length=_ints(max(map(len, row)) for row in forms),
        forms=tuple(frozenset(row - {""}) for row in forms),
        regions=tuple(frozenset(row) for row in regions),
    )
    return things, _ints(thing_of)


def find_spots(reading: Reading, thing_of: Ints) -> Spots:
    """The body's mentions, credited names aside, with what the reading knows of each."""
    mentions, text = reading.mentions, reading.article.text
    credited = {(credit.start, credit.end) for credit in reading.article.credits}
    used = [
        i
        for i, m in enumerate(mentions)
        if not m.in_title and m.start >= 0 and (m.start, m.end) not in credited
    ]
    used.sort(key=lambda i: (mentions[i].start, -mentions[i].end))
    start, end = _ints(mentions[i].start for i in used), _ints(mentions[i].end for i in used)
    clauses = [(at, c) for at, s in enumerate(reading.sentences) for c in s.clauses]
    clause_start = _ints(c.span.start for _, c in clauses)
    clause = np.clip(np.searchsorted(clause_start, start, side="right") - 1, 0, None).astype(np.int32)
    clause_sentence = _ints(at for at, _ in clauses)
    sentence = clause_sentence[clause]
    paragraphs = _ints(s.span.paragraph for s in reading.sentences)
    phrases = _Phrases(reading, used)
    dateline = DATELINE.match(text)
    aside = np.zeros(len(text) + 1, np.float32)
    for match in ASIDE.finditer(text):
        aside[match.start() : match.end()] = 1
    traits = phrases.traits
    traits["nested"] = _floats(i not in reading.outer for i in used)
    traits["standin"] = _floats(i in reading.stands_for for i in used)
    traits["quoted"] = _floats(
        mentions[i].text[:1] in "“《‘" or text[mentions[i].start - 1 : mentions[i].start] in ("“", "《")
        for i in used
    )
    traits["aside"] = aside[start]
    traits["dateline"] = (end <= (dateline.end() if dateline else -1)).astype(np.float32)
    traits["followed_by_de"] = _floats(text[mentions[i].end : mentions[i].end + 1] == "的" for i in used)
    return Spots(
        mention=_ints(used),
        thing=thing_of[used].astype(np.int32),
        start=start,
        end=end,
        clause=clause,
        sentence=sentence,
        paragraph=paragraphs[sentence],
        phrase=phrases.phrase,
        element=phrases.element,
        governor=phrases.governor,
        traits=traits,
        chain_of=phrases.chain_of,
        clause_start=clause_start,
        clause_end=_ints(c.span.end for _, c in clauses),
        clause_sentence=clause_sentence,
        sentence_end=_ints(s.span.end for s in reading.sentences),
        carried=phrases.carried,
        carried_before=phrases.carried_before,
    )


class _Phrases:
    """What the noun phrases say of each spot."""

    def __init__(self, reading: Reading, used: list[int]) -> None:
        size = len(used)
        self._at = {index: spot for spot, index in enumerate(used)}
        self.phrase = np.full(size, NONE, np.int32)
        self.element = np.full(size, NONE, np.int32)
        self.chain_of = np.full(size, NONE, np.int32)
        self.governor = np.zeros(size, np.int32)
        names = ("subject", "attributive", "listed", "place_in_list", "modifier", "chained")
        self.traits = {name: np.zeros(size, np.float32) for name in names}
        subjects = self._read(reading)
        self._chain(reading, used)
        self.carried, self.carried_before = _carry(reading, subjects)

    def _read(self, reading: Reading) -> list[int]:
        """Fill in the columns; the number of each clause's first free phrase."""
        subjects: list[int] = []
        phrase_number = element_number = 0
        for sentence in reading.sentences:
            for clause in sentence.clauses:
                subject = NONE
                for phrase in clause.phrases:
                    free = not phrase.governor and not phrase.attributive
                    first = free and subject == NONE
                    if first:
                        subject = phrase_number
                    governor = governor_class(phrase.governor, phrase.governed_by_verb)
                    size = min(len(phrase.elements), MOST_LISTED)
                    for place, element in enumerate(phrase.elements):
                        for index in (element.head, *element.modifiers):
                            spot = self._at.get(index)
                            if spot is None:
                                continue
                            self.phrase[spot], self.element[spot] = phrase_number, element_number
                            self.governor[spot] = governor
                            self.traits["subject"][spot] = first
                            self.traits["attributive"][spot] = phrase.attributive
                            self.traits["listed"][spot] = size
                            self.traits["place_in_list"][spot] = min(place, MOST_LISTED)
                            self.traits["modifier"][spot] = index != element.head
                        element_number += 1
                    phrase_number += 1
                subjects.append(subject)
        return subjects

    def _chain(self, reading: Reading, used: list[int]) -> None:
        for person, chain in reading.chains.items():
            spot = self._at.get(person)
            if spot is None:
                continue
            self.traits["chained"][spot] = 1
            other = spot - 1
            while other >= 0 and reading.mentions[used[other]].start >= chain.start:
                self.chain_of[other] = spot
                other -= 1


def _carry(reading: Reading, subjects: list[int]) -> tuple[Ints, Ints]:
    """By clause: the subject phrase of the clauses before in the sentence, and of the sentences before."""
    here, before = [], []
    kept, at, paragraph = NONE, 0, NONE
    for sentence in reading.sentences:
        if sentence.span.paragraph != paragraph:
            kept, paragraph = NONE, sentence.span.paragraph
        last = NONE
        for _ in sentence.clauses:
            here.append(last)
            before.append(kept)
            if subjects[at] != NONE:
                last = subjects[at]
            at += 1
        kept = last if last != NONE else kept
    return _ints(here), _ints(before)


def _ints(values: object) -> Ints:
    return np.array(list(values), dtype=np.int32)  # type: ignore[call-overload]


def _floats(values: object) -> Floats:
    return np.array(list(values), dtype=np.float32)  # type: ignore[call-overload]
