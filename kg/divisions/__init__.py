"""The administrative divisions of China: provinces, prefectures and counties, found by name or alias.

>>> [d.name for d in gazetteer().find("航空港区", within="4101")]
['郑州航空港经济综合实验区']
"""

from kg.divisions.gazetteer import Division, Gazetteer, gazetteer
from kg.divisions.short_names import core_name, title_alias, zone_kind

__all__ = ["Division", "Gazetteer", "core_name", "gazetteer", "title_alias", "zone_kind"]
