"""Features that were encoded when they were published become pages of OGC API Features.

Text of a feature is joined, not parsed; only another reference system makes geometries anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely

from atlas.core.crs_uris import CRS84_URI, ServedCrs, from_storage

#: Members that stand around the geometry in the text of a feature, as the store writes it.
_BEFORE = '"geometry":'
_AFTER = ',"properties":{'
_BBOX = '"bbox":'


def encode_collection(
    features: Sequence[str],
    crs: ServedCrs,
    *,
    matched: int,
    links: Iterable[Mapping[str, Any]],
    timestamp: str,
) -> bytes:
    """A FeatureCollection.

    Parameters
    ----------
    features
        Each one GeoJSON Feature as the store wrote it, in CRS84.
    crs
        Wanted.
    matched
        Features that pass the filter in all.
    links
        Of the page.
    timestamp
        When the answer was made (RFC 3339).

    Returns
    -------
    bytes
        UTF-8.

    Raises
    ------
    ParameterError
        A feature has no coordinates in that system.
    """
    head = _json({"timeStamp": timestamp, "numberMatched": matched, "numberReturned": len(features)})
    return "".join(
        (
            '{"type":"FeatureCollection",',
            head[1:-1],
            f',"links":{_json(list(links))},"features":[',
            ",".join(move_features(features, crs)),
            "]}",
        )
    ).encode()


def encode_item(feature: str, crs: ServedCrs, *, links: Iterable[Mapping[str, Any]]) -> bytes:
    """One feature with its links.

    Parameters
    ----------
    feature
        GeoJSON Feature as the store wrote it, in CRS84.
    crs
        Wanted.
    links
        Of the feature.

    Returns
    -------
    bytes
        UTF-8.

    Raises
    ------
    ParameterError
        The feature has no coordinates in that system.
    """
    (moved,) = move_features([feature], crs)
    return f'{moved[:-1]},"links":{_json(list(links))}}}'.encode()


def move_features(features: Sequence[str], crs: ServedCrs) -> Sequence[str]:
    """The text of features with their geometries in another reference system.

    Parameters
    ----------
    features
        Each one GeoJSON Feature as the store wrote it, in CRS84.
    crs
        Wanted.

    Returns
    -------
    sequence of str
        The same features; without a bbox where the system is another, since GeoJSON has it in degrees.

    Raises
    ------
    ParameterError
        A feature has no coordinates in that system.
    """
    if crs.uri == CRS84_URI or not features:
        return features
    parts = [_split(feature) for feature in features]
    shapes = shapely.from_geojson([None if text == "null" else text for _, text, _ in parts])
    texts = shapely.to_geojson(from_storage(shapes, crs))
    return [
        f"{head}{_BEFORE}{text.replace(' ', '') if text else 'null'}{tail}"
        for (head, _, tail), text in zip(parts, texts, strict=True)
    ]


def _split(feature: str) -> tuple[str, str, str]:
    """What stands before, in and behind the geometry; the box goes."""
    start = feature.index(_BEFORE)
    end = feature.index(_AFTER, start)
    box = feature.find(_BBOX, 0, start)
    head = feature[: box if box >= 0 else start]
    return head, feature[start + len(_BEFORE) : end], feature[end:]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
