"""The questions about coordinate reference systems and axes, each with its choices and where they lead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from atlas.core.errors import Text
from atlas.core.imports.crs_candidates import (
    PLAUSIBLE_SHARE,
    Candidate,
    Landing,
    Sample,
    find_candidates,
    land,
    to_choice,
)
from atlas.core.imports.crs_catalogue import KnownCrs, known_systems
from atlas.core.imports.crs_definition import Definition, definition_of_code
from atlas.core.imports.reference import Reference
from atlas.core.imports.report import Choice, Question

# Another system is worth a question when it puts this many more features into China, or into the units they name.
_CLEARLY_MORE = 0.4
# The widest belt of offshore installations [m].
_OFF_THE_COAST_M = 100_000.0
_DEGREES_CAUTION = Text(
    "CGCS2000 与 WGS 84 的经纬度相差不到 1 米，选哪一个位置都一样。若数据取自高德、腾讯、百度等网络地图，坐标另有"
    "加密偏移（GCJ-02、BD-09，约 0.5 至 1 千米），请另行说明。旧数据也可能是西安 1980（EPSG:4610）或北京 1954"
    "（EPSG:4214）。",
    "Degrees on CGCS2000 and WGS 84 differ by less than a metre; either puts features in the same place. Data taken "
    "from the web maps of Amap, Tencent or Baidu are shifted besides (GCJ-02, BD-09, half a kilometre to one): say so. "
    "Old data may be on Xi'an 1980 (EPSG:4610) or Beijing 1954 (EPSG:4214).",
)
_WEB_CAUTION = Text(
    "数值像网络地图的 Web 墨卡托坐标；取自国内网络地图的数据另有加密偏移（GCJ-02、BD-09），请另行说明。",
    "The numbers look like the Web Mercator of web maps; data taken from Chinese web maps are shifted besides (GCJ-02, "
    "BD-09): say so.",
)
_PLANE_HINT = Text(
    "请查数据说明或问提供单位；地方独立坐标系请给出完整的 WKT。",
    "Look it up in the description of the data or ask who made them; give full WKT for a local system.",
)


def ask_axes(written: Sample, chosen: Definition | None, reference: Reference) -> Question:
    """Whether the file writes north before east.

    Parameters
    ----------
    written
        As the file writes coordinates.
    chosen
        The system that is declared or answered, if any.
    reference
        The counties.

    Returns
    -------
    Question
        Code ``axes``; exchanged comes first.
    """
    x, y = written.points[0]
    swapped = _axes_choice("swapped", written.swapped(), chosen, reference)
    kept = _axes_choice("kept", written, chosen, reference)
    return Question(
        "axes",
        Text(
            f"坐标像是先写北（纬度）后写东（经度），例如 {x:.10g}, {y:.10g}。要交换吗？",
            f"Coordinates look as if north (latitude) came before east (longitude), such as {x:.10g}, {y:.10g}. "
            "Exchange them?",
        ),
        Text("若要素本应落在别处，请选择交换。", "Exchange them when the features belong elsewhere."),
        (swapped, kept),
    )


def ask_missing(sample: Sample, declared: str, reference: Reference) -> Question:
    """Which system a layer without a usable declaration stands in.

    Parameters
    ----------
    sample
        East before north.
    declared
        What the file says, which could not be read.
    reference
        The counties.

    Returns
    -------
    Question
        Code ``crs``.
    """
    candidates = find_candidates(sample, reference)
    kinds = {one.known.kind for one in candidates}
    if declared.strip():
        message = Text(
            f"文件中的坐标系定义无法使用（{_begin(declared)}）。数据采用哪个坐标参考系？",
            f"The definition of the reference system in the file cannot be used ({_begin(declared)}). Which one is it?",
        )
    else:
        message = Text(
            "文件没有说明坐标参考系（例如缺少 .prj）。数据采用哪个坐标参考系？",
            "The file does not say its reference system (there is no .prj, say). Which one is it?",
        )
    hint = _DEGREES_CAUTION if "geographic" in kinds else _WEB_CAUTION if "web" in kinds else _PLANE_HINT
    return Question("crs", message, hint, _choices(candidates, sample, reference))


def find_contradiction(
    sample: Sample,
    said: Definition,
    landing: Landing,
    candidates: Sequence[Candidate],
    *,
    reference: Reference,
) -> Text | None:
    """Why what the file declares cannot be right, or is unlikely.

    Parameters
    ----------
    sample
        East before north.
    said
        What the file declares.
    landing
        Where the features land in it.
    candidates
        Where they land in others.
    reference
        The counties.

    Returns
    -------
    Text or None
        ``None`` when nothing speaks against it, or nothing else fits better.
    """
    if len(sample.points) == 0:
        return None
    if landing.share_possible < PLAUSIBLE_SHARE:
        return _impossible(sample, said)
    others = [one.landing for one in candidates if not _has_same_numbers(one, said)]
    if not others:
        return None
    gains = _gains(landing.share_inside, [one.share_inside for one in others])
    if gains and not _lands_near(landing, reference):
        return Text("照此要素落在中国以外", "in it the features land outside China")
    if landing.agreement < PLAUSIBLE_SHARE and _gains(landing.agreement, [one.agreement for one in others]):
        return Text("照此要素不在其所写的县内", "in it the features are not in the counties they name")
    return None


def ask_contradicted(
    sample: Sample,
    said: Definition,
    landing: Landing,
    candidates: Sequence[Candidate],
    *,
    reason: Text,
    reference: Reference,
) -> Question:
    """Which system a layer stands in whose declaration is doubtful.

    Parameters
    ----------
    sample, said, landing, candidates
        As for ``find_contradiction``.
    reason
        What it found.
    reference
        The counties.

    Returns
    -------
    Question
        Code ``crs``; the declared system is the last choice.
    """
    others = _choices([one for one in candidates if not _is_same(one, said)], sample, reference)
    own = to_choice(said.identifier, said.title, landing, sample, reference)
    own = Choice(
        own.value,
        own.title,
        Text(f"文件这样声明；{own.reason.zh}", f"declared by the file; {own.reason.en}"),
        own.sample,
    )
    return Question(
        "crs",
        Text(
            f"文件声明的坐标参考系是“{said.title.zh}”，但{reason.zh}。数据采用哪个坐标参考系？",
            f"The file declares {said.title.en}, but {reason.en}. Which reference system is it?",
        ),
        _PLANE_HINT,
        (*others, own),
    )


def _axes_choice(value: str, sample: Sample, chosen: Definition | None, reference: Reference) -> Choice:
    title = {
        "swapped": Text("交换：文件先写北坐标（纬度）", "exchange: the file writes north (latitude) first"),
        "kept": Text("不交换：文件先写东坐标（经度）", "keep: the file writes east (longitude) first"),
    }[value]
    if chosen is None:
        best = find_candidates(sample, reference)
        if not best:
            nowhere = Text("在任何常用坐标系中都不在中国", "outside China in every usual system")
            return Choice(value, title, nowhere)
        chosen = definition_of_code(best[0].known.code)
        found = to_choice(value, title, best[0].landing, sample, reference)
        reason = Text(
            f"如按“{chosen.title.zh}”，{found.reason.zh}", f"in {chosen.title.en}, {found.reason.en}"
        )
        return Choice(value, title, reason, found.sample)
    return to_choice(value, title, land(sample, chosen, reference), sample, reference)


def _choices(candidates: Sequence[Candidate], sample: Sample, reference: Reference) -> tuple[Choice, ...]:
    # Where most features lie in the units they name, a system in which none does is no answer.
    has_good = any(one.landing.agreement >= PLAUSIBLE_SHARE for one in candidates)
    return tuple(
        to_choice(one.known.identifier, _title_with_twins(one.known), one.landing, sample, reference)
        for one in candidates
        if one.landing.agreement > 0 or not has_good
    )


def _title_with_twins(known: KnownCrs) -> Text:
    """The title, and the codes under which the very same coordinates go too."""
    twins = [
        one.identifier
        for one in known_systems().values()
        if one.code != known.code and _are_twins(one, known)
    ]
    if not twins:
        return known.title
    return Text(
        f"{known.title.zh}；与 {'、'.join(twins)} 坐标相同",
        f"{known.title.en}; the same coordinates as {', '.join(twins)}",
    )


def _are_twins(one: KnownCrs, other: KnownCrs) -> bool:
    return one.datum is other.datum and one.numbers == other.numbers


def _impossible(sample: Sample, said: Definition) -> Text:
    """What is odd about the numbers."""
    x, y = sample.points[0]
    example = f"x={x:.10g}, y={y:.10g}"
    if said.crs.is_geographic:
        return Text(f"坐标不是经纬度（如 {example}）", f"coordinates such as {example} are no degrees")
    if abs(x) <= 180 and abs(y) <= 90:
        return Text(f"坐标像是经纬度（如 {example}）", f"coordinates such as {example} look like degrees")
    prefix = said.known.prefix if said.known else 0
    if prefix and x < 1e6:
        return Text(
            f"东坐标前没有带号 {prefix}（如 {example}）",
            f"eastings do not begin with the zone number {prefix} ({example})",
        )
    if prefix or (said.known and said.known.is_transverse and x >= 13e6):
        return Text(
            f"东坐标前的带号与声明不符（如 {example}）",
            f"the zone number before the eastings is not the declared one ({example})",
        )
    return Text(f"坐标超出其范围（如 {example}）", f"coordinates such as {example} lie outside its reach")


def _lands_near(landing: Landing, reference: Reference) -> bool:
    """Whether most features land in China or off its coast, where ports and wind farms are."""
    if landing.share_inside >= PLAUSIBLE_SHARE:
        return True
    metres = reference.border_distances_m(landing.places, _OFF_THE_COAST_M)
    return bool(np.isfinite(metres).mean() >= PLAUSIBLE_SHARE)


def _gains(own: float, others: Sequence[float]) -> bool:
    best = max(others)
    return best >= PLAUSIBLE_SHARE and best - own >= _CLEARLY_MORE


def _has_same_numbers(candidate: Candidate, said: Definition) -> bool:
    return said.known is not None and candidate.known.numbers == said.known.numbers


def _is_same(candidate: Candidate, said: Definition) -> bool:
    return said.known is not None and _are_twins(candidate.known, said.known)


def _begin(text: str) -> str:
    cleaned = " ".join("".join(one if one.isprintable() else " " for one in text[:1000]).split())
    return cleaned if len(cleaned) <= 60 else f"{cleaned[:60]}…"
