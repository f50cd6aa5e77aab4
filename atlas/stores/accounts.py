"""Accounts and API tokens, in the workspace database. Passwords and tokens are kept as digests only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from atlas.core.access import Role
from atlas.core.errors import ConflictError, NotFoundError
from atlas.stores.audit import Change, record_change
from atlas.stores.database import BrokenRule, Connection

#: Tables of this module, for ``workspace_schema``.
ACCOUNT_TABLES = (
    """
    CREATE TABLE account (
        name TEXT PRIMARY KEY,
        display_name TEXT NOT NULL,
        role TEXT NOT NULL,
        password_digest TEXT NOT NULL,
        must_change_password INTEGER NOT NULL,
        session_epoch INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        locked_until REAL NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        disabled_at TEXT
    )
    """,
    """
    CREATE TABLE token (
        id TEXT PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (name),
        label TEXT NOT NULL,
        role TEXT NOT NULL,
        digest TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        revoked_at TEXT
    )
    """,
)
_ACCOUNT = (
    "name, display_name, role, password_digest, must_change_password, session_epoch, failures, locked_until, "
    "created_at, disabled_at"
)
_TOKEN = "id, account, label, role, created_at, expires_at, revoked_at"  # noqa: S105 - names of columns

Connect = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in.

    Parameters
    ----------
    name
        Used to sign in; in lower case.
    display_name
        For other people.
    role
        What they are trusted with.
    password_digest
        Argon2id, with its salt and cost.
    must_change_password
        Whether the password is the first one, known to who made the account.
    session_epoch
        Sessions begun under an older number are over.
    failures
        Wrong passwords since the last right one.
    locked_until
        Seconds since 1970 before which no password is tried.
    created_at
        UTC, ISO 8601.
    disabled_at
        ``None`` while the account may be used.
    """

    name: str
    display_name: str
    role: Role
    password_digest: str
    must_change_password: bool
    session_epoch: int
    failures: int
    locked_until: float
    created_at: str
    disabled_at: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """What a program signs in with, in the place of a password; its secret is shown once and not kept.

    Parameters
    ----------
    id
        Names it without telling the secret.
    account
        Whose it is.
    label
        What it is for.
    role
        At most this role, whatever the account has.
    created_at, expires_at
        UTC, ISO 8601.
    revoked_at
        ``None`` while it may be used.
    """

    id: str
    account: str
    label: str
    role: Role
    created_at: str
    expires_at: str
    revoked_at: str | None


