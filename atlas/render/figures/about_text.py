"""What the file of a figure says of itself, as text: its words, its request as JSON, and the names they stand under."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from atlas.render.figures.fonts_faces import clean_text
from atlas.render.figures.scene import About

#: What made the files.
PRODUCER = "County Industry Atlas"
#: Name of the request in a PDF, in a PNG, and of its element in an SVG.
ATTACHMENT_NAME = "figure.json"
PNG_KEYWORD = "atlas-figure"
SVG_NAMESPACE = "urn:county-industry-atlas:figure"

#: What cannot stand in every file as it is: halves of a pair, and characters that XML does not allow.
_NOT_IN_XML = re.compile("[\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")


def cleaned(about: About) -> About:
    """The same without characters that not every format can hold.

    Parameters
    ----------
    about
        With words from data.

    Returns
    -------
    About
        Each text is one line; the request is as it was.
    """
    return replace(
        about,
        title=clean_text(about.title),
        alt=clean_text(about.alt),
        author=clean_text(about.author),
        source=clean_text(about.source),
    )


def request_json(request: Mapping[str, Any]) -> str:
    """A request as text.

    Parameters
    ----------
    request
        Plain values.

    Returns
    -------
    str
        JSON with its keys in alphabetical order.
    """
    text = json.dumps(request, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
