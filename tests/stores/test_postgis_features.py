"""PostGIS gives the same features, in the same order, with the same errors as a GeoPackage."""

from __future__ import annotations

import json
from collections.abc import Iterator

import geopandas
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.core.cql2_parse import parse_filter
from atlas.core.crs_uris import CRS84_URI, served_crs
from atlas.core.errors import FilterError, LimitExceeded, StoreCorrupt, Text
from atlas.core.filters import FeatureQuery, SortKey
from atlas.core.imports.storage_columns import prepare_features
from atlas.core.layers import LayerField
from atlas.stores import postgis_features
from atlas.stores.feature_table import FeatureTable
from atlas.stores.geopackage_rows import open_file
from atlas.stores.postgis_features import PostgisTable
from atlas.stores.postgis_load import GeoPackageLoader
from atlas.stores.postgis_names import column_of, version_table
from atlas.stores.postgres import PostgresDatabase
from atlas.stores.version_features import write_features

#: Names that PostgreSQL does not take as they are: too many bytes, one of its own, signs.
LONG = "本次国土变更调查认定的图斑地类面积（含线状地物扣除部分）合计数量"
NAMES = ("名称", LONG, f"{LONG}备注", "xmin", "Code", "Größe?")
WORDS = [
    "磷矿",
    "Straße",
    "STRASSE",
    "ǅ",
    "ｅ",
    "é",
    "e\u0301",
    "a%b",
    "a_b",
    "\\",
    "",
    "甲'乙",
    "I",
    "ı",
    "İ",
    None,
]


def frame() -> geopandas.GeoDataFrame:
    """Sixteen features: texts that are hard to fold and to sort, numbers that are hard to write, every kind of shape."""
    count = len(WORDS)
    numbers = [
        0.1 + 0.2,
        80.0,
        1e20,
        -1.5e-7,
        None,
        120.5,
        1e15,
        2**53 + 2.0,
        -0.0,
        7.0,
        1.0,
        2.5,
        3.0,
        4.0,
        5.0,
        6.0,
    ]
    shapes: list[shapely.Geometry | None] = [
        shapely.box(106 + 0.1 * i, 26, 106.1 + 0.1 * i, 26.1) for i in range(count - 4)
    ]
    shapes += [
        None,
        shapely.Point(106.55, 26.05, 12.5),
        shapely.GeometryCollection([shapely.Point(106.2, 26.05), shapely.LineString([(106, 26), (107, 27)])]),
        shapely.MultiPoint([(106.3, 26.05), (108, 28)]),
    ]
    whole = [2**62, -5, 0, None, 2025, *range(6, count + 1)]
    columns = {
        "名称": WORDS,
        LONG: numbers,
        f"{LONG}备注": [f"第{i}号" for i in range(count)],
        "xmin": whole,
        "Code": [word and word[::-1] for word in WORDS],
        "Größe?": numbers[::-1],
    }
    made = geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")
    return made.astype({"xmin": "Int64"})


@pytest.fixture(scope="module")
def tables(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FeatureTable, PostgisTable, PostgresDatabase]]:
    folder = tmp_path_factory.mktemp("twins")
    path = folder / "features.gpkg"
    facts = write_features(path, "hard", prepare_features(frame()), title=Text("难", "Hard"))
    held = open_file(path)
    lite = FeatureTable(lambda: held, path, "layer_hard", facts.schema, layer="hard")
    with request.getfixturevalue("postgis").database() as url:
        database = PostgresDatabase(url, folder)
        with database.connect() as connection:
            connection.raw.execute("CREATE SCHEMA offices")
            GeoPackageLoader(connection.raw, path, "offices").load_features("layer_hard", "hard", title="难")
        gone = StoreCorrupt("没有", "gone")
        table = PostgisTable(database, "offices", "hard", facts.schema, layer="hard", gone=lambda: gone)
        yield lite, table, database
        database.close()


Tables = tuple[FeatureTable, PostgisTable, PostgresDatabase]
FIELDS = tuple(
    LayerField(name, kind, Text(name, name))
    for name, kind in zip(NAMES, ("text", "number", "text", "integer", "text", "number"), strict=True)
)


def filtered(tables: Tables, text: str, **options: object) -> tuple[list[int], list[int]]:
    condition = (
        parse_filter(text, FIELDS, language="cql2-text", crs=served_crs()[CRS84_URI]) if text else None
    )
    query = FeatureQuery(condition=condition, **options)  # type: ignore[arg-type]
    pages = [table.query(query) for table in tables[:2]]
    found = [[json.loads(one)["id"] for one in page.features] for page in pages]
    assert pages[0].matched == pages[1].matched
    return found[0], found[1]


