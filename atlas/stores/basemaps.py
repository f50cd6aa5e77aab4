"""Base maps that an administrator configured; none by default, and then nothing outside is ever asked."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from atlas.core.errors import ConfigError

_FIELDS = {"id", "title_zh", "title_en", "url", "attribution", "max_zoom", "subdomains"}
_ID = re.compile(r"[a-z0-9-]{1,40}")
#: Origins go into the content policy of every page, so nothing but a plain host may pass.
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_SUBDOMAINS = re.compile(r"[A-Za-z0-9]{0,40}")
_MAX_ZOOM = 24


@dataclass(frozen=True, slots=True)
class Basemap:
    """A raster base map.

    Parameters
    ----------
    id
        Lower-case letters, digits and hyphens.
    title_zh, title_en
        Names.
    url
        XYZ or WMTS (KVP) template with {z}, {x}, {y} and perhaps {s}; a key stands in it as the provider asks.
    attribution
        Text that the provider asks for.
    max_zoom
        Highest zoom the provider has.
    subdomains
        For {s}, such as ``01234567``.
    """

    id: str
    title_zh: str
    title_en: str
    url: str
    attribution: str
    max_zoom: int = 18
    subdomains: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The base map as the page gets it.

        Returns
        -------
        dict
            Plain values.
        """
        return asdict(self)


def read_basemaps(path: Path | None) -> tuple[Basemap, ...]:
    """Base maps of a configuration file.

    Parameters
    ----------
    path
        YAML list; ``None`` for no base maps.

    Returns
    -------
    tuple of Basemap
        In file order.

    Raises
    ------
    ConfigError
        The file cannot be read, or an entry cannot be used.
    """
    if path is None:
        return ()
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _broken(path, "无法读取", "cannot be read") from error
    if not isinstance(raw, list):
        raise _broken(path, "应为列表", "must be a list")
    basemaps = tuple(_read_entry(path, entry) for entry in raw)
    ids = [basemap.id for basemap in basemaps]
    if len(set(ids)) != len(ids):
        raise _broken(path, "中有重复的 id", "uses an id twice")
    return basemaps


def basemap_hosts(basemaps: tuple[Basemap, ...]) -> tuple[str, ...]:
    """Origins that pages may take images from.

    Parameters
    ----------
    basemaps
        Configured base maps.

    Returns
    -------
    tuple of str
        Scheme and host, sorted, each once; ``{s}`` is written out.
    """
    return tuple(sorted({origin for basemap in basemaps for origin in _origins(basemap)}))


def _origins(basemap: Basemap) -> list[str]:
    addresses = [basemap.url.replace("{s}", letter) for letter in basemap.subdomains or ("",)]
    return ["{0.scheme}://{0.netloc}".format(urlsplit(address)) for address in addresses]


def _read_entry(path: Path, entry: Any) -> Basemap:
    if not isinstance(entry, dict) or set(entry) - _FIELDS:
        raise _broken(path, f"有未知的键：{entry}", f"has unknown keys: {entry}")
    try:
        basemap = Basemap(
            id=str(entry["id"]),
            title_zh=str(entry["title_zh"]),
            title_en=str(entry["title_en"]),
            url=str(entry["url"]),
            attribution=str(entry["attribution"]),
            max_zoom=int(entry.get("max_zoom", 18)),
            subdomains=str(entry.get("subdomains", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, f"条目不完整：{error}", f"has an incomplete entry: {error}") from error
    if not _is_usable(basemap):
        raise _broken(
            path,
            f"底图 {basemap.id} 的地址应以 http(s) 开头并含 {{z}} {{x}} {{y}}；{{s}} 与 subdomains 应同时出现",
            f"base map {basemap.id} needs an http(s) address with {{z}}, {{x}} and {{y}}; {{s}} and subdomains go together",
        )
    return basemap


def _is_usable(basemap: Basemap) -> bool:
    has_marks = all(mark in basemap.url for mark in ("{z}", "{x}", "{y}"))
    has_letters = bool(_SUBDOMAINS.fullmatch(basemap.subdomains)) and (
        bool(basemap.subdomains) == ("{s}" in basemap.url)
    )
    if not (_ID.fullmatch(basemap.id) and has_marks and has_letters and 0 <= basemap.max_zoom <= _MAX_ZOOM):
        return False
    try:
        return all(_ORIGIN.fullmatch(origin) for origin in _origins(basemap))
    except ValueError:  # an address in brackets that is none
        return False


def _broken(path: Path, zh: str, en: str) -> ConfigError:
    return ConfigError(
        f"底图配置 {path.name} {zh}",
        f"the base map file {path.name} {en}",
        hint_zh="格式见 docs/basemaps.md。",
        hint_en="The format is told in docs/basemaps.md.",
        file=path.name,
    )
