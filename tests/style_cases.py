"""The table of styles that Python and JavaScript tests share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from atlas.core.style_model import LayerStyle
from atlas.core.style_reading import read_style

CASES: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))


def style_of(name: str) -> LayerStyle:
    """A style of the table."""
    given = CASES["documents"][name]
    return read_style(given["raw"], given["geometry"])
