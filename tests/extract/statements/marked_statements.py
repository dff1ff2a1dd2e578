"""Articles for the tests: a text, and what is to be found in it by surface form."""

from __future__ import annotations

import re

from kg.extract.statements import find_declared
from kg.language.lac import Word
from kg.model import Article, Credit, Mention, Statement

# One letter pair for each kind, to keep the tables of cases readable.
KINDS = {
    "party": ("Organization", "PartyBody"),
    "gov": ("Organization", "GovernmentBody"),
    "office": ("Organization", "Office"),
    "community": ("Organization", "Community"),
    "company": ("Organization", "Company"),
    "school": ("Organization", "Institution"),
    "social": ("Organization", "SocialOrganization"),
    "media": ("Organization", "Media"),
    "person": ("Person", ""),
    "project": ("Project", ""),
    "district": ("Place", "District"),
    "site": ("Place", "Site"),
    "initiative": ("Initiative", ""),
}


def mentions_of(text: str, names: dict[str, str], *, in_title: bool = False) -> list[Mention]:
    """Every occurrence of every form; ``names`` maps a form to its kind, or to "kind=name"."""
    found = []
    for form, value in names.items():
        kind, _, name = value.partition("=")
        type_, subtype = KINDS[kind]
        for match in re.finditer(re.escape(form), text):
            found.append(
                Mention(
                    *match.span(),
                    form,
                    type_,
                    subtype,
                    name or form,
                    in_title=in_title,
                    anaphor=form[0] == "该",
                )
            )
    return found


def article_of(text: str, title: str = "", credits: tuple[Credit, ...] = ()) -> Article:
    """An article with an invented source."""
    return Article(id="a1", source="a.txt", number=1, title=title, text=text, credits=credits)


def words_of(text: str, lexicon: str = "投资 建设 顺利 支持 来到 召开") -> tuple[Word, ...]:
    """The words of the lexicon as verbs; every other character a word that tells nothing."""
    words = []
    at = 0
    while at < len(text):
        word = next((w for w in lexicon.split() if text.startswith(w, at)), text[at])
        words.append(Word(at, at + len(word), word, "v" if len(word) > 1 else "w", 1.0))
        at += len(word)
    return tuple(words)


def state(
    text: str, names: dict[str, str], *, title: str = "", credits: tuple[Credit, ...] = ()
) -> list[tuple[Statement, str, str]]:
    """The statements of a text, each with the names of its ends ("ARTICLE" for a byline's tail)."""
    mentions = mentions_of(text, names) + mentions_of(title, names, in_title=True)
    known = {m.name for m in mentions}
    mentions += [Mention(-1, -1, c.name, "Person", "", c.name) for c in credits if c.name not in known]
    mentions.sort(key=lambda m: (m.start, -m.end))
    statements = find_declared(article_of(text, title, credits), mentions, ())
    return [
        (s, mentions[s.head].name, "ARTICLE" if s.tail is None else mentions[s.tail].name) for s in statements
    ]


def triples(text: str, names: dict[str, str], **options: str) -> set[tuple[str, str, str]]:
    """(type, head, tail) of what the text states."""
    return {(s.type, head, tail) for s, head, tail in state(text, names, **options)}  # type: ignore[arg-type]
