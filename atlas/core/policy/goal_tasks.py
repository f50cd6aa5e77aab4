"""Tells whether two goals of one industry ask for the same task: the same subject, and the same kind of work on it."""

from __future__ import annotations

import re
from functools import lru_cache

from atlas.core.model import Kind
from atlas.core.places.unit_tails import WHOLE_WORDS
from atlas.core.policy.goal_view import GoalView, pairs_of_signs

# Words of every plan: who shares no others speaks of another subject.
_PLAN_TEXT = (
    "支持 重点 发展 建设 推进 推动 加快 打造 培育 壮大 做大 做强 做优 提升 提高 促进 实施 鼓励 引导 依托 加强 力争 "
    "达到 突破 实现 完成 新建 新增 扩建 改造 形成 布局 开展 探索 用好 严格 保护 不再 严禁 禁止 不得 暂不 建成 其中 "
    "全产业链 产业链 产业带 产业园区 产业园 工业园区 工业园 产业集群 集群 园区 基地 企业 示范区 示范 项目 工程 任务 "
    "产业 行业 工业 农业 产品 资源 特色 优势 现代 绿色 优质 高质量 重要 核心 支撑 为主 县域 区域 各地 大型 有序 "
    "目标 精深加工 深加工 材料 规模 总产值 产值 产量 产能 能力 收入 销售 面积 总投资 投资 年产 年均 增长 增加 以上 左右 名称 地点 年份 "
    f"全国 {' '.join(WHOLE_WORDS.values())} 各县 县市 市县 区县 亿元 万元 万吨 万亩 万千瓦 "
)
_NO_SUBJECT = re.compile(
    "|".join(
        [
            *sorted(_PLAN_TEXT.split(), key=len, reverse=True),
            r"\d+",
            "[的了和与及等以为在对从由到至将并]",
        ]
    )
)
#: Kinds of work on an industry; who asks for none of them asks for its development as such.
_WORKS = {
    "growing": ("种植", "养殖", "栽培", "繁育", "良种", "种苗", "饲养", "存栏", "出栏", "种养"),
    "processing": ("加工", "精制", "冶炼", "酿造", "屠宰"),
    "site": ("基地", "园区", "业园", "工园", "技园", "示范区", "开发区", "集聚区"),
    "brand": ("品牌", "商标", "地理标志"),
    "market": ("市场", "交易", "电商", "销售", "外贸", "出口", "展会", "博览"),
    "research": ("研发", "创新", "技术", "科研", "实验室", "标准", "检测"),
    "companies": ("企业", "龙头", "经营主体", "合作社"),
    "logistics": ("物流", "仓储", "冷链"),
    "visits": ("旅游", "康养", "研学", "景区"),
}

#: Goals that are told once for all comparisons with others; more than any two plans have.
_KEPT = 8192


def share_subject(upper: GoalView, lower: GoalView) -> bool:
    """Whether two goals speak of the same thing, places and words of every plan aside.

    Parameters
    ----------
    upper, lower
        Goals of one industry.

    Returns
    -------
    bool
        The heading counts: below 做强人参产业 a figure need not name 人参 again. True where the upper one names nothing but
        its industry.
    """
    asked = _subject(upper)
    if asked:
        return not asked.isdisjoint(_subject(lower))
    signs = _signs_measured(upper)
    return not signs or any(sign in f"{lower.said} {lower.heading}" for sign in signs)


def name_same_subject(one: GoalView, other: GoalView) -> bool:
    """Whether two goals, or the sentences that they stand in, both name a subject, and the same one.

    Parameters
    ----------
    one, other
        Goals.

    Returns
    -------
    bool
        False where either names nothing.
    """
    first, second = (
        _subject_in(f"{view.said} {view.statement}", view.heading, view.place_words) for view in (one, other)
    )
    return not first.isdisjoint(second)


def _signs_measured(view: GoalView) -> str:
    """What a figure measures of where that is one sign: 铜 of 铜精深加工产值."""
    metric = view.figure.metric if view.figure else ""
    for place in view.place_words:
        metric = metric.replace(place, " ") if place else metric
    return "".join(sign for sign in _NO_SUBJECT.sub("", metric) if sign.isalpha())


def names_something(view: GoalView) -> bool:
    """Whether a goal has a figure or says more than words of every plan; the head of a table does not."""
    return view.figure is not None or bool(
        _pairs(f"{view.goal.name} {view.goal.summary.zh}", view.place_words)
    )


def share_work(upper: GoalView, lower: GoalView) -> bool:
    """Whether a lower goal does a kind of work that the upper one asks for.

    Parameters
    ----------
    upper, lower
        Goals of one industry.

    Returns
    -------
    bool
        True where the upper one asks for no kind of work in particular.
    """
    asked = _works(upper)
    return not asked or not asked.isdisjoint(_works(lower))


def _subject(view: GoalView) -> frozenset[str]:
    return _subject_in(view.said, view.heading, view.place_words)


@lru_cache(maxsize=_KEPT)
def _subject_in(said: str, heading: str, places: frozenset[str]) -> frozenset[str]:
    return _pairs(f"{said} {heading}", places)


def _pairs(words: str, places: frozenset[str]) -> frozenset[str]:
    for place in sorted(places, key=lambda place: (-len(place), place)):
        words = words.replace(place, " ") if place else words
    return frozenset(pair for pair in pairs_of_signs(_NO_SUBJECT.sub(" ", words)) if len(pair) > 1)


def _works(view: GoalView) -> frozenset[str]:
    # A cluster is the whole industry: whatever is done for it is a part of that.
    return frozenset() if view.goal.kind is Kind.CLUSTER else _works_in(view.said)


@lru_cache(maxsize=_KEPT)
def _works_in(said: str) -> frozenset[str]:
    if "集群" in said:
        return frozenset()
    return frozenset(work for work, words in _WORKS.items() if any(word in said for word in words))
