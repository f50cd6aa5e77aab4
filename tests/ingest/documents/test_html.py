"""Web pages: the text of the document, without the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import AtlasError
from tests.ingest.documents.samples import notes, read_here, texts

FIRST = "到2027年，石门县柑橘种植面积稳定在45万亩，建成标准化果园100个。"
SECOND = "支持桃源、澧县等县共建茶叶产业带，推动加工企业向园区集中发展。"
MENU = '<ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开，依法行政，服务群众，欢迎您访问本县政府网站。</a></li></ul>'


def page(content: str, *, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{content}</body></html>".encode()
    )


def read_page(content: str, tmp_path: Path, *, head: str = "") -> list[str]:
    return texts(read_here(page(content, head=head), tmp_path, name="规划.html"))


@pytest.mark.parametrize(
    ("declared", "codec", "encoding", "codes"),
    [
        ("utf-8", "utf-8", "utf-8", set()),
        ("gb2312", "gbk", "gb18030", set()),
        ("GBK", "gb18030", "gb18030", set()),
        ("utf-8", "gbk", "gbk", {"encoding_not_as_declared"}),
        ("iso-8859-1", "gbk", "gbk", {"encoding_guessed"}),
        ("", "utf-8-sig", "utf-8", set()),
        ("", "gbk", "gbk", {"encoding_guessed"}),
        ("utf-8", "utf-16", "utf-16le", set()),
    ],
)
def test_the_encoding_is_that_of_the_mark_the_declaration_or_the_evidence(
    declared: str, codec: str, encoding: str, codes: set[str], tmp_path: Path
) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = f"<html><head>{meta}</head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>".encode(codec)
    source = read_here(data, tmp_path)
    assert (source.kind, source.encoding, texts(source)) == ("html", encoding, [FIRST, SECOND])
    assert set(notes(source)) == codes


def test_a_few_broken_bytes_in_a_declared_encoding_are_replaced_and_told(tmp_path: Path) -> None:
    data = page(f"<p>{FIRST * 40}</p>").replace("稳定".encode(), b"\xff\xe7\xa8", 1)
    source = read_here(data, tmp_path)
    assert notes(source)["bytes_replaced"] == 2
    assert "\ufffd" in source.text


@pytest.mark.parametrize(
    "around",
    [
        f"<nav>{MENU}</nav>",
        f'<div class="header">{MENU}</div>',
        f'<div id="top_nav">{MENU}</div>',
        '<div class="crumb">当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; 规划计划</div>',
        '<div class="bdsharebuttonbox">分享到：微信 微博</div>',
        '<div class="print">【打印】【关闭】</div>',
        f'<div class="related"><h3>相关链接</h3>{MENU}</div>',
        "<footer>主办：石门县人民政府办公室，地址：湖南省常德市石门县，电话：略，欢迎，投稿。</footer>",
        '<div class="cookie-bar">本站使用cookie，请您同意。</div>',
        '<div class="qrcode">扫一扫在手机打开当前页</div>',
        '<div style="display: none">您访问的链接即将离开，是否继续？请您确认后再继续访问，谢谢。</div>',
        "<script>document.write('县，县，县。')</script><style>p{color:red}</style><noscript>请打开脚本。</noscript>",
        "<form><select><option>选择乡镇，街道，村组。</option></select><button>搜索</button></form>",
        '<p class="x">打印本页 | 关闭窗口</p>',
        '<p class="x">责任编辑：张三</p>',
    ],
)
def test_the_site_around_the_text_is_left_out(around: str, tmp_path: Path) -> None:
    content = f'{around}<div class="box"><p>{FIRST}</p><p>{SECOND}</p></div>{around}'
    assert read_page(content, tmp_path) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "name", ['id="UCAP-CONTENT"', 'id="zoom"', 'class="TRS_Editor"', 'class="article-content"']
)
def test_the_block_that_offices_use_for_the_text_is_known(name: str, tmp_path: Path) -> None:
    content = f"<div><div><p>欢迎访问本县</p></div><div {name}><p>{FIRST}</p><p>{SECOND}</p></div><div>本县概况</div></div>"
    assert read_page(content, tmp_path) == [FIRST, SECOND]


def test_a_block_with_most_of_the_text_stays_whatever_it_is_called(tmp_path: Path) -> None:
    assert read_page(f'<div class="print"><p>{FIRST}</p><p>{SECOND}</p></div>', tmp_path) == [FIRST, SECOND]


def test_headings_and_dates_around_the_sentences_stay(tmp_path: Path) -> None:
    content = (
        f"<div class=w><div><p>第一章 总则</p></div><div><p>{FIRST}</p><p>{SECOND}</p></div><div>石门县人民政府</div>"
        "<div>2024年3月1日</div></div>"
    )
    assert read_page(content, tmp_path) == ["第一章 总则", FIRST, SECOND, "石门县人民政府", "2024年3月1日"]


def test_what_was_left_out_is_counted(tmp_path: Path) -> None:
    source = read_here(page(f"<nav>{MENU}</nav><div><p>{FIRST}</p><p>{SECOND}</p></div>"), tmp_path)
    assert notes(source) == {"site_furniture_removed": 2}


@pytest.mark.parametrize(
    ("head", "content", "title"),
    [
        ('<meta name="ArticleTitle" content="柑橘规划">', "<h1>石门</h1>", "柑橘规划"),
        ("<title>柑橘规划_石门县人民政府</title>", "<h1>柑橘规划</h1>", "柑橘规划"),
        ("<title>柑橘规划_石门县人民政府</title>", "", "柑橘规划"),
        ("<title>石门县柑橘规划-石门县人民政府门户网站</title>", "<h1>甲</h1><h1>乙</h1>", "石门县柑橘规划"),
        ("", "", ""),
    ],
)
def test_the_title_is_declared_printed_or_that_of_the_window(
    head: str, content: str, title: str, tmp_path: Path
) -> None:
    source = read_here(page(f"{content}<div><p>{FIRST}</p></div>", head=head), tmp_path)
    assert source.title == title
    if title:
        assert texts(source)[0] == title


def test_lines_end_at_blocks_and_breaks_and_blanks_run_together(tmp_path: Path) -> None:
    content = f"<p>&nbsp;&nbsp;{FIRST}<br>二、\n  重点<b>任务</b></p>散文<div>{SECOND}</div><pre>甲\n乙</pre>"
    assert read_page(content, tmp_path) == [FIRST, "二、 重点任务", "散文", SECOND, "甲", "乙"]


@pytest.mark.parametrize(
    ("attributes", "labels"),
    [
        ("", ("1. ", "2. ")),
        ('type="A"', ("A. ", "B. ")),
        ('start="5"', ("5. ", "6. ")),
        ("reversed", ("2. ", "1. ")),
        ('style="list-style-type: cjk-ideographic"', ("一、", "二、")),
        ('style="list-style: none"', ("", "")),
    ],
)
def test_lists_keep_their_printed_numbers(attributes: str, labels: tuple[str, str], tmp_path: Path) -> None:
    content = f"<ol {attributes}><li>{FIRST}</li><li><p>{SECOND}</p></li></ol>"
    assert read_page(content, tmp_path) == [labels[0] + FIRST, labels[1] + SECOND]


def test_a_number_in_the_words_is_not_printed_twice(tmp_path: Path) -> None:
    assert read_page(f"<ol><li>（一）{FIRST}</li><li>{SECOND}</li></ol>", tmp_path) == [
        "（一）" + FIRST,
        "2. " + SECOND,
    ]


def test_rows_of_a_table_are_lines_and_merged_cells_stand_once(tmp_path: Path) -> None:
    rows = (
        "<tr><td rowspan=2>石门县</td><td>柑橘</td><td>45<br>万亩</td></tr><tr><td>茶叶</td><td>20万亩</td></tr>"
        "<tr><td colspan=2>合计</td><td>65万亩</td></tr>"
    )
    assert read_page(f"<p>{FIRST}</p><table>{rows}</table>", tmp_path)[1:] == [
        "石门县\t柑橘\t45  万亩",
        "\t茶叶\t20万亩",
        "合计\t\t65万亩",
    ]


def test_a_cell_over_rows_and_columns_leaves_their_places_empty(tmp_path: Path) -> None:
    rows = (
        "<tr><th rowspan=2>县</th><th colspan=2>2027年</th></tr><tr><th>产值</th><th>税收</th></tr>"
        "<tr><td>石门县</td><td>30</td><td>2</td></tr>"
    )
    assert read_page(f"<p>{FIRST}</p><table>{rows}</table>", tmp_path)[1:] == [
        "县\t2027年\t",
        "\t产值\t税收",
        "石门县\t30\t2",
    ]


def test_a_page_laid_out_in_tables_is_read_as_text(tmp_path: Path) -> None:
    inner = f"<table><tr><td>作物</td><td>面积</td></tr></table><p>{FIRST}</p>"
    content = f"<table><tr><td>栏目</td><td><table><tr><td>{inner}</td></tr></table><p>{SECOND}</p></td></tr></table>"
    assert read_page(content, tmp_path) == ["栏目", "作物\t面积", FIRST, SECOND]


def test_a_page_nested_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as refused:
        read_here(b"<html><body>" + b"<div>" * 1_000_000 + FIRST.encode(), tmp_path)
    assert refused.value.code == "document_too_deep"


def test_tags_that_were_never_closed_do_not_matter(tmp_path: Path) -> None:
    content = "<font>" * 300 + f"<p>{FIRST}<p>{SECOND}"
    assert read_page(content, tmp_path) == [FIRST, SECOND]


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as refused:
        read_here(page("<nav>首页</nav><img src='a.png'>"), tmp_path)
    assert refused.value.code == "document_empty"


def test_entities_of_a_page_itself_are_not_expanded(tmp_path: Path) -> None:
    data = f'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>{FIRST}&b;</p>'.encode()
    assert "aaaa" not in read_here(data, tmp_path).text.removeprefix(FIRST).split("]>")[-1]
