"""Builds the store and the services from the settings; the only place that knows which store is used."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from atlas.core.access import AccessPolicy, Actor
from atlas.services.accounts import Accounts
from atlas.services.answers import Answer
from atlas.services.book_jobs import BookJob
from atlas.services.book_plan import BookLimits
from atlas.services.document_carry import DocumentCarry
from atlas.services.document_comparison import DocumentComparison
from atlas.services.document_drafts import DocumentDrafts
from atlas.services.document_exchange import DocumentExchange
from atlas.services.document_library import DocumentLibrary
from atlas.services.document_places import DocumentPlaces
from atlas.services.document_reading import DocumentReading
from atlas.services.document_review import DocumentReview
from atlas.services.document_scoring import DocumentScoring
from atlas.services.document_shelf import DocumentTools
from atlas.services.export_jobs import BOOK_JOB, REPORT_JOB, ExportJobs, limit_time
from atlas.services.exports import Exports
from atlas.services.figure_desk import FigureDesk
from atlas.services.figure_rules import FigureRules
from atlas.services.figure_templates import TemplateShelf
from atlas.services.figures import OfficeWords
from atlas.services.import_places import ImportPlaces
from atlas.services.imports import Importer
from atlas.services.jobs import Jobs
from atlas.services.reader import Reader
from atlas.services.report_jobs import ExportTools, ReportJob
from atlas.services.stamp import program_digest
from atlas.services.uploads import IMPORT_JOB, ImportJob, Uploads
from atlas.services.versions import Versions
from atlas.services.visibility import VisibleStore, hidden_layers
from atlas.settings import Settings
from atlas.stores.accounts import AccountTable
from atlas.stores.audit import AuditTrail
from atlas.stores.basemaps import basemap_hosts, read_basemaps
from atlas.stores.blobs import UploadBlobs
from atlas.stores.combined import CombinedStore, KeptCatalogue
from atlas.stores.database import Database
from atlas.stores.document_files import DocumentBlobs, DocumentFiles, DocumentFolder
from atlas.stores.document_table import DocumentTable
from atlas.stores.export_files import ExportFiles
from atlas.stores.figure_templates import FigureTemplates
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.job_queue import FileQueue, JobQueue
from atlas.stores.jobs import JobTable
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_versions import PostgisVersions
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.postgres_queue import PostgresQueue
from atlas.stores.protocol import ReadableStore
from atlas.stores.secret_key import read_secret_key, read_shared_key
from atlas.stores.uploads import UploadBytes, UploadFolder
from atlas.stores.version_contents import VersionContents
from atlas.stores.version_folders import VersionFolders
from atlas.stores.workspace import Workspace
from atlas.stores.workspace_database import WorkspaceDatabase


@dataclass(frozen=True, slots=True)
class Services:
    """What web and command line share.

    ``release`` changes with our code and with the settings that show in answers: the same store is then described in
    other words, and nobody may go on with the old ones.
    """

    settings: Settings
    reader: Reader
    store: CombinedStore
    workspace: Workspace
    policy: AccessPolicy
    accounts: Accounts
    audit: AuditTrail
    importer: Importer
    versions: Versions
    jobs: Jobs
    uploads: Uploads
    documents: DocumentTools
    library: DocumentLibrary
    review: DocumentReview
    carry: DocumentCarry
    exchange: DocumentExchange
    scoring: DocumentScoring
    comparison: DocumentComparison
    exports: Exports
    export_jobs: ExportJobs
    templates: TemplateShelf
    read_secret_key: Callable[[], bytes]
    basemaps: tuple[Answer, ...]
    basemap_hosts: tuple[str, ...]
    release: str


def open_services(settings: Settings) -> Services:
    """Services for some settings.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    Services
        The store is opened at the first question, so that a service can start before the first build.
    """
    basemaps = read_basemaps(settings.basemaps)
    shown = f"{settings.title_zh}\n{settings.title_en}\n{settings.tiles_url}\n{basemaps}"
    # How many people have to confirm decides what of added documents is public.
    shown += f"\n{settings.two_person_review}"
    policy = AccessPolicy(is_open=settings.access == "open", two_person_review=settings.two_person_review)
    kept = _in_postgres(settings) if settings.store else _in_files(settings)
    database = kept.database
    workspace = Workspace(database, kept.versions, utc_now)
    documents, store = _open_documents(settings, kept, workspace, policy)
    reader = documents.reader
    reading = DocumentReading(lambda: documents.drafts.desk.tools)
    library = DocumentLibrary(documents, reading=reading, max_bytes=settings.max_upload_mb * 1_000_000)
    places = ImportPlaces(reader, settings.region)
    importer = Importer(workspace, places, policy, lambda: _builtin_ids(kept.built))
    folder = UploadFolder(settings.workspace / "uploads", database.connect, utc_now, shared=kept.upload_bytes)
    audit = AuditTrail(database.connect)
    out = _open_exports(
        settings, policy, audit, reader, lambda actor: _visible(store, policy, workspace, actor)
    )
    jobs = Jobs(
        JobTable(database.connect, utc_now),
        kept.make_queue,
        {
            IMPORT_JOB: ImportJob(folder, importer),
            BOOK_JOB: limit_time(out.book),
            REPORT_JOB: limit_time(out.report),
        },
    )
    return Services(
        settings=settings,
        reader=reader,
        store=store,
        workspace=workspace,
        policy=policy,
        accounts=Accounts(AccountTable(database.connect, utc_now), policy),
        audit=audit,
        exports=out.exports,
        export_jobs=ExportJobs(
            jobs, out.files, policy, {BOOK_JOB: out.book.check, REPORT_JOB: out.report.check}
        ),
        templates=out.shelf,
        importer=importer,
        versions=Versions(workspace, store, policy),
        jobs=jobs,
        uploads=Uploads(folder, jobs, policy, max_bytes=settings.max_upload_mb * 1_000_000),
        documents=documents,
        library=library,
        review=DocumentReview(documents, library, lambda: local_today().isoformat()),
        carry=DocumentCarry(documents, library, lambda: local_today().isoformat()),
        exchange=DocumentExchange(documents, library, lambda: local_today().isoformat()),
        scoring=DocumentScoring(reading, lambda: documents.drafts.desk, policy),
        comparison=DocumentComparison(library, reader, policy),
        read_secret_key=kept.read_secret_key,
        basemaps=tuple(basemap.to_dict() for basemap in basemaps),
        basemap_hosts=basemap_hosts(basemaps),
        release=hashlib.sha256(f"{program_digest()} {shown}".encode()).hexdigest()[:16],
    )


def _open_documents(
    settings: Settings, kept: _Kept, workspace: Workspace, policy: AccessPolicy
) -> tuple[DocumentTools, CombinedStore]:
    """The store with what people confirmed in their own documents, and what those documents need."""
    table = DocumentTable(kept.database, utc_now)
    places = DocumentPlaces(settings.geodata, settings.home)
    drafts = DocumentDrafts(table, places, policy, KeptCatalogue(kept.built).read)
    store = CombinedStore(kept.built, workspace, drafts)
    return DocumentTools(table, kept.document_files, drafts, Reader(store), policy), store


@dataclass(frozen=True, slots=True)
class _Exports:
    """What draws figures and writes books and reports."""

    shelf: TemplateShelf
    exports: Exports
    files: ExportFiles
    book: BookJob
    report: ReportJob


def _open_exports(
    settings: Settings,
    policy: AccessPolicy,
    audit: AuditTrail,
    reader: Reader,
    open_store: Callable[[Actor], ReadableStore],
) -> _Exports:
    shelf = TemplateShelf(
        FigureTemplates(settings.figure_templates), policy, audit, utc_now, today=local_today
    )
    rules = FigureRules(policy, audit, utc_now)
    office = OfficeWords(settings.region, settings.office, settings.review_number)
    exports = Exports(FigureDesk(office), shelf, policy, rules, max_megapixels=settings.max_figure_megapixels)
    files = ExportFiles(settings.workspace / "exports")
    tools = ExportTools(reader, open_store, office, shelf, files)
    book = BookJob(
        tools,
        functools.partial(open_visible_store, settings),
        rules,
        settings.workspace / "exports" / "books",
        limits=BookLimits(settings.max_book_pages, settings.max_figure_megapixels * 1_000_000),
    )
    report = ReportJob(tools, settings.figure_templates, exports.check_rules)
    return _Exports(shelf, exports, files, book, report)


def open_visible_store(settings: Settings, actor: Actor) -> ReadableStore:
    """The store as somebody may see it, opened anew: for other processes.

    Parameters
    ----------
    settings
        In force.
    actor
        Who asks.

    Returns
    -------
    ReadableStore
        Without the layers that are hidden from them.
    """
    services = open_services(settings)
    return _visible(services.store, services.policy, services.workspace, actor)


def _visible(store: CombinedStore, policy: AccessPolicy, workspace: Workspace, actor: Actor) -> ReadableStore:
    hidden = hidden_layers(actor, policy, workspace)
    return VisibleStore(store, hidden) if hidden else store


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where everything is kept; the rest of the program does not know."""

    database: Database
    versions: VersionContents
    built: ReadableStore
    make_queue: Callable[[Callable[[str], None]], JobQueue]
    upload_bytes: UploadBytes | None
    document_files: DocumentFiles
    read_secret_key: Callable[[], bytes]


