"""What a short name leaves out that may name another thing."""

from __future__ import annotations

import pytest

from kg.matching import Verdict, compare, read_context
from kg.matching.left_out import LeftOut, left_out


@pytest.mark.parametrize(
    ("short", "full", "type_", "missing"),
    [
        ("瑞禾", "瑞禾食品有限公司", "Organization", False),  # the legal form tells that it is the full name
        ("瑞禾", "瑞禾食品", "Organization", True),
        ("临溪投发公司", "临溪投资发展有限公司", "Organization", False),
        ("北渡", "北渡村", "Organization", False),
        ("瑞禾公司", "瑞禾日本有限公司", "Organization", True),
        ("市住建局", "云川市住房和城乡建设局", "Organization", False),
        ("清河行动", "清河教育行动", "Initiative", True),
        ("启光集团", "启光食品集团有限公司", "Organization", False),
        ("启光集团", "启光置业集团有限公司", "Organization", True),  # a daughter's line of business
        ("启光集团", "启光康禾科技集团", "Organization", True),  # a name of its own
        ("启光集团", "启光国际集团有限公司", "Organization", False),
        ("启光", "启光国际有限公司", "Organization", True),
        ("启光", "启光元有限公司", "Organization", True),
        ("启光", "启光DeepLab", "Organization", True),
        ("启光", "启光App", "Organization", False),
        ("启光发展公司", "启光(明水)发展有限公司", "Organization", True),
        ("云川诗研究会", "云川诗文研究会", "Organization", True),
        ("云川作协", "云川作家协会", "Organization", False),
        ("云川大学医院", "云川大学人民医院", "Organization", True),
        ("云川市第一医院", "云川市第一人民医院", "Organization", False),
        ("云川剧院", "云川剧院管理有限公司", "Organization", True),  # the firm that runs it
        ("云川农行", "云川农商银行", "Organization", True),  # the short name of another bank
        ("云川航空", "航空食品", "Organization", True),  # neither has a name of its own
        ("云川对外经贸大学", "对外经济贸易大学", "Organization", True),
        ("云川市十四届人大常委会会议", "十四届全国人大常委会会议", "Initiative", True),
    ],
)
def test_left_out(short: str, full: str, type_: str, missing: bool) -> None:
    near = read_context("河北省云川市")
    assert _counts(left_out(short, full, type_, near, near)) is missing
    assert _counts(left_out(full, short, type_, near, near)) is missing


def _counts(found: LeftOut) -> bool:
    return bool(found.words or found.telling)


@pytest.mark.parametrize(("region", "missing"), [("河南省郑州市", True), ("河北省云川市", False)])
def test_a_township_is_no_firm(region: str, missing: bool) -> None:
    """杜岭 is a subdistrict of 郑州; elsewhere it may be the firm."""
    near = read_context(region)
    assert _counts(left_out("杜岭", "杜岭开发投资有限公司", "Organization", near, near)) is missing


@pytest.mark.parametrize(
    ("short", "full", "lines"),
    [
        ("启光", "启光物流有限公司", ("物流",)),
        ("启光", "启光影业投资有限公司", ("影业",)),
        ("启光", "启光食品有限公司", ()),
        ("启光物流", "启光物流有限公司", ()),
    ],
)
def test_lines_of_daughters(short: str, full: str, lines: tuple[str, ...]) -> None:
    near = read_context("河北省云川市")
    assert left_out(short, full, "Organization", near, near).lines == lines


def test_a_paper_and_its_site() -> None:
    assert compare("云川商报社", "云川商报网", "Organization", "云川市").verdict is Verdict.DIFFERENT
