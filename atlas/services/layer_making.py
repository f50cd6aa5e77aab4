"""Makes built-in layers: their features are at hand, tiles are cut beside, and both are described as they are served."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import geopandas

from atlas.core.layers import LayerDefinition, LayerVersion
from atlas.services.publish import archive_path, describe_layer
from atlas.stores.geopackage_writer import StoreBuilder
from atlas.stores.tile_build import build_layer_tiles

#: Generalisation of the features that layers serve; full detail stays in the polygon tables [m].
SERVED_TOLERANCE_M = 100
#: Runs of tippecanoe at once; each uses more than one core for part of its time.
TILE_JOBS = 2
#: ``source.kind`` of units, whose tiles are those of the base map.
UNITS = "units"
#: Highest zoom of the tiles of layers, that of the base map; pages draw the last level larger.
_LAYER_MAX_ZOOM = 10


@dataclass(frozen=True, slots=True)
class StartedLayer:
    """A layer whose features are made and whose tiles are on their way.

    Parameters
    ----------
    definition
        The layer.
    frame
        Its features.
    tiles
        ``None`` where none are to be made: for units, and without features.
    archive
        Name of tiles that are there already.
    """

    definition: LayerDefinition
    frame: geopandas.GeoDataFrame
    tiles: Future[None] | None = None
    archive: str = ""


def start_layer(
    pool: ThreadPoolExecutor,
    builder: StoreBuilder,
    definition: LayerDefinition,
    frame: geopandas.GeoDataFrame,
) -> StartedLayer:
    """Begin with the tiles of a layer.

    Parameters
    ----------
    pool
        Runs the program that makes them.
    builder
        Of the store that is to hold the layer.
    definition
        The layer.
    frame
        Its features, as ``make_features`` gives them.

    Returns
    -------
    StartedLayer
        For ``finish_layer``.
    """
    if frame.empty or definition.source.kind == UNITS:
        return StartedLayer(definition, frame)
    path = archive_path(builder.tile_folder, definition.id)
    job = pool.submit(build_layer_tiles, definition.id, frame, _LAYER_MAX_ZOOM, path)
    return StartedLayer(definition, frame, job)


def finish_layer(
    builder: StoreBuilder, layer: StartedLayer, *, unit_tiles: str = "", published: str
) -> LayerVersion:
    """Wait for the tiles of a layer, and describe it.

    Parameters
    ----------
    builder
        Of the store that is to hold the layer.
    layer
        From ``start_layer``.
    unit_tiles
        Name of the archive of the base map, in which units are drawn.
    published
        ISO date.

    Returns
    -------
    LayerVersion
        With schema, legend and extent.

    Raises
    ------
    SchemaError, StoreError
        The definition wants what the features do not have; the tiles could not be made.
    """
    archive = unit_tiles if layer.definition.source.kind == UNITS else layer.archive
    if layer.tiles is not None:
        layer.tiles.result()
        archive = builder.name_tiles(archive_path(builder.tile_folder, layer.definition.id))
    return describe_layer(layer.definition, layer.frame, tile_archive=archive, published=published)
