"""Names and passwords as people type them: brought to one form, judged, and turned into digests."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from atlas.core.errors import ParameterError

#: Shortest password that a person may choose (NIST SP 800-63B-4, section 3.1.1.2, asks 15 where it stands alone; a
#: lock after failed tries stands beside it here) [characters].
LEAST_PASSWORD = 10
#: Longest password that is tried, so that nobody makes the digest expensive [characters].
MOST_PASSWORD = 200
#: Roots of the passwords that are tried first everywhere.
_COMMON = (
    "password",
    "12345678",
    "87654321",
    "qwerty",
    "admin",
    "abc123",
    "iloveyou",
    "woaini",
    "111111",
    "123123",
)


class Passwords:
    """Makes and checks digests: Argon2id with the costs that its library recommends."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    @cached_property
    def nobody(self) -> str:
        """Tried where there is no account, so that the answer takes as long as where there is one."""
        return self.digest(secrets.token_hex(16))

    def digest(self, password: str) -> str:
        """What is kept in the place of a password.

        Parameters
        ----------
        password
            As typed.

        Returns
        -------
        str
            With salt and costs.
        """
        return self._hasher.hash(_normal(password))

    def fits(self, digest: str, password: str) -> bool:
        """Whether a password is the one of a digest.

        Parameters
        ----------
        digest
            As kept.
        password
            As typed.

        Returns
        -------
        bool
            ``False`` also for one that is absurdly long, without trying it.
        """
        if len(password) > MOST_PASSWORD:
            return False
        try:
            return self._hasher.verify(digest, _normal(password))
        except (VerificationError, InvalidHashError):
            return False


def canonical_name(name: str) -> str:
    """A name as it is kept: one form for full-width, upper and lower case.

    Parameters
    ----------
    name
        As typed.

    Returns
    -------
    str
        NFKC, lower case, without blanks around it.

    Examples
    --------
    >>> canonical_name(" Li.Ming ")
    'li.ming'
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is easy to guess.

    Parameters
    ----------
    password
        As typed.
    name
        Of the account.

    Raises
    ------
    ParameterError
        Too short or too long, the name itself, one of the usual ones, or one sign over and over.
    """
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise weak_password(
            f"密码须为 {LEAST_PASSWORD} 到 {MOST_PASSWORD} 个字符",
            f"a password has {LEAST_PASSWORD} to {MOST_PASSWORD} characters",
        )
    plain = _normal(password).casefold()
    if name in plain or any(root in plain and len(plain) < len(root) + 8 for root in _COMMON):
        raise weak_password("密码包含账号名或过于常见", "the password has the name in it or is a usual one")
    if len(set(plain)) < 5:
        raise weak_password("密码只用了很少几个字符", "the password repeats a few characters")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def weak_password(zh: str, en: str) -> ParameterError:
    """The error for a password that will not do.

    Parameters
    ----------
    zh, en
        Why.

    Returns
    -------
    ParameterError
        To be raised.
    """
    return ParameterError(
        zh,
        en,
        code="password_weak",
        hint_zh="可以用几个不相干的词连成一句。",
        hint_en="A few unrelated words in a row make a good one.",
        parameter="password",
    )
