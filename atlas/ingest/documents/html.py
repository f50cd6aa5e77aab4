"""The text of a web page, without menus, bars and links around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from lxml import etree

from atlas.core.errors import Text
from atlas.core.policy.reading.source import SourceText
from atlas.ingest.documents.gathering import Gathering
from atlas.ingest.documents.html_content import find_content
from atlas.ingest.documents.html_lines import LineReader
from atlas.ingest.documents.html_tree import decode_page, parse_page
from atlas.ingest.documents.plain_text import read_bytes
from atlas.ingest.limits import ReadLimits

_FURNITURE = Text("略去网页栏目、菜单、链接等行", "lines of menus, bars and links of the site left out")
_PICTURES = Text("图片中的文字没有读取", "words in pictures were not read")
#: Names under which pages of offices declare the title of the document.
_TITLE_NAMES = ("articletitle", "og:title", "dc.title")
_SITE_NAME = re.compile(r"\s*(?:[_|｜–—]|\s-\s?|-(?=[^-]*(?:网|政府|门户|平台)[^-]*\Z)).*\Z")
#: Short lines that a site puts among the text.
_FURNITURE_LINE = re.compile(
    r"【?\s*(?:(?:打印|关闭|收藏|分享|返回|返回顶部|TOP|复制链接|我要纠错|纠错|下载)(?:本页|窗口|页面|此页|到|至)?[\s|｜/·【】：:]*)+】?|"
    r"(?:微信|手机)?\s*扫一扫.{0,30}|扫码.{0,30}|分享到?[：:].{0,30}|(?:您(?:现在|当前)?(?:所在)?的?位置|当前位置|您的位置)\s*[是：:].*|"
    r"(?:上一[篇条页]|下一[篇条页])\s*[：:]?.*|相关(?:链接|文章|阅读|新闻|信息|稿件|文件|解读)[：:]?|(?:浏览|点击|阅读|访问)(?:次数|量|数)[：:\s].{0,20}|"
    r"字(?:体|号)[：:\s]*[\[【(（]?\s*[大中小].{0,20}|[\[【]?\s*[大中小](?:[\s|｜/]+[大中小]){1,2}\s*[\]】]?|责任编辑[：:].{0,20}|编辑[：:].{0,12}|"
    r"首页\s*[>》›»/].*|版权所有.*|.{0,20}ICP备.{0,30}|.{0,20}公网安备.{0,30}|网站标识码.{0,30}|(?:主办|承办|协办)(?:单位)?[：:].*|本页二维码"
)
_LONGEST_FURNITURE = 120
#: Blocks in which the title is looked for.
_HEAD_BLOCKS = 12


def read_html(path: Path, *, name: str, limits: ReadLimits) -> SourceText:
    """The text of a web page.

    Parameters
    ----------
    path
        The file.
    name
        As the user called it.
    limits
        What is taken of it.

    Returns
    -------
    SourceText
        A piece a line, or row of a table.

    Raises
    ------
    DataError
        It is no text, has none, or is nested too deeply.
    EncodingError
        Its encoding cannot be told.
    LimitExceeded
        It is too long.
    """
    gathering = Gathering(name, limits)
    decoded = decode_page(read_bytes(path, name=name, limits=limits), gathering)
    root = parse_page(decoded.text, name=name)
    title = _title(root)
    shown_lines = sum(len(block) for block in LineReader().read(_body(root)))
    reader = LineReader()
    blocks = [_without_furniture(block) for block in reader.read(find_content(root))]
    kept_lines = sum(len(block) for block in blocks)
    if title and not _begins_with(blocks, title):
        blocks.insert(0, [title])
    for number, block in enumerate(blocks, start=1):
        for line in block:
            gathering.add(line, f"block {number}")
    gathering.note("site_furniture_removed", _FURNITURE, count=max(shown_lines - kept_lines, 0))
    gathering.note("pictures_not_read", _PICTURES, count=reader.pictures)
    return gathering.source("html", encoding=decoded.encoding, title=title)


def _body(root: etree._Element) -> etree._Element:
    body = root.find("body")
    return root if body is None else body


def _title(root: etree._Element) -> str:
    """The title of the document as the page tells it: declared, printed, or that of the window."""
    for name in _TITLE_NAMES:
        for meta in root.iter("meta"):
            if (meta.get("name") or meta.get("property") or "").lower() == name and meta.get("content"):
                return _joined([meta.get("content", "")])
    window = _joined(next((one.itertext() for one in root.iter("title")), ()))
    headings = [words for one in root.iter("h1") if (words := _joined(one.itertext()))]
    for heading in headings:
        if len(headings) == 1 or heading in window:
            return heading
    return _SITE_NAME.sub("", window)


def _joined(texts: Iterable[str]) -> str:
    return " ".join("".join(texts).split())


def _begins_with(blocks: Iterable[list[str]], title: str) -> bool:
    """Whether the text has the title at its head, perhaps on several lines."""
    start = "".join(line for block in islice(blocks, _HEAD_BLOCKS) for line in block)
    return "".join(title.split()) in "".join(start.split())


def _without_furniture(block: list[str]) -> list[str]:
    return [
        line
        for line in block
        if len(line) > _LONGEST_FURNITURE or not _FURNITURE_LINE.fullmatch(line.strip())
    ]
