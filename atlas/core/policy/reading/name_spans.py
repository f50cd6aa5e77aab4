"""Numerals that are parts of names: titles, slogans in quotation marks, document numbers, standards, rankings.

They are found first, so that no rule for figures has to know them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_TITLE = r"《[^《》\n]{1,80}》"
_DOCUMENT_NUMBER = (
    r"[〔\[(【]\s?(?:19|20)\d\d\s?[〕\])】]\s?第?\s?\d{1,5}\s?号|第?\d{1,5}号(?:文|令|公告|楼|线|路)?"
)
_TITLE_PERIOD = r"(?<=[》案划见领纲要动施])\s?[\"”]?\((?:19|20)\d\d年?\s?[—–~至-]{1,2}\s?(?:19|20)\d\d年?\)"
_FORMULA = r"[\dA-Za-zNnXx]{1,4}(?:\s?[+×]\s?[\dA-Za-zNnXx]{1,4})+"
_RANKED = r"\d{1,4}\s?(?:强|佳|大|景|县(?=榜)|城)|[一二三四五六七八九十百千]{1,3}(?:强|佳|大(?!中))"
_RATING = r"\d\s?A{1,5}级?(?![A-Za-z])|\d(?:[.]\d)?(?:级|星级|G|D|C|A)(?![A-Za-z])"
_NETWORK = r"\d{1,4}\s?(?:千伏|kV|KV|伏(?!安))"
_ANNEX = r"(?:附件|附表|附图|专栏|表|图|条款|编号|电话|代码)\s?[:：]?\s?[\d\-—.]{1,20}"
_ORDINAL = r"第\s?(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_CLOCK = r"\d{1,2}[:：]\d\d|(?:全天|7\s?[×x*]\s?)?24小时|365天"
_DATE = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}月\s?\d{1,2}日"
_IDIOM = (
    r"千家万户|百家争鸣|万家灯火|千村万户|百城千园|万企万亿|万企[^，。]{1,2}|千企[^，。]{1,3}|百企[^，。]{1,3}|万户苗寨|千户苗寨"
    r"|千[行]百业|百年|千年|万年|千百十亿|十百千万|百千万|千百万|万千百亿|千万(?:工程|不)|万人计划|千人计划|万里|千里|百里"
    r"|[一两三](?:县|镇|村|区|园|企|户|链|事|人|业|品)[一两三多](?:策|业|品|特|园|区|链|码|档|案|议|证)"
    r"|[三四五六七八]个(?:一批|一|自信|意识|全面|维护|转变|代表|面向|统筹|坚持|聚焦)"
)
# Places whose names begin like a count.
_PLACE = r"六枝|三台|五台|四方台|七台河|九台|三门(?!类)|五家渠|三元区|八所|十八站|百户|千户|万户(?!企)"
_NAME = re.compile(
    "|".join(
        (
            _TITLE,
            _DOCUMENT_NUMBER,
            _TITLE_PERIOD,
            _FORMULA,
            _RANKED,
            _RATING,
            _NETWORK,
            _ANNEX,
            _ANNEX,
            _ORDINAL,
            _CLOCK,
            _DATE,
            _IDIOM,
            _PLACE,
        )
    )
)
_TITLED = re.compile("|".join((_TITLE, _DOCUMENT_NUMBER, _TITLE_PERIOD)))
_QUOTED = re.compile(r"“([^“”\n]{1,40})”|‘([^‘’\n]{1,40})’|「([^「」\n]{1,40})」|\"([^\"\n]{1,40})\"")
# Quotation marks round a whole statement or round a size class (“百亿级”企业) do not make it a name.
_STATEMENT = re.compile(
    r"[，。；,;]|达到|突破|超过|以上|不低于|不少于|翻[一两]?番|\d+(?:\.\d+)?(?:%|[万亿]?元)"
)
_SIZE_CLASS = re.compile(r"(?:\d+(?:\.\d+)?|[一二三五十百千]{1,2})(?:万亿|亿|万)元?(?:级|产业|企业|园区)?")


class NameSpans:
    """The stretches of a text in which numerals are parts of names.

    Parameters
    ----------
    text
        Text with half-width signs.
    only_titles
        Leave out slogans, ratings and the like; for years, which stand in quotation marks too (“十四五”末).
    """

    def __init__(self, text: str, *, only_titles: bool = False) -> None:
        spans = [match.span() for match in (_TITLED if only_titles else _NAME).finditer(text)]
        if not only_titles:
            spans += [match.span() for match in _QUOTED.finditer(text) if _is_slogan(match)]
        self._spans = _merge(spans)
        self._starts = [start for start, _ in self._spans]

    def __contains__(self, position: object) -> bool:
        """True when the sign at a position belongs to a name."""
        if not isinstance(position, int):
            return False
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._spans[index][1]


def _is_slogan(match: re.Match[str]) -> bool:
    words = next(group for group in match.groups() if group is not None)
    return not (_STATEMENT.search(words) or _SIZE_CLASS.fullmatch(words))


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
