"""The open store with its catalogue in memory, renewed when the store was built anew."""

from __future__ import annotations

import threading

from atlas.core.policy.catalogue import Catalogue
from atlas.stores.protocol import ReadableStore


class Reader:
    """A store, and the catalogue read from it once.

    Parameters
    ----------
    store
        The store.
    """

    def __init__(self, store: ReadableStore) -> None:
        self.store = store
        self._held: tuple[str, Catalogue] | None = None
        self._lock = threading.Lock()

    def revision(self) -> str:
        """Text that changes whenever the answers may change.

        Returns
        -------
        str
            The store's own revision.
        """
        return self.store.revision()

    def catalogue(self) -> Catalogue:
        """The catalogue as the store has it now.

        Returns
        -------
        Catalogue
            Read again only after the store changed.
        """
        revision = self.store.revision()
        held = self._held
        if held is not None and held[0] == revision:
            return held[1]
        with self._lock:
            if self._held is None or self._held[0] != revision:
                self._held = (revision, self.store.read_catalogue())
            return self._held[1]
