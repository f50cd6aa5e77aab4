"""Pages and addresses for signing in, one's own password and tokens. They work without script."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from atlas.core.access import Action, Role, may, visitor
from atlas.core.errors import AccessDenied, AtlasError, ParameterError, StoreError
from atlas.core.filters import parse_integer
from atlas.services.passwords import LEAST_PASSWORD
from atlas.web.context import services
from atlas.web.errors import status_of
from atlas.web.identity import begin_session, csrf_token, current_actor, end_session
from atlas.web.page_texts import page_language, translate

blueprint = Blueprint("account", __name__)
api_blueprint = Blueprint("session", __name__, url_prefix="/api")

_Page = Response | BaseResponse
_logger = logging.getLogger("atlas.web")


@blueprint.errorhandler(AtlasError)
def refuse_page(error: AtlasError) -> _Page:
    """Answer in HTML: people look at these pages."""
    return answer_page_error(error)


@api_blueprint.get("/session")
def show_session() -> _Page:
    """Who is signed in, what they may do, and the token that writing requests send along."""
    actor, policy = current_actor(), services().policy
    answer: dict[str, Any] = {
        "account": None if actor.via == "visit" else actor.name,
        "role": actor.role.value,
        "must_change_password": actor.must_change_password,
        "csrf": csrf_token(),
        "is_open": policy.is_open,
        "two_person_review": policy.two_person_review,
        "may": {action.value: may(actor, action, policy) for action in Action},
    }
    return private(jsonify(answer))


@blueprint.get("/sign-in")
def show_sign_in() -> _Page:
    """The form to sign in."""
    return _sign_in_page()


@blueprint.post("/sign-in")
def sign_in() -> _Page:
    """Sign in and go on."""
    try:
        signed_in = services().accounts.sign_in(
            request.form.get("name", ""), request.form.get("password", "")
        )
    except AccessDenied as error:
        return _sign_in_page(error)
    begin_session(signed_in)
    following = (
        url_for("account.show_account", lang=_lang()) if signed_in.actor.must_change_password else _next()
    )
    return private(redirect(following, code=303))


@blueprint.post("/sign-out")
def sign_out() -> _Page:
    """Sign out and go back to the map."""
    end_session()
    return private(redirect(url_for("pages.show_map", lang=_lang()), code=303))


@blueprint.get("/account")
def show_account() -> _Page:
    """One's own password and tokens."""
    if current_actor().via == "visit":
        return private(redirect(url_for("account.show_sign_in", next="/account", lang=_lang()), code=303))
    return _account_page()


@blueprint.post("/account/password")
def change_password() -> _Page:
    """Change one's own password."""
    new = request.form.get("new", "")
    try:
        if new != request.form.get("repeat", ""):
            words = ("两次输入的新密码不一致", "the new passwords differ")
            raise ParameterError(*words, parameter="repeat")
        begin_session(services().accounts.change_password(_signed_in(), request.form.get("old", ""), new))
    except AtlasError as error:
        return _account_page(error=error)
    return _account_page(notice=translate("password.changed"))


@blueprint.post("/account/tokens")
def add_token() -> _Page:
    """Make a token; its secret is shown in the answer and nowhere else."""
    try:
        days = parse_integer("days", request.form.get("days", ""), lowest=1, highest=366)
        role = read_role(request.form.get("role", ""))
        label = request.form.get("label", "")
        _, secret = services().accounts.add_token(_signed_in(), label=label, role=role, days=days)
    except AtlasError as error:
        return _account_page(error=error)
    return _account_page(notice=translate("token.made"), secret=secret)


@blueprint.post("/account/tokens/<token_id>/revoke")
def revoke_token(token_id: str) -> _Page:
    """End a token."""
    try:
        services().accounts.revoke_token(_signed_in(), token_id)
    except AtlasError as error:
        return _account_page(error=error)
    return private(redirect(url_for("account.show_account", lang=_lang()), code=303))


