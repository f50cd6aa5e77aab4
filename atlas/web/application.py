"""The services of the application that answers this request."""

from __future__ import annotations

from typing import cast

from flask import current_app

from atlas.bootstrap import Services


def services() -> Services:
    """Services of the current application.

    Returns
    -------
    Services
        As ``create_app`` opened them.
    """
    return cast(Services, current_app.extensions["atlas"])
