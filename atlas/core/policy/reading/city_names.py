"""Short names of prefectures that only begin the name of one thing there: its port, its customs, a firm (茂名石化).

What is said of such a thing is asked of one county at most, never of every county of the prefecture.
"""

from __future__ import annotations

import re

from atlas.core.policy.reading.traps import has_verb_inside

_TRAFFIC = re.compile(
    "[\u4e00-\u9fff]{0,4}?(?:国际)?机场|(?:国际)?陆港|新港|海关"
    "|港(?=[、，。；和及与至—]|(?:年|集装箱|货物)?[^，。；]{0,4}吞吐|[^，。；]{0,3}航线)"
)
_COMPANY = re.compile(
    "石化(?![产园工基项企行和、])|[\u4e00-\u9fff]{2,4}所(?=[、和及与共])"
    "|[\u4e00-\u9fff]{2,6}?(?=(?:、[^，。；、]{2,6}){0,3}等[\u4e00-\u9fff]{0,4}(?:企业|整车|主机厂|公司|药企|车企))"
)
_NAMED_THINGS = (("traffic", _TRAFFIC), ("company", _COMPANY))


def begins_one_thing(text: str, end: int) -> str:
    """Why the short name of a prefecture is none of the prefecture here.

    Parameters
    ----------
    text
        The whole text.
    end
        Where the name ends.

    Returns
    -------
    str
        Name of the trap, a key of ``TRAP_TITLES``; empty when the name stands for the prefecture.

    Examples
    --------
    >>> begins_one_thing("茂名石化要带动电白区", 2), begins_one_thing("茂名重点发展石化", 2)
    ('company', '')
    """
    for name, pattern in _NAMED_THINGS:
        found = pattern.match(text, end)
        if found is not None and not has_verb_inside(found[0]):
            return name
    return ""
