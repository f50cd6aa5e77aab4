"""A map as one HTML file that works without a network: the page's filters in, bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atlas.core.errors import ParameterError
from atlas.core.figures.request import WHOLE_COUNTRY, LayerChoice
from atlas.core.figures.request_reading import read_figure_request, write_figure_request
from atlas.core.model import Relation
from atlas.core.places.latin_names import latin_name
from atlas.core.policy.catalogue import Catalogue
from atlas.core.policy.rows import GoalFilter
from atlas.core.policy.wording import Heads
from atlas.render.web_map import WebAssets, WebMap, draw_web_map
from atlas.services.answers import Answer
from atlas.services.browse import list_designations, start
from atlas.services.choropleth import COUNTED, describe_indicator, paint_counties
from atlas.services.figure_subject import DEFAULT_INDICATOR, NO_INDICATOR
from atlas.services.filters import GOAL_PARAMETERS, check_names, read_goal_filter
from atlas.services.web_map_area import Area, read_area
from atlas.services.web_map_goals import goals_by_unit
from atlas.services.web_map_layers import MapLayers, read_layers
from atlas.stores.protocol import ReadableStore
from atlas.stores.web_map_parts import WebMapParts

#: Parameters of a standalone map: the page's filters, and words of its own.
WEB_MAP_PARAMETERS = (
    *("document", "clause", "topic", "relation", "kind", "year", "region"),
    *("indicator", "scheme", "k", "layers", "title", "lang", "review_number"),
)
LANGUAGES = ("zh-CN", "en")
_SHORT = {"zh": "zh-CN"}
#: What a choropleth that counts goals means by default, as the page does.
_MEANT = frozenset({Relation.NAMED, Relation.IMPLICIT})
_MOST_NAMES_IN_TITLE = 3
#: Families of messages that the script speaks with.
_MESSAGES = (
    *("app.skip", "brackets", "detail.close", "figure.", "file.", "item.", "legend.", "list.", "map."),
    *("noData", "precision.", "scheme.", "search.", "site.", "unit.", "zone."),
)


@dataclass(frozen=True, slots=True)
class WebMapRequest:
    """What a standalone map shows.

    Parameters
    ----------
    goals
        Filter; its region is that of the map, empty for the whole country.
    topics
        Those of the filter in the order chosen, on which their shades depend; empty for the order of their slugs.
    indicator
        Of the choropleth; empty for none, or for the number of goals where no goals are filtered either;
        ``NO_INDICATOR`` for none in any case.
    scheme, n_classes
        Class breaks, see ``atlas.core.classify``.
    layers
        Top first.
    language
        One of ``LANGUAGES``.
    title
        Empty for one that says what is shown.
    review_number
        审图号; empty marks the map as an internal draft.
    """

    goals: GoalFilter = field(default_factory=GoalFilter)
    topics: tuple[str, ...] = ()
    indicator: str = ""
    scheme: str = "quantiles"
    n_classes: int = 5
    layers: tuple[LayerChoice, ...] = ()
    language: str = "zh-CN"
    title: str = ""
    review_number: str = ""

    @property
    def heads(self) -> Heads:
        """The language of words out of the catalogue."""
        return Heads.ENGLISH if self.language == "en" else Heads.CHINESE

    @property
    def ordered_topics(self) -> tuple[str, ...]:
        """Topics of the filter, as chosen."""
        return self.topics or tuple(sorted(self.goals.topics))

    @property
    def paints_designations(self) -> bool:
        """Whether something is chosen that names counties."""
        wanted = self.goals
        return bool(wanted.topics or wanted.document or wanted.relations or wanted.kinds or wanted.year)

    @property
    def painted_indicator(self) -> str:
        """Indicator of the choropleth; empty where none is drawn."""
        if self.indicator == NO_INDICATOR:
            return ""
        return self.indicator or ("" if self.paints_designations else DEFAULT_INDICATOR)


def read_web_map_request(
    values: Mapping[str, str], catalogue: Catalogue, store: ReadableStore
) -> WebMapRequest:
    """What an address or a command line asks for.

    Parameters
    ----------
    values
        Text by name, see ``WEB_MAP_PARAMETERS``; each is read as for a figure. ``lang`` may be ``zh-CN`` besides.
    catalogue
        Against which names are checked.
    store
        What the caller may see.

    Returns
    -------
    WebMapRequest
        Checked.

    Raises
    ------
    ParameterError, NotFoundError, LimitExceeded
        A name or value that cannot be used.
    """
    check_names(values, WEB_MAP_PARAMETERS)
    asked = read_figure_request({name: text for name, text in values.items() if name != "lang"})
    view = asked.view
    if view.indicator not in ("", NO_INDICATOR):
        describe_indicator(catalogue, view.indicator)
    for choice in view.layers:
        store.get_layer(choice.id)
    region = "" if view.region == WHOLE_COUNTRY else view.region
    plain = write_figure_request(replace(asked, view=replace(view, region=region)))
    return WebMapRequest(
        goals=read_goal_filter(
            {name: plain[name] for name in GOAL_PARAMETERS if name in plain},
            catalogue,
        ),
        topics=view.topics,
        indicator=view.indicator,
        scheme=view.scheme,
        n_classes=view.n_classes,
        layers=view.layers,
        language=_read_language(values.get("lang") or LANGUAGES[0]),
        title=asked.words.title,
        review_number=asked.words.review_number,
    )


def make_web_map(
    request: WebMapRequest, catalogue: Catalogue, store: ReadableStore, *, parts: WebMapParts
) -> bytes:
    """The file.

    Parameters
    ----------
    request
        What it shows.
    catalogue
        Everything.
    store
        What the caller may see.
    parts
        Of the front end, in the language of the request.

    Returns
    -------
    bytes
        HTML that asks nothing of any network; the same for the same request and store.

    Raises
    ------
    LayerNotFound
        A layer is not there (any more).
    LimitExceeded
        There is too much for one file.
    """
    region = request.goals.region
    area = read_area(catalogue, store, region=region, language=request.heads.value)
    layers = read_layers(store, request.layers, area.ground if region and request.layers else None)
    painting = _paint(request, catalogue)
    told = goals_by_unit(catalogue, request.goals, request.heads)
    known = start(catalogue, (), ())
    words = parts.messages
    web_map = WebMap(
        title=request.title or _title(request, catalogue, painting, layers, words),
        source=_source(request, catalogue, known, painting),
        date=_fill(words["source.date"], date=catalogue.build_date),
        mark=_fill(words["file.review"], number=request.review_number)
        if request.review_number
        else words["file.draft"],
        is_draft=not request.review_number,
        language=request.language,
        words=words,
        centre=((area.bbox[0] + area.bbox[2]) / 2, (area.bbox[1] + area.bbox[3]) / 2),
        counties=area.counties,
        outlines=area.outlines,
        shapes=layers.shapes,
        data={
            "lang": request.heads.value,
            "region": region or WHOLE_COUNTRY,
            "bbox": list(area.bbox),
            "view": _view(request),
            "slots": _slots(known, painting, layers),
            "units": _without_far_names(area),
            "layers": layers.entries,
            "messages": {key: text for key, text in words.items() if key.startswith(_MESSAGES)},
            **{name: told[name] for name in ("goals", "sets", "asked")},
        },
    )
    return draw_web_map(web_map, WebAssets(parts.script, parts.style))


def _paint(request: WebMapRequest, catalogue: Catalogue) -> Answer:
    """Designations and choropleth as the page paints them; with both, the designations are symbols."""
    designations = list_designations(catalogue, request.goals) if request.paints_designations else None
    choropleth = None
    indicator = request.painted_indicator
    if indicator:
        wanted = request.goals
        if indicator in COUNTED:
            wanted = replace(wanted, relations=wanted.relations or _MEANT)
        choropleth = paint_counties(
            catalogue, indicator, wanted, scheme=request.scheme, n_classes=request.n_classes
        )
    return {"status": "ready", "designations": designations, "choropleth": choropleth}


def _view(request: WebMapRequest) -> Answer:
    """The request as the page's script knows it (static/js/state.js)."""
    wanted = request.goals
    return {
        "topic": list(request.ordered_topics),
        "doc": wanted.document,
        "clause": wanted.clause,
        "relation": sorted(wanted.relations),
        "kind": sorted(wanted.kinds),
        "year": wanted.year,
        "indicator": request.painted_indicator and request.indicator,
        "scheme": request.scheme,
        "k": request.n_classes,
        "layers": [{"id": choice.id, "opacity": choice.opacity} for choice in request.layers],
    }


