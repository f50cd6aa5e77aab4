"""Words of the pages that the server writes itself: Chinese first, English by ``lang=en``."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from flask import request

from atlas.stores.plain_files import read_bytes

_FOLDER = Path(__file__).parent / "messages"
LANGUAGES = ("zh-CN", "en")


def page_language() -> str:
    """Language of the page that is asked for.

    Returns
    -------
    str
        ``zh-CN`` unless the address says ``lang=en``.
    """
    return "en" if request.args.get("lang") == "en" else "zh-CN"


@functools.cache
def page_messages(language: str) -> Mapping[str, str]:
    """The words of a language by key.

    Parameters
    ----------
    language
        One of ``LANGUAGES``.

    Returns
    -------
    mapping
        Read once.
    """
    words: dict[str, str] = json.loads(read_bytes(_FOLDER / f"{language}.json"))
    return words


def translate(key: str, **values: object) -> str:
    """Words in the language of the page that is asked for.

    Parameters
    ----------
    key
        Of the message.
    **values
        For the places in it.

    Returns
    -------
    str
        Plain text; the template escapes it.
    """
    return page_messages(page_language())[key].format(**values)
