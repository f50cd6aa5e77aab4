"""Describes a built-in layer as it is published: schema, legend, extent and digest of its features."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import geopandas
import shapely

from atlas.core.errors import SchemaError, Text
from atlas.core.layers import LayerDefinition, LayerField, LayerVersion
from atlas.core.style import RELATION_TITLES
from atlas.core.style_model import LayerStyle, LegendEntry

#: Titles of the properties that built-in layers have.
FIELD_TITLES = {
    "adcode": Text("行政区划代码", "Adcode"),
    "name": Text("名称", "Name"),
    "short_name": Text("简称", "Short name"),
    "kind": Text("类型", "Kind"),
    "prefecture": Text("市州", "Prefecture"),
    "province": Text("省份", "Province"),
    "area_km2": Text("面积（平方千米）", "Area (km2)"),
    "goals": Text("任务数", "Goals"),
    "goals_named": Text("任务数（点名或本地规划）", "Goals (named, or its own plan)"),
    "targets": Text("目标数", "Targets"),
    "relation": Text("关系", "Relation"),
    "documents": Text("文件", "Documents"),
    "clauses": Text("条款", "Clauses"),
    "summary": Text("要点", "Summary"),
    "topic": Text("专题代码", "Topic slug"),
    "title": Text("专题", "Topic"),
    "counties": Text("县数", "Counties"),
    "adcodes": Text("行政区划代码", "Adcodes"),
    "names": Text("县名", "Counties by name"),
    "topics": Text("专题", "Topics"),
    "companies": Text("企业", "Companies"),
    "year": Text("年份", "Year"),
    "county": Text("所在县", "County"),
    "document": Text("文件", "Document"),
    "clause": Text("条款", "Clause"),
    "precision": Text("位置精度", "Precision of position"),
    "aliases": Text("别名", "Other names"),
    "code": Text("代码", "Code"),
    "note": Text("备注", "Note"),
    "source": Text("来源", "Source"),
}
#: Of units all goals are counted, of topics those that reach a county through what is named.
_UNIT_GOALS = Text("任务数（全部，含市州、规划全域）", "Goals (all, through prefecture or scope too)")


def describe_layer(
    definition: LayerDefinition, frame: geopandas.GeoDataFrame, *, tile_archive: str, published: str
) -> LayerVersion:
    """What is known of a built-in layer.

    Parameters
    ----------
    definition
        The layer.
    frame
        Its features, as ``make_features`` gives them.
    tile_archive
        Name of its tiles; empty for none.
    published
        ISO date.

    Returns
    -------
    LayerVersion
        With schema, legend and extent.

    Raises
    ------
    SchemaError
        The definition wants a property in its popup that the features do not have.
    """
    columns = [column for column in frame.columns if column != "geometry"]
    _check_popup(definition, columns)
    return LayerVersion(
        definition=definition,
        version=1,
        feature_count=len(frame),
        bbox=_bbox(frame),
        schema=tuple(
            LayerField(name, _field_type(frame, name), _field_title(definition, name)) for name in columns
        ),
        legend=_legend(definition, frame),
        tile_archive=tile_archive,
        digest=_digest(frame),
        published=published,
    )


def archive_path(folder: Path, layer: str) -> Path:
    """Where the tiles of a layer are built.

    Parameters
    ----------
    folder
        Tile folder of the new store.
    layer
        Id.

    Returns
    -------
    Path
        A PMTiles file.
    """
    return folder / f"{layer}.pmtiles"


def _check_popup(definition: LayerDefinition, columns: Sequence[str]) -> None:
    unknown = [name for name in definition.popup if name not in columns]
    if unknown:
        raise SchemaError(
            f"{definition.id}.yaml popup：没有属性 {'、'.join(unknown)}",
            f"{definition.id}.yaml popup: there is no property {', '.join(unknown)}",
            hint_zh=f"可用属性：{'、'.join(columns)}。",
            hint_en=f"Properties: {', '.join(columns)}.",
            file=f"{definition.id}.yaml",
            field="popup",
        )


def _bbox(frame: geopandas.GeoDataFrame) -> tuple[float, float, float, float] | None:
    if frame.empty:
        return None
    west, south, east, north = (round(float(number), 6) for number in frame.total_bounds)
    return west, south, east, north


def _field_title(definition: LayerDefinition, column: str) -> Text:
    return _UNIT_GOALS if (definition.source.kind, column) == ("units", "goals") else FIELD_TITLES[column]


def _field_type(frame: geopandas.GeoDataFrame, column: str) -> str:
    kind = frame[column].dtype.kind
    return {"i": "integer", "u": "integer", "f": "number"}.get(kind, "text")


def _digest(frame: geopandas.GeoDataFrame) -> str:
    digest = hashlib.sha256()
    for geometry in shapely.to_wkb(frame.geometry.to_numpy()):
        digest.update(geometry or b"")
    digest.update(frame.drop(columns="geometry").to_json(orient="values").encode())
    return digest.hexdigest()[:16]


def _legend(definition: LayerDefinition, frame: geopandas.GeoDataFrame) -> tuple[LegendEntry, ...]:
    style = definition.style
    if definition.source.kind == "designations":
        present = set(frame["relation"]) if len(frame) else set()
        looks = {
            "named": style,
            "implicit": style,
            "member": replace(style, pattern="diagonal"),
        }
        return tuple(
            LegendEntry(RELATION_TITLES[relation], _symbol(look))
            for relation, look in looks.items()
            if relation in present
        )
    if definition.geometry == "point":
        return (
            LegendEntry(definition.title, _symbol(style)),
            LegendEntry(
                Text("位置仅到县或乡镇", "Position known only to the county or town"),
                {**_symbol(style), "hollow": 1},
            ),
        )
    return (LegendEntry(definition.title, _symbol(style)),)


def _symbol(style: LayerStyle) -> dict[str, str | float]:
    return style.base().to_dict()
