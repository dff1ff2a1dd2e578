"""HTML article pages -> a page each: title, date, publisher and the body without what stands around it.

The body is the smallest element that holds most of the page's sentences (text outside links with sentence
punctuation), after navigation, footers, link lists and the like are dropped by tag, name and link density, as
readability does (Arc90, 2009), with the names that Chinese news systems use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from kg.errors import InputError
from kg.model import Page, Run
from kg.reading import page_furniture as furniture
from kg.reading.dates import find_date, to_iso
from kg.reading.derivation import Derivation, cut
from kg.reading.encodings import decode_page
from kg.reading.markup import BLOCKS, SILENT, Element, Text, parse, render
from kg.reading.plain import load
from kg.reading.sources import SourceFile

# An article has at least so many characters of sentences.
_SHORTEST_ARTICLE = 30
# A child that holds this share of an element's sentences holds the article.
_MOST = 0.75
# Lines before the body that may hold its date, source and author; body lines that may.
_HEAD_LINES = 25
_FIRST_LINES = 4

_SENTENCE = re.compile("[。！？；，!?]")
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of rendered text with the way back to the source."""

    text: str
    runs: tuple[Run, ...]  # relative to the line

    @property
    def origin(self) -> int:
        """Offset of the line's first character in the source."""
        return self.runs[0].origin if self.runs else 0


def read_web_page(file: SourceFile) -> Page:
    """An HTML article page as one page with a single article.

    Raises InputError where the file cannot be read or holds no article (an index page, a login form).
    """
    source = load(file, decode_page)
    root = parse(source)
    dropped = _furniture(root)
    body = _body(root, dropped)
    lines = _lines(render(body, source, dropped)) if body else []
    head = _lines(render(root, source, dropped | {body}))[:] if body else []
    head = [line for line in head if lines and line.origin < lines[0].origin][-_HEAD_LINES:]
    title = _title(root, source, dropped, [line.text for line in (*head, *lines[:_FIRST_LINES])])
    information = head + lines[:_FIRST_LINES]
    kept = _author_lines(information) + _article_lines(lines, title)
    if (
        body is None
        or sum(len(line.text) for line in kept if _SENTENCE.search(line.text)) < _SHORTEST_ARTICLE
    ):
        raise InputError(file.path, "no article text found: is it an index page, or filled in by a script?")
    text, runs = _joined(kept)
    meta = _meta(root)
    return Page(
        source=file.name,
        path=file.path,
        text=text,
        title=title or None,
        date=_date(root, meta, source, information),
        publisher=_publisher(meta, information),
        section=_first(furniture.SECTION, head),
        runs=runs,
        single_article=True,
    )


# ---------------------------------------------------------------------------------------------- the body


def _furniture(root: Element) -> frozenset[Element]:
    """The elements around an article, by tag, by name, by hiding, and by being links for the most part."""
    weights = _sentence_weights(root, frozenset())
    limit = 0.5 * weights[root]
    return frozenset(
        element
        for element in root.elements()
        if element.parent is not None
        and element.tag not in ("html", "body")
        and (_is_furniture(element) or _is_link_list(element))
        # A wrapper with an unlucky name (<div class="share-page">) is not dropped with the article in it.
        and (weights[element] < limit or not weights[element])
    )


def _is_furniture(element: Element) -> bool:
    if element.tag in furniture.TAGS or "hidden" in element.attributes:
        return True
    style = element.attributes.get("style", "").replace(" ", "").lower()
    if "display:none" in style:
        return True
    names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    words = {word.lower() for word in _WORD.findall(names)}
    return not words.isdisjoint(furniture.NAMES) and words.isdisjoint(furniture.BODY_WORDS)


def _is_link_list(element: Element) -> bool:
    if element.tag not in ("ul", "ol", "dl", "div", "table", "td", "section", "p"):
        return False
    linked, plain = _link_lengths(element)
    return linked >= 12 and linked > 3 * plain


