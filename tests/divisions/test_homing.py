"""The official code of a node: all its names, in its home region, at its own level."""

from __future__ import annotations

import pytest

from kg.divisions.homing import division_of

CASES = [
    # subtype, names, home, code or None
    ("Office", {"郑港办事处", "郑港"}, "河南省郑州市郑州航空港区", "410173401"),
    ("Office", {"九龙办事处"}, "河南省郑州市郑州经开区", "410171111"),
    ("Office", {"侯寨乡"}, "河南省郑州市二七区", "410103015"),  # a subdistrict by now
    ("District", {"管城区"}, "河南省郑州市", "410104"),
    ("District", {"上海"}, "", "31"),
    # 朗霞 is a subdistrict and a village in it: the node says which kind it is.
    ("Office", {"朗霞"}, "浙江省宁波市余姚市", "330281006"),
    ("Office", {"朗霞"}, "", None),
    # A zone that is counted as a township is a zone all the same; a part of one is not.
    ("District", {"北京经开区", "经开区"}, "北京市", "110115403"),
    ("District", {"兰州高新区"}, "甘肃省兰州市", None),
    # Its own level only: a district is no subdistrict of that name.
    ("Office", {"金水区"}, "河南省郑州市", None),
    ("District", {"郑港街道"}, "河南省郑州市郑州航空港区", None),
    # A district lies in its home.
    ("District", {"东乡县"}, "甘肃省临夏回族自治州", "622926"),
    ("District", {"东乡县"}, "河南省郑州市", None),
    ("District", {"塔城地区"}, "新疆维吾尔自治区", "6542"),
    ("District", {"郑州地区"}, "河南省", None),
    ("District", {"新北市"}, "", None),
    ("District", {"蓬莱市"}, "", "370614"),  # 蓬莱区 by now
    # The name of a harbour or a company with a city's in it is none.
    ("District", {"天津港", "天津"}, "", None),
    ("District", {"第十四师昆玉市", "昆玉市"}, "新疆维吾尔自治区", "659009"),
    # A name that one place has whole and many have in part, and no home.
    ("Office", {"乌镇"}, "", None),
    ("Office", {"乌镇"}, "浙江省嘉兴市", "330483100"),
    ("Office", {"才湾镇"}, "广西壮族自治区", "450324106"),
    # A village of a common name is looked for in its county only.
    ("Community", {"罗坑村"}, "广东省广州市", None),
    ("Community", {"旺山村"}, "江苏省苏州市", "320506003201"),
    ("Community", {"毛栈村"}, "海南省", "469001102206"),
    # Two names, two divisions: none.
    ("District", {"二七区", "金水区"}, "河南省郑州市", None),
    # Names that lead nowhere play no part.
    ("District", {"二七区", "辖区"}, "河南省郑州市", "410103"),
    # Invented places, and real ones of the name elsewhere.
    ("Office", {"柳林街道"}, "云川市临溪区", None),
    ("Community", {"新华社区"}, "云川市临溪区", None),
    ("District", {"临溪区"}, "云川市", None),
    # Other nodes have none, whatever they are called.
    ("GovernmentBody", {"二七区"}, "河南省郑州市", None),
    ("", {"二七区"}, "河南省郑州市", None),
]


@pytest.mark.parametrize(("subtype", "names", "home", "code"), CASES)
def test_division_of(subtype: str, names: set[str], home: str, code: str | None) -> None:
    found = division_of(subtype, names, home)
    assert (found.code if found else None) == code
