"""Radicals and compatibility signs in place of the characters they look like: PDFs give ⽯⻔ where 石门 is printed."""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
#: Radicals of the supplement that are whole characters; Unicode has no mapping for them.
_RADICALS = dict(
    zip(
        "⺁⺒⺓⺕⺝⺠⺩⺬⻁⻄⻅⻆⻇⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂巳幺彐月民王示虎西见角角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)


def replace_look_alikes(text: str) -> tuple[str, int]:
    """A text with the characters that are meant.

    Parameters
    ----------
    text
        Anything.

    Returns
    -------
    str
        As long as before.
    int
        Signs that were replaced.

    Examples
    --------
    >>> replace_look_alikes("⽯⻔县")
    ('石门县', 2)
    """
    count = 0

    def plain(found: re.Match[str]) -> str:
        nonlocal count
        sign = _RADICALS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
        if len(sign) != 1 or sign == found[0]:
            return found[0]
        count += 1
        return sign

    return _LOOK_ALIKES.sub(plain, text), count
