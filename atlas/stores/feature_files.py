"""Feature files that come from and go to GIS staff: GeoPackage, GeoJSON, FlatGeobuf, shapefile, CSV, XLSX.

A file is opened by the one driver that its ending names; virtual formats and addresses are not among them.
"""

from __future__ import annotations

from pathlib import Path

import fiona
import fiona.errors
import geopandas
import pandas
import pyogrio.errors

from atlas.core.errors import CrsUnknown, DataError, ParameterError, SchemaError

DRIVERS = {
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".fgb": "FlatGeobuf",
    ".shp": "ESRI Shapefile",
}
TABLE_ENDINGS = (".csv", ".xlsx")
#: Column names under which points stand in a table, lower case.
_LON = ("lon", "lng", "longitude", "x", "经度")
_LAT = ("lat", "latitude", "y", "纬度")


def read_features(path: Path) -> geopandas.GeoDataFrame:
    """Features of a file, attributes and all.

    Parameters
    ----------
    path
        Existing file. A CSV needs columns of longitude and latitude in degrees (WGS 84 or CGCS2000).

    Returns
    -------
    GeoDataFrame
        In the CRS of the file.

    Raises
    ------
    ParameterError
        The ending names no format we read.
    DataError
        The file cannot be opened, or has no features.
    CrsUnknown
        The file does not say its CRS.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return _read_points(path)
    driver = _driver(path, DRIVERS)
    try:
        with fiona.open(path, driver=driver) as collection:
            crs = collection.crs_wkt
            frame = geopandas.GeoDataFrame.from_features(
                list(collection), columns=[*collection.schema["properties"], "geometry"]
            )
    except (fiona.errors.FionaError, OSError, ValueError) as error:
        raise DataError(
            f"无法打开文件 {path.name}",
            f"the file {path.name} cannot be opened",
            hint_zh=f"应为 {driver} 文件，请检查文件是否完整。",
            hint_en=f"It should be a {driver} file; check that it is whole.",
            file=path.name,
        ) from error
    if not crs:
        raise CrsUnknown(
            f"文件 {path.name} 没有坐标参考系",
            f"the file {path.name} has no coordinate reference system",
            hint_zh="请补上 .prj 文件，或在 QGIS 中指定坐标系后另存。",
            hint_en="Add the .prj file, or set the CRS in QGIS and save again.",
            file=path.name,
        )
    return frame.set_crs(crs)


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
        The ending names no format we write.
    DataError
        The file cannot be written.
    """
    driver = _driver(path, DRIVERS)
    # GDAL would cut non-ASCII text to the encoding it guesses; say it.
    options = {"ENCODING": "UTF-8"} if driver == "ESRI Shapefile" else {}
    try:
        frame.to_file(
            path, driver=driver, layer=name if driver == "GPKG" else None, engine="pyogrio", **options
        )
    except (OSError, pyogrio.errors.DataSourceError) as error:
        raise _unwritable(path) from error


def write_bytes(body: bytes, path: Path) -> None:
    """Write a finished file.

    Parameters
    ----------
    body
        Its content.
    path
        Where.

    Raises
    ------
    DataError
        The file cannot be written.
    """
    try:
        path.write_bytes(body)
    except OSError as error:
        raise _unwritable(path) from error


def _unwritable(path: Path) -> DataError:
    return DataError(
        f"无法写入文件 {path}",
        f"the file {path} cannot be written",
        hint_zh="请检查文件夹是否存在、是否有写入权限。",
        hint_en="Check that the folder exists and may be written.",
        file=str(path),
    )


def _read_points(path: Path) -> geopandas.GeoDataFrame:
    try:
        table = pandas.read_csv(path, dtype={"adcode": str}, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pandas.errors.ParserError, pandas.errors.EmptyDataError) as error:
        raise DataError(
            f"无法读取表格 {path.name}",
            f"the table {path.name} cannot be read",
            hint_zh="应为 UTF-8 编码的 CSV，首行为列名。",
            hint_en="It should be CSV in UTF-8 with a head line.",
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
    for column in (lon, lat):
        numbers = pandas.to_numeric(table[column], errors="coerce")
        if numbers.isna().any():
            row = int(numbers.isna().to_numpy().argmax()) + 2
            raise DataError(
                f"表格 {path.name} 第 {row} 行的 {column} 不是数字",
                f"row {row} of {path.name} has no number in column {column}",
                hint_zh="请改为以度为单位的十进制数。",
                hint_en="Write decimal degrees.",
                file=path.name,
                row=row,
                field=str(column),
            )
        table[column] = numbers
    points = geopandas.points_from_xy(table[lon], table[lat])
    return geopandas.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


def _driver(path: Path, drivers: dict[str, str]) -> str:
    driver = drivers.get(path.suffix.lower())
    if driver is None:
        endings = "、".join([*drivers, *TABLE_ENDINGS])
        raise ParameterError(
            f"不支持的文件格式：{path.name}",
            f"this file format is not supported: {path.name}",
            hint_zh=f"可用：{endings}。",
            hint_en=f"Formats: {endings}.",
            file=path.name,
        )
    return driver
