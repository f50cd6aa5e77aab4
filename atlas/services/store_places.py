"""A whole atlas in one place, a data folder or a PostGIS database: built data, workspace, uploads and session key."""

from __future__ import annotations

import contextlib
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from atlas.core.errors import ConflictError, ParameterError, StoreCorrupt, StoreError
from atlas.stores.blobs import UploadBlobs
from atlas.stores.database import Database
from atlas.stores.document_files import DocumentBlobs, DocumentFiles, DocumentFolder
from atlas.stores.geopackage import FILE_NAME, GeoPackageStore
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_unload import copy_build, unload_build
from atlas.stores.postgis_versions import PostgisVersions
from atlas.stores.postgis_writer import PostgisLoader
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.protocol import FeatureReader
from atlas.stores.secret_key import keep_secret_key, keep_shared_key, read_secret_key, read_shared_key
from atlas.stores.uploads import UploadFolder
from atlas.stores.version_contents import VersionContents
from atlas.stores.version_folders import LAYERS_FOLDER, VersionFolders
from atlas.stores.workspace import Workspace
from atlas.stores.workspace_database import WorkspaceDatabase

WORKSPACE_FOLDER = "workspace"
#: Where a workspace stands while it is copied into a folder.
_STAGING = ".copying"
_ADDRESSES = ("postgresql://", "postgres://")


class StorePlace(ABC):
    """One of the two ends of a copy.

    Parameters
    ----------
    name
        For people; without a password.
    database
        Of the workspace.
    versions
        What its versions hold.
    uploads
        Files that people sent in.
    documents
        Originals of documents that people added.
    built
        What ``atlas build`` made.
    """

    def __init__(
        self,
        name: str,
        database: Database,
        versions: VersionContents,
        *,
        uploads: UploadFolder,
        documents: DocumentFiles,
        built: GeoPackageStore | PostgisStore,
    ) -> None:
        self.name = name
        self.database = database
        self.versions = versions
        self.uploads = uploads
        self.documents = documents
        self.built = built
        self.workspace = Workspace(database, versions, _no_time)

    def read_stamp(self) -> str | None:
        """Stamp of the build, ``None`` where there is none.

        Returns
        -------
        str or None
            As ``atlas build`` wrote it.

        Raises
        ------
        StoreCorrupt
            What stands there is damaged, or no build.
        StoreError
            It cannot be reached or read.
        """
        try:
            return self.built.read_stamp()
        except StoreCorrupt as error:
            raise StoreCorrupt(
                f"{self.name} 中的内置数据已损坏，或不是 atlas build 建立的",
                f"the built data in {self.name} are damaged, or were not made by atlas build",
                code="build_unreadable",
                hint_zh="来源：请先重新运行 atlas build 或从备份恢复。目标：请换一个空的数据目录或新建的数据库。",
                hint_en="As the source: run atlas build again or restore a backup first. "
                "As the target: take an empty folder or a new database.",
            ) from error

    def open_layer(self, layer: str) -> FeatureReader:
        """The features of a built-in layer."""
        return self.built.table(layer)

    @abstractmethod
    def build_home(self) -> Path:
        """A data folder that holds the build; written for the copy where there is none."""

    @abstractmethod
    def keep_build(self, home: Path, progress: Callable[[float, str], None]) -> None:
        """Take over the build of a data folder."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[StorePlace]:
        """A place to write a workspace to, which takes effect at the end of the block as a whole or not at all."""

    @abstractmethod
    def read_key(self) -> bytes:
        """The session key."""

    @abstractmethod
    def keep_key(self, key: bytes) -> None:
        """Take over a session key."""


class FolderPlace(StorePlace):
    """A data folder.

    Parameters
    ----------
    home
        The folder.
    workspace
        Of what users added; ``None`` for the one in it.
    """

    def __init__(self, home: Path, workspace: Path | None = None) -> None:
        self._home = home
        self._root = workspace or home / WORKSPACE_FOLDER
        database = WorkspaceDatabase(self._root)
        super().__init__(
            str(home),
            database,
            VersionFolders(self._root),
            uploads=UploadFolder(self._root / "uploads", database.connect, _no_time),
            documents=DocumentFolder(self._root / "documents"),
            built=GeoPackageStore(home),
        )

    def build_home(self) -> Path:
        """The folder itself."""
        return self._home

    def keep_build(self, home: Path, progress: Callable[[float, str], None]) -> None:
        """Copy it aside, and switch."""
        progress(0.0, FILE_NAME)
        copy_build(home, self._home)

    @contextlib.contextmanager
    def writing(self) -> Iterator[StorePlace]:
        """A folder beside, which is renamed into its place."""
        aside, target = self._home / _STAGING, self._root
        if any((target / LAYERS_FOLDER).glob("*/*")):
            raise occupied(str(target), "没有登记的版本文件", "files of versions that are in no database")
        try:
            shutil.rmtree(aside, ignore_errors=True)
            made = FolderPlace(self._home, aside / WORKSPACE_FOLDER)
            yield made
            made.database.close()
            self.database.close()
            shutil.rmtree(target, ignore_errors=True)
            (aside / WORKSPACE_FOLDER).rename(target)
        except OSError as error:
            raise _not_written(self._home) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def read_key(self) -> bytes:
        """Of the file, made when there is none."""
        return read_secret_key(self._root)

    def keep_key(self, key: bytes) -> None:
        """In its file."""
        keep_secret_key(self._root, key)


class PostgisPlace(StorePlace):
    """A PostGIS database.

    Parameters
    ----------
    url
        Its address.
    folder
        For work in progress.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._folder = folder
        self._database = PostgresDatabase(url, folder)
        self._built = PostgisStore(self._database)
        super().__init__(
            str(self._database.address),
            self._database,
            PostgisVersions(self._database),
            uploads=UploadFolder(
                folder / "uploads", self._database.connect, _no_time, shared=UploadBlobs(self._database)
            ),
            documents=DocumentBlobs(self._database, folder / "documents"),
            built=self._built,
        )

    def build_home(self) -> Path:
        """A folder into which it is written."""
        home = self._folder / "build"
        unload_build(self._built, home)
        return home

    def keep_build(self, home: Path, progress: Callable[[float, str], None]) -> None:
        """Load it aside, and switch."""
        PostgisLoader(self._database).load(home, progress)

    @contextlib.contextmanager
    def writing(self) -> Iterator[StorePlace]:
        """The database itself, in one transaction."""
        with self.database.lock(), self.database.transaction():
            yield self

    def read_key(self) -> bytes:
        """Of the database, made when there is none."""
        return read_shared_key(self.database)

    def keep_key(self, key: bytes) -> None:
        """In the database."""
        keep_shared_key(self.database, key)


