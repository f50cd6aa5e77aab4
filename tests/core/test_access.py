import pytest

from atlas.core.access import (
    LEAST_ROLE,
    AccessPolicy,
    Action,
    Actor,
    LayerRights,
    LayerSubject,
    Role,
    may,
    require,
    visitor,
)
from atlas.core.errors import AccessDenied

OPEN, CLOSED = AccessPolicy(), AccessPolicy(is_open=False)
EDITOR, REVIEWER = Actor("李明", Role.EDITOR), Actor("王芳", Role.REVIEWER)
ADMINISTRATOR = Actor("admin", Role.ADMINISTRATOR)


@pytest.mark.parametrize("action", Action)
def test_each_action_begins_at_its_role_and_stays_allowed_above(action: Action) -> None:
    roles = list(Role)
    allowed = [may(Actor("某人", role), action, OPEN) for role in roles]
    assert allowed == [position >= roles.index(LEAST_ROLE[action]) for position in range(len(roles))]


def test_a_visitor_looks_only_where_the_atlas_is_open() -> None:
    assert may(visitor(OPEN), Action.VIEW, OPEN)
    assert not may(visitor(CLOSED), Action.VIEW, CLOSED)


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.VIEW])
def test_a_visitor_never_writes(action: Action) -> None:
    with pytest.raises(AccessDenied) as refused:
        require(visitor(OPEN), action, OPEN)
    assert refused.value.code == "sign_in_needed"


@pytest.mark.parametrize("action", Action)
def test_a_first_password_allows_nothing_but_to_change_it(action: Action) -> None:
    newcomer = Actor("admin", Role.ADMINISTRATOR, must_change_password=True)
    with pytest.raises(AccessDenied) as refused:
        require(newcomer, action, OPEN)
    assert refused.value.code == "password_change_needed"


def test_a_layer_for_named_viewers_is_hidden_from_all_others_but_administrators() -> None:
    secret = LayerSubject("mines", LayerRights(viewers=frozenset({"李明"})))
    assert may(EDITOR, Action.VIEW, OPEN, secret)
    assert not may(REVIEWER, Action.VIEW, OPEN, secret)
    assert not may(visitor(OPEN), Action.VIEW, OPEN, secret)
    assert may(ADMINISTRATOR, Action.VIEW, OPEN, secret)


def test_a_layer_for_accounts_only_is_hidden_from_visitors() -> None:
    inner = LayerSubject("mines", LayerRights(signed_in_only=True))
    assert not may(visitor(OPEN), Action.VIEW, OPEN, inner)
    assert may(Actor("某人", Role.VIEWER), Action.VIEW, OPEN, inner)


def test_a_layer_with_editors_of_its_own_is_closed_to_other_editors() -> None:
    kept = LayerSubject("mines", LayerRights(editors=frozenset({"赵强"})))
    assert not may(EDITOR, Action.EDIT_LAYER, OPEN, kept)
    assert may(Actor("赵强", Role.EDITOR), Action.EDIT_LAYER, OPEN, kept)
    assert may(EDITOR, Action.VIEW, OPEN, kept)


def test_rights_on_a_layer_never_raise_a_role() -> None:
    kept = LayerSubject("mines", LayerRights(editors=frozenset({"访客"})))
    assert not may(Actor("访客", Role.VIEWER), Action.EDIT_LAYER, OPEN, kept)


@pytest.mark.parametrize("author", [REVIEWER, ADMINISTRATOR], ids=["reviewer", "administrator"])
def test_with_two_person_review_nobody_publishes_their_own_version(author: Actor) -> None:
    strict = AccessPolicy(two_person_review=True)
    own = LayerSubject("mines", version_author=author.name)
    with pytest.raises(AccessDenied) as refused:
        require(author, Action.PUBLISH_LAYER, strict, own)
    assert refused.value.code == "second_person_needed"
    assert may(author, Action.PUBLISH_LAYER, strict, LayerSubject("mines", version_author="李明"))
    assert may(author, Action.PUBLISH_LAYER, OPEN, own)
