"""Amounts of money or goods beside a trigger: as printed, and in CNY where it is money.

What several have together (甲、乙等8家企业获500万元) is no one's amount: it is told as ``sharedAmount``,
so that nothing is added up that was given once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.language.quantities import find_money

GOODS = re.compile(
    r"[0-9][0-9.,]*(?:多|余)?[万亿]?(?:多|余)?"
    r"(?:公斤|斤|吨|件|份|套|台|箱|袋|床|只|个|册|本|辆|瓶|盒|桶|副|平方米)"
)
#: Each of the listed has the sum: 各捐款5万元, 每家企业20万元.
_EACH = re.compile(
    r"各(?![类种项地级界方县区市镇乡村位族自部单])|每(?:家|户|个|名|人|村|校|所|社区|企业|单位)|(?<![平户人])均(?![价衡等匀])"
)
_TOTAL = re.compile(r"[共总]计|合计|累计|[共总](?=捐|拨|投|发|给|出|筹)")
_IN_TURN = re.compile(r"分别|依次")  # 分别捐款5万元、3万元
_RATE = re.compile(r"每(?:餐|斤|公斤|吨|度|亩|平方米|立方米|次|小时|天|日|份|件|单)$")  # 每餐|2元: a price
#: The sum of one among several, or of them on average.
_OF_ONE = re.compile(r"其中|最高|最多|最低|单家|单笔|单户|平均|户均|人均")
_AND_MORE = re.compile(r"[”’」』》]?等")

Amount = Mapping[str, str]


class _Sum(NamedTuple):
    start: int
    amount: Amount


def goes_on(text: str, end: int) -> bool:
    """Whether a list that ends at ``end`` names only some of its members: 甲、乙|等8家企业."""
    return _AND_MORE.match(text, end) is not None


def amounts_of(
    text: str, start: int, end: int, givers: int, receivers: int, *, more: bool
) -> list[list[Amount]]:
    """What each giver gives each receiver by ``text[start:end]``: a row a giver, a column a receiver.

    ``amount`` is as printed, ``amountCny`` in yuan where it is a definite sum of Chinese money; vague sums,
    ranges and foreign money stay as printed. ``more`` tells that not all givers or receivers are named.
    Of several, each has the sum that is said of each (各5万元) or that stands in its turn (分别5万元、3万元);
    else the first sum is ``sharedAmount``.

    >>> amounts_of("筹集资金9万元", 0, 7, 1, 1, more=False)
    [[{'amount': '9万元', 'amountCny': '90000'}]]
    """
    found = _sums(text, start, end)
    if not found:
        return [[{}] * receivers for _ in range(givers)]
    first = found[0]
    if givers == receivers == 1 and not more:
        return [[first.amount]]
    said = text[start : first.start]
    whole = _TOTAL.search(text, first.start, end)
    if whole is not None:  # 分别捐款5万元、3万元，合计8万元
        found = [one for one in found if one.start < whole.start()]
    sums: Sequence[Amount] = [one.amount for one in found]
    in_turn = _IN_TURN.search(said) is not None
    if in_turn and givers == 1 and len(sums) == receivers:
        return [list(sums)]
    if in_turn and receivers == 1 and len(sums) == givers:
        return [[one] for one in sums]
    told: Amount = {"sharedAmount": first.amount["amount"]}
    if _OF_ONE.search(said) or (in_turn and givers > 1 and receivers > 1):
        told = {}
    elif _EACH.search(said) and not _TOTAL.search(said):
        told = first.amount
    return [[told] * receivers for _ in range(givers)]


def _sums(text: str, start: int, end: int) -> list[_Sum]:
    """The sums of money in a stretch of the text; where there are none, the goods."""
    money = [
        _Sum(start + one.start, _of_money(one.text, one.cny))
        for one in find_money(text[start:end])
        if not _RATE.search(text, start, start + one.start)
    ]
    if money:
        return money
    return [_Sum(found.start(), {"amount": found.group()}) for found in GOODS.finditer(text, start, end)]


def _of_money(printed: str, cny: float | None) -> Amount:
    return {"amount": printed} | ({} if cny is None else {"amountCny": f"{round(cny, 2):.15g}"})
