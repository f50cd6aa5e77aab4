"""The open store with its catalogue in memory, renewed when the store was built anew."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from atlas.core.model import AdminUnit
from atlas.core.places.search import UnitIndex
from atlas.core.places.towns import TownIndex
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
        self._index: tuple[Mapping[str, AdminUnit], UnitIndex] | None = None
        self._towns: tuple[Mapping[str, AdminUnit], TownIndex] | None = None
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
        return self._read()

    def unit_index(self) -> UnitIndex:
        """Index of names, pinyin and codes for the search box.

        Returns
        -------
        UnitIndex
            Made at the first search, and again only after the store changed.
        """
        catalogue = self.catalogue()
        with self._lock:
            # The same one while only documents come and go.
            if self._index is None or self._index[0] is not catalogue.units:
                made = UnitIndex(catalogue.units.values(), catalogue.names, catalogue.code_changes)
                self._index = (catalogue.units, made)
            return self._index[1]

    def town_index(self) -> TownIndex:
        """Names of towns for the search box.

        Returns
        -------
        TownIndex
            Read at the first search, and again only after the store changed.
        """
        catalogue = self.catalogue()
        with self._lock:
            if self._towns is None or self._towns[0] is not catalogue.units:
                self._towns = (catalogue.units, TownIndex(self.store.read_towns()))
            return self._towns[1]

    def _read(self) -> Catalogue:
        revision = self.store.catalogue_revision()
        held = self._held
        if held is not None and held[0] == revision:
            return held[1]
        with self._lock:
            held = self._held
            if held is None or held[0] != revision:
                held = self._held = (revision, self.store.read_catalogue())
            return held[1]
