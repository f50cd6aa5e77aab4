"""What every place for versions can do: features, joins, tiles and sources, in folders or in PostGIS."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from atlas.core.layers import LayerVersion
from atlas.stores.protocol import FeatureReader
from atlas.stores.version_files import VersionBuilder

if TYPE_CHECKING:
    import pandas


class VersionContents(Protocol):
    """Keeps what versions hold; which versions there are is told by their rows."""

    def begin(self, layer: str) -> VersionBuilder:
        """A builder in a staging folder on this machine; the caller closes it."""
        ...

    def keep(self, layer: str, number: int, folder: Path) -> None:
        """Put the files of a finished version where it stands for good, in the transaction that writes its row.

        Raises ``StoreError``; the version is not there then. The folder may be gone afterwards.
        """
        ...

    def fetch(self, layer: str, number: int, folder: Path) -> None:
        """Write the files of a version into a folder, as ``keep`` takes them; raises ``StoreCorrupt``."""
        ...

    def digest_files(self, layer: str, number: int) -> dict[str, str]:
        """SHA-256 of the tile archive and of the file that was uploaded, by name; raises ``StoreCorrupt``."""
        ...

    def show(self, layer: str) -> None:
        """Let GIS programs see what is published of a layer now, within the transaction that changes it."""
        ...

    def exists(self, layer: str, number: int) -> bool:
        """Whether a version is there."""
        ...

    def check(self, layer: str, number: int) -> None:
        """Raise ``StoreCorrupt`` when a version is gone."""
        ...

    def withdraw(self, layer: str, number: int) -> None:
        """Remove a version, within the transaction that takes its row away, where that can be."""
        ...

    def remove(self, layer: str, number: int) -> None:
        """Remove what is left of a version after its row went."""
        ...

    def remove_litter(self, known: Collection[tuple[str, int]]) -> list[str]:
        """Remove what killed processes left: staging that nobody holds, and versions that have no row.

        Gives the names of what went.
        """
        ...

    def open_table(self, layer: LayerVersion) -> FeatureReader:
        """The features of a version; ``StoreCorrupt`` tells, now or when they are read, that they are gone."""
        ...

    def read_join(self, layer: str, number: int) -> pandas.DataFrame:
        """In which counties the features of a version lie.

        A row a (feature, county), as ``VersionBuilder.write_join`` was given it; empty where it was not. Raises
        ``StoreCorrupt``.
        """
        ...

    def archive_path(self, archive: str) -> Path:
        """Where a tile archive stands on this machine."""
        ...
