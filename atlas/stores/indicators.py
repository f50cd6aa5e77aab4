"""Reads figures known for many units: the curated ones in ``geodata/indicators/``, and tables of an office.

``read_indicator_table`` lives in ``indicator_table`` and can be imported from here too.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from atlas.core.errors import Text
from atlas.core.policy.catalogue import Indicator
from atlas.stores.csv_rows import parse_adcode, read_rows, schema_error
from atlas.stores.indicator_table import IndicatorRow, IndicatorTable, read_indicator_table
from atlas.stores.yaml_files import check_keys, key_error, read_yaml

__all__ = ["IndicatorRow", "IndicatorTable", "read_indicator_table", "read_indicators"]

LIST_NAME = "indicators.yaml"
VALUE_COLUMNS = ("adcode", "name", "value")
_REQUIRED = ("id", "zh", "en", "unit", "source", "licence", "file")
_OPTIONAL = ("year", "note")


def read_indicators(folder: Path) -> list[Indicator]:
    """Curated indicators in the order of the list.

    Parameters
    ----------
    folder
        Holds ``indicators.yaml`` and the CSV files it names, with the columns adcode, name and value.

    Returns
    -------
    list of Indicator
        A unit without a row has no data.

    Raises
    ------
    DataError
        A file is missing.
    EncodingError
        A file is not UTF-8.
    SchemaError
        A file breaks the format; detail names file, row or key.
    """
    path = folder / LIST_NAME
    entries = read_yaml(path)
    if not isinstance(entries, list):
        raise key_error(path, "", "应为列表", "must be a list")
    indicators: list[Indicator] = []
    for number, entry in enumerate(entries, start=1):
        indicator = _read_indicator(path, f"[{number}]", entry)
        if any(known.id == indicator.id for known in indicators):
            raise key_error(path, f"[{number}].id", f"重复：{indicator.id}", f"is used twice: {indicator.id}")
        indicators.append(indicator)
    return indicators


def _read_indicator(path: Path, where: str, entry: Any) -> Indicator:
    check_keys(path, where, entry, required=_REQUIRED, optional=_OPTIONAL)
    year = entry.get("year")
    if year is not None and not isinstance(year, int):
        raise key_error(path, f"{where}.year", "应为整数年份", "must be a year")
    name = str(entry["file"])
    if Path(name).name != name:
        raise key_error(
            path, f"{where}.file", "应为同一文件夹中的文件名", "must be a file in the same folder"
        )
    return Indicator(
        id=str(entry["id"]),
        title=Text(str(entry["zh"]), str(entry["en"])),
        unit=str(entry["unit"]),
        year=year,
        source=str(entry["source"]),
        values=_read_values(path.with_name(name)),
        licence=str(entry["licence"]),
    )


def _read_values(path: Path) -> dict[str, float]:
    values: dict[str, float] = {}
    for row in read_rows(path, VALUE_COLUMNS):
        adcode = parse_adcode(path, row.number, "adcode", row.values["adcode"])
        if adcode in values:
            raise schema_error(path, row.number, "adcode", f"重复：{adcode}", f"is listed twice: {adcode}")
        text = row.values["value"]
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise schema_error(
                path, row.number, "value", f"不是数字：{text[:40]}", f"not a number: {text[:40]}"
            )
        values[adcode] = value
    return values
