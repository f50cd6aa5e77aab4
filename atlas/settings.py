"""Every setting: name, default, unit and help. Read once, from a file and from ATLAS_* variables, into a frozen object.

Order: default, then the YAML file named by ATLAS_CONFIG, then the environment. An unknown key stops the start-up.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from atlas.core.errors import ConfigError

_ADCODE = re.compile(r"[1-9][0-9]{5}")
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, for documentation and for reading."""

    name: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("home", "", "Folder of the store. Default: var/ beside the project."),
    Setting("geodata", "", "Folder of the curated facts. Default: geodata/ of the project."),
    Setting("layers", "", "Folder of the layer definitions. Default: layers/ of the project."),
    Setting("host", "127.0.0.1", "Address the server listens on."),
    Setting("port", "8000", "Port the server listens on."),
    Setting("workers", "2", "Server processes."),
    Setting(
        "basemaps",
        "",
        "YAML file that lists base maps (docs/basemaps.md). Default: none, no outside request.",
    ),
    Setting(
        "indicators",
        "",
        "Folder with an office's own indicator tables (CSV, XLSX). Default: indicators/ in home.",
    ),
    Setting(
        "region",
        "520000",
        "adcode of the region that the page opens with; decides between places of one name in own tables.",
    ),
    Setting("title_zh", "县域产业地图集", "Name of the service, Chinese."),
    Setting("title_en", "County Industry Atlas", "Name of the service, English."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; see ``SETTINGS`` for what each is for."""

    home: Path
    geodata: Path
    layers: Path
    host: str
    port: int
    workers: int
    basemaps: Path | None
    indicators: Path
    region: str
    title_zh: str
    title_en: str

    @property
    def static(self) -> Path:
        """Folder of the front end."""
        return PROJECT / "static"


def load_settings(
    environment: Mapping[str, str] | None = None, overrides: Mapping[str, Any] | None = None
) -> Settings:
    """Settings from defaults, file, environment and command line, the later ones stronger.

    Parameters
    ----------
    environment
        Variables; ``None`` reads those of the process.
    overrides
        By setting name; ``None`` values do not override.

    Returns
    -------
    Settings
        Frozen.

    Raises
    ------
    ConfigError
        An unknown key, or a value that cannot be used.
    """
    variables = os.environ if environment is None else environment
    values = {setting.name: setting.default for setting in SETTINGS}
    config = variables.get("ATLAS_CONFIG", "")
    if config:
        values |= _read_file(Path(config))
    values |= _read_environment(variables)
    values |= {name: str(value) for name, value in (overrides or {}).items() if value is not None}
    home = Path(values["home"]) if values["home"] else PROJECT / "var"
    _check_region(values["region"])
    return Settings(
        home=home,
        geodata=Path(values["geodata"]) if values["geodata"] else PROJECT / "geodata",
        layers=Path(values["layers"]) if values["layers"] else PROJECT / "layers",
        host=values["host"],
        port=_number("port", values["port"], 65535),
        workers=_number("workers", values["workers"], 64),
        basemaps=Path(values["basemaps"]) if values["basemaps"] else None,
        indicators=Path(values["indicators"]) if values["indicators"] else home / "indicators",
        region=values["region"],
        title_zh=values["title_zh"],
        title_en=values["title_en"],
    )


def _read_file(path: Path) -> dict[str, str]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _unreadable(path) from error
    if not isinstance(raw, dict) or any(isinstance(value, dict | list) for value in raw.values()):
        raise _unreadable(path)
    _refuse_unknown([str(key) for key in raw], str(path))
    # A key without a value is as good as no key: the default stands.
    return {str(key): str(value) for key, value in raw.items() if value is not None}


def _unreadable(path: Path) -> ConfigError:
    return ConfigError(
        f"无法读取配置文件 {path}",
        f"the configuration file {path} cannot be read",
        hint_zh="ATLAS_CONFIG 应指向 UTF-8 编码的 YAML 文件，每行一个“设置: 值”。",
        hint_en="ATLAS_CONFIG should name a YAML file in UTF-8, one “setting: value” a line.",
    )


def _read_environment(variables: Mapping[str, str]) -> dict[str, str]:
    found = {
        key.removeprefix("ATLAS_").lower(): value
        for key, value in variables.items()
        if key.startswith("ATLAS_") and key != "ATLAS_CONFIG"
    }
    _refuse_unknown(list(found), "ATLAS_*")
    return found


def _refuse_unknown(keys: list[str], where: str) -> None:
    known = {field.name for field in fields(Settings)}
    unknown = sorted(set(keys) - known)
    if unknown:
        raise ConfigError(
            f"{where} 中有未知的设置：{'、'.join(unknown)}",
            f"unknown settings in {where}: {', '.join(unknown)}",
            hint_zh=f"可用设置：{'、'.join(sorted(known))}。",
            hint_en=f"Settings: {', '.join(sorted(known))}.",
        )


def _check_region(text: str) -> None:
    if not _ADCODE.fullmatch(text):
        raise ConfigError(
            f"设置 region 应为六位行政区划代码，现为“{text}”",
            f"setting region must be an adcode of six digits, not “{text}”",
            hint_zh="例如贵州省 520000。",
            hint_en="Such as 520000 for Guizhou.",
        )


def _number(name: str, text: str, highest: int) -> int:
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) <= highest:
        raise ConfigError(
            f"设置 {name} 应为 1 到 {highest} 的整数，现为“{text}”",
            f"setting {name} must be a whole number from 1 to {highest}, not “{text}”",
            hint_zh="请修改后重新启动。",
            hint_en="Mend it and start again.",
        )
    return int(text)
