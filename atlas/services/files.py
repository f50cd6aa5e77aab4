"""Writes rows and features to the file that a person named; its ending chooses the format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas

from atlas.core.errors import ParameterError
from atlas.render.table import Table
from atlas.stores.feature_files import TABLE_ENDINGS, write_features
from atlas.stores.plain_files import write_bytes


def check_output(path: Path, home: Path) -> None:
    """Refuse to write into the folder of the store, whose files only a build may change.

    Parameters
    ----------
    path
        Where a person wants a file.
    home
        Folder of the store.

    Raises
    ------
    ParameterError
        The file would stand in that folder, told by the folder itself, not by how it is spelled.
    """
    target = path.resolve()
    if any(above.exists() and home.exists() and above.samefile(home) for above in (target, *target.parents)):
        raise ParameterError(
            f"不能把文件写入数据目录：{path}",
            f"a file cannot be written into the data folder: {path}",
            code="output_in_data_folder",
            hint_zh=f"{home} 中是正在使用的数据库与瓦片，只由 atlas build 改动；请用 -o 另选一个文件夹。",
            hint_en=f"{home} holds the live store and its tiles, which only atlas build changes; "
            "choose another folder with -o.",
            file=str(path),
        )


def write_table(table: Table, path: Path) -> None:
    """Write a table that Excel opens.

    Parameters
    ----------
    table
        The table.
    path
        Ends with .csv or .xlsx.

    Raises
    ------
    ParameterError
        Another ending.
    DataError
        The file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in TABLE_ENDINGS:
        raise ParameterError(
            f"表格不支持这种格式：{path.name}",
            f"a table cannot be written as {path.name}",
            hint_zh=f"可用：{'、'.join(TABLE_ENDINGS)}。",
            hint_en=f"Formats: {', '.join(TABLE_ENDINGS)}.",
            file=path.name,
        )
    write_bytes(table.encode(ending.removeprefix(".")), path)


def write_table_or_features(
    frame: geopandas.GeoDataFrame, path: Path, *, name: str, decimals: Mapping[str, int] | None = None
) -> None:
    """Write features to a file; a table gets the attributes only.

    Parameters
    ----------
    frame
        Features with a CRS.
    path
        Its ending chooses the format.
    name
        Of the layer or sheet inside the file.
    decimals
        Most decimals of the numbers of some columns of a table.

    Raises
    ------
    ParameterError
        The ending names no format we write.
    DataError
        The file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in TABLE_ENDINGS:
        write_features(frame, path, name=name)
        return
    attributes = frame.drop(columns=frame.geometry.name)
    columns = tuple(str(column) for column in attributes.columns)
    rows = attributes.astype(object).where(attributes.notna(), None).to_dict("records")
    write_table(Table(columns, rows, name, decimals=decimals or {}), path)
