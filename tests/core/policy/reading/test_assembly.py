"""A plan is read as a whole: who is asked for what, where it says so, and why."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.core.model import Kind
from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftDocument, DraftPlace
from atlas.core.policy.reading.source import Piece, SourceText

_SIGNS = "支持开阳县、，。：；（一）1.2027年100亿元专栏除外与“”《》\t"
_GUIZHOU, _XIANGXI, _KAIYANG = "520000", "433100", "520121"


def source(*lines: str) -> SourceText:
    told = ("某地推动县域工业发展实施方案（2024—2027年）", "为推动县域工业发展，制定本方案。", *lines)
    return SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(told, 1)))


def read(tools: ReadingTools, *lines: str, region: str = _GUIZHOU) -> DraftDocument:
    return read_draft(source(*lines), tools, DocumentFacts("plan", region))


def places(draft: DraftDocument, clause: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for item in draft.items:
        if item.clause == clause:
            for place in item.places:
                found[str(place.relation)].add(place.read_as or place.words)
    return dict(found)


def topics(draft: DraftDocument, adcode: str) -> set[str]:
    return {
        slug
        for item in draft.items
        for place in item.places
        if place.read_as == adcode
        for slug in item.topics
    }


def only(draft: DraftDocument, words: str) -> DraftPlace:
    return next(place for item in draft.items for place in item.places if place.words == words)


def test_each_list_of_counties_has_the_topics_of_its_own_words(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持开阳、福泉等建设磷化工基地，支持玉屏、松桃等发展锰加工。")
    assert places(draft, "一")["named"] == {"520121", "522702", "520622", "520628"}
    assert topics(draft, "520121") == {"phosphorus"}
    assert topics(draft, "520628") == {"manganese"}


def test_a_place_keeps_its_words_its_place_and_its_reason(tools: ReadingTools) -> None:
    text = source("一、任务", "支持**开阳**等建设磷化工基地。")
    draft = read_draft(text, tools, DocumentFacts("plan", _GUIZHOU))
    place = only(draft, "开阳")
    assert place.span is not None
    assert text.text[place.span.start : place.span.end] == "开阳"
    assert place.rule.startswith("asked by the verb before")
    assert place.candidates[0].name == "开阳县"


def test_a_county_is_not_found_inside_other_words(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "提高安全水平，投资兴业，推动创新干部培养，采用两大方式推进。")
    assert "named" not in places(draft, "一")


def test_exceptions_and_negations_ask_nothing(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "除仁怀、习水外的县不再受理白酒新增产能申请。赫章县暂不布局煤化工项目。")
    found = places(draft, "一")
    assert found["excluded"] == {"520382", "520330"}
    assert found["negated"] == {"全省", "520527"}
    assert "named" not in found


def test_clauses_below_a_heading_speak_of_the_place_it_names(tools: ReadingTools) -> None:
    draft = read(
        tools, "一、任务", "（一）支持正安县打造吉他产业集群", "1.强化品牌。提升产品质量，开发高端产品线。"
    )
    assert places(draft, "一/(一)/1")["implicit"] == {"520324"}


def test_a_county_s_own_plan_speaks_of_the_county_in_every_clause(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "加快建设磷化工园区，培育规上企业50家。", region=_KAIYANG)
    assert places(draft, "一")["implicit"] == {_KAIYANG}


def test_a_plan_without_places_reaches_all_that_it_covers(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "鼓励各县加快数字化改造。")
    assert places(draft, "一") == {"scope": {"全省"}}


def test_an_everyday_word_is_a_place_only_in_a_list_of_places(tools: ReadingTools) -> None:
    draft = read(
        tools,
        "一、任务",
        "支持湄潭、大方等县发展茶产业。",
        "二、机制",
        "加强合作，会同有关部门推进。",
        region=_GUIZHOU,
    )
    assert places(draft, "一")["named"] == {"520328", "520521"}
    assert "named" not in places(draft, "二")


def test_a_zone_named_after_its_county_lies_there(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持永顺经开区建设标准厂房。", region=_XIANGXI)
    place = only(draft, "永顺经开区")
    assert place.read_as == "433127"


def test_a_zone_known_to_its_prefecture_only_is_left_in_doubt(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "推动怀化高新区扩区。", region="430000")
    place = only(draft, "怀化高新区")
    assert place.read_as == ""


def test_places_of_other_provinces_are_partners_or_markets(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持雷山与佛山市顺德区开展文旅协作，产品销往东莞。")
    found = places(draft, "一")
    assert found["named"] == {"522634"}
    assert found["partner"] == {"440606"}


def test_targets_have_value_unit_and_year(tools: ReadingTools) -> None:
    draft = read(tools, "一、目标", "到2026年，累计新增规模以上工业企业1200户。")
    figures = [item.figure for item in draft.items if item.kind is Kind.TARGET]
    assert [(one.value, one.unit, one.year) for one in figures if one] == [(1200, "户", 2026)]


def test_a_year_in_the_words_of_a_goal_is_its_year(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持开阳建设磷化工基地，到2026年全面建成。支持福泉发展磷化工。")
    items = [item for item in draft.items if item.clause == "一"]
    told = {place.words: (item.due, item.year_stated) for item in items for place in item.places}
    assert told == {"开阳": (2026, True), "福泉": (2027, False)}


def test_what_a_county_s_own_plan_forbids_is_not_asked_of_it(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "严禁在湿地公园新建矿山项目。", region=_KAIYANG)
    assert places(draft, "一") == {"negated": {_KAIYANG}}


def test_the_last_stop_of_a_road_belongs_to_it(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "推进凯里—黎平高速公路建设。")
    assert places(draft, "一")["route"] == {"522601", "522631"}


def test_a_road_with_one_end_that_nobody_knows_asks_no_county(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "推进黎平—靖州铁路、茅贡至从江高速公路建设。")
    assert places(draft, "一") == {"route": {"522631", "522633"}}
    draft = read(tools, "一、任务", "建设开阳—瓮安旅游公路。", region=_KAIYANG)
    assert places(draft, "一")["implicit"] == {_KAIYANG}


def test_names_that_were_refused_are_told(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持习水酒业扩能，依托凯里学院协同攻关。")
    assert {note.code: note.count for note in draft.notes} == {"refused_company": 2}


def test_an_endless_line_is_left_out_and_told(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "开阳县，" * 1000, "支持福泉发展磷化工。")
    assert places(draft, "一")["named"] == {"522702"}
    assert "endless_left_out" in {note.code for note in draft.notes}


def test_nothing_is_confirmed_and_ids_are_told_apart(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持开阳、福泉等建设磷化工基地，力争产值100亿元。")
    ids = [item.id for item in draft.items] + [place.id for item in draft.items for place in item.places]
    assert len(ids) == len(set(ids))
    assert {item.decision for item in draft.items} == {"open"}


def test_any_text_is_read_and_every_span_lies_in_it(tools: ReadingTools) -> None:
    # The tools stay outside of what is told of a failure: they hold the whole country.
    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.text(alphabet=_SIGNS, max_size=60), max_size=6))
    def holds(lines: list[str]) -> None:
        text = SourceText("txt", "utf-8", tuple(Piece(line) for line in lines))
        draft = read_draft(text, tools, DocumentFacts("plan", _GUIZHOU))
        spans = [item.span for item in draft.items]
        spans += [place.span for item in draft.items for place in item.places]
        assert all(span is None or 0 <= span.start < span.end <= len(text.text) for span in spans)

    holds()


def test_an_everyday_word_is_a_county_among_counties_that_each_make_something(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "做强枣强复材、景县橡塑、故城服装。", region="130000")
    assert places(draft, "一")["named"] == {"131121", "131127", "131126"}
    told = read(tools, "一、任务", "支持枣强县加强产业合作、故城保护。", region="130000")
    assert places(told, "一")["named"] == {"131121"}


def test_a_verb_of_two_signs_lets_a_short_name_begin_and_a_single_sign_does_not(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "实施通海蔬菜提升工程。", region="530000")
    assert places(draft, "一")["named"] == {"530423"}


def test_the_word_that_says_whither_is_none_of_the_name(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "推动农产品加工向东丽集聚。", region="120000")
    assert places(draft, "一")["named"] == {"120110"}


def test_a_heading_that_names_a_prefecture_speaks_for_what_stands_below(tools: ReadingTools) -> None:
    draft = read(tools, "一、布局", "（一）黔东南州", "发展民族医药。支持榕江县发展蔬菜加工。")
    assert places(draft, "一/(一)") == {"named": {"522632"}, "implicit": {"522600"}}


def test_a_list_in_two_parts_is_one_list(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持安宁市、马龙区，玉溪市红塔区、新平县，发展钢铁。", region="530000")
    for county in ("530181", "530304", "530402", "530427"):
        assert topics(draft, county) == {"steel"}


def test_what_is_said_of_all_counties_first_is_not_told_of_those_named_behind(tools: ReadingTools) -> None:
    draft = read(
        tools, "一、任务", "全区各县（市）要加快发展蔗糖、桑蚕产业，重点抓好横州茉莉花。", region="450000"
    )
    assert topics(draft, "450181") == {"food"}
    whole = next(item for item in draft.items if item.summary.zh.startswith("全区各县"))
    assert [place.words for place in whole.places] == ["全区"]
    assert set(whole.topics) == {"food", "textiles"}


def test_figures_of_the_whole_area_are_not_those_of_the_counties_named_behind(tools: ReadingTools) -> None:
    words = "到2025年，全市规模以上工业增加值年均增长10%以上，安定、陇西工业增加值占比达到25%以上。"
    draft = read(tools, "一、目标", words, region="621100")
    told = {item.figure.value: [place.words for place in item.places] for item in draft.items if item.figure}
    assert told == {10: ["全市"], 25: ["安定", "陇西"]}


def test_a_prefecture_before_brackets_only_says_where_their_counties_lie(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "张家口坝上地区（张北、沽源）重点发展风光氢储。", region="130000")
    assert places(draft, "一") == {"context": {"130700"}, "named": {"130722", "130724"}}
    told = read(tools, "一、任务", "川南四市（自贡、泸州）重点发展白酒。", region="510000")
    assert places(told, "一") == {"named": {"510300", "510500"}}


def test_a_new_area_is_none_of_the_counties_whose_name_its_own_holds(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "鼓励雄安新区发展软件产业。", region="130000")
    assert "130632" not in places(draft, "一").get("named", set())


@pytest.mark.parametrize(
    "words",
    ["支持延边州各县（市）发展食用菌，敦化市除外。", "除敦化市外，支持延边州各县（市）发展食用菌。"],
    ids=["behind", "in front"],
)
def test_an_exception_set_off_by_a_comma_belongs_to_its_prefecture(tools: ReadingTools, words: str) -> None:
    draft = read(tools, "一、任务", words, region="220000")
    assert places(draft, "一") == {"named": {"222400"}, "excluded": {"222403"}}


def test_towns_and_words_are_no_counties(tools: ReadingTools) -> None:
    words = "安图县二道白河镇建设冰雪旅游目的地。大安全、大应急框架基本形成。"
    draft = read(tools, "一、任务", words, region="220000")
    assert places(draft, "一")["named"] == {"222426"}


def test_an_entry_of_a_box_is_about_the_county_it_begins_with(tools: ReadingTools) -> None:
    lines = ("专栏1 特色产业集群", "1.桐城绿色包装。到2030年营业收入达到400亿元。", "2.天长仪器仪表。")
    draft = read(tools, "一、任务", "做强县域产业。", *lines, region="340000")
    figure = next(item for item in draft.items if item.figure is not None)
    assert [(place.read_as, str(place.relation)) for place in figure.places] == [("340881", "implicit")]


def test_a_deposit_that_titles_an_entry_names_its_county_and_a_mine_does_not(tools: ReadingTools) -> None:
    draft = read(tools, "一、霍邱铁矿：推进扩能。", "二、协调霍邱铁矿达产。", region="340000")
    assert places(draft, "一")["named"] == {"341522"}
    assert "named" not in places(draft, "二")


def test_a_zone_that_no_table_knows_is_a_doubt_with_the_counties_of_its_city(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "支持临沂临港经开区建设特钢基地。", region="371300")
    place = only(draft, "临沂临港经开区")
    assert place.read_as == ""
    assert "河东区" in {one.name for one in place.candidates}


@pytest.mark.parametrize(
    ("region", "word"),
    [
        ("530000", "全省"),
        ("150000", "全区"),
        ("500000", "全市"),
        ("371300", "全市"),
        ("433100", "全州"),
        ("152500", "全盟"),
        ("654200", "全域"),
    ],
    ids=[
        "province",
        "autonomous-region",
        "municipality",
        "prefecture",
        "autonomous-prefecture",
        "league",
        "region",
    ],
)
def test_what_names_no_place_is_told_of_the_whole_area_in_its_own_word(
    tools: ReadingTools, region: str, word: str
) -> None:
    draft = read(tools, "一、任务", "加快发展绿色农产品加工。", region=region)
    assert places(draft, "一")["scope"] == {word}


def test_counties_that_work_with_a_town_outside_are_asked_and_the_town_is_their_partner(
    tools: ReadingTools,
) -> None:
    draft = read(tools, "一、任务", "凤凰、花垣、保靖与济南市开展对口协作。", region=_XIANGXI)
    assert places(draft, "一") == {"named": {"433123", "433124", "433125"}, "partner": {"370100"}}


def test_the_ends_of_a_road_are_no_hosts(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "建设开阳县至福泉市货运通道，推进瓮安县磷化工。")
    told = places(draft, "一")
    assert told["route"] == {"520121", "522702"}
    assert told["named"] == {"522725"}


def test_what_stands_in_brackets_does_not_make_a_goal_a_fact(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "普安县、晴隆县（已脱贫摘帽）茶产业提质。", "惠水县现有工业企业120家。")
    assert places(draft, "一")["named"] == {"522323", "522324"}


def test_the_trade_of_a_county_is_no_company(tools: ReadingTools) -> None:
    draft = read(tools, "一、任务", "甘南县、泰来县肉牛乳业加快发展。", region="230000")
    assert places(draft, "一")["named"] == {"230225", "230224"}


def test_a_county_that_is_spared_is_not_asked(tools: ReadingTools) -> None:
    draft = read(tools, "一、布局", "玛曲、碌曲、夏河三县以生态保护为主，不设工业指标。", region="620000")

    assert places(draft, "一") == {"negated": {"623025", "623026", "623027"}}


@pytest.mark.parametrize(
    "words",
    [
        "玉门市以石油装备为主，不再发展小炼油。",
        "玉门市作为生态保障区，不考核工业投资，可适度发展矿泉水。",
    ],
)
def test_a_county_with_another_task_beside_a_ban_is_asked(tools: ReadingTools, words: str) -> None:
    assert "620981" in places(read(tools, "一、布局", words, region="620000"), "一")["named"]


def test_several_lines_of_traffic_ask_no_place_on_them(tools: ReadingTools) -> None:
    draft = read(tools, "一、通道", "打通开阳—贵阳—重庆、瓮安—都匀货运通道。")

    assert places(draft, "一")["route"] >= {"520121", "522725"}
    assert "named" not in places(draft, "一")


def test_a_refused_request_asks_nothing(tools: ReadingTools) -> None:
    draft = read(tools, "一、批复", "不同意罗田县花岗岩矿权设置申请。", region="421100")

    assert places(draft, "一") == {"negated": {"421123"}}


def test_what_a_meeting_was_told_is_fact_and_what_it_asks_is_goal(tools: ReadingTools) -> None:
    draft = read(
        tools,
        "一、关于建材产业",
        "会议指出，麻城市石材矿山整合为19家；团风县钢结构年产能超过200万吨。",
        "会议要求，团风县装配式建筑产值2027年突破150亿元。",
        region="421100",
    )
    kinds = {(item.kind, item.figure.value) for item in draft.items if item.figure}

    assert kinds == {(Kind.FACT, 19), (Kind.FACT, 200), (Kind.TARGET, 150)}
    assert places(draft, "一")["named"] == {"421121"}


def test_a_list_with_a_label_has_the_topics_of_what_stands_behind_it(tools: ReadingTools) -> None:
    draft = read(tools, "一、东部工业带", "重点县（市）：开阳县、息烽县。发展石材加工和白酒酿造。")

    assert topics(draft, "520121") == {"stone", "baijiu"}


def test_a_project_list_of_a_year_does_not_say_when_its_projects_are_done(tools: ReadingTools) -> None:
    draft = read(tools, "附件1 2025年县域工业重点项目表", "1.开阳县黄磷尾气利用项目，总投资18亿元。")

    assert [item.figure.year for item in draft.items if item.figure] == [2027]


def test_the_city_that_shares_the_name_of_its_prefecture_is_meant_among_its_counties(
    tools: ReadingTools,
) -> None:
    draft = read(tools, "一、硅产业", "支持吉木萨尔、昌吉发展多晶硅。", region="652300")

    assert places(draft, "一")["named"] == {"652327", "652301"}


def test_an_outline_of_words_has_its_tables_as_clauses(tools: ReadingTools) -> None:
    draft = read(
        tools,
        "发展目标",
        "到2027年，全县规模以上工业总产值突破210亿元，规上工业企业达到180家。",
        "重点项目表",
        "序号\t乡镇\t项目名称\t投资（万元）\t年限",
        "1\t冯三镇\t黄磷尾气利用项目\t32000\t2025—2026",
        region=_KAIYANG,
    )

    assert {item.clause for item in draft.items if item.figure} == {"发展目标", "重点项目表"}


def test_what_a_semicolon_parts_goes_on_with_the_county_before_it(tools: ReadingTools) -> None:
    draft = read(
        tools,
        "（一）信丰、龙南、定南、全南电子信息带",
        "1.龙南市发展覆铜板；废水回用率不低于55%。",
        region="360700",
    )
    told = [place.read_as for item in draft.items if item.figure for place in item.places]

    assert told == ["360783"]


def test_lists_of_places_are_no_companies(tools: ReadingTools) -> None:
    draft = read(
        tools, "一、装备", "以平房区航空、富拉尔基区重型装备为龙头，带动尚志市配套加工。", region="230000"
    )

    assert places(draft, "一")["named"] == {"230108", "230206", "230183"}


def test_a_deadline_that_has_passed_today_is_still_a_task(tools: ReadingTools) -> None:
    draft = read(tools, "一、淘汰", "2013年底前，东台、阜宁关停小化工企业130家。", region="320000")

    assert places(draft, "一")["named"] == {"320981", "320923"}


def test_exits_of_a_road_ask_no_place(tools: ReadingTools) -> None:
    draft = read(tools, "一、交通", "推进杭瑞高速江口、思南出口改造。", region="520600")

    assert places(draft, "一")["route"] == {"520621", "520624"}
    assert "named" not in places(draft, "一")


def test_a_lake_is_not_read_into_a_province(tools: ReadingTools) -> None:
    draft = read(tools, "一、合作", "凤冈学习湖北竹溪经验改进绿茶加工。", region="520300")

    assert places(draft, "一")["named"] == {"520327"}


def test_a_ban_is_about_what_it_forbids(tools: ReadingTools) -> None:
    draft = read(tools, "一、发展白酒产业", "不再支持开阳县新增水泥产能。")

    assert topics(draft, "520121") == {"building-materials"}


def test_an_exception_from_what_follows_is_no_part_of_the_list_before_it(tools: ReadingTools) -> None:
    draft = read(
        tools,
        "一、充电",
        "开阳县、息烽县配套发展，除玉屏县外，各县（市、区）到2027年均建成充电桩5000个以上。",
    )
    told = [place for item in draft.items if item.figure for place in item.places]

    assert {(str(place.relation), place.read_as) for place in told} == {("scope", ""), ("excluded", "520622")}
    assert places(draft, "一")["named"] == {"520121", "520122"}


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2026年底前，支持开阳县建成磷化工园区。", (2026, True)),
        ("支持开阳县在2026年6月底前建成磷化工园区。", (2026, True)),
        ("到2025年，支持开阳县做强磷化工。", (2025, True)),
        ("支持开阳县做强磷化工。", (2027, False)),
        ("2020年前后建成的园区，支持开阳县做强磷化工。", (2027, False)),
    ],
)
def test_a_task_is_due_when_its_words_say_so_else_at_the_end_of_the_plan(
    tools: ReadingTools, words: str, due: tuple[int, bool]
) -> None:
    told = {(item.due, item.year_stated) for item in read(tools, f"一、{words}").items if item.clause == "一"}
    assert told == {due}
