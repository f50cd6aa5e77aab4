"""Reads ``geodata/zones.csv`` and ``geodata/sites.csv``: development zones, parks, towns, deposits, plants.

What the columns hold and where the rows come from is told in ``geodata/SOURCES.md``. Points are WGS 84. A row
without a point of its own must say so in its precision, so that nothing is drawn more precisely than it is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from atlas.core.model import Precision, Zone
from atlas.stores.csv_rows import CsvRow, parse_adcode, read_rows, schema_error

ZONE_COLUMNS = (
    "name",
    "aliases",
    "kind",
    "code",
    "adcodes",
    "lon",
    "lat",
    "precision",
    "source",
    "confidence",
    "note",
)
SITE_COLUMNS = (
    "name",
    "aliases",
    "kind",
    "adcodes",
    "lon",
    "lat",
    "precision",
    "commodities",
    "source",
    "note",
)
#: By who approved or set up the zone; ``park`` and ``base`` lie inside a county or another zone.
ZONE_KINDS = frozenset({"national", "provincial", "new-area", "park", "base"})
SITE_KINDS = frozenset({"town", "county-seat", "office", "scenic", "deposit", "plant"})
#: How sure it is that the zone lies in the units named.
CONFIDENCES = frozenset({"high", "medium", "low"})

#: Precisions that can be claimed without a point.
_WITHOUT_POINT = frozenset({Precision.COUNTY, Precision.PREFECTURE, Precision.REGION})


def read_zones(path: Path) -> tuple[Zone, ...]:
    """Development zones and parks in the order of the file.

    Parameters
    ----------
    path
        CSV with the columns ``ZONE_COLUMNS``.

    Returns
    -------
    tuple of Zone
        ``adcodes`` are counties; a zone of which no source tells the county has the code of its prefecture or
        province and a precision that says so.

    Raises
    ------
    EncodingError
        The file is not UTF-8.
    SchemaError
        A row breaks the format; detail names file, row and field.
    """
    rows = read_rows(path, ZONE_COLUMNS)
    for row in rows:
        _check_word(path, row, "confidence", CONFIDENCES)
    zones = tuple(_read_zone(path, row, ZONE_KINDS) for row in rows)
    _check_unique(path, rows, [(zone.name,) for zone in zones])
    return zones


def read_sites(path: Path) -> tuple[Zone, ...]:
    """Towns, county seats, deposits, plants and the like in the order of the file.

    Parameters
    ----------
    path
        CSV with the columns ``SITE_COLUMNS``.

    Returns
    -------
    tuple of Zone
        ``commodities`` holds topic slugs, see ``geodata/topics.csv``.

    Raises
    ------
    EncodingError
        The file is not UTF-8.
    SchemaError
        A row breaks the format; detail names file, row and field.
    """
    rows = read_rows(path, SITE_COLUMNS)
    sites = tuple(_read_zone(path, row, SITE_KINDS) for row in rows)
    _check_unique(path, rows, [(site.name, site.adcodes, site.commodities) for site in sites])
    return sites


def _read_zone(path: Path, row: CsvRow, kinds: frozenset[str]) -> Zone:
    values = row.values
    for field in ("name", "source"):
        if not values[field]:
            raise schema_error(path, row.number, field, "不能为空", "must not be empty")
    _check_word(path, row, "kind", kinds)
    _check_word(path, row, "precision", frozenset(precision.value for precision in Precision))
    point = _read_point(path, row)
    precision = Precision(values["precision"])
    if point is None and precision not in _WITHOUT_POINT:
        raise schema_error(
            path,
            row.number,
            "precision",
            f"没有坐标时不能是 {precision}",
            f"cannot be {precision} without coordinates",
        )
    return Zone(
        name=values["name"],
        aliases=_split(values["aliases"]),
        kind=values["kind"],
        adcodes=_read_adcodes(path, row),
        point=point,
        precision=precision,
        source=values["source"],
        code=values.get("code", ""),
        note=values["note"],
        commodities=_split(values.get("commodities", "")),
    )


def _read_adcodes(path: Path, row: CsvRow) -> tuple[str, ...]:
    adcodes = tuple(parse_adcode(path, row.number, "adcodes", code) for code in _split(row.values["adcodes"]))
    if not adcodes:
        raise schema_error(path, row.number, "adcodes", "不能为空", "must not be empty")
    return adcodes


def _read_point(path: Path, row: CsvRow) -> tuple[float, float] | None:
    lon, lat = row.values["lon"], row.values["lat"]
    if not lon and not lat:
        return None
    return _read_degrees(path, row, "lon", 180.0), _read_degrees(path, row, "lat", 90.0)


def _read_degrees(path: Path, row: CsvRow, field: str, limit: float) -> float:
    text = row.values[field]
    try:
        degrees = float(text)
    except ValueError as error:
        raise schema_error(
            path, row.number, field, f"不是数字：{text[:40]}", f"not a number: {text[:40]}"
        ) from error
    # Written this way round so that NaN is refused too.
    if not -limit <= degrees <= limit:
        raise schema_error(
            path,
            row.number,
            field,
            f"超出 ±{limit:g} 度：{text[:40]}",
            f"beyond ±{limit:g} degrees: {text[:40]}",
        )
    return degrees


def _check_word(path: Path, row: CsvRow, field: str, known: frozenset[str]) -> None:
    word = row.values[field]
    if word not in known:
        raise schema_error(
            path,
            row.number,
            field,
            f"取值未知：{word[:40]}（可用：{'、'.join(sorted(known))}）",
            f"unknown value: {word[:40]} (known: {', '.join(sorted(known))})",
        )


def _check_unique(path: Path, rows: Sequence[CsvRow], keys: Sequence[tuple[object, ...]]) -> None:
    first: dict[tuple[object, ...], int] = {}
    for row, key in zip(rows, keys, strict=True):
        if key in first:
            raise schema_error(
                path,
                row.number,
                "name",
                f"与第 {first[key]} 行重复：{row.values['name']}",
                f"is a repetition of row {first[key]}: {row.values['name']}",
            )
        first[key] = row.number


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split("|")) if part)
