"""Changes of the style of an added layer: checked against the version that it is to draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from atlas.core.access import Actor
from atlas.core.errors import ParameterError, Text
from atlas.core.layers import LayerField, LayerVersion
from atlas.core.plain_values import refusal
from atlas.core.style_legend import legend
from atlas.core.style_model import GEOMETRIES
from atlas.core.style_reading import read_style
from atlas.core.style_rules import is_missing, used_fields
from atlas.services.answers import Answer
from atlas.services.style_classes import find_classes, read_class_request
from atlas.services.versions import Versions
from atlas.stores import version_files
from atlas.stores.combined import CombinedStore


class StyleChanges:
    """The use cases of the style editor.

    Parameters
    ----------
    versions
        Decides who may, and keeps what is changed.
    store
        Reads the values.
    """

    def __init__(self, versions: Versions, store: CombinedStore) -> None:
        self._versions = versions
        self._store = store

    def find_classes(self, actor: Actor, layer: str, number: int, body: Mapping[str, Any]) -> Answer:
        """Classes out of the values of a version.

        Parameters
        ----------
        actor
            Who asks; may edit the layer.
        layer, number
            Which version.
        body
            See ``style_classes.ClassRequest``.

        Returns
        -------
        dict
            See ``style_classes.find_classes``.

        Raises
        ------
        LayerNotFound, NotFoundError, AccessDenied
            There is none, or the actor may not edit it.
        InputError
            The field is not there, or its values cannot be parted so.
        """
        self._versions.require_editor(actor, layer)
        wanted = read_class_request(body)
        version = self._store.get_version(layer, number)
        self._check_field("field", wanted.field, version)
        field = _field_of(version, wanted.field)
        return find_classes(wanted, field, self._store.table(version).read_values(wanted.field))

    def update(self, actor: Actor, layer: str, changes: Mapping[str, Any]) -> Answer:
        """Change what is said of a layer; a style is refused when its newest version could not be drawn by it.

        Parameters
        ----------
        actor
            Who does it.
        layer
            Id.
        changes
            As ``layer_changes.read_changes`` gives them.

        Returns
        -------
        dict
            The layer, and ``warnings``: words for what the published version lacks.

        Raises
        ------
        LayerNotFound, AccessDenied, ConflictError
            There is none, the actor may not, or it was removed.
        ParameterError
            A field of the style is not in the version, or not in its tiles.
        """
        known = self._versions.show(actor, layer)
        warnings: list[Text] = []
        if "style" in changes:
            # Every list of layers tells the legend: what has none must not be kept.
            for geometry in GEOMETRIES:
                legend(read_style(changes["style"], geometry), Text(layer, layer))
        if "style" in changes and known["versions"]:
            newest = known["versions"][0]["version"]
            self._check_style(changes["style"], self._store.get_version(layer, newest))
            if known["published"] not in (None, newest):
                published = self._store.get_version(layer, known["published"])
                warnings = self._find_missing(changes["style"], published)
        answer = self._versions.update(actor, layer, changes)
        return {**answer, "warnings": [words.to_dict() for words in warnings]}

    def _check_style(self, document: Mapping[str, Any], version: LayerVersion) -> None:
        for name, field in _named_fields(document, version):
            self._check_field(name, field, version)

    def _find_missing(self, document: Mapping[str, Any], version: LayerVersion) -> list[Text]:
        """What the check of a version says, where another one is the newest."""
        found = []
        for name, field in _named_fields(document, version):
            try:
                self._check_field(name, field, version)
            except ParameterError as error:
                found.append(error.message)
        return found

    def _check_field(self, name: str, field: str, version: LayerVersion) -> None:
        known = [one.name for one in version.schema]
        if field not in known:
            raise refusal(
                name,
                f"第 {version.version} 版没有字段“{field[:60]}”；有：{'、'.join(known[:40])}",
                f"version {version.version} has no field “{field[:60]}”; it has {', '.join(known[:40])}",
                hint=Text(
                    "请选这一版中的字段，或导入带有该字段的新版本。",
                    "Choose a field of this version, or import a version that has it.",
                ),
            )
        if self._is_left_out(_field_of(version, field), version):
            raise refusal(
                name,
                f"字段“{field}”在 {version.feature_count} 个要素中取值太多，瓦片没有带上它，地图画不出来",
                f"the field “{field}” has too many values in {version.feature_count} features, so that tiles do not "
                "carry it and the map could not draw it",
                hint=Text(
                    "请选取值较少的字段或数值字段。", "Choose a field with fewer values, or of numbers."
                ),
            )

    def _is_left_out(self, field: LayerField, version: LayerVersion) -> bool:
        """Whether the field was left out of the tiles; one without any value is not there for another reason."""
        if field.type != "text" or version.feature_count <= version_files.MANY_FEATURES:
            return False
        carried = self._store.read_tile_fields(version)
        if carried is None or field.name in carried:
            return False
        return not all(is_missing(value) for value in self._store.table(version).read_values(field.name))


def _field_of(version: LayerVersion, name: str) -> LayerField:
    return next(one for one in version.schema if one.name == name)


def _named_fields(document: Mapping[str, Any], version: LayerVersion) -> Iterable[tuple[str, str]]:
    """Fields that the style draws by, each with the key that names it."""
    style = read_style(document, version.definition.geometry)
    keys = {style.label.field: "style.label.field"} if style.label else {}
    block = document.get(style.renderer)
    if isinstance(block, Mapping):
        keys[str(block["field"])] = f"style.{style.renderer}.field"
    return [(keys[field], field) for field in used_fields(style)]
