"""The page that holds the map."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from atlas.web.context import services

blueprint = Blueprint("pages", __name__)


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
