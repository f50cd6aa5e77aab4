"""The legend beside the map of a county's page: as large as fits, never too small to read where the small map can give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.core.figures import wording
from atlas.core.figures.boxes import Box
from atlas.core.figures.looks import Palette
from atlas.core.figures.theme import LegendSection
from atlas.render.figures.book_flow import Row, draw_columns, pack
from atlas.render.figures.book_rows import RowMaker
from atlas.render.figures.legend import LegendBlock, draw_legend, measure_legend
from atlas.render.figures.scene import Item
from atlas.render.figures.type_setting import TypeSetter
from atlas.services.book_plan import BookContext

#: A legend that is too high for its side is set smaller, down to this share.
_SHRINKS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
#: Below this size the small map gives up so much of its height first; notes, small by nature, shrink no further.
_EASILY_READ, _SMALL_LOCATOR = 0.9, 0.65


@dataclass(frozen=True, slots=True)
class SideLegend:
    """The legend beside a county's map, with its notes below all of it in the whole width.

    Parameters
    ----------
    setter
        That sets its lines.
    block
        Its lines.
    notes
        Rows below them.
    locator_mm
        Height of the small map above it [mm].
    """

    setter: TypeSetter
    block: LegendBlock
    notes: Sequence[Row]
    locator_mm: float

    @property
    def height_mm(self) -> float:
        """Of legend and notes."""
        notes = sum(row.height_mm + row.gap_mm for row in self.notes)
        return self.block.height_mm + self.setter.scale + notes


def fit_legend(
    context: BookContext,
    sections: Sequence[LegendSection],
    side: Box,
    *,
    locator_mm: float,
    gap_mm: float,
) -> SideLegend:
    """The legend as large as fits below the small map, which grows smaller before the words get hard to read.

    Parameters
    ----------
    context
        Of the book.
    sections
        From the top down; their notes stand below all of them.
    side
        Room of small map and legend.
    locator_mm
        Height that the small map would have [mm]; 0 for none.
    gap_mm
        Between them [mm].

    Returns
    -------
    SideLegend
        With the height that is left to the small map.
    """
    gap = gap_mm if locator_mm else 0.0
    ways = [(locator_mm, share) for share in _SHRINKS if share >= _EASILY_READ]
    ways += [(locator_mm * _SMALL_LOCATOR, share) for share in _SHRINKS]
    for tall, share in ways:
        legend = _measure_side(context, sections, side.width, share=share, locator_mm=tall)
        if legend.height_mm <= side.height - tall - gap:
            break
    return legend


def _measure_side(
    context: BookContext,
    sections: Sequence[LegendSection],
    width_mm: float,
    *,
    share: float,
    locator_mm: float,
) -> SideLegend:
    metrics, scale = context.setter.metrics, context.setter.scale
    setter = TypeSetter(metrics, scale * share)
    plain = [replace(section, note="") for section in sections]
    title = context.say(wording.LEGEND)
    block = measure_legend(plain, setter, title=title, counted="", longest_mm=width_mm)
    maker = RowMaker(TypeSetter(metrics, scale * max(share, _EASILY_READ)), context.palette, width_mm)
    notes = [section.note for section in sections if section.note]
    rows = [row for note in notes for row in maker.paragraph(note, is_small=True, is_faint=True)]
    return SideLegend(setter, block, rows, locator_mm)


def draw_side_legend(legend: SideLegend, room: Box, palette: Palette) -> list[Item]:
    """A legend in its place, with its notes.

    Parameters
    ----------
    legend
        Fitted.
    room
        Below the small map.
    palette
        Of the book.

    Returns
    -------
    list of Item
        From the bottom up.
    """
    _, below = room.cut_top(legend.block.height_mm + legend.setter.scale)
    return [
        *draw_legend(legend.block, room, legend.setter, palette),
        *draw_columns(pack(legend.notes, [below.height])[0], [below]),
    ]
