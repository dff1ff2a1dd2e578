"""Is one name a short form of another within the same article?"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from kg.divisions import gazetteer
from kg.extract import lexicon
from kg.extract.regions import is_known_region, known_regions, leading_region
from kg.model import Mention
from kg.naming.standing_forms import longest_first

#: What is built: 项目 and 工程 say no more than that, the others what is done.
_WORKS = ("建设", "改造", "扩建", "新建", "提升", "升级", "节水", "修复", "整治", "治理")
#: Words for work that end a name, and what each says. Two names of one stem are one thing where one of them
#: says no more than the other: 项目 and 改造项目, but not 会议 and 专项行动, nor 改造 and 扩建.
_SORTS: dict[str, frozenset[str]] = {
    **{word: frozenset({"works"}) for word in ("项目", "工程")},
    **{word: frozenset({"works", word}) for word in _WORKS},
    "改扩建": frozenset({"works", "改造", "扩建"}),
    **{word: frozenset({"activity"}) for word in ("系列活动", "主题活动", "活动")},
    **{word: frozenset({"campaign"}) for word in ("专项行动", "行动")},
    **{word: frozenset({"contest"}) for word in ("竞赛", "大赛", "比赛")},
    **{word: frozenset({word}) for word in ("计划", "会议", "大会", "模式", "机制", "品牌", "平台", "系统")},
}
#: What a name's stem without it is never: a meeting on a thing is not the thing.
_MEETINGS = frozenset({"会议", "大会"})
_WORK = re.compile("|".join(longest_first(_SORTS)))
_WORK_TAILS = re.compile(f"(?:{_WORK.pattern})+$")
_NUMBER = "一二三四五六七八九十0-9"
_PHASE = re.compile(rf"[{_NUMBER}]+(?:期|段|标|号|届|次|批)")
_LATER_PHASE = re.compile(r"[二三四五六2-6]期")
#: 第二 of 第二人民医院: a number that tells one body from its like (第二届 is an edition).
_ORDINAL = re.compile(rf"第[{_NUMBER}]+(?![{_NUMBER}期段标号届次批个])")
#: Laws, plans and papers: each word more in the middle is another one (教育法, 职业教育法).
_DOCUMENT = re.compile(r"(?:法|条例|规划|办法|细则|意见|通知|规定|决定|方案|纲要|章程|制度|公约|标准)$")
#: Before these 国际 is part of the own name: 云川国际学校 is not 云川学校.
_NO_INTERNATIONAL = r"国际(?!学校|学院|中学|小学|幼儿园|医院|酒店|社区|公寓|广场|大厦|城|中心)"
#: When and for the which time: 2031年, 2031年度, 第四届, 首届.
_WHEN = re.compile(
    rf"第[{_NUMBER}]+届|[首本]届|(?:19|20)[0-9]{{2}}(?:年度?)?|[〇零{_NUMBER}]{{2,4}}年度|[〇零一二三四五六七八九]{{4}}年"
)
#: All that a shorter name of a work or an event leaves out of its middle.
_BETWEEN = re.compile(rf"{_WHEN.pattern}|{_NO_INTERNATIONAL}|国家|全国|系列|(?<=高速)公路")
#: 云临高铁 of 云川至临溪高铁: a line is called by the first characters of its ends.
_LINE = re.compile(r"(.)(.)(高铁|城际铁路|铁路|高速公路|高速|公路|运河)")
#: 第十届大赛 of 第十届云川创业大赛: the edition tells which, and two characters what kind it is.
_EDITION = re.compile(rf"(第[{_NUMBER}]+届)(..)")
#: What is held, written or built on behalf of a named thing, and no longer the thing itself: 行动|启动仪式.
_APART = re.compile(
    r"(?:仪式|发布会|幕式|通知|意见|决定|方案|办法|协议|推介会|座谈会|研讨会|分享会|交流会|推进会|恳谈会|动员会|联席会|会议|成果展|主题展|特展|论坛"
    r"|评选|基地|采访团|资金|火炬传递|[二三四五六]期(?:项目|工程)?|隧道|大桥|桥|(?<!地)段|中心|产业园|车站|新城|廊道|走廊|路网)$"
)
#: What a shorter name of a park, a reserve or an airport leaves out of its middle. Not 人民: 云川公园 and
#: 云川人民公园 are two.
_LEFT_OUT = re.compile(rf"{_NO_INTERNATIONAL}|国家级?|省级?|市|县|旅游")
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
        if rest == 1 and full[0] in _POINTS and mention.subtype in _POINTED:
            return False
        if mention.type in _WORK_TYPES and _is_numbered(full[:rest]):
            return False
        return mention.rule == "bare-name" or mention.type == "Place" or rest != 1 or len(brief) >= 3
    if mention.type in _WORK_TYPES:
        return len(short) >= 3 and (_opens_or_fills(short, name) or _same_work(mention, name))
    if mention.type == "Place":
        return _is_short_place(mention, name)
    return (
        mention.subtype == "Company"
        and len(brief) >= 2
        and full.startswith(brief)
        and len(full) - len(brief) >= 2
    )


_WORK_TYPES = ("Project", "Initiative")
#: One of these before a place's name makes another place's: 东南亚 is not 南亚, 北后庄村 is not 后庄村.
_POINTS = frozenset("东南西北中前后上下大小新老内外")
_POINTED = frozenset({"District", "Site", "Community", "Office"})


def _is_numbered(before: str) -> bool:
    """Does a number stand right before: 云川市第二|人民医院项目?"""
    return any(match.end() == len(before) for match in _ORDINAL.finditer(before))


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
    if place < 0 or (place and (len(short) < 4 or _DOCUMENT.search(name))) or _is_numbered(name[:place]):
        return False  # what a document is about is not the document
    return _APART.search(name[place + len(short) :]) is None


def _is_short_place(mention: Mention, name: str) -> bool:
    """柳林 of 柳林新区 and 岭东柳林市, 云川湿地公园 of 云川国家湿地公园."""
    short = mention.name
    if mention.subtype == "District":
        if name == f"{short}区" and short.endswith(("市", "城")):
            return False  # 云川市区 is a part of 云川市
        if short.endswith("特区") and name == f"{short.removesuffix('特区')}特别行政区":
            return True
        if len(short) < 2 or name[:-1].endswith(short):
            return len(short) >= 2
        return any(
            name.removesuffix(tail).endswith(short) and not _is_another(short, tail)
            for tail in _DISTRICT_TAILS
            if name.endswith(tail)
        )
    ends = tuple(name.removesuffix(tail) for tail in _SITE_TAILS if name.endswith(tail))
    return (len(short) >= 3 and any(end.endswith(short) for end in ends)) or _leaves_out(short, name)


def _is_another(short: str, tail: str) -> bool:
    """Is the short name in the gazetteer, and of no division that ends so?

    兰州 is not 兰州新区, but 喀什 may be 喀什地区.
    """
    known = gazetteer().index.get(short[len(leading_region(short)) :], ())
    ends = ("特区", "特别行政区") if tail == "特区" else (tail,)
    return bool(known) and not any(division.name.endswith(ends) for division in known)


def _leaves_out(short: str, name: str) -> bool:
    """Is ``short`` the name without one word from its middle that names leave out (国家, 国际)?"""
    return len(short) >= 4 and any(
        name[: word.start()] + name[word.end() :] == short
        for word in _LEFT_OUT.finditer(name)
        if word.start() and word.end() < len(name)
    )


def _same_work(mention: Mention, name: str) -> bool:
    """云川研发中心建设项目 and 岭东农业云川研发中心, 云川经贸博览会 and 第四届云川国际经贸博览会: one stem,
    or the same end and one inside the other in order, with words for work behind them that go together.
    """
    short = mention.name
    one, other = _WORK_TAILS.sub("", short), _WORK_TAILS.sub("", name)
    if _ORDINAL.findall(short) != _ORDINAL.findall(name):
        return False
    quoted = (
        one == other and re.search(rf"[“‘「『《\"]{re.escape(one)}[”’」』》\"]", mention.text) is not None
    )
    if not _go_together(short[len(one) :], name[len(other) :], quoted=quoted):
        return False
    if one == other:
        return len(one) >= 3
    if _is_that_line(one, other) or _is_that_edition(short, name):
        return True
    return _runs_through(one, other, 4) or _leaves_words_out(short, name, 6)


def _is_that_line(short: str, name: str) -> bool:
    match = _LINE.fullmatch(short)
    if match is None:
        return False
    one, other, kind = map(re.escape, match.groups())
    return re.search(rf"{one}[^至到—-]{{0,4}}[至到—-]+{other}[^至到—-]{{0,4}}{kind}$", name) is not None


def _is_that_edition(short: str, name: str) -> bool:
    match = _EDITION.fullmatch(short)
    return match is not None and match[1] in name and name.endswith(match[2])


def _go_together(tail: str, other: str, *, quoted: bool) -> bool:
    """Does one tail of words for work say no more than the other? “邻里亮灯”竞赛 and “邻里亮灯”活动 have an
    own name in quotation marks, which does all the telling, unless one is built or a meeting.
    """
    said, also = _said(tail), _said(other)
    apart = said ^ also
    return not apart & _MEETINGS and (said <= also or also <= said or (quoted and "works" not in apart))


def _said(tail: str) -> frozenset[str]:
    return frozenset().union(*(_SORTS[word] for word in _WORK.findall(tail)))


def _runs_through(one: str, other: str, least: int) -> bool:
    """Is the shorter (``least`` characters or more) the longer with words left out that names leave out, or
    with any words where the last four characters agree?
    """
    if _leaves_words_out(one, other, least):
        return True
    brief, full = sorted((one, other), key=len)
    if len(brief) < least or brief[-4:] != full[-4:] or _PHASE.findall(brief) != _PHASE.findall(full):
        return False
    rest = iter(full)
    return (
        all(ch in rest for ch in brief)
        and _TELLING.isdisjoint(_surplus(brief, full))
        and _DOCUMENT.search(full) is None
    )


def _leaves_words_out(one: str, other: str, least: int) -> bool:
    """Is the shorter the end of the longer, but for words in its middle that names leave out (_BETWEEN)?"""
    brief, full = sorted((one, other), key=len)
    if len(brief) < least or brief[-2:] != full[-2:] or _differ_in_phase(brief, full):
        return False
    cuts = _cuts(full)
    return bool(cuts) and _DOCUMENT.search(full) is None and _meets(brief, full, cuts)


def _cuts(full: str) -> dict[int, list[int]]:
    """Where words that may be left out end, with their starts. A place only behind a time or an edition
    (第四届|河南|经贸博览会): behind a name it tells one event or site from another (中国|河南|经贸博览会).
    """
    cuts: dict[int, list[int]] = {}
    for word in _BETWEEN.finditer(full):
        cuts.setdefault(word.end(), []).append(word.start())
    for when in _WHEN.finditer(full):
        start = when.end()
        for end in range(start + 2, min(start + 9, len(full))):
            if full[start:end] in known_regions():
                cuts.setdefault(end, []).append(start)
    return cuts


def _meets(brief: str, full: str, cuts: Mapping[int, Sequence[int]]) -> bool:
    """Read from the end: does ``full`` without some of the cuts end in ``brief``?"""
    if not brief:
        return True
    if full[-1:] == brief[-1] and _meets(brief[:-1], full[:-1], cuts):
        return True
    return any(_meets(brief, full[:start], cuts) for start in cuts.get(len(full), ()))


def _differ_in_phase(brief: str, full: str) -> bool:
    """Two phases, parts or editions of one thing? The shorter may leave an edition out."""
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
