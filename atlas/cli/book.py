"""``atlas book``: a page a county, as one PDF or as a file a county in an archive."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.errors import ParameterError
from atlas.core.figures.paper import ORIENTATIONS, PAPERS
from atlas.core.figures.request import LANGUAGES
from atlas.core.figures.request_reading import read_figure_request
from atlas.services.book_plan import DEFAULT_PATTERN, BookLimits, BookOptions, plan_book
from atlas.services.books import BookResult, BookSource, make_book
from atlas.services.figures import OfficeWords
from atlas.services.files import check_output
from atlas.settings import Settings, load_settings
from atlas.stores.protocol import ReadableStore

#: Folder of unfinished books in the workspace.
_RUNS = Path("exports", "books")
_STEPS = {"plan": "计划 / plan", "pages": "各县 / counties", "merge": "装订 / binding", "done": "完成 / done"}


@click.command()
@click.option(
    "--region",
    default="",
    help="adcode of the province, prefecture or county; the setting region by default.",
)
@click.option(
    "--units", default="", help="Only these counties or prefectures of it: adcodes, comma separated."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="PDF to write.  [default: book.pdf]",
)
@click.option(
    "--zip",
    "archive",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Archive to write in place of a book, with a file a county.",
)
@click.option(
    "--each",
    type=click.Choice(["pdf", "png"]),
    default="pdf",
    show_default=True,
    help="Files in the archive.",
)
@click.option(
    "--pattern",
    default=DEFAULT_PATTERN,
    show_default=True,
    help="Names of the files in the archive: {adcode} {name} {prefecture} {number}.",
)
@click.option("--paper", type=click.Choice(list(PAPERS)), default="A4", show_default=True)
@click.option("--orientation", type=click.Choice(ORIENTATIONS), default="portrait", show_default=True)
@click.option("--colour", type=click.Choice(["colour", "grey"]), default="colour", show_default=True)
@click.option("--dpi", default="", help="Of pictures (--each png), 36 to 600.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@click.option("--name-language", default="", help="Of names on the maps: zh, en or both.")
@click.option("--topic", default="", help="Topic slugs, comma separated.")
@click.option("--document", default="", help="Document id.")
@click.option("--clause", default="", help="Clause id; needs --document.")
@click.option("--relation", default="", help="Relations, comma separated.")
@click.option("--kind", default="", help="Kinds, comma separated.")
@click.option("--year", default="", help="Year the goal is due.")
@click.option(
    "--indicator", default="", help="Counties in classes: goals, targets or the id of an indicator."
)
@click.option("--layers", default="", help="Layers on the maps in place of cluster,project,zone,site.")
@click.option("--title", default="", help="Of the book.")
@click.option("--office", default="", help="Maker; the setting office by default.")
@click.option("--review-number", default="", help="审图号; without it every page bears the mark of a draft.")
@click.option("--date", default="", help="Date of making, printed: 2026-11-23.")
@click.option("--resume", is_flag=True, help="Go on with the pages of a run that was stopped.")
@json_option
@reports_errors
def book(
    *,
    output: Path | None,
    archive: Path | None,
    each: str,
    pattern: str,
    resume: bool,
    as_json: bool,
    **values: str,
) -> None:
    """Make a book of a province or prefecture: a page a county, contents, indexes, bookmarks."""
    settings = load_settings()
    path = _output(output, archive)
    check_output(path, settings.home)
    services = open_services(settings)
    catalogue = services.reader.catalogue()
    given = {name: value for name, value in values.items() if value}
    # Names on the maps are in the language of the book, unless another is asked for.
    given.setdefault("name_language", given["lang"])
    plan = plan_book(
        catalogue,
        services.store.revision(),
        read_figure_request(given),
        OfficeWords(settings.region, settings.office, settings.review_number),
        options=BookOptions(each if archive else "book", pattern),
        limits=BookLimits(settings.max_book_pages, settings.max_figure_megapixels * 1_000_000),
    )
    source = BookSource(
        services.store,
        catalogue,
        functools.partial(_open_store, settings),
        settings.workspace / _RUNS,
        lambda findings: services.exports.rules.check_rules(
            command_actor(), findings, plan.request, path.name
        ),
    )
    started = time.monotonic()
    with _Bar(len(plan.counties)) as bar:
        result = make_book(source, plan, path, bar.show, is_resumed=resume)
    _tell(result, time.monotonic() - started, as_json=as_json)


def _open_store(settings: Settings) -> ReadableStore:
    """The store in another process."""
    return open_services(settings).store


def _output(output: Path | None, archive: Path | None) -> Path:
    if output is not None and archive is not None:
        raise ParameterError(
            "-o 与 --zip 只能给一个",
            "give -o or --zip, not both",
            hint_zh="-o 生成一本图册；--zip 每县一个文件。",
            hint_en="-o makes one book, --zip a file a county.",
        )
    path = archive or output or Path("book.pdf")
    ending = ".zip" if archive else ".pdf"
    if path.suffix.lower() != ending:
        raise ParameterError(
            f"文件名应以 {ending} 结尾：{path.name}",
            f"the name must end with {ending}: {path.name}",
            hint_zh="-o 后给 PDF，--zip 后给 ZIP。",
            hint_en="Give a PDF after -o, a ZIP after --zip.",
            file=path.name,
        )
    return path


class _Bar:
    """Counties on a bar on stderr."""

    def __init__(self, counties: int) -> None:
        self._bar = tqdm(total=counties, unit="县", file=sys.stderr, leave=False)

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def show(self, percent: int, step: str, row_count: int | None = None) -> None:
        """Take note of how far the book is."""
        del percent
        self._bar.set_description(_STEPS.get(step, step))
        self._bar.update((row_count or 0) - self._bar.n if row_count is not None else 0)


def _tell(result: BookResult, seconds: float, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "file": str(result.path),
                "pages": result.pages,
                "counties": result.counties,
                "seconds": round(seconds, 1),
                "findings": list(result.findings),
            }
        )
        return
    size = result.path.stat().st_size / 1e6
    note(
        f"{result.path}: {result.counties} 县 / counties, {result.pages} 页 / pages, {size:.1f} MB, {seconds:.0f} s"
    )
    for finding in result.findings:
        note(f"  {_finding_words(finding)}")


def _finding_words(finding: Mapping[str, Any]) -> str:
    counties = finding["counties"]
    where = f"（{len(counties)} 县 / counties）" if counties else ""
    return f"{finding['message']['zh']} / {finding['message']['en']}{where}"
