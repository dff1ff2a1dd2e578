"""Names in a list that share one suffix: 柳林、东关、南湖三个社区 name three communities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.names import is_everyday
from kg.extract.segments import NAME_TAGS, Segment
from kg.language.lac import Word

#: Kinds whose names are shared so; one-character kinds need the list.
_SHARED = {"社区": "Community", "村": "Community", "街道": "Office", "办事处": "Office", "镇": "Office", "乡": "Office"}
_TAIL = re.compile(r"(?:等)?(?:[0-9]+|[一二三四五六七八九十两]+)?个?(社区|行政村|村|街道|办事处|镇|乡)(?![民级长路委])")


def find_shared(segment: Segment) -> list[Candidate]:
    """Members of lists whose last member is followed by 等7个社区, 三个镇, 社区."""
    found: list[Candidate] = []
    for match in _TAIL.finditer(segment.text):
        members = list(_members(segment, match.start()))
        if len(members) < 2:
            continue
        subtype = _SHARED.get(match[1], "Community")
        for member in members:
            found.append(
                Candidate(member.start, member.end, "Organization", subtype, "shared-suffix", 0.95, member.start)
            )
    return found


def _members(segment: Segment, end: int) -> Iterator[Word]:
    """Walk left from ``end`` over name 、 name 、 name."""
    words = [w for w in segment.words if w.end <= end]
    position = len(words) - 1
    expected = end
    while position >= 0:
        word = words[position]
        if word.end != expected or not _may_be_member(word):
            return
        yield word
        if position == 0 or words[position - 1].text not in ("、", "，", "和", "及"):
            return
        expected = words[position - 1].start
        position -= 2


def _may_be_member(word: Word) -> bool:
    if not 2 <= len(word.text) <= 5 or lexicon.suffix_at(word.text, len(word.text)) in (None,) and word.tag == "w":
        return False
    if word.tag in NAME_TAGS:
        return True
    return word.tag in ("n", "s", "f", "vn", "a", "xc", "j") and not is_everyday(word.text, 20)
