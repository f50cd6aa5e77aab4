"""Saved templates of figures: YAML files, those of the atlas and those of the office, which come first.

A template names values for the parameters of a figure; what a request says itself is stronger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from atlas.core.errors import (
    AtlasError,
    ConflictError,
    DataError,
    NotFoundError,
    ParameterError,
    StoreError,
    Text,
)
from atlas.stores.book_files import write_whole
from atlas.stores.yaml_files import check_keys, key_error, read_text_pair, read_yaml

#: Templates that come with the atlas.
BUILT_IN = Path(__file__).resolve().parent / "figure_templates_built_in"
_ENDING = ".yaml"
_NAME = re.compile(r"\w[\w-]{0,39}")
_MOST_TEMPLATES = 200
#: What somebody takes upon himself, he takes upon himself each time.
_NOT_KEPT = ("override", "override_reason")


@dataclass(frozen=True, slots=True)
class FigureTemplate:
    """Values for the parameters of a figure, under a name.

    Parameters
    ----------
    name
        Of its file, without ending.
    title
        For people.
    values
        Text by parameter.
    is_built_in
        Whether it comes with the atlas and cannot be removed.
    """

    name: str
    title: Text
    values: Mapping[str, str]
    is_built_in: bool

    def to_dict(self) -> dict[str, Any]:
        """The template as the API gives it.

        Returns
        -------
        dict
            Plain values.
        """
        return {
            "name": self.name,
            **self.title.to_dict(),
            "built_in": self.is_built_in,
            "values": dict(self.values),
        }


class FigureTemplates:
    """The templates of an office.

    Parameters
    ----------
    folder
        Of the office's own; need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def list_templates(self) -> list[FigureTemplate]:
        """All templates that can be used.

        Returns
        -------
        list of FigureTemplate
            Those of the office first, each by name; one of the office hides one of the atlas with the same name. A file
            that breaks the format is left out, see ``list_broken``.
        """
        own = _files(self._folder)
        names = {path.stem for path in own}
        others = [path for path in _files(BUILT_IN) if path.stem not in names]
        read = [_try(path, is_built_in=False) for path in own]
        read += [_try(path, is_built_in=True) for path in others]
        return [one for one in read if isinstance(one, FigureTemplate)]

    def list_broken(self) -> list[tuple[str, Text]]:
        """Files of the office that cannot be read.

        Returns
        -------
        list of tuple of str and Text
            Name of the file and what is wrong with it.
        """
        read = [(path.name, _try(path, is_built_in=False)) for path in _files(self._folder)]
        return [(name, one.message) for name, one in read if isinstance(one, AtlasError)]

    def get_template(self, name: str) -> FigureTemplate:
        """One template.

        Parameters
        ----------
        name
            Its own.

        Returns
        -------
        FigureTemplate
            The office's, else the atlas's.

        Raises
        ------
        NotFoundError
            There is none.
        SchemaError, EncodingError
            Its file breaks the format.
        """
        for folder, is_built_in in ((self._folder, False), (BUILT_IN, True)):
            path = folder / f"{name}{_ENDING}"
            if _NAME.fullmatch(name) and path.is_file():
                return _read(path, is_built_in=is_built_in)
        raise _unknown(name)

    def save_template(self, name: str, title: Text, values: Mapping[str, str]) -> FigureTemplate:
        """Keep a template, or put another in its place.

        Parameters
        ----------
        name
            Letters, digits, hyphens and underscores, at most 40; Chinese ones too.
        title
            For people.
        values
            Text by parameter, checked before.

        Returns
        -------
        FigureTemplate
            As it is kept.

        Raises
        ------
        ParameterError
            The name cannot be that of a file, there are no values, or an override is among them.
        ConflictError
            The office has a great many already.
        StoreError
            The disk refused.
        """
        if not _NAME.fullmatch(name):
            raise ParameterError(
                f"模板名不可用：{name[:40]}",
                f"a template cannot have the name {name[:40]!r}",
                hint_zh="用汉字、字母、数字、连字符或下划线，最多 40 个字符。",
                hint_en="Use letters, digits, hyphens and underscores, 40 at most.",
                parameter="name",
            )
        if not values:
            raise ParameterError(
                f"模板“{name}”没有任何参数",
                f"template {name!r} says nothing",
                hint_zh="请至少设定一个参数。",
                hint_en="Set one parameter at least.",
                parameter="values",
            )
        for parameter in _NOT_KEPT:
            if parameter in values:
                raise ParameterError(
                    f"模板“{name}”不能带有 {parameter}",
                    f"template {name!r} cannot hold {parameter}",
                    hint_zh="越过检查要每次写明理由；请从模板中去掉。",
                    hint_en="An override is given each time with its reason; leave it out of the template.",
                    parameter=parameter,
                )
        path = self._folder / f"{name}{_ENDING}"
        if not path.exists() and len(_files(self._folder)) >= _MOST_TEMPLATES:
            raise ConflictError(
                f"模板已有 {_MOST_TEMPLATES} 个",
                f"there are {_MOST_TEMPLATES} templates already",
                hint_zh="请先删除不用的模板。",
                hint_en="Remove some first.",
            )
        body = yaml.safe_dump(
            {"title": title.to_dict(), "values": dict(values)}, allow_unicode=True, sort_keys=False
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, lambda stream: _write(stream, body.encode()))
        except (OSError, DataError) as error:
            raise _disk_error(name) from error
        return FigureTemplate(name, title, dict(values), is_built_in=False)

    def remove_template(self, name: str) -> None:
        """Remove a template of the office.

        Parameters
        ----------
        name
            Its own.

        Raises
        ------
        NotFoundError
            The office has none of this name.
        ConflictError
            It comes with the atlas.
        StoreError
            The disk refused.
        """
        template = self.get_template(name)
        if template.is_built_in:
            raise ConflictError(
                f"模板“{name}”是自带的，不能删除",
                f"template {name!r} comes with the atlas and stays",
                hint_zh="可另存一个同名的模板来代替它。",
                hint_en="Save one of the same name to take its place.",
            )
        try:
            (self._folder / f"{name}{_ENDING}").unlink()
        except OSError as error:
            raise _disk_error(name) from error


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"*{_ENDING}") if _NAME.fullmatch(path.stem))


