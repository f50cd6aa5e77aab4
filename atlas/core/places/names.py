"""Short names, other common names, kinds and pinyin of admin units, told from the name alone.

Nothing is looked up here: what cannot be told from the name (前郭 for 前郭尔罗斯) is curated in
``geodata/gazetteer/`` and comes in as an argument.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from atlas.core.model import Level

# Nationalities as they stand in the names of autonomous areas, GB/T 3304-1991; some areas leave 族 out.
_NATIONALITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|"
    "京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_WITHOUT_ZU = "蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克|鄂伦春"
_NATIONALITY_TAIL = re.compile(f"(?:(?:{_NATIONALITIES})族|{_WITHOUT_ZU})+$")

# Longest first; the word after the tail is the kind of unit it marks.
_ANY_LEVEL_TAILS = (("特别行政区", "special administrative region"),)
_PROVINCE_TAILS = (
    ("自治区", "autonomous region"),
    ("省", "province"),
    ("市", "municipality"),
)
_PREFECTURE_TAILS = (
    ("自治州", "autonomous prefecture"),
    ("地区", "prefecture"),
    ("盟", "league"),
    ("市", "prefecture-level city"),
)
# 林区 marks a kind of unit in one name only; elsewhere (碑林区, 万柏林区) 林 belongs to the name.
_FORESTRY_DISTRICT = "神农架林区"
_COUNTY_TAILS = (
    ("行政委员会", "administrative committee"),
    ("自治县", "autonomous county"),
    ("自治旗", "autonomous banner"),
    ("特区", "special district"),
    ("县", "county"),
    ("市", "city"),
    ("旗", "banner"),
    ("区", "district"),
)
_TAILS = {
    Level.PROVINCE: _PROVINCE_TAILS,
    Level.PREFECTURE: _PREFECTURE_TAILS,
    Level.COUNTY: _COUNTY_TAILS,
}
_FALLBACK_KIND = "other"

# Districts named after a side of the city: nobody says 市中 or 城东 alone; reserves are no districts at all.
_SIDE_DISTRICT = re.compile("^[市城新][东南西北中]?区$|^(?:市|城)[东南西北中关郊]+区$|保护区$")
# Districts whose tail tells them from a neighbour of the same stem (井陉县, 滨海县): the tail is said.
_SPOKEN_TAILS = ("滨海新区", "两江新区", "井陉矿区")
# Banners told apart by a side: nobody says 阿拉善左 alone.
_SIDE_BANNER = re.compile("[左右前后中]旗$|联合旗$")
_AUTONOMOUS = {"自治县": "县", "自治旗": "旗", "自治州": "州", "自治区": ""}


def unit_kind(name: str, level: Level) -> str:
    """What kind of unit a name tells of.

    Parameters
    ----------
    name
        Official name.
    level
        Level of the unit.

    Returns
    -------
    str
        ``county``, ``city``, ``district``, ``autonomous county``, ``banner``, ``special district``,
        ``prefecture-level city``, ``autonomous prefecture``, ``municipality`` and so on; ``other`` when the name
        has no known tail.

    Examples
    --------
    >>> unit_kind("六枝特区", Level.COUNTY)
    'special district'
    >>> unit_kind("重庆市", Level.PROVINCE)
    'municipality'
    """
    _, kind = _split_tail(name, level)
    return kind


def short_name(name: str, level: Level) -> str:
    """The name as people say it: without its tail and its nationalities.

    Parameters
    ----------
    name
        Official name.
    level
        Level of the unit.

    Returns
    -------
    str
        Never shorter than two characters: names of two characters (忠县) keep their tail, and so do banners
        (阿拉善左旗), two-character leagues (兴安盟) and districts named after a side of the city (市中区).

    Examples
    --------
    >>> short_name("玉屏侗族自治县", Level.COUNTY), short_name("黔东南苗族侗族自治州", Level.PREFECTURE)
    ('玉屏', '黔东南')
    >>> short_name("忠县", Level.COUNTY), short_name("阿拉善左旗", Level.COUNTY)
    ('忠县', '阿拉善左旗')
    """
    tail, _ = _split_tail(name, level)
    if not tail or tail == "旗" or name in _SPOKEN_TAILS or _SIDE_DISTRICT.search(name):
        return name
    stem = without_nationalities(name.removesuffix(tail))
    if tail == "区":
        stem = _without_district_tail(stem)
    keep_league = tail == "盟" and len(stem) < 3
    return name if len(stem) < 2 or keep_league else stem


def aliases(name: str, level: Level) -> tuple[str, ...]:
    """Other names in common use that follow from the official one.

    Parameters
    ----------
    name
        Official name.
    level
        Level of the unit.

    Returns
    -------
    tuple of str
        Without the name itself: the short name, then the short name with a plain tail (玉屏县, 黔东南州).

    Examples
    --------
    >>> aliases("黔东南苗族侗族自治州", Level.PREFECTURE)
    ('黔东南', '黔东南州', '黔东南自治州')
    >>> aliases("开阳县", Level.COUNTY)
    ('开阳',)
    """
    tail, _ = _split_tail(name, level)
    short = short_name(name, level)
    found = [short]
    if tail in _AUTONOMOUS:
        found += [short + _AUTONOMOUS[tail], short + tail]
    elif tail == "区" and _NATIONALITY_TAIL.search(name.removesuffix("区")):
        found.append(short + "区")
    elif tail == "盟" or (tail == "旗" and not _SIDE_BANNER.search(name)):
        found.append(name.removesuffix(tail))
    return tuple(word for word in dict.fromkeys(found) if word != name)


def pinyin(words: str, readings: Mapping[str, str]) -> str:
    """Reading of a place name, without tones and gaps.

    Parameters
    ----------
    words
        Name in Chinese.
    readings
        Curated readings of place names: the name or a part of it to its syllables, one a character, parted by
        blanks (``{"六安": "lu an"}``); the longest part found wins over the dictionary.

    Returns
    -------
    str
        Small letters; ü is written v, as on keyboards.

    Examples
    --------
    >>> pinyin("六安", {"六安": "lu an"}), pinyin("吕梁", {})
    ('luan', 'lvliang')
    """
    return "".join(_syllables(words, readings))


def initials(words: str, readings: Mapping[str, str]) -> str:
    """First letters of the syllables of a place name.

    Parameters
    ----------
    words
        Name in Chinese.
    readings
        As for `pinyin`.

    Returns
    -------
    str
        Small letters, one for each syllable.

    Examples
    --------
    >>> initials("黔东南", {})
    'qdn'
    """
    return "".join(syllable[0] for syllable in _syllables(words, readings) if syllable)


def _syllables(words: str, readings: Mapping[str, str]) -> list[str]:
    # Heavy: its dictionary takes longer to load than most commands run, and only a build asks for readings.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    found = [syllable.lower() for syllable in lazy_pinyin(words, style=Style.NORMAL, v_to_u=False)]
    if len(found) != len(words):
        return found
    # Shorter parts first, so that 长子 (zhang zi) is written over 长 (chang).
    for length in range(1, len(words) + 1):
        for start in range(len(words) - length + 1):
            reading = readings.get(words[start : start + length])
            if reading:
                found[start : start + length] = reading.split()
    return found


def _split_tail(name: str, level: Level) -> tuple[str, str]:
    if name == _FORESTRY_DISTRICT:
        return "林区", "forestry district"
    for tail, kind in (*_ANY_LEVEL_TAILS, *_TAILS[level]):
        if name.endswith(tail) and len(name) > len(tail):
            return tail, kind
    return "", _FALLBACK_KIND


def without_nationalities(stem: str) -> str:
    """The stem of a name without the nationalities at its end.

    Parameters
    ----------
    stem
        A name without its tail.

    Returns
    -------
    str
        At least two signs.

    Examples
    --------
    >>> without_nationalities("黔东南苗族侗族"), without_nationalities("雾溪畲族")
    ('黔东南', '雾溪')
    """
    bare = _NATIONALITY_TAIL.sub("", stem)
    # 东乡族自治县, 鄂伦春自治旗 and 内蒙古自治区 would lose their whole name.
    return bare if len(bare) >= 2 else stem.removesuffix("族")


def _without_district_tail(stem: str) -> str:
    # 浦东新区 is 浦东 and 峰峰矿区 is 峰峰, but 清新区 is 清新.
    return next((stem[:-1] for end in ("新", "矿") if stem.endswith(end) and len(stem) > 2), stem)
