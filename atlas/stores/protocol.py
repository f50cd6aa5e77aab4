"""What every store can do; the engines (GeoPackage, PostGIS) obey this Protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from atlas.core.filters import Bbox, FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.core.places.towns import Town
from atlas.core.policy.catalogue import Catalogue

if TYPE_CHECKING:
    import geopandas


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """Some features of a layer, encoded as GeoJSON when they were published.

    Parameters
    ----------
    features
        Each one GeoJSON Feature as text.
    matched
        Features that pass the filter in all.
    """

    features: Sequence[str]
    matched: int


class FeatureReader(Protocol):
    """Reads the features of one layer."""

    def query(self, query: FeatureQuery) -> FeaturePage:
        """Features that pass a filter, in the order asked for; raises ``LimitExceeded``."""
        ...

    def read_feature(self, fid: int) -> str:
        """One feature as GeoJSON text; raises ``FeatureNotFound``."""
        ...

    def read_bodies(self) -> Iterator[tuple[int, str]]:
        """Feature id and GeoJSON text of all features, by feature id."""
        ...

    def read_frame(self) -> geopandas.GeoDataFrame:
        """All features, whole numbers as ``Int64``."""
        ...

    def read_values(self, field: str) -> list[str | int | float | None]:
        """The values of one property of the schema, one for each feature that has a geometry, which is not read."""
        ...


class ReadableStore(Protocol):
    """Reads what was built or published."""

    def revision(self) -> str:
        """Text that changes whenever what the store holds changes."""
        ...

    def catalogue_revision(self) -> str:
        """Text that changes whenever ``read_catalogue`` may give something else."""
        ...

    def boundary_revision(self) -> str:
        """Text that changes whenever ``read_polygons`` may give something else."""
        ...

    def read_catalogue(self) -> Catalogue:
        """Everything the atlas knows of policy and units."""
        ...

    def read_towns(self) -> Iterator[Town]:
        """Every town of the country with its county; empty where the build knew none."""
        ...

    def read_polygons(
        self, level: str, tolerance_m: int = 0, *, bbox: Bbox | None = None
    ) -> geopandas.GeoDataFrame:
        """Polygons of a level, at full detail or generalised; all, or those that a bbox may meet."""
        ...

    def read_maritime_line(self) -> geopandas.GeoDataFrame:
        """Dashes of the line in the South China Sea."""
        ...

    def list_layers(self) -> list[LayerVersion]:
        """Published layers, in order."""
        ...

    def get_layer(self, layer: str) -> LayerVersion:
        """One published layer; raises ``LayerNotFound``."""
        ...

    def read_layer(self, layer: str) -> geopandas.GeoDataFrame:
        """All features of a layer."""
        ...

    def query_features(self, layer: str, query: FeatureQuery) -> FeaturePage:
        """Features of a layer that pass a filter, by feature id."""
        ...

    def read_feature(self, layer: str, feature: int) -> str:
        """One feature as GeoJSON text; raises ``FeatureNotFound``."""
        ...

    def read_tile(self, archive: str, z: int, x: int, y: int) -> bytes | None:
        """One gzip vector tile, or ``None`` where it is empty."""
        ...

    def tile_path(self, archive: str) -> Path:
        """Where a tile archive stands, for sending it as it is."""
        ...


class BuiltStore(ReadableStore, Protocol):
    """Reads what was built as a whole, and tells what it was built of."""

    def read_places(self) -> Catalogue:
        """Of the catalogue what tells which place words mean: no documents, no links, no figures."""
        ...

    def read_meta(self) -> dict[str, str]:
        """What was written down when it was built; raises ``StoreError`` where nothing was."""
        ...

    def read_stamp(self) -> str | None:
        """Stamp of the build, ``None`` where nothing was ever built; raises ``StoreCorrupt``."""
        ...
