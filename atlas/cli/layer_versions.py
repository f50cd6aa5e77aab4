"""``atlas layers versions|diff|publish|rollback|remove|restore|discard``: versions of the layers that users added."""

from __future__ import annotations

from typing import Any

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, print_table, reports_errors
from atlas.services.versions import Versions
from atlas.settings import load_settings

_VERSION_COLUMNS = (
    "version",
    "state",
    "feature_count",
    "geometry_type",
    "crs",
    "created",
    "created_by",
    "note",
)
_expected = click.option(
    "--expected", type=int, default=None, help="Version that you saw as published; refused when it has moved."
)


@click.command("versions")
@click.argument("layer_id")
@json_option
@reports_errors
def versions_command(layer_id: str, *, as_json: bool) -> None:
    """Versions of a layer, newest first."""
    answer = _versions().show(command_actor(), layer_id)
    if as_json:
        print_json(answer)
        return
    click.echo(
        f"{answer['id']}  {answer['title']['zh']}" + ("  （已移除 / removed）" if answer["removed"] else "")
    )
    print_table(_VERSION_COLUMNS, answer["versions"])


@click.command("diff")
@click.argument("layer_id")
@click.argument("old", type=int, required=False)
@click.argument("new", type=int, required=False)
@click.option("--key", default="", help="Field that names each feature; chosen when not given.")
@json_option
@reports_errors
def diff_command(layer_id: str, old: int | None, new: int | None, *, key: str, as_json: bool) -> None:
    """What changed between two versions (default: the published one and the newest)."""
    answer = _versions().compare(command_actor(), layer_id, old, new, key=key)
    if as_json:
        print_json(answer)
        return
    by = f"{answer['matched_by']} {answer['key']}".strip()
    click.echo(f"{layer_id}: {answer['old']} → {answer['new']}  （对应方式 / matched by: {by}）")
    kinds = ("added", "removed", "geometry_changed", "attributes_changed")
    rows = [
        {"change": kind, "count": answer[kind]["count"], "features": _some(answer[kind])} for kind in kinds
    ]
    print_table(
        ("change", "count", "features"), [*rows, {"change": "unchanged", "count": answer["unchanged"]}]
    )
    for kind, mark in (("added", "+"), ("removed", "−")):
        _show_names(answer[kind], mark)
    for kind, names in answer["fields"].items():
        if names:
            click.echo(f"fields {kind}: {', '.join(names)}")
    for sample in answer["samples"]:
        changes = [f"{name}: {one['old']} → {one['new']}" for name, one in sample["values"].items()]
        if sample["moved"]:
            changes.append("几何 / geometry")
        click.echo(f"  {sample['key'] or sample['new_number']}: {'; '.join(changes)}")


@click.command("publish")
@click.argument("layer_id")
@click.argument("version", type=int, required=False)
@_expected
@json_option
@reports_errors
def publish_command(layer_id: str, version: int | None, *, expected: int | None, as_json: bool) -> None:
    """Let everybody see a version (default: the newest)."""
    versions, actor = _versions(), command_actor()
    shown = versions.show(actor, layer_id)
    seen = shown["published"] if expected is None else expected
    if version is None:
        answer = versions.publish_newest(actor, layer_id, expected=seen)
    else:
        answer = versions.publish(actor, layer_id, version, expected=seen)
    _tell(
        answer,
        as_json=as_json,
        words=f"{layer_id}：已发布第 {answer['version']} 版 / version {answer['version']} is published",
    )


@click.command("rollback")
@click.argument("layer_id")
@click.argument("version", type=int, required=False)
@_expected
@json_option
@reports_errors
def rollback_command(layer_id: str, version: int | None, *, expected: int | None, as_json: bool) -> None:
    """Go back to an earlier version (default: the one published before)."""
    versions, actor = _versions(), command_actor()
    seen = versions.show(actor, layer_id)["published"] if expected is None else expected
    answer = versions.rollback(actor, layer_id, version, expected=seen)
    _tell(
        answer,
        as_json=as_json,
        words=f"{layer_id}：已回到第 {answer['version']} 版 / back to version {answer['version']}",
    )


@click.command("remove")
@click.argument("layer_id")
@json_option
@reports_errors
def remove_command(layer_id: str, *, as_json: bool) -> None:
    """Hide a layer from everybody; nothing is lost, see restore."""
    answer = _versions().remove(command_actor(), layer_id)
    _tell(
        answer,
        as_json=as_json,
        words=f"{layer_id}：已移除，可用 restore 恢复 / removed; restore brings it back",
    )


@click.command("restore")
@click.argument("layer_id")
@json_option
@reports_errors
def restore_command(layer_id: str, *, as_json: bool) -> None:
    """Show a removed layer again."""
    answer = _versions().restore(command_actor(), layer_id)
    _tell(answer, as_json=as_json, words=f"{layer_id}：已恢复 / restored")


@click.command("discard")
@click.argument("layer_id")
@click.argument("version", type=int)
@json_option
@reports_errors
def discard_command(layer_id: str, version: int, *, as_json: bool) -> None:
    """Remove a version that was never published."""
    _versions().discard(command_actor(), layer_id, version)
    answer = {"layer": layer_id, "version": version, "discarded": True}
    _tell(
        answer, as_json=as_json, words=f"{layer_id}：已删除第 {version} 版 / version {version} is discarded"
    )


COMMANDS = (
    versions_command,
    diff_command,
    publish_command,
    rollback_command,
    remove_command,
    restore_command,
    discard_command,
)


def _versions() -> Versions:
    services = open_services(load_settings())
    return Versions(services.workspace, services.store, services.policy)


def _tell(answer: dict[str, Any], *, as_json: bool, words: str) -> None:
    if as_json:
        print_json(answer)
    else:
        note(words)


def _show_names(listed: dict[str, Any], mark: str) -> None:
    """One line a feature: number and name."""
    for number, name in zip(listed["features"], listed["names"], strict=False):
        click.echo(f"  {mark} {number} {name}".rstrip())
    if listed["count"] > len(listed["names"]):
        click.echo(f"  {mark} … 共 {listed['count']} 个 / in all")


def _some(listed: dict[str, Any]) -> str:
    numbers = listed["features"]
    return ", ".join(map(str, numbers[:10])) + (" …" if listed["count"] > 10 else "")
