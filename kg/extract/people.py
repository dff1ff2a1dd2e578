"""Names of people: the tagger's, checked against surnames, and those that a post gives away."""

from __future__ import annotations

import functools
import re

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.segments import Segment
from kg.language.lac import Word

#: Transliterated and minority names: 阿布都·热合曼, 让-皮埃尔.
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・‧][\u4e00-\u9fff]{1,8})+")
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
#: 金大姐, 李奶奶, 王师傅: a surname and a form of address, where the text tells no given name.
_ADDRESS = (
    "大姐",
    "大妈",
    "大爷",
    "大叔",
    "阿姨",
    "奶奶",
    "爷爷",
    "先生",
    "女士",
    "师傅",
    "老师",
    "大哥",
    "婆婆",
    "大娘",
    "老汉",
)
#: Not names, though each character could be one (王某, 张某某; 小李 and 老张 name nobody).
_NOBODY = re.compile(r"某|^[小老]|们$")


_PERSON_TAGS = frozenset({"PER", "nr"})


@functools.cache
def _surname_lengths() -> tuple[int, ...]:
    return (2, 1)


def surname_of(name: str) -> str:
    """The surname a name starts with, or ""."""
    for length in _surname_lengths():
        if len(name) > length and name[:length] in lexicon.surnames():
            return name[:length]
    return ""


def is_person_name(text: str) -> bool:
    """Has the text the shape of a Chinese personal name (surname and one or two characters)?"""
    if _DOTTED.fullmatch(text):
        return True
    surname = surname_of(text)
    if not surname or not _HAN.match(text) or _NOBODY.search(text):
        return False
    return 1 <= len(text) - len(surname) <= 2


def find_people(segment: Segment) -> list[Candidate]:
    """People named in one sentence."""
    found = []
    posts, after_post = lexicon.posts(), False
    for index, word in enumerate(segment.words):
        if after_post or word.tag in _PERSON_TAGS:
            candidate = _tagged(segment, index, word) or _after_post(segment, index, word)
            if candidate is not None:
                found.append(candidate)
        after_post = word.text in posts
    for match in _DOTTED.finditer(segment.text):
        if _dotted_is_name(segment, match):
            found.append(_person(match.start(), match.end(), 0.8, "dotted-name"))
    return found


def _person(start: int, end: int, confidence: float, rule: str) -> Candidate:
    return Candidate(start, end, "Person", "", rule, confidence, start)


def _tagged(segment: Segment, index: int, word: Word) -> Candidate | None:
    if word.tag not in _PERSON_TAGS:
        return None
    text = word.text
    if text.endswith(_ADDRESS) and len(text) <= 4 and surname_of(text):
        return _person(word.start, word.end, 0.8, "form-of-address")
    if not is_person_name(text):
        return None
    if word.tag == "nr" and not _near_post(segment, index):
        return None
    if word.tag == "PER" and len(text) == 2 and word.confidence < 0.6 and not _near_post(segment, index):
        return None
    return _person(word.start, word.end, max(0.5, word.confidence), "tagged-person")


def _near_post(segment: Segment, index: int) -> bool:
    """Does a post or a form of address stand next to the word (in a list: next to the list)?"""
    words = segment.words
    before = index - 1
    while before >= 0 and (words[before].tag == "PER" or words[before].text in ("、", " ", "和", "，")):
        if words[before].text == "，":
            break
        before -= 1
    if before >= 0 and _is_post(words[before].text):
        return True
    return index + 1 < len(words) and _is_post(words[index + 1].text)


def _is_post(text: str) -> bool:
    return (
        text in lexicon.posts()
        or text in ("同志", "先生", "女士", "记者", "通讯员")
        or (
            len(text) > 2
            and any(
                text.endswith(post) for post in ("书记", "主任", "局长", "部长", "主席", "经理", "董事长")
            )
        )
    )


def _after_post(segment: Segment, index: int, word: Word) -> Candidate | None:
    """A word that the tagger took for something else, but that stands where only a name can: 书记黎明."""
    if word.tag in ("PER", "w", "v", "p", "c", "u", "d", "r", "m") or not 2 <= len(word.text) <= 3:
        return None
    if index == 0 or segment.words[index - 1].text not in lexicon.posts() or not is_person_name(word.text):
        return None
    follower = segment.words[index + 1].tag if index + 1 < len(segment.words) else "w"
    if follower not in ("v", "w", "d", "p", "vd", "c"):
        return None
    return _person(word.start, word.end, 0.6, "name-after-post")


def _dotted_is_name(segment: Segment, match: re.Match[str]) -> bool:
    """A dotted string counts as a name when the tagger sees a person in it (not 美丽中国·青春行动)."""
    inside = [w for w in segment.words if w.start < match.end() and w.end > match.start()]
    names = [w for w in inside if w.text not in "·•・‧"]
    return any(w.tag in ("PER", "nr") for w in names) and all(
        w.tag in ("PER", "nr", "nz", "xc", "LOC", "ns") for w in names
    )
