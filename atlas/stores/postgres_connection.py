"""Opens connections to PostgreSQL and runs our statements on them; what goes wrong is told without the password."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any

import psycopg
from psycopg import conninfo

from atlas.core.errors import AtlasError, ConfigError, StoreError, StoreUnavailable
from atlas.stores.database import BrokenRule
from atlas.stores.postgres_errors import explain, explain_connect

RawConnection = psycopg.Connection[tuple[Any, ...]]

WORKSPACE_SCHEMA = "atlas"
LOWEST_SERVER = 13
#: How long a statement waits for another writer.
LOCK_TIMEOUT = "30s"
#: What an address may say otherwise. A host that is switched off is noticed within a minute or two.
_DEFAULTS = {
    "connect_timeout": "10",
    "application_name": "county-industry-atlas",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
#: The server lets the locks of a host that went away go just as soon; planning must not cost more than the query.
_SESSION = {
    "lock_timeout": LOCK_TIMEOUT,
    "default_transaction_isolation": "read committed",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "jit": "off",
}
_PARTS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\?|%")


class PostgresAddress:
    """Where a database is; its text never shows the password.

    Parameters
    ----------
    url
        ``postgresql://…`` as libpq takes it.

    Raises
    ------
    ConfigError
        It cannot be read.
    """

    def __init__(self, url: str) -> None:
        found = _parse(url)
        if found is None:
            # Raised from nothing: the driver's error quotes the address, and with it the password.
            raise ConfigError(
                "设置 store 的数据库地址无法解析",
                "the database address in the setting store cannot be read",
                code="store_address_invalid",
                hint_zh="形如 postgresql://用户:密码@主机:5432/数据库；密码中的特殊字符须写成 %XX，例如 @ 写成 %40。",
                hint_en="It looks like postgresql://user:password@host:5432/database; write signs such as @ (%40) "
                "or / (%2F) in the password as %XX.",
            )
        self._parameters: Mapping[str, Any] = {**_DEFAULTS, **found}

    def connect(self, **options: Any) -> RawConnection:
        """A connection that commits each statement by itself.

        Parameters
        ----------
        **options
            For this connection only, as libpq names them.

        Returns
        -------
        psycopg.Connection
            Not yet fit for our statements; see ``open_connection``.

        Raises
        ------
        StoreUnavailable
            The server cannot be reached, or does not let us in.
        """
        try:
            return psycopg.connect(autocommit=True, **{**self._parameters, **options})
        except psycopg.Error as error:
            raise explain_connect(error, str(self)) from error

    def __str__(self) -> str:
        host = self._parameters.get("host") or self._parameters.get("hostaddr") or "localhost"
        port = self._parameters.get("port")
        name = self._parameters.get("dbname") or self._parameters.get("user") or "?"
        return f"{host}{f':{port}' if port else ''}/{name}"

    __repr__ = __str__


def _parse(url: str) -> dict[str, Any] | None:
    """Parts of an address; ``None`` where one of them can only be a piece of the password."""
    try:
        found = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return None
    shown = f"{found.get('host', '')}{found.get('hostaddr', '')}{found.get('dbname', '')}"
    port = str(found.get("port", "0")).replace(",", "")
    return found if "@" not in shown and port.isdecimal() else None


class PostgresConnection:
    """Runs statements that are written for SQLite.

    Parameters
    ----------
    raw
        In a transaction.
    """

    def __init__(self, raw: RawConnection) -> None:
        self._raw = raw
        self._has_changed = False
        self._is_lent = False

    @property
    def raw(self) -> RawConnection:
        """The driver's connection, for COPY and for values that only PostgreSQL has; in the same transaction."""
        self._is_lent = True
        return self._raw

    def has_written(self) -> bool:
        """Whether the transaction changes anything so far; asked of the server only where nobody else can know."""
        if self._has_changed or not self._is_lent:
            return self._has_changed
        row = self._raw.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").fetchone()
        return row == (True,)

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> psycopg.Cursor[tuple[Any, ...]]:
        """Run a statement with ``?`` for each value."""
        self._note(sql)
        return self._raw.execute(translate(sql), [_plain(value) for value in values])

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> psycopg.Cursor[tuple[Any, ...]]:
        """Run a statement for each row of values."""
        self._note(sql)
        cursor = self._raw.cursor()
        cursor.executemany(translate(sql), [[_plain(value) for value in row] for row in rows])
        return cursor

    def _note(self, sql: str) -> None:
        self._has_changed = self._has_changed or not sql.lstrip().startswith("SELECT")


