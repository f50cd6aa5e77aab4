"""What a map that leaves the office must show: findings, from what is on the figure. Drawing is not its job.

Sources: 公开地图内容表示规范 (Ministry of Natural Resources, 2023) and 地图管理条例 (State Council order 664, 2015), as far as
they concern a thematic map of regions: a map with the whole country, or with the whole of Hainan Island, shows the islands
of the South China Sea; a public map bears its own review number; a map says where its data come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from atlas.core.errors import Text
from atlas.core.filters import Bbox

#: Hainan Island (west, south, east, north) in degrees, from the county polygons of the atlas, and how near counts as whole.
HAINAN_ISLAND: Bbox = (108.62, 18.16, 111.05, 20.16)
_NEAR_DEGREES = 0.12
#: A main map with an inset may end here, south of the southern tip of Hainan Island [degree].
INSET_NORTH = 17.8
#: Headlands of the island in the west, south, east and north, each so much inland (longitude, latitude).
HAINAN_TIPS = ((108.70, 18.84), (109.57, 18.26), (110.93, 19.63), (110.68, 20.04))
#: The islands of the South China Sea farthest to the west, south, east and north-east, from the same polygons.
SEA_TIPS = ((109.50, 7.40), (112.03, 3.88), (117.80, 10.80), (117.80, 15.15))
#: Province of the island and of the sea.
HAINAN = "460000"
#: What the title of a map says that is of the island itself, or of the sea; a district is called 南海, another 南沙.
_OWN_TITLES = ("海南岛", "南海诸岛", "南沙群岛", "西沙群岛", "中沙群岛", "东沙群岛")


class Severity(StrEnum):
    """How much a finding weighs: ``refuse`` stops the export unless somebody takes it upon himself."""

    REFUSE = "refuse"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a figure that its maker should know.

    Parameters
    ----------
    code
        Stable; what an override names.
    severity
        How much it weighs.
    message, hint
        What is found, and what to do.
    """

    code: str
    severity: Severity
    message: Text
    hint: Text

    def to_dict(self) -> dict[str, object]:
        """The finding as the API gives it.

        Returns
        -------
        dict
            Code, severity, message and hint by language.
        """
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message.to_dict(),
            "hint": self.hint.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class MapFacts:
    """What is known of a figure once its maps have their place on the page.

    Parameters
    ----------
    title
        As printed.
    shows_hainan
        Whether the whole of Hainan Island, or of the country, is on the map as it is drawn.
    has_inset
        Whether the islands of the South China Sea have a map of their own, or are on the main map.
    review_number
        Of the office for this map; empty for none.
    has_mark
        Whether the mark of a draft is drawn where there is no number.
    sourceless, dateless
        Titles of layers that do not say where they come from, or of when they are.
    unnamed
        Names that found no room.
    unlisted
        Lines of the legend that found none.
    rows_cut
        Rows of the table of values that found none.
    stacked
        Symbols that are hidden by others at their place.
    unreadable
        Characters that no face of ours has.
    shown, missing
        Counties, features and values that the figure shows, and counties without data.
    is_of_hainan
        Whether what was asked for lies in Hainan or its sea alone.
    """

    title: str
    shows_hainan: bool
    has_inset: bool
    review_number: str
    has_mark: bool
    sourceless: tuple[str, ...] = ()
    dateless: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    unlisted: int = 0
    rows_cut: int = 0
    stacked: int = 0
    unreadable: str = ""
    shown: int = 1
    missing: int = 0
    is_of_hainan: bool = False


def shows_hainan_island(bbox: Bbox) -> bool:
    """Whether an extent takes in the whole of Hainan Island.

    Parameters
    ----------
    bbox
        (west, south, east, north) in degrees.

    Returns
    -------
    bool
        True also where a little of a headland is missing.

    Examples
    --------
    >>> shows_hainan_island((108.0, 17.5, 112.0, 21.0)), shows_hainan_island((103.6, 24.6, 109.6, 29.3))
    (True, False)
    """
    west, south, east, north = HAINAN_ISLAND
    near = _NEAR_DEGREES
    return (
        bbox[0] <= west + near
        and bbox[1] <= south + near
        and bbox[2] >= east - near
        and bbox[3] >= north - near
    )


def needs_inset(title: str, *, shows_hainan: bool, is_of_hainan: bool) -> bool:
    """Whether a map asks for the inset of the South China Sea.

    Parameters
    ----------
    title
        As printed.
    shows_hainan
        Whether the whole island is on it.
    is_of_hainan
        Whether what was asked for lies in Hainan or its sea alone.

    Returns
    -------
    bool
        False for a map of the island or the sea itself, which must also be called so: a title alone decides nothing.
    """
    is_own = is_of_hainan and any(name in title for name in _OWN_TITLES)
    return shows_hainan and not is_own


def examine_map(facts: MapFacts) -> tuple[Finding, ...]:
    """Findings about a figure, the heaviest first.

    Parameters
    ----------
    facts
        What is known of it.

    Returns
    -------
    tuple of Finding
        Empty for a figure without fault.
    """
    return (*_of_law(facts), *_of_data(facts), *_of_room(facts), *_of_review(facts))


def _of_law(facts: MapFacts) -> Iterator[Finding]:
    is_asked = needs_inset(facts.title, shows_hainan=facts.shows_hainan, is_of_hainan=facts.is_of_hainan)
    if is_asked and not facts.has_inset:
        yield _INSET_MISSING
    if not facts.review_number and not facts.has_mark:
        yield _UNMARKED


