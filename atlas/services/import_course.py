"""What an import is asked to do, and what it has found on its way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import shapely

from atlas.core.geo.crs import GeometryArray
from atlas.core.imports.report import ImportAnswers, ImportMessage, ImportReport, ImportStatus, Question
from atlas.core.imports.unit_outlines import DRAWN_BY_UNIT
from atlas.ingest.received import digest_received
from atlas.stores.workspace_records import LayerMetadata

#: Letters of the longest ending of a file that is read: geoparquet.
_LONGEST_ENDING = 10


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported.

    Parameters
    ----------
    path
        Where the file lies.
    name
        What the user calls it.
    layer
        Id to import into; empty for a new layer whose id is made from its title.
    title
        Of a new layer; the name of the file when empty.
    note
        Of the person who imports.
    answers
        To questions, known beforehand.
    metadata
        What is said of these data; of the layer from the moment when they are published.
    origin
        Names the upload, so that the same one is never imported twice; empty for none.
    """

    path: Path
    name: str
    layer: str = ""
    title: str = ""
    note: str = ""
    answers: ImportAnswers = field(default_factory=ImportAnswers)
    metadata: LayerMetadata = field(default_factory=LayerMetadata)
    origin: str = ""


class QuestionOpen(Exception):
    """A question stands in the way; what is known so far is in the course."""


@dataclass(slots=True)
class Course:
    """What an import has found so far; ``data_set`` is the name of the one chosen, where a file holds several."""

    request: ImportRequest
    source: dict[str, Any]
    warnings: list[ImportMessage] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    encoding: str = ""
    crs: str = ""
    geometry_type: str = ""
    data_set: str = ""

    def add(self, messages: Iterable[ImportMessage], question: Question | None = None) -> None:
        """Take messages, and stop where there is a question."""
        self.warnings.extend(messages)
        if question is not None:
            self.questions.append(question)
            raise QuestionOpen


def describe_file(request: ImportRequest) -> dict[str, Any]:
    """Name, size and digest of the file to be imported.

    Parameters
    ----------
    request
        What is to be imported.

    Returns
    -------
    dict
        Part of the report.
    """
    described: dict[str, Any] = {"file": request.name, "origin": request.origin}
    if request.path.is_file():
        described |= {"size": request.path.stat().st_size, "sha256": digest_received(request.path)}
    return described


def data_set_title(member: str) -> str:
    """What a layer is called that was one of several data sets of a file.

    Parameters
    ----------
    member
        Name of the data set, with folders and ending where it is a file of an archive.

    Returns
    -------
    str
        Without these; a dot in the name of a sheet or layer is no ending.

    Examples
    --------
    >>> data_set_title("数据/高速公路.shp"), data_set_title("表1.2 园区")
    ('高速公路', '表1.2 园区')
    """
    name = PurePosixPath(member).name
    stem, dot, ending = name.rpartition(".")
    is_file = dot and stem and len(ending) <= _LONGEST_ENDING and ending.isascii() and ending[:1].isalpha()
    return stem if is_file else name


def report_of(course: Course, status: ImportStatus) -> ImportReport:
    """The report of what was found so far.

    Parameters
    ----------
    course
        Of the import.
    status
        How it ended.

    Returns
    -------
    ImportReport
        Without layer and version.
    """
    return ImportReport(
        status=status,
        geometry_type=course.geometry_type,
        crs=course.crs,
        encoding=course.encoding,
        # That whole units are drawn comes before everything else.
        warnings=tuple(sorted(course.warnings, key=lambda one: one.code != DRAWN_BY_UNIT)),
        questions=tuple(course.questions),
        source=course.source,
    )


def bbox_of(geometries: GeometryArray) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all geometries.

    Parameters
    ----------
    geometries
        In EPSG:4326.

    Returns
    -------
    tuple or None
        [degree]; ``None`` without geometry.
    """
    box = shapely.total_bounds(geometries)
    if np.isnan(box).any():
        return None
    west, south, east, north = (round(float(number), 7) for number in box)
    return west, south, east, north
