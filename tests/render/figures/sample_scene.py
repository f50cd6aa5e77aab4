"""A small page with every kind of item, and what its file says of itself."""

from __future__ import annotations

import numpy as np

from atlas.render.figures.scene import About, Circles, Group, Link, Path, Scene, Words

ABOUT = About(
    title="贵州省磷化工产业布局",
    alt="一幅专题图：开阳县、福泉市、瓮安县为磷化工基地。",
    author="省工业和信息化厅",
    date="2026-01-05",
    source="《贵州省县域工业发展规划》",
    request={"theme": "磷", "adcodes": ["520121", "522702"], "scale": 1.5, "legend": True},
)

LINES = ("㵲阳镇", "儋州市", "玉屏侗族自治县", "工业 Phosphorus base 12,345.6 km²")


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float64)


def full_page() -> Scene:
    """A5, landscape."""
    items = (
        Path((box(10, 10, 50, 40), box(20, 20, 40, 30)), fill="#3366CC", stroke="#112233", stroke_mm=0.5),
        Path((box(40, 30, 70, 50),), fill="#FF8800", fill_opacity=0.5, stroke="#7E5109", dash_mm=(3, 1.5)),
        Path((box(10, 60, 70, 70),), is_closed=False, stroke="#C0392B", dash_mm=(0, 2), is_round=True),
        Circles(
            np.array([(90.0, 20.0), (105.0, 20.0)]), 5, fill="#9B59B6", fill_opacity=0.6, stroke="#4A235A"
        ),
        Group((Path((box(80, 30, 160, 60),), fill="#00AA55"),), clip=Path((box(90, 35, 120, 50),))),
        *(Words(10, 80 + 8 * row, text, 12) for row, text in enumerate(LINES)),
        Words(10, 120, "宋体 serif", 12, is_serif=True),
        Words(60, 120, "粗体 bold", 12, is_bold=True),
        Words(160, 90, "光晕 halo", 12, anchor="middle", halo="#FFEE00", halo_mm=0.6),
        Words(160, 120, "乌江干流", 12, anchor="middle", angle=30, spacing_mm=3),
        Link(10, 110, 40, 8, url="https://atlas.example/figure?topic=磷"),
        Link(60, 110, 40, 8, target="520121"),
    )
    return Scene(210, 148, items)


def one(*items: Path | Circles | Words | Group | Link, background: str = "#FFFFFF") -> Scene:
    """A page of 40 mm by 20 mm."""
    return Scene(40, 20, items, background)
