"""Names parsed into the parts that decide identity."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.divisions.short_names import division_words
from kg.naming.anywhere import COUNTRY, body_anywhere, initiative_anywhere
from kg.naming.plain_text import plain
from kg.naming.regions import (
    CHINA,
    COUNTY,
    NATION,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    Region,
    Step,
    Surroundings,
    compatible,
    is_rest_of_town,
    listed,
    read_region,
    steps_up,
)
from kg.naming.towns import district_of
from kg.naming.vocabulary import (
    company_synonyms,
    initiative_words,
    is_generic,
    is_generic_initiative,
    national_bodies,
    national_initiatives,
    official_synonyms,
    organisation_words,
    places_anywhere,
)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name by its parts.

    ``region`` is the path that the name itself or its level word gives (``explicit``), else the home of its
    article. ``core`` is the rest in normal form, ``rest`` as printed. ``own``: the core has a word of its
    own, so that the name says something outside its region. ``word``: the level word that stood for the
    region (区科技局). ``unsettled``: the level it asks for, where the surroundings don't have it, else None.
    """

    region: Region
    core: str
    rest: str
    own: bool
    explicit: bool
    unsettled: int | None = None
    word: str = ""

    @property
    def national(self) -> bool:
        return bool(self.region) and self.region[0].level == NATION


_LEVELS = {"自治区": PROVINCE, "省": PROVINCE, "市": PREFECTURE, "州": PREFECTURE, "盟": PREFECTURE}
_LEVELS |= {
    "区": COUNTY,
    "县": COUNTY,
    "旗": COUNTY,
    "街道": TOWNSHIP,
    "办事处": TOWNSHIP,
    "镇": TOWNSHIP,
    "乡": TOWNSHIP,
}
_LEVEL_WORDS = tuple(sorted(_LEVELS, key=lambda word: (-len(word), word)))
_LEVEL_STARTS = frozenset(word[0] for word in _LEVELS)
_NATIONAL_START = re.compile(r"(?:中国|中华|全国|国家)(?=[一-龥]{2})")
#: What the name of a township or subdistrict ends in, the longest first.
TOWNSHIP_KINDS = ("街道办事处", "街道办", "街道", "办事处", "街办", "民族乡", "镇", "乡")
_TOWNSHIP = re.compile(
    rf"(?P<own>[一-龥]{{1,6}}?)(?P<kind>{'|'.join(TOWNSHIP_KINDS)})"
    r"(?!镇|村振兴|贤|土|企|化|区域|海区)(?P<rest>.*)"
)
# 住房和城乡建设局, 特色小镇指挥部
_NO_TOWNSHIP = re.compile(r".|.*(?:特色小|风情小|小城|古|建制|重|中心|美丽|驻.{0,3}|[和与及]城|住房城)")
_KINDS = {"民族乡": "乡"}


_STOCK_CODE = re.compile(r"\([0-9A-Za-z.:]{4,12}\)")


def township(text: str) -> tuple[Step | None, str]:
    """杜岭街道办事处党工委 -> (杜岭街道, 党工委). 街道, 办事处 and 街道办事处 are one kind."""
    match = _TOWNSHIP.fullmatch(text)
    if match is None or _NO_TOWNSHIP.fullmatch(match["own"]):
        return None, text
    kind = _KINDS.get(match["kind"], match["kind"])
    return Step(TOWNSHIP, match["own"] + (kind if kind in {"镇", "乡"} else "街道")), match["rest"]


def level_word(text: str) -> str:
    """The level word that a name starts with (区科技局 -> 区), or "" (市场监管局)."""
    words = division_words()
    if text[:1] not in _LEVEL_STARTS:
        return ""
    if text.startswith(words.not_level) and not text.startswith(words.level_after_all):
        return ""
    return next((w for w in _LEVEL_WORDS if text.startswith(w) and len(text) > len(w)), "")


