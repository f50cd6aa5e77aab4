"""The layers of the project, and what the reader of their definitions refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from atlas.core.errors import EncodingError, SchemaError
from atlas.core.layers import LayerDefinition, LayerSource
from atlas.core.style import GROUPS
from atlas.stores.catalogue import read_topics
from atlas.stores.definitions import read_definitions

ROOT = Path(__file__).parents[2]
TOPICS = read_topics(ROOT / "geodata" / "topics.csv")
SLUGS = tuple(topic.slug for topic in TOPICS)

TEXT = {"zh": "磷", "en": "Phosphorus"}
LAYER: dict[str, object] = {
    "id": "phosphorus",
    "title": TEXT,
    "description": TEXT,
    "group": "resource",
    "source": {"kind": "designations", "topics": ["phosphorus"]},
    "geometry": "polygon",
    "style": {"fill": "#B5541C", "pattern": "cross"},
    "popup": ["name", "area_km2"],
    "attribution": TEXT,
    "licence": "facts",
    "date": "2024-12",
    "precision": "county",
}


def write_layer(folder: Path, layer: object, *, name: str = "phosphorus.yaml") -> Path:
    (folder / name).write_text(yaml.safe_dump(layer, allow_unicode=True), encoding="utf-8")
    return folder


def with_source(**source: object) -> dict[str, object]:
    return LAYER | {"source": source}


class TestReading:
    def test_a_file_declares_a_layer(self, tmp_path: Path) -> None:
        (layer,) = read_definitions(write_layer(tmp_path, LAYER), SLUGS)
        assert layer.id == "phosphorus"
        assert layer.source == LayerSource(kind="designations", topics=("phosphorus",))
        assert layer.popup == ("name", "area_km2")

    def test_a_style_needs_to_tell_only_what_is_special(self, tmp_path: Path) -> None:
        (layer,) = read_definitions(write_layer(tmp_path, LAYER), SLUGS)
        assert (layer.style.fill, layer.style.pattern, layer.style.symbol) == ("#B5541C", "cross", "circle")

    def test_without_topics_any_slug_goes(self, tmp_path: Path) -> None:
        layer = with_source(kind="designations", topics=["phosphate"])
        assert read_definitions(write_layer(tmp_path, layer))[0].source.topics == ("phosphate",)

    def test_an_empty_folder_has_no_layers(self, tmp_path: Path) -> None:
        assert read_definitions(tmp_path) == ()


class TestRefusing:
    @pytest.mark.parametrize(
        ("layer", "key"),
        [
            pytest.param(LAYER | {"colour": "red"}, "colour", id="unknown key"),
            pytest.param({key: LAYER[key] for key in LAYER if key != "licence"}, "licence", id="missing key"),
            pytest.param(LAYER | {"id": "phosphor"}, "id", id="id differs from the file name"),
            pytest.param(LAYER | {"title": {"zh": "磷"}}, "title.en", id="no English title"),
            pytest.param(LAYER | {"title": "磷"}, "title", id="title in no language"),
            pytest.param(LAYER | {"group": "misc"}, "group", id="unknown group"),
            pytest.param(with_source(kind="rivers"), "source.kind", id="unknown kind"),
            pytest.param(with_source(kind="zones", table="x"), "source.table", id="unknown source key"),
            pytest.param(
                with_source(kind="designations", topics=["gold", "silver"]), "source.topics", id="topic"
            ),
            pytest.param(with_source(kind="designations"), "source.topics", id="no topic"),
            pytest.param(with_source(kind="bases", topics="gold"), "source.topics", id="topics no list"),
            pytest.param(
                with_source(kind="bases", topics=["gold", "gold"]), "source.topics", id="topic twice"
            ),
            pytest.param(with_source(kind="units", level="town"), "source.level", id="unknown level"),
            pytest.param(
                with_source(kind="units", level="county", topics=["gold"]), "source.topics", id="no use"
            ),
            pytest.param(with_source(kind="goals", goal_kind="target"), "source.goal_kind", id="goal kind"),
            pytest.param(with_source(kind="sites", site_kinds=["cave"]), "source.site_kinds", id="site kind"),
            pytest.param(LAYER | {"geometry": "point"}, "geometry", id="geometry of another source"),
            pytest.param(LAYER | {"style": {"fill": "red"}}, "style.fill", id="colour by name"),
            pytest.param(LAYER | {"style": {"fill": "#b5541c; x"}}, "style.fill", id="more than a colour"),
            pytest.param(LAYER | {"style": {"colour": 1}}, "style.colour", id="unknown style key"),
            pytest.param(LAYER | {"style": {"pattern": "waves"}}, "style.pattern", id="unknown pattern"),
            pytest.param(LAYER | {"style": {"symbol": "star"}}, "style.symbol", id="unknown symbol"),
            pytest.param(LAYER | {"style": {"width_px": -1}}, "style.width_px", id="negative width"),
            pytest.param(LAYER | {"style": {"radius_px": True}}, "style.radius_px", id="radius no number"),
            pytest.param(LAYER | {"popup": ["<b>"]}, "popup", id="no property name"),
            pytest.param(LAYER | {"date": 2024}, "date", id="date without quotes"),
            pytest.param(LAYER | {"date": "2024-13"}, "date", id="month 13"),
            pytest.param(LAYER | {"precision": "exact"}, "precision", id="unknown precision"),
            pytest.param([LAYER], "", id="no mapping"),
        ],
    )
    def test_a_fault_is_told_with_file_and_key(self, tmp_path: Path, layer: object, key: str) -> None:
        with pytest.raises(SchemaError) as caught:
            read_definitions(write_layer(tmp_path, layer), SLUGS)
        assert caught.value.detail == {"file": "phosphorus.yaml", "field": key}

    def test_a_file_that_is_no_yaml_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "gold.yaml").write_text("id: [", encoding="utf-8")
        with pytest.raises(SchemaError, match=r"gold\.yaml"):
            read_definitions(tmp_path)

    def test_no_object_is_made_from_yaml(self, tmp_path: Path) -> None:
        (tmp_path / "gold.yaml").write_text("!!python/object/apply:os.getcwd []", encoding="utf-8")
        with pytest.raises(SchemaError, match="YAML"):
            read_definitions(tmp_path)

    def test_gbk_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "gold.yaml").write_bytes("id: 黄金".encode("gbk"))
        with pytest.raises(EncodingError):
            read_definitions(tmp_path)


@pytest.fixture(scope="module")
def layers() -> dict[str, LayerDefinition]:
    return {layer.id: layer for layer in read_definitions(ROOT / "layers", SLUGS)}


class TestLayersOfTheProject:
    def test_units_places_and_goals_come_first(self, layers: dict[str, LayerDefinition]) -> None:
        assert list(layers)[:8] == [
            "county",
            "prefecture",
            "province",
            "site",
            "zone",
            "base",
            "cluster",
            "project",
        ]

    def test_every_industry_topic_has_its_layer(self, layers: dict[str, LayerDefinition]) -> None:
        industry = {"resource", "energy", "digital", "consumer", "manufacturing", "green"}
        for topic in TOPICS:
            if topic.group in industry:
                layer = layers[topic.slug]
                assert layer.source == LayerSource(kind="designations", topics=(topic.slug,))
                assert (layer.group, layer.title) == (topic.group, topic.title)

    def test_no_two_topics_of_a_group_look_the_same(self, layers: dict[str, LayerDefinition]) -> None:
        for group in GROUPS:
            looks = [
                (layer.style.fill, layer.style.pattern)
                for layer in layers.values()
                if layer.group == group.slug
            ]
            assert len(looks) == len(set(looks))

    def test_no_topic_wears_the_hatch_that_means_member(self, layers: dict[str, LayerDefinition]) -> None:
        designations = [layer for layer in layers.values() if layer.source.kind == "designations"]
        assert all(layer.style.pattern != "diagonal" for layer in designations)

    def test_bases_take_the_minerals_and_baijiu(self, layers: dict[str, LayerDefinition]) -> None:
        minerals = {topic.slug for topic in TOPICS if topic.group == "resource"}
        assert set(layers["base"].source.topics) == minerals | {"baijiu"}
