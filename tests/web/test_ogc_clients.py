"""The programs of GIS staff read the OGC API: GDAL's own driver, OWSLib, and QGIS."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pytest

from tests.browser.server import serving
from tests.conftest import missing
from tests.small_store import build_small_store

#: The Python that Debian's QGIS is built for.
SYSTEM_PYTHON = Path("/usr/bin/python3")
EPSG_4490 = "http://www.opengis.net/def/crs/EPSG/0/4490"
#: Runs in QGIS: what its own provider makes of the API, as JSON on the last line.
QGIS_SCRIPT = """
import json, os, sys
from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
uri = f"typename='county' url='{sys.argv[1]}' version='OGC_API_FEATURES' restrictToRequestBBOX='1'"
layer = QgsVectorLayer(uri, "county", "OAPIF")
box = QgsFeatureRequest().setFilterRect(QgsRectangle(106.2, 26.2, 107.5, 26.4))
found = {
    "valid": layer.isValid(),
    "count": layer.featureCount(),
    "crs": layer.crs().authid(),
    "fields": [field.name() for field in layer.fields()],
    "names": sorted(feature["name"] for feature in layer.getFeatures()),
    "in_box": sorted(feature["name"] for feature in layer.getFeatures(box)),
}
print(json.dumps(found))
sys.stdout.flush()
# Layers and threads of QGIS are taken down in any order when Python ends, which crashes now and then.
os._exit(0)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The OGC API of the small store, in a process of its own: GDAL lets no other thread of its process answer."""
    folder = tmp_path_factory.mktemp("clients")
    build_small_store(folder)
    with serving(folder / "serve.log", folder) as found:
        yield f"{found}ogc"


def names(address: str, **options: object) -> list[str]:
    return sorted(pyogrio.read_dataframe(f"OAPIF:{address}", layer="county", **options)["name"])


def test_gdal_lists_the_layers(address: str) -> None:
    assert {"county", "phosphorus", "zone"} <= set(pyogrio.list_layers(f"OAPIF:{address}")[:, 0])


def test_gdal_reads_a_box(address: str) -> None:
    assert names(address, bbox=(106.2, 26.2, 107.5, 26.4)) == ["开阳县", "息烽县"]


def test_gdal_passes_filters_on(address: str) -> None:
    assert names(address, where="name LIKE '开%' AND area_km2 > 0") == ["开阳县"]
    assert names(address, where="name = '息烽县'") == ["息烽县"]


@pytest.mark.parametrize(
    ("crs", "bounds"),
    [
        (EPSG_4490, [105.0, 26.0, 111.0, 27.0]),
        ("EPSG:4524", None),
        ("EPSG:4545", None),
        ("EPSG:3857", None),
    ],
)
def test_gdal_reads_every_system_with_its_axes_as_we_serve_them(
    address: str, crs: str, bounds: list[float] | None
) -> None:
    frame = pyogrio.read_dataframe(f"OAPIF:{address}", layer="county", CRS=crs)
    plain = pyogrio.read_dataframe(f"OAPIF:{address}", layer="county").to_crs(frame.crs)
    assert frame.crs.to_epsg() == int(crs.rpartition("/")[2].rpartition(":")[2])
    assert frame.total_bounds.tolist() == pytest.approx(plain.total_bounds.tolist(), abs=0.01)
    if bounds:
        assert frame.total_bounds.tolist() == bounds


def test_gdal_reads_a_box_and_a_filter_in_cgcs2000(address: str) -> None:
    found = names(address, CRS=EPSG_4490, bbox=(106.2, 26.2, 108.5, 26.4), where="name LIKE '%县'")
    assert found == ["开阳县", "息烽县"]


def test_gdal_reads_a_box_in_a_zone(address: str) -> None:
    assert names(address, CRS="EPSG:4524", bbox=(36_310_000, 2_900_000, 36_330_000, 2_930_000)) == ["开阳县"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_owslib_walks_through_the_api(address: str) -> None:
    if importlib.util.find_spec("owslib") is None:
        missing("OWSLib is not installed: pip install owslib")
    from owslib.ogcapi.features import Features  # noqa: PLC0415 - an extra

    client = Features(address)
    assert "county" in client.feature_collections()
    assert client.collection("county")["id"] == "county"
    page = client.collection_items("county", limit=2, filter="name LIKE '%县'", sortby="-adcode")
    assert page["numberReturned"] == 2
    assert client.collection_item("county", "2")["properties"]["name"] == "开阳县"
    assert client.collection_queryables("county")["properties"]["name"]["type"] == "string"


def test_qgis_reads_layers_with_its_own_provider(address: str, tmp_path: Path) -> None:
    probe = [str(SYSTEM_PYTHON), "-c", "import qgis.core"]
    if not SYSTEM_PYTHON.exists() or subprocess.run(probe, capture_output=True, check=False).returncode:
        missing("QGIS is not installed: apt-get install python3-qgis")
    script = tmp_path / "read_with_qgis.py"
    script.write_text(QGIS_SCRIPT, encoding="utf-8")
    # A home of its own: QGIS keeps settings and caches there.
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
    }
    said = subprocess.run(
        [str(SYSTEM_PYTHON), str(script), address],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=True,
    ).stdout
    found = json.loads(said.strip().splitlines()[-1])
    assert (found["valid"], found["count"], found["crs"]) == (True, 6, "EPSG:4326")
    assert "name" in found["fields"]
    assert len(found["names"]) == 6
    assert found["in_box"] == ["开阳县", "息烽县"]
