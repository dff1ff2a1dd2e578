"""What a mention names within its article: short forms, level words and anaphora led back to the full name.

区委组织部 in an article on 上街区 is 上街区委组织部, 该办事处 is the last office named, 管委会 the one
committee that the article has named in full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract import lexicon
from kg.extract.people import surname_of
from kg.extract.regions import is_known_region
from kg.model import Mention

#: Level word -> the ends of division names at that level.
LEVEL_ENDS = {
    "省": ("省", "自治区"),
    "市": ("市", "州", "盟"),
    "区": ("区", "新城"),
    "县": ("县", "旗", "市"),
    "镇": ("镇",),
    "乡": ("乡",),
    "街道": ("街道", "办事处"),
    "办事处": ("街道", "办事处"),
    "州": ("州",),
    "旗": ("旗",),
}
_QUOTES = re.compile(r"[“”‘’\"'「」『』《》\s]")
_DETERMINER = re.compile(r"^[该本我]")


@dataclass(frozen=True, slots=True)
class Home:
    """The divisions an article is about: the leading name at each level (区 -> 金水区)."""

    by_level: dict[str, str]

    def at(self, level: str) -> str:
        """The division that a bare level word stands for, or ""."""
        return self.by_level.get(level, "")


def home_of(mentions: Sequence[Mention]) -> Home:
    """The divisions that the article speaks of most, one a level; the title counts three times."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for place, mention in enumerate(mentions):
        if mention.subtype not in ("District", "Office") or mention.anaphor:
            continue
        name = mention.text if mention.subtype == "District" else mention.name
        counts[name] += 3 if mention.in_title else 1
        first.setdefault(name, place)
    by_level = {}
    for level, ends in LEVEL_ENDS.items():
        names = [n for n in counts if n.endswith(ends) and len(n) > 2]
        if names:
            by_level[level] = min(names, key=lambda n: (-counts[n], first[n], n))
    return Home(by_level)


def clean_name(text: str) -> str:
    """A name without quotation marks and white space."""
    return _QUOTES.sub("", text)


def name_mentions(mentions: Sequence[Mention], home_names: Mapping[str, str]) -> list[Mention]:
    """Give every mention the fullest name its article allows; drop those that stay without an owner."""
    home = home_of(mentions)
    merged = Home({**home_names, **home.by_level})
    named = [_expand_levels(_as_community(m), merged) for m in mentions]
    full = _full_names(named)
    for _ in range(3):  # 云川 -> 云川市 -> 岭东省云川市
        named = [_lengthen(m, full) for m in named]
    return _lead_back(named, merged)


_OF_COMMUNITY = re.compile(
    r"^(.{2,}(?:社区|村))(?:党委|党总支|党支部|总支|支部|团委|团支部|居委会|居民委员会|党群服务中心|两委|村委会|村民委员会)$"
)


def _as_community(mention: Mention) -> Mention:
    """The party branch or committee of a community is the community: 柳林社区党支部 -> 柳林社区."""
    match = _OF_COMMUNITY.match(mention.name) if mention.type == "Organization" else None
    if match is None:
        return mention
    return replace(mention, name=match[1], subtype="Community")


def _expand_levels(mention: Mention, home: Home) -> Mention:
    """区委组织部 -> 金水区委组织部, 市政府 -> 郑州市政府, where the article has the district."""
    if mention.type != "Organization":
        return mention
    for level in ("街道", "办事处", "省", "市", "区", "县", "州", "旗", "镇", "乡"):
        if mention.name.startswith(level) and len(mention.name) > len(level):
            owner = home.at(level)
            if owner and not mention.name.startswith(owner):
                return replace(mention, name=owner + mention.name[len(level) :], region=owner)
            return mention
    return mention


def _full_names(mentions: Sequence[Mention]) -> dict[tuple[str, str], list[str]]:
    """(type, subtype) -> full names in reading order."""
    table: dict[tuple[str, str], list[str]] = {}
    for mention in mentions:
        if mention.anaphor or mention.rule == "bare-name":
            continue
        names = table.setdefault((mention.type, mention.subtype), [])
        if mention.name not in names:
            names.append(mention.name)
    return table


