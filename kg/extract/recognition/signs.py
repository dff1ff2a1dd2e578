"""What the grammar, the gazetteer and the word list see at each character, as named signs.

A sign is a name such as ``settled.Company.B``: the rules take this character for the beginning of a company.
The network learns what each is worth; one that it has never met is passed over. ``=项目`` stands for a word
of the dictionary, which the network knows by its vector.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.recognition.kinds import kind_of
from kg.extract.regions import divisions_in
from kg.extract.segments import Segment
from kg.language.words import cut, dictionary

Sign = tuple[int, str]  # character, name
Names = tuple[str, ...]
WordKey = tuple[str, str, int, str]  # text, part of speech, how often in the article, how sure the tagger is

_OFTEN, _OFTEN_MOST = {0: 1, 1: 1, 2: 2, 3: 2}, 4  # how often a word is in the article, roughly
_OPENING = {"“": "quotes", "《": "titles", "(": "brackets", "（": "brackets"}
_CLOSING = {"”": "quotes", "》": "titles", ")": "brackets", "）": "brackets"}
_ANY_OPENING = re.compile("[" + "".join(_OPENING) + "]")
_TELLING_MARKS = frozenset("、，。：“”《》（）()·-—")
_SETS = 1 << 12  # sets of signs of each sort that are kept
_TELLING_TAGS = frozenset({"v", "vn", "p", "n", "ORG", "LOC", "nz"})


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a segment: those that its words bear wherever they stand, and those of this place.

    ``words`` cover the text without gaps; :func:`word_signs` and :func:`grade_signs` tell what they bear.
    """

    words: tuple[WordKey, ...]
    here: tuple[Sign, ...]

    def all(self) -> Iterator[Sign]:
        """Every sign by its character."""
        place = 0
        for text, tag, count, sure in self.words:
            for names in word_signs(text, tag):
                for name in (*names, *grade_signs(count, sure)):
                    yield place, name
                place += 1
        yield from self.here


def signs_of(
    segment: Segment,
    candidates: Sequence[Candidate],
    settled: Sequence[Candidate],
    credited: Iterable[tuple[int, int]],
    counts: Mapping[str, int],
    *,
    listed: Sequence[Candidate] = (),
) -> Signs:
    """The signs of a segment.

    ``candidates`` is all that the finders proposed, ``settled`` what stood after overlaps were settled by
    rule, ``credited`` the stretches of names in a byline, ``counts`` how often each word is in the article,
    ``listed`` the towns and villages that the gazetteer has near.
    """
    words = tuple(
        [
            (text, tag, _OFTEN.get(counts.get(text, 0), _OFTEN_MOST), _sureness(confidence))
            for _, _, text, tag, confidence in segment.words
        ]
    )
    here = [*_of_candidates(candidates), *_of_settled(settled), *_of_brackets(segment.text)]
    here += [
        (place, f"{one.rule}.{letter}") for one in listed for place, letter in _letters(one.core, one.end)
    ]
    here += [(place, f"credit.{letter}") for span in credited for place, letter in _letters(*span)]
    if segment.in_title:
        here += [(place, "title") for place in range(len(segment.text))]
    return Signs(words, tuple(here))


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
            for name in _settled_signs(kind, candidate.rule, sure, letter):
                yield place, name


@functools.lru_cache(maxsize=1 << 12)
def _settled_signs(kind: str, rule: str, sure: str, letter: str) -> tuple[str, str, str]:
    return f"settled.{kind}.{letter}", f"rule.{rule}.{letter}", f"sure.{sure}.{kind}"


def _of_brackets(text: str) -> Iterator[Sign]:
    opening = _ANY_OPENING.search(text)
    if opening is None:
        return
    within: list[str] = []
    for place in range(opening.start(), len(text)):
        character = text[place]
        if character in _OPENING:
            within.append(_OPENING[character])
        if within:
            yield place, f"within.{within[-1]}"
            if _CLOSING.get(character) == within[-1]:
                within.pop()


def _sureness(confidence: float) -> str:
    return "high" if confidence > 0.9 else "middle" if confidence > 0.6 else "low"


#: How often a word is in its article, and how sure the tagger is of it.
GRADES = tuple((count, sure) for count in (1, 2, 4) for sure in ("high", "middle", "low"))


def grade_signs(count: int, sure: str) -> tuple[str, str]:
    """The signs of every character of a word of this grade."""
    return f"count.{count}", f"tagger.{sure}"


def word_signs(text: str, tag: str) -> tuple[Names, ...]:
    """The signs of each character of a word, by the word alone."""
    return tuple(tuple(chain.from_iterable(sets)) for sets in word_sign_sets(text, tag))


def word_sign_sets(text: str, tag: str) -> list[list[Names]]:
    """The signs of each character of a word in sets, most of which are the same for many words."""
    everywhere = _everywhere(text, tag)
    letters = "S" if len(text) == 1 else "B" + "I" * (len(text) - 2) + "E"
    found = [
        [everywhere, _of_character(_character_sign(character), tag, letter)]
        for character, letter in zip(text, letters, strict=True)
    ]
    suffix = lexicon.suffix_at(text, len(text))
    if suffix is not None:
        kind = kind_of(suffix.type, suffix.subtype)
        found[-1].append((f"suffix.{kind}.{suffix.trust}", f"suffix.{suffix.text}"))
        for sets in found[-len(suffix.text) :]:
            sets.append((f"in-suffix.{kind}",))
    if len(text) > 1:
        for place, name in _of_regions(text):
            found[place].append((name,))
    _add_meanings(text, found)
    return found


def _everywhere(text: str, tag: str) -> Names:
    often = dictionary()[0].get(text, 0)
    grade = min(5, int(math.log10(often + 1) + 1)) if often else 0
    return (
        *_of_word(grade, min(len(text), 5), tag if tag in _TELLING_TAGS else ""),
        *[sign for sign, words in _listed() if text in words],
    )


@functools.cache
def _listed() -> tuple[tuple[str, frozenset[str]], ...]:
    """Words that bear a sign of their own."""
    never, generic = lexicon.words("never_in_names"), lexicon.words("generic_heads")
    return ("never", never), ("generic", generic), ("post", lexicon.posts())


@functools.lru_cache(maxsize=_SETS)
def _of_word(grade: int, length: int, telling_tag: str) -> Names:
    often = f"often.{grade}.{length}"
    return (often, f"often.{telling_tag}.{grade}") if telling_tag else (often,)


@functools.lru_cache(maxsize=_SETS)
def _of_character(sign: str, tag: str, letter: str) -> Names:
    return sign, f"word.{tag}.{letter}"


def _of_regions(text: str) -> Iterator[Sign]:
    for start, name in divisions_in(text):
        for place, letter in _letters(start, start + len(name)):
            yield place, f"region.{letter}"


def _add_meanings(text: str, found: Sequence[list[Names]]) -> None:
    """``=word``: the dictionary's word over a character, whose vector tells what it means."""
    place = 0
    for word in cut(text) if len(text) > 1 else (text,):
        names = (f"={word}",)
        for sets in found[place : place + len(word)]:
            sets.append(names)
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
