"""Archives: what offices pack is found under its right name, what means harm is refused before anything is written."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from atlas.core.errors import AtlasError, InputError, LimitExceeded
from tests.ingest.files import codes, county_parts, layer_of, raw_zip, read_bytes, zipped

GEOJSON = b'{"type":"Point","coordinates":[106.6,26.4]}'


def refused(data: bytes, tmp_path: Path, name: str = "a.zip", **limits: int) -> AtlasError:
    with pytest.raises(AtlasError) as caught:
        read_bytes(data, name, tmp_path, **limits)
    return caught.value


def test_a_zipped_shapefile_in_nested_folders_is_found(tmp_path: Path) -> None:
    parts = {f"资料/2024/{name}": data for name, data in county_parts().items()}
    upload = read_bytes(zipped(parts), "县界.zip", tmp_path)
    assert [member.name for member in upload.members] == ["资料/2024/县界.shp"]
    assert layer_of(upload).messages == upload.messages == ()


def test_what_a_mac_or_windows_left_behind_is_no_data(tmp_path: Path) -> None:
    parts = county_parts("a")
    litter = {f"__MACOSX/._{name}": b"\0\5\x16\7" for name in parts} | {
        ".DS_Store": b"x",
        "Thumbs.db": b"x",
        "._a.shp": b"x",
    }
    upload = read_bytes(zipped(parts | litter), "a.zip", tmp_path)
    assert [member.name for member in upload.members] == ["a.shp"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_member_names_without_a_flag_are_decoded_as_they_were_written(tmp_path: Path, encoding: str) -> None:
    entries = [(name.encode(encoding), data) for name, data in county_parts("花溪区行政界线").items()]
    upload = read_bytes(raw_zip(entries), "a.zip", tmp_path)
    assert upload.members[0].name == "花溪区行政界线.shp"
    assert len(layer_of(upload).table) == 2


def test_a_backslash_inside_a_character_is_no_folder(tmp_path: Path) -> None:
    # The second byte of these characters in GBK is that of a backslash.
    entries = [(name.encode("gbk"), data) for name, data in county_parts("乗俓").items()]
    assert b"\\" in entries[0][0]
    assert read_bytes(raw_zip(entries), "a.zip", tmp_path).members[0].name == "乗俓.shp"


def test_backslashes_between_folders_are_understood(tmp_path: Path) -> None:
    entries = [(b"data\\" + name.encode(), data) for name, data in county_parts("a").items()]
    assert read_bytes(raw_zip(entries), "a.zip", tmp_path).members[0].name == "data/a.shp"


def test_a_unicode_path_beside_the_name_counts(tmp_path: Path) -> None:
    raw = b"points.geojson"
    body = struct.pack("<BI", 1, zlib.crc32(raw)) + "点位.geojson".encode()
    extra = struct.pack("<HH", 0x7075, len(body)) + body
    upload = read_bytes(raw_zip([(raw, GEOJSON)], extra=extra), "a.zip", tmp_path)
    assert upload.members[0].name == "点位.geojson"


def test_parts_are_matched_whatever_their_case(tmp_path: Path) -> None:
    parts = county_parts("a")
    mixed = {"County.SHP": parts["a.shp"], "county.Dbf": parts["a.dbf"], "COUNTY.shx": parts["a.shx"]}
    layer = layer_of(read_bytes(zipped(mixed), "a.zip", tmp_path))
    assert codes(layer) == []
    assert layer.table.shape == (2, 2)


def test_of_several_shapefiles_a_person_chooses(tmp_path: Path) -> None:
    data = zipped(county_parts("县界") | county_parts("乡镇界"))
    upload = read_bytes(data, "a.zip", tmp_path)
    assert {member.name for member in upload.members} == {"县界.shp", "乡镇界.shp"}
    assert upload.layer is None
    (tmp_path / "second").mkdir()
    chosen = layer_of(read_bytes(data, "a.zip", tmp_path / "second", member="乡镇界.shp"))
    assert chosen.member.name == "乡镇界.shp"


def test_a_member_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_bytes(zipped(county_parts()), "a.zip", tmp_path, member="../../etc/passwd")
    assert refused.value.detail["members"] == ["县界.shp"]


def test_an_archive_in_an_archive_is_opened(tmp_path: Path) -> None:
    upload = read_bytes(zipped({"内层.zip": zipped(county_parts())}), "a.zip", tmp_path)
    assert upload.members[0].name == "内层.zip/县界.shp"
    assert len(layer_of(upload).table) == 2


def test_an_archive_two_levels_down_is_refused(tmp_path: Path) -> None:
    data = zipped({"b.zip": zipped({"c.zip": zipped(county_parts())})})
    assert refused(data, tmp_path).code == "archive_nested"


@pytest.mark.parametrize(
    "name",
    [
        b"../evil.shp",
        b"a/../../evil.shp",
        b"/etc/cron.d/evil",
        b"C:\\Windows\\evil.shp",
        b"..\\evil.shp",
        b"a\\..\\..\\evil.shp",
        b"\\\\host\\share\\evil.shp",
        b"ok.shp\0../evil",
        "../恶意.shp".encode("gbk"),
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: bytes) -> None:
    error = refused(raw_zip([(b"a.geojson", GEOJSON), (name, b"x")]), tmp_path)
    assert error.code == "archive_path"
    assert [path.name for path in tmp_path.iterdir()] == ["upload.bin", "work"] or not list(
        (tmp_path / "work").iterdir()
    )
    assert not (tmp_path.parent / "evil.shp").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    data = raw_zip([(b"a.shp", b"/etc/passwd")], mode=kind | 0o777)
    assert refused(data, tmp_path).code == "archive_link"


def test_a_password_is_told(tmp_path: Path) -> None:
    error = refused(raw_zip([(b"a.shp", b"x" * 40)], flags=1), tmp_path)
    assert error.code == "archive_encrypted"
    assert "密码" in error.message.zh


def test_a_bomb_is_refused_by_its_density(tmp_path: Path) -> None:
    assert refused(zipped({"a.shp": bytes(32 * 2**20)}), tmp_path).code == "archive_too_large"


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    data = zipped({f"{number}.shp": random.Random(number).randbytes(1000) for number in range(5)})
    error = refused(data, tmp_path, max_unpacked_bytes=4000)
    assert isinstance(error, LimitExceeded)


def test_archives_in_an_archive_share_one_limit(tmp_path: Path) -> None:
    inner = [zipped({"a.geojson": GEOJSON + b" " * 3000}, method=zipfile.ZIP_STORED) for _ in range(4)]
    data = zipped({f"{number}.zip": one for number, one in enumerate(inner)})
    assert refused(data, tmp_path, max_unpacked_bytes=20_000).code == "archive_too_large"


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    data = zipped({f"{number}.txt": b"" for number in range(50)})
    assert refused(data, tmp_path, max_entries=49).code == "archive_too_large"


def test_entries_that_overlap_are_refused(tmp_path: Path) -> None:
    data = bytearray(raw_zip([(b"a.geojson", GEOJSON), (b"b.geojson", GEOJSON)]))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    assert refused(bytes(data), tmp_path).code == "archive_overlap"


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    data = raw_zip([(b"a.geojson", GEOJSON), (b"A.GEOJSON", GEOJSON)])
    assert refused(data, tmp_path).code == "archive_duplicate"


def test_a_cut_archive_is_damaged(tmp_path: Path) -> None:
    assert refused(zipped(county_parts())[:-30], tmp_path).code == "archive_damaged"


def test_a_wrong_sum_is_damage_and_names_the_entry(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.geojson": GEOJSON}, method=zipfile.ZIP_STORED))
    data[data.index(b"106.6")] ^= 1
    error = refused(bytes(data), tmp_path)
    assert (error.code, error.detail["entry"]) == ("archive_damaged", "a.geojson")


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (bytes(1) + b"x" * 256 + b"ustar\0", "tar"),
    ],
)
def test_other_archives_are_refused_with_the_way_out(tmp_path: Path, head: bytes, word: str) -> None:
    error = refused(head + bytes(600), tmp_path, "县界.zip")
    assert word in error.message.en
    assert "zip" in error.hint.zh


def test_an_empty_archive_holds_no_data(tmp_path: Path) -> None:
    assert refused(zipped({"说明.docx": b"x"}), tmp_path).code in ("no_data", "file_kind_refused")
    (tmp_path / "b").mkdir()
    assert refused(zipped({}), tmp_path / "b").code == "no_data"


def test_a_geodatabase_is_refused_by_name(tmp_path: Path) -> None:
    error = refused(zipped({"贵州.gdb/a00000001.gdbtable": b"\3\0\0\0" * 50}), tmp_path)
    assert "gdb" in error.message.zh
    assert "GeoPackage" in error.hint.zh


def test_one_damaged_member_does_not_hide_the_others(tmp_path: Path) -> None:
    upload = read_bytes(zipped(county_parts() | {"b.shp": b"not a shapefile"}), "a.zip", tmp_path)
    assert [member.name for member in upload.members] == ["县界.shp"]
    assert upload.messages[0].code == "file_kind_refused"
    assert "b.shp" in upload.messages[0].message.zh


def test_a_note_beside_the_data_is_no_data(tmp_path: Path) -> None:
    upload = read_bytes(
        zipped(county_parts() | {"说明.txt": "坐标系,CGCS2000\n".encode()}), "a.zip", tmp_path
    )
    assert len(upload.members) == 1


def test_members_of_other_formats_are_found(tmp_path: Path) -> None:
    entries = {"点.geojson": GEOJSON, "表/县.csv": "县,值\n花溪区,1\n".encode()}
    upload = read_bytes(zipped(entries), "a.zip", tmp_path)
    assert [(member.name, member.kind) for member in upload.members] == [
        ("点.geojson", "geojson"),
        ("表/县.csv", "csv"),
    ]


def test_members_whose_long_names_look_alike_stay_apart(tmp_path: Path) -> None:
    long = "很" * 130
    upload = read_bytes(
        zipped({f"{long}{number}.geojson": GEOJSON for number in range(2)}), "a.zip", tmp_path
    )
    names = [member.name for member in upload.members]
    assert len(set(names)) == 2


def test_control_characters_of_a_name_reach_no_message(tmp_path: Path) -> None:
    upload = read_bytes(zipped({"\x1b[31mred\u202e.geojson": GEOJSON}), "a.zip", tmp_path)
    assert upload.members[0].name == "\ufffd[31mred\ufffd.geojson"


def test_nothing_is_written_under_a_name_of_the_archive(tmp_path: Path) -> None:
    read_bytes(zipped({f"deep/{name}": data for name, data in county_parts().items()}), "a.zip", tmp_path)
    names = {path.name for path in (tmp_path / "work").rglob("*")}
    assert not any("县界" in name or "deep" in name for name in names)


def test_an_unknown_packing_method_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.geojson": GEOJSON}, method=zipfile.ZIP_STORED))
    for place in (data.index(b"PK\x03\x04") + 8, data.index(b"PK\x01\x02") + 10):
        data[place : place + 2] = struct.pack("<H", 9)
    assert refused(bytes(data), tmp_path).code == "archive_damaged"


def test_a_large_archive_with_a_small_table_is_no_bomb(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in county_parts().items():
            archive.writestr(name, data)
        archive.writestr("影像.jpg", random.Random(1).randbytes(2**20))
    assert len(read_bytes(stream.getvalue(), "a.zip", tmp_path).members) == 1


def test_metadata_beside_a_shapefile_are_no_data_and_no_cause_for_a_word(tmp_path: Path) -> None:
    parts = county_parts("a") | {
        "a.shp.xml": b"<metadata/>",
        "a.sbn": b"x",
        "a.qmd": b"<!DOCTYPE qgis><qgis/>",
    }
    upload = read_bytes(zipped(parts), "a.zip", tmp_path)
    assert len(upload.members) == 1
    assert upload.messages == ()


def test_a_drawing_beside_the_data_is_told_as_left_out(tmp_path: Path) -> None:
    upload = read_bytes(zipped(county_parts("a") | {"地形.dwg": b"AC1027"}), "a.zip", tmp_path)
    assert [(message.code, message.detail["files"]) for message in upload.messages] == [
        ("members_left_out", ["地形.dwg"])
    ]
