"""Writes rows and features to the file that a person named; its ending chooses the format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas

from atlas.core.errors import ParameterError
from atlas.render.csv_table import encode_csv
from atlas.render.xlsx_table import encode_xlsx
from atlas.stores.feature_files import TABLE_ENDINGS, write_bytes, write_features


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], path: Path, *, title: str) -> None:
    """Write rows as a table that Excel opens.

    Parameters
    ----------
    columns
        Order of the columns.
    rows
        Values by column.
    path
        Ends with .csv or .xlsx.
    title
        Of the sheet.

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
    encoded = encode_csv(columns, rows) if ending == ".csv" else encode_xlsx(columns, rows, title=title)
    write_bytes(encoded, path)


def write_table_or_features(frame: geopandas.GeoDataFrame, path: Path, *, name: str) -> None:
    """Write features to a file; a table gets the attributes only.

    Parameters
    ----------
    frame
        Features with a CRS.
    path
        Its ending chooses the format.
    name
        Of the layer or sheet inside the file.

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
    columns = [str(column) for column in attributes.columns]
    rows = attributes.astype(object).where(attributes.notna(), None).to_dict("records")
    write_rows(columns, rows, path, title=name)
