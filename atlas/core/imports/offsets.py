"""Whether a layer carries the offset of Chinese web maps (GCJ-02, BD-09): measured against county borders.

It is undone only when a person says so. Where the layer neither follows borders nor names its counties near them,
nothing is claimed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from atlas.core.errors import ParameterError, Text
from atlas.core.geo.crs import FloatArray, GeometryArray
from atlas.core.geo.datum import bd09_to_wgs84, gcj02_to_wgs84, undo_bd09, undo_gcj02
from atlas.core.geo.measures import METRES_PER_DEGREE
from atlas.core.imports.crs_candidates import places_in
from atlas.core.imports.reference import CHINA_BBOX, Reference, agrees, lies_in_box
from atlas.core.imports.report import ImportAnswers, ImportMessage

_ANSWERS = ("", "none", "gcj02", "bd09")
_TITLES = {"none": "WGS 84", "gcj02": "GCJ-02", "bd09": "BD-09"}
_UNDO_POINTS: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "none": lambda points: points,
    "gcj02": gcj02_to_wgs84,
    "bd09": bd09_to_wgs84,
}
_UNDO: Mapping[str, Callable[[GeometryArray], GeometryArray]] = {"gcj02": undo_gcj02, "bd09": undo_bd09}
# One vertex, or feature, for each square of this size (about 300 m) and at most so many: neighbours tell the same.
_CELL_DEGREES, _MOST_VERTICES, _MOST_FEATURES = 0.003, 4000, 5000
# Vertices of large layers from which those are drawn.
_DRAWN_FROM = 200_000
# A vertex this near a border in any reading may be meant to lie on it; on it means within the second distance. The
# borders of our reference and those of other sources of full detail differ by some ten metres [m].
_NEAR_M, _ON_BORDER_M = 1500.0, 30.0
# What it takes to claim something, from trials with counties of two sources, generalised to 2 km, blurred by 300 m,
# with parcels and townships: the right reading leaves 15 to 100 % of the vertices on borders, wrong ones 2 to 9 %.
_FEWEST_ON_BORDER, _SMALLEST_SHARE, _TIMES_MORE, _CHANCE = 20, 0.1, 3, 3
_FOLLOWING_SHARE = 0.3
# And for features that name their county: this many more of them in it, with a chance below one in ten thousand.
_FEWEST_WON, _WON_TO_LOST, _HIGHEST_CHANCE = 10, 9, 1e-4


@dataclass(frozen=True, slots=True)
class OffsetMeasurement:
    """What was measured.

    Parameters
    ----------
    finding
        ``none``, ``gcj02`` or ``bd09``; ``unknown`` when nothing can be claimed.
    evidence
        The numbers in words; empty for ``unknown``.
    offset_m
        Median length of the offset found [m]; 0 for ``none``, ``None`` for ``unknown``.
    """

    finding: str
    evidence: Text
    offset_m: float | None


@dataclass(frozen=True, slots=True)
class OffsetDecision:
    """A layer with its offset undone, if a person asked for that.

    Parameters
    ----------
    geometries
        In EPSG:4326.
    measurement
        What was measured before anything was undone.
    undone
        ``gcj02`` or ``bd09``; empty when positions stayed as they were.
    messages
        What was found and done.
    """

    geometries: GeometryArray
    measurement: OffsetMeasurement
    undone: str
    messages: tuple[ImportMessage, ...]

    @property
    def finding(self) -> str:
        """``none``, ``gcj02``, ``bd09`` or ``unknown``."""
        return self.measurement.finding


_UNKNOWN = OffsetMeasurement("unknown", Text("", ""), None)


def check_offset(
    geometries: GeometryArray,
    reference: Reference,
    stated_codes: npt.NDArray[Any] | None,
    answers: ImportAnswers,
) -> OffsetDecision:
    """A layer checked for the offset of Chinese web maps.

    Parameters
    ----------
    geometries
        In EPSG:4326.
    reference
        The counties.
    stated_codes
        For each feature the code of the unit its columns name, ``""`` for none; ``None`` when they name none.
    answers
        ``offset`` says what to undo.

    Returns
    -------
    OffsetDecision
        Positions are changed only when the answer asks for it.

    Raises
    ------
    ParameterError
        The answer is none of ``gcj02``, ``bd09`` and ``none``.
    """
    answer = answers.offset
    if answer not in _ANSWERS:
        raise ParameterError(
            f"偏移“{answer}”不可用",
            f"the offset {answer!r} is not known",
            hint_zh="可用 gcj02、bd09（还原该偏移）或 none（保持原样）。",
            hint_en="Use gcj02 or bd09 to undo that offset, or none to keep positions.",
            field="offset",
        )
    measurement = measure_offset(geometries, reference, stated_codes)
    if answer in _UNDO:
        mended = _UNDO[answer](geometries)
        return OffsetDecision(mended, measurement, answer, tuple(_undone_messages(answer, measurement)))
    return OffsetDecision(geometries, measurement, "", tuple(_kept_messages(answer, measurement)))


def measure_offset(
    geometries: GeometryArray, reference: Reference, stated_codes: npt.NDArray[Any] | None = None
) -> OffsetMeasurement:
    """Which of three readings, as it is, GCJ-02 or BD-09, puts a layer where it belongs.

    Parameters
    ----------
    geometries
        In EPSG:4326; null and empty ones are passed over.
    reference
        The counties.
    stated_codes
        For each feature the code of the unit its columns name, ``""`` for none; ``None`` when they name none.

    Returns
    -------
    OffsetMeasurement
        From the borders that lines and polygons follow; else from the counties that features name.

    Notes
    -----
    Costs some 0.1 s for a province and two seconds for the whole country.
    """
    drawn = _vertices_of_shapes(geometries)
    vertices = drawn[_one_a_cell(drawn)][:_MOST_VERTICES]
    measured = _measure_by_borders(vertices, reference)
    if measured is None and stated_codes is not None:
        measured = _measure_by_stated(geometries, stated_codes, reference)
    return measured or _UNKNOWN


def _measure_by_borders(vertices: FloatArray, reference: Reference) -> OffsetMeasurement | None:
    if len(vertices) < _FEWEST_ON_BORDER:
        return None
    readings = np.concatenate([undo(vertices) for undo in _UNDO_POINTS.values()])
    metres_of = np.split(reference.border_distances_m(readings, _NEAR_M), len(_UNDO_POINTS))
    distances = dict(zip(_UNDO_POINTS, metres_of, strict=True))
    is_near = np.min(list(distances.values()), axis=0) < _NEAR_M
    on_border = {name: int((metres <= _ON_BORDER_M).sum()) for name, metres in distances.items()}
    best = max(on_border, key=lambda name: on_border[name])
    count, near = on_border[best], int(is_near.sum())
    others = max(on_border[name] for name in on_border if name != best)
    follows = near >= _FOLLOWING_SHARE * len(vertices) and count >= _SMALLEST_SHARE * near
    if not follows or count < max(_FEWEST_ON_BORDER, _TIMES_MORE * (others + _CHANCE)):
        return None
    medians = {name: float(np.median(metres[is_near])) for name, metres in distances.items()}
    return _found(best, vertices[is_near], _border_evidence(medians, on_border, near))


def _measure_by_stated(
    geometries: GeometryArray, stated_codes: npt.NDArray[Any], reference: Reference
) -> OffsetMeasurement | None:
    stated = np.array([str(code or "") for code in stated_codes], dtype=object)
    rows = np.flatnonzero((stated != "") & np.isfinite(shapely.bounds(geometries)).all(axis=1))
    if len(rows) < _FEWEST_WON:
        return None
    rows = rows[_one_a_cell(places_in(geometries[rows]))][:_MOST_FEATURES]
    places = places_in(geometries[rows])
    fits = {
        name: agrees(reference.counties_at(undo(places)), stated[rows]) for name, undo in _UNDO_POINTS.items()
    }
    best = max(fits, key=lambda name: int(fits[name].sum()))
    if not all(_is_better(fits[best], fits[name]) for name in fits if name != best):
        return None
    return _found(
        best, places, _stated_evidence({name: float(fit.mean()) for name, fit in fits.items()}, len(rows))
    )


def _is_better(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> bool:
    """Exact test of McNemar: of the features on which two readings differ, nearly all speak for the first."""
    won, lost = int((one & ~other).sum()), int((other & ~one).sum())
    if won < _FEWEST_WON or won < _WON_TO_LOST * lost:
        return False
    differing = won + lost
    chance = sum(math.comb(differing, k) for k in range(lost + 1)) / float(2**differing)
    return chance < _HIGHEST_CHANCE


def _vertices_of_shapes(geometries: GeometryArray) -> FloatArray:
    """Vertices of lines and polygons that may lie in China, drawn at random from all of them."""
    vertices: FloatArray = shapely.get_coordinates(geometries[shapely.get_dimensions(geometries) >= 1])
    if len(vertices) > _DRAWN_FROM:
        vertices = vertices[np.random.default_rng(0).integers(0, len(vertices), _DRAWN_FROM)]
    return vertices[lies_in_box(vertices, CHINA_BBOX)]


def _one_a_cell(points: FloatArray) -> npt.NDArray[np.int64]:
    """Rows of one point a cell, in an order that has nothing to do with place and is the same each time."""
    shuffled = np.random.default_rng(0).permutation(len(points))
    columns, rows = np.floor(points[shuffled] / _CELL_DEGREES).astype(np.int64).T
    _, first = np.unique(columns * 1_000_000 + rows, return_index=True)
    chosen: npt.NDArray[np.int64] = shuffled[np.sort(first)]
    return chosen


def _found(name: str, places: FloatArray, evidence: Text) -> OffsetMeasurement:
    step = (places - _UNDO_POINTS[name](places)) * METRES_PER_DEGREE
    east = step[:, 0] * np.cos(np.radians(places[:, 1]))
    return OffsetMeasurement(name, evidence, float(np.median(np.hypot(east, step[:, 1]))))


def _border_evidence(medians: Mapping[str, float], on_border: Mapping[str, int], near: int) -> Text:
    zh = [
        f"{_reading(name).zh} {medians[name]:.0f} 米（{on_border[name] / near:.0%} 在 30 米以内）"
        for name in medians
    ]
    en = [
        f"{medians[name]:.0f} m {_reading(name).en} ({on_border[name] / near:.0%} within 30 m)"
        for name in medians
    ]
    return Text(
        f"抽取县界附近的 {near} 个顶点，到县界的中位距离：{'，'.join(zh)}",
        f"median distance of {near} vertices near county borders: {', '.join(en)}",
    )


def _stated_evidence(shares: Mapping[str, float], count: int) -> Text:
    zh = [f"{_reading(name).zh} {share:.1%}" for name, share in shares.items()]
    en = [f"{share:.1%} {_reading(name).en}" for name, share in shares.items()]
    return Text(
        f"抽取 {count} 个写明政区的要素，落在其所写政区内的比例：{'，'.join(zh)}",
        f"share of {count} features that lie in the unit they name: {', '.join(en)}",
    )


def _reading(name: str) -> Text:
    if name == "none":
        return Text("原样", "as they are")
    return Text(f"还原 {_TITLES[name]} 后", f"with {_TITLES[name]} undone")


def _kept_messages(answer: str, measured: OffsetMeasurement) -> Iterator[ImportMessage]:
    finding = measured.finding
    if finding not in _UNDO:
        return
    title, metres = _TITLES[finding], f"{measured.offset_m:.0f}"
    if answer == "none":
        yield _message(
            "offset_kept",
            Text(
                f"数据像带有 {title} 偏移（约 {metres} 米），已按回答保持原样。",
                f"The data look shifted by {title} (about {metres} m); positions were kept, as answered.",
            ),
            measured,
        )
        return
    yield _message(
        f"offset_{finding}",
        Text(
            f"数据像带有 {title} 偏移（网络地图的加密坐标），位置约差 {metres} 米。{measured.evidence.zh}。",
            f"The data look shifted by {title} (the coordinates of web maps), about {metres} m off: "
            f"{measured.evidence.en}.",
        ),
        measured,
        hint=Text(
            f"要还原，请写明偏移 {title} 后重新导入；如确认没有偏移，可写明无偏移。",
            f"To undo it, import again with the offset {title}; if there is none, say so.",
        ),
    )


def _undone_messages(answer: str, measured: OffsetMeasurement) -> Iterator[ImportMessage]:
    title = _TITLES[answer]
    yield _message(
        "offset_undone",
        Text(f"已按回答还原 {title} 偏移。", f"The offset of {title} was undone, as answered."),
        measured,
    )
    if measured.finding in {answer, "unknown"}:
        return
    other = Text("没有偏移", "no offset")
    if measured.finding != "none":
        other = Text(f"{_TITLES[measured.finding]} 偏移", f"the offset of {_TITLES[measured.finding]}")
    yield _message(
        "offset_answer_doubtful",
        Text(
            f"回答是 {title}，但量测显示为{other.zh}：{measured.evidence.zh}。",
            f"The answer was {title}, but the measurement shows {other.en}: {measured.evidence.en}.",
        ),
        measured,
        hint=Text(
            f"请核对；按量测应为{other.zh}。",
            f"Check it; the measurement speaks for {other.en}.",
        ),
    )


def _message(
    code: str, message: Text, measured: OffsetMeasurement, *, hint: Text | None = None
) -> ImportMessage:
    detail = {
        "finding": measured.finding,
        "offset_m": measured.offset_m,
        "evidence": measured.evidence.to_dict(),
    }
    return ImportMessage(code, message, hint or Text("", ""), detail=detail)
