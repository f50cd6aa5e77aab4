"""Reads YAML files of the project: plain values only, faults told by file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from atlas.core.errors import EncodingError, SchemaError, Text

#: The safe loader in C, several times faster, where PyYAML was built with it. It does not count how deep brackets are
#: nested: for files of the project, and for others once that is counted.
FAST_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """Content of a YAML file.

    Parameters
    ----------
    path
        UTF-8.

    Returns
    -------
    Any
        Mappings, lists and plain values.

    Raises
    ------
    EncodingError
        The file is not UTF-8.
    SchemaError
        It cannot be read, or is not YAML.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{path.name} 不是 UTF-8 编码", f"{path.name} is not UTF-8", file=path.name
        ) from error
    except OSError as error:
        raise key_error(path, "", "文件无法读取", "the file cannot be read") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = ("", "") if mark is None else (f"第 {mark.line + 1} 行", f"line {mark.line + 1} is ")
        raise key_error(path, "", f"{where[0]}不是有效的 YAML", f"{where[1]}not valid YAML") from error


def check_keys(
    path: Path, where: str, entry: Any, *, required: Iterable[str], optional: Iterable[str] = ()
) -> None:
    """Refuses an entry that is no mapping, lacks a key, or has one that is not known.

    Parameters
    ----------
    path
        File.
    where
        Key or id of the entry; empty for the top of the file.
    entry
        As read.
    required, optional
        Keys.

    Raises
    ------
    SchemaError
        The first fault found.
    """
    if not isinstance(entry, Mapping):
        raise key_error(path, where, "应为键值对", "must be a mapping")
    known = {*required, *optional}
    for key in entry:
        if key not in known:
            raise key_error(path, _join(where, str(key)), "未知的键", "unknown key")
    for key in sorted(required):
        if entry.get(key) in (None, "", [], {}):
            raise key_error(path, _join(where, key), "缺少该键或为空", "missing or empty")


def read_text_pair(path: Path, where: str, entry: Any) -> Text:
    """Words in Chinese and English.

    Parameters
    ----------
    path, where
        File and key.
    entry
        Mapping with ``zh`` and ``en``.

    Returns
    -------
    Text
        Both.

    Raises
    ------
    SchemaError
        One of them is missing.
    """
    check_keys(path, where, entry, required=("zh", "en"))
    return Text(str(entry["zh"]), str(entry["en"]))


def key_error(path: Path, key: str, zh: str, en: str) -> SchemaError:
    """The error for one key of a YAML file.

    Parameters
    ----------
    path
        File at fault; only its name is told.
    key
        Path of the key, joined by dots; empty for the whole file.
    zh, en
        What is wrong.

    Returns
    -------
    SchemaError
        With ``file`` and ``field`` in its detail.
    """
    return SchemaError(
        f"{path.name}{' ' if key else ''}{key}：{zh}",
        f"{path.name}{' ' if key else ''}{key}: {en}",
        hint_zh="请改正这一处后重试。",
        hint_en="Mend this place and try again.",
        file=path.name,
        field=key,
    )


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
