"""A small catalogue of real units and an invented two-page plan, for tests that need no store."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.core.errors import PlaceUnresolved, Text
from atlas.core.model import (
    AdminUnit,
    Clause,
    CodeChange,
    Document,
    Figure,
    Goal,
    Kind,
    Level,
    PlaceMention,
    PlaceName,
    Precision,
    Relation,
    Topic,
    Zone,
)
from atlas.core.policy.catalogue import Catalogue, Indicator
from atlas.core.policy.linking import Linker, ResolvedPlace

PLAN = "gz-test-2027"


def unit(adcode: str, name: str, short: str, kind: str = "county", pinyin: str = "") -> AdminUnit:
    province = adcode[:2] + "0000"
    prefecture = adcode[:4] + "00"
    if adcode == province:
        level, parent, prefecture = Level.PROVINCE, "", ""
    elif adcode == prefecture:
        level, parent = Level.PREFECTURE, province
    else:
        level, parent = Level.COUNTY, prefecture
    return AdminUnit(
        adcode=adcode,
        name=name,
        short_name=short,
        level=level,
        kind=kind,
        parent=parent,
        prefecture=prefecture,
        province=province,
        pinyin=pinyin,
        initials="".join(word[0] for word in pinyin.split()) if pinyin else "",
        area_km2=1000.0,
        label=(106.9, 27.0),
        bbox=(106.0, 26.0, 107.0, 28.0),
    )


UNITS = [
    unit("520000", "贵州省", "贵州", "province"),
    unit("520100", "贵阳市", "贵阳", "prefecture"),
    unit("520102", "南明区", "南明", "district"),
    unit("520121", "开阳县", "开阳"),
    unit("520122", "息烽县", "息烽"),
    unit("520181", "清镇市", "清镇", "city"),
    unit("520600", "铜仁市", "铜仁", "prefecture"),
    unit("520622", "玉屏侗族自治县", "玉屏", "autonomous county"),
    unit("520628", "松桃苗族自治县", "松桃", "autonomous county"),
    unit("440000", "广东省", "广东", "province"),
    unit("441900", "东莞市", "东莞", "prefecture"),
]

DALONG = Zone(
    name="贵州大龙经济开发区",
    aliases=("大龙经开区", "大龙"),
    kind="provincial",
    adcodes=("520622",),
    point=None,
    precision=Precision.COUNTY,
    source="GB/T 37028-2018",
)


def resolve(
    words: str, *, within: str, region: str, year: int | None, neighbours: Sequence[str]
) -> ResolvedPlace:
    """Stands for the gazetteer: official and short names, and one zone."""
    for known in UNITS:
        if words in (known.name, known.short_name):
            return ResolvedPlace((known.adcode,), "name", 1.0)
    if words in (DALONG.name, *DALONG.aliases):
        return ResolvedPlace(DALONG.adcodes, "zone", 0.95, derived=True)
    if words == "黔中地区":
        return ResolvedPlace(("520121", "520181"), "region", 0.9, derived=True, is_group=True)
    raise PlaceUnresolved(f"地名无法确定：{words}", f"place cannot be resolved: {words}")


def goal(number: int, clause: str, kind: Kind = Kind.DESIGNATION, **parts: object) -> Goal:
    mentions = parts.pop("mentions", ())
    return Goal(
        id=f"{PLAN}#{clause}#{number}",
        document=PLAN,
        clause=clause,
        kind=kind,
        topics=parts.pop("topics", ("phosphorus",)),  # type: ignore[arg-type]
        summary=Text("建设磷化工基地", "Build a phosphate base"),
        mentions=tuple(PlaceMention(words, relation) for words, relation in mentions),  # type: ignore[attr-defined]
        **parts,  # type: ignore[arg-type]
    )


FIRMS = Figure(metric="新增规上工业企业", op="=", value=1200.0, value_max=None, unit="户", year=2027)


def plan() -> Document:
    named, scope, partner = Relation.NAMED, Relation.SCOPE, Relation.PARTNER
    goals = (
        goal(1, "二/(一)/1", mentions=[("开阳", named), ("息烽", named)]),
        goal(2, "二/(一)/1", topics=("manganese",), mentions=[("大龙", named), ("松桃", named)]),
        goal(1, "二/(二)", topics=("general",), mentions=[("铜仁市", named), ("东莞市", partner)]),
        goal(
            1,
            "二/(三)",
            Kind.TARGET,
            topics=("enterprises",),
            figure=FIRMS,
            due=2027,
            mentions=[("本方案县域", scope)],
        ),
    )
    headings = {"二/(一)/1": "资源基地", "二/(二)": "协作", "二/(三)": "企业"}
    return Document(
        id=PLAN,
        title=Text("县域工业试验方案", "Trial plan for county industry"),
        issuer="",
        region="520000",
        year=2024,
        horizon=2027,
        status="draft",
        source="测试",
        clauses=tuple(
            Clause(PLAN, clause, Text(heading, heading), Text(heading, heading))
            for clause, heading in headings.items()
        ),
        goals=goals,
    )


TOPICS = [
    Topic("phosphorus", Text("磷及磷化工", "Phosphorus"), "resource"),
    Topic("manganese", Text("锰及锰加工", "Manganese"), "resource"),
    Topic("enterprises", Text("规上企业", "Enterprises"), "enterprise"),
    Topic("general", Text("综合", "General"), "support"),
]

POPULATION = Indicator(
    id="population_2020",
    title=Text("常住人口", "Population"),
    unit="人",
    year=2020,
    source="第七次人口普查",
    values={"520121": 343885.0, "520122": 210000.0},
)


def small_catalogue(*documents: Document) -> Catalogue:
    chosen = documents or (plan(),)
    linker = Linker(UNITS, resolve)
    return Catalogue(
        units={known.adcode: known for known in UNITS},
        names=(PlaceName("520622", "玉屏县", "alias"),),
        code_changes=(CodeChange("522223", "玉屏侗族自治县", "520622", 2011, "recoded"),),
        topics={topic.slug: topic for topic in TOPICS},
        documents={document.id: document for document in chosen},
        links=tuple(link for document in chosen for link in linker.link_document(document)),
        zones=(DALONG,),
        sites=(),
        indicators={POPULATION.id: POPULATION},
        adjacency={"520121": ("520122",), "520122": ("520121",)},
        version="test",
        build_date="2026-01-01",
    )
