"""Books of counties as jobs: checked when they are asked for, made by the worker, kept as a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from atlas.core.access import Actor, Role
from atlas.core.errors import ParameterError, Text
from atlas.core.policy.rows import GoalFilter
from atlas.services.book_names import check_pattern
from atlas.services.book_plan import DEFAULT_PATTERN, BookLimits, BookOptions, BookPlan, plan_book
from atlas.services.books import BookSource, ChecksFindings, make_book
from atlas.services.figure_rules import FigureRules
from atlas.services.file_names import name_file
from atlas.services.jobs import Progress
from atlas.services.report_jobs import ExportTools
from atlas.stores.protocol import ReadableStore

_BOOK = Text("县册", "county-book")
#: Ways to ask for a book: one PDF, or an archive of single files.
_WAYS = ("pdf", "zip")
_EACH = ("pdf", "png")
#: Opens the store in another process, as an actor may see it; can be pickled.
OpensElsewhere = Callable[[Actor], ReadableStore]


class BookJob:
    """Makes books.

    Parameters
    ----------
    tools
        Store, words, templates, files.
    open_elsewhere
        For the processes that make pages.
    rules
        Of maps.
    root
        Folder of unfinished runs.
    limits
        Of a book.
    """

    def __init__(
        self,
        tools: ExportTools,
        open_elsewhere: OpensElsewhere,
        rules: FigureRules,
        root: Path,
        *,
        limits: BookLimits,
    ) -> None:
        self._tools = tools
        self._open_elsewhere = open_elsewhere
        self._rules = rules
        self._root = root
        self._limits = limits

    def check(self, actor: Actor, arguments: Mapping[str, Any]) -> str:
        """Refuse a book that cannot be made.

        Parameters
        ----------
        actor
            Who asks.
        arguments
            ``values`` (text by parameter of a figure) and ``options``: ``scope`` (adcode), ``as`` (pdf or zip), ``each``
            (pdf or png) and ``pattern`` of an archive.

        Returns
        -------
        str
            Title of the job.

        Raises
        ------
        AccessDenied
            They take findings upon themselves and may not.
        AtlasError
            They do so without a reason; a value cannot be used; there is no county; there are too many.
        """
        plan = self._plan(actor, arguments)
        self._rules.check_override(actor, plan.request)
        return self._title(plan)

    def __call__(self, arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
        """Make a book and keep it; a run that was stopped goes on with the pages it had.

        Parameters
        ----------
        arguments
            As for ``check``, with ``role`` and ``job`` (its own id).
        actor
            Who asked.
        progress
            Told how far it is.

        Returns
        -------
        mapping
            ``file_name``, ``size_bytes``, ``pages``, ``counties`` and ``findings``.
        """
        who = Actor(actor, Role(str(arguments["role"])), via=str(arguments.get("via", "visit")))
        plan = self._plan(who, arguments)
        catalogue, job = self._tools.reader.catalogue(), str(arguments["job"])
        ending = "zip" if plan.is_single else "pdf"
        scope = GoalFilter(region=plan.scope if plan.scope in catalogue.units else "")
        name = name_file(catalogue, scope, _BOOK, place="全国").with_ending(ending).name
        source = BookSource(
            self._tools.open_store(who),
            catalogue,
            functools.partial(self._open_elsewhere, who),
            self._root,
            self._accept(who, plan),
        )
        made = make_book(source, plan, self._tools.files.working_folder(job) / name, progress)
        path = self._tools.files.keep(job, name, made.path)
        return {
            "file_name": path.name,
            "size_bytes": path.stat().st_size,
            "pages": made.pages,
            "counties": made.counties,
            "findings": [dict(finding) for finding in made.findings],
        }

    def _plan(self, actor: Actor, arguments: Mapping[str, Any]) -> BookPlan:
        options: Mapping[str, Any] = arguments.get("options") or {}
        way, each = str(options.get("as", _WAYS[0])), str(options.get("each", _EACH[0]))
        for name, word, known in (("as", way, _WAYS), ("each", each, _EACH)):
            if word not in known:
                raise ParameterError(
                    f"县册的选项 {name} 不能是 {word[:20]}",
                    f"option {name} of a book cannot be {word[:20]!r}",
                    hint_zh=f"可用：{'、'.join(known)}。",
                    hint_en=f"Choices: {', '.join(known)}.",
                    parameter=name,
                )
        pattern = str(options.get("pattern") or DEFAULT_PATTERN)
        check_pattern(pattern)
        values = {str(name): str(text) for name, text in (arguments.get("values") or {}).items()}
        if options.get("scope"):
            # What the page shows of the map is not what the book is of.
            values = {**values, "region": str(options["scope"]), "units": "", "bbox": ""}
        given = {name: text for name, text in values.items() if text}
        # A page of one county is upright by nature, and speaks one language.
        usual = {"orientation": "portrait", **({"name_language": "en"} if given.get("lang") == "en" else {})}
        return plan_book(
            self._tools.reader.catalogue(),
            self._tools.open_store(actor).revision(),
            self._tools.shelf.read({**usual, **given}),
            self._tools.office,
            options=BookOptions(form="book" if way == "pdf" else each, pattern=pattern),
            limits=self._limits,
        )

    def _accept(self, actor: Actor, plan: BookPlan) -> ChecksFindings:
        return lambda findings: self._rules.check_rules(actor, findings, plan.request, self._title(plan))

    def _title(self, plan: BookPlan) -> str:
        units = self._tools.reader.catalogue().units
        return f"{_BOOK.zh} {units[plan.scope].name if plan.scope in units else '全国'}"
