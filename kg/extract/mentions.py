"""From an article to its mentions: names proposed in every sentence, chosen, and led back to full names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.candidates import Candidate
from kg.extract.initiatives import find_initiatives
from kg.extract.known import find_known
from kg.extract.listed import find_listed, unproposed
from kg.extract.media import credited_media, find_media
from kg.extract.names import find_names
from kg.extract.naming import clean_name, name_mentions
from kg.extract.overlaps import settle
from kg.extract.people import find_people
from kg.extract.places import as_project, find_places
from kg.extract.recognition import Choice, Lattice, Proposal, Signs, chosen, signs_of
from kg.extract.repeats import with_repeats
from kg.extract.segments import Segment, segment
from kg.extract.shared_suffix import find_shared
from kg.extract.stems import with_abbreviations, with_stems
from kg.extract.tagged import find_tagged
from kg.language.lac import Word, word_of
from kg.language.sentences import LONGEST, split_sentences
from kg.model import Article, Mention

_ANAPHOR = re.compile(
    r"[该](?:公司|集团|企业|局|委|街道办事处|街道办|街道|办事处|社区|村|校|学校|医院|院|区|市|县|镇|乡|州|省|中心|队|项目|超市|银行|协会|园区)|[我本](?:省|市|区|县|州|镇|乡)(?![长委])"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with the tagger's words over its text, and its mentions, each named by its own text."""

    article: Article
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of a text, none longer than the tagger likes."""
    return [(s.start, s.end) for s in split_sentences(text, LONGEST) if text[s.start : s.end].strip()]


def texts_of(article: Article) -> list[str]:
    """What the tagger is to read of an article: the title, then its sentences."""
    return [article.title, *(article.text[start:end] for start, end in sentences_of(article.text))]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article with the tagger's words over its text, and what may be named in its title and sentences."""

    article: Article
    words: tuple[Word, ...]
    proposals: tuple[Proposal, ...]

    def signs(self) -> list[Signs]:
        """The recogniser's signs for each of :func:`texts_of`."""
        counts = Counter([text for part in self.proposals for _, _, text, _, _ in part.segment.words])
        return [
            signs_of(part.segment, part.candidates, part.settled, part.credited, counts, listed=part.listed)
            for part in self.proposals
        ]


def propose(article: Article, tagged: Sequence[tuple[Word, ...]]) -> Draft:
    """Find what one article may name. ``tagged`` are the tagger's words of :func:`texts_of`."""
    spans = sentences_of(article.text)
    segments = [segment(article.title, 0, True, tagged[0])]
    words: list[Word] = []
    for (start, end), row in zip(spans, tagged[1:], strict=True):
        segments.append(segment(article.text[start:end], start, False, row))
        words += [word_of((a + start, b + start, said, tag, sure)) for a, b, said, tag, sure in row]
    listed = find_listed(segments, article)
    proposals = (_propose_in(part, article, own) for part, own in zip(segments, listed, strict=True))
    return Draft(article, tuple(words), tuple(proposals))


def read(draft: Draft, lattices: Sequence[Lattice | None], choice: Choice) -> Reading:
    """Choose an article's mentions from what was proposed, by what the recogniser thinks of its sentences."""
    taken = chosen(draft.proposals, lattices, choice)
    found: list[Mention] = []
    for part, candidates in zip(draft.proposals, taken, strict=True):
        pointing = _anaphors(part.segment)
        candidates = [c for c in candidates if not any(_is_pointed_at(c, other) for other in pointing)]
        free = [c for c in pointing if _stands_free(c, candidates)]
        for candidate in sorted([*candidates, *free], key=lambda c: (c.start, -c.end)):
            found.extend(_as_mentions(candidate, part.segment))
    return Reading(draft.article, draft.words, tuple(with_stems(with_repeats(found, draft.article))))


def _is_pointed_at(candidate: Candidate, anaphor: Candidate) -> bool:
    """办事处 in 该办事处: not a name, but what the determiner points with."""
    return candidate.start == anaphor.start + 1 and candidate.end == anaphor.end


def _stands_free(anaphor: Candidate, others: Iterable[Candidate]) -> bool:
    return all(other.end <= anaphor.start or anaphor.end <= other.start for other in others)


