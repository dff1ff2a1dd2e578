"""Names in a list that share one suffix: 柳林、东关、南湖三个社区 name three communities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.regions import is_everyday
from kg.extract.segments import NAME_TAGS, Segment
from kg.language.lac import Word

#: Kinds whose names are shared so; one-character kinds need the list.
_SHARED = {
    "企业": "Company",
    "公司": "Company",
    "商户": "Company",
    "银行": "Company",
    "乡镇、街道": "Office",
    "乡镇街道": "Office",
    "乡镇": "Office",
    "镇街": "Office",
    "社区": "Community",
    "村": "Community",
    "街道": "Office",
    "办事处": "Office",
    "镇": "Office",
    "乡": "Office",
}
#: What a member's full name ends in: 三个村 makes 东山 the village 东山村; 乡镇 leaves open which it is.
_WHOLE = {"行政村": "村", "乡镇、街道": "", "乡镇街道": "", "乡镇": "", "镇街": ""}
_TAIL = re.compile(
    r"等\s*(?:[0-9]+|[一二三四五六七八九十两百]+)?\s*余?多?[家个]?[\u4e00-\u9fff]{0,6}?(企业|公司|商户|银行)"
    r"|(?:等)?\s*(?:[0-9]+|[一二三四五六七八九十两]+)?\s*个?(乡镇、街道|乡镇街道|乡镇|镇街|社区|行政村|村|街道|办事处|镇|乡)(?![民级长路委])"
)


def find_shared(segment: Segment) -> list[Candidate]:
    """Members of lists whose last member is followed by 等7个社区, 三个镇, 社区."""
    found: list[Candidate] = []
    for match in _TAIL.finditer(segment.text):
        if not any(word.end == match.end() for word in segment.words):
            continue  # the suffix is the beginning of another word: 乡 in 乡村
        members = list(_members(segment, match.start()))
        counted = match.end() - match.start() > len(match[1] or match[2])
        if len(members) < 2 or not (counted or all(m.tag in NAME_TAGS for m in members)):
            continue
        found.extend(_shared(member, match[1] or match[2]) for member in members)
    return [*found, *_quoted_brands(segment)]


def _shared(member: Word, suffix: str) -> Candidate:
    subtype = _SHARED.get(suffix, "Community")
    name = member.text + (_WHOLE.get(suffix, suffix) if subtype != "Company" else "")
    start, end = member.start, member.end
    return Candidate(start, end, "Organization", subtype, "shared-suffix", 0.95, start, name=name)


#: “跑腿”“某某”等外卖平台: quoted names in a list that says they are companies.
_BRANDS = re.compile(r"((?:“[^“”]{2,8}”[、和及]?)+)等?[\u4e00-\u9fff]{0,6}?(?:平台|企业|公司|软件|网站|银行)")


def _quoted_brands(segment: Segment) -> list[Candidate]:
    found = []
    for match in _BRANDS.finditer(segment.text):
        for inner in re.finditer(r"“[^“”]{2,8}”", match[1]):
            start, end = match.start(1) + inner.start(), match.start(1) + inner.end()
            name = inner.group()[1:-1]
            if not is_everyday(name, 1) and not re.search(r"[0-9+＋一二三四五六七八九十]", name):
                found.append(Candidate(start, end, "Organization", "Company", "quoted-brand", 0.8, start))
    return found


def _members(segment: Segment, end: int) -> Iterator[Word]:
    """Walk left from ``end`` over name 、 name 、 name."""
    words = [w for w in segment.words if w.start < end]
    if words and words[-1].end > end:  # the tagger took 南王五个街道 for one name
        last = words.pop()
        words.append(Word(last.start, end, last.text[: end - last.start], last.tag, last.confidence))
    expected = end
    position = len(words) - 1
    while position >= 0:
        word = words[position]
        if not word.text.strip() or (word.end != expected):
            return
        joined = _join_left(words, position)
        if joined is None:
            return
        position, member = joined
        yield member
        if position == 0 or words[position - 1].text not in ("、", "，", "和", "及"):
            return
        expected = words[position - 1].start
        position -= 2


def _join_left(words: list[Word], position: int) -> tuple[int, Word] | None:
    """The member that ends with word ``position``: one word, or two short ones that the tagger parted."""
    word = words[position]
    if _may_be_member(word):
        return position, word
    if (
        position
        and len(word.text) + len(words[position - 1].text) <= 5
        and words[position - 1].tag in ("n", "s", "f", "ns", "LOC", "a", "nr")
    ):
        before = words[position - 1]
        if before.end == word.start and before.text not in lexicon.words("never_in_names"):
            return position - 1, Word(
                before.start, word.end, before.text + word.text, "n", min(before.confidence, word.confidence)
            )
    return None


def _may_be_member(word: Word) -> bool:
    if not 2 <= len(word.text) <= 5 or word.tag == "w" or word.text in lexicon.words("generic_heads"):
        return False
    suffix = lexicon.suffix_at(word.text, len(word.text))
    if suffix is not None and suffix.type in ("Organization", "Initiative") and suffix.trust != "brand":
        return False  # it has a suffix of its own
    if word.tag in NAME_TAGS:
        return True
    return word.tag in ("n", "s", "f", "vn", "a", "xc", "j") and not is_everyday(word.text, 300)
