"""What the head of a column in a table says: places, names or numbers, of which year, in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from atlas.core.places.unit_tails import PART_TAILS, WHOLE_UNIT
from atlas.core.policy.reading.units import match_unit
from atlas.core.policy.reading.years import YearRole, find_years


class ColumnKind(StrEnum):
    """What a head says that its column holds."""

    SERIAL = "serial"  # 序号
    IGNORED = "ignored"  # 备注, 责任单位
    PLACE = "place"  # 县（市、区）
    PARTNER = "partner"  # 协作地区
    UNIT = "unit"  # 单位
    METRIC = "metric"  # 指标名称
    NAME = "name"  # 产业, 产品, 项目名称
    DUE = "due"  # 完成时间
    TEXT = "text"  # 发展方向, 建设内容及规模
    OTHER = "other"


_AREA = r"(?:[县市区州旗盟地省][县市区州旗盟域]{0,2}|设区市|地级市|行政村|乡镇|镇街|街道|乡镇街道|[县市区]份|地区|区域|辖区|行政区划?|区划|属地|地点|产区|地市州|县市区|范围|县城)"
_KINDS = (
    (ColumnKind.SERIAL, re.compile(r"序\s?号?|编\s?号|[Nn][Oo][.]?|#")),
    (
        ColumnKind.IGNORED,
        re.compile(
            r"备\s?注|说\s?明|(?:指标)?属性|指标类型|性质|来源|依据|排名|位次|联系.*|电话|邮编|代码|负责人|联系人"
            r"|(?:牵头|责任|配合|主管|负责|实施|建设|申报|承担|组织)(?:单位|部门|主体|处室|企业|领导|人)(?:及.*)?"
        ),
    ),
    (
        ColumnKind.PARTNER,
        re.compile(
            r"(?:对口|结对|协作|合作|帮扶|共建|承接来源)+(?:地|地区|方|城市|市|县|县市|县区|单位|对象)?(?:名称)?"
        ),
    ),
    (
        ColumnKind.PLACE,
        re.compile(
            rf"(?:所在|所属|建设|实施|布局|项目|重点|主要|集群|涉及|承接|覆盖|核心|主产|分布|落户|试点|各)*的?{_AREA}(?:名称|名)?"
            r"(?:[(（][县市区州旗盟、,，]+[)）])?"
        ),
    ),
    (ColumnKind.UNIT, re.compile(r"(?:计量|计算)?单\s?位")),
    (
        ColumnKind.DUE,
        re.compile(
            r"(?:计划|预计)?(?:完成|建成|投产|竣工|开工|建设|实施|达产|起[止讫]|启动)*(?:时间|时限|年份|年月|年度|年限|期限|日期|节点|周期|工期|进度)"
        ),
    ),
    (
        ColumnKind.METRIC,
        re.compile(r"(?:主要|具体|核心|发展|考核|目标)*指\s?标(?:名称|项目|内容|体系)?|指标项"),
    ),
    (
        ColumnKind.NAME,
        re.compile(
            r"(?:重点|重大|主导|特色|优势|支柱|首位|主攻|主要|首要|标志性|产业|工业|农业|县域|细分)*(?:产业|行业|产品|品种|作物|品类|集群|产业链|链条|园区|开发区|基地|项目|工程"
            r"|企业|类别|领域|名称|品牌|资源|矿种|项目名称)(?:名称|及方向|类别)?"
        ),
    ),
    (
        ColumnKind.TEXT,
        re.compile(
            r"(?:重点|主要|主攻|主导|产业|发展|建设|工作|目标|功能|实施|任务|具体|项目)*(?:方向|内容|任务|举措|措施|定位|特色|优势|重点|思路|布局|规模|概况|要求|路径)(?:(?:及|和|与)[一-龥]{2,4})?"
        ),
    ),
)
_AIM = re.compile(
    r"远?期?展望(?:值|数)?|(?:发展|规划|预期|计划|建设|任务|工作)?目标(?:值|数)?|规划(?:值|数)?|预期(?:值|数)?|计划(?:值|数)?|任务(?:值|数)|力争"
)
_STATE = re.compile(
    r"现状(?:值|数)?|基[期准](?:年|值|数)?|基数|实际(?:值|数|完成(?:值|数)?)?|完成(?:情况|值|数)|现有|现值|初值|已有|初步统计(?:数)?|快报数?|预计完成(?:值|数)?"
)
_EXPECTED = re.compile("预计")
_MEASURE = re.compile(
    r"[一-龥A-Z]{0,14}?(?:产值|增加值|营业收入|营收|收入|面积|产量|产能|规模|税收|投资额?|总量|数量|户数|家数|[企个人]数|业数|总数|存栏|出栏|增速|占比|比重|率|额)"
)
_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]{1,14})[)）\]]|[/：:，,]\s?(?=\S{1,6}\Z)")
_SIGNS = " :：,，、"
_SCALE = re.compile(r"\s*(?:[十百千])?(?:万亿|[万亿])?")
_SCALED_UNIT = re.compile(r"[十百千]?(?:万亿|[万亿])?")
_BARE_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|年底|年末)?")
_LEFT_OVER = re.compile(r"\A[的底末前 、，,:：—-]+|[的 、，,:：—-]+\Z|\A(?:底|末|年底)|(?:数值|情况)+\Z")
_UNITLESS_TITLE = re.compile(
    r"[(（【][^()（）【】]{0,30}[)）】]|附?[件表]\s?[\d一二三四五六七八九十]{1,3}(?:[-—]\d+)?"
)
# 各县（市、区）, 全市, 分县: of what a table tells, before what it measures.
_OF_WHAT = re.compile(rf".*?(?:各[{PART_TAILS}、]+|{WHOLE_UNIT}|主要|分[{PART_TAILS}]+)")
_TITLE_UNIT = re.compile(r"单\s?位\s?[:：]\s?([^()（）\s]{1,30})")
#: Units by what is measured, where the title of a table names several.
_FAMILIES = (
    (re.compile("率|增速|增长|增幅|占比|比重"), re.compile("%|百分点")),
    (re.compile("产值|增加值|收入|营收|税|投资|总额|销售额|进出口|交易额|生产总值"), re.compile("元")),
    (re.compile("面积|规模化种植|基地"), re.compile("亩|公顷|平方")),
    (re.compile("产量|产能|加工量"), re.compile("吨|头|只|羽|件|台|升")),
    (re.compile("企业|主体|户数|家数|合作社|个数|数量|户"), re.compile("家|户|个")),
    (re.compile("人|就业"), re.compile("人|名")),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the words of a head say.

    Parameters
    ----------
    kind
        Of its column.
    metric
        What is measured: the words that are left when year and unit are taken away.
    unit
        As printed in brackets; empty when it has none.
    year, year_from
        Of the numbers below it; ``None`` when it tells none.
    is_state, is_aim
        Whether it says that they tell what is (现状), or what is to be (目标).
    """

    kind: ColumnKind
    metric: str = ""
    unit: str = ""
    year: int | None = None
    year_from: int | None = None
    is_state: bool = False
    is_aim: bool = False


