"""Which paper a reporter is of, by the credit line or the dateline."""

from __future__ import annotations

import pytest
from marked_statements import article_of

from kg.extract.statements import find_declared
from kg.model import Credit, Mention

MEDIA = ("新华社", "云川日报", "云川发布", "云川新闻网", "临溪日报")
BOTH = {"桑榆": "记者", "李木": "记者"}


def _belonging(line: str, roles: dict[str, str], text: str = "", start: int = -1) -> set[tuple[str, str]]:
    """(person, medium) of what a credit line outside the text (or from ``start`` on in it) gives."""
    credits = tuple(
        Credit(
            name,
            role,
            start + line.index(name) if start >= 0 else -1,
            start + line.index(name) + len(name) if start >= 0 else -1,
            line,
        )
        for name, role in roles.items()
    )
    mentions = []
    for name in MEDIA:
        at = text.find(name)
        if at >= 0 or name in line:
            end = at + len(name) if at >= 0 else -1
            mentions.append(Mention(at, end, name, "Organization", "Media", name))
    mentions += [Mention(c.start, c.end, c.name, "Person", "", c.name) for c in credits]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    found = find_declared(article_of(text, credits=credits), mentions, ())
    ends = [(mentions[s.head].name, s.tail) for s in found if s.type == "BELONGS_TO"]
    return {(head, mentions[tail].name) for head, tail in ends if tail is not None}


@pytest.mark.parametrize(
    ("line", "roles", "found"),
    [
        ("新华社记者 桑榆 云川日报记者 李木", BOTH, {("桑榆", "新华社"), ("李木", "云川日报")}),
        ("云川日报记者 桑榆、李木", BOTH, {("桑榆", "云川日报"), ("李木", "云川日报")}),
        ("云川日报·云川新闻网首席记者桑榆", {"桑榆": "首席记者"}, {("桑榆", "云川新闻网")}),
        ("云川日报驻临溪记者 桑榆", {"桑榆": "记者"}, {("桑榆", "云川日报")}),
        ("云川日报讯（记者 桑榆 通讯员 李木）", {"桑榆": "记者", "李木": "通讯员"}, {("桑榆", "云川日报")}),
        ("云川日报通讯员 李木 记者 桑榆", {"李木": "通讯员", "桑榆": "记者"}, {("桑榆", "云川日报")}),
        # who printed it is not whom they work for
        ("（记者 桑榆）来源：云川发布", {"桑榆": "记者"}, set()),
        ("来源：云川发布 记者 桑榆", {"桑榆": "记者"}, set()),
        ("转自云川发布 记者 桑榆", {"桑榆": "记者"}, set()),
        ("云川日报 编辑：王四维 记者 桑榆", {"王四维": "编辑", "桑榆": "记者"}, set()),
        # another house between
        ("云川日报记者 李木 本报记者 桑榆", BOTH, {("李木", "云川日报")}),
    ],
)
def test_the_medium_of_a_credit_line(line: str, roles: dict[str, str], found: set[tuple[str, str]]) -> None:
    assert _belonging(line, roles) == found
    assert _belonging(line, roles, line + "。", 0) == found


def test_the_medium_of_a_dateline() -> None:
    roles = {"桑榆": "记者", "李木": "通讯员"}
    text = "云川日报5月3日讯 街道开会。"
    assert _belonging("记者 桑榆 通讯员 李木", roles, text) == {("桑榆", "云川日报")}
    assert _belonging("临溪日报记者 桑榆", {"桑榆": "记者"}, text) == {("桑榆", "临溪日报")}
