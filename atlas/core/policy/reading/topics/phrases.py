"""Topics that several words together name: whom to sell to, what to win, what to be known for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atlas.core.policy.reading.topics.hits import SURE, TopicHit

#: To take over industries from elsewhere is to win investors.
_RELAY = re.compile(r"承接[^，。；\n]{0,16}?(?:转移|外溢)")

#: Firms and projects from elsewhere, so many of them, are won as investors.
_WINS = re.compile(
    r"(?:引进|导入|引育|招引|引入|承接)[^，。；：\n]{0,24}?(?:企业|项目|产能)[^，。；：\n]{0,6}?[\d一二三四五六七八九十百两]+[余多]?[个家户]"
)
#: A name that is to be known (叫响“敦化大豆”, 提升“和硕产区”知名度).
_NAMES = re.compile(
    r"(?:叫响|打响|擦亮|唱响|做响)[^，。；\n]{0,4}[“\"][^”\"\n]{2,14}[”\"]"
    r"|[“\"][^”\"\n]{2,14}[”\"](?=[^，。；“\n]{0,6}(?:名片|知名度|地理标志|溯源|商标|全球推广))"
)
#: Use and waste that are to fall.
_SAVES = re.compile(
    r"(?:能耗|用水量|水耗|耗水量?|碳排放|排放量|排放强度)[^，。；：\n]{0,10}(?:下降|降低|降至|削减|控制)"
)
#: To whom things are sold is asked for in so many words.
_SELLS = re.compile(
    r"(?:开拓|拓展|抢占|扩大|打[入开]|进入|面向|挺进)[^，。；：\n]{1,16}市场|(?:走|打造|发展)[^，。；：\n]{0,6}电商"
    r"|(?:年交易额|交易中心|交易市场|网上交易)|(?<!占)出口(?=[^，。；：\n]{0,6}(?:国|洲|盟|东|美|亚|俄罗斯|德|[到至占比]|年均|增长|创汇))"
)

#: Parks by whatever stands before the word (阀门智造园, 油脂精炼园); gardens, schools and orchards are none.
_OTHER_PARK = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?<![公校家花果茶田儿游乐菜庄陵桑萄竹桃梨橘橙蔗胶植物林故])园"
    r"(?=[一二三四]期|[，。；：、）)\s\d和与及]|$|建设|项目)|(?:集中)?加工区)"
)

_PHRASES = (
    (_WINS, "investment"),
    (_NAMES, "brand"),
    (_SAVES, "green"),
    (_SELLS, "market"),
    (_OTHER_PARK, "zones"),
)


def find_phrases(text: str, hits: Sequence[TopicHit]) -> Iterator[TopicHit]:
    """Topics that words with others between them name (承接长三角产业转移), laid over those of single words.

    Parameters
    ----------
    text
        Any text.
    hits
        Words found in it. Where one of them names the industry, that is what is asked (承接纺织服装转移).

    Yields
    ------
    TopicHit
        Kind by kind, each in the order of the text.
    """
    for match in _RELAY.finditer(text):
        if any(match.start() <= hit.start < match.end() and not hit.is_theme for hit in hits):
            continue
        yield TopicHit(match.start(), match.end(), match[0], ("investment",), SURE)
    for pattern, topic in _PHRASES:
        for match in pattern.finditer(text):
            yield TopicHit(match.start(), match.end(), match[0], (topic,), SURE)
