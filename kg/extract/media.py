"""Newspapers, agencies and sites: 《今日临溪》, 云川日报, 中新网 (by dateline, or by their reporter)."""

from __future__ import annotations

import re

from kg.extract import lexicon
from kg.extract.candidates import Candidate
from kg.extract.regions import is_known_region, leading_name
from kg.extract.segments import Segment
from kg.model import Article, Mention
from kg.naming.known_names import known_names

_ENDS = ("网", "报", "社", "在线", "频道", "电视台", "客户端", "广播", "融媒", "通讯社", "电台")
_TAGS = frozenset({"nz", "ORG", "nt", "n", "nw"})
#: What follows a medium's name when it reports: 中新网云川12月1日电, 云川日报记者, 云川网讯.
_REPORTS = re.compile(
    r"^(?:[^，。！？“”]{0,14}(?:电|讯|消息|报道)(?:[（(\s　，,：:“]|$)|.{0,4}(?:记者|通讯员|讯[（(\s　]|讯$))"
)


#: The medium that opens a dateline: 云川新闻网3月2日讯(记者…), 岭东都市网讯.
_DATELINE = re.compile(
    r"\s*据?([\u4e00-\u9fff]{2,10}?(?:网|报|社|在线|频道|电视台))(?=[^，。！？“”]{0,14}?(?:讯|电|消息|报道)[（(\s\u3000，：:“])"
)


#: A paper in title marks: 《今日云川》, 《云川日报》 (with a place, or known), 《东湖晚报》 (by its kind).
_TITLED = re.compile(
    r"《(?:今日([\u4e00-\u9fff]{2,6})|([^《》，。]{1,10}(?:[日时周快导]报))"
    r"|[^《》，。]{1,10}(?:[晚早晨商]报|都市报|青年报|周刊))》"
)


def _titled(text: str) -> list[Candidate]:
    """Papers in title marks; 《防汛快报》 and 《健康导报》 may be any office's sheet."""
    return [
        Candidate(m.start() + 1, m.end() - 1, "Organization", "Media", "titled-paper", 0.9, m.start() + 1)
        for m in _TITLED.finditer(text)
        if (m[1] is None or is_known_region(m[1]))
        and (m[2] is None or m[2] in known_names() or leading_name(m[2]))
    ]


def find_media(segment: Segment) -> list[Candidate]:
    """Media named in a sentence."""
    found = _titled(segment.text) if "《" in segment.text else []
    match = _DATELINE.match(segment.text)
    if match and not _is_no_medium(match[1]):
        found.append(
            Candidate(match.start(1), match.end(1), "Organization", "Media", "dateline", 0.95, match.start(1))
        )
    for word in segment.words:
        if word.tag not in _TAGS or not _looks_like(word.text):
            continue
        opens = word.start == len(segment.text) - len(segment.text.lstrip())
        reports = bool(_REPORTS.match(segment.text[word.end :]))
        if reports or (
            word.tag in ("nz", "ORG", "nt", "nw") and len(word.text) >= 3 and word.confidence > 0.5
        ):
            confidence = 0.9 if reports and opens else 0.75
            found.append(
                Candidate(word.start, word.end, "Organization", "Media", "medium", confidence, word.start)
            )
    return found


def _looks_like(text: str) -> bool:
    return len(text) >= 2 and text.endswith(_ENDS) and not _is_no_medium(text)


def _is_no_medium(text: str) -> bool:
    return text in lexicon.words("not_media") or text.endswith(lexicon.endings("not_media_ends"))


#: What parts a credit line: 云川日报·云网记者 张三, 来源：云川发布【编辑：李四】, 文/云川融媒 王五; and 综合
#: before what it is put together from, not in 云川综合频道.
_LINE_MARKS = re.compile(
    r"[\s\u3000（()）【】\[\]:：,，;；、/／|｜·•—\-■◆●▲★丨]+|来源|作者"
    r"|综合(?!频道|频率|广播|新闻)"
)
_REPORTER = re.compile(r"记者|通讯员|编辑|评论员|实习生|报道员")
#: What stands between a medium and the role of its people, beside 驻 with a place.
REPORTER_KINDS = ("首席", "特派", "见习", "实习", "全媒体", "融媒体", "特约", "高级")
_LEAST_POSTED, _POSTED = 2, 5  # characters of 驻 and the place, at most
#: What leads to a medium's name: 转自云川日报, 自云川发布 (自贡, 自然 are words of their own).
_LEADING = re.compile(r"(?:转载自|转自|摘自|载自|来自|转载|据|系|自(?![贡然由治学驾强我媒]))")
_CREDITED_ENDS = (*_ENDS, "融媒体中心", "融媒体", "新闻中心", "传媒中心", "卫视", "发布", "新闻")
_LEAST_CREDITED, _LEAST_OWN = 3, 2  # characters of a medium's name, and of what stands before its kind
_OWN = ("本报", "本网", "本社", "本台", "本刊")


def credited_media(article: Article) -> list[Mention]:
    """The media that the credit lines outside an article's body name: 云川时报 记者 张三."""
    lines = dict.fromkeys(credit.line for credit in article.credits if credit.start < 0)
    found = dict.fromkeys(medium for line in lines for medium in _media_of_line(line))
    return [Mention(-1, -1, name, "Organization", "Media", name, rule="byline") for name in found]


def _media_of_line(line: str) -> list[str]:
    """What stands before a reporter, or alone between marks, and ends like a medium or is known as one."""
    found = []
    for part in _LINE_MARKS.split(line):
        reporter = _REPORTER.search(part)
        head = _before_reporter(part[: reporter.start()]) if reporter else part
        leading = _LEADING.match(head)
        head = head[leading.end() if leading else 0 :].strip("《》")
        found += _known_media(head) or ([head] if _is_credited(head) else [])
    return found


def _before_reporter(text: str) -> str:
    """What stands before a reporter without the words that only say what kind of one: 云川日报|驻临溪首席."""
    while True:
        kind = next((word for word in REPORTER_KINDS if text.endswith(word)), "")
        posted = text.rfind("驻", max(1, len(text) - _POSTED), max(1, len(text) - _LEAST_POSTED + 1))
        if kind:
            text = text.removesuffix(kind)
        elif posted > 0:
            text = text[:posted]
        else:
            return text


def _known_media(head: str) -> list[str]:
    """The known media that a head is made of, without a gap: 央视新闻客户端|央视; none if it is not."""
    known, found = known_names(), []
    while head:
        ends = (end for end in range(len(head), 1, -1) if head[:end] in known)
        end = next((end for end in ends if known[head[:end]].subtype == "Media"), 0)
        if not end:
            return []
        found.append(head[:end])
        head = head[end:]
    return found


def _is_credited(text: str) -> bool:
    """Whether an unknown name is a medium's by its end, with a name of its own before that: 云川发布.

    李发布 is a person.
    """
    end = max((end for end in _CREDITED_ENDS if text.endswith(end)), key=len, default="")
    if not end or len(text) < _LEAST_CREDITED or any(word in text for word in _OWN):
        return False
    least = _LEAST_OWN if len(end) > 1 else 1
    return len(text) - len(end) >= least and not _is_no_medium(text)
