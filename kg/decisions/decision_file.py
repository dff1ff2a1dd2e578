"""The text file of decisions beside a store: one line each, tabs between, made to be edited and merged.

``graph.kg`` has ``graph.decisions.tsv``. The first line names the columns, in any order; columns that are not
known are left alone, lines that start with # are notes. A line with a fault is named and passed over, the
rest holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.decisions.rulings import Decisions, Designation, Ruling, Verdict
from kg.errors import InputError
from kg.ontology import ontology

COLUMNS = (
    "verdict",
    "type",
    "a",
    "a_region",
    "a_article",
    "b",
    "b_region",
    "b_article",
    "who",
    "when",
    "reason",
)
HEADER = "\t".join(COLUMNS)
_NEEDED = ("verdict", "type", "a", "b")
_LEFT_BY_GIT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


@dataclass(frozen=True, slots=True)
class Line:
    """A ruling and the number of the line that it stands on."""

    number: int
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds, and what is wrong with it. A file that is not there holds nothing."""

    path: Path
    lines: tuple[Line, ...] = ()
    faults: tuple[InputError, ...] = ()

    @property
    def decisions(self) -> Decisions:
        """The rulings, in order."""
        return Decisions(tuple(line.ruling for line in self.lines))


def beside(store: Path) -> Path:
    """The decisions file of a store: graph.kg -> graph.decisions.tsv."""
    return store.with_name(f"{store.stem}.decisions.tsv")


def load(store: Path) -> Loaded:
    """The decisions beside a store. Raises InputError as ``read`` does."""
    return read(beside(store))


def read(path: Path) -> Loaded:
    """The decisions of a file, none if there is no file.

    Raises InputError where nothing of it can be understood: no UTF-8 text, no header, not readable.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Loaded(path)
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read") from None
    return parse(data, path)


def parse(data: bytes, path: Path) -> Loaded:
    """The decisions in the bytes of a file. Raises InputError as ``read`` does."""
    rows = list(_rows(text_of(data, path)))
    if not rows:
        return Loaded(path)
    columns = _columns(*rows[0], path)
    lines: list[Line] = []
    faults: list[InputError] = []
    for number, row in rows[1:]:
        try:
            if _is_header_again(row, columns):
                continue
            lines.append(Line(number, _ruling(row, columns)))
        except ValueError as fault:
            faults.append(InputError(str(path), str(fault), number))
    return Loaded(path, tuple(lines), tuple(faults))


def text_of(data: bytes, path: Path) -> str:
    """The text of a file. Raises InputError, naming the line, where it is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(str(path), "is not UTF-8 text: save it as UTF-8", line) from None


def header_of(data: bytes, path: Path) -> tuple[str, ...]:
    """The columns that a file has, or those of a new one where it is empty. Raises InputError."""
    first = next(_rows(text_of(data, path)), None)
    return COLUMNS if first is None else _columns(*first, path)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    for number, line in enumerate(text.split("\n"), 1):
        row = line.removesuffix("\r")
        if row.strip() and not row.startswith("#"):
            yield number, row


def _columns(number: int, row: str, path: Path) -> tuple[str, ...]:
    columns = tuple(name.strip() for name in row.split("\t"))
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        expected = ", ".join(COLUMNS)
        cause = f"no column {', '.join(missing)}: the first line names the columns, {expected}, tabs between"
        raise InputError(str(path), cause, number)
    twice = sorted({name for name in COLUMNS if columns.count(name) > 1})
    if twice:
        raise InputError(str(path), f"column {', '.join(twice)} is there twice", number)
    return columns


def _is_header_again(row: str, columns: Sequence[str]) -> bool:
    """Whether a line names the same columns, as in two files merged. Raises ValueError if it names others."""
    fields = [field.strip() for field in row.split("\t")]
    if not set(_NEEDED) <= set(fields):
        return False
    shared = min(len(fields), len(columns))
    if fields[:shared] != list(columns[:shared]):
        raise ValueError("names the columns in another order than the first line: bring the lines into one")
    return True


def _ruling(row: str, columns: Sequence[str]) -> Ruling:
    """One line read. Raises ValueError with the cause."""
    if row.startswith(_LEFT_BY_GIT):
        raise ValueError("left by a merge in git: keep the decisions that hold, and delete this line")
    fields = row.split("\t")
    if len(fields) > len(columns):
        raise ValueError(f"{len(fields)} fields, and the first line has {len(columns)} columns")
    given = {name: field.strip() for name, field in zip(columns, fields, strict=False)}
    if given["verdict"] not in list(Verdict):
        raise ValueError(f"no verdict {given['verdict']!r}: it is {', '.join(Verdict)}")
    verdict, type_ = Verdict(given["verdict"]), given.get("type", "")
    types = ontology().entities
    if type_ not in types:
        raise ValueError(f"no type {type_!r}: it is one of {', '.join(types)}")
    for column in ("a", "b"):
        if not given.get(column):
            raise ValueError(f"no name in column {column}")
    signed = given.get("who", ""), given.get("when", ""), given.get("reason", "")
    a = _designation(type_, given, "a")
    if verdict is Verdict.RENAME:
        return Ruling(verdict, a, None, given["b"], *signed)
    b = _designation(type_, given, "b")
    if a.key == b.key:
        raise ValueError("columns a and b are one name in one region: nothing to decide")
    return Ruling(verdict, a, b, "", *signed)


def _designation(type_: str, given: Mapping[str, str], which: str) -> Designation:
    region, article = given.get(f"{which}_region", ""), given.get(f"{which}_article", "")
    return Designation(type_, given[which], region, article)


def line_of(ruling: Ruling, columns: Sequence[str] = COLUMNS) -> str:
    """A ruling as a line of a file with these columns. Tabs and line ends in it become blanks."""
    a, b = ruling.a, ruling.b
    values = {
        "verdict": ruling.verdict.value,
        "type": a.type,
        "a": a.name,
        "a_region": a.region,
        "a_article": a.article,
        "b": b.name if b else ruling.name,
        "b_region": b.region if b else "",
        "b_article": b.article if b else "",
        "who": ruling.who,
        "when": ruling.when,
        "reason": ruling.reason,
    }
    return "\t".join(" ".join(values.get(column, "").split()) for column in columns)
