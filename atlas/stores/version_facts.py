"""What is known of a version once it is written, and what the disk refuses, in words: without the libraries that write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import StoreError
from atlas.core.layers import LayerField

FILE_NAME = "features.gpkg"
JOIN_TABLE = "county_join"


@dataclass(frozen=True, slots=True)
class FeatureFacts:
    """What is known of features that were written.

    Parameters
    ----------
    schema
        Properties.
    feature_count
        Features, those without geometry too.
    bbox
        West, south, east, north [degree]; ``None`` without geometry.
    geometry_type
        ``Point``, ``MultiPolygon`` … when all are of one type or its multi-part; else ``GeometryCollection``.
    digest
        Of the features as they are served; part of every ETag.
    """

    schema: tuple[LayerField, ...]
    feature_count: int
    bbox: tuple[float, float, float, float] | None
    geometry_type: str
    digest: str


@contextmanager
def translated(path: Path, *others: type[Exception]) -> Iterator[None]:
    """What the disk refuses, in words for a person.

    Parameters
    ----------
    path
        What is written.
    *others
        What the library that writes says of the same.

    Raises
    ------
    StoreError
        In the place of the library's own error.
    """
    refused: tuple[type[Exception], ...] = (OSError, sqlite3.Error, *others)
    try:
        yield
    except refused as error:
        raise StoreError(
            f"无法写入新版本的文件 {path.name}",
            f"the file {path.name} of the new version cannot be written",
            code="version_not_written",
            hint_zh="请检查磁盘空间和 workspace 文件夹的权限，然后重试；已发布的版本未受影响。",
            hint_en="Check the disk space and the rights of the workspace folder, then try again; "
            "what is published still stands.",
            file=path.name,
        ) from error
