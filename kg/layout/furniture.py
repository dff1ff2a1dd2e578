"""What stands on a page and belongs to no article: navigation, share buttons, comment rules."""

from __future__ import annotations

import re

# Whole lines, matched after white space is removed.
FURNITURE = re.compile(
    r"""^(?:
      首页|返回首页|网站首页|设为首页|加入收藏|打印本?页?|关闭窗口|返回顶部|
      (?:上|下)一[篇条页].*|分享到.{0,40}|点击.{0,12}次?数?[:：]?\d*|浏览.{0,8}[:：]\d*|阅读.{0,4}[:：]\d+|
      (?:您的?)?当前位置[:：].*|您?现在的位置[:：].*|
      (?:发布|发表|更新|录入)(?:时间|日期|于)?[:：]?[\d\-年月日/:.\s]*|发布[人者][:：].{0,20}|
      (?:稿件|文章|信息|新闻|消息)?来源[:：].{0,30}|
      广告|相关(?:新闻|阅读|链接|报道)[:：]?|字号[:：]?.{0,12}|\(完\)|（完）|
      (?:扫一扫|扫码).{0,30}|版权(?:所有|声明).*|免责声明.*
    )$""",
    re.VERBOSE,
)


def is_furniture(line: str) -> bool:
    """Whether the whole line is furniture."""
    return len(line) <= 120 and bool(FURNITURE.match(re.sub(r"\s+", "", line)))
