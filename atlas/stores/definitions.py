"""Reads ``layers/*.yaml``: each file declares one published layer.

A file that breaks the format is refused with its name and the key at fault. Features are made elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from atlas.core.errors import ParameterError
from atlas.core.layers import LayerDefinition, LayerSource
from atlas.core.model import Kind, Level, Precision
from atlas.core.style import GROUPS
from atlas.core.style_model import LayerStyle, built_in_style
from atlas.core.style_reading import read_document, read_style
from atlas.stores.yaml_files import check_keys, key_error, read_text_pair, read_yaml
from atlas.stores.zones import SITE_KINDS

#: Groups of the layer list: admin units, places and named goals, then the groups of topics.
LAYER_GROUPS = ("admin", "places", "goals", *(group.slug for group in GROUPS))
#: Kinds of source with the geometry of their features.
GEOMETRIES: Mapping[str, str] = {
    "units": "polygon",
    "designations": "polygon",
    "bases": "polygon",
    "goals": "point",
    "zones": "point",
    "sites": "point",
}
#: Keys beside ``kind`` that a source must have; ``sites`` may have ``site_kinds``.
_SOURCE_KEYS: Mapping[str, tuple[str, ...]] = {
    "units": ("level",),
    "designations": ("topics",),
    "bases": ("topics",),
    "goals": ("goal_kind",),
    "zones": (),
    "sites": (),
}
_GOAL_KINDS = frozenset({Kind.CLUSTER.value, Kind.PROJECT.value})

_KEYS = (
    "id",
    "title",
    "description",
    "group",
    "source",
    "geometry",
    "style",
    "popup",
    "attribution",
    "licence",
    "date",
    "precision",
)
#: ``admin`` is the address of the base map's tiles.
_TAKEN = frozenset({"admin"})
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PROPERTY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def read_definitions(folder: Path, topics: Iterable[str] | None = None) -> tuple[LayerDefinition, ...]:
    """Every layer of a folder: admin units and places first, then by topic group and id.

    Parameters
    ----------
    folder
        Holds one YAML file a layer, named after its id.
    topics
        Slugs that sources may use; ``None`` takes any.

    Returns
    -------
    tuple of LayerDefinition
        In the order in which a list shows them.

    Raises
    ------
    EncodingError
        A file is not UTF-8.
    SchemaError
        A file breaks the format; detail names file and key.
    """
    known = None if topics is None else frozenset(topics)
    definitions = [read_definition(path, known) for path in sorted(folder.glob("*.yaml"))]
    return tuple(sorted(definitions, key=lambda layer: (LAYER_GROUPS.index(layer.group), layer.id)))


def read_definition(path: Path, topics: frozenset[str] | None = None) -> LayerDefinition:
    """One layer.

    Parameters
    ----------
    path
        YAML file, named after the id of the layer.
    topics
        Slugs that sources may use; ``None`` takes any.

    Returns
    -------
    LayerDefinition
        Checked.

    Raises
    ------
    EncodingError
        The file is not UTF-8.
    SchemaError
        The file breaks the format.
    """
    raw = read_yaml(path)
    check_keys(path, "", raw, required=_KEYS)
    if raw["id"] != path.stem or not _ID.fullmatch(path.stem) or path.stem in _TAKEN:
        raise key_error(
            path,
            "id",
            "应与文件名相同，用小写字母、数字和连字符",
            "must equal the file name: a-z, 0-9, hyphens",
        )
    source = _read_source(path, raw["source"], topics)
    _check_word(path, "geometry", raw["geometry"], (GEOMETRIES[source.kind],))
    _check_word(path, "group", raw["group"], LAYER_GROUPS)
    _check_word(path, "precision", raw["precision"], tuple(precision.value for precision in Precision))
    _check_form(path, "date", raw["date"], _DATE)
    return LayerDefinition(
        id=raw["id"],
        title=read_text_pair(path, "title", raw["title"]),
        description=read_text_pair(path, "description", raw["description"]),
        group=raw["group"],
        source=source,
        geometry=raw["geometry"],
        style=_read_style(path, raw["style"], raw["geometry"]),
        popup=_read_words(path, "popup", raw["popup"], _PROPERTY.fullmatch),
        attribution=read_text_pair(path, "attribution", raw["attribution"]),
        licence=str(raw["licence"]),
        date=raw["date"],
        precision=raw["precision"],
    )


def _read_source(path: Path, raw: Any, topics: frozenset[str] | None) -> LayerSource:
    check_keys(
        path, "source", raw, required=("kind",), optional=("level", "topics", "goal_kind", "site_kinds")
    )
    kind = raw["kind"]
    _check_word(path, "source.kind", kind, tuple(GEOMETRIES))
    optional = ("site_kinds",) if kind == "sites" else ()
    check_keys(path, "source", raw, required=("kind", *_SOURCE_KEYS[kind]), optional=optional)
    if "level" in raw:
        _check_word(path, "source.level", raw["level"], tuple(level.value for level in Level))
    if "goal_kind" in raw:
        _check_word(path, "source.goal_kind", raw["goal_kind"], tuple(sorted(_GOAL_KINDS)))
    return LayerSource(
        kind=kind,
        level=raw.get("level", ""),
        topics=_read_words(path, "source.topics", raw.get("topics", []), _member_of(topics)),
        goal_kind=raw.get("goal_kind", ""),
        site_kinds=_read_words(path, "source.site_kinds", raw.get("site_kinds", []), _member_of(SITE_KINDS)),
    )


def _read_style(path: Path, raw: Any, geometry: str) -> LayerStyle:
    """The same document that staff give their layers, with the looks of built-in ones by default."""
    try:
        document = read_document(raw)
    except ParameterError as error:
        # The message of the reader starts with the name, which stands beside the file here.
        _, _, zh = error.message.zh.partition("：")
        _, _, en = error.message.en.partition(": ")
        raise key_error(path, str(error.detail["parameter"]), zh, en) from error
    return read_style(document, geometry, default=built_in_style(geometry))


def _read_words(path: Path, key: str, raw: Any, is_known: Callable[[str], object]) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise key_error(path, key, "应为文字列表", "must be a list of words")
    for word in raw:
        if not is_known(word):
            raise key_error(path, key, f"取值不可用：{word[:40]}", f"cannot be used: {word[:40]}")
    if len(set(raw)) != len(raw):
        raise key_error(path, key, "有重复", "has a repetition")
    return tuple(raw)


def _member_of(words: frozenset[str] | None) -> Callable[[str], bool]:
    return lambda word: words is None or word in words


def _check_word(path: Path, key: str, word: Any, known: tuple[str, ...]) -> None:
    if word not in known:
        raise key_error(
            path,
            key,
            f"取值不可用：{str(word)[:40]}（可用：{'、'.join(known)}）",
            f"cannot be used: {str(word)[:40]} (known: {', '.join(known)})",
        )


def _check_form(path: Path, key: str, text: Any, form: re.Pattern[str]) -> None:
    if not isinstance(text, str) or not form.fullmatch(text):
        raise key_error(
            path,
            key,
            f'写法不对：{str(text)[:40]}（日期如 "2024-12"，须加引号）',
            f'cannot be read: {str(text)[:40]} (a date like "2024-12" in quotes)',
        )
