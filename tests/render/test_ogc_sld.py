"""QGIS reads our SLD: the right renderer, a rule a class, and each feature in the colour of the table of styles."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from atlas.core.errors import Text
from atlas.core.style_model import PATTERNS, Label, LayerStyle, LegendEntry, built_in_style
from atlas.core.style_reading import read_style
from atlas.render.ogc_sld import encode_sld
from tests.conftest import missing
from tests.render.styled_layer import styled_layer
from tests.style_cases import CASES, style_of

#: The Python that Debian's QGIS is built for.
SYSTEM_PYTHON = Path("/usr/bin/python3")
SCRIPT = Path(__file__).with_name("read_sld.py")
NUMBERS = ("储量", "产量")
SCALE_AT_ZOOM_10 = 545_979


def parse(style: LayerStyle, **about: Any) -> ElementTree.Element:
    return ElementTree.fromstring(encode_sld(styled_layer(style, **about)))


def texts(root: ElementTree.Element, name: str) -> list[str]:
    return [element.text or "" for element in root.iter() if element.tag.endswith(f"}}{name}")]


def read_in_qgis(folder: Path, asked: list[tuple[LayerStyle, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """What QGIS makes of styles and features."""
    probe = [str(SYSTEM_PYTHON), "-c", "import qgis.core"]
    if not SYSTEM_PYTHON.exists() or subprocess.run(probe, capture_output=True, check=False).returncode:
        missing("QGIS is not installed: apt-get install python3-qgis")
    questions = []
    for place, (style, features) in enumerate(asked):
        path = folder / f"{place}.sld"
        path.write_bytes(encode_sld(styled_layer(style)))
        fields = {name: "double" if name in NUMBERS else "string" for one in features for name in one}
        questions.append(
            {
                "path": str(path),
                "geometry": style.geometry,
                "fields": {"名称": "string", **fields},
                "features": features,
                "scale": SCALE_AT_ZOOM_10,
            }
        )
    # A home of its own: QGIS keeps settings and caches there.
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
    }
    said = subprocess.run(
        [str(SYSTEM_PYTHON), str(SCRIPT)],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=True,
    ).stdout
    return list(json.loads(said.strip().splitlines()[-1]))


def test_qgis_draws_what_the_table_says(tmp_path: Path) -> None:
    # In a column of text QGIS takes '3' for 3, so that a class of a number is no case for it.
    cases = [case for case in CASES["symbols"] if not {"3"} & set(map(str, case["properties"].values()))]
    cases = [
        case
        for case in cases
        if case["properties"].get("储量") != "12" and case["properties"].get("矿种") != 3.0
    ]
    asked = [(style_of(case["style"]), [case["properties"]]) for case in cases]
    for case, found in zip(cases, read_in_qgis(tmp_path, asked), strict=True):
        symbol = case["symbol"]
        colour = symbol and (symbol["fill"] or symbol["stroke"])
        assert found["loaded"], found["message"]
        assert found["drawn"] == [[colour] if colour else []], case["name"]


def test_qgis_has_a_rule_a_class(tmp_path: Path) -> None:
    names = ("roads", "ores", "reserves", "mines")
    found = read_in_qgis(tmp_path, [(style_of(name), []) for name in names])
    assert [one["rules"] for one in found] == [
        ["国道", "省道"],
        ["磷矿", "三类", "未填", "其他矿种"],
        ["≤ 10", "10 – 50", "> 50", "无数据"],
        [],
    ]
    assert [one["renderer"] for one in found] == ["RuleRenderer"] * 3 + ["singleSymbol"]
    assert [one["has_labels"] for one in found] == [True, False, False, False]


def test_qgis_knows_every_pattern(tmp_path: Path) -> None:
    styles = [read_style({"fill": "#B5541C", "pattern": pattern}, "polygon") for pattern in PATTERNS]
    read = read_in_qgis(tmp_path, [(style, [{"名称": "马路坪矿"}]) for style in styles])
    for pattern, found in zip(PATTERNS, read, strict=True):
        assert found["drawn"] == [["#B5541C"]], pattern
        is_hatched = pattern not in ("solid", "dots", "sparse-dots")
        assert ("LinePatternFill" in found["parts"][0]) is is_hatched, pattern


def test_circles_of_areas_stand_in_their_middle(tmp_path: Path) -> None:
    block = {"field": "储量", "max_value": 100}
    style = read_style({"renderer": "proportional", "proportional": block}, "polygon")
    (found,) = read_in_qgis(tmp_path, [(style, [{"储量": 50.0}, {"储量": 0.0}])])
    assert found["drawn"] == [["#3F4FA3"], []]
    assert found["parts"][0] == ["CentroidFill"]


def test_sizes_come_in_steps_that_leave_no_gap() -> None:
    root = parse(style_of("output"))
    literals = [float(text) for text in texts(root, "Literal")]
    # Each bound is the upper one of a rule and the lower one of the next; the first is nothing.
    assert literals[0] == 0
    assert literals[1::2] == literals[2::2]
    sizes = [float(text) for text in texts(root, "Size")]
    assert (sizes[0], sizes[-1]) == (4, 60)
    assert sizes == sorted(sizes)


def test_scales_are_those_of_the_zooms() -> None:
    root = parse(style_of("roads"))
    (smallest, *_), (largest, *_) = texts(root, "MinScaleDenominator"), texts(root, "MaxScaleDenominator")
    # Zoom 14 is drawn, zoom 15 not; zoom 8 is, zoom 7.9 not.
    assert 559_082_264 / 2**15 < float(smallest) < 559_082_264 / 2**14
    assert 559_082_264 / 2**8 < float(largest) < 559_082_264 / 2**7.9


def test_weaker_relations_of_built_in_layers_have_a_rule_of_their_own() -> None:
    style = replace(built_in_style("polygon"), fill="#B5541C")
    layer = styled_layer(style, kind="designations", fields=("relation",))
    entries = tuple(
        LegendEntry(Text(words, words), {**style.base().to_dict(), "pattern": pattern})
        for words, pattern in (("点名", "solid"), ("所在市州被点名", "diagonal"))
    )
    root = ElementTree.fromstring(encode_sld(replace(layer, legend=entries)))
    assert [text for text in texts(root, "Literal") if text] == ["named", "implicit"] * 2
    assert len(texts(root, "Not")) == 1


def test_signs_that_xml_has_not_are_left_out() -> None:
    block = {"field": "矿种", "classes": [{"value": "磷矿", "fill": "#B5541C"}], "other": {"fill": ""}}
    style = read_style({"renderer": "categories", "categories": block}, "polygon")
    assert style.categories
    look = replace(style.categories.classes[0].look, label="磷\x0b矿\ud800")
    classes = (replace(style.categories.classes[0], value="磷\x00矿", look=look),)
    style = replace(style, categories=replace(style.categories, field="矿\x01种", classes=classes))
    layer = styled_layer(replace(style, label=Label("名\x02称")))
    titled = replace(layer.definition, title=Text("开阳\x1f矿区", ""), description=Text("一\ufffe行", ""))
    root = ElementTree.fromstring(encode_sld(replace(layer, definition=titled)))
    assert texts(root, "Title")[:2] == ["开阳矿区", "磷矿"]
    assert texts(root, "Abstract") == ["一行"]
    assert set(texts(root, "PropertyName")) == {"矿种", "名称"}
    assert texts(root, "Literal")[0] == "磷矿"
