"""Messy pages of invented towns, and what a reader finds on them."""

from __future__ import annotations

from dataclasses import dataclass


def wrap(text: str, size: int = 17) -> str:
    """The text in lines of ``size`` characters, as a column prints it; punctuation never leads a line."""
    lines: list[str] = []
    while text:
        end = size
        while end < len(text) and text[end] in "，。、；：！？”）":
            end += 1
        lines.append(text[:end])
        text = text[end:]
    return "\n".join(lines)


@dataclass(frozen=True)
class Found:
    title: str
    credits: frozenset[tuple[str, str]]
    date: str | None = None


def found(title: str, credits: str = "", date: str | None = None) -> Found:
    """``credits`` as "记者 赵启明 韩雪, 通讯员 周立": role and names."""
    pairs = set()
    for group in filter(None, credits.split(", ")):
        role, *names = group.split(" ")
        pairs |= {(name, role) for name in names}
    return Found(title, frozenset(pairs), date)


BRIDGE = [
    "5月12日上午，临溪区柳林街道组织辖区12个社区的书记实地观摩老旧小区改造现场，逐项查看雨污分流、路灯更换和加装电梯的进度。",
    "柳林街道办事处主任贺建平说，改造之后，街道还要把物业引进来，让居民住得安心。",
    "观摩中，各社区书记就如何发动居民参与改造谈了做法，对下一步要办的事列出了清单。",
]
TEA = [
    "“以前卖茶靠等，现在订单自己找上门。”近日，云川市南屏县白石镇的茶农何春生一边打包一边说。",
    "白石镇今年建起了茶叶冷链仓库，南屏县农业农村局又请来技术员蹲点指导炒制，全镇春茶销售额达到860万元。",
    "镇里还同云川茶业有限公司签订了包销协议，茶农采下的鲜叶当天就能变成现钱。",
]
CLINIC = [
    "家门口就能做康复理疗，临溪区东湖社区卫生服务中心新设的康复科昨日正式开诊。",
    "康复科主任梁思远介绍，科里配了六名理疗师，能为附近三个社区的老人做中风后的康复训练。",
    "下一步，中心还将同云川市第二人民医院建立双向转诊，让病人少跑路。",
]

WRAPPED = (
    "柳林街道\n老旧小区改造现场比一比\n\n"
    + wrap("本报讯　" + BRIDGE[0])
    + "\n\n"
    + wrap(BRIDGE[1])
    + "\n\n"
    + wrap(BRIDGE[2])
    + "\n记者 赵启明 通讯员 韩 雪 文/图\n\n"
    + "白石镇春茶\n卖出好价钱\n\n"
    + "\n\n".join(wrap(text, 15) for text in TEA)
    + "\n记者 孙文博\n"
)
HEADLINE_AFTER = (
    wrap("本报讯（记者 孙文博 通讯员 周立）" + TEA[0], 18)
    + "\n"
    + wrap(TEA[1], 18)
    + "\n\n白石镇：春茶卖出好价钱\n\n"
    + wrap("本报讯（记者 赵启明）" + CLINIC[0], 18)
    + "\n"
    + wrap(CLINIC[1], 18)
    + "\n\n东湖社区卫生服务中心\n康复科开诊\n"
)
NO_BLANK_LINES = (
    "柳林街道\n老旧小区改造现场比一比\n"
    + wrap("本报讯 " + BRIDGE[0])
    + "\n"
    + wrap(BRIDGE[1])
    + "\n记者 赵启明 通讯员 韩雪\n"
    + "东湖社区开设康复科\n"
    + wrap("本报讯 " + CLINIC[0])
    + "\n"
    + wrap(CLINIC[1])
    + "\n记者 孙文博\n"
)
NO_NEWLINE = "本报讯（记者 赵启明　通讯员 阿布都·热合曼）" + BRIDGE[0] + BRIDGE[1]
INTERLEAVED = (
    "柳林街道观摩老旧小区改造\n\n"
    + "本报讯 "
    + BRIDGE[0]
    + "记者 赵启明\n\n小区改造一项一项看\n\n"
    + BRIDGE[1]
    + "\n\n白石镇春茶卖出好价钱\n\n本报讯 "
    + TEA[0]
    + "\n\n"
    + TEA[1]
    + "\n记者 孙文博 通讯员 周立\n\n列清单再出发\n\n"
    + "这次观摩老旧小区改造，柳林街道各社区书记看得细、问得深，就雨污分流、加装电梯和引进物业列出了清单。\n\n"
    + "东湖社区康复科开诊\n\n本报讯 "
    + CLINIC[0]
    + "\n\n"
    + CLINIC[1]
    + "\n记者 赵启明\n"
)
CAPTION = (
    "柳林街道观摩老旧小区改造\n\n本报讯(记者 赵启明 通讯员 韩雪)"
    + BRIDGE[0]
    + "\n\n"
    + BRIDGE[1]
    + "\n\n\n连日来，云川市临溪区东湖社区的志愿者冒雨清扫街巷，为独居老人送去米面油等生活用品，"
    + "受到居民称赞。本报记者 孙文博 摄\n\n\n白石镇春茶卖出好价钱\n\n本报讯(记者 孙文博)"
    + TEA[0]
    + "\n\n"
    + TEA[1]
    + "\n"
)
WEB = (
    "首页\n\t要闻\n\t柳林街道观摩老旧小区改造\n\n\t\t柳林街道观摩老旧小区改造\n\n"
    "\t发布时间：2023-05-13\n\t来源：云川日报\n\t点击：128次\n\n　　"
    + BRIDGE[0]
    + "\n　　"
    + BRIDGE[1]
    + "（记者赵启明实习生韩雪通讯员周立陈晓东）\n　　【编辑:梁思远】\n"
    "上一篇：春茶上市\n下一篇：没有了\n分享到：微信 微博\n"
)
SLOGANS = (
    "转作风 提效能\n\n柳林街道：老旧小区改造现场比一比\n\n本报讯(记者 赵启明 通讯员 韩雪)"
    + BRIDGE[0]
    + "\n\n"
    + BRIDGE[1]
    + "\n\n转作风 提效能\n\n白石镇：春茶卖出好价钱\n\n本报讯(记者 孙文博 通讯员 周立 王 伟)"
    + TEA[0]
    + "\n\n"
    + TEA[1]
    + "\n\n转作风 提效能\n\n■便民\n\n东湖社区：家门口做康复\n\n本报讯(记者 赵启明)"
    + CLINIC[0]
    + "\n\n"
    + CLINIC[1]
    + "\n"
)
BYLINE_UNDER_TITLE = (
    "云川日报 2023年5月13日 星期六\n\n老旧小区这样改\n——柳林街道改造现场见闻\n\n"
    "本报记者 赵启明 通讯员 韩雪 文/图\n\n"
    + BRIDGE[0]
    + "\n\n"
    + BRIDGE[1]
    + "\n\n春茶自己找买家\n\n本报记者 孙文博\n\n"
    + TEA[0]
    + "\n\n"
    + TEA[1]
    + "\n"
)

