"""Times one A4 page of a province at 300 dpi against a QGIS print layout of the same counties, both warm, in one run.

Run: python bench/figures_against_qgis.py [folder of the store] [python that has qgis.core]
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from atlas.core.figures.request_reading import read_figure_request
from atlas.render.figures.pdf import write_pdf
from atlas.render.figures.png import write_png
from atlas.services.figures import OfficeWords, draw_figure
from atlas.stores.geopackage import GeoPackageStore

REGION, INDICATOR, DPI, ROUNDS = "520000", "population-2020", 300, 5
#: The same map in QGIS: classes of blue, names of counties, provinces around, legend, scale bar, north arrow, title.
PEER = """
import json, sys, time
from qgis.core import *
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QFont
store, folder, region, indicator, dpi, rounds = json.loads(sys.argv[1])
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
plane = QgsCoordinateReferenceSystem(
    "PROJ:+proj=aea +lat_1=25.5 +lat_2=28.5 +lat_0=27 +lon_0=106.5 +ellps=GRS80 +units=m"
)
def read(table, where):
    layer = QgsVectorLayer(store + "|layername=" + table, table, "ogr")
    layer.setSubsetString(where)
    return layer.materialize(QgsFeatureRequest())
def label(layer, field, size):
    text = QgsTextFormat()
    text.setFont(QFont("Noto Sans CJK SC"))
    text.setSize(size)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.5)
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.setFormat(text)
    settings.placement = QgsPalLayerSettings.Horizontal
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
counties = read("county_500m", "SELECT c.*, v.value AS value FROM county_500m c LEFT JOIN indicator_value v ON "
    "v.adcode = c.adcode AND v.indicator = '%s' WHERE c.province = '%s'" % (indicator, region))
classes = QgsGraduatedSymbolRenderer("value")
classes.setSourceSymbol(QgsFillSymbol.createSimple({"outline_color": "#B8B2A7", "outline_width": "0.14"}))
classes.setClassificationMethod(QgsClassificationQuantile())
classes.updateClasses(counties, 5)
classes.updateColorRamp(QgsStyle.defaultStyle().colorRamp("Blues"))
counties.setRenderer(classes)
label(counties, "short_name", 7)
around = read("province_500m", "adcode <> '%s'" % region)
around.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "#E9E6DF"})))
label(around, "name", 8)
layers = [counties, around]
for layer in layers:
    project.addMapLayer(layer)
layout = QgsPrintLayout(project)
layout.initializeDefaults()
layout.pageCollection().page(0).setPageSize(QgsLayoutSize(297, 210))
page = QgsLayoutItemMap(layout)
page.attemptSetSceneRect(QRectF(9, 20, 279, 170))
page.setCrs(plane)
page.setLayers(layers)
layout.addLayoutItem(page)
page.zoomToExtent(QgsCoordinateTransform(counties.crs(), plane, project).transformBoundingBox(counties.extent()))
legend = QgsLayoutItemLegend(layout)
legend.setLinkedMap(page)
layout.addLayoutItem(legend)
bar = QgsLayoutItemScaleBar(layout)
bar.setLinkedMap(page)
bar.applyDefaultSize()
layout.addLayoutItem(bar)
arrow = QgsLayoutItemPicture(layout)
arrow.attemptSetSceneRect(QRectF(270, 24, 12, 15))
layout.addLayoutItem(arrow)
title = QgsLayoutItemLabel(layout)
title.setText("\\u8d35\\u5dde\\u7701")
title.attemptSetSceneRect(QRectF(9, 8, 279, 11))
layout.addLayoutItem(title)
exporter = QgsLayoutExporter(layout)
picture = QgsLayoutExporter.ImageExportSettings()
picture.dpi = dpi
seconds = {"png": [], "pdf": []}
for number in range(rounds + 1):
    started = time.perf_counter()
    done = exporter.exportToImage(folder + "/page.png", picture)
    between = time.perf_counter()
    done += exporter.exportToPdf(folder + "/page.pdf", QgsLayoutExporter.PdfExportSettings())
    if done:
        sys.exit("QGIS refused")
    if number:
        seconds["png"].append(between - started)
        seconds["pdf"].append(time.perf_counter() - between)
print(json.dumps(seconds), flush=True)
import os
os._exit(0)
"""


def time_ours(folder: Path) -> dict[str, list[float]]:
    """Seconds from the request to the bytes of each format."""
    store = GeoPackageStore(folder)
    catalogue = store.read_catalogue()
    request = read_figure_request({"region": REGION, "indicator": INDICATOR})

    def png() -> bytes:
        figure = draw_figure(store, catalogue, request, OfficeWords(REGION))
        return write_png(figure.scene, figure.about, dpi=DPI)

    def pdf() -> bytes:
        figure = draw_figure(store, catalogue, request, OfficeWords(REGION))
        return write_pdf([figure.scene], figure.about)

    return {"png": timed(png), "pdf": timed(pdf)}


def timed(action: Callable[[], bytes]) -> list[float]:
    """Seconds of each round after the first, which warms up."""
    seconds = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
    return seconds[1:]


def time_peer(folder: Path, python: str) -> dict[str, list[float]]:
    """Seconds that QGIS takes for the export alone, its project and layers being loaded already."""
    with tempfile.TemporaryDirectory() as scratch:
        # QGIS opens a GeoPackage for writing and leaves its log beside it: not in the store.
        copy = shutil.copy(folder / "atlas.gpkg", scratch)
        told = json.dumps([str(copy), scratch, REGION, INDICATOR, DPI, ROUNDS])
        run = subprocess.run(
            [python, "-c", PEER, told],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )
    found: dict[str, list[float]] = json.loads(run.stdout.strip().splitlines()[-1])
    return found


def main(folder: str = "var", python: str = "/usr/bin/python3") -> None:
    ours, peers = time_ours(Path(folder)), time_peer(Path(folder).resolve(), python)
    for form in ("png", "pdf"):
        mine, theirs = statistics.median(ours[form]), statistics.median(peers[form])
        print(f"{form}  atlas {mine:6.2f} s   QGIS {theirs:6.2f} s   ratio {mine / theirs:5.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
