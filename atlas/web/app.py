"""The Flask application: blueprints, error answers, headers."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request
from werkzeug.exceptions import RequestURITooLarge

from atlas.bootstrap import open_services
from atlas.services.filters import check_single
from atlas.settings import Settings
from atlas.web import api_goals, api_layers, api_units, operations, pages
from atlas.web.errors import register_errors
from atlas.web.responses import compress_text

#: Longest query that is read [characters]; all our own addresses are far shorter.
_MAX_QUERY_CHARACTERS = 4000


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
    services = open_services(settings)
    app.extensions["atlas"] = services
    for blueprint in (
        pages.blueprint,
        api_goals.blueprint,
        api_units.blueprint,
        api_layers.blueprint,
        operations.blueprint,
    ):
        app.register_blueprint(blueprint)
    register_errors(app)
    policy = _content_policy(services.basemap_hosts)

    @app.before_request
    def note_start() -> None:
        g.started = time.perf_counter()
        if len(request.query_string) > _MAX_QUERY_CHARACTERS:
            raise RequestURITooLarge
        if request.path.startswith("/api"):
            check_single(request.args.lists())

    @app.after_request
    def dress(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        operations.count_request(response.status_code, time.perf_counter() - g.get("started", 0.0))
        return compress_text(response)

    return app


def _content_policy(hosts: tuple[str, ...]) -> str:
    """Only our own host, and the hosts of base maps that the administrator configured."""
    images = " ".join(("'self'", "data:", "blob:", *hosts))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src {images}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
