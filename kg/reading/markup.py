"""HTML -> a tree whose texts know their offsets in the source, and the tree -> text.

The standard library's ``html.parser`` is used because it tells where each piece stands; the libraries that
take articles out of pages (trafilatura, readability) work on lxml trees, which forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from kg.reading.derivation import INVISIBLE, Derivation

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
# Elements whose start and end break a line of text.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
# Elements whose content is no text for readers.
SILENT = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "select",
    "textarea", "head",
))  # fmt: skip
# A start tag -> the open elements that it closes (HTML standard, 13.1.2.4 "optional tags"); a paragraph is
# closed by every block.
_CLOSES = {
    "li": {"li", "p"},
    "dt": {"dt", "dd", "p"},
    "dd": {"dt", "dd", "p"},
    "tr": {"tr", "td", "th", "p"},
    "td": {"td", "th", "p"},
    "th": {"td", "th", "p"},
    "option": {"option"},
    "body": {"head"},
}
# Nesting beyond this is a page gone wrong; deeper elements become children of the last one.
_DEEPEST = 200

_TAGS_IN_TEXT = re.compile(
    r"</?(?:p|br|div|span|a|b|strong|em|i|u|font|img|table|tr|td|h[1-6]|ul|li|section|center)(?:\s[^<>]*)?/?>",
    re.I,
)
_ENTITIES_IN_TEXT = re.compile(
    r"&(?:nbsp|ldquo|rdquo|quot|amp|lt|gt|mdash|middot|hellip|ensp|emsp|#\d{2,6});"
)
_TOKEN = re.compile(rf"(?P<space>\s+)|(?P<invisible>{INVISIBLE})|(?:(?!{INVISIBLE})\S)+")
_WIDE = re.compile(r"[\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff65]")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text: ``value`` is ``source[start:end]``, or what the entity standing there means."""

    start: int
    end: int
    value: str
    is_entity: bool = False


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes (names in lower case) and what it holds, in order."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | Text] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """The element and all below it, in the order of the source."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements()

    def within(self) -> Iterator[Element]:
        """The elements that hold this one, nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


class _Builder(HTMLParser):
    """Builds the tree. Never fails: what is not well-formed is taken as browsers roughly would."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.root = Element("", {})
        self.open = [self.root]
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self.feed(_without_open_ends(source))
        self.close()

    def position(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        closed = _CLOSES.get(tag) or ({"p"} if tag in BLOCKS else set())
        while self.open[-1].tag in closed:
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open[-1])
        self.open[-1].children.append(element)
        if tag not in VOID and len(self.open) < _DEEPEST:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        start = self.position()
        self.open[-1].children.append(Text(start, start + len(data), data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        start = self.position()
        end = start + len(written)
        end += self.source[end : end + 1] == ";"
        value = unescape(self.source[start:end])
        entity = value != self.source[start:end]  # A&B is no entity
        self.open[-1].children.append(Text(start, end, value, is_entity=entity))


def parse(source: str) -> Element:
    """The tree of an HTML page or fragment; its root has no tag."""
    return _Builder(source).root


def _without_open_ends(source: str) -> str:
    """``source`` with blanks for tags and comments that begin and never end: the parser would look for the
    end of each to the end of the page, in quadratic time. No offset changes.
    """
    comments_end = source.rfind("-->") + 1
    source = source[:comments_end] + source[comments_end:].replace("<!--", "    ")
    tags_end = source.rfind(">") + 1
    return source[:tags_end] + source[tags_end:].replace("<", " ")


def looks_like_html(text: str) -> bool:
    """Whether a plain field holds an HTML fragment."""
    return bool(_TAGS_IN_TEXT.search(text) or _ENTITIES_IN_TEXT.search(text))


def render(root: Element, source: str, dropped: frozenset[Element] = frozenset()) -> Derivation:
    """The text of ``root`` as a reader sees it: a line for each block and each ``<br>``, blanks collapsed.

    Elements in ``dropped`` and silent ones (scripts, styles) are left out. A line end of the source between
    two Chinese characters is no blank.
    """
    return _Renderer(source, dropped).render(root)


class _Renderer:
    def __init__(self, source: str, dropped: frozenset[Element]) -> None:
        self.out = Derivation(source)
        self.dropped = dropped
        self.last = "\n"  # the last character written
        self.break_due = False
        self.space_due = ""
        self.preformatted = 0  # how many <pre> are open

    def render(self, root: Element) -> Derivation:
        self.element(root)
        return self.out

    def element(self, element: Element) -> None:
        if element in self.dropped or element.tag in SILENT:
            return
        block = element.tag in BLOCKS or element.tag == "br"
        self.break_due |= block
        self.preformatted += element.tag == "pre"
        for child in element.children:
            if isinstance(child, Element):
                self.element(child)
            else:
                self.text(child)
        self.preformatted -= element.tag == "pre"
        self.break_due |= block

    def text(self, text: Text) -> None:
        for token in _TOKEN.finditer(text.value):
            if token["space"]:
                # Blanks between two elements separate words even where the source is wrapped there.
                inside = token.start() > 0 and token.end() < len(text.value)
                self.space_due += token[0] if inside else " "
                self.break_due |= self.preformatted > 0 and "\n" in token[0]
            elif not token["invisible"]:
                self.separate(token[0][0])
                if text.is_entity:
                    self.out.replace(text.start, token[0])
                else:
                    self.out.keep(text.start + token.start(), text.start + token.end())
                self.last = token[0][-1]

    def separate(self, following: str) -> None:
        """Write the line end or blank that is due before ``following``."""
        if self.break_due:
            if self.last != "\n":
                self.out.insert("\n")
        elif self.space_due and self.last != "\n":
            wrapped = "\n" in self.space_due and _WIDE.match(self.last) and _WIDE.match(following)
            if not wrapped:
                self.out.insert(" ")
        self.break_due = False
        self.space_due = ""
