"""The tables of ``workspace.db``, made by migrations that are only ever added to.

``user_version`` counts the migrations that a file has been through; each module that keeps rows there declares its
own tables, and this list puts them in order.
"""

from __future__ import annotations

import sqlite3

from atlas.core.errors import StoreCorrupt
from atlas.stores.accounts import ACCOUNT_TABLES
from atlas.stores.audit import AUDIT_TABLES
from atlas.stores.jobs import JOB_TABLES
from atlas.stores.uploads import UPLOAD_TABLES

_COUNT_UP = "UPDATE revision SET number = number + 1"
#: Layers and their versions. The row of ``revision`` changes with every change that readers can see, made by triggers
#: so that no statement can forget it; its identity tells a workspace from another one in the same folder.
LAYER_TABLES = (
    """
    CREATE TABLE layer (
        id TEXT PRIMARY KEY,
        title_zh TEXT NOT NULL,
        title_en TEXT NOT NULL,
        description TEXT NOT NULL,
        metadata TEXT NOT NULL,
        style TEXT NOT NULL,
        rights TEXT NOT NULL,
        last_number INTEGER NOT NULL DEFAULT 0,
        published INTEGER,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        removed_at TEXT,
        removed_by TEXT,
        FOREIGN KEY (id, published) REFERENCES version (layer, number)
    )
    """,
    """
    CREATE TABLE version (
        layer TEXT NOT NULL REFERENCES layer (id),
        number INTEGER NOT NULL,
        state TEXT NOT NULL,
        report TEXT NOT NULL,
        schema TEXT NOT NULL,
        feature_count INTEGER NOT NULL,
        bbox TEXT,
        geometry_type TEXT NOT NULL,
        crs TEXT NOT NULL,
        encoding TEXT NOT NULL,
        digest TEXT NOT NULL,
        tile_archive TEXT NOT NULL,
        max_zoom INTEGER NOT NULL,
        size INTEGER NOT NULL,
        note TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        published_at TEXT,
        PRIMARY KEY (layer, number)
    )
    """,
    "CREATE TABLE revision (identity TEXT NOT NULL, number INTEGER NOT NULL)",
    "INSERT INTO revision VALUES (lower(hex(randomblob(6))), 1)",
    *(
        f"CREATE TRIGGER {table}_{event.lower()}_revises AFTER {event} ON {table} BEGIN {_COUNT_UP}; END"
        for table in ("layer", "version")
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
)

#: In order; a migration that was released never changes, later ones are added at the end.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    AUDIT_TABLES,
    LAYER_TABLES,
    JOB_TABLES,
    ACCOUNT_TABLES,
    UPLOAD_TABLES,
)


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether a database has all tables of this program.

    Parameters
    ----------
    connection
        To the database.

    Returns
    -------
    bool
        ``False`` for one to be migrated.

    Raises
    ------
    StoreCorrupt
        It was made by a newer program.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StoreCorrupt(
            "工作区数据库由更新版本的程序建立，本程序不能使用",
            "the workspace database was made by a newer version of the program",
            code="workspace_newer",
            hint_zh="请升级程序；不要删除 workspace.db。",
            hint_en="Upgrade the program; do not delete workspace.db.",
            version=version,
        )
    return version == len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database up to date; all of it or nothing.

    Parameters
    ----------
    connection
        In a transaction that writes; the caller ends it.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