def _of_data(facts: MapFacts) -> Iterator[Finding]:
    if facts.unreadable:
        yield _unreadable(facts.unreadable)
    if facts.missing > facts.shown:
        yield _mostly_missing(facts.missing)
    if facts.shown == 0:
        yield _EMPTY
    if facts.sourceless:
        yield _layers("source_missing", facts.sourceless, Text("没有注明来源", "do not say their source"))
    if facts.dateless:
        yield _layers("date_missing", facts.dateless, Text("没有注明日期", "do not say their date"))


def _of_room(facts: MapFacts) -> Iterator[Finding]:
    if facts.unnamed:
        yield _unnamed(facts.unnamed)
    if facts.unlisted:
        yield _unlisted(facts.unlisted)
    if facts.rows_cut:
        yield _rows_cut(facts.rows_cut)
    if facts.stacked:
        yield _stacked(facts.stacked)


def _of_review(facts: MapFacts) -> Iterator[Finding]:
    if not facts.review_number and facts.has_mark:
        yield _MARKED


def refusals(findings: Sequence[Finding], override: Sequence[str]) -> tuple[Finding, ...]:
    """Findings that stop an export.

    Parameters
    ----------
    findings
        Of the figure.
    override
        Codes that somebody takes upon himself.

    Returns
    -------
    tuple of Finding
        Empty when it may be exported.
    """
    return tuple(one for one in findings if one.severity is Severity.REFUSE and one.code not in override)


_INSET_MISSING = Finding(
    "inset_missing",
    Severity.REFUSE,
    Text(
        "图中有海南岛全境，却没有南海诸岛附图",
        "all of Hainan Island is shown, but no inset of the South China Sea",
    ),
    Text("请把附图设为“自动”或“显示”。", "Set the inset to auto or on."),
)
_UNMARKED = Finding(
    "review_number_missing",
    Severity.REFUSE,
    Text("没有审图号，也没有内部草稿标记", "there is no map review number and no mark of a draft"),
    Text("请填写本单位这幅图的审图号，或保留标记。", "Give the review number of this map, or keep the mark."),
)
_MARKED = Finding(
    "draft",
    Severity.NOTE,
    Text(
        "没有审图号，图上将印“内部草稿”标记", "without a review number the figure bears the mark of a draft"
    ),
    Text(
        "公开前请送审，再填写审图号。底图数据的审图号属于别人的图，不能借用。",
        "Have the map reviewed before it is published. The number of another map cannot be borrowed.",
    ),
)
_EMPTY = Finding(
    "nothing_shown",
    Severity.WARN,
    Text("没有符合条件的县、要素或数值，图上是空的", "nothing meets the filter; the map is empty"),
    Text("请检查筛选条件和范围。", "Check the filter and the extent."),
)


def _mostly_missing(missing: int) -> Finding:
    return Finding(
        "mostly_no_data",
        Severity.WARN,
        Text(
            f"多数县没有数据（{missing:,} 县），标题却说的是整个地区",
            f"most counties ({missing:,}) have no data, while the title speaks of the whole region",
        ),
        Text(
            "请缩小范围，或在标题、注记中说明数据的范围。",
            "Show less, or say in title or note what the data cover.",
        ),
    )


def _unreadable(characters: str) -> Finding:
    return Finding(
        "character_missing",
        Severity.WARN,
        Text(f"字库里没有这些字：{characters}", f"the type has no such characters: {characters}"),
        Text("图上会是方框；请改写，或告诉我们。", "They are drawn as boxes; write them another way."),
    )


def _layers(code: str, titles: tuple[str, ...], what: Text) -> Finding:
    return Finding(
        code,
        Severity.WARN,
        Text(f"图层{what.zh}：{'、'.join(titles)}", f"layers that {what.en}: {', '.join(titles)}"),
        Text("请在图层页补上，再出图。", "Fill it in on the page of the layer first."),
    )


def _unnamed(names: tuple[str, ...]) -> Finding:
    return Finding(
        "name_left_out",
        Severity.WARN,
        Text(
            f"{len(names)} 个名称没有位置：{'、'.join(names[:12])}",
            f"no room for {len(names)} names: {', '.join(names[:12])}",
        ),
        Text("请用更大的纸、较小的字或简称。", "Take a larger page, smaller type, or short names."),
    )


def _unlisted(lines: int) -> Finding:
    return Finding(
        "legend_cut",
        Severity.WARN,
        Text(f"图例有 {lines} 行没有位置", f"no room for {lines} lines of the legend"),
        Text("请用更大的纸，或减少图层与专题。", "Take a larger page, or fewer layers and topics."),
    )


def _rows_cut(rows: int) -> Finding:
    return Finding(
        "table_cut",
        Severity.WARN,
        Text(f"数值表有 {rows} 行没有位置", f"no room for {rows} rows of the table of values"),
        Text(
            "请用更大的纸，或用 atlas report 另附完整的表。",
            "Take a larger page, or attach the whole table with atlas report.",
        ),
    )


def _stacked(symbols: int) -> Finding:
    return Finding(
        "symbols_hidden",
        Severity.WARN,
        Text(
            f"{symbols} 个符号与同一位置的其他符号重叠，图上看不见",
            f"{symbols} symbols are hidden by others at the same place",
        ),
        Text(
            "请缩小范围或筛选图层；位置只到县的要素可改用按县统计的图。",
            "Choose a smaller extent or filter the layer; draw what is known only by county as counts of counties.",
        ),
    )
