"""Names of fields made fit for a store: none empty, none twice, none that the store keeps for itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from atlas.core.errors import Text
from atlas.core.imports.byte_text import without_controls
from atlas.core.imports.report import ImportMessage, message_about

#: Names of columns that the store makes itself.
RESERVED = frozenset({"fid", "geom", "geometry"})
_BYTE_ORDER_MARK = "\ufeff"


def fit_names(names: Sequence[str]) -> tuple[list[str], tuple[ImportMessage, ...]]:
    """Names that a store can keep, all different whatever their case.

    Parameters
    ----------
    names
        Decoded.

    Returns
    -------
    tuple
        As many names, and a message about those that had to be changed.

    Examples
    --------
    >>> fit_names(["名称", "", "名称", "FID"])[0]
    ['名称', 'field_2', '名称_2', 'FID_2']
    """
    wanted = [tidy_name(name) for name in names]
    # A name that is already right keeps its form even when a made-up one comes before it.
    taken = set(RESERVED)
    kept = [_claims(name, taken) for name in wanted]
    fitted = [
        name if is_kept else _free_name(name or f"field_{number}", taken)
        for number, (name, is_kept) in enumerate(zip(wanted, kept, strict=True), start=1)
    ]
    changed = [
        {"column": number, "from": old, "to": new, "reason": _reason(old)}
        for number, (old, new) in enumerate(zip(wanted, fitted, strict=True), start=1)
        if old != new
    ]
    if not changed:
        return fitted, ()
    shown_zh = "；".join(f"第 {one['column']} 列“{one['from']}”→“{one['to']}”" for one in changed[:5])
    shown_en = "; ".join(f"column {one['column']} “{one['from']}” to “{one['to']}”" for one in changed[:5])
    message = message_about(
        "field_names_changed",
        Text(f"{len(changed)} 个字段名为空、重复或与库内字段冲突，已改名：{shown_zh}",
             f"{len(changed)} field names were empty, double or reserved, and were changed: {shown_en}"),
        renamed=changed,
    )  # fmt: skip
    return fitted, (message,)


def tidy_name(name: str) -> str:
    """A name without padding, control characters and the mark that some files begin with.

    Parameters
    ----------
    name
        Decoded.

    Returns
    -------
    str
        In Unicode normal form C; may be empty.
    """
    return unicodedata.normalize("NFC", without_controls(name).lstrip(_BYTE_ORDER_MARK)).strip()


def _claims(name: str, taken: set[str]) -> bool:
    if not name or name.casefold() in taken:
        return False
    taken.add(name.casefold())
    return True


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name}_{number}"
    taken.add(free.casefold())
    return free


def _reason(name: str) -> str:
    if not name:
        return "empty"
    return "reserved" if name.casefold() in RESERVED else "double"
