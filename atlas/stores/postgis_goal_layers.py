"""Built-in layers made again of confirmed documents, in PostGIS: in a schema of their own beside that of the build."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from atlas.stores.geopackage import FILE_NAME, TILE_FOLDER
from atlas.stores.goal_layers import FOLDER, NEVER, GoalLayerShelf
from atlas.stores.postgis_names import GOALS_PLACE, in_schema
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_writer import PostgisLoader
from atlas.stores.postgres import PostgresDatabase

if TYPE_CHECKING:
    from atlas.stores.geopackage_writer import StoreBuilder


class GoalLayerSchema(GoalLayerShelf):
    """Keeps them in a database, for all hosts.

    Parameters
    ----------
    database
        Of the workspace.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._tables = PostgisStore(database, GOALS_PLACE)
        self._loader = PostgisLoader(database, GOALS_PLACE)
        self._revision: tuple[str, str] | None = None
        super().__init__(database.folder / FOLDER, self._tables)

    def revision(self) -> str:
        """Text that changes whenever they were made again, the same on all hosts."""
        seen = self._database.revision()
        held = self._revision
        if held is None or held[0] != seen:
            held = self._revision = (seen, self._read_revision(seen))
        return held[1]

    def _read_revision(self, seen: str) -> str:
        if seen == "0":
            return NEVER
        # Asked first: a statement on a table that is not there would end a transaction around this one.
        with self._database.connect() as connection:
            table = in_schema(GOALS_PLACE.schema, "build")
            (found,) = connection.execute("SELECT to_regclass(?) IS NOT NULL", (table,)).fetchall()[0]
        return self._tables.revision() if found else NEVER

    def _keep(self, builder: StoreBuilder) -> None:
        builder.switch()
        self._loader.load(self._folder, _tell_nobody)
        # The database has it now.
        (self._folder / FILE_NAME).unlink(missing_ok=True)
        shutil.rmtree(self._folder / TILE_FOLDER, ignore_errors=True)

    def _list_archives(self) -> set[str]:
        return set()


def _tell_nobody(done: float, words: str) -> None:
    """Takes seconds, and nobody watches."""
