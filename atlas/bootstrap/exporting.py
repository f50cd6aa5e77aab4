"""What draws figures and writes books and reports."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from atlas.bootstrap.base import Base
from atlas.bootstrap.clock import local_today, utc_now
from atlas.core.access import Actor
from atlas.services.book_jobs import BookJob
from atlas.services.book_plan import BookLimits
from atlas.services.exports import Exports
from atlas.services.figure_desk import FigureDesk
from atlas.services.figure_rules import FigureRules
from atlas.services.figure_templates import TemplateShelf
from atlas.services.figures import OfficeWords
from atlas.services.report_jobs import ExportTools, ReportJob
from atlas.services.visibility import VisibleStore, hidden_layers
from atlas.settings import Settings
from atlas.stores.export_files import ExportFiles
from atlas.stores.figure_templates import FigureTemplates
from atlas.stores.protocol import ReadableStore


@dataclass(frozen=True, slots=True)
class ExportServices:
    """What draws figures and writes books and reports."""

    shelf: TemplateShelf
    exports: Exports
    files: ExportFiles
    book: BookJob
    report: ReportJob


def open_exports(base: Base, open_elsewhere: Callable[[Settings, Actor], ReadableStore]) -> ExportServices:
    """What draws figures and writes books and reports.

    Parameters
    ----------
    base
        What it stands on.
    open_elsewhere
        Opens the store in another process, as somebody may see it; can be pickled.

    Returns
    -------
    ExportServices
        Ready.
    """
    settings = base.settings
    shelf = TemplateShelf(
        FigureTemplates(settings.figure_templates), base.policy, base.audit, utc_now, today=local_today
    )
    rules = FigureRules(base.policy, base.audit, utc_now)
    office = OfficeWords(settings.region, settings.office, settings.review_number)
    most = settings.max_figure_megapixels
    exports = Exports(FigureDesk(office), shelf, base.policy, rules, max_megapixels=most)
    files = ExportFiles(settings.workspace / "exports")
    tools = ExportTools(base.reader, functools.partial(visible_store, base), office, shelf, files)
    book = BookJob(
        tools,
        functools.partial(open_elsewhere, settings),
        rules,
        settings.workspace / "exports" / "books",
        limits=BookLimits(settings.max_book_pages, most * 1_000_000),
    )
    report = ReportJob(tools, settings.figure_templates, exports.check_rules)
    return ExportServices(shelf, exports, files, book, report)


def visible_store(base: Base, actor: Actor) -> ReadableStore:
    """The store as somebody may see it.

    Parameters
    ----------
    base
        With the store.
    actor
        Who asks.

    Returns
    -------
    ReadableStore
        Without the layers that are hidden from them.
    """
    hidden = hidden_layers(actor, base.policy, base.workspace)
    return VisibleStore(base.store, hidden) if hidden else base.store
