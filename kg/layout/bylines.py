"""Credits: who wrote, photographed, edited, in every form that papers print them.

A byline is a sequence of roles and name lists: ``记者 A B 通讯员 C 文/图``, ``本报记者A、B``, ``A 摄``,
``责任编辑：A``, ``【编辑:A】``. The grammar here is strict: a stretch is a byline only if all of it is
read, so that 记者从会上获悉 in running text is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.divisions import gazetteer
from kg.layout.names import DOTTED, HAN, is_name, may_be_name, split_names

# What may stand before 记者: the kind of reporter, or the paper's own name for its staff.
MEDIA = (
    rf"(?:[{HAN}A-Za-z]{{0,12}}?(?:融媒体中心|电视台|广播台|客户端|通讯社|新华社|中新社|融媒体?|传媒|在线|新闻|央广|报社"
    rf"|[{HAN}]{{1,6}}[报网]))"
)
# Standing alone before a name (某某时报 张三) the word must be a paper's or station's name beyond doubt.
PAPER = re.compile(
    rf"[{HAN}]{{1,8}}(?:[日晚时早商晨快导周]报|都市报|青年报|工人报|农民报|法[制治]报|电视台|广播台|融媒体?中心|新闻网|日报网|客户端|通讯社)"
)
# Right before 记者 more endings are safe: 总台记者, 央视记者, 南方+记者, 海外版记者.
STAFF = rf"(?:[{HAN}A-Za-z]{{0,10}}(?:[台视端刊版号社+]|频道|栏目|财经|电视|广播|中心|记者团|新闻))"
KINDS = "(?:高级|资深|首席|见习|实习|特约|特派|驻站|驻地|全媒体?|全媒|融媒体?|融媒|摄影|文字|专职|新锐)*"
# Role words -> the role that the graph knows. Longest first within each alternative.
ROLE_TABLE: tuple[tuple[str, str], ...] = (
    (rf"(?:本报|本网|本刊|本台|本社|{MEDIA}(?:[·•・]{MEDIA})*|{STAFF})?[\s　]*{KINDS}记者站?", "记者"),
    (r"(?:本报|特约|骨干|优秀)*通讯员", "通讯员"),
    (r"(?:本报)?(?:见习|实习)(?:生|记者|编辑)", "实习生"),
    (r"(?:本报)?(?:见习生|学员)", "实习生"),
    (r"责任编辑|责任?编|责编", "责编"),
    (
        r"(?:每经|本报|本期|本版|值班|网络|新媒体|文字|图片|视频|美术|版面|签发|助理)?(?:编辑|美编|编审)",
        "编辑",
    ),
    (
        r"审核|审签|校对|校审|一审|二审|三审|初审|复审|终审|主编|副主编|总编辑?|监制|制片人?|出品人?|"
        r"总监制|值班主任|值班总编|版式|组版|策划|统筹|制图|制版|视觉|设计|剪辑|编导|文案|配音|播音|主播",
        "编辑",
    ),
    (r"摄影报道|摄影|图片|供图|图", "摄"),
    (r"作者|撰文|撰稿|供稿|整理|文字|文", "作者"),
)
# What ends a name list and says what its people did.
TAILS: tuple[tuple[str, str], ...] = (
    (r"文\s*[/／、&＆和]?\s*图|图\s*[/／、&＆]?\s*文|文[/／]?摄|摄影报道|图文报道", "文图"),
    (r"摄影|摄|供图|图片?", "摄"),
    (r"综合报道|综合整理|采访整理|采访报道|报道|报导|文字|文|整理|撰文|综合|采写|写", "文"),
)
SOURCE = r"(?:稿件|文章|信息|消息|图片|数据)?来源"
OPENERS, CLOSERS = "(（[【〔", ")）]】〕"
SEPARATORS = " \t\n\u3000\u2003\xa0、,，/／|｜丨│┃∣:：;；&＆"
_ROLE = re.compile("|".join(f"(?P<r{n}>{pattern})" for n, (pattern, _) in enumerate(ROLE_TABLE)))
_TAIL = re.compile("|".join(f"(?P<t{n}>{pattern})" for n, (pattern, _) in enumerate(TAILS)))
_SOURCE = re.compile(
    rf"{SOURCE}[:：]\s*(?P<who>[^\s【】()（）。]{{0,30}}?)(?=作者|编辑|责任?编|责任编辑|记者|通讯员|[\s【】()（）]|$)"
)
_NOTE = re.compile(r"(?:系|为|单位)[^。]*$")
#: What tells, behind names, who they are: 作者：A，系云川大学教授、博士; 作者A系云川大学教授.
_WHO_THAT_IS = re.compile(rf"(?:(?:作者|分别|均|现)?(?:系|为|任|单位)|供职于|就职于|来自)[{HAN}]{{4}}")
_NAMES_AND_WHO = re.compile(rf"(?P<names>[{HAN}]{{2,12}}?)(?:单位$|(?:分别|均)?系(?=[{HAN}]{{4}}))")
_FILLER = re.compile(
    r"(?:本文|文章)?仅?代表作?者?(?:个人|本人)?观点(?:[，,](?:不代表|供|仅供)[^\s，。；]*)?|发自[^\s]{2,8}|广告|[(（]?完[)）]?|[—\-■◆●▲★◎□◇○△☆▪•·]+|图[①②③④⑤⑥]"
)
_UNIT = re.compile(
    rf"[{HAN}]+(?:局|委|办|部|院|校|镇|乡|街道|中心|公司|大队|支队|集团|法院|检察院|学校|大学|中学)"
)
_SPACED = re.compile(rf"(?<![{HAN}])([{HAN}])[ \u3000]+([{HAN}])(?![{HAN}])")
_BRACKETS = re.compile(f"[{re.escape(OPENERS + CLOSERS)}]")
MAX_BYLINE = 120
_PLACES = (2, 3)  # characters of a place before 台
_SENTENCE = re.compile(r"[。！？!?“”]")
_NAME_WITH_SPACE = re.compile(rf"(?:^|[{re.escape(SEPARATORS)}])[{HAN}][ \u3000]$")


@dataclass(frozen=True, slots=True)
class Name:
    """A credited name at ``[start:end]`` of the text that was parsed; inner spaces are in the span only."""

    name: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Byline:
    """The names of one byline, and the publisher if it says 来源."""

    names: tuple[Name, ...] = ()
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The text after one role word, up to the next."""

    role: str  # "" before the first role word
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manner:
    """What the place of a byline allows. ``bare``: names with no role word, as after a news agency's
    dateline: 电(张三). ``enclosed``: it stands in brackets, so a name may have a surname in no table.
    """

    bare: bool = False
    enclosed: bool = False


