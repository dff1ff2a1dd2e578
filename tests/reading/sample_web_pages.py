"""Web pages as Chinese news sites build them; towns, people and papers are invented."""
# ruff: noqa: E501  # lines as long as those of web pages

FIRST = "云川市临溪区柳林街道10月9日启动老旧小区改造，首批涉及12个院落，惠及居民1800户。"
SECOND = "临溪区住房和城乡建设局负责人介绍，工程预计明年6月完工，总投资3200万元。"
THIRD = "“改造以后，下雨天再也不怕积水了。”柳林社区居民何秀兰说。"
TITLE = "柳林街道老旧小区改造启动"

PORTAL = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{TITLE}_临溪频道_云川新闻网</title>
<meta property="og:title" content="{TITLE}-云川新闻网">
<script>var a = "<p>假的正文，不应出现。</p>";</script><style>p {{ color: red }}</style></head>
<body class="nav-fixed">
<div class="top-nav"><a href="/">首页</a> <a href="/a">要闻</a> <a href="/b">民生，服务。</a></div>
<div class="crumbs">当前位置：<a href="/">云川新闻网</a> &gt; <a href="/lx">临溪</a> &gt; 正文</div>
<div class="main share-wrap">
 <h1>{TITLE}</h1>
 <div class="info"><span>2023-10-10 08:15:00</span> <span>来源：云川日报</span> <span>作者：何秀水 方小禾</span>
 <span>责任编辑：罗明</span></div>
 <div class="article-content" id="content">
  <p>　　{FIRST}</p>
  <p>&nbsp;&nbsp;&nbsp;&nbsp;{SECOND}</p>
  <p>　　{THIRD.replace("“", "&ldquo;").replace("”", "&#8221;")}</p>
  <figure><img src="a.jpg"><figcaption>图为改造后的院落。方小禾 摄</figcaption></figure>
  <p>　　记者 何秀水 通讯员 方小禾</p>
 </div>
 <div class="share">分享到：<a>微信</a><a>微博</a></div>
 <div class="related-news"><h3>相关新闻</h3><ul><li><a href="1">临溪区召开安全生产会议，部署四季度工作。</a></li>
 <li><a href="2">云川市第二中学举行运动会</a></li></ul></div>
</div>
<div id="footer"><p>云川新闻网版权所有，未经授权禁止转载。云ICP备00000000号</p></div>
</body></html>"""

# A government site of the TRS system, in GB2312, with direct text and <br>.
GOVERNMENT = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-10-10 09:00">
<meta name="ContentSource" content="临溪区人民政府办公室"><title>临溪区人民政府</title></head><body>
<table><tr><td><a href="/">首页</a>|<a href="/x">信息公开</a>|<a href="/y">政务服务</a></td></tr></table>
<div class="bt_content">{TITLE}</div>
<div>发布日期：2023-10-10 09:00 浏览次数：<span>27</span> 字号：[大 中 小]</div>
<div class="TRS_Editor">&emsp;&emsp;{FIRST}<br/><br/>&emsp;&emsp;{SECOND}<br>&emsp;&emsp;{THIRD}</div>
<div>【打印】 【关闭】</div>
<div>上一篇：<a href="1">临溪区召开会议部署工作安排</a></div>
<div>主办：临溪区人民政府 云ICP备00000001号</div>
</body></html>"""

# A page of a digital newspaper (Founder): tables, unclosed tags, capital letters.
DIGITAL_PAPER = f"""<HTML><HEAD><META charset=utf-8><TITLE>云川晚报</TITLE></HEAD><BODY>
<TABLE><TBODY><TR><TD>2023年10月10日 星期二　第03版：城事</TD><TD><A href="p">上一版</A> <A href="n">下一版</A></TD></TR>
<TR><TD><founder-title><P>{TITLE}</P></founder-title></TD></TR>
<TR><TD><founder-content><!--enpcontent--><P>　　本报讯（记者 何秀水）{FIRST}<P>　　{SECOND}
<P>　　{THIRD}<!--/enpcontent--></founder-content></TD></TR>
<TR><TD><A href="1">放大</A> <A href="2">缩小</A> <A href="3">默认</A></TD></TR></TBODY></TABLE></BODY></HTML>"""

# No names at all, paragraphs as <div>, headline in an <h2>.
NAMELESS = f"""<html><head><title>{TITLE} - 云川在线</title></head><body>
<div><div><ul><li><a href=1>新闻中心频道</a><li><a href=2>临溪频道首页</a><li><a href=3>专题报道</a></ul></div>
<div><h2>{TITLE}</h2><div>2023年10月10日 08:15　来源：云川广播电视台</div>
<div><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div><div>（完）</div></div></div>
<div><div>热门推荐</div><div><a href=4>云川市轨道交通二号线开工建设动员会召开</a></div>
<div><a href=5>临溪区发布最新一批重点项目名单</a></div></div></div></body></html>"""

# A single long paragraph, its byline in another, date in a <time>.
ONE_PARAGRAPH = f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><header><a href="/">云川融媒</a></header>
<article><h1>{TITLE}</h1><time datetime="2023-10-09T23:30:00Z">昨天</time>
<div class="text"><p>{FIRST}{SECOND}</p><p>何秀水 方小禾</p></div></article></body></html>"""

INDEX = """<html><head><meta charset="utf-8"><title>云川新闻网</title></head><body><h1>云川新闻网</h1><ul>
""" + "\n".join(
    f'<li><a href="{number}">临溪区第{number}次重点项目推进会召开，部署下一步工作</a><span>10-0{number}</span></li>'
    for number in range(1, 9)
) + "</ul><div>本网站所刊登的信息，版权归云川新闻网所有，未经授权不得转载。</div></body></html>"  # fmt: skip

INDEX_WITH_SUMMARIES = """<html><head><meta charset="utf-8"><title>临溪频道</title></head><body><div class="list">
""" + "\n".join(
    f'<div><h3><a href="{number}">临溪区第{number}次重点项目推进会召开</a></h3>'
    f"<p>10月{number}日，临溪区召开第{number}次重点项目推进会，会议听取了各街道的汇报……</p></div>"
    for number in range(1, 9)
) + "</div></body></html>"  # fmt: skip