@functools.lru_cache(maxsize=1024)
def translate(sql: str) -> bytes:
    """A statement as the driver wants it.

    Parameters
    ----------
    sql
        With ``?`` for each value; those within quotes stay.

    Returns
    -------
    bytes
        With ``%s`` for each value.
    """

    def replace(found: re.Match[str]) -> str:
        return "%s" if found[0] == "?" else found[0].replace("%", "%%")

    return _PARTS.sub(replace, sql).encode()


def _plain(value: Any) -> Any:
    """A value as SQLite takes it: truth is a number, a member of an enumeration its value."""
    if isinstance(value, Enum):
        value = value.value
    return int(value) if isinstance(value, bool) else value


def open_connection(address: PostgresAddress) -> RawConnection:
    """A connection on which our statements find their tables, and PostGIS its functions.

    Parameters
    ----------
    address
        Of the database.

    Returns
    -------
    psycopg.Connection
        Commits each statement by itself.

    Raises
    ------
    StoreUnavailable
        The server cannot be reached, is too old, or lacks PostGIS.
    """
    raw = address.connect()
    try:
        with translated(address):
            _check(raw, address)
    except BaseException:
        raw.close()
        raise
    return raw


def _check(raw: RawConnection, address: PostgresAddress) -> None:
    row = raw.execute(
        "SELECT current_setting('server_encoding'), "
        "(SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'postgis')"
    ).fetchone()
    encoding, schema = row[:2] if row else ("", None)
    if raw.info.server_version < LOWEST_SERVER * 10_000:
        raise _unfit(
            address,
            f"PostgreSQL 版本过低，需要 {LOWEST_SERVER} 或更新",
            f"its PostgreSQL is too old; {LOWEST_SERVER} or newer is needed",
            code="store_too_old",
        )
    if encoding != "UTF8":
        raise _unfit(
            address,
            f"编码是 {encoding}，应为 UTF8",
            f"its encoding is {encoding}, not UTF8",
            code="store_encoding",
            hint_zh="请另建数据库：CREATE DATABASE atlas ENCODING 'UTF8' TEMPLATE template0;",
            hint_en="Make another one: CREATE DATABASE atlas ENCODING 'UTF8' TEMPLATE template0;",
        )
    if schema is None:
        raise _unfit(
            address,
            "没有安装 PostGIS 扩展",
            "it has no PostGIS extension",
            code="store_without_postgis",
            hint_zh="请数据库管理员在该库中执行 CREATE EXTENSION postgis; （需先安装 PostGIS 软件包）。",
            hint_en="Let the administrator of the database run CREATE EXTENSION postgis; in it "
            "(the packages of PostGIS must be installed first).",
        )
    wanted = {**_SESSION, "search_path": f"{WORKSPACE_SCHEMA}, {schema}"}
    raw.execute(
        "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS wanted (name, value)",
        [list(wanted), list(wanted.values())],
    )


def _unfit(
    address: PostgresAddress, zh: str, en: str, *, code: str, hint_zh: str = "", hint_en: str = ""
) -> StoreError:
    return StoreUnavailable(
        f"数据库 {address} 不能使用：{zh}",
        f"the database {address} cannot be used: {en}",
        code=code,
        hint_zh=hint_zh,
        hint_en=hint_en,
        database=str(address),
    )


@contextmanager
def translated(address: PostgresAddress) -> Iterator[None]:
    """What the server refuses, in words for a person.

    Parameters
    ----------
    address
        Of the database.

    Raises
    ------
    BrokenRule
        A statement breaks a rule of its table, which the caller can explain.
    AtlasError
        Anything else.
    """
    try:
        yield
    except AtlasError:
        raise
    except psycopg.IntegrityError as error:
        raise BrokenRule(str(error)) from error
    except psycopg.Error as error:
        raise explain(error, str(address)) from error
