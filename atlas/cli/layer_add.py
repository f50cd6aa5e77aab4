"""``atlas layers add``: a file becomes a version of a layer, with a report."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm

from atlas.bootstrap import Services, open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.imports.report import ImportAnswers, ImportMessage, ImportReport, ImportStatus, Question
from atlas.services.import_course import ImportRequest
from atlas.services.layer_changes import read_changes
from atlas.settings import load_settings
from atlas.stores.workspace_records import LayerMetadata

_MARKS = {
    ImportStatus.ACCEPTED: "已导入 / imported",
    ImportStatus.ACCEPTED_WITH_WARNINGS: "已导入，有提示 / imported, with warnings",
    ImportStatus.NEEDS_ANSWER: "需要回答 / needs an answer",
    ImportStatus.REJECTED: "未导入 / refused",
}
#: The option that answers each question.
_OPTIONS = {
    "member": "--layer",
    "encoding": "--encoding",
    "crs": "--crs",
    "offset": "--offset",
    "axes": "--axes",
    "x_column": "--x-column",
    "y_column": "--y-column",
    "unit_column": "--unit-column",
}
#: The option by which another choice is made where a message asks for one; the words of messages are for every door.
_MESSAGE_OPTIONS = {
    "encoding_detected": "--encoding",
    "encoding_contradicts_cpg": "--encoding",
    "encoding_contradicts_ldid": "--encoding",
    "encoding_contradicts_bom": "--encoding",
    "encoding_unknown": "--encoding",
    "crs_misnamed": "--crs",
    "datum_shift_approximate": "--crs",
    "offset_gcj02": "--offset",
    "offset_bd09": "--offset",
    "offset_answer_doubtful": "--offset",
}
#: Findings for which --publish waits for a person.
_SHIFTED = frozenset({"offset_gcj02", "offset_bd09"})
_SHOWN_FEATURES = 10


@click.command("add")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--id", "layer_id", default="", help="Layer to add a version to, or the id of a new one.")
@click.option("--title", default="", help="Title of a new layer; default the name of the file.")
@click.option("--crs", default="", help="Reference system, such as EPSG:4490 or WKT.")
@click.option("--encoding", default="", help="Encoding of the text, such as GBK.")
@click.option("--layer", "member", default="", help="Which data set, in a file with several.")
@click.option("--offset", type=click.Choice(["none", "gcj02", "bd09"]), default=None, help="Offset to undo.")
@click.option(
    "--axes", type=click.Choice(["kept", "swapped"]), default=None, help="Whether north comes first."
)
@click.option("--x-column", default="", help="Column with longitudes or eastings.")
@click.option("--y-column", default="", help="Column with latitudes or northings.")
@click.option("--unit-column", default="", help="Column with names or codes of counties.")
@click.option("--source", default="", help="Where the data come from.")
@click.option("--licence", default="", help="Under which terms.")
@click.option("--date", default="", help="Date of the data.")
@click.option("--precision", default="", help="Precision of positions: surveyed, parcel, town, county …")
@click.option("--contact", default="", help="Whom to ask.")
@click.option("--note", "remark", default="", help="Kept with the version.")
@click.option(
    "--publish",
    is_flag=True,
    help="Publish the version when it was imported, unless its positions are found to be shifted.",
)
@json_option
@reports_errors
def add_command(  # noqa: PLR0913 - one parameter an option
    file: Path,
    *,
    layer_id: str,
    title: str,
    crs: str,
    encoding: str,
    member: str,
    offset: str | None,
    axes: str | None,
    x_column: str,
    y_column: str,
    unit_column: str,
    source: str,
    licence: str,
    date: str,
    precision: str,
    contact: str,
    remark: str,
    publish: bool,
    as_json: bool,
) -> None:
    """Import FILE: shapefile (loose or zipped), GeoPackage, GeoJSON, FlatGeobuf, GeoParquet, CSV, XLSX or KML."""
    answers = ImportAnswers(
        member=member,
        encoding=encoding,
        crs=crs,
        offset=offset or "",
        x_column=x_column,
        y_column=y_column,
        unit_column=unit_column,
        axes=axes or "",
    )
    request = ImportRequest(
        path=file.resolve(),
        name=file.name,
        layer=layer_id,
        title=title,
        note=remark,
        answers=answers,
        metadata=_read_metadata(
            source=source, licence=licence, date=date, precision=precision, contact=contact
        ),
    )
    services = open_services(load_settings())
    report = _run(services, request)
    is_kept = report.layer is not None and report.version is not None
    is_published = publish and is_kept and _publish(services, report)
    if as_json:
        print_json(report.to_dict())
    else:
        _print_report(report, is_published=is_published)
    if not is_kept:
        sys.exit(1)


def _read_metadata(**stated: str) -> LayerMetadata:
    given = {name: value for name, value in stated.items() if value}
    metadata: LayerMetadata = read_changes({"metadata": given}, {})["metadata"]
    return metadata


def _run(services: Services, request: ImportRequest) -> ImportReport:
    with tqdm(total=100, bar_format="{desc}: {percentage:3.0f}%|{bar:20}| {elapsed}", leave=False) as bar:

        def progress(percent: int, step: str, row_count: int | None = None) -> None:
            bar.set_description_str(f"{step} ({row_count})" if row_count else step)
            bar.update(percent - bar.n)

        return services.importer.run(command_actor(), request, progress)


def _publish(services: Services, report: ImportReport) -> bool:
    """Publish, unless the data lie beside their counties: those are looked at before everybody sees them."""
    if any(message.code in _SHIFTED for message in report.warnings):
        note("未发布：数据的位置有系统偏移。请先看预览，再用 --offset 重新导入，")
        note("或用 atlas layers publish 照原样发布。")
        note("not published: positions are shifted. Look at the preview, then import again with --offset,")
        note("or publish it as it is with atlas layers publish.")
        return False
    layer = services.workspace.get_layer(str(report.layer))
    services.versions.publish(command_actor(), layer.id, int(report.version or 0), expected=layer.published)
    return True


def _print_report(report: ImportReport, *, is_published: bool) -> None:
    note(f"{_MARKS[report.status]}: {report.source.get('file', '')}")
    if report.layer is not None:
        click.echo(f"{report.layer} {report.version}")
        note(
            f"  {report.feature_count} 个要素 / features, {report.geometry_type}, {_crs_name(report.crs)}, "
            f"{report.encoding or '-'}"
        )
    for message in (*report.errors, *report.warnings):
        _print_message(message)
    for question in report.questions:
        _print_question(question)
    if report.layer is not None and not is_published:
        note(f"发布 / publish: atlas layers publish {report.layer} {report.version}")


def _print_message(message: ImportMessage) -> None:
    note(f"- {message.message.zh}\n  {message.message.en}")
    if message.features:
        numbers = ", ".join(str(number) for number in message.features[:_SHOWN_FEATURES])
        rest = " …" if message.feature_count > _SHOWN_FEATURES else ""
        note(f"  要素 / features: {numbers}{rest}")
    for hint in (message.hint.zh, message.hint.en):
        if hint:
            note(f"  {hint}")
    if message.code in _MESSAGE_OPTIONS:
        note(f"  选项 / option: {_MESSAGE_OPTIONS[message.code]}")


def _print_question(question: Question) -> None:
    note(f"? {question.message.zh}\n  {question.message.en}")
    for hint in (question.hint.zh, question.hint.en):
        if hint:
            note(f"  {hint}")
    option = _OPTIONS.get(question.code, f"--{question.code}")
    for choice in question.choices:
        sample = f" [{'；'.join(choice.sample[:3])}]" if choice.sample else ""
        note(f"  {option} '{choice.value}': {choice.title.zh} {choice.reason.zh}{sample}")


def _crs_name(crs: str) -> str:
    return crs if len(crs) < 40 else f"{crs[:36]}…"