def _slots(known: Answer, painting: Answer, layers: MapLayers) -> Answer:
    documents = [{"id": document["id"], "title": document["title"]} for document in known["documents"]]
    topics = [{name: topic[name] for name in ("slug", "zh", "en", "group")} for topic in known["topics"]]
    bootstrap = {
        **{name: known[name] for name in ("groups", "relations", "kinds")},
        "documents": documents,
        "topics": topics,
        "layers": layers.references,
    }
    return {"bootstrap": bootstrap, "painting": painting, "layerInfo": layers.info}


def _without_far_names(area: Area) -> list[Answer]:
    """Of the provinces those in and about the region: the others are never on the screen."""
    west, south, east, north = area.bbox
    wide, high = east - west, north - south

    def is_near(unit: Answer) -> bool:
        lon, lat = unit["at"]
        return bool(west - wide <= lon <= east + wide and south - high <= lat <= north + high)

    return [unit for unit in area.units if unit["level"] != "province" or is_near(unit)]


def _title(
    request: WebMapRequest,
    catalogue: Catalogue,
    painting: Answer,
    layers: MapLayers,
    words: Mapping[str, str],
) -> str:
    """As the page's map title: the region, and what is shown of it; its layers where nothing is painted."""
    key = "en" if request.language == "en" else "zh"
    wanted = request.goals
    region = _region_name(catalogue, wanted.region, key) if wanted.region else words["region.all"]
    topics = [getattr(catalogue.topics[slug].title, key) for slug in request.ordered_topics]
    named = words["list.and"].join(topics)
    if len(topics) > _MOST_NAMES_IN_TITLE:
        named = _fill(words["chips.topics"], count=len(topics))
    document = getattr(catalogue.documents[wanted.document].title, key) if wanted.document else ""
    indicator = painting["choropleth"]["indicator"][key] if painting["choropleth"] else ""
    titles = [layer["title"][key] for layer in layers.references[:_MOST_NAMES_IN_TITLE]]
    subject = named or document or indicator or words["list.and"].join(titles)
    return " · ".join(filter(None, (region, subject)))


