"""Pages for administrators: accounts, and the audit trail with its export."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as BaseResponse

from atlas.core.access import Action, Role
from atlas.core.errors import AtlasError
from atlas.core.filters import parse_integer
from atlas.render.csv_table import encode_csv
from atlas.web.account_pages import answer_page_error, page, private, read_role
from atlas.web.audit_words import say_action, say_target, say_values
from atlas.web.context import services
from atlas.web.identity import current_actor, require_access
from atlas.web.page_texts import page_language, translate

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

_ROWS = 100
_AUDIT_COLUMNS = ("number", "at", "actor", "action", "target", "old", "new")


@blueprint.errorhandler(AtlasError)
def refuse_page(error: AtlasError) -> Response | BaseResponse:
    """Answer in HTML: people look at these pages."""
    return answer_page_error(error)


@blueprint.get("/accounts")
def list_accounts() -> Response | BaseResponse:
    """Every account."""
    return _accounts_page()


@blueprint.post("/accounts")
def add_account() -> Response | BaseResponse:
    """A new account; its first password is shown in the answer and nowhere else."""
    form = request.form

    def work() -> tuple[str, str]:
        account, password = services().accounts.add_account(
            current_actor(),
            form.get("name", ""),
            read_role(form.get("role", "")),
            display_name=form.get("display_name", ""),
        )
        return account.name, password

    return _attempt(work)


@blueprint.post("/accounts/<name>/role")
def set_role(name: str) -> Response | BaseResponse:
    """Another role."""
    role = request.form.get("role", "")
    return _attempt(lambda: services().accounts.set_role(current_actor(), name, read_role(role)))


@blueprint.post("/accounts/<name>/reset")
def reset_password(name: str) -> Response | BaseResponse:
    """A new first password."""
    return _attempt(lambda: (name, services().accounts.reset_password(current_actor(), name)))


@blueprint.post("/accounts/<name>/disable")
def disable_account(name: str) -> Response | BaseResponse:
    """Shut an account."""
    return _attempt(lambda: services().accounts.set_disabled(current_actor(), name, is_disabled=True))


@blueprint.post("/accounts/<name>/enable")
def enable_account(name: str) -> Response | BaseResponse:
    """Open an account again."""
    return _attempt(lambda: services().accounts.set_disabled(current_actor(), name, is_disabled=False))


@blueprint.get("/audit")
def show_audit() -> Response | BaseResponse:
    """The audit trail, newest first."""
    require_access(Action.SEE_AUDIT)
    before = request.args.get("before")
    number = parse_integer("before", before, lowest=1, highest=2**53) if before else None
    changes = services().audit.list_changes(
        target=request.args.get("target") or None,
        actor=request.args.get("actor") or None,
        before=number,
        limit=_ROWS,
    )
    oldest = changes[-1].number if len(changes) == _ROWS else None
    words = {"action": say_action, "target": say_target, "values": say_values}
    return page("audit.html", changes=changes, oldest=oldest, say=words)


@blueprint.get("/audit.csv")
def export_audit() -> Response | BaseResponse:
    """The whole audit trail, oldest first."""
    require_access(Action.SEE_AUDIT)
    rows = (
        {**change.to_dict(), "old": _show(change.old), "new": _show(change.new)}
        for change in services().audit.read_all()
    )
    response = Response(encode_csv(_AUDIT_COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="audit.csv")
    return private(response)


def _attempt(work: Callable[[], object]) -> Response | BaseResponse:
    """Do something to an account, then show them all: with the first password it gave, or with what was wrong."""
    require_access(Action.MANAGE_ACCOUNTS)
    try:
        made = work()
    except AtlasError as error:
        return _accounts_page(error=error)
    if isinstance(made, tuple):
        name, password = made
        return _accounts_page(notice=translate("accounts.first_password", name=name), secret=str(password))
    lang = "en" if page_language() == "en" else None
    return private(redirect(url_for("admin.list_accounts", lang=lang), code=303))


def _accounts_page(
    *, error: AtlasError | None = None, notice: str = "", secret: str = ""
) -> Response | BaseResponse:
    return page(
        "accounts.html",
        error=error,
        notice=notice,
        secret=secret,
        accounts=services().accounts.list_accounts(current_actor()),
        roles=[role for role in Role if role is not Role.NOBODY],
    )


def _show(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)
