"""OGC API Features: the query of a caller becomes a checked question, its answer a page of features."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import shapely

from atlas.core.cql2 import Between, Comparison, Condition, Literal, Property, Spatial, join_conditions
from atlas.core.cql2_geometry import read_corners
from atlas.core.cql2_parse import LANGUAGES, parse_filter
from atlas.core.crs_uris import CRS84_URI, ServedCrs, box_to_storage, parse_crs
from atlas.core.errors import AtlasError, BboxError, FilterError, ParameterError
from atlas.core.filters import MAX_LIMIT, MAX_VALUE_CHARACTERS, FeatureQuery, SortKey, parse_integer
from atlas.core.layers import LayerVersion
from atlas.services.answers import Answer
from atlas.services.filters import check_names
from atlas.services.ogc import YEAR_FIELD, has_year
from atlas.services.ogc_links import GEOJSON, HTML, link
from atlas.stores.protocol import FeaturePage, ReadableStore

DEFAULT_LIMIT = 100
PARAMETERS = (
    "f",
    "bbox",
    "bbox-crs",
    "crs",
    "datetime",
    "limit",
    "offset",
    "filter",
    "filter-lang",
    "filter-crs",
    "sortby",
)
_MAX_SORT_KEYS = 5
_OPEN_ENDS = ("", "..")
#: RFC 3339 date, with or without a time; the year is what the layers know.
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?")


@dataclass(frozen=True, slots=True)
class ItemsQuestion:
    """Which features are wanted, and in which reference system."""

    query: FeatureQuery
    crs: ServedCrs


def read_question(values: Mapping[str, str], layer: LayerVersion) -> ItemsQuestion:
    """A checked question on the features of a layer.

    Parameters
    ----------
    values
        The query of the address.
    layer
        The layer asked for.

    Returns
    -------
    ItemsQuestion
        Names are those of the schema.

    Raises
    ------
    ParameterError, BboxError, FilterError, LimitExceeded
        An unknown parameter, or a value that cannot be used.
    """
    types = {item.name: item.type for item in layer.schema}
    check_names(values, (*PARAMETERS, *types))
    limit = parse_integer("limit", values.get("limit", str(DEFAULT_LIMIT)), lowest=1, highest=10**9)
    offset = parse_integer("offset", values.get("offset", "0"), lowest=0, highest=10**9)
    conditions: list[Condition] = []
    box = _read_bbox(values)
    if isinstance(box, Spatial):
        conditions.append(box)
    conditions += _read_time(values, layer)
    conditions += [
        _read_property(name, types[name], value)
        for name, value in values.items()
        if name in types and name not in PARAMETERS
    ]
    conditions += _read_filter(values, layer)
    query = FeatureQuery(
        bbox=None if isinstance(box, Spatial) else box,
        # More than the most is no error but the most (OGC 17-069r4, requirement 22).
        limit=min(limit, MAX_LIMIT),
        offset=offset,
        condition=join_conditions(conditions),
        sort_by=_read_order(values, types),
    )
    return ItemsQuestion(query, read_crs(values))


def read_crs(values: Mapping[str, str]) -> ServedCrs:
    """The reference system of the answer.

    Parameters
    ----------
    values
        The query of the address.

    Returns
    -------
    ServedCrs
        CRS84 where the query says nothing.

    Raises
    ------
    ParameterError
        It is not on offer.
    """
    return parse_crs(values.get("crs", CRS84_URI), parameter="crs")


def page_links(
    page: FeaturePage, query: FeatureQuery, address: str, values: Mapping[str, str]
) -> list[Answer]:
    """Links of a page of features to itself, to its neighbours and to its collection.

    Parameters
    ----------
    page
        The features.
    query
        Their question.
    address
        Of the features, without a query.
    values
        The query of the address.

    Returns
    -------
    list of dict
        ``next`` and ``prev`` only where there is something.
    """

    def at(offset: int, form: str) -> str:
        return f"{address}?{urlencode({**values, 'offset': str(offset), 'f': form})}"

    links = [
        link("self", at(query.offset, "json"), GEOJSON, "本文档 / this document"),
        link("alternate", at(query.offset, "html"), HTML, "网页 / as a page"),
        link("collection", address.removesuffix("/items"), "application/json", "图层 / collection"),
    ]
    following = query.offset + len(page.features)
    if page.features and following < page.matched:
        links.append(link("next", at(following, "json"), GEOJSON, "下一页 / next page"))
    if query.offset > 0:
        links.append(
            link("prev", at(max(0, query.offset - query.limit), "json"), GEOJSON, "上一页 / previous page")
        )
    return links


def find_page(store: ReadableStore, layer: LayerVersion, question: ItemsQuestion) -> FeaturePage:
    """The features that a question asks for.

    Parameters
    ----------
    store
        The store.
    layer
        The layer.
    question
        Read for this layer.

    Returns
    -------
    FeaturePage
        Encoded features.

    Raises
    ------
    LimitExceeded
        The filter takes too long.
    """
    return store.query_features(layer.id, question.query)


def _read_bbox(values: Mapping[str, str]) -> tuple[float, float, float, float] | Spatial | None:
    crs = parse_crs(values.get("bbox-crs", CRS84_URI), parameter="bbox-crs")
    if "bbox" not in values:
        return None
    try:
        numbers = [float(part) for part in values["bbox"].split(",")]
        half = len(numbers) // 2
        # The box of a geographic system may run over the antimeridian (OGC 17-069r4, clause 7.15.3).
        first_lon = 1 if crs.is_swapped else 0
        crosses = (
            len(numbers) in (4, 6) and not crs.is_projected and numbers[first_lon] > numbers[half + first_lon]
        )
        if crosses:
            west, east = numbers[first_lon], numbers[half + first_lon]
            parts = [
                _replace_at(numbers, {half + first_lon: 180.0}),
                _replace_at(numbers, {first_lon: -180.0}),
            ]
            if not -180 <= east < west <= 180:
                raise ValueError(values["bbox"])
            boxes = [box_to_storage(read_corners(part), crs) for part in parts]
            return Spatial("intersects", shapely.union_all(boxes))
        corners = read_corners(numbers)
    except (ValueError, FilterError) as error:
        raise _bad_bbox(values["bbox"]) from error
    shape = box_to_storage(corners, crs)
    if crs.is_projected:
        return Spatial("intersects", shape)
    west, south, east, north = shapely.bounds(shape).tolist()
    return west, south, east, north


def _replace_at(numbers: list[float], changes: Mapping[int, float]) -> list[float]:
    return [changes.get(position, number) for position, number in enumerate(numbers)]


def _read_time(values: Mapping[str, str], layer: LayerVersion) -> list[Condition]:
    text = values.get("datetime")
    if text is None:
        return []
    ends = text.split("/")
    if len(ends) > 2 or all(end in _OPEN_ENDS for end in ends):
        raise _bad_time(text)
    years = [_year(end, text) for end in (ends if len(ends) == 2 else ends * 2)]
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        raise _bad_time(text)
    if not has_year(layer):
        # Features that stand in no time pass every moment (OGC 20-024, requirement /req/collections/rc-time-response).
        return []
    lowest, highest = years[0] or 0, years[1] or 9999
    return [Between(Property(YEAR_FIELD, "integer"), Literal(float(lowest)), Literal(float(highest)))]


def _year(end: str, text: str) -> int | None:
    if end in _OPEN_ENDS:
        return None
    matched = _INSTANT.fullmatch(end)
    if matched is None:
        raise _bad_time(text)
    try:
        return datetime.date.fromisoformat(matched[1]).year
    except ValueError as error:
        raise _bad_time(text) from error


def _read_property(name: str, kind: str, value: str) -> Comparison:
    if len(value) > MAX_VALUE_CHARACTERS:
        raise FilterError(
            f"属性“{name}”的值过长",
            f"the value for “{name}” is too long",
            hint_zh=f"最多 {MAX_VALUE_CHARACTERS} 个字符。",
            hint_en=f"At most {MAX_VALUE_CHARACTERS} characters.",
            property=name,
        )
    literal: str | float = value
    if kind != "text":
        if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", value, re.ASCII):
            raise FilterError(
                f"属性“{name}”是数字，收到“{value[:40]}”",
                f"property “{name}” is a number, not “{value[:40]}”",
                hint_zh="请给出十进制数字；范围查询请用 filter。",
                hint_en="Give a decimal number; for ranges use filter.",
                property=name,
            )
        literal = float(value)
    return Comparison("=", Property(name, kind), Literal(literal))


def _read_filter(values: Mapping[str, str], layer: LayerVersion) -> list[Condition]:
    language = values.get("filter-lang", LANGUAGES[0])
    if language not in LANGUAGES:
        raise ParameterError(
            f"未知的过滤语言：{language[:40]}",
            f"unknown filter language: {language[:40]}",
            hint_zh=f"可用：{'、'.join(LANGUAGES)}。",
            hint_en=f"Choices: {', '.join(LANGUAGES)}.",
            parameter="filter-lang",
        )
    crs = parse_crs(values.get("filter-crs", CRS84_URI), parameter="filter-crs")
    text = values.get("filter", "")
    return [parse_filter(text, layer.schema, language=language, crs=crs)] if text else []


def _read_order(values: Mapping[str, str], types: Mapping[str, str]) -> tuple[SortKey, ...]:
    keys: list[SortKey] = []
    for part in filter(None, values.get("sortby", "").split(",")):
        # A plus that was not written as %2B arrives as a space.
        name = part[1:] if part[0] in "+- " else part
        if name not in types:
            raise FilterError(
                f"不能按“{name[:60]}”排序",
                f"features cannot be sorted by “{name[:60]}”",
                code="property_unknown",
                hint_zh=f"可用：{'、'.join(types)}；降序在前面加减号。",
                hint_en=f"Properties: {', '.join(types)}; a minus in front sorts downwards.",
                parameter="sortby",
            )
        keys.append(SortKey(name, part.startswith("-")))
    if len(keys) > _MAX_SORT_KEYS:
        raise ParameterError(
            f"排序的属性超过 {_MAX_SORT_KEYS} 个",
            f"more than {_MAX_SORT_KEYS} properties to sort by",
            hint_zh="请减少。",
            hint_en="Use fewer.",
            parameter="sortby",
        )
    return tuple(keys)


def _bad_time(text: str) -> AtlasError:
    return ParameterError(
        f"datetime 无法使用：“{text[:80]}”",
        f"this datetime cannot be used: “{text[:80]}”",
        code="datetime_invalid",
        hint_zh="例如 2027-01-01T00:00:00Z 或 2025-01-01/2027-12-31，一端可写作 ..。",
        hint_en="Such as 2027-01-01T00:00:00Z or 2025-01-01/2027-12-31; an open end is written as ..",
        parameter="datetime",
    )


def _bad_bbox(text: str) -> AtlasError:
    return BboxError(
        f"bbox 无法使用：“{text[:80]}”",
        f"this bbox cannot be used: “{text[:80]}”",
        hint_zh="请给出四个（或带高程的六个）数，先低后高，例如 103.6,24.6,109.6,29.2；轴序随 bbox-crs，默认经度、纬度。",
        hint_en="Give four numbers (six with heights), lower corner first, such as 103.6,24.6,109.6,29.2; the axes "
        "are those of bbox-crs, longitude and latitude by default.",
        bbox=text[:80],
    )
