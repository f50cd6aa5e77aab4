"""Units and counting words of Chinese plans, and where a sign that looks like one belongs to a longer word."""

from __future__ import annotations

import re


def _words(text: str) -> list[str]:
    return text.split()


#: Measures: they count as units wherever they follow a numeral.
MEASURES = _words("""
元 美元 欧元 港元 澳元 日元 人民币
个百分点 百分点 个基点 % ‰ 倍 成
担 吨标准煤 千克标准煤 公斤标准煤 吨标煤 标准煤 标煤 蒸吨 吨 载重吨 金吨 公斤 千克 克 斤 市斤 克拉 毫克 微克
亩 公顷 平方米 平方千米 平方公里 平方 平米 ㎡ m² km² 立方米 立方 方 m³ 标方
公里 千米 海里 里 米 厘米 毫米 km
升 千升 毫升 桶
千瓦时 瓦时 千瓦 兆瓦时 兆瓦 吉瓦时 吉瓦 瓦 千伏安 伏安 kWh MWh GWh kW MW GW MWp GWp TWh 度电 度
标准箱 标箱 TEU 标准机架 机架 PFLOPS EFLOPS PB TB GB Gbps Tbps Mbps 兆比特/秒 兆比特每秒 吉比特/秒 兆比特 P E
""")
#: Counting words: after Chinese numerals they make a figure only with a verb or a comparison.
COUNTERS = _words("""
个 家 户 人 名 位 人次 家次 户次 件次 车次 航班次 架次 班次 件 项 条 座 处 所 台 台套 台(套) 套 件套 件(套) 台/套 辆 架 艘 栋 幢 间 张 块
片 种 类 款 头 只 羽 匹 尾 株 棵 枝 根 盆 瓶 支 盒 箱 袋 包 把 双 副 锭 枚 粒 颗 朵 筒 卷 床 张床位 床位 学时 课时 部 册 篇
列 趟 棒 穗 宗 例 份 笔 门 班 队 站 桩 桩位 口 眼 孔 期 批 场 场次 次 轮 组 对 篮 捆 打 辆次 批次 标准砖 重量箱 芯公里 皮长公里 车位 泊位
""")
#: Time: figures only when a limit is set (压缩至5个工作日以内).
DURATIONS = ["个工作日", "工作日", "个月", "个小时", "小时", "分钟", "天", "日"]

_TAILS = {
    "个": "月|体|性|转企|人所得|别",
    "家": "庭|乡|电|具|居|用|纺|门口|园",
    "户": "外|籍|均|型|口",
    "人": "才|民|工|均|大|居|社|口|形|物|文",
    "条": "件|例|款",
    "项": "目",
    "台": "阶|湾|账|风|商|胞",
    "位": "于|居|列|数",
    "名": "牌|优|录|单|称|镇|企|村|校|特|列",
    "次": "要|级|生|数|性|全会|会议|全体",
    "度": "假|数",
    "亩": "均|产",
    "元": "旦|素|件|器|宝|化|宇",
    "米": "业|粉|线|酒|面",
    "间": "接|距",
    "座": "谈|椅",
    "所": "有|在|需|得|属",
    "部": "门|委|分|级|署|长|位",
    "对": "接|口|外|应|标|各|一",
    "组": "织|建|成|团|装|合|长",
    "片": "区|剂",
    "块": "状",
    "支": "持|撑|付|柱|部",
    "门": "户|类|店",
    "套": "餐",
    "班": "子|车",
    "站": "点",
    "只": "有|要|能|是",
    "场": "所|地|景|馆",
    "处": "理|于|置|级",
    "期": "间|限|货|末|内|初|中",
    "份": "额",
    "批": "准|复|发",
    "类": "别|型",
    "种": "植|业|子|苗|源|质|类|养|畜|猪|牛|羊",
    "款": "项",
    "口": "岸|径|感|粮|味",
    "头": "部|等|衔|雁",
    "根": "据",
    "打": "造|破|响|通|包|好|击|开|下|印|算|卡|磨",
    "里": "程|镇|乡|村|铺|店|营|桥|堡|塘|街",
    "方": "面|向|案|式|针|位|便",
    "克": "服|难",
    "包": "装|括|含",
    "把": "关|握",
    "副": "产|业",
    "双": "向|循|高|碳|控|创",
    "轮": "胎|毂",
    "件": "数",
    "天": "然|津|府|麻|柱",
    "日": "常|均|产|处",
    "倍": "增",
    "孔": "子|径|雀",
    "眼": "光|界",
    "队": "伍",
    "列": "入|车|举|为|出|第|支|管",
    "棒": "材|线|纺",
    "例": "如|会",
    "瓦": "斯|房",
    "升": "级|规|至|到|学|格|档",
    "平方": "面",
    "担": "任|当|保|负|心|忧|纲",
}


def _alternatives(words: list[str]) -> str:
    parts = []
    for word in sorted(words, key=len, reverse=True):
        tail = _TAILS.get(word)
        # Latin units end where the Latin letters end: 5G and 3D have none.
        stop = "(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalpha() else ""
        parts.append(re.escape(word) + (f"(?!{tail})" if tail else stop))
    return "|".join(parts)


_ALL = _alternatives([*MEASURES, *COUNTERS, *DURATIONS])
_LOWER = rf"/(?:[万亿百千]{{1,2}})?(?:年|天|日|小时|月|县|市|村|人口|人|h|a|{_ALL})"
# 万辆（件）: counted in either.
_OR = r"\((?:件|套|只|个|台|辆|吨|块|双|株|头|羽|支|把|副|条|米)\)"
_UNIT = re.compile(rf"[ ]{{0,3}}(?P<unit>(?:{_ALL})(?:{_OR})?(?:{_LOWER})?)")
_DURATION_SET = frozenset(DURATIONS)
_COUNTER_SET = frozenset(COUNTERS)


def match_unit(text: str, position: int) -> re.Match[str] | None:
    """Unit that stands at a position, blanks before it skipped.

    Parameters
    ----------
    text
        Text with half-width signs.
    position
        Where the numeral with its scale ends.

    Returns
    -------
    re.Match or None
        Its group ``unit`` holds the unit without 万 / 亿.

    Examples
    --------
    >>> match_unit("260万元/亩以上", 4)["unit"]
    '元/亩'
    >>> match_unit("3个转企", 1) is None
    True
    """
    return _UNIT.match(text, position)


def is_counter(unit: str) -> bool:
    """True for a counting word such as 个, 家, 户."""
    return unit in _COUNTER_SET


def is_duration(unit: str) -> bool:
    """True for a stretch of time."""
    return unit in _DURATION_SET