def kind_of_head(words: str) -> ColumnKind:
    """What a head says that its column holds.

    Parameters
    ----------
    words
        Of the head.

    Returns
    -------
    ColumnKind
        ``OTHER`` for all that may be a number.

    Examples
    --------
    >>> kind_of_head("县（市、区）").value, kind_of_head("2027年产值（亿元）").value
    ('place', 'other')
    """
    bare = re.sub(r"\s", "", words)
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(bare)), ColumnKind.OTHER)


def is_head_word(words: str) -> bool:
    """Whether words can only be the head of a column.

    Parameters
    ----------
    words
        Of a cell.

    Returns
    -------
    bool
        Also for a year, a unit in brackets and a measure.

    Examples
    --------
    >>> is_head_word("2027年"), is_head_word("产量（万吨）"), is_head_word("安溪县")
    (True, True, False)
    """
    if kind_of_head(words) is not ColumnKind.OTHER:
        return True
    head = read_head(words)
    is_dated = head.year is not None or head.is_state or head.is_aim
    return is_dated or bool(head.unit) or bool(_MEASURE.fullmatch(head.metric))


def is_unit(words: str) -> bool:
    """Whether words are a unit, its scale included.

    Parameters
    ----------
    words
        Of a cell or bracket.

    Returns
    -------
    bool
        False for a number with a unit.

    Examples
    --------
    >>> is_unit("万吨"), is_unit("亿元/年"), is_unit("30家")
    (True, True, False)
    """
    scale = _SCALE.match(words)
    unit = match_unit(words, scale.end()) if scale else None
    return unit is not None and unit.end() == len(words)


