"""Links between the addresses of the OGC API (RFC 8288); ``base`` is the address of its landing page, no slash behind."""

from __future__ import annotations

from atlas.services.answers import Answer

JSON = "application/json"
HTML = "text/html"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
MVT = "application/vnd.mapbox-vector-tile"
TILEJSON = "application/vnd.mapbox.tilejson+json"
MAPLIBRE_STYLE = "application/vnd.mapbox.style+json"
SLD = "application/vnd.ogc.sld+xml;version=1.0"
#: Relations that OGC registers.
OGC_REL = "http://www.opengis.net/def/rel/ogc/1.0/"


def link(rel: str, href: str, kind: str, title: str = "", *, templated: bool = False) -> Answer:
    """One link.

    Parameters
    ----------
    rel
        How the target relates to the page that holds the link.
    href
        Address.
    kind
        Media type of the target.
    title
        For people.
    templated
        Whether the address holds names in braces.

    Returns
    -------
    dict
        As JSON has it.
    """
    answer: Answer = {"rel": rel, "type": kind, "href": href}
    if title:
        answer["title"] = title
    if templated:
        answer["templated"] = True
    return answer


def self_links(address: str, *, kind: str = JSON) -> list[Answer]:
    """The links of a document to itself and to its page for people.

    Parameters
    ----------
    address
        Of the document, without a query.
    kind
        Media type of the document.

    Returns
    -------
    list of dict
        ``self`` and ``alternate``.
    """
    return [
        link("self", f"{address}?f=json", kind, "本文档 / this document"),
        link("alternate", f"{address}?f=html", HTML, "网页 / as a page"),
    ]
