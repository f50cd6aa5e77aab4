"""A figure shows what the page shows for the same filter, with all that a map must bear, and always in the same bytes."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import PIL.Image
import pytest
import shapely

from atlas.core.errors import AtlasError, LayerNotFound
from atlas.core.figures.looks import in_grey
from atlas.core.policy.rows import GoalFilter
from atlas.render.figures.scene import Link, Path, Words
from atlas.services.browse import list_designations
from atlas.services.choropleth import paint_counties
from atlas.services.figure_files import encode_figure, read_back
from atlas.services.figures import Figure, OfficeWords
from atlas.stores.geopackage import GeoPackageStore
from atlas.stores.protocol import ReadableStore
from tests.figure_samples import (
    bounds_of,
    build_figure_store,
    codes,
    colours_of,
    draw,
    items_of,
    label_boxes,
    overlapping,
    text_of_pdf,
    texts_of,
    words_box,
)
from tests.small_catalogue import PLAN

NUMBER = {"review_number": "黔S(2026)001号"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReadableStore:
    home = tmp_path_factory.mktemp("figures")
    build_figure_store(home)
    return GeoPackageStore(home)


def written(store: ReadableStore, **values: str) -> bytes:
    return encode_figure(draw(store, **values))


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(PIL.Image.open(io.BytesIO(content)))


def legend_counts(figure: Figure) -> dict[str, int | None]:
    return {item.words: item.count for section in figure.theme.legend for item in section.items}


# --- the same bytes -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_the_same_request_gives_the_same_bytes(store: ReadableStore, form: str) -> None:
    values = {"topic": "phosphorus,manganese", "layers": "zone", "format": form, "dpi": "60", "table": "1"}
    assert written(store, **values) == written(store, **values)


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_a_figure_is_drawn_anew_from_its_own_file(store: ReadableStore, form: str) -> None:
    asked = {
        "topic": "phosphorus",
        "layers": "zone~50",
        "format": form,
        "dpi": "60",
        "title": "贵州省　磷化工",
        "note": "注一\n注二",
        "bbox": "105.123456789,25.9,109.2,27.1",
        "name_size": "1.234567",
        **NUMBER,
    }
    content = written(store, **asked)
    carried = read_back(store.read_catalogue(), content)
    assert carried["same_data"] is True
    assert written(store, **carried["values"]) == content


def test_what_the_office_says_of_itself_travels_with_the_file(store: ReadableStore) -> None:
    office = OfficeWords("520000", "贵州省工业和信息化厅", "黔S(2026)001号")
    figure = draw(store, office, topic="phosphorus", format="svg")
    carried = read_back(store.read_catalogue(), encode_figure(figure))["values"]
    assert (carried["office"], carried["review_number"]) == (office.name, office.review_number)
    assert carried["region"] == "520000"
    assert written(store, **carried) == encode_figure(figure)


def test_another_paper_is_another_figure(store: ReadableStore) -> None:
    one, other = (draw(store, topic="phosphorus", paper=paper) for paper in ("A4", "A3"))
    assert (one.scene.width_mm, one.scene.height_mm) == (297, 210)
    assert (other.scene.width_mm, other.scene.height_mm) == (420, 297)
    assert encode_figure(one) != encode_figure(other)


# --- the same as the screen ------------------------------------------------------------------------


def test_counts_of_the_legend_are_those_of_the_page(store: ReadableStore) -> None:
    figure = draw(store, topic="phosphorus", lang="en")
    wanted = GoalFilter(region="520000", topics=frozenset({"phosphorus"}))
    answer = list_designations(store.read_catalogue(), wanted)
    assert answer["counts"] == {"named": 2}
    assert legend_counts(figure)["Named"] == 2
    assert set(figure.theme.panels[0].looks) == {row["adcode"] for row in answer["rows"]}


def test_classes_of_a_choropleth_are_those_of_the_page(store: ReadableStore) -> None:
    figure = draw(store, indicator="population_2020", k="2")
    painted = paint_counties(
        store.read_catalogue(),
        "population_2020",
        GoalFilter(region="520000"),
        scheme="quantiles",
        n_classes=2,
    )
    section = figure.theme.legend[0]
    counted = [item.count for item in section.items]
    assert counted[: len(painted["classes"])] == [one["count"] for one in painted["classes"]]
    assert sum(count or 0 for count in counted) == len(painted["names"])
    assert legend_counts(figure)["无数据"] == len(painted["no_data"])


def test_values_are_painted_in_the_colours_of_the_page(store: ReadableStore) -> None:
    figure = draw(store, indicator="population_2020", k="2")
    colours = {code: look.parts[0].ground for code, look in figure.theme.panels[0].looks.items()}
    painted = paint_counties(
        store.read_catalogue(),
        "population_2020",
        GoalFilter(region="520000"),
        scheme="quantiles",
        n_classes=2,
    )
    low, high = (one["colour"] for one in painted["classes"])
    assert (colours["520122"], colours["520121"]) == (low, high)


def test_without_a_choice_tasks_are_counted_as_on_the_page(store: ReadableStore) -> None:
    figure = draw(store)
    assert "任务数" in figure.theme.title
    assert figure.theme.shown > 0


def test_a_table_beside_the_map_lists_the_values(store: ReadableStore) -> None:
    said = texts_of(draw(store, indicator="population_2020", table="1").scene)
    assert {"开阳县", "343,885", "息烽县", "210,000"} <= set(said)


def test_a_layer_is_shown_with_its_features_legend_and_source(store: ReadableStore) -> None:
    figure = draw(store, layers="zone", indicator="none")
    (layer,) = figure.theme.layers
    assert [mark.name for mark in layer.marks] == ["贵州大龙经济开发区"]
    assert any("图层 zone：测试" in line for line in texts_of(figure.scene))


def test_a_layer_that_a_person_may_not_see_is_nowhere(store: ReadableStore) -> None:
    class Hidden:
        """A store in which one layer is not for this person."""

        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        def get_layer(self, layer_id: str) -> Any:
            raise LayerNotFound("没有这个图层", "there is no such layer", layer=layer_id)

    with pytest.raises(LayerNotFound):
        draw(Hidden(), layers="zone")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"region": "999999"}, "adcode_unknown"),
        ({"units": "520121,999999"}, "adcode_unknown"),
        ({"unit": "522223"}, "adcode_unknown"),
        ({"topic": "magic"}, "topic_unknown"),
        ({"document": "none"}, "document_unknown"),
        ({"document": PLAN, "clause": "九"}, "clause_unknown"),
        ({"clause": "二"}, "parameter_invalid"),
        ({"relation": "friend"}, "relation_unknown"),
        ({"kind": "wish"}, "kind_unknown"),
        ({"indicator": "magic"}, "indicator_unknown"),
        ({"layers": "none"}, "layer_unknown"),
        ({"region": "440000"}, "counties_unknown"),
        ({"units": "441900"}, "counties_unknown"),
    ],
)
def test_what_the_atlas_does_not_know_is_refused(
    store: ReadableStore, values: dict[str, str], code: str
) -> None:
    with pytest.raises(AtlasError) as caught:
        draw(store, **values)
    assert caught.value.code == code
    assert caught.value.hint.zh


# --- what stands on it -------------------------------------------------------------------------------


def test_title_sources_projection_date_and_mark_stand_on_the_page(store: ReadableStore) -> None:
    said = "".join(texts_of(draw(store, topic="phosphorus").scene))
    for words in (
        "贵州省磷及磷化工产业布局图",
        "数据来源：县域工业试验方案",
        "数据日期：2026-01-01",
        "投影：CGCS2000 阿尔伯斯等积圆锥投影",
        "内部草稿 不得公开",
    ):
        assert words in said


def test_a_review_number_takes_the_place_of_the_mark(store: ReadableStore) -> None:
    figure = draw(store, topic="phosphorus", office="贵州省工业和信息化厅", date="2026-11-23", **NUMBER)
    said = texts_of(figure.scene)
    assert "内部草稿 不得公开" not in said
    assert {"审图号：黔S(2026)001号", "制图单位：贵州省工业和信息化厅", "制图日期：2026-11-23"} <= set(said)
    assert codes(figure) == []


def test_words_of_the_writer_go_before_those_that_are_made(store: ReadableStore) -> None:
    figure = draw(store, topic="phosphorus", title="磷", subtitle="试", note="注一\n注二", source="某厅")
    said = texts_of(figure.scene)
    assert {"磷", "试", "注一", "注二", "数据来源：某厅；数据日期：2026-01-01"} <= set(said)


def test_the_link_of_the_view_is_printed_and_leads_there(store: ReadableStore) -> None:
    link = "https://atlas.example/?topic=phosphorus&region=520000"
    scene = draw(store, topic="phosphorus", link=link).scene
    assert f"视图：{link}" in texts_of(scene)
    (opened,) = items_of(scene.items, Link)
    assert opened.url == link


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "atlas"])
def test_only_an_address_of_the_web_can_be_opened(store: ReadableStore, link: str) -> None:
    assert list(items_of(draw(store, topic="phosphorus", link=link).scene.items, Link)) == []


def test_without_a_heading_the_text_around_tells_the_rest(store: ReadableStore) -> None:
    said = texts_of(draw(store, topic="phosphorus", heading="0").scene)
    assert "贵州省磷及磷化工产业布局图" not in said
    assert any(line.startswith("投影：") for line in said)


@pytest.mark.parametrize(
    ("switch", "words"), [("north_arrow", "北"), ("scale_bar", "千米")], ids=["north arrow", "scale bar"]
)
def test_furniture_can_be_left_out(store: ReadableStore, switch: str, words: str) -> None:
    with_it, without = (texts_of(draw(store, topic="phosphorus", **{switch: one}).scene) for one in "10")
    assert any(words in line for line in with_it)
    assert not any(words in line for line in without)


@pytest.mark.parametrize(
    "values", [{"topic": "phosphorus"}, {"units": "520121"}, {"region": "all", "paper": "A3"}]
)
def test_the_scale_bar_is_as_long_as_it_says(store: ReadableStore, values: dict[str, str]) -> None:
    """Its fields measured on the page, times the ground for a millimetre, are the kilometres of its last number."""
    figure = draw(store, **values)
    fields = [path for path in figure.scene.items if isinstance(path, Path) and _is_field(path)]
    length = max(bounds_of(one)[2] for one in fields) - min(bounds_of(one)[0] for one in fields)
    words = next(text for text in texts_of(figure.scene) if text.endswith(" 千米"))
    ratio = next(text for text in texts_of(figure.scene) if text.startswith("1:"))
    denominator = float(ratio.removeprefix("1:").removesuffix(" 万")) * 10_000
    assert length * denominator / 1e6 == pytest.approx(float(words.removesuffix(" 千米")), rel=0.051)


def _is_field(path: Path) -> bool:
    left, top, right, bottom = bounds_of(path)
    return len(path.rings) == 1 and bool(path.fill) and 0.8 < bottom - top < 1.6 and 3 < right - left < 14


def test_names_of_all_counties_can_be_found_in_the_file(store: ReadableStore) -> None:
    text = text_of_pdf(written(store, topic="phosphorus"))
    for name in ("南明", "开阳", "息烽", "清镇", "玉屏", "松桃"):
        assert name in text


def test_full_names_stand_in_their_counties(store: ReadableStore) -> None:
    text = text_of_pdf(written(store, topic="phosphorus", names="full"))
    assert "玉屏侗族" in text
    assert "自治县" in text


def test_a_map_may_have_no_names(store: ReadableStore) -> None:
    assert label_boxes(draw(store, topic="phosphorus", names="none", scale_bar="0").scene) == []


@pytest.mark.parametrize(
    "values",
    [
        {"topic": "phosphorus"},
        {"topic": "phosphorus", "names": "full", "paper": "A5"},
        {"layers": "zone,base", "indicator": "none", "name_language": "both"},
        {"units": "520121"},
        {"document": PLAN, "flows": "1", "paper": "text"},
        {"topic": "phosphorus,manganese", "arrangement": "symbols"},
    ],
)
def test_no_name_lies_over_another(store: ReadableStore, values: dict[str, str]) -> None:
    scene = draw(store, **values).scene
    assert label_boxes(scene)
    assert overlapping(scene) == []


def test_everything_stands_on_the_page(store: ReadableStore) -> None:
    values = {
        "topic": "phosphorus,manganese",
        "layers": "zone",
        "table": "1",
        "locator": "on",
        "graticule": "1",
    }
    scene = draw(store, **values, title="贵州省县域工业" * 11, office="厅" * 80, note="注" * 400).scene
    page = shapely.box(0, 0, scene.width_mm, scene.height_mm)
    for words in items_of(scene.items, Words):
        assert page.covers(words_box(words)), words.text


# --- kinds of figures ----------------------------------------------------------------------------------


def test_a_county_is_shown_with_its_neighbours_and_where_it_lies(store: ReadableStore) -> None:
    figure = draw(store, units="520121", topic="phosphorus")
    said = texts_of(figure.scene)
    assert "开阳县磷及磷化工产业布局图" in said
    assert any("3 度带" in line for line in said)
    assert "贵州省" in said
    assert {"开阳", "息烽"} <= set(said)


def test_the_title_of_a_county_page_says_that_its_neighbours_are_on_it(store: ReadableStore) -> None:
    assert draw(store, units="520121").theme.title == "开阳县及邻县任务数（点名或本地规划，项）"
    assert draw(store, units="520600").theme.title.startswith("铜仁市各县任务数")


def test_counts_of_a_county_page_are_of_it_and_its_neighbours(store: ReadableStore) -> None:
    figure = draw(store, units="520622", topic="manganese")
    assert legend_counts(figure)["点名"] == 1


def test_several_topics_are_striped_and_told_apart(store: ReadableStore) -> None:
    figure = draw(store, document=PLAN, topic="phosphorus,manganese")
    titles = [section.title for section in figure.theme.legend]
    assert titles[:2] == ["专题", "与条款的关系"]
    assert legend_counts(figure)["磷及磷化工"] == 2


def test_small_multiples_are_one_map_a_topic(store: ReadableStore) -> None:
    figure = draw(store, topic="phosphorus,manganese", arrangement="multiples")
    assert [panel.title for panel in figure.theme.panels] == ["磷及磷化工（2）", "锰及锰加工（2）"]
    assert set(figure.theme.panels[0].looks) == {"520121", "520122"}
    assert {"磷及磷化工（2）", "锰及锰加工（2）"} <= set(texts_of(figure.scene))


def test_over_a_choropleth_topics_stand_as_symbols(store: ReadableStore) -> None:
    (panel,) = draw(store, topic="phosphorus", indicator="population_2020").theme.panels
    assert {code for code, signs in panel.signs.items() if signs} == {"520121", "520122"}
    assert panel.looks["520121"].parts


def test_flows_lead_from_partner_to_host_and_are_told(store: ReadableStore) -> None:
    figure = draw(store, document=PLAN, flows="1")
    assert [(flow.start, flow.end) for flow in figure.theme.panels[0].flows] == [("441900", "520600")]
    assert "东莞" in texts_of(figure.scene)
    assert legend_counts(figure)["协作方 → 集群所在地"] == 1


def test_english_words_are_english(store: ReadableStore) -> None:
    figure = draw(store, topic="phosphorus", lang="en", name_language="en", source="Trial")
    said = "".join(texts_of(figure.scene))
    assert "Phosphorus" in figure.theme.title
    assert "Internal draft, not for publication" in said
    assert not any("一" <= sign <= "鿿" for sign in said), said


def test_names_in_two_languages(store: ReadableStore) -> None:
    said = texts_of(draw(store, topic="phosphorus", name_language="both", paper="A3").scene)
    assert {"开阳", "Kaiyang", "玉屏", "Yuping"} <= set(said)


@pytest.mark.parametrize(
    "values",
    [
        {"topic": "phosphorus,manganese", "graticule": "1", "locator": "on"},
        {"indicator": "population_2020", "k": "2", "table": "1"},
        {"document": PLAN, "flows": "1"},
    ],
    ids=["topics", "classes", "flows"],
)
def test_print_without_colour_has_greys_alone(store: ReadableStore, values: dict[str, str]) -> None:
    colours = colours_of(draw(store, colour="grey", **values).scene.items)
    assert {colour for colour in colours if colour != in_grey(colour)} <= {"#9A2A1C"}


def test_a_picture_without_colour_has_one_channel(store: ReadableStore) -> None:
    assert pixels(written(store, topic="phosphorus", colour="grey", format="png", dpi="50")).ndim == 2


def test_a_transparent_page_lets_through_what_is_below(store: ReadableStore) -> None:
    values = {"topic": "phosphorus", "format": "png", "dpi": "50"}
    assert draw(store, transparent="1", topic="phosphorus").scene.background == ""
    clear = pixels(written(store, transparent="1", **values))
    assert clear.shape[2] == 4
    assert clear[2, 2, 3] == 0
    assert (clear[:, :, 3] == 0).mean() > 0.3


@pytest.mark.parametrize(("dpi", "size"), [("60", (702, 496)), ("96", (1123, 794))])
def test_a_picture_has_the_pixels_of_its_page(store: ReadableStore, dpi: str, size: tuple[int, int]) -> None:
    image = pixels(written(store, format="png", dpi=dpi, names="none"))
    assert (image.shape[1], image.shape[0]) == size
