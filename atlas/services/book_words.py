"""Words of a book of counties, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.errors import Text

BOOK_TITLE = Text("{place}县域产业图册", "{place}: atlas of county industry")
CONTENTS = Text("目录", "Contents")
COMMON = Text("各县共同的要求", "Asked of every county in scope")
OVERVIEW = Text("总图", "Overview")
INDEX_NAMES = Text("地名索引", "Index of counties")
INDEX_TOPICS = Text("专题索引", "Index of topics")
INDEX_TOPICS_NOTE = Text(
    "各专题下列出被点名或有本地规划的县。", "Counties that are named for a topic, or plan it themselves."
)
COUNTIES = Text("{count} 个县级单位", "{count} county-level units")
PREFECTURES = Text("{count} 个市州", "{count} prefectures")
ONE_COUNTY = Text("1 个县级单位", "1 county-level unit")
CONTINUED = Text("{name}（续）", "{name} (continued)")
ADCODE = Text("行政区划代码 {code}", "Adcode {code}")
AREA = Text("面积", "Area")
SQUARE_KM = Text("{value} 平方千米", "{value} km²")
ASKED = Text("对本县的要求", "What is asked of it")
TARGETS = Text("目标", "Targets")
CLUSTERS = Text("产业集群", "Clusters")
PROJECTS = Text("项目", "Projects")
ZONES = Text("园区", "Zones")
SITES = Text("矿床、电厂等点位", "Deposits, plants and other sites")
NEIGHBOURS = Text("邻县", "Neighbours")
ITEMS = Text("{count} 项", "{count}")
PLACES = Text("{count} 处", "{count}")
REQUIREMENTS = Text("任务", "Goals")
METRIC = Text("指标", "Metric")
VALUE = Text("目标值 · 年份", "Value · year")
FIRMS = Text("企业：{names}", "Firms: {names}")
HOST = Text("承载：{name}", "Host: {name}")
VIA = Text("经“{place}”", "through {place}")
EACH = Text("每县", "each county")
HORIZON = Text("规划期至 {year} 年", "plan runs to {year}")
DUE = Text("{year} 年", "{year}")
SUSPICIOUS = Text("数字存疑：{why}", "Figure in doubt: {why}")
SAME_TOPICS = Text("{name}：{topics}", "{name}: {topics}")
SAME_ASKED = Text("与本县同被点名：", "Named for the same topics:")
OTHER_NEIGHBOURS = Text("其余相邻：", "Other neighbours:")
SCOPE_GROUP = Text("规划全域 {count} 项", "Through the plan's scope: {count}")
SCOPE_AT = Text(
    "各县相同，全文见第 {first} 页起“{title}”", "The same for every county; see page {first}, {title}"
)
SCOPE_TARGETS = Text(
    "规划全域的目标（各县合计，不单列到县；另有范围的随文注明）",
    "Targets of all counties of the plan together, unless another scope is stated",
)
NO_TARGETS = Text("没有目标涉及本县。", "No target reaches it.")
ELSEWHERE = Text(
    "其中目标、集群、项目各 {targets}、{clusters}、{projects} 项列入下表。",
    "Listed below, not here: targets {targets}, clusters {clusters}, projects {projects}.",
)
NOT_COVERED = Text(
    "现有文件都没有覆盖{name}所在地区。这是没有数据，不等于没有要求。",
    "No document of the atlas covers the region of {name}: this is missing data, not an absence of goals.",
)
NOT_ASKED = Text(
    "现有文件覆盖{name}所在地区，但没有对它提出要求。",
    "The documents cover the region of {name}, but ask nothing of it.",
)
NOT_MEANT = Text(
    "没有条款点名{name}，也没有它自己的规划；它只随所在市州或规划全域受到要求。",
    "No clause names {name} and it has no plan of its own; it is reached only through its prefecture or a plan's scope.",
)
NOT_MATCHED = Text(
    "按所选条件，没有对{name}的要求；不限条件时有 {count} 项。",
    "Nothing is asked of {name} under this filter; without it there are {count} goals.",
)
GROUPS_HERE = Text("本县被点名的产业门类", "Industries it is named for")
GROUPS_NOTE = Text("邻县的符号：与本县同被点名的门类。", "In neighbours: industries they are both named for.")
NOT_PLACED = Text(
    "{kinds}的位置只知在本县，不在图上标点，列于下文。",
    "{kinds}: known to lie in the county only; listed below, not drawn.",
)
THIS_COUNTY = Text("本县", "This county")
SOURCES = Text("出处", "Documents")
POINTS = Text("点位", "Points")
INDICATORS = Text("指标", "Figures")
APPLIES = Text("适用于 {count} 个县级单位：{names}。", "For {count} county-level units: {names}.")
APPLIES_ONE = Text("适用于{names}。", "For {names}.")
APPLIES_ALL = Text("适用于本册全部 {count} 个县级单位。", "For all {count} county-level units of this book.")
APPLIES_BUT = Text(
    "适用于 {count} 个县级单位，不含：{names}。", "For {count} county-level units, all but: {names}."
)
FILTER = Text("条件：{words}", "Filter: {words}")
DOCUMENTS = Text("收录文件", "Documents")
DATA = Text("数据日期 {date}", "Data as of {date}")
HOW_TO_READ = Text("读法", "How to read")
HOW_TO_READ_TEXT = Text(
    "每县一页：地图、要求、目标、集群、项目、园区和邻县；写不下的续到下一页。方括号内的数字是文件编号，其后是条款编号。"
    "“≥”表示不低于，“>”超过，“≈”约；原文的“力争”“以上”等字样照录。只写要点，不抄原文。",
    "One page a county: map, what is asked, targets, clusters, projects, zones, neighbours; what does not fit goes on. "
    "The number in brackets is that of the document, the clause follows it. ≥ is at least, > more than, ≈ about; "
    "the documents' own qualifiers are kept in Chinese. Summaries are in our own words.",
)
MAP_OF = Text("{name}地图。", "Map of {name}. ")
PRECISIONS: Mapping[str, Text] = {
    "surveyed": Text("实测位置", "surveyed"),
    "parcel": Text("位置到地块", "known to the parcel"),
    "town": Text("位置到乡镇", "known to the town"),
    "county": Text("位置只到县", "known to the county only"),
    "prefecture": Text("位置只到市州", "known to the prefecture only"),
    "region": Text("位置只到区域", "known to the region only"),
}
ZONE_KINDS: Mapping[str, Text] = {
    "national": Text("国家级开发区", "national zone"),
    "provincial": Text("省级开发区", "provincial zone"),
    "park": Text("产业园", "park"),
    "base": Text("基地", "base"),
    "new-area": Text("新区", "new area"),
    "plant": Text("电厂或工厂", "plant"),
    "deposit": Text("矿床", "deposit"),
    "town": Text("乡镇", "town"),
    "county-seat": Text("县城", "county seat"),
    "scenic": Text("景区", "scenic area"),
    "office": Text("机构", "office"),
}