def _lengthen(mention: Mention, full: dict[tuple[str, str], list[str]]) -> Mention:
    """The one longer name of the same kind that ends (or, in a person's case, starts) as this one does."""
    if mention.anaphor or mention.type == "Person":
        return mention
    longer = [
        name
        for name in full.get((mention.type, mention.subtype), ())
        if len(name) > len(mention.name) and _is_short_for(mention.name, name, mention)
    ]
    if not longer:
        return mention
    stems = {name for name in longer if not any(other != name and other.endswith(name) for other in longer)}
    if len(stems) != 1:
        return mention
    return replace(mention, name=stems.pop())


#: Official long and short forms of the same words, for comparing names within one article.
_SHORTER = (
    ("管理委员会", "管委会"), ("人民政府", "政府"), ("街道办事处", "街道"), ("街道办", "街道"), ("办事处", "街道"),
    ("经济技术开发区", "经开区"), ("高新技术产业开发区", "高新区"), ("高新技术开发区", "高新区"), ("村民委员会", "村"), ("村委会", "村"),
    ("居民委员会", ""), ("居委会", ""), ("中共", ""), ("中国共产党", ""), ("人民法院", "法院"), ("人民检察院", "检察院"),
    ("规划和自然资源委员会", "规划和自然资源委"), ("发展和改革委员会", "发改委"), ("发展改革委", "发改委"), ("股份有限公司", ""), ("有限责任公司", ""), ("有限公司", ""),
)  # fmt: skip


def comparable(name: str) -> str:
    """A name with official long forms shortened: 北京经济技术开发区管理委员会 -> 北京经开区管委会."""
    for long, short in _SHORTER:
        if len(name) > len(long):
            name = name.replace(long, short)
    if name.endswith("党委") and "街道" in name:
        return name.removesuffix("党委") + "党工委"
    return name


def _is_subsidiary(short: str, name: str) -> bool:
    """云川华能燃气有限公司 beside 华能燃气有限公司: two firms, where both are given with their legal form."""
    rest = name.removesuffix(short)
    return rest != name and short.endswith("有限公司") and is_known_region(rest)


def _is_short_for(short: str, name: str, mention: Mention) -> bool:
    brief, full = comparable(short), comparable(name)
    if mention.subtype == "Company" and _is_subsidiary(short, name):
        return False
    if full.endswith(brief):
        rest = full[: -len(brief)]
        return (
            mention.rule == "bare-name"
            or not rest
            or len(brief) >= 3
            or mention.type == "Place"
            or len(rest) >= 2
        )
    if mention.type in ("Project", "Initiative") and len(short) >= 3:
        return name.startswith(short) or (short in name and len(short) >= 4) or _same_work(short, name)
    if mention.subtype == "District":
        return name[:-1].endswith(short) and len(short) >= 2
    if mention.subtype == "Company":
        return len(brief) >= 2 and full.startswith(brief) and len(full) - len(brief) >= 2
    return False


_WORK_TAILS = re.compile(r"(?:建设项目|建设工程|项目|工程|建设|专项行动|活动|行动|计划|会议|大会)+$")
_PHASE = re.compile(r"[一二三四五六七八九十0-9]+(?:期|段|标|号|届|次)")


def _same_work(short: str, name: str) -> bool:
    """云川研发中心建设项目 and 岭东农业云川研发中心: the same end, and one inside the other in order."""
    one, other = _WORK_TAILS.sub("", short), _WORK_TAILS.sub("", name)
    if (
        len(one) < 4
        or len(other) < 4
        or one[-4:] != other[-4:]
        or _PHASE.findall(one) != _PHASE.findall(other)
    ):
        return False
    brief, full = sorted((one, other), key=len)
    rest = iter(full)
    return all(ch in rest for ch in brief)


def _lead_back(mentions: Sequence[Mention], home: Home) -> list[Mention]:
    """Resolve 该区, 该公司 and bare names to the last fitting name before them; drop the rest."""
    kept: list[Mention] = []
    for mention in mentions:
        if mention.anaphor:
            found = _antecedent(mention, kept, home)
            if found is not None:
                kept.append(
                    replace(
                        mention, name=found.name, type=found.type, subtype=found.subtype, region=found.region
                    )
                )
        elif mention.rule == "bare-name" and mention.name == clean_name(mention.text):
            found_bare = _bare_owner(mention, kept, home)
            if found_bare is not None:
                kept.append(found_bare)
            elif mention.name in _DEFINITE:
                kept.append(mention)
        else:
            kept.append(mention)
    return kept


