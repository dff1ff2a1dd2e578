"""A sentence with its words cut the way names need them.

The tagger gives long words (区委书记, 航空港区党工委组织部): a post glued to its body, a chain of bodies
in one. Here they are cut into the pieces that names are built from.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract import lexicon
from kg.extract.regions import is_division_name, is_everyday, leading_region
from kg.language.lac import Word, word_of

#: The tagger's named-entity tags, and jieba-style proper nouns it uses beside them.
NAME_TAGS = frozenset({"PER", "LOC", "ORG", "nr", "ns", "nt", "nz", "nw"})
_CHAIR = "长"  # 部长, 局长: the body's last character is the post's first
_CHAIRED = frozenset("部局厅处科院校所站队社署行")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or the title): its text, where it stands, and its words with offsets into ``text``."""

    text: str
    offset: int
    in_title: bool
    words: tuple[Word, ...]


def segment(text: str, offset: int, in_title: bool, words: Iterable[Word]) -> Segment:
    """Cut the tagger's words of one sentence and wrap them up."""
    cut: list[Word] = []
    for word in words:
        start, _, whole, of_whole, sure = word
        pieces = _pieces_of(whole, of_whole)
        if pieces:
            cut.extend([word_of((start + a, start + b, said, tag, sure)) for a, b, said, tag in pieces])
        else:
            cut.append(word)
    if "(" in text or "（" in text:
        cut = _join_bracketed(cut)
    return Segment(text, offset, in_title, tuple(cut))


@functools.lru_cache(maxsize=32768)
def _pieces_of(text: str, tag: str) -> tuple[tuple[int, int, str, str], ...]:
    """The pieces of a word, as (start, end, text, tag); none where it stays whole."""
    pieces = _cut(Word(0, len(text), text, tag, 1.0))
    if len(pieces) == 1 and pieces[0].tag == tag:
        return ()
    return tuple((piece.start, piece.end, piece.text, piece.tag) for piece in pieces)


def _join_bracketed(words: list[Word]) -> list[Word]:
    """岭东大学 ( 云川 ) -> 岭东大学(云川): a place in brackets inside or behind an organisation's name."""
    joined: list[Word] = []
    index = 0
    while index < len(words):
        length = _bracketed_length(words, index)
        group = words[index : index + length]
        if length > 1:
            text = "".join(word.text for word in group)
            joined.append(Word(group[0].start, group[-1].end, text, "ORG", min(w.confidence for w in group)))
        else:
            joined.extend(group)
        index += length
    return joined


def _bracketed_length(words: list[Word], index: int) -> int:
    """How many words from ``index`` on are one name with a place in brackets; 1 where there is none.

    恒力 ( 云川 ) 装备 有限公司 goes on to the legal form; 岭东大学 ( 云川 ) ends with the bracket.
    """
    group = words[index : index + 4]
    if len(group) < 4 or group[1].text not in ("(", "（") or group[3].text not in (")", "）"):
        return 1
    if group[2].tag not in ("LOC", "ns") or group[0].tag in ("w", "v", "p", "u", "d", "c", "TIME", "PER"):
        return 1
    for length in range(5, min(9, len(words) - index + 1)):
        last = words[index + length - 1]
        if last.tag in ("w", "p", "u", "d", "c", "TIME", "PER"):
            break
        found = lexicon.suffix_at(last.text, len(last.text))
        if found is not None and found.text.endswith(("公司", "研究院", "研究所", "学院", "医院")):
            return length
    return 4 if group[0].tag in ("ORG", "nt", "nz", "LOC") else 1


def _cut(word: Word) -> list[Word]:
    """A word in the pieces that names are built from."""
    pieces = _cut_verb(word)
    if len(pieces) > 1:
        return [piece for part in pieces for piece in ([part] if part.tag in ("v", "p", "d") else _cut(part))]
    pieces = _cut_post(word)
    if len(pieces) == 1 and word.tag in ("ORG", "LOC", "nt", "ns"):
        return _cut_chain(word)
    return [piece for part in pieces for piece in (_cut_chain(part) if part.tag == "nt" else [part])]


def _piece(word: Word, start: int, end: int, tag: str) -> Word:
    return Word(word.start + start, word.start + end, word.text[start:end], tag, word.confidence)


#: Verbs between two bodies that the tagger took for one: 执法中队|联合|街道办事处.
_INNER_VERB = re.compile(r"联合|会同|组织|开展|召开|举办|邀请|携手|走进|协同|对接")


def _cut_verb(word: Word) -> list[Word]:
    """联合区劳动监察大队 -> 联合 | 区劳动监察大队: a verb that the tagger took into the name."""
    if word.tag not in ("ORG", "LOC", "nt", "ns"):
        return [word]
    if len(word.text) > 3 and word.text[0] in "向到在从为与和对是由" and is_division_name(word.text[1:]):
        return [_piece(word, 0, 1, "p"), _piece(word, 1, len(word.text), word.tag)]
    if (
        word.text[0] == "向"
        and len(word.text) > 3
        and word.tag == "ORG"
        and not is_everyday(word.text[:2], 1)
    ):
        return [_piece(word, 0, 1, "p"), _piece(word, 1, len(word.text), word.tag)]
    if word.tag == "ORG" and len(word.text) >= 8:
        for match in _INNER_VERB.finditer(word.text, 4, len(word.text) - 3):
            if lexicon.suffix_at(word.text, match.start()) is not None:
                tail = [
                    _piece(word, match.start(), match.end(), "v"),
                    _piece(word, match.end(), len(word.text), "ORG"),
                ]
                return [_piece(word, 0, match.start(), "ORG"), *tail]
    adverb = word.text[0] if word.text[0] in "正还又将已曾也" else ""
    if adverb and word.text[1:].startswith(tuple(lexicon.endings("verbs_before_names"))):
        return [_piece(word, 0, 1, "d"), _piece(word, 1, len(word.text), word.tag)]
    for verb in lexicon.endings("verbs_before_names"):
        rest = word.text[len(verb) :]
        if word.text.startswith(verb) and rest in lexicon.words("levels"):
            return [_piece(word, 0, len(verb), "v"), _piece(word, len(verb), len(word.text), "n")]
        if word.text.startswith(verb) and len(rest) >= 3 and lexicon.suffix_at(rest, len(rest)) is not None:
            return [_piece(word, 0, len(verb), "v"), _piece(word, len(verb), len(word.text), word.tag)]
    return [word]


