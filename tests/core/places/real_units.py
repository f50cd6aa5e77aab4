"""Real units of Guizhou, Hubei, Hunan, Chongqing and Guangdong, and some namesakes elsewhere, with their codes.

Names and codes are facts of GB/T 2260 as of 2024. Guizhou is whole, the others hold what the tests need.
"""

from __future__ import annotations

from atlas.core.model import AdminUnit, CodeChange, Level, PlaceName, Precision, Zone
from atlas.core.places.gazetteer import Gazetteer
from atlas.core.places.name_index import PlaceTables
from atlas.core.places.names import initials, pinyin, short_name, unit_kind
from atlas.core.places.region import Region

READINGS = {"六安": "lu an", "乐清": "yue qing", "铅山": "yan shan", "朝阳": "chao yang", "长": "chang"}

PROVINCES = """
110000 北京市, 120000 天津市, 130000 河北省, 140000 山西省, 150000 内蒙古自治区, 210000 辽宁省, 220000 吉林省,
230000 黑龙江省, 310000 上海市, 320000 江苏省, 330000 浙江省, 340000 安徽省, 350000 福建省, 360000 江西省,
370000 山东省, 410000 河南省, 420000 湖北省, 430000 湖南省, 440000 广东省, 450000 广西壮族自治区, 460000 海南省,
500000 重庆市, 510000 四川省, 520000 贵州省, 530000 云南省, 540000 西藏自治区, 610000 陕西省, 620000 甘肃省,
630000 青海省, 640000 宁夏回族自治区, 650000 新疆维吾尔自治区, 710000 台湾省, 810000 香港特别行政区, 820000 澳门特别行政区
"""

GUIZHOU = """
520100 贵阳市, 520102 南明区, 520103 云岩区, 520111 花溪区, 520112 乌当区, 520113 白云区, 520115 观山湖区,
520121 开阳县, 520122 息烽县, 520123 修文县, 520181 清镇市, 520200 六盘水市, 520201 钟山区, 520203 六枝特区,
520204 水城区, 520281 盘州市, 520300 遵义市, 520302 红花岗区, 520303 汇川区, 520304 播州区, 520322 桐梓县,
520323 绥阳县, 520324 正安县, 520325 道真仡佬族苗族自治县, 520326 务川仡佬族苗族自治县, 520327 凤冈县, 520328 湄潭县,
520329 余庆县, 520330 习水县, 520381 赤水市, 520382 仁怀市, 520400 安顺市, 520402 西秀区, 520403 平坝区,
520422 普定县, 520423 镇宁布依族苗族自治县, 520424 关岭布依族苗族自治县, 520425 紫云苗族布依族自治县, 520500 毕节市, 520502 七星关区,
520521 大方县, 520523 金沙县, 520524 织金县, 520525 纳雍县, 520526 威宁彝族回族苗族自治县, 520527 赫章县, 520581 黔西市,
520600 铜仁市, 520602 碧江区, 520603 万山区, 520621 江口县, 520622 玉屏侗族自治县, 520623 石阡县, 520624 思南县,
520625 印江土家族苗族自治县, 520626 德江县, 520627 沿河土家族自治县, 520628 松桃苗族自治县, 522300 黔西南布依族苗族自治州,
522301 兴义市, 522302 兴仁市, 522323 普安县, 522324 晴隆县, 522325 贞丰县, 522326 望谟县, 522327 册亨县,
522328 安龙县, 522600 黔东南苗族侗族自治州, 522601 凯里市, 522622 黄平县, 522623 施秉县, 522624 三穗县, 522625 镇远县,
522626 岑巩县, 522627 天柱县, 522628 锦屏县, 522629 剑河县, 522630 台江县, 522631 黎平县, 522632 榕江县,
522633 从江县, 522634 雷山县, 522635 麻江县, 522636 丹寨县, 522700 黔南布依族苗族自治州, 522701 都匀市, 522702 福泉市,
522722 荔波县, 522723 贵定县, 522725 瓮安县, 522726 独山县, 522727 平塘县, 522728 罗甸县, 522729 长顺县,
522730 龙里县, 522731 惠水县, 522732 三都水族自治县
"""

