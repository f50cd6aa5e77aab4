"""The Flask application: blueprints, error answers, headers."""

from __future__ import annotations

import datetime
import time

from flask import Flask, Response, g, request
from werkzeug.exceptions import RequestURITooLarge

from atlas.bootstrap import open_services
from atlas.core.access import Action
from atlas.services.filters import check_single
from atlas.settings import Settings
from atlas.web import (
    account_pages,
    admin_pages,
    api_downloads,
    api_goals,
    api_layers,
    api_units,
    api_uploads,
    api_versions,
    document_comparison,
    document_drafts,
    document_files,
    document_reviews,
    exports,
    office_pages,
    ogc_common,
    ogc_features,
    ogc_tiles,
    operations,
    pages,
)
from atlas.web.errors import register_errors
from atlas.web.identity import check_request, require_access
from atlas.web.kept_answers import KeptAnswers
from atlas.web.responses import compress_text
from atlas.web.sessions import KeptSessions

#: Longest query that is read [characters]; all our own addresses are far shorter.
_MAX_QUERY_CHARACTERS = 4000
#: The same where a filter may hold a polygon; gunicorn reads little more.
_MAX_FILTER_QUERY_CHARACTERS = 8000
#: What a person needs before they can sign in, and what the machine asks.
_OPEN_ENDPOINTS = frozenset(
    {"static", "account.show_sign_in", "account.sign_in", "session.show_session", "account.sign_out"}
    | {"account.show_account", "account.change_password", "operations.show_health"}
)
#: A day at the office.
_SESSION_LIFETIME = datetime.timedelta(hours=12)

_BLUEPRINTS = (
    pages.blueprint,
    account_pages.blueprint,
    account_pages.api_blueprint,
    admin_pages.blueprint,
    api_goals.blueprint,
    api_units.blueprint,
    api_downloads.blueprint,
    api_layers.blueprint,
    api_uploads.blueprint,
    api_versions.blueprint,
    document_comparison.blueprint,
    document_drafts.blueprint,
    document_files.blueprint,
    document_reviews.blueprint,
    office_pages.blueprint,
    exports.blueprint,
    ogc_common.blueprint,
    ogc_features.blueprint,
    ogc_tiles.blueprint,
    operations.blueprint,
)


def create_app(settings: Settings) -> Flask:
    """The application for some settings; opens no store yet.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    Flask
        Ready to serve.
    """
    app = Flask("atlas.web", static_folder=str(settings.static), static_url_path="/static")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = None
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config.update(
        SESSION_COOKIE_NAME="atlas_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=_SESSION_LIFETIME,
    )
    # Requests are answered by several threads, and processes part after this.
    services = open_services(settings).make_all()
    app.session_interface = KeptSessions(services.read_secret_key)
    app.extensions["atlas"] = services
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_errors(app)
    policy = _content_policy(services.basemap_hosts, settings.tiles_origin)

    @app.before_request
    def note_start() -> None:
        g.started = time.perf_counter()
        is_ogc = request.path.startswith("/ogc")
        if len(request.query_string) > (_MAX_FILTER_QUERY_CHARACTERS if is_ogc else _MAX_QUERY_CHARACTERS):
            raise RequestURITooLarge
        if is_ogc or request.path.startswith("/api"):
            check_single(request.args.lists())
        check_request()
        if request.endpoint not in _OPEN_ENDPOINTS:
            require_access(Action.VIEW)

    @app.after_request
    def dress(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        operations.count_request(response.status_code, time.perf_counter() - g.get("started", 0.0))
        return compress_text(response)

    app.wsgi_app = KeptAnswers(  # type: ignore[method-assign]
        app.wsgi_app,
        revision=lambda: f"{services.release} {services.reader.revision()}",
        count=operations.count_request,
    )
    return app


def _content_policy(hosts: tuple[str, ...], tiles_origin: str) -> str:
    """Only our own host, and those of base maps and tiles that the administrator configured."""
    sources = " ".join(("'self'", *([tiles_origin] if tiles_origin else [])))
    images = " ".join(("'self'", "data:", "blob:", *hosts))
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src {sources}; "
        f"img-src {images}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
