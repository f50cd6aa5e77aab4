"""A layer of the workspace is described like any other one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.core.errors import Text
from atlas.core.layers import LayerVersion
from atlas.stores.workspace_description import describe_version
from atlas.stores.workspace_records import LayerRecord, VersionRecord
from tests.small_workspace import LAYER, add_mines, open_workspace


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[LayerRecord, VersionRecord]:
    home: Path = tmp_path_factory.mktemp("home")
    workspace = open_workspace(home)
    version = add_mines(workspace)
    return workspace.get_layer(LAYER), version


def described(
    records: tuple[LayerRecord, VersionRecord], style: Mapping[str, Any], **version: Any
) -> LayerVersion:
    return describe_version(replace(records[0], style=style), replace(records[1], **version))


def test_fields_that_the_new_version_lost_are_not_shown(records: tuple[LayerRecord, VersionRecord]) -> None:
    assert described(records, {"popup": ["名称", "旧字段"]}).definition.popup == ("名称",)


def test_all_fields_are_shown_while_nobody_chose(records: tuple[LayerRecord, VersionRecord]) -> None:
    assert described(records, {}).definition.popup == ("编号", "名称", "储量")


@pytest.mark.parametrize(
    ("style", "field"),
    [
        pytest.param({}, "名称", id="by its name"),
        pytest.param({"title_field": "编号"}, "编号", id="as chosen"),
        pytest.param({"title_field": "旧字段"}, "名称", id="chosen and lost"),
    ],
)
def test_a_field_names_the_features(
    records: tuple[LayerRecord, VersionRecord], style: dict[str, str], field: str
) -> None:
    assert described(records, style).title_field == field


@pytest.mark.parametrize(
    ("geometry_type", "geometry"),
    [
        ("Point", "point"),
        ("MultiPoint", "point"),
        ("MultiLineString", "line"),
        ("Polygon", "polygon"),
        ("GeometryCollection", "polygon"),
        ("", "polygon"),
    ],
)
def test_the_kind_of_geometry_is_told(
    records: tuple[LayerRecord, VersionRecord], geometry_type: str, geometry: str
) -> None:
    assert described(records, {}, geometry_type=geometry_type).definition.geometry == geometry


def test_every_class_of_the_style_has_its_line_in_the_legend(
    records: tuple[LayerRecord, VersionRecord],
) -> None:
    classes = [{"value": "磷矿", "label": "磷矿", "fill": "#B5541C"}]
    block = {"field": "名称", "classes": classes, "other": {"label": "其他", "fill": "#6B6459"}}
    layer = described(records, {"renderer": "categories", "categories": block})
    assert [(entry.kind, entry.label.zh) for entry in layer.legend] == [("class", "磷矿"), ("other", "其他")]


def test_a_title_in_one_language_serves_for_both(records: tuple[LayerRecord, VersionRecord]) -> None:
    layer = replace(records[0], title=Text("矿区", ""))
    assert describe_version(layer, records[1]).definition.title == Text("矿区", "矿区")
