"""Everything that the maps and the page of a figure are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.core.figures.looks import PALETTES, Palette
from atlas.core.figures.theme import FigureTheme
from atlas.render.figures.page import PageLayout
from atlas.render.figures.type_setting import TypeSetter
from atlas.services.figure_geometry import FigureGround
from atlas.services.figure_subject import FigureSubject
from atlas.stores.protocol import ReadableStore


@dataclass(frozen=True, slots=True, eq=False)
class MapTask:
    """Everything that the maps of a figure are drawn from."""

    store: ReadableStore
    subject: FigureSubject
    ground: FigureGround
    theme: FigureTheme
    layout: PageLayout
    setter: TypeSetter
    has_inset: bool

    @property
    def palette(self) -> Palette:
        """Colours of the figure."""
        return PALETTES[self.subject.request.page.colour]

    @property
    def scale(self) -> float:
        """Of type and lines, 1 on A4."""
        return self.setter.scale