@lru_cache(maxsize=512)
def read_head(words: str, *, year: int | None = None, horizon: int | None = None) -> Head:
    """What the words of a head say.

    Parameters
    ----------
    words
        Of the head, with half-width signs.
    year, horizon
        Of the text, and to which its plan runs.

    Returns
    -------
    Head
        Its metric is empty where the words only tell a year.

    Examples
    --------
    >>> head = read_head("2027年产值(亿元)")
    >>> head.metric, head.unit, head.year
    ('产值', '亿元', 2027)
    """
    kind = kind_of_head(words)
    rest, told, told_from = _take_year(words, year, horizon)
    rest, unit = _take_unit(rest)
    is_aim = bool(_AIM.search(rest))
    is_state = bool(_STATE.search(rest))
    if _EXPECTED.search(rest):
        is_state = told is not None and year is not None and told <= year
        rest = _EXPECTED.sub("", rest)
    rest = _AIM.sub("", _STATE.sub("", rest))
    rest = re.sub(r"[(（\[]\s*[)）\]]", "", rest)
    return Head(kind, _trim(rest), unit, told, told_from, is_state, is_aim and not is_state)


def read_title(title: str) -> tuple[str, tuple[str, ...]]:
    """What the title of a table measures, and the units that it tells (单位：亿元、家).

    Parameters
    ----------
    title
        With half-width signs.

    Returns
    -------
    tuple of str and tuple of str
        Empty where it tells none.

    Examples
    --------
    >>> read_title("表2 各县规上工业产值目标分解表(单位:亿元)")
    ('规上工业产值', ('亿元',))
    """
    told = _TITLE_UNIT.search(title)
    units = tuple(one for one in re.split("[、,，;；/]", told[1]) if is_unit(one)) if told else ()
    bare = _TITLE_UNIT.sub("", _UNITLESS_TITLE.sub(" ", title))
    bare = _take_year(bare, None, None)[0]
    bare = _OF_WHAT.sub("", bare)
    found = _MEASURE.search(bare)
    return (found[0] if found else ""), units


def unit_among(units: tuple[str, ...], metric: str) -> str:
    """The one of several units that fits what is measured.

    Parameters
    ----------
    units
        Of the title of a table.
    metric
        What is measured.

    Returns
    -------
    str
        Empty where none is sure.

    Examples
    --------
    >>> unit_among(("亿元", "家"), "规上企业数"), unit_among(("亿元",), "年均增速")
    ('家', '%')
    """
    for pattern, family in _FAMILIES:
        if not pattern.search(metric):
            continue
        fitting = [unit for unit in units if family.search(unit)]
        if fitting or family is _FAMILIES[0][1]:
            return fitting[0] if fitting else "%"
        break
    return units[0] if len(units) == 1 else ""


def _take_unit(words: str) -> tuple[str, str]:
    """The words without the unit that stands in brackets or behind a stroke, and the unit."""
    for found in reversed(list(_BRACKET.finditer(words))):
        inner = (found[1] or words[found.end() :]).strip(_SIGNS).removeprefix("单位").strip(_SIGNS)
        if is_unit(inner):
            end = found.end() if found[1] else len(words)
            return words[: found.start()] + " " + words[end:], inner
    return (" ", words) if is_unit(words) and _SCALED_UNIT.match(words) else (words, "")


def _take_year(words: str, year: int | None, horizon: int | None) -> tuple[str, int | None, int | None]:
    bare = _BARE_YEAR.fullmatch(words.strip())
    if bare:
        return "", int(bare[1]), None
    for mention in find_years(words, year=year, horizon=horizon):
        if mention.role is not YearRole.BASE:
            return words[: mention.start] + " " + words[mention.end :], mention.year, mention.year_from
    return words, None, None


def _trim(words: str) -> str:
    words = re.sub(r"\s+", "", words)
    while (shorter := _LEFT_OVER.sub("", words)) != words:
        words = shorter
    return words
