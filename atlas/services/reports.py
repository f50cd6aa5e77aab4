"""Reports of figures for Word, PowerPoint and Excel: one call from a plan to the bytes of a file."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.core.errors import MapRuleError, ParameterError
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.map_rules import refusals
from atlas.core.policy.catalogue import Catalogue
from atlas.render.report_parts import Report
from atlas.render.report_xlsx import write_workbook
from atlas.services.figures import Figure, OfficeWords
from atlas.services.jobs import Progress
from atlas.services.report_content import AcceptsFigures, ReportTask, compose_report, report_date
from atlas.services.report_numbers import compose_workbook
from atlas.services.report_plan import ReadsRequests, ReportPlan
from atlas.stores.protocol import ReadableStore
from atlas.stores.report_packages import settle_package

#: Kinds of reports, by the ending of their file.
KINDS = ("docx", "pptx", "xlsx")
_WITH_TEMPLATES = ("docx", "pptx")


def refuse_unlawful(figure: Figure) -> None:
    """Refuse a figure that the rules of maps stop; nobody can take that upon himself here.

    Parameters
    ----------
    figure
        Drawn.

    Raises
    ------
    MapRuleError
        It may not go out.
    """
    refused = refusals(figure.findings, ())
    if refused:
        raise MapRuleError(
            f"图“{figure.theme.title}”不能放进报告：{'；'.join(one.message.zh for one in refused)}",
            f"“{figure.theme.title}” may not go into a report: {'; '.join(one.message.en for one in refused)}",
            hint_zh="".join(one.hint.zh for one in refused),
            hint_en=" ".join(one.hint.en for one in refused),
            findings=[one.code for one in refused],
        )


@dataclass(frozen=True, slots=True)
class FigureDoor:
    """What stands between a plan and its figures.

    Parameters
    ----------
    read
        Makes a request out of text parameters.
    accept
        Looks at each figure that is drawn, and raises where it may not go out.
    """

    read: ReadsRequests = read_figure_request
    accept: AcceptsFigures = refuse_unlawful


def _silent(percent: int, step: str, row_count: int | None = None) -> None:
    """Nobody wants to know how far it is."""


def make_report(  # noqa: PLR0913 - what a job and the command line know, one by one
    store: ReadableStore,
    catalogue: Catalogue,
    plan: ReportPlan,
    office: OfficeWords,
    *,
    kind: str,
    template: bytes | None = None,
    progress: Progress = _silent,
    door: FigureDoor | None = None,
) -> bytes:
    """A report as a file.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Everything.
    plan
        What it holds.
    office
        Whose report it is.
    kind
        One of ``KINDS``.
    template
        Of the office; ``None`` for the built-in one. A workbook has none.
    progress
        Told before each section how far it is; may raise to stop.
    door
        How requests are read, and which figures may go out; ``None`` reads no templates of figures and refuses what
        the rules of maps refuse.

    Returns
    -------
    bytes
        The same for the same plan, data and template.

    Raises
    ------
    MapRuleError
        A figure may not go out.
    AtlasError
        The plan, the template or a figure has a fault.
    """
    if kind not in KINDS:
        raise ParameterError(
            f"报告不支持这种格式：{kind[:20]}",
            f"a report cannot be written as {kind[:20]!r}",
            code="report_kind_unknown",
            hint_zh=f"可用：{'、'.join(KINDS)}。",
            hint_en=f"Formats: {', '.join(KINDS)}.",
            parameter="as",
        )
    door = door or FigureDoor()
    task = ReportTask(store, catalogue, plan, office, kind, door.read, door.accept, progress)
    if kind == "xlsx":
        body = write_workbook(compose_workbook(task))
    else:
        body = _write(compose_report(task), kind, template)
    return settle_package(body, report_date(task))


def built_in_templates() -> dict[str, bytes]:
    """The templates that come with the atlas, for an office to edit.

    Returns
    -------
    dict
        By kind.
    """
    return {kind: _make_template(kind) for kind in _WITH_TEMPLATES}


def _write(report: Report, kind: str, template: bytes | None) -> bytes:
    # Heavy, and for reports alone: every command and every server would start a tenth later.
    if kind == "pptx":
        from atlas.render.report_pptx import write_pptx  # noqa: PLC0415

        return write_pptx(report, template or _make_template(kind))
    from atlas.render.report_docx import write_docx  # noqa: PLC0415

    return write_docx(report, template or _make_template(kind))


def _make_template(kind: str) -> bytes:
    # Heavy, see _write.
    if kind == "pptx":
        from atlas.render.report_pptx_template import make_pptx_template  # noqa: PLC0415

        return make_pptx_template()
    from atlas.render.report_docx_template import make_docx_template  # noqa: PLC0415

    return make_docx_template()
