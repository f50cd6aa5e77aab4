"""Which coordinate reference system a layer stands in, and the layer in that of the store. In doubt it asks.

x is east and y is north, as in every GIS file, whatever order the definition of a system names its axes in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from atlas.core.errors import ParameterError, Text
from atlas.core.geo.crs import FloatArray, GeometryArray, IntArray, map_vertices
from atlas.core.imports.crs_candidates import (
    Landing,
    Sample,
    find_candidates,
    land,
    looks_swapped,
    take_sample,
)
from atlas.core.imports.crs_definition import Definition, read_definition
from atlas.core.imports.crs_operation import Operation, choose_operation, shift_messages
from atlas.core.imports.crs_questions import ask_axes, ask_contradicted, ask_missing, find_contradiction
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import ImportAnswers, ImportMessage, Question, message_about

_AXES = ("", "swapped", "kept")
#: A code of EPSG as people write it.
_EPSG_NUMBER = re.compile(r"(?:EPSG\s*[:：]?\s*)?(\d{4,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CrsDecision:
    """What a layer stands in, or what has to be asked.

    Parameters
    ----------
    definition
        The system; ``None`` while a question is open.
    operation
        How positions get to WGS 84; ``None`` while a question is open.
    swap_axes
        Whether the file writes north before east.
    messages
        What was found.
    questions
        What only a person can say: ``axes``, ``crs`` or both.
    """

    definition: Definition | None
    operation: Operation | None
    swap_axes: bool
    messages: tuple[ImportMessage, ...]
    questions: tuple[Question, ...]

    @property
    def crs(self) -> pyproj.CRS | None:
        """The system, horizontal; ``None`` while a question is open."""
        return self.definition.crs if self.definition else None

    @property
    def identifier(self) -> str:
        """``EPSG:n``, or WKT where there is no code; empty while a question is open."""
        return self.definition.identifier if self.definition else ""

    @property
    def question(self) -> Question | None:
        """The first question; ``None`` when all is clear."""
        return self.questions[0] if self.questions else None


@dataclass(frozen=True, slots=True)
class Stored:
    """A layer in the system of the store.

    Parameters
    ----------
    geometries
        In EPSG:4326, ``None`` where a geometry could not be transformed.
    messages
        Which ones.
    """

    geometries: GeometryArray
    messages: tuple[ImportMessage, ...]


def decide_crs(
    geometries: GeometryArray,
    declared: str,
    reference: Reference,
    answers: ImportAnswers,
    *,
    stated_codes: npt.NDArray[Any] | None = None,
) -> CrsDecision:
    """The coordinate reference system of a layer.

    Parameters
    ----------
    geometries
        As read.
    declared
        What the file says: WKT, ``EPSG:n``, PROJJSON, or text that may mean nothing; empty for nothing.
    reference
        The counties.
    answers
        What a person has said.
    stated_codes
        For each feature the code of the unit its columns name, ``""`` for none; ``None`` when they name none.

    Returns
    -------
    CrsDecision
        With questions where nothing is declared, or what is declared cannot be or lands elsewhere.

    Raises
    ------
    ParameterError
        An answer names no system that can be used, or one in which the coordinates mean nothing.
    """
    answered = _read_answer(answers)
    said = read_definition(declared)
    written = take_sample(geometries, stated_codes)
    chosen = answered or said
    is_swapped = answers.axes == "swapped"
    questions: list[Question] = []
    if not answers.axes and looks_swapped(written) and not _lands(written, chosen, reference):
        questions.append(ask_axes(written, chosen, reference))
        is_swapped = True
    sample = written.swapped() if is_swapped else written
    if answered is None:
        questions += _ask_crs(sample, declared, said, reference)
    if questions or chosen is None:
        return CrsDecision(None, None, is_swapped, (), tuple(questions))
    landing = land(sample, chosen, reference)
    if answered is not None:
        _require_possible(answered, landing, sample)
    operation = choose_operation(chosen, landing.places)
    messages = (
        *_messages_about_choice(said, answered, is_swapped=is_swapped),
        *shift_messages(chosen, operation),
        *_messages_about_places(geometries, chosen, landing, is_swapped=is_swapped),
    )
    return CrsDecision(chosen, operation, is_swapped, messages, ())


def to_storage(geometries: GeometryArray, decision: CrsDecision) -> Stored:
    """A layer in the system of the store.

    Parameters
    ----------
    geometries
        As read.
    decision
        Without open questions.

    Returns
    -------
    Stored
        Vertices that neighbours share stay shared, bit for bit; longitude and latitude on CGCS2000 or WGS 84 stay
        as they are.

    Raises
    ------
    ParameterError
        A question is still open.
    """
    operation = decision.operation
    if operation is None:
        raise ParameterError(
            "坐标参考系尚未确定", "the coordinate reference system is still open", code="crs_open"
        )

    def move(points: FloatArray) -> FloatArray:
        return operation.apply(np.ascontiguousarray(points[:, ::-1]) if decision.swap_axes else points)

    moved = map_vertices(geometries, move)
    lost = _rows_without_position(moved)
    if len(lost) == 0:
        return Stored(moved, ())
    moved[lost] = None
    message = message_about(
        "position_lost",
        Text(
            "这些要素的坐标无法换算为经纬度",
            "these features have coordinates that cannot be turned into degrees",
        ),
        lost,
        hint=Text(
            "坐标超出所选坐标系的范围；请检查这些要素或坐标系。",
            "The coordinates lie outside the reach of the system; check these features or the system.",
        ),
        crs=decision.identifier,
    )
    return Stored(moved, (message,))


def _read_answer(answers: ImportAnswers) -> Definition | None:
    if answers.axes not in _AXES:
        raise ParameterError(
            f"坐标轴顺序“{answers.axes}”不可用",
            f"the order of axes {answers.axes!r} is not known",
            hint_zh="可用 swapped（北坐标在前）或 kept（保持原样）。",
            hint_en="Use swapped (north before east) or kept.",
            field="axes",
        )
    text = answers.crs.strip()
    if not text:
        return None
    number = _EPSG_NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    found = read_definition(f"EPSG:{number[1]}" if number else text)
    if found is None:
        raise ParameterError(
            f"坐标参考系“{text[:80]}”无法识别",
            f"the reference system {text[:80]!r} is not known",
            hint_zh="请写 EPSG:4523 这样的编号（只写 4523 也可以）、CGCS2000 这样的名称，或完整的 WKT；须为地理或投影坐标系。",
            hint_en="Write a code such as EPSG:4523 (4523 alone will do), a name such as CGCS2000, or full WKT; it must "
            "be a geographic or projected system.",
            field="crs",
        )
    return found


def _lands(sample: Sample, definition: Definition | None, reference: Reference) -> bool:
    return definition is not None and land(sample, definition, reference).share_inside >= 0.5


def _ask_crs(
    sample: Sample, declared: str, said: Definition | None, reference: Reference
) -> Iterator[Question]:
    if said is None:
        yield ask_missing(sample, declared, reference)
        return
    landing = land(sample, said, reference)
    candidates = find_candidates(sample, reference, said)
    reason = find_contradiction(sample, said, landing, candidates, reference=reference)
    if reason is not None:
        yield ask_contradicted(sample, said, landing, candidates, reason=reason, reference=reference)


def _require_possible(answered: Definition, landing: Landing, sample: Sample) -> None:
    if len(sample.points) and landing.share_possible == 0:
        title, (x, y) = answered.title, sample.points[0]
        raise ParameterError(
            f"坐标（如 x={x:g}，y={y:g}）不可能属于“{title.zh}”",
            f"coordinates such as x={x:g}, y={y:g} cannot be in {title.en}",
            code="crs_impossible",
            hint_zh="请换一个坐标参考系；不回答时会列出可能的坐标系。",
            hint_en="Choose another system; without an answer the possible ones are listed.",
            field="crs",
            crs=answered.identifier,
        )


def _messages_about_choice(
    said: Definition | None, answered: Definition | None, *, is_swapped: bool
) -> Iterator[ImportMessage]:
    if said and answered and said.identifier != answered.identifier:
        yield ImportMessage(
            "crs_replaced",
            Text(
                f"文件声明为“{said.title.zh}”，已按回答采用“{answered.title.zh}”。",
                f"The file says {said.title.en}; {answered.title.en} was used, as answered.",
            ),
            detail={"declared": said.identifier, "crs": answered.identifier},
        )
    chosen = answered or said
    if chosen and chosen.misnamed:
        yield ImportMessage(
            "crs_misnamed",
            Text(
                f"坐标系名称写作“{chosen.crs.name}”（{chosen.misnamed}），参数却不同；已按参数采用“{chosen.title.zh}”。",
                f"The system bears the name {chosen.crs.name} ({chosen.misnamed}) but has other numbers; the numbers "
                f"were used: {chosen.title.en}.",
            ),
            Text(
                "如名称才是对的，请指明坐标参考系后重新导入。",
                "If the name is right, name the system and import again.",
            ),
            detail={"name": chosen.misnamed},
        )
    if is_swapped:
        yield ImportMessage(
            "axes_swapped",
            Text(
                "已按回答交换坐标轴（文件先写北坐标或纬度）。",
                "x and y were exchanged as answered (the file writes north first).",
            ),
        )


def _messages_about_places(
    geometries: GeometryArray, chosen: Definition, landing: Landing, *, is_swapped: bool
) -> Iterator[ImportMessage]:
    if len(landing.codes) and landing.share_inside == 0:
        yield ImportMessage(
            "crs_outside_china",
            Text(
                f"按“{chosen.title.zh}”，没有要素落在中国的任何县内。",
                f"In {chosen.title.en} no feature lands in any county of China.",
            ),
            Text("请核对坐标参考系和坐标。", "Check the reference system and the coordinates."),
            detail={"crs": chosen.identifier},
        )
    known = chosen.known
    if known is None or not known.is_transverse:
        return
    others = _rows_of_other_zones(geometries, known.prefix, is_swapped=is_swapped)
    if len(others):
        has = f"带号 {known.prefix}" if known.prefix else "无带号"
        number = f"zone number {known.prefix}" if known.prefix else "no zone number"
        yield message_about(
            "mixed_zones",
            Text(
                f"这些要素的东坐标与坐标系的带号（{has}）不符，可能属于别的带",
                f"the eastings of these features do not fit the system ({number}); they may belong to another zone",
            ),
            others,
            hint=Text("请按带拆分文件后分别导入。", "Split the file by zone and import the parts."),
        )


def _rows_of_other_zones(geometries: GeometryArray, prefix: int, *, is_swapped: bool) -> IntArray:
    """Features whose easting begins with another zone number."""
    bounds = shapely.bounds(geometries)
    eastings = (bounds[:, 1] + bounds[:, 3] if is_swapped else bounds[:, 0] + bounds[:, 2]) / 2
    known = np.isfinite(eastings)
    found = np.where(known, eastings, 0.0) // 1e6
    is_zone = (found >= 13) & (found <= 45) | (found == 0)
    return np.flatnonzero(known & is_zone & (found != prefix))


def _rows_without_position(geometries: GeometryArray) -> IntArray:
    coordinates, rows = shapely.get_coordinates(geometries, return_index=True)
    return np.unique(rows[~np.isfinite(coordinates).all(axis=1)])
