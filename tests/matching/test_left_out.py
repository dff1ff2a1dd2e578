"""What a short name leaves out that may name another thing."""

from __future__ import annotations

import pytest

from kg.matching import read_context
from kg.matching.left_out import left_out


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
    ],
)
def test_left_out(short: str, full: str, type_: str, missing: bool) -> None:
    near = read_context("河北省云川市")
    assert bool(left_out(short, full, type_, near, near)) is missing
    assert bool(left_out(full, short, type_, near, near)) is missing
