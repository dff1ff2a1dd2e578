"""The names of organisations parsed: region, own name, ordinal, function, level, legal form, sub-units."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.divisions.short_names import core_name, division_words
from kg.matching.contexts import read_front, surroundings
from kg.matching.lexicon import brands, normal_form, words
from kg.matching.parsed import NOWHERE, Context, ParsedOrganization, Part, Role
from kg.matching.script import normal
from kg.matching.segmenting import segment
from kg.naming.names import level_word, strip_legal_form, township
from kg.naming.regions import (
    CHINA,
    COUNTY,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    Region,
    Step,
    Surroundings,
    compatible,
    listed,
    read_region,
    steps_up,
)
from kg.naming.standing_forms import longest_first
from kg.naming.vocabulary import company_synonyms, national_bodies, organisation_words

_STOCK_CODE = re.compile(r"\([0-9A-Za-z.:]{4,12}\)")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_LEVELS = {"自治区": PROVINCE, "省": PROVINCE, "市": PREFECTURE, "州": PREFECTURE, "盟": PREFECTURE}
_LEVELS |= dict.fromkeys(("区", "县", "旗"), COUNTY)
_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})
_COMMUNITY = re.compile(
    r"(?P<own>.*?[一-龥])(?P<kind>社区|行政村|自然村|村|嘎查)"
    r"(?:(?:居民|村民)?委员会|居委会|居委|村委会|村委|委会|民委员会|两委|党总支|党支部|党委|总支部|支部)?"
)
_NATIONAL = re.compile(r"^(?:中华人民共和国|中国)")
_GOVERNMENT_OF = re.compile(r"(?:人民)?政府(?=.{2,6}(?:街道|镇|乡))")
_TERM = re.compile(r"第[一二三四五六七八九十]+届(?=人民代表|人大|政协|委员会|常委会)")
_LEAGUE = re.compile(r"(?:中国)?(?:共产主义青年团|共青团|团)(.+?[省市区县州旗])(工作委员会|工委|委员会|委)")


@dataclass(slots=True)
class _Reading:
    """A name in work: what is read of it so far."""

    rest: str
    parts: list[Part]
    region: Region = ()
    explicit: bool = False
    unsettled: int | None = None


@functools.lru_cache(maxsize=65536)
def parse_organization(name: str, context: Context = NOWHERE) -> ParsedOrganization:
    """An organisation's name by its parts, in the region it is used in. Never raises."""
    text = _STOCK_CODE.sub("", normal(name))
    national = _national(text)
    if national:
        return ParsedOrganization(
            text, (Part(Role.OWN, text),), (Part(Role.OWN, national),), CHINA, True, national=national
        )
    around = surroundings(context.region)
    reading = _Reading(text, [])
    _take_system(reading)
    _take_region(reading, around)
    _take_level(reading, context.region)
    _take_township(reading, around)
    branch, core = _branch(reading.rest, reading.region, around)
    if branch and core.endswith("分公司") and not core.endswith("有限公司分公司"):
        core = core.removesuffix("分公司") + "公司"  # 中国移动云川分公司 is 云川移动公司
    settled = _words(core, reading)
    taken = "".join(part.text for part in reading.parts)
    return ParsedOrganization(
        text,
        (*reading.parts, *segment(text.removeprefix(taken))),
        settled,
        reading.region if reading.explicit or reading.unsettled is not None else context.region,
        reading.explicit,
        branch,
        reading.unsettled,
    )


def _national(text: str) -> str:
    bodies = national_bodies()
    return bodies.get(text) or bodies.get(strip_legal_form(text)) or bodies.get(_NATIONAL.sub("", text), "")


