"""The rows of the audit trail in the words of the page; the export keeps the codes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from atlas.web.page_texts import page_language, page_messages, translate

#: A digest is told by so many signs.
_MOST_DIGEST = 12


def say_action(action: str) -> str:
    """What was done, such as ``document.describe``; a code without words stands for itself."""
    return _words(f"audit.action.{action}", action)


def say_target(target: str) -> str:
    """On what, such as ``document:plan-2028``."""
    kind, colon, name = target.partition(":")
    words = _words(f"audit.target.{kind}", "")
    return f"{words} {name}" if colon and words else target


def say_values(values: Mapping[str, object] | None) -> str:
    """Old or new values.

    Parameters
    ----------
    values
        As the trail keeps them.

    Returns
    -------
    str
        One after the other; of the items of a document how many there are of each decision.
    """
    found = (_say_value(name, value) for name, value in (values or {}).items() if value is not None)
    return translate("audit.comma").join(words for words in found if words)


def _say_value(name: str, value: object) -> str:
    if name == "items" and isinstance(value, Mapping):
        return _say_items(value)
    if name == "digest" and isinstance(value, str):
        value = value[:_MOST_DIGEST]
    said = _say_plain(name, value)
    return translate("audit.value", name=_words(f"audit.field.{name}", name), value=said)


def _say_plain(name: str, value: object) -> str:
    if isinstance(value, bool):
        return translate("audit.yes" if value else "audit.no")
    if isinstance(value, str):
        return _words(f"role.{value}" if name == "role" else f"audit.{name}.{value}", value)
    if isinstance(value, Mapping) and set(value) == {"zh", "en"}:
        return str(value["en" if page_language() == "en" else "zh"])
    return json.dumps(value, ensure_ascii=False)


def _say_items(items: Mapping[str, object]) -> str:
    if len(items) == 1:
        ((item, decision),) = items.items()
        return translate("audit.item", item=item, decision=_say_decision(decision))
    counts = Counter(_say_decision(decision) for decision in items.values())
    return translate("audit.comma").join(_say_counts(counts))


def _say_counts(counts: Counter[str]) -> Iterator[str]:
    for decision, count in counts.most_common():
        yield translate("audit.items", decision=decision, count=count)


def _say_decision(decision: object) -> str:
    return _words(f"audit.decision.{decision or 'none'}", str(decision))


def _words(key: str, fallback: str) -> str:
    return page_messages(page_language()).get(key, fallback)
