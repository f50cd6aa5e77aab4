"""Which quantities are figures of a plan at all: counting words in prose (三个方面) and short delays are not."""

from __future__ import annotations

import re
from enum import StrEnum

from atlas.core.places.unit_tails import WHOLE_UNIT
from atlas.core.policy.reading.figures.quantities import Quantity


class Doubt(StrEnum):
    """How a quantity was told to be a figure."""

    NONE = "none"
    SMALL = "small"  # Chinese numeral below ten with a verb
    EXTENT = "extent"  # how many counties there are
    LIMIT = "limit"  # a deadline in days
    FREQUENCY = "frequency"  # once a quarter


#: Signs before a number that are looked at.
_LOOK_BACK = 26
_COMPARED = re.compile(
    r"(?:达到|达|占|突破|超过|超|不少于|不低于|不超过|至少|力争|确保|争取|新增|净增|增加到|增至|发展到|累计|总数|总量|上|近|约|逾|过|破|每年|稳定在"
    r"|共|各|分别|控制在)(?:新增|引进|培育|建成|打造|完成|实现|到)?\s?\Z"
)
# 审批时限压缩三成, 减碳两成: a change by a share.
_CHANGED = re.compile(r"(?:压缩|压减|缩短|减少|降低|减碳|降碳|节能|节水|节约|降本)(?:了|近|约)?\s?\Z")
_VERB = re.compile(
    r"(?:建设|建成|打造|培育|壮大|引进|新建|新增|创建|争创|形成|实施|完成|发展|布局|组建|设立|认定|培养|招引|推出|创响|选育|改造|签约|开工|投产|落地"
    r"|储备|谋划|举办|获批|申报|扶持|遴选|选定|选准|突破|招商|规划|提升|选取|确定|聚焦打造|做强|做大|建立)(?:了|起|好|出)?[“\"]?\s?\Z"
)
_NEAR_VERB = re.compile(
    r"(?:建设|建成|打造|培育|引进|新建|新增|创建|争创|培养|招引|发展|新建成)[^，,；;。、\n]{0,22}\Z"
)
#: 三个千亿级集群 counts clusters, however small the number.
_SIZED = re.compile(r"[“\"]?(?:\d+|[一二三五两十百千]{1,3})万?亿(?:元?级|[园镇县企产])")
#: 培养有国际视野的百名人才、千名技师.
_PEOPLE_BEFORE = re.compile(r"的\Z|(?:培育|培养|引进|集聚|选派|培训)[^，,；;。\n]{0,24}[、和]\Z")
_AT_LEAST_ONE = re.compile(r"(?:至少|力争|各|都要|均要|均须|只保留|保留)[^，,；;。\n]{0,6}\Z")
_PHRASE_END = re.compile(r"\s*(?:[，,；;。、)\n]|\Z)")
# 品牌占国内市场四成, 开采面压减三成.
_SHARED_OUT = re.compile(
    r"(?:占|比重|份额|压减|减少|削减|降低|下降|提高|提升|增长|增加)[^，,；;。、\n\d]{0,6}\Z"
)
_COUNTED_BEFORE = re.compile(r"[一-龥][^，,；;。、\n为成分等这那哪前后第每各的是有共另任]\s?\Z")
_LISTING_VERB = re.compile(
    r"(?:建设|建成|打造|培育|引进|新建|新增|创建|争创|培养|招引|发展|共建)[^，,；;。\n]{2,24}\Z"
)
_AFTER_COUNT = re.compile(r"\s?(?:及以上|以上|左右|以内|以下|上下)")
_ABSTRACT = re.compile(
    r"[”\"]?(?:方面|环节|阶段|领域|层面|层次|维度|转变|转型|统筹|重点(?!产业|企业|项目|园区)|坚持|全面|确保|方向|关键|关系|结合|体系|机制|抓手|清单|专班|工作专班|工作小组|原则|问题|步骤"
    r"|批次|部门|单位|工作组|小组|组成|要求|要素|特点|优势|目标|能力|支撑|中心、|轴带?|廊道|增长极|极核|翼|核心|层级|类型|类别|类(?!园区)|方案|规划|台阶|闭环|系统|板块|主体|梯队|档次|关口|月|季度|一批|领导小组"
    r"|市州|州市|市、|维护|意识|自信|精神|主题|主线|主攻|渠道|模式|路径|途径|重要|主要方面|基本|根本|核心|轮子|拳头|行动|工程(?!技术|研究|机械|塑料|车|装备))"
)
_RANK_BEFORE = re.compile(rf"(?:进入|进|居|列|跻身|全国|{WHOLE_UNIT}|排名|排位)[^，,；;。\n]{{0,6}}前\s?\Z")
_LISTED_BEFORE = re.compile(r"(?:等|这|那|前|后|其他|其余|余下|上述|以上|哪|每|另)\s?\Z")
_ADMIN_UNIT = re.compile(
    r"\s?个?(?:(?:重点|脱贫|工业|民族|试点)?(?:市(?!级|场|值|政)|县(?!级|域)|区(?!级|块|域)|州(?!级)|乡(?!级|村)|镇(?!级)|旗|盟|街道|社区"
    r"|村(?!级|集体|镇))|[一-龥]{2,4}县(?!级|域|城|乡)|\(市|\(县|\(区|行政村|片区|省份|省直|国家和地区|成员单位|职能部门|地级市|地州)"
)
#: 龙眠、文昌、龙腾三个街道: how many have just been named.
_NAMED_UNITS = re.compile(r"[一-龥]{2,3}[、和][一-龥]{2,3}\Z")
_MADE = re.compile(
    r"(?:新增|打造|培育|建设|建成|形成|实现|创建|推动|覆盖|达到|力争|选择|选定|遴选|确定|支持|试点)[^，,；;。\n]{0,12}\Z"
)
#: 距县城15公里, 海拔800米, 坡度25度, 分3批: places and steps, not aims.
_SITUATED = re.compile(
    r"(?:海拔|坡度|北纬|东经|南纬|气温|距[^，,；;。\n]{0,10}|方圆|半径|周边|沿线|两侧|深度|水深|直径|口径|(?<![部充百])分|每隔?|连续|历时)\s?\Z"
)
_AREA_AFTER = re.compile(r"\s?(?:的?范围|半径|以内的区域|缓冲|等高|辐射圈|经济圈|生活圈|交通圈)")
_LIMITED = re.compile(
    r"(?:压缩至|压缩到|压减至|压减到|缩短至|缩短到|缩减至|减至|控制在|不超过|压缩在|限时|不得超过)\s?\Z"
)
_MONTHLY = re.compile(r"每(?:个?(?:季度|月|季|年))(?:首月|次月|末|底)?\s?\Z")
# 二类医疗器械 is a class.
_CLASS_AFTER = re.compile(r"(?:及以上|以上)?(?:医疗|创新药|新药|口岸)")
_PER_PERIOD = re.compile(
    r"(?:每个?(?:季度|月|半年|年|周|旬)|每两个月|全年|按(?:月|季度|季|年|周)|逐月|逐季)[^，,；;。\n]{0,14}\Z"
)


