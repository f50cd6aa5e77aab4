"""Builds the store: boundaries, places, catalogue with its links, layers and tiles; checks itself; switches."""

from __future__ import annotations

import datetime
import json
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import geopandas

from atlas import __version__
from atlas.core.errors import AdcodeUnknown, BuildCheckFailed, ParameterError, StoreError, Text
from atlas.core.geo.boundary_checks import Finding, check_boundaries
from atlas.core.geo.neighbours import find_neighbours
from atlas.core.geo.simplification import generalise_levels
from atlas.core.model import Level
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.linking import Linker
from atlas.services.answers import count_goals
from atlas.services.catalogue_checks import check_catalogue
from atlas.services.indicators import UnmatchedRow, load_indicators
from atlas.services.layer_features import make_features
from atlas.services.layer_making import SERVED_TOLERANCE_M, TILE_JOBS, finish_layer, start_layer
from atlas.services.places import DocumentResolver, Places, read_places
from atlas.services.stamp import build_stamp
from atlas.stores.boundaries import read_admin_levels, read_maritime_line
from atlas.stores.boundary_names import read_code_differences, read_reference_counties
from atlas.stores.catalogue import read_documents, read_topics
from atlas.stores.definitions import read_definitions
from atlas.stores.geopackage import MARITIME_TABLE, GeoPackageStore
from atlas.stores.geopackage_writer import StoreBuilder, lock_home, open_builder, remove_litter
from atlas.stores.postgis_writer import PostgisLoader
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.tile_build import build_admin_tiles
from atlas.stores.town_names import read_town_names

TOLERANCES_M = (100, 500, 2000)
#: Share of a build in the time until it stands in a database [%].
_BUILT_PERCENT = 80
_PROVINCE = re.compile(r"[1-9][0-9]0000")

