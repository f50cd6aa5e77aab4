"""Copies tile archives into a folder that any static host or object store can serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import StoreError
from atlas.core.layers import LayerVersion
from atlas.services.answers import Answer
from atlas.stores.combined import is_added
from atlas.stores.protocol import ReadableStore
from atlas.stores.tile_folder import TileFolder


@dataclass(frozen=True, slots=True)
class ExportedTiles:
    """What an export did.

    Parameters
    ----------
    written, kept, removed
        Names of archives: copied now, there already, taken away now.
    size
        Of all archives in use [bytes].
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    size: int

    def to_dict(self) -> Answer:
        """The export as the command line gives it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "written": list(self.written),
            "kept": list(self.kept),
            "removed": list(self.removed),
            "bytes": self.size,
        }


def archive_name(layer: LayerVersion) -> str:
    """Name of the archive of a layer on a static host: it has the digest in it and so never holds other tiles.

    Parameters
    ----------
    layer
        With tiles.

    Returns
    -------
    str
        Such as ``phosphorus-7f3a….pmtiles``; province, prefecture and county share ``admin-….pmtiles``.
    """
    if is_added(layer):
        return f"{layer.id}-{layer.tile_version}.pmtiles"
    return layer.tile_archive


def export_tiles(
    store: ReadableStore, folder: Path, *, prune: bool, progress: Callable[[int, int], None]
) -> ExportedTiles:
    """Copy the archives of all layers of a store.

    Parameters
    ----------
    store
        Only with layers that everybody may see: a static host asks nobody who he is.
    folder
        Made when missing.
    prune
        Remove older archives of layers that have newer ones. Pages that were opened before may still ask for them.
        Those of layers that are no longer in ``store`` are removed always. Nothing that this did not write is touched.
    progress
        Told the bytes copied and the bytes to be copied.

    Returns
    -------
    ExportedTiles
        What was done.

    Raises
    ------
    StoreError
        The folder cannot be written. Layers are listed in the index when their archives are whole.
    """
    layers = [layer for layer in store.list_layers() if layer.tile_archive]
    sources = {archive_name(layer): store.tile_path(layer.tile_archive) for layer in layers}
    owners = {archive_name(layer): layer.id for layer in layers}
    try:
        host = TileFolder(folder)
        index = host.read_index()
        earlier = index["archives"]
        # Noted before they are copied: what a killed export leaves must be found and removed by a later one.
        host.write_index({**index, "archives": {**earlier, **owners}})
        sizes = {name: path.stat().st_size for name, path in sources.items()}
        missing = [name for name, size in sizes.items() if host.size_of(name) != size]
        done, total = 0, sum(sizes[name] for name in missing)
        for name in missing:
            host.copy(sources[name], name)
            done += sizes[name]
            progress(done, total)
        known = set(owners.values())
        unused = [name for name, layer in earlier.items() if name not in owners]
        removed = [name for name in unused if prune or earlier[name] not in known]
        kept = {name: earlier[name] for name in unused if name not in removed}
        for name in removed:
            host.remove(name)
        host.write_index({**_index(layers), "archives": {**owners, **kept}})
    except OSError as error:
        raise StoreError(
            f"无法写入瓦片目录 {folder.name}",
            f"the tile folder {folder.name} cannot be written",
            code="tiles_not_written",
            hint_zh="请检查目录权限和磁盘空间，然后重试；已复制的不会重复复制。",
            hint_en="Check its rights and the disk space, then try again; what was copied is not copied again.",
        ) from error
    return ExportedTiles(
        written=tuple(missing),
        kept=tuple(name for name in sources if name not in missing),
        removed=tuple(removed),
        size=sum(sizes.values()),
    )


def _index(layers: Iterable[LayerVersion]) -> Answer:
    return {
        "layers": [
            {
                "id": layer.id,
                "title": layer.definition.title.to_dict(),
                "archive": archive_name(layer),
                "max_zoom": layer.max_zoom,
                "bounds": list(layer.bbox) if layer.bbox else None,
                "attribution": layer.definition.attribution.to_dict(),
                "licence": layer.definition.licence,
            }
            for layer in layers
        ]
    }
