"""Built-in layers made again of what people confirmed in their own documents: kept beside the build, never in it.

They stand in a store like that of ``atlas build``, which holds the layers that differ from the build and no other, and
tells of which build and which documents it was made. Making them is the job of ``services.goal_layers``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.core.errors import ConflictError, StoreCorrupt
from atlas.core.layers import LayerVersion
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import BuiltStore

if TYPE_CHECKING:
    from atlas.stores.geopackage_writer import StoreBuilder

#: Folder of the workspace in which they are written, and stand where everything is kept in files.
FOLDER = "goal-layers"
#: Revision of layers that were never made.
NEVER = "0"


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What layers were made of.

    Parameters
    ----------
    stamp
        Of the build.
    documents
        Revision of what everybody may see of added documents.
    """

    stamp: str
    documents: str

    def to_meta(self) -> dict[str, str]:
        """As ``StoreBuilder.write_meta`` takes it."""
        return asdict(self)


class GoalLayerShelf(ABC):
    """Keeps the layers that differ from the build.

    Parameters
    ----------
    folder
        In which they are written.
    store
        Reads them.
    """

    def __init__(self, folder: Path, store: BuiltStore) -> None:
        self._folder = folder
        self.store = store

    @abstractmethod
    def revision(self) -> str:
        """Text that changes whenever they were made again; ``NEVER`` where they never were."""

    def read_made_of(self) -> MadeOf | None:
        """What they were made of.

        Returns
        -------
        MadeOf or None
            ``None`` where they never were made, or are damaged: they are made again then.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        if self.revision() == NEVER:
            return None
        try:
            meta = self.store.read_meta()
            return MadeOf(meta["stamp"], meta["documents"])
        except (StoreCorrupt, KeyError):
            return None

    @contextmanager
    def writing(self) -> Iterator[StoreBuilder]:
        """A store to be filled, which takes the place of the one that stands at the end of the block.

        Yields
        ------
        StoreBuilder
            Empty; gone without a trace when the block fails.

        Raises
        ------
        ConflictError
            Another process makes them.
        StoreError
            The disk or the database refused; what stood before still stands.
        """
        # Loads tables of coordinates, which those who read do without.
        from atlas.stores.geopackage_writer import lock_home, open_builder  # noqa: PLC0415

        with ExitStack() as stack:
            try:
                stack.enter_context(lock_home(self._folder))
            except ConflictError as error:
                raise _made_by_another() from error
            builder = stack.enter_context(open_builder(self._folder))
            yield builder
            self._keep(builder)

    def remove_litter(self) -> None:
        """Remove what a killed process left in the folder.

        Raises
        ------
        StoreError
            The disk refused.
        """
        from atlas.stores.geopackage_writer import lock_home, remove_litter  # noqa: PLC0415 - as above

        if self._folder.is_dir():
            # Whoever makes them now tidies up himself.
            with suppress(ConflictError), lock_home(self._folder):
                remove_litter(self._folder, self._list_archives())

    @abstractmethod
    def _list_archives(self) -> set[str]:
        """Tile archives that stand in the folder for good."""

    @abstractmethod
    def _keep(self, builder: StoreBuilder) -> None:
        """Put what was written in the place of what stands."""


class GoalLayerFolder(GoalLayerShelf):
    """Keeps them in files.

    Parameters
    ----------
    root
        Folder of the workspace.
    """

    def __init__(self, root: Path) -> None:
        folder = root / FOLDER
        self._files = GeoPackageStore(folder)
        super().__init__(folder, self._files)

    def revision(self) -> str:
        """Text that changes whenever they were made again."""
        return self._files.revision() if self._files.path.exists() else NEVER

    def _keep(self, builder: StoreBuilder) -> None:
        # Somebody may just have learned the name of an archive that is not open yet.
        builder.switch(keep=self._list_archives())

    def _list_archives(self) -> set[str]:
        return {layer.tile_archive for layer in self._files.list_layers()} if self.read_made_of() else set()


class GoalLayers:
    """The layers as they were last made, where that was of the build that stands.

    Parameters
    ----------
    built
        What ``atlas build`` makes.
    shelf
        Keeps them.
    """

    def __init__(self, built: BuiltStore, shelf: GoalLayerShelf) -> None:
        self._built = built
        self._shelf = shelf
        self._held: tuple[str, Mapping[str, LayerVersion]] | None = None

    @property
    def store(self) -> BuiltStore:
        """Reads their features and tiles."""
        return self._shelf.store

    def revision(self) -> str:
        """Text that changes whenever they were made again."""
        return self._shelf.revision()

    def layers(self) -> Mapping[str, LayerVersion]:
        """Those that take the place of layers of the build.

        Returns
        -------
        dict
            By id; empty where they were made of another build, which may have had other units and other styles.

        Raises
        ------
        StoreError
            There is no build, or the database cannot be used.
        """
        revision = f"{self._built.revision()} {self._shelf.revision()}"
        held = self._held
        if held is None or held[0] != revision:
            held = self._held = (revision, self._read())
        return held[1]

    def _read(self) -> dict[str, LayerVersion]:
        made_of = self._shelf.read_made_of()
        if made_of is None or made_of.stamp != self._built.read_stamp():
            return {}
        built = {layer.id: layer for layer in self._built.list_layers()}
        # Units are drawn from the base map of the build.
        return {
            layer.id: layer
            if layer.definition.source.kind != "units"
            else replace(layer, tile_archive=built[layer.id].tile_archive)
            for layer in self._shelf.store.list_layers()
            if layer.id in built
        }


def _made_by_another() -> ConflictError:
    return ConflictError(
        "另一个进程正在更新专题图层",
        "another process is making the layers of goals again",
        code="layers_renewing",
        hint_zh="请等它结束；通常只需几秒。",
        hint_en="Wait until it has ended; that takes seconds as a rule.",
    )
