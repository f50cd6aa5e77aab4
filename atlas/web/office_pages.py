"""Pages where staff add layers in the browser: the list with uploads, and one layer with its versions."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

from atlas.core.access import Action, may
from atlas.core.errors import AtlasError
from atlas.core.model import Precision
from atlas.core.style import GROUPS
from atlas.services.style_classes import style_choices
from atlas.web.account_pages import answer_page_error, page
from atlas.web.context import services
from atlas.web.identity import csrf_token, current_actor, require_access
from atlas.web.page_texts import page_language, page_messages

blueprint = Blueprint("office", __name__, url_prefix="/office")

_WORDS = "layers."


@blueprint.errorhandler(AtlasError)
def refuse_page(error: AtlasError) -> Response | BaseResponse:
    """Answer in HTML: people look at these pages."""
    return answer_page_error(error)


@blueprint.get("/layers")
def list_layers() -> Response | BaseResponse:
    """Added layers, and files waiting to become one."""
    require_access(Action.UPLOAD)
    return page("layers.html", given=_given(), max_mb=services().settings.max_upload_mb)


@blueprint.get("/layers/<layer_id>")
def show_layer(layer_id: str) -> Response | BaseResponse:
    """One layer: preview, publishing, versions, metadata and style."""
    require_access(Action.SEE_DRAFTS)
    layer = services().versions.show(current_actor(), layer_id)
    title = layer["title"]
    name = title["en"] if page_language() == "en" else title["zh"]
    return page(
        "layers_one.html",
        given={**_given(), "layer": layer_id, "accounts": _accounts()},
        layer_title=name or title["zh"] or title["en"] or layer_id,
        precisions=[one.value for one in Precision],
    )


def _accounts() -> list[dict[str, str]] | None:
    """Whom rights can name; ``None`` for those who may not list accounts."""
    found, actor = services(), current_actor()
    if not may(actor, Action.MANAGE_ACCOUNTS, found.policy):
        return None
    return [{"name": one.name, "role": one.role.value} for one in found.accounts.list_accounts(actor)]


def _given() -> dict[str, object]:
    """What the page's scripts need first."""
    found, actor = services(), current_actor()
    return {
        "lang": page_language(),
        "csrf": csrf_token(),
        "actor": actor.name,
        "two_person_review": found.policy.two_person_review,
        "may": [action.value for action in Action if may(actor, action, found.policy)],
        "max_upload_bytes": found.settings.max_upload_mb * 1_000_000,
        "palette": [{"colour": one.colour, "title": one.title.to_dict()} for one in GROUPS],
        "style": style_choices(),
        "words": {
            key.removeprefix(_WORDS): words
            for key, words in page_messages(page_language()).items()
            if key.startswith(_WORDS)
        },
    }