PLAIN, ENCLOSED, BARE = Manner(), Manner(enclosed=True), Manner(bare=True, enclosed=True)


def parse_byline(text: str, manner: Manner = PLAIN) -> Byline | None:
    """Read the whole text as a byline; None if any part of it is something else."""
    if not text.strip() or not _may_be_byline(text):
        return None
    publisher = None
    source = _SOURCE.search(text)
    if source:
        publisher = source["who"] or None
        text = _blank(text, source.start(), source.end())
    for filler in reversed(list(_FILLER.finditer(text))):
        if not _is_middle_dot(text, filler):
            text = _blank(text, filler.start(), filler.end())
    chunks = _chunks(text)
    names: list[Name] = []
    evidence = source is not None
    for chunk in chunks:
        found = _names_of(text, chunk, manner)
        if found is None:
            return None
        names.extend(found)
        evidence = evidence or bool(chunk.role) or bool(found)
    return Byline(tuple(names), publisher) if evidence else None


def _may_be_byline(text: str) -> bool:
    """Whether the text is so short and without sentences that it may be a byline."""
    return len(text) <= MAX_BYLINE and _SENTENCE.search(text) is None


def role_at(text: str, position: int) -> tuple[str, int] | None:
    """The role word of a writer (记者, 通讯员, 实习生) at the position, and where it ends."""
    found = _ROLE.match(text, position)
    role = ROLE_TABLE[int(str(found.lastgroup)[1:])][1] if found else ""
    if not found or role not in ("记者", "通讯员", "实习生"):
        return None
    return role, found.end()


def is_byline_line(line: str) -> bool:
    """Whether the line holds credits and nothing else."""
    return credits_line(line) is not None


