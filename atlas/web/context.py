"""What the view functions answer from: the catalogue, and the store as the sender of the request may see it."""

from __future__ import annotations

from typing import cast

from flask import g

from atlas.core.policy.catalogue import Catalogue
from atlas.services.visibility import VisibleStore, hidden_layers
from atlas.stores.protocol import ReadableStore
from atlas.web.application import services
from atlas.web.identity import current_actor

__all__ = ["catalogue", "revision", "services", "store"]


def catalogue() -> Catalogue:
    """The catalogue as the store has it now.

    Returns
    -------
    Catalogue
        In memory.
    """
    return services().reader.catalogue()


def store() -> ReadableStore:
    """The store, as whoever sends this request may see it.

    Returns
    -------
    ReadableStore
        Without the layers that are hidden from them.
    """
    if "visible_store" not in g:
        found = services()
        hidden = hidden_layers(current_actor(), found.policy, found.workspace)
        g.visible_store = VisibleStore(found.store, hidden) if hidden else found.store
    return cast(ReadableStore, g.visible_store)


def revision() -> str:
    """State of the store and of the program, for validators.

    Returns
    -------
    str
        Changes with every build, with our code, and with the settings that show in answers; differs between people
        who see different layers.
    """
    return f"{services().release} {store().revision()}"
