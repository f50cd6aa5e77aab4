"""The small store with generalised polygons, and stand-ins for the built parts of the front end."""

from __future__ import annotations

import json
import re
from typing import Any

from atlas.settings import PROJECT
from atlas.stores.web_map_parts import WebMapParts

_DATA = re.compile(r'<script type="application/json" id="atlas-data">(.*?)</script>', re.DOTALL)


def parts(language: str = "zh-CN") -> WebMapParts:
    """Our own words, with a script and a style that do nothing."""
    words = (PROJECT / "static" / "messages" / f"{language}.json").read_text(encoding="utf-8")
    return WebMapParts("var atlasFile = {};", "body { margin: 0; }", json.loads(words))


def data_of(body: bytes) -> Any:
    """What the script of a file reads."""
    found = _DATA.search(body.decode())
    assert found
    return json.loads(found[1])
