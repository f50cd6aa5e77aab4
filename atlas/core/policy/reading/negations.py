"""Words that say that something may not be or is not asked: one list for all rules, in parts by what they are said of.

A pattern of each part is a text without a group around it. What asks for an end of what there is (淘汰, 退出) is a task in
``prohibitions``, but rules out a place (取消其试点资格) and what stands behind it.
"""

from __future__ import annotations

# Ban an undertaking and leave a place out alike.
_EVERYWHERE = (
    "不属于?本|不作(?:产业|工业)?布局|不同意|只退不增|只减不增|暂不|不予|停建|不宜|暂缓|不支持|不鼓励|不安排|不新建?|不布局"
    "|不列为|不作为|不下达|不受理|不批准?|不审批|原则上不(?!得?(?:低|少|小|高|大|多|超|突破))|一律不|不承接|不引进|不扩大|不保留|不上马|不开发|不另[设建]"
    "|不纳入|不列入|不享受|不承担|不参评|不考核|不作[^，。；]{0,8}考核|不设(?=[^，。；]{0,8}(?:指标|任务|考核|园区|项目))"
)
# A place from which nothing is asked, or that stays as it is: nobody is forbidden anything.
_SPARES_A_PLACE = "取消|撤销|不适用|不作调整|维持现状|保持不变|有序退出|逐步退出|无需|不参与|不参加"
# Said of plants and trades only.
_BANS_A_TRADE = "停批|暂停|坚决不|不发展|不搞|不准|不许|不允许"

#: Rules out the places beside it, in whatever form: 禁止类 and 不再是 tell of a place, too, what it is not to be.
RULES_OUT_PLACES = (
    f"{_EVERYWHERE}|{_SPARES_A_PLACE}|不再|不得(?!低于|少于|超过|高于|突破)|严禁|禁止|禁建|禁批|禁采|停止"
)
#: Forbids what a whole sentence is about: no limit (不得低于), no state (不再是), no part of a noun (禁止类).
FORBIDS = (
    f"{_EVERYWHERE}|{_BANS_A_TRADE}|不再(?!是|适用|存在|突出|单纯|仅)"
    "|不得(?!不|已|有?(?:低|少|小|短|高|大|多|长|晚|迟|早|超|突破|逾))"
    "|(?:严禁|禁止|禁建|禁批|禁采)(?![类性令区牧])|停止(?!运营的|生产的)"
)
#: Stands before a name of an undertaking or a topic that is unwanted: bans, and what is to shrink or to end.
UNWANTED = "严禁|禁止|不得|不再|不予|不宜|不布局|不新增|暂不|暂停|遏制|限制|淘汰|关停|退出"
