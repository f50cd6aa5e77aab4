"""Notes that say who answers for a task and by when (责任单位：…, 完成时限：…, （市工信局牵头，各县区配合）).

A note is no task itself: its places and its year belong to the task before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from atlas.core.policy.reading.figures.spans import TERM
from atlas.core.policy.reading.sentence_ends import COMMAS, STATEMENT_ENDS
from atlas.core.policy.reading.sentences import Sentence, split_sentences

_WHO = (
    "(?:牵头|责任|配合|负责|主管|主责|主办|协办|承办|实施|落实|参与|参加|协同|督办|督导)"
    "(?:单位|部门|主体|机构|处室|科室|市县|县市|县区|县|市|地区|园区)"
)
_TILL = "(?:完成|办理|办结|落实|推进|整改|工作|任务)?(?:时限|期限)(?:要求)?|(?:完成|办理|办结)时间|时间节点|完成节点"
# 建设年限2026—2027年 and nothing more: 实施时间2026年建设园区3个 is a task.
_DATES = r"[\d年月日季度上中下半底末初旬前后至到内起止—–~～.．/（）()\s-]"
_BUILT = rf"{TERM}(?:\s*[:：为是]|(?=\d{_DATES}*(?:[，,；;。\s]|\Z)))"
_PERSON = "(?:责任|包抓|分管|包联|牵头|挂钩|挂点)领导|责任人|负责人|联系人|联系方式|联系电话"
_MARK = rf"(?:{_WHO}为|(?:{_WHO}|牵头|配合|{_TILL}|{_PERSON})\s*[:：]|{_BUILT})"
_WHO_MARK = re.compile(rf"(?:{_WHO}为|(?:{_WHO}|牵头|配合)\s*[:：])")
_OTHER_MARK = re.compile(rf"(?:{_TILL}|{_PERSON})\s*[:：]|{_BUILT}")
_TILL_MARK = re.compile(rf"(?:{_TILL})\s*[:：]|{_BUILT}")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "[": "]"}
_OPENS_BRACKET = re.compile(rf"[（(〔【\[]\s*(?={_MARK})")
# A note without brackets begins a sentence.
_OPENS_LINE = re.compile(rf"(?:^|(?<=[\n。；; ]))(?={_MARK})")
_LASTING = "持续推进|长期坚持|常态化推进|分年度推进|全年推进"
# （市商务局牵头，各县区配合）
_SHARES_OUT = re.compile(
    r"[（(〔【](?P<units>(?:[^（）()〔〕【】。：:\d\n]|[（(][^（）()\n]{1,12}[)）]){2,160}?(?:牵头|负责|配合|参与|落实))"
    rf"(?:[，,；;]\s*(?:{_LASTING}|20\d\d年[^（）()。\n]{{0,12}}))?[)）〕】]"
)
# 市商务局牵头，各县区配合，2026年底前完成。
_SHARES_OUT_LINE = re.compile(
    r"(?:^|(?<=[\n。；;]))(?P<units>[^。；;：:\d\n\t]{2,160}?(?:牵头|负责|配合|参与|落实))"
    rf"(?:[，,]\s*(?:{_LASTING}|20\d\d年[^。；;，,\n]{{0,8}}(?:前|底|完成|办结)))?(?=[。；;\n]|\Z)"
)
_UNIT = re.compile(r"(?:[^、，,；;。：:\s（）()\d]|[（(〔][^（）()〔〕\n]{0,16}[)）〕]){1,40}")
_UNIT_END = re.compile(
    "(?:局|委|办|厅|部|院|署|处|室|所|站|中心|政府|党组|管委会?|委员会|公司|集团|银行|协会|商会|联社|社|校|学院|大学|队|馆|组|专班|部门|单位|"
    "机构|企业|主体|乡镇|镇|乡|街道|办事处|社区|村|县|市|区|旗|州|盟|各地|等)(?:[（(〔][^（）()〔〕]{0,16}[)）〕])?$"
)
# What an office is to do stands right behind its name: 按职责分工负责, but not 企业积极参与.
_SHARE = re.compile(
    "(?:按(?:照)?(?:各自)?职责(?:分工)?|共同|具体|分工|分别)?(?:牵头|负责|配合|参与|落实|协助|组织实施)(?:负责|落实|组织实施)?$"
)
_NO_OFFICE = re.compile(
    "(?:强化|加强|完善|健全|建立|推动|推进|做好|抓好|注重|发挥|成立|督促|指导|组织|统筹|协调|支持|鼓励|引导|压实|落实|加大|形成|促进|实行)|.+(?:牵头|负责)"
)
_PART = re.compile("[、，,]")
_STOPS = re.compile(f"[{STATEMENT_ENDS}\n ]|$")
_STOPS_EARLY = re.compile(f"[{COMMAS}{STATEMENT_ENDS}\n ]|$")
_LIMIT = re.compile(rf"{_TILL_MARK.pattern}|[，,]\s*(?=20\d\d年[^。；;，,\n]{{0,8}}(?:前|底|完成|办结))")
_YEAR = re.compile(r"20\d\d(?=年|[.．/-]\d|[—–~至-])")
_AFTER = re.compile(f"[ \u3000]*[{STATEMENT_ENDS}]?")
# What may stand behind a note that ends its sentence.
_CLOSES = re.compile(rf"[ \u3000]*(?:[{STATEMENT_ENDS}\n]|\Z)")
#: Longest brackets and lines that are looked at.
_LONGEST = 400
_LONGEST_DATE = 40


@dataclass(frozen=True, slots=True)
class DutyNote:
    """Who answers for a task, or by when it is to be done.

    Parameters
    ----------
    start, end
        In the clean text: with its brackets and the mark that ends it.
    year, year_from
        Last year of a time limit in it, and first year of a period; ``None`` where it sets none.
    """

    start: int
    end: int
    year: int | None = None
    year_from: int | None = None


def find_notes(text: str) -> tuple[DutyNote, ...]:
    """Notes of a text.

    Parameters
    ----------
    text
        Clean text.

    Returns
    -------
    tuple of DutyNote
        In order, not overlapping. A bracket in the middle of a sentence is one too; who a sentence with a task of its own
        begins with (责任单位：甲县，每月报送进展) is none.
    """
    found = sorted((*_in_brackets(text), *_in_lines(text), *_shared_out(text)), key=attrgetter("start"))
    notes: list[DutyNote] = []
    for note in found:
        if not notes or note.start >= notes[-1].end:
            notes.append(note)
    return tuple(notes)


def split_tasks(text: str, start: int, end: int, notes: Sequence[DutyNote]) -> Iterator[Sentence | DutyNote]:
    """Sentences of a stretch, and the notes that close one or stand by themselves.

    Parameters
    ----------
    text
        Clean text.
    start, end
        Of the stretch.
    notes
        Of the whole text, in order.

    Yields
    ------
    Sentence or DutyNote
        In order; notes in the middle of a sentence stay part of it.
    """
    position = start
    for note in _closing_notes(text, start, end, notes):
        yield from split_sentences(text, position, max(note.start, position))
        yield note
        position = note.end
    yield from split_sentences(text, min(position, end), end)


def is_only_notes(text: str, start: int, end: int, notes: Sequence[DutyNote]) -> bool:
    """Whether a stretch holds nothing but notes.

    Parameters
    ----------
    text, start, end, notes
        As of ``split_tasks``.

    Returns
    -------
    bool
        True for an empty stretch.
    """
    return all(isinstance(one, DutyNote) for one in split_tasks(text, start, end, notes))


def _closing_notes(text: str, start: int, end: int, notes: Sequence[DutyNote]) -> list[DutyNote]:
    """Notes of a stretch behind which their sentence ends, those in a row with such a one included."""
    first = bisect_right(notes, start, key=attrgetter("end"))
    last = bisect_left(notes, end, key=attrgetter("start"))
    closing: list[DutyNote] = []
    follows = end
    for index in reversed(range(first, last)):
        note = notes[index]
        if text[note.end - 1] in STATEMENT_ENDS or note.end >= follows or _CLOSES.match(text, note.end):
            closing.append(note)
            follows = note.start
    return closing[::-1]


def _in_brackets(text: str) -> Iterator[DutyNote]:
    for found in _OPENS_BRACKET.finditer(text):
        end = _closing_bracket(text, found.start())
        if end is not None:
            yield _note(text, found.start(), end)


def _closing_bracket(text: str, start: int) -> int | None:
    """Position behind the bracket that closes the one at a position, on the same line."""
    opens = text[start]
    closes = _BRACKETS[opens]
    depth = 0
    for position in range(start, min(len(text), start + _LONGEST)):
        sign = text[position]
        if sign == "\n":
            return None
        # Round brackets of either width pair up, as they are typed: （责任单位：甲局(乙局)）.
        if sign == opens or (sign in "（(" and opens in "（("):
            depth += 1
        elif sign == closes or (sign in "）)" and closes in "）)"):
            depth -= 1
            if not depth:
                return position + 1
    return None


def _in_lines(text: str) -> Iterator[DutyNote]:
    for found in _OPENS_LINE.finditer(text):
        end = _end_of_note(text, found.end())
        if end is not None:
            yield _note(text, found.end(), end)


def _end_of_note(text: str, start: int) -> int | None:
    """Where a note without brackets ends; ``None`` where the sentence says more than who answers for it."""
    position = start
    while mark := _WHO_MARK.match(text, position):
        position = mark.end()
        while unit := _UNIT.match(text, position):
            if not _is_office(unit[0]):
                return None
            position = unit.end()
            if not _PART.match(text, position):
                return position if _STOPS.match(text, position) else None
            position += 1
            if _WHO_MARK.match(text, position) or _OTHER_MARK.match(text, position):
                break
        else:
            return None
    mark = _OTHER_MARK.match(text, position)
    if mark is None:
        return None
    stops = _STOPS_EARLY if _TILL_MARK.match(text, position) else _STOPS
    found = stops.search(text, mark.end(), mark.end() + _LONGEST_DATE)
    return found.start() if found else None


def _shared_out(text: str) -> Iterator[DutyNote]:
    for pattern in (_SHARES_OUT, _SHARES_OUT_LINE):
        for found in pattern.finditer(text):
            if names_units_only(found["units"]):
                yield _note(text, found.start(), found.end())


def names_units_only(words: str) -> bool:
    """Whether some words are a list of offices, counties and the like, and say nothing of them but who leads.

    Parameters
    ----------
    words
        Without an end of a sentence.

    Examples
    --------
    >>> names_units_only("各县（市、区）人民政府，市直各部门"), names_units_only("推动西乡县建设茶叶园区")
    (True, False)
    """
    position = 0
    while unit := _UNIT.match(words, position):
        if not _is_office(unit[0]):
            return False
        position = unit.end()
        if not _PART.match(words, position):
            break
        position += 1
    return position > 0 and not words[position:].strip()


def _is_office(unit: str) -> bool:
    name = _SHARE.sub("", unit)
    return _UNIT_END.search(name) is not None and _NO_OFFICE.match(name) is None


def _note(text: str, start: int, end: int) -> DutyNote:
    closing = _AFTER.match(text, end)
    limits = list(_LIMIT.finditer(text, start, end))
    years = _YEAR.findall(text, limits[-1].start(), end) if limits else []
    first, last = (int(years[0]), int(years[-1])) if years else (None, None)
    return DutyNote(start, closing.end() if closing else end, last, first if first != last else None)
