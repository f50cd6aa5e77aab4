"""A layer as a file to take along, in a format, a reference system and an encoding of one's choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas
import numpy as np
import shapely

from atlas.core.crs_uris import DEGREE_DECIMALS, METRE_DECIMALS, ServedCrs, parse_crs
from atlas.core.errors import ParameterError
from atlas.core.layers import LayerVersion
from atlas.render.table import Table
from atlas.services.file_names import FileName
from atlas.services.filters import check_names
from atlas.stores.feature_downloads import ENCODINGS, ShapefileText, encode_file, encode_shapefile
from atlas.stores.protocol import ReadableStore

PARAMETERS = ("format", "crs", "encoding")
_DEFAULT_CRS = "EPSG:4326"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Media type and ending by format.
FORMATS: Mapping[str, tuple[str, str]] = {
    "gpkg": ("application/geopackage+sqlite3", "gpkg"),
    "shp": ("application/zip", "zip"),
    "geojson": ("application/geo+json", "geojson"),
    "fgb": ("application/flatgeobuf", "fgb"),
    "csv": ("text/csv", "csv"),
    "xlsx": (_XLSX, "xlsx"),
}
_WITH_ENCODING = ("shp", "csv")


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be made.

    Parameters
    ----------
    content_type
        Media type.
    name
        Of the file.
    make
        Makes its bytes.
    """

    content_type: str
    name: FileName
    make: Callable[[], bytes]

    @property
    def is_text(self) -> bool:
        """Whether it is worth compressing on its way."""
        return self.content_type.startswith(("text/", FORMATS["geojson"][0]))


def prepare_download(store: ReadableStore, layer_id: str, values: Mapping[str, str]) -> Download:
    """The file that a caller asks for; nothing is read before it is made.

    Parameters
    ----------
    store
        The store.
    layer_id
        Id.
    values
        ``format``, ``crs`` (``EPSG:n`` or a URI) and ``encoding``.

    Returns
    -------
    Download
        Features as they are served; ``atlas layers export`` gives units at full detail.

    Raises
    ------
    LayerNotFound, ParameterError
        No such layer; an unknown format, system or encoding, or one that the format does not take.
    """
    check_names(values, PARAMETERS)
    layer = store.get_layer(layer_id)
    form = _choice("format", values.get("format", "gpkg"), FORMATS)
    encoding = _choice("encoding", values.get("encoding", ENCODINGS[0]).lower(), ENCODINGS)
    crs = parse_crs(values.get("crs", _DEFAULT_CRS), parameter="crs")
    if "encoding" in values and form not in _WITH_ENCODING:
        raise _not_taken(
            "encoding", form, f"只用于 {'、'.join(_WITH_ENCODING)}", f"only {', '.join(_WITH_ENCODING)}"
        )
    if form == "geojson" and crs.code not in (_DEFAULT_CRS, "OGC:CRS84"):
        raise _not_taken(
            "crs", form, "RFC 7946 规定为 WGS 84；请用 gpkg", "RFC 7946 has WGS 84 only; use gpkg"
        )
    content_type, ending = FORMATS[form]
    if form == "csv":
        content_type += f"; charset={encoding}"
    plain = f"{layer.id}-{crs.code.replace(':', '')}.{ending}"
    name = FileName(f"{layer.definition.title.zh}-{crs.code.replace(':', '')}.{ending}", plain)
    return Download(content_type, name, lambda: _make(store, layer, form, crs, encoding))


def _make(store: ReadableStore, layer: LayerVersion, form: str, crs: ServedCrs, encoding: str) -> bytes:
    frame = _frame_in(store.read_layer(layer.id), crs)
    if form == "shp":
        text = ShapefileText(encoding, layer.schema, _about(layer, crs, encoding))
        return encode_shapefile(frame, text, name=layer.id)
    if form in ("csv", "xlsx"):
        body = _table(frame, layer, crs, form).encode(form)
        return body.decode("utf-8-sig").encode(encoding) if form == "csv" and encoding != "utf-8" else body
    return encode_file(frame, f".{form}", name=layer.id)


