"""Words of the names of development zones and parks: what they end with, and which beginnings name no place."""

from __future__ import annotations

import re

from atlas.core.places.boundaries import is_everyday
from atlas.core.policy.reading.towns.tails import ANY_TAIL

# Words of its own in the name of a zone (临沂临港经开区, 攀枝花钒钛高新区), none that would ask for something.
_OWN_WORDS = "(?:不锈钢|(?![外不的建设等发和与及推支打加市县区各以在将把为])[\u4e00-\u9fff])"
_OFFICIAL = (
    "高新技术产业开发区|高新技术产业园区?|高新技术开发区|高新区|经济技术开发区|经济开发区|经开区|综合保税区"
)
#: What only zones that the state or a province has approved are called.
OFFICIAL_ZONE = re.compile(_OFFICIAL)
_PARKS = "工业集中区|产业集聚区|工业园区?|产业园区?|化工园区?|科技园区?|物流园区?|循环经济园区?"
_SMALLER_PARKS = "工业区|集中区|集聚区|示范园区?|加工园区?|食品园区?|创业园区?"
#: What may follow the name of a unit and makes it the name of a zone there.
ZONE_TAIL = re.compile(
    f"(?:国家级|省级|市级)?(?:{_OWN_WORDS}{{0,4}}?(?:{_OFFICIAL})|产业开发区|开发区|{_OWN_WORDS}{{0,6}}?(?:{_PARKS}|工业区))"
)
#: Every kind of zone, wherever it stands.
ZONE_KIND = re.compile(f"(?:{_OFFICIAL}|产业开发区|开发区|{_PARKS}|{_SMALLER_PARKS})(?![域化群级])")
#: The most words of its own between the place after which a zone is named and its kind.
MOST_OWN_WORDS = 6
_BETWEEN = re.compile(f"{_OWN_WORDS}{{0,{MOST_OWN_WORDS}}}")
_TOWN_TAIL = re.compile(ANY_TAIL)
_VERB = re.compile(
    "支持|做大|做强|壮大|依托|引进|承接|对接|入驻|入园|进驻|落户|培育|布局|形成|实施|提升|完善|扩大|共同|联合|合作|以及|成为|作为|改造|带动|辐射|利用|围绕"
)

# There are towns called like each of these, but no zone is named after them. By what they are: where in its city a
# zone lies, what kind of area it is, who runs it, what it makes, and how plans want it to be.
_COMPASS = "[城市县区镇街路桥江河湖海山岭铁港站岸][东南西北中]|[东南西北中][城郊区站街门关岸外部方园院片]"
_PLACES = (
    "中心|核心|新区|新城|老城|旧城|城区|城关|城郊|城厢|附城|环城|主城|郊区|园区|矿区|港区|农场|林场|牧场|渔场|种畜场|广场|码头|车站|火车站|汽车站"
    "|首都机场|机场|高铁|铁路|公路|交通|运河|口岸|边境|边城|港口|港城|陆港|空港|临港|临空|滨江|滨海|滨河|滨湖|沿江|沿海|沿河|沿湖|近海|海滨|江滨|河滨"
    "|湖滨|江岸|环山|高原|高山|平原|草原|草地|森林|湿地|绿洲|海洋|学院|学府|大学城|科学城|电子城|纺织城|体育中心|展览路|市场|商贸|酒店"
)
_KINDS = "工业|产业|工业园区?|高新区?|开发|开发区|创业园?|科技园?|示范|加工|物流|综合|专业|特色|大型|重点|中小|小微"
_TRADES = (
    "化工|石化|石油|油田|冶金|冶炼|炼铁|钢铁|钢城|重工|轻工|工程|机械|电力|电厂|电子|航空|航天|火箭|卫星|北斗|火炬|能源|资源|纺织|纺织城|纤维|锦纶|云锦"
    "|建筑|建材|水泥|陶瓷|琉璃|玻璃|砂石|石材|石板|板石|板岩|奇石|玉石|朱砂|煤矿|磷矿|铁矿|铜矿|矿山|铅锌|黄金|珠宝|水晶|珍珠|琥珀|玛瑙|翡翠"
    "|农林|农业|林业|渔业|牧业|森工|园艺|园林|果园|茶园|茶山|药山|花木|蔬园|稻田|水稻|药都|药材|中药|茶叶|岩茶|毛尖|蔬菜|水果|苹果园?|葡萄|李子|杨梅|柿子"
    "|荔枝|石榴|蟠桃|樱桃|木瓜|板栗|榛子|白果|银杏|枸杞|灵芝|艾叶|丹桂|桂花|菊花|玫瑰|牡丹|荷花|百合|红花|梅花|黄花|槐花|大黄|大麻|黄柏|芝麻|甘蔗|地瓜"
    "|菱角|葫芦|木耳|西芹|豆沙|翠竹|黄竹|苦竹|竹林|竹海|燕窝|骆驼|鲟鱼|白鹅|香水|木门|温泉|冷水|热水|清水|淡水|矿泉|泉水"
)
_WISHES = (
    "现代|先进|先锋|新型|新兴|创新|双创|科技|科教|科创|智慧|智能|智造|数字|数据|信息|国际|国家|国防|军民|军垦|民营|民族|民族团结|民生|民政|人民|青年|团结"
    "|友谊|合作|联合|联盟|共建|协作|开放|改革|建设|发展|振兴|复兴|胜利|幸福|和谐|美丽|文明|文化|文教|文旅|文创|文体|体育|教育|育才|旅游|会展|招商|生态|绿色"
    "|绿心|健康|康养|医药|食品|循环|再生|环保|节能|安全|应急|返乡|乡村|城镇|城乡|集体|第?[一二三四五六七八九十]+"
)
_COMMON = re.compile(f"(?:{_COMPASS}|{_PLACES}|{_KINDS}|{_TRADES}|{_WISHES})+")


def is_common_beginning(words: str) -> bool:
    """Whether words with which the name of a zone begins say nothing of a place.

    Parameters
    ----------
    words
        The first words of the name.

    Returns
    -------
    bool
        True for words that zones of every city begin with, although there are towns called so.

    Examples
    --------
    >>> is_common_beginning("城东"), is_common_beginning("现代"), is_common_beginning("蔡家坡")
    (True, True, False)
    """
    return is_everyday(words) or _COMMON.fullmatch(words) is not None


def are_own_words(text: str, start: int, end: int) -> bool:
    """Whether a stretch may stand in the name of a zone between its place and its kind.

    Parameters
    ----------
    text
        The whole text.
    start, end
        Of the stretch; it may be empty.

    Returns
    -------
    bool
        False where it begins with the tail of a town, asks for something, or is too long.
    """
    if _TOWN_TAIL.match(text, start, end) or _VERB.search(text, start, end):
        return False
    return _BETWEEN.fullmatch(text, start, end) is not None
