"""The panel of finished figures: it takes the view over, shows the page, says what is to be known, and gives the file."""

from __future__ import annotations

import io
import re
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.atlas_page import Atlas
from tests.browser.conftest import DESK, PHONE, OpenAtlas
from tests.browser.test_accessibility import faults
from tests.browser.test_phone import _SMALL, CONTROLS, FINGER
from tests.browser.watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.store]

A4 = 297 / 210
#: A book of one prefecture, on a busy machine [ms].
BOOK_MS = 120_000


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def take(atlas: Atlas, button: str | re.Pattern[str], folder: Path) -> Path:
    """Press a button of the panel and keep the file that comes."""
    with atlas.page.expect_download() as started:
        atlas.export.get_by_role("button", name=button).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def open_group(atlas: Atlas, name: str) -> Locator:
    """A part of the form, opened."""
    group = atlas.export.get_by_role("group").filter(has=atlas.page.locator("summary", has_text=name))
    group.locator("summary").click()
    return group


def asked_of(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def leave_out_mark(atlas: Atlas) -> None:
    """Ask for what no office may hand out: neither a review number nor the mark of a draft."""
    open_group(atlas, "审图号").get_by_role("checkbox", name="印“内部草稿”标记").uncheck()
    atlas.wait_for_figure()


def test_the_first_entry_of_the_menu_opens_the_panel_with_the_figure_of_the_view(
    open_atlas: OpenAtlas,
) -> None:
    atlas = open_atlas("topic=baijiu")
    atlas.page.get_by_role("button", name="出图").click()
    expect(atlas.page.get_by_role("menuitem").first).to_contain_text("导出成品图")
    atlas.page.keyboard.press("Escape")
    panel = atlas.open_export()
    expect(atlas.preview).to_have_attribute("alt", re.compile("白酒.*点名 5 县"))
    assert atlas.figure_shape() == pytest.approx(A4, rel=0.01)
    expect(panel.get_by_label("标题", exact=True).first).to_have_attribute("placeholder", re.compile("白酒"))
    atlas.says(re.compile("预览已更新：.*白酒"))


def test_everything_that_was_chosen_goes_over(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas(
        "topic=phosphorus,tea&relation=named&region=520000&unit=520121&layers=zone~50&doc=gz-county-industry-2027"
    )
    with atlas.page.expect_request(re.compile("/exports/check")) as asked:
        atlas.open_export()
    values = asked_of(asked.value)
    link = values.pop("link")
    assert values == {
        "region": "520000",
        "topic": "phosphorus,tea",
        "document": "gz-county-industry-2027",
        "relation": "named",
        "unit": "520121",
        "layers": "zone~50",
    }
    assert link.startswith(atlas.address)
    assert "topic=phosphorus,tea" in link


def test_a_wish_changes_the_page_and_its_shape(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    panel.get_by_role("radio", name="纵向").check()
    atlas.wait_for_figure()
    assert atlas.figure_shape() == pytest.approx(1 / A4, rel=0.01)
    panel.get_by_label("纸张").select_option("slide")
    panel.get_by_role("radio", name="横向").check()
    atlas.wait_for_figure()
    assert atlas.figure_shape() == pytest.approx(16 / 9, rel=0.01)
    panel.get_by_label("标题", exact=True).first.fill("赤水河流域白酒")
    atlas.wait_for_figure()
    expect(atlas.preview).to_have_attribute("alt", re.compile("^赤水河流域白酒"))


def test_a_county_with_its_neighbours_and_what_the_map_shows_are_extents(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus&unit=520121&at=107,27,9")
    panel = atlas.open_export()
    with atlas.page.expect_request(re.compile("/exports/check")) as asked:
        panel.get_by_label("范围").select_option(label="开阳县及周边")
    assert asked_of(asked.value)["units"] == "520121"
    atlas.wait_for_figure()
    expect(atlas.preview).to_have_attribute("alt", re.compile("^开阳县"))
    with atlas.page.expect_request(re.compile("/exports/check")) as asked:
        panel.get_by_label("范围").select_option(label="当前画面")
    values = asked_of(asked.value)
    west, south, east, north = (float(part) for part in values["bbox"].split(","))
    assert west < 107 < east
    assert south < 27 < north
    assert "units" not in values


def test_counties_are_picked_one_by_one(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=phosphorus&unit=520121")
    panel = atlas.open_export()
    panel.get_by_label("范围").select_option(label="自选几个县…")
    field = panel.get_by_role("searchbox", name="自选的县")
    # The one of this province comes before its namesake in another.
    field.fill("xifeng")
    panel.get_by_role("button", name="息烽县").click()
    expect(field).to_be_focused()
    field.fill("福泉")
    with atlas.page.expect_request(re.compile("/exports/check.*520122.*522702")) as asked:
        panel.get_by_role("button", name="福泉市").click()
    assert asked_of(asked.value)["units"] == "520121,520122,522702"
    panel.get_by_role("button", name="去掉：开阳县").click()
    atlas.wait_for_figure()
    expect(atlas.preview).to_have_attribute("alt", re.compile("^息烽县"))


def test_what_is_to_be_known_stands_before_the_button(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    found = panel.get_by_role("region", name="出图前检查")
    expect(found.get_by_role("listitem").first).to_contain_text("提示：没有审图号")
    assert panel.evaluate(
        """(panel) => { const [found, button] = ['.export-found', '.export-main'].map((one) => panel.querySelector(one));
        return Boolean(found.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING) }"""
    )


def test_the_pdf_is_the_figure_with_its_title_as_text(open_atlas: OpenAtlas, tmp_path: Path) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    panel.get_by_label("标题", exact=True).first.fill("赤水河流域白酒")
    atlas.wait_for_figure()
    path = take(atlas, "导出 PDF", tmp_path)
    assert path.suffix == ".pdf"
    assert "白酒" in path.name
    assert "赤水河流域白酒" in text_of(path.read_bytes())
    atlas.says(f"已就绪：{path.name}")


def test_numbers_and_page_come_under_names_of_their_own(open_atlas: OpenAtlas, tmp_path: Path) -> None:
    atlas = open_atlas("topic=baijiu")
    atlas.open_export()
    table = take(atlas, "数据 XLSX", tmp_path)
    assert table.suffix == ".xlsx"
    assert zipfile.is_zipfile(io.BytesIO(table.read_bytes()))
    page = take(atlas, "单文件网页", tmp_path)
    assert page.suffix == ".html"
    assert "白酒" in page.read_text(encoding="utf-8")


def test_the_command_says_the_same_to_a_shell(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu", permissions=["clipboard-read", "clipboard-write"])
    panel = atlas.open_export()
    panel.get_by_label("标题", exact=True).first.fill("赤水河 (左岸) 'A'")
    atlas.wait_for_figure()
    panel.get_by_role("button", name="复制命令").click()
    atlas.says("命令已复制")
    words = shlex.split(atlas.page.evaluate("navigator.clipboard.readText()"))
    assert words[:2] == ["atlas", "map"]
    assert words[words.index("--topic") + 1] == "baijiu"
    assert words[words.index("--title") + 1] == "赤水河 (左岸) 'A'"
    assert words[words.index("-o") + 1].endswith(".pdf")


def test_what_the_rules_refuse_cannot_be_exported_by_a_visitor(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    leave_out_mark(atlas)
    button = panel.get_by_role("button", name="导出 PDF")
    expect(button).to_be_disabled()
    expect(button).to_have_accessible_description(re.compile("没有审图号.*请先处理"))
    expect(panel.get_by_role("listitem").filter(has_text="不能导出：没有审图号")).to_be_visible()
    expect(panel.get_by_role("checkbox", name="由我负责")).to_be_hidden()
    panel.get_by_label("审图号", exact=True).fill("黔S(2026)012号")
    atlas.wait_for_figure()
    expect(button).to_be_enabled()


def test_a_reviewer_takes_it_upon_himself_with_a_reason(
    open_office: Callable[..., Page], office: str, tmp_path: Path
) -> None:
    atlas = Atlas(open_office(), office).open("topic=baijiu")
    panel = atlas.open_export()
    leave_out_mark(atlas)
    button = panel.get_by_role("button", name="导出 PDF")
    panel.get_by_role("checkbox", name="由我负责").check()
    expect(button).to_be_disabled()
    panel.get_by_label("理由").fill("内部会议用，会后收回")
    expect(button).to_be_enabled()
    assert take(atlas, "导出 PDF", tmp_path).read_bytes().startswith(b"%PDF")


def test_a_picture_with_too_many_pixels_is_told_before_it_is_asked_for(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    panel.get_by_role("radio", name="PNG").check()
    panel.get_by_label("纸张").select_option("A0")
    panel.get_by_label("分辨率").select_option("600")
    atlas.wait_for_figure()
    expect(panel.get_by_role("listitem").filter(has_text="超过上限")).to_be_visible()
    expect(panel.get_by_role("button", name="导出 PNG")).to_be_disabled()


def test_what_was_found_of_other_values_does_not_stand(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    atlas.page.route("**/exports/check*", hold)
    with atlas.page.expect_request("**/exports/check*"):
        panel.get_by_role("radio", name="纵向").check()
    found = panel.get_by_role("region", name="出图前检查")
    expect(found.get_by_role("listitem")).to_have_text(["正在检查…"])
    button = panel.get_by_role("button", name="导出 PDF")
    expect(button).to_be_disabled()
    for route in held:
        route.continue_()
    expect(button).to_be_enabled()
    expect(found.get_by_role("listitem").first).to_contain_text("提示：没有审图号")


def test_what_goes_wrong_is_told_where_the_preview_is(open_atlas: OpenAtlas, watches: list[Watch]) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    watches[-1].expected.append("503")
    answer = {
        "error": {
            "code": "busy",
            "message": {"zh": "正在出的图太多", "en": "too many figures are being drawn"},
            "hint": {"zh": "请过一会儿再试。", "en": "Try again in a moment."},
        }
    }

    def refuse(route: Route) -> None:
        route.fulfill(status=503, json=answer)

    atlas.page.route("**/exports/figure*", refuse)
    panel.get_by_role("radio", name="黑白").check()
    problem = panel.get_by_role("region", name="预览").get_by_role("alert")
    expect(problem).to_contain_text("正在出的图太多")
    expect(problem).to_contain_text("请过一会儿再试。")
    # The last picture is kept.
    expect(atlas.preview).to_be_visible()
    atlas.page.unroute("**/exports/figure*", refuse)
    problem.get_by_role("button", name="重试").click()
    expect(problem).to_have_count(0)


def test_a_template_brings_its_look_and_leaves_the_subject(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    panel.get_by_label("标题", exact=True).first.fill("赤水河流域白酒")
    panel.get_by_label("模板", exact=True).select_option("slide")
    atlas.wait_for_figure()
    expect(panel.get_by_role("radio", name="PNG")).to_be_checked()
    assert atlas.figure_shape() == pytest.approx(16 / 9, rel=0.01)
    expect(atlas.preview).to_have_attribute("alt", re.compile("^赤水河流域白酒"))
    expect(panel.get_by_role("button", name="存为")).to_have_count(0)


def test_staff_save_a_template_and_remove_it(open_office: Callable[..., Page], office: str) -> None:
    atlas = Atlas(open_office(), office).open("topic=baijiu")
    panel = atlas.open_export()
    panel.get_by_label("纸张").select_option("A3")
    panel.get_by_role("button", name="存为").click()
    expect(panel.get_by_label("模板名称")).to_be_focused()
    atlas.page.keyboard.type("省工信厅 A3（横版）")
    panel.get_by_role("button", name="保存", exact=True).click()
    atlas.says("已保存模板：省工信厅 A3（横版）")
    choice = panel.get_by_label("模板", exact=True)
    expect(choice).to_have_value("省工信厅-A3-横版")
    choice.select_option("")
    expect(panel.get_by_label("纸张")).to_have_value("A4")
    choice.select_option("省工信厅-A3-横版")
    expect(panel.get_by_label("纸张")).to_have_value("A3")
    panel.get_by_role("button", name="删除").click()
    atlas.says("模板已删除")
    expect(choice.get_by_role("option", name="省工信厅")).to_have_count(0)


def test_a_figure_file_brings_its_own_settings_back(open_atlas: OpenAtlas, tmp_path: Path) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    panel.get_by_label("纸张").select_option("A5")
    panel.get_by_label("标题", exact=True).first.fill("赤水河流域白酒")
    atlas.wait_for_figure()
    path = take(atlas, "导出 PDF", tmp_path)

    atlas = atlas.open("topic=tea")
    panel = atlas.open_export()
    open_group(atlas, "由图件重绘").get_by_label("选择以前导出的图件").set_input_files(path)
    atlas.says(re.compile("数据与当时相同"))
    atlas.wait_for_figure()
    expect(panel.get_by_label("纸张")).to_have_value("A5")
    expect(atlas.preview).to_have_attribute("alt", re.compile("^赤水河流域白酒.*点名 5 县"))
    panel.get_by_role("button", name="回到当前视图").click()
    atlas.wait_for_figure()
    expect(atlas.preview).to_have_attribute("alt", re.compile("茶"))


def test_the_book_of_a_prefecture_goes_on_while_the_panel_is_closed(
    open_atlas: OpenAtlas, tmp_path: Path
) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    group = open_group(atlas, "县册")
    group.get_by_label("哪些县").select_option(label="贵阳市")
    group.get_by_role("button", name="制作县册").click()
    job = panel.get_by_role("region", name="制作进度")
    expect(job).to_contain_text("县册：贵阳市")
    atlas.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    atlas.reload().open_export()
    file = job.get_by_role("link", name=re.compile("下载 .*pdf"))
    expect(file).to_be_visible(timeout=BOOK_MS)
    with atlas.page.expect_download() as started:
        file.click()
    path = tmp_path / "book.pdf"
    started.value.save_as(path)
    assert "开阳县" in text_of(path.read_bytes())


def test_two_long_tasks_have_a_line_each_also_after_a_reload(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    book = open_group(atlas, "县册")
    book.get_by_label("哪些县").select_option(label="贵阳市")
    book.get_by_role("button", name="制作县册").click()
    report = open_group(atlas, "Word")
    report.get_by_label("文件标题").fill("白酒产业布局")
    report.get_by_role("button", name="Word").click()
    lines = panel.get_by_role("region", name="制作进度").get_by_role("listitem")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("县册：贵阳市")
    atlas.reload().open_export()
    expect(lines.first.get_by_role("link", name=re.compile("下载 .*pdf"))).to_be_visible(timeout=BOOK_MS)
    expect(lines.last.get_by_role("link", name=re.compile("下载 .*docx"))).to_be_visible(timeout=BOOK_MS)
    lines.last.get_by_role("button", name="知道了").click()
    expect(lines).to_have_count(1)
    with atlas.page.expect_download():
        lines.first.get_by_role("link").click()
    expect(lines).to_have_count(1)
    atlas.page.keyboard.press("Escape")
    atlas.open_export()
    expect(lines).to_have_count(0)


def test_a_book_can_be_cancelled(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    open_group(atlas, "县册").get_by_role("button", name="制作县册").click()
    job = panel.get_by_role("region", name="制作进度")
    job.get_by_role("button", name="取消").click()
    expect(job).to_contain_text("已取消：县册：贵州省各县", timeout=BOOK_MS)
    job.get_by_role("button", name="知道了").click()
    expect(job).to_be_hidden()


def test_figures_are_put_by_for_a_report(open_atlas: OpenAtlas, tmp_path: Path) -> None:
    atlas = open_atlas("topic=baijiu")
    panel = atlas.open_export()
    group = open_group(atlas, "Word")
    group.get_by_role("button", name="加入本图").click()
    atlas.says(re.compile("白酒.*共 1 幅"))
    expect(group.get_by_role("listitem")).to_have_count(1)
    group.get_by_label("文件标题").fill("白酒产业布局")
    group.get_by_role("button", name="Word").click()
    file = panel.get_by_role("region", name="制作进度").get_by_role("link", name=re.compile("docx"))
    expect(file).to_be_visible(timeout=BOOK_MS)
    with atlas.page.expect_download() as started:
        file.click()
    path = tmp_path / "report.docx"
    started.value.save_as(path)
    with zipfile.ZipFile(path) as report:
        assert "白酒产业布局" in report.read("word/document.xml").decode()


def test_back_and_escape_close_it_and_the_view_stays(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu&unit=520382")
    view = atlas.view()
    atlas.open_export()
    assert atlas.view() == view
    atlas.page.go_back()
    expect(atlas.export).to_be_hidden()
    assert atlas.view() == view
    atlas.open_export()
    atlas.page.keyboard.press("Escape")
    expect(atlas.export).to_be_hidden()
    expect(atlas.page.get_by_role("button", name="出图")).to_be_focused()
    expect(atlas.detail).to_be_visible()
    assert atlas.view() == view
    # No step of the panel is left behind: Back leads out of the page's first view.
    atlas.page.go_back()
    assert atlas.page.url == "about:blank"


def test_it_needs_no_mouse(open_atlas: OpenAtlas, tmp_path: Path) -> None:
    atlas = open_atlas("topic=baijiu")
    page = atlas.page
    opener = page.get_by_role("button", name="出图")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(atlas.export.get_by_role("heading", name="导出成品图")).to_be_focused()
    atlas.wait_for_figure()

    def tab_to(name: str) -> Locator:
        control = atlas.export.get_by_role("radio", name=name).or_(
            atlas.export.get_by_role("button", name=name)
        )
        for _ in range(60):
            page.keyboard.press("Tab")
            if control.evaluate("(one) => one === document.activeElement"):
                break
            assert page.evaluate("document.activeElement.closest('dialog, body').matches('dialog, body')")
        expect(control).to_be_focused()
        return control

    tab_to("横向").press("ArrowRight")
    expect(atlas.export.get_by_role("radio", name="纵向")).to_be_checked()
    atlas.wait_for_figure()
    assert atlas.figure_shape() < 1
    button = tab_to("导出 PDF")
    with page.expect_download() as started:
        button.press("Enter")
    assert started.value.suggested_filename.endswith(".pdf")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("query", ["topic=baijiu", "topic=tea&theme=dark&lang=en"], ids=["light", "dark"])
def test_no_serious_fault_with_every_group_open(
    open_atlas: OpenAtlas, query: str, options: dict[str, object]
) -> None:
    atlas = open_atlas(query, **options)
    panel = atlas.open_export()
    panel.evaluate("(panel) => panel.querySelectorAll('details').forEach((one) => { one.open = true })")
    leave_out = panel.get_by_role("checkbox", name=re.compile("内部草稿|internal draft"))
    leave_out.uncheck()
    atlas.wait_for_figure()
    assert faults(atlas) == []


def test_on_a_phone_it_is_one_column_for_fingers(on_phone: OpenAtlas) -> None:
    atlas = on_phone("topic=baijiu")
    panel = atlas.open_export()
    assert atlas.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert panel.evaluate("(panel) => panel.querySelector('.export-body').scrollWidth") <= 390
    assert atlas.page.evaluate(_SMALL, [CONTROLS, FINGER]) == []
    panel.get_by_role("button", name="导出 PDF").scroll_into_view_if_needed()
    assert atlas.page.evaluate(_SMALL, [CONTROLS, FINGER]) == []


def test_the_page_on_paper_is_as_it_was(open_atlas: OpenAtlas) -> None:
    atlas = open_atlas("topic=baijiu")
    atlas.open_export()
    atlas.page.emulate_media(media="print")
    expect(atlas.export).to_be_hidden()
    expect(atlas.title).to_be_visible()
