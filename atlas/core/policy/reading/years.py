"""Years that a text tells: by figure (到2027年), by five-year plan (“十四五”末), by distance (三年内) and as periods.

Each mention says what it does: sets a due year, tells a state of the past, or is only a base for comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from atlas.core.places.unit_tails import UNIT_TAILS, WHOLE_UNIT
from atlas.core.policy.reading.five_year_plans import PLAN_WITH_NUMBER, YEARS, end_of_plan
from atlas.core.policy.reading.name_spans import NameSpans
from atlas.core.policy.reading.numbers import WRITTEN_YEAR, read_chinese_number, read_year
from atlas.core.policy.reading.sentence_ends import SENTENCE_ENDS


class YearRole(StrEnum):
    """What a mention of a year does."""

    DUE = "due"  # 到2027年: governs what follows
    PLAIN = "plain"  # 2025年 within a sentence
    AS_OF = "as of"  # 截至2023年底
    FROM = "from"  # 从2023年的50亿元
    BASE = "base"  # 较2020年
    SINCE = "since"  # 2024年起
    SO_FAR = "so far"  # 2020年以来


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year as a text tells it.

    Parameters
    ----------
    start, end
        Positions of the words.
    year, year_from
        Year; first year of a period.
    role
        What it does.
    opens
        True when it opens a sentence or a list, so that sentences after it stand under it too.
    in_brackets
        True when it stands alone in brackets behind what it dates.
    is_end
        True when it closes what stands before it (2024年6月底前完成，…), so that what follows is of another year.
    """

    start: int
    end: int
    year: int
    year_from: int | None
    role: YearRole
    opens: bool = False
    in_brackets: bool = False
    is_end: bool = False


_RELATIVE = {
    "今年": 0,
    "本年度": 0,
    "本年": 0,
    "年内": 0,
    "年底前": 0,
    "明年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "前年": -2,
}
_NUMERIC = r"(?:19|20)\d\d"
_ONE = rf"(?:{_NUMERIC}|{WRITTEN_YEAR})"
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
_TO = r"\s?(?:—{1,2}|–|-{1,2}|~|至|到)\s?"
_PART = r"(?:上半年|下半年|\d{1,2}月(?:底|末|初|份)?|第?[一二三四1-4]季度|年?底|末|初|中)?(?:以前|之前|前后|前|内|左右)?"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_MENTION = re.compile(
    rf"(?<!\d)(?P<first>{_ONE})\s?年?(?:{_MONTH}月(?:底|末|初|份)?)?{_TO}(?P<last>{_ONE})\s?年(?:{_PART})"
    rf"|(?<![\d.])(?P<single>{_ONE})\s?(?:年(?!版|鉴)|(?=[、和及]\s?{_ONE})){_PART}度?"
    rf"|{PLAN_WITH_NUMBER}\s?(?P<stage>期间|时期|规划期|期末|中期|末期|末|内|以来|时|前期|后期|收官|规划末|期)"
    r"|(?P<relative>今年|本年度|(?<!基)本年|(?<![每全当])年内|(?<![每年])年底前|明年|(?<![成产营用达效工运])后年(?![产均销收实处加])"
    r"|去年|(?<!以)上年(?!产)|(?<![目当以产])前年(?![产均]))(?:底前|底|末|内|度)?"
    # 9月底前完成, 确保全年增长8%: of the year in which the text was written.
    rf"|(?P<current>(?<!每年)(?<![年\d每])(?:1[0-2]|[1-9])月(?:底|末|\d{{1,2}}日)之?前|(?<=确保)全年(?={WHOLE_UNIT}|地区生产|规上|规模以上))"
    rf"|(?:(?P<least>{_COUNT}){_TO})?(?P<count>{_COUNT})年(?:之?内|左右(?:的?时间)?|的?时间|的?努力)"
    rf"|(?<=力争)(?P<aimed>{_COUNT})年"
    rf"|(?:此后|其后|之后)的?(?P<later>{_COUNT})年"
    rf"|(?:未来|今后|接下来)(?P<next>{_COUNT})(?:到[{'一二三四五六七八九'}])?年"
)
_DUE_BEFORE = re.compile(r"(?:到|至|力争|争取|确保|直至|计划|预计|拟于|将于|在|于)\s?[“\"]?\Z")
_AS_OF_BEFORE = re.compile(r"(?:截至|截止到?|截)\s?\Z")
_MONTHS_AFTER = re.compile(r"\s?\d{1,2}(?:月)?[—\-~至到]{1,2}\d{1,2}月")
_BASE_BEFORE = re.compile(r"(?:较|比|与|跟|同|相比|相较于?|以|是|为|相当于|达到|超过|高于|低于)\s?\Z")
_BASE_WITH = re.compile(r"(?:与|跟|同|以|是|为|相当于|达到|超过|高于|低于)\s?\Z")
_BASE_AFTER = re.compile(r"的?(?:水平|基数|基期|相比|持平|为基|为基准|的\d+(?:\.\d+)?倍)|的?\s?[\d.]+\s?倍")
_ON_BASE = re.compile(r"(?:的|末|底|年)?.{0,14}?基础上")
_FROM_BEFORE = re.compile(r"[从由]\s?\Z")
_SINCE_AFTER = re.compile(r"\s?(?:起|开始|以后|之后)")
_NAME_AFTER = re.compile(
    r"\s?(?:远景|愿景|[一-龥]{0,8}(?:工作报告|统计公报|公报|年鉴|工作要点|修订)|(?:\d{1,2}月)?[\d*×X]{0,2}\s?日(?!前))"
)
_ENDS = re.compile("底?前?(?:全面|全部)?(?:完成|完工|到位|退出|关停|取缔)[，,]")
_LOOK_BACK = 6
# Behind them words begin anew.
_OPENS = f"{SENTENCE_ENDS}\n：:（("
# Words between the start of a sentence and its year.
_OPENING = re.compile(
    rf"(?:力争|确保|争取|预计|计划|努力|[全我本]?[{UNIT_TAILS}]|其中|到|至|在|——|[“\"\s])+\Z"
)
_OPENING_LENGTH = 10


