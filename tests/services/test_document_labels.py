"""Documents of nearly one title are told apart by what differs first."""

from __future__ import annotations

import pytest

from atlas.core.errors import Text
from atlas.services.document_labels import AboutDocument, label_document


def about(title: str, status: str = "final", file: str = "") -> AboutDocument:
    return AboutDocument(f"{title}-{status}", Text(title, ""), status, 2026, file)


@pytest.mark.parametrize(
    "title", ["某市产业方案", "某市产业方案（2026—2028年）", "某市产业方案（征求意见稿）"]
)
def test_a_title_with_more_behind_it_is_told_apart_by_the_status(title: str) -> None:
    draft, final = about("某市产业方案", "draft"), about(title)
    assert label_document(draft, final).zh == "某市产业方案（未定稿）"
    assert label_document(final, draft).zh == f"{title}（正式文件）"


def test_two_files_of_one_status_are_told_apart_by_their_names() -> None:
    one, other = (
        about("某市产业方案", file="第一稿.docx"),
        about("某市产业方案（2026年）", file="第二稿.docx"),
    )
    assert label_document(one, other).zh == "某市产业方案（第一稿）"


def test_titles_of_other_plans_stay_as_they_are() -> None:
    assert label_document(about("某市产业方案"), about("某县产业方案")).zh == "某市产业方案"
