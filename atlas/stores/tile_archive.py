"""Reads tiles out of a PMTiles archive. Writing is the job of ``tile_build``."""

from __future__ import annotations

import gzip
import json
import mmap
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pmtiles.tile import (
    MagicNumberNotFound,
    SpecVersionUnsupported,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from atlas.core.errors import StoreCorrupt, StoreUnavailable

# PMTiles version 3 specification: length of the header, and depth that directories never exceed.
_HEADER_BYTES = 127
_MAX_DEPTH = 4
_E7 = 1e7


class TileArchive:
    """One archive, mapped into memory; any number of threads may read from it.

    Parameters
    ----------
    path
        File. It may be replaced while open: the old content stays readable.

    Raises
    ------
    StoreUnavailable
        There is no such file.
    StoreCorrupt
        It is no PMTiles archive of version 3.

    Notes
    -----
    Directories are decoded once and kept; reading a slice of a mapped file is one step for the interpreter, so no lock is
    needed. Two threads may decode the same directory at once and keep the same result.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as stream:
                self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise StoreUnavailable(
                f"没有瓦片包 {path.name}",
                f"there is no tile archive {path.name}",
                hint_zh="请运行 atlas build。",
                hint_en="Run atlas build.",
                file=path.name,
            ) from error
        except ValueError as error:  # an empty file cannot be mapped
            raise self._corrupt() from error
        try:
            self._header: dict[str, Any] = dict(deserialize_header(self._bytes[:_HEADER_BYTES]))
        except (MagicNumberNotFound, SpecVersionUnsupported, ValueError, IndexError) as error:
            raise self._corrupt() from error
        self._directories: dict[int, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; nothing can be read afterwards."""
        self._bytes.close()

    @property
    def min_zoom(self) -> int:
        """Lowest zoom with tiles."""
        return int(self._header["min_zoom"])

    @property
    def max_zoom(self) -> int:
        """Highest zoom with tiles."""
        return int(self._header["max_zoom"])

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the tiles [degree]."""
        names = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        west, south, east, north = (self._header[name] / _E7 for name in names)
        return west, south, east, north

    def read_metadata(self) -> dict[str, Any]:
        """What the archive says of itself.

        Returns
        -------
        dict
            ``name``, ``vector_layers`` and so on.

        Raises
        ------
        StoreCorrupt
            It cannot be decoded.
        """
        text = self._slice(self._header["metadata_offset"], self._header["metadata_length"])
        try:
            return dict(json.loads(gzip.decompress(text)))
        except (OSError, EOFError, ValueError) as error:
            raise self._corrupt() from error

    def read_tile(self, z: int, x: int, y: int) -> bytes | None:
        """One tile as it stands in the archive.

        Parameters
        ----------
        z, x, y
            Tile matrix, column and row (Web Mercator, row 0 in the north).

        Returns
        -------
        bytes or None
            gzip bytes of a vector tile; ``None`` where there is none, also outside the zooms and the matrix.

        Raises
        ------
        StoreCorrupt
            A directory cannot be decoded.
        """
        if not self.min_zoom <= z <= self.max_zoom or not (0 <= x < 2**z and 0 <= y < 2**z):
            return None
        wanted = zxy_to_tileid(z, x, y)
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(_MAX_DEPTH):
            entry = find_tile(self._directory(offset, length), wanted)
            if entry is None:
                return None
            if entry.run_length > 0:
                return self._slice(self._header["tile_data_offset"] + entry.offset, entry.length)
            offset, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        raise self._corrupt()

    def _directory(self, offset: int, length: int) -> Any:
        known = self._directories.get(offset)
        if known is None:
            try:
                known = deserialize_directory(self._slice(offset, length))
            except (OSError, EOFError, ValueError) as error:
                raise self._corrupt() from error
            self._directories[offset] = known
        return known

    def _slice(self, offset: int, length: int) -> bytes:
        found = self._bytes[offset : offset + length]
        if len(found) < length:
            raise self._corrupt()
        return found

    def _corrupt(self) -> StoreCorrupt:
        name = self._path.name
        return StoreCorrupt(
            f"瓦片包 {name} 已损坏",
            f"the tile archive {name} is damaged",
            hint_zh="请重新运行 atlas build。",
            hint_en="Run atlas build again.",
            file=name,
        )
