"""Answers with validators and compression; an answer is made and compressed once for each state of the store."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections.abc import Callable
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from cachetools import LRUCache
from flask import Response, request
from isal import igzip

from atlas.services.file_names import FileName

#: Answers kept in each process, compressed and plain together [bytes].
CACHE_BYTES = 64 * 1024 * 1024
#: Below this compression costs more than it saves [bytes].
_COMPRESS_FROM_BYTES = 1000
#: Of zlib, for scripts, styles and messages.
_KEPT_LEVEL = 9
#: The last of ISA-L: within 5 % of zlib's 6 on the county GeoJSON, at a twelfth of the time.
_COMPRESS_LEVEL = 3
#: A year, the longest that caches heed: for addresses whose answer never changes (RFC 8246) [s].
_FINAL_AGE_S = 31_536_000

_cache: LRUCache[tuple[str, str, bool], bytes] = LRUCache(CACHE_BYTES, getsizeof=len)
_lock = threading.Lock()

JSON = "application/json; charset=utf-8"
GEOJSON = "application/geo+json; charset=utf-8"
#: Types of a table as a file, by ending.
TABLE_TYPES = MappingProxyType(
    {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)


def answer_json(revision: str, make: Callable[[], Any]) -> Response:
    """A JSON answer that depends only on the address and the state of the store.

    Parameters
    ----------
    revision
        State of the store.
    make
        Makes the value; not called when the client or the cache has the answer.

    Returns
    -------
    Response
        200, or 304 when the client has it.
    """
    return answer_bytes(revision, JSON, lambda: encode_json(make()))


def answer_bytes(
    revision: str,
    content_type: str,
    make: Callable[[], bytes],
    *,
    download: FileName | None = None,
) -> Response:
    """An answer of bytes that depends only on the address and the state of the store.

    Parameters
    ----------
    revision
        State of the store.
    content_type
        Of the answer.
    make
        Makes the bytes.
    download
        File name under which a browser keeps it; ``None`` to show it.

    Returns
    -------
    Response
        200, or 304 when the client has it.
    """
    tag = hashlib.sha256(f"{revision} {request.full_path}".encode()).hexdigest()[:20]
    if _has_already(tag):
        return _dressed(Response(status=304), tag)
    compress = request.accept_encodings["gzip"] > 0
    key = (revision, request.full_path, compress)
    with _lock:
        body = _cache.get(key)
    if body is None:
        body = make()
        if compress and len(body) >= _COMPRESS_FROM_BYTES:
            body = igzip.compress(body, _COMPRESS_LEVEL, mtime=0)
        _keep(key, body)
    response = Response(body, content_type=content_type)
    if body[:2] == b"\x1f\x8b":
        response.headers["Content-Encoding"] = "gzip"
    if download:
        set_download(response, download)
    return _dressed(response, tag)


def set_download(response: Response, name: FileName, *, kind: str = "attachment") -> None:
    """Says under which name a browser keeps an answer.

    Parameters
    ----------
    response
        The answer.
    name
        With its ending.
    kind
        ``attachment``, or ``inline`` to show it.
    """
    # RFC 6266: both forms, those who know filename* prefer it; RFC 5987 says how it is written.
    response.headers.set(
        "Content-Disposition",
        kind,
        **{"filename": name.plain, "filename*": f"UTF-8''{quote(name.name, safe='')}"},
    )


def answer_tile(body: bytes | None, tag: str, *, is_final: bool) -> Response:
    """A vector tile that is stored compressed.

    Parameters
    ----------
    body
        gzip bytes; ``None`` for an empty tile.
    tag
        Of the archive.
    is_final
        Whether the address will never give another tile, so that nobody need ask again.

    Returns
    -------
    Response
        200, 204 for an empty tile, or 304 when the client has it.
    """
    if _has_already(tag):
        return _dressed(Response(status=304), tag, is_final=is_final)
    if body is None:
        return _dressed(Response(status=204), tag, is_final=is_final)
    compressed = request.accept_encodings["gzip"] > 0
    response = Response(
        body if compressed else gzip.decompress(body), content_type="application/vnd.mapbox-vector-tile"
    )
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    return _dressed(response, tag, is_final=is_final)


def encode_json(value: Any) -> bytes:
    """Compact JSON in UTF-8.

    Parameters
    ----------
    value
        Plain values.

    Returns
    -------
    bytes
        NaN and infinity are refused.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def compress_text(response: Response) -> Response:
    """Compress pages, scripts and styles on their way out.

    Parameters
    ----------
    response
        Any answer.

    Returns
    -------
    Response
        The same, compressed where the client takes it and it pays.
    """
    kind = response.mimetype or ""
    worth = kind.startswith("text/") or kind in (
        "application/javascript",
        "application/json",
        "image/svg+xml",
    )
    if worth:
        response.vary.add("Accept-Encoding")
    if (
        not worth
        or response.status_code != 200
        or "Content-Encoding" in response.headers
        or request.accept_encodings["gzip"] == 0
    ):
        return response
    response.direct_passthrough = False
    tag = response.get_etag()[0] or ""
    key = (tag, request.path, True)
    with _lock:
        body = _cache.get(key) if tag else None
    if body is None:
        plain = response.get_data()
        if len(plain) < _COMPRESS_FROM_BYTES:
            return response
        # What is kept is compressed once and sent often: a tenth fewer bytes are worth some milliseconds.
        body = (
            gzip.compress(plain, _KEPT_LEVEL, mtime=0)
            if tag
            else igzip.compress(plain, _COMPRESS_LEVEL, mtime=0)
        )
        if tag:
            _keep(key, body)
    opened = response.response
    response.set_data(body)
    if tag:
        # The same words in other bytes: equal to the plain answer, but not byte for byte.
        response.set_etag(tag, weak=True)
    if hasattr(opened, "close"):
        opened.close()  # the file of a script whose compressed copy was at hand
    response.headers["Content-Encoding"] = "gzip"
    return response


def _has_already(tag: str) -> bool:
    """Whether the client names this very answer; ``*`` would do for an address that does not even exist."""
    known = request.if_none_match
    return not known.star_tag and known.contains_weak(tag)


def _keep(key: tuple[str, str, bool], body: bytes) -> None:
    if len(body) < CACHE_BYTES // 8:
        with _lock:
            _cache[key] = body


def _dressed(response: Response, tag: str, *, is_final: bool = False) -> Response:
    response.set_etag(tag, weak=True)
    response.vary.add("Accept-Encoding")
    # Always asked again, answered by 304: nobody sees yesterday's figures.
    response.headers["Cache-Control"] = f"max-age={_FINAL_AGE_S}, immutable" if is_final else "no-cache"
    return response
