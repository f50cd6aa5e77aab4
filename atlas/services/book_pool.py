"""Makes the pages of counties, in this process or in several that share the work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from atlas.core.errors import ConflictError, StoreError
from atlas.core.filters import Bbox
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png import write_png
from atlas.services.book_county import make_county
from atlas.services.book_plan import BookContext, BookPlan
from atlas.services.book_store import NearbyStore
from atlas.stores.book_files import BookFolder
from atlas.stores.protocol import ReadableStore

#: Fewer pages than this are made faster in this process than others are started [pages].
_WORTH_A_POOL = 6
#: Opens the store in another process, as the one who asks may see it; it can be pickled.
OpenStore = Callable[[], ReadableStore]


@dataclass(frozen=True, slots=True)
class PageWork:
    """What every process must know.

    Parameters
    ----------
    plan
        Of the book.
    root
        Folder of all runs.
    common_page
        Where the chapter on goals of every county begins; 0 for none.
    """

    plan: BookPlan
    root: Path
    common_page: int


class CountyMaker:
    """Makes one county after the other, with everything read once.

    Parameters
    ----------
    store
        As the one who asks may see it.
    context
        Of the book.
    work
        What is made.
    """

    def __init__(self, store: ReadableStore, context: BookContext, work: PageWork) -> None:
        self._store = NearbyStore(store, _region(context))
        self._context = context
        self._work = work
        self._folder = BookFolder(work.root, work.plan.run)

    def make(self, adcode: str) -> None:
        """Make the files of a county and keep them.

        Parameters
        ----------
        adcode
            Of the county.

        Raises
        ------
        ConflictError
            The data changed since the book was planned.
        AtlasError
            As ``make_county``.
        """
        if self._store.revision() != self._work.plan.revision:
            raise ConflictError(
                "生成图册时数据有了更新",
                "the data changed while the book was being made",
                code="book_data_changed",
                hint_zh="请重新生成，图册里的各页才会是同一份数据。",
                hint_en="Make it again, so that all its pages tell of the same data.",
            )
        pages = make_county(self._store, self._context, adcode, common_page=self._work.common_page)
        if self._work.plan.options.form == "png":
            page = self._work.plan.request.page
            is_grey = page.colour == "grey"
            parts = [write_png(scene, pages.about, dpi=page.dpi, is_grey=is_grey) for scene in pages.scenes]
        else:
            parts = [write_pdf(pages.scenes, pages.about)]
        findings = [one.to_dict() for one in pages.findings]
        self._folder.write_county(adcode, parts, {"pages": len(pages.scenes), "findings": findings})


def make_pages(
    maker: CountyMaker, work: PageWork, counties: Sequence[str], *, open_store: OpenStore, workers: int
) -> Generator[str, None, None]:
    """Make the files of counties.

    Parameters
    ----------
    maker
        For this process.
    work
        What is made.
    counties
        adcodes.
    open_store
        Opens the store in another process.
    workers
        Processes.

    Yields
    ------
    str
        adcode of a county that is finished, in no certain order.

    Raises
    ------
    AtlasError
        A county cannot be made; the others that were begun are finished first.
    """
    if workers < 2 or len(counties) < _WORTH_A_POOL:
        for adcode in counties:
            maker.make(adcode)
            yield adcode
        return
    # A server of forks has no threads of ours and has read the program once for all workers.
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload([__name__])
    pool = ProcessPoolExecutor(workers, start, initializer=_begin, initargs=(work, open_store))
    try:
        waiting: dict[Future[None], str] = {pool.submit(_make_one, adcode): adcode for adcode in counties}
        for done in as_completed(waiting):
            done.result()
            yield waiting[done]
    except BrokenProcessPool as error:
        raise StoreError(
            "生成页面的进程中断了",
            "a process that makes pages has ended",
            code="book_process_ended",
            hint_zh="多半是内存不足；加上 --resume 可从中断处继续。",
            hint_en="Most likely memory ran out; --resume goes on from where it stopped.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _region(context: BookContext) -> Bbox:
    units = context.catalogue.units
    boxes = np.array([units[code].bbox for code in context.plan.counties])
    low, high = boxes.min(axis=0), boxes.max(axis=0)
    return float(low[0]), float(low[1]), float(high[2]), float(high[3])


_of_this_process: list[CountyMaker] = []


def _begin(work: PageWork, open_store: OpenStore) -> None:
    # Whoever stops a run stops its parent, which then sends the workers home.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    store = open_store()
    context = BookContext(store.read_catalogue(), work.plan)
    _of_this_process[:] = [CountyMaker(store, context, work)]


def _make_one(adcode: str) -> None:
    _of_this_process[0].make(adcode)


def _end_with_parent() -> None:
    """A killed parent cannot tell its workers to go: they see it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
