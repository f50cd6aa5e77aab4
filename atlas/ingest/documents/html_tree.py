"""The tree of a web page: its encoding as declared or told by evidence, its depth bounded, nothing fetched."""

from __future__ import annotations

import re

from lxml import etree

from atlas.core.errors import DataError, EncodingError, Text
from atlas.ingest.documents import refusals
from atlas.ingest.documents.decoding import (
    ENCODING_GUESSED,
    Decoded,
    checked,
    decode_by_evidence,
    decode_marked,
)
from atlas.ingest.documents.gathering import Gathering
from atlas.ingest.shown import shown

#: Elements that stand within a line.
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "big",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rb",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "wbr",
    }
)
#: Where browsers look for the declaration (HTML, 13.2.3.2: the first 1024 bytes; pages of offices have it later).
_DECLARED_WITHIN = 8_192
_DECLARATION = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,30})",
    re.IGNORECASE,
)
#: What declared names mean (WHATWG Encoding, 4.2), as far as Chinese pages use them. Latin ones are defaults of programs.
_CODECS = {
    "utf-8": ("utf-8", "utf-8"),
    "utf8": ("utf-8", "utf-8"),
    "gb2312": ("gb18030", "gb18030"),
    "gb_2312-80": ("gb18030", "gb18030"),
    "gbk": ("gb18030", "gb18030"),
    "x-gbk": ("gb18030", "gb18030"),
    "gb18030": ("gb18030", "gb18030"),
    "big5": ("big5hkscs", "big5"),
    "big5-hkscs": ("big5hkscs", "big5"),
}
#: Of a page in its declared encoding, how many bytes may not belong to it.
_MOST_BROKEN = 0.005
_REPLACED = Text("无法解码、以 � 代替的字节", "bytes that could not be decoded, shown as �")
_NOT_AS_DECLARED = Text(
    "网页声明的编码与内容不符，按内容判断",
    "the page is not in the encoding that it declares; it was told from the content",
)
_TOO_DEEP = "Excessive depth"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def decode_page(data: bytes, gathering: Gathering) -> Decoded:
    """The text of a page.

    Parameters
    ----------
    data
        All of the file.
    gathering
        Gets notes on what was guessed or replaced.

    Returns
    -------
    Decoded
        Text and encoding.

    Raises
    ------
    DataError
        It is no text.
    EncodingError
        Its encoding cannot be told.
    """
    marked = decode_marked(data, name=gathering.name)
    if marked is not None:
        return marked
    declared = _declared(data)
    if declared is None:
        decoded = decode_by_evidence(data, name=gathering.name)
        if decoded.is_guessed:
            gathering.note(*ENCODING_GUESSED)
        return decoded
    codec, encoding = declared
    try:
        return checked(Decoded(data.decode(codec), encoding), name=gathering.name)
    except UnicodeDecodeError:
        return _against_declaration(data, codec, encoding, gathering)


def _declared(data: bytes) -> tuple[str, str] | None:
    found = _DECLARATION.search(data[:_DECLARED_WITHIN])
    if found is None:
        return None
    return _CODECS.get((found[1] or found[2]).decode("ascii").lower())


def _against_declaration(data: bytes, codec: str, encoding: str, gathering: Gathering) -> Decoded:
    """A page that is not what it says: in another encoding, or with a few broken bytes."""
    try:
        decoded = decode_by_evidence(data, name=gathering.name)
    except EncodingError:
        text = data.decode(codec, "replace")
        broken = text.count("\ufffd")
        if broken > _MOST_BROKEN * len(text) + 1:
            raise
        gathering.note("bytes_replaced", _REPLACED, count=broken)
        return Decoded(text, encoding)
    gathering.note("encoding_not_as_declared", _NOT_AS_DECLARED)
    return decoded


def parse_page(text: str, *, name: str) -> etree._Element:
    """The tree of a page.

    Parameters
    ----------
    text
        All of it.
    name
        As the user called the file.

    Returns
    -------
    lxml.etree._Element
        The root; comments are left out.

    Raises
    ------
    DataError
        It is nested too deeply, or empty.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_CONTROLS.sub("", text).encode("utf-8", "replace"), parser)
    except etree.ParserError as error:
        raise refusals.empty(name) from error
    except etree.XMLSyntaxError as error:
        raise refusals.damaged(name) from error
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise DataError(
            f"{shown(name)} 的标签嵌套过深，正常的网页不会这样，已拒绝",
            f"the tags of {shown(name)} are nested more deeply than in any real page; it is refused",
            code="document_too_deep",
            hint_zh="请在浏览器中打开，复制正文另存为 txt 后上传。",
            hint_en="Open it in a browser, copy the text to a txt file and upload that.",
            file=shown(name),
        )
    if root is None:
        raise refusals.empty(name)
    return root
