"""Versions that stand for good in folders of the workspace, and what is read from them.

A finished version is renamed into its place in one step. Which of the folders count is told by ``workspace.db`` alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.core.errors import StoreCorrupt
from atlas.core.layers import LayerVersion
from atlas.stores.feature_table import FeatureTable
from atlas.stores.geopackage import layer_table
from atlas.stores.geopackage_rows import open_file
from atlas.stores.held_folders import list_folders, remove_folder
from atlas.stores.version_facts import FILE_NAME as FEATURES_FILE
from atlas.stores.version_facts import JOIN_TABLE, translated
from atlas.stores.version_files import (
    REPORT_FILE,
    TILES_FILE,
    Staging,
    VersionBuilder,
    sync,
)

if TYPE_CHECKING:
    import pandas

LAYERS_FOLDER = "layers"
#: Files of versions that a thread keeps open; each costs a descriptor and some memory.
_MOST_OPEN = 32


class VersionFolders:
    """The versions of a workspace, each in a folder of its own.

    Parameters
    ----------
    root
        Folder of the workspace.
    """

    def __init__(self, root: Path) -> None:
        self._staging = Staging(root)
        self._layers = root / LAYERS_FOLDER
        self._local = threading.local()

    def folder(self, layer: str, number: int) -> Path:
        """Where a version stands.

        Parameters
        ----------
        layer, number
            Which; the id must have been checked.

        Returns
        -------
        Path
            It need not exist.
        """
        return self._layers / layer / str(number)

    def begin(self, layer: str) -> VersionBuilder:
        """A builder in a staging folder; see ``Staging.begin``."""
        return self._staging.begin(layer)

    def keep(self, layer: str, number: int, folder: Path) -> None:
        """Put the files of a version where they stand for good; see ``VersionContents``."""
        target = self.folder(layer, number)
        with translated(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            remove_folder(target)
            folder.rename(target)
            for parent in (target.parent, self._layers, self._layers.parent, folder.parent):
                sync(parent)

    def fetch(self, layer: str, number: int, folder: Path) -> None:
        """Copy the files of a version into a folder; see ``VersionContents``."""
        self.check(layer, number)
        with translated(folder):
            shutil.copytree(self.folder(layer, number), folder, dirs_exist_ok=True)

    def digest_files(self, layer: str, number: int) -> dict[str, str]:
        """SHA-256 of the tile archive and of the file that was uploaded, by name."""
        self.check(layer, number)
        found = {}
        for path in sorted(self.folder(layer, number).iterdir()):
            if path.name not in (FEATURES_FILE, REPORT_FILE):
                with translated(path), path.open("rb") as stream:
                    found[path.name] = hashlib.file_digest(stream, "sha256").hexdigest()
        return found

    def show(self, layer: str) -> None:
        """Nothing: GIS programs open the file of the version."""

    def exists(self, layer: str, number: int) -> bool:
        """Whether the files of a version are there."""
        return (self.folder(layer, number) / FEATURES_FILE).is_file()

    def check(self, layer: str, number: int) -> None:
        """Raise ``StoreCorrupt`` when the files of a version are gone."""
        if not self.exists(layer, number):
            raise StoreCorrupt(
                f"图层“{layer}”第 {number} 版的文件不见了",
                f"the files of version {number} of layer “{layer}” are gone",
                code="version_files_missing",
                hint_zh=f"请从备份恢复 workspace/{LAYERS_FOLDER}/{layer}/{number}，或发布另一个版本。",
                hint_en=f"Restore workspace/{LAYERS_FOLDER}/{layer}/{number} from a backup, "
                "or publish another version.",
                layer=layer,
                version=number,
            )

    def withdraw(self, layer: str, number: int) -> None:
        """Nothing: folders go after the row, see ``remove``."""

    def remove(self, layer: str, number: int) -> None:
        """Remove the files of a version that has no row any more."""
        remove_folder(self.folder(layer, number))

    def remove_litter(self, known: Collection[tuple[str, int]]) -> list[str]:
        """Remove what killed processes left; see ``VersionContents``."""
        gone = self._staging.remove_litter()
        for layer in list_folders(self._layers):
            for folder in list_folders(layer):
                if not folder.name.isdecimal() or (layer.name, int(folder.name)) not in known:
                    gone.append(f"{LAYERS_FOLDER}/{layer.name}/{folder.name}")
                    remove_folder(folder)
            if not any(layer.iterdir()):
                layer.rmdir()
        return gone

    def open_table(self, layer: LayerVersion) -> FeatureTable:
        """The features of a version; raises ``StoreCorrupt`` when they are gone."""
        self.check(layer.id, layer.version)
        path = self.folder(layer.id, layer.version) / FEATURES_FILE
        return FeatureTable(
            lambda: self._connection(path), path, layer_table(layer.id), layer.schema, layer=layer.id
        )

    def read_join(self, layer: str, number: int) -> pandas.DataFrame:
        """In which counties the features of a version lie; see ``VersionContents``."""
        # Heavy, and needed by those only who look at coordinates.
        import pandas  # noqa: PLC0415
        import pyogrio  # noqa: PLC0415
        import pyogrio.errors  # noqa: PLC0415

        self.check(layer, number)
        path = self.folder(layer, number) / FEATURES_FILE
        try:
            if JOIN_TABLE not in pyogrio.list_layers(path)[:, 0]:
                return pandas.DataFrame()
            return pandas.DataFrame(pyogrio.read_dataframe(path, layer=JOIN_TABLE))
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise StoreCorrupt(
                f"无法读取图层“{layer}”第 {number} 版的文件",
                f"the files of version {number} of layer “{layer}” cannot be read",
                hint_zh="请从备份恢复，或发布另一个版本。",
                hint_en="Restore them from a backup, or publish another version.",
                layer=layer,
                version=number,
            ) from error

    def archive_path(self, archive: str) -> Path:
        """Where a tile archive stands."""
        layer, number, _ = archive.split("/")
        return self.folder(layer, int(number)) / TILES_FILE

    def _connection(self, path: Path) -> sqlite3.Connection:
        """This thread's connection to a version; versions never change, so it stays good."""
        held: OrderedDict[tuple[int, Path], sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is None:
            held = self._local.held = OrderedDict()
        key = (os.getpid(), path)
        if key not in held:
            held[key] = open_file(path)
            if len(held) > _MOST_OPEN:
                held.popitem(last=False)[1].close()
        held.move_to_end(key)
        return held[key]
