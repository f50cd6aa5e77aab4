"""Layers and versions of a workspace as values, and as rows of its database."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from atlas.core.errors import InputError, Text
from atlas.core.layers import LayerField
from atlas.stores.database import Connection

_LAYER_ID = re.compile(r"[a-z][a-z0-9-]{1,40}")
LAYER_COLUMNS = (
    "id, title_zh, title_en, description, metadata, style, rights, published, "
    "created_at, created_by, removed_at, removed_by"
)
VERSION_COLUMNS = (
    "version.layer, version.number, version.state, version.report, version.schema, version.feature_count, "
    "version.bbox, version.geometry_type, version.crs, version.encoding, version.digest, version.tile_archive, "
    "version.max_zoom, version.size, version.note, version.created_at, version.created_by, version.published_at"
)


class VersionState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    FORMER = "former"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class LayerMetadata:
    """What staff say of their data.

    Parameters
    ----------
    source
        Where the data come from.
    licence
        Under which terms.
    date
        Of the data, ``2025`` to ``2025-06-30``.
    precision
        Of positions, a ``Precision``; empty when nobody knows.
    contact
        Whom to ask.
    attribution
        Words that go with every map; empty for the source.
    """

    source: str = ""
    licence: str = ""
    date: str = ""
    precision: str = ""
    contact: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class LayerDraft:
    """What a new layer is called, and what is known of it before its first version.

    Parameters
    ----------
    title
        In Chinese and English; one of them may be empty.
    description
        For a person.
    metadata
        Source, licence and so on.
    style
        A document as ``core.style_reading`` reads it: fields of ``LayerStyle``, ``popup`` (names of fields) and
        ``title_field`` (the one that names a feature).
    rights
        Of accounts; empty for those of their roles.
    """

    title: Text
    description: str = ""
    metadata: LayerMetadata = field(default_factory=LayerMetadata)
    style: Mapping[str, Any] = field(default_factory=dict)
    rights: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LayerRecord:
    """A layer that staff added.

    Parameters
    ----------
    id
        Of the layer.
    title, description, metadata, style, rights
        See ``LayerDraft``.
    published
        Number of the version that everybody sees; ``None`` before the first was published.
    created_at, created_by, removed_at, removed_by
        When (UTC, ISO 8601) and by whom.
    """

    id: str
    title: Text
    description: str
    metadata: LayerMetadata
    style: Mapping[str, Any]
    rights: Mapping[str, Any]
    published: int | None
    created_at: str
    created_by: str
    removed_at: str | None
    removed_by: str | None

    def to_dict(self) -> dict[str, Any]:
        """The layer as command line and API give it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "id": self.id,
            "title": self.title.to_dict(),
            "description": self.description,
            "metadata": asdict(self.metadata),
            "style": dict(self.style),
            "rights": dict(self.rights),
            "published": self.published,
            "created": self.created_at,
            "created_by": self.created_by,
            "removed": self.removed_at,
            "removed_by": self.removed_by,
        }


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One immutable import of a layer.

    Parameters
    ----------
    layer, number
        Which; numbers count from 1 and are never used twice.
    state
        Where it stands.
    report
        Of the import.
    schema, feature_count, bbox, geometry_type, digest
        See ``FeatureFacts``.
    crs, encoding
        Of the file that was imported.
    tile_archive
        As ``ReadableStore.read_tile`` takes it; empty without tiles.
    max_zoom
        Deepest zoom with tiles.
    size
        Of its files [bytes].
    note
        Of the person who imported it.
    created_at, created_by, published_at
        When (UTC, ISO 8601) and by whom; ``None`` for one that nobody published yet.
    """

    layer: str
    number: int
    state: VersionState
    report: Mapping[str, Any]
    schema: tuple[LayerField, ...]
    feature_count: int
    bbox: tuple[float, float, float, float] | None
    geometry_type: str
    crs: str
    encoding: str
    digest: str
    tile_archive: str
    max_zoom: int
    size: int
    note: str
    created_at: str
    created_by: str
    published_at: str | None

    def to_dict(self) -> dict[str, Any]:
        """The version as command line and API give it.

        Returns
        -------
        dict
            Plain values, without the report.
        """
        return {
            "layer": self.layer,
            "version": self.number,
            "state": self.state.value,
            "feature_count": self.feature_count,
            "geometry_type": self.geometry_type,
            "bbox": list(self.bbox) if self.bbox else None,
            "crs": self.crs,
            "encoding": self.encoding,
            "fields": [
                {"name": one.name, "type": one.type, "title": one.title.to_dict()} for one in self.schema
            ],
            "size": self.size,
            "note": self.note,
            "created": self.created_at,
            "created_by": self.created_by,
            "published": self.published_at,
        }


def check_layer_id(layer: str) -> str:
    """An id that a new layer may have.

    Parameters
    ----------
    layer
        As a person wrote it.

    Returns
    -------
    str
        The same.

    Raises
    ------
    InputError
        It has other signs than a-z, 0-9 and the hyphen, or is too short or too long.
    """
    if not _LAYER_ID.fullmatch(layer):
        raise InputError(
            f"图层编号不能用“{layer[:60]}”",
            f"“{layer[:60]}” cannot be the id of a layer",
            code="layer_id_invalid",
            hint_zh="用 2 到 41 个小写字母、数字和连字符，以字母开头，例如 kaiyang-phosphate。",
            hint_en="Use 2 to 41 lower-case letters, digits and hyphens, a letter first: kaiyang-phosphate.",
            layer=layer[:60],
        )
    return layer


def layer_from_row(row: tuple[Any, ...]) -> LayerRecord:
    """A layer from a row of ``LAYER_COLUMNS``.

    Parameters
    ----------
    row
        Of the table ``layer``.

    Returns
    -------
    LayerRecord
        As it stands now.
    """
    return LayerRecord(
        id=row[0],
        title=Text(row[1], row[2]),
        description=row[3],
        metadata=LayerMetadata(**json.loads(row[4])),
        style=json.loads(row[5]),
        rights=json.loads(row[6]),
        published=row[7],
        created_at=row[8],
        created_by=row[9],
        removed_at=row[10],
        removed_by=row[11],
    )


def version_from_row(row: tuple[Any, ...], published: int | None) -> VersionRecord:
    """A version from a row of ``VERSION_COLUMNS``.

    Parameters
    ----------
    row
        Of the table ``version``.
    published
        Number that the layer points to.

    Returns
    -------
    VersionRecord
        As it stands now.
    """
    is_published = published == row[1]
    bbox = json.loads(row[6]) if row[6] else None
    return VersionRecord(
        layer=row[0],
        number=row[1],
        state=VersionState.PUBLISHED if is_published else VersionState(row[2]),
        report=json.loads(row[3]),
        schema=tuple(
            LayerField(item["name"], item["type"], Text(item["title"]["zh"], item["title"]["en"]))
            for item in json.loads(row[4])
        ),
        feature_count=row[5],
        bbox=tuple(bbox) if bbox else None,
        geometry_type=row[7],
        crs=row[8],
        encoding=row[9],
        digest=row[10],
        tile_archive=row[11],
        max_zoom=row[12],
        size=row[13],
        note=row[14],
        created_at=row[15],
        created_by=row[16],
        published_at=row[17],
    )


def insert_row(connection: Connection, table: str, values: Mapping[str, Any]) -> None:
    """Add a row.

    Parameters
    ----------
    connection
        In a transaction.
    table
        Name, our own.
    values
        By column; texts, numbers, and anything else as JSON.
    """
    names = ", ".join(values)
    marks = ", ".join("?" for _ in values)
    connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - own names
        [to_column(value) for value in values.values()],
    )


def to_column(value: Any) -> Any:
    """A value as a column holds it.

    Parameters
    ----------
    value
        Text, number, ``None``, or a plain value to be kept as JSON.

    Returns
    -------
    str, int, float or None
        JSON text for anything else.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
