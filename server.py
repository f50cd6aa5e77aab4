"""WSGI entry: ``gunicorn server:application``."""

from __future__ import annotations

from atlas.settings import load_settings
from atlas.web.app import create_app

application = create_app(load_settings())
application.extensions["atlas"].workspace.recover()
