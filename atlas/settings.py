"""Every setting: name, default, unit and help. Read once, from a file and from ATLAS_* variables, into a frozen object.

Order: default, then the YAML file named by ATLAS_CONFIG, then the environment. An unknown key stops the start-up.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from atlas.core.errors import ConfigError

# YAML writes yes as True, people write either.
_YES = ("yes", "true", "1")
_TRUTH = (*_YES, "no", "false", "0")
_ADCODE = re.compile(r"[1-9][0-9]{5}")
_DATABASE = re.compile(r"postgres(ql)?://\S+")
_SCHEDULER = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:]+\]|[\w.-]+):[0-9]{1,5}", re.ASCII)
# The origin goes into the content policy of every page, so nothing but a plain host may pass.
_TILES_ADDRESS = re.compile(
    r"(?P<origin>https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?)(/[A-Za-z0-9._~%-]+)*/?", re.ASCII
)
_REVIEW_NUMBER = re.compile(r"[\w\s-]{1,12}[（(〔\[]\d{4}[)）〕\]]\s*\w{0,4}\d{1,6}\s*号?")
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, for documentation and for reading."""

    name: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("home", "", "Folder of the store. Default: var/ beside the project."),
    Setting(
        "store",
        "",
        "PostgreSQL database with PostGIS, postgresql://user:password@host/database, that several hosts may share. "
        "Default: files in home.",
    ),
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
    Setting("access", "open", "Who may look: open (everybody) or signed_in (accounts only)."),
    Setting(
        "two_person_review",
        "no",
        "yes: a layer version is published by someone other than who imported it, and what was read in a document counts "
        "after two people have confirmed it.",
    ),
    Setting("max_upload_mb", "1024", "Largest file that the page takes [MB]."),
    Setting("https", "no", "yes: the service is reached by https, and session cookies are sent by it only."),
    Setting(
        "region",
        "520000",
        "adcode of the region that the page opens with; decides between places of one name in own tables.",
    ),
    Setting(
        "dask",
        "",
        "Scheduler of a Dask cluster for joins, such as tcp://scheduler:8786. Default: worker processes on this machine.",
    ),
    Setting(
        "tiles_url",
        "",
        "Address of a static host with the archives that atlas tiles export wrote. Default: tiles come from here.",
    ),
    Setting("office", "", "Name of the office, printed on figures as their maker."),
    Setting(
        "review_number",
        "",
        "审图号 of the office for its maps. Default: figures bear a mark of an internal draft.",
    ),
    Setting(
        "figure_templates",
        "",
        "Folder with an office's own templates of figures and reports. Default: figure_templates/ in home.",
    ),
    Setting("max_figure_megapixels", "150", "Largest picture that is exported [million pixels]."),
    Setting("max_book_pages", "600", "Longest book of counties [pages]."),
    Setting("title_zh", "县域产业地图集", "Name of the service, Chinese."),
    Setting("title_en", "County Industry Atlas", "Name of the service, English."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; see ``SETTINGS`` for what each is for."""

    home: Path
    store: str = field(repr=False)
    geodata: Path
    layers: Path
    host: str
    port: int
    workers: int
    basemaps: Path | None
    indicators: Path
    access: str
    two_person_review: bool
    https: bool
    max_upload_mb: int
    region: str
    dask: str
    tiles_url: str
    office: str
    review_number: str
    figure_templates: Path
    max_figure_megapixels: int
    max_book_pages: int
    title_zh: str
    title_en: str

    @property
    def workspace(self) -> Path:
        """Folder of what users add."""
        return self.home / "workspace"

    @property
    def tiles_origin(self) -> str:
        """Scheme and host of ``tiles_url``; empty without one."""
        found = _TILES_ADDRESS.fullmatch(self.tiles_url)
        return found["origin"] if found else ""

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
        store=_database(values["store"]),
        geodata=Path(values["geodata"]) if values["geodata"] else PROJECT / "geodata",
        layers=Path(values["layers"]) if values["layers"] else PROJECT / "layers",
        host=values["host"],
        port=_number("port", values["port"], 65535),
        workers=_number("workers", values["workers"], 64),
        basemaps=Path(values["basemaps"]) if values["basemaps"] else None,
        indicators=Path(values["indicators"]) if values["indicators"] else home / "indicators",
        access=_choice("access", values["access"], ("open", "signed_in")),
        two_person_review=_choice("two_person_review", values["two_person_review"].lower(), _TRUTH) in _YES,
        https=_choice("https", values["https"].lower(), _TRUTH) in _YES,
        max_upload_mb=_number("max_upload_mb", values["max_upload_mb"], 100_000),
        region=values["region"],
        dask=_scheduler(values["dask"]),
        tiles_url=_tiles_address(values["tiles_url"]),
        office=values["office"],
        review_number=_review_number(values["review_number"]),
        figure_templates=Path(values["figure_templates"])
        if values["figure_templates"]
        else home / "figure_templates",
        max_figure_megapixels=_number("max_figure_megapixels", values["max_figure_megapixels"], 1000),
        max_book_pages=_number("max_book_pages", values["max_book_pages"], 900),
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
    known = {one.name for one in fields(Settings)}
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


def _database(text: str) -> str:
    if text and not _DATABASE.fullmatch(text):
        # What stands there may hold a password, and is not repeated.
        raise ConfigError(
            "设置 store 应为 PostgreSQL 数据库地址",
            "setting store must be the address of a PostgreSQL database",
            hint_zh="例如 postgresql://atlas:密码@db.example/atlas；留空则使用数据目录中的文件。",
            hint_en="Such as postgresql://atlas:password@db.example/atlas; leave it empty for files in home.",
        )
    return text


def _tiles_address(text: str) -> str:
    if text and not _TILES_ADDRESS.fullmatch(text):
        raise ConfigError(
            f"设置 tiles_url 应为静态主机的地址，现为“{text[:200]}”",
            f"setting tiles_url must be the address of a static host, not “{text[:200]}”",
            hint_zh="例如 https://tiles.example.gov/atlas，不带问号和参数。",
            hint_en="Such as https://tiles.example.gov/atlas, without a query.",
        )
    return text.rstrip("/")


def _scheduler(text: str) -> str:
    if text and not _SCHEDULER.fullmatch(text):
        raise ConfigError(
            f"设置 dask 应为调度器地址，现为“{text}”",
            f"setting dask must be the address of a scheduler, not “{text}”",
            hint_zh="例如 tcp://scheduler:8786 或 tls://10.0.0.5:8786；留空则使用本机的工作进程。",
            hint_en="Such as tcp://scheduler:8786 or tls://10.0.0.5:8786; leave it empty for processes of this machine.",
        )
    return text


def _review_number(text: str) -> str:
    if text and not _REVIEW_NUMBER.fullmatch(text):
        raise ConfigError(
            f"设置 review_number 不像审图号：“{text[:40]}”",
            f"setting review_number does not look like the number of a map review: “{text[:40]}”",
            hint_zh="例如 黔S(2026)001号；没有审图号请留空，图上会有内部草稿标记。",
            hint_en="Such as 黔S(2026)001号; leave it empty, and figures bear the mark of a draft.",
        )
    return text


def _choice(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ConfigError(
            f"设置 {name} 应为 {' 或 '.join(choices)}，现为“{text}”",
            f"setting {name} must be {' or '.join(choices)}, not “{text}”",
            hint_zh="请修改后重新启动。",
            hint_en="Mend it and start again.",
        )
    return text


def _number(name: str, text: str, highest: int) -> int:
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) <= highest:
        raise ConfigError(
            f"设置 {name} 应为 1 到 {highest} 的整数，现为“{text}”",
            f"setting {name} must be a whole number from 1 to {highest}, not “{text}”",
            hint_zh="请修改后重新启动。",
            hint_en="Mend it and start again.",
        )
    return int(text)
