"""Names of people as bylines print them: spaced out, run together, with a middle dot."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice

HAN = "㐀-鿿豈-﫿"
# A minority name transliterated in two parts: 阿布都·热合曼. The dot comes in many code points.
DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・‧．][{HAN}]{{1,8}})+")
# Share of full names by number of given-name characters after a single surname, and after a compound one
# (orders of magnitude from the Ministry of Public Security's annual name reports).
GIVEN = {1: 0.17, 2: 0.80, 3: 0.0002}
GIVEN_AFTER_COMPOUND = {1: 0.4, 2: 0.6}
STRANGER = math.log(1e-6)  # log share of a surname that is in no table
_UNSEEN = 5  # added to how often each character was counted in given names
_COMMONEST, _OF_SURNAMES = 100, 0.3  # of the characters that are the commonest surnames so much is counted
MOST_STRANGERS = 1  # in names set without a space; what needs more is no list of people
_SHORTEST, _LONGEST = 2, 4  # characters of a name
# Characters that never stand in a given name, and so end a candidate.
NEVER_IN_NAMES = frozenset("的了在是和与及把被还就这那我你他她它们")
# Two- to four-character words that follow 记者 in running text and start with a surname's character.
NOT_NAMES = frozenset(
    """
    昨日 今日 日前 近日 今天 昨天 明天 当日 当天 连日来 不久前 随后 今年 去年 上午 下午 晚上 中午 清晨
    于近日 于昨日 于今日 获悉 了解 了解到 经了解 从中 来到 走进 采访 看到 发现 随机 随同 应邀 都说 都是 连续
    通过 经过 通讯 通讯员 单位 方面 现场 报道 摄影 综合 综合报道 文字 图片 关注 部门 新闻
    调查 手记 观察 视点 走访 体验 探访 提问 连线 直击 暗访 帮忙 跑腿 专栏 走基层
    """.split()  # noqa: SIM905
)


@cache
def surnames() -> tuple[dict[str, float], dict[str, float]]:
    """Log shares of single and compound surnames; rank stands in for frequency (Zipf)."""
    text = resources.files("kg.data").joinpath("surnames.txt").read_text("utf-8")
    single_part, _, compound_part = text.partition("----")
    single = [line for line in single_part.split("\n") if line and not line.startswith("#")]
    total = sum(1 / (rank + 8) for rank in range(len(single)))
    ranked = {name: math.log(1 / (rank + 8) / total) for rank, name in enumerate(single)}
    return ranked, dict.fromkeys(compound_part.split(), math.log(0.0008))


def may_be_name(token: str) -> bool:
    """Whether nothing speaks against a token that stands where a name is due."""
    return not NEVER_IN_NAMES & set(token[1:]) and token not in NOT_NAMES


@cache
def _given() -> dict[str, float]:
    """Log shares of the characters of given names; "" stands for all that are in no table.

    The word list that was counted takes the second character of many compound surnames, and words that start
    like a surname, for parts of given names: the commonest surnames count less.
    """
    single, _ = surnames()
    common = frozenset(islice(single, _COMMONEST))
    text = resources.files("kg.data").joinpath("given_names.tsv").read_text("utf-8")
    rows = [(line[0], int(line[2:])) for line in text.splitlines()]
    counts = {character: count * (_OF_SURNAMES if character in common else 1) for character, count in rows}
    counts[""] = 0.0
    total = sum(counts.values()) + _UNSEEN * len(counts)
    return {character: math.log((count + _UNSEEN) / total) for character, count in counts.items()}


def _given_score(given: str) -> float:
    shares = _given()
    return sum(shares.get(character, shares[""]) for character in given)


def name_score(name: str) -> float | None:
    """Log likelihood of a Han string as a full name; None if it is not shaped like one."""
    if not may_be_name(name):
        return None
    single, compound = surnames()
    scores: list[float] = []
    for table, size, given in ((compound, 2, GIVEN_AFTER_COMPOUND), (single, 1, GIVEN)):
        share = given.get(len(name) - size)
        if name[:size] in table and share:
            scores.append(table[name[:size]] + math.log(share) + _given_score(name[size:]))
    return max(scores, default=None)


def _stranger_score(name: str) -> float | None:
    """The same of a name whose surname is in no table."""
    share = GIVEN.get(len(name) - 1)
    if share is None or len(name) >= _LONGEST or not may_be_name(name):
        return None
    return STRANGER + math.log(share) + _given_score(name[1:])


def is_name(token: str) -> bool:
    """Whether the token is shaped like one person's name, surname known."""
    return bool(DOTTED.fullmatch(token)) or name_score(token) is not None


@dataclass(frozen=True, slots=True)
class _Cut:
    """Names that a beginning of the token is cut into, how likely, with how many unknown surnames."""

    score: float = 0.0
    names: tuple[str, ...] = ()
    strangers: int = 0


def split_names(token: str, *, strangers: bool = False) -> list[str] | None:
    """Names set without a space (王小华沈青 -> 王小华, 沈青): the likeliest cut; None if there is none.

    How likely a cut is follows from how common its surnames are, the lengths of its names, and their
    characters in given names: 刘毅寇|江泽 is none, since 寇 is a surname and hardly ever a given name.
    ``strangers`` allows one piece whose surname is in no table, at a price, where the context leaves no doubt
    that people are listed.
    """
    best: list[dict[int, _Cut]] = [{0: _Cut()}] + [{} for _ in token]
    for end in range(_SHORTEST, len(token) + 1):
        for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
            for cut in best[start].values():
                longer = _extended(cut, token[start:end], strangers=strangers)
                if longer is not None and _beats(longer, best[end].get(longer.strangers)):
                    best[end][longer.strangers] = longer
    found = max(best[-1].values(), key=lambda cut: cut.score, default=None) if token else None
    return list(found.names) if found else None


def _extended(cut: _Cut, name: str, *, strangers: bool) -> _Cut | None:
    score, unknown = name_score(name), 0
    if score is None and strangers and cut.strangers < MOST_STRANGERS:
        score, unknown = _stranger_score(name), 1
    return score if score is None else _Cut(cut.score + score, (*cut.names, name), cut.strangers + unknown)


def _beats(cut: _Cut, other: _Cut | None) -> bool:
    return other is None or cut.score > other.score
