"""Names and texts out of an untrusted file, made fit for a message."""

from __future__ import annotations

import unicodedata

#: Longest name in a message [character].
MOST_CHARACTERS = 120
#: Characters that steer a terminal or turn the direction of writing, surrogates, and what has no meaning.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def ending_of(name: str) -> str:
    """The ending of a name.

    Parameters
    ----------
    name
        File name.

    Returns
    -------
    str
        In lower case, with its point; empty without one.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, point, ending = last.rpartition(".")
    return f".{ending.lower()}" if point and stem else ""


def shown(text: str) -> str:
    r"""A text as a message may quote it.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    str
        On one line, without control characters, cut when it is long.

    Examples
    --------
    >>> shown("县界\x1b[2J.shp")
    '县界�[2J.shp'
    """
    clean = "".join(
        "\ufffd" if unicodedata.category(one) in _HIDDEN else one for one in text[: MOST_CHARACTERS + 1]
    )
    return clean if len(clean) <= MOST_CHARACTERS else clean[:MOST_CHARACTERS] + "…"


def storable(text: str) -> str:
    """A text that can be written as UTF-8: half of a surrogate pair is replaced.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    str
        The same text nearly always.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
