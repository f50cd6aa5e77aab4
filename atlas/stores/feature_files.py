"""Feature files that come from and go to GIS staff: GeoPackage, GeoJSON, FlatGeobuf, shapefile, CSV, XLSX.

A file is opened by the one driver that its ending names; virtual formats and addresses are not among them.
"""

from __future__ import annotations

import contextlib
import io
import sqlite3
import warnings
from pathlib import Path

import fiona
import fiona.errors
import geopandas
import pandas
import pyogrio.errors

from atlas.core.errors import CrsUnknown, DataError, ParameterError, SchemaError, Text
from atlas.core.imports.plain_numbers import with_numbers
from atlas.stores.feature_bulk import open_pieces, read_bulk
from atlas.stores.feature_source import FeatureSource, HeldFeatures
from atlas.stores.plain_files import unwritable
from atlas.stores.shapefile_text import (
    RAW_ENCODING,
    decode,
    decode_columns,
    find_encoding,
    short_columns,
    texts_of,
)
from atlas.stores.spreadsheets import decode_text

DRIVERS = {
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".fgb": "FlatGeobuf",
    ".shp": "ESRI Shapefile",
}
#: First bytes of the formats that are read in bulk: OGC 12-128r15, clause 1.1.1.1.1; FlatGeobuf 3; ESRI, Shapefile
#: technical description (1998), page 4. No text format starts like this, so none of their drivers takes such a file.
_STARTS = {"GPKG": b"SQLite format 3\0", "FlatGeobuf": b"fgb\x03fgb", "ESRI Shapefile": b"\0\0\x27\x0a"}
TABLE_ENDINGS = (".csv", ".xlsx")
_NOTHING = Text("", "")
#: Said where a format is read by an import only.
_IMPORT_FIRST = Text(
    "压缩包、Excel、KML 等请先用 atlas layers add 导入并发布，再用图层编号。",
    " Import an archive, a workbook or KML with atlas layers add first, publish it, and use the id of the layer.",
)
#: Column names under which points stand in a table, lower case.
_LON = ("lon", "lng", "longitude", "x", "经度")
_LAT = ("lat", "latitude", "y", "纬度")


def read_features(path: Path) -> geopandas.GeoDataFrame:
    """Features of a file, attributes and all.

    Parameters
    ----------
    path
        File. A CSV needs columns of longitude and latitude in degrees (WGS 84 or CGCS2000).

    Returns
    -------
    GeoDataFrame
        In the CRS of the file.

    Raises
    ------
    ParameterError, DataError, SchemaError, CrsUnknown
        As ``open_features``.
    """
    source = open_features(path)
    (piece,) = source.pieces(max(source.count, 1))
    return piece.read().reset_index(drop=True)


def open_features(path: Path) -> FeatureSource:
    """Features of a file, to be read whole or in pieces.

    Parameters
    ----------
    path
        File. A CSV needs columns of longitude and latitude in degrees (WGS 84 or CGCS2000).

    Returns
    -------
    FeatureSource
        GeoPackage and FlatGeobuf are read when a piece is; the others are in memory now.

    Raises
    ------
    ParameterError
        The ending names no format we read.
    DataError
        There is no such file. The file cannot be opened, or a point lies off the globe.
    SchemaError
        The file has several layers, or a table no columns of longitude and latitude.
    CrsUnknown
        The file does not say its CRS.
    """
    if not path.is_file():
        raise _missing(path)
    if path.suffix.lower() == ".csv":
        return HeldFeatures(_read_points(path))
    driver = _driver(path, DRIVERS, tables=(".csv",), more=_IMPORT_FIRST)
    try:
        if driver == "GPKG":
            _check_one_layer(path)
        _check_start(path, driver)
        options = {"encoding": RAW_ENCODING} if driver == "ESRI Shapefile" else {}
        with fiona.open(path, driver=driver, **options) as collection:
            crs, layer = collection.crs_wkt, collection.name
            schema = tuple(collection.schema["properties"].items())
            if not crs:
                raise _without_crs(path)
            if driver == "GeoJSON":
                # Nested values keep their shape, and the text cannot be read in pieces anyway.
                columns = [name for name, _ in schema]
                frame = geopandas.GeoDataFrame.from_features(list(collection), columns=[*columns, "geometry"])
                return HeldFeatures(frame.set_crs(crs))
        held = None if driver == "ESRI Shapefile" else open_pieces(path, layer=layer, schema=schema, crs=crs)
        if held is not None:
            return held
        frame = read_bulk(path, layer=layer, schema=schema, crs=crs, **options)
        return HeldFeatures(_decode_shapefile(path, frame) if driver == "ESRI Shapefile" else frame)
    except (fiona.errors.FionaError, sqlite3.Error, OSError, ValueError) as error:
        raise DataError(
            f"无法打开文件 {path.name}",
            f"the file {path.name} cannot be opened",
            hint_zh=f"应为 {driver} 文件，请检查文件是否完整。",
            hint_en=f"It should be a {driver} file; check that it is whole.",
            file=path.name,
        ) from error


