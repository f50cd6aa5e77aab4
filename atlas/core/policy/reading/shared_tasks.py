"""Places that have a part in one task between them: 以A为核心，以B、C为支撑，打造…; 依托A，辐射带动B、C."""

from __future__ import annotations

import re

_ETC = "(?:等[^，,；;、]{0,8}?)?"
# A为核心, B为两翼: what part a place has, and nothing that it is to do.
_PART = re.compile(
    f"{_ETC}(?:作?为|是|作|担当|当)[^，,；;的]{{0,6}}?(?:核心|中心|龙头|引领|主导|主体|主|重点|先导|牵引|枢纽|极核?|支撑|基础|依托|纽带|腹地|两翼|一翼"
    "|[东西南北左右侧]翼|翼|辅助|辅|补充|配套|协同|节点|支点|骨干|延伸|拓展|辐射|联动|关联|后盾|示范|增长极|带动)(?:区域?|[县市]|地|带|点|轴|圈|城市|片区)?[，,、]"
    f"|{_ETC}(?:配套|协同|跟进|辅助|补充|支撑|联动)(?:发展)?[，,、]"
)
# 新材料以A为重点 is a task of its own, 以A为重点 is none.
_OPENS = re.compile(
    "(?:^|[，,。；;：:、\\s])(?:要|应|并|同时|继续)?(?:以|把|将|由|突出|强化|巩固|确立|发挥|(?:打造|构建|形成|建设|推动形成)(?:以|由)?)?$"
)
# 依托A，…: a verb that gives its place a part in what comes next, and nothing behind the place.
_LENT = re.compile(
    "(?:^|[，,。；;：:\\s])\\s*(?:要|应|将|并|同时)?(?:依托|立足|以|围绕|联动|连接|串联|联合|携手|协同|辐射|带动|辐射带动)(?:周边)?(?:的)?$"
)
_NOTHING = re.compile(f"{_ETC}(?:地|县|市|区|县市|市县|县区)?[，,]")
# 辐射带动B、C: in what was said before.
_DRAWS = re.compile("\\s*(?:并|同时|进而)?(?:辐射|带动|辐射带动|联动|示范带动|引领带动)(?:周边)?(?:的)?")
_ALONG = re.compile(f"{_ETC}(?:地区?|县市?|市县?|区县?)?(?:[共协]同|联动|一体|融合)?(?:发展)?(?=[，,]|$)")
_LONGEST_LEAD = 12


def lends_itself(text: str, start: int, end: int, following: int) -> bool:
    """Whether a list of places only has a part in what the words behind it say.

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the list.
    following
        Where the next list begins, or its piece behind a comma.

    Returns
    -------
    bool
        False as soon as the list has a task of its own.

    Examples
    --------
    >>> lends_itself("以敦化市为核心，以安图县为支撑，打造医药集群", 1, 4, 8)
    True
    >>> lends_itself("敦化市发展医药，安图县发展矿泉水", 0, 3, 8)
    False
    """
    lead = text[max(0, start - _LONGEST_LEAD) : start]
    if _PART.fullmatch(text, end, following):
        return _OPENS.search(lead) is not None
    return bool(_NOTHING.fullmatch(text, end, following)) and _LENT.search(lead) is not None


def is_drawn_along(text: str, begin: int, start: int, end: int, stop: int) -> bool:
    """Whether a list of places is only drawn along by what the words before it say.

    Parameters
    ----------
    text
        Clean text.
    begin
        Where the piece of the list begins.
    start, end
        Of the list.
    stop
        Where the sentence ends.

    Returns
    -------
    bool
        False as soon as the list has a task of its own.

    Examples
    --------
    >>> is_drawn_along("敦化市建设医药园，辐射带动安图县", 9, 13, 16, 16)
    True
    """
    return bool(_DRAWS.fullmatch(text, begin, start)) and _ALONG.match(text[end:stop]) is not None
