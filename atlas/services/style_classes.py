"""Classes for a style out of the values of one version, and what a style may be chosen from."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.core.classify import SCHEMES, classify
from atlas.core.errors import InputError, Text
from atlas.core.layers import LayerField
from atlas.core.plain_values import read_flag, read_integer, read_list, read_number, read_object, read_word
from atlas.core.style_model import default_style, plain
from atlas.core.style_numbers import (
    LARGEST_SIZED,
    LARGEST_WHOLE,
    LONG_NUMBER_HINT,
    OTHER_UNIT_HINT,
    SMALLEST_SIZED,
)
from atlas.core.style_ramps import (
    MOST_CLASSES,
    NO_DATA,
    OTHER,
    PATTERN_TITLES,
    RAMPS,
    SCHEME_TITLES,
    category_look,
)
from atlas.core.style_reading import MOST_CATEGORIES
from atlas.core.style_rules import as_number, is_missing
from atlas.core.style_words import class_labels
from atlas.services.answers import Answer, plain_number

_CLASSED = ("categories", "graduated", "proportional")
_KEYS = ("field", "renderer", "scheme", "n_classes", "ramp", "reverse", "edges")
_USUAL_RAMP = "Blues"
_USUAL_CLASSES = 5

_OTHER_FIELD_OR_VERSION = Text(
    "请选别的字段，或先导入填有这一字段的新版本。",
    "Choose another field, or import a version in which this one is filled in.",
)

Values = Sequence[str | int | float | None]


@dataclass(frozen=True, slots=True)
class ClassRequest:
    """Which classes an editor wants.

    Parameters
    ----------
    field
        Name of the property.
    renderer
        ``categories``, ``graduated`` or ``proportional``.
    scheme, n_classes, ramp, reverse
        Of graduated ones; the scheme ``manual`` keeps ``edges`` and counts anew.
    edges
        Rising.
    """

    field: str
    renderer: str
    scheme: str = "quantiles"
    n_classes: int = _USUAL_CLASSES
    ramp: str = _USUAL_RAMP
    reverse: bool = False
    edges: tuple[float, ...] = ()


def read_class_request(body: Mapping[str, Any]) -> ClassRequest:
    """A request for classes.

    Parameters
    ----------
    body
        As it came.

    Returns
    -------
    ClassRequest
        Checked, but for the field.

    Raises
    ------
    ParameterError
        A key that there is none, or a value that it cannot have.
    """
    read_object("", body, _KEYS)
    schemes = tuple(SCHEME_TITLES)
    bound = float("inf")
    listed = read_list("edges", body.get("edges") or [], least=0, most=MOST_CLASSES + 1)
    edges = [read_number("edges", edge, lowest=-bound, highest=bound) for edge in listed]
    is_manual = len(set(edges)) > 2
    return ClassRequest(
        field=str(body.get("field", "")),
        renderer=read_word("renderer", body.get("renderer"), _CLASSED),
        scheme=read_word("scheme", body.get("scheme", "quantiles"), schemes if is_manual else tuple(SCHEMES)),
        n_classes=read_integer(
            "n_classes", body.get("n_classes", _USUAL_CLASSES), lowest=2, highest=MOST_CLASSES
        ),
        ramp=read_word("ramp", body.get("ramp") or _USUAL_RAMP, RAMPS),
        reverse=read_flag("reverse", body.get("reverse", False)),
        edges=tuple(sorted(set(edges))),
    )


def find_classes(wanted: ClassRequest, field: LayerField, values: Values) -> Answer:
    """Classes of some values.

    Parameters
    ----------
    wanted
        What the editor chose.
    field
        Of the version.
    values
        One a feature.

    Returns
    -------
    dict
        Graduated: ``edges``, ``fills``, ``counts``, ``labels``, ``missing``. Categories: ``classes`` from the most
        frequent down, ``missing``, and ``more``: different values that have none. Proportional: ``max_value``,
        ``min``, ``max``, ``missing``, ``not_positive``.

    Raises
    ------
    InputError
        The values cannot be parted so.
    """
    if wanted.renderer == "categories":
        return _find_categories(wanted, values)
    if field.type == "text":
        raise _unfit(
            wanted.field,
            "是文字，不能按数值分级",
            "is text and cannot be graded by number",
            hint=Text(
                "请改用“分类”，或选数值字段；若里面本是数字，请在源数据中改为数值型后重新导入。",
                "Use categories, or choose a field of numbers; where the text is numbers, make the column numeric and "
                "import it again.",
            ),
        )
    numbers = [number for number in map(as_number, values) if number is not None]
    if not numbers:
        raise _unfit(
            wanted.field, "在这一版中没有数值", "has no number in this version", hint=_OTHER_FIELD_OR_VERSION
        )
    missing = len(values) - len(numbers)
    if wanted.renderer == "proportional":
        return _find_sizes(wanted, numbers, missing)
    return _find_grades(wanted, numbers, missing)


def _find_grades(wanted: ClassRequest, numbers: Sequence[float], missing: int) -> Answer:
    if wanted.scheme == "manual":
        edges = list(wanted.edges)
    else:
        breaks = classify(numbers, scheme=wanted.scheme, n_classes=wanted.n_classes)
        lowest, first = breaks[0].lower, breaks[0].upper
        # Edges of a style rise; the outer ones bound nothing, so that a class of one number may begin below it.
        edges = [lowest - 1 if lowest == first else lowest, *(one.upper for one in breaks)]
    if len(edges) < 3:
        raise _unfit(
            wanted.field,
            "的值大多相同，按这种方法分不出两级",
            "has mostly equal values, which this scheme cannot part in two",
            hint=Text(
                "请换一种分级方法，手动填写分界，或改用“分类”。",
                "Use another scheme, write the edges yourself, or use categories.",
            ),
        )
    inner = edges[1:-1]
    counted = Counter(bisect_left(inner, number) for number in numbers)
    n_classes = len(edges) - 1
    return {
        "field": wanted.field,
        "edges": [plain_number(edge) for edge in edges],
        "fills": list(RAMPS[wanted.ramp].pick(n_classes, reverse=wanted.reverse)),
        "counts": [counted[place] for place in range(n_classes)],
        "labels": class_labels(tuple(edges)),
        "missing": missing,
    }


def _find_categories(wanted: ClassRequest, values: Values) -> Answer:
    counted = Counter(value for value in values if not is_missing(value))
    if not counted:
        raise _unfit(
            wanted.field, "在这一版中没有值", "has no value in this version", hint=_OTHER_FIELD_OR_VERSION
        )
    _check_long_numbers(wanted.field, counted)
    # The most frequent first; among equals by their words, so that asking twice gives the same.
    ordered = sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
    if len(ordered) > MOST_CATEGORIES and ordered[0][1] == 1:
        raise _unfit(
            wanted.field,
            f"的 {len(ordered)} 个值各不相同，不宜分类",
            f"has {len(ordered)} values, all different, and makes no categories",
            hint=Text(
                "请选取值较少的字段；数值字段可改用“分级”。",
                "Choose a field with fewer values; grade a field of numbers.",
            ),
        )
    shown = ordered[:MOST_CATEGORIES]
    return {
        "field": wanted.field,
        "classes": [_category(place, value, count) for place, (value, count) in enumerate(shown)],
        "missing": len(values) - counted.total(),
        "more": len(ordered) - len(shown),
    }


def _category(place: int, value: Any, count: int) -> Answer:
    look = category_look(place)
    plain_value = plain_number(value) if isinstance(value, float) else value
    return {
        "value": plain_value,
        "label": str(plain_value),
        "fill": look.fill,
        "pattern": look.pattern,
        "count": count,
    }


def _find_sizes(wanted: ClassRequest, numbers: Sequence[float], missing: int) -> Answer:
    largest = max(numbers)
    if largest <= 0:
        raise _unfit(
            wanted.field,
            "没有大于 0 的值，画不出大小",
            "has no value above 0, so that nothing has a size",
            hint=Text(
                "请选有正值的字段；有负值的字段请用“分级”。",
                "Choose a field with positive values; grade one with negative values.",
            ),
        )
    if not SMALLEST_SIZED <= largest <= LARGEST_SIZED:
        raise _unfit(
            wanted.field,
            f"的最大值 {largest:g} 太大或太小，画不出大小",
            f"has {largest:g} as its greatest value, which is too large or too small to be drawn by size",
            hint=OTHER_UNIT_HINT,
        )
    return {
        "field": wanted.field,
        "max_value": plain_number(largest),
        "min": plain_number(min(numbers)),
        "max": plain_number(largest),
        "missing": missing,
        "not_positive": sum(number <= 0 for number in numbers),
    }


def _check_long_numbers(field: str, values: Iterable[str | int | float | None]) -> None:
    for value in values:
        # Larger floating numbers are all whole.
        if isinstance(value, int | float) and abs(value) > LARGEST_WHOLE:
            raise _unfit(
                field,
                f"有超过 {LARGEST_WHOLE} 的数（如 {int(value)}），浏览器会把相近的数当作同一个，不能分类",
                f"has numbers beyond {LARGEST_WHOLE} (such as {int(value)}), which browsers take for their "
                "neighbours, and makes no categories",
                hint=LONG_NUMBER_HINT,
            )


def _unfit(field: str, zh: str, en: str, *, hint: Text) -> InputError:
    return InputError(
        f"字段“{field}”{zh}",
        f"the field “{field}” {en}",
        code="style_field_unfit",
        hint_zh=hint.zh,
        hint_en=hint.en,
        field=field,
    )


def style_choices() -> Answer:
    """What the editor of styles offers.

    Returns
    -------
    dict
        ``ramps`` (name, title, kind, colours by number of classes), ``schemes`` and ``patterns`` with titles,
        ``categories`` (looks in the order in which they are given out), ``no_data`` and ``other`` (looks),
        ``defaults`` (complete styles by geometry), ``most_classes`` and ``most_categories``.
    """
    counts = range(2, MOST_CLASSES + 1)
    looks = [category_look(place) for place in range(MOST_CATEGORIES)]
    return {
        "ramps": [
            {
                "name": ramp.name,
                "title": ramp.title.to_dict(),
                "kind": ramp.kind,
                "colours": {str(count): list(ramp.pick(count)) for count in counts},
            }
            for ramp in RAMPS.values()
        ],
        "schemes": [{"name": name, "title": title.to_dict()} for name, title in SCHEME_TITLES.items()],
        "patterns": [{"name": name, "title": title.to_dict()} for name, title in PATTERN_TITLES.items()],
        "categories": [{"fill": look.fill, "pattern": look.pattern} for look in looks],
        "no_data": plain(NO_DATA),
        "other": plain(OTHER),
        "defaults": {name: default_style(name).to_dict() for name in ("point", "line", "polygon")},
        "most_classes": MOST_CLASSES,
        "most_categories": MOST_CATEGORIES,
    }
