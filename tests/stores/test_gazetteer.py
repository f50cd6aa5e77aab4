"""The curated tables of place names are whole, and with them the places of the policy documents resolve."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import SchemaError
from atlas.core.model import CodeChange, PlaceName
from atlas.core.places.find import PlaceFinder
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables
from atlas.core.places.names import pinyin
from atlas.stores.code_history import read_code_history
from atlas.stores.gazetteer import read_aliases, read_old_names, read_readings, read_regions
from tests.core.places.real_units import SITES, UNITS, ZONES

GAZETTEER = Path(__file__).resolve().parents[2] / "geodata" / "gazetteer"
#: Counties that the Guizhou plan names by their short names.
GUIZHOU_PLAN = """
开阳 息烽 瓮安 福泉 织金 六枝 盘州 黔西 清镇 兴仁 桐梓 玉屏 松桃 镇宁 天柱 务川 安龙 罗甸 思南 凯里 丹寨 兴义 镇远 仁怀 习水
金沙 赤水 晴隆 普定 赫章 关岭 威宁 绥阳 湄潭 凤冈 大方 江口 贵定 惠水 普安 龙里 剑河 施秉 台江 三都 荔波 三穗 纳雍 修文 独山
"""
CODES = {unit.adcode for unit in UNITS}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Real units of five provinces with the shipped tables and the whole history of names."""
    history, old = read_code_history(UNITS), read_old_names(GAZETTEER / "old_names.csv")
    return Gazetteer(
        PlaceTables(
            units=UNITS,
            names=(*history.names, *old.names, *read_aliases(GAZETTEER / "aliases.csv")),
            changes=(*history.changes, *old.changes),
            regions=read_regions(GAZETTEER / "regions.csv"),
            zones=ZONES,
            sites=SITES,
        )
    )


class TestTheShippedTables:
    def test_every_row_says_where_it_comes_from(self) -> None:
        for file in ("readings.csv", "aliases.csv", "old_names.csv", "regions.csv"):
            header, *rows = (GAZETTEER / file).read_text(encoding="utf-8").splitlines()
            assert "source" in header
            assert rows
        assert all(region.source for region in read_regions(GAZETTEER / "regions.csv"))

    def test_the_members_of_hubeis_and_guizhous_regions_are_units(self) -> None:
        regions = {region.name: region for region in read_regions(GAZETTEER / "regions.csv")}
        for name in ("武鄂黄黄", "武襄十随", "宜荆荆都市圈", "黔中城市群", "渝东南"):
            assert set(regions[name].members) <= CODES, name
        assert regions["襄阳都市圈"].members == ("420600",)
        assert len(regions["粤港澳大湾区"].members) == 11
        assert len([code for code in regions["成渝地区双城经济圈"].members if code.startswith("50")]) == 27

    def test_no_words_mean_two_regions(self) -> None:
        words = [
            word
            for region in read_regions(GAZETTEER / "regions.csv")
            for word in (region.name, *region.aliases)
        ]
        assert len(words) == len(set(words))

    def test_readings_are_those_of_the_place(self) -> None:
        readings = read_readings(GAZETTEER / "readings.csv")
        told = {
            name: pinyin(name, readings) for name in ("六安", "蚌埠", "东莞", "铅山", "番禺", "浚县", "乐清")
        }
        assert told == {
            "六安": "luan",
            "蚌埠": "bengbu",
            "东莞": "dongguan",
            "铅山": "yanshan",
            "番禺": "panyu",
            "浚县": "xunxian",
            "乐清": "yueqing",
        }
        assert [pinyin(name, readings) for name in ("长沙", "长子", "成都", "三都", "库尔勒", "台州")] == [
            "changsha",
            "zhangzi",
            "chengdu",
            "sandu",
            "kuerle",
            "taizhou",
        ]

    def test_no_curated_name_repeats_what_the_code_book_tells(self) -> None:
        told = {(name.adcode, name.name, name.year_to) for name in read_code_history(UNITS).names}
        curated = read_old_names(GAZETTEER / "old_names.csv").names
        assert not [name for name in curated if (name.adcode, name.name, name.year_to) in told]


class TestBrokenTables:
    @pytest.mark.parametrize(
        "row", ["52028,盘县,,2016,520222,,x", "520281,盘县,,,520222,,x", "520281,盘县,x,2016,520222,,x"]
    )
    def test_a_broken_row_is_named(self, tmp_path: Path, row: str) -> None:
        file = tmp_path / "old_names.csv"
        file.write_text(f"adcode,name,year_from,year_to,old_adcode,reason,source\n{row}\n", encoding="utf-8")
        with pytest.raises(SchemaError) as caught:
            read_old_names(file)
        assert (caught.value.detail["file"], caught.value.detail["row"]) == ("old_names.csv", 2)

    def test_a_reading_has_one_syllable_a_character(self, tmp_path: Path) -> None:
        file = tmp_path / "readings.csv"
        file.write_text("name,pinyin,source\n六安,luan,x\n", encoding="utf-8")
        with pytest.raises(SchemaError):
            read_readings(file)

    def test_a_region_has_members(self, tmp_path: Path) -> None:
        file = tmp_path / "regions.csv"
        file.write_text("name,aliases,kind,members,area,source,note\n甲,,x,,,x,\n", encoding="utf-8")
        with pytest.raises(SchemaError):
            read_regions(file)

    def test_a_code_that_did_not_change_is_no_change_of_code(self, tmp_path: Path) -> None:
        file = tmp_path / "old_names.csv"
        file.write_text(
            "adcode,name,year_from,year_to,old_adcode,reason,source\n"
            "500110,万盛区,,2010,500110,merged,x\n520304,遵义县,1997,2015,520321,upgraded,x\n",
            encoding="utf-8",
        )
        old = read_old_names(file)
        assert old.names[0] == PlaceName("500110", "万盛区", "old", None, 2010)
        assert old.changes == (CodeChange("520321", "遵义县", "520304", 2016, "upgraded"),)