def doubt_of(text: str, quantity: Quantity) -> Doubt | None:
    """How sure it is that a quantity is a figure.

    Parameters
    ----------
    text
        Text with half-width signs.
    quantity
        One of its quantities.

    Returns
    -------
    Doubt or None
        ``None`` when it is none.
    """
    if quantity.form == "open":
        return None
    before = text[max(0, quantity.start - _LOOK_BACK) : quantity.start]
    if quantity.form in ("multiple", "zero", "ratio", "level"):
        return None if before.endswith("每") else Doubt.NONE
    if before.endswith("每") or _SITUATED.search(before) or _AREA_AFTER.match(text, quantity.end):
        return None
    if quantity.duration:
        return _doubt_of_time(text, quantity, before)
    if quantity.unit == "期" and quantity.is_chinese:
        # 风电场二期 is the second phase; courses are counted in digits.
        return None
    if quantity.unit == "类" and _CLASS_AFTER.match(text, quantity.end):
        return None
    if quantity.unit == "次":
        return Doubt.FREQUENCY if _PER_PERIOD.search(before) else None
    if quantity.counter:
        return _doubt_of_count(text, quantity, before)
    return _doubt_of_measure(text, quantity, before)


def _doubt_of_time(text: str, quantity: Quantity, before: str) -> Doubt | None:
    if quantity.unit == "日" and text.startswith("前", quantity.end) and _MONTHLY.search(before):
        return Doubt.FREQUENCY
    return Doubt.LIMIT if _LIMITED.search(before) else None


