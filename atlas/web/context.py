"""The services of the application that answers this request."""

from __future__ import annotations

from typing import cast

from flask import current_app

from atlas.bootstrap import Services
from atlas.core.policy.catalogue import Catalogue
from atlas.stores.protocol import ReadableStore


def services() -> Services:
    """Services of the current application.

    Returns
    -------
    Services
        As ``create_app`` opened them.
    """
    return cast(Services, current_app.extensions["atlas"])


def catalogue() -> Catalogue:
    """The catalogue as the store has it now.

    Returns
    -------
    Catalogue
        In memory.
    """
    return services().reader.catalogue()


def store() -> ReadableStore:
    """The store.

    Returns
    -------
    ReadableStore
        Open.
    """
    return services().reader.store


def revision() -> str:
    """State of the store and of the program, for validators.

    Returns
    -------
    str
        Changes with every build, with our code, and with the settings that show in answers.
    """
    return f"{services().release} {services().reader.revision()}"
