"""The place in front of the name of a project in a box says where it lies, whatever the name goes on with."""

from __future__ import annotations

import pytest

from atlas.core.policy.reading.context import ReadingTools
from tests.core.policy.reading.test_assembly import places, read

_JINGZHOU, _LIAONING, _GANSU = "421000", "210000", "620000"


@pytest.mark.parametrize(
    ("entry", "region", "adcode"),
    [
        ("公安青吉工业园二期", _JINGZHOU, "421022"),
        ("松滋白云边酒业技改项目", _JINGZHOU, "421087"),
        ("石首楚源集团扩建项目", _JINGZHOU, "421081"),
        ("桓仁山参与红松籽精深加工项目", _LIAONING, "210522"),
        ("凤城老窖酒业搬迁项目", _LIAONING, "210682"),
        ("合作牦牛肉精深加工项目", _GANSU, "623001"),
        ("民乐紫皮大蒜加工基地", _GANSU, "620722"),
    ],
)
def test_an_entry_lies_where_its_name_begins(
    tools: ReadingTools, entry: str, region: str, adcode: str
) -> None:
    draft = read(tools, "一、项目", "专栏1 重点项目", f"1.{entry}：总投资5亿元。", region=region)
    asked = {
        place.candidates[0].adcodes[0] for item in draft.items for place in item.places if place.candidates
    }
    assert asked == {adcode}


@pytest.mark.parametrize(
    "entry", ["合作共建产业园项目", "公安大数据中心项目", "合作银行改制项目", "东山湖公园建设项目"]
)
def test_everyday_words_and_lakes_are_still_no_counties(tools: ReadingTools, entry: str) -> None:
    for region in (_JINGZHOU, _LIAONING, _GANSU):
        draft = read(tools, "一、项目", "专栏1 重点项目", f"1.{entry}：总投资5亿元。", region=region)
        assert "named" not in places(draft, "一/专栏/1")


def test_a_company_from_elsewhere_leaves_the_entry_to_the_place_inside_it(tools: ReadingTools) -> None:
    draft = read(
        tools, "一、项目", "专栏1 重点项目", "1.松滋白云边集团石首酱酒项目：投产。", region=_JINGZHOU
    )
    assert places(draft, "一/专栏/1")["named"] == {"421081"}


def test_in_a_sentence_a_company_is_no_place(tools: ReadingTools) -> None:
    draft = read(tools, "一、企业", "支持松滋白云边酒业、石首楚源集团扩大产能。", region=_JINGZHOU)
    assert "named" not in places(draft, "一")
