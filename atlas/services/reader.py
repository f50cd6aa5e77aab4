"""The open store with its catalogue in memory, renewed when the store was built anew."""

from __future__ import annotations

import threading

from atlas.core.places.search import UnitIndex
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
        self._held: tuple[str, Catalogue, UnitIndex] | None = None
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
        return self._read()[1]

    def unit_index(self) -> UnitIndex:
        """Index of names, pinyin and codes for the search box.

        Returns
        -------
        UnitIndex
            Made again only after the store changed.
        """
        return self._read()[2]

    def _read(self) -> tuple[str, Catalogue, UnitIndex]:
        revision = self.store.catalogue_revision()
        held = self._held
        if held is not None and held[0] == revision:
            return held
        with self._lock:
            held = self._held
            if held is None or held[0] != revision:
                catalogue = self.store.read_catalogue()
                held = self._held = (revision, catalogue, self._index(catalogue))
            return held

    def _index(self, catalogue: Catalogue) -> UnitIndex:
        """The index of the units; the same one while only documents come and go."""
        if self._held is not None and self._held[1].units is catalogue.units:
            return self._held[2]
        return UnitIndex(catalogue.units.values(), catalogue.names, catalogue.code_changes)