def private(response: BaseResponse) -> BaseResponse:
    """An answer that no cache keeps.

    Parameters
    ----------
    response
        Made for one person.

    Returns
    -------
    Response
        The same.
    """
    response.headers["Cache-Control"] = "no-store"
    return response


def page(template: str, *, error: AtlasError | None = None, **values: Any) -> _Page:
    """A page for one person.

    Parameters
    ----------
    template
        Below ``templates/pages``.
    error
        Told at the top of the page; gives the status.
    **values
        For the template.

    Returns
    -------
    Response
        HTML.
    """
    language = page_language()
    settings = services().settings
    # Where the database is away nobody can be known, and no form could be sent.
    is_away = isinstance(error, StoreError)
    body = render_template(
        f"pages/{template}",
        lang=language,
        t=translate,
        title=settings.title_en if language == "en" else settings.title_zh,
        actor=visitor(services().policy) if is_away else current_actor(),
        csrf="" if is_away else csrf_token(),
        error=_words(error, language) if error else None,
        **values,
    )
    return private(make_response(body, status_of(error) if error else 200))


def answer_page_error(error: AtlasError) -> _Page:
    """What a person sees where a page is refused: the way to sign in, or what is wrong.

    Parameters
    ----------
    error
        What refused it.

    Returns
    -------
    Response
        A redirect or a page.
    """
    if error.code == "sign_in_needed":
        following = request.full_path.rstrip("?") if request.method == "GET" else None
        return private(redirect(url_for("account.show_sign_in", next=following, lang=_lang()), code=303))
    if error.code == "password_change_needed":
        return private(redirect(url_for("account.show_account", lang=_lang()), code=303))
    if isinstance(error, StoreError):
        _logger.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    return page("refused.html", error=error.for_visitors())


def read_role(text: str) -> Role:
    """A role as a form or an option names it.

    Parameters
    ----------
    text
        Such as ``editor``.

    Returns
    -------
    Role
        Not ``nobody``.

    Raises
    ------
    ParameterError
        There is no such role.
    """
    roles = {role.value: role for role in Role if role is not Role.NOBODY}
    if text not in roles:
        raise ParameterError(
            f"没有角色“{text[:20]}”",
            f"there is no role “{text[:20]}”",
            hint_zh=f"可用：{'、'.join(roles)}。",
            hint_en=f"Use one of {', '.join(roles)}.",
            parameter="role",
        )
    return roles[text]


def _sign_in_page(error: AtlasError | None = None) -> _Page:
    found = services()
    return page(
        "sign_in.html",
        error=error,
        following=_next(),
        is_open=found.policy.is_open,
        has_accounts=found.accounts.has_accounts(),
    )


def _account_page(*, error: AtlasError | None = None, notice: str = "", secret: str = "") -> _Page:
    actor = current_actor()
    tokens = [] if actor.must_change_password else services().accounts.list_tokens(actor)
    ranks = list(Role)
    roles = [
        role for role in Role if role is not Role.NOBODY and ranks.index(role) <= ranks.index(actor.role)
    ]
    return page(
        "account.html",
        error=error,
        notice=notice,
        secret=secret,
        tokens=tokens,
        roles=roles,
        least_password=LEAST_PASSWORD,
    )


def _signed_in() -> Any:
    actor = current_actor()
    if actor.via == "visit":
        raise AccessDenied("请先登录", "sign in first", code="sign_in_needed")
    return actor


def _next() -> str:
    """Where to go after signing in: an address of ours, never another host's."""
    wanted = request.values.get("next", "/")
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_ours else "/"


def _lang() -> str | None:
    return "en" if page_language() == "en" else None


def _words(error: AtlasError, language: str) -> dict[str, str]:
    pick = "en" if language == "en" else "zh"
    return {"message": getattr(error.message, pick), "hint": getattr(error.hint, pick)}
