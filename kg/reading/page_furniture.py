"""What stands around an article on a Chinese news page, and what names its parts: tags, names, phrases."""

from __future__ import annotations

import re

# Elements that are never part of an article.
TAGS = frozenset(("nav", "footer", "aside", "form", "button", "dialog", "menu"))

# Words of class and id names (split at hyphens, digits and capitals) of parts around an article; the last
# ones are pinyin.
NAMES = frozenset((
    "nav", "navbar", "navigation", "menu", "submenu", "topbar", "toolbar", "header", "foot",
    "footer", "bottom", "copyright", "copy", "icp", "sidebar", "side", "aside", "breadcrumb",
    "breadcrumbs", "crumb", "crumbs", "position", "location", "share", "sharing", "bdshare",
    "social", "weixin", "wechat", "weibo", "qrcode", "qr", "related", "relate", "relevant",
    "relation", "recommend", "recommended", "recommendation", "hot", "hotnews", "rank", "ranking",
    "ad", "ads", "advert", "advertisement", "banner", "comment", "comments", "login", "search",
    "pager", "pagination", "prev", "next", "links", "friendlink", "popup", "modal", "disclaimer",
    "statement", "tags", "keywords", "tools", "fontsize", "print", "daohang", "dibu", "fenxiang",
    "xiangguan", "xgxw", "xgyd", "tuijian", "remen", "paihang", "guanggao", "dqwz",
))  # fmt: skip

# Words that say "the article is here" and outweigh a word of NAMES in the same name (share-article-body).
BODY_WORDS = frozenset(("article", "content", "body", "text", "main", "editor", "zoom"))

# Whole class and id names of article bodies: TRS (拓尔思), Founder's digital papers, Boda's site builder,
# portals, WeChat's articles, and plain words.
BODY_NAMES = frozenset((
    "trs_editor", "trs_uedition", "trs_paper_preappend", "zoom", "ozoom", "founder-content",
    "v_news_content", "vsbcontent", "vsb_content", "rm_txt_con", "artibody", "article_content",
    "article-content", "articlecontent", "article-body", "articlebody", "article_body",
    "article-text", "article-main", "left_zw", "detail-content", "detail_content",
    "details-content", "newscontent", "news-content", "news_content", "news_txt", "news-text",
    "content_area", "contenttext", "content-text", "main-content", "main-text", "js_content",
    "endtext", "end_text", "post_body", "post_text", "text_con", "txt_con", "txtcon", "artical",
    "arttext", "text-content", "conttxt", "con_txt", "cnt_bd", "entry-content", "post-content",
    "rich_media_content", "wp_articlecontent", "pages_content", "article-details", "zhengwen",
    "neirong", "wenzhang",
))  # fmt: skip
BODY_TAGS = frozenset(("founder-content",))

TITLE_TAGS = frozenset(("h1", "founder-title"))
TITLE_NAMES = frozenset((
    "title", "article-title", "article_title", "articletitle", "news-title", "news_title",
    "newstitle", "main-title", "main_title", "maintitle", "bt", "bt1", "biaoti", "headline",
    "content-title", "contenttitle", "detail-title", "detail_title", "tit", "post-title",
    "entry-title", "activity-name", "arti_title",
))  # fmt: skip

# Names of <meta> elements, surest first; the capital forms (PubDate, ContentSource) are those that government
# sites must give (国务院办公厅 政府网站发展指引, 2017), in lower case here.
TITLE_METAS = ("articletitle", "og:title", "twitter:title", "title", "headline")
DATE_METAS = (
    "pubdate", "article:published_time", "og:published_time", "publishdate", "publish_date",
    "publish-date", "publishtime", "datepublished", "date", "dc.date", "dc.date.issued",
    "og:release_date", "weibo:article:create_at", "bytedance:published_time", "_pubtime",
    "apub:time",
)  # fmt: skip
SOURCE_METAS = (
    "contentsource",
    "source",
    "mediaid",
    "article:publisher",
    "publisher",
    "og:site_name",
    "sitename",
)
LINKED_DATE = re.compile(r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"')

# 来源：云川日报
SOURCE = re.compile(r"(?:来源|稿源|信息来源|文章来源|新闻来源)\s*[:：]\s*([^\s|丨:：;；,，]{2,30})")
# 作者：李四 / 记者：李四 王五, up to the next label or mark.
AUTHOR = re.compile(
    r"(?:作者|(?:本报|见习|实习)?记者|通讯员|撰稿)\s*[:：]\s*[\u4e00-\u9fff·]{2,6}"
    r"(?:[\s、,，]+(?!责任|编辑|来源|发布|时间|字号|浏览|点击|责编|审核|通讯)[\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff：:]))*"
)
# 第03版：城事, A05版
SECTION = re.compile(r"(第?\s?[A-Z]?\d{1,3}\s?版(?:[:：]\s?[^\s\d]{1,12})?)")

# Lines that are furniture wherever they stand.
LINE = re.compile(
    r"(?:【?(?:打印|关闭|关闭窗口|打印本页|返回顶部|返回首页|收藏|字号|分享到|分享至|分享|点赞|放大|缩小|默认)】?[\s：:|大中小]*)+$"
    r"|(?:当前位置|您所在的?位置|您现在的位置|您当前的位置)"
    r"|(?:扫一扫|扫码|微信扫|用微信|长按).{0,30}$"
    r"|(?:上一篇|下一篇|上一版|下一版|上一条|下一条)\s*[:：]?"
    r"|(?:浏览|浏览次数|点击数?|阅读量?|访问量)\s*[:：]?\s*\d*\s*次?$"
    r"|(?:版权所有|未经.{0,12}(?:授权|许可|书面).{0,20}(?:转载|使用|复制|镜像|摘编)|Copyright|©|网站地图|联系我们|关于我们)"
    r"|.{0,40}(?:ICP备|公网安备|(?:信息服务|视听节目).{0,10}许可证)"
    r"|(?:首页|主页)\s*[>＞»›/]"
    r"|(?:特别声明|免责声明|版权声明|法律声明)[:：]"
    r"|.{0,12}(?:本网站?|本站).{0,20}(?:转载|版权|不代表|授权)",
    re.I,
)
# Lines after which no more of the article comes.
REST = re.compile(
    r"(?:【|\[)?(?:相关新闻|相关阅读|相关链接|相关推荐|相关报道|相关文章|延伸阅读|推荐阅读|热门推荐|热点推荐|猜你喜欢|更多新闻|"
    r"精彩推荐|为您推荐|网友评论|最新评论|发表评论|热点新闻|热门新闻|点击排行|新闻排行|友情链接)(?:】|\])?\s*[:：>]*\s*(?:更多)?\s*>*$"
)

# _云川新闻网, -云川日报, | 云川在线 at the end of a page's title.
SITE_SUFFIX = re.compile(
    r"\s*(?:[_|丨—–]+|\s[-－]+\s|--+|[-－](?=[^-－]*(?:网|报|在线|频道|新闻|客户端|融媒|政府|门户|资讯)[^-－]*$))[^_|丨—–-]*$"
)
