"""Answers that were given before, sent again before Flask looks at the request.

Most of the time of a small answer goes into building the request, finding the view and dressing the answer. Whoever
makes an answer that depends on nothing but the address, the headers in the key below and the state of the store marks
it with ``keep_answer``; the next request for it is answered from here, also with 304.

Permissions: a request is only looked up when ``visibility`` gives it a key, and then only among answers that were made
for the same key. Without a better one, requests that carry a cookie or a token get none and always reach Flask.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from flask import request

from atlas.core.errors import StoreError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Bodies kept in each process [bytes]; most are shared with the cache of ``responses``.
KEPT_BYTES = 64 * 1024 * 1024
_MAX_BODY_BYTES = KEPT_BYTES // 16
#: What an entry costs besides its body: key and headers [bytes].
_ENTRY_BYTES = 2000
_MARK = "atlas.keep"
_PREFIX = "/ogc/"
#: Everything an answer may depend on, apart from the store and the visibility.
_KEY_VARIABLES = (
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "wsgi.url_scheme",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
)
_NOT_IN_304 = frozenset({"content-length", "content-type", "content-encoding"})


def keep_answer() -> None:
    """Mark the answer to this request as one that may be sent again."""
    request.environ[_MARK] = True


def visitors_only(environ: WSGIEnvironment) -> str | None:
    """One key for all visitors, none for those who say who they are.

    Parameters
    ----------
    environ
        Of the request.

    Returns
    -------
    str or None
        ``None`` when the request carries a cookie or a token.
    """
    return None if "HTTP_COOKIE" in environ or "HTTP_AUTHORIZATION" in environ else "visitor"


@dataclass(frozen=True, slots=True)
class _Kept:
    headers: list[tuple[str, str]]
    body: bytes
    tag: str


class KeptAnswers:
    """A WSGI application around another.

    Parameters
    ----------
    application
        Answers what is not kept.
    revision
        State of the store and the program; kept answers of another state are never sent.
    count
        Told status and seconds of each answer from here.
    visibility
        Key of what the sender may see, ``None`` to ask the application.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        revision: Callable[[], str],
        count: Callable[[int, float], None],
        visibility: Callable[[WSGIEnvironment], str | None] = visitors_only,
    ) -> None:
        self._application = application
        self._revision = revision
        self._count = count
        self._visibility = visibility
        self._cache: LRUCache[tuple[Any, ...], _Kept] = LRUCache(
            KEPT_BYTES, getsizeof=lambda kept: len(kept.body) + _ENTRY_BYTES
        )
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request.

        Parameters
        ----------
        environ, start_response
            As WSGI has them (PEP 3333).

        Returns
        -------
        iterable of bytes
            The body.
        """
        started = time.perf_counter()
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        with self._lock:
            kept = self._cache.get(key)
        if kept is None:
            return self._ask(environ, start_response, key)
        answer = _send(kept, environ, start_response)
        self._count(
            200 if answer or environ["REQUEST_METHOD"] == "HEAD" else 304, time.perf_counter() - started
        )
        return answer

    def _key(self, environ: WSGIEnvironment) -> tuple[Any, ...] | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not environ["PATH_INFO"].startswith(_PREFIX):
            return None
        seen_by = self._visibility(environ)
        if seen_by is None:
            return None
        try:
            return (seen_by, self._revision(), *(environ.get(name) for name in _KEY_VARIABLES))
        except StoreError:
            return None  # the application says it in words

    def _ask(
        self, environ: WSGIEnvironment, start_response: StartResponse, key: tuple[Any, ...]
    ) -> Iterable[bytes]:
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def note(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            said.append((status, headers))
            return start_response(status, headers, *rest)

        answer = self._application(environ, note)
        if not environ.get(_MARK) or environ["REQUEST_METHOD"] != "GET" or not said[-1][0].startswith("200"):
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        headers = said[-1][1]
        names = {name.lower(): value for name, value in headers}
        if len(body) <= _MAX_BODY_BYTES and "set-cookie" not in names and self._key(environ) == key:
            with self._lock:
                self._cache[key] = _Kept(headers, body, names.get("etag", "").removeprefix("W/"))
        return [body]


def _send(kept: _Kept, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    if kept.tag and kept.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        headers = [(name, value) for name, value in kept.headers if name.lower() not in _NOT_IN_304]
        start_response("304 Not Modified", headers)
        return []
    start_response("200 OK", kept.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]