def _take_system(reading: _Reading) -> None:
    """中共云川市委员会 -> 云川市委, 共青团云川市委 -> 云川市团委, 工行诸暨支行 -> 中国工商银行诸暨支行."""
    text = reading.rest
    league = _LEAGUE.fullmatch(text)
    if league:
        reading.parts.append(Part(Role.SYSTEM, text[: league.start(1)]))
        reading.rest = league[1] + ("团工委" if league[2].startswith("工") else "团委")
        return
    text = re.sub(r"^(.{2,8})团([省市区县州旗])委$", r"\1\2团委", text)
    for word in organisation_words("leading"):
        if text.startswith(word) and len(text) > len(word) + 1:
            reading.parts.append(Part(Role.SYSTEM, word))
            tail = text[len(word) :]
            if word == "中国人民政治协商会议":
                tail = re.sub(r"(?:全国)?委员会$", "", tail) + "政协"
            elif word in {"中国共产党", "中共"}:
                tail = re.sub(r"(?<!工作)(?<!检查)(?<!监察)委员会(?=$|办公室|.{2,4}部$)", "委", tail)
            reading.rest = tail
            return
    reading.rest = _branded(text)


@functools.cache
def _brand_forms() -> tuple[str, ...]:
    return longest_first(brands())


def _branded(text: str) -> str:
    for form in _brand_forms():
        if text.startswith(form) and len(text) > len(form) + 1:
            tail = re.sub(r"^(?:通信)?(?:集团|股份|有限|责任|公司)+", "", text[len(form) :])
            return brands()[form] + (tail or text[len(form) :])
    return text


@functools.cache
def _university() -> re.Pattern[str]:
    """A known university at the front of a name: 北京大学附属中学, and not 北京|大学生创业园."""
    forms = longest_first(form for form in national_bodies() if form.endswith("大学") and len(form) >= 4)
    return re.compile("(?:" + "|".join(map(re.escape, forms)) + ")(?!生)")


def _take_region(reading: _Reading, around: Surroundings) -> None:
    if _university().match(reading.rest):
        return  # 北京大学附属中学: of the university, not of the city
    region, rest = read_front(reading.rest, around)
    if region and not rest:
        whole = township(reading.rest)[0]
        if whole is not None:
            return
    if not region or (rest and len(rest) < 2 and rest not in {"委"}):
        return
    if rest.startswith(("支行", "分行", "分局", "分公司")):
        return  # 诸暨支行: whose, the name does not say
    taken = reading.rest[: len(reading.rest) - len(rest)]
    reading.parts.append(Part(Role.REGION, taken))
    reading.region, reading.rest, reading.explicit = region, rest, True


def _take_level(reading: _Reading, home: Region) -> None:
    text = reading.rest
    word = level_word(text)
    if text in {"省委", "市委", "区委", "县委", "州委", "旗委", "盟委"}:
        word = text[0]
    if not word or word not in _LEVELS:
        return
    founded = text[1:2] == "立"  # 省立医院 keeps its first character
    if reading.region:
        if not _same_level(reading.region, word):
            return
    else:
        found = _home_at(word, home)
        reading.region, reading.explicit = found, bool(found)
        reading.unsettled = None if found else _LEVELS[word]
    if not founded:
        reading.parts.append(Part(Role.LEVEL, word))
        reading.rest = text[len(word) :]


def _same_level(region: Region, word: str) -> bool:
    last = region[-1]
    if last.level == PROVINCE and last.key in _MUNICIPALITIES:
        return word == "市"
    return _LEVELS[word] == last.level or (word == "市" and last.key.endswith("市"))


def _home_at(word: str, home: Region) -> Region:
    """The step of the home that a level word means: 市 in 诸暨市 is that city."""
    wanted = _LEVELS[word]
    near = steps_up(home, COUNTY)
    if not near:
        return ()
    last = near[-1]
    if word == "市" and last.level == COUNTY and last.key.endswith("市"):
        return near
    if word == "市" and near[0].key in _MUNICIPALITIES:
        return near[:1]
    if wanted == COUNTY and last.level == COUNTY:
        titled = last.key.endswith(("县", "旗", "市"))
        return near if (word == "区") != titled and (word == "区" or last.key.endswith(word)) else ()
    found = steps_up(near, wanted)
    return found if found and found[-1].level == wanted else ()


