"""Kinds of figures: sums that a measure pays, conditions it sets, size classes of what is counted, growth and shares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atlas.core.policy.reading.figures.quantities import Quantity

_PAYING = re.compile(
    r"奖励|奖补|补助|补贴|贴息|资助|奖金|兑现|一次性|返还|减免|免收|免征|给予|扶持资金|奖扶|补偿|授信|贷款额度|担保额度|补足|让利|降费"
)
_PAYING_AFTER = re.compile(
    r"[^，,；;。\n]{0,6}(?:标准|的?比例|给予|予以)[^，,；;。\n]{0,6}(?:奖励|奖补|补助|补贴|资助|贴息)"
)
_CONDITION_TAIL = re.compile(
    r"(?:级)?(?:及以上|以上|以内|以下|左右)?(?:且[^，,；;。\n]{0,12})?的[^，,；;。、\n]{0,14}?(?:企业|项目|产业|集群|园区|单位|平台|个人|团队|经营主体|主体|农户|合作社|人才|机构|市场主体|设备|县|市)"
)
_CLASS_TAIL = re.compile(
    r"(?:级)?(?:及以上|以上)?(?:的)?[“”\"]?(?:[^，,；;。、\n\d]{0,10}?)(?:企业|项目|产业|集群|园区|县|镇|乡|龙头|品牌|市场|基地|开发区|大县|强县)"
)
_CLASS_HEAD = re.compile(
    r"(?:超过|超|过|破|突破|达到|达|上|不低于|投资|产值|营收|收入|税收|总投资|\A|[，,、；;“])\s?\Z"
)
_FOR = re.compile(r"(?:对|凡|符合|针对|年度|首次)[^，,；;。\n]*\Z")
_GROWTH = re.compile(r"增长|增速|增幅|下降|降低|降幅|提高|提升|减少|压减|翻")
_EACH = re.compile(
    r"(?:每个?|各个?|每一个)(?:重点)?(?:\(?县|市|区|州|乡|镇|街道|园|开发区|村|旗|试点)[^，,；;。\n]*\Z|(?<![年月日季平人户亩地])均(?![衡价值质匀])[^，,；;。\n]{0,8}\Z"
)
_PERIODIC = re.compile(r"(?:每年|逐年|年均|每个?季度|每月)[^，,；;。\n]{0,24}\Z")
_SEGMENT_WINDOW = 40


@dataclass(frozen=True, slots=True)
class KindOfFigure:
    """What sort of figure a quantity is.

    Parameters
    ----------
    rule
        Name of the rule.
    per
        ``each`` or empty.
    is_policy_amount
        A sum or condition of a measure.
    """

    rule: str
    per: str
    is_policy_amount: bool = False


def kind_of_figure(text: str, quantity: Quantity, sentence: tuple[int, int]) -> KindOfFigure:
    """Kind of a quantity from the words of its sentence.

    Parameters
    ----------
    text
        Text with half-width signs.
    quantity
        One of its quantities.
    sentence
        Where its sentence starts and ends.

    Returns
    -------
    KindOfFigure
        Its rule is ``count`` or ``amount`` where nothing special is said.
    """
    start, end = (
        max(sentence[0], quantity.start - _SEGMENT_WINDOW),
        min(sentence[1], quantity.end + _SEGMENT_WINDOW),
    )
    before, after = text[start : quantity.start], text[quantity.end : end]
    per = "each" if _EACH.search(before) else ""
    is_sum = quantity.unit.endswith("元") or quantity.unit == "%"
    if is_sum and (_PAYING.search(before) or _PAYING_AFTER.match(after)):
        return KindOfFigure("policy amount", per, is_policy_amount=True)
    if _CONDITION_TAIL.match(after) and (_PAYING.search(after) or _FOR.search(before)):
        return KindOfFigure("condition", per, is_policy_amount=True)
    return KindOfFigure(_plain_rule(quantity, before, after), per)


def _plain_rule(quantity: Quantity, before: str, after: str) -> str:
    if quantity.form in ("level", "multiple", "zero", "ratio"):
        return quantity.form
    if not quantity.counter and quantity.unit != "%" and _CONDITION_TAIL.match(after):
        return "criterion"
    if quantity.unit.endswith("元") and _CLASS_TAIL.match(after) and _CLASS_HEAD.search(before):
        return "criterion"
    if quantity.value_max is not None:
        return "range"
    if quantity.unit in ("%", "‰", "个百分点", "百分点"):
        return "growth" if _GROWTH.search(before[-12:]) else "share"
    if _PERIODIC.search(before):
        return "each period"
    return "count" if quantity.counter else "amount"
