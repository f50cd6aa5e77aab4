from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from atlas.core.access import AccessPolicy, Action, Actor, Role, may
from atlas.core.errors import AccessDenied, ConflictError, NotFoundError, ParameterError
from atlas.services import passwords
from atlas.services.accounts import TOKEN_PREFIX, Accounts
from atlas.services.passwords import Passwords, canonical_name, check_password
from atlas.stores.accounts import AccountTable
from atlas.stores.audit import AuditTrail
from atlas.stores.database import BrokenRule
from tests.small_workspace import open_database

HOST = Actor("cli:root", Role.ADMINISTRATOR, via="cli")
GOOD = "梵净山 乌江 赤水河 2027"
POLICY = AccessPolicy()


class Clock:
    now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


class Office:
    """Accounts of an office in a fresh database."""

    def __init__(self, home: Path) -> None:
        database = open_database(home)
        self.connect = database.connect
        self.clock = Clock()
        self.trail = AuditTrail(self.connect)
        self.accounts = Accounts(
            AccountTable(self.connect, lambda: "2026-11-22T08:00:00+00:00"), POLICY, self.clock
        )

    def hire(self, name: str, role: Role = Role.EDITOR) -> Actor:
        """An account that has changed its first password."""
        _, first = self.accounts.add_account(HOST, name, role)
        newcomer = self.accounts.sign_in(name, first).actor
        return self.accounts.change_password(newcomer, first, GOOD).actor


@pytest.fixture
def office(store_home: Path) -> Office:
    return Office(store_home)


def test_a_digest_costs_what_its_library_recommends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PasswordHasher", PasswordHasher)
    digests = [Passwords().digest(GOOD), Passwords().nobody]
    # RFC 9106, the second recommended choice.
    assert all(digest.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for digest in digests)


def test_before_the_first_account_nobody_signs_in(office: Office) -> None:
    assert not office.accounts.has_accounts()
    with pytest.raises(AccessDenied):
        office.accounts.sign_in("admin", "admin")


def test_a_first_password_lets_nothing_be_done_until_it_is_changed(office: Office) -> None:
    _, first = office.accounts.add_account(HOST, "李明", Role.EDITOR)
    newcomer = office.accounts.sign_in("李明", first).actor
    assert not may(newcomer, Action.UPLOAD, POLICY)
    changed = office.accounts.change_password(newcomer, first, GOOD).actor
    assert may(changed, Action.UPLOAD, POLICY)


def test_names_are_one_whatever_their_case_and_width(office: Office) -> None:
    office.hire("Li.Ming")
    assert office.accounts.sign_in("ＬＩ.ming ", GOOD).actor.name == "li.ming"
    with pytest.raises(ConflictError):
        office.accounts.add_account(HOST, "LI.MING", Role.VIEWER)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(office: Office) -> None:
    office.hire("李明")
    answers = []
    for name, password in (("李明", "不对的密码"), ("王芳", "不对的密码")):
        with pytest.raises(AccessDenied) as refused:
            office.accounts.sign_in(name, password)
        answers.append(refused.value.to_dict())
    assert answers[0] == answers[1]


def test_after_five_wrong_passwords_even_the_right_one_waits(office: Office) -> None:
    office.hire("李明")
    for _ in range(5):
        with pytest.raises(AccessDenied):
            office.accounts.sign_in("李明", "猜一猜")
    with pytest.raises(AccessDenied) as refused:
        office.accounts.sign_in("李明", GOOD)
    assert refused.value.code == "account_locked"
    office.clock.now += 31
    assert office.accounts.sign_in("李明", GOOD).actor.name == "李明"


def test_changing_the_password_ends_every_other_session(office: Office) -> None:
    office.hire("李明")
    at_home = office.accounts.sign_in("李明", GOOD)
    office.accounts.change_password(at_home.actor, GOOD, "完全不同的一句话 88")
    assert office.accounts.resume("李明", at_home.epoch) is None


def test_a_disabled_account_is_out_at_once_with_its_sessions_and_tokens(office: Office) -> None:
    actor = office.hire("李明")
    session = office.accounts.sign_in("李明", GOOD)
    _, secret = office.accounts.add_token(actor, label="QGIS", role=Role.VIEWER, days=30)
    office.accounts.set_disabled(HOST, "李明", is_disabled=True)
    assert office.accounts.resume("李明", session.epoch) is None
    with pytest.raises(AccessDenied):
        office.accounts.actor_of_token(secret)
    with pytest.raises(AccessDenied):
        office.accounts.sign_in("李明", GOOD)


