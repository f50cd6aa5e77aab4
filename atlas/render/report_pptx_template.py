"""The built-in template of reports for PowerPoint: 16:9, a master and four layouts that are found by their names."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as PowerPoint
from pptx.slide import SlideLayout
from pptx.util import Mm

from atlas.render.report_pptx_layouts import FIGURE_LAYOUT, TABLE_LAYOUT, TEXT_LAYOUT, TITLE_LAYOUT

_WIDTH_MM, _HEIGHT_MM, _MARGIN_MM = 338.667, 190.5, 12.7
_INNER_MM = _WIDTH_MM - 2 * _MARGIN_MM
_FONT = "微软雅黑"
_INK, _BLUE, _GREY = "1B2A3D", "1F4E79", "5F6670"
#: Layouts of the library's own template that become ours.
_SOURCES = {
    "Title Slide": TITLE_LAYOUT,
    "Title and Content": TEXT_LAYOUT,
    "Picture with Caption": FIGURE_LAYOUT,
    "Content with Caption": TABLE_LAYOUT,
}
_COLOURS = {"dk2": _INK, "accent1": _BLUE, "accent2": "B5541C", "accent3": "1B7F5C", "accent4": "C98A00"}


@dataclass(frozen=True, slots=True)
class _Holder:
    """A placeholder: its kind, number, place [mm], type and prompt."""

    kind: str
    index: int
    box: tuple[float, float, float, float]
    size: float
    prompt: str
    colour: str = _INK
    align: str = "l"
    anchor: str = "ctr"
    is_bold: bool = False


_FOOTER = _Holder("ftr", 20, (_MARGIN_MM, 180, 240, 7), 9, "", _GREY)
_NUMBER = _Holder("sldNum", 21, (_WIDTH_MM - _MARGIN_MM - 30, 180, 30, 7), 9, "", _GREY, "r")
_TITLE = _Holder("title", 0, (_MARGIN_MM, 7, _INNER_MM, 16), 24, "标题", _BLUE, is_bold=True)
_SOURCE = _Holder("body", 11, (_MARGIN_MM, 169, _INNER_MM, 10.5), 9, "来源", _GREY, anchor="t")
_AREA = (_MARGIN_MM, 27.5, _INNER_MM, 140)
_HOLDERS = {
    TITLE_LAYOUT: (
        _Holder("ctrTitle", 0, (30, 55, 278.667, 36), 36, "报告标题", _BLUE, "ctr", "b", is_bold=True),
        _Holder("subTitle", 1, (30, 97, 278.667, 40), 18, "副标题、单位、日期", _GREY, "ctr", "t"),
        _FOOTER,
    ),
    TEXT_LAYOUT: (_TITLE, _Holder("body", 10, _AREA, 18, "文字", anchor="t"), _FOOTER, _NUMBER),
    FIGURE_LAYOUT: (_TITLE, _Holder("pic", 10, _AREA, 12, "图"), _SOURCE, _FOOTER, _NUMBER),
    TABLE_LAYOUT: (_TITLE, _Holder("tbl", 10, _AREA, 12, "表"), _SOURCE, _FOOTER, _NUMBER),
}


def make_pptx_template() -> bytes:
    """The built-in template.

    Returns
    -------
    bytes
        A file of PowerPoint without slides.
    """
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Mm(_WIDTH_MM), Mm(_HEIGHT_MM)
    _drop_parts(presentation)
    _set_theme(presentation)
    _widen_master(presentation)
    for layout in list(presentation.slide_layouts):
        if layout.name in _SOURCES:
            _lay_out(layout, _SOURCES[layout.name])
        else:
            presentation.slide_layouts.remove(layout)
    properties = presentation.core_properties
    properties.title = properties.author = properties.last_modified_by = properties.keywords = ""
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _drop_parts(presentation: PowerPoint) -> None:
    """Without the picture and the settings of a printer of the library's own template."""
    for part_rels in (presentation.part.package._rels, presentation.part.rels):
        for name in [
            key for key, rel in part_rels.items() if rel.reltype.endswith(("/thumbnail", "/printerSettings"))
        ]:
            part_rels.pop(name)


def _set_theme(presentation: PowerPoint) -> None:
    """Type of both scripts and colours: whoever changes the theme in PowerPoint changes every slide."""
    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for font in ("majorFont", "minorFont"):
        text = re.sub(
            rf"(<a:{font}>\s*)<a:latin [^>]*/>(\s*)<a:ea [^>]*/>",
            rf'\g<1><a:latin typeface="Arial"/>\g<2><a:ea typeface="{_FONT}"/>',
            text,
        )
        text = re.sub(
            rf'(<a:{font}>.*?<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{_FONT}", text, flags=re.DOTALL
        )
    for name, colour in _COLOURS.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text)
    part._blob = text.encode("utf-8")


def _widen_master(presentation: PowerPoint) -> None:
    """The master of the library is 4:3; what stands on it takes the places of the layouts."""
    places = {"title": _TITLE, "body": _Holder("body", 1, _AREA, 18, ""), "ftr": _FOOTER, "sldNum": _NUMBER}
    master = presentation.slide_master
    for shape in list(master.placeholders):
        kind = shape.element.ph.get("type", "body")
        if kind not in places:
            shape.element.getparent().remove(shape.element)
            continue
        shape.left, shape.top, shape.width, shape.height = (Mm(one) for one in places[kind].box)
    line = master.shapes._spTree
    line.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="标题线"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
            f"</p:nvSpPr><p:spPr>{_place((_MARGIN_MM, 24, _INNER_MM, 0.5))}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
            f"<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )
    )


def _lay_out(layout: SlideLayout, name: str) -> None:
    element = layout._element
    element.cSld.set("name", name)
    element.attrib.pop("type", None)
    element.set("preserve", "1")
    if name == TITLE_LAYOUT:
        element.set("showMasterSp", "0")
    tree = layout.shapes._spTree
    for shape in list(layout.shapes):
        tree.remove(shape._element)
    for number, holder in enumerate(_HOLDERS[name], start=2):
        tree.append(parse_xml(_holder_xml(number, holder)))


def _holder_xml(number: int, holder: _Holder) -> str:
    field = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld>'
        if holder.kind == "sldNum"
        else f'<a:r><a:rPr lang="zh-CN"/><a:t>{escape(holder.prompt)}</a:t></a:r>'
        if holder.prompt
        else '<a:endParaRPr lang="zh-CN"/>'
    )
    index = "" if holder.kind in ("title", "ctrTitle") else f' idx="{holder.index}"'
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(holder.prompt or holder.kind)}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{holder.kind}"{index}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_place(holder.box)}</p:spPr><p:txBody>"
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{holder.anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{holder.align}"><a:buNone/>'
        f'<a:defRPr sz="{round(holder.size * 100)}" b="{int(holder.is_bold)}"><a:solidFill>'
        f'<a:srgbClr val="{holder.colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{field}</a:p></p:txBody></p:sp>"
    )


def _place(box: tuple[float, float, float, float]) -> str:
    left, top, width, height = (int(Mm(one)) for one in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
