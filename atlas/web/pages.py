"""The page that holds the map."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from atlas.core.errors import AccessDenied
from atlas.web.account_pages import answer_page_error
from atlas.web.context import services

blueprint = Blueprint("pages", __name__)


@blueprint.errorhandler(AccessDenied)
def ask_to_sign_in(error: AccessDenied) -> Response | BaseResponse:
    """The way to sign in, where the map is for accounts only."""
    return answer_page_error(error)


@blueprint.get("/")
def show_map() -> str:
    """The map; its state is in the address and read by the page itself.

    Returns
    -------
    str
        HTML.
    """
    settings = services().settings
    language = "en" if request.args.get("lang") == "en" else "zh-CN"
    title = settings.title_en if language == "en" else settings.title_zh
    return render_template("index.html", lang=language, title=title, region=settings.region)
