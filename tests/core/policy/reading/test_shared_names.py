"""Units of a list may leave out what their names have in common."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_assembly import places, read

_INNER_MONGOLIA, _JIANGXI = "150000", "360000"


@pytest.mark.parametrize(
    ("words", "adcodes"),
    [
        ("乌拉特前旗、中旗、后旗", {"150823", "150824", "150825"}),
        ("乌拉特前、中、后三旗", {"150823", "150824", "150825"}),
        ("苏尼特左、右旗", {"152523", "152524"}),
        ("新巴尔虎左、右两旗", {"150726", "150727"}),
        ("科尔沁左翼中、后旗", {"150521", "150522"}),
        ("科尔沁右翼前旗和中旗", {"152221", "152222"}),
        ("鄂托克旗、前旗", {"150624", "150623"}),
        ("阿拉善左、右旗和四子王旗", {"152921", "152922", "150929"}),
        ("土默特左旗、右旗及东、西乌珠穆沁旗", {"150121", "150221", "152525", "152526"}),
        ("克什克腾旗、阿鲁科尔沁旗", {"150425", "150421"}),
    ],
)
def test_banners_share_their_names(tools: ReadingTools, words: str, adcodes: set[str]) -> None:
    draft = read(tools, "一、畜牧", f"支持{words}发展肉羊。", region=_INNER_MONGOLIA)
    assert places(draft, "一") == {"named": adcodes}


def test_a_prefecture_in_front_only_says_where_they_lie(tools: ReadingTools) -> None:
    draft = read(tools, "一、商贸", "南昌东、西湖区发展商贸。", region=_JIANGXI)
    assert places(draft, "一") == {"named": {"360102", "360103"}}


def test_parts_that_make_no_name_stay_words(tools: ReadingTools) -> None:
    draft = read(tools, "一、协同", "推动东、西两区协同，改造新、老城区。", region=_JIANGXI)
    assert "named" not in places(draft, "一")
