"""Who sends a request: a session, a token or a visitor; and the check that a page of ours sent what writes."""

from __future__ import annotations

import hmac
import secrets
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, g, request, session

from atlas.core.access import Action, Actor, LayerSubject, require, visitor
from atlas.core.errors import AccessDenied
from atlas.services.accounts import SignedIn
from atlas.web.application import services

CSRF_FIELD = "csrf"
CSRF_HEADER = "X-Atlas-Csrf"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def current_actor() -> Actor:
    """Who sends this request.

    Returns
    -------
    Actor
        Of the token in the Authorization header, else of the session, else a visitor.

    Raises
    ------
    AccessDenied
        The token is not valid; it is never passed over in silence.
    """
    if "actor" not in g:
        g.actor = _find_actor()
    return cast(Actor, g.actor)


def require_access(action: Action, subject: LayerSubject | None = None) -> Actor:
    """Refuse what the sender of this request may not do.

    Parameters
    ----------
    action
        What is to be done.
    subject
        The layer it is done to.

    Returns
    -------
    Actor
        Who may.

    Raises
    ------
    AccessDenied
        They may not.
    """
    actor = current_actor()
    require(actor, action, services().policy, subject)
    return actor


def begin_session(signed_in: SignedIn) -> None:
    """Remember in the cookie who signed in.

    Parameters
    ----------
    signed_in
        As the service gave it.
    """
    session.clear()
    session.permanent = True
    session["account"] = signed_in.actor.name
    session["epoch"] = signed_in.epoch
    session[CSRF_FIELD] = secrets.token_urlsafe(24)
    g.actor = signed_in.actor


def end_session() -> None:
    """Forget who signed in."""
    session.clear()
    g.pop("actor", None)


def csrf_token() -> str:
    """What a form of ours sends along, so that a foreign page cannot send it.

    Returns
    -------
    str
        Kept in the session.

    Raises
    ------
    StoreError
        The key that signs sessions cannot be read.
    """
    if CSRF_FIELD not in session:
        if not current_app.secret_key:
            # Here the failure is told in words; when the cookie is written, the answer is made already.
            current_app.secret_key = services().read_secret_key()
        session[CSRF_FIELD] = secrets.token_urlsafe(24)
    return str(session[CSRF_FIELD])


def check_request() -> None:
    """Refuse a writing request that no page of ours sent.

    A token in the header proves itself, a cookie does not: browsers send it along from anywhere.

    Raises
    ------
    AccessDenied
        Foreign origin, or the form's token is missing or old.
    """
    if request.method in _SAFE or _bearer() or request.endpoint is None:
        return  # an address or method that does not exist is told as such
    origin = request.headers.get("Origin", "")
    is_foreign = bool(origin) and urlsplit(origin).netloc != request.host
    sent = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if is_foreign or not hmac.compare_digest(sent.encode(), csrf_token().encode()):
        raise AccessDenied(
            "页面已过期，请刷新后重试",
            "the page is out of date; load it again and retry",
            code="form_expired",
            hint_zh="程序调用请使用令牌（Authorization: Bearer …）。",
            hint_en="Programs use a token (Authorization: Bearer …).",
        )


def _find_actor() -> Actor:
    secret = _bearer()
    if secret:
        return services().accounts.actor_of_token(secret)
    account, epoch = session.get("account"), session.get("epoch")
    if isinstance(account, str) and isinstance(epoch, int):
        found = services().accounts.resume(account, epoch)
        if found is not None:
            return found
        session.clear()
    return visitor(services().policy)


def _bearer() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""
