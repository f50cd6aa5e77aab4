"""One spelling for the many ways to write a development zone.

经开区, 经济开发区 and 经济技术开发区 are the same to those who write plans, and so is a name with or without the
province in front.
"""

from __future__ import annotations

from atlas.core.model import Zone

# Longest first: a shorter one is a part of a longer one.
_SPELLINGS = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("综合保税区", "综保区"),
    ("工业园区", "工业园"),
    ("产业园区", "产业园"),
    ("示范园区", "示范园"),
)
_KINDS = frozenset(short for _, short in _SPELLINGS)
_DOTS = str.maketrans("", "", "·•・．（）()“”\"'")


def zone_key(words: str) -> str:
    """Words of a zone in one spelling, for looking up only.

    Parameters
    ----------
    words
        As written.

    Returns
    -------
    str
        With the shortest common spelling of the kind of zone, without dots, brackets and quotation marks.

    Examples
    --------
    >>> zone_key("贵州大龙经济技术开发区")
    '贵州大龙经开区'
    >>> zone_key("仲恺·安龙共建工业产业园") == zone_key("仲恺安龙共建工业产业园区")
    True
    """
    key = words.translate(_DOTS)
    for long, short in _SPELLINGS:
        key = key.replace(long, short)
    return key


def other_spellings(words: str) -> tuple[str, ...]:
    """The other ways to write the kind of zone that words end with.

    Parameters
    ----------
    words
        Name of a zone.

    Returns
    -------
    tuple of str
        Empty when the words end with none of these kinds.

    Examples
    --------
    >>> other_spellings("大龙经开区")
    ('大龙经济技术开发区', '大龙经济开发区')
    """
    return tuple(
        words.removesuffix(short) + long
        for long, short in _SPELLINGS
        if words.endswith(short) and len(words) > len(short)
    )


def zone_spellings(zone: Zone, province_names: tuple[str, ...]) -> dict[str, bool]:
    """Every key under which a zone is looked up.

    Parameters
    ----------
    zone
        Zone or site.
    province_names
        Names of its province that may stand in front.

    Returns
    -------
    dict
        Key to True when it stems from the name itself, False when from an alias. Words without a Chinese character
        are left out: readings of foreign sources are not names that a document uses.
    """
    keys: dict[str, bool] = {}
    for words, is_name in [(zone.name, True), *((alias, False) for alias in zone.aliases)]:
        if not any("一" <= sign <= "鿿" for sign in words):
            continue
        for spelling in (words, zone_key(words)):
            keys.setdefault(spelling, is_name)
            for province in province_names:
                rest = spelling.removeprefix(province)
                # 高新区 alone is no name of the 重庆高新区.
                if rest != spelling and len(rest) >= 3 and zone_key(rest) not in _KINDS:
                    keys.setdefault(rest, is_name)
    return keys
