"""Session cookies signed with the key that the workspace keeps; a visitor without a cookie needs no key."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from atlas.core.errors import StoreError

_logger = logging.getLogger("atlas.web")


class KeptSessions(SecureCookieSessionInterface):
    """Flask's signed cookies, with the key read at the first need.

    Parameters
    ----------
    read_key
        Gives the key; may raise ``StoreError``.
    """

    def __init__(self, read_key: Callable[[], bytes]) -> None:
        self._read_key = read_key

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request; empty, and without a look at the key, where there is no cookie."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        try:
            return super().open_session(app, request)
        except StoreError as error:
            # Too early for an answer: the request goes on as a visitor's, and meets the same failure where it matters.
            _logger.error("no session for %s: %s", request.path, error, exc_info=error)
            return self.session_class()

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs, with the key in place."""
        if not app.secret_key:
            app.secret_key = self._read_key()
        return super().get_signing_serializer(app)