def _take_township(reading: _Reading, around: Surroundings) -> None:
    over_it = _GOVERNMENT_OF.match(reading.rest)
    if over_it and reading.region:  # 天河区人民政府石牌街道办事处
        reading.parts.append(Part(Role.SYSTEM, over_it.group()))
        reading.rest = reading.rest[over_it.end() :]
    step, after = township(reading.rest)
    if step is None or step.key[:-1].endswith(("社区", "村")):
        return
    taken = reading.rest[: len(reading.rest) - len(after)]
    reading.parts.append(Part(Role.REGION, taken))
    own = core_name(step.key[:-1] + "自治县") if step.key.endswith("乡") else ""  # 阿西里彝族乡 is 阿西里乡
    step = Step(TOWNSHIP, own + "乡") if own and not own.endswith("自治县") else step
    over = reading.region or tuple(around.home)
    reading.region, reading.rest, reading.explicit = (*steps_up(over, COUNTY), step), after, True


def _branch(text: str, region: Region, around: Surroundings) -> tuple[Region, str]:
    """The region inside a name, and the name without it: 中国移动云川分公司 -> (云川, 中国移动分公司)."""
    bracketed = _BRACKETED.search(text)
    if bracketed:
        inside, rest = read_region(bracketed[1], around, district=True)
        if inside and not rest:
            return inside, text[: bracketed.start()] + text[bracketed.end() :]
        text = _BRACKETED.sub(r"\1", text)
    ends = words("in_region")
    if not text.endswith(ends):
        return (), text
    under = Surroundings(region or around.home, around.known)
    for start in range(2, len(text) - 2):
        found, rest = read_front(text[start:], under)
        taken = text[start : len(text) - len(rest)]
        if not found or len(taken) < 2 or not rest.startswith(ends) or not _may_have_branch(text[:start]):
            continue
        sure = (
            found in around.known.values() or listed(found) or not taken.startswith(("行", "局", "院", "司"))
        )
        if sure and (not region or compatible(region, found)):
            return found, text[:start] + rest
    return (), text


def _may_have_branch(head: str) -> bool:
    """Whether what stands before the region is a whole name."""
    return len(segment(head)) > 1 or head.endswith(
        ("司", "行", "局", "中", "学", "院", "馆", "社", "信", "动", "通", "化", "集团", "险", "寿")
    )


def _zones(text: str) -> str:
    """清堰高新技术产业开发区 -> 清堰高新区, where the region was not read."""
    for form, stands in division_words().zones.items():
        if len(form) >= 5 and form in text:
            return text.replace(form, stands)
    return text


def _words(core: str, reading: _Reading) -> tuple[Part, ...]:
    community = _COMMUNITY.fullmatch(core)
    if community is not None:
        kind = "村" if community["kind"] in {"行政村", "自然村"} else community["kind"]
        return (Part(Role.OWN, community["own"]), Part(Role.HEAD, kind))
    text = normal_form(_zones(_TERM.sub("", core)))
    if re.search(r"公司|集团", text):
        text = company_synonyms(text)
    for committee in organisation_words("committees"):
        tail = text.removeprefix(committee)
        if tail != text and tail.startswith(organisation_words("party_departments")):
            text = tail
            break
    if any(part.role is Role.SYSTEM and part.text in {"中共", "中国共产党"} for part in reading.parts):
        text = re.sub(r"(?<![党纪团关])工委", "党工委", text)
    if text == "委员会":
        text = "委"
    if reading.region and reading.region[-1].level == TOWNSHIP and reading.region[-1].key.endswith("街道"):
        text = re.sub(r"^(?:党委|工委|委)$", "党工委", text)
    elif reading.region and reading.region[-1].level == TOWNSHIP:
        text = re.sub(r"^委$", "党委", text)
    elif reading.region and re.fullmatch("工委", text):
        text = "党工委"
    if text.endswith(("日报社", "晚报社")):
        text = text[:-1]
    return tuple(part for part in segment(text))
