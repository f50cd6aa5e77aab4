"""Addresses that a link in a figure may open."""

from __future__ import annotations

import re
from urllib.parse import quote

from atlas.core.errors import ParameterError

#: Addresses that a link may open; anything else could run a program.
_OPENS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
#: Characters that stand in an address as they are (RFC 3986, reserved and unreserved, and the percent sign).
_IN_ADDRESS = "!#$%&'()*+,/:;=?@[]-._~"


def checked_address(url: str) -> str:
    """An address that may stand in a file.

    Parameters
    ----------
    url
        Wanted.

    Returns
    -------
    str
        In ASCII.

    Raises
    ------
    ParameterError
        It would not open a page or a mail.
    """
    if not _OPENS.match(url):
        raise ParameterError(
            f"链接“{url}”不是网址",
            f"the link {url} is not a web address",
            code="link_invalid",
            hint_zh="只能用 http、https 或 mailto 开头的地址。",
            hint_en="Use an address that starts with http, https or mailto.",
            url=url,
        )
    return quote(url, safe=_IN_ADDRESS, errors="replace")