def _write(stream: BinaryIO, body: bytes) -> None:
    stream.write(body)


def _try(path: Path, *, is_built_in: bool) -> FigureTemplate | AtlasError:
    try:
        return _read(path, is_built_in=is_built_in)
    except AtlasError as error:
        return error


def _read(path: Path, *, is_built_in: bool) -> FigureTemplate:
    entry = read_yaml(path)
    check_keys(path, "", entry, required=("title", "values"))
    values = entry["values"]
    if not isinstance(values, dict):
        raise key_error(path, "values", "应为键值对", "must be a mapping")
    for key, value in values.items():
        if key in _NOT_KEPT:
            raise key_error(path, f"values.{key}", "模板不能越过检查", "cannot be part of a template")
        if isinstance(value, dict | list) or value is None:
            raise key_error(path, f"values.{key}", "应为文字或数", "must be text or a number")
    plain = {str(key): _plain(value) for key, value in values.items()}
    return FigureTemplate(path.stem, read_text_pair(path, "title", entry["title"]), plain, is_built_in)


def _plain(value: Any) -> str:
    # YAML reads yes and on as true; parameters say 1 and 0.
    return ("1" if value else "0") if isinstance(value, bool) else str(value)


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(
        f"没有名为“{name[:40]}”的模板",
        f"there is no template {name[:40]!r}",
        code="template_unknown",
        hint_zh="模板清单见 /exports/options。",
        hint_en="Templates are listed at /exports/options.",
        template=name[:40],
    )


def _disk_error(name: str) -> StoreError:
    return StoreError(
        f"模板“{name}”无法写入磁盘",
        f"template {name!r} cannot be written to the disk",
        hint_zh="请检查设置 figure_templates 的文件夹能否写入。",
        hint_en="Check that the folder of the setting figure_templates can be written.",
    )
