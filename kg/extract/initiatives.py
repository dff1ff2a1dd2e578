"""Campaigns, policies, documents, meetings, mechanisms: 《…条例》, “三送一强”活动, 第四期…宣讲会."""

from __future__ import annotations

import re

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.regions import is_everyday
from kg.extract.segments import Segment
from kg.language.lac import Word

_TITLE = re.compile(r"《[^《》]{2,80}》")
_QUOTED = re.compile(r"“([^“”]{2,40})”|‘([^‘’]{2,40})’|\"([^\"]{2,40})\"|「([^「」]{2,40})」")

_NAMING = re.compile(r"^[第首][一二三四五六七八九十百0-9]*[届期次季]|20\d\d年?度?|\d")
#: 三送一强, 一网通办, 五星支部, 1+N: numerals make a slogan the name of a programme.
_NUMBERED = re.compile(
    r"[一二三四五六七八九十两百千万双0-9]+[\u4e00-\u9fff]{1,4}[一二三四五六七八九十两百千万双0-9]|[0-9一-十]+\+|\+[0-9A-Z]|^[一二三四五六七八九十两双][\u4e00-\u9fff]{1,3}$|^[一二三四五六七八九十两双][\u4e00-\u9fff]{1,2}[一二三四五六七八九十两双][\u4e00-\u9fff]{1,3}$"
)


def find_initiatives(segment: Segment) -> list[Candidate]:
    """Initiatives in one sentence: titles in 《》, quoted names, names after a starting verb."""
    return [*_titled(segment), *_quoted(segment), *_unquoted(segment), *_congresses(segment)]


#: 党的十九大, 区委十一届九次全体(扩大)会议, 市政协十三届二次会议, 2018年中央一号文件, 中央八项规定.
_CONGRESS = re.compile(
    r"党的[一二三四五六七八九十]{2,3}大(?!会)|(?:20\d\d年)?中央一号文件|中央八项规定"
    r"|第?[一二三四五六七八九十]+届[一二三四五六七八九十]+[次中](?:全体|常委会|委员)?(?:[(（]扩大[)）])?(?:会议|全会)"
)


def _congresses(segment: Segment) -> list[Candidate]:
    """Congresses and plenary sessions by their numbers, with the body before them."""
    if not any(word in segment.text for word in ("届", "党的", "中央")):
        return []
    found = []
    for match in _CONGRESS.finditer(segment.text):
        start = match.start()
        for word in reversed(segment.words):
            if (
                word.end == start
                and word.tag in ("ORG", "nt", "LOC", "ns")
                and not match.group().startswith(("党的", "中央", "20"))
            ):
                start = word.start
        found.append(_initiative(start, match.end(), "congress", 0.85))
    return found


def _initiative(
    start: int, end: int, rule: str, confidence: float, variants: tuple[int, ...] = ()
) -> Candidate:
    return Candidate(start, end, "Initiative", "", rule, confidence, start, variants=variants)


def _is_issued(segment: Segment, start: int) -> bool:
    before = [w for w in segment.words if w.end <= start and w.text.strip() and w.tag != "u"]
    return bool(before) and before[-1].text.rstrip("了") in lexicon.words("verbs_of_issue")


def _titled(segment: Segment) -> list[Candidate]:
    found = []
    for match in _TITLE.finditer(segment.text):
        inner = re.sub(r"[（(][^（）()]*[）)]$", "", match.group()[1:-1])  # 《…办法（试行）》
        suffix = lexicon.suffix_at(inner, len(inner))
        if suffix is not None and suffix.subtype == "Media":
            found.append(
                Candidate(
                    match.start(), match.end(), "Organization", "Media", "titled-media", 0.8, match.start()
                )
            )
        elif len(inner) >= 4 and (
            inner.endswith(lexicon.endings("document_ends")) or _is_issued(segment, match.start())
        ):
            found.append(_initiative(match.start(), match.end(), "titled-document", 0.9))
    return found