def _frame_in(frame: geopandas.GeoDataFrame, crs: ServedCrs) -> geopandas.GeoDataFrame:
    """Features in another system, x before y as files have it."""
    if crs.code in (_DEFAULT_CRS, "OGC:CRS84"):
        return frame
    moved = frame.to_crs(crs.code)
    if not np.isfinite(shapely.get_coordinates(moved.geometry.to_numpy())).all():
        raise ParameterError(
            f"有要素离 {crs.name} 的投影带太远，无法换算",
            f"some features lie too far from {crs.name} to be given in it",
            code="crs_out_of_area",
            hint_zh="请改用 EPSG:4490，或别的投影带。",
            hint_en="Ask for EPSG:4490, or another zone.",
            crs=crs.uri,
        )
    return moved


def _table(frame: geopandas.GeoDataFrame, layer: LayerVersion, crs: ServedCrs, form: str) -> Table:
    """Attributes and positions: coordinates of points, well-known text of other shapes where a cell can hold it."""
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    attributes = frame[columns].astype(object)
    rows: list[dict[str, Any]] = attributes.where(attributes.notna(), None).to_dict("records")
    shapes = frame.geometry.to_numpy()
    notes = _about(layer, crs, "utf-8")
    decimals: dict[str, int] = {}
    digits = METRE_DECIMALS if crs.is_projected else DEGREE_DECIMALS
    if (shapely.get_type_id(shapes) <= 0).all():
        names = _free_names(("x", "y") if crs.is_projected else ("lon", "lat"), columns)
        for row, shape in zip(rows, shapes, strict=True):
            x, y = (None, None) if shape is None or shape.is_empty else (shape.x, shape.y)
            row |= {names[0]: x, names[1]: y}
        columns += names
        decimals = dict.fromkeys(names, digits)
    elif form == "csv":
        (name,) = _free_names(("wkt",), columns)
        texts = shapely.to_wkt(shapes, rounding_precision=digits)
        for row, text in zip(rows, texts, strict=True):
            row[name] = text
        columns.append(name)
    else:
        notes.append("表格只有属性；需要图形请下载 GeoPackage 或 Shapefile。")
    return Table(tuple(columns), rows, layer.definition.title.zh, decimals=decimals, notes=tuple(notes))


def _free_names(wanted: tuple[str, ...], taken: list[str]) -> list[str]:
    while any(name in taken for name in wanted):
        wanted = tuple(f"{name}_" for name in wanted)
    return list(wanted)


def _about(layer: LayerVersion, crs: ServedCrs, encoding: str) -> list[str]:
    definition = layer.definition
    return [
        f"图层：{definition.title.zh}（{layer.id}），第 {layer.version} 版，{layer.feature_count} 个要素",
        f"来源：{definition.attribution.zh}",
        f"许可：{definition.licence}",
        f"数据日期：{definition.date}；发布：{layer.published}；位置精度：{definition.precision}",
        f"坐标参考系：{crs.code} {crs.name}",
        f"文字编码：{encoding.upper()}",
    ]


def _choice(name: str, word: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    if word not in known:
        raise ParameterError(
            f"参数 {name} 的值未知：{word[:40]}",
            f"unknown value of parameter {name}: {word[:40]}",
            code=f"{name}_unknown",
            hint_zh=f"可用：{'、'.join(known)}。",
            hint_en=f"Choices: {', '.join(known)}.",
            parameter=name,
        )
    return word


def _not_taken(name: str, form: str, zh: str, en: str) -> ParameterError:
    return ParameterError(
        f"format={form} 不能指定 {name}：{zh}",
        f"format={form} takes no such {name}: {en}",
        code=f"{name}_not_taken",
        hint_zh=f"请去掉 {name}，或换一种格式。",
        hint_en=f"Leave {name} out, or choose another format.",
        parameter=name,
    )
