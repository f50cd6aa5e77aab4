"""Where figures are drawn for the page: so many at once, and the last ones kept for their other formats."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from cachetools import LRUCache

from atlas.core.errors import ServiceBusy
from atlas.core.figures.request import FigurePage, FigureRequest
from atlas.core.policy.catalogue import Catalogue
from atlas.services.figures import Figure, OfficeWords, draw_figure, with_page
from atlas.stores.protocol import ReadableStore

#: Figures drawn at once in a process, and how long another waits for its turn [s].
AT_ONCE, LONGEST_WAIT_S = 2, 30.0
#: Figures that are kept; a preview, its findings and the file are of the same drawing.
_KEPT = 4


class FigureDesk:
    """Draws figures in one process.

    Parameters
    ----------
    office
        Whose figures they are.
    longest_wait_s
        For one's turn [s].
    """

    def __init__(self, office: OfficeWords, *, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self.office = office
        self._longest_wait_s = longest_wait_s
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._kept: LRUCache[tuple[str, FigureRequest], Figure] = LRUCache(_KEPT)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn to draw and to write.

        Yields
        ------
        None
            When it is one's turn.

        Raises
        ------
        ServiceBusy
            Others took too long.
        """
        if not self._turns.acquire(timeout=self._longest_wait_s):
            raise ServiceBusy(
                "正在出的图太多",
                "too many figures are being drawn",
                hint_zh="请过一会儿再试；成批出图请用县册或命令行。",
                hint_en="Try again in a moment; for many figures use the book or the command line.",
            )
        try:
            yield
        finally:
            self._turns.release()

    def draw(self, store: ReadableStore, catalogue: Catalogue, request: FigureRequest) -> Figure:
        """A figure, drawn or as it was drawn before.

        Parameters
        ----------
        store
            As the one who asks may see it.
        catalogue
            Everything.
        request
            What is wanted.

        Returns
        -------
        Figure
            The drawing does not depend on format and resolution, so one drawing serves all of them.

        Raises
        ------
        AtlasError
            As ``draw_figure``.
        """
        page, usual = request.page, FigurePage()
        alike = replace(request, page=replace(page, format=usual.format, dpi=usual.dpi))
        # The catalogue was read before the turn came; of a newer store it would be the old one.
        key = (f"{store.revision()} {catalogue.version} {catalogue.build_date}", alike)
        with self._lock:
            figure = self._kept.get(key)
        if figure is None:
            figure = draw_figure(store, catalogue, alike, self.office)
            with self._lock:
                self._kept[key] = figure
        return with_page(figure, page)
