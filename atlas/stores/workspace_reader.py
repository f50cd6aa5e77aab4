"""Reads what users added: layers, their versions, and which one is published."""

from __future__ import annotations

from atlas.core.errors import LayerNotFound, NotFoundError
from atlas.stores.database import Connection, Database
from atlas.stores.version_contents import VersionContents
from atlas.stores.workspace_records import (
    LAYER_COLUMNS,
    VERSION_COLUMNS,
    LayerRecord,
    VersionRecord,
    VersionState,
    layer_from_row,
    version_from_row,
)


class WorkspaceReader:
    """Reads a workspace; one that was never written to is empty.

    Parameters
    ----------
    database
        Of the workspace.
    files
        What its versions hold.
    """

    def __init__(self, database: Database, files: VersionContents) -> None:
        self.database = database
        self.files = files

    def revision(self) -> str:
        """Text that changes whenever a layer or a version changes.

        Returns
        -------
        str
            ``0`` where nothing was ever kept.
        """
        return self.database.revision()

    def list_layers(self, *, with_removed: bool = False) -> list[LayerRecord]:
        """The layers, in the order in which they were made.

        Parameters
        ----------
        with_removed
            Also those that were removed and can be restored.

        Returns
        -------
        list of LayerRecord
            Those without a published version too.
        """
        if not self.database.exists():
            return []
        with self.database.connect() as connection:
            rows = connection.execute(
                f"SELECT {LAYER_COLUMNS} FROM layer WHERE removed_at IS NULL OR ? = 1 ORDER BY rowid",  # noqa: S608
                (with_removed,),
            ).fetchall()
        return [layer_from_row(row) for row in rows]

    def find_layer(self, layer: str) -> LayerRecord | None:
        """A layer, also a removed one.

        Parameters
        ----------
        layer
            Id.

        Returns
        -------
        LayerRecord or None
            ``None`` where there is none.
        """
        if not self.database.exists():
            return None
        with self.database.connect() as connection:
            return find_layer(connection, layer)

    def get_layer(self, layer: str) -> LayerRecord:
        """A layer, also a removed one.

        Parameters
        ----------
        layer
            Id.

        Returns
        -------
        LayerRecord
            As it stands now.

        Raises
        ------
        LayerNotFound
            There is none.
        """
        found = self.find_layer(layer)
        if found is None:
            raise layer_unknown(layer)
        return found

    def list_versions(self, layer: str) -> list[VersionRecord]:
        """The versions of a layer that have not been discarded, newest first.

        Parameters
        ----------
        layer
            Id.

        Returns
        -------
        list of VersionRecord
            With their reports.

        Raises
        ------
        LayerNotFound
            There is no such layer.
        """
        published = self.get_layer(layer).published
        with self.database.connect() as connection:
            rows = connection.execute(
                f"SELECT {VERSION_COLUMNS} FROM version WHERE layer = ? AND state <> ? ORDER BY number DESC",  # noqa: S608
                (layer, VersionState.DISCARDED),
            ).fetchall()
        return [version_from_row(row, published) for row in rows]

    def get_version(self, layer: str, number: int) -> VersionRecord:
        """A version.

        Parameters
        ----------
        layer, number
            Which.

        Returns
        -------
        VersionRecord
            With its report.

        Raises
        ------
        LayerNotFound, NotFoundError
            There is no such layer, or no such version.
        """
        if not self.database.exists():
            raise layer_unknown(layer)
        with self.database.connect() as connection:
            return get_version(connection, get_layer(connection, layer), number)

    def list_published(self) -> list[tuple[LayerRecord, VersionRecord]]:
        """Layers that everybody sees, with the version that is published.

        Returns
        -------
        list of tuple
            In the order in which the layers were made.
        """
        if not self.database.exists():
            return []
        columns = ", ".join(f"layer.{name.strip()}" for name in LAYER_COLUMNS.split(","))
        with self.database.connect() as connection:
            rows = connection.execute(
                f"SELECT {columns}, {VERSION_COLUMNS} FROM layer JOIN version "  # noqa: S608 - own names
                "ON version.layer = layer.id AND version.number = layer.published "
                "WHERE layer.removed_at IS NULL ORDER BY layer.rowid"
            ).fetchall()
        split = LAYER_COLUMNS.count(",") + 1
        layers = [(layer_from_row(row[:split]), row[split:]) for row in rows]
        return [(layer, version_from_row(row, layer.published)) for layer, row in layers]

    def list_missing(self) -> list[VersionRecord]:
        """Versions whose contents are gone: somebody removed or moved them by hand.

        Returns
        -------
        list of VersionRecord
            Not those that were discarded.
        """
        kept = [
            version
            for layer in self.list_layers(with_removed=True)
            for version in self.list_versions(layer.id)
        ]
        return [one for one in kept if not self.files.exists(one.layer, one.number)]


def find_layer(connection: Connection, layer: str) -> LayerRecord | None:
    """A layer as a transaction sees it.

    Parameters
    ----------
    connection
        In the transaction.
    layer
        Id.

    Returns
    -------
    LayerRecord or None
        ``None`` where there is none.
    """
    row = connection.execute(
        f"SELECT {LAYER_COLUMNS} FROM layer WHERE id = ?",  # noqa: S608 - own names
        (layer,),
    ).fetchone()
    return layer_from_row(row) if row else None


def get_layer(connection: Connection, layer: str) -> LayerRecord:
    """A layer as a transaction sees it.

    Parameters
    ----------
    connection
        In the transaction.
    layer
        Id.

    Returns
    -------
    LayerRecord
        Also a removed one.

    Raises
    ------
    LayerNotFound
        There is none.
    """
    found = find_layer(connection, layer)
    if found is None:
        raise layer_unknown(layer)
    return found


def get_version(connection: Connection, layer: LayerRecord, number: int) -> VersionRecord:
    """A version as a transaction sees it.

    Parameters
    ----------
    connection
        In the transaction.
    layer, number
        Which.

    Returns
    -------
    VersionRecord
        Not a discarded one.

    Raises
    ------
    NotFoundError
        There is none.
    """
    row = connection.execute(
        f"SELECT {VERSION_COLUMNS} FROM version WHERE layer = ? AND number = ? AND state <> ?",  # noqa: S608
        (layer.id, number, VersionState.DISCARDED),
    ).fetchone()
    if row is None:
        raise NotFoundError(
            f"图层“{layer.id}”没有第 {number} 版",
            f"layer “{layer.id}” has no version {number}",
            code="version_unknown",
            hint_zh="各版本见 atlas layers versions。",
            hint_en="Versions are listed by atlas layers versions.",
            layer=layer.id,
            version=number,
        )
    return version_from_row(row, layer.published)


def layer_unknown(layer: str) -> LayerNotFound:
    """The error for an id that no layer of the workspace has.

    Parameters
    ----------
    layer
        Id.

    Returns
    -------
    LayerNotFound
        To be raised.
    """
    return LayerNotFound(
        f"工作区没有编号为“{layer[:60]}”的图层",
        f"the workspace has no layer “{layer[:60]}”",
        hint_zh="图层清单见 atlas layers list；内置图层没有版本。",
        hint_en="Layers are listed by atlas layers list; built-in layers have no versions.",
        layer=layer[:60],
    )