HUBEI = """
420100 武汉市, 420200 黄石市, 420281 大冶市, 420300 十堰市, 420302 茅箭区, 420303 张湾区, 420304 郧阳区,
420322 郧西县, 420323 竹山县, 420324 竹溪县, 420325 房县, 420381 丹江口市, 420500 宜昌市, 420600 襄阳市,
420602 襄城区, 420606 樊城区, 420607 襄州区, 420624 南漳县, 420625 谷城县, 420626 保康县, 420682 老河口市,
420683 枣阳市, 420684 宜城市, 420700 鄂州市, 420800 荆门市, 420900 孝感市, 421000 荆州市, 421002 沙市区,
421003 荆州区, 421022 公安县, 421024 江陵县, 421081 石首市, 421083 洪湖市, 421087 松滋市, 421088 监利市,
421100 黄冈市, 421102 黄州区, 421200 咸宁市, 421300 随州市, 422800 恩施土家族苗族自治州, 429004 仙桃市, 429005 潜江市,
429006 天门市, 429021 神农架林区
"""

HUNAN = """
430100 长沙市, 430102 芙蓉区, 430103 天心区, 430104 岳麓区, 430105 开福区, 430111 雨花区, 430112 望城区,
430121 长沙县, 430181 浏阳市, 430182 宁乡市, 430200 株洲市, 430300 湘潭市, 430400 衡阳市, 430500 邵阳市,
430600 岳阳市, 430700 常德市, 430800 张家界市, 430900 益阳市, 430902 资阳区, 430903 赫山区, 430921 南县,
430922 桃江县, 430923 安化县, 430981 沅江市, 431000 郴州市, 431100 永州市, 431124 道县, 431128 新田县,
431181 祁阳市, 431200 怀化市, 431230 通道侗族自治县, 431300 娄底市, 433100 湘西土家族苗族自治州
"""

CHONGQING = """
500101 万州区, 500102 涪陵区, 500103 渝中区, 500105 江北区, 500110 綦江区, 500111 大足区, 500112 渝北区,
500114 黔江区, 500151 铜梁区, 500154 开州区, 500156 武隆区, 500233 忠县, 500240 石柱土家族自治县,
500241 秀山土家族苗族自治县, 500242 酉阳土家族苗族自治县, 500243 彭水苗族土家族自治县
"""

GUANGDONG = """
440100 广州市, 440103 荔湾区, 440104 越秀区, 440105 海珠区, 440106 天河区, 440111 白云区, 440112 黄埔区,
440113 番禺区, 440114 花都区, 440115 南沙区, 440117 从化区, 440118 增城区, 440200 韶关市, 440300 深圳市,
440400 珠海市, 440402 香洲区, 440403 斗门区, 440404 金湾区, 440500 汕头市, 440600 佛山市, 440604 禅城区,
440605 南海区, 440606 顺德区, 440607 三水区, 440608 高明区, 440700 江门市, 440800 湛江市, 440900 茂名市,
441200 肇庆市, 441300 惠州市, 441302 惠城区, 441303 惠阳区, 441322 博罗县, 441323 惠东县, 441324 龙门县,
441400 梅州市, 441500 汕尾市, 441600 河源市, 441700 阳江市, 441800 清远市, 441900 东莞市, 442000 中山市,
445100 潮州市, 445200 揭阳市, 445300 云浮市
"""

ELSEWHERE = """
110105 朝阳区, 140200 大同市, 150303 海南区, 152921 阿拉善左旗, 210202 中山区, 211300 朝阳市, 211302 双塔区,
211321 朝阳县, 220104 朝阳区, 220200 吉林市, 220202 昌邑区, 220700 松原市, 220721 前郭尔罗斯蒙古族自治县, 230606 大同区,
330205 江北区, 330382 乐清市, 341500 六安市, 361124 铅山县, 623001 合作市, 632324 河南蒙古族自治县, 632500 海南藏族自治州
"""


def admin_unit(code: str, name: str, *, prefectures: frozenset[str]) -> AdminUnit:
    """A unit of today as the build makes it, without its polygon."""
    level = Level.COUNTY
    if code.endswith("00"):
        level = Level.PROVINCE if code.endswith("0000") else Level.PREFECTURE
    above = code[:4] + "00"
    prefecture = above if level is not Level.PROVINCE and above in prefectures else ""
    province = code[:2] + "0000"
    parent = {Level.PROVINCE: "", Level.PREFECTURE: province, Level.COUNTY: prefecture or province}[level]
    short = short_name(name, level)
    return AdminUnit(
        adcode=code,
        name=name,
        short_name=short,
        level=level,
        kind=unit_kind(name, level),
        parent=parent,
        prefecture=prefecture,
        province=province,
        pinyin=pinyin(short, READINGS),
        initials=initials(short, READINGS),
    )


