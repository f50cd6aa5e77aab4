"""Short names, aliases, kinds and pinyin follow from the official name."""

from __future__ import annotations

import pytest

from atlas.core.model import AdminUnit, Level
from atlas.core.places.names import aliases, initials, pinyin, short_name, unit_kind


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("玉屏侗族自治县", Level.COUNTY, "玉屏"),
        ("威宁彝族回族苗族自治县", Level.COUNTY, "威宁"),
        ("双江拉祜族佤族布朗族傣族自治县", Level.COUNTY, "双江"),
        ("隆林各族自治县", Level.COUNTY, "隆林"),
        ("前郭尔罗斯蒙古族自治县", Level.COUNTY, "前郭尔罗斯"),
        ("东乡族自治县", Level.COUNTY, "东乡"),
        ("鄂伦春自治旗", Level.COUNTY, "鄂伦春"),
        ("察布查尔锡伯自治县", Level.COUNTY, "察布查尔"),
        ("六枝特区", Level.COUNTY, "六枝"),
        ("神农架林区", Level.COUNTY, "神农架"),
        ("碑林区", Level.COUNTY, "碑林"),
        ("开阳县", Level.COUNTY, "开阳"),
        ("盘州市", Level.COUNTY, "盘州"),
        ("水城区", Level.COUNTY, "水城"),
        ("忠县", Level.COUNTY, "忠县"),
        ("礼县", Level.COUNTY, "礼县"),
        ("芒市", Level.COUNTY, "芒市"),
        ("东区", Level.COUNTY, "东区"),
        ("市中区", Level.COUNTY, "市中区"),
        ("浦东新区", Level.COUNTY, "浦东"),
        ("清新区", Level.COUNTY, "清新"),
        ("管城回族区", Level.COUNTY, "管城"),
        ("阿拉善左旗", Level.COUNTY, "阿拉善左旗"),
        ("黔东南苗族侗族自治州", Level.PREFECTURE, "黔东南"),
        ("克孜勒苏柯尔克孜自治州", Level.PREFECTURE, "克孜勒苏"),
        ("大兴安岭地区", Level.PREFECTURE, "大兴安岭"),
        ("锡林郭勒盟", Level.PREFECTURE, "锡林郭勒"),
        ("兴安盟", Level.PREFECTURE, "兴安盟"),
        ("铜仁市", Level.PREFECTURE, "铜仁"),
        ("内蒙古自治区", Level.PROVINCE, "内蒙古"),
        ("新疆维吾尔自治区", Level.PROVINCE, "新疆"),
        ("香港特别行政区", Level.PROVINCE, "香港"),
        ("重庆市", Level.PROVINCE, "重庆"),
    ],
)
def test_the_short_name_is_what_people_say(name: str, level: Level, expected: str) -> None:
    assert short_name(name, level) == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("黔东南苗族侗族自治州", Level.PREFECTURE, {"黔东南", "黔东南州", "黔东南自治州"}),
        ("玉屏侗族自治县", Level.COUNTY, {"玉屏", "玉屏县", "玉屏自治县"}),
        ("六枝特区", Level.COUNTY, {"六枝"}),
        ("达拉特旗", Level.COUNTY, {"达拉特"}),
        ("阿拉善左旗", Level.COUNTY, set()),
        ("忠县", Level.COUNTY, set()),
        ("广西壮族自治区", Level.PROVINCE, {"广西", "广西自治区"}),
        ("莫力达瓦达斡尔族自治旗", Level.COUNTY, {"莫力达瓦", "莫力达瓦旗", "莫力达瓦自治旗"}),
    ],
)
def test_aliases_are_the_other_ways_to_say_it(name: str, level: Level, expected: set[str]) -> None:
    assert set(aliases(name, level)) == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("玉屏侗族自治县", Level.COUNTY, "autonomous county"),
        ("六枝特区", Level.COUNTY, "special district"),
        ("水城区", Level.COUNTY, "district"),
        ("盘州市", Level.COUNTY, "city"),
        ("遵义市", Level.PREFECTURE, "prefecture-level city"),
        ("黔南布依族苗族自治州", Level.PREFECTURE, "autonomous prefecture"),
        ("重庆市", Level.PROVINCE, "municipality"),
        ("西藏自治区", Level.PROVINCE, "autonomous region"),
        ("山丹马场", Level.COUNTY, "other"),
    ],
)
def test_the_kind_is_told_by_the_tail(name: str, level: Level, expected: str) -> None:
    assert unit_kind(name, level) == expected


READINGS = {"六安": "lu an", "乐清": "yue qing", "浚县": "xun xian", "长": "chang", "长子": "zhang zi"}


@pytest.mark.parametrize(
    ("name", "expected", "letters"),
    [
        ("六安", "luan", "la"),
        ("六枝", "liuzhi", "lz"),
        ("浚县", "xunxian", "xx"),
        ("长阳", "changyang", "cy"),
        ("长子", "zhangzi", "zz"),
        ("黔东南", "qiandongnan", "qdn"),
        ("重庆", "chongqing", "cq"),
        ("绿春", "lvchun", "lc"),
    ],
)
def test_curated_readings_win_over_the_dictionary(name: str, expected: str, letters: str) -> None:
    assert pinyin(name, READINGS) == expected
    assert initials(name, READINGS) == letters


def test_every_name_of_the_country_has_a_kind_and_a_short_name_inside_it(
    country: tuple[AdminUnit, ...],
) -> None:
    for unit in country:
        assert unit.short_name in unit.name
        assert len(unit.short_name) >= 2
        assert unit.kind != "other", unit.name
        assert unit.pinyin.isascii()
        assert unit.name not in aliases(unit.name, unit.level)
