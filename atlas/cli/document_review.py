"""``atlas documents review``: what waits for a decision, decided on the command line, exported and imported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
from click.core import ParameterSource

from atlas.bootstrap import Services, open_services
from atlas.cli.actor import command_actor
from atlas.cli.document_add import print_added
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.errors import ParameterError, Text
from atlas.services.answers import Answer
from atlas.services.document_desk import MOST_ROWS
from atlas.settings import load_settings
from atlas.stores.plain_files import write_bytes

_MARKS = {"open": "○", "second": "◐", "confirmed": "●", "rejected": "×"}
_LONGEST_QUOTE = 120
#: Parameters that ask for something else than to be shown what waits; ``reject`` goes with ``confirm``.
_ACTS = frozenset({"confirm", "reject", "confirm_above", "earlier", "undo", "target", "source"})
#: What an option goes with, where ``""`` stands for being shown what waits; without effect it would pass for done.
_GOES_WITH: Mapping[str, tuple[frozenset[str], Text]] = {
    "decide": (frozenset({"earlier"}), Text("要和 --carry 旧版 一起用", "goes with --carry OLD")),
    "replace": (frozenset({"source"}), Text("要和 --import 文件 一起用", "goes with --import FILE")),
    "clause": (
        frozenset({"", "confirm_above"}),
        Text(
            "只能用于查看待审条目，或和 --confirm-above 一起用",
            "goes with --confirm-above, or alone to be shown what waits",
        ),
    ),
    "limit": (frozenset({""}), Text("只能用于查看待审条目", "goes alone, to be shown what waits")),
}


@click.command("review")
@click.argument("document_id", required=False, default="")
@click.option("--clause", default="", help="Only this clause and those below it.")
@click.option(
    "--limit", type=click.IntRange(1, MOST_ROWS), default=20, show_default=True, help="Items shown."
)
@click.option("--confirm", multiple=True, metavar="ITEM", help="Confirm an item with its places.")
@click.option("--reject", multiple=True, metavar="ITEM", help="Reject an item.")
@click.option(
    "--confirm-above",
    type=click.FloatRange(0, 1),
    default=None,
    help="Confirm all items that are at least so sure, with all their places.",
)
@click.option(
    "--carry",
    "earlier",
    default="",
    metavar="ID",
    help="Bring the review of another version of the document here, as proposals.",
)
@click.option(
    "--decide", is_flag=True, help="With --carry: confirm and reject what was confirmed and rejected there."
)
@click.option("--undo", is_flag=True, help="Take your last step back.")
@click.option(
    "--export",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Write what is confirmed as a catalogue file (YAML).",
)
@click.option(
    "--import",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="Take in a catalogue file (YAML) as a reviewed document.",
)
@click.option(
    "--replace", is_flag=True, help="With --import: in the place of a document that nobody reviewed."
)
@json_option
@reports_errors
def review_command(  # noqa: PLR0913 - one parameter an option
    document_id: str,
    *,
    clause: str,
    limit: int,
    confirm: tuple[str, ...],
    reject: tuple[str, ...],
    confirm_above: float | None,
    earlier: str,
    decide: bool,
    undo: bool,
    target: Path | None,
    source: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Show what of a document waits for a decision, most doubtful and weightiest first, or decide."""
    _check_options(click.get_current_context())
    services = open_services(load_settings())
    if source is not None:
        _import(services, source, document_id, replace=replace, as_json=as_json)
    elif not document_id:
        raise click.UsageError(
            "缺少文件编号，可用 atlas documents list 查看 | the id of the document is missing, see: atlas documents list"
        )
    elif target is not None:
        _export(services, document_id, target, as_json=as_json)
    elif confirm or reject:
        changes = _changes(services, document_id, confirm, reject)
        _tell(services.review.decide(command_actor(), document_id, changes), as_json=as_json)
        _note_replaced(services, document_id)
    elif confirm_above is not None:
        answer = services.review.confirm_many(
            command_actor(), document_id, clause=clause, above=confirm_above
        )
        _tell(answer, as_json=as_json)
        _note_replaced(services, document_id)
    elif earlier:
        _carry(services, document_id, earlier, is_deciding=decide, as_json=as_json)
    elif undo:
        _tell(services.review.undo(command_actor(), document_id), as_json=as_json)
    else:
        _show_queue(services, document_id, clause, limit=limit, as_json=as_json)


def print_item(item: Answer) -> None:
    """Show an item with its places and the evidence.

    Parameters
    ----------
    item
        As of ``DocumentReview.items``.
    """
    figure = item["figure"]
    topics = ",".join(item["topics"])
    click.echo(f"{_MARKS[item['decision']]} {item['id']}  {item['clause']}  {item['kind']}  {topics}")
    click.echo(f"    {_shorten(item['summary']['zh'])}")
    if figure is not None:
        most = "" if figure["value_max"] is None else f"–{figure['value_max']}"
        year = "" if figure["year"] is None else f" ({figure['year']})"
        click.echo(f"    {figure['metric']} {figure['op']} {figure['value']}{most} {figure['unit']}{year}")
    if item["quote"]:
        where = f" [{item['where']}]" if item["where"] else ""
        click.echo(f"    “{_shorten(item['quote'])}”{where}")
    click.echo(f"    {item['rule']}, {item['confidence']:.2f}{_reviewer(item)}")
    for place in item["places"]:
        _print_place(place)


