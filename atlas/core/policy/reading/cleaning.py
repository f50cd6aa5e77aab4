"""Clean paragraphs from the lines of a file, each sign with its place in the source.

Takes away what text recognition, page breaks and web pages leave behind: stars, tags, page numbers, site furniture,
blanks between characters; joins lines that were broken in the middle of a sentence. Nothing is reworded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from atlas.core.errors import Text
from atlas.core.policy.reading.draft import Span
from atlas.core.policy.reading.numbering import read_number
from atlas.core.policy.reading.row_lines import BORDER, read_rows
from atlas.core.policy.reading.sentence_ends import RAW_END, SENTENCE_ENDS
from atlas.core.policy.reading.source import Note, SourceText

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SIGNS = str.maketrans(
    {
        **_WIDE,
        "％": "%",
        "．": ".",
        "\u00a0": " ",
        "\u3000": " ",
        "～": "~",
        "∼": "~",
        "〝": "“",
        "〞": "”",
        "「": "“",
        "」": "”",
        "『": "“",
        "』": "”",
    }
)
# A full stop of half a width ends a sentence between Chinese characters; behind a number it is a mark.
_HALF_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff%）)”\"])[.](?=[\u4e00-\u9fff“\"（(]|\s*$)|(?<=[\u4e00-\u9fff])[.](?=\d)"
)
_HEAD_NUMBER = re.compile(r"\s*[（(]?\s*[\d一二三四五六七八九十百]{1,4}\s*[)）]?\s*[.、]?")
# Tags that text recognition writes, bookmarks that Word's text export writes, stars around doubtful characters.
_JUNK = re.compile(
    r"</?(?:div|p|span|b|i|u|table|tr|td|th|br|center|strong|em)\b[^<>]{0,80}>|\[bookmark:[^\]]{0,40}\]|\*+|[\u200b\ufeff\u00ad]"
    # Marks of headings and quotations in Markdown, and what it writes before a full stop: 1\.
    r"|^[ \u3000]*(?:#{1,6}(?= |[\u4e00-\u9fff])|>+ )|\\(?=[.#*_-])|^[ \u3000]*`{3,}.*$"
)
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/共]\s*共?\s*\d{1,4}\s*页?)?)[-—–－·\s]*")
_FURNITURE = re.compile(
    "网站支持.{0,12}|(?:无障碍(?:浏览|阅读|版)?|长者(?:版|模式|助手)|适老版|\\s)+|[|｜]?\\s*智能问答|扫一扫.{0,20}|分享(?:到|至)?[：:]?.{0,12}|打印(?:本页)?|"
    "关闭(?:窗口|本页)?|(?:打印|关闭|收藏|返回顶部|返回首页|返回|下载|我要纠错|TOP)(?:[\\s|｜/·]+(?:打印|关闭|收藏|返回顶部|下载|我要纠错))*|"
    "字体[：:\\s]*[\\[【]?\\s*大.{0,10}|当前位置[：:].*|您(?:当前)?的位置[：:].*|首页\\s*[>》›].*|浏览次数[：:].*|阅读[次量][：:]?.*|"
    "上一篇[：:]?.*|下一篇[：:]?.*|相关(?:链接|文章|阅读|附件)[：:]?|版权所有.*|(?:主办|承办)[：:].*|(?:主办|承办)单位[：:].*(?:网站|ICP|政府办|办公室|数据局|数据管理|信息中心|承办单位).*|.{0,12}ICP备.*|"
    ".{0,6}公安(?:网)?备.*|网站地图|联系我们|网站标识码.*|技术支持[：:].*|索\\s*引\\s*号[：:]?.*|责任编辑[：:]?.*|(?:信息)?来源[：:].{0,40}|"
    "(?:发布|发文|成文|生成)(?:日期|时间)[：:]?.{0,40}|主题(?:分类|词)[：:]?.*|公开(?:方式|形式|范围)[：:]?.*|简体|繁体|English|登录|注册|搜索|首页|"
    "【(?:图解|解读|一图读懂|视频解读|文字解读|政策解读)】.*|(?:市直|省直|县直|县级)?(?:部门|单位)网站(?:[ \u3000].*)?|地址[：:](?=.*(?:\\d号|邮编|邮政编码|电话|传真)).*|请输入关键[字词].*|索\\s*引\\s*号.*|有\\s*效\\s*性[：:].*|发布机构[：:].*",
)
# A line that ends so ends a paragraph.
_ENDS = frozenset(f"{SENTENCE_ENDS}：:…")
_ENDS_INDENTED = _ENDS - frozenset("。；;")
_OPENS = re.compile(r"——|[-•·●◆■▪○—]\s*(?=\S)|专栏|附件|附表|附录")
# Behind a full line these may go on with it (完成 / 时限：2027年).
_OPENS_NOTE = re.compile(
    r"(?:责任|牵头|配合|参与)(?:单位|部门)|(?:完成|办理|办结)?时限[:：]|(?:责任|联系)人[:：]|抄送[:：]|[（(〔【](?:牵头|责任|配合)"
)
_CJK = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_CLOSING_SIGNS = "”’\"'）)》】]"
_BLANKS_OR_WORD = re.compile(r"[ ]+|[^ ]+")
# Longest lines that are looked at for page numbers and furniture; text of a document is longer.
_LONGEST_PAGE_NUMBER, _LONGEST_FURNITURE = 24, 60
# A text counts as broken at a fixed width when many lines end in the middle of a sentence.
# (of the lines that are more than headings at least 0.70 are full in labelled texts broken so, in others at most 0.67).
_FEWEST_BROKEN, _FEWEST_FULL, _NARROWEST, _LEAST_FULL = 8, 4, 20, 0.68
_NOTES = {
    "furniture_removed": Text("略去网页栏目行", "lines of site furniture left out"),
    "page_numbers_removed": Text("略去页码行", "page numbers left out"),
    "junk_removed": Text("清除识别符号的行", "lines cleared of marks of text recognition"),
    "lines_joined": Text("接回断行", "broken lines joined"),
    "endless_left_out": Text("略去没有标点的超长行", "endless lines without any end of a sentence left out"),
}
# Lines of a title are shorter than those of a text, and end in the kind of paper it is.
_NARROWEST_TEXT = 28
_TITLE_END = re.compile(
    "(?:方案|意见|规划|计划|通知|办法|措施|纲要|决定|条例|关于|稿)[》】]*(?:[（(][^（）()]{1,24}[)）][》】]*)*$|[)）》】]$"
)
_LABEL = re.compile("(?:附件|附表|附录|专栏)[^。；]{0,40}")
# The gap behind a number without a mark (1 总体要求) is all that parts it from the heading.
_LEADING_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}|[一二三四五六七八九十]{1,3})")
# Before these the gap is none: 1 . and 十 一、
_NUMBER_MARKS = ".、)一二三四五六七八九十是"
_LONGEST_OPEN = 120
_OPEN_BRACKET = re.compile(rf"[（(〔【\[][^）)〕】\]\n]{{0,{_LONGEST_OPEN}}}$")
_CLOSES = re.compile(r"[^（(〔【\[\n]{0,40}[)）〕】\]]")
# 阜康产业园：实施循环化改造 is an entry of a list.
_ENTRY = re.compile(r"[\u4e00-\u9fff“”]{2,20}[：:](?=\S)")
# Behind a full line such a number is a figure: 建成园区 / 20 个. Layouts part figures from Chinese by a thin gap.
_FIGURE_AHEAD = re.compile(r"\d{1,2}(?:\.\d{1,2})? [\u4e00-\u9fff]")
# No sentence of a plan is so long: what runs on like this is data.
_LONGEST = 3000
_ENDLESS = re.compile(f"[^{SENTENCE_ENDS}\n]{{{_LONGEST}}}")
# A line is "full" when at most this many signs are missing to the usual width.
_SLACK = 3
_SHORT_HEADING = 40


@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean text, one paragraph a line.

    Parameters
    ----------
    text
        Paragraphs parted by line ends.
    places
        For each sign its position in the source text.
    notes
        What was taken away.
    """

    text: str
    places: Sequence[int]
    notes: tuple[Note, ...] = ()

    def source_span(self, start: int, end: int) -> Span:
        """Positions in the source text.

        Parameters
        ----------
        start, end
            Positions in the clean text, end not included; not empty.

        Returns
        -------
        Span
            From the first sign to the last.
        """
        return Span(self.places[start], self.places[end - 1] + 1)


