"""The key that signs session cookies: made once, kept in the workspace, and known to all processes that share it."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from atlas.core.errors import StoreError
from atlas.stores.database import Database
from atlas.stores.dialect import ByDialect, Declaration

#: Tables of this module, for ``workspace_schema``; elsewhere the key is a file that only its owner may read.
SECRET_TABLES: tuple[Declaration, ...] = (
    ByDialect(postgres=('CREATE TABLE secret (name TEXT COLLATE "C" PRIMARY KEY, bytes BYTEA NOT NULL)',)),
)
_NAME = "session"
_FILE_NAME = "secret.key"
_BYTES = 32


def read_secret_key(folder: Path) -> bytes:
    """The key, made when there is none.

    Parameters
    ----------
    folder
        Of the workspace; made when missing.

    Returns
    -------
    bytes
        The same for all processes that share the folder.

    Raises
    ------
    StoreError
        The folder cannot be read or written.
    """
    path = folder / _FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            _create(path, secrets.token_bytes(_BYTES))
        key = path.read_bytes()
    except OSError as error:
        raise _unusable(path) from error
    if len(key) < _BYTES:
        raise _unusable(path)
    return key


def read_shared_key(database: Database) -> bytes:
    """The key of a workspace that several hosts share, made when there is none.

    Parameters
    ----------
    database
        Of the workspace, in PostgreSQL.

    Returns
    -------
    bytes
        The same for all processes that share the database.

    Raises
    ------
    StoreError
        The database cannot be used.
    """
    with database.connect() as connection:
        connection.execute(
            "INSERT INTO secret (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            (_NAME, secrets.token_bytes(_BYTES)),
        )
        row = connection.execute("SELECT bytes FROM secret WHERE name = ?", (_NAME,)).fetchone()
    return bytes(row[0])


def keep_secret_key(folder: Path, key: bytes) -> None:
    """Keep a key that another workspace had, so that nobody has to sign in anew.

    Parameters
    ----------
    folder
        Of the workspace; made when missing.
    key
        Takes the place of the one that is there.

    Raises
    ------
    StoreError
        The folder cannot be written.
    """
    path = folder / _FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        _create(path, key)
    except OSError as error:
        raise _unusable(path) from error


def keep_shared_key(database: Database, key: bytes) -> None:
    """Keep a key that another workspace had, in a database; see ``keep_secret_key``.

    Parameters
    ----------
    database
        Of the workspace, in PostgreSQL.
    key
        Takes the place of the one that is there.
    """
    with database.connect() as connection:
        connection.execute(
            "INSERT INTO secret (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes",
            (_NAME, key),
        )


def _create(path: Path, key: bytes) -> None:
    """Write the key aside and link it into place, so that no process ever reads half of it."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(key)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(aside, path)
    finally:
        aside.unlink()


def _unusable(path: Path) -> StoreError:
    return StoreError(
        f"无法读写会话密钥 {path.name}",
        f"the session key {path.name} cannot be read or written",
        code="secret_key_failed",
        hint_zh="请检查数据目录的权限；文件损坏的，删除后会重新生成（所有人需重新登录）。",
        hint_en="Check the rights of the data folder; a damaged file may be deleted, then everybody signs in anew.",
    )
