"""Figures for people: templates, limits, rules of maps, the file with its name. Every door to a figure is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from atlas.core.access import AccessPolicy, Action, Actor, may
from atlas.core.errors import Text
from atlas.core.figures.paper import PAPERS, page_size, pixel_size
from atlas.core.figures.request import FORMATS, FigureRequest
from atlas.core.figures.request_reading import PARAMETERS, write_figure_request
from atlas.core.map_rules import refusals
from atlas.core.policy.catalogue import Catalogue
from atlas.services.answers import Answer
from atlas.services.figure_desk import FigureDesk
from atlas.services.figure_downloads import NamedFile, numbers_file
from atlas.services.figure_files import CONTENT_TYPES, encode_figure
from atlas.services.figure_rules import FigureRules, check_pixels, without_override
from atlas.services.figure_subject import read_subject
from atlas.services.figure_templates import TEMPLATE, TemplateShelf
from atlas.services.figures import Figure, draw_figure
from atlas.services.file_names import FileName, name_file
from atlas.stores.protocol import ReadableStore

#: Resolution up to which a picture is a preview, which shows a refused figure with the mark of a draft.
PREVIEW_DPI = 240
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
    rules
        Of maps.
    max_megapixels
        Largest picture [million pixels].
    """

    def __init__(
        self,
        desk: FigureDesk,
        shelf: TemplateShelf,
        policy: AccessPolicy,
        rules: FigureRules,
        *,
        max_megapixels: int,
    ) -> None:
        self.office = desk.office
        self._shelf = shelf
        self._policy = policy
        self.rules = rules
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
            "templates_broken": self._shelf.list_broken(),
            "may": {
                "override": self.rules.may_override(actor),
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
            "refused": bool(refusals(figure.findings, self.rules.accepted(actor, request))),
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

    def preview(self, store: ReadableStore, catalogue: Catalogue, values: Mapping[str, str]) -> ExportedFile:
        """A small picture of a figure; one that is refused bears the mark of a draft, whoever asks.

        Parameters
        ----------
        store, catalogue, values
            As for ``export``; the format is PNG whatever they say, the resolution at most ``PREVIEW_DPI``. An override
            changes nothing: it is noted at the export.

        Returns
        -------
        ExportedFile
            PNG.

        Raises
        ------
        AtlasError
            As ``export``, but for the rules of maps.
        """
        request = without_override(self.read(values))
        page = replace(request.page, format="png", dpi=min(request.page.dpi, PREVIEW_DPI))
        request = replace(request, page=page)
        self._check_size(request)
        with self.desk.turn():
            figure = self.desk.draw(store, catalogue, request)
            if refusals(figure.findings, ()):
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
        request = self.read(values)
        with self.desk.turn():
            return numbers_file(
                store,
                catalogue,
                request,
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
        if request.page.format == "png":
            check_pixels(request.page, self._max_pixels)

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
        self.rules.check_rules(actor, figure.findings, figure.request, figure.theme.title)