def find_years(text: str, *, year: int | None, horizon: int | None) -> list[YearMention]:
    """Years told in a text, in its order.

    Parameters
    ----------
    text
        Text with half-width signs.
    year
        Year of the document, from which 今年 and 三年内 count; without it they tell nothing.
    horizon
        Year to which the plan runs.

    Returns
    -------
    list of YearMention
        Years inside titles and document numbers are left out.

    Examples
    --------
    >>> [(mention.year, mention.role.value) for mention in find_years("到2027年，较2023年翻一番", year=2024, horizon=2027)]
    [(2027, 'due'), (2023, 'base')]
    """
    titles = NameSpans(text, only_titles=True)
    return [mention for mention in _mentions(text, year, horizon) if mention.start not in titles]


def _mentions(text: str, year: int | None, horizon: int | None) -> Iterator[YearMention]:
    latest: int | None = None
    for match in _MENTION.finditer(text):
        told = _told(match, latest if match["later"] else year, None if match["later"] else horizon)
        if told is None or _NAME_AFTER.match(text, match.end()):
            continue
        first, latest = told
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        role = _role(match, text, before)
        yield YearMention(
            *match.span(),
            latest,
            first,
            role,
            opens=_opens(text, match, role),
            is_end=_ENDS.match(text, match.end()) is not None,
            in_brackets=before.endswith("(") and text[match.end() : match.end() + 1] == ")",
        )


def _told(match: re.Match[str], year: int | None, horizon: int | None) -> tuple[int | None, int] | None:
    """First and last year that the words mean."""
    if match["last"]:
        first, last = read_year(match["first"]), read_year(match["last"])
        return (first, last) if first < last else None
    if match["single"]:
        return None, read_year(match["single"])
    if match["plan"]:
        last = end_of_plan(match["plan"])
        return (last - YEARS + 1 if _is_span(match) else None), last
    if year is None:
        return None
    if match["current"]:
        return None, year
    if match["relative"]:
        return None, year + _RELATIVE[match["relative"]]
    count = read_chinese_number(
        match["count"] or match["aimed"] or match["later"] or match["next"]
    ) or _plain_count(match)
    return None, _after(year, int(count), horizon) if count else year


def _plain_count(match: re.Match[str]) -> int:
    words = match["count"] or match["aimed"] or match["later"] or match["next"]
    return int(words) if words.isdecimal() and words.isascii() else 0


def _after(year: int, count: int, horizon: int | None) -> int:
    """Year in which a stretch of years ends; the plan's own end where the first year counts as well."""
    if horizon is not None and horizon - year == count - 1:
        return horizon
    return year + count


def _is_span(match: re.Match[str]) -> bool:
    return match["stage"] in ("期间", "时期", "规划期", "内")


def _role(match: re.Match[str], text: str, before: str) -> YearRole:
    if match["stage"] == "以来" or text.startswith("以来", match.end()):
        return YearRole.SO_FAR
    if _SINCE_AFTER.match(text, match.end()):
        return YearRole.SINCE
    if _AS_OF_BEFORE.search(before) or _MONTHS_AFTER.match(text, match.end()):
        return YearRole.AS_OF
    if _is_base(match, text, before):
        return YearRole.BASE
    if match["last"]:
        return YearRole.DUE
    if _FROM_BEFORE.search(before):
        return YearRole.FROM
    return YearRole.DUE if _DUE_BEFORE.search(before) else YearRole.PLAIN


def _is_base(match: re.Match[str], text: str, before: str) -> bool:
    if not _BASE_BEFORE.search(before):
        return bool(before.endswith("在") and _ON_BASE.match(text, match.end()))
    return not _BASE_WITH.search(before) or bool(_BASE_AFTER.match(text, match.end()))


def _opens(text: str, match: re.Match[str], role: YearRole) -> bool:
    if role not in (YearRole.DUE, YearRole.PLAIN):
        return False
    before = _OPENING.sub("", text[max(0, match.start() - _OPENING_LENGTH) : match.start()])
    at_start = not before or before[-1] in _OPENS
    has_comma = text[match.end() : match.end() + 1] in ("，", ",", ":", "：")
    return (at_start and has_comma) or (role is YearRole.DUE and (at_start or has_comma))