@lru_cache(maxsize=1024)  # several steps ask of the same lines, soon after each other
def credits_line(line: str) -> Byline | None:
    """The line read as a byline, its bullets and enclosing brackets taken off."""
    if not _may_be_byline(line):
        return None
    if sum(map(line.count, OPENERS)) != sum(map(line.count, CLOSERS)):
        return None  # a bracket that another line closes
    manner = ENCLOSED if line[:1] in OPENERS and line[-1:] in CLOSERS else PLAIN
    return parse_byline(_BRACKETS.sub(" ", line), manner)


def is_unfinished(line: str) -> bool:
    """Whether a byline breaks off at a role word: its names stand in the next line."""
    found = list(_ROLE.finditer(line.rstrip(SEPARATORS)))
    return bool(found) and found[-1].end() == len(line.rstrip(SEPARATORS))


def is_tail(word: str) -> bool:
    """Whether the word says what credited people did (文图, 摄影) and names nobody."""
    return _TAIL.fullmatch(word) is not None


def _blank(text: str, start: int, end: int) -> str:
    """The text with a stretch made white, so that offsets hold."""
    return text[:start] + " " * (end - start) + text[end:]


def _is_middle_dot(text: str, found: re.Match[str]) -> bool:
    """A dot between two Han characters is part of a name or of a paper's name."""
    around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    return found[0] in "·•" and len(around) == 2 and all("\u3400" <= char <= "\u9fff" for char in around)


def _chunks(text: str) -> list[_Chunk]:
    """Cut at the role words; single-character roles count only where a separator shows them to be one."""
    marks = [found for found in _ROLE.finditer(text) if _stands_alone(text, found)]
    chunks: list[_Chunk] = []
    start, role = 0, ""
    for found in marks:
        chunks.append(_Chunk(role, start, found.start()))
        role = ROLE_TABLE[int(str(found.lastgroup)[1:])][1]
        start = found.end()
    chunks.append(_Chunk(role, start, len(text)))
    return [chunk for chunk in chunks if chunk.role or text[chunk.start : chunk.end].strip(SEPARATORS)]


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """文 and 图 lead a list only at the start of a token with a separator after; the same words after a
    name (张三 文图, 摄影) close the list instead.
    """
    word = found[0].strip()
    after = text[found.end() : found.end() + 1]
    before = text[max(0, found.start() - 1) : found.start()]
    if word in ("文", "图", "摄影", "图片", "摄影报道", "供图", "整理", "撰文", "供稿", "文字"):
        lead = not before or before.isspace() or before in OPENERS
        if _NAME_WITH_SPACE.search(text[: found.start()]):
            return False  # the second half of a name set with a space
        follows = _TAIL.match(text, found.start()) is not None and not text[found.end() :].strip(SEPARATORS)
        return lead and bool(after) and after in SEPARATORS and not follows and not _slashed(text, found)
    return True


def _slashed(text: str, found: re.Match[str]) -> bool:
    """文/图 is one tail, not the role 文 with a list."""
    return bool(re.match(r"文\s*[/／、]\s*图|图\s*[/／、]\s*文", text[found.start() :]))


def _names_of(text: str, chunk: _Chunk, manner: Manner) -> list[Name] | None:
    """The names in a chunk, in order; None if something there is not a name."""
    body = text[chunk.start : chunk.end]
    if chunk.role in ("作者", "编辑", "责编") and _NOTE.match(body.strip(SEPARATORS)):
        return []
    names: list[Name] = []
    role, paper = chunk.role, False
    for start, end in _tokens(body):
        token = body[start:end]
        if names and role and _WHO_THAT_IS.match(token) and split_names(_TAIL.sub("", token)) is None:
            break
        told = _NAMES_AND_WHO.match(token) if role else None
        people = split_names(told["names"]) if told is not None else None
        if people:
            at = chunk.start + start
            names += [
                Name(name, role, at + offset, at + offset + span) for offset, name, span in _pieces(people)
            ]
            break
        if not role and PAPER.fullmatch(token):
            role, paper = "记者", True
            continue
        due = not paper and bool(role) and (start > 0 or manner.enclosed)
        found = _read_token(token, due or manner.bare, manner.enclosed and bool(role))
        if found is None:
            return None
        pieces, tail = found
        if not role and pieces and not tail and not manner.bare and not _tail_follows(body, end):
            return None
        for offset, name, span in pieces:
            at = chunk.start + start + offset
            names.append(Name(name, role, at, at + span))
        if tail and not names and not role:
            role = "作者" if tail == "文" else "摄"  # 文/图 张三
        elif tail:
            names = [_settle(name, tail) for name in names]
    default = "记者" if manner.bare else "摄"
    return [name if name.role else Name(name.name, default, name.start, name.end) for name in names]


