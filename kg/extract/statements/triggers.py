"""The patterns at work: each trigger word in a clause, its head, its tail, and the statement they make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.statements.amounts import Amount, amounts_of, goes_on
from kg.extract.statements.lists import QUOTES, Phrase
from kg.extract.statements.modality import modality_of
from kg.extract.statements.patterns import Pattern, Role, Triggers
from kg.extract.statements.subjects import (
    NOTHING,
    Found,
    ReadClause,
    Reading,
    find_earlier_subject,
    find_later_subject,
    find_subject,
    fits,
    fitting,
    free,
)
from kg.model import Statement

LEAD = 4  # sentences in which an article says what event it reports
LONGEST_MASK = 4
SCENE = 2  # clauses back in which a place is set for what is done there
SCENE_TAIL = 4  # characters after the place in its clause (在X社区里，)
NOUN_TAGS = frozenset({"n", "nz", "nw"})
PAIRED = re.compile(r"[与和同]")
CARRIED = ("none", "sentence", "paragraph", "article")  # nearest first
MOST_PAIRS = 40  # a pattern that pairs more things than this in one clause has misread a list


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trigger stands: sentence, clause in it, offsets in the article."""

    sentence: int
    clause: int
    start: int
    end: int


def find_triggered(reading: Reading, triggers: Triggers) -> Iterator[Statement]:
    """Every statement that the patterns read out of the article."""
    text = reading.article.text
    for at, sentence in enumerate(reading.sentences):
        span = sentence.span
        for clause_at, clause in enumerate(sentence.clauses):
            said = text[clause.span.start : clause.span.end]
            for pattern in triggers.called_for(said, bool(clause.phrases)):
                if pattern.sentence_has and not pattern.sentence_has.search(text, span.start, span.end):
                    continue
                for start, end in occurrences(reading, clause, pattern):
                    yield from state(reading, pattern, Place(at, clause_at, start, end))


def occurrences(reading: Reading, clause: ReadClause, pattern: Pattern) -> Iterator[tuple[int, int]]:
    """The trigger words of a clause that stand outside its mentions."""
    text, start, end = reading.article.text, clause.span.start, clause.span.end
    if pattern.clause_has and not pattern.clause_has.search(text, start, end):
        return
    if pattern.clause_lacks and pattern.clause_lacks.search(text, start, end):
        return
    for match in pattern.trigger.finditer(text, start, end):
        if not reading.touches_unit(*match.span()) and not within_noun(reading, *match.span()):
            yield match.span()


def within_noun(reading: Reading, start: int, end: int) -> bool:
    """Is the trigger only part of a noun (总投资, 组织部)? By the table, and by the tagger's words."""
    text = reading.article.text
    for match in reading.grammar.masked.finditer(text, max(0, start - LONGEST_MASK), end + LONGEST_MASK):
        if match.start() <= start and end <= match.end():
            return True
    at = bisect_right(reading.word_starts, start) - 1
    if at < 0:
        return False
    word = reading.words[at]
    return (
        word.tag in NOUN_TAGS
        and word.start <= start
        and end <= word.end
        and word.end - word.start > end - start
    )


def state(reading: Reading, pattern: Pattern, place: Place) -> Iterator[Statement]:
    """The statements of one trigger: each head with each tail."""
    tails = fill(reading, pattern.tail, place)
    if not tails.heads:
        return
    acting = pattern.head
    if reading.article.text.startswith(
        "的", place.end
    ):  # 签约的X: who did it is not said before the sentence
        acting = replace(acting, carry=min(acting.carry, "sentence", key=CARRIED.index))
    heads = fill(reading, acting, place)
    if len(heads.heads) * len(tails.heads) > MOST_PAIRS:
        return
    text = reading.article.text
    span = reading.sentences[place.sentence].span
    clause = reading.sentences[place.sentence].clauses[place.clause].span
    attributes: dict[str, str] = {}
    if pattern.role_from_trigger:
        attributes["role"] = text[place.start : place.end]
    amounts: list[list[Amount]] | None = None
    if pattern.amount:
        more = any(goes_on(text, reading.mentions[one].end) for one in (*heads.heads, *tails.heads))
        amounts = amounts_of(text, clause.start, span.end, len(heads.heads), len(tails.heads), more=more)
    # Members of one list do nothing to each other; only agreements pair them.
    listed = () if pattern.relation == "COOPERATES_WITH" else clause_of(reading, place).phrases
    modality = modality_of(reading.outside_units(clause.start, place.start), reading.grammar)
    for giver, head in enumerate(heads.heads):
        for receiver, tail in enumerate(tails.heads):
            one, other = reading.mentions[head], reading.mentions[tail]
            if (one.type, one.name) == (other.type, other.name) or (listed and paired(listed, head, tail)):
                continue
            yield Statement(
                type=pattern.relation,
                head=head,
                tail=tail,
                start=span.start,
                end=span.end,
                evidence=text[span.start : span.end],
                rule=pattern.name,
                confidence=round(pattern.confidence * heads.trust * tails.trust, 3),
                modality=modality,
                attributes={**attributes, **amounts[giver][receiver]} if amounts else attributes,
            )


