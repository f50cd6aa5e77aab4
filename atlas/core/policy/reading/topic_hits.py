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

#: From this weight on a word gives its topics whatever stands beside it; below, only when no other word does.
SURE = 0.5

#: As ``SURE``, for a text that names no industry.
FAIR = 0.4

#: Below this weight a word (企业, 项目) says nothing that a planner would look for.
_LEAST = 0.25

#: What a word is still worth inside the title of another document, the name of a company, or what is at hand already.
_BORROWED = 0.45
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
