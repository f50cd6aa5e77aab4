"""Where everything is kept on this machine: in the data folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.settings import Settings
from atlas.stores.database import Database
from atlas.stores.document_files import DocumentFiles, DocumentFolder
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.goal_layers import GoalLayerFolder, GoalLayerShelf
from atlas.stores.protocol import BuiltStore
from atlas.stores.secret_key import read_secret_key
from atlas.stores.uploads import UploadBytes
from atlas.stores.version_contents import VersionContents
from atlas.stores.version_folders import VersionFolders
from atlas.stores.workspace_database import WorkspaceDatabase

if TYPE_CHECKING:
    from atlas.stores.job_queue import JobQueue


@dataclass(frozen=True, slots=True)
class Kept:
    """Where everything is kept; the rest of the program does not know."""

    database: Database
    versions: VersionContents
    built: BuiltStore
    goal_layers: GoalLayerShelf
    make_queue: Callable[[Callable[[str], None]], JobQueue]
    upload_bytes: UploadBytes | None
    document_files: DocumentFiles
    read_secret_key: Callable[[], bytes]


def keep_in_files(settings: Settings) -> Kept:
    """Everything in the data folder of this machine.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    Kept
        Nothing is opened yet.
    """
    folder = settings.workspace
    return Kept(
        database=WorkspaceDatabase(folder),
        versions=VersionFolders(folder),
        built=GeoPackageStore(settings.home),
        goal_layers=GoalLayerFolder(folder),
        make_queue=lambda run: _make_queue(folder, run),
        upload_bytes=None,
        document_files=DocumentFolder(folder / "documents"),
        read_secret_key=lambda: read_secret_key(folder),
    )


def _make_queue(folder: Path, run: Callable[[str], None]) -> JobQueue:
    # Its library loads the drivers of all databases that it knows.
    from atlas.stores.job_queue import FileQueue  # noqa: PLC0415

    return FileQueue(folder, run)