def _link_lengths(element: Element, inside: bool = False) -> tuple[int, int]:
    """Characters within links and outside them."""
    linked = plain = 0
    inside = inside or element.tag == "a"
    for child in element.children:
        if isinstance(child, Text):
            length = len(child.value.strip())
            linked += length if inside else 0
            plain += 0 if inside else length
        elif child.tag not in SILENT:
            below = _link_lengths(child, inside)
            linked, plain = linked + below[0], plain + below[1]
    return linked, plain


def _sentence_weights(root: Element, dropped: frozenset[Element]) -> defaultdict[Element, int]:
    """For each element, the characters of sentences in it: blocks with punctuation, links not counted."""
    own: defaultdict[Element, list[str]] = defaultdict(list)

    def collect(element: Element, block: Element) -> None:
        if element in dropped or element.tag in SILENT or element.tag == "a":
            return
        block = element if element.tag in BLOCKS else block
        for child in element.children:
            if isinstance(child, Text):
                own[block].append(child.value)
            else:
                collect(child, block)

    collect(root, root)
    weights: defaultdict[Element, int] = defaultdict(int)
    for block, pieces in own.items():
        text = "".join(pieces).strip()
        if len(text) >= 8 and _SENTENCE.search(text) and not furniture.LINE.match(text):
            for element in (block, *block.within()):
                weights[element] += len(text)
    return weights


def _body(root: Element, dropped: frozenset[Element]) -> Element | None:
    weights = _sentence_weights(root, dropped)
    if weights[root] < _SHORTEST_ARTICLE:
        return None
    body = root
    while True:
        inner = [child for child in body.children if isinstance(child, Element) and _may_hold(child)]
        best = max(inner, key=lambda child: weights[child], default=None)
        if best is None or weights[best] < _MOST * weights[body]:
            break
        body = best
    # A named container of the same sentences or more, just above: its shorter lines belong to the article.
    named = next((above for above in body.within() if _is_named_body(above)), body)
    body = named if not _is_named_body(body) else body
    return None if _is_index(body, dropped) else body


def _may_hold(element: Element) -> bool:
    """Whether an element may be a body and not just its longest paragraph: it has blocks or breaks in it."""
    if _is_named_body(element):
        return True
    return any(
        inner is not element and (inner.tag in BLOCKS or inner.tag == "br") for inner in element.elements()
    )


def _is_named_body(element: Element) -> bool:
    names = (element.attributes.get("class", "") + " " + element.attributes.get("id", "")).lower().split()
    return (
        element.tag in furniture.BODY_TAGS
        or element.attributes.get("itemprop") == "articleBody"
        or not furniture.BODY_NAMES.isdisjoint(names)
    )


def _is_index(body: Element, dropped: frozenset[Element]) -> bool:
    """Whether the body is a list of other articles with their first sentences: a headline link for each."""
    headlines = sentences = 0
    for element in body.elements():
        if element in dropped or any(above in dropped for above in element.within()):
            continue
        own = "".join(child.value for child in element.children if isinstance(child, Text)).strip()
        if element.tag == "a":
            alone = not element.parent or _link_lengths(element.parent)[1] < 8
            headlines += alone and len(own) >= 8
        elif len(own) >= 20 and _SENTENCE.search(own):
            sentences += 1
    return headlines >= 3 and headlines >= sentences


# --------------------------------------------------------------------------------------------- the lines


def _lines(derived: Derivation) -> list[Line]:
    text, runs = derived.text, tuple(derived.runs or (Run(0, 0, len(derived.text)),))
    lines: list[Line] = []
    start = 0
    for piece in text.split("\n"):
        end = start + len(piece)
        if piece.strip():
            lines.append(Line(piece, cut(runs, start, end, 0)))
        start = end + 1
    return lines


def _article_lines(lines: list[Line], title: str) -> list[Line]:
    """The body's lines without its title, lines of information, and furniture that no element set apart."""
    kept: list[Line] = []
    for number, line in enumerate(lines):
        if furniture.REST.match(line.text) and number >= 1:
            break
        is_title = number < _FIRST_LINES and _plain(line.text) == _plain(title)
        is_information = number < _FIRST_LINES and _is_information(line.text)
        if not (is_title or is_information or furniture.LINE.match(line.text)):
            kept.append(line)
    return kept


