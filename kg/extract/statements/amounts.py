"""Amounts of money or goods beside a trigger: as printed, and in CNY where it is money."""

from __future__ import annotations

import re

# 900万元, 1.5亿元, 46.98 万元, 10万余元, 三千元, 500万美元: number, multiplier, unit.
MONEY = re.compile(
    r"(?P<number>[0-9０-９][0-9０-９,，.．]*|[一二三四五六七八九十百千两]+)\s*(?:多|余)?"
    r"(?P<scale>[十百千]?[万亿]{0,2})(?:多|余)?\s*(?P<unit>美元|欧元|港元|日元|英镑|元)"
)
GOODS = re.compile(
    r"[0-9][0-9.,]*(?:多|余)?[万亿]?(?:多|余)?"
    r"(?:公斤|斤|吨|件|份|套|台|箱|袋|床|只|个|册|本|辆|瓶|盒|桶|副|平方米)"
)
TENS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")


def amount_near(text: str, start: int, end: int) -> dict[str, str]:
    """``amount`` (and ``amountCny``, in yuan) of the first sum in ``text[start:end]``, else {}.

    Only sums in digits and in 元 are converted; foreign money stays as printed.

    >>> amount_near("筹集资金9万元", 0, 7)
    {'amount': '9万元', 'amountCny': '90000'}
    """
    if money := MONEY.search(text, start, end):
        found = {"amount": money.group()}
        number = money["number"].translate(PLAIN)
        if money["unit"] == "元" and re.fullmatch(r"[0-9]+(\.[0-9]+)?", number):
            scale = 1
            for digit in money["scale"]:
                scale *= TENS[digit]
            found["amountCny"] = f"{round(float(number) * scale, 2):.15g}"
        return found
    if goods := GOODS.search(text, start, end):
        return {"amount": goods.group()}
    return {}
