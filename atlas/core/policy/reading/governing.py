"""What the headings above a clause say of it: the places it is about, its topics, its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.core.model import Level, Relation
from atlas.core.places.resolution import Thing
from atlas.core.places.unit_tails import EACH, WHOLE
from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.entry_names import is_entry
from atlas.core.policy.reading.holders import HOLDS_BEHIND
from atlas.core.policy.reading.numbers import read_chinese_number
from atlas.core.policy.reading.roles import PlaceRole, rules_out
from atlas.core.policy.reading.sections import Section
from atlas.core.policy.reading.sentence_ends import PROSE_ENDS, SEMICOLONS
from atlas.core.policy.reading.sentences import Sentence
from atlas.core.policy.reading.sides import Side
from atlas.core.policy.reading.statements import Statement, read_statements

#: The rule by which the places at the head of a paragraph are those of all of it.
TOLD_BY_LABEL = "label of its paragraph"
# Words that open a list stand right before it.
_LONGEST_OPENING = 300
# What may stand beside the names of a heading: its number, and what kind of zone it is.
_NUMBER_OR_KIND = re.compile(
    "第[一二三四五六七八九十百\\d]+[编篇章节条]|"
    "(?:工业|产业|经济|技术|高新|新型)*(?:集中区|集聚区|园区|开发区|工业园|产业园|经开区|高新区|管理区|试验区)|"
    "(?:沿海|沿江|沿线)?(?:地区|片区|板块|生态区|经济[区圈]|(?:产业)?集群)|各?[县市区州]+(?=[。：:\\s]|$)"
)
_NAME_OF_AREA = re.compile("(?:区|带|走廊|板块|圈|基地)[。：:]?$")
_ASKS_IN_NAME = re.compile("发展|建设|打造|做[大强优]|提升|加快|推[进动]|培育|壮大|扩大|支持|构建")
# More than 和 or 等 beside the names.
_SAYS = re.compile("[\u4e00-\u9fff]{2}")
# A year in which something is finished is told of that only, whatever stands below.
_YEAR = re.compile(
    r"(20\d\d)年(?!(?:\d{1,2}月)?[底末]?前?(?:建成|投产|完工|竣工|完成|投用|达产|并网|投运|全面?建成))"
)
# 1.石泉县富硒食品加工园项目。总投资5.2亿元…
_PROJECT = re.compile("[^，,、；：:。]{4,36}(?:项目|工程|生产线)(?:[一二三四五六]期)?")
_PROJECT_LIST = re.compile(
    "(?:重点|重大|示范|建设|新建|拟建|在建|储备|招商|首批|第[一二三四五]批|年度)[^，。；]{0,8}项目(?:计划)?(?:[一览清名]?[表单库]|清单|名单|一览表|库)?$"
)
# What may stand before the name that an entry of a box begins with.
_ENTRY_SIGNS = " \t\n\u3000*•·●—-：:、（）()"
_PAST_HEADING = re.compile(
    "现状|现有基础|产业基础|发展态势|基本情况|基本概况|发展概况|现实基础|发展基础|工作基础|基础条件|主要成效|工作成效|发展成效|存在(?:的)?问题|已完成|工作回顾|回顾$|工作总结|年工作情况|取得的?成[绩就效]"
)
_REPORTS = re.compile(r"(?:[（(][一二三四五六七八九十]{1,3}[）)])?会议(?:指出|认为|听取|通报|充分肯定)")
_OF_OTHERS = re.compile(
    f"[^，,。；]{{0,8}}(?:{WHOLE}|{EACH}|每个?[县市区旗]|省级|市级|省财政|市财政|[两三四五六七八九十]县)"
)
# 三县新增企业60家, 到2027年两地…: places named before.
_COUNTED = re.compile(
    r"\s*(?:(?:到|至)?20\d\d年(?:底|末)?前?[，,]?)?(?:力争|争取|确保|支持|推动)?(?:上述|以上|这)?(?P<count>[两二三四五六七八九十]|\d{1,2})个?"
    r"(?:地区?|[县市区旗]{1,2}|[县市区旗]\s?[（(][市区旗县、]{1,5}[）)])(?![级委政域长城场间])"
)
# ；支持…, ；同时…, ②…: words that a subject in front goes on with.
_NO_SUBJECT = re.compile(
    r"\s*(?:[①-⑳]|同时|并(?!购)|有序|有效|支持|推动|推进|加快|鼓励|引导|培育|发展|建设|打造|依托|利用|实施|开展|强化|加强|扩大|壮大|做[大强优精]|延伸|完善|淘汰|治理|整治|改造|引进|承接|重点|着力|力争|积极)"
)
# 现状与目标 tells of both, and each clause below it says for itself which.
_COMING_HEADING = re.compile("目标|思路|要求|任务|举措|布局|方向|路径")


@dataclass(frozen=True, slots=True)
class Governing:
    """What the headings above a clause say.

    Parameters
    ----------
    places
        Places that the clause is about without naming them: from the heading, or the document's own county.
    told_by
        Name of the rule that found these places.
    topics
        Topics of the headings.
    year
        Year set by a heading or the clause above.
    is_ruled_out
        Whether the clause above lists what may not be.
    is_past
        Whether the headings say that what stands below them tells what is and was.
    """

    places: tuple[PlaceRole, ...] = ()
    told_by: str = "told by the heading"
    topics: tuple[str, ...] = ()
    year: int | None = None
    is_ruled_out: bool = False
    is_past: bool = False


def governs(context: Context, section: Section, above: Governing) -> Governing:
    """What the heading of a clause says for the clauses below it.

    Parameters
    ----------
    context
        The document.
    section
        The clause.
    above
        What the headings above it say.

    Returns
    -------
    Governing
        Its own places and topics, or those from above where it has none.
    """
    is_ruled_out = above.is_ruled_out or rules_out(
        context.text[section.words : section.end].rstrip()[-_LONGEST_OPENING:]
    )
    # A list of the projects of a year says when they were put on it, not when they are done.
    told = None if _PROJECT_LIST.search(section.heading) else _YEAR.search(section.heading)
    own = replace(
        above,
        topics=context.tools.topics.topics_of(section.heading, fallback=above.topics, heading=above.topics)
        if section.heading
        else above.topics,
        year=int(told[1]) if told else above.year,
        is_ruled_out=is_ruled_out,
        is_past=above.is_past or tells_of_past(section.heading),
    )
    if not any(context.chains(section.start, section.body)):
        return own
    sentence = Sentence(section.start, section.body)
    statements = read_statements(context, sentence, is_governed=bool(above.places))
    # The first sentence of a paragraph is a goal of its own; only a line by itself governs what stands below.
    if section.body < section.end and context.text[section.body - 1 : section.body] in PROSE_ENDS:
        is_titled = (
            is_entry(section)
            or _PROJECT.fullmatch(section.heading) is not None
            or only_names(context.text, statements[0])
        )
        titled = entry_places(context.text, section, statements[0]) if is_titled else ()
        return replace(own, places=titled or above.places)
    asked = tuple(
        place
        for statement in statements
        for place in statement.asked
        if place.side is Side.INSIDE and place.mention.resolution.best is not None
    )
    counties = tuple(place for place in asked if _level(place) is Level.COUNTY)
    groups = tuple(place for place in asked if _level(place) is Level.PREFECTURE or _is_region(place))
    return replace(own, places=counties or groups or above.places)


def entry_places(text: str, section: Section, first: Statement) -> tuple[PlaceRole, ...]:
    """Places with which an entry of a box begins, so that all of it is about them (1.桐城绿色包装。到2030年…).

    Parameters
    ----------
    text
        Clean text.
    section
        The entry.
    first
        Its first statement.

    Returns
    -------
    tuple of PlaceRole
        Empty when it begins with other words.
    """
    asked = first.asked
    if not asked or text[section.words : asked[0].mention.start].strip(_ENTRY_SIGNS):
        return ()
    return asked


def tells_of_past(heading: str) -> bool:
    """Whether a heading says that what stands below it is and was (发展基础), and nothing of what is to be.

    Parameters
    ----------
    heading
        Its words.

    Examples
    --------
    >>> tells_of_past("现状与问题"), tells_of_past("现状与目标")
    (True, False)
    """
    return bool(_PAST_HEADING.search(heading)) and not _COMING_HEADING.search(heading)


def governs_here(
    context: Context, sentence: Sentence, governing: Governing, before: Sequence[Statement]
) -> Governing:
    """What governs a sentence: as its clause, with three exceptions.

    What a meeting was told (会议指出，…) is no task of it. What a semicolon parts from the words on some places goes on with
    them where it has no subject of its own (甲县发展石材；支持企业改造), and below a heading that names several places in any
    case. And a sentence may count the places before it again (三县新增企业60家).

    Parameters
    ----------
    context
        The document.
    sentence
        The sentence.
    governing
        What governs its clause.
    before
        Statements of the sentence before it; none in entries, which are about their own place throughout.

    Returns
    -------
    Governing
        The same, told of the past, or with the places of the words before.
    """
    text = context.text
    paragraph = text.rfind("\n", 0, sentence.start) + 1
    here = replace(governing, is_past=True) if _REPORTS.match(text, paragraph) else governing
    asked = before[-1].asked if before else ()
    if not asked or any(context.chains(sentence.start, sentence.end)):
        return here
    together = _counted_again(text, sentence, before)
    if together:
        return replace(here, places=together, told_by="counted again")
    goes_on = text[sentence.start - 1] in SEMICOLONS and (
        governing.places or _goes_on(text, sentence, before)
    )
    if not goes_on or _OF_OTHERS.match(text, sentence.start, sentence.end):
        return here
    return replace(here, places=asked, told_by="goes on from the words before")


def _counted_again(text: str, sentence: Sentence, before: Sequence[Statement]) -> tuple[PlaceRole, ...]:
    """The places of the sentence before that this one counts (甲、乙县发展面料，丙县发展羽绒。三县新增企业60家)."""
    counted = _COUNTED.match(text, sentence.start, sentence.end)
    if counted is None:
        return ()
    asked = {place.mention.resolution.best: place for one in before for place in one.asked}
    return tuple(asked.values()) if read_chinese_number(counted["count"]) == len(asked) else ()


def _goes_on(text: str, sentence: Sentence, before: Sequence[Statement]) -> bool:
    """Whether what a semicolon parts goes on with the one list of places before it, having no subject of its own."""
    return len(before) == 1 and _NO_SUBJECT.match(text, sentence.start, sentence.end) is not None


def only_names(text: str, statement: Statement) -> bool:
    """Whether a statement names places and says nothing of them (一、库尔勒市); what is asked of them stands below.

    Parameters
    ----------
    text
        Clean text.
    statement
        The statement.

    Returns
    -------
    bool
        False when it names no place.
    """
    said = text[statement.start : statement.end]
    for place in statement.places:
        start, end = place.mention.start - statement.start, place.mention.end - statement.start
        said = f"{said[:start]}{' ' * (end - start)}{said[end:]}"
    return bool(statement.places) and not _SAYS.search(_NUMBER_OR_KIND.sub("", said))


def joins_before(statements: Sequence[Statement], index: int, governing: Governing) -> Governing:
    """What governs a statement that names partners only: the places asked right before it (甲县…，与乙县协作发展…).

    Parameters
    ----------
    statements
        Of one sentence.
    index
        Of the statement.
    governing
        What governs the sentence.
    """
    statement = statements[index]
    names_partners = bool(statement.places) and all(
        place.role.relation is Relation.PARTNER for place in statement.places
    )
    if index == 0 or not names_partners or not statements[index - 1].asked:
        return governing
    return replace(governing, places=statements[index - 1].asked, told_by="goes on from the words before")


def is_name_of_area(section: Section, statement: Statement) -> bool:
    """Whether a heading only calls several counties by a name (陕北能源化工区); what is asked of them stands below.

    Parameters
    ----------
    section
        The clause.
    statement
        The only one of its heading.
    """
    heading = section.heading
    if not _NAME_OF_AREA.search(heading) or _ASKS_IN_NAME.search(heading):
        return False
    return section.body < section.end and not any(_level(place) is Level.COUNTY for place in statement.asked)


def is_taken_up(text: str, statements: Sequence[Statement], index: int) -> bool:
    """Whether a statement only names places of which those behind it speak (盐都、亭湖：盐都发展芯片，亭湖发展装备; 百色市：凌云县…).

    Parameters
    ----------
    text
        Clean text.
    statements
        Of one sentence.
    index
        Of the statement.

    Returns
    -------
    bool
        False where one of its places is not spoken of again.
    """
    statement = statements[index]
    if text[statement.end - 1 : statement.end] not in "：:" or not only_names(text, statement):
        return False
    if statement.places and all(place.role == HOLDS_BEHIND for place in statement.places):
        return True
    behind = {code for one in statements[index + 1 :] for code in _asked_codes(one)}
    own = _asked_codes(statement)
    return bool(own) and own <= behind


def _asked_codes(statement: Statement) -> set[str]:
    return {code for place in statement.asked for code in place.mention.resolution.adcodes}


def _is_region(place: PlaceRole) -> bool:
    best = place.mention.resolution.best
    return best is not None and best.thing is Thing.REGION


def _level(place: PlaceRole) -> Level | None:
    """Of a place that is one unit."""
    best = place.mention.resolution.best
    return best.level if best is not None and len(best.adcodes) == 1 else None
