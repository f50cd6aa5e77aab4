"""Layers stand on a figure with the features of its extent, each by the layer's own style, counted as they are drawn."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import shapely
from shapely.geometry import mapping

from atlas.core.errors import LayerNotFound, LimitExceeded
from atlas.core.figures.request import LayerChoice
from atlas.core.figures.request_reading import read_figure_request
from atlas.core.figures.theme import LayerMarks
from atlas.core.filters import FeatureQuery
from atlas.core.layers import LayerVersion
from atlas.core.style_model import LayerStyle, Proportional
from atlas.services import figure_layers
from atlas.services.figure_layers import read_layer_marks
from atlas.services.figure_subject import FigureSubject, read_subject
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from tests.figure_samples import OFFICE, build_figure_store, draw

KAIYANG = shapely.box(106, 26, 107, 27)
EVERYWHERE = (73.0, 3.0, 136.0, 54.0)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadableStore:
    home = tmp_path_factory.mktemp("figures")
    build_figure_store(home)
    return GeoPackageStore(home)


@pytest.fixture(scope="module")
def subject(store: ReadableStore) -> FigureSubject:
    return read_subject(store.read_catalogue(), read_figure_request({}), home=OFFICE.region)


def read(
    store: ReadableStore,
    subject: FigureSubject,
    layer: str,
    within: shapely.Geometry | None = None,
    **parts: Any,
) -> LayerMarks:
    choice = LayerChoice(layer, **parts)
    return read_layer_marks(store, subject, choice, bbox=EVERYWHERE, within=within)


class Features:
    """A store with one layer, whose features are given."""

    def __init__(self, store: ReadableStore, *shapes: shapely.Geometry, **properties: Any) -> None:
        self._store = store
        self._bodies = [
            json.dumps({"type": "Feature", "geometry": mapping(shape), "properties": properties})
            for shape in shapes
        ]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def query_features(self, layer_id: str, query: FeatureQuery) -> Any:
        page = self._store.query_features(layer_id, query)
        shown = self._bodies[query.offset : query.offset + query.limit]
        return replace(page, features=shown, matched=len(self._bodies))


def test_a_layer_brings_its_title_source_date_and_opacity(
    store: ReadableStore, subject: FigureSubject
) -> None:
    marks = read(store, subject, "zone", opacity=0.4)
    assert (marks.title, marks.source, marks.date, marks.licence) == (
        "图层 zone",
        "测试",
        "2026-01-01",
        "MIT",
    )
    assert (marks.geometry, marks.opacity) == ("point", 0.4)


def test_features_are_those_of_the_extent(store: ReadableStore, subject: FigureSubject) -> None:
    names = {mark.name for mark in read(store, subject, "county", KAIYANG).marks}
    assert names == {"开阳县"}


def test_neighbours_that_only_touch_the_extent_are_not_counted(store: ReadableStore) -> None:
    (layer,) = draw(store, units="520600", layers="county", indicator="none").theme.layers
    assert sorted(mark.name for mark in layer.marks) == ["松桃苗族自治县", "玉屏侗族自治县"]
    assert [item.count for item in layer.legend] == [2]


@pytest.mark.parametrize(
    ("shape", "is_there"),
    [
        (shapely.box(106.2, 26.2, 106.4, 26.4), True),
        (shapely.box(106.9, 26.2, 107.1, 26.4), True),
        (shapely.box(106.995, 26.2, 107.2, 26.4), False),
        (shapely.box(107, 26.2, 107.2, 26.4), False),
        (shapely.box(100, 20, 115, 30), True),
        (shapely.Point(107, 26.5), True),
        (shapely.Point(107.01, 26.5), False),
        (shapely.LineString([(106.9, 26.5), (109, 26.5)]), True),
    ],
    ids=["inside", "half", "a sliver", "beyond", "around", "on the border", "off it", "a line"],
)
def test_what_lies_in_the_extent(
    store: ReadableStore, subject: FigureSubject, shape: shapely.Geometry, *, is_there: bool
) -> None:
    found = read(Features(store, shape), subject, "county", KAIYANG)  # type: ignore[arg-type]
    assert bool(found.marks) is is_there


def test_features_come_page_by_page(
    store: ReadableStore, subject: FigureSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_layers, "MAX_LIMIT", 2)
    assert len(read(store, subject, "county").marks) == 7


def test_more_features_than_paper_shows_are_refused(
    store: ReadableStore, subject: FigureSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_layers, "MAX_FEATURES", 3)
    with pytest.raises(LimitExceeded) as caught:
        read(store, subject, "county")
    assert "图层 county" in caught.value.message.zh
    assert caught.value.detail["features"] == 7


def test_a_layer_that_is_not_there_is_told(store: ReadableStore, subject: FigureSubject) -> None:
    with pytest.raises(LayerNotFound):
        read(store, subject, "none")


def test_a_place_that_is_known_only_roughly_is_told_in_the_legend(
    store: ReadableStore, subject: FigureSubject
) -> None:
    """The zone of the sample is known to its county only."""
    marks = read(store, subject, "zone")
    assert [mark.is_exact for mark in marks.marks] == [False]
    assert [(item.is_hollow, item.count) for item in marks.legend] == [(True, 1)]


@pytest.mark.parametrize(("precision", "is_exact"), [("surveyed", True), ("parcel", True), ("town", False)])
def test_precision_decides_on_how_a_point_is_drawn(
    store: ReadableStore, subject: FigureSubject, precision: str, *, is_exact: bool
) -> None:
    features = Features(store, shapely.Point(106.5, 26.5), precision=precision)
    assert [mark.is_exact for mark in read(features, subject, "zone").marks] == [is_exact]  # type: ignore[arg-type]


def test_a_feature_without_a_name_has_none(store: ReadableStore, subject: FigureSubject) -> None:
    features = Features(store, shapely.Point(106.5, 26.5), name=None)
    assert [mark.name for mark in read(features, subject, "zone").marks] == [""]  # type: ignore[arg-type]


def test_only_layers_of_few_long_names_lead_to_their_places(
    store: ReadableStore, subject: FigureSubject
) -> None:
    assert not read(store, subject, "zone").leads


def test_a_mixed_layer_explains_and_counts_each_kind_that_it_draws(
    store: ReadableStore, subject: FigureSubject
) -> None:
    shapes = (shapely.Point(106.5, 26.5), shapely.LineString([(106, 26), (107, 27)]), KAIYANG, KAIYANG)
    marks = read(Features(store, *shapes, name="x"), subject, "county")  # type: ignore[arg-type]
    assert [(item.geometry, item.count) for item in marks.legend] == [
        ("point", 1),
        ("line", 1),
        ("polygon", 2),
    ]
    assert all(kind in item.words for kind, item in zip("点线面", marks.legend, strict=True))


def test_a_legend_of_classes_tells_what_they_are_of(store: ReadableStore, subject: FigureSubject) -> None:
    class Styled(Features):
        def get_layer(self, layer: str) -> LayerVersion:
            found = self._store.get_layer(layer)
            style = LayerStyle(renderer="proportional", proportional=Proportional("area_km2", 100.0))
            return replace(found, definition=replace(found.definition, style=style))

    marks = read(Styled(store, KAIYANG), subject, "county")  # type: ignore[arg-type]
    assert marks.heading == "图层 county（面积（平方千米））"
    assert read(store, subject, "county").heading == ""
