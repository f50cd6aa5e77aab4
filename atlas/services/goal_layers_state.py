"""Whether the layers of goals agree with the goals. Making them again is the job of ``goal_layers``."""

from __future__ import annotations

from atlas.services.document_drafts import DocumentDrafts
from atlas.stores.goal_layers import GoalLayerShelf, MadeOf
from atlas.stores.protocol import BuiltStore


class GoalLayersState:
    """Compares what layers were made of with what they should be made of.

    Parameters
    ----------
    built
        What ``atlas build`` made.
    shelf
        Keeps the layers that differ from it.
    drafts
        Add what is confirmed to the goals.
    """

    def __init__(self, built: BuiltStore, shelf: GoalLayerShelf, drafts: DocumentDrafts) -> None:
        self.built = built
        self.shelf = shelf
        self.drafts = drafts

    def find_wanted(self) -> MadeOf | None:
        """Of what the layers should be made and are not yet.

        Returns
        -------
        MadeOf or None
            ``None`` where they agree with the goals, or where nothing was built.

        Raises
        ------
        StoreError
            What was built is damaged, or the database cannot be used.
        """
        stamp = self.built.read_stamp()
        if stamp is None:
            return None
        wanted, made_of = MadeOf(stamp, self.drafts.revision()), self.shelf.read_made_of()
        if made_of == wanted or (made_of is None and not self.drafts.has_public()):
            return None
        return wanted
