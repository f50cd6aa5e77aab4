"""What a figure is about: the request with its filter checked against what the atlas knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from atlas.core.errors import ParameterError, Text
from atlas.core.figures.request import WHOLE_COUNTRY, FigureRequest
from atlas.core.map_rules import HAINAN
from atlas.core.model import AdminUnit, Level
from atlas.core.places.latin_names import latin_name
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter
from atlas.services.filters import read_goal_filter

#: An indicator of this name paints nothing, for figures that show layers alone.
NO_INDICATOR = "none"
#: The choropleth while nothing else is chosen, as on the page.
DEFAULT_INDICATOR = "goals"


@dataclass(frozen=True, slots=True)
class FigureSubject:
    """A request that is known to make sense.

    Parameters
    ----------
    catalogue
        Everything.
    request
        With its region filled in.
    wanted
        The filter of its view.
    listed
        Counties that meet the bbox asked for, of whatever region; ``None`` where none is asked for.
    """

    catalogue: Catalogue
    request: FigureRequest
    wanted: GoalFilter
    listed: frozenset[str] | None = None

    @property
    def language(self) -> str:
        """``zh`` or ``en``."""
        return self.request.words.language

    @property
    def has_designations(self) -> bool:
        """Whether goals are chosen that name counties, as on the page."""
        view = self.request.view
        return bool(view.topics or view.document or view.relations or view.kinds or view.year)

    @property
    def indicator(self) -> str:
        """Indicator of the choropleth; empty where none is drawn."""
        chosen = self.request.view.indicator
        if chosen == NO_INDICATOR:
            return ""
        return chosen or ("" if self.has_designations else DEFAULT_INDICATOR)

    def say(self, text: Text) -> str:
        """The words of the figure's language.

        Parameters
        ----------
        text
            In both languages.

        Returns
        -------
        str
            Chinese where there are no English words.
        """
        return text.en if self.language == "en" and text.en else text.zh

    def name(self, unit: AdminUnit) -> str:
        """Name of a unit in the figure's language.

        Parameters
        ----------
        unit
            The unit.

        Returns
        -------
        str
            Its full name, or its name in Latin letters.
        """
        if self.language == "en":
            return latin_name(unit.short_name, unit.pinyin, unit.initials) or unit.name
        return unit.name

    @property
    def joint(self) -> str:
        """What parts the items of a list."""
        return ", " if self.language == "en" else "、"


def read_subject(catalogue: Catalogue, request: FigureRequest, *, home: str) -> FigureSubject:
    """Check a request against what the atlas knows.

    Parameters
    ----------
    catalogue
        Everything.
    request
        As it was read.
    home
        Region of the office, where the request names none.

    Returns
    -------
    FigureSubject
        With the region filled in: that of the office, or the province of the units asked for.

    Raises
    ------
    AtlasError
        An unknown code, document, clause, topic, relation or kind; a region of which no counties are known.
    """
    view = request.view
    for code in filter(None, (*request.extent.units, view.unit)):
        catalogue.get_unit(code)
    region = view.region or _region_of(catalogue, request.extent.units) or home
    wanted = read_goal_filter(_filter_words(request, region), catalogue)
    subject = FigureSubject(catalogue, replace(request, view=replace(view, region=region)), wanted)
    if request.extent.bbox is None and not shown_units(subject):
        raise _without_counties(catalogue.units[next(iter(request.extent.units), region)])
    return subject


def _without_counties(unit: AdminUnit) -> ParameterError:
    return ParameterError(
        f"{unit.name}没有县级单元的数据，不能出图",
        f"no county-level units of {unit.adcode} are known, so there is nothing to draw",
        code="counties_unknown",
        hint_zh="请选择别的区域，或用 bbox 给出范围。",
        hint_en="Choose another region, or give the extent as a bbox.",
        adcode=unit.adcode,
    )


def _filter_words(request: FigureRequest, region: str) -> Mapping[str, str]:
    view = request.view
    return {
        "document": view.document,
        "clause": view.clause,
        "region": "" if region == WHOLE_COUNTRY else region,
        "topic": ",".join(view.topics),
        "relation": ",".join(view.relations),
        "kind": ",".join(view.kinds),
        "year": str(view.year or ""),
    }


def _region_of(catalogue: Catalogue, units: tuple[str, ...]) -> str:
    """The unit itself above the county; else the province that all units lie in, the whole country for several."""
    if len(units) == 1 and catalogue.units[units[0]].level is not Level.COUNTY:
        return units[0]
    provinces = {catalogue.units[code].province or code for code in units}
    if not provinces:
        return ""
    return provinces.pop() if len(provinces) == 1 else WHOLE_COUNTRY


def shown_units(subject: FigureSubject) -> list[AdminUnit]:
    """County-level units that the figure is about.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    list of AdminUnit
        Those of the units asked for, else of the region, by code; of a bbox, those of the region.
    """
    catalogue, request = subject.catalogue, subject.request
    regions = request.extent.units or (request.view.region,)
    found = {
        unit.adcode: unit
        for region in regions
        for unit in catalogue.counties_within("" if region == WHOLE_COUNTRY else region)
    }
    return [found[code] for code in sorted(found)]


def listed_codes(subject: FigureSubject) -> frozenset[str] | None:
    """Counties to which counts, table and words are limited, where the map shows a part of the region.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    frozenset of str or None
        adcodes; a single county brings its neighbours along. ``None`` for the whole region.
    """
    units = subject.request.extent.units
    if not units:
        return subject.listed
    codes = frozenset(unit.adcode for unit in shown_units(subject))
    if is_single_county(subject):
        codes |= frozenset(subject.catalogue.adjacency.get(units[0], ()))
    return codes


def is_of_hainan(subject: FigureSubject) -> bool:
    """Whether a figure is of Hainan or a part of it, its sea included.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    bool
        By the counties of its extent, not by its title; a bbox that meets no county is of no province.
    """
    codes = subject.listed
    if codes is None:
        codes = frozenset(unit.adcode for unit in shown_units(subject))
    units = subject.catalogue.units
    return bool(codes) and all(units[code].province == HAINAN for code in codes)


def is_single_county(subject: FigureSubject) -> bool:
    """Whether one county is shown, with its neighbours around it.

    Parameters
    ----------
    subject
        Of the figure.

    Returns
    -------
    bool
        True for one unit of county level.
    """
    units = subject.request.extent.units
    return len(units) == 1 and subject.catalogue.units[units[0]].level is Level.COUNTY