def _head_after(segment: Segment, end: int) -> tuple[int, str]:
    """The initiative head that follows a closing quote (”活动, ”专项行动), and where it ends."""
    rest = [w for w in segment.words if w.start >= end]
    position, text = end, ""
    best: tuple[int, str] = (end, "")
    for word in rest[:5]:
        if word.start != position or word.tag in ("w", "p", "d", "c", "r", "u"):
            break
        if word.tag in ("v",) and word.text not in lexicon.words("verbs_in_names"):
            break
        position = word.end
        text = segment.text[end:position]
        suffix = lexicon.suffix_at(segment.text, position, end)
        if suffix is not None and suffix.type == "Initiative" and len(suffix.text) > 1:
            best = (position, text)
    return best


def _quoted(segment: Segment) -> list[Candidate]:
    found = []
    for match in _QUOTED.finditer(segment.text):
        inner = next(group for group in match.groups() if group)
        if (
            re.search(r"[。！？；]", inner)
            or "《" in inner
            or (len(inner) > 14 and re.search(r"[，,]", inner))
        ):
            continue
        end, head = _head_after(segment, match.end())
        suffix = lexicon.suffix_at(inner, len(inner))
        if (
            suffix is not None
            and suffix.type != "Initiative"
            and len(suffix.text) > 1
            and not head
            and "暨" not in inner
        ):
            if len(inner) >= len(suffix.text) + 2:
                found.append(
                    Candidate(
                        match.start(),
                        match.end(),
                        suffix.type,
                        suffix.subtype,
                        "quoted-body",
                        0.75,
                        match.start(),
                    )
                )
            continue
        if head:
            found.append(_initiative(match.start(), end, "quoted-with-head", 0.9))
        elif (
            suffix is not None and len(suffix.text) > 1 and len(inner) > len(suffix.text) + 1
        ) or "暨" in inner:
            found.append(_initiative(match.start(), match.end(), "quoted-name", 0.8))
        elif _is_programme(inner):
            found.append(_initiative(match.start(), match.end(), "quoted-numbered", 0.7))
        elif segment.text[match.end() : match.end() + 1] == "的":
            continue  # a description: “天蓝、水绿”的目标
        elif _run_by_verb(segment, match.start()) and len(inner) >= 3:
            found.append(_initiative(match.start(), match.end(), "quoted-after-verb", 0.6))
    return found


def _is_programme(inner: str) -> bool:
    """三送一强, 1+N, 万人助万企: numerals make a phrase the name of a programme."""
    if inner in lexicon.words("no_programmes") or not 4 <= len(inner) <= 14:
        return False
    return bool(_NUMBERED.search(inner)) and not re.search(
        r"[个类型条款]|[\u4e00-\u9fff]\+[\u4e00-\u9fff]", inner
    )


def _run_by_verb(segment: Segment, start: int) -> bool:
    before = [w for w in segment.words if w.end <= start and w.text.strip()]
    return bool(before) and before[-1].text in lexicon.words("initiative_runners")


def _unquoted(segment: Segment) -> list[Candidate]:
    found = []
    text, ends = segment.text, lexicon.last_characters("Initiative")
    for index, word in enumerate(segment.words):
        if text[word.end - 1] not in ends:
            continue
        suffix = lexicon.suffix_at(text, word.end, max(0, word.end - 10))
        if suffix is None or suffix.type != "Initiative" or len(suffix.text) < 2 or word.tag in ("v", "w"):
            continue
        candidate = _event_name(segment, index, suffix)
        if candidate is not None:
            found.append(candidate)
    return found


