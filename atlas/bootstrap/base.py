"""What every service stands on: the store with what people confirmed in it, the workspace, and who may do what."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.bootstrap.clock import utc_now
from atlas.bootstrap.kept import Kept, keep_in_files
from atlas.core.access import AccessPolicy
from atlas.services.document_drafts import DocumentDrafts
from atlas.services.document_places import DocumentPlaces
from atlas.services.document_shelf import DocumentTools
from atlas.services.goal_layers_state import GoalLayersState
from atlas.services.reader import Reader
from atlas.settings import Settings
from atlas.stores.audit import AuditTrail
from atlas.stores.combined import CombinedStore, KeptCatalogue
from atlas.stores.document_table import DocumentTable
from atlas.stores.goal_layers import GoalLayers
from atlas.stores.work_folders import WorkFolders
from atlas.stores.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Base:
    """The ground of all services."""

    settings: Settings
    kept: Kept
    policy: AccessPolicy
    workspace: Workspace
    documents: DocumentTools
    store: CombinedStore
    goal_layers: GoalLayersState
    audit: AuditTrail

    @property
    def reader(self) -> Reader:
        """The store with its catalogue in memory."""
        return self.documents.reader

    @property
    def max_upload_bytes(self) -> int:
        """Largest file that is taken."""
        return self.settings.max_upload_mb * 1_000_000


def open_base(settings: Settings) -> Base:
    """The ground of all services.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    Base
        The store is opened at the first question.
    """
    policy = AccessPolicy(is_open=settings.access == "open", two_person_review=settings.two_person_review)
    kept = _open_kept(settings)
    workspace = Workspace(kept.database, kept.versions, utc_now)
    table = DocumentTable(kept.database, utc_now)
    places = DocumentPlaces(settings.geodata, settings.home, kept.built.read_towns)
    drafts = DocumentDrafts(table, places, policy, KeptCatalogue(kept.built).read)
    store = CombinedStore(kept.built, workspace, drafts, GoalLayers(kept.built, kept.goal_layers))
    goal_layers = GoalLayersState(kept.built, kept.goal_layers, drafts)
    work = WorkFolders(settings.workspace / "work")
    documents = DocumentTools(table, kept.document_files, drafts, Reader(store), policy, work)
    audit = AuditTrail(kept.database.connect)
    return Base(settings, kept, policy, workspace, documents, store, goal_layers, audit)


def _open_kept(settings: Settings) -> Kept:
    if not settings.store:
        return keep_in_files(settings)
    # The driver of the database is loaded by those only who have one.
    from atlas.bootstrap.kept_in_postgres import keep_in_postgres  # noqa: PLC0415

    return keep_in_postgres(settings)
