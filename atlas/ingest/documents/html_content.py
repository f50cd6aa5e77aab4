"""Finds the text of a web page among menus, bars and links around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from atlas.ingest.documents.html_tree import INLINE

#: Elements that never hold the text of a document.
_NEVER = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "datalist",
        "nav",
        "footer",
        "aside",
        "menu",
        "dialog",
        "head",
    }
)
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "menu"}
)
#: Names of blocks around the text, as whole words of an id or class.
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|bread\w*|crumb\w*|position(?!-)|location|dqwz\w*|weizhi|dangqian\w*|share\w*|bdshare\w*|bshare\w*|"
    r"social\w*|tool(?:bar|s)?|dayin|print\w*|close\w*|font-?size|ziti|related\w*|relate|xgwz|xgxw|xglj|xiangguan\w*|recommend\w*|"
    r"prevnext|pre-?next|pagination|pager|side(?:bar)?|left-?nav|foot\w*|copyright|banner|header|top-?bar|logo|search\w*|login|"
    r"qr-?code\w*|ewm\w*|erweima\w*|saoma|cookies?\w*|popup|modal|mask|dialog|accessib\w*|wza\w*|skip\w*|comment-?list|ad|ads|advert\w*|"
    r"hot\w*|rank\w*|zrbj|editor-?info|friend-?link\w*|links?|yqlj|sitemap)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Names that content systems of offices give to the block of the text.
_CONTENT_NAMES = re.compile(
    r"(?:^|[\s_-])(?:ucap-?content|zoom|zoomcon|trs_?editor|custom_unionstyle|view-?trs|tys-?main-?zt-?show|article-?(?:content|body|con|text|main)|"
    r"content-?(?:text|body|main|article|txt|detail)|news-?(?:content|text|con|body|detail)|detail-?(?:content|con|text)|pages_content|"
    r"text-?content|bt-?content|main-?text|mainbody|artical|article|zhengwen|wenzhang|vsb_content\w*|v_news_content|xxgk_content|"
    r"nei?rong|entry-content|post-content|rich_media_content|js_content|con_?text|txt_?con)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTAINERS = (
    "div",
    "section",
    "article",
    "main",
    "td",
    "tr",
    "tbody",
    "table",
    "form",
    "center",
    "ul",
    "li",
    "span",
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: A block of a document is a sentence or more; sentences of the site itself speak of the site.
_SENTENCE = re.compile(r"[。；;！]|，.*，")
_LEAST_SENTENCE = 30
_OF_SITE = re.compile(
    "版权|ICP备|公网安备|本网站|浏览器|外部链接|离开本|扫一扫|二维码|客户端|小程序|[Cc]ookie|隐私|主办单位|承办单位|网站标识"
)
#: A block that has so much of the page's sentences is no furniture, whatever it is called.
_TOO_MUCH = 0.15
_NEARLY_ALL = 0.9
#: Around the sentences stand headings and dates: so much more, in proportion or signs, and not in links.
_MOST_AROUND, _FEW_LETTERS, _MOST_LINKS = 0.2, 120, 0.25
#: Elements that are never furniture, and those that are no whole.
_TEXT_TAGS = frozenset(
    {"html", "body", "p", "li", "td", "th", "tr", "tbody", "h1", "h2", "h3", "b", "strong", "font", "main"}
)
_PARTS_OF_TABLE = frozenset({"tr", "tbody", "thead"})


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much text each element holds, with all below it [sign]: in sentences, at all, and in links."""

    sentences: Counter[etree._Element]
    letters: Counter[etree._Element]
    linked: Counter[etree._Element]