def _home_at(level: str, around: Surroundings) -> Region:
    """The home at the level that a word names: 市 in an article on a county-level city is that city."""
    wanted = _LEVELS[level]
    home = steps_up(around.home, COUNTY)
    if not home or wanted == TOWNSHIP:
        return ()
    last = home[-1]
    if level == "市" and last.level == COUNTY and last.key.endswith("市"):
        return home
    if level == "市" and last.level != PREFECTURE and len(home) <= 2 and home[0].key in _MUNICIPALITIES:
        return home[:1]
    if level in {"县", "旗"} and last.level == COUNTY and not last.key.endswith(level):
        return ()
    if level == "区" and last.level == COUNTY and last.key.endswith(("县", "旗", "市")):
        return ()
    found = steps_up(home, wanted)
    return found if found and found[-1].level == wanted else ()


_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})


def _same_level(region: Region, level: str) -> bool:
    """金水区区政府, 天津市市容园林委: the level word repeats the region's own."""
    last = region[-1]
    if last.level == PROVINCE and last.key in _MUNICIPALITIES:
        return level == "市"
    if last.level == TOWNSHIP:
        return level in {"街道", "办事处", "镇", "乡"}
    return _LEVELS[level] == last.level or (level == "市" and last.key.endswith("市"))


def _leading(text: str) -> str:
    """Without the words that name the system: 中共青岛市委 -> 青岛市委, 共青团郑州市委 -> 郑州市团委."""
    leading = organisation_words("leading")
    for word in leading if text.startswith(leading) else ():
        if text.startswith(word) and len(text) > len(word) + 1:
            tail = text[len(word) :]
            if word == "中国人民政治协商会议":
                return re.sub(r"(?:全国)?委员会$", "", tail) + "政协"
            return re.sub(r"委员会$", "委", tail) if word in {"中国共产党", "中共"} else tail
    match = re.fullmatch(r"(?:中国)?(?:共产主义青年团|共青团)(.+?)(工作委员会|工委|委员会|委)", text)
    if match:
        return match[1] + ("团工委" if match[2].startswith("工") else "团委")
    text = re.sub(r"^团([一-龥]{2,8}?[省市区县州旗])委", r"\1团委", text)
    return re.sub(r"^团([省市区县州旗])委", r"\1团委", text)


_SYSTEMS = re.compile(r"^(?:中共|共青团|民革|民盟|民建|民进)(?=[一-龥]{2,}[省市区县旗州]$)")


def district_text(name: str) -> str:
    """A district's plain name without the system that a body's name put before it: 共青团临溪区 -> 临溪区."""
    return _SYSTEMS.sub("", plain(name))


_COMMUNITY = re.compile(
    r"(?P<own>.+?)(?P<kind>社区|行政村|自然村|村|嘎查)?"
    r"(?:居民委员会|居委会|居委|村民委员会|委会|村委会|村委|两委|党总支|党支部|党委|党群服务中心)*"
)


def _community(rest: str) -> str:
    """The core of a community: 银鹭社区党总支 -> 银鹭社区."""
    match = _COMMUNITY.fullmatch(rest)
    if match is None:
        return rest
    kind = match["kind"] or ""
    return match["own"] + ("村" if kind in {"行政村", "自然村"} else kind)


def has_legal_form(text: str) -> bool:
    """Whether a company's name ends in a full legal form: 云岭食品有限公司, not 云岭食品, not 云岭公司."""
    return text.endswith(("有限公司", "责任公司"))


_BRANCHES = ("分公司", "子公司")


def strip_legal_form(text: str) -> str:
    """Without the legal form at its end, longest first: 国元证券股份有限公司 -> 国元证券."""
    forms = organisation_words("legal_forms")
    for form in forms if text.endswith(forms) else ():
        if text.endswith(form) and len(text) - len(form) >= 2 and not text.endswith(_BRANCHES):
            return strip_legal_form(text[: -len(form)])
    return text


_ORDINAL_SCHOOL = re.compile(r"第([一二三四五六七八九十百]+)(?:初级)?中学")


