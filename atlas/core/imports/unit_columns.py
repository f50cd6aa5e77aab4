"""Reads a column of unit names or codes: the unit that each value means, where it is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas

from atlas.core.geo.crs import FloatArray, IntArray
from atlas.core.imports.unit_headers import Header, read_header
from atlas.core.model import Level
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.resolution import Candidate, Rule
from atlas.core.places.unit_tails import UNIT_TAILS

#: Share of the values of a column that must mean one unit; a column whose name says nothing has to be plainer.
UNIT_SHARE, NEUTRAL_SHARE = 0.6, 0.8
# Values looked at before a column is read whole, and the most different values a column of units may have: China has
# some 3,300 units, each written in a few ways.
_SAMPLE, _MOST_VALUES = 60, 10_000
#: Digits of codes: a county, a town, a village, and a parcel of the land survey (19), all led by the county.
_CODE_LENGTHS = (6, 9, 12, 19)
# Tianditu writes China's ISO number before the code of a county.
_COUNTRY_PREFIX = "156"
_LONGEST_NAME = 60
_SEPARATORS = re.compile(r"[\s/\\>|_,，·—–-]+")
_NUMBER = re.compile(r"(\d+)(?:\.0+)?")
_ADCODE = re.compile(r"\d{6}")
_SPELT_OUT = frozenset({Rule.CODE, Rule.OLD_CODE, Rule.OFFICIAL_NAME, Rule.COMMON_NAME, Rule.OLD_NAME})
# 开阳市 may be 开阳县, but whoever wrote it did not say so.
_GUESSED = frozenset({Rule.OTHER_TAIL, Rule.PART})
_SHARES = {Header.UNIT: UNIT_SHARE, Header.NEUTRAL: NEUTRAL_SHARE}
_OLD = frozenset({Rule.OLD_CODE, Rule.OLD_NAME, Rule.OLD_SHORT_NAME})


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """A column of units; arrays have one entry a row.

    Parameters
    ----------
    position
        Of the column in its table, from 0: names may repeat.
    name
        As in the file.
    header
        What its name promises.
    is_code
        Whether it holds codes.
    level
        Of most of its units.
    words
        As written, without blanks; empty where nothing is.
    codes
        adcodes of today; empty in doubt.
    certainty
        Trust in each reading, 0 to 1.
    is_old
        Whether a name or code given up was written.
    """

    position: int
    name: str
    header: Header
    is_code: bool
    level: Level
    words: npt.NDArray[Any]
    codes: npt.NDArray[Any]
    certainty: FloatArray
    is_old: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Resolves values of columns.

    Parameters
    ----------
    gazetteer
        Finds units.
    region, year
        Of the layer; decide between places of one name.
    """

    gazetteer: Gazetteer
    region: str | None = None
    year: int | None = None

    def read(
        self, table: pandas.DataFrame, position: int, within: npt.NDArray[Any] | None = None
    ) -> UnitColumn | None:
        """A column as units.

        Parameters
        ----------
        table
            Attributes.
        position
            Of the column.
        within
            By row the adcode of the unit to look in, empty for the whole country; ``None`` for all rows.

        Returns
        -------
        UnitColumn or None
            ``None`` for a column that holds anything else.
        """
        name = str(table.columns[position])
        header = read_header(name)
        column = None if header is Header.OTHER else _read_values(table.iloc[:, position])
        if column is None:
            return None
        column = column if within is None else column.inside(within)
        counts = np.bincount(column.places, minlength=len(column.words))
        filled = np.flatnonzero(column.words != "")
        sample = filled[np.argsort(-counts[filled], kind="stable")][:_SAMPLE]
        if len(sample) == 0 or len(filled) > _MOST_VALUES:
            return None
        if not _hold_units(self._resolve(column, sample, header), counts[sample], header):
            return None
        found = self._resolve(column, np.arange(len(counts)), header)
        if not _hold_units([found[row] for row in filled], counts[filled], header):
            return None
        return _build(position, name, header, column, found)

    def _resolve(self, column: _Values, rows: IntArray, header: Header) -> list[Candidate | None]:
        with_rest = header is Header.UNIT
        return [
            self._one(column.words[row], column.within[row], with_rest=with_rest)
            if column.words[row]
            else None
            for row in rows
        ]

    def _one(self, word: str, within: str, *, with_rest: bool) -> Candidate | None:
        if word.isdecimal():
            return self._unit_in(word, "") if len(word) == _CODE_LENGTHS[0] else None
        if len(word) > _LONGEST_NAME or not _may_be_name(word):
            return None
        plain = _SEPARATORS.sub("", word)
        # A unit that does not lie where its row says is one all the same, if its name is beyond doubt.
        found = self._unit_in(plain, within) or (self._unit_in(plain, "") if within else None)
        if found or not with_rest:
            return found
        # 开阳县硒城街道: the longest front that is spelt out.
        fronts = [plain[:end] for end in range(len(plain) - 1, 1, -1) if plain[end - 1] in UNIT_TAILS]
        units = (self._unit_in(front, within) for front in fronts)
        return next((unit for unit in units if unit and unit.rule in _SPELT_OUT), None)

    def _unit_in(self, word: str, within: str) -> Candidate | None:
        found = self.gazetteer.find_unit(word, within=within or None, region=self.region, year=self.year)
        return None if found is None or found.rule in _GUESSED else found


