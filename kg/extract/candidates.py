"""What a finder hands over: a stretch of text that may name something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name, with offsets into its segment's text.

    ``core`` is where the name proper starts, behind the regions that only say where it belongs
    (临溪区|柳林街道); ``region`` is the text before it. ``bare`` names have no own part at all (管委会)
    and stand only if the article says whose they are. ``variants`` are other starts at which the same
    name reads well (云川市临溪区柳林街道, 临溪区柳林街道, 柳林街道). ``name`` is given where it is not the
    text itself: 柳林 in 柳林、东岗等社区 is 柳林社区.
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
    name: str = ""
