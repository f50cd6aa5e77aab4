"""Words that name topics, where they were found, and what they are worth where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas.core.policy.reading.undertaking_companies import find_companies

#: Topics of how to act rather than of what to make: they do not push out the industry that a heading names.
THEMES = frozenset(
    {
        "5g",
        "brand",
        "digital",
        "enterprises",
        "finance",
        "general",
        "green",
        "innovation",
        "investment",
        "market",
        "output",
        "srdi",
        "talent",
        "tax",
        "zones",
    }
)

_PARKS = ("zones",)

#: From this weight on a word gives its topics whatever stands beside it; below, only when no other word does.
SURE = 0.5

#: As ``SURE``, for a text that names no industry.
FAIR = 0.4

#: Below this weight a word (企业, 项目) says nothing that a planner would look for.
_LEAST = 0.25

#: What a word is still worth inside the title of another document, the name of a company, or what is at hand already.
_BORROWED = 0.35
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_AT_HAND = re.compile(
    r"(?:依托|利用|立足|凭借|发挥)[^，。；\n]{0,60}?"
    r"(?:(?:基础|优势|条件)(?=，)|(?:资源|原料)(?:优势)?(?=，|做[强大优]|发展|推进|建设|打造|培育|延伸|布局))"
)

#: What a place is told not to do counts only when the text names nothing else (发展茶业，严禁化工项目).
_AVOIDED = 0.3
_FORBIDDEN = re.compile(
    r"(?:严禁|禁止|不得|不再|不予|不宜|不布局|不新增|暂不|暂停|严控|严格控制|严格限制|限制|遏制|退出|关停|淘汰)[^，。；\n]{0,40}"
)
#: What others have shown, and what another office looks after, is not what the text asks for.
_NOT_ASKED = re.compile(
    r"(?:学习|借鉴|参照|对标|考察)[^，。；\n]{0,40}?(?:经验|做法|模式)"
    r"|[^，。；：\n]{0,40}(?:另行(?:规划|安排|制定|支持|培育|推介|管理)|由[^，。；\n]{2,8}(?:部门|局|厅|委)(?:负责|推介|统一|支持|培育|管理))"
)

#: Who is to do it stands in brackets at the end; the names of offices hold words such as 旅游 and 科技.
_RESPONSIBLE = re.compile(
    r"[（(\[【](?:牵头|责任|配合|主责|参与|主办|协办|落实)[^（()）\[\]【】\n]{0,300}[）)\]】]"
)

#: To take over industries from elsewhere is to win investors.
_RELAY = re.compile(r"承接[^，。；\n]{0,16}?(?:转移|外溢)")

#: Said behind an industry: what it leaves, and what others make for it.
_LEFT_OVER = re.compile(
    r"尾矿|尾砂|冶炼渣|废渣|废料|边角料|下脚料|剩余物|废弃物|废水|污泥|用(?=[钢铝铜材纸布膜玻胶漆])"
)
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
    r"(?:能耗|用水量|水耗|碳排放|排放量|排放强度)[^，。；：\n]{0,10}(?:下降|降低|降至|削减|控制)"
)
#: To whom things are sold is asked for in so many words.
_SELLS = re.compile(
    r"(?:开拓|拓展|抢占|扩大|打[入开]|进入|面向|挺进)[^，。；：\n]{1,16}市场|(?:走|打造|发展)[^，。；：\n]{0,6}电商"
    r"|(?:年交易额|交易中心|交易市场|网上交易)|(?<!占)出口(?=[^，。；：\n]{0,6}(?:国|洲|盟|东|美|亚|俄罗斯|德|[到至占比]|年均|增长|创汇))"
)

#: A park is asked for where it is built, widened or raised; elsewhere it is only where something happens.
_AT_WORK = 0.6
_BUILDS = re.compile(
    r"(?:[建创设]设|建成|建好|打造|规划|[新扩共合改续]建|创[建成]|争创|设立|升级|申报|培育|推[动进]|加快|改造|启动|布局|新增|开发|提升|完善|支持|划定|办好|做[强大优])"
    r"[^，。；：\n]{0,30}$"
)
_FOUNDS = re.compile(r"(?:建设|建成|打造|创建|新设|设立|申报|升级)[^，。；：、\n]{0,12}$")
_IS_BUILT = re.compile(
    r"[^，。；：、\n]{0,6}(?:建设|扩[区建容大]|升级|面积|占地|[一二三四五六]期|起步区|提[档质升]|项目|工程|调区|调规|整合|申报|创建|共建|合作|产值|营业收入|亩均|税收|污水|吸纳|$)|[：:]"
)

#: Parks by whatever stands before the word (阀门智造园, 油脂精炼园); gardens, schools and orchards are none.
_OTHER_PARK = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?<![公校家花果茶田儿游乐菜庄陵桑萄竹桃梨橘橙蔗胶植物林故])园"
    r"(?=[一二三四]期|[，。；：、）)\s\d和与及]|$|建设|项目)|(?:集中)?加工区)"
)

#: So many ways to act in one breath (资金、人才、品牌、科技等支持) are no goals of their own.
_MANY_THEMES = 4
_BREATH = re.compile(r"[^，。；：\n]+")


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word of plans and the topics it names.

    Parameters
    ----------
    word
        As written in texts.
    topics
        Slugs; empty for a word that names none but holds one that would (茶话会 holds 茶).
    weight
        0 to 1: how sure the topic is meant where the word stands.
    """

    word: str
    topics: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A word found in a text.

    Parameters
    ----------
    start, end
        Positions in the text, end not included.
    words
        As written.
    topics
        Slugs, at least one.
    weight
        Of the word, see ``TopicWord``.
    """

    start: int
    end: int
    words: str
    topics: tuple[str, ...]
    weight: float

    @property
    def is_theme(self) -> bool:
        """Whether it tells only how to act."""
        return THEMES.issuperset(self.topics)


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
        In the order of the text.
    """
    for match in _RELAY.finditer(text):
        if any(match.start() <= hit.start < match.end() and not hit.is_theme for hit in hits):
            continue
        yield TopicHit(match.start(), match.end(), match[0], ("investment",), SURE)
    for match in _WINS.finditer(text):
        yield TopicHit(match.start(), match.end(), match[0], ("investment",), SURE)
    for match in _NAMES.finditer(text):
        yield TopicHit(match.start(), match.end(), match[0], ("brand",), SURE)
    for match in _SAVES.finditer(text):
        yield TopicHit(match.start(), match.end(), match[0], ("green",), SURE)
    for match in _SELLS.finditer(text):
        yield TopicHit(match.start(), match.end(), match[0], ("market",), SURE)
    for match in _OTHER_PARK.finditer(text):
        yield TopicHit(match.start(), match.end(), match[0], ("zones",), SURE)


