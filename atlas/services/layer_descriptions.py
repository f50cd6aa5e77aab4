"""A layer of the workspace in other words: as an answer for staff, and as what rights are judged by."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.access import LayerRights, LayerSubject
from atlas.services.answers import Answer
from atlas.stores.workspace_description import describe_version
from atlas.stores.workspace_records import LayerRecord, VersionRecord


def describe_layer(record: LayerRecord, versions: Sequence[VersionRecord]) -> Answer:
    """A layer as staff see it.

    Parameters
    ----------
    record
        Of the workspace.
    versions
        Of the layer, newest first.

    Returns
    -------
    dict
        The layer; its style made complete for the geometry of the newest version, with the ``legend`` of that one.
    """
    answer = record.to_dict()
    if not versions:
        return answer
    newest = describe_version(record, versions[0])
    fields = {name: record.style[name] for name in ("popup", "title_field") if name in record.style}
    return {
        **answer,
        "style": {**newest.definition.style.to_dict(), **fields},
        "legend": [entry.to_dict() for entry in newest.legend],
    }


def subject_of(layer: LayerRecord, version: VersionRecord | None = None) -> LayerSubject:
    """A layer in the form in which ``core.access`` judges it.

    Parameters
    ----------
    layer
        Of the workspace.
    version
        To be published, if any.

    Returns
    -------
    LayerSubject
        With the rights that the workspace keeps.
    """
    rights = layer.rights
    viewers, editors = rights.get("viewers"), rights.get("editors")
    return LayerSubject(
        layer.id,
        LayerRights(
            viewers=None if viewers is None else frozenset(viewers),
            editors=None if editors is None else frozenset(editors),
            signed_in_only=bool(rights.get("signed_in_only", False)),
        ),
        version_author=version.created_by if version else "",
    )
