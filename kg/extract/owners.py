"""Whose is it? 该区, 该公司 and bare names (管委会, 组织部) led back to what the article named before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract import lexicon
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
#: What a noun behind 该 may stand for: subtypes of organisations and places, or the type Project.
_FITTING: dict[str, tuple[str, ...]] = {
    "公司": ("Company",),
    "集团": ("Company",),
    "企业": ("Company",),
    "超市": ("Company",),
    "银行": ("Company",),
    "局": ("GovernmentBody",),
    "委": ("GovernmentBody",),
    "街道": ("Office",),
    "办事处": ("Office",),
    "社区": ("Community",),
    "村": ("Community",),
    "校": ("Institution",),
    "学校": ("Institution",),
    "医院": ("Institution",),
    "院": ("Institution",),
    "中心": ("Institution", "SocialOrganization", "GovernmentBody"),
    "队": ("SocialOrganization", "GovernmentBody", "Institution"),
    "协会": ("SocialOrganization",),
    "区": ("District",),
    "市": ("District",),
    "县": ("District",),
    "项目": ("Project",),
    "园区": ("District", "Project"),
}
_DETERMINER = re.compile(r"^[该本我]")
_COMMITTEE = re.compile(r"^(.+?(?:[省市区县州旗]委|党工委|党委|工委))(?=.|$)")
_HAVE_INNER_BODIES = ("GovernmentBody", "Office", "Institution", "Company")


@dataclass(frozen=True, slots=True)
class Home:
    """The divisions an article is about: the leading name at each level (区 -> 临溪区)."""

    by_level: Mapping[str, str]

    def at(self, level: str) -> str:
        """The division that a bare level word stands for, or ""."""
        return self.by_level.get(level, "")


def antecedent(mention: Mention, before: Sequence[Mention], home: Home) -> Mention | None:
    """What 该区 or 该公司 stands for: the home division at that level, else the last fitting mention."""
    noun = _DETERMINER.sub("", mention.text)
    if home.at(noun):
        for other in reversed(before):
            if other.name == home.at(noun):
                return other
    for other in reversed(before):
        if other.type != "Person" and not other.anaphor and (other.name.endswith(noun) or _fits(noun, other)):
            return other
    return None


def _fits(noun: str, other: Mention) -> bool:
    kinds = _FITTING.get(noun, ())
    return other.type in kinds or other.subtype in kinds


def bare_owner(mention: Mention, before: Sequence[Mention], home: Home) -> Mention | None:
    """办事处, 管委会, 党工委 without a name: the one named before, or the home division's own."""
    for other in reversed(before):
        if (
            other.subtype == mention.subtype
            and other.name != mention.name
            and other.name.endswith(mention.name)
        ):
            return replace(mention, name=other.name, region=other.region)
    owner = _owner_of_part(mention, before)
    if owner is not None:
        return owner
    division = home.at("区") or home.at("县")
    if division and mention.name in lexicon.words("bodies_of_a_district"):
        return replace(mention, name=division + mention.name, region=division)
    return mention if mention.name in lexicon.words("definite_committees") else None


def _owner_of_part(mention: Mention, before: Sequence[Mention]) -> Mention | None:
    if mention.name in lexicon.words("parts_of_any_body"):
        for other in reversed(before):
            if other.subtype in _HAVE_INNER_BODIES and not other.anaphor:
                return replace(mention, name=other.name + mention.name, region=other.region)
    if mention.subtype == "PartyBody":
        for other in reversed(before):  # 区委社会工作部、统战部: both are the committee's
            committee = _COMMITTEE.match(other.name) if other.subtype == "PartyBody" else None
            if committee is not None:
                return replace(mention, name=committee[1] + mention.name, region=other.region)
    return None
