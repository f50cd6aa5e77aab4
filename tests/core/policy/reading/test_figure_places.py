"""A figure is told of the places it was given to, not of all that its sentence names."""

from __future__ import annotations

from atlas.core.model import Kind
from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.reading.source import Piece, SourceText

_YUEYANG = "430600"


def read(tools: ReadingTools, *lines: str) -> list[DraftItem]:
    told = ("岳阳市县域产业发展规划（2026—2030年）", "一、目标", *lines)
    source = SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(told, 1)))
    return [
        item
        for item in read_draft(source, tools, DocumentFacts("plan", _YUEYANG)).items
        if item.clause == "一"
    ]


def topics_of(items: list[DraftItem]) -> list[tuple[str, ...]]:
    return [item.topics for item in items if item.figure is not None]


def figures(items: list[DraftItem]) -> list[tuple[str, float, tuple[str, ...]]]:
    return [
        (item.figure.metric, item.figure.value, tuple(place.words for place in item.places))
        for item in items
        if item.figure is not None
    ]


def test_what_stands_before_qizhong_is_told_of_the_whole_and_the_shares_of_their_counties(
    tools: ReadingTools,
) -> None:
    items = read(tools, "到2030年，全市茶叶产值达到30亿元，其中平江县10亿元、华容县8亿元。")
    assert figures(items) == [
        ("茶叶产值", 30, ("全市",)),
        ("茶叶产值", 10, ("平江县",)),
        ("茶叶产值", 8, ("华容县",)),
    ]
    assert [item.summary.zh for item in items][1:] == ["平江县茶叶产值10亿元", "华容县茶叶产值8亿元"]


