"""Names that mean one thing on any page: of the whole country or the world, and printed without a city."""

from __future__ import annotations

import re

from kg.divisions import gazetteer
from kg.naming.regions import CHINA, NATION, Region, Step, countries, read_region
from kg.naming.vocabulary import known_anywhere

WORLD: Region = (Step(NATION, "@世界"),)  # no place that is printed


def body_anywhere(text: str, subtype: str) -> Region:
    """The nation or the world, for a body that its name alone tells: 国务院办公厅, 世界卫生组织, 美国政府."""
    if text.startswith(known_anywhere("not_starts")):
        return ()
    if text.startswith(known_anywhere("country_starts")):
        return CHINA
    if subtype == "GovernmentBody" and text.endswith(known_anywhere("country_ends")) and _no_division(text):
        return CHINA
    if text.startswith(known_anywhere("world_starts")) and len(text) >= _LEAST_WORLDLY:
        return WORLD
    country = next((text[:n] for n in range(min(7, len(text) - 2), 1, -1) if text[:n] in countries()), "")
    return (Step(NATION, country),) if country and not gazetteer().find(country) else ()


_LEAST_WORLDLY = 4  # characters


def _no_division(text: str) -> bool:
    region, _ = read_region(text)
    return not region


def of_one_paper(core: str, own: bool) -> bool:
    """Whether a medium is known by its name alone, without a city: 科技日报, 晨光网; not 晚报, 融媒体中心."""
    papers = known_anywhere("papers")
    field = core.endswith(papers) and len(core) >= _LEAST_WORLDLY
    return field or (own and len(core) >= 3)


COUNTRY = frozenset({"中国", "中华人民共和国"})
_TERM = re.compile(r"^(?:第[0-9一二三四五六七八九十百]+[届次]|首届|[0-9]{4}年度?)")


def initiative_anywhere(name: str, text: str) -> bool:
    """Whether an initiative is the country's or the world's by its name: 第三届中国…博览会, 《…公约》."""
    document = name.startswith("《") and name.endswith("》") and len(text) >= _LEAST_WORLDLY
    if document and text.endswith(known_anywhere("document_ends")):
        region, _ = read_region(text)
        return not region
    bare = _TERM.sub("", _TERM.sub("", text))
    return len(bare) >= _LEAST_WORLDLY and bare.startswith(known_anywhere("initiative_starts"))
