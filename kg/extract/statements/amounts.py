"""Amounts of money or goods beside a trigger: as printed, and in CNY where it is money."""

from __future__ import annotations

import re

from kg.language.quantities import find_money

GOODS = re.compile(
    r"[0-9][0-9.,]*(?:多|余)?[万亿]?(?:多|余)?"
    r"(?:公斤|斤|吨|件|份|套|台|箱|袋|床|只|个|册|本|辆|瓶|盒|桶|副|平方米)"
)


def amount_near(text: str, start: int, end: int) -> dict[str, str]:
    """``amount`` (and ``amountCny``, in yuan) of the first sum in ``text[start:end]``, else {}.

    Vague sums, ranges and foreign money stay as printed.

    >>> amount_near("筹集资金9万元", 0, 7)
    {'amount': '9万元', 'amountCny': '90000'}
    """
    for money in find_money(text[start:end])[:1]:
        found = {"amount": money.text}
        if money.cny is not None:
            found["amountCny"] = f"{round(money.cny, 2):.15g}"
        return found
    if goods := GOODS.search(text, start, end):
        return {"amount": goods.group()}
    return {}
