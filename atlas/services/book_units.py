"""Units and scopes of figures in English, for books: documents write them in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

#: How many of the English unit one of the Chinese is, and its name; empty where the metric says what is counted.
_UNITS: Mapping[str, tuple[float, str]] = {
    **dict.fromkeys(("个", "家", "户", "座", "件", "项", "处", "条", "只", "辆", "台", "套"), (1, "")),
    **dict.fromkeys(("人", "名", "位"), (1, "people")),
    **dict.fromkeys(("次", "倍"), (1, "times")),
    **dict.fromkeys(("类", "种"), (1, "kinds")),
    "轮": (1, "rounds"),
    "栋": (1, "buildings"),
    "日": (1, "days"),
    "天": (1, "days"),
    "头": (1, "head"),
    "万头": (10_000, "head"),
    "万把": (10_000, ""),
    "万辆": (10_000, ""),
    "万台": (10_000, ""),
    "万人": (10_000, "people"),
    "元": (1, "yuan"),
    "万元": (10_000, "yuan"),
    "亿元": (0.1, "billion yuan"),
    "万亿元": (1, "trillion yuan"),
    "万元/亩": (10_000, "yuan per mu"),
    "亩": (1, "mu"),
    "万亩": (10_000, "mu"),
    "平方米": (1, "m²"),
    "万平方米": (10_000, "m²"),
    "平方千米": (1, "km²"),
    "平方公里": (1, "km²"),
    "千米": (1, "km"),
    "公里": (1, "km"),
    "吨": (1, "t"),
    "万吨": (10_000, "t"),
    "亿吨": (100, "million t"),
    "万金吨": (10_000, "t of metal"),
    "升": (1, "L"),
    "千升": (1, "kL"),
    "立方米": (1, "m³"),
    "亿立方米": (100, "million m³"),
    "千伏": (1, "kV"),
    "千瓦": (1, "kW"),
    "万千瓦": (10, "MW"),
    "千瓦时": (1, "kWh"),
    "亿千瓦时": (0.1, "TWh"),
    "个百分点": (1, "percentage points"),
    "百分点": (1, "percentage points"),
}
_SCOPES: Mapping[str, str] = {
    "县域合计": "all counties of the plan together",
    "每个县": "each county",
    "每个县（市、区）": "each county",
    "新增5个县中的每个县": "each of the five counties to be added",
    "每季度": "each quarter",
    "每年": "each year",
    "全省": "the whole province",
    "全市": "the whole prefecture",
    "全州": "the whole prefecture",
    "全县": "the whole county",
    "省级安排": "by the province",
    "单户企业": "a single firm",
    "单户龙头企业": "a single leading firm",
    "链主企业": "chain leaders",
    "单个白酒扩能项目": "a single project of more baijiu capacity",
    "单个新开工工业项目": "a single new industrial project",
    "单个技术改造项目": "a single renewal project",
    "每户新增上规入统工业企业": "each firm newly above designated size",
    "新认定的国家级创新示范企业和工业设计中心": "newly recognised national model firms and design centres",
    "新认定的省级技术中心、创新示范企业和工业设计中心": (
        "newly recognised provincial technology centres, model firms and design centres"
    ),
    "专栏未写明统计范围": "scope not stated",
}


def english_unit(unit: str) -> tuple[float, str]:
    """A unit in English.

    Parameters
    ----------
    unit
        As documents write it.

    Returns
    -------
    tuple of float and str
        What a value is to be multiplied by, and the unit then; one that is not known stays as it is.

    Examples
    --------
    >>> english_unit("亿元"), english_unit("%")
    ((0.1, 'billion yuan'), (1, '%'))
    """
    return _UNITS.get(unit, (1, unit))


def english_scope(scope: str) -> str:
    """What a figure is of, in English.

    Parameters
    ----------
    scope
        As the catalogue writes it; empty for nothing.

    Returns
    -------
    str
        One that is not known stays in Chinese, marked as the document's own words.

    Examples
    --------
    >>> english_scope("每个县"), english_scope("链主")
    ('each county', '“链主”')
    """
    return _SCOPES.get(scope, f"“{scope}”") if scope else ""