def read_units(*tables: str) -> tuple[AdminUnit, ...]:
    """Units of tables like those above."""
    pairs = [entry.split() for table in tables for entry in table.replace("\n", " ").split(",")]
    codes = frozenset(code for code, _ in pairs)
    return tuple(admin_unit(code, name, prefectures=codes) for code, name in pairs)


UNITS = read_units(PROVINCES, GUIZHOU, HUBEI, HUNAN, CHONGQING, GUANGDONG, ELSEWHERE)

#: Renamings and upgrades, with the years in which each name was in use.
NAMES = (
    PlaceName("520281", "盘县", "old", 1999, 2016, "panxian", "px"),
    PlaceName("520281", "盘州市", "official", 2017),
    PlaceName("520204", "水城县", "old", 1987, 2019),
    PlaceName("520204", "水城区", "official", 2020),
    PlaceName("520581", "黔西县", "old", None, 2020),
    PlaceName("520581", "黔西市", "official", 2021),
    PlaceName("520304", "遵义县", "old", None, 2015),
    PlaceName("520600", "铜仁地区", "old", None, 2010, "tongrendiqu", "trdq"),
    PlaceName("520600", "铜仁市", "official", 2011),
    PlaceName("520602", "铜仁市", "old", 1987, 2010),
    PlaceName("420600", "襄樊市", "old", None, 2009),
    PlaceName("420600", "襄阳市", "official", 2010),
    PlaceName("420607", "襄阳区", "old", 2001, 2009),
    PlaceName("420607", "襄州区", "official", 2010),
    PlaceName("500110", "万盛区", "old", 1993, 2010),
    PlaceName("220721", "前郭", "alias"),
    PlaceName("220721", "前郭县", "alias"),
    PlaceName("520000", "黔", "alias"),
    PlaceName("440000", "粤", "alias"),
)
CHANGES = (
    CodeChange("520222", "盘县", "520281", 2017, "upgraded"),
    CodeChange("520221", "水城县", "520204", 2020, "upgraded"),
    CodeChange("520522", "黔西县", "520581", 2021, "upgraded"),
    CodeChange("520321", "遵义县", "520304", 2016, "upgraded"),
    CodeChange("522201", "铜仁市", "520602", 2011, "upgraded"),
    CodeChange("522427", "威宁彝族回族苗族自治县", "520526", 2011, "recoded"),
)
REGIONS = (
    Region("武鄂黄黄", (), "metropolitan area", ("420100", "420700", "420200", "421100")),
    Region("武襄十随", (), "industry belt", ("420100", "420600", "420300", "421300")),
    Region("宜荆荆都市圈", ("宜荆荆",), "metropolitan area", ("420500", "421000", "420800")),
    Region("江汉平原", (), "plain", ("421000", "429004", "429005", "429006")),
    Region("湖北三大都市圈", ("三大都市圈",), "group", ("420100", "420600", "420500"), area="420000"),
    Region("粤港澳大湾区", ("粤港澳", "大湾区"), "city cluster", ("440100", "440300", "810000", "820000")),
    Region("成渝地区双城经济圈", ("成渝",), "city cluster", ("500103", "510000")),
    Region(
        "渝东南", ("渝东南地区",), "part of a province", ("500114", "500240", "500241", "500242", "500243")
    ),
)


def zone(name: str, *adcodes: str, aliases: tuple[str, ...] = (), kind: str = "provincial") -> Zone:
    """A zone or site without a point."""
    return Zone(name, aliases, kind, adcodes, None, Precision.COUNTY, "test")


ZONES = (
    zone("贵州大龙经济开发区", "520622", aliases=("大龙经开区", "大龙")),
    zone("贵州碧江高新技术产业开发区", "520602"),
    zone("黔西南高新技术产业开发区", "522301", aliases=("黔西南州高新区",)),
    zone("义龙新区", "522301", "522328", kind="new-area"),
    zone("仲恺·安龙共建工业产业园", "522328", kind="park"),
    zone("重庆高新技术产业开发区", "500106", "500107"),
    zone("重庆正阳工业园区", "500114"),
    zone("湖南桃江经济开发区", "430922"),
)
SITES = (
    zone("灰山港镇", "430922", aliases=("灰山港",), kind="town"),
    zone("小海镇", "520526", aliases=("小海",), kind="town"),
    zone("西江千户苗寨", "522634", kind="scenic"),
    zone("正阳街道", "500114", aliases=("Zhengyang",), kind="town"),
)


def small_gazetteer() -> Gazetteer:
    """Gazetteer over all of the above."""
    return Gazetteer(PlaceTables(UNITS, NAMES, CHANGES, REGIONS, ZONES, SITES))
