"""What people decide about a draft, as functions from an item to the item as it stands afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from atlas.core.errors import AccessDenied, NotFoundError, ParameterError
from atlas.core.model import Kind
from atlas.core.policy.drafts import REVIEWERS_SEPARATOR, counts_as_confirmed, reviewers_of
from atlas.core.policy.reading.draft import Decision, DraftItem, DraftPlace, Span
from atlas.core.policy.review_carry import is_proposed_away

_Decided = TypeVar("_Decided", DraftItem, DraftPlace)
#: Rule of what a person put into a draft.
PERSON_RULE = "added by a person"
#: Rule of a place of which a person said what it means.
CHOSEN_RULE = "chosen by a person"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and by which rule.

    Parameters
    ----------
    name
        Of the account.
    date
        Of today, ISO.
    two_persons
        Whether two different people have to confirm.
    """

    name: str
    date: str
    two_persons: bool = False


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item and where it stands among the others.

    Parameters
    ----------
    position
        Items stand in ascending order of it; those of one position by id.
    item
        The item.
    """

    position: float
    item: DraftItem


@dataclass(frozen=True, slots=True)
class Part:
    """One of the items that an item is split into.

    Parameters
    ----------
    values
        Fields of the item that differ from those of the whole.
    places
        Ids of the places of the whole that go along.
    span
        The words that this part rests on; ``None`` for those of the whole.
    """

    values: dict[str, Any]
    places: tuple[str, ...]
    span: Span | None = None


def confirm_item(item: DraftItem, who: Reviewer, *, leads: Callable[[DraftPlace], bool]) -> DraftItem:
    """An item that a person confirms, with its places that are beyond doubt.

    Parameters
    ----------
    item
        As it stood.
    who
        The person.
    leads
        Whether a place leads to a unit; one that does not stays open.

    Returns
    -------
    DraftItem
        Confirmed, or waiting for a second person. A place that another version's review rejected, as the proposal says,
        is rejected with it.

    Raises
    ------
    ParameterError
        It is a target without a figure, or has no topic.
    AccessDenied
        The same person confirmed it before, and a second one has to.
    """
    if item.kind is Kind.TARGET and item.figure is None:
        raise unfit(item, "figure", "目标没有数值", "a target has no figure")
    if not item.topics:
        raise unfit(item, "topics", "没有专题", "there is no topic")
    places = tuple(
        _rejected(place, who)
        if is_proposed_away(place)
        else _confirmed(place, who)
        if place.decision in (Decision.OPEN, Decision.SECOND) and _is_ready(place, who, leads)
        else place
        for place in item.places
    )
    _check_second(item, who)
    return replace(_confirmed(item, who), places=places)


def reject_item(item: DraftItem, who: Reviewer) -> DraftItem:
    """An item that a person rejects.

    Parameters
    ----------
    item
        As it stood.
    who
        The person.

    Returns
    -------
    DraftItem
        Its places stay as they are, and count for nothing.
    """
    return replace(item, decision=Decision.REJECTED, reviewer=who.name, reviewed=who.date)


def reopen_item(item: DraftItem) -> DraftItem:
    """An item on which nothing is decided any more.

    Parameters
    ----------
    item
        As it stood.

    Returns
    -------
    DraftItem
        Its places are open too.
    """
    places = tuple(reopen_place(place) for place in item.places)
    return replace(item, decision=Decision.OPEN, reviewer="", reviewed="", places=places)


def change_item(item: DraftItem, values: dict[str, Any]) -> DraftItem:
    """An item in other words; nobody has confirmed those.

    Parameters
    ----------
    item
        As it stood.
    values
        Fields of the item.

    Returns
    -------
    DraftItem
        Open; its places as they were. The same item where no value differs: nothing is withdrawn then.
    """
    if all(getattr(item, name) == value for name, value in values.items()):
        return item
    return _reworded(item, values)


def split_item(item: DraftItem, parts: Sequence[Part], new_id: Callable[[], str]) -> list[DraftItem]:
    """Several items out of one; all are open.

    Parameters
    ----------
    item
        The whole.
    parts
        Two or more; each place of the whole is in one of them at least.
    new_id
        Gives an id that nothing has.

    Returns
    -------
    list of DraftItem
        The first keeps the id of the whole; a place in several parts has an id in each.

    Raises
    ------
    ParameterError
        There is one part only, a place is left over, or a part names one twice.
    NotFoundError
        A part names a place that the item does not have.
    """
    taken: set[str] = set()
    made: list[DraftItem] = []
    for number, part in enumerate(parts):
        if len(set(part.places)) < len(part.places):
            raise unfit(item, "places", "同一部分重复了地点", "a part names a place twice")
        places = [find_place(item, place) for place in part.places]
        own = [replace(place, id=new_id()) if place.id in taken else place for place in places]
        taken |= set(part.places)
        whole = replace(item, id=item.id if number == 0 else new_id(), places=tuple(own))
        made.append(_reworded(replace(whole, span=part.span or item.span), part.values))
    if len(parts) < 2 or taken != {place.id for place in item.places}:
        raise unfit(
            item,
            "parts",
            "拆分须有两部分以上，且不能漏掉地点",
            "a split has two parts or more and loses no place",
        )
    return made


def confirm_place(item: DraftItem, place: str, who: Reviewer) -> DraftItem:
    """An item one place of which a person confirms.

    Parameters
    ----------
    item
        As it stood.
    place
        Id.
    who
        The person.

    Returns
    -------
    DraftItem
        Otherwise as it was.

    Raises
    ------
    NotFoundError
        It has no such place.
    ParameterError
        The place may mean several units and nobody has said which.
    AccessDenied
        The same person confirmed it before, and a second one has to.
    """
    found = find_place(item, place)
    if found.is_in_doubt:
        raise unfit(
            item,
            "place",
            f"“{found.words}”可能指几个地方，请先选定",
            f"choose what “{found.words}” means first",
        )
    _check_second(found, who)
    return with_place(item, _confirmed(found, who))


def reject_place(item: DraftItem, place: str, who: Reviewer) -> DraftItem:
    """An item one place of which a person rejects; parameters and errors as of ``confirm_place``."""
    found = find_place(item, place)
    return with_place(item, _rejected(found, who))


def reopen_place(place: DraftPlace) -> DraftPlace:
    """A place on which nothing is decided any more."""
    return replace(place, decision=Decision.OPEN, reviewer="", reviewed="")


def find_place(item: DraftItem, place: str) -> DraftPlace:
    """A place of an item; raises ``NotFoundError``."""
    for known in item.places:
        if known.id == place:
            return known
    raise NotFoundError(
        f"条目 {item.id} 中没有地点 {place[:40]}",
        f"item {item.id} has no place {place[:40]}",
        code="place_unknown",
        item=item.id,
        place=place[:40],
    )


def with_place(item: DraftItem, place: DraftPlace) -> DraftItem:
    """An item with another state of one of its places."""
    places = tuple(place if known.id == place.id else known for known in item.places)
    return replace(item, places=places)


def waits_for(decided: DraftItem | DraftPlace, who: Reviewer) -> bool:
    """Whether a person's word on something would change anything.

    Parameters
    ----------
    decided
        The item or place.
    who
        The person.

    Returns
    -------
    bool
        False for what is decided, and for what this person confirmed and a second one has to.
    """
    if decided.decision is Decision.REJECTED or counts_as_confirmed(decided, two_persons=who.two_persons):
        return False
    return who.name not in reviewers_of(decided)


def is_decided_by_others(decided: DraftItem | DraftPlace, who: Reviewer) -> bool:
    """Whether somebody else has confirmed or rejected something, alone or as one of two.

    Parameters
    ----------
    decided
        The item or place.
    who
        The person.

    Returns
    -------
    bool
        False for what is open, and for what this person alone has decided.
    """
    names = reviewers_of(decided) or ((decided.reviewer,) if decided.decision is Decision.REJECTED else ())
    return any(name != who.name for name in names)


def unfit(item: DraftItem, field: str, zh: str, en: str) -> ParameterError:
    """The error for a decision that an item does not allow.

    Parameters
    ----------
    item
        The item.
    field
        What of it.
    zh, en
        Why.

    Returns
    -------
    ParameterError
        With code ``change_invalid``.
    """
    return ParameterError(
        f"条目 {item.id}（{item.clause}）：{zh}",
        f"item {item.id} ({item.clause}): {en}",
        code="change_invalid",
        hint_zh="请先改正再确认。",
        hint_en="Mend it first, then confirm.",
        item=item.id,
        field=field,
    )


def _reworded(item: DraftItem, values: dict[str, Any]) -> DraftItem:
    return replace(item, **values, decision=Decision.OPEN, reviewer="", reviewed="", earlier=None)


def _rejected(place: DraftPlace, who: Reviewer) -> DraftPlace:
    return replace(place, decision=Decision.REJECTED, reviewer=who.name, reviewed=who.date)


def _is_ready(place: DraftPlace, who: Reviewer, leads: Callable[[DraftPlace], bool]) -> bool:
    return not place.is_in_doubt and leads(place) and waits_for(place, who)


def _check_second(decided: DraftItem | DraftPlace, who: Reviewer) -> None:
    names = reviewers_of(decided)
    if who.two_persons and names == (who.name,):
        raise AccessDenied(
            "自己确认过的内容须由另一人再次确认",
            "what one has confirmed is confirmed again by somebody else",
            code="second_person_needed",
            hint_zh="请另一位审核人员确认。",
            hint_en="Ask another reviewer to confirm it.",
        )


def _confirmed(decided: _Decided, who: Reviewer) -> _Decided:
    if counts_as_confirmed(decided, two_persons=who.two_persons):
        return decided
    names = tuple(dict.fromkeys((*reviewers_of(decided), who.name)))
    is_enough = len(names) >= (2 if who.two_persons else 1)
    return replace(
        decided,
        decision=Decision.CONFIRMED if is_enough else Decision.SECOND,
        reviewer=REVIEWERS_SEPARATOR.join(names),
        reviewed=who.date,
    )
