"""What is said of the layers that users added, and which of their versions everybody sees.

Every change is in the audit trail, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from atlas.core.errors import ConflictError, InputError
from atlas.stores.audit import Change, record_change
from atlas.stores.database import Connection, Database
from atlas.stores.version_contents import VersionContents
from atlas.stores.workspace_reader import WorkspaceReader, get_layer, get_version
from atlas.stores.workspace_records import LayerDraft, LayerRecord, VersionRecord, VersionState, to_column


class WorkspaceLayers(WorkspaceReader):
    """Reads a workspace and changes its layers; new versions are the job of ``workspace``.

    Parameters
    ----------
    database
        Of the workspace, made at the first change.
    files
        What its versions hold.
    now
        The time, UTC, ISO 8601.
    """

    def __init__(self, database: Database, files: VersionContents, now: Callable[[], str]) -> None:
        super().__init__(database, files)
        self._now = now

    def update_layer(self, layer: str, *, actor: str, **changes: Any) -> LayerRecord:
        """Change what is said of a layer; its versions stay.

        Parameters
        ----------
        layer
            Id.
        actor
            Who does it.
        **changes
            Fields of ``LayerDraft``: ``title``, ``description``, ``metadata``, ``style``, ``rights``.

        Returns
        -------
        LayerRecord
            As it stands now.

        Raises
        ------
        LayerNotFound
            There is no such layer.
        ConflictError
            It was removed.
        """
        with self.database.transaction() as connection:
            old = get_layer(connection, layer)
            check_present(old)
            new = replace(old, **changes)
            before, after = layer_columns(old), layer_columns(new)
            changed = {name: value for name, value in after.items() if value != before[name]}
            if changed:
                sets = ", ".join(f"{name} = ?" for name in changed)
                values = [to_column(value) for value in changed.values()]
                connection.execute(f"UPDATE layer SET {sets} WHERE id = ?", (*values, layer))  # noqa: S608
                if changed.keys() & {"title_zh", "title_en"}:
                    self.files.show(layer)
                was = {name: before[name] for name in changed}
                self._record(connection, actor, "layer.update", f"layer:{layer}", old=was, new=changed)
        return self.get_layer(layer)

    def publish(self, layer: str, number: int, *, expected: int | None, actor: str) -> VersionRecord:
        """Let everybody see a version; an older one is a rollback.

        Parameters
        ----------
        layer, number
            Which.
        expected
            Number that is published now, as the caller saw it; ``None`` for none.
        actor
            Who does it.

        Returns
        -------
        VersionRecord
            The version.

        Raises
        ------
        LayerNotFound, NotFoundError
            There is no such layer or version.
        ConflictError
            Somebody published another one meanwhile, or removed the layer.
        StoreError
            Its files are gone, or the disk refused.
        """
        with self.database.transaction() as connection:
            known = get_layer(connection, layer)
            check_present(known)
            version = get_version(connection, known, number)
            if known.published != expected:
                raise _moved(known, expected)
            self.files.check(layer, number)
            connection.execute("UPDATE layer SET published = ? WHERE id = ?", (number, layer))
            connection.execute(
                "UPDATE version SET state = ?, published_at = ? WHERE layer = ? AND number = ?",
                (VersionState.FORMER, self._now(), layer, number),
            )
            is_older = expected is not None and number < expected
            action = "layer.rollback" if is_older else "layer.publish"
            was, new = {"version": expected}, {"version": number, "digest": version.digest}
            self.files.show(layer)
            # Last, since the trail is written by one after the other, and GIS programs may be waited for.
            self._record(connection, actor, action, f"layer:{layer}", old=was, new=new)
        return self.get_version(layer, number)

    def find_earlier(self, layer: str, published: int | None) -> int:
        """The version before the one that is published, of those that were published once.

        Parameters
        ----------
        layer
            Id.
        published
            Number that is published now.

        Returns
        -------
        int
            Its number.

        Raises
        ------
        LayerNotFound
            There is no such layer.
        InputError
            There is no earlier version.
        """
        earlier = [
            version.number
            for version in self.list_versions(layer)
            if version.published_at and published is not None and version.number < published
        ]
        if not earlier:
            raise InputError(
                f"图层“{layer}”没有更早发布过的版本",
                f"layer “{layer}” has no version that was published before",
                code="nothing_to_roll_back",
                hint_zh="各版本见 atlas layers versions。",
                hint_en="Versions are listed by atlas layers versions.",
                layer=layer,
            )
        return max(earlier)

    def remove_layer(self, layer: str, *, actor: str) -> LayerRecord:
        """Hide a layer from everybody; all of it can be restored.

        Parameters
        ----------
        layer
            Id.
        actor
            Who does it.

        Returns
        -------
        LayerRecord
            As it stands now.

        Raises
        ------
        LayerNotFound
            There is no such layer.
        ConflictError
            It was removed already.
        """
        return self._set_removed(layer, self._now(), actor)

    def restore_layer(self, layer: str, *, actor: str) -> LayerRecord:
        """Show a removed layer again, with its style, rights and versions.

        Parameters
        ----------
        layer
            Id.
        actor
            Who does it.

        Returns
        -------
        LayerRecord
            As it stands now.

        Raises
        ------
        LayerNotFound
            There is no such layer.
        ConflictError
            It is not removed.
        """
        return self._set_removed(layer, None, actor)

    def _set_removed(self, layer: str, removed_at: str | None, actor: str) -> LayerRecord:
        with self.database.transaction() as connection:
            known = get_layer(connection, layer)
            if (known.removed_at is None) == (removed_at is None):
                words = (
                    ("没有被移除", "is not removed")
                    if removed_at is None
                    else ("已被移除", "is removed already")
                )
                raise ConflictError(
                    f"图层“{layer}”{words[0]}", f"layer “{layer}” {words[1]}", code="layer_state", layer=layer
                )
            connection.execute(
                "UPDATE layer SET removed_at = ?, removed_by = ? WHERE id = ?",
                (removed_at, actor if removed_at else None, layer),
            )
            action = "layer.remove" if removed_at else "layer.restore"
            self.files.show(layer)
            self._record(connection, actor, action, f"layer:{layer}")
        return self.get_layer(layer)

    def _record(
        self,
        connection: Connection,
        actor: str,
        action: str,
        target: str,
        *,
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
    ) -> None:
        record_change(connection, Change(self._now(), actor, action, target, old, new))


def layer_columns(layer: LayerDraft | LayerRecord) -> dict[str, Any]:
    """What is said of a layer, by column of the table.

    Parameters
    ----------
    layer
        New or known.

    Returns
    -------
    dict
        Texts and plain values.
    """
    return {
        "title_zh": layer.title.zh,
        "title_en": layer.title.en,
        "description": layer.description,
        "metadata": asdict(layer.metadata),
        "style": dict(layer.style),
        "rights": dict(layer.rights),
    }


def check_present(layer: LayerRecord) -> None:
    """Refuse what may not be done to a removed layer.

    Parameters
    ----------
    layer
        As it stands now.

    Raises
    ------
    ConflictError
        It was removed.
    """
    if layer.removed_at is not None:
        raise ConflictError(
            f"图层“{layer.id}”已被移除",
            f"layer “{layer.id}” was removed",
            code="layer_removed",
            hint_zh="请先恢复它，或换一个编号。",
            hint_en="Restore it first, or use another id.",
            layer=layer.id,
        )


def _moved(layer: LayerRecord, expected: int | None) -> ConflictError:
    now, seen = layer.published or "-", expected or "-"
    return ConflictError(
        f"图层“{layer.id}”已发布的版本变了：现在是 {now}，不是 {seen}",
        f"the published version of layer “{layer.id}” has moved: it is {now}, not {seen}",
        code="version_moved",
        hint_zh="请刷新后查看新的版本，再决定是否发布。",
        hint_en="Look at the new version, then decide again.",
        layer=layer.id,
        published=layer.published,
        expected=expected,
    )
