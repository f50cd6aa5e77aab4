"""What a park or zone is worth as a topic: it is asked for where it is built, else it is the place of something else."""

from __future__ import annotations

import re
from dataclasses import replace

from atlas.core.policy.reading.topics.hits import SURE, TopicHit

#: Topics of a word for a park.
PARKS = ("zones",)

#: A park is asked for where it is built, widened or raised; elsewhere it is only where something happens.
_AT_WORK = 0.6
_BUILDS = re.compile(
    r"(?:[建创设]设(?!地点)|建成|建好|打造|规划|[新扩共合改续]建|创[建成]|争创|设立|升级|申报|培育|推[动进]|加快|改造|启动|布局|新增|开发|提升|完善|支持|划定|办好|做[强大优])"
    r"[^，。；：\n]{0,30}$"
)
_FOUNDS = re.compile(r"(?:建设(?!地点)|建成|打造|创建|新设|设立|申报|升级)[^，。；：、\n]{0,12}$")
_IS_BUILT = re.compile(
    r"[^，。；：、\n]{0,6}(?:建设|扩[区建容大]|升级|面积|占地|[一二三四五六]期|起步区|提[档质升]|项目|工程|调区|调规|整合|申报|创建|共建|合作|产值|营业收入|亩均|税收|污水|吸纳)|$|[：:]"
)


def weigh_park(text: str, hit: TopicHit) -> TopicHit:
    """A park, with less weight where it is only the place of something else, and more where a named zone is built.

    Parameters
    ----------
    text
        The text.
    hit
        A word for a park in it.
    """
    if _FOUNDS.search(text, max(0, hit.start - 16), hit.start):
        return replace(hit, weight=max(hit.weight, SURE))
    if _BUILDS.search(text, max(0, hit.start - 40), hit.start) or _IS_BUILT.match(text, hit.end):
        return hit
    return hit.times(_AT_WORK)
