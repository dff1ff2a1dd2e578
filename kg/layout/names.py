"""Names of people as bylines print them: spaced out, run together, with a middle dot."""

from __future__ import annotations

import math
import re
from functools import cache
from importlib import resources

HAN = "㐀-鿿豈-﫿"
# A minority name transliterated in two parts: 阿布都·热合曼. The dot comes in many code points.
DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・‧．][{HAN}]{{1,8}})+")
# Share of full names by number of given-name characters after a single surname, and after a compound one
# (orders of magnitude from the Ministry of Public Security's annual name reports).
GIVEN = {1: 0.17, 2: 0.80, 3: 0.0002}
GIVEN_AFTER_COMPOUND = {1: 0.4, 2: 0.6}
STRANGER = -18.0  # log likelihood of a name whose surname is in no table
# Characters that never stand in a given name, and so end a candidate.
NEVER_IN_NAMES = frozenset("的了在是和与及把被还就这那我你他她它们")
# Two- to four-character words that follow 记者 in running text and start with a surname's character.
NOT_NAMES = frozenset(
    """
    昨日 今日 日前 近日 今天 昨天 明天 当日 当天 连日来 不久前 随后 今年 去年 上午 下午 晚上 中午 清晨
    于近日 于昨日 于今日 获悉 了解 了解到 经了解 从中 来到 走进 采访 看到 发现 随机 随同 应邀 都说 都是 连续
    通过 经过 通讯 通讯员 方面 现场 报道 摄影 综合 综合报道 文字 图片 关注 部门 新闻
    调查 手记 观察 视点 走访 体验 探访 提问 连线 直击 暗访 帮忙 跑腿 专栏 走基层
    """.split()  # noqa: SIM905
)


@cache
def _surnames() -> tuple[dict[str, float], dict[str, float]]:
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


def name_score(name: str) -> float | None:
    """Log likelihood of a Han string as a full name; None if it is not shaped like one."""
    if not may_be_name(name):
        return None
    single, compound = _surnames()
    scores: list[float] = []
    for surnames, size, given in ((compound, 2, GIVEN_AFTER_COMPOUND), (single, 1, GIVEN)):
        share = given.get(len(name) - size)
        if name[:size] in surnames and share:
            scores.append(surnames[name[:size]] + math.log(share))
    return max(scores, default=None)


def is_name(token: str) -> bool:
    """Whether the token is shaped like one person's name, surname known."""
    return bool(DOTTED.fullmatch(token)) or name_score(token) is not None


def split_names(token: str, *, strangers: bool = False) -> list[str] | None:
    """Names set without a space (王小华沈青 -> 王小华, 沈青): the likeliest cut; None if there is none.

    ``strangers`` allows a piece whose surname is in
    no table, at a price, where the context leaves no doubt that people are listed.
    """
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(token)
    for end in range(2, len(token) + 1):
        for start in range(max(0, end - 4), end - 1):
            before = best[start]
            if before is None:
                continue
            score = name_score(token[start:end])
            if score is None and strangers and end - start < 4 and may_be_name(token[start:end]):
                score = STRANGER
            if score is None:
                continue
            candidate = (before[0] + score, [*before[1], token[start:end]])
            current = best[end]
            if current is None or candidate[0] > current[0]:
                best[end] = candidate
    found = best[len(token)]
    return found[1] if found else None