def open_place(text: str, folder: Path) -> StorePlace:
    """The place that a person names.

    Parameters
    ----------
    text
        A data folder, or the address of a PostgreSQL database.
    folder
        For work in progress, where the place is a database.

    Returns
    -------
    StorePlace
        Not looked at yet.

    Raises
    ------
    ConfigError
        The address cannot be read.
    ParameterError
        The folder is a file.
    """
    if text.startswith(_ADDRESSES):
        return PostgisPlace(text, folder)
    return FolderPlace(_folder_of(text))


@contextlib.contextmanager
def work_folder(target: str) -> Iterator[Path]:
    """A folder for what is on its way, gone at the end.

    Parameters
    ----------
    target
        Where the copy goes, as a person names it.

    Yields
    ------
    Path
        Within a data folder, where there is room for all of it anyway; for a database among the temporary files.

    Raises
    ------
    ParameterError
        The target is a file.
    StoreError
        The disk refused.
    """
    if target.startswith(_ADDRESSES):
        with TemporaryDirectory(prefix="atlas-copy-") as folder:
            yield Path(folder)
        return
    home = _folder_of(target)
    is_new = not home.exists()
    try:
        home.mkdir(parents=True, exist_ok=True)
        work = TemporaryDirectory(prefix=f"{_STAGING}-", dir=home)
    except OSError as error:
        raise _not_written(home) from error
    try:
        with work as folder:
            yield Path(folder)
    finally:
        if is_new:
            with contextlib.suppress(OSError):  # it holds something now
                home.rmdir()


def _folder_of(text: str) -> Path:
    home = Path(text)
    if home.exists() and not home.is_dir():
        raise ParameterError(
            f"{home} 不是文件夹",
            f"{home} is no folder",
            code="store_place_invalid",
            hint_zh="请给出数据目录（设置 home），或 postgresql://… 地址。",
            hint_en="Name a data folder (setting home), or an address postgresql://….",
        )
    return home


def _not_written(home: Path) -> StoreError:
    return StoreError(
        f"无法写入数据目录 {home}",
        f"the data folder {home} cannot be written",
        code="copy_failed",
        hint_zh="请检查磁盘空间和权限，然后重试；没有留下半成品。",
        hint_en="Check disk space and rights, then try again; nothing half done is left.",
    )


def occupied(name: str, zh: str, en: str) -> ConflictError:
    """The error for a place that holds something else.

    Parameters
    ----------
    name
        Of the place.
    zh, en
        What it holds.

    Returns
    -------
    ConflictError
        To be raised.
    """
    return ConflictError(
        f"{name} 中已有{zh}，不能覆盖",
        f"{name} holds {en} already, which is not overwritten",
        code="store_not_empty",
        hint_zh="请复制到空的数据目录或新建的数据库。",
        hint_en="Copy into an empty folder or a new database.",
    )


def _no_time() -> str:
    """Copies write no row of their own; a clock would never be asked."""
    raise NotImplementedError
