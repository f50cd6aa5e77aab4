"""On the shelf, a draft whose final version counts says so, also while nobody has reviewed the draft."""

from __future__ import annotations

from pathlib import Path

from atlas.bootstrap import Services
from tests.document_samples import EDITOR, PLAN_2028, REVIEWER, add_plan, confirm, open_office

ISSUED = "plan-issued"


def finals(office: Services) -> dict[str, str | None]:
    documents = office.library.list_documents(EDITOR)["documents"]
    return {one["id"]: one["final"] and one["final"]["id"] for one in documents if not one["is_built_in"]}


def test_a_draft_is_marked_once_anything_of_its_final_version_is_confirmed(home: Path) -> None:
    office = open_office(home)
    add_plan(office, home)
    add_plan(office, home, document=ISSUED)
    title = office.library.show(EDITOR, PLAN_2028)["title"]["zh"]
    office.review.describe(
        REVIEWER, ISSUED, {"status": "final", "title": {"zh": f"关于印发《{title}》的通知", "en": ""}}
    )
    assert finals(office) == {PLAN_2028: None, ISSUED: None}
    confirm(office, "i1", document=ISSUED)
    assert finals(office) == {PLAN_2028: ISSUED, ISSUED: None}
    assert office.library.show(EDITOR, PLAN_2028)["final"]["id"] == ISSUED
    office.review.describe(REVIEWER, PLAN_2028, {"status": "repealed"})
    assert finals(office)[PLAN_2028] is None
