"""Amounts of money or goods beside a trigger: as printed, and in CNY where it is money."""

from __future__ import annotations

import re

# 900万元, 1.5亿元, 46.98 万元, 三千元; the number as printed, the multiplier, the unit.
MONEY = re.compile(
    r"(?P<number>[0-9０-９][0-9０-９,，.．]*|[一二三四五六七八九十百千两]+)\s*(?:多|余)?(?P<scale>[十百千]?[万亿]?)(?:多|余)?\s*(?P<unit>美元|欧元|港元|元)"
)
GOODS = re.compile(
    r"[0-9][0-9.,]*(?:多|余)?[万亿]?(?:多|余)?(?:公斤|斤|吨|件|份|套|台|箱|袋|床|只|个|册|本|辆|瓶|盒|桶|副|平方米)"
)
SCALE = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "十万": 100_000,
         "百万": 1_000_000, "千万": 10_000_000, "十亿": 1_000_000_000, "百亿": 10_000_000_000, "千亿": 100_000_000_000,
         "万亿": 1_000_000_000_000}  # fmt: skip
DIGITS = {d: str(i) for i, d in enumerate("０１２３４５６７８９")}


def amount_near(text: str, start: int, end: int) -> dict[str, str]:
    """``amount`` (and ``amountCny``, in yuan) of the first sum in ``text[start:end]``, else {}.

    >>> amount_near("筹集资金9万元", 0, 8)
    {'amount': '9万元', 'amountCny': '90000'}
    """
    if money := MONEY.search(text, start, end):
        found = {"amount": money.group()}
        number = "".join(DIGITS.get(c, c) for c in money["number"]).replace(",", "").replace("，", "")
        scale = SCALE.get(money["scale"])
        if money["unit"] == "元" and scale and re.fullmatch(r"[0-9]+(\.[0-9]+)?", number):
            found["amountCny"] = f"{round(float(number) * scale, 2):.15g}"
        return found
    if goods := GOODS.search(text, start, end):
        return {"amount": goods.group()}
    return {}
