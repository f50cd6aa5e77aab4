"""Says of a layer that a command does not find whether it only waits to be published, or was removed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from atlas.cli.actor import command_actor
from atlas.core.errors import LayerNotFound, Text
from atlas.services.versions import Versions


@contextlib.contextmanager
def tells_unpublished(versions: Versions, layer_id: str) -> Iterator[None]:
    """Tell how a layer is published that is there but not published.

    Parameters
    ----------
    versions
        Knows the layers that staff added.
    layer_id
        Id of the layer that the command asks for.

    Yields
    ------
    None
        While the layer is looked for.

    Raises
    ------
    LayerNotFound
        There is no such layer, or it is not published; the hint says how it is.
    """
    try:
        yield
    except LayerNotFound as error:
        added = versions.list_layers(command_actor(), with_removed=True)["layers"]
        layer = next((one for one in added if one["id"] == layer_id), None)
        if layer is None:
            raise
        raise _not_published(layer_id, is_removed=bool(layer["removed"])) from error


def _not_published(layer_id: str, *, is_removed: bool) -> LayerNotFound:
    state = Text("已移除", "was removed") if is_removed else Text("还没有发布", "is not published yet")
    verb = "restore" if is_removed else "publish"
    return LayerNotFound(
        f"图层“{layer_id}”{state.zh}",
        f"layer “{layer_id}” {state.en}",
        code="layer_unpublished",
        hint_zh=f"请先运行 atlas layers {verb} {layer_id}。",
        hint_en=f"Run atlas layers {verb} {layer_id} first.",
        layer=layer_id,
    )
