"""Newspapers, agencies and sites: 《今日临溪》, 云川日报, 中新网 (by the dateline they open)."""

from __future__ import annotations

import re

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.segments import Segment

_ENDS = ("网", "报", "社", "在线", "频道", "电视台", "客户端", "广播", "融媒", "通讯社", "电台")
_TAGS = frozenset({"nz", "ORG", "nt", "n", "nw"})
#: What follows a medium's name when it reports: 中新网云川12月1日电, 云川日报记者, 云川网讯.
_REPORTS = re.compile(
    r"^(?:[^，。！？“”]{0,14}(?:电|讯|消息|报道)(?:[（(\s　，,：:“]|$)|.{0,4}(?:记者|通讯员|讯[（(\s　]|讯$))"
)


#: The medium that opens a dateline: 云川新闻网3月2日讯(记者…), 岭东都市网讯.
_DATELINE = re.compile(
    r"\s*([\u4e00-\u9fff]{2,10}?(?:网|报|社|在线|频道|电视台))(?=[^，。！？“”]{0,14}?(?:讯|电|消息|报道)[（(\s\u3000，：:“])"
)


def find_media(segment: Segment) -> list[Candidate]:
    """Media named in a sentence."""
    found = []
    match = _DATELINE.match(segment.text)
    if match and match[1] not in lexicon.words("not_media"):
        found.append(
            Candidate(match.start(1), match.end(1), "Organization", "Media", "dateline", 0.95, match.start(1))
        )
    for word in segment.words:
        if word.tag not in _TAGS or not _looks_like(word.text):
            continue
        opens = word.start == len(segment.text) - len(segment.text.lstrip())
        reports = bool(_REPORTS.match(segment.text[word.end :]))
        if reports or (
            word.tag in ("nz", "ORG", "nt", "nw") and len(word.text) >= 3 and word.confidence > 0.5
        ):
            confidence = 0.9 if reports and opens else 0.75
            found.append(
                Candidate(word.start, word.end, "Organization", "Media", "medium", confidence, word.start)
            )
    return found


def _looks_like(text: str) -> bool:
    return len(text) >= 2 and text.endswith(_ENDS) and text not in lexicon.words("not_media")