class AccountTable:
    """Accounts and tokens.

    Parameters
    ----------
    connect
        Gives a connection in a transaction that ends with the block.
    now
        The time, UTC, ISO 8601.
    """

    def __init__(self, connect: Connect, now: Callable[[], str]) -> None:
        self._connect = connect
        self._now = now

    def find(self, name: str) -> Account | None:
        """The account of a name, or ``None``."""
        with self._connect() as connection:
            row = connection.execute(
                f"SELECT {_ACCOUNT} FROM account WHERE name = ?",  # noqa: S608 - own names
                (name,),
            ).fetchone()
        return _account(row) if row else None

    def get(self, name: str) -> Account:
        """The account of a name; raises ``NotFoundError``."""
        found = self.find(name)
        if found is None:
            raise NotFoundError(
                f"没有账号“{name[:40]}”", f"there is no account “{name[:40]}”", code="account_unknown"
            )
        return found

    def list_accounts(self) -> list[Account]:
        """Every account, by name."""
        with self._connect() as connection:
            rows = connection.execute(f"SELECT {_ACCOUNT} FROM account ORDER BY name").fetchall()  # noqa: S608
        return [_account(row) for row in rows]

    def add(self, actor: str, name: str, *, display_name: str, role: Role, password_digest: str) -> Account:
        """A new account, with a first password.

        Parameters
        ----------
        actor
            Who makes it.
        name, display_name, role, password_digest
            See ``Account``.

        Returns
        -------
        Account
            As written.

        Raises
        ------
        ConflictError
            The name is taken.
        """
        try:
            with self._connect() as connection:
                connection.execute(
                    "INSERT INTO account (name, display_name, role, password_digest, must_change_password, created_at) "
                    "VALUES (?, ?, ?, ?, 1, ?)",
                    (name, display_name, role, password_digest, self._now()),
                )
                new = {"role": role.value, "display_name": display_name}
                record_change(
                    connection, Change(self._now(), actor, "account.add", f"account:{name}", None, new)
                )
        except BrokenRule as error:
            raise ConflictError(
                f"账号“{name}”已经存在", f"the account “{name}” exists already", code="account_exists"
            ) from error
        return self.get(name)

    def set_password(self, actor: str, name: str, password_digest: str, *, is_first: bool) -> None:
        """Another password; every session of the account ends.

        Parameters
        ----------
        actor
            Who sets it.
        name
            Of the account.
        password_digest
            Argon2id.
        is_first
            Whether it has to be changed at the next sign-in.
        """
        action = "account.reset_password" if is_first else "account.change_password"
        with self._connect() as connection:
            connection.execute(
                "UPDATE account SET password_digest = ?, must_change_password = ?, session_epoch = session_epoch + 1, "
                "failures = 0, locked_until = 0 WHERE name = ?",
                (password_digest, is_first, name),
            )
            record_change(connection, Change(self._now(), actor, action, f"account:{name}"))

    def set_role(self, actor: str, name: str, role: Role) -> None:
        """Another role; sessions go on with it at once."""
        old = self.get(name)
        with self._connect() as connection:
            connection.execute("UPDATE account SET role = ? WHERE name = ?", (role, name))
            record_change(
                connection,
                Change(
                    self._now(),
                    actor,
                    "account.set_role",
                    f"account:{old.name}",
                    {"role": old.role.value},
                    {"role": role.value},
                ),
            )

    def set_disabled(self, actor: str, name: str, *, is_disabled: bool) -> None:
        """Shut an account, its sessions and tokens, or open it again; nothing of it is lost."""
        old = self.get(name)
        with self._connect() as connection:
            connection.execute(
                "UPDATE account SET disabled_at = ?, session_epoch = session_epoch + 1 WHERE name = ?",
                (self._now() if is_disabled else None, name),
            )
            action = "account.disable" if is_disabled else "account.enable"
            record_change(connection, Change(self._now(), actor, action, f"account:{old.name}"))

    def note_failure(self, name: str, *, locked_until: float) -> None:
        """One more wrong password."""
        with self._connect() as connection:
            connection.execute(
                "UPDATE account SET failures = failures + 1, locked_until = ? WHERE name = ?",
                (locked_until, name),
            )

    def note_success(self, name: str) -> None:
        """A right password: failures are forgotten, the sign-in is recorded."""
        with self._connect() as connection:
            connection.execute("UPDATE account SET failures = 0, locked_until = 0 WHERE name = ?", (name,))
            record_change(connection, Change(self._now(), name, "account.sign_in", f"account:{name}"))

    def add_token(self, actor: str, token: Token, digest: str) -> None:
        """Keep a token.

        Parameters
        ----------
        actor
            Who makes it.
        token
            All but its secret.
        digest
            SHA-256 of the secret, which is random and long, so that no slower digest is needed.
        """
        with self._connect() as connection:
            connection.execute(
                "INSERT INTO token (id, account, label, role, digest, created_at, expires_at) VALUES (?,?,?,?,?,?,?)",
                (
                    token.id,
                    token.account,
                    token.label,
                    token.role,
                    digest,
                    token.created_at,
                    token.expires_at,
                ),
            )
            new = {"label": token.label, "role": token.role.value, "expires_at": token.expires_at}
            record_change(connection, Change(self._now(), actor, "token.add", f"token:{token.id}", None, new))

    def find_token(self, digest: str) -> Token | None:
        """The token of a secret's digest, or ``None``."""
        with self._connect() as connection:
            row = connection.execute(
                f"SELECT {_TOKEN} FROM token WHERE digest = ?",  # noqa: S608 - own names
                (digest,),
            ).fetchone()
        return _token(row) if row else None

    def list_tokens(self, account: str | None = None) -> list[Token]:
        """Tokens of an account or of all, newest first."""
        with self._connect() as connection:
            rows = connection.execute(
                f"SELECT {_TOKEN} FROM token WHERE account = coalesce(?, account) "  # noqa: S608 - own names
                "ORDER BY created_at DESC, id",
                (account,),
            ).fetchall()
        return [_token(row) for row in rows]

    def revoke_token(self, actor: str, token_id: str) -> None:
        """End a token; raises ``NotFoundError``."""
        with self._connect() as connection:
            changed = connection.execute(
                "UPDATE token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", (self._now(), token_id)
            ).rowcount
            record_change(connection, Change(self._now(), actor, "token.revoke", f"token:{token_id}"))
        if not changed:
            raise NotFoundError(
                f"没有令牌 {token_id[:40]}", f"there is no token {token_id[:40]}", code="token_unknown"
            )


def _account(row: tuple[object, ...]) -> Account:
    name, display_name, role, digest, must_change, epoch, failures, locked_until, created_at, disabled_at = (
        row
    )
    return Account(
        name=str(name),
        display_name=str(display_name),
        role=Role(str(role)),
        password_digest=str(digest),
        must_change_password=bool(must_change),
        session_epoch=int(str(epoch)),
        failures=int(str(failures)),
        locked_until=float(str(locked_until)),
        created_at=str(created_at),
        disabled_at=None if disabled_at is None else str(disabled_at),
    )


def _token(row: tuple[object, ...]) -> Token:
    token_id, account, label, role, created_at, expires_at, revoked_at = row
    return Token(
        id=str(token_id),
        account=str(account),
        label=str(label),
        role=Role(str(role)),
        created_at=str(created_at),
        expires_at=str(expires_at),
        revoked_at=None if revoked_at is None else str(revoked_at),
    )
