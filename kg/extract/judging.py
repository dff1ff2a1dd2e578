"""Is a stretch of text that ends in a suffix a name, or a common noun?"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.regions import is_division_name, is_everyday, is_known_region, is_known_town
from kg.extract.segments import NAME_TAGS, Segment
from kg.language.lac import Word

_TAGGED = frozenset({"ORG", "LOC", "nt", "ns"})
_GENERIC_SHAPE = re.compile(r"[级性型式化类者员们所]$|^[新高大多各小老中微全超]")
_KIND_OF_PROJECT = re.compile(r"[等性类型]|内外|资金|试点|人才")  # 生产性服务业项目 is a kind, no project
#: Task forces are named by their task alone.
_TASK_FORCES = ("专班", "工作专班", "领导小组", "工作领导小组", "指挥部")
_DETERMINERS = tuple("各每某该此")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``[start, end)`` of a segment that ends in ``suffix``; ``core`` is where its regions end."""

    segment: Segment
    suffix: lexicon.Suffix
    start: int
    core: int
    end: int
    variants: tuple[int, ...]
    words: tuple[Word, ...]

    @property
    def own(self) -> str:
        """The own name between regions and suffix."""
        return self.segment.text[self.core : self.suffix_start]

    @property
    def suffix_start(self) -> int:
        """Where the suffix starts."""
        return self.end - len(self.suffix.text)

    @property
    def region(self) -> bool:
        """Does a region stand before the name?"""
        return self.core > self.start

    @property
    def tagged(self) -> bool:
        """Does the tagger see a name in the last word?"""
        return self.words[-1].tag in _TAGGED


Verdict = tuple[str, float] | None  # rule and confidence, or None: no name


def judge(span: Span) -> Candidate | None:
    """The candidate, or None where it is a common noun, a part of a word, or a place with a body's ending."""
    if _is_false_end(span):
        return None
    span = _with_fitting_core(span)
    verdict = _JUDGES[span.suffix.trust](span)
    if verdict is None:
        return None
    rule, confidence = verdict
    suffix = span.suffix
    return Candidate(
        span.start,
        span.end,
        suffix.type,
        suffix.subtype,
        rule,
        confidence,
        span.core,
        bare=rule == "bare-name",
        variants=span.variants,
    )


def _is_false_end(span: Span) -> bool:
    """Does the text only look as if it ended in the suffix?"""
    suffix, own, text = span.suffix, span.own, span.segment.text[span.core : span.end]
    last = span.words[-1]
    if last.start < span.suffix_start and not span.tagged and is_everyday(last.text, 1):
        return True  # the suffix is a part of a common word: 全部, 干部
    if suffix.text == "公司" and own.endswith("公司"):
        return True  # 有限公司 | 公司债券
    if suffix.text == "部" and own.endswith(("东", "西", "南", "北", "中")):
        return True
    if suffix.subtype in ("Office", "Community") and text.endswith(lexicon.endings("no_settlement_ends")):
        return True
    if suffix.subtype == "Site" and (is_known_region(text) or text.endswith(("服务站", "工作站"))):
        return True  # 九江: a division that ends like a river
    if suffix.trust != "short":
        return False
    if any(is_known_town(text[cut:]) for cut in range(max(1, len(text) - 2))):
        return True  # 景德镇 is a city, and 云航景德镇 is nothing
    return suffix.text in tuple("省市区县州") and not is_division_name(text)


def _with_fitting_core(span: Span) -> Span:
    if span.core == span.suffix_start and span.suffix.trust != "level":  # 柳林镇|中心学校 is not 中心学校
        span = replace(span, variants=tuple(v for v in span.variants if v < span.core))
    if span.suffix.subtype in ("Company", "Institution") and span.variants and _evidence(span) < 0.5:
        span = replace(span, variants=span.variants[:-1])  # 投资发展有限公司 without its town could be any
    needs_own = span.suffix.trust in ("named", "brand") and span.suffix.type != "Organization"
    if needs_own and not span.own and span.variants:  # 云川|宁澜|工业园: the last region is the own name
        return replace(span, core=span.variants[-2] if len(span.variants) > 1 else span.start)
    return span


def _evidence(span: Span) -> float:
    """How sure are we that the own part is somebody's name, not a common noun? 0 to 1."""
    score = 0.5 if _is_listed(span) and len(span.own) >= 2 else 0.0
    for word in span.words:
        text = span.segment.text[max(span.core, word.start) : min(span.suffix_start, word.end)]
        if word.end <= span.core or word.start >= span.suffix_start:
            continue
        if word.tag in NAME_TAGS:
            score = max(score, 0.4 if is_everyday(text, 300) else 0.9)
        elif (
            word.tag != "m"
            and 2 <= len(text) <= 4
            and not is_everyday(text, 1)
            and not _GENERIC_SHAPE.search(text)
        ):
            score = max(score, 0.55)
    return score


