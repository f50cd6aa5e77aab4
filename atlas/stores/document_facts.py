"""What is said of an added document as a whole, when two people change it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atlas.core.errors import ConflictError, Text
from atlas.stores.document_records import DocumentHead

_NAMES = {
    "title": Text("标题", "title"),
    "issuer": Text("发文机关", "issuer"),
    "status": Text("状态", "status"),
}


def plain_fact(value: Text | str) -> Any:
    """A fact as JSON has it."""
    return value.to_dict() if isinstance(value, Text) else value


def check_expected(head: DocumentHead, facts: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Refuse to overwrite what somebody else has said meanwhile.

    Parameters
    ----------
    head
        As it stands.
    facts
        What is to be said.
    expected
        What whoever says it has seen before them; a fact that it leaves out is not compared.

    Raises
    ------
    ConflictError
        One of the facts is neither what was seen nor what is to be said; the detail gives those ``fields`` as they are
        ``now``.
    """
    moved = [
        name
        for name in sorted(facts.keys() & expected.keys())
        if _shown(getattr(head, name)) not in (_shown(expected[name]), _shown(facts[name]))
    ]
    if not moved:
        return
    zh = "、".join(_NAMES[name].zh for name in moved)
    en = ", ".join(_NAMES[name].en for name in moved)
    raise ConflictError(
        f"{zh}刚被他人改过，本次修改未保存",
        f"somebody has changed it meanwhile ({en}), nothing was saved",
        code="facts_overtaken",
        hint_zh="请关闭后重新打开“修改文件信息”，看过新的内容再改。",
        hint_en="Close the form, open it again, and change what it shows then.",
        fields=moved,
        now={name: _shown(getattr(head, name)) for name in moved},
    )


def _shown(value: Text | str) -> Any:
    """As readers see it: without an English title the Chinese one stands in its place."""
    return {"zh": value.zh, "en": value.en or value.zh} if isinstance(value, Text) else value
