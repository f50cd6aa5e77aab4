"""Topics of a statement: those of its own words, else of the words before it in the sentence, else of the headings."""

from __future__ import annotations

import re

from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.figure_places import UNTIL
from atlas.core.policy.reading.prohibitions import without_bans
from atlas.core.policy.reading.sentence_ends import STATEMENT_END
from atlas.core.policy.reading.statements import Statement
from atlas.core.policy.reading.topics.find import GENERAL, words_around_core
from atlas.core.policy.reading.topics.hits import THEMES

# Signs before a statement that may name what it is about.
_LONGEST_LEAD = 200
# 重点县（市）：开阳、息烽。发展磷化工: what a list by itself is for stands behind it.
_LIST_LABEL = re.compile("(?:重点|主要|优先|支持|布局|覆盖|涉及|实施)[^，,。；;：:]{0,12}[：:]")
_LIST_WORDS = re.compile(r"[、，,和与及以等县市区州旗地\s（）()]*")
_TOWN_TAILS = ("乡", "镇")
# What a place makes and no verb: the next place and its product stand behind the mark.
_PRODUCT = re.compile(
    "(?![^、]*(?:建设|发展|打造|建成|培育|推[进动广]|生产|加工$|做[大强优]|引进|提升|布局))[^，。；：、]{2,8}、"
)
# What a plan is made for is no task of it (为加快发展茶叶产业，结合实际，制定本方案).
_PURPOSE = re.compile("(?:制定|制订|编制|拟定|出台)(?:了?本|此)|(?:提出|制定)(?:以下|如下)")


def topics_of_statement(context: Context, statement: Statement, above: tuple[str, ...]) -> tuple[str, ...]:
    """Topics of a statement.

    Parameters
    ----------
    context
        The document.
    statement
        One of its statements.
    above
        Topics of the headings.

    Returns
    -------
    tuple of str
        Slugs, never empty.
    """
    finder, text = context.tools.topics, context.text
    if tells_purpose(context, statement):
        return (GENERAL,)
    lead = text[max(statement.lead[0], statement.lead[1] - _LONGEST_LEAD) : statement.lead[1]]
    ahead = (
        words_around_core(text, statement.start, statement.end)
        or _words_behind_list(context, statement)
        or _words_behind_members(text, statement)
    )
    above = finder.topics_of(ahead, fallback=above) if ahead else above
    fallback = finder.topics_of(lead, fallback=above) if lead else above
    words = text[statement.start : _end_of_own(context, statement)]
    words = _without_names(context, statement, words)
    own = finder.topics_of(
        words if statement.is_ban else without_bans(words),
        fallback=fallback,
        heading=above,
        is_ban=statement.is_ban,
        places=[
            (mention.start - statement.start, mention.end - statement.start)
            for chain in context.chains(statement.start, statement.end)
            for mention in chain.mentions
        ],
    )
    return _with_shared(own, finder.topics_of(_words_behind_products(text, statement)))


def _with_shared(own: tuple[str, ...], shared: tuple[str, ...]) -> tuple[str, ...]:
    """Topics of one product of a list, with what is done with all of them."""
    themes = tuple(topic for topic in shared if topic in THEMES and topic != GENERAL)
    return own if THEMES.issuperset(own) else tuple(dict.fromkeys((*own, *themes)))


def tells_purpose(context: Context, statement: Statement) -> bool:
    """Whether a statement of the opening words only says what the document is made for.

    Parameters
    ----------
    context
        The document.
    statement
        One of its statements.

    Returns
    -------
    bool
        True for 为贯彻部署，结合我市实际，制定本方案.
    """
    is_opening = statement.start < context.opening_end
    return is_opening and _PURPOSE.search(context.text, statement.start, statement.end) is not None


def _words_behind_members(text: str, statement: Statement) -> str:
    """What stands behind a list to whose members more is said than their names (甲县依托古镇、乙县依托湿地，发展旅游)."""
    if text[statement.end - 1 : statement.end] != "、":
        return ""
    rest = STATEMENT_END.split(text[statement.end : statement.end + _LONGEST_LEAD])[0]
    return rest.partition("，")[2]


def _without_names(context: Context, statement: Statement, words: str) -> str:
    """The words, as long as before, without the names of towns: 古城乡 has no old town to show."""
    names = list(statement.towns)
    for chain in context.chains(statement.start, statement.end):
        names += [(one.start, one.end) for one in chain.mentions if one.words.endswith(_TOWN_TAILS)]
    for first, last in names:
        start, end = first - statement.start, last - statement.start
        if end <= len(words):
            words = f"{words[:start]}{'〇' * (end - start)}{words[end:]}"
    return words


def _words_behind_products(text: str, statement: Statement) -> str:
    """What is done with all products of a list, behind one that only names its own (甲五金、乙丝网参展，拓展海外市场)."""
    if not statement.asked:
        return ""
    last = statement.asked[-1].mention.end
    if _PRODUCT.fullmatch(text, last, statement.end) is None:
        return ""
    return STATEMENT_END.split(text[statement.end : statement.end + _LONGEST_LEAD])[0]


def _end_of_own(context: Context, statement: Statement) -> int:
    """Where a statement on some places turns to the whole area (甲县建设产业园，全市上云企业达到3000户)."""
    if not statement.asked:
        return statement.end
    whole = re.compile(f"[，,]{UNTIL}{context.area.scope_word}(?![市域国内])")
    found = whole.search(context.text, statement.asked[-1].mention.end, statement.end)
    return found.start() if found else statement.end


def _words_behind_list(context: Context, statement: Statement) -> str:
    """What the rest of the paragraph says up to its next place, where a statement is a list of places with a label."""
    text = context.text
    label = _LIST_LABEL.match(text, statement.start, statement.end)
    if label is None or not statement.asked:
        return ""
    position = label.end()
    for place in statement.places:
        if _LIST_WORDS.fullmatch(text, position, place.mention.start) is None:
            return ""
        position = place.mention.end
    if _LIST_WORDS.fullmatch(text, position, statement.end) is None:
        return ""
    line_end = text.find("\n", statement.end)
    line_end = line_end if line_end >= 0 else len(text)
    following = next(iter(context.chains(statement.end, line_end)), None)
    return text[statement.end + 1 : following.start if following else line_end]