def find_content(root: etree._Element) -> etree._Element:
    """The element that holds the text of a page, freed from what stands in it besides.

    Parameters
    ----------
    root
        Of the tree; furniture is taken out of it.

    Returns
    -------
    lxml.etree._Element
        The element; the body where nothing tells more.
    """
    _remove(root, lambda one: one.tag in _NEVER or _is_hidden(one))
    weights = _weigh(root)
    most = _TOO_MUCH * weights.sentences[root]
    _remove(root, lambda one: _is_furniture(one) and weights.sentences[one] <= most)
    weights = _weigh(root)
    total = weights.sentences[root]
    body = root.find("body")
    body = root if body is None else body
    if not total:
        return body
    known = [one for one in root.iter(*_CONTAINERS) if _CONTENT_NAMES.search(_names(one))]
    full = [one for one in known if weights.sentences[one] >= _NEARLY_ALL * total]
    return full[-1] if full else _around_sentences(body, weights)


def _remove(root: etree._Element, is_unwanted: Callable[[etree._Element], bool]) -> None:
    for one in [one for one in root.iter(etree.Element) if one.tag != "body" and is_unwanted(one)]:
        parent = one.getparent()
        if parent is not None:
            _take_out(one, parent)


def _take_out(one: etree._Element, parent: etree._Element) -> None:
    """Remove an element but not the words after it."""
    before = one.getprevious()
    if one.tail and before is not None:
        before.tail = (before.tail or "") + one.tail
    elif one.tail:
        parent.text = (parent.text or "") + one.tail
    parent.remove(one)


def _is_hidden(one: etree._Element) -> bool:
    return (
        "hidden" in one.attrib
        or one.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(one.get("style", "")) is not None
    )


def _is_furniture(one: etree._Element) -> bool:
    if one.tag in _TEXT_TAGS:
        return False
    return (
        one.tag == "header"
        or one.get("role", "").lower() in _FURNITURE_ROLES
        or _FURNITURE_NAMES.search(_names(one)) is not None
    )


def _names(one: etree._Element) -> str:
    return f"{one.get('id', '')} {one.get('class', '')}"


def _weigh(root: etree._Element) -> _Weights:
    elements = list(root.iter(etree.Element))
    block_of: dict[etree._Element | None, etree._Element] = {None: root}
    is_link: dict[etree._Element | None, bool] = {None: False}
    words: dict[etree._Element, list[str]] = defaultdict(list)
    weights = _Weights(Counter(), Counter(), Counter())

    def take(text: str | None, holder: etree._Element) -> None:
        if text is not None and (letters := len("".join(text.split()))):
            weights.letters[holder] += letters
            if is_link[holder]:
                weights.linked[holder] += letters
            else:
                words[block_of[holder]].append(text)

    for one in elements:
        parent = one.getparent()
        block_of[one] = block_of[parent] if one.tag in INLINE else one
        is_link[one] = is_link[parent] or one.tag == "a"
        take(one.text, one)
        if parent is not None:
            take(one.tail, parent)
    for block, texts in words.items():
        weights.sentences[block] += _sentence_letters("".join(texts))
    for one in reversed(elements):
        parent = one.getparent()
        if parent is not None:
            for counter in (weights.sentences, weights.letters, weights.linked):
                counter[parent] += counter[one]
    return weights


def _sentence_letters(text: str) -> int:
    is_sentence = (
        len(text.strip()) >= _LEAST_SENTENCE and _SENTENCE.search(text) and not _OF_SITE.search(text)
    )
    return len(text) if is_sentence else 0


def _around_sentences(body: etree._Element, weights: _Weights) -> etree._Element:
    """The smallest block with all sentences, widened to the headings and dates around it."""
    total = weights.sentences[body]
    path = [body]
    while inner := [one for one in path[-1] if one.tag in _CONTAINERS and weights.sentences[one] == total]:
        path.append(inner[0])
    content = path.pop()
    while path:
        outer = path.pop()
        around = weights.letters[outer] - weights.letters[content]
        links = weights.linked[outer] - weights.linked[content]
        is_wide = around > max(_MOST_AROUND * weights.letters[content], _FEW_LETTERS)
        if content.tag not in _PARTS_OF_TABLE and (is_wide or links > _MOST_LINKS * around):
            break
        content = outer
    return content