def weigh(text: str, hits: list[TopicHit]) -> list[TopicHit]:
    """The hits with the weight that the place where they stand leaves them; those worth nothing are left out.

    Parameters
    ----------
    text
        The text.
    hits
        Found in it, in its order.
    """
    worth = [1.0] * len(text)
    for start, end, factor in _stretches(text, hits):
        worth[start:end] = [min(factor, before) for before in worth[start:end]]
    weighed = [replace(hit, weight=hit.weight * worth[hit.start]) for hit in hits]
    weighed = [
        replace(hit, weight=hit.weight * _AVOIDED) if _is_left_over(text, hit) else hit for hit in weighed
    ]
    weighed = [_park(text, hit) if hit.topics == _PARKS else hit for hit in weighed]
    for start, end in _crowds(text, weighed):
        weighed[start:end] = [
            replace(hit, weight=hit.weight * _BORROWED) if hit.is_theme else hit for hit in weighed[start:end]
        ]
    return [hit for hit in weighed if hit.weight >= _LEAST]


def strongest(hits: list[TopicHit]) -> list[TopicHit]:
    """The hits that count beside one another: weak ones only for want of better.

    Parameters
    ----------
    hits
        With the weight they have where they stand.
    """
    industries = [hit for hit in hits if not hit.is_theme]
    sure = [hit for hit in hits if hit.weight >= SURE]
    if any(hit.weight >= SURE for hit in industries):
        return sure
    if industries:
        least = FAIR if sure else 0.0
        return [hit for hit in hits if hit.weight >= (SURE if hit.is_theme else least)]
    # Ways to act stand side by side: a sure one does not push out the others that are named with it.
    half = max((hit.weight for hit in hits), default=0.0) / 2
    return [hit for hit in hits if hit.weight >= min(FAIR, half)]


def _is_left_over(text: str, hit: TopicHit) -> bool:
    """Whether what is said is not the industry but what it leaves (石墨尾矿) or what is made for it (汽车用钢)."""
    return hit.topics != ("waste-utilisation",) and _LEFT_OVER.match(text, hit.end) is not None


def _park(text: str, hit: TopicHit) -> TopicHit:
    """A park, with less weight where it is only the place of something else, and more where a named zone is built."""
    if _FOUNDS.search(text, max(0, hit.start - 16), hit.start):
        return replace(hit, weight=max(hit.weight, SURE))
    if _BUILDS.search(text, max(0, hit.start - 40), hit.start) or _IS_BUILT.match(text, hit.end):
        return hit
    return replace(hit, weight=hit.weight * _AT_WORK)


def _stretches(text: str, hits: list[TopicHit]) -> Iterator[tuple[int, int, float]]:
    """Stretches of a text in which words are worth less, and how much."""
    if not hits:
        return
    for company in find_companies(text):
        yield company.start, company.end, _BORROWED
    for pattern, factor in (
        (_TITLE, _BORROWED),
        (_AT_HAND, _BORROWED),
        (_FORBIDDEN, _AVOIDED),
        (_NOT_ASKED, _AVOIDED),
        (_RESPONSIBLE, 0.0),
    ):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), factor


def _crowds(text: str, hits: list[TopicHit]) -> Iterator[tuple[int, int]]:
    """Runs of hits, by number, that stand in one breath with too many themes."""
    position = 0
    for match in _BREATH.finditer(text):
        first = position
        while position < len(hits) and hits[position].start < match.end():
            position += 1
        if len({hit.topics for hit in hits[first:position] if hit.is_theme}) >= _MANY_THEMES:
            yield first, position
