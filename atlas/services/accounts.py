"""Signing in, accounts and API tokens. Without an account nobody can write: there is no default password."""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from atlas.core.access import AccessPolicy, Action, Actor, Role, require
from atlas.core.errors import AccessDenied, ParameterError
from atlas.services.passwords import Passwords, canonical_name, check_password, weak_password
from atlas.stores.accounts import Account, AccountTable, Token

#: Wrong passwords before an account is locked, and the first lock, doubled by each further one [s].
_FREE_FAILURES, _FIRST_LOCK_S, _LONGEST_LOCK_S = 5, 30.0, 900.0
#: Marks our tokens, so that a secret found in a file can be recognised.
TOKEN_PREFIX = "cia_"  # noqa: S105 - no secret
_LONGEST_TOKEN_DAYS = 366
_NAME = re.compile(r"[\w.@-]{2,40}")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session to be.

    Parameters
    ----------
    actor
        Who it is.
    epoch
        Of the account; the session ends when the account's changes.
    """

    actor: Actor
    epoch: int


class Accounts:
    """Accounts and tokens of an atlas.

    Parameters
    ----------
    table
        Keeps them.
    policy
        In force.
    clock
        Seconds since 1970.
    """

    def __init__(
        self, table: AccountTable, policy: AccessPolicy, clock: Callable[[], float] = time.time
    ) -> None:
        self._table = table
        self._policy = policy
        self._clock = clock
        self._passwords = Passwords()

    def sign_in(self, name: str, password: str) -> SignedIn:
        """Who signs in with a name and a password.

        Parameters
        ----------
        name, password
            As typed.

        Returns
        -------
        SignedIn
            For the session.

        Raises
        ------
        AccessDenied
            Name or password is wrong (it is not told which), or the account is locked for a while or disabled.
        """
        # Made by the first who signs in, whoever it is: its cost tells nothing of the account.
        nobody = self._passwords.nobody
        account = self._table.find(canonical_name(name))
        now = self._clock()
        if account is not None and account.locked_until > now:
            seconds = int(account.locked_until - now) + 1
            raise AccessDenied(
                f"密码输错次数过多，请在 {seconds} 秒后再试",
                f"too many wrong passwords; try again in {seconds} seconds",
                code="account_locked",
                seconds=seconds,
            )
        digest = account.password_digest if account is not None else nobody
        if not self._passwords.fits(digest, password) or account is None or account.disabled_at is not None:
            if account is not None:
                self._table.note_failure(account.name, locked_until=self._lock_after(account.failures + 1))
            raise AccessDenied(
                "账号或密码不对",
                "name or password is wrong",
                code="sign_in_failed",
                hint_zh="请检查大小写；忘记密码的，请管理员重置。",
                hint_en="Check upper and lower case; an administrator can reset a forgotten password.",
            )
        self._table.note_success(account.name)
        return SignedIn(_actor(account, via="session"), account.session_epoch)

    def resume(self, name: str, epoch: int) -> Actor | None:
        """Who a session belongs to.

        Parameters
        ----------
        name, epoch
            As ``SignedIn`` gave them.

        Returns
        -------
        Actor or None
            ``None`` when the session is over: password changed, account disabled.
        """
        account = self._table.find(name)
        if account is None or account.disabled_at is not None or account.session_epoch != epoch:
            return None
        return _actor(account, via="session")

    def actor_of_token(self, secret: str) -> Actor:
        """Who a token belongs to.

        Parameters
        ----------
        secret
            As the program sent it.

        Returns
        -------
        Actor
            With the lower of the roles of token and account.

        Raises
        ------
        AccessDenied
            The token is unknown, expired or revoked.
        """
        token = self._table.find_token(_digest(secret))
        account = self._table.find(token.account) if token is not None else None
        if (
            token is None
            or account is None
            or token.revoked_at is not None
            or account.disabled_at is not None
            or datetime.datetime.fromisoformat(token.expires_at).timestamp() <= self._clock()
        ):
            raise AccessDenied(
                "令牌无效或已过期",
                "the token is not valid or has expired",
                code="token_invalid",
                hint_zh="请在账号页面新建令牌。",
                hint_en="Make a new one on the account page.",
            )
        ranks = list(Role)
        role = min(token.role, account.role, key=ranks.index)
        return Actor(account.name, role, via="token", must_change_password=account.must_change_password)

    def change_password(self, actor: Actor, old: str, new: str) -> SignedIn:
        """Change one's own password.

        Parameters
        ----------
        actor
            Whose.
        old, new
            As typed.

        Returns
        -------
        SignedIn
            A new session; all others are over.

        Raises
        ------
        AccessDenied
            The old one is wrong.
        ParameterError
            The new one is too easy to guess.
        """
        account = self._table.get(actor.name)
        if not self._passwords.fits(account.password_digest, old):
            raise AccessDenied("原密码不对", "the old password is wrong", code="old_password_wrong")
        check_password(new, name=account.name)
        if self._passwords.fits(account.password_digest, new):
            raise weak_password("新密码与原密码相同", "the new password is the old one")
        self._table.set_password(account.name, account.name, self._passwords.digest(new), is_first=False)
        renewed = self._table.get(account.name)
        return SignedIn(_actor(renewed, via="session"), renewed.session_epoch)

    def add_account(
        self, actor: Actor, name: str, role: Role, *, display_name: str = ""
    ) -> tuple[Account, str]:
        """A new account.

        Parameters
        ----------
        actor
            Who makes it.
        name
            2 to 40 letters, digits, or ``. _ @ -``; Chinese letters too.
        role
            What it is trusted with.
        display_name
            For other people; the name when empty.

        Returns
        -------
        account, password
            The first password, shown once; it has to be changed at the first sign-in.

        Raises
        ------
        AccessDenied, ParameterError, ConflictError
            Not an administrator; the name cannot be used; it is taken.
        """
        require(actor, Action.MANAGE_ACCOUNTS, self._policy)
        known = canonical_name(name)
        if not _NAME.fullmatch(known) or known == "anonymous":
            raise ParameterError(
                f"账号名“{name[:40]}”不可用",
                f"the account name “{name[:40]}” cannot be used",
                hint_zh="用 2 到 40 个文字、数字或 . _ @ -。",
                hint_en="Use 2 to 40 letters, digits, or . _ @ -.",
                parameter="name",
            )
        if role is Role.NOBODY:
            raise ParameterError("请选择角色", "choose a role", parameter="role")
        password = secrets.token_urlsafe(12)
        account = self._table.add(
            actor.name,
            known,
            display_name=display_name.strip()[:80] or name,
            role=role,
            password_digest=self._passwords.digest(password),
        )
        return account, password

    def reset_password(self, actor: Actor, name: str) -> str:
        """A new first password for somebody who forgot theirs; raises ``AccessDenied`` and ``NotFoundError``."""
        require(actor, Action.MANAGE_ACCOUNTS, self._policy)
        account = self._table.get(canonical_name(name))
        password = secrets.token_urlsafe(12)
        self._table.set_password(actor.name, account.name, self._passwords.digest(password), is_first=True)
        return password

    def set_role(self, actor: Actor, name: str, role: Role) -> Account:
        """Another role.

        Raises
        ------
        AccessDenied, NotFoundError
            Not an administrator; no such account.
        ParameterError
            It would leave the atlas without an administrator.
        """
        require(actor, Action.MANAGE_ACCOUNTS, self._policy)
        account = self._table.get(canonical_name(name))
        if role is not Role.ADMINISTRATOR:
            self._keep_one_administrator(account)
        self._table.set_role(actor.name, account.name, role)
        return self._table.get(account.name)

    def set_disabled(self, actor: Actor, name: str, *, is_disabled: bool) -> Account:
        """Shut an account or open it again; raises as ``set_role`` does."""
        require(actor, Action.MANAGE_ACCOUNTS, self._policy)
        account = self._table.get(canonical_name(name))
        if is_disabled:
            self._keep_one_administrator(account)
        self._table.set_disabled(actor.name, account.name, is_disabled=is_disabled)
        return self._table.get(account.name)

    def list_accounts(self, actor: Actor) -> list[Account]:
        """Every account, for an administrator; raises ``AccessDenied``."""
        require(actor, Action.MANAGE_ACCOUNTS, self._policy)
        return self._table.list_accounts()

    def has_accounts(self) -> bool:
        """Whether anybody could sign in."""
        return bool(self._table.list_accounts())

    def add_token(self, actor: Actor, *, label: str, role: Role, days: int) -> tuple[Token, str]:
        """A token for a program.

        Parameters
        ----------
        actor
            Whose.
        label
            What it is for.
        role
            At most this; not above one's own.
        days
            1 to 366, then it expires.

        Returns
        -------
        token, secret
            The secret is shown once.

        Raises
        ------
        AccessDenied
            Asked with a token, by a visitor, or for a higher role than one's own.
        ParameterError
            No label, or absurd days.
        """
        ranks = list(Role)
        if actor.via not in ("session", "cli") or actor.must_change_password:
            raise AccessDenied("请登录后再新建令牌", "sign in to make a token", code="sign_in_needed")
        if ranks.index(role) > ranks.index(actor.role):
            raise AccessDenied("令牌的角色不能高于账号", "a token cannot have a higher role than its account")
        if not label.strip() or not 1 <= days <= _LONGEST_TOKEN_DAYS:
            raise ParameterError(
                f"请写明用途，有效期为 1 到 {_LONGEST_TOKEN_DAYS} 天",
                f"say what it is for, and take 1 to {_LONGEST_TOKEN_DAYS} days",
                parameter="label" if not label.strip() else "days",
            )
        account = self._table.get(actor.name)
        now = datetime.datetime.fromtimestamp(self._clock(), tz=datetime.UTC).replace(microsecond=0)
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        token = Token(
            id=secrets.token_hex(6),
            account=account.name,
            label=label.strip()[:80],
            role=role,
            created_at=now.isoformat(),
            expires_at=(now + datetime.timedelta(days=days)).isoformat(),
            revoked_at=None,
        )
        self._table.add_token(actor.name, token, _digest(secret))
        return token, secret

    def list_tokens(self, actor: Actor) -> list[Token]:
        """One's own tokens; an administrator's list has everybody's."""
        everybody = actor.role is Role.ADMINISTRATOR and not actor.must_change_password
        return self._table.list_tokens(None if everybody else actor.name)

    def revoke_token(self, actor: Actor, token_id: str) -> None:
        """End one's own token, or as an administrator anybody's; raises ``AccessDenied``, ``NotFoundError``."""
        own = {token.id for token in self._table.list_tokens(actor.name)}
        if token_id not in own:
            require(actor, Action.MANAGE_ACCOUNTS, self._policy)
        self._table.revoke_token(actor.name, token_id)

    def _keep_one_administrator(self, account: Account) -> None:
        others = [
            other
            for other in self._table.list_accounts()
            if other.role is Role.ADMINISTRATOR and other.disabled_at is None and other.name != account.name
        ]
        if account.role is Role.ADMINISTRATOR and not others:
            raise ParameterError(
                "至少要保留一个管理员", "one administrator has to stay", code="last_administrator"
            )

    def _lock_after(self, failures: int) -> float:
        if failures < _FREE_FAILURES:
            return 0.0
        return self._clock() + min(_FIRST_LOCK_S * 2.0 ** (failures - _FREE_FAILURES), _LONGEST_LOCK_S)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _actor(account: Account, *, via: str) -> Actor:
    return Actor(account.name, account.role, via=via, must_change_password=account.must_change_password)
