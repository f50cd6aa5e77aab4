"""Who may do what: the one place that decides. Page, API, OGC addresses, tiles, exports and commands all ask here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from atlas.core.errors import AccessDenied


class Role(StrEnum):
    """What a person is trusted with; each one includes those before it."""

    NOBODY = "nobody"
    VIEWER = "viewer"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


_RANK = {role: rank for rank, role in enumerate(Role)}


class Action(StrEnum):
    """What may be done."""

    VIEW = "view"
    UPLOAD = "upload"
    SEE_DRAFTS = "see_drafts"
    EDIT_LAYER = "edit_layer"
    PUBLISH_LAYER = "publish_layer"
    REMOVE_LAYER = "remove_layer"
    SET_RIGHTS = "set_rights"
    SEE_JOBS = "see_jobs"
    SEE_AUDIT = "see_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    EDIT_TEMPLATES = "edit_templates"
    OVERRIDE_MAP_RULE = "override_map_rule"
    ADD_DOCUMENT = "add_document"
    SEE_DOCUMENT_DRAFTS = "see_document_drafts"
    REVIEW_DOCUMENT = "review_document"
    REMOVE_DOCUMENT = "remove_document"
    PURGE_DOCUMENT = "purge_document"


#: The lowest role that may do each action, where the layer says nothing else.
LEAST_ROLE: Mapping[Action, Role] = {
    Action.VIEW: Role.VIEWER,
    Action.UPLOAD: Role.EDITOR,
    Action.SEE_DRAFTS: Role.EDITOR,
    Action.EDIT_LAYER: Role.EDITOR,
    Action.PUBLISH_LAYER: Role.REVIEWER,
    Action.REMOVE_LAYER: Role.REVIEWER,
    Action.SET_RIGHTS: Role.ADMINISTRATOR,
    Action.SEE_JOBS: Role.EDITOR,
    Action.SEE_AUDIT: Role.ADMINISTRATOR,
    Action.MANAGE_ACCOUNTS: Role.ADMINISTRATOR,
    Action.EDIT_TEMPLATES: Role.EDITOR,
    Action.OVERRIDE_MAP_RULE: Role.REVIEWER,
    Action.ADD_DOCUMENT: Role.EDITOR,
    Action.SEE_DOCUMENT_DRAFTS: Role.EDITOR,
    Action.REVIEW_DOCUMENT: Role.REVIEWER,
    Action.REMOVE_DOCUMENT: Role.REVIEWER,
    Action.PURGE_DOCUMENT: Role.ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks.

    Parameters
    ----------
    name
        Of the account; ``anonymous`` for a visitor, ``cli:<user>`` for the command line.
    role
        What the account is trusted with.
    via
        ``visit``, ``session``, ``token`` or ``cli``; kept in the audit trail.
    must_change_password
        An account with its first password may do nothing but change it.
    """

    name: str
    role: Role
    via: str = "session"
    must_change_password: bool = False


@dataclass(frozen=True, slots=True)
class LayerRights:
    """What a layer allows beyond or below the roles.

    Parameters
    ----------
    viewers
        Accounts that may see it; ``None`` when everybody who may see the atlas may see it.
    editors
        Accounts that may edit it; ``None`` when every editor may.
    signed_in_only
        Not for visitors without an account.
    """

    viewers: frozenset[str] | None = None
    editors: frozenset[str] | None = None
    signed_in_only: bool = False


@dataclass(frozen=True, slots=True)
class LayerSubject:
    """The layer or layer version that something is done to.

    Parameters
    ----------
    id
        Of the layer.
    rights
        Of the layer; built-in layers have none of their own.
    version_author
        Who imported the version to publish; empty where none is.
    """

    id: str
    rights: LayerRights = field(default_factory=LayerRights)
    version_author: str = ""


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """What the administrator configured.

    Parameters
    ----------
    is_open
        Whether a visitor without an account may look.
    two_person_review
        Whether a version must be published by someone other than who imported it, and what was read in a document
        confirmed by two different people.
    """

    is_open: bool = True
    two_person_review: bool = False


def visitor(policy: AccessPolicy) -> Actor:
    """Who comes without an account.

    Parameters
    ----------
    policy
        In force.

    Returns
    -------
    Actor
        A viewer when the atlas is open, else nobody.
    """
    return Actor("anonymous", Role.VIEWER if policy.is_open else Role.NOBODY, via="visit")


def may(actor: Actor, action: Action, policy: AccessPolicy, subject: LayerSubject | None = None) -> bool:
    """Whether somebody may do something.

    Parameters
    ----------
    actor
        Who asks.
    action
        What is to be done.
    policy
        In force.
    subject
        The layer it is done to; ``None`` for what concerns no layer.

    Returns
    -------
    bool
        The decision.

    Examples
    --------
    >>> may(Actor("李明", Role.EDITOR), Action.PUBLISH_LAYER, AccessPolicy())
    False
    """
    if actor.must_change_password or not _has_role(actor, LEAST_ROLE[action]):
        return False
    if subject is None or (actor.role is Role.ADMINISTRATOR and action is not Action.PUBLISH_LAYER):
        return True
    if not _sees(actor, subject.rights):
        return False
    if action in (Action.VIEW, Action.UPLOAD, Action.SEE_JOBS):
        return True
    if subject.rights.editors is not None and not (
        actor.role is Role.ADMINISTRATOR or actor.name in subject.rights.editors
    ):
        return False
    return not (
        action is Action.PUBLISH_LAYER and policy.two_person_review and subject.version_author == actor.name
    )


def require(actor: Actor, action: Action, policy: AccessPolicy, subject: LayerSubject | None = None) -> None:
    """Refuse what somebody may not do.

    Parameters
    ----------
    actor, action, policy, subject
        See ``may``.

    Raises
    ------
    AccessDenied
        With code ``sign_in_needed`` for a visitor, ``password_change_needed`` for a first password,
        ``second_person_needed`` for one's own version, else ``access_denied``.
    """
    if may(actor, action, policy, subject):
        return
    if actor.must_change_password:
        raise AccessDenied(
            "请先修改初始密码",
            "change your first password before anything else",
            code="password_change_needed",
        )
    if actor.via == "visit":
        raise AccessDenied(
            "需要登录后才能进行此操作",
            "this needs an account",
            code="sign_in_needed",
            hint_zh="请登录；没有账号的，请向管理员申请。",
            hint_en="Sign in; ask your administrator for an account.",
        )
    own_version = subject is not None and subject.version_author == actor.name
    if action is Action.PUBLISH_LAYER and policy.two_person_review and own_version:
        raise AccessDenied(
            "自己导入的版本须由另一人发布",
            "a version is published by someone other than who imported it",
            code="second_person_needed",
            hint_zh="请另一位审核人员发布。",
            hint_en="Ask another reviewer to publish it.",
        )
    raise AccessDenied(
        "当前账号没有此项权限",
        "this account may not do this",
        hint_zh="请联系管理员调整角色或图层权限。",
        hint_en="Ask your administrator for another role or for rights on this layer.",
        action=action.value,
    )


def _has_role(actor: Actor, least: Role) -> bool:
    return _RANK[actor.role] >= _RANK[least]


def _sees(actor: Actor, rights: LayerRights) -> bool:
    if actor.role is Role.ADMINISTRATOR:
        return True
    if rights.signed_in_only and actor.via == "visit":
        return False
    return rights.viewers is None or actor.name in rights.viewers
