"""What a mention names within its article: short forms, level words and anaphora led back to the full name.

区委组织部 in an article on 临溪区 is 临溪区委组织部, 该办事处 is the last office named, 管委会 the one
committee that the article has named in full.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from kg.divisions import gazetteer
from kg.extract.editions import with_editions
from kg.extract.judging import is_this_level
from kg.extract.owners import LEVEL_ENDS, Home, antecedent, bare_owner
from kg.extract.regions import leading_name
from kg.extract.short_forms import is_short_for
from kg.model import Mention
from kg.naming.known_names import known_names

_LEVELS = ("街道", "办事处", "省", "市", "区", "县", "州", "旗", "镇", "乡")
#: What ends like a district and has no committee and no bureaus: 云川市区, 粤港澳大湾区.
_AREAS = ("市区", "城区", "郊区", "湾区", "地区", "景区", "园区", "片区", "灾区")
#: Names that open with a level word's character and lean on no district.
_NO_LEVELS = ("市场", "市民卡", "乡村", "乡镇", "区域", "区块", "区间")
Short = tuple[str, str, str, str]  # type, subtype, rule and name: what tells of which names it may be short
_OPENING = frozenset("“‘《「『")
#: Level words that may mean one of several districts of an article, and how those end.
_SHARED_LEVELS = {"省": ("省", "自治区"), "市": ("市",), "区": ("区",), "县": ("县", "旗")}
_SHORT = 2  # characters: a level word of its own
_NEAR = 40  # characters from a district to the level word that means it
_OFTENER = 2
_BULLETS = "□■◇◆○●◎△▲▽▼☆★•·"
_QUOTES = re.compile(r"[“”‘’\"'「」『』《》\s]")


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
        names = [n for n in counts if n.endswith(ends) and len(n) > 2 and not _is_area(n)]
        if names:
            by_level[level] = min(names, key=lambda n: (-counts[n], first[n], n))
    return Home({**_called_short(counts, by_level), **by_level})


def _is_area(name: str) -> bool:
    """云川市区, but 西城区 is a district."""
    return name.endswith(_AREAS) and not gazetteer().find(name)


def _called_short(names: Iterable[str], by_level: Mapping[str, str]) -> dict[str, str]:
    """The one city and the one province that the article has by its short name alone: 天津 for 市委.

    None where it has several: which one a level word means is open then.
    """
    found: dict[str, set[str]] = {"省": set(), "市": set()}
    for name in names:
        for level, full in found.items():
            if level not in by_level and len(name) > 1:
                full |= {_called(name, level)} - {""}
    return {level: full.pop() for level, full in found.items() if len(full) == 1}


def _front(mention: Mention) -> str:
    """The known district that a body's name opens with, or ""."""
    return leading_name(mention.text) if mention.type == "Organization" else ""


@functools.lru_cache(maxsize=4096)
def _called(name: str, level: str) -> str:
    """The district of the level that has this short name: 抚州 for 市 is 抚州市; "" if none."""
    full = name + level
    return full if name and any(division.name == full for division in gazetteer().find(name)) else ""


class Nearer:
    """What level words mean at a place of an article on several districts of a level.

    What stands right before them (抚州|市委), else what is named shortly before, alone or as the front of a
    body, unless the home is spoken of twice as often: of 大连市 … 乌兰察布市委常委、市委宣传部部长 the second
    市委 is not 大连's.
    """

    def __init__(self, mentions: Sequence[Mention], home: Home) -> None:
        self._home = home
        self._named: dict[str, list[tuple[int, str]]] = {}  # by level: where a district ends, and its name
        self._ends: dict[int, str] = {}  # the districts by where they end
        self._counts: Counter[str] = Counter()
        placed = [m for m in mentions if not m.in_title and not m.anaphor and m.start >= 0]
        for mention in sorted(placed, key=lambda m: (m.end, m.start, m.text)):
            is_district = mention.subtype == "District"
            name = mention.text if is_district else _front(mention)
            if is_district:
                self._ends[mention.end] = name
            for level, titles in _SHARED_LEVELS.items():
                full = name if name.endswith(titles) else _called(name, level)
                self._counts[full] += is_district
                if full == name and len(name) > _SHORT and not _is_area(name):
                    self._named.setdefault(level, []).append((mention.end, name))

    def at(self, mention: Mention) -> Home:
        """The home as it is where a mention stands."""
        level = mention.name[:1]
        if mention.in_title or mention.type != "Organization" or level not in _SHARED_LEVELS:
            return self._home
        near = _called(self._ends.get(mention.start, ""), level)  # 抚州|市委
        if not near:
            named = self._named.get(level, [])
            at = bisect_right(named, mention.start, key=itemgetter(0)) - 1
            end, name = named[at] if at >= 0 else (0, "")
            home = self._home.at(level)
            far = mention.start - end > _NEAR or self._counts[home] >= _OFTENER * max(1, self._counts[name])
            near = "" if far else name
        return Home({**self._home.by_level, level: near}) if near else self._home


def clean_name(text: str) -> str:
    """A name without quotation marks, white space, and the marks of a list before it."""
    return _QUOTES.sub("", text).lstrip(_BULLETS)


