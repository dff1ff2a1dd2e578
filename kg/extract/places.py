"""Places: divisions and zones (District), and roads, compounds, rivers, scenic spots (Site)."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.regions import is_division_name, is_known_region
from kg.extract.segments import Segment
from kg.language.lac import Word

#: An address to the door is one site: 颍河路166号院, 政通路与凤台路交叉口.
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:路|街|巷|大道|胡同)[0-9０-９]+(?:[—－\-–、][0-9]+)*号?(?:院|楼|小区)?"
)
_DOOR = re.compile(r"[路街巷道同][0-9０-９]")  # no address is without
_PLACE_TAGS = frozenset({"LOC", "ns", "ORG", "nz"})
_OFFICE_ENDS = ("街道", "镇", "乡", "苏木")


def find_places(segment: Segment) -> list[Candidate]:
    """Divisions and sites that the tagger marks as places, and addresses."""
    found = []
    for match in _ADDRESS.finditer(segment.text) if _DOOR.search(segment.text) else ():
        start = _address_start(segment, match)
        found.append(Candidate(start, match.end(), "Place", "Site", "address", 0.85, start))
    for word in segment.words:
        if word.tag in _PLACE_TAGS:
            candidate = _place(word)
            if candidate is not None:
                found.append(candidate)
    return found


_BUILT_AFTER = re.compile(
    r"^[^，。；、]{0,2}?(?:工程|改造|建设|拓宽|扩建|[东西南北]延|通车|开工|竣工|贯通|施工|动工|整治|提升|建成|改建|续建|新建|项目)"
)
_BUILT_BEFORE = re.compile(
    r"(?:建设|新建|改造|修建|扩建|打通|拓宽|改建|续建|开工|建成|建设了|建成了|打造|推进)$"
)


def is_being_built(segment: Segment, start: int, end: int) -> bool:
    """Is the road, bridge or park at ``[start, end)`` spoken of as one that is being planned or built?"""
    text = segment.text
    if not text[start:end].endswith(lexicon.endings("works")):
        return False
    return bool(
        _BUILT_AFTER.match(text[end : end + 10]) or _BUILT_BEFORE.search(text[max(0, start - 6) : start])
    )


def as_project(segment: Segment, candidate: Candidate) -> Candidate:
    """A site that is being built is a project: 新建柳林大道, 东风路拓宽改造."""
    site = candidate.subtype == "Site" and candidate.rule != "address"
    if site and is_being_built(segment, candidate.start, candidate.end):
        return replace(candidate, type="Project", subtype="", rule="work-being-built")
    return candidate


def _address_start(segment: Segment, match: re.Match[str]) -> int:
    """Where the road's own word starts (not 家住 in 家住东风路166号院)."""
    number = match.start() + re.search(r"[0-9０-９]", match.group()).start()  # type: ignore[union-attr]
    for word in segment.words:
        if word.start < number <= word.end:
            return max(word.start, match.start())
    return match.start()


def _place(word: Word) -> Candidate | None:
    text = word.text
    if text in lexicon.words("not_places") or len(text) < 2 or word.tag not in _PLACE_TAGS:
        return None
    if is_division_name(text) and not text.endswith(_OFFICE_ENDS):
        return Candidate(word.start, word.end, "Place", "District", "division", 0.9, word.start)
    if word.tag not in ("LOC", "ns"):
        return None
    suffix = lexicon.suffix_at(text, len(text))
    if suffix is not None and suffix.type != "Place":
        return None
    if is_known_region(text):
        return Candidate(word.start, word.end, "Place", "District", "division", 0.9, word.start)
    if suffix is not None and suffix.subtype == "Site" and len(text) > len(suffix.text):
        return Candidate(word.start, word.end, "Place", "Site", "tagged-place", 0.8, word.start)
    if (
        suffix is not None
        and suffix.subtype == "District"
        and suffix.text not in ("区", "市", "县", "省")
        and len(text) > len(suffix.text) + 1
    ):
        return Candidate(word.start, word.end, "Place", "District", "tagged-place", 0.8, word.start)
    if suffix is None and word.confidence >= 0.6:
        return Candidate(word.start, word.end, "Place", "", "tagged-place", 0.6, word.start)
    return None
