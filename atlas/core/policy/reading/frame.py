"""The lines around the clauses of a document: title and addressee before them, signature and copies behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.core.policy.reading.numbering import Style, read_number
from atlas.core.policy.reading.numbers import WRITTEN_YEAR

#: What an annex is called.
ANNEXES = ("附件", "附表", "附录")
#: The first line of an annex.
ANNEX = re.compile(
    rf"({'|'.join(ANNEXES)})"
    r"\s*((?:[\d一二三四五六七八九十]{1,3}(?!\d|年(?!度)))?)\s*[:：]?(?P<title>[^。；]{0,40})"
)
#: Longest line that may be a title, an addressee or a signature.
LONGEST_TITLE_LINE = 80

#: A date in a line of its own.
DATE_LINE = re.compile(
    r"[（(]?\s*(?:\d{2,4}年\d{1,2}月\s*\d{0,2}"
    rf"|{WRITTEN_YEAR}年[一二三四五六七八九十元]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}(?=[日号]))?)"
    r"\s*[日号]?(?:\s*印发)?\s*[)）]?"
)
_ORGAN_LINE = re.compile(
    r"[^。；，,:：]{2,60}(?:政府|办公室|委员会|厅|局|委|办|部|县委|市委|区委|省委|州委)(?:\s*\d{4}年\d{1,2}月\s*\d{0,2}\s*日?(?:印发)?)?"
)
#: A line that tells to whom a document goes, and who may read it.
COPIES = re.compile(r"(?:(?:主|抄|分|发|报)?送|[抄呈]?报|[印抄]?发|公开(?:属性|方式))\s*[:：]")
_LETTER_HEAD = re.compile(".{2,80}[:：]")
#: The period of a plan in a line of its own below its title: （2026—2028年）.
PERIOD_LINE = re.compile(r"[（(]\s*(?:19|20)\d\d\s*年?\s*[—–~～至到-]{1,2}\s*(?:19|20)\d\d\s*年?\s*[)）]")
_TITLE_WORDS = re.compile(
    "方案|意见|规划|计划|通知|办法|措施|决定|纲要|行动|若干|政策|报告|条例|批复|指引|要点|清单"
)

# A title that begins with the name of its area is whole.
_NAMES_AREA = re.compile("[《]?[\u4e00-\u9fff]{2,4}(?:[省市县州旗盟]|(?<![园社新])区)(?![域级区政委])")
_FIRST_LINE = re.compile(r"[《“]?[\u4e00-\u9fff\d“”、—·（）()]{2,40}")
# Who issues it, what kind of paper it is, and the name of a site are lines of their own.
_OF_ITS_OWN = re.compile(
    "(?:政府|办公室|委员会|[厅局委办部]|文件|公报|公告|网站?|目\\s*录|特急|急件|附件|附表|附录|[）)》]|\\d+号)\\d*$|^(?:[（(]|第|附[件表录])"
)
#: Most lines that a title takes.
_MOST_LINES = 3


def runs_on(first: str, second: str) -> bool:
    """Whether a line goes on with the title that the line above it begins.

    Parameters
    ----------
    first, second
        Two lines, one below the other; the second names the kind of paper.

    Returns
    -------
    bool
        False where the second is whole by itself, or the first is another thing.

    Examples
    --------
    >>> runs_on("安康市县域特色产业", "培育提升行动计划"), runs_on("安康市人民政府", "县域工业发展规划")
    (True, False)
    """
    if _NAMES_AREA.match(second) or second.startswith(("关于", first)):
        return False
    return (
        bool(_FIRST_LINE.fullmatch(first)) and not _OF_ITS_OWN.search(first) and not DATE_LINE.search(first)
    )


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Lines of a text that are not empty.

    Parameters
    ----------
    text
        Clean text.

    Yields
    ------
    tuple of int and str
        Where the line begins, and the line.
    """
    position = 0
    for line in text.split("\n"):
        if line:
            yield position, line
        position += len(line) + 1


def first_of_body(lines: list[tuple[int, str]]) -> int:
    """Where the clauses begin: the first line that is no title, addressee or number of a file.

    Parameters
    ----------
    lines
        As of ``lines_of``.

    Returns
    -------
    int
        Index of the line; their number for an empty text.
    """
    for index, (_, line) in enumerate(lines):
        number = read_number(line)
        if number is not None and number.style is not Style.DIGIT:
            return index
        if "。" in line or (len(line) > LONGEST_TITLE_LINE and not _LETTER_HEAD.fullmatch(line)):
            return index
        if number is not None and number.value == 1:
            return index
    return len(lines) if not lines else 0


def first_of_closing(lines: list[tuple[int, str]], first: int) -> int:
    """Where the closing lines begin: who signed, when, copies to whom.

    Parameters
    ----------
    lines
        As of ``lines_of``.
    first
        Index of the line where the clauses begin.

    Returns
    -------
    int
        Index of the line; their number where there are none.
    """
    last = len(lines)
    while last > first + 1:
        line = lines[last - 1][1]
        closes = DATE_LINE.fullmatch(line) or (
            len(line) <= LONGEST_TITLE_LINE and (_ORGAN_LINE.fullmatch(line) or COPIES.match(line))
        )
        if not closes or "\t" in line or read_number(line) is not None:
            break
        last -= 1
    return last


def read_title(lines: list[str]) -> str:
    """Words of the title among the lines before the clauses; a title broken over lines is put together.

    Parameters
    ----------
    lines
        Those lines.

    Returns
    -------
    str
        Empty when there are none.
    """
    kept = [line for line in lines if not ANNEX.fullmatch(line) and not DATE_LINE.search(line)]
    # （征求意见稿） says how far the text has come.
    told = [
        (index, line) for index, line in enumerate(kept) if line[0] not in "（(" and line[-1] not in "：:"
    ]
    spoken = [index for index, line in told if _TITLE_WORDS.search(line)]
    if not spoken:
        return kept[0] if kept else ""
    last = max(spoken, key=lambda index: len(kept[index]))
    about = next((index for index in range(last + 1) if "关于" in kept[index]), None)
    first = last if about is None else about
    if about is None:
        while first > max(0, last + 1 - _MOST_LINES) and runs_on(kept[first - 1], kept[first]):
            first -= 1
    period = next(filter(PERIOD_LINE.fullmatch, kept[last + 1 : last + 2]), "")
    return "".join((*kept[first : last + 1], period)).strip("【】《》")
