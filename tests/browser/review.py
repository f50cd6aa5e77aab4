"""The review of a document as people use it: found by roles and words."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from atlas.bootstrap import Services
from atlas.core.access import Actor, Role
from atlas.services.document_wishes import AddRequest
from tests.browser.office import PASSWORD, REVIEWER

#: Reading a file may wait for a child process on a busy machine [ms].
READING_MS = 60_000
TEXT = """江苏省县域特色产业提升行动方案（2025—2027年）

一、重点任务
（一）发展绿色食品。支持鼓楼区建设预制菜产业园，支持睢宁、沛县、丰县等县建设粮食精深加工基地，到2027年粮食加工产值突破300亿元。
（二）发展茶叶。支持宜兴、溧阳和句容建设高标准茶园。
"""
_NUMBERS = itertools.count(1)
_FILES = itertools.count(1)


def plan_file(text: str = TEXT) -> FilePayload:
    """A plan of other bytes than every one before: the same file is not added twice unasked."""
    text += "\n" * next(_FILES)
    return {"name": "提升行动方案.txt", "mimeType": "text/plain", "buffer": text.encode("gb18030")}


@dataclass
class Review:
    """One page with a document under review."""

    page: Page
    address: str

    @property
    def queue(self) -> Locator:
        return self.page.get_by_role("listbox", name=re.compile("^(条目列表|Items)"))

    @property
    def current(self) -> Locator:
        return self.queue.get_by_role("option", selected=True)

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("^(当前条目|Current item)$"))

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("document", name=re.compile("^(原文|Text)$"))

    def mark(self, words: str) -> Locator:
        """The words of a place in the text."""
        return self.text.locator("mark", has_text=re.compile(f"^{words}$")).first

    def candidate(self, name: str) -> Locator:
        return self.card.get_by_role("button", name=name)

    def choose(self, title: str) -> None:
        self.queue.get_by_role("option", name=title).first.click()
        expect(self.card.get_by_role("heading", level=3)).to_contain_text(title)

    def select(self, line: str, words: str) -> None:
        """Select words of a line of the text, as a pointer does."""
        self.text.locator(".review-line", has_text=line).first.evaluate(
            """(line, words) => {
              const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
              const nodes = [];
              let text = '';
              while (walker.nextNode()) { nodes.push([text.length, walker.currentNode]); text += walker.currentNode.data; }
              const at = (position) => {
                const [start, node] = nodes.findLast(([from]) => from <= position);
                return [node, position - start];
              };
              const start = text.indexOf(words);
              const range = document.createRange();
              range.setStart(...at(start));
              const [node, offset] = at(start + words.length - 1);
              range.setEnd(node, offset + 1);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
            }""",
            words,
        )
        expect(self.page.get_by_role("toolbar", name="选中的文字")).to_be_visible()

    def show(self, choice: str) -> None:
        """Which items are listed."""
        self.page.get_by_label("显示哪些条目").select_option(label=choice)

    def says(self, words: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=words).first).to_be_attached()

    @property
    def id(self) -> str:
        found = re.search(r"[?&]review=([^&]+)", self.page.url)
        assert found
        return found[1]


def sign_in(page: Page, office: str, account: str = REVIEWER) -> None:
    page.goto(f"{office}sign-in")
    page.get_by_label("账号", exact=True).fill(account)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(office)


def add_document(page: Page, office: str, text: str = TEXT) -> Review:
    """Send a plan of Jiangsu by the dialog; gives its review."""
    page.goto(f"{office}?tab=documents&region=320000")
    page.get_by_role("button", name="添加文件").click()
    dialog = page.get_by_role("dialog", name="添加文件")
    dialog.get_by_label("选择文件，或拖到这里").set_input_files([plan_file(text)])
    area = dialog.get_by_role("combobox", name="适用地区")
    expect(area).to_have_value("江苏省", timeout=READING_MS)
    dialog.get_by_label("编号（可不填）").fill(f"js-plan-{next(_NUMBERS)}")
    dialog.get_by_role("button", name="读取").click()
    review = Review(page, office)
    expect(review.current).to_be_visible(timeout=READING_MS)
    return review


def put_document(services: Services, folder: Path, text: str = TEXT, *, status: str = "") -> str:
    """The same plan without the dialog; gives its id."""
    file = plan_file(text)
    path = folder / file["name"]
    path.write_bytes(file["buffer"])
    document = f"js-plan-{next(_NUMBERS)}"
    request = AddRequest(file["name"], "320000", id=document, status=status)
    services.library.add(Actor(REVIEWER, Role.REVIEWER), path, request)
    return document


def open_review(page: Page, office: str, document: str, query: str = "") -> Review:
    page.goto(f"{office}?review={document}{query}")
    review = Review(page, office)
    expect(review.text).to_be_visible()
    return review
