"""The administrative divisions of China, found by name or alias: from provinces down to villages.

>>> [d.name for d in gazetteer().find("航空港区", within="4101")]
['郑州航空港经济综合实验区']
>>> locate("郑港办事处", "郑州航空港区")
Located(code='410173401', path='河南省/郑州市/郑州航空港经济综合实验区/郑港街道')

``gazetteer`` is provinces, prefectures and counties, for the reading of text; ``locate`` knows all levels,
and reads of townships and villages only the counties that it needs.
"""

from kg.divisions.fits import is_known_settlement, townships_called
from kg.divisions.gazetteer import Division, Gazetteer, gazetteer
from kg.divisions.locating import Located, Unsettled, locate, path_of
from kg.divisions.short_names import core_name, title_alias, zone_kind

__all__ = [
    "Division",
    "Gazetteer",
    "Located",
    "Unsettled",
    "core_name",
    "gazetteer",
    "is_known_settlement",
    "locate",
    "path_of",
    "title_alias",
    "townships_called",
    "zone_kind",
]
