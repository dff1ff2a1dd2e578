"""Where in a paragraph its dateline and credits stand: at the opening, at the end, or all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.layout.bylines import (
    BARE,
    CLOSERS,
    ENCLOSED,
    OPENERS,
    SEPARATORS,
    Byline,
    Name,
    credits_line,
    is_tail,
    parse_byline,
    role_at,
)
from kg.layout.datelines import Dateline, dateline_of
from kg.layout.names import HAN, is_name

SENTENCE_END = re.compile(r"[。！？!?…”）)】〕]")
# Bracketed remarks at the end of a story that credit nobody.
REMARK = re.compile(r"[(（【]\s*(?:完|全文完|如图|图文无关|原载.{0,20})\s*[)）】]$".replace("\\\\", "\\"))
_NAME_AHEAD = re.compile(rf"[{HAN}·•]{{2,12}}?(?=报道|[{re.escape(SEPARATORS)}]|$)")
_PHOTO = re.compile(r"(?<![文/／])摄(?:影(?:报道)?)?[)）】\s]*$|供图[)）】\s]*$")
MAX_OPENING = 90


@dataclass(frozen=True, slots=True)
class Credited:
    """A paragraph's credits. The story's own words are ``text[start:end]``."""

    start: int
    end: int
    opening: tuple[Name, ...] = ()
    closing: tuple[Name, ...] = ()
    dateline: Dateline | None = None
    publisher: str | None = None
    photo: bool = False  # the closing credit is for a picture


def credits_of(text: str) -> Credited:
    """Read the dateline and the credits at both ends of a paragraph."""
    whole = credits_line(text)
    if whole:
        photo = bool(_PHOTO.search(text.rstrip()))
        return Credited(len(text), len(text), (), whole.names, None, whole.publisher, photo)
    dateline = dateline_of(text)
    start = dateline.end if dateline else 0
    opening, start = _opening(text, start, dateline)
    end, closing, publisher = _closing(text, start)
    photo = bool(closing) and bool(_PHOTO.search(text.rstrip()))
    return Credited(start, end, tuple(opening), tuple(closing), dateline, publisher, photo)


def _opening(text: str, start: int, dateline: Dateline | None) -> tuple[list[Name], int]:
    """Names after the dateline, in brackets or bare, and where the story's words begin."""
    at = start + len(text[start:]) - len(text[start:].lstrip(" \t\u3000"))
    if text[at : at + 1] and text[at] in OPENERS:
        close = min(
            (found for found in (text.find(c, at, at + MAX_OPENING) for c in CLOSERS) if found > 0),
            default=-1,
        )
        agency = dateline is not None and dateline.media != "本报"
        byline = parse_byline(text[at + 1 : close], BARE if agency else ENCLOSED) if close > 0 else None
        if byline:
            return _shift(byline.names, at + 1), close + 1
        return [], start
    return _bare_opening(text, at, start)


def _bare_opening(text: str, at: int, start: int) -> tuple[list[Name], int]:
    """本报讯 记者 A 通讯员 B 报道：… with no brackets: names go on as long as tokens are names."""
    names: list[Name] = []
    role, end, position = "", start, at
    while position < len(text):
        found = role_at(text, position)
        if found:
            role, position = found
        elif role:
            name = _NAME_AHEAD.match(text, position)
            if not name or not is_name(name[0]) or is_tail(name[0]):
                break
            names.append(Name(name[0], role, name.start(), name.end()))
            position = end = name.end()
        else:
            break
        position += len(text[position:]) - len(text[position:].lstrip(SEPARATORS))
    if not names:
        return [], start
    tail = re.compile(
        r"[\s　]*(?:文/图|图/文|文图|摄影报道|综合报道|报道|摄)?[\s　:：]*".replace("\\\\", "\\")
    ).match(text, end)
    return names, tail.end() if tail else end


def _closing(text: str, start: int) -> tuple[int, list[Name], str | None]:
    """Peel bylines, 【编辑:X】 and (完) off the end; where the words end, who, and the publisher."""
    end, publisher = len(text.rstrip()), None
    names: list[Name] = []
    while end > start:
        peeled = _peel(text, start, end)
        if peeled is None:
            break
        end, byline = peeled
        names = [*byline.names, *names]
        publisher = publisher or byline.publisher
        end = start + len(text[start:end].rstrip())
    return end, names, publisher


def _peel(text: str, start: int, end: int) -> tuple[int, Byline] | None:
    """The last credit before ``end``: where it begins and what it says."""
    remark = REMARK.search(text[start:end])
    if remark:
        return start + remark.start(), Byline()
    if text[end - 1] in CLOSERS:
        opener = max(text.rfind(char, start, end) for char in OPENERS)
        if opener < start:
            return None
        inside = text[opener + 1 : end - 1]
        byline = parse_byline(inside, ENCLOSED) or _bare_names(inside, text[:opener])
        return (opener, _shifted(byline, opener + 1)) if byline else None
    for begin in _beginnings(text, start, end):
        byline = parse_byline(text[begin:end])
        if byline:
            return begin, _shifted(byline, begin)
    return None


def _bare_names(inside: str, before: str) -> Byline | None:
    """。(张晓明 李四) at the very end: the writers, if they can be nothing but names."""
    if not before.rstrip().endswith(("。", "！", "？", "”")):
        return None
    byline = parse_byline(inside, BARE)
    sure = byline is not None and byline.names and all(is_name(name.name) for name in byline.names)
    enough = sure and byline is not None and (len(byline.names) > 1 or len(byline.names[0].name) == 3)
    return byline if enough else None


def _beginnings(text: str, start: int, end: int) -> list[int]:
    """Where a byline that runs to ``end`` may begin: after a sentence, or after a space near the end."""
    after = start
    for found in SENTENCE_END.finditer(text, start, end):
        after = found.end()
    spaces = [
        found.end()
        for found in re.finditer(r"[\s　]+".replace("\\\\", "\\"), text[:end])
        if found.end() > max(after, end - 60)
    ]
    return [after, *spaces]


def _shift(names: tuple[Name, ...], by: int) -> list[Name]:
    return [replace(name, start=name.start + by, end=name.end + by) for name in names]


def _shifted(byline: Byline, by: int) -> Byline:
    return Byline(tuple(_shift(byline.names, by)), byline.publisher)
