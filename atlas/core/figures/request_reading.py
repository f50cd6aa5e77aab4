"""Requests for figures as text parameters and back: the same names in addresses, on the command line and in templates."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from atlas.core.classify import SCHEMES
from atlas.core.errors import BboxError, ParameterError
from atlas.core.figures import request as words
from atlas.core.figures.paper import ORIENTATIONS, PAPERS
from atlas.core.figures.request import FigureRequest, LayerChoice
from atlas.core.filters import Bbox, parse_bbox, parse_integer

#: Longest texts that a figure takes [characters].
MAX_TITLE, MAX_NOTE, MAX_LINK = 80, 400, 2000
#: Most lines of a note: the map needs room, too.
MAX_LINES = 8
#: Most units of a selection, layers, topics.
MAX_UNITS, MAX_LAYERS, MAX_TOPICS = 400, 12, 12
#: Where a bbox may lie (west, south, east, north): China and what is around it; and its shortest side [degree].
REACH: Bbox = (60.0, 0.0, 150.0, 60.0)
SHORTEST_SIDE = 0.001
#: Longest review number, and the form of one: letters of who gave it, the year in brackets, a number.
MAX_REVIEW_NUMBER = 40
REVIEW_NUMBER = re.compile(r"[\w\s-]{1,12}[（(〔\[]\d{4}[)）〕\]]\s*\w{0,4}\d{1,6}\s*号?")
_ADCODE = re.compile(r"\d{6}")
_LAYER = re.compile(r"([\w-]{1,80})(?:~(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One text parameter: the part of a request it belongs to, its field, and how it is read and written."""

    part: str
    field: str
    read: Callable[[str, str], Any]
    write: Callable[[Any], str] = str


def read_figure_request(values: Mapping[str, str]) -> FigureRequest:
    """A request out of text parameters.

    Parameters
    ----------
    values
        By name, see ``PARAMETERS``; an empty one is as if it were not there. ``lang=en`` means English names too.

    Returns
    -------
    FigureRequest
        Whose form is checked; ids and codes are not looked up.

    Raises
    ------
    ParameterError, BboxError, LimitExceeded
        A parameter is unknown, or its value cannot be used.

    Examples
    --------
    >>> read_figure_request({"topic": "baijiu", "paper": "A3"}).page.paper
    'A3'
    """
    given: dict[str, dict[str, Any]] = {}
    for name, text in values.items():
        parameter = PARAMETERS.get(name)
        if parameter is None:
            raise _unknown(name)
        if text != "":
            given.setdefault(parameter.part, {})[parameter.field] = parameter.read(name, text)
    own = given.pop("", {})
    # An English figure names its places in English, unless something else is asked for.
    if given.get("words", {}).get("language") == "en":
        given.setdefault("labels", {}).setdefault("language", "en")
    parts = {one.name: one for one in fields(FigureRequest)}
    if len(given.get("extent", {})) > 1:
        raise _wrong(
            "bbox",
            values["bbox"],
            "units 与 bbox 只能给一个。",
            "Give either units or bbox, not both.",
        )
    groups = {part: _CLASSES[part](**found) for part, found in given.items() if part in parts}
    return FigureRequest(**groups, **own)


def write_figure_request(request: FigureRequest) -> dict[str, str]:
    """A request as text parameters.

    Parameters
    ----------
    request
        The request.

    Returns
    -------
    dict
        What differs from a request that says nothing, in the order of ``PARAMETERS``; ``read_figure_request`` gives the
        same request back.
    """
    plain = FigureRequest()
    plain = replace(plain, labels=replace(plain.labels, language=request.words.language))
    written: dict[str, str] = {}
    for name, parameter in PARAMETERS.items():
        holder, default = (
            (getattr(one, parameter.part) if parameter.part else one) for one in (request, plain)
        )
        value = getattr(holder, parameter.field)
        if value != getattr(default, parameter.field):
            written[name] = parameter.write(value)
    return written


def _unknown(name: str) -> ParameterError:
    shown = _shown(name)
    return ParameterError(
        f"未知的参数：{shown}",
        f"unknown parameter: {shown}",
        code="parameter_unknown",
        hint_zh=f"可用参数：{'、'.join(PARAMETERS)}。",
        hint_en=f"Parameters: {', '.join(PARAMETERS)}.",
        parameter=shown,
    )


def _wrong(name: str, text: str, zh: str, en: str) -> ParameterError:
    shown = _shown(text)
    return ParameterError(
        f"参数 {name} 的值不可用：{shown}",
        f"parameter {name} cannot be {shown!r}",
        hint_zh=zh,
        hint_en=en,
        parameter=name,
    )


