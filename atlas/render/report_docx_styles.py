"""Styles that a template of Word must have, by name, and fonts by script."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from atlas.core.errors import InputError

#: Built-in styles of Word, which its Chinese edition shows under Chinese names.
TITLE, SUBTITLE, HEADING, BODY, CAPTION = "Title", "Subtitle", "Heading 1", "Body Text", "Caption"
#: Styles of our own: the paragraph of a figure, source, office and date, cells of tables, the table.
FIGURE, SOURCE, IMPRINT = "插图", "资料来源", "单位与日期"
TABLE_HEAD, TABLE_TEXT, TABLE_NUMBER, TABLE = "表头", "表格文字", "表格数字", "数据表"
_PARAGRAPHS = (HEADING, BODY, CAPTION, FIGURE, SOURCE, TABLE_HEAD, TABLE_TEXT, TABLE_NUMBER)


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles that a report uses, by name."""

    ids: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.ids[name]


def find_styles(document: WordDocument) -> Styles:
    """The styles that a report uses.

    Parameters
    ----------
    document
        Made from a template.

    Returns
    -------
    Styles
        By name.

    Raises
    ------
    InputError
        Some are missing; all of them are named.
    """
    wanted = dict.fromkeys(_PARAGRAPHS, WD_STYLE_TYPE.PARAGRAPH) | {TABLE: WD_STYLE_TYPE.TABLE}
    known = {(style.name, style.type): style.style_id for style in document.styles}
    missing = [name for name, kind in wanted.items() if (name, kind) not in known]
    if missing:
        raise InputError(
            f"模板缺少样式：{'、'.join(missing)}",
            f"the template lacks styles: {', '.join(missing)}",
            code="report_style_missing",
            hint_zh="请在 Word 的“样式”中新建同名样式（“数据表”为表格样式，其余为段落样式），"
            "或用 atlas report --write-template 写出内置模板再改。",
            hint_en=f"Add styles of these names in Word ({TABLE} is a table style, the others are paragraph "
            "styles), or begin with the template that atlas report --write-template writes.",
            missing=missing,
        )
    return Styles({name: known[name, kind] for name, kind in wanted.items()})


def set_fonts(style: BaseOxmlElement, *, latin: str, east_asian: str) -> None:
    """Set the type of a style for both scripts; type that follows the theme would win over it.

    Parameters
    ----------
    style
        Of a paragraph or of characters.
    latin, east_asian
        Names of the families.
    """
    properties = style.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), latin)
    fonts.set(qn("w:eastAsia"), east_asian)
    properties.insert(0, fonts)
