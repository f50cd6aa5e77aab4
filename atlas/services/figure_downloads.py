"""What goes along with a figure: the numbers behind it, and the same view as a standalone page."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import Text
from atlas.core.figures.request import FigureRequest
from atlas.core.policy.catalogue import Catalogue
from atlas.render.report_xlsx import encode_workbook
from atlas.render.table import Table
from atlas.services.figure_tables import figure_tables
from atlas.services.file_names import FileName, name_file
from atlas.services.filters import read_format
from atlas.services.web_maps import make_web_map, read_web_map_request
from atlas.stores.protocol import ReadableStore
from atlas.stores.report_packages import settle_package
from atlas.stores.web_map_parts import read_web_map_parts

#: Formats of the numbers.
TABLE_FORMATS = ("xlsx", "csv", "json")
_CONTENT_TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
_PAGE = Text("网页", "page")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """Bytes with the name under which they are kept."""

    name: FileName
    content_type: str
    content: bytes


def numbers_file(
    store: ReadableStore,
    catalogue: Catalogue,
    request: FigureRequest,
    *,
    home: str,
    ending: str,
    name: Callable[[FigureRequest], FileName],
) -> NamedFile:
    """The numbers behind a figure.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Everything.
    request
        Of the figure.
    home
        Region of the office, where the request names none.
    ending
        One of ``TABLE_FORMATS``: a workbook with a sheet for each table, the first table as CSV, or all of them as JSON.
    name
        Names the file.

    Returns
    -------
    NamedFile
        The rows that page, table and API give for the same filter.

    Raises
    ------
    AtlasError
        An unknown format; as for the figure itself.
    """
    chosen = read_format({"format": ending}, TABLE_FORMATS)
    language = "code" if chosen == "json" else request.words.language
    tables = figure_tables(store, catalogue, request, language, home=home)
    date = datetime.date.fromisoformat(catalogue.build_date)
    return NamedFile(name(request), _CONTENT_TYPES[chosen], _encode(tables, chosen, date))


def standalone_page(
    store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str], *, static: Path
) -> NamedFile:
    """The view as one file that opens without a network.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Everything.
    values
        Text by parameter, see ``web_maps.WEB_MAP_PARAMETERS``.
    static
        Folder of the front end.

    Returns
    -------
    NamedFile
        HTML.

    Raises
    ------
    AtlasError
        A value that cannot be used; more than a page can hold.
    """
    request = read_web_map_request(values, catalogue, store)
    parts = read_web_map_parts(static, request.language)
    body = make_web_map(request, catalogue, store, parts=parts)
    name = name_file(catalogue, request.goals, _PAGE, place="全国").with_ending("html")
    return NamedFile(name, _CONTENT_TYPES["html"], body)


def page_state(static: Path) -> str:
    """What a standalone page depends on besides data and program.

    Parameters
    ----------
    static
        Folder of the front end.

    Returns
    -------
    str
        Changes when the front end is built anew.
    """
    files = [static / "vendor" / f"standalone.{ending}" for ending in ("js", "css")]
    files += sorted((static / "messages").glob("*.json"))
    return " ".join(str(path.stat().st_mtime_ns) for path in files if path.is_file())


def _encode(tables: list[Table], ending: str, date: datetime.date) -> bytes:
    if ending == "xlsx":
        return settle_package(encode_workbook(tables), date)
    if ending == "csv":
        return tables[0].encode("csv") if tables else b""
    answer = [
        {"title": table.title, "columns": list(table.columns), "rows": list(table.rows)} for table in tables
    ]
    return json.dumps({"tables": answer}, ensure_ascii=False, allow_nan=False).encode()
