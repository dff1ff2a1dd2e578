"""How the names of townships and villages are built: own part, title, committee.

A *label* is a name without its committee (多福巷社区居委会 -> 多福巷社区), its *stem* the label without its
title (多福巷). Two names are compared by label, stem and title; they are looked up by ``key``.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum

from kg.divisions.short_names import title_alias


class Title(Enum):
    """What kind of place a name says that it is."""

    STREET = "街道"
    AREA = "地区"
    TOWN = "镇"
    TOWNSHIP = "乡"
    SUMU = "苏木"
    VILLAGE = "村"
    COMMUNITY = "社区"
    RESIDENTS = "居委会"  # a residents' committee named without 社区: 大沽路居委会
    GACHA = "嘎查"
    NONE = ""


class Fit(IntEnum):
    """How well a name fits a division, the best first."""

    EXACT = 0  # its name, or another official writing of it: 街道办事处 for 街道
    SHORT = 1  # its name without the title: 柳青 for 柳青街道
    FORMER = 2  # a name it had
    RETITLED = 3  # another title: 镇 for what is 街道 by now


@dataclass(frozen=True, slots=True)
class Label:
    """A name read: the label, its stem ("" where a title leaves less than two characters), its title."""

    text: str
    stem: str
    title: Title


# Endings of townships and subdistricts, the longest first, and the title each is a form of.
_TOWNSHIP_TITLES: tuple[tuple[str, Title], ...] = (
    ("街道办事处", Title.STREET),
    ("办事处街道", Title.STREET),
    ("地区办事处", Title.AREA),
    ("街道办", Title.STREET),
    ("办事处", Title.STREET),
    ("街道", Title.STREET),
    ("街办", Title.STREET),
    ("地区", Title.AREA),
    ("民族乡", Title.TOWNSHIP),
    ("民族苏木", Title.SUMU),
    ("苏木", Title.SUMU),
    ("镇", Title.TOWN),
    ("乡", Title.TOWNSHIP),
    ("街", Title.STREET),
)
# Bodies that run a zone or a farm, and are not part of its name.
_RUN_BY = re.compile(
    r"(?:(?<=社区)(?:服务中心|管理委员会|行政事务管理中心)|管理委员会|管委会|有限责任公司|有限公司)$"
)
# Peoples as townships name them: 十八里河回族乡, 湖滨蒙古族乡.
_PEOPLE = re.compile(
    r"(?:(?:蒙古|满|朝鲜|达斡尔|鄂温克|鄂伦春|赫哲|回|土|撒拉|东乡|保安|裕固|藏|羌|彝|白|哈尼|傣|傈僳|佤|拉祜|纳西|景颇|布朗|阿昌|普米|怒|德昂|独龙|基诺"
    r"|苗|布依|侗|水|仡佬|壮|瑶|仫佬|毛南|京|土家|黎|畲|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克|乌孜别克|俄罗斯|塔塔尔|各)族)+$"
)
# Committees of villages and communities, what they leave of the name's end, the title each is a form of.
_COMMITTEES: tuple[tuple[str, str, Title], ...] = (
    (r"社区(?:居民管理委员会|居民委员?会|居委会?|委员?会|村委会)?$", "社区", Title.COMMUNITY),
    (r"嘎查(?:人民|村民?|牧民)?(?:委员?会)?$", "嘎查", Title.GACHA),
    (r"村?(?:村民|牧民|渔民|牧|渔)委员?会$", "村", Title.VILLAGE),
    (r"村?村委员?会$", "村", Title.VILLAGE),
    (r"(?:行政|自然)?村$", "村", Title.VILLAGE),
    (r"(?:居民|街道|家属|家|居)委员?会$|居委$", "", Title.RESIDENTS),
)
_COMMITTEE_PATTERNS = tuple((re.compile(pattern), kept, title) for pattern, kept, title in _COMMITTEES)
_NO_NAME = re.compile(r"虚拟(?:社区|生活区)?|类似(?:村|乡)|直辖村级区划")
_BRACKETED = re.compile(r"\(([^()]*)\)+")
# A bare name that ends so is a road, a river, a hill: 香港中路 is not 香港中路街道.
_NOT_BARE = re.compile(
    r"(?:路|街|大道|巷|胡同|弄|桥|河|江|湖|山|水库|公园|广场|小区|花园|学校|医院|市场|公司|站)$"
)
_LAST_TITLE = re.compile(r"(?:社区|村|嘎查)$")


def plain_name(name: str) -> str:
    """Full-width forms made plain, no blanks: １０５团 -> 105团."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _stem(text: str, title: str) -> str:
    stem = text.removesuffix(title) if title else ""
    return stem if len(stem) >= 2 and stem != text else ""