def clause_of(reading: Reading, place: Place) -> ReadClause:
    """The clause that the trigger stands in."""
    return reading.sentences[place.sentence].clauses[place.clause]


def paired(phrases: tuple[Phrase, ...], head: int, tail: int) -> bool:
    """Do the two stand in one list (甲、乙)?"""
    return any(head in phrase.heads and tail in phrase.heads for phrase in phrases)


def fill(reading: Reading, role: Role, place: Place) -> Found:
    """The mentions that stand where the role says."""
    clause = reading.sentences[place.sentence].clauses[place.clause]
    if role.place == "subject":
        return find_subject(reading, place.sentence, place.clause, place.start, role)
    if role.place == "object":
        return thinned(role, find_object(reading, role, place))
    if role.place in ("governed", "agent", "partner"):
        found = find_governed(reading, clause, role, place)
        if not found.heads and role.carry != "none":
            found = find_set_before(reading, role, place)
        return thinned(role, found)
    if role.place == "described":
        return find_described(reading, clause, role, place)
    if role.place == "theme":
        return find_theme(reading, clause, role, place)
    if role.place == "later_subject":
        here = find_subject(reading, place.sentence, place.clause, place.start, replace(role, carry="none"))
        return here if here.heads else find_later_subject(reading, place.sentence, place.clause, role)
    if role.place == "earlier_subject":
        return find_earlier_subject(reading, place.sentence, place.clause, role)
    if role.place == "event":
        main = find_main_event(reading, place)
        return main if main.heads else find_event(reading, place)
    if role.place == "main_event":
        return find_main_event(reading, place)
    if role.place in ("listed", "colisted"):
        found = find_listed(reading, clause, role, place)
        return Found(found.heads[:1] if role.place == "listed" else found.heads[1:], found.trust)
    return NOTHING


def thinned(role: Role, found: Found) -> Found:
    """Only the first thing, where the role wants one."""
    return found if role.many else Found(found.heads[:1], found.trust)


def find_object(reading: Reading, role: Role, place: Place) -> Found:
    """The first fitting phrase after the trigger that no preposition takes away.

    It is looked for in the trigger's clause; with ``carry: sentence`` also in the next ones, where nothing
    stands between (由甲主办，乙承办的|活动).
    """
    clauses = reading.sentences[place.sentence].clauses[place.clause :]
    for clause in clauses[: None if role.carry == "sentence" else 1]:
        for phrase in clause.phrases:
            if phrase.start < place.end or kept_apart(
                reading, phrase.start, max(place.end, clause.span.start)
            ):
                continue
            if phrase.attributive and not role.attributive:
                continue
            if heads := fitting(reading, phrase, role):
                return Found(heads)
    return NOTHING


def find_described(reading: Reading, clause: ReadClause, role: Role, place: Place) -> Found:
    """What a clause with 的 describes: the phrase right after the first attributive one (位于X的|Y)."""
    described = False
    for phrase in clause.phrases:
        if phrase.start < place.end:
            continue
        if described:
            return Found(fitting(reading, phrase, role)[:1])
        described = phrase.attributive
    return NOTHING