def _cut_post(word: Word) -> list[Word]:
    """区委书记 -> 区委 | 书记; 宣传部长 -> 宣传部 | 长; 副区长 stays whole."""
    text = word.text
    if word.tag in ("PER", "LOC", "TIME", "w", "m") or len(text) < 3:
        return [word]
    if text[-1] in "讯电" and text[:-1].endswith(("报", "网", "社", "在线")) and len(text) > 3:
        return [_piece(word, 0, len(text) - 1, word.tag), _piece(word, len(text) - 1, len(text), "n")]
    if text.endswith(_CHAIR) and text[-2] in _CHAIRED and text[:1] != "副":
        body = lexicon.suffix_at(text, len(text) - 1)
        if body is not None and body.type == "Organization" and len(text) > 3:
            return [_piece(word, 0, len(text) - 1, "nt"), _piece(word, len(text) - 1, len(text), "n")]
    for start in range(1, len(text) - 1):
        if text[start:] in lexicon.posts():
            body = lexicon.suffix_at(text, start)
            if body is not None and body.type == "Organization" and (len(body.text) > 1 or start > 3):
                return [_piece(word, 0, start, "nt"), _piece(word, start, len(text), "n")]
    return [word]


def _cut_chain(word: Word) -> list[Word]:
    """航空港区党工委组织部 -> 航空港区 | 党工委 | 组织部: divisions and bodies inside one tagged name."""
    text = word.text
    cuts = chain_cuts(text)
    if not cuts:
        return [word]
    pieces = []
    start = 0
    for end in [*cuts, len(text)]:
        part = text[start:end]
        tag = "LOC" if end != len(text) and is_division_name(part) else word.tag
        if end == len(text) and word.tag == "LOC" and not is_division_name(part):
            tag = "LOC"
        pieces.extend(_cut_verb(_piece(word, start, end, tag)))
        start = end
    return pieces


_INNER_BODIES = frozenset(
    [
        "党委",
        "党工委",
        "区委",
        "市委",
        "县委",
        "省委",
        "州委",
        "党组",
        "组织部",
        "宣传部",
        "统战部",
        "政法委",
        "纪委",
        "街道办事处",
        "街道",
        "办事处",
        "社区",
        "人民政府",
        "政府",
        "管委会",
        "管理委员会",
        "管理处",
        "自然资源委",
    ]
)


#: A firm, bank or school and its branch: 恒丰银行|云川分行, 岭东大学|临溪分校.
_BRANCH = re.compile(
    r"(.{2,}(?:有限公司|集团|银行|大学|学院|医院|公司))(?=.{0,8}(?:分公司|子公司|分行|支行|分院|分校|营业部|事业部)$)"
)


@functools.lru_cache(maxsize=16384)
def chain_cuts(text: str) -> tuple[int, ...]:
    """Where one name ends inside a longer one: 武侯区玉林街道黉门街社区 -> [3, 7]."""
    branch = _BRANCH.match(text)
    if branch:
        return (branch.end(1),)
    opening = leading_region(text)
    cuts = [len(opening)] if opening else []
    start = len(opening)
    position = start + 2
    while position < len(text) - 1:
        rest = text[position:]
        if _opens_rest(rest) and (
            is_division_name(text[start:position]) or _is_inner_body(text[start:position], rest)
        ):
            position = _stretch_zone(text, start, position)
            if position >= len(text) - 1:
                break
            cuts.append(position)
            start = position
            position += 1
        position += 1
    return tuple(cuts)


def _stretch_zone(text: str, start: int, position: int) -> int:
    """Prefer 航空港区 to 航: a cut must not stand inside a longer zone name that starts at ``start``."""
    for end in range(len(text), position, -1):
        part = text[start:end]
        if part.endswith(lexicon.endings("zone_ends")) and is_division_name(part) and _opens_rest(text[end:]):
            return end
    return position


def _opens_rest(rest: str) -> bool:
    """Can a name go on with this? Not in the middle of 区委, 市场, 区域, 镇政府."""
    if not rest or rest[0] in "委场域政长内民级属直域际容辖划位界口中外":
        return rest.startswith(
            ("政府", "民政", "中心", "直属", "中级", "政协", "政法", "民宗", "中医", "口岸", "容")
        )
    return True


def _is_inner_body(text: str, rest: str) -> bool:
    found = lexicon.suffix_at(text, len(text))
    if found is None or found.type != "Organization":
        return False
    office = found.trust == "level" and len(found.text) >= 3 and len(text) >= len(found.text) + 2
    if found.text not in _INNER_BODIES and not office:
        return False
    after = lexicon.suffix_at(rest, len(rest))
    return after is not None