BRIDGE_BY = "记者 赵启明, 通讯员 韩雪"
PAGES: dict[str, tuple[str, list[Found]]] = {
    "wrapped": (
        WRAPPED,
        [
            found("柳林街道 老旧小区改造现场比一比", BRIDGE_BY, "--05-12"),
            found("白石镇春茶 卖出好价钱", "记者 孙文博", "--05"),
        ],
    ),
    "headline_after": (
        HEADLINE_AFTER,
        [
            found("白石镇：春茶卖出好价钱", "记者 孙文博, 通讯员 周立"),
            found("东湖社区卫生服务中心 康复科开诊", "记者 赵启明"),
        ],
    ),
    "no_blank_lines": (
        NO_BLANK_LINES,
        [
            found("柳林街道 老旧小区改造现场比一比", BRIDGE_BY, "--05-12"),
            found("东湖社区开设康复科", "记者 孙文博", "--05"),
        ],
    ),
    "no_newline": (NO_NEWLINE, [found("", "记者 赵启明, 通讯员 阿布都·热合曼", "--05-12")]),
    "interleaved": (
        INTERLEAVED,
        [
            found("柳林街道观摩老旧小区改造", "记者 赵启明", "--05-12"),
            found("白石镇春茶卖出好价钱", "记者 孙文博, 通讯员 周立", "--05"),
            found("东湖社区康复科开诊", "记者 赵启明", "--05"),
        ],
    ),
    "caption": (
        CAPTION,
        [
            found("柳林街道观摩老旧小区改造", BRIDGE_BY, "--05-12"),
            found("", "记者 孙文博", "--05"),
            found("白石镇春茶卖出好价钱", "记者 孙文博", "--05"),
        ],
    ),
    "web": (
        WEB,
        [
            found(
                "柳林街道观摩老旧小区改造",
                "记者 赵启明, 实习生 韩雪, 通讯员 周立 陈晓东, 编辑 梁思远",
                "2023-05-13",
            )
        ],
    ),
    "slogans": (
        SLOGANS,
        [
            found("柳林街道：老旧小区改造现场比一比", BRIDGE_BY, "--05-12"),
            found("白石镇：春茶卖出好价钱", "记者 孙文博, 通讯员 周立 王伟", "--05"),
            found("东湖社区：家门口做康复", "记者 赵启明", "--05"),
        ],
    ),
    "byline_under_title": (
        BYLINE_UNDER_TITLE,
        [
            found("老旧小区这样改", BRIDGE_BY, "2023-05-13"),
            found("春茶自己找买家", "记者 孙文博", "2023-05-13"),
        ],
    ),
}
