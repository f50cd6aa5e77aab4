"""What an import knows of China: units and their names, their polygons at full detail, and the words of a map."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from atlas.core.errors import Text
from atlas.core.geo.crs import GeometryArray
from atlas.core.imports.lexicon import Lexicon, build_lexicon
from atlas.core.imports.reference import Reference
from atlas.core.model import AdminUnit, Level
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables
from atlas.services.reader import Reader


class ImportPlaces:
    """Names and polygons of the store, made ready for imports once and again only after the store was rebuilt.

    Parameters
    ----------
    reader
        The store and its catalogue.
    region
        adcode that decides between places of one name.
    """

    def __init__(self, reader: Reader, region: str) -> None:
        self.region = region
        self._reader = reader
        self._held: tuple[str, Gazetteer, Lexicon, Reference] | None = None
        self._lock = threading.Lock()

    @property
    def gazetteer(self) -> Gazetteer:
        """Finds units by name and code."""
        return self._read()[1]

    @property
    def lexicon(self) -> Lexicon:
        """Tells a right encoding from a wrong one."""
        return self._read()[2]

    @property
    def reference(self) -> Reference:
        """County polygons at full detail."""
        return self._read()[3]

    def unit(self, adcode: str) -> AdminUnit | None:
        """The unit of a code of today, or ``None``."""
        return self._reader.catalogue().units.get(adcode)

    def polygons_of(self, codes: Sequence[str]) -> GeometryArray:
        """Polygons of units, of whatever level.

        Parameters
        ----------
        codes
            adcodes of today; empty where there is none.

        Returns
        -------
        numpy.ndarray
            At full detail, EPSG:4326; ``None`` where the code is empty.
        """
        polygons: dict[str, object] = {}
        wanted = set(codes)
        # Cities without counties stand at two levels under one code and have one polygon.
        for level in Level:
            frame = self._reader.store.read_polygons(level.value)
            found = frame[frame["adcode"].isin(wanted)]
            polygons |= dict(zip(found["adcode"], found.geometry, strict=True))
        shapes = np.empty(len(codes), dtype=object)
        shapes[:] = [polygons.get(code) for code in codes]
        return shapes

    def _read(self) -> tuple[str, Gazetteer, Lexicon, Reference]:
        catalogue = self._reader.catalogue()
        state = f"{catalogue.version} {catalogue.build_date} {id(catalogue.units)}"
        with self._lock:
            held = self._held
            if held is None or held[0] != state:
                tables = PlaceTables(
                    units=tuple(catalogue.units.values()),
                    names=catalogue.names,
                    changes=catalogue.code_changes,
                )
                gazetteer = Gazetteer(tables)
                provinces = {
                    unit.adcode: Text(unit.name, unit.pinyin.title())
                    for unit in catalogue.units.values()
                    if unit.level is Level.PROVINCE
                }
                counties = self._reader.store.read_polygons(Level.COUNTY.value)
                held = (state, gazetteer, build_lexicon(gazetteer.names()), Reference(counties, provinces))
                self._held = held
        return held
