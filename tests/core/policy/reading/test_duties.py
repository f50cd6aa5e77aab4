"""Notes of who answers for a task and by when are no tasks: their places and their year belong to the task before them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.policy.reading.assembly import DocumentFacts, read_draft
from atlas.core.policy.reading.context import ReadingTools
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.reading.duties import DutyNote, find_notes, split_tasks
from atlas.core.policy.reading.source import Piece, SourceText

_HANZHONG, _TAOJIANG = "610700", "430922"


def read(tools: ReadingTools, *lines: str, region: str = _HANZHONG) -> list[DraftItem]:
    told = ("县域工业发展实施方案（2025—2028年）", *lines)
    source = SourceText("txt", "utf-8", tuple(Piece(line, f"line {at}") for at, line in enumerate(told, 1)))
    return list(read_draft(source, tools, DocumentFacts("plan", region, year=2025)).items)


def asked(item: DraftItem) -> list[str]:
    return [place.words for place in item.places if place.relation.value == "named"]


@pytest.mark.parametrize(
    "text",
    [
        "责任单位：市农业农村局，西乡县、镇巴县人民政府",
        "牵头单位：市工信局；配合单位：各县（市、区）人民政府；完成时限：2026年12月底前",
        "（牵头单位：市工信局；责任单位：各县（市、区）人民政府）",
        "〔责任单位：城固县、勉县；完成时限：2027年底〕",
        "【责任单位：市文旅局、佛坪县政府】",
        "（省发展改革委、省财政厅按职责分工负责）",
        "市商务局牵头，南郑区、汉台区配合，2026年底前完成。",
        "完成时限：持续推进",
        "（州财政局牵头，各县（市）人民政府配合，持续推进）",
        "牵头单位为市农业农村局，责任单位为松阳县。",
        "责任领导：王某某 联系人：李某某，电话：0916-2626001",
        "（责任单位：市工信局(市中小企业局)，各县区）",
    ],
)
def test_these_are_notes_and_nothing_else(text: str) -> None:
    notes = find_notes(text)
    assert "".join(text[note.start : note.end] for note in notes) == text


@pytest.mark.parametrize(
    "text",
    [
        "责任单位：北票市人民政府、凌源市人民政府，每月5日前报送进展。",
        "推动项目落实。",
        "社会各界积极参与。",
        "强化部门配合。",
        "各县区负责本辖区落实，各有关部门密切配合。",
        "（发展茶叶、中药材）",
        "实施时间2026年建设园区3个。",
    ],
)
def test_a_sentence_with_a_task_of_its_own_is_no_note(text: str) -> None:
    assert not find_notes(text)


_PIECES = (
    "责任单位：",
    "（",
    "）",
    "〔",
    "〕",
    "市工信局",
    "、",
    "，",
    "；",
    "。",
    "\n",
    "各县（市、区）",
    "牵头",
    "建设园区",
    "完成时限：",
    "2026年",
    " ",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=24), st.integers(0, 6), st.integers(0, 6))
def test_sentences_and_notes_of_any_text_follow_each_other(pieces: list[str], left: int, right: int) -> None:
    text = "".join(pieces)
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    parts = list(split_tasks(text, start, end, find_notes(text)))
    sentences = [(one.start, one.end) for one in parts if not isinstance(one, DutyNote)]
    assert all(start <= first < last <= end for first, last in sentences)
    assert all(one.end <= other.start for one, other in pairwise(parts))


@pytest.mark.parametrize(
    "note",
    [
        "责任单位：市林业局，略阳县、留坝县人民政府。",
        "（牵头单位：市林业局；责任单位：略阳县、留坝县）",
        "〔责任单位：略阳县、留坝县；完成时限：2026年6月底〕",
        "（市林业局牵头，略阳县、留坝县配合）",
        "市林业局牵头，略阳县、留坝县配合，2026年底前完成。",
    ],
)
def test_who_answers_is_asked_by_the_task(tools: ReadingTools, note: str) -> None:
    (item,) = read(tools, "一、任务", f"1.壮大产业。建设中药材精深加工基地。{note}")
    assert item.summary.zh == "建设中药材精深加工基地"
    assert asked(item) == ["略阳县", "留坝县"]
    assert [place.relation.value for place in item.places] == ["named", "named"]
    assert item.places[0].rule.startswith("responsible for the task")


def test_notes_may_stand_in_lines_of_their_own(tools: ReadingTools) -> None:
    first, second = read(
        tools,
        *("一、任务", "1.做强茶业。建设茶叶加工园。", "责任单位：市农业农村局、西乡县人民政府"),
        *("完成时限：2026年12月底", "2.做优食品。建设冷链物流基地。", "配合单位：洋县、勉县人民政府"),
    )
    assert (asked(first), first.due, first.year_stated) == (["西乡县"], 2026, True)
    assert (asked(second), second.due, second.year_stated) == (["洋县", "勉县"], 2028, False)


def test_a_time_limit_is_the_year_of_figures_that_tell_none(tools: ReadingTools) -> None:
    items = read(tools, "一、任务", "1.园区。新建标准厂房20万平方米。（责任单位：勉县；完成时限：2026年9月）")
    (figure,) = [item.figure for item in items if item.figure is not None]
    assert figure.year == 2026


def test_a_heading_above_a_note_is_the_task(tools: ReadingTools) -> None:
    (item,) = read(tools, "一、任务", "1.发展文旅康养。（责任单位：市文旅局、佛坪县政府）")
    assert (item.summary.zh, asked(item)) == ("发展文旅康养", ["佛坪县"])
    (item,) = read(tools, "一、任务", "1.明确责任。市发展改革委牵头，各县（区）人民政府分工落实。")
    assert [place.relation.value for place in item.places] == ["scope"]


def test_departments_alone_ask_no_county(tools: ReadingTools) -> None:
    (item,) = read(tools, "一、任务", "1.壮大产业。建设中药材精深加工基地。（市林业局牵头，各县区配合）")
    assert [place.words for place in item.places] == ["全市"]


def test_a_county_is_not_asked_for_what_its_neighbours_make(tools: ReadingTools) -> None:
    tea, rice = read(
        tools,
        "一、任务",
        "1.产业。支持西乡县发展茶叶，支持洋县发展稻米。〔责任单位：汉中市、西乡县、洋县；完成时限：2026年〕",
    )
    assert (asked(tea), asked(rice)) == (["西乡县"], ["洋县"])


def test_a_county_s_own_plan_asks_the_county_whoever_answers(tools: ReadingTools) -> None:
    (item,) = read(
        tools,
        *("一、任务", "实施竹材精深加工。", "责任单位：县林业局、马迹塘镇人民政府", "完成时限：2026年底"),
        region=_TAOJIANG,
    )
    assert (item.summary.zh, item.due) == ("实施竹材精深加工", 2026)
    assert [(place.words, place.relation.value) for place in item.places] == [("桃江县", "implicit")]


def test_lines_of_the_frame_ask_nobody(tools: ReadingTools) -> None:
    items = read(
        tools,
        *("各县（市、区）人民政府，市直各单位：", "《方案》已经市政府同意，现印发给你们。"),
        *("汉中市人民政府办公室", "2025年3月12日", "汉中市县域工业发展实施方案"),
        *("为加快发展茶叶、中药材，结合我市实际，制定本方案。", "一、任务", "支持西乡县发展茶叶加工。"),
        *(
            "汉台区、南郑区、城固县人民政府，市直各部门：",
            "附件：1.重点项目清单",
            "2.支持洋县发展稻米若干政策",
        ),
        *("汉中市工业和信息化局", "汉中市财政局", "2025年3月12日", "（此件公开发布）"),
        "抄送：市委各部门，汉台区、南郑区人民政府。",
    )
    assert [asked(item) for item in items if item.clause == "一"] == [["西乡县"]]
    assert not [item for item in items if item.clause == "前言"]
