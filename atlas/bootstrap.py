"""Builds the store and the services from the settings; the only place that knows which store is used."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from atlas.core.access import AccessPolicy
from atlas.services.accounts import Accounts
from atlas.services.answers import Answer
from atlas.services.import_places import ImportPlaces
from atlas.services.imports import Importer
from atlas.services.jobs import Jobs
from atlas.services.reader import Reader
from atlas.services.stamp import program_digest
from atlas.services.uploads import IMPORT_JOB, ImportJob, Uploads
from atlas.services.versions import Versions
from atlas.settings import Settings
from atlas.stores.accounts import AccountTable
from atlas.stores.audit import AuditTrail
from atlas.stores.basemaps import basemap_hosts, read_basemaps
from atlas.stores.blobs import UploadBlobs
from atlas.stores.combined import CombinedStore
from atlas.stores.database import Database
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.job_queue import FileQueue, JobQueue
from atlas.stores.jobs import JobTable
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_versions import PostgisVersions
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_queue import PostgresQueue
from atlas.stores.protocol import ReadableStore
from atlas.stores.secret_key import read_secret_key, read_shared_key
from atlas.stores.uploads import UploadBytes, UploadFolder
from atlas.stores.version_contents import VersionContents
from atlas.stores.version_folders import VersionFolders
from atlas.stores.workspace import Workspace
from atlas.stores.workspace_database import WorkspaceDatabase


@dataclass(frozen=True, slots=True)
class Services:
    """What web and command line share.

    ``release`` changes with our code and with the settings that show in answers: the same store is then described in
    other words, and nobody may go on with the old ones.
    """

    settings: Settings
    reader: Reader
    store: CombinedStore
    workspace: Workspace
    policy: AccessPolicy
    accounts: Accounts
    audit: AuditTrail
    importer: Importer
    versions: Versions
    jobs: Jobs
    uploads: Uploads
    read_secret_key: Callable[[], bytes]
    basemaps: tuple[Answer, ...]
    basemap_hosts: tuple[str, ...]
    release: str


def open_services(settings: Settings) -> Services:
    """Services for some settings.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    Services
        The store is opened at the first question, so that a service can start before the first build.
    """
    basemaps = read_basemaps(settings.basemaps)
    shown = f"{settings.title_zh}\n{settings.title_en}\n{settings.tiles_url}\n{basemaps}"
    policy = AccessPolicy(is_open=settings.access == "open", two_person_review=settings.two_person_review)
    kept = _in_postgres(settings) if settings.store else _in_files(settings)
    database, built = kept.database, kept.built
    workspace = Workspace(database, kept.versions, utc_now)
    store = CombinedStore(built, workspace)
    reader = Reader(store)
    places = ImportPlaces(reader, settings.region)
    importer = Importer(workspace, places, policy, lambda: _builtin_ids(built))
    folder = UploadFolder(settings.workspace / "uploads", database.connect, utc_now, shared=kept.upload_bytes)
    jobs = Jobs(
        JobTable(database.connect, utc_now),
        kept.make_queue,
        {IMPORT_JOB: ImportJob(folder, importer)},
    )
    return Services(
        settings=settings,
        reader=reader,
        store=store,
        workspace=workspace,
        policy=policy,
        accounts=Accounts(AccountTable(database.connect, utc_now), policy),
        audit=AuditTrail(database.connect),
        importer=importer,
        versions=Versions(workspace, store, policy),
        jobs=jobs,
        uploads=Uploads(folder, jobs, policy, max_bytes=settings.max_upload_mb * 1_000_000),
        read_secret_key=kept.read_secret_key,
        basemaps=tuple(basemap.to_dict() for basemap in basemaps),
        basemap_hosts=basemap_hosts(basemaps),
        release=hashlib.sha256(f"{program_digest()} {shown}".encode()).hexdigest()[:16],
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where everything is kept; the rest of the program does not know."""

    database: Database
    versions: VersionContents
    built: ReadableStore
    make_queue: Callable[[Callable[[str], None]], JobQueue]
    upload_bytes: UploadBytes | None
    read_secret_key: Callable[[], bytes]


def _in_files(settings: Settings) -> _Kept:
    """In the data folder of this machine."""
    folder = settings.workspace
    return _Kept(
        database=WorkspaceDatabase(folder),
        versions=VersionFolders(folder),
        built=GeoPackageStore(settings.home),
        make_queue=lambda run: FileQueue(folder, run),
        upload_bytes=None,
        read_secret_key=lambda: read_secret_key(folder),
    )


def _in_postgres(settings: Settings) -> _Kept:
    """In a database that several hosts may share; folders are copies and work in progress."""
    database = PostgresDatabase(settings.store, settings.workspace)
    return _Kept(
        database=database,
        versions=PostgisVersions(database),
        built=PostgisStore(database),
        make_queue=lambda run: PostgresQueue(database, run),
        upload_bytes=UploadBlobs(database),
        read_secret_key=lambda: read_shared_key(database),
    )


def _builtin_ids(built: ReadableStore) -> frozenset[str]:
    return frozenset(layer.id for layer in built.list_layers())


def utc_now() -> str:
    """The time as it is written down.

    Returns
    -------
    str
        UTC, ISO 8601, to the second.
    """
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