def _core(rest: str, subtype: str, region: Region) -> str:
    if subtype == "Community":
        return _community(rest)
    core = official_synonyms(rest)
    core = _ORDINAL_SCHOOL.sub(r"\1中", core)
    if subtype == "Company":
        return company_synonyms(strip_legal_form(core))
    if subtype == "Media":
        return re.sub(r"(?<=报)社$", "", core)
    for committee in organisation_words("committees"):
        tail = core[len(committee) :]
        if core.startswith(committee) and tail.startswith(organisation_words("party_departments")):
            core = tail
            break
    core = "委" if core == "委员会" else core
    if region and region[-1].level == TOWNSHIP and region[-1].key.endswith("街道"):
        core = re.sub(r"^党委", "党工委", core)  # a subdistrict's committee is a working committee
    return core


def parse_organisation(name: str, printed_region: str, subtype: str, around: Surroundings) -> ParsedName:
    """An organisation's name by its parts, with ``around`` to lean on. Never raises."""
    text = _STOCK_CODE.sub("", plain(name))
    bodies = national_bodies()
    nation = re.sub(r"^(?:中华人民共和国|中国)", "", text)  # 中国国务院, 中华人民共和国外交部
    bare = bodies.get(text) or bodies.get(strip_legal_form(text)) or bodies.get(nation)
    if bare:
        return ParsedName(CHINA, bare, text, own=True, explicit=True)
    anywhere = body_anywhere(text, subtype)
    if anywhere:
        return ParsedName(anywhere, _core(text, subtype, anywhere), text, own=True, explicit=True)
    text = _leading(text)
    region, rest = read_region(text, around)
    if region and not rest:
        if subtype not in {"Office", "Community"}:  # a district taken for a body
            return ParsedName(region, "", "", own=True, explicit=True)
        region, rest = (), text  # 九龙 for 九龙街道, not for the county
    unsettled: int | None = None
    leaned = ""
    if not region and printed_region and not is_rest_of_town(text.removeprefix(printed_region)):
        region = _printed(printed_region, around)
    word = level_word(rest)
    if word and (not region or _same_level(region, word) or _LEVELS[word] > region[-1].level):
        tail = rest[len(word) :]
        if region and _same_level(region, word):
            rest = tail
        elif not region and tail:
            region, rest, leaned = _home_at(word, around), tail, word
            unsettled = None if region else _LEVELS[word]
    step, after = township(rest)
    explicit = bool(region)
    if step is not None and not (subtype == "Company" and not after):
        region, rest = _under(district_of(step, around, region), step), after
        explicit = explicit or bool(after)
    elif subtype == "Office" and rest:
        step = Step(TOWNSHIP, rest)
        region, rest = _under(district_of(step, around, region), step), ""
    core = _core(rest, subtype, region)
    if not region and unsettled is None and _NATIONAL_START.match(text):
        return ParsedName(CHINA, core, rest, own=True, explicit=True)
    if word in {"街道", "办事处"} and core.startswith("党委"):
        core = "党工委" + core[2:]
    own = not core or not is_generic(core)
    return ParsedName(region or around.home, core, rest, own, explicit, unsettled, leaned)


def _under(region: Region, step: Step) -> Region:
    """An office lies in no office: 东城街道 with 东城街道 or 石鼓镇 as its printed region."""
    return (*steps_up(region, COUNTY), step)


def _printed(text: str, around: Surroundings) -> Region:
    """The region that the article gives for a name: a division, or an office of one."""
    region, rest = read_region(plain(text), around, district=True)
    if not rest:
        return region
    word = level_word(rest + "政府")
    if not region and word == rest:
        return _home_at(word, around)
    step, after = township(rest)
    if step is not None and not after:
        return (*district_of(step, around, region), step)
    return region


def _untitled(rest: str, region: Region, around: Surroundings) -> Region:
    """The county that a name without its title means, inside what is known: 浙江|南湖 -> 南湖区."""
    near = region or around.upto(PREFECTURE)
    if not near:
        return ()
    titled = [read_region(rest + title, Surroundings(near), district=True) for title in ("区", "县", "市")]
    found = {
        path for path, left in titled if path and not left and path[0] == near[0] and compatible(near, path)
    }
    known = {path for path in found if listed(path)}
    return known.pop() if len(known) == 1 else ()