@pytest.mark.parametrize(
    "text",
    [
        f'"{LONG}" > 1', f'"{LONG}" * 2 <= 161', f'"{LONG}" / "Größe?" > 1', '"xmin" = 4611686018427387904',
        '"xmin" < 4611686018427387905', '"xmin" / 0 = 1', 'NOT "xmin" / 0 = 1', '"Größe?" - "xmin" > 0',
        "\"名称\" > 'STRASSE'", "\"名称\" < 'e'", "\"名称\" BETWEEN 'A' AND 'z'", "\"名称\" = ''",
        "CASEI(\"名称\") = CASEI('STRASSE')", "CASEI(\"名称\") IN (CASEI('İ'), CASEI('Ǆ'))",
        "CASEI(\"名称\") LIKE CASEI('STRA%')", "\"名称\" LIKE 'a\\%b'", "\"名称\" LIKE 'a\\_b'", "\"名称\" LIKE '\\\\'",
        "\"名称\" LIKE '_'", "NOT \"名称\" LIKE '%'", '"名称" IS NULL', 'NOT "Code" = "名称"',
        "S_TOUCHES(geometry, BBOX(106.1,26,106.2,26.1))", "S_WITHIN(geometry, BBOX(105,25,107,27))",
        "S_CONTAINS(geometry, POINT(106.55 26.05))", "S_CROSSES(geometry, LINESTRING(105.9 26.05, 106.25 26.05))",
        "S_OVERLAPS(geometry, BBOX(106.05,26.05,106.15,26.2))", "S_EQUALS(geometry, POINT(106.55 26.05))",
        "S_INTERSECTS(geometry, MULTIPOINT((106.05 26.05), (108 28)))",
        "S_DISJOINT(geometry, BBOX(106,26,106.5,26.1))", "NOT S_DISJOINT(geometry, BBOX(106,26,106.5,26.1))",
        "NOT S_TOUCHES(geometry, BBOX(106.1,26,106.2,26.1))",
    ],
)  # fmt: skip
def test_a_filter_finds_the_same_in_both(tables: Tables, text: str) -> None:
    lite, post = filtered(tables, text)
    assert lite == post


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_descending", [False, True], ids=["up", "down"])
def test_the_order_is_the_same_in_both(tables: Tables, name: str, *, is_descending: bool) -> None:
    lite, post = filtered(tables, "", sort_by=(SortKey(name, is_descending),))
    assert lite == post
    assert len(lite) == len(WORDS)


@pytest.mark.parametrize(
    "value",
    [
        "0.3",
        "80",
        "80.0",
        "1.0e+20",
        "1e+20",
        "-1.5e-07",
        "120.5",
        "1.0e+15",
        "nan",
        "x",
        "7.0",
        "-0.0",
        "0.0",
    ],
)
def test_a_number_equals_its_text_in_both(tables: Tables, value: str) -> None:
    lite, post = filtered(tables, "", properties={LONG: value})
    assert lite == post


@given(
    west=st.floats(105.9, 107.8),
    south=st.floats(25.9, 26.2),
    width=st.floats(0, 0.4),
    height=st.floats(0, 0.2),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_box_finds_the_same_in_both(
    tables: Tables, west: float, south: float, width: float, height: float
) -> None:
    lite, post = filtered(tables, "", bbox=(west, south, west + width, south + height))
    assert lite == post


def test_all_features_are_the_same_in_both(tables: Tables) -> None:
    lite, post, _ = tables
    assert list(lite.read_bodies()) == list(post.read_bodies())
    frames = [table.read_frame() for table in (lite, post)]
    assert frames[0].dtypes.to_dict() == frames[1].dtypes.to_dict()
    assert frames[0].equals(frames[1])
    assert shapely.has_z(frames[1].geometry.iloc[-3])


def test_a_page_past_the_end_still_tells_how_many_match(tables: Tables) -> None:
    for table in tables[:2]:
        assert table.query(FeatureQuery(limit=5, offset=100)).matched == len(WORDS)
        assert table.query(FeatureQuery(limit=5, offset=14)).matched == len(WORDS)


def test_words_that_no_column_holds_match_nothing(tables: Tables) -> None:
    assert filtered(tables, "", properties={"名称": "磷\x00矿"}) == ([], [])


def test_a_number_that_is_too_large_is_refused_in_words(tables: Tables) -> None:
    with pytest.raises(FilterError) as refused:
        filtered(tables, f'"{LONG}" * 1e300 > 1')
    assert refused.value.code == "filter_overflow"


def test_a_query_that_takes_too_long_is_stopped(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    _, table, database = tables
    monkeypatch.setattr(postgis_features, "QUERY_LIMIT_S", 0.05)
    with database.address.connect() as other:
        other.execute("BEGIN")
        other.execute("LOCK TABLE offices.hard IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(LimitExceeded) as refused:
            table.query(FeatureQuery())
    assert refused.value.code == "query_too_slow"
    assert table.query(FeatureQuery()).matched == len(WORDS)


def test_tables_that_are_gone_are_told(tables: Tables) -> None:
    table = PostgisTable(
        tables[2], "offices", "none", FIELDS, layer="x", gone=lambda: StoreCorrupt("没有", "gone")
    )
    for ask in (lambda: table.query(FeatureQuery()), lambda: table.read_feature(1), table.read_frame):
        with pytest.raises(StoreCorrupt, match="gone"):
            ask()


def test_a_name_is_kept_or_shortened_but_never_shared() -> None:
    assert column_of("名称") == "名称"
    columns = {column_of(name) for name in NAMES}
    assert len(columns) == len(NAMES)
    assert all(len(column.encode()) <= 63 for column in columns)
    assert version_table("a-b", 11) != version_table("a-b1", 1)
