"""Figures as files, and the request that such a file carries."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.errors import ParameterError
from atlas.core.figures.request_reading import read_figure_request, write_figure_request
from atlas.core.policy.catalogue import Catalogue
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png import write_png
from atlas.render.figures.svg import write_svg
from atlas.services.answers import Answer
from atlas.services.figure_reading import read_request_safely
from atlas.services.figure_rules import without_override
from atlas.services.figures import Figure

CONTENT_TYPES: Mapping[str, str] = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


def encode_figure(figure: Figure) -> bytes:
    """A figure in the format of its request.

    Parameters
    ----------
    figure
        Drawn.

    Returns
    -------
    bytes
        PDF, PNG or SVG.
    """
    page = figure.request.page
    if page.format == "pdf":
        return write_pdf([figure.scene], figure.about)
    if page.format == "svg":
        return write_svg(figure.scene, figure.about)
    return write_png(
        figure.scene,
        figure.about,
        dpi=page.dpi,
        is_transparent=page.is_transparent,
        is_grey=page.colour == "grey",
    )


def read_back(catalogue: Catalogue, content: bytes) -> Answer:
    """The request that a figure file carries.

    Parameters
    ----------
    catalogue
        Everything, as it is now.
    content
        Of a PDF, PNG or SVG of ours.

    Returns
    -------
    dict
        ``values`` for drawing it anew (an override of the file is none of ours), ``data`` it was drawn from, and whether these are the data of now.

    Raises
    ------
    InputError
        It is no figure of ours, or damaged.
    LimitExceeded, ServiceBusy
        Reading it costs too much; others are being read.
    """
    found = read_request_safely(content)
    values = found.get("figure")
    if not isinstance(values, Mapping) or not all(isinstance(text, str) for text in values.values()):
        raise ParameterError(
            "文件里没有出图参数",
            "the file does not carry the request of a figure",
            code="figure_unknown",
            hint_zh="请选择由本图集导出的 PDF、PNG 或 SVG。",
            hint_en="Choose a PDF, PNG or SVG that this atlas exported.",
        )
    request = read_figure_request({str(name): str(text) for name, text in values.items()})
    data = found.get("data")
    data = dict(data) if isinstance(data, Mapping) else {}
    return {
        "values": write_figure_request(without_override(request)),
        "data": data,
        "same_data": data.get("version") == catalogue.version,
    }
