"""Names of files that people send in."""

from __future__ import annotations

_LONGEST_NAME = 200


def plain_name(name: str) -> str:
    r"""What a person calls a file, without the folders of their machine.

    Parameters
    ----------
    name
        As the browser sent it.

    Returns
    -------
    str
        The last part, printable, of bounded length; Chinese stays.

    Examples
    --------
    >>> plain_name("C:\\数据\\开发区.zip")
    '开发区.zip'
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(sign for sign in last if sign.isprintable()).strip()
    return printable[-_LONGEST_NAME:] or "upload"
