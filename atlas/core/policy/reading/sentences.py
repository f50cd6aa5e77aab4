"""Sentences of a clause, the pieces that commas part, and whether a sentence asks for something or tells what is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.core.policy.reading.five_year_plans import PLAN
from atlas.core.policy.reading.sentence_ends import PROSE_ENDS

_END = re.compile(f"[{PROSE_ENDS}\n]+[”’」』]?")
_COMMA = re.compile("[，,：:]")
_TITLE = re.compile("《[^《》\n]{1,60}》")
_ASKS = re.compile(
    "支持|推动|推进|加快|打造|建设(?!成效)|力争|争取|鼓励|引导|培育|发展(?!情况|基础|势头)|壮大|提升|强化|加强|完善|健全|实施|开展|落实|促进|"
    "构建|建立|建成|确保|深化|优化|扩大|做强|做大|做优|集聚|布局|探索|统筹|推广|组织|聚焦|突出|抓好|抓实|着力|达到|新增|形成|应|须|"
    "要(?!素|求|点|害|闻|看到|清醒|认识到|正视)|严格|严控|严禁|创建|申报|引进|整合|加大|规划|设立|编制|出台|制定|坚持|围绕|依托|融入|承接|推出|举办|"
    f"到20[2-9]\\d年|{PLAN}(?:末|期间)|负责|协同|协调|利用|释放|提高|增强|巩固|盘活|保护|培养|扶持|奖励|补助|享受|适用|"
    "成立(?!以来|于|了)|实行|淘汰|压减|整治|退出|关停|取缔|腾退|整顿|取消|停止|共建|对接|联合|携手|畅通|打通|拓展|拓宽|开拓|办好|用好|管好|打响|叫响|唱响|擦亮"
)
_TELLS = re.compile(
    "(?:截至|截止|目前|当前|现有|近年来|多年来|过去|去年|上年|此前|“?十[二三四]五”?期间(?=[^，。]{0,6}(?:我|全|累计|已))|20\\d\\d年(?!底?前|末前|\\d{1,2}月(?:底|末|\\d{1,2}日)?前)(?:以来|，|底|末|全年|上半年|前三季度)?)"
)
_DONE = re.compile(
    r"尚(?:不足|无|缺|不到)|已(?!有产业|经在)|已经|累计(?:完成|建成|引进|实现)|完成了|建成了|形成了|实现了|达到了|拥有|共有|曾(?:是|为|经)|只有|仅有|是指|本[^，。]{2,6}所称|只作[^，。]{0,6}说明|存在的?(?:主要)?(?:问题|短板|不足)|位居|位列|分别为|同比|"
    r"(?:与|同|跟)(?![^，。；]{0,12}(?:[\d十]年|上年|去年|年度))[^，。；]{2,40}相比[，,]|"
    r"(?<=[县市区旗州])现有[^，。；年]{0,14}\d+[^，。；年\d]"
)
_ELSEWHERE = re.compile(
    "另行(?:规划|安排|制定|支持|研究|印发|通知)|不适用(?:本|于本)|由[^，。；]{2,30}负责解释|自印发之日起|自发布之日起|同时废止|予以废止"
)
_FUTURE = re.compile(
    "力争|争取|将(?!军|乐)|继续(?:实施|推进|保持|做|发展)|20\\d\\d年(?:底|末)前(?!已)|要(?!素|求|点|看到|清醒|认识到|正视)|(?<!截)[到至]20\\d\\d年|确保|必须(?!下大|高度|引起|认真|正视|重视)|今年(?=[要必再须力])|(?<!已)(?:支持|推动|推进)|加快|打造|鼓励|引导|培育|着力|围绕|进一步|持续|建设成为|下一步|依托|聚焦"
)
_BRACKETS = re.compile("[（(][^（()）]{0,60}[）)]")
_LEADING = "—“ "


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a clause.

    Parameters
    ----------
    start, end
        In the clean text, without its end mark.
    """

    start: int
    end: int


def split_sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Sentences of a stretch of the text.

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the stretch.

    Yields
    ------
    Sentence
        Not empty; a semicolon and a line end part sentences too.
    """
    position = start
    for found in _END.finditer(text, start, end):
        if text[position : found.start()].strip():
            yield Sentence(position, found.start())
        position = found.end()
    if text[position:end].strip():
        yield Sentence(position, end)


def split_pieces(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Pieces of a sentence between commas and colons.

    Parameters
    ----------
    text
        Clean text.
    sentence
        One of its sentences.

    Returns
    -------
    list of tuple
        Start and end of each, in order.
    """
    cuts = [found.start() for found in _COMMA.finditer(text, sentence.start, sentence.end)]
    starts = [sentence.start, *(cut + 1 for cut in cuts)]
    return list(zip(starts, [*cuts, sentence.end], strict=True))


def asks(words: str) -> bool:
    """Whether a sentence asks for something.

    Parameters
    ----------
    words
        The sentence.

    Returns
    -------
    bool
        False for one that only tells what is.
    """
    return bool(_ASKS.search(words)) and not tells_past(words) and not _ELSEWHERE.search(words)


def tells_past(words: str) -> bool:
    """Whether a sentence only tells what is or was.

    Parameters
    ----------
    words
        The sentence.

    Returns
    -------
    bool
        False as soon as it says what is to come.
    """
    words = _BRACKETS.sub("", words)
    if _FUTURE.search(words):
        return False
    return bool(_TELLS.match(words.strip(_LEADING)) or _DONE.search(words))


def tells_future(words: str) -> bool:
    """Whether a sentence says what is to come.

    Parameters
    ----------
    words
        The sentence.

    Returns
    -------
    bool
        True as soon as one word says so.
    """
    return bool(_FUTURE.search(words))


def title_stretches(text: str) -> list[tuple[int, int]]:
    """Titles of papers, 《…》.

    Parameters
    ----------
    text
        Clean text.

    Returns
    -------
    list of tuple
        Start and end of each, in order.
    """
    return [found.span() for found in _TITLE.finditer(text)]