class TestPlacesOfTheDocuments:
    """Every place word of the five documents, in its own region and year."""

    def test_counties_of_the_guizhou_plan(self, gazetteer: Gazetteer) -> None:
        for words in GUIZHOU_PLAN.replace("\n", " ").split():
            place = gazetteer.get(words, region="520000", year=2027)
            unit = gazetteer.unit(place.adcode)
            assert unit is not None
            assert (unit.province, unit.short_name) == ("520000", words)

    @pytest.mark.parametrize(
        ("words", "adcode"),
        [
            ("铜仁市", "520600"),
            ("大龙经开区", "520622"),
            ("大龙", "520622"),
            ("玉屏侗族自治县", "520622"),
            ("遵义市正安县", "520324"),
            ("黔西南州", "522300"),
            ("黔西南州高新区", "522301"),
            ("黔西南高新区", "522301"),
            ("六盘水市水城区", "520204"),
            ("黔东南州雷山县", "522634"),
            ("安顺市西秀区", "520402"),
            ("黔南州独山县", "522726"),
            ("毕节市威宁县", "520526"),
            ("贵州碧江高新技术产业开发区", "520602"),
            ("广东", "440000"),
            ("珠海", "440400"),
            ("佛山市顺德区", "440606"),
            ("顺德", "440606"),
            ("惠州市", "441300"),
            ("广州", "440100"),
            ("番禺", "440113"),
            ("黄埔", "440112"),
            ("增城", "440118"),
            ("东莞", "441900"),
            ("澳门", "820000"),
            ("浙江", "330000"),
            ("江苏", "320000"),
            ("平坝", "520403"),
            ("都匀", "522701"),
            ("石阡", "520623"),
            ("小海镇", "520526"),
            ("西江千户苗寨", "522634"),
        ],
    )
    def test_places_of_the_guizhou_guangdong_plan(
        self, gazetteer: Gazetteer, words: str, adcode: str
    ) -> None:
        assert gazetteer.get(words, region="520000", year=2025).adcode == adcode

    @pytest.mark.parametrize(
        ("words", "adcodes"),
        [
            ("武鄂黄黄", {"420100", "420700", "420200", "421100"}),
            ("武襄十随", {"420100", "420600", "420300", "421300"}),
            ("宜荆荆", {"420500", "421000", "420800"}),
            ("襄阳都市圈", {"420600"}),
            ("襄阳", {"420600"}),
            ("宜昌", {"420500"}),
            ("十堰", {"420300"}),
            ("随州", {"421300"}),
            ("荆门", {"420800"}),
            ("武汉市", {"420100"}),
            ("江汉平原", {"421000", "429004", "429005", "429006", "420984"}),
        ],
    )
    def test_places_of_the_hubei_plan(self, gazetteer: Gazetteer, words: str, adcodes: set[str]) -> None:
        assert set(gazetteer.get(words, region="420000", year=2024).adcodes) == adcodes

    def test_hubeis_three_metropolitan_areas_are_meant_in_hubei(self, gazetteer: Gazetteer) -> None:
        assert "421000" in gazetteer.get("三大都市圈", region="420000", year=2024).adcodes

    @pytest.mark.parametrize(
        ("words", "first"),
        [
            ("长三角", "310000"),
            ("粤港澳", "440100"),
            ("粤港澳大湾区", "440100"),
            ("成渝", "500103"),
            ("成渝地区双城经济圈", "500103"),
            ("长江经济带", "310000"),
            ("西部陆海新通道", "500000"),
            ("京津冀", "110000"),
            ("渝东南地区", "500114"),
            ("中部地区", "140000"),
            ("西南地区", "500000"),
            ("黔西北地区", "520500"),
        ],
    )
    def test_large_regions_are_known_everywhere(self, gazetteer: Gazetteer, words: str, first: str) -> None:
        for region in ("520000", "500114", "430922"):
            assert gazetteer.get(words, region=region).adcode == first

    @pytest.mark.parametrize(
        ("words", "region", "adcode"),
        [
            ("黔江", "500114", "500114"),
            ("黔江区", "500114", "500114"),
            ("正阳工业园区", "500114", "500114"),
            ("桃江", "430922", "430922"),
            ("桃江县", "430922", "430922"),
            ("桃江经开区", "430922", "430922"),
            ("灰山港镇", "430922", "430922"),
            ("益阳市", "430922", "430900"),
            ("湖南", "430922", "430000"),
        ],
    )
    def test_places_of_the_county_plans(
        self, gazetteer: Gazetteer, words: str, region: str, adcode: str
    ) -> None:
        assert gazetteer.get(words, region=region, year=2022).adcode == adcode

    def test_words_in_a_sentence_of_our_own(self, gazetteer: Gazetteer) -> None:
        text = "由福泉、开阳、六枝、大龙等县先行，黔西和水城加快推进，黔西南州与番禺、黄埔协作。"
        found = PlaceFinder(gazetteer).find(text, region="520000", year=2024)
        assert [(mention.words, mention.resolution.adcodes) for mention in found] == [
            ("福泉", ("522702",)),
            ("开阳", ("520121",)),
            ("六枝", ("520203",)),
            ("大龙", ("520622",)),
            ("黔西", ("520581",)),
            ("水城", ("520204",)),
            ("黔西南州", ("522300",)),
            ("番禺", ("440113",)),
            ("黄埔", ("440112",)),
        ]
