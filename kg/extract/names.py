"""Names by their grammar: [regions] [own name] [function] suffix.

A suffix (街道办事处, 科技局, 有限公司) says that a name ends here and what it names. The name is then
followed to the left over the words that names are made of, to where the sentence takes over.
"""

from __future__ import annotations

import re

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.judging import Span, is_this_level, judge
from kg.extract.regions import is_division_name, is_known_region
from kg.extract.segments import NAME_TAGS, Segment
from kg.language.lac import Word

_NOUNLIKE = frozenset({"n", "vn", "an", "s", "f", "xc", "a", "t", "q", "ad", "j"})
_PLACELIKE = frozenset({"LOC", "ns"})
_STRONG = frozenset({"ORG", "nt"})


def is_ordinal(text: str) -> bool:
    """第一, 七, 102: numbers as they stand in names."""
    return bool(text) and all(ch in "第一二三四五六七八九十百0123456789—-–" for ch in text)


def _may_extend(word: Word, following: Word, suffix: lexicon.Suffix) -> bool:
    """May ``word`` stand inside a name, directly left of ``following``?"""
    if suffix.trust == "level" and is_this_level(word.text):
        return True  # 该县|总工会
    if word.text in lexicon.words("never_in_names") or word.tag in ("w", "TIME", "p", "u", "d", "r"):
        return False
    if word.tag in NAME_TAGS:
        return True
    if word.tag in ("v", "vd"):
        return word.text in lexicon.words("verbs_in_names")
    if word.tag == "m":
        return is_ordinal(word.text)
    if word.tag == "c":
        return suffix.subtype in ("GovernmentBody", "PartyBody") and word.text in ("和", "与")
    return word.tag in _NOUNLIKE


_NO_LAST_WORD = frozenset({"w", "TIME", "PER", "p", "u"})


def find_names(segment: Segment) -> list[Candidate]:
    """Every name in the segment that ends in a known suffix at a word's end."""
    found = []
    text, ends = segment.text, lexicon.last_characters()
    for index, word in enumerate(segment.words):
        if text[word.end - 1] not in ends or word.tag in _NO_LAST_WORD or not word.text.strip():
            continue
        candidate = _name_ending_at(segment, index)
        if candidate is not None:
            found.append(candidate)
            found.extend(_owner_inside(segment, candidate))
    return found


_OWNED = re.compile(r"(?:省|市|区|县|州|旗)(?=委|政府|人民政府|人大|政协|纪委|监委|法院|人民法院|检察院)")


def _owner_inside(segment: Segment, candidate: Candidate) -> list[Candidate]:
    """The division of a committee or government that the tagger took for one word with it: 临溪区|委."""
    if candidate.subtype not in ("PartyBody", "GovernmentBody"):
        return []
    text = segment.text[candidate.core : candidate.end]
    match = _OWNED.search(text)
    if match is None or not is_division_name(text[: match.end()]):
        return []
    prefix = next((p for p in lexicon.endings("committee_prefixes") if text.startswith(p)), "")
    start, end = candidate.core + len(prefix), candidate.core + match.end()
    return [Candidate(start, end, "Place", "District", "owner-in-name", 0.9, start)]


def _left_edge(segment: Segment, index: int, suffix: lexicon.Suffix, suffix_start: int) -> int:
    """Index of the first word of the name that ends with word ``index``."""
    words = segment.words
    first = index
    while first > 0 and words[first].start > suffix_start:
        first -= 1
    if suffix.type == "Organization" and first > 0 and words[first - 1].text == "”":
        first = _before_quotes(segment, first)
    while first > 0 and _may_extend(words[first - 1], words[first], suffix):
        previous = words[first - 1]
        here = words[first]
        if previous.tag == "c" and _ends_a_body(segment, first - 2):
            break  # 宣传部和组织部 are two; 规划和自然资源局 is one
        if suffix.subtype == "Office" and previous.text.endswith(_OFFICE_ENDS):
            break  # a town is in no other town: 石桥镇|东城街道 are two
        if previous.tag in _PLACELIKE or is_division_name(previous.text):
            first -= 1
            continue
        if (here.tag in _PLACELIKE or is_division_name(here.text)) and here.start < suffix_start:
            break  # a region opens the name: what stands before it is the sentence
        if here.tag in _STRONG and previous.tag not in _STRONG and here.start < suffix_start:
            break
        if index - first >= 9:
            break
        first -= 1
    first = _to_opening(segment, first, suffix)
    return _with_prefix(segment, _trim(segment, first, index, suffix_start), suffix, suffix_start)


def _before_quotes(segment: Segment, first: int) -> int:
    """柳林社区|“红马夹”|服务队: a nickname in quotes is a part of the name."""
    words = segment.words
    for index in range(first - 2, max(-1, first - 7), -1):
        if words[index].text == "“":
            return index
        if words[index].tag == "w":
            break
    return first


