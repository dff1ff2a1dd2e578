"""Short names that lean on longer ones of the article: 柳林 of 柳林办事处, and what brackets explain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract import lexicon
from kg.extract.naming import clean_name
from kg.extract.recognition import RECOGNISED
from kg.model import Mention

#: 尼古拉·彼得罗夫(Nikolai Petrov): a foreigner's name in its own letters, of two capitalised words or more.
#: 总裁张三（CEO）, 李明(MIT) are none.
_LETTERED = r"[A-ZÀ-Þ](?:\.|[A-Za-zÀ-ž'’]*[a-zß-ž])"  # Petrov, McNeil, O'Neil, J.
_OWN_LETTERS = re.compile(
    rf"[（(](?=[^）)]{{3,41}}[）)])({_LETTERED}(?:(?:[ ·-]|(?<=\.))(?:{_LETTERED}|[a-z]{{1,3}}))+)[）)]"
)
#: 《…的决定》（以下简称《放权决定》）: the text itself gives the short form.
_SHORT_FORM = re.compile(r"[（(](?:以下)?(?:简称|下称)[:：]?[“《‘]?([^（）()“”《》‘’，。]{2,12})[”》’]?[）)]")


def with_stems(mentions: Sequence[Mention]) -> list[Mention]:
    """Lone names that are another name's own part become mentions of it; the other kindless places go."""
    linked = [_linked(mention, mentions) for mention in mentions]
    return [m for m in linked if m.type != "Place" or m.subtype]


def _linked(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    if mention.type == "Place" and mention.subtype == "Site":  # 东江 of 东江区 is no river
        owner = next((m for m in mentions if m.subtype == "District" and m.text[:-1] == mention.text), None)
    elif mention.rule == "tagged-person" and len(mention.text) <= 3:
        owner = _owner_of_stem(mention.text, mentions)
        if owner is None and len(mention.text) == 3:  # 柳林新|名片, where 柳林 is an office's own name
            owner = _owner_of_stem(mention.text[:2], mentions)
            mention = (
                mention if owner is None else replace(mention, text=mention.text[:2], end=mention.end - 1)
            )
    elif _is_lone(mention):
        owner = _owner_of_stem(mention.text, mentions)
    else:
        return mention
    return mention if owner is None else replace(_renamed(mention, owner), rule="stem")


def _is_lone(mention: Mention) -> bool:
    """A name whose end does not tell its kind: 柳林 as a place, or as what the recogniser made of it."""
    if mention.type == "Place":
        return mention.rule in ("tagged-place", RECOGNISED) and mention.subtype in ("", "Site")
    if mention.type != "Organization" or mention.rule != RECOGNISED:
        return False
    return lexicon.suffix_at(mention.text, len(mention.text)) is None


def _owner_of_stem(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The body whose own name this is (柳林 of 柳林办事处), if just one has it; its longest name counts."""
    if len(text) < 2:
        return None
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention.type not in ("Organization", "Project", "Place") or text not in mention.name:
            continue
        suffix = lexicon.suffix_at(mention.name, len(mention.name))
        if suffix is not None and mention.name[: -len(suffix.text)].endswith(text):
            found[mention.name] = mention
    if not found:
        return None
    longest = max(found, key=lambda name: (len(name), name))
    return found[longest] if all(longest.endswith(name) for name in found) else None


def with_abbreviations(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Give every mention of a short form that the text explains the full name."""
    found = list(mentions)
    full: dict[str, Mention] = {}
    ending: dict[int, list[Mention]] = {}
    for mention in mentions:
        if not mention.in_title:
            ending.setdefault(mention.end, []).append(mention)
    for pattern in (_SHORT_FORM, _OWN_LETTERS):
        for match in pattern.finditer(text):
            named = [
                m
                for m in ending.get(match.start(), ())
                if pattern is _SHORT_FORM or (m.type == "Person" and "·" in m.name)
            ]
            if named:
                owner = max(named, key=lambda m: (m.end - m.start, m.type))
                full[clean_name(match[1])] = owner
                start, end = match.span(1)
                found.append(replace(owner, start=start, end=end, text=match[1], rule="short-form"))
    return [_renamed(m, full[key]) if (key := clean_name(m.text)) in full else m for m in found]


def _renamed(mention: Mention, owner: Mention) -> Mention:
    return replace(mention, type=owner.type, subtype=owner.subtype, name=owner.name, region=owner.region)