@dataclass(slots=True)
class _Line:
    signs: list[str]
    places: list[int]
    is_indented: bool = False
    # In Chinese characters as printed, and counted in signs.
    widths: tuple[float, float] = (0.0, 0.0)

    @property
    def text(self) -> str:
        return "".join(self.signs)


def clean_source(source: SourceText) -> CleanText:
    """Clean paragraphs of a document.

    Parameters
    ----------
    source
        As read from the file.

    Returns
    -------
    CleanText
        Never longer than the source.
    """
    counts = dict.fromkeys(_NOTES, 0)
    lines = list(_kept_lines(source, counts))
    is_full = _full_lines(lines)
    paragraphs: list[_Line] = []
    last, last_is_full = "", False
    in_head = True
    for line in lines:
        text = line.text
        in_head = in_head and not any(sign in last for sign in "。；") and read_number(text) is None
        is_title = in_head and "，" not in last
        if is_title and _CLOSES.match(text) and _OPEN_BRACKET.search(last):
            # A title that breaks inside brackets: …行动计划（2026— / 2028年）.
            _join(paragraphs[-1], line, counts)
        elif is_title and (len(last) < _NARROWEST_TEXT or _TITLE_END.search(last)):
            paragraphs.append(line)
        elif last and not line.is_indented and _goes_on(paragraphs[-1], last, text, is_full=last_is_full):
            # Joined again, a figure needs no gap behind it.
            gap = line.signs.index(" ") if _FIGURE_AHEAD.match(text) else -1
            _join(paragraphs[-1], line, counts, gap=gap)
        else:
            paragraphs.append(line)
        last, last_is_full = text, is_full(line)
    return _assemble(paragraphs, counts)


