"""Questions and refusals of an import that no single step asks: which data set, which layer."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.errors import ConflictError, DataError, Text
from atlas.core.imports.raw import Member
from atlas.core.imports.report import Choice, ImportMessage, Question, message_about

_KINDS = {
    "shapefile": Text("Shapefile", "shapefile"),
    "geopackage": Text("GeoPackage 图层", "GeoPackage layer"),
    "geojson": Text("GeoJSON", "GeoJSON"),
    "flatgeobuf": Text("FlatGeobuf", "FlatGeobuf"),
    "geoparquet": Text("GeoParquet", "GeoParquet"),
    "csv": Text("CSV 表", "CSV table"),
    "xlsx": Text("Excel 工作表", "Excel sheet"),
    "kml": Text("KML", "KML"),
}


def ask_member(members: Sequence[Member]) -> Question:
    """Which of several data sets to import.

    Parameters
    ----------
    members
        What the file holds.

    Returns
    -------
    Question
        ``member``.
    """
    return Question(
        "member",
        Text(
            f"文件里有 {len(members)} 个数据集，请选择一个",
            f"the file holds {len(members)} data sets; choose one",
        ),
        Text(
            "每个数据集导入为一个图层，其余的可再次导入。",
            "Each becomes a layer; import the file again for others.",
        ),
        tuple(
            Choice(member.name, Text(member.name, member.name), _KINDS.get(member.kind, Text("", "")))
            for member in members
        ),
    )


def layer_is_builtin(layer: str) -> ConflictError:
    """A built-in layer cannot be imported into.

    Parameters
    ----------
    layer
        Its id.

    Returns
    -------
    ConflictError
        To be raised.
    """
    return ConflictError(
        f"“{layer}”是内置图层的编号",
        f"“{layer}” is the id of a built-in layer",
        code="layer_builtin",
        hint_zh="请另取一个编号，例如加上单位或年份。",
        hint_en="Choose another id, for instance with your office or the year in it.",
        layer=layer,
    )


def no_features(name: str) -> DataError:
    """A data set without a single row becomes no layer.

    Parameters
    ----------
    name
        Of the data set.

    Returns
    -------
    DataError
        To be raised.
    """
    return DataError(
        f"文件里没有要素：{name}",
        f"the file holds no features: {name}",
        code="no_features",
        hint_zh="请在原软件中打开检查，导出时不要只导出选中的要素。",
        hint_en="Open it in the program it comes from; perhaps only a selection of nothing was exported.",
        file=name,
    )


def title_kept(title: str) -> ImportMessage:
    """Tells that a layer keeps its title, whatever a new version came with.

    Parameters
    ----------
    title
        Of the layer.

    Returns
    -------
    ImportMessage
        A warning.
    """
    return message_about(
        "title_kept",
        Text(f"图层已有名称“{title}”，这次写的名称没有采用", f"the layer keeps its title “{title}”"),
        hint=Text(
            "需要改名时，请在图层页面修改。",
            "Change it on the page of the layer if it should have another one.",
        ),
    )


def title_taken(title: str, layer: str) -> ImportMessage:
    """Tells that a new layer is called like another one, of which it may be meant as the next version.

    Parameters
    ----------
    title
        Of both.
    layer
        Id of the one that was there.

    Returns
    -------
    ImportMessage
        A warning.
    """
    return message_about(
        "title_taken",
        Text(
            f"已有同名图层“{title}”（{layer}），这次建立了另一个图层",
            f"there is a layer “{title}” ({layer}) already; this became another one",
        ),
        hint=Text(
            f"如果是更新，请丢弃这一版，再作为“{layer}”的新版本导入。",
            f"If it is an update, discard it and import it as a version of “{layer}”.",
        ),
        layer=layer,
    )
