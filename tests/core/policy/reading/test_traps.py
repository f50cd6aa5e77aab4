"""Names that hold a county's name and are none: rivers, firms, battles, brands."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.traps import TRAP_TITLES, find_trap


@pytest.mark.parametrize(
    ("text", "words", "trap"),
    [
        ("保护赤水河流域生态", "赤水", "water"),
        ("依托习水酒业扩能", "习水", "liquor"),
        ("弘扬遵义会议精神", "遵义", "history"),
        ("建设正定国际机场", "正定", "traffic"),
        ("铜仁学院与企业合作", "铜仁", "school"),
        ("盘江开阳磷化集团有限公司", "开阳", "company"),
        ("打响“正安吉他”品牌", "正安", "brand"),
        ("都匀毛尖、湄潭翠芽等品牌", "都匀", "brand"),
        ("弥勒太平湖周边", "弥勒", "landmark"),
        ("桃江籍企业家回乡", "桃江", "language"),
        ("黔江卷烟厂精品生产线", "黔江", "plant"),
        ("新县村镇银行提供贷款", "新县", "institution"),
        ("三明沙县机场扩建", "三明沙县", "institution"),
        ("推进内乡电厂二期建设", "内乡", ""),
        ("依托湘江水运发展来料加工", "湘江", "river"),
        ("利用柳江红花枢纽等条件", "柳江", "water"),
        ("“衡南—衡东—衡山”湘江东岸协作示范", "湘江", "river"),
        ("妥善做好丹江口库区企业搬迁", "丹江口", "water"),
        ("锦江宾馆等承办的产业推介活动", "锦江", "school"),
        ("科尔沁牛业等企业建立追溯体系", "科尔沁", "company"),
        ("西湖龙井茶品牌整合", "西湖", "brand"),
        ("“衡南—衡东—衡山”湘江东岸协作示范", "衡南", ""),
        ("沅江、资水、澧水沿岸禁止采砂", "沅江", "water"),
        ("隆安茉莉花加工，青秀山景区周边禁建", "隆安", ""),
        ("埇桥区果品加工，砀山酥梨品牌推广", "埇桥区", ""),
        ("县长高平、副县长武安任双组长", "高平", "person"),
        ("西南石油大学（南充）设立研究院", "南充", "school"),
        ("让群众幸福安康", "安康", "word"),
        ("东江、北江、韩江上游", "北江", "river"),
        ("湖南省长沙县做强工程机械", "长沙县", ""),
        ("支持开阳建设磷化工基地", "开阳", ""),
        ("支持息烽引进磷化工公司", "息烽", ""),
        ("在凯里市发展健康医药", "凯里市", ""),
        ("推动湄潭、凤冈等县发展茶产业", "湄潭", ""),
    ],
)
def test_a_trap_has_a_name(text: str, words: str, trap: str) -> None:
    start = text.index(words)
    assert find_trap(text, start, start + len(words)) == trap
    assert not trap or trap in TRAP_TITLES


def test_a_place_inside_a_known_company_is_none() -> None:
    text = "支持贵州盘州盘江精煤扩产"
    start = text.index("盘州")
    assert find_trap(text, start, start + 2, companies=[(2, 10)]) == "company"
