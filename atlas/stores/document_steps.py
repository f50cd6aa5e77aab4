"""Steps by which people changed the items of an added document, as rows; each can be taken back as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from atlas.core.errors import ConflictError
from atlas.core.policy.reading.draft import Decision
from atlas.core.policy.review import PlacedItem
from atlas.stores.database import Connection
from atlas.stores.document_items import ItemDesk, States, to_body, write_items
from atlas.stores.document_records import item_from_dict

#: What brings a document in; never taken back but by removing it.
FIRST_ACTIONS = ("add", "import")
#: What brings a document in of which nobody has decided anything.
UNREVIEWED_ACTION = "add"
#: What a person does to items one by one; the other actions say of themselves what they do to all of theirs.
DECIDE_ACTION = "decide"
_STEP_COLUMNS = "number, at, actor, action, undoes"


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a person, about one item or many.

    Parameters
    ----------
    number
        Counted from 1 in the document.
    at
        UTC, ISO 8601.
    actor
        Who decided.
    action
        What was done.
    undoes
        Number of the step that this one takes back.
    before, after
        Items by id; ``None`` where one was not there. Empty where they were not asked for.
    """

    number: int
    at: str
    actor: str
    action: str
    undoes: int | None = None
    before: States = field(default_factory=dict)
    after: States = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step as a history tells of it: never more than a few of its items.

    Parameters
    ----------
    step
        With the items before and after only where they are few and the step decided about them one by one.
    changed
        How many items it changed.
    items
        Ids of the first few of them; none of a step that brought the document in.
    """

    step: Step
    changed: int
    items: tuple[str, ...] = ()


def add_step(connection: Connection, document: str, step: Step) -> None:
    """Keep a step, and leave the items as it says.

    Parameters
    ----------
    connection
        In a transaction that nobody else makes one beside.
    document
        Key.
    step
        Its number is the next one of the document.
    """
    values = (document, step.number, step.at, step.actor, step.action, step.undoes)
    connection.execute(
        "INSERT INTO ingested_step (document, number, at, actor, action, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )
    bodies = {item: to_body(placed) for item, placed in step.after.items() if placed is not None}
    connection.executemany(
        "INSERT INTO ingested_change (document, number, item, before, after) VALUES (?, ?, ?, ?, ?)",
        [
            (
                *(document, step.number, item, _to_text(step.before.get(item))),
                _to_text(step.after[item], bodies.get(item)),
            )
            for item in step.after
        ],
    )
    write_items(connection, document, step.number, step.after, bodies)
    connection.execute("UPDATE ingested_document SET changes = ? WHERE key = ?", (step.number, document))


def read_steps(
    connection: Connection,
    document: str,
    *,
    before: int | None = None,
    limit: int = 50,
    item: str | None = None,
    with_first: bool = False,
) -> list[Step]:
    """Steps of a document, newest first.

    Parameters
    ----------
    connection
        To the database.
    document
        Key.
    before
        Only steps with a lower number.
    limit
        At most so many.
    item
        Only steps that changed this item, and of them only what they did to it.
    with_first
        Also give the items that came with the document, which are all of them.

    Returns
    -------
    list of Step
        With the items before and after.
    """
    one_item = (
        ""
        if item is None
        else ("AND number IN (SELECT number FROM ingested_change WHERE document = ? AND item = ?) ")
    )
    headers = connection.execute(
        f"SELECT {_STEP_COLUMNS} FROM ingested_step WHERE document = ? "  # noqa: S608 - own words
        f"AND number < coalesce(?, number + 1) {one_item}ORDER BY number DESC LIMIT ?",
        (document, before, *(() if item is None else (document, item)), limit),
    ).fetchall()
    steps = []
    for number, at, actor, action, undoes in headers:
        is_wanted = with_first or item is not None or action not in FIRST_ACTIONS
        was, now = _read_changes(connection, document, number, item) if is_wanted else ({}, {})
        steps.append(Step(number, at, actor, action, undoes, was, now))
    return steps


def read_history(
    connection: Connection, document: str, *, before: int | None, limit: int, most_items: int
) -> list[ToldStep]:
    """Steps of a document, newest first, however many items they changed.

    Parameters
    ----------
    connection
        To the database.
    document
        Key.
    before
        Only steps with a lower number.
    limit
        At most so many.
    most_items
        So many items are told of each step; of one that changed more no item is read.

    Returns
    -------
    list of ToldStep
        As long as ``limit`` and ``most_items`` allow, whatever the document.
    """
    headers = connection.execute(
        f"SELECT {_STEP_COLUMNS} FROM ingested_step WHERE document = ? "  # noqa: S608 - own words
        "AND number < coalesce(?, number + 1) ORDER BY number DESC LIMIT ?",
        (document, before, limit),
    ).fetchall()
    if not headers:
        return []
    counts: dict[int, int] = dict(
        connection.execute(
            "SELECT number, count(*) FROM ingested_change WHERE document = ? AND number BETWEEN ? AND ? "
            "GROUP BY number",
            (document, headers[-1][0], headers[0][0]),
        ).fetchall()
    )
    told = []
    for number, at, actor, action, undoes in headers:
        changed = counts.get(number, 0)
        step = Step(number, at, actor, action, undoes)
        most = 0 if action in FIRST_ACTIONS else most_items
        items = _read_first_items(connection, document, number, most)
        if action == DECIDE_ACTION and changed <= most_items:
            was, now = _read_changes(connection, document, number, None)
            step = replace(step, before=was, after=now)
        told.append(ToldStep(step, changed, items))
    return told


def find_last_step(connection: Connection, document: str, actor: str) -> Step | None:
    """The last step of a person that was not taken back.

    Parameters
    ----------
    connection
        To the database.
    document
        Key.
    actor
        Who.

    Returns
    -------
    Step or None
        Bringing the document in is no such step, nor is taking one back.
    """
    row = connection.execute(
        f"SELECT {_STEP_COLUMNS} FROM ingested_step WHERE document = ? AND actor = ? "  # noqa: S608 - own words
        "AND undoes IS NULL AND action NOT IN (?, ?) AND number NOT IN "
        "(SELECT undoes FROM ingested_step WHERE document = ? AND undoes IS NOT NULL) "
        "ORDER BY number DESC LIMIT 1",
        (document, actor, *FIRST_ACTIONS, document),
    ).fetchone()
    if row is None:
        return None
    number, at, who, action, undoes = row
    return Step(number, at, who, action, undoes, *_read_changes(connection, document, number, None))


def is_reviewed(connection: Connection, document: str) -> bool:
    """Whether people stand behind something in a document.

    Parameters
    ----------
    connection
        To the database.
    document
        Key.

    Returns
    -------
    bool
        True for one that came in reviewed, for one with an item that is decided, and for one with a step that nobody
        has taken back.
    """
    row = connection.execute(
        "SELECT 1 FROM ingested_item WHERE document = ? AND decision <> ? UNION ALL "
        "SELECT 1 FROM ingested_step WHERE document = ? AND undoes IS NULL AND action <> ? AND number NOT IN "
        "(SELECT undoes FROM ingested_step WHERE document = ? AND undoes IS NOT NULL) LIMIT 1",
        (document, Decision.OPEN.value, document, UNREVIEWED_ACTION, document),
    ).fetchone()
    return row is not None


def check_unchanged(connection: Connection, document: str, step: Step) -> None:
    """Refuse to take back a step whose items somebody has changed since.

    Parameters
    ----------
    connection
        In the transaction that takes it back.
    document
        Key.
    step
        To be taken back.

    Raises
    ------
    ConflictError
        Tells which items, and who changed them.
    """
    desk = ItemDesk(connection, document, 0)
    moved = {}
    for item, left in step.after.items():
        known = desk.find(item)
        if (known.placed if known else None) != left:
            moved[item] = known.changed if known else None
    if moved:
        later = read_steps(connection, document, limit=1, item=next(iter(moved)))
        who = later[0].actor if later else ""
        raise ConflictError(
            f"这一步之后 {who} 又改动了其中的条目，不能撤销",
            f"{who} has changed items of this step since, it cannot be taken back",
            code="undo_overtaken",
            hint_zh="请直接修改这些条目，或请对方先撤销。",
            hint_en="Change those items directly, or ask the other person to take their step back first.",
            actor=who,
            items=sorted(moved),
        )


def _read_changes(
    connection: Connection, document: str, number: int, item: str | None
) -> tuple[dict[str, PlacedItem | None], dict[str, PlacedItem | None]]:
    rows = connection.execute(
        "SELECT item, before, after FROM ingested_change "
        "WHERE document = ? AND number = ? AND item = coalesce(?, item) ORDER BY item",
        (document, number, item),
    ).fetchall()
    return {row[0]: _from_text(row[1]) for row in rows}, {row[0]: _from_text(row[2]) for row in rows}


def _read_first_items(connection: Connection, document: str, number: int, most: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT item FROM ingested_change WHERE document = ? AND number = ? ORDER BY item LIMIT ?",
        (document, number, most),
    ).fetchall()
    return tuple(item for (item,) in rows)


def _to_text(placed: PlacedItem | None, body: str | None = None) -> str | None:
    if placed is None:
        return None
    return f'{{"position": {placed.position!r}, "item": {body or to_body(placed)}}}'


def _from_text(text: str | None) -> PlacedItem | None:
    if text is None:
        return None
    values = json.loads(text)
    return PlacedItem(values["position"], item_from_dict(values["item"]))
