"""Copies a whole atlas from one place to another, folder or database, and looks afterwards whether all of it arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from atlas.core.errors import ConflictError, StoreUnavailable
from atlas.services.store_places import StorePlace, occupied, open_place, work_folder
from atlas.stores.document_files import digest_file
from atlas.stores.document_queries import DocumentQueries
from atlas.stores.feature_table import digest_bodies
from atlas.stores.workspace_copy import copy_rows, digest_rows
from atlas.stores.workspace_description import describe_version
from atlas.stores.workspace_records import VersionRecord

#: Told the percentage done and what is being done.
Progress = Callable[[int, str], None]
#: More uploads than anybody keeps.
_ALL = 2**31 - 1
_LEVELS = ("county", "prefecture", "province")


def copy_store(source: str, target: str, progress: Progress) -> dict[str, Any]:
    """Copy everything: built data, layers, versions, uploads, documents, accounts, audit trail and jobs.

    Parameters
    ----------
    source, target
        A data folder, or the address of a PostgreSQL database with PostGIS. Nobody should write to either meanwhile.
    progress
        Told the percentage done and what is being done.

    Returns
    -------
    dict
        ``source``, ``target``, ``built`` and ``workspace`` (``copied``, ``same`` or ``none``), ``rows`` by table,
        ``versions``, ``features``, ``uploads`` and ``originals`` (of documents).

    Raises
    ------
    StoreUnavailable
        There is nothing at the source.
    ConflictError
        The target holds something else, or the source was written to meanwhile; the target is as it was.
    AtlasError
        One of them cannot be read or written; the target holds no half of a workspace and no half of a build.
    """
    with work_folder(target) as work:
        here, there = open_place(source, work / "source"), open_place(target, work / "target")
        try:
            return _Copy(here, there, progress).run()
        finally:
            here.database.close()
            there.database.close()


class _Copy:
    """One copy; what is decided first holds to the end."""

    def __init__(self, source: StorePlace, target: StorePlace, progress: Progress) -> None:
        self._source = source
        self._target = target
        self._progress = progress
        self._features = 0

    def run(self) -> dict[str, Any]:
        build = self._plan_build()
        workspace = self._plan_workspace()
        if build == workspace == "none":
            raise StoreUnavailable(
                f"{self._source.name} 中没有数据",
                f"there is nothing in {self._source.name}",
                code="nothing_to_copy",
                hint_zh="请检查来源：数据目录（设置 home）或数据库地址。",
                hint_en="Check the source: a data folder (setting home), or the address of a database.",
            )
        answer: dict[str, Any] = {"source": self._source.name, "target": self._target.name}
        answer |= {
            "built": build,
            "workspace": workspace,
            "rows": {},
            "versions": 0,
            "uploads": 0,
            "originals": 0,
        }
        if workspace == "copied":
            answer |= self._copy_workspace()
        if build == "copied":
            self._copy_build()
        self._progress(100, "完成 / done")
        return {**answer, "features": self._features}

    def _plan_build(self) -> str:
        here, there = self._source.read_stamp(), self._target.read_stamp()
        if here is None:
            return "none"
        if there is not None and here != there:
            raise occupied(self._target.name, "另一次 atlas build 的结果", "another build")
        return "copied" if there is None else "same"

    def _plan_workspace(self) -> str:
        here, there = digest_rows(self._source.database), digest_rows(self._target.database)
        if not any(table.rows for table in here.values()):
            return "none"
        if here == there:
            return "same"
        if any(table.rows for table in there.values()):
            raise occupied(self._target.name, "另一个工作区", "another workspace")
        return "copied"

    def _copy_workspace(self) -> dict[str, Any]:
        key = self._source.read_key()
        with self._source.database.connect(), self._target.writing() as target:
            before = digest_rows(self._source.database)
            self._progress(1, "记录 / rows")
            rows = copy_rows(self._source.database, target.database)
            versions = self._versions()
            for place, version in enumerate(versions):
                words = f"{version.layer} {version.number}"
                self._progress(2 + 68 * place // len(versions), words)
                self._copy_version(target, version)
            for layer in self._source.workspace.list_layers(with_removed=True):
                target.versions.show(layer.id)
            uploads = self._copy_uploads(target)
            originals = self._copy_originals(target)
            target.keep_key(key)
            # Within the transaction or before the folder is renamed: what does not agree is not kept.
            if digest_rows(target.database) != before or digest_rows(self._source.database) != before:
                raise _differs("记录", "the rows")
        return {"rows": rows, "versions": len(versions), "uploads": uploads, "originals": originals}

    def _versions(self) -> list[VersionRecord]:
        workspace = self._source.workspace
        layers = workspace.list_layers(with_removed=True)
        return [one for layer in layers for one in reversed(workspace.list_versions(layer.id))]

    def _copy_version(self, target: StorePlace, version: VersionRecord) -> None:
        layer, number = version.layer, version.number
        builder = target.versions.begin(layer)
        try:
            self._source.versions.fetch(layer, number, builder.folder)
            target.versions.keep(layer, number, builder.folder)
        finally:
            builder.close()
        count, digest = _digest(target, version)
        files = self._source.versions.digest_files(layer, number) == target.versions.digest_files(
            layer, number
        )
        if (count, digest) != (version.feature_count, version.digest) or not files:
            raise _differs(f"图层“{layer}”第 {number} 版", f"version {number} of layer “{layer}”")
        self._features += count

    def _copy_uploads(self, target: StorePlace) -> int:
        kept = self._source.uploads.list_uploads(limit=_ALL)
        for place, upload in enumerate(kept):
            self._progress(70 + 5 * place // len(kept), upload.name)
            path = self._source.uploads.path(upload.id)
            with target.database.connect() as connection:
                target.uploads.adopt(connection, upload.id, path)
            self._source.uploads.forget_copy(upload.id)
        return len(kept)

    def _copy_originals(self, target: StorePlace) -> int:
        """Files of documents that people added; their names are the digests of their bytes."""
        digests = DocumentQueries(self._source.database).list_digests()
        for digest in digests:
            path = self._source.documents.path(digest)
            if digest_file(path)[0] != digest:
                raise _differs("文件的原件", "the originals of documents")
            target.documents.keep(path, digest)
        return len(digests)

    def _copy_build(self) -> None:
        self._progress(75, "内置数据 / built data")
        home = self._source.build_home()
        self._target.keep_build(home, lambda done, words: self._progress(80 + int(15 * done), words))
        self._progress(95, "核对 / checking")
        here, there = self._source, self._target
        same = here.built.list_layers() == there.built.list_layers()
        same = same and here.built.read_catalogue() == there.built.read_catalogue()
        same = same and list(here.built.read_towns()) == list(there.built.read_towns())
        for layer in here.built.list_layers() if same else ():
            digests = [digest_bodies(place.open_layer(layer.id).read_bodies()) for place in (here, there)]
            same = same and digests[0] == digests[1]
            self._features += layer.feature_count
        for level in _LEVELS if same else ():
            shapes = [place.built.read_polygons(level) for place in (here, there)]
            same = same and shapes[0].equals(shapes[1])
        if not same:
            raise _differs("内置数据", "the built data")


def _digest(place: StorePlace, version: VersionRecord) -> tuple[int, str]:
    layer = place.workspace.get_version(version.layer, version.number)
    described = describe_version(place.workspace.get_layer(version.layer), layer)
    count = 0

    def counted() -> Iterator[tuple[int, str]]:
        nonlocal count
        for body in place.versions.open_table(described).read_bodies():
            count += 1
            yield body

    digest = digest_bodies(counted())
    return count, digest


def _differs(zh: str, en: str) -> ConflictError:
    return ConflictError(
        f"复制后核对不一致：{zh}",
        f"{en} differ after the copy",
        code="copy_differs",
        hint_zh="请先停止服务和 atlas worker，再重新复制；目标没有留下半个工作区。",
        hint_en="Stop the service and atlas worker, then copy again; no half of a workspace was left.",
    )