def _join(paragraph: _Line, line: _Line, counts: dict[str, int], *, gap: int = -1) -> None:
    """Put a line behind a paragraph, without the sign at ``gap``."""
    kept = [at for at in range(len(line.signs)) if at != gap]
    paragraph.signs += [line.signs[at] for at in kept]
    paragraph.places += [line.places[at] for at in kept]
    counts["lines_joined"] += 1


def _kept_lines(source: SourceText, counts: dict[str, int]) -> Iterator[_Line]:
    position = 0
    rows = read_rows([piece.text for piece in source.pieces])
    for index, piece in enumerate(source.pieces):
        text = rows.get(index, piece.text)
        bare = text.strip().translate(_SIGNS).strip()
        if not bare or BORDER.fullmatch(bare):
            pass
        elif index not in rows and len(bare) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(bare):
            counts["page_numbers_removed"] += 1
        elif len(bare) <= _LONGEST_FURNITURE and _FURNITURE.fullmatch(bare):
            counts["furniture_removed"] += 1
        elif _ENDLESS.search(text):
            counts["endless_left_out"] += 1
        else:
            line = _clean_line(text, position, counts, blanks=" " if index in rows else None)
            # Two wide blanks begin a paragraph in print.
            line.is_indented = text.startswith("\u3000\u3000")
            line.widths = _widths(text)
            if line.signs:
                yield line
        position += len(text) + 1


def _clean_line(text: str, offset: int, counts: dict[str, int], *, blanks: str | None) -> _Line:
    """Signs of a line that are kept; blanks between characters go, wide gaps become one blank.

    ``blanks`` are those that go at the ends; the empty cells at the ends of a row stay.
    """
    signs: list[str] = []
    places: list[int] = []
    previous = 0
    junk = False
    for found in _JUNK.finditer(text):
        _copy(text, previous, found.start(), offset, signs, places)
        previous, junk = found.end(), True
    _copy(text, previous, len(text), offset, signs, places)
    counts["junk_removed"] += junk
    bare = _with_full_stops("".join(signs).translate(_SIGNS))
    kept_signs: list[str] = []
    kept_places: list[int] = []
    end = len(bare.rstrip(blanks))
    for found in _BLANKS_OR_WORD.finditer(bare, len(bare) - len(bare.lstrip(blanks)), end):
        start, stop = found.span()
        if bare[start] == " ":
            if not _is_gap(bare, start, stop):
                continue
            stop = start + 1
        kept_signs += bare[start:stop]
        kept_places += places[start:stop]
    return _Line(kept_signs, kept_places)


def _with_full_stops(text: str) -> str:
    """A text whose sentences end with full stops of full width; those behind its own number stay."""
    head = _HEAD_NUMBER.match(text)
    start = head.end() if head else 0
    return text[:start] + _HALF_STOP.sub("。", text[start:])


