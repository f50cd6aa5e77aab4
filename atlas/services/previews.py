"""Features and tiles of versions that nobody published yet, for those who may see drafts."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.access import Actor
from atlas.core.errors import FeatureNotFound
from atlas.core.filters import FeatureQuery
from atlas.services.versions import Versions
from atlas.stores.combined import CombinedStore
from atlas.stores.protocol import FeaturePage


class Previews:
    """Reads any version.

    Parameters
    ----------
    versions
        Decides who may.
    store
        Reads the features.
    """

    def __init__(self, versions: Versions, store: CombinedStore) -> None:
        self._versions = versions
        self._store = store

    def find_features(self, actor: Actor, layer: str, number: int, query: FeatureQuery) -> FeaturePage:
        """Features of a version that pass a filter.

        Parameters
        ----------
        actor
            Who asks.
        layer, number
            Which version.
        query
            Without properties.

        Returns
        -------
        FeaturePage
            By feature number.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied
            There is none, or the actor may not see drafts.
        """
        self._versions.show_version(actor, layer, number)
        return self._store.read_version_page(layer, number, query)

    def read_features(self, actor: Actor, layer: str, number: int, features: Sequence[int]) -> FeaturePage:
        """Features by their numbers, such as a report names them.

        Parameters
        ----------
        actor
            Who asks.
        layer, number
            Which version.
        features
            Numbers from 1; those that the version does not have are left out.

        Returns
        -------
        FeaturePage
            In the order asked for.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied
            There is none, or the actor may not see drafts.
        """
        self._versions.show_version(actor, layer, number)
        table = self._store.table(self._store.get_version(layer, number))
        found: list[str] = []
        for feature in features:
            try:
                found.append(table.read_feature(feature))
            except FeatureNotFound:
                continue  # a feature without geometry is reported, but may not have been kept
        return FeaturePage(found, len(found))

    def read_tile(self, actor: Actor, layer: str, number: int, *, z: int, x: int, y: int) -> bytes | None:
        """One vector tile of a version.

        Parameters
        ----------
        actor
            Who asks.
        layer, number
            Which version.
        z, x, y
            Tile matrix, column and row.

        Returns
        -------
        bytes or None
            gzip bytes; ``None`` where the tile is empty.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied
            There is none, or the actor may not see drafts.
        """
        self._versions.show_version(actor, layer, number)
        return self._store.read_version_tile(layer, number, z, x, y)
