"""Runs in QGIS: what its own renderers make of SLD files, as JSON on the last line."""

import json
import os
import sys

from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsRenderContext, QgsVectorLayer

SHAPES = {
    "point": "Point(107 27)",
    "line": "LineString(107 27, 107.1 27.1)",
    "polygon": "Polygon((107 27, 107.1 27, 107.1 27.1, 107 27))",
}
KINDS = {"point": "Point", "line": "LineString", "polygon": "Polygon"}
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()


def read(asked):
    fields = "&".join(f"field={name}:{kind}" for name, kind in asked["fields"].items())
    layer = QgsVectorLayer(f"{KINDS[asked['geometry']]}?crs=EPSG:4326&{fields}", "mines", "memory")
    message, is_loaded = layer.loadSldStyle(asked["path"])
    renderer = layer.renderer()
    is_ruled = renderer.type() == "RuleRenderer"
    rules = renderer.rootRule().children() if is_ruled else []
    context = QgsRenderContext()
    context.setRendererScale(asked["scale"])
    renderer.startRender(context, layer.fields())
    drawn = []
    for properties in asked["features"]:
        feature = QgsFeature(layer.fields())
        for name, value in properties.items():
            feature.setAttribute(name, value)
        feature.setGeometry(QgsGeometry.fromWkt(SHAPES[asked["geometry"]]))
        context.expressionContext().setFeature(feature)
        drawn.append(
            [symbol.color().name().upper() for symbol in renderer.symbolsForFeature(feature, context)]
        )
    return {
        "loaded": is_loaded,
        "message": message,
        "renderer": renderer.type(),
        "rules": [rule.label() for rule in rules],
        "drawn": drawn,
        "has_labels": layer.labelsEnabled(),
        "parts": [
            [part.layerType() for part in symbol.symbolLayers()] for symbol in renderer.symbols(context)
        ],
    }


print(json.dumps([read(asked) for asked in json.load(sys.stdin)]))  # noqa: T201 - its answer
sys.stdout.flush()
# Layers and threads of QGIS are taken down in any order when Python ends, which crashes now and then.
os._exit(0)
