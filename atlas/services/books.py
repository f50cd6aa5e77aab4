"""Books of counties: a page a county with contents and indexes in one PDF, or a file a county in an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from atlas.core.errors import Text
from atlas.core.map_rules import Finding, Severity
from atlas.core.policy.catalogue import Catalogue
from atlas.services.book_assembly import BookParts, assemble, front_parts
from atlas.services.book_names import NamedCounty, name_files
from atlas.services.book_plan import BookContext, BookPlan, too_long
from atlas.services.book_pool import CountyMaker, OpenStore, PageWork, make_pages
from atlas.services.figure_rules import refuse_findings
from atlas.services.jobs import Progress
from atlas.stores.book_files import BookFolder, write_archive, write_whole
from atlas.stores.protocol import ReadableStore

#: Processes that make pages.
WORKERS = 2
#: Refuses a book that may not go out, by the findings of all its maps.
ChecksFindings = Callable[[Sequence[Finding]], None]
#: Shares of the whole, for the progress [%].
_PLANNED, _MADE = 4, 94


@dataclass(frozen=True, slots=True)
class BookSource:
    """Where a book's data come from, where its pages are kept while it is made, and what lets it out.

    Parameters
    ----------
    store
        As the one who asks may see it.
    catalogue
        Of that store.
    open_store
        Opens the same store in another process; it can be pickled.
    root
        Folder of all runs.
    accept
        Refuses a book that may not go out, or notes once that somebody takes it upon himself; by default nobody does.
    """

    store: ReadableStore
    catalogue: Catalogue
    open_store: OpenStore
    root: Path
    accept: ChecksFindings = refuse_findings


@dataclass(frozen=True, slots=True)
class BookResult:
    """A finished book.

    Parameters
    ----------
    path
        The file.
    pages, counties
        How many are in it.
    findings
        What its maker should know, each once, with the counties that it is about.
    """

    path: Path
    pages: int
    counties: int
    findings: tuple[Mapping[str, Any], ...]


def make_book(
    source: BookSource,
    plan: BookPlan,
    output: Path,
    progress: Progress,
    *,
    is_resumed: bool = True,
    workers: int = WORKERS,
) -> BookResult:
    """Make a book.

    Parameters
    ----------
    source
        Data.
    plan
        What is made.
    output
        The file; it appears when it is whole.
    progress
        Told how far it is; what it raises stops the run, whose finished pages are kept.
    is_resumed
        Go on with the pages that an earlier run with the same plan has finished; else all are made anew.
    workers
        Processes that make pages.

    Returns
    -------
    BookResult
        The same plan gives the same bytes.

    Raises
    ------
    MapRuleError
        A map may not be exported as it is (see ``map_rules``).
    LimitExceeded
        The book has more pages than are allowed.
    ConflictError
        The same book is being made, or the data changed meanwhile.
    AtlasError
        An unknown layer or indicator; the file cannot be written.
    """
    folder = BookFolder(source.root, plan.run)
    folder.forget_old()
    with folder.lock():
        if not is_resumed:
            folder.clear()
        context = BookContext(source.catalogue, plan)
        progress(0, "plan")
        parts = BookParts() if plan.is_single else front_parts(source.store, context)
        work = PageWork(plan, source.root, parts.common_page)
        _make_missing(source, context, work, folder, progress, workers=workers)
        entries = {code: folder.read_entry(code) or {} for code in plan.counties}
        pages = sum(int(entry["pages"]) for entry in entries.values())
        if pages > plan.max_pages:
            raise too_long(pages, plan.max_pages)
        findings = _merge_findings(parts, entries)
        source.accept([_finding(one) for one in findings])
        progress(_MADE, "merge", len(plan.counties))
        if plan.is_single:
            write_whole(output, lambda stream: write_archive(stream, _members(context, folder, entries)))
        else:
            pages = _write_book(context, parts, folder, entries, output)
        folder.remove()
    progress(100, "done", len(plan.counties))
    return BookResult(output, pages, len(plan.counties), findings)


def _make_missing(
    source: BookSource,
    context: BookContext,
    work: PageWork,
    folder: BookFolder,
    progress: Progress,
    *,
    workers: int,
) -> None:
    counties = work.plan.counties
    missing = [code for code in counties if folder.read_entry(code) is None]
    done = len(counties) - len(missing)
    progress(_PLANNED, "pages", done)
    maker = CountyMaker(source.store, context, work)
    making = make_pages(maker, work, missing, open_store=source.open_store, workers=workers)
    # Closed at once when the progress stops the run: no process may go on unseen.
    with closing(making) as finished:
        for _ in finished:
            done += 1
            progress(_PLANNED + (_MADE - _PLANNED) * done // len(counties), "pages", done)


def _write_book(
    context: BookContext,
    parts: BookParts,
    folder: BookFolder,
    entries: Mapping[str, Mapping[str, Any]],
    output: Path,
) -> int:
    counted = {code: int(entry["pages"]) for code, entry in entries.items()}
    with ExitStack() as stack:

        def open_county(adcode: str) -> BinaryIO:
            return stack.enter_context(folder.open_part(adcode))

        book, write = assemble(context, parts, counted, open_county)
        write_whole(output, write)
    return book


def _members(
    context: BookContext, folder: BookFolder, entries: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, BinaryIO]]:
    """Files of the archive; a county of several pictures gets a number behind its name for each."""
    plan, units = context.plan, context.catalogue.units
    named = [
        NamedCounty(code, units[code].name, units[units[code].prefecture].name)
        if units[code].prefecture in units
        else NamedCounty(code, units[code].name, "")
        for code in plan.counties
    ]
    names = name_files(plan.options.pattern, named, plan.options.form)
    for code, name in zip(plan.counties, names, strict=True):
        count = len(entries[code]["sizes"])
        stem, _, ending = name.rpartition(".")
        for at in range(count):
            yield (name if count == 1 else f"{stem}-{at + 1}.{ending}"), folder.open_part(code, at)


def _merge_findings(
    parts: BookParts, entries: Mapping[str, Mapping[str, Any]]
) -> tuple[Mapping[str, Any], ...]:
    """Each finding once, with the counties whose pages have it."""
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    told: list[tuple[str, list[dict[str, Any]]]] = [("", [one.to_dict() for one in parts.findings])]
    told += [(code, entry["findings"]) for code, entry in entries.items()]
    for code, findings in told:
        for finding in findings:
            key = (finding["code"], finding["message"]["zh"])
            one = merged.setdefault(key, {**finding, "counties": []})
            if code:
                one["counties"].append(code)
    return tuple(merged.values())


def _finding(told: Mapping[str, Any]) -> Finding:
    """A finding as it was before it was kept with its page."""
    message, hint = (Text(told[part]["zh"], told[part]["en"]) for part in ("message", "hint"))
    return Finding(told["code"], Severity(told["severity"]), message, hint)
