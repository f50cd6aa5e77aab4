"""Place names that are part of something else: a river, a company, a battle, a brand.

Each trap has a name, so that a link that was not made can be explained like one that was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from atlas.core.errors import Text

#: What refused words are part of, for a person.
TRAP_TITLES: Mapping[str, Text] = {
    "water": Text("河湖", "rivers and lakes"),
    "river": Text("江河", "rivers"),
    "mountain": Text("山岭", "mountains"),
    "traffic": Text("道路站场", "roads, stations, airports"),
    "plant": Text("厂矿电站", "works, mines, power stations"),
    "history": Text("会议、战役", "meetings and battles"),
    "landmark": Text("景点", "sights"),
    "school": Text("院校机构", "schools, institutes, banks, hotels"),
    "new_area": Text("新区", "new areas"),
    "town": Text("乡镇", "towns"),
    "word": Text("词语", "words"),
    "press": Text("报刊", "newspapers and channels"),
    "language": Text("方言、菜系、籍贯", "dialects, cuisines, natives"),
    "company": Text("企业", "companies"),
    "liquor": Text("酒企", "distilleries"),
    "institution": Text("机构", "institutions"),
    "person": Text("人名", "people"),
    "brand": Text("品牌、特产", "brands and products"),
}
#: A stretch of the text, end not included.
Stretch = tuple[int, int]

# What follows a short name and makes it the name of something else. Tails of units are read with the name before.
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "water",
        re.compile(
            "(?:大|小|上|下)?(?:(?:[、，和][\u4e00-\u9fff]{2,4}){0,4}[一二三四五六两]?大?(?:流域|水系|沿岸|两岸|干流)|河|湖|溪|水库|库区|(?:水利|航电|航运)枢纽|[\u4e00-\u9fff]{2}(?:水利|航电)?枢纽(?!经济|产业|城市|物流|港|园|型|功能|地位)|瀑布|湾|河谷|河流域|大峡谷|峡谷)(?!县|区|市|镇|乡|新区|南|北)"
        ),
    ),
    ("river", re.compile("江(?!苏|西|县|南|北|城|津|阴|门|油|口|华|永|东|川|安)")),
    (
        "mountain",
        re.compile(
            "(?:山脉|山(?![东西参药货羊楂竹茶泉葡野珍核])区?(?=[^东西南北区市县])|岭|高原|盆地|草原|沙漠|丹霞|溶洞|石林|天坑)"
        ),
    ),
    (
        "traffic",
        re.compile(
            "(?:(?:国际)?机场|火车站|高铁站|客运站|北站|南站|东站|西站|大桥|特大桥|隧道|港区?码头|收费站|互通|大道|公路|铁路|高铁(?!新|经济|片|枢纽|站)|城际铁路|高速|环线|国道|省道|枢纽机场)"
        ),
    ),
    (
        "plant",
        re.compile(
            "(?:电厂|电站|水电站|发电厂|酒厂|卷烟厂|糖厂|钢铁厂|炼油厂|化工厂|水泥厂|机床厂|变电站|煤矿|铁矿|铜矿|油田|气田|盐场)(?!项目|建设|工程|[一二三四]期|扩建|改建|改造|技改|搬迁|资源|开发|[:：])"
        ),
    ),
    ("history", re.compile("(?:会议|起义|战役|事变|保卫战|大捷|暴动|精神|惨案|之战|革命|会师|古道|古城会)")),
    (
        "landmark",
        re.compile(
            "[\u4e00-\u9fff]{0,3}?(?:(?:山(?![参药货羊楂竹茶泉葡野珍核])|湖(?![北南羊蟹鲜])|[寺庙陵塔窟嘴])(?![\u4e00-\u9fff]?[区市县镇乡])|石刻|人?遗址|古城|故城|古镇|死海|温泉|瀑布|梯田)"
        ),
    ),
    (
        "school",
        re.compile(
            "[\u4e00-\u9fff]{0,8}?(?:大学|学院|师范|中学|职校|研究院|研究所|医院|银行|农商行|信用社|博物馆|实验室|宾馆|大酒店|饭店|剧院)"
        ),
    ),
    ("press", re.compile("(?:日报|晚报|卫视|电视台|出版社)")),
    ("language", re.compile("(?:话|方言|籍|菜系|菜|味|帮)(?![\u4e00-\u9fff]?园|市场|篮)")),
    (
        "company",
        re.compile(
            "[\u4e00-\u9fffA-Za-z]{0,12}?(?:有限公司|有限责任公司|股份公司|股份|集团|公司|厂(?=等[\u4e00-\u9fff]{0,4}(?:企业|单位)))"
            "|[\u4e00-\u9fff]{1,4}业(?=等[\u4e00-\u9fff]{0,4}企业)"
        ),
    ),
    ("liquor", re.compile("(?:酒业|酱酒集团|老窖|特曲|大曲)")),
)
# Words inside a company's name are never verbs or particles.
_VERB_INSIDE = re.compile(
    "[的了和与及在对等为将是]|有(?!限)|发展|建设|加快|支持|推动|推进|打造|引进|培育|引导|鼓励|重点|依托|做大|做强|新建|布局|扩大|形成|实施|落户|"
    "壮大|设立|[组共合联筹]建|建[立成]|整合|吸引|服务|成立|组织|帮助|扶持|促进|协调|争取|指导|开展"
)
# A short name with a product right behind it is a brand when it is told to be one.
_BRAND = re.compile(
    "[\u4e00-\u9fff]{1,8}[”’」』]?(?:[、和及][“‘「『]?[\u4e00-\u9fff]{2,10}[”’」』]?){0,6}(?:等)?[\u4e00-\u9fff]{0,8}?"
    "(?:(?<=等)(?:名优|特色|地方|优势|富硒|绿色|名特优新?|农特|优质|知名|拳头|特优){0,2}(?:农)?(?:产品(?!加工|深加工|精深)|名品)|小吃|美食|名菜|特产|传统食品|景区|景点|品牌(?!化)|商标|地理标志|老字号|名片|IP|金字招牌)"
)
# An institution or works named after a whole unit (新县村镇银行).
_INSTITUTION = re.compile(
    "(?:国际)?机场|[\u4e00-\u9fff]{0,8}?(?:银行|信用(?:合作)?联社|信用社|有限公司|医院|学院|面粉厂|酒厂|水泥厂|支行)(?![\u4e00-\u9fff]{0,40}?项目)"
)
# 湘江水运: a name that is a river's, too.
_WATERWAY = re.compile(
    "[江河湖](?:[、和][\u4e00-\u9fff]{1,3}[江河湖]){0,4}(?:[上中下]{1,2}游|水运|航道|水道|流域|干流|支流|水系|通航|航运(?!企业|公司|中心)|[东西南北左右两沿]岸)"
)
# 雄安新区 is no 安新: names that end with 新 before the tail of a new area.
_NEW_AREA = re.compile("新区(?!域)")
# 县长高平 is who holds an office, 西南石油大学（南充） where a school stands.
_WITH_BEFORE = (
    (
        "person",
        re.compile("(?:[县市区州省镇乡]长|书记|主任|局长|主席|董事长|总经理|厂长|校长|院长|教授|院士|同志)$"),
    ),
    ("school", re.compile("(?:大学|学院)[（(]$")),
)
_LONGEST_BEFORE = 3
# 幸福安康: safe and well, the name of a city, too.
_WISH = re.compile("康(?<=幸福安康|健康安康|平安安康|吉祥安康)")
# 大安全 is no 大安; 高安全市 is one.
_SAFETY = re.compile("安全(?![省市县区域面])")
_AT_THE_END = (("river", _WATERWAY), ("new_area", _NEW_AREA), ("word", _SAFETY), ("word", _WISH))
_COUNTY_TAILS = frozenset("县区旗")
_TOWN = re.compile("[\u4e00-\u9fff]{0,2}(?:镇|乡(?![村土镇])|街道)")
_DASHES = frozenset("—－-–至")
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_LONGEST_QUOTE, _LONGEST_PRODUCT = 16, 5
_UNIT_TAIL = re.compile("[县市区州旗盟省]$|地区$|新区$|园区?$|开发区$")
# A name that is still to be won is a task (支持甲荞麦、乙甘薯创建地理标志).
_TO_BE_WON = re.compile("创建|申报|争创|申请|注册|完成|认证|培育|打造|[叫做打唱]响")
_PRODUCT_END = re.compile("[、，和及与等]|品牌|商标|地理标志")
_NOT_A_BRAND = re.compile(
    "开展|组织|开拓|质量|提升|加强|强化|加快|发展|建设|打造|推动|推进|重点|依托|做[大强优精]|培育|支持|创建|实施|形成|等[县市地区]|[、，]"
)


def find_trap(text: str, start: int, end: int, *, companies: Sequence[Stretch] = ()) -> str:
    """Why words that look like a place are none here.

    Parameters
    ----------
    text
        The whole text.
    start, end
        Of the words.
    companies
        Names of companies and institutions in the text, in order.

    Returns
    -------
    str
        Name of the trap; empty when the words stand for the place.
    """
    if is_piece(companies, start, end):
        return "company"
    if _UNIT_TAIL.search(text, start, end):
        found = _INSTITUTION.match(text, end)
        if found and not _VERB_INSIDE.search(found[0]):
            return "institution"
        return "brand" if _is_listed_brand(text, end) else ""
    before = max(0, start - _LONGEST_BEFORE)
    told = next((name for name, pattern in _WITH_BEFORE if pattern.search(text, before, start)), "")
    if told:
        return told
    part = next((name for name, pattern in _AT_THE_END if pattern.match(text, end - 1)), "")
    if part:
        return part
    # 安图县二道白河镇: what stands right behind a county up to the tail of a town is the town's name.
    if text[start - 1 : start] in _COUNTY_TAILS and _TOWN.match(text, end):
        return "town"
    for name, pattern in _AFTER:
        found = pattern.match(text, end)
        # The last stop of a road stands right before the word for it: 安化—溆浦高速公路.
        is_stop = name == "traffic" and text[start - 1 : start] in _DASHES
        if found and not is_stop and not _VERB_INSIDE.search(found[0]):
            return name
    return "brand" if _is_brand(text, start, end) else ""


def has_verb_inside(words: str) -> bool:
    """Whether words that follow a name hold a verb or a particle, so that they are no part of a longer name.

    Parameters
    ----------
    words
        What follows the name.
    """
    return _VERB_INSIDE.search(words) is not None


def is_piece(stretches: Sequence[Stretch], start: int, end: int) -> bool:
    """Whether words are a piece of a longer name; a whole name in front of an organ's is none.

    Parameters
    ----------
    stretches
        Longer names, in order.
    start, end
        Of the words.

    Returns
    -------
    bool
        True also where they are all of it.
    """
    index = bisect_right(stretches, start, key=itemgetter(0)) - 1
    return index >= 0 and stretches[index][0] <= start and end <= stretches[index][1]


def _is_listed_brand(text: str, end: int) -> bool:
    """Whether a product stands right behind the name, in a list that is called one of brands."""
    found = _BRAND.match(text, end)
    head = _PRODUCT_END.split(text[end : end + 6])[0]
    if found is None or _TO_BE_WON.search(found[0]):
        return False
    return 0 < len(head) <= _LONGEST_PRODUCT and not _NOT_A_BRAND.search(head)


def _is_brand(text: str, start: int, end: int) -> bool:
    opening = text[start - 1 : start]
    # “衡南—衡东”示范带: places in a row are no brand.
    if opening in _QUOTES and text[end : end + 1] not in _DASHES:
        close = text.find(_QUOTES[opening], end, end + _LONGEST_QUOTE)
        quoted = text[end:close] if close >= 0 else ""
        if quoted and not _NOT_A_BRAND.search(quoted):
            return True
    if text[end : end + 1] in "县市区等、，和及与，。；":
        return False
    return _is_listed_brand(text, end)