def _antecedent(mention: Mention, before: Sequence[Mention], home: Home) -> Mention | None:
    tail = _DETERMINER.sub("", mention.text)
    if tail in LEVEL_ENDS and home.at(tail):
        for other in reversed(before):
            if other.name == home.at(tail):
                return other
    for other in reversed(before):
        if other.type == "Person" or other.anaphor:
            continue
        if other.name.endswith(tail) or _fits(tail, other):
            return other
    return None


#: Definite without more: a town has one.
_DEFINITE = frozenset(["省委", "市委", "区委", "县委", "州委", "旗委"])
_FITTING = {
    "公司": ("Company",), "集团": ("Company",), "企业": ("Company",), "局": ("GovernmentBody",), "委": ("GovernmentBody",), "街道": ("Office",), "办事处": ("Office",),
    "社区": ("Community",), "村": ("Community",), "校": ("Institution",), "学校": ("Institution",), "医院": ("Institution",), "院": ("Institution",),
    "单位": (), "区": ("District",), "市": ("District",), "县": ("District",), "中心": ("Institution", "SocialOrganization", "GovernmentBody"), "队": ("SocialOrganization", "GovernmentBody", "Institution"),
    "项目": ("Project",), "超市": ("Company",), "银行": ("Company",), "协会": ("SocialOrganization",), "园区": ("District", "Project"),
}  # fmt: skip


def _fits(tail: str, other: Mention) -> bool:
    kinds = _FITTING.get(tail, ())
    if other.type in ("Project",) and "Project" in kinds:
        return True
    return other.subtype in kinds


_COMMITTEE = re.compile(r"^(.+?(?:[省市区县州旗]委|党工委|党委|工委))(?=.|$)")
#: Every body has one: its own is the one last named.
_OF_ANY_BODY = frozenset(["机关党委", "党组", "直属机关党委"])


def _bare_owner(mention: Mention, before: Sequence[Mention], home: Home) -> Mention | None:
    """办事处, 管委会, 党工委 without a name: the one that was named, or the home district's own."""
    for other in reversed(before):
        if (
            other.subtype == mention.subtype
            and other.name.endswith(mention.name)
            and other.name != mention.name
        ):
            return replace(mention, name=other.name, region=other.region)
    if mention.name in _OF_ANY_BODY:
        for other in reversed(before):
            if other.subtype in ("GovernmentBody", "Office", "Institution", "Company") and not other.anaphor:
                return replace(mention, name=other.name + mention.name, region=other.region)
    if mention.subtype == "PartyBody":
        for other in reversed(before):  # 区委社会工作部、统战部: both are the committee's
            committee = _COMMITTEE.match(other.name) if other.subtype == "PartyBody" else None
            if committee is not None:
                return replace(mention, name=committee[1] + mention.name, region=other.region)
    if mention.subtype == "PartyBody" or mention.name in ("管委会", "管理委员会"):
        owner = home.at("区") or home.at("县")
        if owner and mention.name in (
            "党工委",
            "工委",
            "管委会",
            "管理委员会",
            "组织部",
            "宣传部",
            "统战部",
            "政法委",
            "纪委",
            "纪工委",
        ):
            return replace(mention, name=owner + mention.name, region=owner)
    return None


def person_short_forms(mentions: Sequence[Mention]) -> dict[str, str]:
    """Surname -> the only person of that surname in the article: 张局长 -> 张进."""
    by_surname: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.type == "Person":
            by_surname.setdefault(surname_of(mention.name), set()).add(mention.name)
    return {
        surname: next(iter(names)) for surname, names in by_surname.items() if surname and len(names) == 1
    }


def is_known_stem(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The body whose own name this is (郑港 of 郑港办事处), if just one has it; its longest name counts."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention.type not in ("Organization", "Project", "Place") or len(text) < 2:
            continue
        suffix = lexicon.suffix_at(mention.name, len(mention.name))
        if suffix is not None and mention.name[: -len(suffix.text)].endswith(text):
            found[mention.name] = mention
    if not found:
        return None
    longest = max(found, key=lambda name: (len(name), name))
    return found[longest] if all(longest.endswith(name) for name in found) else None
