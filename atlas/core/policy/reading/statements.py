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
from atlas.core.places.resolution import Thing
from atlas.core.places.unit_tails import EACH, WHOLE
from atlas.core.policy.reading.context import Context, is_inside
from atlas.core.policy.reading.five_year_plans import PLAN
from atlas.core.policy.reading.found_places import Chain
from atlas.core.policy.reading.holders import RoledChain, set_holders_apart
from atlas.core.policy.reading.prohibitions import forbids
from atlas.core.policy.reading.roles import PlaceRole, Role, Setting, tell_role
from atlas.core.policy.reading.sentence_ends import COMMAS, STATEMENT_ENDS
from atlas.core.policy.reading.sentences import Sentence, asks, split_pieces, tells_future, tells_past
from atlas.core.policy.reading.shared_tasks import is_drawn_along, lends_itself
from atlas.core.policy.reading.sides import Side
from atlas.core.policy.reading.task_duties import RESPONSIBLE
from atlas.core.policy.reading.towns.behind_places import behind_town, leading_towns

# Longest stretch before and behind a list that can tell its role.
_WINDOW = 40
_LEFT_OUT = Role(Relation.EXCLUDED, "named before the others", 0.9)
# 其余各县（市）…: what follows is said of all that the sentence has not named.
_OTHERS = re.compile(
    r"\s*(?:对|支持|鼓励|引导|推动)?(?:其余|其他|其它|余下)(?:各|的|\d+个|[一二三四五六七八九十两]+个)?(?:有关|相关)?(?:县|市|区|州|旗|地区|地市)"
)
_FIGURE = re.compile(r"\d")
_WHOLE = re.compile(rf"\s*(?:{WHOLE}|{EACH})")
_OPENS_EXCEPTION = re.compile("[，；]除$")
_FOLLOWED_BY_ALL = re.compile(rf"[^，,。；]{{0,6}}外[，,]\s*(?:其他|其余|余下)?(?:{WHOLE}|{EACH})")
_LIST_ENDS = frozenset("、，。；：和及与等县市区（）()")
# 在甲县建设A、在乙县建设B: what parts two tasks of one piece.
_NEXT = frozenset({"、在", "和在", "、由", "、以"})
_LEADS_OVER = frozenset("与同和")
# Between two parts of one list (安宁市、易门县，玉溪市红塔区) stands no word that says what they are to do.
_GOES_ON = re.compile(r"[、，,；;和与及以等地县市区（）()\s]*")
# 全区各县（市）要…, 到2030年，全市产值…: the subject of a piece is the whole area.
_ALL = re.compile(
    rf"\s*(?:除[^，。；]{{2,30}}?外的?)?(?:到?(?:20\d\d|{PLAN})(?:年|期间|时期)?[底末]?前?)?(?:{WHOLE}(?![市域国])|{EACH}"
    r"[^，,；;。]{0,12}?(?:要|应|须|可|均|负责|结合|根据))"
)
_TO_BRACKET_END = re.compile("[\u4e00-\u9fff]{2,12}[）)]")
# The rules of roles know the marks of Chinese print only.
_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
_CLAUSE_MARKS = f"{COMMAS}{STATEMENT_ENDS}"


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
    is_ban
        Whether all that it says is that something may not be.
    towns
        Stretches of the towns with which it begins and that nobody knows, where it names no place but towns.
    """

    start: int
    end: int
    places: tuple[PlaceRole, ...]
    lead: tuple[int, int]
    asks: bool
    is_ban: bool = False
    towns: tuple[tuple[int, int], ...] = ()

    @property
    def asked(self) -> tuple[PlaceRole, ...]:
        """Places that are asked to act."""
        return tuple(filter(_is_asked, self.places))


def read_statements(
    context: Context,
    sentence: Sentence,
    *,
    is_governed: bool,
    is_ruled_out: bool = False,
    is_past: bool = False,
    before: Sequence[Statement] = (),
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
    before
        Statements of the sentence before it in the same clause.

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
        is_ban = not is_told and forbids(context.text[start:end])
        lead = sentence.start
        named = [place for one in statements or before for place in one.places if _is_spoken_to(place)]
        if not places and named and _turns_away(context.text, start, end):
            # 其余均达到10亿元 says of what only in front; a task or a ban of its own does not look back.
            lead = lead if _FIGURE.search(context.text, start, end) else start
            if _OTHERS.match(context.text, start, end):
                places = tuple(map(_left_out, named))
        towns = _unknown_towns(context.text, start, end, places)
        statements.append(Statement(start, end, places, (lead, start), wants, is_ban, towns))
    return statements


def _roles(context: Context, sentence: Sentence, kind: _Kind, *, is_governed: bool) -> Iterator[RoledChain]:
    kind = replace(kind, has_subject=is_governed)
    for chain in _sided(context, context.chains(sentence.start, sentence.end)):
        places = tuple(_place_role(context, sentence, chain, mention, kind) for mention in chain.mentions)
        if not kind.has_subject and any(place.role.relation is Relation.NAMED for place in places):
            kind = replace(kind, has_subject=True)
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
        return PlaceRole(mention, side, RESPONSIBLE)
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
    words = text[max(start, end - _WINDOW) : end].translate(_FULL_WIDTH)
    cut = max((words.rfind(mark) for mark in _CLAUSE_MARKS), default=-1)
    return words[cut:] if cut >= 0 else words


def _after(text: str, start: int, end: int) -> str:
    return text[start : min(end, start + _WINDOW)].translate(_FULL_WIDTH)


def _cuts(context: Context, sentence: Sentence, roled: Sequence[RoledChain]) -> list[int]:
    """Where statements begin: at the piece of each list inside the area; the first takes all before it."""
    pieces = split_pieces(context.text, sentence)
    starts: list[int] = []
    last: RoledChain | None = None
    was_drawn = False
    for chain, places in roled:
        if any(place.side is Side.INSIDE or place.role.relation is Relation.NAMED for place in places):
            start = pieces[bisect_right(pieces, (chain.start, sentence.end)) - 1][0]
            is_new = last is None or _is_exception_ahead(context.text, last[0], chain)
            joins = (
                not is_new
                and last is not None
                and (
                    _is_one_list(context.text, last, (chain, places))
                    or (not was_drawn and _lends_itself(context.text, last[0], chain, start))
                )
            )
            was_drawn = (
                last is not None
                and not (joins or is_new)
                and is_drawn_along(context.text, start, chain.start, chain.end, sentence.end)
            )
            last = (chain, places)
            if joins or was_drawn:
                continue
            if not starts or start > starts[-1]:
                starts.append(start)
            elif _is_next_product(context.text, chain):
                starts.append(chain.start)
    if not starts:
        return [sentence.start]
    has_own_subject = _speaks_of_all(context.text, sentence.start, starts[0]) or bool(
        leading_towns(context.text, sentence.start, starts[0])
    )
    first = starts[0] if has_own_subject else sentence.start
    spoken_to = next((chain.end for chain, places in roled if any(map(_is_spoken_to, places))), sentence.end)
    others = [start for start, end in pieces if start > spoken_to and _turns_away(context.text, start, end)]
    others += [
        start for start, _ in pieces if any(_is_in_bracket(context.text, chain, start) for chain, _ in roled)
    ]
    return sorted({sentence.start, first, *starts[1:], *others})


def _is_in_bracket(text: str, chain: Chain, start: int) -> bool:
    """Whether a piece begins behind the bracket that a list stands in with what it makes (发展装备（甲管道、乙铸造），…)."""
    product = _TO_BRACKET_END.match(text, chain.end, start)
    if product is None or product.end() != start - 1 or text[start - 1] not in COMMAS:
        return False
    opened = max(text.rfind(sign, 0, chain.start) for sign in "（(")
    return opened > max(text.rfind(sign, 0, chain.start) for sign in "）)。\n")


def _unknown_towns(
    text: str, start: int, end: int, places: Sequence[PlaceRole]
) -> tuple[tuple[int, int], ...]:
    """Towns with which a statement begins, but those that are places; none beside a place that is no town."""
    candidates = [one for place in places for one in place.mention.candidates]
    if any(one.thing is not Thing.TOWN for one in candidates):
        return ()
    known = [(place.mention.start, place.mention.end) for place in places]
    towns = leading_towns(text, start, end)
    return tuple(one for one in towns if not any(first < one[1] and one[0] < last for first, last in known))


def _is_one_list(text: str, one: RoledChain, other: RoledChain) -> bool:
    """Whether two lists are parts of one, or one of them is left out of the other."""
    # 支持甲州各县，乙县除外 and 除乙县外，支持甲州各县 are one statement each.
    left_out = any(
        all(place.role.relation is Relation.EXCLUDED for place in places) for _, places in (one, other)
    )
    return left_out or _GOES_ON.fullmatch(text, behind_town(text, one[0].end), other[0].start) is not None


def _is_exception_ahead(text: str, one: Chain, other: Chain) -> bool:
    """Whether a list is left out of what follows it (甲镇配套发展，除乙县外，各县均建成充电桩)."""
    opens = _OPENS_EXCEPTION.search(text[one.end : other.start]) is not None
    return opens and _FOLLOWED_BY_ALL.match(text, other.end) is not None


def _lends_itself(text: str, one: Chain, other: Chain, piece: int) -> bool:
    """Whether a list only has a part in the task of the next one, whose piece begins here."""
    return lends_itself(text, one.start, one.end, piece if piece > one.end else other.start)


def _turns_away(text: str, start: int, end: int) -> bool:
    """Whether words behind a list no longer speak of its places: of the others, or of what may be nowhere."""
    if _OTHERS.match(text, start, end):
        return True
    return _WHOLE.match(text, start, end) is not None and forbids(text[start:end])


def _is_asked(place: PlaceRole) -> bool:
    return place.role.relation is Relation.NAMED


def _is_spoken_to(place: PlaceRole) -> bool:
    """Whether a statement says what a place is to do, or not to do."""
    return place.role.relation in (Relation.NAMED, Relation.NEGATED)


def _left_out(place: PlaceRole) -> PlaceRole:
    """A place of the same sentence, seen from what is said of all the others."""
    return PlaceRole(place.mention, place.side, _LEFT_OUT)


def _speaks_of_all(text: str, start: int, end: int) -> bool:
    """Whether the words before the first list say something of the whole area, which is not told of the list then."""
    if not (asks(text[start:end]) or tells_past(text[start:end])):
        return False
    pieces = split_pieces(text, Sentence(start, end))
    return any(_ALL.match(text, piece_start, piece_end) for piece_start, piece_end in pieces)


def goes_on(text: str, start: int) -> bool:
    """Whether a list of places, each with its own task, goes on where a statement starts.

    Parameters
    ----------
    text
        Clean text.
    start
        Where the statement starts.

    Returns
    -------
    bool
        True behind 、 and behind 、在 (在宁国建设A、在广德建设B).
    """
    return text[start - 1 : start] == "、" or text[start - 2 : start] in _NEXT


def _is_next_product(text: str, chain: Chain) -> bool:
    """Whether a list goes on with a place and what it makes: 进贤钢构装备、安义铝型材."""
    return goes_on(text, chain.start) and text[chain.end : chain.end + 1] not in _LIST_ENDS
