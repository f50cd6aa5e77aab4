"""The built parts of the front end that a standalone map takes along, as text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import StoreUnavailable


@dataclass(frozen=True, slots=True)
class WebMapParts:
    """Script (Leaflet and our own modules), styles, and the words of one language by key."""

    script: str
    style: str
    messages: dict[str, str]


def read_web_map_parts(static: Path, language: str) -> WebMapParts:
    """The parts of a folder of the front end.

    Parameters
    ----------
    static
        Folder of the front end; the set-up fills its folder vendor.
    language
        ``zh-CN`` or ``en``.

    Returns
    -------
    WebMapParts
        As they are.

    Raises
    ------
    StoreUnavailable
        The front end has not been built.
    """
    vendor = static / "vendor"
    try:
        return WebMapParts(
            script=(vendor / "standalone.js").read_text(encoding="utf-8"),
            style=(vendor / "standalone.css").read_text(encoding="utf-8"),
            messages=json.loads((static / "messages" / f"{language}.json").read_text(encoding="utf-8")),
        )
    except (OSError, ValueError) as error:
        raise StoreUnavailable(
            "网页部件还没有生成，不能制作单文件地图",
            "the parts of the page are not built, so that no standalone map can be made",
            code="front_end_missing",
            hint_zh="请先运行 make front。",
            hint_en="Run make front first.",
        ) from error
