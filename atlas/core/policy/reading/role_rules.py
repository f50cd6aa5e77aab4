"""The rules that tell the role of a list of places, as data: words before it, words behind it, where it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atlas.core.model import Relation
from atlas.core.policy.reading.negations import RULES_OUT_PLACES
from atlas.core.policy.reading.sides import Side


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A rule; a pattern that is ``None`` fits everything.

    Parameters
    ----------
    name
        Kept as evidence.
    relation
        What the clause has to do with the places.
    confidence
        Trust in the rule before calibration, 0 to 1.
    before, after
        Words right before and behind the list.
    sides
        Where its places may lie.
    needs_subject
        Only where somebody who is asked to act stands before it.
    needs_line
        Only for places that dashes part.
    """

    name: str
    relation: Relation
    confidence: float
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    sides: frozenset[Side] = frozenset(Side)
    needs_subject: bool = False
    needs_line: bool = False


_ETC = "(?:等[^，。；、（）()]{0,8}?|\\d+个|[一二三四五六七八九十两]+个?)?"
_FOREIGN = frozenset({Side.OUTSIDE, Side.ABOVE})
_HOME = frozenset({Side.INSIDE})
# 海原县不布局数据中心，重点承接纺织: what follows a negation asks the same county for something else.
_INSTEAD = "重点|主要|转为|转向|转而|转产|改为|着力|鼓励|大力|以(?!生态|保护|水源)[^，。；]{1,16}为(?:主|重点)|与[^，。；]{2,12}(?:协作|合作|共建|联合)"
# 停止开采，不再核发开采点，转向陶瓷: behind what may not be, what is asked instead.
_TURNS_TO = f"(?![^，。；]{{0,24}}，(?:[^，。；]{{2,16}}，)?(?:{_INSTEAD}))"
_ASKED_INSTEAD = f"(?![^，。；]{{0,24}}，(?:[^，。；]{{2,16}}，)?(?:{_INSTEAD}|可?(?:以|适度|适当|有序|积极|稳步)?(?:发展|布局|承接)|(?:20\\d\\d年(?:底|末)?前?)?(?:全面)?(?:完成|实施|启动)(?!情况)))"
_JOINT = (
    "合作|协作|共建|结对|帮扶|联动|对接|互补|互动|互设|签订|交流|携手|协同|共享|飞地|支援|错位|衔接|联合|共同"
)
# Words that ask for something end the reach of a negation further on.
_POSITIVE = "承接|统一|保护(?![区地红]|为主|范围|要求|核心|优先|任务)|只(?!作|做|开展生态|进行生态)|压减|淘汰|整合|(?<!保护)(?<!涵养)(?<!生态)为(?:主|重点)，(?:禁止|严禁|不得|不再|不参与|不参加|不纳入|不列入|不设|不承接|不布局|不考核)|提升|提高|完成|稳定|达到|\\d|其他|其余|发展|建设|打造|培育|推进|支持|加快|做强|做大|重点|布局(?!新)|升级|改造|承担|联合|要(?!素|求)"
# What a part between commas says that asks for nothing: 某县位于水源地，禁止…
_NO_TASK = (
    f"(?:(?:(?!{_POSITIVE})[^，。；]){{0,4}}|按(?:照)?(?:现行|现有|原有?|既有)[^，。；]{{0,20}}|(?=[^，。；]{{0,26}}(?:位于|属于?|作为|地处|处于|列入|纳入|因|由于|受|[内是仅只]|生态|保护|水源|涵养|管控|范围|红线|敏感|区域|控制|从严|严格|限制|为主))"
    f"(?:(?!{_POSITIVE})[^，。；]){{0,26}})"
)
_ROAD = (
    "高速(?!增长|发展)|铁路|高铁|公路|国道|省道|快速路|快速通道|大通道|通道|走廊|廊道|旅游线|精品线|线路|航线|专线|管道|输气|输变电|之旅|"
    "环线|连接线|联络线|公交|班车|客运|联运线|城际|班列|航道|轨道|动车|直达|支线|干线"
)
# One end of a road, the other may be any place: 集安—桓仁公路, 松江河至长白高速.
_TO = "(?<![—－甚乃以])(?:[—－–~-]|至|到|经)(?![—－])"
# 唐山市其他县（市、区）不再…: all but those of whom the words before speak.
_THE_REST = "的?(?:其他|其余|其它)各?(?:[县市区旗]+(?:[（(][^）)]{1,8}[）)])?|地区|地方)"
_PLAIN = "(?:(?!建设|发展|打造|新建|布局|形成)[^，。；、：（）()\\d])"
ROLE_RULES: tuple[RoleRule, ...] = (
    RoleRule(
        "except",
        Relation.EXCLUDED,
        0.95,
        re.compile("除(?:了|去|开)?[^，。；]{0,24}$"),
        re.compile(
            "[^，。；]{0,24}?(?:以外|之外|(?<!境)(?<!海)(?<!对)外(?![资贸商向出迁部来地包销围流延卖籍]))(?!，?[还也]|，同时)"
        ),
    ),
    RoleRule(
        "not counting",
        Relation.EXCLUDED,
        0.95,
        re.compile("(?:不含|不包括|不包含|未含|剔除|扣除|不计)[^，。；）)]{0,6}$"),
    ),
    RoleRule(
        "left out",
        Relation.EXCLUDED,
        0.95,
        None,
        re.compile(
            f"{_ETC}(?:[县市区州]?|[^，。；：、（）()]{{0,8}}(?=除外))(?:除外|不在此列|不在其列|不在[^，。；）)]{{0,6}}(?:范围|之列)|不计入)"
        ),
    ),
    RoleRule("all but", Relation.EXCLUDED, 0.9, None, re.compile(f"{_ETC}(?:之外|以外)(?=的|，)")),
    RoleRule(
        "negated before",
        Relation.NEGATED,
        0.9,
        re.compile(f"(?:(?:{RULES_OUT_PLACES})[^，。；：]{{0,24}}|(?:严控|严格控制|严格限制|限制|遏制)在?)$"),
    ),
    RoleRule(
        "negated behind",
        Relation.NEGATED,
        0.9,
        None,
        re.compile(f"{_ETC}(?:{_THE_REST})?[^，。；：]{{0,6}}(?:{RULES_OUT_PLACES}){_TURNS_TO}"),
    ),
    RoleRule(
        "negated further on",
        Relation.NEGATED,
        0.8,
        re.compile(f"(?:^|[，。；：、（(—])(?:(?!{_POSITIVE})[^，。；：]){{0,12}}$"),
        re.compile(
            f"(?:(?:(?!{_POSITIVE})[^，。；]){{0,26}}?|{_NO_TASK}，(?:今后|原则上|一律|均|也|都|并|且|同时)?)(?:{RULES_OUT_PLACES}){_ASKED_INSTEAD}"
        ),
    ),
    RoleRule(
        "dealt with elsewhere",
        Relation.CONTEXT,
        0.85,
        None,
        re.compile(
            "(?:(?!发展|建设(?!另)|打造|培育)[^，。；]){0,40}?(?:另行(?!制定(?:具体|配套)?(?:的|落实)*(?:措施|细则))|另按|按[^，。；]{0,10}专项[^，。；]{0,6}执行|按规定管控|不在[^，。；]{0,16}(?:方案|规划|意见|范围)|由[^，。；]{2,12}(?:部门|局|厅|委)(?:另行|统一|负责(?:推介|管理|保护)))"
        ),
    ),
    RoleRule(
        "route of goods",
        Relation.ROUTE,
        0.85,
        re.compile("(?<!已)(?<!曾)(?:经由?|取道|借道)$"),
        re.compile(f"{_ETC}(?:方向|口岸|港口?|(?:国际)?陆港|出省|出海|中转|转运|进入|运往|连接)"),
    ),
    RoleRule(
        "condition",
        Relation.CONTEXT,
        0.8,
        re.compile("(?:^|[。；：])[^，。；：]{0,4}$"),
        re.compile(
            "[^，。；]{2,24}(?:外迁|完成|达到|达标|符合|新建|投资|超过|落户|引进|获得)[^，。；]{0,12}的，"
        ),
    ),
    RoleRule(
        "told as a story",
        Relation.CONTEXT,
        0.85,
        re.compile("(?:讲好|讲述|牢记|铭记|弘扬|传承|传唱|宣传|缅怀|纪念)[^。；]{0,16}$"),
        re.compile("[^，。；]{0,16}(?:故事|精神|文化|传统|事迹|历史|嘱托)"),
    ),
    RoleRule(
        "road",
        Relation.ROUTE,
        0.9,
        None,
        re.compile(f"[）)]?[^，。；]{{0,10}}?(?:{_ROAD}|货运|运输|物流联系|客货联系|物流线|出海物流)"),
        needs_line=True,
    ),
    RoleRule(
        "road from",
        Relation.ROUTE,
        0.9,
        None,
        re.compile(f"(?:县城|市区|城区|新区|机场)?{_TO}{_PLAIN}{{1,16}}?(?:{_ROAD})(?!沿线|沿途|经济|产业)"),
    ),
    RoleRule(
        "road reaching",
        Relation.ROUTE,
        0.9,
        re.compile(f"[\u4e00-\u9fff]{{2,6}}{_TO}$"),
        re.compile(
            f"(?:县城|市区|城区|新区|机场)?(?:[段线]|{_PLAIN}{{0,8}}?(?:{_ROAD})(?!沿线|沿途|经济|产业))"
        ),
    ),
    RoleRule(
        "road between", Relation.ROUTE, 0.9, None, re.compile(f"{_ETC}之间[^，。；]{{0,8}}?(?:{_ROAD})")
    ),
    RoleRule(
        "stops of a road",
        Relation.ROUTE,
        0.9,
        re.compile(
            "(?:走廊|之旅|线路|旅游线|精品线|环线|通道|高速|铁路)[^，。；]{0,4}[：:（(][^，。；]{0,8}$"
        ),
        needs_line=True,
    ),
    RoleRule(
        "exit of a road",
        Relation.ROUTE,
        0.9,
        re.compile("(?:高速|铁路|公路|国道|省道)[^，。；]{0,12}$"),
        re.compile("(?:[、和及与][^，。；、]{1,8}){0,3}?(?:出口|互通|出入口|收费站|服务区)"),
    ),
    RoleRule(
        "along a road",
        Relation.ROUTE,
        0.85,
        re.compile("(?:途经|途径|经停|贯穿|穿越|连通|贯通|串联|连接|联通|直达|通往|开行)[^，。；]{0,4}$"),
    ),
    RoleRule(
        "road to",
        Relation.ROUTE,
        0.85,
        None,
        re.compile(f"{_ETC}(?:的)?(?:{_ROAD})(?!沿线|经济带)"),
        sides=frozenset({Side.OUTSIDE}),
    ),
    RoleRule(
        "experience of",
        Relation.CONTEXT,
        0.9,
        re.compile("(?:学习|借鉴|参照|对标|参考|复制|推广|考察|总结)[^，。；]{0,6}$"),
        re.compile("[^，。；]{0,30}(?:经验|做法|模式|路径|样板|案例|机制)"),
    ),
    RoleRule(
        "model of",
        Relation.CONTEXT,
        0.8,
        None,
        re.compile(
            f"{_ETC}(?:的)?(?:经验|先进经验|成功经验|做法|模式)(?!创新)|[^，。；]{{0,24}}(?:经验|做法)(?:可供|可资|值得|供|由省|由市|由州|已)"
        ),
    ),
    RoleRule(
        "taken as a pattern",
        Relation.CONTEXT,
        0.85,
        re.compile("(?:以|把|将)$"),
        re.compile("[^，。；]{0,12}(?:为|作为)(?:样板|榜样|标杆|范例|参照|蓝本|模板|例(?![外行])|借鉴)"),
    ),
    RoleRule(
        "near",
        Relation.CONTEXT,
        0.85,
        re.compile(
            "(?:毗邻|邻近|临近|紧邻|紧靠|距离|相邻|接壤|地处|东接|西接|南接|北接|东临|西临|南临|北临|东邻|西邻|南邻|北邻)[^，。；]{0,3}$"
        ),
        sides=frozenset({Side.OUTSIDE, Side.ABOVE, Side.INSIDE}),
    ),
    RoleRule(
        "native of",
        Relation.CONTEXT,
        0.85,
        None,
        re.compile("(?:籍|人(?:在外|回乡)|会议|精神|以来|讲话|视察)"),
        sides=frozenset({Side.OUTSIDE, Side.ABOVE, Side.INSIDE}),
    ),
    RoleRule(
        "market before",
        Relation.MARKET,
        0.9,
        re.compile(
            "(?:销往|畅销|远销|直销|直供|供应|出口至?|进军|打入|进入|开拓|拓展|拓宽|抢占|占领|布局|外销至?|行销)[^，。；]{0,6}$"
        ),
        sides=_FOREIGN,
    ),
    RoleRule(
        "goods to",
        Relation.MARKET,
        0.8,
        re.compile(
            "(?:产品|商品|物资|货物|农产品)(?:主要|重点|大量|优先)?(?:进入|销往|主销|供应|主供|打入|直供)[^，。；]{0,10}$"
        ),
    ),
    RoleRule(
        "market behind",
        Relation.MARKET,
        0.9,
        None,
        re.compile(f"{_ETC}[^，。；、]{{0,8}}?(?:市场|客源|游客|消费者|餐桌|菜篮子|采购商|专销区)"),
        sides=_FOREIGN,
    ),
    RoleRule(
        "market inside",
        Relation.MARKET,
        0.8,
        re.compile("(?:面向|开拓|拓展|进入|对接|占领|抢占|打入|瞄准|辐射)[^，。；]{0,6}$"),
        re.compile(f"{_ETC}[^，。；、]{{0,8}}?(?:市场|客源|游客|消费者)"),
        sides=_HOME,
    ),
    RoleRule(
        "sold to",
        Relation.MARKET,
        0.85,
        re.compile("(?:销往|畅销|远销|直供|行销|返销)[^，。；]{0,6}$"),
        sides=_HOME,
    ),
    RoleRule(
        "helped by",
        Relation.PARTNER,
        0.9,
        re.compile("(?:由|得到|争取|依靠|借助|依托|用好)[^，。；]{0,4}$"),
        re.compile(f"{_ETC}[^，。；]{{0,6}}(?:对口|结对|帮扶|支援|援建|援助)"),
        needs_subject=True,
    ),
    RoleRule(
        "served by its subject",
        Relation.PARTNER,
        0.8,
        re.compile("(?:面向|围绕|服务)[^，。；、]{0,2}$"),
        re.compile(f"{_ETC}(?:搞好|做好|开展|提供)?[^，。；、]{{0,4}}(?:配套|服务)"),
        sides=_HOME,
        needs_subject=True,
    ),
    RoleRule(
        "is helped",
        Relation.PARTNER,
        0.85,
        re.compile("(?:对|向|援助|支援|援建|帮扶)[^，。；]{0,4}$"),
        re.compile(f"{_ETC}(?:开展|实施|提供|进行|的)?[^，。；]{{0,4}}(?:援助|支援|援建|帮扶|捐赠)"),
        sides=frozenset({Side.OUTSIDE}),
    ),
    RoleRule(
        "helps others",
        Relation.PARTNER,
        0.8,
        re.compile("(?:^|[，。；：、）)])[^，。；：]{0,3}$"),
        re.compile(f"{_ETC}(?:分别|继续)?(?:到[^，。；]{0, 6})?(?:结对|对口)(?!共建)"),
    ),
    RoleRule(
        "together with",
        Relation.PARTNER,
        0.9,
        re.compile("(?:与|同|和|跟|携手|联合|联动|对接|协同|牵手)[^，。；、]{0,5}$"),
        re.compile(f"[^，。；]{{0,14}}(?:{_JOINT})"),
        sides=_FOREIGN,
    ),
    RoleRule(
        "counterpart",
        Relation.PARTNER,
        0.85,
        re.compile(
            "(?:承接|引进|引入|来自|赴|前往|对接|融入|借助|依托|利用|联合|携手|会同|协同|联动|加强与|对口|参与|招引|吸引|争取|瞄准|面向|聚焦)[^，。；]{0,8}$"
        ),
        None,
        sides=frozenset({Side.OUTSIDE}),
    ),
    RoleRule(
        "joined by its subject",
        Relation.PARTNER,
        0.75,
        re.compile("[，：](?:并|要|主动|积极|同时|加强)?(?:与|同|和|跟)[^，。；、]{0,2}$"),
        re.compile(f"[^，。；]{{0,14}}(?:{_JOINT})"),
        sides=_HOME,
        needs_subject=True,
    ),
    RoleRule(
        "their institutes",
        Relation.PARTNER,
        0.85,
        re.compile("(?:联合|携手|依托|对接|借助|引进|借力|利用|用好|牵手|会同)[^，。；、]{0,2}$"),
        re.compile(
            f"{_ETC}(?:的)?(?:知名|骨干|重点|优势|驻地|有关|相关)?(?:高校|院校|大学|院所|科研|研究院|研究所|职业院校|职院|科技人才|专家|科教)"
        ),
        sides=_HOME,
        needs_subject=True,
    ),
    RoleRule(
        "joined by its subject",
        Relation.PARTNER,
        0.75,
        # 支持甲联合乙打造… asks both, 由甲联合乙建设… the one.
        re.compile("^(?:(?!支持|推动|推进|鼓励|引导|促进|组织|指导).)*(?<!与)(?:联合|携手|会同|牵手)$"),
        sides=_HOME,
        needs_subject=True,
    ),
    RoleRule(
        "drawn on by its subject",
        Relation.PARTNER,
        0.75,
        re.compile("(?:承接|引进|引入|来自|赴|前往|对接|融入|接入|借助|招引|配套)[^，。；、]{0,2}$"),
        sides=_HOME,
        needs_subject=True,
    ),
    RoleRule(
        "their firms",
        Relation.PARTNER,
        0.75,
        None,
        re.compile(
            f"{_ETC}[^，。；]{{0,4}}(?:企业|资金|资本|人才|技术|转移|合作|协作|帮扶|商会|力量|资源|优势|高校|客商)"
        ),
        sides=frozenset({Side.OUTSIDE}),
    ),
)
