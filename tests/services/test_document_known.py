"""The same file is not added twice unawares: who sends it is told which document it is, and says what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas.bootstrap import Services
from atlas.core.access import Actor
from atlas.core.errors import ConflictError
from atlas.services.document_wishes import AddRequest
from tests.document_samples import (
    EDITOR,
    OTHER_EDITOR,
    PLAN_2028,
    REVIEWER,
    TEXT,
    add_plan,
    confirm,
    open_office,
    sample_library,
)

Send = Callable[..., dict[str, Any]]


@pytest.fixture
def office(home: Path) -> Services:
    services = open_office(home)
    add_plan(services, home)
    return services


@pytest.fixture
def send(office: Services, tmp_path: Path) -> Send:
    """``send(actor, **wishes)``: the file of the plan, under another name."""
    path = tmp_path / "另存.txt"
    path.write_text(TEXT, encoding="gb18030")

    def add(actor: Actor = EDITOR, **wishes: Any) -> dict[str, Any]:
        return sample_library(office).add(actor, path, AddRequest("另存.txt", "520000", **wishes))

    return add


def refusal(send: Send, actor: Actor = EDITOR, **wishes: Any) -> ConflictError:
    with pytest.raises(ConflictError) as refused:
        send(actor, **wishes)
    return refused.value


def ids(office: Services) -> set[str]:
    documents = office.library.list_documents(EDITOR)["documents"]
    return {one["id"] for one in documents if not one["is_built_in"]}


def test_the_document_that_it_is_is_named_with_who_added_it_and_when(office: Services, send: Send) -> None:
    error = refusal(send)
    assert error.code == "document_known"
    assert error.detail["document"] == PLAN_2028
    assert error.detail["title"]["zh"] == "南明片区产业协作方案"
    assert error.detail["created_by"] == EDITOR.name
    added = office.library.show(EDITOR, PLAN_2028)["created"]
    assert error.detail["created"] == added
    assert added[:10] in error.message.zh
    assert ids(office) == {PLAN_2028}


def test_another_file_is_no_matter(office: Services, tmp_path: Path) -> None:
    path = tmp_path / "第二稿.txt"
    path.write_text(f"{TEXT}。", encoding="gb18030")
    sample_library(office).add(EDITOR, path, AddRequest("第二稿.txt", "520000", id="second-draft"))
    assert ids(office) == {PLAN_2028, "second-draft"}


def test_it_is_added_all_the_same_where_that_is_said(office: Services, send: Send) -> None:
    send(id="once-more", again=True)
    assert ids(office) == {PLAN_2028, "once-more"}


def test_it_replaces_the_one_that_nobody_has_reviewed(office: Services, send: Send) -> None:
    assert refusal(send).detail["may_replace"]
    send(id=PLAN_2028, replace=True)
    assert ids(office) == {PLAN_2028}
    assert office.library.show(EDITOR, PLAN_2028)["file"]["name"] == "另存.txt"


def test_to_replace_another_document_by_it_makes_it_no_less_the_same(office: Services, send: Send) -> None:
    assert refusal(send, id="another", replace=True).code == "document_known"


def test_what_is_reviewed_is_not_offered_to_be_replaced(office: Services, send: Send) -> None:
    confirm(office, "i1")
    assert not refusal(send).detail["may_replace"]


@pytest.mark.parametrize(("actor", "may_replace"), [(OTHER_EDITOR, False), (REVIEWER, True)])
def test_a_document_of_somebody_else_is_replaced_by_whoever_may_remove_it(
    send: Send, actor: Actor, may_replace: bool
) -> None:
    assert refusal(send, actor).detail["may_replace"] is may_replace


def test_a_removed_document_is_forgotten(office: Services, send: Send) -> None:
    office.library.remove(REVIEWER, PLAN_2028)
    send(id="anew")
    assert ids(office) == {"anew"}
