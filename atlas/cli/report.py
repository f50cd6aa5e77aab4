"""``atlas report``: figures with captions, tables and sources as a file of Word, PowerPoint or Excel."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.figure_options import given_values, parameter_options
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.errors import ParameterError
from atlas.services.files import check_output
from atlas.services.report_plan import ReportPlan, plan_of_figure, read_report_plan
from atlas.services.reports import KINDS, FigureDoor, built_in_templates, make_report
from atlas.settings import Settings, load_settings
from atlas.stores.plain_files import write_bytes
from atlas.stores.report_templates import find_template, read_template, write_templates


@click.command()
@click.argument("plan", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="File to write: .docx, .pptx or .xlsx.",
)
@click.option(
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Template; by default report.docx or report.pptx in the folder of the setting figure_templates.",
)
@click.option(
    "--write-template",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Write the built-in templates into a folder, for editing, and do nothing else.",
)
@parameter_options
@json_option
@reports_errors
def report(
    *,
    plan: Path | None,
    output: Path | None,
    template: Path | None,
    folder: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Write a report: figures from PLAN (YAML), or one figure from the options, which are those of the address.

    docs/reports.md tells what a plan may hold. Without a review number a report bears the mark of a draft.
    """
    settings = load_settings()
    if folder is not None:
        # The folder of templates may lie beside the store; nothing else there is ours to write.
        if folder.resolve() != settings.figure_templates.resolve():
            check_output(folder, settings.home)
        paths = write_templates(folder, built_in_templates())
        _told([str(path) for path in paths], as_json=as_json)
        return
    given = given_values(options)
    path, kind = _output(output, settings)
    chosen = _template(template, kind, settings)
    services = open_services(settings)
    accept = functools.partial(services.exports.check_rules, command_actor())
    door = FigureDoor(services.exports.read, accept)
    wanted = _plan(plan, given, door)
    body = make_report(
        services.store,
        services.reader.catalogue(),
        wanted,
        services.exports.office,
        kind=kind,
        template=chosen,
        progress=_note_progress,
        door=door,
    )
    write_bytes(body, path)
    if as_json:
        print_json({"file": str(path), "bytes": len(body), "figures": wanted.figure_count})
    else:
        note(f"{path}: {wanted.figure_count} 幅图 / figures, {len(body) / 1e6:.2f} MB")


def _output(output: Path | None, settings: Settings) -> tuple[Path, str]:
    """Where the file goes, and its kind by its ending."""
    kind = output.suffix.lower().removeprefix(".") if output is not None else ""
    if output is None or kind not in KINDS:
        raise ParameterError(
            "请用 -o 给出文件名，以 .docx、.pptx 或 .xlsx 结尾",
            "name the file with -o; it ends with .docx, .pptx or .xlsx",
            code="report_kind_unknown",
            hint_zh="例如 atlas report 方案.yaml -o 报告.docx。",
            hint_en="Such as atlas report plan.yaml -o report.docx.",
            parameter="output",
        )
    check_output(output, settings.home)
    return output, kind


def _plan(path: Path | None, given: Mapping[str, str], door: FigureDoor) -> ReportPlan:
    if path is None:
        return plan_of_figure(given, read=door.read)
    if given:
        raise ParameterError(
            f"已给出方案 {path.name}，不能再给图的参数：{'、'.join(given)}",
            f"there is a plan, {path.name}: parameters of a figure cannot be given besides: {', '.join(given)}",
            code="report_plan_and_figure",
            hint_zh="请把参数写进方案的 defaults，或去掉方案。",
            hint_en="Write them under defaults in the plan, or leave the plan out.",
            parameter=next(iter(given)),
        )
    return read_report_plan(path, read=door.read)


def _template(path: Path | None, kind: str, settings: Settings) -> bytes | None:
    if path is None:
        return find_template(settings.figure_templates, kind)
    if kind == "xlsx":
        raise ParameterError(
            "工作簿没有模板",
            "a workbook has no template",
            hint_zh="请去掉 --template。",
            hint_en="Leave --template out.",
            parameter="template",
        )
    return read_template(path, kind)


def _note_progress(percent: int, step: str, row_count: int | None = None) -> None:  # noqa: ARG001 - in the step
    note(f"{percent:3d} % {step}")


def _told(paths: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"files": paths})
    for path in paths:
        note(path)
