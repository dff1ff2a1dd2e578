"""What a page settles about its stories' dates."""

from __future__ import annotations

import pytest

from kg.layout import articles_of
from kg.model import Page

CASES = [
    ("昨日，街道开了会。近日再开一次。", None),
    ("5月12日，街道开了会。", "--05-12"),
    ("5月12日，街道召开2023年度工作会议。", "2023-05-12"),
    ("2022年5月12日，街道开了会。", "2022-05-12"),
    ("5月12日，街道提出到2025年建成一百个小区。", "--05-12"),
    ("5月12日，街道开会。2019年，全镇产茶百吨。", "--05-12"),
    ("5月12日，园区开放。该园2012年3月8日奠基，2012年秋天封顶。", "--05-12"),
    ("6月30日前完工的路灯，5月12日亮了。", "--05-12"),
    ("发布时间：2023-05-14\n5月12日，街道开了会。", "2023-05-14"),
    ("云川日报 2023年5月13日 星期六\n\n昨日，街道开了会。", "2023-05-13"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_dates(text: str, wanted: str | None) -> None:
    (article,) = articles_of(Page("a.txt", "/a.txt", text))
    assert article.date == wanted


def test_the_month_comes_from_the_other_stories() -> None:
    text = (
        "老旧小区改造提速\n\n本报讯 5月12日，柳林街道召开2023年度小区改造会。记者 赵启明\n\n"
        "春茶俏销\n\n本报讯 18日上午，白石镇的春茶装车发往外地。记者 孙文博\n\n"
        "康复科开诊\n\n本报讯 近日，东湖社区卫生服务中心康复科开诊。记者 周立\n"
    )
    articles = articles_of(Page("a.txt", "/a.txt", text))
    assert [article.date for article in articles] == ["2023-05-12", "2023-05-18", "2023-05"]
