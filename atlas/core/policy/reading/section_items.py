"""Items of a whole document, section by section; long documents may be shared out among several who read at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from atlas.core.policy.reading.context import Context
from atlas.core.policy.reading.draft import DraftItem
from atlas.core.policy.reading.duties import is_only_notes
from atlas.core.policy.reading.governing import Governing, governs
from atlas.core.policy.reading.items import ItemMaker
from atlas.core.policy.reading.sections import CLOSING, PREAMBLE, Section
from atlas.core.policy.reading.sentence_ends import SEMICOLONS
from atlas.core.policy.reading.shares import MadeItems, ShareOut

# Annexes that explain words or list people state no goals.
_STATES_NOTHING = re.compile(
    "名词解释|术语|名词说明|成员名单|人员名单|领导小组(?:成员|名单)|联系方式|起草说明|编制说明"
)
_STEP_DOWN = re.compile("/")
_SENTENCE_LIKE = re.compile("[，,；\\d]")


@dataclass(frozen=True, slots=True)
class _Task:
    """A section to be read, what it stands below, and what its heading does where that is read for itself."""

    section: Section
    governing: Governing
    above_heading: Governing | None = None
    is_preamble: bool = False


def read_items(context: Context, share: ShareOut) -> list[DraftItem]:
    """Items of a document.

    Parameters
    ----------
    context
        The document.
    share
        Says who reads which of its sections.

    Returns
    -------
    list of DraftItem
        In the order of the text, with ids that do not depend on how it was shared out.
    """
    tasks = _plan(context)

    def read(first: int, last: int) -> MadeItems:
        return _make(context, tasks[first:last])

    parts = share(read, [task.section.end - task.section.start for task in tasks])
    items: list[DraftItem] = []
    n_items = n_places = 0
    for part in parts:
        items += _numbered_on(part.items, n_items, n_places) if n_items or n_places else part.items
        n_items, n_places = n_items + part.n_items, n_places + part.n_places
    return items


def _plan(context: Context) -> list[_Task]:
    known: dict[str, Governing] = {}
    silent: set[str] = set()
    tasks: list[_Task] = []
    for position, section in enumerate(context.outline.sections):
        above = known.get(_parent(section.id, known), Governing())
        governing = known[section.id] = governs(context, section, above)
        if _is_silent(section, silent):
            silent.add(section.id)
        elif _is_leaf(section, position, context):
            # A numbered line that nothing stands below is no heading but a sentence of its own.
            tasks.append(_Task(replace(section, body=section.words), above))
        elif section.id == PREAMBLE and context.area.is_county:
            tasks.append(_Task(section, governing, is_preamble=True))
        elif _begins_with_sentence(section, context):
            own = replace(governing, places=above.places, is_ruled_out=above.is_ruled_out)
            tasks.append(_Task(replace(section, body=section.words), own))
        else:
            tasks.append(_Task(section, replace(governing, is_ruled_out=above.is_ruled_out), above))
    return tasks


def _make(context: Context, tasks: Sequence[_Task]) -> MadeItems:
    maker = ItemMaker(context)
    items: list[DraftItem] = []
    for task in tasks:
        if task.is_preamble:
            items += maker.preamble_items(task.section, task.governing)
            continue
        if task.above_heading is not None:
            items += maker.heading_items(task.section, task.above_heading)
        items += maker.body_items(task.section, task.governing)
    return MadeItems(tuple(items), *maker.counts)


def _numbered_on(items: Sequence[DraftItem], n_items: int, n_places: int) -> list[DraftItem]:
    """Items whose ids go on behind those of so many items and places before them."""
    return [
        replace(
            item,
            id=f"{item.id[0]}{int(item.id[1:]) + n_items}",
            places=tuple(
                replace(place, id=f"{place.id[0]}{int(place.id[1:]) + n_places}") for place in item.places
            ),
        )
        for item in items
    ]


def _is_leaf(section: Section, position: int, context: Context) -> bool:
    if not is_only_notes(context.text, section.body, section.end, context.duties):
        return False
    following = context.outline.sections[position + 1 : position + 2]
    return not any(one.id.startswith(f"{section.id}/") for one in following)


def _begins_with_sentence(section: Section, context: Context) -> bool:
    """Whether what stands first behind the number is a sentence with its own figures and parts, not a heading."""
    same_line = "\n" not in context.text[section.words : section.body]
    ends = context.text[section.body - 1 : section.body]
    return same_line and (ends in SEMICOLONS or bool(_SENTENCE_LIKE.search(section.heading)))


def _parent(clause: str, known: dict[str, Governing]) -> str:
    """Id of the nearest clause above that is known."""
    while "/" in clause:
        clause = clause.rsplit("/", 1)[0]
        if clause in known:
            return clause
    return ""


def _is_silent(section: Section, silent: set[str]) -> bool:
    if section.id == CLOSING or _STATES_NOTHING.search(section.heading):
        return True
    return any(section.id[: sign.start()] in silent for sign in _STEP_DOWN.finditer(section.id))
