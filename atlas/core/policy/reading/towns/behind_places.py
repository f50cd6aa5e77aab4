"""Towns that only begin like a county (二道白河镇 lies far from 二道区), and towns of which only the prefecture is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from atlas.core.model import Level
from atlas.core.places.find import Mention
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Status, Thing
from atlas.core.places.unit_tails import UNIT_TAILS
from atlas.core.policy.reading.towns.tails import OWN_TAIL, TAIL_BEHIND_PLACE

# Words of a town's name: none that would ask for something, none that make 小镇, 返乡 or 各乡 a word.
_SIGN = "(?:(?![各等的和与及在对为将是有县市区州旗省])[\u4e00-\u9fff])"
_NO_NAME = "(?<![小古名强重大集制型乡心范色村点返家故下侨回还入老])"
_OWN_TAIL = re.compile(OWN_TAIL)
_TOWN = re.compile(f"(?P<name>{_SIGN}{{1,4}}?)(?<!城市|型城){_NO_NAME}(?:{TAIL_BEHIND_PLACE})")
# 支持漫江镇、松江河镇…: words that stand before towns at the head of a sentence.
_HEAD = re.compile(
    "[—“”\\s]*(?:(?:要|应|继续|重点|大力|积极|着力|同时|并|也)*(?:支持|鼓励|引导|推动|推进|指导|依托|以|在|将|把|加快|发挥|围绕|对|由))?"
)
_TOWN_BETWEEN = re.compile("[、，,]|和|与|及|以及")
_GENERIC = re.compile(
    "其他|其它|其余|所有|老旧|相关|试点|示范|中心|沿[江河海边湖]|民族|电商|淘宝|卫星|工贸|特色|城关|打通|除|片区|每个|多个|以上|[一二三四五六七八九十百两]个|\\d"
)
_CITY_TOWN = re.compile("(?:.*(?:中心|沿边|边境|重点|特色|区域))?城$")
_VERB = re.compile("发展|建设|支持|推动|推进|打造|培育|重点|依托|做大|做强|加快|实施|形成|引进|提升|保护")


def find_town(text: str, end: int) -> str:
    """The name of a town right behind a place, without its tail.

    Parameters
    ----------
    text
        The whole text.
    end
        Of the place.

    Returns
    -------
    str
        Empty where no town stands there.

    Examples
    --------
    >>> find_town("抚松县漫江镇", 3), find_town("抚松县特色小镇", 3), find_town("抚松建设万良镇", 2)
    ('漫江', '', '')
    """
    found = _TOWN.match(text, end)
    if found is None or _VERB.search(found["name"]):
        return ""
    has_city = found[0].endswith("镇") and _CITY_TOWN.search(found["name"])
    return "" if has_city else found["name"]


def behind_town(text: str, end: int) -> int:
    """Where words go on behind a place and the town right behind it.

    Parameters
    ----------
    text
        The whole text.
    end
        Of the place.

    Returns
    -------
    int
        The end of the place itself where no town stands there.
    """
    found = _TOWN.match(text, end)
    return found.end() if found and find_town(text, end) else end


def leading_towns(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Towns with which a sentence begins.

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the sentence.

    Returns
    -------
    tuple of tuple
        Start and end of each name with its tail; empty where it begins with other words.

    Examples
    --------
    >>> leading_towns("支持漫江镇、松江河镇发展旅游", 0, 14)
    ((2, 5), (6, 10))
    """
    head = _HEAD.match(text, start, end)
    position = head.end() if head else start
    towns: list[tuple[int, int]] = []
    while (found := _TOWN.match(text, position, end)) and find_town(text, position):
        if (len(found["name"]) < 2 and not towns) or _GENERIC.search(found["name"]):
            break
        towns.append(found.span())
        between = _TOWN_BETWEEN.match(text, found.end(), end)
        if between is None:
            break
        position = between.end()
    return tuple(towns)


def only_begins_like(
    text: str, mention: Mention, gazetteer: Gazetteer, *, follows: bool, is_full: Callable[[str], bool]
) -> bool:
    """Whether a short name is only the beginning of a town's name.

    Parameters
    ----------
    text
        The whole text.
    mention
        Of the short name.
    gazetteer
        Tells districts.
    follows
        Whether another place stands right before it.
    is_full
        Whether the text writes the name of a district in full anywhere.

    Returns
    -------
    bool
        Never for a name with its tail (二道区), nor for one that a town of two signs or more may stand behind
        (榆树五棵树镇), save a district that the text names nowhere in full.
    """
    if text[mention.end - 1] in UNIT_TAILS:
        return False
    name = find_town(text, mention.end)
    if not name:
        # 通化街道: a town called like its prefecture, or like another one.
        is_prefecture = bool(mention.candidates) and mention.candidates[0].level is Level.PREFECTURE
        return is_prefecture and _OWN_TAIL.match(text, mention.end) is not None
    if len(name) == 1 or follows:
        return True
    units = [gazetteer.unit(one.adcode) for one in mention.candidates if one.thing is Thing.UNIT]
    is_district = bool(units) and all(unit is not None and unit.kind == "district" for unit in units)
    return is_district and not is_full(mention.words)


def with_town(text: str, mention: Mention) -> Mention:
    """A place with the town behind it, where only its prefecture is told: nobody can say in which county it lies.

    Parameters
    ----------
    text
        The whole text.
    mention
        A place.

    Returns
    -------
    Mention
        The same one unless it is a prefecture with a town right behind it.
    """
    best = mention.resolution.best
    if best is None or best.thing is not Thing.UNIT or best.level is not Level.PREFECTURE:
        return mention
    found = _TOWN.match(text, mention.end)
    if found is None or not find_town(text, mention.end):
        return mention
    words = mention.words + found[0]
    resolution = replace(mention.resolution, words=words, status=Status.AMBIGUOUS)
    return Mention(mention.start, found.end(), words, resolution)