def _in_files(settings: Settings) -> _Kept:
    """In the data folder of this machine."""
    folder = settings.workspace
    return _Kept(
        database=WorkspaceDatabase(folder),
        versions=VersionFolders(folder),
        built=GeoPackageStore(settings.home),
        make_queue=lambda run: FileQueue(folder, run),
        upload_bytes=None,
        document_files=DocumentFolder(folder / "documents"),
        read_secret_key=lambda: read_secret_key(folder),
    )


def _in_postgres(settings: Settings) -> _Kept:
    """In a database that several hosts may share; folders are copies and work in progress."""
    database = PostgresDatabase(settings.store, settings.workspace)
    return _Kept(
        database=database,
        versions=PostgisVersions(database),
        built=PostgisStore(database),
        make_queue=lambda run: PostgresQueue(database, run),
        upload_bytes=UploadBlobs(database),
        document_files=DocumentBlobs(database, settings.workspace / "documents"),
        read_secret_key=lambda: read_shared_key(database),
    )


def _builtin_ids(built: ReadableStore) -> frozenset[str]:
    return frozenset(layer.id for layer in built.list_layers())


def utc_now() -> str:
    """The time as it is written down.

    Returns
    -------
    str
        UTC, ISO 8601, to the second.
    """
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")


def local_today() -> datetime.date:
    """The day where this machine is, which is printed on what is made today.

    Returns
    -------
    date
        By the time zone of the system.
    """
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()