def _is_listed(span: Span) -> bool:
    """Does the name stand in a list of names (A、B、C等8家企业)?"""
    text = span.segment.text
    listed = text[span.start - 1 : span.start] == "、" or text[span.end : span.end + 1] in ("、", "等")
    return listed and span.suffix.type == "Organization"


@functools.cache
def _opening_a_kind() -> tuple[str, ...]:
    return (*_DETERMINERS, *(head for head in lexicon.words("generic_heads") if len(head) > 1))


def _is_generic(span: Span) -> bool:
    """各社区, 这个村, 重点项目: groups and kinds."""
    own, heads = span.own, lexicon.words("generic_heads")
    if span.suffix.text.endswith("有限公司"):
        return False
    return own in heads or own.startswith(_opening_a_kind())


def is_this_level(text: str) -> bool:
    """该县, 本市, 我省: the division at hand."""
    return len(text) > 1 and text[0] in "该本我" and text[1:] in lexicon.words("levels")


def _judge_level(span: Span) -> Verdict:
    """区科技局, 临溪区科技局: the region, a level word or the tagger must vouch; alone it is a bare name."""
    if not span.own and not span.region:
        return ("bare-name", 0.6)
    if is_this_level(span.own):
        return ("name-grammar", 0.9)
    generic = _is_generic(span)
    if span.region or span.tagged or span.own in lexicon.words("levels"):
        return None if generic and span.own and not span.tagged else ("name-grammar", 0.9)
    return ("name-grammar", 0.8) if not generic and _evidence(span) >= 0.5 else None


def _judge_named(span: Span) -> Verdict:
    """柳林办事处, 恒丰科技公司: needs a name of its own before the suffix."""
    suffix = span.suffix
    if not span.own:
        whole = suffix.subtype in ("SocialOrganization", "Institution") and len(suffix.text) >= 4
        if span.region and (whole or suffix.subtype in ("Office", "GovernmentBody", "District")):
            return ("name-grammar", 0.8)  # 云川市|志愿者协会
        return ("bare-name", 0.4) if suffix.subtype in ("Office", "GovernmentBody", "Community") else None
    if _is_generic(span) or (suffix.type == "Project" and len(span.own) < 2):
        return None
    evidence = _evidence(span)
    if suffix.type in ("Project", "Place") and evidence < 0.8:
        if not _is_definite_work(span, evidence):
            return None
        if not span.region:
            return None if _KIND_OF_PROJECT.search(span.own) else ("name-grammar", 0.6)
    elif suffix.text in _TASK_FORCES and len(span.own) >= 4:
        evidence = max(evidence, 0.5)
    elif evidence < 0.5 and not span.region and not span.tagged:
        return None
    return (
        "name-grammar",
        0.6 + 0.3 * max(evidence, 0.9 if span.tagged else 0.0, 0.6 if span.region else 0.0),
    )


def _is_definite_work(span: Span, evidence: float) -> bool:
    """A project or site without a name in it is definite by its region, or by a long description."""
    if span.region and len(span.own) >= 2:
        return True
    if span.tagged and evidence >= 0.5:
        return True
    long_ends = ("项目", "工程", "改造")
    return span.suffix.type == "Project" and len(span.own) >= 5 and span.suffix.text.endswith(long_ends)


def _judge_brand(span: Span) -> Verdict:
    """恒丰服饰, 岭东智联科技: a trade for a suffix. Common nouns end so, too: the tagger must see a name."""
    if not span.own or _is_generic(span) or not (span.tagged or _evidence(span) >= 0.8):
        return None
    if not _is_listed(span) and is_everyday(span.own, 300):
        return None  # 新能源 | 汽车
    if not span.tagged and span.suffix.text in lexicon.words("verbs_in_names"):
        return None  # 余山投资 may be a company, or 余山 investing
    return ("brand-name", 0.8 if span.tagged else 0.65)


def _judge_short(span: Span) -> Verdict:
    """One character: only what the tagger marks as a name."""
    return ("tagged-name", 0.85) if span.own and span.tagged and not _is_generic(span) else None


_JUDGES: dict[str, Callable[[Span], Verdict]] = {
    "level": _judge_level,
    "named": _judge_named,
    "brand": _judge_brand,
    "short": _judge_short,
}
