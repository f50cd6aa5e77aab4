"""Builds the store and the services from the settings; the only place that knows which store is used.

What a command does not use is not even imported: drawing, tables of coordinates and the driver of a database take seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from atlas.bootstrap.base import open_base
from atlas.bootstrap.clock import iso_today, utc_now
from atlas.core.access import AccessPolicy, Actor
from atlas.services.answers import Answer
from atlas.services.document_shelf import DocumentTools
from atlas.services.goal_layers_state import GoalLayersState
from atlas.services.reader import Reader
from atlas.settings import Settings
from atlas.stores.audit import AuditTrail
from atlas.stores.basemaps import basemap_hosts, read_basemaps
from atlas.stores.combined import CombinedStore
from atlas.stores.protocol import ReadableStore
from atlas.stores.workspace import Workspace

if TYPE_CHECKING:
    from atlas.bootstrap.documents import DocumentServices
    from atlas.bootstrap.exporting import ExportServices
    from atlas.bootstrap.tasks import TaskServices
    from atlas.services.accounts import Accounts
    from atlas.services.document_carry import DocumentCarry
    from atlas.services.document_comparison import DocumentComparison
    from atlas.services.document_exchange import DocumentExchange
    from atlas.services.document_library import DocumentLibrary
    from atlas.services.document_review import DocumentReview
    from atlas.services.document_scoring import DocumentScoring
    from atlas.services.export_jobs import ExportJobs
    from atlas.services.exports import Exports
    from atlas.services.figure_templates import TemplateShelf
    from atlas.services.goal_layers import LayerRenewal
    from atlas.services.imports import Importer
    from atlas.services.jobs import Jobs
    from atlas.services.uploads import Uploads
    from atlas.services.versions import Versions


class Services:
    """What web and command line share, each part made when it is first used.

    A program with threads calls ``make_all`` before it starts them.

    Parameters
    ----------
    settings
        In force.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._base = open_base(settings)
        self._basemaps = read_basemaps(settings.basemaps)
        self.policy: AccessPolicy = self._base.policy
        self.workspace: Workspace = self._base.workspace
        self.documents: DocumentTools = self._base.documents
        self.store: CombinedStore = self._base.store
        self.reader: Reader = self._base.reader
        self.goal_layers_state: GoalLayersState = self._base.goal_layers
        self.audit: AuditTrail = self._base.audit
        self.read_secret_key: Callable[[], bytes] = self._base.kept.read_secret_key
        self.basemaps: tuple[Answer, ...] = tuple(basemap.to_dict() for basemap in self._basemaps)
        self.basemap_hosts: tuple[str, ...] = basemap_hosts(self._basemaps)

    def make_all(self) -> Services:
        """Make every part now.

        Returns
        -------
        Services
            Itself, for several threads.
        """
        for name, part in vars(type(self)).items():
            if isinstance(part, cached_property):
                getattr(self, name)
        return self

    @cached_property
    def accounts(self) -> Accounts:
        """Who may sign in."""
        from atlas.services.accounts import Accounts  # noqa: PLC0415 - digests of passwords
        from atlas.stores.accounts import AccountTable  # noqa: PLC0415

        return Accounts(AccountTable(self._base.kept.database.connect, utc_now), self.policy)

    @cached_property
    def release(self) -> str:
        """Changes with our code and with the settings that show in answers.

        The same store is then described in other words, and nobody may go on with the old ones.
        """
        from atlas.services.stamp import program_digest  # noqa: PLC0415 - readers of tables

        shown = (
            f"{self.settings.title_zh}\n{self.settings.title_en}\n{self.settings.tiles_url}\n{self._basemaps}"
        )
        # How many people have to confirm decides what of added documents is public.
        shown += f"\n{self.settings.two_person_review}"
        return hashlib.sha256(f"{program_digest()} {shown}".encode()).hexdigest()[:16]

    @cached_property
    def importer(self) -> Importer:
        """Adds layers."""
        from atlas.bootstrap.tasks import open_importer  # noqa: PLC0415 - tables of coordinates

        return open_importer(self._base)

    @cached_property
    def versions(self) -> Versions:
        """Shows and publishes versions of layers."""
        from atlas.services.versions import Versions  # noqa: PLC0415 - tables of coordinates

        return Versions(self.workspace, self.store, self.policy)

    @cached_property
    def goal_layers(self) -> LayerRenewal:
        """Makes the layers of goals again."""
        from atlas.services.goal_layers import LayerRenewal  # noqa: PLC0415 - tables of coordinates

        return LayerRenewal(self.goal_layers_state, iso_today)

    @cached_property
    def _documents(self) -> DocumentServices:
        from atlas.bootstrap.documents import open_documents  # noqa: PLC0415 - rules of reading

        return open_documents(self._base)

    @cached_property
    def _exports(self) -> ExportServices:
        from atlas.bootstrap.exporting import open_exports  # noqa: PLC0415 - drawing

        return open_exports(self._base, open_visible_store)

    @cached_property
    def _tasks(self) -> TaskServices:
        from atlas.bootstrap.tasks import open_tasks  # noqa: PLC0415 - drawing and tables of coordinates

        return open_tasks(self._base, self.importer, self._exports)

    @property
    def library(self) -> DocumentLibrary:
        """Shows, adds and removes documents."""
        return self._documents.library

    @property
    def review(self) -> DocumentReview:
        """Takes decisions about documents."""
        return self._documents.review

    @cached_property
    def carry(self) -> DocumentCarry:
        """Brings decisions over to another version."""
        from atlas.services.document_carry import DocumentCarry  # noqa: PLC0415

        return DocumentCarry(self.documents, self.library, iso_today)

    @cached_property
    def exchange(self) -> DocumentExchange:
        """Gives reviewed documents out and takes them in."""
        from atlas.services.document_exchange import DocumentExchange  # noqa: PLC0415

        return DocumentExchange(self.documents, self.library, iso_today)

    @cached_property
    def scoring(self) -> DocumentScoring:
        """Scores the reading."""
        from atlas.services.document_scoring import DocumentScoring  # noqa: PLC0415

        drafts = self.documents.drafts
        return DocumentScoring(self._documents.reading, lambda: drafts.desk, self.policy)

    @cached_property
    def comparison(self) -> DocumentComparison:
        """Compares documents."""
        from atlas.services.document_comparison import DocumentComparison  # noqa: PLC0415 - tables

        return DocumentComparison(self.library, self.reader, self.policy)

    @property
    def exports(self) -> Exports:
        """Draws figures."""
        return self._exports.exports

    @property
    def templates(self) -> TemplateShelf:
        """Templates of figures."""
        return self._exports.shelf

    @property
    def jobs(self) -> Jobs:
        """Long tasks."""
        return self._tasks.jobs

    @property
    def uploads(self) -> Uploads:
        """Files that are sent in."""
        return self._tasks.uploads

    @property
    def export_jobs(self) -> ExportJobs:
        """Books and reports in the background."""
        return self._tasks.export_jobs


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
    return Services(settings)


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
    from atlas.bootstrap.exporting import visible_store  # noqa: PLC0415 - drawing

    return visible_store(open_base(settings), actor)
