"""What a book tells of a county: each goal once, and in words where nothing is asked."""

from __future__ import annotations

import pytest

from atlas.core.figures.request_reading import read_figure_request
from atlas.core.model import Kind, Relation
from atlas.core.policy.catalogue import Catalogue
from atlas.services.book_content import CountyContent, read_content
from atlas.services.book_plan import BookContext, BookOptions, plan_book
from atlas.services.figures import OfficeWords
from tests.small_catalogue import PLAN, goal, plan, small_catalogue


def content_of(
    catalogue: Catalogue, adcode: str, *, form: str = "book", **values: str
) -> tuple[BookContext, CountyContent]:
    request = read_figure_request({"region": "520000", **values})
    planned = plan_book(catalogue, "1", request, OfficeWords("520000"), options=BookOptions(form))
    context = BookContext(catalogue, planned)
    return context, read_content(context, adcode)


def told(content: CountyContent) -> list[str]:
    groups = [pairs for topics in content.asked.values() for pairs in topics.values()]
    lists = [*groups, content.targets, content.scope_targets, content.clusters, content.projects]
    return [goal.id for pairs in lists for goal, _ in pairs]


@pytest.mark.parametrize("form", ["book", "pdf"])
def test_every_goal_of_a_county_is_told_once_or_counted(form: str) -> None:
    catalogue = small_catalogue()
    for adcode in ("520121", "520622", "520628"):
        context, content = content_of(catalogue, adcode, form=form)
        ids = {one.id for one, _ in context.links_of(adcode) if one.kind is not Kind.FACT}
        listed = told(content)
        assert len(listed) == len(set(listed))
        counted = set() if form == "pdf" else ids - set(listed)
        assert set(listed) | counted == ids
        assert len(ids) == sum(content.counts.values())


def test_a_cluster_stands_in_its_own_list_where_it_names_the_county() -> None:
    named = [("开阳", Relation.NAMED)]
    cluster = goal(1, "二/(四)", Kind.CLUSTER, name="磷化工集群", mentions=named)
    member = goal(2, "二/(四)", Kind.CLUSTER, name="省级集群", mentions=[("贵阳市", Relation.NAMED)])
    document = plan()
    catalogue = small_catalogue(
        type(document)(**{**fields_of(document), "goals": (*document.goals, cluster, member)})
    )
    _, content = content_of(catalogue, "520121")
    assert [one.name for one, _ in content.clusters] == ["磷化工集群"]
    assert member.id in told(content)
    assert f"{PLAN}#二/(四)#1" not in [
        one.id for topics in content.asked.values() for pairs in topics.values() for one, _ in pairs
    ]


def fields_of(document: object) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__dataclass_fields__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("adcode", "values", "nothing"),
    [
        ("520121", {}, ""),
        ("520181", {}, "not_meant"),
        ("520102", {}, "not_asked"),
        ("520121", {"topic": "manganese"}, "not_matched"),
        ("520628", {"topic": "manganese"}, ""),
    ],
)
def test_kinds_of_nothing_are_told_apart(adcode: str, values: dict[str, str], nothing: str) -> None:
    _, content = content_of(small_catalogue(), adcode, **values)
    assert content.nothing == nothing


def test_a_county_that_no_document_covers_is_not_one_of_which_nothing_is_asked() -> None:
    document = plan()
    elsewhere = type(document)(**{**fields_of(document), "region": "440000", "goals": ()})
    _, content = content_of(small_catalogue(elsewhere), "520121")
    assert content.nothing == "not_covered"
    silent = type(document)(**{**fields_of(document), "goals": ()})
    _, content = content_of(small_catalogue(silent), "520121")
    assert content.nothing == "not_asked"


def test_goals_of_the_whole_scope_are_counted_by_topic_in_a_book() -> None:
    _, content = content_of(small_catalogue(), "520121")
    assert content.scope_topics == {"enterprises": 1}
    assert Relation.SCOPE not in content.asked
