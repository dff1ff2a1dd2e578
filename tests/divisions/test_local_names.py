"""The names of one county, read out of its block."""

from __future__ import annotations

import pytest

from kg.divisions.blocks import settlements
from kg.divisions.local_names import LocalNames, counties_with_town, local_names, together


@pytest.mark.parametrize(
    ("entry", "stem", "there"),
    [
        ("后庄村民委员会", "后庄", True),
        ("后庄村村民委员会", "后庄", True),
        ("后庄村委会", "后庄", True),
        ("后庄村村委会", "后庄", True),
        ("后庄", "后庄", True),
        ("云桥社区居民委员会", "云桥", True),
        ("云桥社区居委会", "云桥", True),
        ("大桥路居委会", "大桥路", True),
        ("李村村民委员会", "李村", True),
        ("乌兰嘎查", "乌兰", True),
        ("后庄子村民委员会", "后庄", False),
        ("北后庄村民委员会", "后庄", False),
    ],
)
def test_a_village_is_asked_for_without_its_title(entry: str, stem: str, there: bool) -> None:
    names = LocalNames(frozenset(), f"001柳林街道\t甲村\n102石桥镇\t{entry}\n")
    assert names.has_village(stem) is there


def test_the_table_of_a_real_county() -> None:
    assert "中关村" in local_names("110108").towns
    assert "110108" in counties_with_town("中关村", "11")
    assert all(":" not in name for name in local_names("110108").villages)


def test_the_names_of_several_counties_together() -> None:
    one = LocalNames(frozenset({"柳林"}), "001柳林街道\t甲村\n")
    other = LocalNames(frozenset({"石桥"}), "101石桥镇\t乙社区\n")
    both = together((one, other))
    assert both.towns == {"柳林", "石桥"}
    assert both.has_village("甲") and both.has_village("乙") and not both.has_village("丙")


def test_a_county_that_is_not_there_has_no_names() -> None:
    assert local_names("999999") == LocalNames(frozenset(), "")
    assert settlements().lines("999999") == ()