def _event_name(segment: Segment, index: int, suffix: lexicon.Suffix) -> Candidate | None:
    """A name that ends in a head and starts behind a starting verb, a preposition or a comma."""
    words = segment.words
    if (
        index + 1 < len(words)
        and words[index + 1].text in ("的",)
        and suffix.text in lexicon.words("common_heads")
    ):
        return None
    first = index
    quote_depth = 0
    while first > 0 and index - first < 16:
        previous = words[first - 1]
        if previous.text in ("”", "’", "》"):
            quote_depth += 1
        elif previous.text in ("“", "‘", "《"):
            quote_depth -= 1
            if quote_depth < 0:
                break
        elif not quote_depth and not _inside_event(previous):
            break
        first -= 1
    while first < index and (
        words[first].text in lexicon.words("initiative_starters") | lexicon.words("initiative_leads")
        or words[first].tag in ("d", "ad", "c", "v", "vd", "f", "xc")
    ):
        first += 1
    start, end = words[first].start, words[index].end
    text = segment.text[start:end]
    if not _is_event_name(text, words[first : index + 1], suffix, words[first - 1] if first else None):
        return None
    quote = min((position for mark in "“《" if (position := text.find(mark)) > 0), default=0)
    return _initiative(start, end, "event-name", 0.65, (start + quote,) if quote else ())


def _inside_event(word: Word) -> bool:
    if word.text in ("暨", "·", "—", "——", "-", "+", "和", "与", "、", "（", "）", "(", ")"):
        return word.text in ("暨", "·", "—", "-", "+")
    if word.text in lexicon.words("initiative_starters") or word.text in lexicon.words("never_in_names"):
        return False
    if word.tag == "m" and not re.match(
        r"第|首[届期次]|[一二三四五六七八九十]+[期届号]?$|20\d\d|[一二三四五六七八九十]年$|[一二三四五六七八九十]大$",
        word.text,
    ):
        return False
    if word.tag == "TIME":
        return bool(
            re.match(
                r"20\d\d年(度)?$|20\d\d年?度$|\d+周年$|[一二三四五六七八九十]+周年$|[一二三四五]年$",
                word.text,
            )
        )
    return word.tag in (
        "n",
        "vn",
        "an",
        "nz",
        "LOC",
        "ORG",
        "nt",
        "ns",
        "nw",
        "m",
        "a",
        "PER",
        "nr",
        "s",
        "v",
        "f",
        "xc",
        "t",
        "vd",
        "ad",
        "j",
    )


def _verbs_outside_quotes(words: tuple[Word, ...]) -> bool:
    depth = 0
    for word in words:
        depth += (word.text in "“‘《") - (word.text in "”’》")
        if not depth and word.tag == "v" and word.text not in lexicon.words("verbs_in_names"):
            return True
    return False


def _is_event_name(text: str, words: tuple[Word, ...], suffix: lexicon.Suffix, before: Word | None) -> bool:
    stem = text[: -len(suffix.text)]
    if len(stem) < 2 or text in lexicon.words("generic_events") or is_everyday(text, 1):
        return False
    named = bool(_NAMING.search(stem)) or any(w.tag in ("LOC", "ORG", "nt", "ns", "nw") for w in words[:-1])
    quoted = "“" in stem or "《" in stem
    started = before is not None and (
        before.text in lexicon.words("initiative_starters") or before.text in ("了", "的")
    )
    verbs = sum(w.tag == "v" and w.text not in lexicon.words("verbs_in_names") for w in words[:-1])
    if quoted:
        return not _verbs_outside_quotes(words)
    if verbs or len(stem) > 30:
        return False
    if suffix.text.endswith("战略"):
        return started and len(stem) >= 4 and not named
    if (
        named
        and (len(stem) >= 4)
        and suffix.text not in ("法", "资金", "模式", "体系", "措施", "政策", "意见", "办法")
    ):
        return True
    return (
        started
        and len(stem) >= 6
        and suffix.text
        not in (
            "法",
            "体系",
            "模式",
            "机制",
            "措施",
            "政策",
            "意见",
            "办法",
            "资金",
            "制度",
            "战略",
            "规划",
            "品牌",
            "清单",
        )
    )
