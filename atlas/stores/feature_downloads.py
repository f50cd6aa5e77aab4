"""Features as the bytes of a file that a person takes along: GeoPackage, GeoJSON, FlatGeobuf, zipped shapefile."""

from __future__ import annotations

import csv
import io
import tempfile
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pyogrio
import pyogrio.errors

from atlas.core.errors import DataError, Text
from atlas.core.layers import LayerField
from atlas.stores.feature_files import check_one_kind, write_features
from atlas.stores.shapefile_text import cut, short_columns

#: Longest text of a .dbf field [bytes] (dBASE III).
TEXT_BYTES = 254
ENCODINGS = ("utf-8", "gb18030")
FIELDS_FILE = "字段对照.csv"
ABOUT_FILE = "说明.txt"
#: What ArcGIS knows GBK by; text beyond it needs the whole of GB 18030.
_GBK_PAGE = "936"
_TYPE_NAMES = {"text": "文本", "integer": "整数", "number": "小数"}


def encode_file(frame: geopandas.GeoDataFrame, ending: str, *, name: str) -> bytes:
    """Features as one file.

    Parameters
    ----------
    frame
        Features with a CRS.
    ending
        ``.gpkg``, ``.geojson`` or ``.fgb``.
    name
        Of the layer inside the file.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    DataError
        The disk has no room for it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"features{ending}"
        write_features(frame, path, name=name)
        return path.read_bytes()


@dataclass(frozen=True, slots=True)
class ShapefileText:
    """What a shapefile and the notes beside it say.

    Parameters
    ----------
    encoding
        One of ``ENCODINGS``.
    schema
        Properties, for their titles.
    about
        Lines on source, licence, date and reference system.
    """

    encoding: str
    schema: Sequence[LayerField]
    about: Sequence[str]


def encode_shapefile(frame: geopandas.GeoDataFrame, text: ShapefileText, *, name: str) -> bytes:
    """A zipped shapefile with its encoding, its reference system in Esri's words, and a list of its columns.

    Parameters
    ----------
    frame
        Features with a CRS, all points, all lines or all areas.
    text
        Encoding and notes.
    name
        Of the files: ASCII letters, digits and hyphens.

    Returns
    -------
    bytes
        A zip archive. Names of columns keep ten bytes, text keeps 254; the list says what was cut.

    Raises
    ------
    ParameterError
        The features are of several kinds.
    DataError
        It cannot be written.
    """
    check_one_kind(frame, hint=Text("请改用 format=gpkg。", "Use format=gpkg."))
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    short = short_columns(columns, encoding=text.encoding)
    cut_frame, shortened = _cut_text(frame, columns, text.encoding)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.shp"
        _write(cut_frame.rename(columns=short), path, text.encoding)
        if text.encoding != "utf-8" and _fits_gbk(frame, columns):
            path.with_suffix(".cpg").write_text(_GBK_PAGE, encoding="ascii")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(Path(folder).iterdir()):
                archive.write(part, part.name)
            archive.writestr(FIELDS_FILE, _field_list(text.schema, short, shortened))
            archive.writestr(ABOUT_FILE, "\r\n".join(text.about).encode("utf-8-sig"))
    return stream.getvalue()


def _write(frame: geopandas.GeoDataFrame, path: Path, encoding: str) -> None:
    try:
        with warnings.catch_warnings():
            # Numbers wider than their field are told by GDAL as a warning; text was cut before.
            warnings.filterwarnings("ignore", category=RuntimeWarning, module="pyogrio")
            pyogrio.write_dataframe(frame, path, driver="ESRI Shapefile", encoding=encoding.upper())
    except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise DataError(
            "无法生成 Shapefile",
            "the shapefile cannot be made",
            hint_zh="请改用 format=gpkg。",
            hint_en="Use format=gpkg.",
        ) from error


def _cut_text(
    frame: geopandas.GeoDataFrame, columns: Sequence[str], encoding: str
) -> tuple[geopandas.GeoDataFrame, dict[str, int]]:
    """The frame with text that fits, and how many values of each column were cut."""
    result = frame.copy()
    counts: dict[str, int] = {}
    for column in columns:
        values = frame[column].tolist()
        fitting = [
            cut(value, TEXT_BYTES, encoding=encoding) if isinstance(value, str) else value for value in values
        ]
        counts[column] = sum(
            1 for new, old in zip(fitting, values, strict=True) if isinstance(old, str) and new != old
        )
        if counts[column]:
            result[column] = fitting
    return result, counts


def _fits_gbk(frame: geopandas.GeoDataFrame, columns: Sequence[str]) -> bool:
    try:
        for column in columns:
            for value in (column, *frame[column].tolist()):
                if isinstance(value, str):
                    value.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _field_list(schema: Sequence[LayerField], short: dict[str, str], shortened: dict[str, int]) -> bytes:
    known = {item.name: item for item in schema}
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["Shapefile 字段", "属性", "中文名", "English", "类型", "截断的值（个）"])
    for name, field in short.items():
        item = known.get(name)
        titles = (
            [item.title.zh, item.title.en, _TYPE_NAMES.get(item.type, item.type)] if item else ["", "", ""]
        )
        writer.writerow([field, name, *titles, shortened.get(name, 0)])
    return stream.getvalue().encode("utf-8-sig")
