"""Writes what ``atlas build`` made from PostGIS into a data folder, and a data folder into another one."""

from __future__ import annotations

import shutil
from pathlib import Path

from atlas.stores.geopackage import FILE_NAME, TILE_FOLDER, GeoPackageStore
from atlas.stores.geopackage_writer import lock_home, open_builder
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.version_facts import translated
from atlas.stores.version_features import WRITE_ERRORS

#: What only a database needs to know of a build, and what the writer adds by itself.
_OWN_META = ("revision", "schema")
_LAYER_TABLES = "layer_"


def unload_build(store: PostgisStore, home: Path) -> None:
    """Write a build into a folder.

    Parameters
    ----------
    store
        Holds the build.
    home
        Folder; the build takes the place of one that stands there.

    Raises
    ------
    StoreError
        There is no build, or the disk refused.
    """
    with lock_home(home), open_builder(home) as builder:
        for table in store.list_tables():
            if not table.startswith(_LAYER_TABLES):
                builder.write_table(store.read_table(table), table)
        layers = store.list_layers()
        for layer in layers:
            bodies = (body for _, body in store.table(layer.id).read_bodies())
            builder.write_features(store.read_layer(layer.id), layer.definition, bodies)
        builder.write_catalogue(store.read_catalogue())
        builder.write_towns(store.read_towns())
        builder.write_layers(layers)
        builder.write_meta({key: text for key, text in store.read_meta().items() if key not in _OWN_META})
        for archive in sorted({layer.tile_archive for layer in layers} - {""}):
            path = store.tile_path(archive)
            with translated(path, *WRITE_ERRORS):
                shutil.copyfile(path, builder.tile_folder / archive)
        builder.switch()


def copy_build(source: Path, home: Path) -> None:
    """Copy a build from one folder to another.

    Parameters
    ----------
    source
        Folder that holds it.
    home
        Folder; the build takes the place of one that stands there.

    Raises
    ------
    StoreError
        The disk refused; what stood there still stands.
    """
    with lock_home(home), open_builder(home) as builder, translated(home / FILE_NAME, *WRITE_ERRORS):
        for archive in sorted({layer.tile_archive for layer in GeoPackageStore(source).list_layers()} - {""}):
            shutil.copyfile(source / TILE_FOLDER / archive, builder.tile_folder / archive)
        shutil.copyfile(source / FILE_NAME, builder.path)
        builder.switch()
