"""Cuts a clause into statements: the places that are asked, and the words that are said of them.

One statement is one list of places with the words up to the next list, or a sentence that speaks of all the places that
the clause is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from atlas.core.model import Relation
from atlas.core.places.find import Mention
from atlas.core.policy.reading.context import Context, is_inside
from atlas.core.policy.reading.holders import set_holders_apart
from atlas.core.policy.reading.mentions import Chain
from atlas.core.policy.reading.roles import PlaceRole, Role, Setting, tell_role
from atlas.core.policy.reading.sentences import Sentence, asks, split_pieces, tells_future, tells_past
from atlas.core.policy.reading.sides import Side

# Longest stretch before and behind a list that can tell its role.
_WINDOW = 40
_RESPONSIBLE = Role(Relation.NAMED, "responsible for the task", 0.9)
_LIST_ENDS = frozenset("、，。；：和及与等县市区（）()")
_LEADS_OVER = frozenset("与同和")
# Between two parts of one list (安宁市、易门县，玉溪市红塔区) stands no word that says what they are to do.
_GOES_ON = re.compile(r"[、，,；;和与及以等地县市区（）()\s]*")
# 全区各县（市）要…, 到2030年，全市产值…: the subject of a piece is the whole area.
_ALL = re.compile(
    r"\s*(?:到?(?:20\d\d|[“\"]?十[四五六七]五[”\"]?)(?:年|期间|时期)?[底末]?前?)?(?:全[省区市州县盟域](?![市域国])|各(?:县|市|州|地|区|旗)"
    r"[^，,；;。]{0,12}?(?:要|应|须|可|均|负责|结合|根据))"
)
_CLAUSE_MARKS = "，,；;。"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What holds for every place of a sentence; fields as in ``Setting``."""

    is_past: bool
    is_ruled_out: bool
    is_opening: bool
    has_subject: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Some words of a sentence, and the places they speak of.

    Parameters
    ----------
    start, end
        The words, in the clean text.
    places
        Every place in them, in order.
    lead
        Words of the sentence in front of the statement, which may name what it is about.
    asks
        Whether it asks for something.
    """

    start: int
    end: int
    places: tuple[PlaceRole, ...]
    lead: tuple[int, int]
    asks: bool

    @property
    def asked(self) -> tuple[PlaceRole, ...]:
        """Places that are asked to act."""
        return tuple(place for place in self.places if place.role.relation is Relation.NAMED)


def read_statements(
    context: Context,
    sentence: Sentence,
    *,
    is_governed: bool,
    is_ruled_out: bool = False,
    is_past: bool = False,
) -> list[Statement]:
    """Statements of a sentence.

    Parameters
    ----------
    context
        The document.
    sentence
        One of its sentences.
    is_governed
        Whether a place that is asked to act governs the clause.
    is_ruled_out
        Whether the clause above says that what it lists may not be.
    is_past
        Whether the headings say that the clause tells what is and was.

    Returns
    -------
    list of Statement
        At least one; together they cover the sentence.
    """
    words = context.text[sentence.start : sentence.end]
    is_told = tells_past(words) or (is_past and not tells_future(words))
    kind = _Kind(is_told, is_ruled_out, is_opening=sentence.start < context.opening_end)
    roled = set_holders_apart(context, list(_roles(context, sentence, kind, is_governed=is_governed)))
    cuts = _cuts(context, sentence, roled)
    wants = asks(words) and not is_told
    statements: list[Statement] = []
    chain_starts = [chain.start for chain, _ in roled]
    for start, end in zip(cuts, [*cuts[1:], sentence.end], strict=True):
        inside = slice(bisect_left(chain_starts, start), bisect_left(chain_starts, end))
        places = tuple(place for _, found in roled[inside] for place in found)
        statements.append(Statement(start, end, places, (sentence.start, start), wants))
    return statements


def _roles(
    context: Context, sentence: Sentence, kind: _Kind, *, is_governed: bool
) -> Iterator[tuple[Chain, tuple[PlaceRole, ...]]]:
    has_subject = is_governed
    for chain in _sided(context, context.chains(sentence.start, sentence.end)):
        places = tuple(
            _place_role(context, sentence, chain, mention, replace(kind, has_subject=has_subject))
            for mention in chain.mentions
        )
        has_subject = has_subject or any(place.role.relation is Relation.NAMED for place in places)
        yield chain, places


def _sided(context: Context, chains: Iterable[Chain]) -> Iterator[Chain]:
    """Lists, each cut where 与 leads from places inside the area to those outside it (凤凰、花垣与济南市对口协作)."""
    for chain in chains:
        first = 0
        for index, (one, other) in enumerate(pairwise(chain.mentions), start=1):
            is_led_over = context.text[one.end : other.start] in _LEADS_OVER
            if is_led_over and not chain.is_line and _is_home(context, one) != _is_home(context, other):
                yield Chain(chain.mentions[first:index])
                first = index
        yield Chain(chain.mentions[first:], chain.is_line)


def _is_home(context: Context, mention: Mention) -> bool:
    return context.area.side(mention) in (Side.INSIDE, Side.OWN)


def _place_role(
    context: Context, sentence: Sentence, chain: Chain, mention: Mention, kind: _Kind
) -> PlaceRole:
    text, side = context.text, context.area.side(mention)
    if is_inside(context.responsible, mention.start) and side in (Side.INSIDE, Side.OWN):
        return PlaceRole(mention, side, _RESPONSIBLE)
    setting = Setting(
        before=_before(text, sentence.start, chain.start),
        after=_after(text, chain.end, sentence.end),
        side=side,
        is_line=chain.is_line,
        has_subject=kind.has_subject,
        in_title=is_inside(context.titles, mention.start),
        is_past=kind.is_past,
        is_ruled_out=kind.is_ruled_out,
        is_opening=kind.is_opening,
    )
    return PlaceRole(mention, side, tell_role(setting))


def _before(text: str, start: int, end: int) -> str:
    words = text[max(start, end - _WINDOW) : end]
    cut = max((words.rfind(mark) for mark in _CLAUSE_MARKS), default=-1)
    return words[cut:] if cut >= 0 else words


def _after(text: str, start: int, end: int) -> str:
    return text[start : min(end, start + _WINDOW)]


def _cuts(
    context: Context, sentence: Sentence, roled: Sequence[tuple[Chain, tuple[PlaceRole, ...]]]
) -> list[int]:
    """Where statements begin: at the piece of each list inside the area; the first takes all before it."""
    pieces = split_pieces(context.text, sentence)
    starts: list[int] = []
    last, was_exception = sentence.start, False
    for chain, places in roled:
        if any(place.side is Side.INSIDE or place.role.relation is Relation.NAMED for place in places):
            goes_on = bool(starts) and _GOES_ON.fullmatch(context.text, last, chain.start) is not None
            # 支持甲州各县，乙县除外 and 除乙县外，支持甲州各县 are one statement each.
            is_exception = all(place.role.relation is Relation.EXCLUDED for place in places)
            joins = bool(starts) and (goes_on or is_exception or was_exception)
            last, was_exception = chain.end, is_exception
            if joins:
                continue
            start = pieces[bisect_right(pieces, (chain.start, sentence.end)) - 1][0]
            if not starts or start > starts[-1]:
                starts.append(start)
            elif _is_next_product(context.text, chain):
                starts.append(chain.start)
    if not starts:
        return [sentence.start]
    first = starts[0] if _speaks_of_all(context.text, sentence.start, starts[0]) else sentence.start
    return sorted({sentence.start, first, *starts[1:]})


def _speaks_of_all(text: str, start: int, end: int) -> bool:
    """Whether the words before the first list say something of the whole area, which is not told of the list then."""
    if not (asks(text[start:end]) or tells_past(text[start:end])):
        return False
    pieces = split_pieces(text, Sentence(start, end))
    return any(_ALL.match(text, piece_start, piece_end) for piece_start, piece_end in pieces)


def _is_next_product(text: str, chain: Chain) -> bool:
    """Whether a list goes on with a place and what it makes: 进贤钢构装备、安义铝型材."""
    follows = text[chain.end : chain.end + 1]
    return text[chain.start - 1 : chain.start] == "、" and follows not in _LIST_ENDS
