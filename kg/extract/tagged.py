"""Names that no suffix gives away: brands and bodies that only the tagger knows (中国电建, 中新网)."""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.regions import is_everyday, leading_name
from kg.extract.segments import Segment
from kg.language.lac import Word

_TAGS = frozenset({"ORG", "nt"})
_LEAST = 0.7  # below this marginal, a suffixless ORG of the tagger is more often wrong than right


_NOT_ENDS = ("主任", "书记", "局长", "部长", "委员", "族", "人", "语", "节")


#: Offices without a known suffix that are no firms: 警务室, 督导处.
_OFFICIAL_ENDS = ("室", "处", "办")


def find_tagged(segment: Segment) -> list[Candidate]:
    """The tagger's organisations that end in no known suffix, and media by their short names."""
    found = []
    for word in segment.words:
        if word.tag in _TAGS:
            candidate = _organisation(word)
            if candidate is not None:
                found.append(candidate)
    return found


def _organisation(word: Word) -> Candidate | None:
    if word.tag not in _TAGS or len(word.text) < 2:
        return None
    if lexicon.suffix_at(word.text, len(word.text)) is not None:
        return None  # the name grammar decides
    if (
        word.confidence < _LEAST
        or is_everyday(word.text, 200)
        or word.text.endswith(_NOT_ENDS)
        or word.text in lexicon.words("not_bodies")
    ):
        return None
    region = leading_name(word.text)
    if region and is_everyday(word.text[len(region) :], 50):
        return None  # 上海发展
    return Candidate(
        word.start,
        word.end,
        "Organization",
        "GovernmentBody" if word.text.endswith(_OFFICIAL_ENDS) else "Company",
        "tagged-organisation",
        0.6 * word.confidence + 0.2,
        word.start,
    )