def write_features(frame: geopandas.GeoDataFrame, path: Path, *, name: str) -> None:
    """Write features to a file.

    Parameters
    ----------
    frame
        Features with a CRS.
    path
        Its ending chooses the format.
    name
        Of the layer inside the file.

    Raises
    ------
    ParameterError
        The ending names no format we write, or the features are of several kinds and the format takes one.
    DataError
        The file cannot be written.
    """
    driver = _driver(path, DRIVERS)
    options: dict[str, str] = {}
    if driver == "ESRI Shapefile":
        check_one_kind(frame, hint=Text("请改用 .gpkg。", "Use .gpkg."))
        # GDAL would cut non-ASCII text to the encoding it guesses, and a name inside a character.
        options = {"ENCODING": "UTF-8"}
        frame = frame.rename(columns=short_columns(_own_columns(frame)))
    try:
        with warnings.catch_warnings():
            # Text beyond 254 bytes is cut; the commands tell the person what a shapefile cannot hold.
            warnings.filterwarnings("ignore", category=RuntimeWarning, module="pyogrio")
            frame.to_file(
                path, driver=driver, layer=name if driver == "GPKG" else None, engine="pyogrio", **options
            )
    except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise unwritable(path) from error


def check_one_kind(frame: geopandas.GeoDataFrame, *, hint: Text) -> None:
    """Refuse for a shapefile what is not all points, all lines or all areas.

    Parameters
    ----------
    frame
        Features.
    hint
        Which format to use instead, as it is asked for here.

    Raises
    ------
    ParameterError
        The features are of several kinds.
    """
    kinds = {kind.removeprefix("Multi") for kind in frame.geom_type.dropna().unique()}
    if len(kinds) > 1:
        raise ParameterError(
            f"Shapefile 只能存一种几何，该图层有：{'、'.join(sorted(kinds))}",
            f"a shapefile holds one kind of geometry, the layer has {', '.join(sorted(kinds))}",
            code="geometry_mixed",
            hint_zh=hint.zh,
            hint_en=hint.en,
        )


def _missing(path: Path) -> DataError:
    return DataError(
        f"没有文件 {path}",
        f"there is no file {path}",
        code="file_missing",
        hint_zh="请检查路径；已发布图层的编号见 atlas layers list。",
        hint_en="Check the path; ids of published layers are listed by atlas layers list.",
        file=path.name,
    )


def _without_crs(path: Path) -> CrsUnknown:
    return CrsUnknown(
        f"文件 {path.name} 没有坐标参考系",
        f"the file {path.name} has no coordinate reference system",
        hint_zh="请补上 .prj 文件，或在 QGIS 中指定坐标系后另存。",
        hint_en="Add the .prj file, or set the CRS in QGIS and save again.",
        file=path.name,
    )


def _check_start(path: Path, driver: str) -> None:
    """Refuse bytes that another driver could claim: pyogrio, unlike fiona, cannot be held to one driver."""
    start = _STARTS.get(driver, b"")
    with path.open("rb") as stream:
        if stream.read(len(start)) != start:
            raise ValueError(driver)