Progress = Callable[[int, str], None]
Frames = Mapping[Level, geopandas.GeoDataFrame]
Generalised = Mapping[Level, Mapping[int, geopandas.GeoDataFrame]]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build from where.

    Parameters
    ----------
    home
        Folder of the store.
    geodata, layers, indicators
        Folders of the curated facts, the layer definitions and an office's own tables.
    regions
        adcodes of provinces to build; empty for the whole country.
    force
        Build even when nothing changed.
    home_region
        adcode that decides between places of one name in an office's own tables.
    database
        Address of the PostGIS database that is to hold the build; empty for the folder alone.
    """

    home: Path
    geodata: Path
    layers: Path
    indicators: Path
    regions: tuple[str, ...] = ()
    force: bool = False
    home_region: str = "520000"
    #: Holds a password.
    database: str = field(default="", repr=False)


def build_store(request: BuildRequest, progress: Progress) -> dict[str, Any]:
    """Build the store, unless nothing changed since it was built.

    Parameters
    ----------
    request
        What to build.
    progress
        Told the percentage done and what is being done.

    Returns
    -------
    dict
        ``built``, ``loaded`` (into a database), ``store`` (path or database), ``seconds``, ``checks``, ``warnings`` and
        counts.

    Raises
    ------
    ParameterError, AdcodeUnknown
        A region is no province, or not known.
    BuildCheckFailed
        A self-check failed; the old store still stands.
    ConflictError
        Another build runs in the same folder, or views of others rest on the build in the database.
    AtlasError
        A curated file breaks its format, a place is in doubt, or the disk or the database refused.
    """
    for region in request.regions:
        _check_province(region)
    store = GeoPackageStore(request.home)
    loader = _loader(request)
    with lock_home(request.home):
        stamp = build_stamp(
            request.geodata, request.layers, request.indicators, request.regions, request.home_region
        )
        report: dict[str, Any] = {"built": False, "store": str(store.path), "seconds": 0.0}
        report |= {"checks": [], "warnings": []}
        # Asked in any case: a database that cannot be used is told before a build that takes minutes.
        loaded = loader.read_stamp() if loader is not None else ""
        is_loaded = loaded == stamp and not request.force
        if loader is not None and not is_loaded:
            loader.check()
        if request.force or not (is_loaded or _is_current(store, stamp)):
            report = _build(request, store, stamp, _part(progress, 0, _BUILT_PERCENT if loader else 100))
        elif _is_current(store, stamp):
            remove_litter(request.home, {layer.tile_archive for layer in store.list_layers()})
        if loader is not None:
            if not is_loaded:
                part = _part(progress, _BUILT_PERCENT, 100)
                loader.load(request.home, lambda done, words: part(int(100 * done), f"PostGIS: {words}"))
            report |= {"store": loader.where, "loaded": not is_loaded}
    return report


def _loader(request: BuildRequest) -> PostgisLoader | None:
    if not request.database:
        return None
    return PostgisLoader(PostgresDatabase(request.database, request.home / "workspace"))


def _part(progress: Progress, first: int, last: int) -> Progress:
    """Progress of a part of the work, as of all of it."""
    return lambda percent, words: progress(first + percent * (last - first) // 100, words)


def _build(request: BuildRequest, store: GeoPackageStore, stamp: str, progress: Progress) -> dict[str, Any]:
    started = time.perf_counter()
    with open_builder(request.home) as builder:
        progress(1, "行政区划 / boundaries")
        table = request.geodata / "gazetteer" / "code_differences.csv"
        whole = read_admin_levels(table)
        progress(23, "自检 / self-checks")
        differences = read_code_differences(table)
        reference = read_reference_counties(differences)
        checks = _passed(check_boundaries(whole, reference))
        progress(28, "地名与目录 / places and catalogue")
        places = read_places(request.geodata, whole.values())
        frames = _within({level: _named(frame, places) for level, frame in whole.items()}, request.regions)
        catalogue, unmatched = _read_catalogue(request, places)
        towns = read_town_names(differences, frozenset(whole[Level.COUNTY]["adcode"]))
        checks += _passed(check_catalogue(catalogue, whole[Level.COUNTY]))
        progress(31, "边界概化、瓦片 / generalisation, tiles")
        definitions = read_definitions(request.layers, catalogue.topics)
        maritime = read_maritime_line()
        # tippecanoe works in processes of its own, so tiles are made while this one generalises and writes tables.
        with ThreadPoolExecutor(max_workers=TILE_JOBS) as pool:
            admin = builder.tile_folder / "admin.pmtiles"
            generalised: Future[Generalised] = Future()
            admin_job = pool.submit(build_admin_tiles, frames, generalised, admin, maritime_line=maritime)
            coarse = _fulfil(generalised, lambda: generalise_levels(frames, TOLERANCES_M))
            neighbours = find_neighbours(coarse[Level.COUNTY][SERVED_TOLERANCE_M])
            catalogue = replace(catalogue, adjacency=neighbours)
            progress(46, "写入边界 / boundaries")
            builder.write_table(maritime, MARITIME_TABLE)
            served = {level: by_tolerance[SERVED_TOLERANCE_M] for level, by_tolerance in coarse.items()}
            make = partial(make_features, catalogue=catalogue, polygons=lambda level: served[Level(level)])
            layers = [start_layer(pool, builder, one, make(one)) for one in definitions]
            _write_polygons(builder, frames, coarse)
            for position, layer in enumerate(layers):
                progress(60 + position * 20 // len(layers), f"图层 / layers: {layer.definition.id}")
                builder.write_features(layer.frame, layer.definition)
            builder.write_catalogue(catalogue)
            builder.write_towns(towns.towns)
            progress(80, "瓦片 / tiles")
            admin_job.result()
            admin_name = builder.name_tiles(admin)
            finish = partial(finish_layer, builder, unit_tiles=admin_name, published=catalogue.build_date)
            builder.write_layers(map(finish, layers))
        report = _report(store, checks, catalogue, time.perf_counter() - started)
        report |= {
            "towns": len(towns.towns),
            "warnings": [*_unmatched(unmatched), *(lost.message.to_dict() for lost in towns.lost)],
        }
        builder.write_meta(
            {
                "stamp": stamp,
                "version": catalogue.version,
                "date": catalogue.build_date,
                "report": json.dumps(report, ensure_ascii=False),
            }
        )
        builder.switch()
    progress(100, "完成 / done")
    return report


def _is_current(store: GeoPackageStore, stamp: str) -> bool:
    try:
        return store.read_meta().get("stamp") == stamp
    except StoreError:
        return False


def _within(frames: Frames, regions: tuple[str, ...]) -> Frames:
    """Units of some provinces only."""
    if not regions:
        return frames
    unknown = sorted(set(regions) - set(frames[Level.PROVINCE]["adcode"]))
    if unknown:
        raise AdcodeUnknown(
            f"没有代码为 {'、'.join(unknown)} 的省级单位",
            f"no province has the adcode {', '.join(unknown)}",
            hint_zh="例如贵州省 520000、湖北省 420000。",
            hint_en="Such as 520000 for Guizhou or 420000 for Hubei.",
            adcode=unknown[0],
        )
    return {
        level: frame[frame["province"].isin(set(regions))].reset_index(drop=True)
        for level, frame in frames.items()
    }


def _check_province(code: str) -> None:
    if not _PROVINCE.fullmatch(code):
        raise ParameterError(
            f"--region 应为省级行政区划代码，收到“{code[:20]}”",
            f"--region takes the adcode of a province, not “{code[:20]}”",
            hint_zh="例如贵州省 520000；可重复使用以建立几个省。",
            hint_en="Such as 520000 for Guizhou; repeat it for several provinces.",
            parameter="region",
        )


def _named(frame: geopandas.GeoDataFrame, places: Places) -> geopandas.GeoDataFrame:
    """The same polygons with short names and pinyin beside the official name."""
    units = [places.units[code] for code in frame["adcode"]]
    position = frame.columns.get_loc("name") + 1
    named = frame.copy(deep=False)
    for column in ("initials", "pinyin", "short_name"):
        named.insert(position, column, [getattr(unit, column) for unit in units])
    return named


def _read_catalogue(request: BuildRequest, places: Places) -> tuple[Catalogue, tuple[UnmatchedRow, ...]]:
    topics = read_topics(request.geodata / "topics.csv")
    documents = read_documents(request.geodata / "policies", [topic.slug for topic in topics])
    linker = Linker(places.units.values(), DocumentResolver(places.gazetteer))
    loaded = load_indicators(
        request.geodata / "indicators", request.indicators, places.gazetteer, region=request.home_region
    )
    catalogue = Catalogue(
        units=places.units,
        names=places.names,
        code_changes=places.code_changes,
        topics={topic.slug: topic for topic in topics},
        documents={document.id: document for document in documents},
        links=tuple(link for document in documents for link in linker.link_document(document)),
        zones=places.zones,
        sites=places.sites,
        indicators={indicator.id: indicator for indicator in loaded.indicators},
        version=__version__,
        build_date=datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat(),
    )
    return catalogue, loaded.unmatched


def _fulfil(future: Future[Generalised], work: Callable[[], Generalised]) -> Generalised:
    """The result of the work, handed also to who waits for the future; a failure reaches both."""
    try:
        made = work()
    except BaseException as error:
        future.set_exception(error)
        raise
    future.set_result(made)
    return made


def _write_polygons(builder: StoreBuilder, frames: Frames, coarse: Generalised) -> None:
    for level, frame in frames.items():
        builder.write_polygons(frame, level.value)
        for tolerance_m, simplified in coarse[level].items():
            builder.write_polygons(simplified, level.value, tolerance_m)


def _passed(findings: list[Finding]) -> list[Finding]:
    """The same findings, when all of them hold."""
    failed = [finding for finding in findings if not finding.ok]
    if failed:
        words = "；".join(f"{finding.name}: {finding.measured} ≠ {finding.expected}" for finding in failed)
        raise BuildCheckFailed(
            f"自检未通过：{words}",
            f"a self-check failed: {words}",
            hint_zh="原有数据未受影响；请检查相应的数据文件或软件包版本。",
            hint_en="The old data still stand; check the data files or the versions of the packages.",
            checks=[finding.name for finding in failed],
        )
    return findings


def _report(
    store: GeoPackageStore, checks: list[Finding], catalogue: Catalogue, seconds: float
) -> dict[str, Any]:
    return {
        "built": True,
        "store": str(store.path),
        "seconds": round(seconds, 1),
        "checks": [
            {"name": finding.name, "measured": finding.measured, "expected": finding.expected}
            for finding in checks
        ],
        "units": len(catalogue.units),
        "documents": len(catalogue.documents),
        **count_goals(catalogue),
        "links": len(catalogue.links),
    }


def _unmatched(rows: Sequence[UnmatchedRow]) -> Iterable[dict[str, str]]:
    """Rows of an office's own tables that lead to no county."""
    for row in rows:
        yield Text(
            f"指标表 {row.file} 第 {row.row} 行“{row.name}”没有对应的县{_candidates(row)}",
            f"row {row.row} of {row.file}, “{row.name}”, matches no county{_candidates(row)}",
        ).to_dict()


def _candidates(row: UnmatchedRow) -> str:
    return f"（{'；'.join(row.candidates)}）" if row.candidates else ""
