"""Versions in the making: each in a staging folder whose lock only a living process holds.

It is written to the disk whole before it is put where versions stand for good, which is the job of
``version_folders`` or ``postgis_versions``.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.core.errors import StoreError, Text
from atlas.core.layers import guess_title_field
from atlas.stores.held_folders import hold_folder, list_folders, remove_folder
from atlas.stores.tile_archive import TileArchive
from atlas.stores.version_facts import FILE_NAME as FEATURES_FILE
from atlas.stores.version_facts import FeatureFacts, translated

if TYPE_CHECKING:
    import geopandas
    import pandas

    from atlas.core.imports.storage_columns import StorableFeatures

STAGING_FOLDER = "staging"
TILES_FILE = "tiles.pmtiles"
REPORT_FILE = "report.json"
#: In a layer of so many features, texts that differ from one to the next stay out of the tiles: nothing is drawn by
#: them, they would be most of the bytes, and are read by the feature's number.
MANY_FEATURES = 50_000
_MOST_CATEGORIES = 2000
_PROGRAM_START_S = 0.2
_ENDING = re.compile(r"\.[a-z0-9]{1,10}")


class VersionBuilder:
    """Collects the parts of one version in its staging folder; ``Workspace.add_version`` keeps it.

    Parameters
    ----------
    layer
        Id.
    folder
        Staging folder, on the disk of the workspace.
    lock
        Descriptor that holds the folder.
    """

    def __init__(self, layer: str, folder: Path, lock: int | None) -> None:
        self.layer = layer
        self.folder = folder
        self._lock = lock
        self.features: FeatureFacts | None = None
        self.max_zoom = 0

    def write_features(self, features: StorableFeatures, *, title: Text) -> FeatureFacts:
        """Write the features, and each one as GeoJSON.

        Parameters
        ----------
        features
            EPSG:4326, as ``prepare_features`` gives them.
        title
            For people who open the file.

        Returns
        -------
        FeatureFacts
            What was written.

        Raises
        ------
        SchemaError, CrsUnknown, CrsMismatch
            There is nothing to write, or it is not in EPSG:4326.
        StoreError
            The disk refused.
        """
        from atlas.stores.version_features import write_features  # noqa: PLC0415 - heavy

        self.features = write_features(self.folder / FEATURES_FILE, self.layer, features, title=title)
        return self.features

    def write_join(self, rows: pandas.DataFrame) -> None:
        """Write in which counties the features lie; after the features.

        Parameters
        ----------
        rows
            A row a (feature, county): ``feature`` (from 1), ``adcode`` and any other columns.

        Raises
        ------
        StoreError
            The disk refused.
        """
        from atlas.stores.version_features import write_join  # noqa: PLC0415 - heavy

        write_join(self.folder / FEATURES_FILE, rows)

    def write_tiles(self, features: StorableFeatures, *, drawn_by: Collection[str] = ()) -> None:
        """Make the tiles; may run in a thread beside ``write_features``.

        Parameters
        ----------
        features
            The same features. Those without geometry are left out; without any there are no tiles.
        drawn_by
            Fields that the style of the layer asks for: carried however many values they have.

        Raises
        ------
        StoreError
            The disk refused, or tippecanoe failed.
        """
        from atlas.core.geo.tile_cover import choose_max_zoom  # noqa: PLC0415 - heavy
        from atlas.stores.tile_build import build_layer_tiles  # noqa: PLC0415 - heavy

        shown = _tile_frame(features.frame, drawn_by)
        if shown.empty:
            return
        zoom = choose_max_zoom(shown.geometry.bounds.to_numpy())
        with translated(self.folder / TILES_FILE):
            build_layer_tiles(self.layer, shown, zoom, self.folder / TILES_FILE)
        with TileArchive(self.folder / TILES_FILE) as archive:
            self.max_zoom = archive.max_zoom

    def keep_source(self, path: Path, *, name: str) -> None:
        """Keep the file that was uploaded, as it came.

        Parameters
        ----------
        path
            Where it lies now.
        name
            What the user called it; only its ending is used, and only when it is a plain one.

        Raises
        ------
        StoreError
            The disk refused.
        """
        ending = Path(name.lower()).suffix
        with translated(path):
            shutil.copyfile(path, self.folder / f"source{ending if _ENDING.fullmatch(ending) else ''}")

    def finish(self) -> tuple[FeatureFacts, int]:
        """Bring all that was written to the disk.

        Returns
        -------
        FeatureFacts, int
            What was written, and the size of all files [bytes].

        Raises
        ------
        StoreError
            There are no features, or the disk refused.
        """
        if self.features is None:
            raise StoreError("新版本没有要素", "the new version has no features", code="version_not_written")
        with translated(self.folder):
            files = [path for path in self.folder.iterdir() if path.is_file()]
            for path in files:
                sync(path)
            sync(self.folder)
            return self.features, sum(path.stat().st_size for path in files)

    def close(self) -> None:
        """Give the folder up, and remove it unless it was put into its place."""
        remove_folder(self.folder)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


class Staging:
    """The folders of versions in the making.

    Parameters
    ----------
    root
        Folder of the workspace.
    """

    def __init__(self, root: Path) -> None:
        self.folder = root / STAGING_FOLDER

    def begin(self, layer: str) -> VersionBuilder:
        """A new staging folder; the caller closes the builder.

        Guarded by ``Database.lock``, like everything that moves folders.

        Parameters
        ----------
        layer
            Id.

        Returns
        -------
        VersionBuilder
            Empty.

        Raises
        ------
        StoreError
            The disk refused.
        """
        folder = self.folder / secrets.token_hex(8)
        with translated(folder):
            folder.mkdir(parents=True)
            return VersionBuilder(layer, folder, hold_folder(folder))

    def remove_litter(self) -> list[str]:
        """Remove what killed processes left and nobody holds.

        Returns
        -------
        list of str
            Names of the folders that went.
        """
        gone = []
        for folder in _unheld(list_folders(self.folder)):
            gone.append(f"{STAGING_FOLDER}/{folder.name}")
            remove_folder(folder)
        return gone


def write_report(folder: Path, report: Mapping[str, Any]) -> None:
    """Keep the report of an import beside its version.

    Parameters
    ----------
    folder
        Of the version.
    report
        Plain values.

    Raises
    ------
    StoreError
        The disk refused.
    """
    path = folder / REPORT_FILE
    with translated(path):
        path.write_text(json.dumps(report, ensure_ascii=False, allow_nan=False), encoding="utf-8")
        sync(path)
        sync(folder)


def _tile_frame(frame: geopandas.GeoDataFrame, drawn_by: Collection[str]) -> geopandas.GeoDataFrame:
    """What tiles carry: the number of each feature, its name, and what it can be drawn by."""
    # Heavy, and needed by those only who write.
    import pandas  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    drawn = ~(frame.geometry.isna() | frame.geometry.is_empty)
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    if len(frame) > MANY_FEATURES:
        title = guess_title_field(columns)
        columns = [
            name
            for name in columns
            if name == title
            or name in drawn_by
            or frame[name].dtype.kind in "iuf"
            or frame[name].nunique() <= _MOST_CATEGORIES
        ]
    shown = frame[[*columns, frame.geometry.name]].assign(fid=pandas.RangeIndex(1, len(frame) + 1))[drawn]
    # Without heights the shapes are taken as they are: those of a large layer weigh more than all else.
    if not shapely.has_z(shown.geometry.to_numpy()).any():
        return shown
    return shown.set_geometry(shapely.force_2d(shown.geometry.to_numpy()), crs=frame.crs)


def _unheld(folders: Sequence[Path]) -> list[Path]:
    """Those that no living import holds."""
    held: list[Path] = []
    free: list[Path] = []
    for folder in folders:
        (free if _is_free(folder) else held).append(folder)
    if held:
        # A program that a killed process was just starting holds what that process held until it runs.
        time.sleep(_PROGRAM_START_S)
    return free + [folder for folder in held if _is_free(folder)]


def _is_free(folder: Path) -> bool:
    lock = hold_folder(folder)
    if lock is None:
        return False
    os.close(lock)
    return True


def sync(path: Path) -> None:
    """Bring a file or the entries of a folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
