"""Which endings make the name of a cluster, a zone or a project, and which words around it say that it is asked for."""

from __future__ import annotations

import re

from atlas.core.model import Kind
from atlas.core.policy.reading.negations import UNWANTED

#: Words of building that belong to the name when they stand right before its ending (航电枢纽建设项目).
_INNER = (
    "(?:(?:建设|共建|改造|技改|技术改造|升级|提升|扩建|改扩建|迁建|新建|续建|配套|示范|试点|开发|研发|推广|加工|生产|制造|提质|增效|综合利用"
    "|回收|利用|处理|处置|保护|修复|治理|扩能|扩产|搬迁|转移|引进|合作|服务|监测|交易|培育|提级|创新|集聚|发展|承接|投资|保障|供应"
    "|[一二三四五六七八九十\\d]{1,4}期|（[^（）]{1,8}）|\\([^()]{1,8}\\))){0,4}"
)

_CLUSTER = "产业集群|集群"
_OFFICIAL_ZONE = "经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|产业开发区|旅游度假区|综合保税区|工业集中区|开发区|经开区|高新区|保税区|集中区"
_PARK = (
    "产业园区|工业园区|园区|产业示范园|示范园|产业园|工业园|科技园|化工园|加工园|物流园|食品园|创业园|孵化园|农业园|医药园|材料园|装备园"
    "|文化园|循环园|科技城|产业城|航空城|产业集聚区|产业聚集区|集聚区|聚集区|示范区|先行区|试验区|创新区|度假区|功能区|产业新城|小镇|产业基地|基地"
)
_PROJECT = (
    "工程项目|项目|工程|计划|生产线|水电站|核电站|光伏电站|抽水蓄能电站|蓄能电站|储能电站|变电站|电站|发电厂|热电厂|电厂|加工厂|工厂|车间"
    "|风电场|光伏场|航电枢纽|枢纽|中心|平台|水库|码头|铁路专用线|专用线|气田|煤矿|博物馆|交易市场|批发市场|示范线"
)


def _longest_first(words: str) -> str:
    ordered = sorted(words.split("|"), key=lambda word: (-len(word), word))
    return "|".join(f"{word}区?" if word.endswith("园") else word for word in ordered)


#: Finds the end of every name; the group that matched tells the kind.
ENDING = re.compile(
    f"{_INNER}(?:(?P<cluster>{_longest_first(_CLUSTER)})|(?P<project>{_longest_first(_PROJECT)})"
    f"|(?P<official>{_longest_first(_OFFICIAL_ZONE)})|(?P<park>{_longest_first(_PARK)}))(?![内外化级群]|区?(?:管委会|管理委员会|党工委|办公室|主任))"
)

KIND_OF_GROUP = {
    "cluster": Kind.CLUSTER,
    "project": Kind.PROJECT,
    "official": Kind.ZONE,
    "park": Kind.ZONE,
}

#: Before a name, in the same part of the sentence: somebody is to build or change it.
ASKED_BEFORE = re.compile(
    "支持|推动|推进|加快|建设|打造|建成|共建|筹建|创建|争创|申报|成立|设立|构建|形成|搭建|布局|规划|谋划|实施|启动|开工|培育|壮大|做强|做大|做优"
    "|提升|完善|优化|发展|引进|落地|建立|投产|续建|新建|扩建|抓好|抓实|建好|办好|深化|促进|确保|争取|聚焦|突出|依托|成为|发挥|推广|开展|组织|持续"
    "|重点|推行|启用|改造|以|将|为"
)
#: A title with one of these inside is a sentence and no name.
SENTENCE_VERBS = re.compile(
    "各建|共建|合办|新增|争取|建设|承接|新建|打造|发展|布局|支持|推进|推动|加快|实施|不再|严禁|禁止|引进|不得|安排|深化|强化|加强|坚持|做[强大优好]|建好|培育|完善|健全|的"
)
#: Right before the name of a zone that exists: it is to be set up, not only to be the place of something else.
SET_UP_BEFORE = re.compile(
    '(?:创建|争创|申报|成立|设立|新设|筹建|组建|打造|升级为|建成|规划建设|建设)(?:一批|一个)?[“"]?$'
)
#: Right behind the name of a zone: its own standing or border is to change.
RISES_AFTER = re.compile(
    "(?:[^，。；\\n]{0,6}?)(?:创建|升级|争创|申报|扩区|调区|扩容|提档|晋级|晋升|建成|打造成|建设成|转型|整合|设立|挂牌)"
)
#: Right behind a name.
ASKED_AFTER = re.compile(
    "(?:的)?(?:建设|开工|落地|投产|建成|竣工|扩能|升级|改造|发展|提质|早日|如期|尽快|尽早|加快|启动|前期|实施|扩产|达产)"
)

#: Named measures are no undertakings; an 工程 or 计划 counts when it is built or printed as a title.
BUILT_WORKS = re.compile(
    '(?:建设|改造|扩建|新建|搬迁|迁建|治理|修复|配套|引水|供水|调水|输水|管网|安置|枢纽|一期|二期|三期|[”"])(?:工程|计划)$|[”"]$'
)

#: What a status word tells, nearest to the name first.
STATUS = re.compile(
    "在建|续建|新建|改扩建|扩建|谋划|拟建|规划建设|新开工|开工|投产|达产|建成|竣工|签约|储备|前期工作"
)

#: Behind one of these, in the same part of a sentence, a name is what must not be.
FORBIDDEN_BEFORE = re.compile(f"{UNWANTED}|停止")
