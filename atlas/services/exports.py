"""Figures for people: templates, limits, rules of maps, the file with its name. Every door to a figure is here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from atlas.core.access import AccessPolicy, Action, Actor, may, require
from atlas.core.errors import LimitExceeded, MapRuleError, ParameterError, Text
from atlas.core.figures.paper import PAPERS, page_size, pixel_size
from atlas.core.figures.request import FORMATS, FigureRequest
from atlas.core.figures.request_reading import PARAMETERS, write_figure_request
from atlas.core.map_rules import Finding, Severity, refusals
from atlas.core.policy.catalogue import Catalogue
from atlas.services.answers import Answer
from atlas.services.figure_desk import FigureDesk
from atlas.services.figure_downloads import NamedFile, numbers_file
from atlas.services.figure_files import CONTENT_TYPES, encode_figure
from atlas.services.figure_subject import read_subject
from atlas.services.figure_templates import TEMPLATE, TemplateShelf
from atlas.services.figures import Figure, draw_figure
from atlas.services.file_names import FileName, name_file
from atlas.stores.audit import AuditTrail, Change
from atlas.stores.protocol import ReadableStore

_SHORTEST_REASON = 4
#: Resolution up to which a picture is a preview, which shows a refused figure with the mark of a draft.
PREVIEW_DPI = 120
_MAP, _NUMBERS = Text("图", "map"), Text("图数据", "map-data")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A figure as a file.

    Parameters
    ----------
    name
        Under which it is kept.
    content_type, content
        Its bytes.
    figure
        It was written from.
    """

    name: FileName
    content_type: str
    content: bytes
    figure: Figure