def named(reading: Reading, home: Mapping[str, str]) -> tuple[Mention, ...]:
    """The mentions of a reading, each with the fullest name that its article and page allow, in order.

    ``home`` gives the page's leading division by level word (区 -> 临溪区), used where the article itself
    names none.
    """
    found = [*_body_before_title(reading.mentions), *credited_media(reading.article)]
    mentions = name_mentions(found, home)
    mentions = with_abbreviations(mentions, reading.article.text)
    mentions.extend(_credited(reading.article))
    mentions.sort(key=lambda m: (m.in_title, m.start < 0, m.start, -m.end, m.type, m.name))
    return tuple(_unique(mentions))


def _body_before_title(mentions: Sequence[Mention]) -> list[Mention]:
    """A title leans on its text: its short forms are led back to names that the text gives in full."""
    return [m for m in mentions if not m.in_title] + [m for m in mentions if m.in_title]


def _propose_in(part: Segment, article: Article, listed: Sequence[Candidate]) -> Proposal:
    candidates: list[Candidate] = []
    for finder in (
        find_names,
        find_people,
        find_places,
        find_initiatives,
        find_tagged,
        find_media,
        find_shared,
        find_known,
    ):
        candidates.extend(finder(part))
    candidates.extend(unproposed(listed, candidates))
    credited = _credited_in(part, article)
    candidates = [as_project(part, c) for c in candidates if not _in_byline(c, credited)]
    return Proposal(part, tuple(candidates), tuple(settle(candidates)), tuple(credited), tuple(listed))


def _credited_in(part: Segment, article: Article) -> list[tuple[int, int]]:
    """Where names of the byline stand in a segment."""
    if part.in_title:
        return []
    places = [(c.start - part.offset, c.end - part.offset) for c in article.credits if c.start >= 0]
    return [(start, end) for start, end in places if 0 <= start < end <= len(part.text)]


def _in_byline(candidate: Candidate, credited: Iterable[tuple[int, int]]) -> bool:
    """A credited name is taken from the byline itself, whatever the tagger makes of the characters."""
    return any(candidate.start < end and start < candidate.end for start, end in credited)


def _anaphors(part: Segment) -> list[Candidate]:
    return [
        Candidate(m.start(), m.end(), "Organization", "", "anaphor", 0.7, m.start(), anaphor=True)
        for m in _ANAPHOR.finditer(part.text)
    ]


def _as_mentions(candidate: Candidate, part: Segment) -> Iterable[Mention]:
    """The candidate, and the same name read from each of its later starts."""
    whole = part.text[candidate.start : candidate.end]
    region = part.text[candidate.start : candidate.core]
    starts = [candidate.start, *(s for s in candidate.variants if candidate.start < s < candidate.end - 1)]
    name = candidate.name or clean_name(whole)
    if candidate.type == "Person":
        name = whole.replace(" ", "")
    for start in starts:
        text = part.text[start : candidate.end]
        yield Mention(
            start=start + part.offset,
            end=candidate.end + part.offset,
            text=text,
            type=candidate.type,
            subtype=candidate.subtype,
            name=name,
            region=region,
            confidence=round(candidate.confidence, 3),
            rule=candidate.rule,
            in_title=part.in_title,
            anaphor=candidate.anaphor,
        )
    quoted = _INNER_QUOTE.search(whole)
    if quoted and candidate.type == "Initiative":
        start, end = (candidate.start + part.offset + edge for edge in quoted.span(1))
        confidence = round(candidate.confidence, 3)
        yield Mention(
            start, end, quoted[1], "Initiative", "", name, "", confidence, candidate.rule, part.in_title
        )


_INNER_QUOTE = re.compile(r"[“‘《「]([^“”‘’《》「」]+)[”’》」]")


def _credited(article: Article) -> list[Mention]:
    """A mention for every credited name."""
    found = []
    for credit in article.credits:
        if credit.start >= 0:
            text = article.text[credit.start : credit.end]
            found.append(Mention(credit.start, credit.end, text, "Person", "", credit.name, rule="byline"))
        else:
            found.append(Mention(-1, -1, credit.name, "Person", "", credit.name, rule="byline"))
    return found


def _unique(mentions: Iterable[Mention]) -> Iterable[Mention]:
    seen = set()
    for mention in mentions:
        key = (mention.in_title, mention.start, mention.end, mention.type, mention.name)
        if mention.start < 0 or key not in seen:
            seen.add(key)
            yield mention
