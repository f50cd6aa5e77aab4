"""From an untrusted file to a version of a layer: archive, text, place, reference system, shapes, counties; a report.

Each step is a function that gives what it found beside what it made; in doubt the import stops with a question and
keeps nothing but the file.
"""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import geopandas
import numpy as np
import pandas
import shapely

from atlas.core.access import AccessPolicy, Action, Actor, require
from atlas.core.errors import AtlasError, ConfigError, LayerNotFound, StoreError, Text
from atlas.core.geo.crs import STORAGE_CRS, FloatArray, GeometryArray
from atlas.core.geo.measures import areas_km2
from atlas.core.geo.spatial_join import JoinResult, join_features
from atlas.core.imports.columns import locate_table
from atlas.core.imports.coverage_checks import check_placed
from atlas.core.imports.crs import CrsDecision, decide_crs, to_storage
from atlas.core.imports.encodings import decode_layer
from atlas.core.imports.geometry_checks import check_shapes
from atlas.core.imports.located import Located
from atlas.core.imports.offsets import check_offset
from atlas.core.imports.place_checks import check_stated, check_stated_areas
from atlas.core.imports.raw import RawLayer
from atlas.core.imports.report import (
    ImportMessage,
    ImportReport,
    ImportStatus,
    message_of,
    report_from_dict,
)
from atlas.core.imports.reprojection_checks import check_reprojected
from atlas.core.imports.shape_faults import move_places
from atlas.core.imports.stated_units import StatedUnits, find_stated_units
from atlas.core.imports.storage_columns import StorableFeatures, prepare_features
from atlas.core.imports.unit_outlines import DRAWN_BY_UNIT
from atlas.core.places.names import pinyin
from atlas.core.style_reading import read_style
from atlas.core.style_rules import used_fields
from atlas.ingest.upload import read_upload
from atlas.services.import_course import (
    Course,
    ImportRequest,
    QuestionOpen,
    bbox_of,
    data_set_title,
    describe_file,
    report_of,
)
from atlas.services.import_places import ImportPlaces
from atlas.services.import_questions import (
    ask_member,
    layer_is_builtin,
    no_features,
    title_kept,
    title_taken,
)
from atlas.services.jobs import Progress
from atlas.services.joins import balance_sheet
from atlas.stores.workspace import ImportFacts, Workspace
from atlas.stores.workspace_records import LayerDraft, check_layer_id

#: Columns that every imported layer gets: where the largest part of each feature lies.
PLACE_COLUMNS = {
    "atlas_adcode": Text("所在县代码（按位置）", "Adcode of the county, by position"),
    "atlas_county": Text("所在县（按位置）", "County, by position"),
    "atlas_prefecture": Text("所在市州", "Prefecture"),
    "atlas_province": Text("所在省份", "Province"),
    "atlas_share": Text("在该县的占比", "Share in that county"),
}
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 36