def _doubt_of_measure(text: str, quantity: Quantity, before: str) -> Doubt | None:
    if quantity.unit == "万":
        return Doubt.SMALL
    # Only 八成 is a share in Chinese numerals: 百分之八十 counts as printed in figures.
    has_scale = quantity.unit[0] in "万亿"
    if quantity.is_chinese and quantity.unit == "%":
        is_share = _SHARED_OUT.search(before) or _CHANGED.search(before)
        return Doubt.NONE if is_share else _doubt_when_compared(text, quantity, before)
    if quantity.is_chinese and quantity.value < 10 and not has_scale:
        return _doubt_when_compared(text, quantity, before)
    if quantity.is_bare and (quantity.value == 1 or not has_scale):
        return _doubt_when_compared(text, quantity, before)
    return Doubt.NONE


def _doubt_when_compared(text: str, quantity: Quantity, before: str) -> Doubt | None:
    """三元, 万亩, 亿元: figures only in a comparison or as a size."""
    compared = _COMPARED.search(before) or _AFTER_COUNT.match(text, quantity.end)
    return Doubt.SMALL if compared else None


def _doubt_of_count(text: str, quantity: Quantity, before: str) -> Doubt | None:
    compared = bool(_COMPARED.search(before)) or bool(_AFTER_COUNT.match(text, quantity.end))
    # 年产2万辆能力 counts cars, 三项能力 nothing.
    is_large = quantity.unit[0] in "万亿"
    if not (compared or is_large) and (
        _ABSTRACT.match(text, quantity.end) or _is_listed(text, quantity, before)
    ):
        return None
    if quantity.unit in ("个", "县", "市") and _ADMIN_UNIT.match(text, quantity.end) and not compared:
        if _MADE.search(before):
            return Doubt.NONE
        return None if quantity.is_chinese else Doubt.EXTENT
    if not quantity.is_chinese:
        return Doubt.NONE
    if _SIZED.match(text, quantity.end):
        return Doubt.SMALL
    if quantity.value <= 1:
        told = _AFTER_COUNT.match(text, quantity.end) or _AT_LEAST_ONE.search(before)
        return Doubt.SMALL if told else None
    if compared or _VERB.search(before):
        return Doubt.SMALL if quantity.value < 10 else Doubt.NONE
    if quantity.is_bare and quantity.value >= 100 and not quantity.is_more:
        people = quantity.unit in ("名", "人", "家", "户") and _PEOPLE_BEFORE.search(before)
        return Doubt.SMALL if people else None
    if _NEAR_VERB.search(before) and quantity.value >= 10:
        return Doubt.SMALL
    return Doubt.SMALL if _ends_phrase(text, quantity, before) else None


def _ends_phrase(text: str, quantity: Quantity, before: str) -> bool:
    """实训基地三十个。: the number stands behind what it counts."""
    if not _PHRASE_END.match(text, quantity.end) or not _COUNTED_BEFORE.search(before):
        return False
    return quantity.value >= 10 or bool(_LISTING_VERB.search(before))


def _is_listed(text: str, quantity: Quantity, before: str) -> bool:
    """A、B等3个…: the count of what has just been named."""
    if quantity.is_chinese and _NAMED_UNITS.search(before) and _ADMIN_UNIT.match(text, quantity.end):
        return True
    if not _LISTED_BEFORE.search(before):
        return False
    if quantity.unit in ("位", "名") and _RANK_BEFORE.search(before):
        return False
    return not (before.rstrip().endswith("等") and _MADE_AFTER_LIST.match(text, quantity.end))


_MADE_AFTER_LIST = re.compile(
    r"[“\"]?(?:[一-龥\d]{0,4}(?:亿|万)[一-龥]{0,3}级|国家级|省级|重大|重点项目|项目|龙头|上市|亿元)"
)