def _region_name(catalogue: Catalogue, region: str, key: str) -> str:
    unit = catalogue.units[region]
    return (latin_name(unit.short_name, unit.pinyin, unit.initials) if key == "en" else "") or unit.name


def _source(request: WebMapRequest, catalogue: Catalogue, known: Answer, painting: Answer) -> str:
    """Whose boundaries and codes, whose figures, and the documents whose goals are shown."""
    key = "en" if request.language == "en" else "zh"
    shown = {
        name
        for part in ("designations", "choropleth")
        for name in (painting[part] or {}).get("documents", ())
    }
    titles = [
        getattr(document.title, key) for document in catalogue.documents.values() if document.id in shown
    ]
    indicator = painting["choropleth"]["indicator"] if painting["choropleth"] else {}
    figures = "" if indicator.get("id") in COUNTED else str(indicator.get("source") or "")
    comma, between = ("; ", ". ") if key == "en" else ("；", "。")
    return between.join(filter(None, (known["attribution"][key], figures, comma.join(titles))))


def _read_language(text: str) -> str:
    language = _SHORT.get(text, text)
    if language not in LANGUAGES:
        raise ParameterError(
            f"参数 lang 的值未知：{text[:40]}",
            f"unknown value of parameter lang: {text[:40]}",
            code="lang_unknown",
            hint_zh=f"可用：{'、'.join(LANGUAGES)}。",
            hint_en=f"Choices: {', '.join(LANGUAGES)}.",
            parameter="lang",
        )
    return language


def _fill(message: str, **values: Any) -> str:
    for name, value in values.items():
        message = message.replace(f"{{{name}}}", str(value))
    return message
