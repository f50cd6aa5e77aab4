"""Items of an added document as rows, and as they stand while a step changes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from atlas.core.errors import NotFoundError
from atlas.core.model import Kind
from atlas.core.policy.drafts import reviewers_of
from atlas.core.policy.review import PlacedItem
from atlas.stores.database import Connection
from atlas.stores.document_records import StoredItem, item_from_dict, item_to_dict

_ITEM_COLUMNS = "position, changed, body"
#: Items stand 1 apart at first. Halved too often the gap would vanish in the digits of a number.
_LEAST_GAP, _ROOMY_GAP = 2.0**-30, 2.0**-20
_ALL = 2**31 - 1
# Made once: a document has thousands of items.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

#: Items by id; ``None`` where one is not there.
States = Mapping[str, PlacedItem | None]


class ItemDesk:
    """The items of a document while one step changes them.

    Parameters
    ----------
    connection
        In the transaction of the step.
    document
        Key.
    number
        Of the step to be.
    """

    def __init__(self, connection: Connection, document: str, number: int) -> None:
        self._connection = connection
        self._document = document
        self.number = number
        self._known: dict[str, StoredItem] = {}
        self._put: dict[str, PlacedItem] = {}
        self._made = 0

    def get(self, item: str) -> StoredItem:
        """An item as it stood before the step; raises ``NotFoundError``."""
        if item not in self._known:
            row = self._connection.execute(
                f"SELECT {_ITEM_COLUMNS} FROM ingested_item WHERE document = ? AND id = ?",  # noqa: S608
                (self._document, item),
            ).fetchone()
            if row is None:
                raise NotFoundError(
                    f"没有条目 {item[:40]}",
                    f"there is no item {item[:40]}",
                    code="item_unknown",
                    item=item[:40],
                )
            self._known[item] = _stored(row)
        return self._known[item]

    def find(self, item: str) -> StoredItem | None:
        """An item as it stood before the step, ``None`` where there was none."""
        try:
            return self.get(item)
        except NotFoundError:
            return None

    def now(self, item: str) -> PlacedItem:
        """An item as it stands within the step; raises ``NotFoundError``."""
        return self._put.get(item) or self.get(item).placed

    def put(self, placed: PlacedItem) -> None:
        """Leave an item in a new state, or a new item."""
        if placed.item.id not in self._put:
            self.find(placed.item.id)
        self._put[placed.item.id] = placed

    def list_open(self) -> list[StoredItem]:
        """Every item that is not rejected, in document order."""
        rows = self._connection.execute(
            f"SELECT {_ITEM_COLUMNS} FROM ingested_item WHERE document = ? AND decision <> 'rejected' "  # noqa: S608
            "ORDER BY position, id",
            (self._document,),
        ).fetchall()
        found = [_stored(row) for row in rows]
        self._known |= {one.item.id: one for one in found}
        return found

    def position_after(self, position: float | None, parts: int) -> list[float]:
        """Places for new items behind another one, or behind all.

        Parameters
        ----------
        position
            Of the other one; ``None`` for the end.
        parts
            How many.

        Returns
        -------
        list of float
            Ascending, before the item that comes next; where there is no room left, the next ones move on.
        """
        if position is None:
            taken = [placed.position for placed in self._put.values()]
            sql = "SELECT max(position) FROM ingested_item WHERE document = ?"
            last = self._connection.execute(sql, (self._document,)).fetchone()[0]
            start = max([last or 0.0, *taken])
            return [start + number for number in range(1, parts + 1)]
        following = self._list_following(position, limit=1 + len(self._put))
        end = following[0][0] if following else position + parts + 1.0
        if (end - position) / (parts + 1) < _LEAST_GAP:
            end = self._make_room(position, parts)
        return [position + (end - position) * number / (parts + 1) for number in range(1, parts + 1)]

    def _make_room(self, position: float, parts: int) -> float:
        """Move as few of the items that follow as leave room for new ones; gives the place of the next one then."""
        following = self._list_following(position)
        for count in range(1, len(following) + 1):
            is_last = count == len(following)
            beyond = position + count + parts + 1.0 if is_last else following[count][0]
            gap = (beyond - position) / (count + parts + 1)
            if gap >= _ROOMY_GAP:
                break
        for number, (_, item) in enumerate(following[:count], start=parts + 1):
            self.put(replace(self.now(item), position=position + gap * number))
        return position + gap * (parts + 1)

    def _list_following(self, position: float, limit: int = _ALL) -> list[tuple[float, str]]:
        """Places and ids of items that stand behind a place within the step, the first ones at least."""
        rows = self._connection.execute(
            "SELECT position, id FROM ingested_item WHERE document = ? AND position > ? ORDER BY position, id LIMIT ?",
            (self._document, position, limit),
        ).fetchall()
        kept = [(place, item) for place, item in rows if item not in self._put]
        moved = [(one.position, item) for item, one in self._put.items() if one.position > position]
        return sorted(kept + moved)

    def new_id(self) -> str:
        """An id that nothing in the document has or had."""
        self._made += 1
        return f"r{self.number}-{self._made}"

    @property
    def moved(self) -> Mapping[str, PlacedItem]:
        """Items that the step has put somewhere so far, as they stand now."""
        return self._put

    @property
    def before(self) -> dict[str, PlacedItem | None]:
        """Items that come out different, as they stood."""
        return {item: known.placed if (known := self._known.get(item)) else None for item in self.changed}

    @property
    def changed(self) -> dict[str, PlacedItem | None]:
        """Items that come out different, as they stand now."""
        return {
            item: placed
            for item, placed in self._put.items()
            if (known := self._known.get(item)) is None or known.placed != placed
        }


def read_items(connection: Connection, document: str, known: Mapping[str, StoredItem]) -> list[StoredItem]:
    """Items of a document.

    Parameters
    ----------
    connection
        To the database.
    document
        Key.
    known
        Items of an earlier version, taken where no step has changed them.

    Returns
    -------
    list of StoredItem
        In document order.
    """
    since = max((one.changed for one in known.values()), default=0)
    rows = connection.execute(
        "SELECT id, position, changed, CASE WHEN changed > ? THEN body END FROM ingested_item "
        "WHERE document = ? ORDER BY position, id",
        (since, document),
    ).fetchall()
    lacking = [row[0] for row in rows if row[3] is None and not _is_known(known, row[0], row[2])]
    if lacking:
        return read_items(connection, document, {})
    return [
        known[item] if body is None else _stored((position, changed, body))
        for item, position, changed, body in rows
    ]


def write_items(
    connection: Connection, document: str, number: int, states: States, bodies: Mapping[str, str]
) -> None:
    """Leave items as a step says.

    Parameters
    ----------
    connection
        In the transaction of the step.
    document
        Key.
    number
        Of the step.
    states
        Items by id; ``None`` takes one away.
    bodies
        The same items as ``to_body`` writes them.
    """
    connection.executemany(
        "DELETE FROM ingested_item WHERE document = ? AND id = ?",
        [(document, item) for item, placed in states.items() if placed is None],
    )
    connection.executemany(
        "INSERT INTO ingested_item (document, id, position, clause, decision, confirmations, changed, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document, id) DO UPDATE SET position = excluded.position, "
        "clause = excluded.clause, decision = excluded.decision, confirmations = excluded.confirmations, "
        "changed = excluded.changed, body = excluded.body",
        [
            _item_row(document, number, placed, bodies[item])
            for item, placed in states.items()
            if placed is not None
        ],
    )


def to_body(placed: PlacedItem) -> str:
    """An item as a column holds it."""
    return _ENCODER.encode(item_to_dict(placed.item))


def kind_pattern(kind: Kind) -> str:
    """For SQL, what the bodies of all items of a kind are like.

    Parameters
    ----------
    kind
        The kind.

    Returns
    -------
    str
        Within words of a person the quotation marks are escaped, so no other body is like it.
    """
    return f'%"kind": "{kind.value}"%'


def _is_known(known: Mapping[str, StoredItem], item: str, changed: int) -> bool:
    return item in known and known[item].changed == changed


def _stored(row: tuple[Any, ...]) -> StoredItem:
    position, changed, body = row
    return StoredItem(PlacedItem(position, item_from_dict(json.loads(body))), changed)


def _item_row(document: str, number: int, placed: PlacedItem, body: str) -> tuple[Any, ...]:
    item = placed.item
    values = (document, item.id, placed.position, item.clause, item.decision.value)
    return (*values, len(reviewers_of(item)), number, body)