def _check_one_layer(path: Path) -> None:
    """Refuse a GeoPackage of several layers: fiona would take the first of them without a word.

    Asked by SQL (OGC 12-128r15, clause 1.1.3), since fiona lists layers with whatever driver fits the bytes.
    """
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
        ).fetchall()
    names = [str(row[0]) for row in rows]
    if len(names) > 1:
        raise SchemaError(
            f"文件 {path.name} 中有 {len(names)} 个图层：{'、'.join(names[:20])}",
            f"the file {path.name} has {len(names)} layers: {', '.join(names[:20])}",
            hint_zh="请把要用的图层另存为单独的文件。",
            hint_en="Save the layer that you mean to a file of its own.",
            file=path.name,
        )


def _own_columns(frame: geopandas.GeoDataFrame) -> list[str]:
    return [str(column) for column in frame.columns if column != frame.geometry.name]


def _decode_shapefile(path: Path, frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    names = _own_columns(frame)
    encoding = find_encoding(path, [*names, *texts_of(frame[names].to_dict("records"))])
    for name in names:
        frame[name] = [decode(value, encoding) if isinstance(value, str) else value for value in frame[name]]
    return frame.rename(columns=decode_columns(names, encoding))


def _read_points(path: Path) -> geopandas.GeoDataFrame:
    try:
        text, _ = decode_text(path.read_bytes(), name=path.name)
        # As an import reads it: 0012 and 0520121 are codes, not numbers.
        table = with_numbers(pandas.read_csv(io.StringIO(text), dtype=str))
    except (OSError, pandas.errors.ParserError, pandas.errors.EmptyDataError) as error:
        raise DataError(
            f"无法读取表格 {path.name}",
            f"the table {path.name} cannot be read",
            hint_zh="应为 UTF-8 或 GBK 编码的 CSV，首行为列名。",
            hint_en="It should be CSV in UTF-8 or GBK with a head line.",
            file=path.name,
        ) from error
    names = {str(column).strip().lower(): column for column in table.columns}
    lon = next((names[name] for name in _LON if name in names), None)
    lat = next((names[name] for name in _LAT if name in names), None)
    if lon is None or lat is None:
        raise SchemaError(
            f"表格 {path.name} 缺少经度或纬度列",
            f"the table {path.name} has no column of longitude or latitude",
            hint_zh=f"列名可用：{'、'.join(_LON)} 与 {'、'.join(_LAT)}。",
            hint_en=f"Columns may be called {', '.join(_LON)} and {', '.join(_LAT)}.",
            file=path.name,
        )
    for column, limit in ((lon, 180), (lat, 90)):
        numbers = pandas.to_numeric(table[column], errors="coerce")
        # Written this way round so that an empty cell is refused too; metres of a projection are far beyond.
        wrong = ~numbers.between(-limit, limit)
        if wrong.any():
            row = int(wrong.to_numpy().argmax()) + 2
            raise DataError(
                f"表格 {path.name} 第 {row} 行的 {column} 不是 -{limit} 到 {limit} 的度数",
                f"row {row} of {path.name} has no degrees from -{limit} to {limit} in column {column}",
                hint_zh="请改为以度为单位的十进制数。",
                hint_en="Write decimal degrees.",
                file=path.name,
                row=row,
                field=str(column),
            )
        table[column] = numbers
    points = geopandas.points_from_xy(table[lon], table[lat])
    return geopandas.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


def _driver(
    path: Path, drivers: dict[str, str], *, tables: tuple[str, ...] = TABLE_ENDINGS, more: Text = _NOTHING
) -> str:
    driver = drivers.get(path.suffix.lower())
    if driver is None:
        endings = "、".join([*drivers, *tables])
        raise ParameterError(
            f"不支持的文件格式：{path.name}",
            f"this file format is not supported: {path.name}",
            hint_zh=f"可用：{endings}。{more.zh}",
            hint_en=f"Formats: {endings}.{more.en}",
            file=path.name,
        )
    return driver
