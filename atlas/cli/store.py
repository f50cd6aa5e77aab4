"""``atlas store``: the atlas as a whole, moved between a data folder and a PostGIS database."""

from __future__ import annotations

import sys

import click
from tqdm import tqdm

from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.services.store_copy import copy_store

#: What became of a part, for a person.
_WORDS = {"copied": "已复制 / copied", "same": "两边相同 / the same already", "none": "没有 / none"}


@click.group()
def store() -> None:
    """Move the atlas between a data folder and a PostGIS database."""


@store.command()
@click.argument("source")
@click.argument("target")
@json_option
@reports_errors
def copy(*, source: str, target: str, as_json: bool) -> None:
    """Copy everything from SOURCE to TARGET: each a data folder, or postgresql://user@host/database.

    Leave the password out of the address, where others could read it: PGPASSWORD or a password file holds it.

    Built data, layers with all versions, uploads, documents, accounts, tokens, jobs and the audit trail are copied and compared
    afterwards. A TARGET that holds anything else is refused. Stop the service before.
    """
    bar = tqdm(total=100, unit="%", file=sys.stderr, bar_format="{l_bar}{bar}| {elapsed}", leave=False)

    def show(percent: int, words: str) -> None:
        bar.set_description(words)
        bar.update(percent - bar.n)

    try:
        answer = copy_store(source, target, show)
    finally:
        bar.close()
    if as_json:
        print_json(answer)
        return
    note(f"{answer['source']} → {answer['target']}")
    note(f"内置数据 / built data: {_WORDS[answer['built']]}")
    note(f"工作区 / workspace: {_WORDS[answer['workspace']]}")
    if answer["workspace"] == "copied":
        rows = sum(answer["rows"].values())
        note(
            f"  {answer['versions']} 个版本 / versions, {answer['uploads']} 个上传文件 / uploads, "
            f"{answer['originals']} 份文件原件 / originals of documents, {rows} 行 / rows"
        )
    note(f"已核对 {answer['features']} 个要素 / features compared")