def _check_options(context: click.Context) -> None:
    """Refuse options that do not go with each other."""
    given = {
        name for name in context.params if context.get_parameter_source(name) is not ParameterSource.DEFAULT
    }
    acts = given & _ACTS
    if len(acts) > 1 and acts != {"confirm", "reject"}:
        raise ParameterError(
            "确认、批量确认、带来审核、撤销、导出、导入一次只能做一样",
            "decide, confirm many, carry, undo, export or import: one at a time",
        )
    for option, (partners, words) in _GOES_WITH.items():
        if option in given and partners.isdisjoint(acts or {""}):
            raise click.UsageError(f"--{option} {words.zh} | --{option} {words.en}")


def _print_place(place: Answer) -> None:
    units = "、".join(f"{unit['name']} {unit['adcode']}" for unit in place["units"]) or "?"
    mark = _MARKS[place["decision"]]
    click.echo(
        f"      {mark} {place['words']} → {units}  {place['relation']}  "
        f"[{place['rule']}, {place['confidence']:.2f}, {place['state']}]{_reviewer(place)}"
    )
    if place["state"] == "doubt":
        for number, candidate in enumerate(place["candidates"]):
            codes = "、".join(candidate["adcodes"])
            click.echo(f"          {number}: {candidate['name']} {codes}  {candidate['reason']['zh']}")


def _reviewer(decided: Answer) -> str:
    return f"  {decided['reviewer']} {decided['reviewed']}" if decided["reviewer"] else ""


def _changes(
    services: Services, document: str, confirm: tuple[str, ...], reject: tuple[str, ...]
) -> list[dict[str, object]]:
    items = services.review.items(command_actor(), document)["items"]
    versions = {item["id"]: item["version"] for item in items}
    wanted = [("confirm", item) for item in confirm] + [("reject", item) for item in reject]
    return [{"op": op, "item": item, "version": versions.get(item)} for op, item in wanted]


def _tell(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    for item in answer["items"]:
        print_item(item)
    counts = answer["counts"]
    note(
        f"已确认 {counts['confirmed']}，待第二人 {counts['second']}，待审 {counts['open']}，已否决 {counts['rejected']} / "
        f"confirmed {counts['confirmed']}, second person {counts['second']}, open {counts['open']}, "
        f"rejected {counts['rejected']}"
    )
    for name in ("left_open", "skipped"):
        if answer.get(name):
            note(f"仍待定 / still open: {', '.join(answer[name])}")


def _note_replaced(services: Services, document: str) -> None:
    """Of a final version that counts: which draft has left the map for it."""
    drafts = services.library.replaced(command_actor(), document, {})["documents"]
    for draft in drafts:
        if not draft["is_counted"]:
            note(
                f"草案 {draft['id']} 的 {draft['goals']} 条不再计入，用 --undo 恢复 / "
                f"{draft['goals']} items of the draft {draft['id']} no longer count, --undo brings them back"
            )


def _carry(services: Services, document: str, earlier: str, *, is_deciding: bool, as_json: bool) -> None:
    answer = services.carry.carry(command_actor(), document, earlier, is_deciding=is_deciding)
    if as_json:
        print_json(answer)
        return
    carried, left = answer["carried"], answer["not_carried"]
    for one in answer["left"]:
        click.echo(f"{one['reason']}  {one['clause']}  {_shorten(one['summary']['zh'])}")
    note(
        f"带来：改正 {carried['corrected']}，确认 {carried['confirmed']}，否决 {carried['rejected']}，补充 {carried['added']}（{answer['other_numbers']} 条仅数值不同，数值取自新文本）；"
        f"未带来：文字已改 {left['text_changed']}，读法不同 {left['read_otherwise']}，此处已处理 {left['decided']} / "
        f"{sum(carried.values())} carried, {sum(left.values())} not carried"
    )


def _show_queue(services: Services, document: str, clause: str, *, limit: int, as_json: bool) -> None:
    answer = services.review.queue(command_actor(), document, clause=clause, limit=limit)
    if as_json:
        print_json(answer)
        return
    for item in answer["rows"]:
        print_item(item)
    note(
        f"待审 {answer['total']}，显示 {len(answer['rows'])} / {answer['total']} wait, {len(answer['rows'])} shown"
    )


def _export(services: Services, document: str, target: Path, *, as_json: bool) -> None:
    _, content = services.exchange.export(command_actor(), document)
    write_bytes(content, target)
    if as_json:
        print_json({"document": document, "file": str(target), "size": len(content)})
    else:
        note(f"已导出 / exported: {target}")


def _import(services: Services, source: Path, document: str, *, replace: bool, as_json: bool) -> None:
    if document:
        raise ParameterError(
            "导入时不写编号：以文件中的 id 为准",
            "no id is given with --import: that of the file counts",
        )
    answer = services.exchange.import_file(command_actor(), source, replace_known=replace)
    if as_json:
        print_json(answer)
    else:
        print_added(answer)


def _shorten(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST_QUOTE else plain[: _LONGEST_QUOTE - 1] + "…"
