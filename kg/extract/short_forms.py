"""Is one name a short form of another within the same article?"""

from __future__ import annotations

import functools
import re

from kg.extract import lexicon
from kg.extract.regions import is_known_region
from kg.model import Mention

_WORK_TAILS = re.compile(
    r"(?:建设项目|建设工程|改造项目|改造工程|项目|工程|建设|系列活动|主题活动|专项行动|活动|行动|竞赛|大赛|比赛|计划|会议|大会|模式|机制|品牌|平台|系统)+$"
)
_PHASE = re.compile(r"[一二三四五六七八九十0-9]+(?:期|段|标|号|届|次|批)")
_LATER_PHASE = re.compile(r"[二三四五六2-6]期")
#: What is held, written or built on behalf of a named thing, and no longer the thing itself: 行动|启动仪式.
_APART = re.compile(
    r"(?:仪式|发布会|幕式|通知|意见|决定|方案|办法|协议|推介会|座谈会|研讨会|分享会|交流会|推进会|恳谈会|动员会|联席会|会议|成果展|主题展|特展|论坛"
    r"|评选|基地|采访团|资金|火炬传递|[二三四五六]期(?:项目|工程)?|隧道|大桥|桥|(?<!地)段|中心|产业园|车站|新城|廊道|走廊|路网)$"
)
#: Words that a shorter name of a place or a body leaves out of its middle.
_LEFT_OUT = frozenset(
    {"国家", "国际", "国家级", "省级", "省", "市", "县", "人民", "自治", "旅游", "股份", "系列"}
)
#: What tells one thing from another like it: 亚运会 and 亚残运会, a forum and its part.
_TELLING = frozenset("残分总南北东西高")
#: What a division's or a region's full name has behind its short one.
_DISTRICT_TAILS = ("特别行政区", "自治区", "自治州", "自治县", "特区", "新区", "地区", "区域", "三角洲")
_SITE_TAILS = ("旅游景区", "风景区", "景区", "山脉", "脉", "遗址", "保护区")

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
        return len(short) >= 3 and (_opens_or_fills(short, name) or _same_work(short, name))
    if mention.type == "Place":
        return _is_short_place(mention, name)
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


def _opens_or_fills(short: str, name: str) -> bool:
    """云川行动 in 云川行动专项整治, not in 云川行动启动仪式: what is held on its behalf is another thing."""
    place = name.find(short)
    if place < 0 or (place and len(short) < 4):
        return False
    return _APART.search(name[place + len(short) :]) is None


def _is_short_place(mention: Mention, name: str) -> bool:
    """柳林 of 柳林新区 and 岭东柳林市, 云川湿地公园 of 云川国家湿地公园."""
    short = mention.name
    if mention.subtype == "District":
        if short.endswith("特区") and name == f"{short.removesuffix('特区')}特别行政区":
            return True
        ends = (name[:-1], *(name.removesuffix(tail) for tail in _DISTRICT_TAILS if name.endswith(tail)))
        return len(short) >= 2 and any(end.endswith(short) for end in ends)
    ends = tuple(name.removesuffix(tail) for tail in _SITE_TAILS if name.endswith(tail))
    return (len(short) >= 3 and any(end.endswith(short) for end in ends)) or _leaves_out(short, name)


def _leaves_out(short: str, name: str) -> bool:
    """Is ``short`` the name without one word from its middle that names leave out (国家, 国际)?"""
    gap = len(name) - len(short)
    return len(short) >= 4 and any(
        name[cut : cut + gap] in _LEFT_OUT and name[:cut] == short[:cut] and name[cut + gap :] == short[cut:]
        for cut in range(1, len(short))
    )


def _same_work(short: str, name: str) -> bool:
    """云川研发中心建设项目 and 岭东农业云川研发中心, 云川经贸博览会 and 第四届云川国际经贸博览会: the same
    end, and one inside the other in order.
    """
    one, other = _WORK_TAILS.sub("", short), _WORK_TAILS.sub("", name)
    if one == other:
        return len(one) >= 3
    return _runs_through(one, other, 4) or _runs_through(short, name, 6)


def _runs_through(one: str, other: str, least: int) -> bool:
    """Do both end alike, and is the shorter (``least`` characters or more) the longer with words left out?"""
    brief, full = sorted((one, other), key=len)
    if len(brief) < least or brief[-2:] != full[-2:] or _differ_in_phase(brief, full):
        return False
    rest = iter(full)
    return all(ch in rest for ch in brief) and _TELLING.isdisjoint(_surplus(brief, full))


def _differ_in_phase(brief: str, full: str) -> bool:
    """Two phases, parts or editions of one thing? The shorter may leave an edition out or a first phase."""
    phases, others = _PHASE.findall(brief), _PHASE.findall(full)
    return phases != others and (bool(phases) or _LATER_PHASE.search(full) is not None)


def _surplus(brief: str, full: str) -> str:
    """The characters of ``full`` that ``brief`` has not, read from the end: its beginning may be left out."""
    left, place = [], len(brief) - 1
    for character in reversed(full):
        if place < 0:
            break
        if character == brief[place]:
            place -= 1
        else:
            left.append(character)
    return "".join(left)