@dataclass(frozen=True, slots=True)
class _Values:
    """The different values of a column, the unit to look for each in, and the value of each row."""

    words: npt.NDArray[Any]
    within: npt.NDArray[Any]
    places: IntArray

    def inside(self, within: npt.NDArray[Any]) -> _Values:
        """Each value once for every unit that stands beside it."""
        units, names = pandas.factorize(within)
        pairs, places = np.unique(self.places * len(names) + units, return_inverse=True)
        return _Values(self.words[pairs // len(names)], np.asarray(names)[pairs % len(names)], places)


def _read_values(column: pandas.Series[Any]) -> _Values | None:
    """Values as words, codes cut to six digits; ``None`` for dates and truths, and for too many different ones."""
    if column.dtype.kind not in "iufO" and not pandas.api.types.is_string_dtype(column.dtype):
        return None
    places, values = pandas.factorize(column)
    if len(values) > _MOST_VALUES and not all(_ADCODE.fullmatch(_word_of(one)) for one in values[:_SAMPLE]):
        return None
    # What is missing has place -1, the empty word at the end.
    inner, words = pandas.factorize(np.array([*(_word_of(value) for value in values), ""], dtype=object))
    return _Values(np.asarray(words), np.full(len(words), "", dtype=object), inner[places].astype(np.int64))


def _word_of(value: Any) -> str:
    if isinstance(value, str):
        text = value.strip()
    elif isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        text = str(value)
    elif isinstance(value, (float, np.floating)) and float(value).is_integer() and value < 1e15:
        text = str(int(value))
    else:
        return ""
    number = _NUMBER.fullmatch(text)
    if number is None or not number[1].isascii():
        return text
    digits = number[1]
    if len(digits) not in _CODE_LENGTHS:
        return text
    return digits[3:9] if len(digits) == 9 and digits.startswith(_COUNTRY_PREFIX) else digits[:6]


def _may_be_name(word: str) -> bool:
    return len(word) >= 2 and any("\u4e00" <= letter <= "\u9fff" for letter in word)


def _hold_units(found: Sequence[Candidate | None], counts: IntArray, header: Header) -> bool:
    is_plain = np.array(
        [one is not None and (header is Header.UNIT or one.rule in _SPELT_OUT) for one in found]
    )
    return bool(counts[is_plain].sum() >= _SHARES[header] * counts.sum())


def _build(
    position: int, name: str, header: Header, column: _Values, found: Sequence[Candidate | None]
) -> UnitColumn:
    places = column.places
    words = column.words[places]
    codes = np.array([one.adcode if one else "" for one in found], dtype=object)[places]
    levels = pandas.Series([one.level if one else None for one in found], dtype=object)
    return UnitColumn(
        position=position,
        name=name,
        header=header,
        is_code=bool(words[codes != ""][0].isdecimal()),
        level=Level(levels.iloc[places].dropna().mode().iloc[0]),
        words=words,
        codes=codes,
        certainty=np.array([one.score if one else 0.0 for one in found])[places],
        is_old=np.array([one is not None and one.rule in _OLD for one in found], dtype=bool)[places],
    )
