"""Versions of the layers that users added: look at them, compare, publish, go back, remove, restore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from atlas.core.access import AccessPolicy, Action, Actor, may, require
from atlas.core.errors import InputError
from atlas.core.imports.differences import find_differences
from atlas.services.answers import Answer
from atlas.services.layer_descriptions import describe_layer, subject_of
from atlas.stores.combined import CombinedStore
from atlas.stores.workspace import Workspace
from atlas.stores.workspace_records import LayerRecord, VersionRecord


class Versions:
    """The use cases; each asks first whether the actor may.

    Parameters
    ----------
    workspace
        Keeps layers and versions.
    store
        Reads their features.
    policy
        Who may.
    """

    def __init__(self, workspace: Workspace, store: CombinedStore, policy: AccessPolicy) -> None:
        self._workspace = workspace
        self._store = store
        self._policy = policy

    def list_layers(self, actor: Actor, *, with_removed: bool = False) -> Answer:
        """Layers that users added, with the newest version of each.

        Parameters
        ----------
        actor
            Who asks; sees the layers whose drafts they may see.
        with_removed
            Also those that can be restored.

        Returns
        -------
        dict
            ``layers``, each with ``newest`` (a list of at most one version) and ``published_version``.
        """
        shown = [
            layer
            for layer in self._workspace.list_layers(with_removed=with_removed)
            if may(actor, Action.SEE_DRAFTS, self._policy, subject_of(layer))
        ]
        return {"layers": [self._in_list(layer) for layer in shown]}

    def _in_list(self, layer: LayerRecord) -> Answer:
        versions = [one.to_dict() for one in self._workspace.list_versions(layer.id)]
        published = [one for one in versions if one["version"] == layer.published]
        return {**layer.to_dict(), "newest": versions[:1], "published_version": next(iter(published), None)}

    def show(self, actor: Actor, layer: str) -> Answer:
        """A layer and all its versions, newest first.

        Parameters
        ----------
        actor
            Who asks.
        layer
            Id.

        Returns
        -------
        dict
            The layer, and ``versions``.

        Raises
        ------
        LayerNotFound, AccessDenied
            There is none, or the actor may not see its drafts.
        """
        record = self._allowed(actor, Action.SEE_DRAFTS, layer)
        versions = self._workspace.list_versions(layer)
        return {**describe_layer(record, versions), "versions": [version.to_dict() for version in versions]}

    def show_version(self, actor: Actor, layer: str, number: int) -> Answer:
        """A version and the report of its import.

        Parameters
        ----------
        actor
            Who asks.
        layer, number
            Which.

        Returns
        -------
        dict
            The version, and ``report``.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied
            There is none, or the actor may not see drafts.
        """
        self._allowed(actor, Action.SEE_DRAFTS, layer)
        version = self._workspace.get_version(layer, number)
        return {**version.to_dict(), "report": dict(version.report)}

    def publish(self, actor: Actor, layer: str, number: int, *, expected: int | None) -> Answer:
        """Let everybody see a version.

        Parameters
        ----------
        actor
            Who publishes; under two-person review not who imported it.
        layer, number
            Which.
        expected
            Number that the actor saw as published; ``None`` for none.

        Returns
        -------
        dict
            The version that is published now.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied
            There is none, or the actor may not.
        ConflictError
            Somebody published another one meanwhile, or removed the layer.
        """
        record = self._allowed(actor, Action.SEE_DRAFTS, layer)
        version = self._workspace.get_version(layer, number)
        self._require(actor, Action.PUBLISH_LAYER, record, version)
        with self._workspace.database.transaction():
            published = self._workspace.publish(layer, number, expected=expected, actor=actor.name)
            # Date and source were said of these data: they come and go with the version.
            stated = version.report.get("metadata")
            if stated:
                # Read here: somebody may have changed another of its fields meanwhile.
                metadata = replace(self._workspace.get_layer(layer).metadata, **stated)
                self._workspace.update_layer(layer, actor=actor.name, metadata=metadata)
        return published.to_dict()

    def publish_newest(self, actor: Actor, layer: str, *, expected: int | None) -> Answer:
        """Let everybody see the newest version.

        Parameters
        ----------
        actor
            Who publishes.
        layer
            Id.
        expected
            Number that the actor saw as published; ``None`` for none.

        Returns
        -------
        dict
            The version that is published now.

        Raises
        ------
        LayerNotFound, InputError, AccessDenied, ConflictError
            There is none, or the actor may not.
        """
        self._allowed(actor, Action.SEE_DRAFTS, layer)
        return self.publish(actor, layer, self._newest(layer).number, expected=expected)

    def rollback(
        self, actor: Actor, layer: str, number: int | None = None, *, expected: int | None
    ) -> Answer:
        """Go back to an earlier version.

        Parameters
        ----------
        actor
            Who does it.
        layer
            Id.
        number
            Version to go back to; ``None`` for the one published before.
        expected
            Number that the actor saw as published.

        Returns
        -------
        dict
            The version that is published now.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied, ConflictError
            There is none, or the actor may not.
        InputError
            There is no earlier version, or the number is not an earlier one.
        """
        record = self._allowed(actor, Action.SEE_DRAFTS, layer)
        target = self._workspace.find_earlier(layer, expected) if number is None else number
        if expected is None or target >= expected:
            raise InputError(
                f"第 {target} 版不早于已发布的版本",
                f"version {target} is not earlier than the published one",
                code="nothing_to_roll_back",
                hint_zh="发布较新的版本请用 publish。",
                hint_en="Use publish for a newer one.",
                layer=record.id,
                version=target,
            )
        return self.publish(actor, layer, target, expected=expected)

    def remove(self, actor: Actor, layer: str) -> Answer:
        """Hide a layer from everybody; it can be restored.

        Parameters
        ----------
        actor
            Who does it.
        layer
            Id.

        Returns
        -------
        dict
            The layer.

        Raises
        ------
        LayerNotFound, AccessDenied, ConflictError
            There is none, the actor may not, or it was removed already.
        """
        self._allowed(actor, Action.REMOVE_LAYER, layer)
        return self._workspace.remove_layer(layer, actor=actor.name).to_dict()

    def restore(self, actor: Actor, layer: str) -> Answer:
        """Show a removed layer again.

        Parameters
        ----------
        actor
            Who does it.
        layer
            Id.

        Returns
        -------
        dict
            The layer.

        Raises
        ------
        LayerNotFound, AccessDenied, ConflictError
            There is none, the actor may not, or it is not removed.
        """
        self._allowed(actor, Action.REMOVE_LAYER, layer)
        return self._workspace.restore_layer(layer, actor=actor.name).to_dict()

    def discard(self, actor: Actor, layer: str, number: int) -> None:
        """Remove a version that was never published.

        Parameters
        ----------
        actor
            Who does it.
        layer, number
            Which.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied, ConflictError
            There is none, the actor may not, or it was published.
        """
        self._allowed(actor, Action.EDIT_LAYER, layer)
        self._workspace.discard_version(layer, number, actor=actor.name)

    def update(self, actor: Actor, layer: str, changes: Mapping[str, Any]) -> Answer:
        """Change title, description, metadata, style or rights of a layer.

        Parameters
        ----------
        actor
            Who does it.
        layer
            Id.
        changes
            Fields of ``LayerDraft``, of their types.

        Returns
        -------
        dict
            The layer.

        Raises
        ------
        LayerNotFound, AccessDenied, ConflictError
            There is none, the actor may not, or it was removed.
        """
        action = Action.SET_RIGHTS if "rights" in changes else Action.EDIT_LAYER
        self._allowed(actor, action, layer)
        record = self._workspace.update_layer(layer, actor=actor.name, **changes)
        return describe_layer(record, self._workspace.list_versions(layer))

    def require_editor(self, actor: Actor, layer: str) -> None:
        """Make sure that somebody may edit a layer.

        Parameters
        ----------
        actor
            Who asks.
        layer
            Id.

        Raises
        ------
        LayerNotFound, AccessDenied
            There is none, or the actor may not.
        """
        self._allowed(actor, Action.EDIT_LAYER, layer)

    def compare(
        self, actor: Actor, layer: str, old: int | None = None, new: int | None = None, *, key: str = ""
    ) -> Answer:
        """What changed between two versions.

        Parameters
        ----------
        actor
            Who asks.
        layer
            Id.
        old, new
            Numbers; ``None`` for the published one (or the first), and for the newest one.
        key
            Field that names each feature; empty to choose.

        Returns
        -------
        dict
            ``layer``, ``old``, ``new`` and the differences.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied
            There is none, or the actor may not see drafts.
        InputError
            The field cannot tell features apart.
        """
        record = self._allowed(actor, Action.SEE_DRAFTS, layer)
        newer = self._newest(layer).number if new is None else new
        older = (record.published or self._workspace.list_versions(layer)[-1].number) if old is None else old
        frames = [self._store.read_version(layer, number) for number in (older, newer)]
        title = str(record.style.get("title_field", ""))
        differences = find_differences(frames[0], frames[1], key=key, title=title)
        return {"layer": layer, "old": older, "new": newer, **differences.to_dict()}

    def _newest(self, layer: str) -> VersionRecord:
        versions = self._workspace.list_versions(layer)
        if not versions:
            raise InputError(
                f"图层“{layer}”还没有版本",
                f"layer “{layer}” has no version yet",
                code="no_version",
                layer=layer,
            )
        return versions[0]

    def _allowed(self, actor: Actor, action: Action, layer: str) -> LayerRecord:
        # The role first: who may not ask learns nothing, not even which layers there are.
        require(actor, action, self._policy)
        record = self._workspace.get_layer(layer)
        self._require(actor, action, record)
        return record

    def _require(
        self, actor: Actor, action: Action, layer: LayerRecord, version: VersionRecord | None = None
    ) -> None:
        require(actor, action, self._policy, subject_of(layer, version))
