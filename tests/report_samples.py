"""A report in a few lines, and ways to look into the files that are written from it."""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import replace
from typing import Any

from PIL import Image

from atlas.render.report_parts import Remark, Report, ReportFigure, ReportSection, ReportTable

ALT = "贵州省磷化工产业布局图。点名 2 县：开阳县、息烽县。"


def picture(width: int = 156, height: int = 104) -> bytes:
    """A PNG without any map on it."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#B5541C").save(stream, "PNG")
    return stream.getvalue()


def table(rows: int = 2, **parts: Any) -> ReportTable:
    """A table of counties and numbers."""
    made = ReportTable(
        number=1,
        title="贵州省磷化工产业布局：落点县",
        heads=("县", "任务数（项）"),
        is_number=(False, True),
        rows=[(f"开阳县{place}", str(place)) for place in range(rows)],
        total=rows,
        cut_words="列前 {shown} 行",
        remarks=(Remark("另有 67 县：息烽县。", "另有 67 县。"),),
        alt="表格，2 行 2 列。",
    )
    return replace(made, **parts)


def figure(**parts: Any) -> ReportFigure:
    """A figure with its words."""
    made = ReportFigure(
        number=1,
        title="贵州省磷化工产业布局图",
        picture=picture(),
        width_mm=156,
        height_mm=104,
        alt=ALT,
        lines=("数据来源：试验方案；数据日期：2026-01-01。",),
        link="https://atlas.example/?topic=phosphorus",
        link_words="打开此图的视图",
        request='{"figure":{"topic":"phosphorus"}}',
    )
    return replace(made, **parts)


def report(**parts: Any) -> Report:
    """A report of one figure and its table."""
    section = ReportSection("一、磷化工", ("两县被点名。",), figure(), (table(),))
    made = Report(
        title="县域工业图集",
        subtitle="附件二",
        office="省工业厅",
        date="2026年11月23日",
        intro=("第一段。", "第二段。"),
        intro_title="编写说明",
        review_number="",
        mark="内部草稿 不得公开",
        sections=(section,),
        language="zh-CN",
        figure_label="图",
        table_label="表",
        see_tables="数值见{tables}。",
        same_source="资料来源：同{figure}。",
        joint="、",
        created=datetime.date(2026, 11, 23),
    )
    return replace(made, **parts)


def part_of(body: bytes, name: str) -> str:
    """A part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return package.read(name).decode("utf-8")


def names_of(body: bytes) -> list[str]:
    """Names of the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return package.namelist()
