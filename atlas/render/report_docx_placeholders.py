"""Placeholders in a template of Word, such as {{title}}: found across runs, filled with text and nothing else."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from atlas.core.errors import InputError
from atlas.render.figures.fonts_faces import clean_text

#: Where the sections of the report go: a paragraph of its own.
SECTIONS, INTRO = "sections", "intro"
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_placeholders(
    document: WordDocument, values: Mapping[str, str], intro: Sequence[str]
) -> frozenset[str]:
    """Fill the placeholders of body, headers and footers, but for that of the sections.

    Parameters
    ----------
    document
        Made from a template.
    values
        By name; a paragraph that has nothing left is removed.
    intro
        Paragraphs for ``{{intro}}``.

    Returns
    -------
    frozenset of str
        Names that were found.

    Raises
    ------
    InputError
        A placeholder that nobody knows.
    """
    found: set[str] = set()
    known = {*values, SECTIONS, INTRO}
    for root in _roots(document):
        for paragraph in list(root.iter(qn("w:p"))):
            names = _PLACEHOLDER.findall(_text(paragraph))
            for name in names:
                if name not in known:
                    raise _unknown(name, sorted(known))
            found.update(names)
            if INTRO in names:
                _fill_paragraphs(paragraph, values, intro)
            elif names and SECTIONS not in names:
                _fill(paragraph, values)
                _drop_if_empty(paragraph)
    return frozenset(found)


def find_sections_paragraph(document: WordDocument) -> BaseOxmlElement:
    """The paragraph in whose place the sections go.

    Parameters
    ----------
    document
        Made from a template.

    Returns
    -------
    element
        A paragraph of the body.

    Raises
    ------
    InputError
        There is none, or it stands in a table or a text box, or beside other words, or there are two.
    """
    body = document.element.body
    found: list[BaseOxmlElement] = [
        one for one in body.iter(qn("w:p")) if SECTIONS in _PLACEHOLDER.findall(_text(one))
    ]
    if len(found) != 1 or found[0].getparent() is not body or _PLACEHOLDER.sub("", _text(found[0])).strip():
        raise InputError(
            "模板正文里应有且只有一个单独成段的 {{sections}}",
            "the body of the template must have exactly one paragraph that is {{sections}} and nothing else",
            code="report_placeholder_missing",
            hint_zh="请在放图表的地方单独写一段 {{sections}}，不要放在表格或文本框里。",
            hint_en="Write {{sections}} as a paragraph of its own where figures go, not in a table or a text box.",
            found=len(found),
        )
    return found[0]


def _roots(document: WordDocument) -> Iterator[BaseOxmlElement]:
    yield document.element.body
    for rel in document.part.rels.values():
        if rel.reltype.endswith(("/header", "/footer")) and not rel.is_external:
            yield rel.target_part.element


def _texts(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Pieces of text of a paragraph itself, not of text boxes that hang on it."""
    return [one for one in paragraph.iter(qn("w:t")) if next(one.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in _texts(paragraph))


def _fill(paragraph: BaseOxmlElement, values: Mapping[str, str]) -> None:
    """Word parts what people type into runs as it likes: the value goes into the run where the placeholder begins."""
    texts = _texts(paragraph)
    whole = "".join(one.text or "" for one in texts)
    for match in reversed(list(_PLACEHOLDER.finditer(whole))):
        value = clean_text(values[match[1]])
        start = 0
        for one in texts:
            text = one.text or ""
            end = start + len(text)
            if start < match.end() and end > match.start():
                left = text[: max(match.start() - start, 0)]
                right = text[match.end() - start :] if end > match.end() else ""
                one.text = f"{left}{value if start <= match.start() else ''}{right}"
                one.set(_SPACE, "preserve")
            start = end


def _fill_paragraphs(paragraph: BaseOxmlElement, values: Mapping[str, str], intro: Sequence[str]) -> None:
    for words in intro:
        another = copy.deepcopy(paragraph)
        paragraph.addprevious(another)
        _fill(another, {**values, INTRO: words, SECTIONS: ""})
    paragraph.getparent().remove(paragraph)


def _drop_if_empty(paragraph: BaseOxmlElement) -> None:
    """A line of which every placeholder is empty leaves no gap; cells, headers and boxes need a paragraph."""
    parent = paragraph.getparent()
    if (
        not _text(paragraph).strip()
        and parent.tag == qn("w:body")
        and not list(paragraph.iter(qn("w:drawing")))
    ):
        parent.remove(paragraph)


def _unknown(name: str, known: Sequence[str]) -> InputError:
    listed = [f"{{{{{one}}}}}" for one in known]
    return InputError(
        f"模板里有未知的占位符：{{{{{name[:40]}}}}}",
        f"the template has an unknown placeholder: {{{{{name[:40]}}}}}",
        code="report_placeholder_unknown",
        hint_zh=f"可用：{'、'.join(listed)}。",
        hint_en=f"Placeholders: {', '.join(listed)}.",
        placeholder=name[:40],
    )
