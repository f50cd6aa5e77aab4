"""Copies tile archives into a folder that any static host or object store can serve."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.core.errors import StoreError
from atlas.core.layers import LayerVersion
from atlas.services.answers import Answer
from atlas.stores.combined import is_added
from atlas.stores.protocol import ReadableStore

INDEX_FILE = "index.json"


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
        folder.mkdir(parents=True, exist_ok=True)
        index = _read_index(folder / INDEX_FILE)
        earlier = index["archives"]
        # Noted before they are copied: what a killed export leaves must be found and removed by a later one.
        _write_index(folder, {**index, "archives": {**earlier, **owners}})
        sizes = {name: path.stat().st_size for name, path in sources.items()}
        missing = [name for name, size in sizes.items() if _size(folder / name) != size]
        done, total = 0, sum(sizes[name] for name in missing)
        for name in missing:
            _copy(sources[name], folder / name)
            done += sizes[name]
            progress(done, total)
        known = set(owners.values())
        unused = [name for name, layer in earlier.items() if name not in owners]
        removed = [name for name in unused if prune or earlier[name] not in known]
        kept = {name: earlier[name] for name in unused if name not in removed}
        for name in removed:
            (folder / name).unlink(missing_ok=True)
        _write_index(folder, {**_index(layers), "archives": {**owners, **kept}})
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


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _copy(source: Path, target: Path) -> None:
    """Aside first, so that a host never serves half an archive."""
    for left in target.parent.glob(f".{target.name}.*"):  # of an export that was killed
        left.unlink(missing_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copyfile(source, aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _write_index(folder: Path, index: Mapping[str, Any]) -> None:
    aside = folder / f".{INDEX_FILE}.{os.getpid()}"
    aside.write_text(json.dumps(index, ensure_ascii=False, indent=1), encoding="utf-8")
    aside.replace(folder / INDEX_FILE)


def _read_index(path: Path) -> Mapping[str, Any]:
    """What earlier exports wrote: the layers, and the layer of each archive that is or may be there."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {"layers": [], "archives": {}}
    except ValueError as error:
        raise _foreign_index() from error
    archives = found.get("archives") if isinstance(found, dict) else None
    if not isinstance(archives, dict) or not all(_is_archive(name) for name in archives):
        raise _foreign_index()
    return dict(found)


def _is_archive(name: str) -> bool:
    """Whether a name can be one of ours: never a path out of the folder."""
    return name.endswith(".pmtiles") and not name.startswith(".") and Path(name).name == name


def _foreign_index() -> StoreError:
    return StoreError(
        f"目录中的 {INDEX_FILE} 不是瓦片导出的清单",
        f"{INDEX_FILE} in the folder is no list of exported tiles",
        code="tiles_folder_taken",
        hint_zh="请换一个空目录；若确认是损坏的旧清单，删除它后再导出。",
        hint_en="Choose an empty folder; if it is an old list that was damaged, delete it and export again.",
    )
