"""Whether one name is a Chinese abbreviation of another, and how far-fetched that is.

A short name keeps, in order, of each word of the full one: all, the first character (投 of 投资), of a
function also the last (院 of 医院), or nothing where the word says little. Own names, ordinals and the
function itself are never left out. Each step has a cost; the least sum counts.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.divisions import gazetteer
from kg.matching.lexicon import short_heads, soft_heads
from kg.matching.parsed import Part, Role
from kg.matching.segmenting import numeral

FORBIDDEN = 9.0
MOST = 1.2  # a dearer reading is none

_FIRST = 0.15  # 投 of 投资
_FIRST_OWN = 0.45  # 宝 of 宝山
_FIRST_REGION = 0.3  # 郑 of 郑州
_LAST = 0.15  # 院 of 医院
_PREFIX = 0.2  # 妇幼 of 妇幼保健院
_EVERY_OTHER = 0.3  # 体彩 of 体育彩票
_PARENT = 1.0  # 公安局 in 公安局北岸分局
_FIELD = 1.2  # 体育 in 教育体育局
_TRADE_AT_END, _TRADE_BETWEEN = 0.25, 0.7
_UNIVERSITY_OF = 0.15  # 大学 in 清华大学附属中学
_BUREAU = 0.75  # 局 in 区财政局
_UNREAD_REGION = 0.75  # 云川 in 云川启光电子, where nothing says that it is a city
_LONG_BRAND = 0.4  # 海康威视 of 海康威视数码
_CHINA = 0.1  # 中国 in 中国移动
_LITTLE = {Role.FILLER: 0.0, Role.FORM: 0.05, Role.SYSTEM: 0.0}
_WEAK, _WEAK_ALONE = 0.2, 0.7


_BESIDES = frozenset({Role.FORM, Role.TRADE, Role.FILLER})
_FIELDS = frozenset({Role.TRADE, Role.CONTENT})
_At = tuple[int, bool]  # characters of the short name used up, and whether a field was left out


@dataclass(frozen=True, slots=True)
class Step:
    """One word of the full name, and what the short name keeps of it ("" for nothing)."""

    word: str
    kept: str


@dataclass(frozen=True, slots=True)
class Shortening:
    """How a short name comes of a full one. ``thin``: of single characters only, and hardly any."""

    cost: float
    steps: tuple[Step, ...]
    thin: bool

    def __str__(self) -> str:
        return " ".join(f"{step.word}→{step.kept or '∅'}" for step in self.steps)


def shortening(short: str, full: Sequence[Part]) -> Shortening | None:
    """The least far-fetched way to shorten the words ``full`` to ``short``; None if there is none.

    >>> str(shortening("建投公司", segment("建设投资有限公司")))
    '建设→建 投资→投 有限公司→公司'
    """
    if not short or not full:
        return None
    return _least(short, tuple(full))


@functools.lru_cache(maxsize=65536)
def _least(short: str, full: tuple[Part, ...]) -> Shortening | None:
    final = max((n for n, word in enumerate(full) if word.role in {Role.HEAD, Role.OFFICE}), default=-1)
    counted = any(word.role is Role.ORDINAL for word in full)
    company = any(word.role is Role.FORM for word in full)
    best: dict[_At, tuple[float, tuple[str, ...]]] = {(0, False): (0.0, ())}
    for number, word in enumerate(full):
        reached: dict[_At, tuple[float, tuple[str, ...]]] = {}
        bodies = any(later.role not in _BESIDES for later in full[number + 1 :])
        follows = full[number + 1].text if number + 1 < len(full) else ""
        of_body = any(part.role in {Role.HEAD, Role.OFFICE} for part in full[:number])
        behind = 0 <= final < number or any(part.role is Role.FORM for part in full[:number])
        place = _Place(number == final, counted, bodies, number < final, behind, follows, company, of_body)
        for (at, gap), (cost, kept) in best.items():
            for piece, dear in _ways(word, short[at:], place):
                total = cost + dear
                if gap and piece and word.role in _FIELDS:
                    total += _TRADE_BETWEEN - _TRADE_AT_END  # 中信证券 is not 中信|建投|证券
                state = (at + len(piece), gap or (not piece and word.role in _FIELDS))
                if total <= MOST and (state not in reached or total < reached[state][0]):
                    reached[state] = (total, (*kept, piece))
        best = reached
    found = [best[state] for state in ((len(short), False), (len(short), True)) if state in best]
    if not found:
        return None
    cost, kept = min(found)
    steps = tuple(Step(word.text, piece) for word, piece in zip(full, kept, strict=True))
    return Shortening(round(cost, 3), steps, _thin(short, full, kept))


def _thin(short: str, full: Sequence[Part], kept: Sequence[str]) -> bool:
    whole = any(piece == word.text and len(piece) >= 2 for word, piece in zip(full, kept, strict=True))
    counted = any(piece and word.role is Role.ORDINAL for word, piece in zip(full, kept, strict=True))
    return len(short) <= 2 and not whole and not counted and not _prefix_of_own(full, kept)


def _prefix_of_own(full: Sequence[Part], kept: Sequence[str]) -> bool:
    return any(word.role is Role.OWN and len(piece) >= 2 for word, piece in zip(full, kept, strict=True))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word stands: the function itself; with an ordinal about; before other words; before or after
    the function; the word that follows; in a company's name; behind another body's function.
    """

    is_function: bool
    counted: bool
    between: bool
    parent: bool
    behind: bool
    follows: str
    company: bool
    of_body: bool