def _shown(text: str) -> str:
    """The beginning of what a caller wrote, without signs that a terminal or a file cannot take."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:40])


def _one_of(choices: Iterable[str]) -> Callable[[str, str], str]:
    known = tuple(choices)

    def read(name: str, text: str) -> str:
        if text not in known:
            raise _wrong(name, text, f"可用：{'、'.join(known)}。", f"Choices: {', '.join(known)}.")
        return text

    return read


def _flag(name: str, text: str) -> bool:
    found = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False}
    value = {**found, "off": False}.get(text.lower())
    if value is None:
        raise _wrong(name, text, "请填 1 或 0。", "Say 1 or 0.")
    return value


def _text(longest: int, *, most_lines: int = 1) -> Callable[[str, str], str]:
    def is_fit(sign: str) -> bool:
        # Signs that steer a terminal or a text's direction have no place on a printed page; wide spaces do.
        return sign.isprintable() or unicodedata.category(sign) == "Zs" or sign == "\n"

    def read(name: str, text: str) -> str:
        text = text.strip()
        if not all(map(is_fit, text)) or len(text) > longest or text.count("\n") >= most_lines:
            raise _wrong(
                name,
                text,
                f"应为不超过 {longest} 个可打印字符、{most_lines} 行的文字。",
                f"Give at most {longest} printable characters in at most {most_lines} lines.",
            )
        return text

    return read


def _words(pattern: str, most: int) -> Callable[[str, str], tuple[str, ...]]:
    form = re.compile(pattern)

    def read(name: str, text: str) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        if len(found) > most or not all(form.fullmatch(part) for part in found):
            raise _wrong(name, text, f"用逗号分隔，最多 {most} 个。", f"Part them by commas, {most} at most.")
        return found

    return read


def _region(name: str, text: str) -> str:
    if text != words.WHOLE_COUNTRY and not _ADCODE.fullmatch(text):
        raise _wrong(name, text, "应为六位行政区划代码或 all。", "Give a six-digit adcode, or all.")
    return text


def _code(name: str, text: str) -> str:
    if not _ADCODE.fullmatch(text):
        raise _wrong(name, text, "应为六位行政区划代码。", "Give a six-digit adcode.")
    return text


def _layers(name: str, text: str) -> tuple[LayerChoice, ...]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found = [_LAYER.fullmatch(part) for part in parts]
    if len(parts) > MAX_LAYERS or not all(found):
        raise _wrong(
            name,
            text,
            f"图层编号用逗号分隔，最多 {MAX_LAYERS} 个；不透明度写作 zone~50。",
            f"Part layer ids by commas, {MAX_LAYERS} at most; opacity is written zone~50.",
        )
    chosen: dict[str, LayerChoice] = {}
    for match in filter(None, found):
        chosen.setdefault(match[1], LayerChoice(match[1], min(100, int(match[2] or 100)) / 100))
    return tuple(chosen.values())


def _write_layers(layers: Iterable[LayerChoice]) -> str:
    return ",".join(one.id if one.opacity == 1 else f"{one.id}~{round(one.opacity * 100)}" for one in layers)


def _number(lowest: float, highest: float) -> Callable[[str, str], float]:
    def read(name: str, text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not lowest <= value <= highest:
            raise _wrong(
                name,
                text,
                f"应为 {lowest:g} 到 {highest:g} 的数。",
                f"A number from {lowest:g} to {highest:g}.",
            )
        return value

    return read


def _integer(lowest: int, highest: int) -> Callable[[str, str], int]:
    return lambda name, text: parse_integer(name, text, lowest=lowest, highest=highest)


def _date(name: str, text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise _wrong(name, text, "日期写作 2026-11-23。", "Write a date as 2026-11-23.") from error


def _review_number(name: str, text: str) -> str:
    """A number of the form that map reviews have; any other word would only take the mark of a draft away."""
    number = _text(MAX_REVIEW_NUMBER)(name, text)
    if not REVIEW_NUMBER.fullmatch(number):
        raise _wrong(
            name,
            number,
            "审图号写作 黔S(2026)001号、GS(2026)0001号；没有审图号请留空。",
            "Write it as 黔S(2026)001号 or GS(2026)0001号; leave it empty when there is none.",
        )
    return number


def _write_flag(value: object) -> str:
    return "1" if value else "0"


def _bbox(name: str, text: str) -> Bbox:
    west, south, east, north = found = parse_bbox(text)
    is_near = REACH[0] <= west and REACH[1] <= south and east <= REACH[2] and north <= REACH[3]
    if is_near and min(east - west, north - south) >= SHORTEST_SIDE:
        return found
    shown = ",".join(f"{value:g}" for value in REACH)
    raise BboxError(
        f"参数 {name} 的范围不能出图：{text[:40]}",
        f"a figure cannot show this {name}: {text[:40]!r}",
        hint_zh=f"范围应在 {shown} 之内，每边至少 {SHORTEST_SIDE:g} 度。",
        hint_en=f"Stay within {shown}; each side has at least {SHORTEST_SIDE:g} degrees.",
        parameter=name,
    )


def _write_number(value: float) -> str:
    # All digits, so that a figure is drawn anew from exactly what it was drawn from.
    return repr(value).removesuffix(".0")


def _write_bbox(bbox: Bbox) -> str:
    return ",".join(map(_write_number, bbox))


_SLUGS = r"[\w-]{1,60}"
_CLASSES: Mapping[str, type] = {
    "view": words.FigureView,
    "extent": words.FigureExtent,
    "page": words.FigurePage,
    "furniture": words.Furniture,
    "labels": words.LabelChoice,
    "words": words.FigureWords,
}
#: Every parameter of a figure, in the order in which they are listed and written.
PARAMETERS: Mapping[str, Parameter] = {
    "region": Parameter("view", "region", _region),
    "topic": Parameter("view", "topics", _words(_SLUGS, MAX_TOPICS), ",".join),
    "document": Parameter("view", "document", _text(80)),
    "clause": Parameter("view", "clause", _text(120)),
    "relation": Parameter("view", "relations", _words(_SLUGS, 10), ",".join),
    "kind": Parameter("view", "kinds", _words(_SLUGS, 6), ",".join),
    "year": Parameter("view", "year", _integer(1949, 2100)),
    "indicator": Parameter("view", "indicator", _text(80)),
    "scheme": Parameter("view", "scheme", _one_of(SCHEMES)),
    "k": Parameter("view", "n_classes", _integer(2, 9)),
    "layers": Parameter("view", "layers", _layers, _write_layers),
    "unit": Parameter("view", "unit", _code),
    "units": Parameter("extent", "units", _words(_ADCODE.pattern, MAX_UNITS), ",".join),
    "bbox": Parameter("extent", "bbox", _bbox, _write_bbox),
    "format": Parameter("page", "format", _one_of(words.FORMATS)),
    "paper": Parameter("page", "paper", _one_of(PAPERS)),
    "orientation": Parameter("page", "orientation", _one_of(ORIENTATIONS)),
    "dpi": Parameter("page", "dpi", _integer(36, 600)),
    "colour": Parameter("page", "colour", _one_of(words.COLOURS)),
    "transparent": Parameter("page", "is_transparent", _flag, _write_flag),
    "heading": Parameter("furniture", "has_heading", _flag, _write_flag),
    "legend": Parameter("furniture", "legend", _one_of(words.LEGENDS)),
    "arrangement": Parameter("furniture", "arrangement", _one_of(words.ARRANGEMENTS)),
    "scale_bar": Parameter("furniture", "has_scale_bar", _flag, _write_flag),
    "north_arrow": Parameter("furniture", "has_north_arrow", _flag, _write_flag),
    "graticule": Parameter("furniture", "has_graticule", _flag, _write_flag),
    "frame": Parameter("furniture", "has_neat_line", _flag, _write_flag),
    "locator": Parameter("furniture", "locator", _one_of(words.SWITCHES)),
    "inset": Parameter("furniture", "inset", _one_of(words.SWITCHES)),
    "table": Parameter("furniture", "table", _flag, _write_flag),
    "flows": Parameter("furniture", "flows", _flag, _write_flag),
    "names": Parameter("labels", "names", _one_of(words.NAMES)),
    "name_language": Parameter("labels", "language", _one_of(words.LABEL_LANGUAGES)),
    "name_size": Parameter("labels", "size", _number(0.6, 2.0), _write_number),
    "title": Parameter("words", "title", _text(MAX_TITLE)),
    "subtitle": Parameter("words", "subtitle", _text(MAX_TITLE)),
    "note": Parameter("words", "note", _text(MAX_NOTE, most_lines=MAX_LINES)),
    "source": Parameter("words", "source", _text(MAX_NOTE)),
    "office": Parameter("words", "office", _text(MAX_TITLE)),
    "review_number": Parameter("words", "review_number", _review_number),
    "mark": Parameter("words", "has_mark", _flag, _write_flag),
    "date": Parameter("words", "date", _date),
    "link": Parameter("words", "link", _text(MAX_LINK)),
    "lang": Parameter("words", "language", _one_of(words.LANGUAGES)),
    "override": Parameter("", "override", _words(_SLUGS, 10), ",".join),
    "override_reason": Parameter("", "override_reason", _text(MAX_NOTE)),
}
