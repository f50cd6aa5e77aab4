"""Every rule that the reader can give as evidence has words in both languages: nobody reads its name in the code."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.core.model import Kind
from atlas.core.places.resolution import Rule
from atlas.core.policy.reading import roles
from atlas.core.policy.reading.confidence import COUNTS
from atlas.core.policy.reading.role_rules import ROLE_RULES
from atlas.core.policy.review import CHOSEN_RULE, PERSON_RULE
from atlas.services.document_exchange import IMPORT_RULE
from atlas.settings import PROJECT

READING = Path(roles.__file__).parent
#: What makes something that has a rule, and at which place of its arguments the name of the rule stands.
MAKERS = {"Role": 1, "KindOfFigure": 0, "_candidate": 3}
#: Functions that answer the name of a rule.
TELLERS = {"_plain_rule"}


def literal(node: ast.expr | None) -> Iterator[str]:
    """The texts that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literal(node.body)
        yield from literal(node.orelse)


def written_rules(tree: ast.Module) -> Iterator[str]:
    """Names of rules that stand as text in a module."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.keyword) and node.arg in {"rule", "told_by"}) or (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id == "told_by"
        ):
            yield from literal(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            place = MAKERS[node.func.id]
            yield from literal(node.args[place] if len(node.args) > place else None)
        elif isinstance(node, ast.FunctionDef) and node.name in TELLERS:
            for part in ast.walk(node):
                if isinstance(part, ast.Return):
                    yield from literal(part.value)


def emitted_rules() -> set[str]:
    """All that the reader, a person or an import can leave as the rule of an item or a place."""
    written = {
        rule
        for module in READING.rglob("*.py")
        for rule in written_rules(ast.parse(module.read_text(encoding="utf-8")))
    }
    tables = {rule.name for rule in ROLE_RULES} | {str(rule) for rule in Rule}
    told = {value.rule for value in vars(roles).values() if isinstance(value, roles.Role)}
    asked = {f"asked {kind.value}" for kind in (Kind.CLUSTER, Kind.PROJECT, Kind.ZONE)}
    # Forms of a quantity are the rules of its figure; shared out, figures and places go in pairs.
    forms = {"level", "multiple", "zero", "ratio", "present state", "respectively", "in doubt"}
    people = {PERSON_RULE, CHOSEN_RULE, IMPORT_RULE}
    return written | tables | told | asked | forms | people


def counted_rules() -> set[str]:
    """Names of rules of the labelled documents, taken apart."""
    return {part.strip() for rule in COUNTS for part in rule.split(";")}


def test_the_walk_finds_rules_of_every_kind() -> None:
    found = emitted_rules()
    assert {"statement", "asked by the verb before", "count", "box title", "short name", "except"} <= found
    assert counted_rules() <= found


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_rule_has_words(language: str) -> None:
    path = PROJECT / "static" / "messages" / f"{language}.json"
    messages = json.loads(path.read_text(encoding="utf-8"))
    missing = sorted(rule for rule in emitted_rules() if not messages.get(f"rule.{rule}", "").strip())
    assert missing == [], f"{path.name} has no words for these rules"