def _ways(word: Part, rest: str, place: _Place) -> Iterator[tuple[str, float]]:
    """The pieces of a word that may start the rest of a short name, with their costs."""
    text, role = word.text, word.role
    if role is Role.ORDINAL:
        yield from _counts(text, rest)
        return
    if rest.startswith(text):
        yield text, 0.0
    yield "", _left_out(word, place)
    if role is Role.OFFICE and text.endswith(("局", "厅")) and len(text) >= 3 and rest.startswith(text[:-1]):
        yield text[:-1], _BUREAU
    if not rest or len(text) < 2 or role is Role.OFFICE:
        return
    if role is Role.OWN and text.startswith("中国") and len(text) >= 4 and rest.startswith(text[2:]):
        yield text[2:], _CHINA
    if rest[0] == text[0] and role is not Role.FILLER:
        yield rest[0], _first_character(word)
    if role is Role.HEAD and rest[0] == text[-1]:
        yield rest[0], _LAST
    if role is Role.FORM and text.endswith("公司") and rest.startswith("公司"):
        yield "公司", 0.0
    if role is Role.FORM and text.startswith("集团") and rest.startswith("集团"):
        yield "集团", 0.0
    if role is Role.HEAD:
        yield from ((form, _LAST) for form in short_heads().get(text, ()) if rest.startswith(form))
    if len(text) >= 3 and rest.startswith(text[:2]):
        yield text[:2], _PREFIX if role is not Role.OWN else _FIRST_OWN * 0.7
    if place.company and role is Role.OWN and len(text) >= 5 and rest.startswith(text[:4]):
        yield text[:4], _LONG_BRAND
    if place.company and role is Role.OWN and len(text) >= 4 and rest.startswith(text[2:]):
        yield text[2:], _UNREAD_REGION
    if len(text) >= 3 and role is Role.HEAD and rest.startswith(text[0] + text[-1]):
        yield text[0] + text[-1], _PREFIX
    if len(text) >= 4 and len(text) % 2 == 0 and rest.startswith(text[::2]):
        yield text[::2], _EVERY_OTHER


def _first_character(word: Part) -> float:
    if word.text == "中心":
        return FORBIDDEN  # 中医院 is no 中心医院
    if word.role is Role.OWN:
        if gazetteer().find(word.text):
            return _FIRST_REGION
        return _FIRST_OWN if len(word.text) == 2 else FORBIDDEN  # 宝 of 宝山; not 比 of 比亚迪
    return {Role.REGION: _FIRST_REGION, Role.FORM: FORBIDDEN}.get(word.role, _FIRST)


def _counts(text: str, rest: str) -> Iterator[tuple[str, float]]:
    """第六 -> 六, 第12 -> 十二: an ordinal is kept, in any figures."""
    for form in {text, numeral(text), text.removeprefix("第"), "第" + numeral(text)}:
        if rest.startswith(form):
            yield form, 0.0


def _left_out(word: Part, place: _Place) -> float:
    role = word.role
    if role in _LITTLE:
        return _LITTLE[role]
    if role is Role.REGION:
        return 0.05
    if word.text in {"中国", "国家"}:
        return _CHINA
    if role is Role.WEAK:
        return _WEAK if place.counted or not place.parent else _WEAK_ALONE
    if place.behind and role in {Role.TRADE, Role.CONTENT}:
        return FORBIDDEN  # 人民医院|骨科
    if role is Role.TRADE:
        return _TRADE_BETWEEN if place.between else _TRADE_AT_END
    if role is Role.CONTENT:
        if place.company:
            return _TRADE_BETWEEN if place.between else _TRADE_AT_END
        return _FIELD if place.between else 0.6
    if role in {Role.HEAD, Role.OFFICE}:
        if place.is_function:
            if place.of_body and word.text != "学校":
                return FORBIDDEN  # 红十字会|医院
            return soft_heads().get(word.text, FORBIDDEN)
        return _UNIVERSITY_OF if word.text.endswith("学") and place.follows.startswith("附属") else _PARENT
    return FORBIDDEN
