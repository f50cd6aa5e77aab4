"""The errors of the atlas: one small tree, each with a stable code and a message in two languages.

::

    AtlasError
    |- InputError          the caller can mend it
    |  |- ParameterError
    |  |- BboxError
    |  `- FilterError
    |- NotFoundError
    |  |- AdcodeUnknown
    |  |- DocumentNotFound
    |  |- ClauseNotFound
    |  |- LayerNotFound
    |  `- FeatureNotFound
    |- DataError           the data are at fault: file, row, field
    |  |- CatalogueError
    |  |- EncodingError
    |  |- CrsUnknown
    |  |- CrsMismatch
    |  |- GeometryInvalid
    |  |- SchemaError
    |  `- PlaceUnresolved
    |- AccessDenied
    |- ConflictError
    |- LimitExceeded
    |- MapRuleError
    |- ServiceBusy         too much is being made at the moment
    |- StoreError
    |  |- StoreUnavailable
    |  `- StoreCorrupt
    |- ClusterError        machines that share the work
    |- BuildCheckFailed
    `- ConfigError
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and English.

    Parameters
    ----------
    zh
        Chinese words.
    en
        English words.
    """

    zh: str
    en: str

    def to_dict(self) -> dict[str, str]:
        """Words by language, as the API gives them.

        Returns
        -------
        dict
            ``{"zh": ..., "en": ...}``.
        """
        return {"zh": self.zh, "en": self.en}


class AtlasError(Exception):
    """Any failure that the atlas can put into words for a person.

    Parameters
    ----------
    zh, en
        What is wrong and where, one sentence, in Chinese and in English.
    code
        Stable text for programs and tests; the class gives a default.
    hint_zh, hint_en
        What to do next.
    **detail
        Machine-readable particulars such as ``file``, ``row``, ``field``.
    """

    code = "error"

    def __init__(
        self,
        zh: str,
        en: str,
        *,
        code: str | None = None,
        hint_zh: str = "",
        hint_en: str = "",
        **detail: Any,
    ) -> None:
        super().__init__(f"{zh} | {en}")
        self.message = Text(zh, en)
        self.hint = Text(hint_zh, hint_en)
        self.code = code or type(self).code
        self.detail = detail

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors come back from other processes; what is kept of one by default would not make it again.
        words = {"code": self.code, "hint_zh": self.hint.zh, "hint_en": self.hint.en, **self.detail}
        return functools.partial(type(self), self.message.zh, self.message.en, **words), ()

    def for_visitors(self) -> AtlasError:
        """The same failure without the address of a database, which concerns only those who run the service.

        Returns
        -------
        AtlasError
            Of the same class and code.
        """
        if "database" not in self.detail:
            return self
        return type(self)(
            "数据库暂时不能使用",
            "the database cannot be used at the moment",
            code=self.code,
            hint_zh="请稍后再试；若一直如此，请告诉管理员，原因见服务日志。",
            hint_en="Try again in a moment; if it goes on, tell your administrator: the log says why.",
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything a caller may see, ready for JSON.

        Returns
        -------
        dict
            ``code``, ``message``, ``hint`` and ``detail``.
        """
        return {
            "code": self.code,
            "message": self.message.to_dict(),
            "hint": self.hint.to_dict(),
            "detail": self.detail,
        }


class InputError(AtlasError):
    """The caller asked for something that cannot be, and can mend it."""

    code = "input_invalid"


class ParameterError(InputError):
    """A parameter has an unknown name or a value that cannot be used."""

    code = "parameter_invalid"


class BboxError(InputError):
    """A bounding box is not four ordered numbers (west, south, east, north)."""

    code = "bbox_invalid"


class FilterError(InputError):
    """A filter names an unknown property, or its value has the wrong form."""

    code = "filter_invalid"


class NotFoundError(AtlasError):
    """What was asked for does not exist."""

    code = "not_found"


class AdcodeUnknown(NotFoundError):
    """No admin unit has this adcode, now or in the years known."""

    code = "adcode_unknown"


class DocumentNotFound(NotFoundError):
    """No document has this id."""

    code = "document_unknown"


class ClauseNotFound(NotFoundError):
    """The document has no clause of this id."""

    code = "clause_unknown"


class LayerNotFound(NotFoundError):
    """No published layer has this id."""

    code = "layer_unknown"


class FeatureNotFound(NotFoundError):
    """The layer has no feature of this id."""

    code = "feature_unknown"


class DataError(AtlasError):
    """The data are at fault; detail names the file, the row and the field."""

    code = "data_invalid"


class CatalogueError(DataError):
    """A file of the curated catalogue breaks its format."""

    code = "catalogue_invalid"


class EncodingError(DataError):
    """Bytes cannot be read as text in any plausible encoding."""

    code = "encoding_unknown"


class CrsUnknown(DataError):
    """The coordinate reference system is missing or cannot be told."""

    code = "crs_unknown"


class CrsMismatch(DataError):
    """Two inputs stand in different coordinate reference systems."""

    code = "crs_mismatch"


class GeometryInvalid(DataError):
    """A geometry breaks the rules of simple features."""

    code = "geometry_invalid"


class SchemaError(DataError):
    """Columns are missing or have the wrong type."""

    code = "schema_invalid"


class PlaceUnresolved(DataError):
    """Words that should name a place match none, or several, admin units."""

    code = "place_unresolved"


class AccessDenied(AtlasError):
    """This actor may not do this."""

    code = "access_denied"


class ConflictError(AtlasError):
    """The thing has changed since it was read."""

    code = "conflict"


class LimitExceeded(AtlasError):
    """A request is larger than the limit for bytes, features, pixels or time."""

    code = "limit_exceeded"


class MapRuleError(AtlasError):
    """A map may not be exported as asked."""

    code = "map_rule"


class ServiceBusy(AtlasError):
    """As much as the machine can do is being done already."""

    code = "busy"


class StoreError(AtlasError):
    """Our own disk, index or database failed."""

    code = "store_failed"


class StoreUnavailable(StoreError):
    """The store has not been built, or cannot be reached."""

    code = "store_unavailable"


class StoreCorrupt(StoreError):
    """The store can be opened but is not what it should be."""

    code = "store_corrupt"


class ClusterError(AtlasError):
    """The cluster that should share the work cannot be reached, does not fit, or was lost."""

    code = "cluster_failed"


class BuildCheckFailed(AtlasError):
    """A self-check of the build failed; nothing was replaced."""

    code = "build_check_failed"


class ConfigError(AtlasError):
    """A setting is unknown or has an unusable value; start-up stops."""

    code = "config_invalid"