def test_the_last_administrator_stays(office: Office) -> None:
    office.hire("admin1", Role.ADMINISTRATOR)
    with pytest.raises(ParameterError):
        office.accounts.set_role(HOST, "admin1", Role.EDITOR)
    with pytest.raises(ParameterError):
        office.accounts.set_disabled(HOST, "admin1", is_disabled=True)
    office.hire("admin2", Role.ADMINISTRATOR)
    assert office.accounts.set_role(HOST, "admin1", Role.EDITOR).role is Role.EDITOR


def test_an_editor_manages_nobody(office: Office) -> None:
    editor = office.hire("李明")
    for attempt in (
        lambda: office.accounts.add_account(editor, "王芳", Role.ADMINISTRATOR),
        lambda: office.accounts.set_role(editor, "李明", Role.ADMINISTRATOR),
        lambda: office.accounts.reset_password(editor, "李明"),
        lambda: office.accounts.list_accounts(editor),
    ):
        with pytest.raises(AccessDenied):
            attempt()


def test_a_token_works_until_it_expires_and_never_above_its_role(office: Office) -> None:
    reviewer = office.hire("王芳", Role.REVIEWER)
    token, secret = office.accounts.add_token(reviewer, label="每季更新", role=Role.EDITOR, days=1)
    assert secret.startswith(TOKEN_PREFIX)
    assert office.accounts.actor_of_token(secret).role is Role.EDITOR
    office.accounts.set_role(HOST, "王芳", Role.VIEWER)
    assert office.accounts.actor_of_token(secret).role is Role.VIEWER
    office.clock.now += 86_401
    with pytest.raises(AccessDenied):
        office.accounts.actor_of_token(secret)
    assert token.id in {one.id for one in office.accounts.list_tokens(reviewer)}


def test_a_token_makes_no_tokens_and_none_above_its_maker(office: Office) -> None:
    editor = office.hire("李明")
    _, secret = office.accounts.add_token(editor, label="脚本", role=Role.EDITOR, days=5)
    with pytest.raises(AccessDenied):
        office.accounts.add_token(
            office.accounts.actor_of_token(secret), label="再来", role=Role.VIEWER, days=5
        )
    with pytest.raises(AccessDenied):
        office.accounts.add_token(editor, label="高", role=Role.ADMINISTRATOR, days=5)


def test_only_its_owner_or_an_administrator_revokes_a_token(office: Office) -> None:
    token, secret = office.accounts.add_token(office.hire("李明"), label="脚本", role=Role.EDITOR, days=5)
    with pytest.raises(AccessDenied):
        office.accounts.revoke_token(office.hire("王芳"), token.id)
    office.accounts.revoke_token(HOST, token.id)
    with pytest.raises(AccessDenied):
        office.accounts.actor_of_token(secret)
    with pytest.raises(NotFoundError):
        office.accounts.revoke_token(HOST, "nothing")


def test_passwords_and_tokens_stand_nowhere_in_the_database(office: Office) -> None:
    _, secret = office.accounts.add_token(office.hire("李明"), label="脚本", role=Role.EDITOR, days=5)
    with office.connect() as connection:
        content = [
            connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("account", "token", "audit")
        ]
    assert "李明" in str(content)
    assert GOOD not in str(content)
    assert secret not in str(content)


def test_the_trail_tells_who_did_what_and_cannot_be_rewritten(office: Office) -> None:
    office.hire("李明")
    office.accounts.set_role(HOST, "李明", Role.REVIEWER)
    newest = office.trail.list_changes(target="account:李明")[0]
    assert (newest.actor, newest.action) == ("cli:root", "account.set_role")
    assert (newest.old, newest.new) == ({"role": "editor"}, {"role": "reviewer"})
    for statement in ("DELETE FROM audit", "UPDATE audit SET actor = 'nobody'"):
        with pytest.raises(BrokenRule), office.connect() as connection:
            connection.execute(statement)


@pytest.mark.parametrize("password", ["short", "password123", "liming20262", "1111111111", "Admin12345"])
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(ParameterError):
        check_password(password, name="liming")


@given(st.text(max_size=60))
def test_a_canonical_name_is_its_own_canonical_name(name: str) -> None:
    assert canonical_name(canonical_name(name)) == canonical_name(name)
