"""Changes to a draft as the page sends them, carried out one after the other within one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from atlas.core.errors import AtlasError, ClauseNotFound, ConflictError, Text
from atlas.core.model import AdminUnit, Kind, Relation
from atlas.core.policy.reading.draft import Decision, DraftItem, DraftPlace, Reading, Span
from atlas.core.policy.review import (
    CHOSEN_RULE,
    PERSON_RULE,
    Part,
    PlacedItem,
    Reviewer,
    change_item,
    confirm_item,
    confirm_place,
    find_place,
    is_decided_by_others,
    reject_item,
    reject_place,
    reopen_item,
    reopen_place,
    split_item,
    with_place,
)
from atlas.core.policy.spelling import PlaceSetting, spell_reading
from atlas.services.document_drafts import DraftState
from atlas.services.document_values import (
    bad_change,
    read_id,
    read_item_values,
    read_mapping,
    read_objects,
    read_relation,
    read_span,
    read_text,
    read_version,
)
from atlas.stores.document_items import ItemDesk

#: Changes in one step: more than a person makes at a time.
MOST_CHANGES = 500
_PLACE_FIELDS = frozenset({"words", "span", "relation", "adcode", "read_as", "within", "candidate"})
_PART_FIELDS = frozenset({"set", "places", "span"})
Change = Mapping[str, Any]


@dataclass(slots=True)
class ChangeRun:
    """One step: changes to the items of a document.

    Parameters
    ----------
    state
        The document as it stood shortly before; tells text and units.
    desk
        The items as they stand within the step.
    who
        Who decides.
    left_open
        Ids of places that were not confirmed along with their item, for they are in doubt or lead nowhere.
    left_alone
        Ids of items to which a correction of another item was not carried, for somebody else has decided about them.
    """

    state: DraftState
    desk: ItemDesk
    who: Reviewer
    left_open: list[str] = field(default_factory=list)
    left_alone: dict[str, None] = field(default_factory=dict)

    def run(self, changes: list[Any]) -> None:
        """Carry out changes in their order.

        Parameters
        ----------
        changes
            See ``DocumentReview.decide``.

        Raises
        ------
        ParameterError
            A change cannot be read or done, or lacks the version of its item; its place in the list is told.
        NotFoundError, AccessDenied
            It names an item or place that is not there; a second person is needed.
        ConflictError
            Somebody has changed an item since it was read.
        """
        self._check_versions(changes)
        for number, change in enumerate(changes):
            with _told_as(number):
                if change.get("spread") is True and self._is_of_others(change):
                    self.left_alone[_text(change, "item")] = None
                else:
                    self._carry_out(change)

    def confirm(self, item: DraftItem) -> DraftItem:
        """An item that this person confirms, with its places beyond doubt."""
        units = self.state.units_of(item)
        confirmed = confirm_item(item, self.who, leads=lambda place: place.id in units)
        self.left_open += [
            place.id
            for place in confirmed.places
            if place.decision is not Decision.REJECTED and (place.is_in_doubt or place.id not in units)
        ]
        return confirmed

    def _check_versions(self, changes: list[Any]) -> None:
        if len(changes) > MOST_CHANGES or not changes:
            raise bad_change(
                "changes",
                f"应有 1 到 {MOST_CHANGES} 项",
                f"takes 1 to {MOST_CHANGES} of them",
                hint_zh="请分几次提交。",
                hint_en="Send them in several steps.",
            )
        moved: dict[str, int | None] = {}
        for number, change in enumerate(changes):
            with _told_as(number):
                moved |= self._find_moved(change)
        if moved:
            raise ConflictError(
                "所依据的内容已被他人改动",
                "somebody has changed what this rests on",
                code="item_changed",
                hint_zh="请重新读取这些条目后再决定；你的改动没有保存。",
                hint_en="Read those items again and decide anew; your change was not kept.",
                items=[{"item": item, "version": version} for item, version in moved.items()],
            )

    def _find_moved(self, change: Any) -> dict[str, int | None]:
        """The item of a change with its version of today, where that is not the one the change was made for."""
        if not isinstance(change, Mapping):
            raise bad_change("changes", "每项应为键值对", "takes mappings")
        if change.get("op") == "add":
            return {}
        asked = _text(change, "item")
        if change.get("version") is None:
            self.desk.get(asked)  # that there is no such item is the first thing to be told
        version = read_version(change.get("version"))
        known = self.desk.find(asked)
        if known is None:  # whoever saw it looked before the step that brought it was taken back
            return {asked: None}
        return {} if version == known.changed else {asked: known.changed}

    def _is_of_others(self, change: Change) -> bool:
        """Whether somebody else has decided about an item, or about the place in it that a change is about."""
        item = self.desk.now(_text(change, "item")).item
        places = [place for place in item.places if place.id == change.get("place")]
        return is_decided_by_others(item, self.who) or any(
            is_decided_by_others(place, self.who) for place in places
        )

    def _carry_out(self, change: Change) -> None:
        name = change.get("op")
        act = _ACTS.get(name) if isinstance(name, str) else None
        if act is None:
            raise bad_change("op", f"应为 {'、'.join(_ACTS)} 之一", f"is one of {', '.join(_ACTS)}")
        act(self, change)

    def _of_item(self, act: Callable[[DraftItem], DraftItem], change: Change) -> None:
        placed = self.desk.now(_text(change, "item"))
        self.desk.put(replace(placed, item=act(placed.item)))

    def _confirm(self, change: Change) -> None:
        self._of_item(self.confirm, change)

    def _reject(self, change: Change) -> None:
        self._of_item(lambda item: reject_item(item, self.who), change)

    def _reopen(self, change: Change) -> None:
        self._of_item(reopen_item, change)

    def _confirm_place(self, change: Change) -> None:
        def act(item: DraftItem) -> DraftItem:
            place = find_place(item, _text(change, "place"))
            if not place.is_in_doubt and place.id not in self.state.units_of(item):
                raise bad_change(
                    "place",
                    f"“{place.words}”不能定位到行政区划，请先改正",
                    f"leads to no admin unit: mend “{place.words}” first",
                )
            return confirm_place(item, place.id, self.who)

        self._of_item(act, change)

    def _reject_place(self, change: Change) -> None:
        self._of_item(lambda item: reject_place(item, _text(change, "place"), self.who), change)

    def _reopen_place(self, change: Change) -> None:
        self._of_item(
            lambda item: with_place(item, reopen_place(find_place(item, _text(change, "place")))), change
        )

    def _change(self, change: Change) -> None:
        self._of_item(lambda item: change_item(item, self._values(change.get("set"), item)), change)

    def _add_place(self, change: Change) -> None:
        raw = {
            name: value for name, value in change.items() if name not in ("op", "item", "version", "spread")
        }
        self._of_item(lambda item: replace(item, places=(*item.places, self._new_place(raw))), change)

    def _change_place(self, change: Change) -> None:
        def act(item: DraftItem) -> DraftItem:
            known = find_place(item, _text(change, "place"))
            place = self._set_place(known, read_mapping(change.get("set"), "set", _PLACE_FIELDS))
            # What says nothing new withdraws nobody's word.
            return item if place == known else with_place(item, replace(reopen_place(place), earlier=None))

        self._of_item(act, change)

    def _split(self, change: Change) -> None:
        placed = self.desk.now(_text(change, "item"))
        raw = change.get("parts")
        parts = [self._part(one, placed.item) for one in read_objects(raw, "parts")]
        made = split_item(placed.item, parts, self.desk.new_id)
        self.desk.put(replace(placed, item=made[0]))
        positions = self.desk.position_after(placed.position, len(made) - 1)
        for position, item in zip(positions, made[1:], strict=True):
            self.desk.put(PlacedItem(position, item))

    def _part(self, raw: Any, item: DraftItem) -> Part:
        values = read_mapping(raw, "parts", _PART_FIELDS)
        places = tuple(read_id(one, "places") for one in read_objects(values.get("places"), "places"))
        span = read_span(values.get("span"), len(self.state.text.source.text))
        return Part(self._values(values.get("set"), item), places, span)

    def _add(self, change: Change) -> None:
        clause = _text(change, "clause")
        if clause not in self.state.order:
            raise ClauseNotFound(
                f"文件中没有条款 {clause[:60]}",
                f"the document has no clause {clause[:60]}",
                clause=clause[:60],
            )
        span = read_span(change.get("span"), len(self.state.text.source.text))
        values: dict[str, Any] = {"kind": Kind.DESIGNATION, "summary": Text(self._words(span)[:120], "")}
        values |= self._values(change.get("set"), None)
        if not values.get("topics"):
            raise bad_change("topics", "缺少专题", "is missing")
        item = DraftItem(
            id=self.desk.new_id(), clause=clause, span=span, rule=PERSON_RULE, confidence=1.0, **values
        )
        for place in read_objects(change.get("places"), "places"):
            item = replace(item, places=(*item.places, self._new_place(place)))
        if change.get("confirm") is True:
            item = self.confirm(item)
        after = change.get("after")
        if after is None:
            position = self.position_in_text(clause, span)
        else:
            position = self.desk.position_after(self.desk.now(read_id(after, "after")).position, 1)[0]
        self.desk.put(PlacedItem(position, item))

    def position_in_text(self, clause: str, span: Span | None) -> float:
        """A place behind the last item that stands before a new one in the text."""
        order = self.state.order
        start = span.start if span else float("inf")
        # What this step has added or moved counts as it stands now.
        now = {**{one.item.id: one.placed for one in self.state.items}, **self.desk.moved}
        before = [
            one.position
            for one in now.values()
            if (order.get(one.item.clause, -1), one.item.span.start if one.item.span else 0)
            <= (order[clause], start)
        ]
        return self.desk.position_after(max(before, default=0.0), 1)[0]

    def _new_place(self, raw: Any) -> DraftPlace:
        values = read_mapping(raw, "place", _PLACE_FIELDS - {"candidate"})
        place = DraftPlace(self.desk.new_id(), "", Relation.NAMED, rule=PERSON_RULE)
        if "adcode" in values and not values.get("words") and values.get("span") is None:
            # Nobody wrote it: it is implied by the sentence of its item, which is the evidence.
            unit = self._unit(values["adcode"])
            implied = "implicit" if values.get("relation", "named") == "named" else values["relation"]
            values = {**values, "words": unit.name, "relation": implied}
        return self._set_place(place, values)

    def _set_place(self, place: DraftPlace, values: Mapping[str, Any]) -> DraftPlace:
        if "span" in values:
            place = replace(place, span=read_span(values["span"], len(self.state.text.source.text)))
        words = read_text(values["words"], "words") if "words" in values else ""
        place = replace(place, words=words or place.words or self._words(place.span))
        if not place.words:
            raise bad_change("words", "缺少地名", "is missing")
        if "relation" in values:
            place = replace(place, relation=read_relation(values["relation"]))
        reading = self._chosen(place, values)
        if reading is not None:
            return self._spelt(place, reading)
        if "read_as" in values or "within" in values:
            read_as = read_text(values.get("read_as", ""), "read_as")
            within = read_text(values.get("within", ""), "within")
            return replace(place, read_as=read_as or place.words, within=within, rule=CHOSEN_RULE)
        return place

    def _unit(self, adcode: Any) -> AdminUnit:
        unit = self.state.desk.units.get(read_id(adcode, "adcode"))
        if unit is None:
            raise bad_change("adcode", "不是现行行政区划代码", "is the code of no unit of today")
        return unit

    def _chosen(self, place: DraftPlace, values: Mapping[str, Any]) -> Reading | None:
        if "adcode" in values:
            unit = self._unit(values["adcode"])
            return Reading((unit.adcode,), unit.name, Text("人工选定", "chosen by a person"), 1.0)
        if "candidate" not in values:
            return None
        number = values["candidate"]
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(place.candidates):
            raise bad_change("candidate", "没有这个候选", "is none of the candidates")
        return place.candidates[number]

    def _spelt(self, place: DraftPlace, reading: Reading) -> DraftPlace:
        """The place with words that lead to the unit chosen and to no other, whatever stands beside it."""
        head, desk = self.state.record.head, self.state.desk
        unit = desk.units.get(reading.adcodes[0]) if len(reading.adcodes) == 1 else None
        if unit is not None and unit.name == reading.name:
            # A code means the same beside any other place; 朝阳 in 辽宁 does not.
            return replace(place, read_as=unit.adcode, within="", rule=CHOSEN_RULE, confidence=1.0)
        setting = PlaceSetting(head.region, head.year or head.horizon)
        spelt = spell_reading(place.words, reading, setting, desk.units, desk.resolve)
        if spelt is None:
            raise bad_change("candidate", f"“{reading.name}”不能定位", f"leads nowhere: “{reading.name}”")
        read_as, within = spelt
        return replace(place, read_as=read_as or place.words, within=within, rule=CHOSEN_RULE, confidence=1.0)

    def _values(self, raw: Any, item: DraftItem | None) -> dict[str, Any]:
        desk, head = self.state.desk, self.state.record.head
        return read_item_values(
            {} if raw is None else raw, item=item, topics=desk.topics, horizon=head.horizon
        )

    def _words(self, span: Span | None) -> str:
        return read_text(self.state.text.source.text[span.start : span.end][:2000], "span") if span else ""


_ACTS: dict[str, Callable[[ChangeRun, Change], None]] = {
    "confirm": ChangeRun._confirm,
    "reject": ChangeRun._reject,
    "reopen": ChangeRun._reopen,
    "change": ChangeRun._change,
    "split": ChangeRun._split,
    "add": ChangeRun._add,
    "add_place": ChangeRun._add_place,
    "change_place": ChangeRun._change_place,
    "confirm_place": ChangeRun._confirm_place,
    "reject_place": ChangeRun._reject_place,
    "reopen_place": ChangeRun._reopen_place,
}


@contextmanager
def _told_as(number: int) -> Iterator[None]:
    """What is wrong is told with the place of its change in the list."""
    try:
        yield
    except AtlasError as error:
        error.detail.setdefault("change", number)
        raise


def _text(change: Change, name: str) -> str:
    return read_id(change.get(name), name)