def parse_place(name: str, printed_region: str, subtype: str, around: Surroundings) -> ParsedName:
    """A district is its path; a site is a name in a region."""
    text = district_text(name) if subtype == "District" else plain(name)
    if text in COUNTRY:
        return ParsedName(CHINA, "", "", own=True, explicit=True)
    anywhere = places_anywhere().get(text)
    if anywhere is not None:
        return ParsedName((Step(NATION, anywhere),), "", "", own=True, explicit=True)
    region, rest = read_region(text, around, district=subtype == "District")
    if not rest:
        return ParsedName(region, "", "", own=True, explicit=True)
    if subtype == "District":
        if rest in _LEVELS and not region:  # 市, 区 alone: the home
            home = _home_at(rest, around)
            return ParsedName(home, "", rest, True, bool(home), None if home else _LEVELS[rest])
        bare = _untitled(rest, region, around)
        if bare:
            return ParsedName(bare, "", "", own=True, explicit=True)
        step, after = township(rest)
        if step is not None and not after:
            return ParsedName((*district_of(step, around, region), step), "", "", own=True, explicit=True)
    explicit = bool(region)
    if not region and printed_region:
        region = _printed(printed_region, around)
    generic = len(rest) < 2 or rest in initiative_words("generic_sites")  # 云川|站
    return ParsedName(region or around.home, rest, rest, not generic, explicit)


_YEAR = re.compile(r"^(?:19|20)\d\d年度?")
_COUNT = re.compile(r"^\d+个")


def _strip_tails(text: str, tails: tuple[str, ...]) -> str:
    for tail in tails if text.endswith(tails) else ():
        if text.endswith(tail) and len(text) - len(tail) >= 2:
            return _strip_tails(text[: -len(tail)], tails)
    return text


def parse_initiative(name: str, printed_region: str, around: Surroundings) -> ParsedName:
    """A campaign, policy or document by region and own name: 惠济区“三送一强”活动 -> (…惠济区, 三送一强)."""
    text = plain(name).strip("、,，。·")
    table = national_initiatives()
    tails = initiative_words("initiative_tails")
    for form in (text, _strip_tails(text, tails)):
        if form in table:
            return ParsedName(CHINA, table[form], text, own=True, explicit=True)
    if text.startswith(initiative_words("national_starts")) or initiative_anywhere(name, text):
        return ParsedName(CHINA, text, text, own=True, explicit=True)
    year = _YEAR.match(text)
    dated = year.group() if year else ""
    region, rest = read_region(text[len(dated) :], around)
    if dated and rest:
        rest = dated + rest
    printed = _printed(printed_region, around) if printed_region else ()
    return _titled(text, (region, rest), printed, around, tails)


def parse_project(name: str, printed_region: str, around: Surroundings) -> ParsedName:
    """A project by region and own name, without 项目, 工程, 建设 at its end and a count before it."""
    text = _COUNT.sub("", plain(name))
    region, rest = read_region(text, around)
    printed = _printed(printed_region, around) if printed_region else ()
    return _titled(text, (region, rest), printed, around, initiative_words("project_tails"))


def _titled(
    text: str, read: tuple[Region, str], printed: Region, around: Surroundings, tails: tuple[str, ...]
) -> ParsedName:
    region, rest = read
    if not rest:
        region, rest = (), text
    explicit = bool(region)
    region = region or printed
    core = _strip_tails(rest, tails)
    generic = is_generic_initiative(_YEAR.sub("", core)) or len(core) < 4
    return ParsedName(region or around.home, core, rest, not generic, explicit)


def yearless(core: str) -> str:
    """An initiative's core without the year before it: 2023年发展大会 -> 发展大会."""
    return _YEAR.sub("", core)
