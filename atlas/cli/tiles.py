"""``atlas tiles``: tile archives for a static host."""

from __future__ import annotations

from pathlib import Path

import click
from tqdm import tqdm

from atlas.bootstrap import open_services
from atlas.cli.output import json_option, note, print_json, reports_errors
from atlas.core.access import visitor
from atlas.core.errors import ConfigError
from atlas.services.files import check_output
from atlas.services.tile_export import export_tiles
from atlas.services.visibility import VisibleStore, hidden_layers
from atlas.settings import load_settings
from atlas.stores.tile_folder import INDEX_FILE


@click.group()
def tiles() -> None:
    """Tiles: copy the archives to a static host."""


@tiles.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--prune", is_flag=True, help="Remove archives that no layer uses any more.")
@json_option
@reports_errors
def export_command(folder: Path, *, prune: bool, as_json: bool) -> None:
    """Write the archives of all layers that everybody may see into FOLDER (docs/scaling.md)."""
    settings = load_settings()
    check_output(folder / INDEX_FILE, settings.home)
    services = open_services(settings)
    if not services.policy.is_open:
        raise _not_open()
    hidden = hidden_layers(visitor(services.policy), services.policy, services.workspace)
    with tqdm(total=None, unit="B", unit_scale=True, desc="瓦片 / tiles", delay=0.5) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        done = export_tiles(VisibleStore(services.store, hidden), folder, prune=prune, progress=tell)
    if as_json:
        print_json(done.to_dict())
        return
    note(
        f"{folder}: 写入 {len(done.written)} 个，已有 {len(done.kept)} 个，移除 {len(done.removed)} 个，"
        f"共 {done.size / 1e6:.0f} MB"
    )
    note(f"{len(done.written)} written, {len(done.kept)} there already, {len(done.removed)} removed")


def _not_open() -> ConfigError:
    return ConfigError(
        "只有登录者可以看图（access: signed_in），瓦片不能放到静态主机上",
        "only people who signed in may look (access: signed_in), so tiles cannot go to a static host",
        code="tiles_not_public",
        hint_zh="静态主机不核对身份。请由本服务提供瓦片，或把 access 设为 open。",
        hint_en="A static host asks nobody who he is. Let the atlas serve its tiles, or set access to open.",
    )
