"""A data set as it stood in an untrusted file, before anything was decided about it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas

from atlas.core.geo.crs import GeometryArray, IntArray
from atlas.core.imports.report import ImportMessage


@dataclass(frozen=True, slots=True)
class Member:
    """One data set inside an uploaded file.

    Parameters
    ----------
    name
        By which a person knows it: the path inside the archive, or the table or sheet, as text.
    kind
        ``shapefile``, ``geopackage``, ``geojson``, ``flatgeobuf``, ``geoparquet``, ``csv``, ``xlsx`` or ``kml``.
    """

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class RawLayer:
    """One data set as read.

    Parameters
    ----------
    member
        What it is.
    table
        Attributes, a row a feature; the index counts from 0 in the order of the file.
    geometries
        As many, ``None`` where there is none; ``None`` altogether for a table without geometry.
    is_bytes
        Whether column names and text values hold the file's bytes, one character a byte (Latin-1), and still have to
        be decoded. Shapefiles and CSV do; the other formats say their encoding.
    declared_crs
        What the file says: WKT, ``EPSG:n``, or the raw text of a .prj that could not be read; empty for nothing.
    declared_encoding
        What a .cpg says, as written; empty for nothing.
    language_driver
        Language mark of a .dbf header (byte 29); ``None`` elsewhere.
    messages
        What was found and mended in reading.
    file_rows
        For each feature the row of the sheet, or the line of the file, where it begins, from 1; ``None`` for formats
        that a person does not look at row by row.
    """

    member: Member
    table: pandas.DataFrame
    geometries: GeometryArray | None
    is_bytes: bool = False
    declared_crs: str = ""
    declared_encoding: str = ""
    language_driver: int | None = None
    messages: tuple[ImportMessage, ...] = ()
    file_rows: IntArray | None = None

    def row_number(self, row: int) -> int:
        """What the person who made the file calls a row.

        Parameters
        ----------
        row
            Place in ``table``, from 0.

        Returns
        -------
        int
            Row of the sheet or line of the file; the number of the feature where the file has neither.
        """
        return row + 1 if self.file_rows is None else int(self.file_rows[row])


@dataclass(frozen=True, slots=True)
class RawUpload:
    """What an uploaded file holds.

    Parameters
    ----------
    members
        All data sets in it.
    layer
        The one that was asked for, or the only one; ``None`` when a person has to choose.
    messages
        About the file as a whole: members left out, and why.
    """

    members: tuple[Member, ...]
    layer: RawLayer | None
    messages: tuple[ImportMessage, ...] = ()