class Exports:
    """Makes figures for whoever may see what is on them.

    Parameters
    ----------
    desk
        Where they are drawn.
    shelf
        Saved templates.
    policy
        In force.
    audit
        Where overrides are noted.
    clock
        The time in UTC as it is written down.
    max_megapixels
        Largest picture [million pixels].
    """

    def __init__(
        self,
        desk: FigureDesk,
        shelf: TemplateShelf,
        policy: AccessPolicy,
        audit: AuditTrail,
        clock: Callable[[], str],
        *,
        max_megapixels: int,
    ) -> None:
        self.office = desk.office
        self._shelf = shelf
        self._policy = policy
        self._audit = audit
        self._clock = clock
        self._max_pixels = max_megapixels * 1_000_000
        self.desk = desk

    def options(self, actor: Actor) -> Answer:
        """What can be chosen.

        Parameters
        ----------
        actor
            Who asks.

        Returns
        -------
        dict
            Parameters, papers, formats, limits, words of the office, templates, and what the actor may do.
        """
        return {
            "parameters": [*PARAMETERS, TEMPLATE],
            "papers": [
                {
                    "id": name,
                    **paper.title.to_dict(),
                    "width_mm": paper.width_mm,
                    "height_mm": paper.height_mm,
                }
                for name, paper in PAPERS.items()
            ],
            "formats": list(FORMATS),
            "limits": {"max_megapixels": self._max_pixels // 1_000_000},
            "office": {
                "name": self.office.name,
                "review_number": self.office.review_number,
                "region": self.office.region,
            },
            "templates": self._shelf.list_templates(),
            "may": {
                "override": may(actor, Action.OVERRIDE_MAP_RULE, self._policy),
                "save_template": may(actor, Action.EDIT_TEMPLATES, self._policy),
            },
        }

    def read(self, values: Mapping[str, str]) -> FigureRequest:
        """A request with the values of its template, and the date of today where one says so.

        Parameters
        ----------
        values
            Text by parameter.

        Returns
        -------
        FigureRequest
            Whose form is checked.

        Raises
        ------
        AtlasError
            An unknown template or parameter; a value that cannot be used.
        """
        return self._shelf.read(values)

    def examine(
        self, actor: Actor, store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str]
    ) -> Answer:
        """What a figure would be, before it is exported.

        Parameters
        ----------
        actor
            Who asks.
        store
            As they may see it.
        catalogue
            Everything.
        values
            Text by parameter.

        Returns
        -------
        dict
            Title, size, findings, words for people who do not see it, and the request with everything filled in.

        Raises
        ------
        AtlasError
            The request cannot be met.
        """
        request = self.read(values)
        with self.desk.turn():
            figure = self.desk.draw(store, catalogue, request)
        page = request.page
        width, height = page_size(page.paper, page.orientation)
        return {
            "title": figure.theme.title,
            "subtitle": figure.theme.subtitle,
            "source": figure.about.source,
            "file_name": self._name(catalogue, figure.request).name,
            "width_mm": width,
            "height_mm": height,
            "pixels": list(pixel_size(width, height, page.dpi)),
            "scale": figure.scale.to_dict(),
            "projection": figure.projection.to_dict(),
            "findings": [one.to_dict() for one in figure.findings],
            "refused": bool(refusals(figure.findings, self._accepted(actor, request))),
            "alt": figure.theme.alt,
            "values": write_figure_request(figure.request),
        }

    def export(
        self, actor: Actor, store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str]
    ) -> ExportedFile:
        """A figure as a file.

        Parameters
        ----------
        actor
            Who asks.
        store
            As they may see it.
        catalogue
            Everything.
        values
            Text by parameter.

        Returns
        -------
        ExportedFile
            The same request on the same data gives the same bytes.

        Raises
        ------
        MapRuleError
            Findings refuse it, and nobody who may has taken them upon himself.
        LimitExceeded, ServiceBusy
            The picture would be too large; too many figures are being drawn.
        AtlasError
            The request cannot be met.
        """
        request = self.read(values)
        self._check_size(request)
        with self.desk.turn():
            figure = self.desk.draw(store, catalogue, request)
            self.check_rules(actor, figure)
            content = encode_figure(figure)
        page = request.page
        return ExportedFile(
            self._name(catalogue, figure.request), CONTENT_TYPES[page.format], content, figure
        )

    def preview(
        self, actor: Actor, store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str]
    ) -> ExportedFile:
        """A small picture of a figure; one that is refused bears the mark of a draft.

        Parameters
        ----------
        actor, store, catalogue, values
            As for ``export``; the format is PNG whatever they say, the resolution at most ``PREVIEW_DPI``.

        Returns
        -------
        ExportedFile
            PNG.

        Raises
        ------
        AtlasError
            As ``export``, but for the rules of maps.
        """
        request = self.read(values)
        page = replace(request.page, format="png", dpi=min(request.page.dpi, PREVIEW_DPI))
        request = replace(request, page=page)
        self._check_size(request)
        with self.desk.turn():
            figure = self.desk.draw(store, catalogue, request)
            if refusals(figure.findings, self._accepted(actor, request)):
                words = replace(request.words, has_mark=True, review_number="")
                figure = draw_figure(
                    store, catalogue, replace(request, words=words), replace(self.office, review_number="")
                )
            content = encode_figure(figure)
        return ExportedFile(self._name(catalogue, figure.request), CONTENT_TYPES["png"], content, figure)

    def numbers(
        self, store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str], ending: str
    ) -> NamedFile:
        """The numbers behind a figure.

        Parameters
        ----------
        store
            As the one who asks may see it.
        catalogue
            Everything.
        values
            Text by parameter.
        ending
            ``xlsx``, ``csv`` or ``json``.

        Returns
        -------
        NamedFile
            The rows that page, table and API give for the same filter.

        Raises
        ------
        AtlasError
            The request cannot be met.
        """
        return numbers_file(
            store,
            catalogue,
            self.read(values),
            home=self.office.region,
            ending=ending,
            name=lambda request: self._name(catalogue, request, _NUMBERS, ending),
        )

    def _name(
        self, catalogue: Catalogue, request: FigureRequest, what: Text = _MAP, ending: str = ""
    ) -> FileName:
        subject = read_subject(catalogue, request, home=self.office.region)
        units = request.extent.units
        wanted = subject.wanted
        if len(units) == 1:
            wanted = replace(wanted, adcode=units[0])
        return name_file(catalogue, wanted, what, place="全国").with_ending(ending or request.page.format)

    def _check_size(self, request: FigureRequest) -> None:
        page = request.page
        if page.format != "png":
            return
        width, height = pixel_size(*page_size(page.paper, page.orientation), page.dpi)
        if width * height <= self._max_pixels:
            return
        raise LimitExceeded(
            f"图片有 {width:,} x {height:,} 像素，超过上限 {self._max_pixels / 1e6:.0f} 百万像素",
            f"the picture would have {width:,} x {height:,} pixels; the limit is {self._max_pixels / 1e6:.0f} million",
            code="too_many_pixels",
            hint_zh="请降低分辨率、用较小的纸，或导出 PDF（矢量，不受此限）。",
            hint_en="Take a lower resolution or a smaller page, or export a PDF, which has no pixels.",
            pixels=width * height,
            limit=self._max_pixels,
        )

    def _accepted(self, actor: Actor, request: FigureRequest) -> tuple[str, ...]:
        """Findings that the actor takes upon himself, if he may."""
        return request.override if may(actor, Action.OVERRIDE_MAP_RULE, self._policy) else ()

    def check_rules(self, actor: Actor, figure: Figure) -> None:
        """Refuse a figure that the rules of maps stop, and note when somebody takes that upon himself.

        Parameters
        ----------
        actor
            Who wants it.
        figure
            Drawn.

        Raises
        ------
        MapRuleError
            Findings refuse it, and the request does not override them.
        AccessDenied
            It does, and the actor may not.
        ParameterError
            No reason is given.
        """
        request = figure.request
        refused = refusals(figure.findings, ())
        if not refused:
            return
        left = refusals(figure.findings, request.override)
        if left:
            raise _refused(left)
        require(actor, Action.OVERRIDE_MAP_RULE, self._policy)
        if len(request.override_reason) < _SHORTEST_REASON:
            raise ParameterError(
                "越过检查需要写明理由",
                "taking a finding upon oneself needs a reason",
                code="reason_missing",
                hint_zh="请在 override_reason 中写明，理由会记入审计日志。",
                hint_en="Say why in override_reason; it is kept in the audit trail.",
                parameter="override_reason",
            )
        self._note(
            actor,
            "figure.override",
            f"figure:{figure.theme.title}",
            {
                "findings": [one.code for one in refused],
                "reason": request.override_reason,
                "request": write_figure_request(request),
            },
        )

    def _note(self, actor: Actor, action: str, target: str, new: Mapping[str, Any] | None) -> None:
        self._audit.record(Change(self._clock(), actor.name, action, target, new=new))


def _refused(findings: tuple[Finding, ...]) -> MapRuleError:
    joined = Text(
        "；".join(one.message.zh for one in findings), "; ".join(one.message.en for one in findings)
    )
    return MapRuleError(
        f"这幅图不能导出：{joined.zh}",
        f"this figure may not be exported: {joined.en}",
        hint_zh="".join(one.hint.zh for one in findings) + "审核人员可以写明理由后越过，越过会被记录。",
        hint_en=" ".join(one.hint.en for one in findings)
        + " A reviewer may override it with a reason, which is kept.",
        findings=[one.code for one in findings if one.severity is Severity.REFUSE],
    )
