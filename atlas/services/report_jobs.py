"""Reports as jobs: checked when they are asked for, made by the worker, kept as a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.core.access import Actor, Role
from atlas.core.errors import ParameterError, Text
from atlas.core.policy.rows import GoalFilter
from atlas.services.figure_templates import TemplateShelf
from atlas.services.figures import Figure, OfficeWords
from atlas.services.file_names import name_file
from atlas.services.jobs import Progress
from atlas.services.reader import Reader
from atlas.services.report_plan import ReportPlan, make_report_plan, plan_of_figure
from atlas.services.reports import KINDS, FigureDoor, make_report
from atlas.stores.export_files import ExportFiles
from atlas.stores.protocol import ReadableStore
from atlas.stores.report_templates import find_template

_REPORT = Text("报告", "report")
#: Gives the store as somebody may see it.
OpensStore = Callable[[Actor], ReadableStore]
#: Refuses a figure that somebody may not take out.
ChecksFigures = Callable[[Actor, Figure], None]


@dataclass(frozen=True, slots=True)
class ExportTools:
    """What jobs that make files share.

    Parameters
    ----------
    reader
        For the catalogue.
    open_store
        Gives the store as the one who asked may see it.
    office
        Whose files they are.
    shelf
        Templates of figures.
    files
        Where files are kept.
    """

    reader: Reader
    open_store: OpensStore
    office: OfficeWords
    shelf: TemplateShelf
    files: ExportFiles


class ReportJob:
    """Makes reports.

    Parameters
    ----------
    tools
        Store, words, templates, files.
    templates
        Folder of the office's own templates of reports.
    accept
        Refuses a figure that may not go out, for whoever asked.
    """

    def __init__(self, tools: ExportTools, templates: Path, accept: ChecksFigures) -> None:
        self._tools = tools
        self._templates = templates
        self._accept = accept

    def check(self, _actor: Actor, arguments: Mapping[str, Any]) -> str:
        """Refuse a report that cannot be made.

        Parameters
        ----------
        arguments
            ``values`` and ``options``, see ``read_job_plan``.

        Returns
        -------
        str
            Title of the job.

        Raises
        ------
        AtlasError
            Plan or kind have a fault.
        """
        plan, kind = self._read(arguments)
        return f"{plan.title or _REPORT.zh} ({kind})"

    def __call__(self, arguments: Mapping[str, Any], actor: str, progress: Progress) -> Mapping[str, Any]:
        """Make a report and keep it.

        Parameters
        ----------
        arguments
            ``values``, ``options``, ``role`` and ``job`` (its own id).
        actor
            Who asked.
        progress
            Told how far it is.

        Returns
        -------
        mapping
            ``file_name`` and ``size_bytes``.
        """
        plan, kind = self._read(arguments)
        catalogue = self._tools.reader.catalogue()
        who = Actor(actor, Role(str(arguments["role"])), via=str(arguments.get("via", "visit")))
        store = self._tools.open_store(who)
        body = make_report(
            store,
            catalogue,
            plan,
            self._tools.office,
            kind=kind,
            template=None if kind == "xlsx" else find_template(self._templates, kind),
            progress=progress,
            door=FigureDoor(self._tools.shelf.read, functools.partial(self._accept, who)),
        )
        title = Text(plan.title or _REPORT.zh, "report")
        name = name_file(catalogue, GoalFilter(), title).with_ending(kind).name
        path = self._tools.files.keep(str(arguments["job"]), name, body)
        return {"file_name": path.name, "size_bytes": len(body)}

    def _read(self, arguments: Mapping[str, Any]) -> tuple[ReportPlan, str]:
        return read_job_plan(arguments, self._tools.shelf)


def read_job_plan(arguments: Mapping[str, Any], shelf: TemplateShelf) -> tuple[ReportPlan, str]:
    """The plan that a job was asked for.

    Parameters
    ----------
    arguments
        ``options`` with ``as`` (a kind) and either ``plan`` (as in a plan file) or ``title`` and ``figures`` (text by
        parameter, one for each figure); without both the one figure of ``values``.
    shelf
        Templates of figures.

    Returns
    -------
    tuple of ReportPlan and str
        Plan and kind.

    Raises
    ------
    AtlasError
        They have a fault.
    """
    options = arguments.get("options") or {}
    kind = str(options.get("as", KINDS[0]))
    if kind not in KINDS:
        raise ParameterError(
            f"报告不支持这种格式：{kind[:20]}",
            f"a report cannot be written as {kind[:20]!r}",
            code="report_kind_unknown",
            hint_zh=f"可用：{'、'.join(KINDS)}。",
            hint_en=f"Formats: {', '.join(KINDS)}.",
            parameter="as",
        )
    if "plan" in options:
        return make_report_plan(options["plan"], read=shelf.read), kind
    if "figures" in options:
        figures = options["figures"]
        if not isinstance(figures, list):
            raise ParameterError("figures 应为列表", "figures must be a list", parameter="figures")
        sections = [{"figure": one} for one in figures]
        return make_report_plan({"title": options.get("title"), "sections": sections}, read=shelf.read), kind
    values = {str(name): str(text) for name, text in (arguments.get("values") or {}).items()}
    return plan_of_figure(values, read=shelf.read), kind
