"""Words of a paragraph of a Word document as a reader sees it: revisions accepted, hidden text and notes left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from atlas.ingest.documents.word_package import child_of, is_on, local_name, value_of
from atlas.ingest.documents.word_styles import Styles

#: Elements that only hold others.
_WRAPPERS = frozenset(
    {"hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
)
_SIGNS = {"br": "\n", "cr": "\n", "tab": "  ", "ptab": "  ", "noBreakHyphen": "-"}
_MARKS = {"footnoteReference": "footnotes", "endnoteReference": "footnotes", "commentReference": "comments"}
_PICTURES = frozenset({"other:blip", "other:imagedata"})
_SYMBOL_FONTS_FROM, _SYMBOL_FONTS_TO = 0xF000, 0xF0FF


@dataclass(slots=True)
class Fields:
    """Fields that are open; a table of contents is one that spans many paragraphs.

    Parameters
    ----------
    codes
        Instruction of each, outermost first.
    in_code
        Of each, whether its instruction is still being told.
    """

    codes: list[str] = field(default_factory=list)
    in_code: list[bool] = field(default_factory=list)

    @property
    def is_in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(code.split()[:1] == ["TOC"] for code in self.codes)

    def mark(self, kind: str | None) -> None:
        """Take note of a mark.

        Parameters
        ----------
        kind
            ``begin``, ``separate`` or ``end``.
        """
        if kind == "begin":
            self.codes.append("")
            self.in_code.append(True)
        elif kind == "separate" and self.codes:
            self.in_code[-1] = False
        elif kind == "end" and self.codes:
            self.codes.pop()
            self.in_code.pop()

    def tell(self, code: str) -> None:
        """Take a part of an instruction.

        Parameters
        ----------
        code
            Words.
        """
        if self.codes:
            self.codes[-1] += code


@dataclass(slots=True)
class ParagraphWords:
    """What stands in a paragraph.

    Parameters
    ----------
    text
        Words, with line ends where lines were broken by hand.
    boxes
        Contents of text boxes that hang on it.
    was_in_contents
        Whether a table of contents was open at any place in it.
    """

    text: str
    boxes: list[Element]
    was_in_contents: bool


class WordReader:
    """Reads paragraphs in the order of the document.

    Parameters
    ----------
    styles
        Of the document.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields = Fields()
        self._parts: list[str] = []
        self._boxes: list[Element] = []
        #: What was left out, by kind.
        self.counts: Counter[str] = Counter()

    def read(self, paragraph: Element) -> ParagraphWords:
        """The words of a paragraph.

        Parameters
        ----------
        paragraph
            Its element.

        Returns
        -------
        ParagraphWords
            Without its number.
        """
        self._parts, self._boxes = [], []
        was_in_contents = self._fields.is_in_contents
        is_hidden = self._styles.is_hidden(value_of(child_of(paragraph, "pPr", "pStyle")))
        self._walk(paragraph, is_hidden=is_hidden)
        was_in_contents = was_in_contents or self._fields.is_in_contents
        return ParagraphWords("".join(self._parts), self._boxes, was_in_contents)

    def _walk(self, parent: Element, *, is_hidden: bool) -> None:
        for element in parent:
            name = local_name(element.tag)
            if name == "r":
                self._read_run(element, is_hidden=is_hidden)
            elif name in {"ins", "moveTo"}:
                self.counts["inserted"] += 1
                self._walk(element, is_hidden=is_hidden)
            elif name in {"del", "moveFrom"}:
                self.counts["deleted"] += 1
            elif name in _WRAPPERS:
                self._walk(element, is_hidden=is_hidden)
            elif name in {"other:oMath", "other:oMathPara"}:
                self._parts += [one.text or "" for one in element.iter() if local_name(one.tag) == "other:t"]
            elif name == "other:AlternateContent":
                self._walk(_chosen(element), is_hidden=is_hidden)

    def _read_run(self, run: Element, *, is_hidden: bool) -> None:
        properties = child_of(run, "rPr")
        switch = child_of(properties, "vanish")
        if switch is not None:
            is_hidden = is_on(switch)
        elif self._styles.is_hidden(value_of(child_of(properties, "rStyle"))):
            is_hidden = True
        if is_hidden and any(local_name(one.tag) == "t" and one.text for one in run):
            self.counts["hidden"] += 1
        self._read_signs(run, is_hidden=is_hidden)

    def _read_signs(self, run: Element, *, is_hidden: bool) -> None:
        for element in run:
            name = local_name(element.tag)
            if name == "fldChar":
                self._fields.mark(value_of(element, "fldCharType"))
            elif name == "instrText":
                self._fields.tell(element.text or "")
            elif not is_hidden and not any(self._fields.in_code):
                self._read_sign(element, name)

    def _read_sign(self, element: Element, name: str) -> None:
        if name == "t":
            self._parts.append(element.text or "")
        elif name in _SIGNS:
            self._parts.append(_SIGNS[name])
        elif name == "sym":
            self._parts.append(_symbol(value_of(element, "char") or ""))
        elif name in _MARKS:
            self.counts[_MARKS[name]] += 1
        elif name == "ruby":
            self._walk(element, is_hidden=False)
        elif name == "other:AlternateContent":
            self._read_signs(_chosen(element), is_hidden=False)
        elif name in {"drawing", "pict", "object"}:
            self._read_drawing(element)

    def _read_drawing(self, drawing: Element) -> None:
        """Note the text boxes and pictures in a drawing, each once; what hangs in a box is found when it is read."""
        open_elements = [drawing]
        while open_elements:
            element = open_elements.pop()
            name = local_name(element.tag)
            if name == "txbxContent":
                self._boxes.append(element)
            elif name == "other:AlternateContent":
                open_elements.append(_chosen(element))
            else:
                self.counts["pictures"] += name in _PICTURES
                open_elements += reversed(element)


def _chosen(alternatives: Element) -> Element:
    """Of the same thing for newer and older programs, the first that has something in it."""
    return next(
        (one for one in alternatives if len(one)), alternatives[0] if len(alternatives) else alternatives
    )


def _symbol(code: str) -> str:
    """A sign of a symbol font has no letter of its own; it stands as a small square."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if _SYMBOL_FONTS_FROM <= value <= _SYMBOL_FONTS_TO:
        return "▪"
    return chr(value) if value < 0x110000 else ""
