"""Initiatives and projects that no pattern has given a body: theirs is the subject of the sentence.

Where a sentence names a campaign or a project without a trigger word of the tables beside it, the body
that acts in that sentence (or, left out there, in the ones before) is nearly always the one behind it.
These statements are the least sure, and say so in their confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.statements.modality import modality_of
from kg.extract.statements.patterns import Role
from kg.extract.statements.subjects import NOTHING, Found, Reading, find_subject, fits
from kg.model import Statement

# What an unclaimed thing is given, and what counts as having been claimed.
GIVEN = {"Initiative": "ORGANIZES", "Project": "UNDERTAKES"}
CLAIMS = {"Initiative": {"ORGANIZES", "PARTICIPATES_IN"}, "Project": {"UNDERTAKES", "SUPPORTS"}}
CONFIDENCE = 0.45
SURE = 0.8  # a thing that is itself doubtful is given no body by default
BODY = frozenset({"Organization", "District"})
# How far the acting body is carried: measured, carried bodies were mostly wrong for initiatives.
ROLES = {
    "Initiative": Role("subject", BODY, carry="none"),
    "Project": Role("subject", BODY, carry="none"),
}


def find_unclaimed(reading: Reading, stated: Sequence[Statement]) -> Iterator[Statement]:
    """ORGANIZES of initiatives and UNDERTAKES of projects that ``stated`` leaves without a body."""
    mentions = reading.mentions
    claimed = {
        (mentions[s.tail].type, mentions[s.tail].name)
        for s in stated
        if s.tail is not None and s.type in CLAIMS.get(mentions[s.tail].type, ())
    }
    for at, sentence in enumerate(reading.sentences):
        for clause_at, clause in enumerate(sentence.clauses):
            for phrase in clause.phrases:
                for tail in phrase.heads:
                    mention = mentions[tail]
                    key = (mention.type, mention.name)
                    if mention.type not in GIVEN or key in claimed:
                        continue
                    if mention.confidence < SURE:
                        continue
                    found = namesake(reading, tail)
                    if not found.heads:
                        found = find_subject(reading, at, clause_at, phrase.start, ROLES[mention.type])
                    for head in found.heads[:1]:
                        claimed.add(key)
                        text = reading.article.text
                        span = sentence.span
                        yield Statement(
                            type=GIVEN[mention.type],
                            head=head,
                            tail=tail,
                            start=span.start,
                            end=span.end,
                            evidence=text[span.start : span.end],
                            rule=f"unclaimed.{mention.type.lower()}",
                            confidence=round(CONFIDENCE * found.trust, 3),
                            modality=modality_of(
                                reading.outside_units(clause.span.start, phrase.start), reading.grammar
                            ),
                        )


def namesake(reading: Reading, tail: int) -> Found:
    """The body at the front of an initiative's own name (临溪区|第三届邻里节): it holds it."""
    mention = reading.mentions[tail]
    if mention.type != "Initiative":
        return NOTHING
    named = [
        (-other.end, index)
        for index, other in enumerate(reading.named)
        if other.start == mention.start
        and other.end < mention.end
        and not other.in_title
        and fits(other, BODY)
    ]
    return Found((min(named)[1],)) if named else NOTHING
