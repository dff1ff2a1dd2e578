"""What stands on a page and belongs to no article: navigation, share buttons, comment rules, mastheads."""

from __future__ import annotations

import re

# Whole lines, matched after white space is removed.
_LINE = re.compile(
    r"""^(?:
      首页|返回首页|网站首页|设为首页|加入收藏|收藏|打印(?:本页|此页)?|关闭(?:窗口|本页)?|返回(?:顶部|列表)?|
      (?:上|下)一[篇条页版][:：]?.{0,60}|分享到.{0,40}|分享[:：]?|点击(?:量|率|数|次数)?[:：]?\d*次?|
      浏览(?:量|次数)?[:：]?\d*次?|阅读(?:量|数)?[:：]?\d*次?|人气[:：]\d+|
      (?:您的?)?(?:当前)?(?:的|所在)?位置[:：].*|您?现在的?位置[:：].*|首页[>》›→\-].*|
      (?:发布|发表|更新|录入|发稿)(?:时间|日期|于)[:：]?[\d\-年月日/:：.时分秒]*|(?:时间|日期)[:：][\d\-年月日/:：.时分秒]+|
      发布[人者单位]{1,2}[:：].{0,20}|信息员[:：].{0,12}|
      (?:稿件|文章|信息|新闻|消息)?来源[:：](?:(?!编辑|记者|作者|责编|责任|通讯员).){0,30}|
      广告|相关(?:新闻|阅读|链接|报道|文章)[:：]?|字号[:：]?.{0,12}|【(?:大|字体)[^】]{0,10}】?|[(（]完[)）]|
      (?:扫一扫|扫码(?:关注|阅读|下载|分享|查看)).{0,20}|版权(?:所有|声明).*|免责声明.*|(?:网友)?评论(?:区)?[:：]?|发表评论|
      [A-Z]?0?\d{1,2}(?:版|/|\|)?.{0,8}(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,40}|
      .{0,24}(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,4}星期.{0,40}|
      .{0,24}(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,8}第?[A-Z]?\d{1,2}版.{0,12}|
      [^，。,：:]{0,12}(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,12}|
      星期[一二三四五六日].{0,20}|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\d{1,2}:\d\d(?::\d\d)?)?.{0,30}|
      \d{1,3}|第?[A-Z]?\d{1,2}版
    )$""",
    re.VERBOSE,
)
# A comment rule glued to the front of a story by whoever took the text off a web page.
_PREFIX = re.compile(
    r"^\s*(?:小提示|温馨提示|友情提示|提示)?[:：]?[^。]{0,40}(?:言论|评论|发言)[^。]{0,40}(?:文明|法律|法规|负责)"
    r"[^。（(：:]{0,20}(?:[（(][^）)]{0,20}[）)]|[。：:！!])?"
)
# A label before a headline that is printed on the same line as the text.
ORIGINAL_TITLE = re.compile(r"^\s*原(?:标)?题(?:目)?[:：]\s*")


def is_furniture(line: str) -> bool:
    """Whether the whole line is furniture."""
    return len(line) <= 120 and bool(_LINE.match(re.sub(r"\s+", "", line)))


def furniture_prefix(text: str) -> int:
    """How many characters at the front of a paragraph are furniture."""
    found = _PREFIX.match(text)
    return found.end() if found else 0
