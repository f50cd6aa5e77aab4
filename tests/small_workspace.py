"""A workspace with mines of Kaiyang: small enough to work out by hand, real enough to be read."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
import pandas
import shapely

from atlas.core.errors import Text
from atlas.core.imports.storage_columns import prepare_features
from atlas.stores.database import Database
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.postgis_names import VERSIONS_SCHEMA
from atlas.stores.postgis_store import PostgisStore
from atlas.stores.postgis_versions import PostgisVersions
from atlas.stores.postgis_writer import PostgisLoader
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.protocol import ReadableStore
from atlas.stores.version_contents import VersionContents
from atlas.stores.version_folders import VersionFolders
from atlas.stores.workspace import ImportFacts, Workspace
from atlas.stores.workspace_database import WorkspaceDatabase
from atlas.stores.workspace_records import LayerDraft, LayerMetadata, VersionRecord
from tests.small_store import build_small_store

OFFICER = "开阳县自然资源局"
LAYER = "kaiyang-mines"
#: File of a home that names the database of its workspace.
ADDRESS = "store.address"
#: Stands for the uploaded file: any bytes will do.
UPLOAD = Path(__file__)
MINES = ("用沙坝矿", "马路坪矿", "沙坝土矿", "极乐矿", "两岔河矿")


def keep_in(home: Path, url: str) -> None:
    """Let the workspace of a folder be in PostgreSQL; other processes find it by the folder, too."""
    (home / ADDRESS).write_text(url, encoding="utf-8")


def store_of(home: Path) -> str:
    """The setting ``store`` for a folder."""
    address = home / ADDRESS
    return address.read_text(encoding="utf-8") if address.exists() else ""


def open_database(home: Path) -> Database:
    """The database of the workspace of a folder."""
    url = store_of(home)
    return PostgresDatabase(url, home / "workspace") if url else WorkspaceDatabase(home / "workspace")


def build_store(home: Path) -> None:
    """The store of ``build_small_store`` where the settings of the folder look for it."""
    build_small_store(home)
    database = open_database(home)
    if isinstance(database, PostgresDatabase):
        PostgisLoader(database).load(home, lambda done, words: None)
        database.close()


def open_workspace(home: Path) -> Workspace:
    """A workspace whose clock counts up by itself."""
    clock = itertools.count()
    database = open_database(home)
    versions: VersionContents = VersionFolders(home / "workspace")
    if isinstance(database, PostgresDatabase):
        versions = PostgisVersions(database)
    return Workspace(database, versions, lambda: f"2025-11-22T08:00:00.{next(clock):06d}Z")


def open_built(home: Path) -> ReadableStore:
    """What ``build_store`` made, where the settings of the folder look for it."""
    database = open_database(home)
    return PostgisStore(database) if isinstance(database, PostgresDatabase) else GeoPackageStore(home)


def mines(names: Sequence[str] = MINES, *, west: float = 106.9, **columns: Any) -> geopandas.GeoDataFrame:
    """Square mines in a row, a hundredth of a degree wide."""
    shapes = [shapely.box(west + 0.02 * i, 27.0, west + 0.02 * i + 0.01, 27.01) for i in range(len(names))]
    numbers = [f"520121{i + 1:03d}" for i in range(len(names))]
    return geopandas.GeoDataFrame(
        {"编号": numbers, "名称": list(names), "储量": [float(i) for i in range(len(names))], **columns},
        geometry=shapes,
        crs="EPSG:4326",
    )


def draft() -> LayerDraft:
    """What the layer is called."""
    return LayerDraft(
        title=Text("开阳磷矿矿区", "Phosphate mines of Kaiyang"),
        description="矿区范围",
        metadata=LayerMetadata(
            source="县自然资源局 2025 年台账", licence="内部", date="2025-06", precision="parcel"
        ),
        style={"fill": "#B5541C", "popup": ["名称", "储量"]},
    )


def add_mines(
    workspace: Workspace,
    frame: geopandas.GeoDataFrame | None = None,
    *,
    layer: str = LAYER,
    with_tiles: bool = False,
    note: str = "",
) -> VersionRecord:
    """Import a version, as far as the workspace has a part in it."""
    features = prepare_features(mines() if frame is None else frame)
    with workspace.begin_version(layer) as builder:
        builder.write_features(features, title=draft().title)
        rows = {"feature": range(1, len(features.frame) + 1), "adcode": "520121", "relation": "within"}
        builder.write_join(pandas.DataFrame(rows))
        if with_tiles:
            builder.write_tiles(features)
        builder.keep_source(UPLOAD, name="矿区.ZIP")
        facts = ImportFacts(crs="EPSG:4490", encoding="GBK", report={"status": "accepted"}, note=note)
        return workspace.add_version(builder, facts, actor=OFFICER, draft=draft())


def names_of(features: Sequence[str]) -> list[str]:
    """Names of encoded features."""
    return [json.loads(feature)["properties"]["名称"] for feature in features]


def folders_of(home: Path) -> set[str]:
    """Every version and every staging that is there, on the disk or in the database, whether it has a row or not."""
    root = home / "workspace"
    staging = {f"staging/{path.name}" for path in (root / "staging").glob("*")}
    database = open_database(home)
    if not isinstance(database, PostgresDatabase):
        return staging | {f"{path.parent.name}/{path.name}" for path in (root / "layers").glob("*/*")}
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = ? AND tablename ~ '_v[0-9]+$'",
            (VERSIONS_SCHEMA,),
        ).fetchall()
    tables = [str(name).rpartition("_v") for (name,) in rows]
    return staging | {f"{layer.replace('_', '-')}/{number}" for layer, _, number in tables}