@functools.lru_cache(maxsize=65536)
def township_label(name: str) -> Label:
    """柏泉办事处街道 -> (柏泉街道, 柏泉, STREET); 龙岗回族乡 -> (龙岗乡, 龙岗, TOWNSHIP)."""
    name = _RUN_BY.sub("", name) or name
    for ending, title in _TOWNSHIP_TITLES:
        if name.endswith(ending):
            stem = name[: -len(ending)]
            if title in (Title.TOWNSHIP, Title.SUMU, Title.TOWN):
                stem = _PEOPLE.sub("", stem) or stem
            if len(stem) >= 2:
                return Label(stem + title.value, stem, title)
            return Label(name, "", title)
    return Label(name, "", Title.NONE)


@functools.lru_cache(maxsize=65536)
def village_label(name: str) -> Label | None:
    """岔路口村村民委员会 -> (岔路口村, 岔路口, VILLAGE); 大沽路居委会 -> (大沽路, "", RESIDENTS).

    None for a placeholder of the statistics (工业园区虚拟社区), which is no place that anyone names.
    """
    if _NO_NAME.search(name):
        return None
    name = _BRACKETED.sub("", name) or name
    for pattern, kept, title in _COMMITTEE_PATTERNS:
        match = pattern.search(name)
        if match and match.start():
            text = name[: match.start()] + kept
            return Label(text, _stem(text, kept), title)
    return Label(name, "", Title.NONE)


def township_forms(name: str, county: str) -> Iterator[str]:
    """A township's name, without brackets, and without its county or zone in front: 甲县乙办事处 -> 乙办事处.

    科技城(东渚街道) -> 科技城, 东渚街道.
    """
    own = _BRACKETED.sub("", name) or name
    for form in (own, *(inner for inner in _BRACKETED.findall(name) if township_label(inner).stem)):
        yield form
        for front in dict.fromkeys((county, title_alias(county))) if county else ():
            rest = form.removeprefix(front)
            if rest != form and len(rest) >= 3 and township_label(rest).stem:
                yield rest


def township_keys(name: str, county: str) -> Iterator[str]:
    """What a township is looked up by: labels and stems."""
    for form in township_forms(name, county):
        label = township_label(form)
        yield from {label.text, label.stem} - {""}


def key(label: Label) -> str:
    """What a village is looked up by: its label without any title, 杨家村社区 -> 杨家."""
    text = label.text
    while (stem := _LAST_TITLE.sub("", text)) != text and len(stem) >= 2:
        text = stem
    return text


def may_be_bare(text: str) -> bool:
    """Whether a name without a title may stand for a township or village: no road, hill or building."""
    return len(text) >= 2 and not _NOT_BARE.search(text)


_SETTLED_BY = frozenset({Title.COMMUNITY, Title.RESIDENTS})


def village_fit(mention: Label, entry: Label) -> Fit | None:
    """How well a name fits a village or community."""
    same_title = mention.title == entry.title
    if mention.text == entry.text and (same_title or entry.title in (Title.RESIDENTS, Title.NONE)):
        # 曹杨一村 is an estate with a residents' committee; a bare 大沽路 is more likely the road.
        return Fit.EXACT if same_title or mention.title is not Title.NONE else _bare(mention)
    if {mention.title, entry.title} == _SETTLED_BY:
        # 大沽路社区 = 大沽路居委会
        named, other = (mention, entry) if mention.title is Title.COMMUNITY else (entry, mention)
        if named.stem == other.text:
            return Fit.EXACT
    if mention.title is Title.NONE:
        return _bare(mention) if mention.text == entry.stem else None
    shared = {mention.text, mention.stem} & {entry.text, entry.stem} - {""}
    return Fit.RETITLED if shared else None


def township_fit(mention: Label, entry: Label, text: str) -> Fit | None:
    """How well a name fits a township or subdistrict. ``text`` is the mention as written."""
    if mention.title is Title.STREET and text.endswith("街"):
        # 石牌街 may be a street, or the subdistrict as Guangzhou writes it
        return Fit.RETITLED if mention.text == entry.text else None
    if mention.text == entry.text:
        # 开发区, 工业园: a kind of place rather than a name
        return Fit.EXACT if entry.title is not Title.NONE or len(text) >= 5 else _bare(mention)
    if text == entry.stem:
        return _bare(Label(text, "", Title.NONE))
    if mention.stem and mention.stem == entry.stem and Title.NONE not in (mention.title, entry.title):
        return Fit.RETITLED
    return None


def _bare(mention: Label) -> Fit | None:
    return Fit.SHORT if may_be_bare(mention.text) else None
