"""Builds the store and the services from the settings; the only place that knows which store is used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from atlas.services.answers import Answer
from atlas.services.reader import Reader
from atlas.services.stamp import program_digest
from atlas.settings import Settings
from atlas.stores.basemaps import basemap_hosts, read_basemaps
from atlas.stores.geopackage import GeoPackageStore


@dataclass(frozen=True, slots=True)
class Services:
    """What web and command line share.

    ``release`` changes with our code and with the settings that show in answers: the same store is then described in
    other words, and nobody may go on with the old ones.
    """

    settings: Settings
    reader: Reader
    basemaps: tuple[Answer, ...]
    basemap_hosts: tuple[str, ...]
    release: str


def open_services(settings: Settings) -> Services:
    """Services for some settings.

    Parameters
    ----------
    settings
        In force.

    Returns
    -------
    Services
        The store is opened at the first question, so that a service can start before the first build.
    """
    basemaps = read_basemaps(settings.basemaps)
    shown = f"{settings.title_zh}\n{settings.title_en}\n{basemaps}"
    return Services(
        settings=settings,
        reader=Reader(GeoPackageStore(settings.home)),
        basemaps=tuple(basemap.to_dict() for basemap in basemaps),
        basemap_hosts=basemap_hosts(basemaps),
        release=hashlib.sha256(f"{program_digest()} {shown}".encode()).hexdigest()[:16],
    )
