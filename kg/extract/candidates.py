"""What a finder hands over: a stretch of text that may name something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name, with offsets into its segment's text.

    ``core`` is where the name proper starts, behind the regions that only say where it belongs
    (岳塘区|下摄司街道); ``region`` is the text before it. ``bare`` names have no own part at all (管委会)
    and stand only if the article says whose they are. ``variants`` are other starts at which the same
    name reads well (湘潭市岳塘区下摄司街道, 岳塘区下摄司街道, 下摄司街道).
    """

    start: int
    end: int
    type: str
    subtype: str
    rule: str
    confidence: float
    core: int
    bare: bool = False
    variants: tuple[int, ...] = ()
    anaphor: bool = False
