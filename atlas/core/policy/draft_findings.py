"""What of a draft could not be tied to admin units: told, never a failure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from atlas.core.errors import Text
from atlas.core.policy.reading.draft import DraftDocument, DraftItem


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A part of a draft that could not be tied to a unit.

    Parameters
    ----------
    code
        Stable, for programs: ``place_unresolved`` or ``region_unknown``.
    item, place
        Ids; empty where it concerns the whole document.
    words
        Of the place.
    message
        For a person.
    """

    code: str
    item: str
    place: str
    words: str
    message: Text


def untied_places(item: DraftItem, tied: Collection[str]) -> Iterator[DraftFinding]:
    """Places of an item that lead nowhere.

    Parameters
    ----------
    item
        The item.
    tied
        Ids of its places that lead somewhere.

    Yields
    ------
    DraftFinding
        In their order; none for a place in doubt, which is a question.
    """
    for place in item.places:
        if not place.is_in_doubt and place.id not in tied:
            yield DraftFinding(
                "place_unresolved",
                item.id,
                place.id,
                place.words,
                Text(
                    f"{item.clause}：“{place.words}”不能定位到行政区划，没有建立关联",
                    f"{item.clause}: “{place.words}” leads to no admin unit, no link was made",
                ),
            )


def region_unknown(draft: DraftDocument) -> DraftFinding:
    """That the region of a draft is no unit of today."""
    return DraftFinding(
        "region_unknown",
        "",
        "",
        draft.region,
        Text(
            f"文件 {draft.id} 的适用地区 {draft.region} 不是现行行政区划代码，没有建立关联",
            f"the region {draft.region} of {draft.id} is no admin unit of today, no link was made",
        ),
    )
