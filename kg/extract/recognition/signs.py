"""What the grammar, the gazetteer and the word list see at each character, as named signs.

A sign is a name such as ``settled.Company.B``: the rules take this character for the beginning of a company.
The network learns what each is worth; one that it has never met is passed over. ``=项目`` stands for a word
of the dictionary, which the network knows by its vector.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.recognition.kinds import kind_of
from kg.extract.regions import known_regions
from kg.extract.segments import Segment
from kg.language.lac import Word
from kg.language.words import cut, dictionary

Sign = tuple[int, str]  # character, name

_OPENING = {"“": "quotes", "《": "titles", "(": "brackets", "（": "brackets"}
_CLOSING = {"”": "quotes", "》": "titles", ")": "brackets", "）": "brackets"}
_TELLING_MARKS = frozenset("、，。：“”《》（）()·-—")
_TELLING_TAGS = frozenset({"v", "vn", "p", "n", "ORG", "LOC", "nz"})


def signs_of(
    segment: Segment,
    candidates: Sequence[Candidate],
    settled: Sequence[Candidate],
    credited: Iterable[tuple[int, int]],
    counts: Mapping[str, int],
) -> Iterator[Sign]:
    """The signs of a segment.

    ``candidates`` is all that the finders proposed, ``settled`` what stood after overlaps were settled by
    rule, ``credited`` the stretches of names in a byline, ``counts`` how often each word is in the article.
    """
    yield from _of_candidates(candidates)
    yield from _of_settled(settled)
    for start, end in credited:
        for place, letter in _letters(start, end):
            yield place, f"credit.{letter}"
    for word in segment.words:
        yield from _of_word(segment, word, counts.get(word.text, 0))
    yield from _of_regions(segment.text)
    yield from _of_characters(segment)
    yield from _of_meanings(segment.text)


def _letters(start: int, end: int) -> Iterator[tuple[int, str]]:
    if end - start == 1:
        yield start, "S"
        return
    yield start, "B"
    for place in range(start + 1, end - 1):
        yield place, "I"
    yield end - 1, "E"


def _of_candidates(candidates: Sequence[Candidate]) -> Iterator[Sign]:
    for candidate in candidates:
        kind = kind_of(candidate.type, candidate.subtype)
        yield candidate.start, f"candidate.{kind}.B"
        yield candidate.end - 1, f"candidate.{kind}.E"
        if candidate.core != candidate.start:
            yield candidate.core, f"core.{kind}"
        for place in candidate.variants:
            yield place, f"variant.{kind}"


def _of_settled(settled: Sequence[Candidate]) -> Iterator[Sign]:
    for candidate in settled:
        kind = kind_of(candidate.type, candidate.subtype)
        sure = "high" if candidate.confidence >= 0.85 else "middle" if candidate.confidence >= 0.65 else "low"
        for place, letter in _letters(candidate.start, candidate.end):
            yield place, f"settled.{kind}.{letter}"
            yield place, f"rule.{candidate.rule}.{letter}"
            yield place, f"sure.{sure}.{kind}"


def _of_word(segment: Segment, word: Word, count: int) -> Iterator[Sign]:
    places = range(word.start, word.end)
    for place, letter in _letters(word.start, word.end):
        yield place, f"word.{word.tag}.{letter}"
    for name in _word_signs(word.text, word.tag, min(count, 4), _sureness(word.confidence)):
        for place in places:
            yield place, name
    suffix = lexicon.suffix_at(segment.text, word.end, word.start)
    if suffix is not None:
        kind = kind_of(suffix.type, suffix.subtype)
        yield word.end - 1, f"suffix.{kind}.{suffix.trust}"
        yield word.end - 1, f"suffix.{suffix.text}"
        for place in range(word.end - len(suffix.text), word.end):
            yield place, f"in-suffix.{kind}"


def _sureness(confidence: float) -> str:
    return "high" if confidence > 0.9 else "middle" if confidence > 0.6 else "low"


@functools.lru_cache(maxsize=1 << 16)
def _word_signs(text: str, tag: str, count: int, sure: str) -> tuple[str, ...]:
    """Signs that every character of a word bears."""
    often = dictionary()[0].get(text, 0)
    grade = min(5, int(math.log10(often + 1) + 1)) if often else 0
    found = [
        f"often.{grade}.{min(len(text), 5)}",
        f"count.{1 if count <= 1 else 2 if count < 4 else 4}",
        f"tagger.{sure}",
    ]
    if tag in _TELLING_TAGS:
        found.append(f"often.{tag}.{grade}")
    if text in lexicon.words("never_in_names"):
        found.append("never")
    if text in lexicon.words("generic_heads"):
        found.append("generic")
    if text in lexicon.posts():
        found.append("post")
    return tuple(found)


@functools.cache
def _longest_region() -> int:
    return max(map(len, known_regions()))


def _of_regions(text: str) -> Iterator[Sign]:
    regions, longest = known_regions(), _longest_region()
    start = 0
    while start < len(text):
        for end in range(min(len(text), start + longest), start + 1, -1):
            if text[start:end] in regions:
                for place, letter in _letters(start, end):
                    yield place, f"region.{letter}"
                start = end - 1
                break
        start += 1


def _of_characters(segment: Segment) -> Iterator[Sign]:
    within: list[str] = []
    for place, character in enumerate(segment.text):
        if character in _OPENING:
            within.append(_OPENING[character])
        if within:
            yield place, f"within.{within[-1]}"
        if within and _CLOSING.get(character) == within[-1]:
            within.pop()
        yield place, _character_sign(character)
        if segment.in_title:
            yield place, "title"


def _of_meanings(text: str) -> Iterator[Sign]:
    """``=word``: the dictionary's word over a character, whose vector tells what it means."""
    place = 0
    for word in cut(text):
        if not word.isspace():
            name = f"={word}"
            for within in range(place, place + len(word)):
                yield within, name
        place += len(word)


@functools.lru_cache(maxsize=1 << 13)
def _character_sign(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":
        return "character.han"
    if character.isdigit():
        return "character.digit"
    if character.isalpha():
        return "character.letter"
    return f"character.{character}" if character in _TELLING_MARKS else "character.mark"