def name_mentions(mentions: Sequence[Mention], home_names: Mapping[str, str]) -> list[Mention]:
    """Give every mention the fullest name its article allows; drop those that stay without an owner."""
    home = home_of(mentions)
    merged = Home({**home_names, **home.by_level})
    nearer = Nearer(mentions, merged)
    named = _as_one_known([_expand_levels(_as_community(m), nearer.at(m)) for m in mentions])
    named = with_editions(_in_full(named))
    full = _full_names(named)
    longer: dict[Short, str] = {}
    for _ in range(3):  # 云川 -> 云川市 -> 岭东省云川市
        named = [_lengthen(m, full, longer) for m in named]
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


def _as_one_known(mentions: Sequence[Mention]) -> list[Mention]:
    """工信部 in an article that also has 工业和信息化部 is that: of one body's known names the longest."""
    known, longest = known_names(), dict[tuple[str, str], str]()
    bodies: list[tuple[str, str] | None] = []
    for mention in mentions:
        what = known.get(mention.name)
        body = (what.type, what.standing) if what is not None and what.type == mention.type else None
        bodies.append(body)
        if body is not None and len(mention.name) > len(longest.get(body, "")):
            longest[body] = mention.name
    return [
        mention if body is None or longest[body] == mention.name else replace(mention, name=longest[body])
        for mention, body in zip(mentions, bodies, strict=True)
    ]


def _expand_levels(mention: Mention, home: Home) -> Mention:
    """区委组织部 -> 金水区委组织部, 市政府 -> 郑州市政府, where the article has the district."""
    if mention.type != "Organization" or mention.text[:1] in _OPENING:
        return mention  # “市说新语”: a name of its own
    if not mention.anaphor and is_this_level(mention.name[:2]) and len(mention.name) > 2:
        mention = replace(mention, name=mention.name[1:])  # 该县总工会 -> 县总工会
    for level in _LEVELS if mention.name.startswith(_LEVELS) else ():
        if mention.name.startswith(level) and len(mention.name) > len(level):
            if mention.name.startswith(_NO_LEVELS):
                return mention
            owner = home.at(level)
            if owner and not mention.name.startswith(owner):
                return replace(mention, name=owner + mention.name[len(level) :], region=owner)
            return mention
    return mention


def _in_full(mentions: Sequence[Mention]) -> list[Mention]:
    """尼古拉 as 尼古拉·彼得罗夫: a part of one foreign person's name of the article."""
    whole = {m.name: set(m.name.split("·")) for m in mentions if m.type == "Person" and "·" in m.name}
    if not whole:
        return list(mentions)
    found = []
    for mention in mentions:
        if mention.type == "Person" and mention.name not in whole and len(mention.name) > 1:
            owners = [name for name, parts in whole.items() if mention.name in parts]
            mention = replace(mention, name=owners[0]) if len(owners) == 1 else mention
        found.append(mention)
    return found


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


def _lengthen(
    mention: Mention, full: Mapping[tuple[str, str], Sequence[str]], longer: dict[Short, str]
) -> Mention:
    """The mention with its longer name; ``longer`` keeps what was found for the next mention like it."""
    if mention.anaphor or mention.type == "Person":
        return mention
    key = (mention.type, mention.subtype, mention.rule, mention.name)
    name = longer.get(key)
    if name is None:
        name = longer[key] = _longer(mention, full)
    return mention if name == mention.name else replace(mention, name=name)


def _longer(mention: Mention, full: Mapping[tuple[str, str], Sequence[str]]) -> str:
    """The one longer name of the same kind that ends (or, in a person's case, starts) as this one does;
    else its own.
    """
    longer = [
        name
        for name in full.get((mention.type, mention.subtype), ())
        if len(name) > len(mention.name) and is_short_for(mention, name)
    ]
    if not longer:
        return mention.name
    stems = {name for name in longer if not any(other != name and other.endswith(name) for other in longer)}
    for narrower in (_ending, _whole) if len(stems) > 1 else ():
        stems = narrower(mention, stems) or stems
    return stems.pop() if len(stems) == 1 else mention.name


def _ending(mention: Mention, names: set[str]) -> set[str]:
    """Of several longer names those that end as the short one does."""
    return {name for name in names if name.endswith(mention.name)}


def _whole(mention: Mention, names: set[str]) -> set[str]:
    """Of several longer names the one that the others are short for, too."""
    return {name for name in names if all(_is_same(mention, other, name) for other in names)}


def _is_same(mention: Mention, short: str, name: str) -> bool:
    return short == name or (len(short) < len(name) and is_short_for(replace(mention, name=short), name))


def _lead_back(mentions: Sequence[Mention], home: Home) -> list[Mention]:
    """Resolve 该区, 该公司 and bare names to the last fitting name before them; drop the rest."""
    kept: list[Mention] = []
    for mention in mentions:
        found: Mention | None = mention
        if mention.anaphor:
            owner = antecedent(mention, kept, home)
            found = owner and replace(
                mention, name=owner.name, type=owner.type, subtype=owner.subtype, region=owner.region
            )
        elif mention.rule == "bare-name" and mention.name == clean_name(mention.text):
            found = bare_owner(mention, kept, home)
        if found is not None:
            kept.append(found)
    return kept