def test_shares_of_something_else_than_places_stay_with_those_named_before(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，平江县食品产业产值达到30亿元，其中休闲食品产值20亿元。")
    assert figures(items) == [
        ("食品产业产值", 30, ("平江县",)),
        ("休闲食品产值", 20, ("平江县",)),
    ]


def test_fenbie_gives_each_county_its_own_figure(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，平江县、华容县、湘阴县规模企业分别达到72家、80家、66家。")
    assert figures(items) == [
        ("规模企业", 72, ("平江县",)),
        ("规模企业", 80, ("华容县",)),
        ("规模企业", 66, ("湘阴县",)),
    ]


def test_fenbie_for_fewer_figures_than_counties_leaves_them_to_all(tools: ReadingTools) -> None:
    items = read(tools, "平江县、华容县、湘阴县食品、建材产值分别达到72亿元、80亿元。")
    assert [places for _, _, places in figures(items)] == [("平江县", "华容县", "湘阴县")] * 2


def test_a_statement_that_is_all_figure_is_one_item(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，平江县茶叶产值达到10亿元。")
    assert [item.kind for item in items] == [Kind.TARGET]


def test_a_statement_that_asks_for_more_than_its_figure_keeps_its_own_item(tools: ReadingTools) -> None:
    items = read(tools, "支持平江县建设湘鄂赣茶叶交易中心，茶叶产值达到10亿元。")
    assert [item.kind for item in items] == [Kind.DESIGNATION, Kind.TARGET]


def test_clusters_of_a_size_are_counted_with_their_size(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，全市建成百亿级产业集群10个。")
    assert figures(items) == [
        ("产业集群", 100, ("全市",)),
        ("百亿级产业集群", 10, ("全市",)),
    ]


def test_each_figure_of_a_sentence_has_the_topics_of_its_own_words(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，茶叶产值达到30亿元，锂电池产能达到10万吨，水泥产量控制在200万吨以内。")
    assert topics_of(items) == [("tea",), ("battery-materials",), ("building-materials",)]


def test_what_no_figure_says_in_its_own_words_holds_for_all(tools: ReadingTools) -> None:
    items = read(tools, "做强茶产业，到2030年面积达到30万亩，综合产值达到20亿元。")
    assert all("tea" in topics for topics in topics_of(items))


def test_growth_with_no_measure_of_its_own_is_that_of_the_figure_before_it(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，茶叶产值达到30亿元，年均增长14%左右。")
    assert figures(items) == [("茶叶产值", 30, ("全市",)), ("茶叶产值年均增长", 14, ("全市",))]


def test_growth_given_to_counties_is_that_of_the_measure_before_it(tools: ReadingTools) -> None:
    items = read(tools, "2030年全市茶叶产值年均增长9%，其中平江县增长12%、华容县8%。")
    assert figures(items) == [
        ("茶叶产值年均增长", 9, ("全市",)),
        ("茶叶产值年均增长", 12, ("平江县",)),
        ("茶叶产值年均增长", 8, ("华容县",)),
    ]


def test_behind_the_word_for_the_whole_area_no_county_named_before_is_meant(tools: ReadingTools) -> None:
    items = read(
        tools, "支持平江、华容发展茶叶，到2030年全市茶叶加工率达到65%以上、企业达到30家，其中平江企业8家。"
    )
    assert figures(items) == [
        ("茶叶加工率", 65, ("全市",)),
        ("企业", 30, ("全市",)),
        ("企业", 8, ("平江",)),
    ]
    assert [place.words for place in items[0].places] == ["平江", "华容"]


def test_a_share_of_the_whole_area_is_that_of_the_county_named_before(tools: ReadingTools) -> None:
    items = read(tools, "支持平江县发展茶叶，到2030年产量占全市的40%以上。")
    assert [places for _, _, places in figures(items)] == [("平江县",)]


def test_a_measure_is_told_without_the_counties_that_it_is_of(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，平江、华容、湘阴工业增加值占比达到25%以上。")
    assert figures(items) == [("工业增加值占比", 25, ("平江", "华容", "湘阴"))]


def test_the_second_phase_of_a_project_is_no_count(tools: ReadingTools) -> None:
    assert figures(read(tools, "建设平江抽水蓄能电站二期。")) == []


def test_figures_behind_a_list_of_products_go_one_each_to_its_counties_with_their_topics(
    tools: ReadingTools,
) -> None:
    items = read(
        tools, "支持平江辣条、华容水泥、湘阴茶叶做大规模，2028年营业收入分别突破40亿元、6亿元、5亿元。"
    )
    assert figures(items) == [
        ("营业收入", 40, ("平江",)),
        ("营业收入", 6, ("华容",)),
        ("营业收入", 5, ("湘阴",)),
    ]
    assert [item.topics[0] for item in items if item.figure is not None] == [
        "food",
        "building-materials",
        "tea",
    ]


def test_a_measure_behind_a_list_of_products_is_told_of_all_its_counties(tools: ReadingTools) -> None:
    items = read(tools, "支持平江辣条、华容水泥做大规模，单个项目给予最高500万元补助。")
    assert [places for _, _, places in figures(items)] == [("平江", "华容")]


def test_a_list_of_places_is_no_part_of_the_measure(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，平江县、华容县等两县茶叶产值达到20亿元。")
    assert figures(items) == [("茶叶产值", 20, ("平江县", "华容县"))]


def test_places_that_are_named_twice_have_one_figure_each(tools: ReadingTools) -> None:
    items = read(tools, "支持平江县、华容县发展矿泉水，到2030年平江、华容矿泉水产值分别达到10亿元、8亿元。")
    assert figures(items) == [
        ("矿泉水产值", 10, ("平江",)),
        ("矿泉水产值", 8, ("华容",)),
    ]


def test_figures_without_a_measure_have_that_of_the_whole(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，全市矿泉水产值达到30亿元，平江、华容分别达到10亿元、8亿元。")
    assert [metric for metric, _, _ in figures(items)] == ["矿泉水产值"] * 3


def test_two_lists_of_figures_are_handed_out_each_by_itself(tools: ReadingTools) -> None:
    items = read(tools, "到2030年，平江县、华容县规模企业分别达到20家、30家，其中上市企业分别为5家、6家。")
    assert figures(items) == [
        ("规模企业", 20, ("平江县",)),
        ("规模企业", 30, ("华容县",)),
        ("上市企业", 5, ("平江县",)),
        ("上市企业", 6, ("华容县",)),
    ]
