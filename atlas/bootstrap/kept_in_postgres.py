"""Where everything is kept for several hosts: in a database. Apart, so that its driver is loaded only where there is one."""

from __future__ import annotations

from atlas.bootstrap.kept import Kept
from atlas.settings import Settings
from atlas.stores.blobs import UploadBlobs
from atlas.stores.document_files import DocumentBlobs
from atlas.stores.postgis_goal_layers import GoalLayerSchema
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_versions import PostgisVersions
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_queue import PostgresQueue
from atlas.stores.secret_key import read_shared_key


def keep_in_postgres(settings: Settings) -> Kept:
    """Everything in a database that several hosts may share; folders are copies and work in progress.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    Kept
        Nothing is opened yet.
    """
    database = PostgresDatabase(settings.store, settings.workspace)
    return Kept(
        database=database,
        versions=PostgisVersions(database),
        built=PostgisStore(database),
        goal_layers=GoalLayerSchema(database),
        make_queue=lambda run: PostgresQueue(database, run),
        upload_bytes=UploadBlobs(database),
        document_files=DocumentBlobs(database, settings.workspace / "documents"),
        read_secret_key=lambda: read_shared_key(database),
    )