_OFFICE_ENDS = ("镇", "乡", "街道", "办事处")


def _ends_a_body(segment: Segment, index: int) -> bool:
    if index < 0 or segment.words[index].tag in NAME_TAGS:
        return True
    found = lexicon.suffix_at(segment.text, segment.words[index].end, _run_start(segment, index))
    return found is not None and found.type == "Organization" and found.trust != "brand"


_WIDE = frozenset({"SocialOrganization", "Institution"})
_OPENINGS = ("国家", "中国", "全国", "世界", "国际")


def _to_opening(segment: Segment, first: int, suffix: lexicon.Suffix) -> int:
    """国家|果蔬保鲜增效技术联盟: verbs stand in such names, up to the word that opens them."""
    if suffix.subtype not in _WIDE:
        return first
    for index in range(first - 1, max(-1, first - 6), -1):
        word = segment.words[index]
        if word.text in _OPENINGS:
            return index
        if word.tag not in ("v", "vn", "n", "a", "vd", "nz") or word.text in lexicon.words("never_in_names"):
            break
    return first


_NOT_OPENING = frozenset("到在往赴回去从向和与为是有让对把将给及或等的了")


def _with_prefix(segment: Segment, first: int, suffix: lexicon.Suffix, suffix_start: int) -> int:
    """团|海南省委: the league and the parties set their name before the division's."""
    if (
        first
        and suffix.subtype == "PartyBody"
        and segment.words[first - 1].text in lexicon.words("committee_prefixes")
    ):
        return first - 1
    grown = 0
    while first and suffix.subtype in ("Office", "Community"):
        own = segment.words[first].start
        before = segment.words[first - 1]  # 来|榜镇: a town's name seldom has one character
        short = (
            suffix_start - own < (3 if grown else 2)
            and len(before.text) == 1
            and before.text not in _NOT_OPENING
        )
        if not short or before.tag not in ("v", "n", "a", "m", "s", "f", "q", "nr", "xc"):
            break
        first -= 1
        grown += 1
    return first


def _trim(segment: Segment, first: int, index: int, suffix_start: int) -> int:
    """Take from the left what cannot open a name: verbs, 和, generic words."""
    words = segment.words
    while first < index and words[first].end <= suffix_start:
        word = words[first]
        weak = word.tag in ("v", "vd", "c", "ad", "xc", "q") or (
            word.tag == "m" and not word.text.startswith("第")
        )
        if word.tag == "m" and words[first + 1].tag in _STRONG:
            weak = False
        if weak or word.text in lexicon.words("generic_heads"):
            first += 1
        else:
            break
    return first


def _name_ending_at(segment: Segment, index: int) -> Candidate | None:
    words = segment.words
    word = words[index]
    suffix = lexicon.suffix_at(segment.text, word.end, _run_start(segment, index))
    if suffix is None or suffix.type == "Initiative" or _goes_on(segment, index, suffix):
        return None
    suffix_start = word.end - len(suffix.text)
    first = _left_edge(segment, index, suffix, suffix_start)
    start = words[first].start
    core, variants = _split_regions(segment, first, index, suffix_start)
    return judge(Span(segment, suffix, start, core, word.end, variants, words[first : index + 1]))


def _run_start(segment: Segment, index: int) -> int:
    """Where the unbroken run of words before a punctuation mark starts."""
    while index > 0 and segment.words[index - 1].tag != "w":
        index -= 1
    return segment.words[index].start


_GOES_ON = frozenset("网委局厅部处所院校队站长化型类式性级内外")


def _goes_on(segment: Segment, index: int, suffix: lexicon.Suffix) -> bool:
    """Is the name only the beginning of a longer one or of another word (街道 in 街道路面)?"""
    end = segment.words[index].end
    following = segment.words[index + 1] if index + 1 < len(segment.words) else None
    if following is None or following.start != end or following.tag == "w":
        return False
    if suffix.text.endswith("工程") and following.text[0] in "技机学师院局部":
        return True
    return len(suffix.text) == 1 and following.text[0] in _GOES_ON and len(following.text) == 1


def _split_regions(
    segment: Segment, first: int, index: int, suffix_start: int
) -> tuple[int, tuple[int, ...]]:
    """Where the name proper starts behind its regions, and the starts between."""
    starts = [segment.words[first].start]
    if segment.words[first].text in lexicon.words("committee_prefixes"):
        return starts[0], ()
    position = first
    while position < index and segment.words[position].end <= suffix_start:
        word = segment.words[position]
        if not (word.tag in _PLACELIKE or is_division_name(word.text)):
            break
        if not (is_division_name(word.text) or is_known_region(word.text)):
            break
        if segment.words[position].end < suffix_start or position + 1 <= index:
            starts.append(segment.words[position].end)
        position += 1
    core = starts[-1]
    return core, tuple(starts[1:])
