"""What users add: layers, their immutable versions, and which one is published. Every change is in the audit trail.

What versions hold is the job of ``version_contents``, rows that of the database; a version exists when its row does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from atlas.core.errors import ConflictError
from atlas.stores.database import Connection, Database
from atlas.stores.version_facts import FeatureFacts
from atlas.stores.version_files import TILES_FILE, VersionBuilder, write_report
from atlas.stores.workspace_layers import WorkspaceLayers, check_present, layer_columns
from atlas.stores.workspace_reader import find_layer, get_layer, get_version
from atlas.stores.workspace_records import (
    LayerDraft,
    VersionRecord,
    VersionState,
    check_layer_id,
    insert_row,
)


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """What an import knows of a version besides its features.

    Parameters
    ----------
    crs, encoding
        Of the file.
    report
        As ``ImportReport.to_dict`` gives it; ``layer`` and ``version`` are filled in.
    note
        Of the person who imports.
    """

    crs: str = ""
    encoding: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


class Workspace(WorkspaceLayers):
    """Reads a workspace and changes it.

    Parameters
    ----------
    database
        Of the workspace, made at the first change.
    files
        What its versions hold.
    now
        The time, UTC, ISO 8601.
    """

    @contextmanager
    def begin_version(self, layer: str) -> Iterator[VersionBuilder]:
        """A builder in a staging folder of its own, which is gone at the end whatever happens.

        Parameters
        ----------
        layer
            Id of a layer, also of one that does not exist yet.

        Yields
        ------
        VersionBuilder
            Hand it to ``add_version`` when all is written.

        Raises
        ------
        InputError
            The id cannot be used.
        ConflictError
            The layer was removed.
        """
        check_layer_id(layer)
        known = self.find_layer(layer)
        if known is not None:
            check_present(known)
        with self.database.lock():
            builder = self.files.begin(layer)
        try:
            yield builder
        finally:
            builder.close()

    def add_version(
        self, builder: VersionBuilder, facts: ImportFacts, *, actor: str, draft: LayerDraft | None = None
    ) -> VersionRecord:
        """Keep what was built, as the next version of its layer; nobody sees it before it is published.

        Parameters
        ----------
        builder
            From ``begin_version``, within its block.
        facts
            Of the import.
        actor
            Who imports.
        draft
            The layer, should it not exist yet; ignored when it does.

        Returns
        -------
        VersionRecord
            With its number.

        Raises
        ------
        LayerNotFound
            The layer does not exist and there is no draft.
        ConflictError
            The layer was removed meanwhile.
        StoreError
            The disk refused; nothing is kept.
        """
        features, size = builder.finish()
        report = {**facts.report, "layer": builder.layer}
        number = 0
        with self.database.lock():
            try:
                with self.database.transaction() as connection:
                    added = self._ensure_layer(connection, builder.layer, draft, actor)
                    number = _next_number(connection, builder.layer)
                    report["version"] = number
                    row = _version_row(builder, features, number, replace(facts, report=report), size)
                    write_report(builder.folder, report)
                    self.files.keep(builder.layer, number, builder.folder)
                    insert_row(connection, "version", {**row, "created_at": self._now(), "created_by": actor})
                    new = {"feature_count": row["feature_count"], "digest": row["digest"], "note": facts.note}
                    # Last, since the trail is written by one after the other.
                    if added:
                        self._record(connection, actor, "layer.add", f"layer:{builder.layer}", new=added)
                    target = f"layer:{builder.layer}:{number}"
                    self._record(connection, actor, "version.add", target, new=new)
            except BaseException:
                # Its files may stand already, and the row has failed.
                if number:
                    self.files.remove(builder.layer, number)
                raise
        return self.get_version(builder.layer, number)

    def discard_version(self, layer: str, number: int, *, actor: str) -> None:
        """Remove a version that was never published; its number is not used again.

        Parameters
        ----------
        layer, number
            Which.
        actor
            Who does it.

        Raises
        ------
        LayerNotFound, NotFoundError
            There is no such layer or version.
        ConflictError
            It was published, now or before.
        """
        with self.database.lock():
            with self.database.transaction() as connection:
                version = get_version(connection, get_layer(connection, layer), number)
                if version.published_at:
                    raise ConflictError(
                        f"第 {number} 版发布过，不能删除",
                        f"version {number} was published and cannot be discarded",
                        code="version_published",
                        hint_zh="需要时可以回到其他版本，或移除整个图层。",
                        hint_en="Roll back to another version instead, or remove the layer.",
                        layer=layer,
                        version=number,
                    )
                connection.execute(
                    "UPDATE version SET state = ? WHERE layer = ? AND number = ?",
                    (VersionState.DISCARDED, layer, number),
                )
                was = {"digest": version.digest}
                target = f"layer:{layer}:{number}"
                self.files.withdraw(layer, number)
                self._record(connection, actor, "version.discard", target, old=was)
            self.files.remove(layer, number)

    def recover(self, *, wait: bool = True) -> list[str]:
        """Remove what killed processes left behind; what is published and all versions stay.

        Parameters
        ----------
        wait
            For a version that is being written, which may last minutes; otherwise litter stays until the next time.

        Returns
        -------
        list of str
            Names of what went.

        Raises
        ------
        StoreError
            The workspace cannot be read or written.
        """
        if not self.database.folder.is_dir() and not self.database.exists():
            return []
        with _locked(self.database) if wait else self.database.try_lock() as has_right:
            if not has_right:
                return []
            with self.database.connect() as connection:
                rows = connection.execute(
                    "SELECT layer, number FROM version WHERE state <> ?", (VersionState.DISCARDED,)
                ).fetchall()
            return self.files.remove_litter({(str(layer), int(number)) for layer, number in rows})

    def _ensure_layer(
        self, connection: Connection, layer: str, draft: LayerDraft | None, actor: str
    ) -> dict[str, Any] | None:
        """Add the layer where there is none yet; gives its columns then."""
        columns = None
        if draft is not None and find_layer(connection, layer) is None:
            columns = layer_columns(draft)
            insert_row(
                connection,
                "layer",
                {"id": layer, **columns, "created_at": self._now(), "created_by": actor},
            )
        check_present(get_layer(connection, layer))
        return columns


@contextmanager
def _locked(database: Database) -> Iterator[bool]:
    with database.lock():
        yield True


def _next_number(connection: Connection, layer: str) -> int:
    sql = "UPDATE layer SET last_number = last_number + 1 WHERE id = ? RETURNING last_number"
    return int(connection.execute(sql, (layer,)).fetchone()[0])


def _version_row(
    builder: VersionBuilder, features: FeatureFacts, number: int, facts: ImportFacts, size: int
) -> dict[str, Any]:
    archive = f"{builder.layer}/{number}/tiles-{features.digest}.pmtiles"
    return {
        "layer": builder.layer,
        "number": number,
        "state": VersionState.DRAFT,
        "report": facts.report,
        "schema": [
            {"name": one.name, "type": one.type, "title": one.title.to_dict()} for one in features.schema
        ],
        "feature_count": features.feature_count,
        "bbox": features.bbox,
        "geometry_type": features.geometry_type,
        "crs": facts.crs,
        "encoding": facts.encoding,
        "digest": features.digest,
        "tile_archive": archive if (builder.folder / TILES_FILE).exists() else "",
        "max_zoom": builder.max_zoom,
        "size": size,
        "note": facts.note,
    }
