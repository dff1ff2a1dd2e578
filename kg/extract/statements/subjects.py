"""Who acts: the subject of a clause, written out or carried over from before.

Leaving out the subject is the normal case in this genre: the first clause names the office, the next ten
go on without it. A missing subject is taken from the earlier clauses of the sentence, then from the
sentences before in the paragraph, then it is the body that the article is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.statements.clauses import SENTENCE_END, Clause, Sentence, find_sentences
from kg.extract.statements.grammar import Grammar
from kg.extract.statements.lists import Phrase, Source, find_phrases, outermost
from kg.extract.statements.patterns import Role
from kg.extract.statements.post_titles import PostChain, before_names, read_chain
from kg.extract.statements.standins import find_standins
from kg.language.lac import Word
from kg.model import Article, Mention

# How much a carried subject is trusted, by how far it was carried.
TRUST = {"clause": 1.0, "sentence": 0.9, "paragraph": 0.75, "article": 0.6}
SENTENCES_BACK = 2
AGENT = "由"
FIRST_PERSON = re.compile(r"我们|我[司局委校院区县市镇乡]|咱们")
DATELINE = re.compile(r"[^，。；！？\n]{2,30}?(?:日|[社网报台])(?:电|讯|消息)")
SPEAKER_REACH = 3  # characters between a closing quote and the speaker's clause
# The tagger's parts of speech: what may stand between subject and verb, and what a subject is.
SKIPPED_TAGS = frozenset({"d", "ad", "TIME", "t", "c", "xc", "f", "m", "q"})
ACTS_FOR = frozenset(
    {"GovernmentBody", "Company", "Institution", "SocialOrganization", "Community", "Office"}
)
SUBJECT_TAGS = frozenset({"n", "nw", "nz", "ORG", "PER"})


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause with its noun phrases."""

    span: Clause
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its clauses read."""

    span: Sentence
    clauses: tuple[ReadClause, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read into phrases: what the patterns are matched against."""

    article: Article
    mentions: Sequence[Mention]
    words: Sequence[Word]
    grammar: Grammar
    units: tuple[int, ...]
    chains: Mapping[int, PostChain]
    sentences: tuple[ReadSentence, ...]
    outer: frozenset[int]  # every mention that lies inside no other
    stands_for: Mapping[int, int]  # stand-ins, which follow the named mentions: what they stand for
    ends: tuple[int, ...]  # where the sentences end
    unit_starts: Sequence[int]  # of ``units``, which follow each other
    unit_ends: Sequence[int]
    word_starts: Sequence[int]

    @property
    def named(self) -> Sequence[Mention]:
        """The mentions without the stand-ins."""
        return self.mentions[: len(self.mentions) - len(self.stands_for)]

    def touches_unit(self, start: int, end: int) -> bool:
        """Does a stretch of the text share a character with one of the units?"""
        following = bisect_right(self.unit_ends, start)
        return following < len(self.unit_starts) and self.unit_starts[following] < end

    def outside_units(self, start: int, end: int) -> str:
        """``text[start:end]`` with every name made a row of underscores: 希望小学 hopes nothing."""
        said = list(self.article.text[start:end])
        at = bisect_right(self.unit_ends, start)
        while at < len(self.unit_starts) and self.unit_starts[at] < end:
            first, last = max(start, self.unit_starts[at]), min(end, self.unit_ends[at])
            said[first - start : last - start] = "_" * (last - first)
            at += 1
        return "".join(said)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset of the text (the next one, between two)."""
        return min(bisect_right(self.ends, offset), len(self.ends) - 1)


@dataclass(frozen=True, slots=True)
class Found:
    """The mentions that fill a role, and how far that is to be trusted (a factor)."""

    heads: tuple[int, ...]
    trust: float = 1.0


NOTHING = Found(())


def read(article: Article, mentions: Sequence[Mention], words: Sequence[Word], grammar: Grammar) -> Reading:
    """Cut the article into sentences, clauses and phrases. Stand-ins follow the mentions given."""
    text = article.text
    credited = {(credit.start, credit.end) for credit in article.credits}
    standins = find_standins(text, mentions, words, credited)
    stands_for = {len(mentions) + n: standin.stands_for for n, standin in enumerate(standins)}
    mentions = (*mentions, *(standin.mention for standin in standins))
    dateline = DATELINE.match(text)
    outer = outermost(mentions)
    units = tuple(
        u
        for u in sorted(outer, key=lambda u: mentions[u].start)
        if not in_dateline(mentions[u], dateline) and (mentions[u].start, mentions[u].end) not in credited
    )
    chains = find_chains(text, mentions, units, grammar)
    holder = {
        unit: person
        for person, chain in chains.items()
        for unit in units
        if chain.start <= mentions[unit].start < mentions[person].start
    }
    source = Source(text, mentions, grammar, chains, holder)
    sentences = []
    names = {mentions[u].end for u in units if mentions[u].type == "Person"}
    unbroken = [
        (chain.start - (chain.start - 1 in names), mentions[person].end) for person, chain in chains.items()
    ]
    unit_starts, unit_ends = [mentions[u].start for u in units], [mentions[u].end for u in units]
    for sentence in find_sentences(text, [mentions[u] for u in units], unbroken):
        clauses = []
        for clause in sentence.clauses:
            first, past = bisect_left(unit_starts, clause.start), bisect_right(unit_ends, clause.end)
            clauses.append(ReadClause(clause, find_phrases(source, units[first:past], clause)))
        sentences.append(ReadSentence(sentence, tuple(clauses)))
    ends = tuple(sentence.span.end for sentence in sentences)
    return Reading(
        article=article,
        mentions=mentions,
        words=words,
        grammar=grammar,
        units=units,
        chains=chains,
        sentences=tuple(sentences),
        outer=frozenset(outer),
        ends=ends,
        stands_for=stands_for,
        unit_starts=unit_starts,
        unit_ends=unit_ends,
        word_starts=[word.start for word in words],
    )


def in_dateline(mention: Mention, dateline: re.Match[str] | None) -> bool:
    """Is it the place that the report was sent from (中新社云川12月18日电)? It acts in nothing."""
    return dateline is not None and mention.subtype == "District" and mention.end <= dateline.end()


def find_chains(
    text: str, mentions: Sequence[Mention], units: Sequence[int], grammar: Grammar
) -> dict[int, PostChain]:
    """The posts before each person's name, none reaching over a sentence's end or the name before."""
    before = before_names(text, mentions, grammar)
    chains: dict[int, PostChain] = {}
    floor = 0
    for unit in units:
        if mentions[unit].type != "Person":
            continue
        start = mentions[unit].start
        ends = [m.end() for m in SENTENCE_END.finditer(text, floor, start)]
        if chain := read_chain(before, start, max([floor, *ends])):
            chains[unit] = chain
        floor = mentions[unit].end
    return chains


def fits(mention: Mention, types: frozenset[str]) -> bool:
    """Is the mention of one of the types (or subtypes)? A paper acts only where a pattern names Media."""
    return mention.subtype in types or (mention.type in types and mention.subtype != "Media")


def fitting(reading: Reading, phrase: Phrase, role: Role) -> tuple[int, ...]:
    """The listed heads of the phrase that fit the role."""
    events = "Event" in role.types
    return tuple(
        head
        for head in phrase.heads
        if fits(mention := reading.mentions[head], role.types)
        or (events and mention.type == "Initiative" and reading.grammar.event_name.search(mention.name))
    )


def represented(reading: Reading, phrase: Phrase, role: Role) -> tuple[int, ...]:
    """The body that a person with a post acts for, where only bodies fit (局长X带队开展 -> the bureau).

    Not a party committee: its secretary is most often named for the place.
    """
    if "Person" in role.types or role.place != "subject" or not role.for_body:
        return ()
    chain = reading.chains.get(phrase.heads[0])
    bodies = [post.body for post in chain.posts if post.body is not None] if chain else []
    acting = [
        b for b in bodies if reading.mentions[b].subtype in ACTS_FOR and fits(reading.mentions[b], role.types)
    ]
    return tuple(acting[:1])


def free(phrase: Phrase) -> bool:
    """Can the phrase be a subject: nothing governs it, and it is no attribute?"""
    return not phrase.governor and not phrase.attributive


def first_subject(reading: Reading, clause: ReadClause, role: Role, before: int) -> tuple[int, ...]:
    """The first free fitting phrase of the clause that ends before the offset ``before``."""
    for phrase in clause.phrases:
        if phrase.end > before or not free(phrase):
            continue
        if heads := fitting(reading, phrase, role) or represented(reading, phrase, role):
            return heads
    return ()


def find_subject(reading: Reading, at: int, clause_at: int, trigger: int, role: Role) -> Found:
    """The subject for a trigger at offset ``trigger`` of clause ``clause_at`` of sentence ``at``."""
    sentence = reading.sentences[at]
    if heads := first_subject(reading, sentence.clauses[clause_at], role, trigger):
        return Found(heads, TRUST["clause"])
    clause = sentence.clauses[clause_at]
    if role.carry == "none" or has_own_subject(reading, clause, trigger):
        return NOTHING
    if role.place == "subject" and any(p.governor == AGENT and p.end <= trigger for p in clause.phrases):
        return NOTHING  # 由甲建设: nobody else is left out
    if speaker := find_speaker(reading, at, trigger, role):
        return Found(speaker, TRUST["paragraph"])
    if (found := find_earlier_subject(reading, at, clause_at, role)).heads:
        return found
    if role.carry == "sentence":
        return NOTHING
    for earlier in earlier_sentences(reading, at):
        for clause in earlier.clauses:
            if heads := first_subject(reading, clause, role, clause.span.end):
                return Found(heads, TRUST["paragraph"])
    if role.carry == "paragraph":
        return NOTHING
    return find_topic(reading, role)


def find_earlier_subject(reading: Reading, at: int, clause_at: int, role: Role) -> Found:
    """The subject of the nearest clause before in the sentence that has a fitting one."""
    for clause in reversed(reading.sentences[at].clauses[:clause_at]):
        if heads := first_subject(reading, clause, role, clause.span.end):
            return Found(heads, TRUST["sentence"])
    return NOTHING


def has_own_subject(reading: Reading, clause: ReadClause, trigger: int) -> bool:
    """Is there a common noun before the trigger that acts (各社区要|开展), so that nothing is left out?

    Walks back from the trigger over adverbs; a noun that no preposition governs is a subject.
    """
    before = before_governed(clause, trigger)
    first = bisect_left(reading.word_starts, clause.span.start)
    last = bisect_right(reading.words, before, first, key=lambda w: w.end)
    inside = reading.words[first:last]
    for position in range(len(inside) - 1, -1, -1):
        word = inside[position]
        if word.tag in SKIPPED_TAGS:
            continue
        if word.tag not in SUBJECT_TAGS or within_mention(reading, word):
            return False
        return not any(w.tag == "p" for w in inside[:position])
    return False


def before_governed(clause: ReadClause, trigger: int) -> int:
    """Where the phrase before the trigger begins, preposition and all (分馆|与X|共建); else the trigger."""
    for phrase in reversed(clause.phrases):
        if phrase.end <= trigger:
            governed = phrase.governor and not phrase.governed_by_verb and not phrase.attributive
            return phrase.start - len(phrase.governor) if governed else trigger
    return trigger


def within_mention(reading: Reading, word: Word) -> bool:
    """Does the word belong to a mention?"""
    return reading.touches_unit(word.start, word.end)


def find_later_subject(reading: Reading, at: int, clause_at: int, role: Role) -> Found:
    """The first free fitting phrase of the clauses that follow in the sentence."""
    for clause in reading.sentences[at].clauses[clause_at + 1 :]:
        if heads := first_subject(reading, clause, role, clause.span.end):
            return Found(heads, TRUST["sentence"])
    return NOTHING


def find_speaker(reading: Reading, at: int, trigger: int, role: Role) -> tuple[int, ...]:
    """Who speaks, for words of 我们 in a quotation whose speaker is named after it (“我们推进…。”X说).

    The first fitting phrase right behind the closing quote; a person stands for the body of their post.
    """
    text = reading.article.text
    opened = text.rfind("“", 0, trigger)
    closed = text.find("”", trigger)
    if (
        opened < 0
        or closed < 0
        or not FIRST_PERSON.search(text, opened, trigger)
        or text.find("”", opened, trigger) >= 0
        or "\n" in text[opened:closed]
    ):
        return ()
    for sentence in reading.sentences[at:]:
        for clause in sentence.clauses:
            if closed - 1 <= clause.span.start <= closed + SPEAKER_REACH:
                return first_subject(reading, clause, role, clause.span.end)
    return ()


def earlier_sentences(reading: Reading, at: int) -> Iterable[ReadSentence]:
    """The sentences just before, of the same paragraph, nearest first."""
    paragraph = reading.sentences[at].span.paragraph
    for sentence in reversed(reading.sentences[max(0, at - SENTENCES_BACK) : at]):
        if sentence.span.paragraph == paragraph:
            yield sentence


def find_topic(reading: Reading, role: Role) -> Found:
    """What the article is about, of the role's types: named in the title, else most often a free subject."""
    counts: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], int] = {}
    for mention in reading.mentions:
        if mention.in_title and fits(mention, role.types):
            counts[mention.type, mention.name] += 3
    for sentence in reading.sentences:
        for clause in sentence.clauses:
            for phrase in clause.phrases:
                for head in fitting(reading, phrase, role):
                    key = (reading.mentions[head].type, reading.mentions[head].name)
                    counts[key] += 2 if free(phrase) else 0
                    where.setdefault(key, head)
    ranked = sorted((-counts[key], index) for key, index in where.items() if counts[key] >= 4)
    return Found((ranked[0][1],), TRUST["article"]) if ranked else NOTHING
