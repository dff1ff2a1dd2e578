"""Is one name a short form of another within the same article?"""

from __future__ import annotations

import functools
import re

from kg.extract import lexicon
from kg.extract.regions import is_known_region
from kg.model import Mention

_WORK_TAILS = re.compile(r"(?:建设项目|建设工程|项目|工程|建设|专项行动|活动|行动|计划|会议|大会)+$")
_PHASE = re.compile(r"[一二三四五六七八九十0-9]+(?:期|段|标|号|届|次)")


_BRANCH_ENDS = ("分公司", "子公司", "分行", "支行", "营业部", "事业部", "分店", "分院", "分校")


@functools.lru_cache(maxsize=4096)
def comparable(name: str) -> str:
    """A name with official long forms shortened: 宁澜经济技术开发区管理委员会 -> 宁澜经开区管委会."""
    for long, short in lexicon.pairs("official_forms"):
        if len(name) > len(long):
            name = name.replace(long, short)
    if (
        name.endswith("党委") and "街道" in name
    ):  # a subdistrict's committee is a 党工委, whatever the paper prints
        return name.removesuffix("党委") + "党工委"
    return name


def is_short_for(mention: Mention, name: str) -> bool:
    """Does the mention's name shorten ``name``, a longer one of the same type and subtype?"""
    short = mention.name
    brief, full = comparable(short), comparable(name)
    if mention.subtype == "Company" and _is_subsidiary(short, name):
        return False
    if full.endswith(brief):
        rest = len(full) - len(brief)
        return mention.rule == "bare-name" or mention.type == "Place" or rest != 1 or len(brief) >= 3
    if mention.type in ("Project", "Initiative"):
        return len(short) >= 3 and (
            name.startswith(short) or (short in name and len(short) >= 4) or _same_work(short, name)
        )
    if mention.subtype == "District":
        return len(short) >= 2 and name[:-1].endswith(short)
    return (
        mention.subtype == "Company"
        and len(brief) >= 2
        and full.startswith(brief)
        and len(full) - len(brief) >= 2
    )


def _is_subsidiary(short: str, name: str) -> bool:
    """云川华能燃气有限公司 beside 华能燃气有限公司: two firms, where both are given with their legal form.

    A branch (恒丰银行云川分行) is never its firm.
    """
    if name.startswith(short) and name.endswith(_BRANCH_ENDS):
        return True
    rest = name.removesuffix(short)
    return rest != name and short.endswith("有限公司") and is_known_region(rest)


def _same_work(short: str, name: str) -> bool:
    """云川研发中心建设项目 and 岭东农业云川研发中心: the same end, and one inside the other in order."""
    one, other = _WORK_TAILS.sub("", short), _WORK_TAILS.sub("", name)
    if (
        min(len(one), len(other)) < 4
        or one[-4:] != other[-4:]
        or _PHASE.findall(one) != _PHASE.findall(other)
    ):
        return False
    brief, full = sorted((one, other), key=len)
    rest = iter(full)
    return all(ch in rest for ch in brief)
