"""Finds the data sets in an upload, whatever it is, and reads the one that was asked for."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas.core.errors import InputError, LimitExceeded
from atlas.ingest.desk import Desk
from atlas.ingest.layer import DataSet
from atlas.ingest.members import sets_of_archive
from atlas.ingest.shown import ending_of, shown
from atlas.ingest.single import OWN_ENDINGS, sets_of_file, shapefile_set, tell_ending, without_shapes
from atlas.ingest.sniff import DBF, HEAD_BYTES, SHAPEFILE, ZIP, sniff


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came.

    Parameters
    ----------
    path
        Where it stands.
    name
        What the user called it; untrusted.
    siblings
        Other parts of a loose shapefile, by ending.
    """

    path: Path
    name: str
    siblings: Mapping[str, Path]


def find_sets(desk: Desk, upload: Upload) -> list[DataSet]:
    """The data sets in an upload.

    Parameters
    ----------
    desk
        What the reading shares.
    upload
        The file.

    Returns
    -------
    list of DataSet
        At least one, with names that are all different.

    Raises
    ------
    DataError
        There is none that can be read.
    LimitExceeded
        There are too many, or the file is too large.
    """
    with upload.path.open("rb") as stream:
        kind = sniff(stream.read(HEAD_BYTES), upload.name)
    tell_ending(desk, upload.name, kind)
    sets = _sets_of(desk, upload, kind)
    if len(sets) > desk.limits.max_members:
        raise LimitExceeded(
            f"{shown(upload.name)} 中有 {len(sets)} 份数据，超过上限 {desk.limits.max_members} 份",
            f"{shown(upload.name)} has {len(sets)} data sets, more than the limit of {desk.limits.max_members}",
            code="too_many_members",
            hint_zh="请分成几个文件。",
            hint_en="Split it into several files.",
            file=shown(upload.name),
        )
    return _distinct(sets)


def choose(sets: Sequence[DataSet], member: str, *, name: str) -> DataSet | None:
    """The data set to read.

    Parameters
    ----------
    sets
        All there are.
    member
        The one that was asked for; empty for the only one.
    name
        What the upload is called in a message.

    Returns
    -------
    DataSet or None
        ``None`` when a person has to choose.

    Raises
    ------
    InputError
        The one that was asked for is not there.
    """
    if not member:
        return sets[0] if len(sets) == 1 else None
    for one in sets:
        if one.name == member:
            return one
    names = [one.name for one in sets[:20]]
    raise InputError(
        f"{shown(name)} 中没有名为“{shown(member)}”的数据",
        f"{shown(name)} has no data set called “{shown(member)}”",
        code="member_unknown",
        hint_zh=f"可选：{'、'.join(names)}。",
        hint_en=f"There are: {', '.join(names)}.",
        file=shown(name),
        members=names,
    )


def _sets_of(desk: Desk, upload: Upload, kind: str) -> list[DataSet]:
    if kind == ZIP:
        return sets_of_archive(desk, upload.path, upload.name)
    stem = upload.name[: len(upload.name) - len(ending_of(upload.name))]
    if kind == SHAPEFILE:
        parts = {**upload.siblings, ".shp": upload.path}
        return [shapefile_set(desk, lambda: _copies(desk, parts), stem, label=upload.name)]
    if kind == DBF:
        raise without_shapes(upload.name)
    return sets_of_file(
        desk, lambda: _copy(desk, upload.path, OWN_ENDINGS[kind]), kind, upload.name, label=""
    )


def _copies(desk: Desk, parts: Mapping[str, Path]) -> dict[str, Path]:
    return {ending: _copy(desk, path, ending) for ending, path in parts.items()}


def _copy(desk: Desk, path: Path, ending: str) -> Path:
    copy = desk.new_file(ending)
    shutil.copyfile(path, copy)
    return copy


def _distinct(sets: Sequence[DataSet]) -> list[DataSet]:
    """Names that were cut for a message, or differ in what cannot be shown, get a number."""
    many = Counter(one.name for one in sets)
    given: Counter[str] = Counter()
    named = []
    for one in sets:
        given[one.name] += 1
        name = f"{one.name} ({given[one.name]})" if many[one.name] > 1 else one.name
        named.append(DataSet(name, one.kind, one.read))
    return named