def kept_apart(reading: Reading, start: int, after: int) -> bool:
    """Does a preposition between trigger and phrase take the phrase away (召开|会议, but 召开|在X)?"""
    governor, by_verb = reading.grammar.governor_of(reading.article.text[after:start].rstrip(QUOTES + " "))
    return bool(governor) and not by_verb


def find_governed(reading: Reading, clause: ReadClause, role: Role, place: Place) -> Found:
    """The fitting phrase nearest to the trigger that one of the role's prepositions governs."""
    best: tuple[int, tuple[int, ...]] | None = None
    for phrase in clause.phrases:
        if phrase.governor not in role.prepositions or (phrase.attributive and not role.attributive):
            continue
        if role.before and phrase.end > place.start:
            continue
        if heads := fitting(reading, phrase, role):
            distance = min(abs(place.start - phrase.end), abs(phrase.start - place.end))
            if best is None or distance < best[0]:
                best = (distance, heads)
    return Found(best[1]) if best else NOTHING


def find_set_before(reading: Reading, role: Role, place: Place) -> Found:
    """The governed phrase that ends an earlier clause and sets the scene for this one (到X，|实地察看)."""
    clauses = reading.sentences[place.sentence].clauses
    for clause in reversed(clauses[max(0, place.clause - SCENE) : place.clause]):
        if not clause.phrases:
            continue
        last = clause.phrases[-1]
        if last.governor in role.prepositions and clause.span.end - last.end <= SCENE_TAIL:
            return Found(fitting(reading, last, role), 0.85)
        return NOTHING
    return NOTHING


def find_theme(reading: Reading, clause: ReadClause, role: Role, place: Place) -> Found:
    """The thing a verb without object is about (X开工): the last free fitting phrase before the trigger."""
    for phrase in reversed(clause.phrases):
        if phrase.end <= place.start and free(phrase) and (heads := fitting(reading, phrase, role)):
            return Found(heads)
    described = reading.article.text.startswith("的", place.end)  # 由甲主办的…: of what follows
    if role.carry != "none" and not described:
        return find_subject(reading, place.sentence, place.clause, place.start, role)
    return NOTHING


def find_event(reading: Reading, place: Place) -> Found:
    """The event that people are at: the last one (会, 活动 …) named in this sentence or the one before."""
    span = reading.sentences[max(0, place.sentence - 1)].span
    start, end = span.start, reading.sentences[place.sentence].span.end
    last: int | None = None
    for unit in reading.units:
        mention = reading.mentions[unit]
        if mention.start >= end:
            break
        if mention.start < start:
            continue
        if fits(mention, frozenset({"Initiative"})) and reading.grammar.event_name.search(mention.name):
            last = unit
    return Found((last,), 0.8) if last is not None else NOTHING


def find_main_event(reading: Reading, place: Place) -> Found:
    """The event that the article reports: held (举行, 召开) in one of its first sentences."""
    for sentence in reading.sentences[: min(place.sentence + 1, LEAD)]:
        for clause in sentence.clauses:
            whole = reading.article.text[clause.span.start : clause.span.end]
            if not reading.grammar.held.search(whole):
                continue
            for phrase in clause.phrases:
                for head in phrase.heads:
                    mention = reading.mentions[head]
                    if mention.type == "Initiative" and reading.grammar.meeting_name.search(mention.name):
                        return Found((head,), 0.8)
    return NOTHING


def find_listed(reading: Reading, clause: ReadClause, role: Role, place: Place) -> Found:
    """A list of two or more before the trigger that acts (甲与乙签约; 由甲和乙联合设立)."""
    if any(PAIRED.fullmatch(phrase.governor) for phrase in clause.phrases):
        return NOTHING  # 甲、乙与丙签约: they sign with the third, not with each other
    for phrase in clause.phrases:
        if phrase.end > place.start or phrase.attributive or phrase.governor not in ("", "由"):
            continue
        heads = fitting(reading, phrase, role)
        if len(heads) > 1:
            return Found(heads)
    found = find_subject(reading, place.sentence, place.clause, place.start, role)
    if len(found.heads) < 2:
        return NOTHING
    first, second = (reading.mentions[h] for h in found.heads[:2])
    between = reading.article.text[first.end : second.start]
    return found if PAIRED.search(between) else NOTHING  # a mere 、 pairs nobody from afar