def _is_information(text: str) -> bool:
    """Whether a line only tells when and where the article was published."""
    if len(text) > 90 or "。" in text:
        return False
    return bool(furniture.SOURCE.search(text) or (find_date(text) and len(text) < 60))


def _author_lines(information: list[Line]) -> list[Line]:
    """The author out of a line of information (来源：… 作者：李四), as a line of its own."""
    authors: list[Line] = []
    for line in information:
        found = furniture.AUTHOR.search(line.text) if _is_information(line.text) else None
        if found:
            authors.append(Line(found[0], cut(line.runs, found.start(), found.end(), 0)))
    return authors[:1]


def _joined(lines: list[Line]) -> tuple[str, tuple[Run, ...]]:
    runs: list[Run] = []
    at = 0
    for line in lines:
        runs.extend(Run(run.start + at, run.origin, run.length) for run in line.runs)
        at += len(line.text) + 1
    return "\n".join(line.text for line in lines), tuple(runs)


# ------------------------------------------------------------------------------------ title, date, publisher


def _meta(root: Element) -> dict[str, str]:
    """``<meta>`` names in lower case -> their content, the first one of each name."""
    meta: dict[str, str] = {}
    for element in root.elements():
        if element.tag == "meta":
            for key in ("name", "property", "itemprop"):
                name = element.attributes.get(key, "").lower()
                content = " ".join(element.attributes.get("content", "").split())
                if name and content:
                    meta.setdefault(name, content)
    return meta


def _title(root: Element, source: str, dropped: frozenset[Element], near: list[str]) -> str:
    """The headline as the page prints it, else as its head gives it without the site's name."""
    meta = _meta(root)
    named = [meta[name] for name in furniture.TITLE_METAS if name in meta]
    head = next((_shown(element, source) for element in root.elements() if element.tag == "title"), "")
    given = [*named, head] if head else named
    printed = [
        _shown(element, source)
        for element in root.elements()
        if _is_headline(element)
        and element not in dropped
        and not any(up in dropped for up in element.within())
    ]
    printed = [text for text in printed if 4 <= len(text) <= 80]
    for text in printed:
        if any(_plain(text) in _plain(full) for full in given):
            return text
    for full in given:  # a headline in an element without a name: the line that the page's title begins with
        short = _without_site(full)
        if any(_plain(line) == _plain(short) for line in near) and len(short) >= 4:
            return short
    if printed:
        return printed[0]
    return next((short for full in given if len(short := _without_site(full)) >= 4), "")


def _is_headline(element: Element) -> bool:
    names = (element.attributes.get("class", "") + " " + element.attributes.get("id", "")).lower().split()
    return element.tag in furniture.TITLE_TAGS or not furniture.TITLE_NAMES.isdisjoint(names)


def _shown(element: Element, source: str) -> str:
    silent = Element("div", {}, None, element.children)  # <title> stands in the silent <head>
    return " ".join(render(silent, source).text.split())


def _without_site(title: str) -> str:
    """工业园开工_云川新闻网 -> 工业园开工."""
    while True:
        shorter = furniture.SITE_SUFFIX.sub("", title)
        if shorter == title or not shorter.strip():
            return title.strip()
        title = shorter


def _date(root: Element, meta: dict[str, str], source: str, information: list[Line]) -> str | None:
    for name in furniture.DATE_METAS:
        if name in meta and (date := to_iso(meta[name]) or find_date(meta[name])):
            return date
    for element in root.elements():
        if element.tag == "time" and (date := to_iso(element.attributes.get("datetime", ""))):
            return date
    linked_data = furniture.LINKED_DATE.search(source)
    if linked_data and (date := to_iso(linked_data[1])):
        return date
    return next(
        (date for line in information if len(line.text) <= 120 and (date := find_date(line.text))), None
    )


def _publisher(meta: dict[str, str], information: list[Line]) -> str | None:
    named = next((meta[name] for name in furniture.SOURCE_METAS if name in meta), None)
    return _first(furniture.SOURCE, [line for line in information if len(line.text) <= 120]) or named


def _first(pattern: re.Pattern[str], lines: list[Line]) -> str | None:
    return next((found[1].strip() for line in lines if (found := pattern.search(line.text))), None)


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)
