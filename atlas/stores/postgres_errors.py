"""What PostgreSQL and its driver say, in words for a person: which database, what is wrong, what to do next."""

from __future__ import annotations

import psycopg
from psycopg import errors

from atlas.core.errors import AtlasError, InputError, StoreCorrupt, StoreError, StoreUnavailable

_BUSY = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.QueryCanceled,
    errors.TooManyConnections,
)
_RIGHTS = (errors.InsufficientPrivilege, errors.InvalidSchemaName, errors.ReadOnlySqlTransaction)
_TABLES = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.DataCorrupted,
    errors.IndexCorrupted,
)
#: What the server says of a refused sign-in, in the languages it is likely to speak; code 28P01 does not reach us.
_PASSWORD = ("password authentication failed", "no password supplied", "认证失败")
_NO_DATABASE = ("does not exist", "不存在")
_TOO_MANY = ("too many clients", "too many connections", "remaining connection slots")


def explain(error: psycopg.Error, where: str) -> AtlasError:
    """The error for a statement that failed.

    Parameters
    ----------
    error
        Of the driver; not one of a broken rule.
    where
        Host and database.

    Returns
    -------
    AtlasError
        To be raised from it.
    """
    if isinstance(error, _BUSY):
        return StoreUnavailable(
            f"数据库 {where} 正忙",
            f"the database {where} is busy",
            code="workspace_busy",
            database=where,
            hint_zh="请稍后再试。",
            hint_en="Try again in a moment.",
        )
    if isinstance(error, _RIGHTS):
        return StoreError(
            f"数据库 {where} 的账号权限不足，或数据库处于只读状态",
            f"the account lacks rights in the database {where}, or the database is read-only",
            code="store_rights",
            database=where,
            hint_zh="所需权限见 docs/postgis.md；请勿连接只读的备用服务器。",
            hint_en="docs/postgis.md lists the rights; do not use the address of a read-only standby.",
        )
    if isinstance(error, _TABLES):
        return StoreCorrupt(
            f"数据库 {where} 中的表已损坏或被改动",
            f"tables of the database {where} are damaged or were changed",
            code="workspace_corrupt",
            database=where,
            hint_zh="请停止服务，用备份恢复数据库。",
            hint_en="Stop the service and restore the database from a backup.",
        )
    if isinstance(error, psycopg.DataError):
        return InputError(
            "有一个值无法存入数据库",
            "a value cannot be kept in the database",
            code="value_invalid",
            hint_zh="请检查文字中的特殊字符（如空字符）以及过大的数。",
            hint_en="Look for signs such as NUL in texts, and for numbers that are too large.",
        )
    if isinstance(error, errors.DiskFull | errors.OutOfMemory) or not isinstance(
        error, psycopg.OperationalError | psycopg.InterfaceError
    ):
        return StoreError(
            f"数据库 {where} 无法完成操作",
            f"the database {where} could not do what was asked",
            code="workspace_failed",
            database=where,
            hint_zh="请检查数据库服务器的磁盘空间和日志；已发布的内容未受影响。",
            hint_en="Check the disk space and the log of the database server; what is published still stands.",
        )
    return StoreUnavailable(
        f"与数据库 {where} 的连接中断",
        f"the connection to the database {where} was lost",
        code="store_unreachable",
        database=where,
        hint_zh="请确认数据库服务器正在运行；恢复后无需重启本服务。重试前先查看刚才的更改是否已生效。",
        hint_en="See that the database server runs; this service need not be restarted. "
        "Before you try again, look whether the change was made.",
    )


def explain_connect(error: psycopg.Error, where: str) -> StoreUnavailable:
    """The error for a connection that could not be opened.

    Parameters
    ----------
    error
        Of the driver.
    where
        Host and database.

    Returns
    -------
    StoreUnavailable
        To be raised from it.
    """
    words = str(error)
    if any(part in words for part in _PASSWORD):
        return StoreUnavailable(
            f"数据库 {where} 拒绝了账号或密码",
            f"the database {where} refuses the account or its password",
            code="store_login_refused",
            database=where,
            hint_zh="请检查设置 store 中的账号和密码。",
            hint_en="Check the account and the password in the setting store.",
        )
    if any(part in words for part in _TOO_MANY):
        return StoreUnavailable(
            f"数据库 {where} 的连接数已满",
            f"the database {where} takes no more connections",
            code="store_connections",
            database=where,
            hint_zh="请调高服务器的 max_connections，或减少服务进程数（设置 workers）。",
            hint_en="Raise max_connections of the server, or run fewer processes (setting workers).",
        )
    if any(part in words for part in _NO_DATABASE):
        return StoreUnavailable(
            f"没有数据库 {where}，或没有这个账号",
            f"there is no database {where}, or no such account",
            code="store_database_unknown",
            database=where,
            hint_zh="请先创建数据库，步骤见 docs/postgis.md。",
            hint_en="Create the database first; docs/postgis.md tells how.",
        )
    return StoreUnavailable(
        f"无法连接数据库 {where}",
        f"the database {where} cannot be reached",
        code="store_unreachable",
        database=where,
        hint_zh="请确认数据库服务器正在运行、地址和端口正确、防火墙放行。",
        hint_en="See that the database server runs, that host and port are right, and that no firewall is between.",
    )
