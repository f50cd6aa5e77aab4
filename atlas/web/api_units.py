"""Addresses for admin units: profile and comparison."""

from __future__ import annotations

from flask import Blueprint, Response, request

from atlas.core.errors import ParameterError
from atlas.services import profile
from atlas.services.filters import check_names
from atlas.web.context import catalogue, revision
from atlas.web.responses import answer_json

blueprint = Blueprint("units", __name__, url_prefix="/api")


@blueprint.get("/units/<adcode>")
def show_unit(adcode: str) -> Response:
    """Profile of a unit."""
    check_names(request.args, ())
    catalogue().get_unit(adcode)
    return answer_json(revision(), lambda: profile.show_unit(catalogue(), adcode))


@blueprint.get("/compare")
def compare_units() -> Response:
    """Two units beside each other."""
    check_names(request.args, ("a", "b"))
    first, second = request.args.get("a", ""), request.args.get("b", "")
    if not first or not second:
        raise ParameterError(
            "比较需要两个行政区划代码",
            "a comparison needs two adcodes",
            hint_zh="请给出 a 和 b，例如 a=520121&b=520122。",
            hint_en="Give a and b, such as a=520121&b=520122.",
            parameter="a,b",
        )
    return answer_json(revision(), lambda: profile.compare_units(catalogue(), first, second))
