"""The key that signs session cookies: made once, kept in the workspace, readable by its owner only."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from atlas.core.errors import StoreError

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
            _create(path)
        key = path.read_bytes()
    except OSError as error:
        raise _unusable(path) from error
    if len(key) < _BYTES:
        raise _unusable(path)
    return key


def _create(path: Path) -> None:
    """Write the key aside and link it into place, so that no process ever reads half of it."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(_BYTES))
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