def _copy(text: str, start: int, stop: int, offset: int, signs: list[str], places: list[int]) -> None:
    signs += text[start:stop]
    places += range(offset + start, offset + stop)


def _is_gap(text: str, start: int, stop: int) -> bool:
    """Whether blanks part words: between Latin words, or a wide gap between Chinese ones."""
    left, right = text[start - 1], text[stop]
    if _LEADING_NUMBER.fullmatch(text, 0, start) and right not in _NUMBER_MARKS and _CJK.match(right):
        return True
    if left.isdigit() and right in _NUMBER_MARKS:
        return False
    if _CJK.match(left) or _CJK.match(right):
        return stop - start > 1 and bool(_CJK.match(left)) and bool(_CJK.match(right))
    return True


def _widths(text: str) -> tuple[float, float]:
    """Width of a line in print, letters and digits taking half a Chinese character, and its signs."""
    printed = text.rstrip()
    return len(printed) - sum(sign < "\u0250" for sign in printed) / 2, len(printed)


def _full_lines(lines: Sequence[_Line]) -> Callable[[_Line], bool]:
    """Tells full lines of a text that was broken at a fixed width; none where lines are whole paragraphs.

    Printing breaks at a width, programs at a number of signs: what more of the open lines keep to is believed.
    """
    open_ended = [line.widths for line in lines if line.signs[-1] not in _ENDS and "\t" not in line.signs]
    measure, least = 0, math.inf
    if len(open_ended) >= _FEWEST_BROKEN and len(open_ended) * 4 >= len(lines):
        fits = []
        for each in (0, 1):
            widths = sorted(one[each] for one in open_ended)
            usual = widths[len(widths) * 9 // 10]
            full = sum(abs(one - usual) <= _SLACK for one in widths)
            wide = sum(one * 2 >= usual for one in widths)
            fits.append((sum(abs(one - usual) < 1 for one in widths), each, usual, full, wide))
        _, measure, usual, full, wide = max(fits)
        if usual >= _NARROWEST and full >= max(_FEWEST_FULL, _LEAST_FULL * wide):
            least = usual - _SLACK
    return lambda line: line.widths[measure] >= least


def _goes_on(paragraph: _Line, last: str, line: str, *, is_full: bool) -> bool:
    """Whether a line belongs to the paragraph before it; one that is endless already takes no more."""
    # Where paragraphs begin with an indent, the end of a sentence at the end of a full line ends none.
    ends = _ENDS_INDENTED if paragraph.is_indented and is_full else _ENDS
    return len(paragraph.signs) < _LONGEST and _continues(paragraph.text, last, line, ends, is_full=is_full)


def _continues(paragraph: str, last: str, line: str, ends: frozenset[str], *, is_full: bool) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if (
        is_full
        and _OPEN_BRACKET.search(paragraph, max(0, len(paragraph) - _LONGEST_OPEN - 1))
        and read_number(line) is None
    ):
        # （责任单位：舒城县政府；完成时限： / 2026年底）
        return True
    ending = paragraph.rstrip(_CLOSING_SIGNS)
    if not ending or ending[-1] in ends or "\t" in last or "\t" in line:
        return False
    if _OPENS.match(line) or _LABEL.fullmatch(last):
        return False
    number = read_number(line)
    if number is not None and not (is_full and _FIGURE_AHEAD.match(line)):
        return False
    if not is_full and (_ENTRY.match(line) or _OPENS_NOTE.match(line)):
        return False
    begun = RAW_END.search(paragraph) is not None or len(paragraph) > len(last)
    if begun or is_full:
        return True
    if read_number(paragraph) is not None and len(paragraph) <= _SHORT_HEADING:
        return False
    return ending[-1] in "，、,（(“《" and len(paragraph) > 1


def _assemble(paragraphs: Iterable[_Line], counts: dict[str, int]) -> CleanText:
    signs: list[str] = []
    places: list[int] = []
    for paragraph in paragraphs:
        if signs:
            signs.append("\n")
            places.append(places[-1] + 1)
        signs += paragraph.signs
        places += paragraph.places
    notes = tuple(Note(code, _NOTES[code], count) for code, count in counts.items() if count)
    return CleanText("".join(signs), places, notes)
