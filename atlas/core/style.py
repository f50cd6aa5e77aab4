"""Words and colours that the whole atlas shares: groups of topics, relations, kinds of goals, classes of a choropleth.

Hues are told apart by people with the common colour blindnesses (Okabe and Ito 2008, "Color universal design"),
slightly darkened for a light ground; every hue has a pattern too, so that print without colour still tells them
apart. Sequential ramps follow ColorBrewer (Brewer and Harrower, colorbrewer2.org, Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.core.errors import Text


@dataclass(frozen=True, slots=True)
class GroupStyle:
    """Hue and print pattern of a group of topics."""

    slug: str
    title: Text
    colour: str
    pattern: str


GROUPS: tuple[GroupStyle, ...] = (
    GroupStyle("resource", Text("矿产与资源精深加工", "Minerals and resources"), "#B5541C", "diagonal"),
    GroupStyle("energy", Text("能源与新能源", "Energy"), "#C98A00", "cross"),
    GroupStyle("digital", Text("数字经济", "Digital"), "#0F6CA8", "dots"),
    GroupStyle("consumer", Text("消费品与特色产业", "Consumer goods"), "#A83E7C", "horizontal"),
    GroupStyle("manufacturing", Text("装备与材料制造", "Manufacturing"), "#3F4FA3", "vertical"),
    GroupStyle("green", Text("绿色低碳", "Green"), "#1B7F5C", "diagonal-back"),
    GroupStyle("enterprise", Text("企业与创新", "Enterprises"), "#2E8BA6", "grid"),
    GroupStyle("support", Text("要素与综合", "Support and general"), "#6B6459", "sparse-dots"),
)

#: ColorBrewer Blues; the palest is left out from three classes on, so that a low class differs from the ground.
SEQUENTIAL: Mapping[int, tuple[str, ...]] = {
    1: ("#6BAED6",),
    2: ("#BDD7E7", "#3182BD"),
    3: ("#BDD7E7", "#6BAED6", "#2171B5"),
    4: ("#C6DBEF", "#9ECAE1", "#4292C6", "#08519C"),
    5: ("#C6DBEF", "#9ECAE1", "#6BAED6", "#3182BD", "#08519C"),
    6: ("#C6DBEF", "#9ECAE1", "#6BAED6", "#4292C6", "#2171B5", "#084594"),
    7: ("#DEEBF7", "#C6DBEF", "#9ECAE1", "#6BAED6", "#4292C6", "#2171B5", "#084594"),
    8: ("#DEEBF7", "#C6DBEF", "#9ECAE1", "#6BAED6", "#4292C6", "#2171B5", "#08519C", "#08306B"),
    9: ("#F7FBFF", "#DEEBF7", "#C6DBEF", "#9ECAE1", "#6BAED6", "#4292C6", "#2171B5", "#08519C", "#08306B"),
}

RELATION_TITLES: Mapping[str, Text] = {
    "named": Text("点名", "Named"),
    "implicit": Text("本地规划", "The document's own county"),
    "member": Text("所在市州或区域被点名", "Through its prefecture or region"),
    "scope": Text("规划全域", "Through the plan's scope"),
    "partner": Text("协作方", "Partner"),
    "market": Text("市场", "Market"),
    "route": Text("通道", "Route"),
    "context": Text("提及", "Mentioned"),
    "excluded": Text("排除", "Excluded"),
    "negated": Text("否定", "Negated"),
}

KIND_TITLES: Mapping[str, Text] = {
    "designation": Text("任务布局", "Designation"),
    "target": Text("目标", "Target"),
    "cluster": Text("产业集群", "Cluster"),
    "project": Text("项目", "Project"),
    "zone": Text("园区", "Zone"),
    "fact": Text("现状", "Present figure"),
}


def ramp(n_classes: int) -> tuple[str, ...]:
    """Colours for classes from low to high.

    Parameters
    ----------
    n_classes
        1 to 9.

    Returns
    -------
    tuple of str
        As many colours.
    """
    return SEQUENTIAL[max(1, min(n_classes, 9))]