def _settle(name: Name, tail: str) -> Name:
    """A tail gives a role to names that have none: 张三 摄."""
    if name.role:
        return name
    return Name(name.name, "作者" if tail == "文" else "摄", name.start, name.end)


def _tail_follows(body: str, position: int) -> bool:
    """Whether a later token of the chunk is a tail (张三 李四 摄)."""
    rest = body[position:]
    return any(_TAIL.search(rest[start:end]) for start, end in _tokens(rest))


def _tokens(body: str) -> list[tuple[int, int]]:
    """Spans between separators; a two-character name set with a space (王 伟) is one token."""
    spans = [(found.start(), found.end()) for found in re.finditer(rf"[^{re.escape(SEPARATORS)}]+", body)]
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and end - start == 1 and _is_lone_surname(body, merged[-1], start, end):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return _rejoin_tails(body, merged)


def _is_lone_surname(body: str, last: tuple[int, int], start: int, end: int) -> bool:
    """王 + 伟, with nothing but space between, and not 王 + 摄."""
    gap = body[last[1] : start]
    lone = last[1] - last[0] == 1
    return (
        lone
        and not gap.strip()
        and is_name(body[last[0]] + body[start:end])
        and body[start:end] not in "文图摄"
    )


def _rejoin_tails(body: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """文 / 图 were cut at the slash: make them one token again."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and {body[start:end], body[slice(*merged[-1])]} <= {"图", "文", "摄"}:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _read_token(token: str, due: bool, strangers: bool) -> tuple[list[tuple[int, str, int]], str] | None:
    """(offset, name, span) of the names in one token, and the tail's meaning or ""; None if unreadable.

    ``due`` tells that a name must stand here, which nothing shows right after a role word in open text.
    """
    whole = _TAIL.fullmatch(token)
    if whole:
        return [], TAILS[int(str(whole.lastgroup)[1:])][1]
    if due and len(token) > 1 and token[-1] in "图文写" and split_names(token):
        return _pieces(split_names(token) or []), ""  # a name that happens to end so
    if not due and len(token) > 4 and token[-1] in "图文写":
        return None
    tail = ""
    for found in _TAIL.finditer(token):
        if found.end() == len(token) and found.start() >= 2:
            tail = TAILS[int(str(found.lastgroup)[1:])][1]
            token = token[: found.start()].rstrip(SEPARATORS)
            break
    people = _without_stations(token)
    if people != token:
        if not people:
            return [], tail
        token = people if split_names(people) else token
    compact = re.sub(r"[\s　]+", "", token)
    if DOTTED.fullmatch(compact) or (2 <= len(compact) <= 3 and is_name(compact)):
        return [(0, compact, len(token))], tail
    pieces = split_names(compact, strangers=strangers) if len(compact) == len(token) else None
    if pieces:
        return _pieces(pieces), tail
    if due and re.fullmatch(rf"[{HAN}]{{2,5}}", token) and may_be_name(token) and not _UNIT.fullmatch(token):
        return [(0, token, len(token))], tail  # an unknown surname, a transliterated name without a dot
    if due and _UNIT.fullmatch(token):
        return [], tail  # the body a correspondent writes from
    return None


def _without_stations(token: str) -> str:
    """The token without the stations behind the people: 王小华|云川台|临溪台."""
    for length in _PLACES if token.endswith("台") else ():
        if len(token) > length and gazetteer().find(token[-length - 1 : -1]):
            return _without_stations(token[: -length - 1])
    return token


def _pieces(names: list[str]) -> list[tuple[int, str, int]]:
    """(offset, name, span) of names that stand one right after the other."""
    placed, offset = [], 0
    for name in names:
        placed.append((offset, name, len(name)))
        offset += len(name)
    return placed