class Importer:
    """Imports files into a workspace.

    Parameters
    ----------
    workspace
        Keeps the versions.
    places
        Units, their names and their polygons.
    policy
        Who may.
    builtin
        Tells the ids that built-in layers have.
    """

    def __init__(
        self,
        workspace: Workspace,
        places: ImportPlaces,
        policy: AccessPolicy,
        builtin: Callable[[], frozenset[str]],
    ) -> None:
        self._workspace = workspace
        self._places = places
        self._policy = policy
        self._builtin = builtin

    def run(self, actor: Actor, request: ImportRequest, progress: Progress) -> ImportReport:
        """Import a file.

        Parameters
        ----------
        actor
            Who imports.
        request
            What, and what is known of it.
        progress
            Told the percentage done and the step.

        Returns
        -------
        ImportReport
            Status ``rejected`` with errors, ``needs_answer`` with questions, or the version that was kept.

        Raises
        ------
        AccessDenied
            Not an editor.
        StoreError
            Our own disk failed; that is no fault of the file.
        """
        require(actor, Action.UPLOAD, self._policy)
        self._workspace.recover()
        kept = self._find_kept(request.origin)
        if kept is not None:
            return kept
        course = Course(request, describe_file(request))
        try:
            self._check_layer(request.layer)
            return self._import(actor, course, progress)
        except QuestionOpen:
            return report_of(course, ImportStatus.NEEDS_ANSWER)
        except AtlasError as error:
            if isinstance(error, StoreError | ConfigError):
                raise  # our own disk failed: no fault of the file
            return replace(report_of(course, ImportStatus.REJECTED), errors=(message_of(error),))

    def _import(self, actor: Actor, course: Course, progress: Progress) -> ImportReport:
        table, geometries, stated = self._read_placed(course, progress)
        progress(55, "检查位置 / checking places", len(table))
        course.add(self._check_placed(course, geometries))
        course.add(check_stated_areas(table, areas_km2(geometries)))
        progress(62, "匹配区县 / joining counties", len(table))
        joined = self._join(geometries)
        if stated is not None:
            rows = joined.rows.assign(feature=joined.rows["feature"] - 1)
            reference, find_unit = self._places.reference, self._places.unit
            course.add(check_stated(stated, rows, geometries, reference, find_unit))
        features = _titled(prepare_features(self._with_counties(table, geometries, joined)))
        course.add(features.messages)
        progress(70, "写入与切片 / writing and tiling", len(table))
        return self._keep(actor, course, features, joined)

    def _read_placed(
        self, course: Course, progress: Progress
    ) -> tuple[pandas.DataFrame, GeometryArray, StatedUnits | None]:
        """Attributes, geometries in EPSG:4326 and the units that the features name.

        What the file held is let go of at the end: a large layer would lie in memory twice.
        """
        with tempfile.TemporaryDirectory(prefix="atlas-import-") as work:
            progress(2, "读取文件 / reading the file")
            raw = _read(course, Path(work))
        if not len(raw.table):
            raise no_features(raw.member.name)
        progress(20, "识别文字编码 / decoding text", len(raw.table))
        located = self._locate(course, self._decode(course, raw))
        progress(30, "检查几何 / checking shapes", len(raw.table))
        return located.layer.table, *self._place(course, located, progress)

    def _decode(self, course: Course, layer: RawLayer) -> RawLayer:
        decoded = decode_layer(layer, self._places.lexicon, encoding=course.request.answers.encoding)
        course.encoding = decoded.encoding
        course.add(decoded.layer.messages)
        course.add(decoded.messages, decoded.question)
        return decoded.layer

    def _locate(self, course: Course, layer: RawLayer) -> Located:
        if layer.geometries is not None:
            return Located(layer)
        located = locate_table(
            layer, self._places.gazetteer, course.request.answers, region=self._places.region
        )
        course.add(located.messages, located.question)
        return located

    def _place(
        self, course: Course, located: Located, progress: Progress
    ) -> tuple[GeometryArray, StatedUnits | None]:
        """Geometries in EPSG:4326, and the units that the features name."""
        table, answers, reference = located.layer.table, course.request.answers, self._places.reference
        if located.unit_codes is not None:
            course.crs, course.geometry_type = STORAGE_CRS, "MultiPolygon"
            return self._places.polygons_of(located.unit_codes), None
        written = located.layer.geometries
        if written is None:
            written = np.full(len(table), None, dtype=object)
        checked = check_shapes(written, table)
        course.geometry_type = checked.geometry_type
        stated = find_stated_units(table, self._places.gazetteer, self._places.region)
        course.add(stated.messages if stated is not None else ())
        codes = stated.codes if stated is not None else None
        progress(42, "判断坐标系 / telling the reference system", len(table))
        if located.axes:
            # Points of a table were put in order when they were made: an answer must not exchange them again.
            answers = replace(answers, axes=located.axes)
        declared = located.layer.declared_crs
        decision = decide_crs(checked.geometries, declared, reference, answers, stated_codes=codes)
        course.crs = decision.identifier
        course.questions += decision.questions
        course.add(decision.messages)
        if decision.questions:
            course.add(checked.messages)
            raise QuestionOpen
        stored = to_storage(checked.geometries, decision)
        course.add(
            (*move_places(checked.messages, lambda points: _to_lonlat(points, decision)), *stored.messages)
        )
        offset = check_offset(stored.geometries, reference, codes, answers)
        mended = check_reprojected(offset.geometries)
        course.add((*offset.messages, *mended.messages))
        course.geometry_type = mended.geometry_type
        return mended.geometries, stated

    def _check_placed(self, course: Course, geometries: GeometryArray) -> list[ImportMessage]:
        """Findings on places; that features lie outside China is told once, by the step that knows the system."""
        is_told = any(message.code == "crs_outside_china" for message in course.warnings)
        found = check_placed(geometries, self._places.reference)
        return [message for message in found if not (is_told and message.code == "outside_china")]

    def _join(self, geometries: GeometryArray) -> JoinResult:
        frame = geopandas.GeoDataFrame(geometry=geometries, crs=STORAGE_CRS)
        frame.index = pandas.RangeIndex(1, len(frame) + 1)
        # What two drawings of one border leave belongs to the county that has the rest: it is no second county.
        return join_features(frame, self._places.reference.counties, fold_slivers=True)

    def _with_counties(
        self, table: pandas.DataFrame, geometries: GeometryArray, joined: JoinResult
    ) -> geopandas.GeoDataFrame:
        """The table with the county in which the largest part of each feature lies."""
        rows = joined.rows.assign(share_of_feature=joined.rows["share_of_feature"].fillna(1.0))
        rows = rows.sort_values(["feature", "share_of_feature"], ascending=[True, False], kind="stable")
        main = rows.drop_duplicates("feature").set_index("feature")
        main = main.reindex(pandas.RangeIndex(1, len(table) + 1))
        codes = main["adcode"].fillna("").tolist()
        units = [self._places.unit(code) for code in codes]
        parents = [
            (self._places.unit(unit.prefecture), self._places.unit(unit.province)) if unit else (None, None)
            for unit in units
        ]
        frame = geopandas.GeoDataFrame(table.reset_index(drop=True), geometry=geometries, crs=STORAGE_CRS)
        columns = (
            codes,
            [unit.name if unit else None for unit in units],
            [prefecture.name if prefecture else None for prefecture, _ in parents],
            [province.name if province else None for _, province in parents],
            main["share_of_feature"].round(6).to_numpy(),
        )
        for name, values in zip(PLACE_COLUMNS, columns, strict=True):
            frame[name] = values
        return frame

    def _keep(
        self, actor: Actor, course: Course, features: StorableFeatures, joined: JoinResult
    ) -> ImportReport:
        request = course.request
        title = request.title or course.data_set or Path(request.name).stem
        layer = request.layer or self._free_id(title)
        known = self._workspace.find_layer(layer)
        if known is not None and request.title and request.title != known.title.zh:
            course.add([title_kept(known.title.zh or known.title.en)])
        namesake = next((one.id for one in self._workspace.list_layers() if one.title.zh == title), None)
        if known is None and namesake is not None:
            course.add([title_taken(title, namesake)])
        # How a table became a map is told, and is no fault of it.
        has_warnings = any(message.code != DRAWN_BY_UNIT for message in course.warnings)
        status = ImportStatus.ACCEPTED_WITH_WARNINGS if has_warnings else ImportStatus.ACCEPTED
        report = replace(
            report_of(course, status),
            feature_count=len(features.frame),
            bbox=bbox_of(features.frame.geometry.to_numpy()),
            fields=[{"name": one.name, "type": one.type} for one in features.schema],
            balance=balance_sheet(joined.balance),
        )
        draft = LayerDraft(title=Text(title, title), metadata=request.metadata)
        with self._workspace.begin_version(layer) as builder:
            with ThreadPoolExecutor(1) as pool:
                # tippecanoe works in a process of its own, so tiles are made while this one writes the features.
                tiles = pool.submit(builder.write_tiles, features, drawn_by=self._drawn_by(layer))
                builder.write_features(features, title=Text(title, title))
                builder.write_join(joined.rows)
                builder.keep_source(request.path, name=request.name)
                tiles.result()
            stated = {name: value for name, value in asdict(request.metadata).items() if value}
            facts = ImportFacts(
                crs=course.crs,
                encoding=course.encoding,
                report={**report.to_dict(), "metadata": stated},
                note=request.note,
            )
            kept = self._workspace.add_version(builder, facts, actor=actor.name, draft=draft)
        return replace(report, layer=kept.layer, version=kept.number)

    def _drawn_by(self, layer: str) -> tuple[str, ...]:
        """Fields that the style of a layer asks for; none for a new one."""
        try:
            style = self._workspace.get_layer(layer).style
        except LayerNotFound:
            return ()
        return used_fields(read_style(style, "polygon"))

    def _check_layer(self, layer: str) -> None:
        if not layer:
            return
        check_layer_id(layer)
        if layer in self._builtin():
            raise layer_is_builtin(layer)

    def _free_id(self, title: str) -> str:
        """An id made from a title, that no layer has."""
        words = _NOT_IN_ID.sub("-", pinyin(title, {}).lower()).strip("-")[:_LONGEST_ID].strip("-")
        stem = words if words[:1].isalpha() else f"layer-{words}".strip("-")
        taken = self._builtin() | {one.id for one in self._workspace.list_layers(with_removed=True)}
        if len(stem) > 1 and stem not in taken:
            return stem
        return next(name for number in itertools.count(2) if (name := f"{stem}-{number}") not in taken)

    def _find_kept(self, origin: str) -> ImportReport | None:
        """The report of an upload that was kept before its worker died."""
        if not origin:
            return None
        for layer in self._workspace.list_layers(with_removed=True):
            for version in self._workspace.list_versions(layer.id):
                if version.report.get("source", {}).get("origin") == origin:
                    return report_from_dict(version.report)
        return None


def _titled(features: StorableFeatures) -> StorableFeatures:
    """The same, with the columns of ours called in words."""
    schema = (replace(one, title=PLACE_COLUMNS.get(one.name, one.title)) for one in features.schema)
    return replace(features, schema=tuple(schema))


def _to_lonlat(points: FloatArray, decision: CrsDecision) -> FloatArray:
    """Places in the file as longitude and latitude; NaN where they have none."""
    moved = np.full(points.shape, np.nan)
    shapes = to_storage(np.asarray(shapely.points(points)), decision).geometries
    is_known = ~shapely.is_missing(shapes)
    moved[is_known] = shapely.get_coordinates(shapes[is_known])
    return moved


def _read(course: Course, work: Path) -> RawLayer:
    request = course.request
    upload = read_upload(request.path, name=request.name, work=work, member=request.answers.member)
    course.add(upload.messages)
    if upload.layer is None:
        course.questions.append(ask_member(upload.members))
        raise QuestionOpen
    name = upload.layer.member.name
    course.source |= {"member": name, "format": upload.layer.member.kind}
    if len(upload.members) > 1:
        course.data_set = data_set_title(name)
    return upload.layer
