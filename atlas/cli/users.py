"""``atlas users``: accounts, for whoever looks after the server. The first administrator is made here."""

from __future__ import annotations

import click

from atlas.bootstrap import open_services
from atlas.cli.actor import command_actor
from atlas.cli.output import json_option, note, print_json, print_table, reports_errors
from atlas.core.access import Role
from atlas.services.accounts import Accounts
from atlas.settings import load_settings

_ROLES = click.Choice([role.value for role in Role if role is not Role.NOBODY])


@click.group()
def users() -> None:
    """Accounts: add, list, role, reset, disable, enable."""


@users.command("add")
@click.argument("name")
@click.option("--role", type=_ROLES, default=Role.EDITOR.value, show_default=True)
@click.option("--display-name", default="", help="Person or office.")
@json_option
@reports_errors
def add_command(name: str, *, role: str, display_name: str, as_json: bool) -> None:
    """Make an account and print its first password, once."""
    account, password = _accounts().add_account(command_actor(), name, Role(role), display_name=display_name)
    if as_json:
        print_json({"name": account.name, "role": account.role.value, "first_password": password})
        return
    click.echo(password)
    note(f"账号 {account.name}（{account.role}）的初始密码见上，首次登录须修改。")
    note(
        f"the first password of {account.name} ({account.role}) stands above; it is changed at the first sign-in."
    )


@users.command("list")
@json_option
@reports_errors
def list_command(*, as_json: bool) -> None:
    """Every account."""
    rows = [
        {
            "name": account.name,
            "display_name": account.display_name,
            "role": account.role.value,
            "state": "disabled" if account.disabled_at else "active",
            "first_password": account.must_change_password,
            "created": account.created_at,
        }
        for account in _accounts().list_accounts(command_actor())
    ]
    if as_json:
        print_json({"accounts": rows})
    else:
        print_table(("name", "display_name", "role", "state", "first_password", "created"), rows)


@users.command("role")
@click.argument("name")
@click.argument("role", type=_ROLES)
@json_option
@reports_errors
def role_command(name: str, role: str, *, as_json: bool) -> None:
    """Give an account another role."""
    account = _accounts().set_role(command_actor(), name, Role(role))
    _tell(account.name, account.role.value, as_json=as_json)


@users.command("reset")
@click.argument("name")
@json_option
@reports_errors
def reset_command(name: str, *, as_json: bool) -> None:
    """Give an account a new first password, and end its sessions."""
    password = _accounts().reset_password(command_actor(), name)
    if as_json:
        print_json({"name": name, "first_password": password})
    else:
        click.echo(password)


@users.command("disable")
@click.argument("name")
@json_option
@reports_errors
def disable_command(name: str, *, as_json: bool) -> None:
    """Shut an account, its sessions and tokens."""
    account = _accounts().set_disabled(command_actor(), name, is_disabled=True)
    _tell(account.name, "disabled", as_json=as_json)


@users.command("enable")
@click.argument("name")
@json_option
@reports_errors
def enable_command(name: str, *, as_json: bool) -> None:
    """Open an account again."""
    account = _accounts().set_disabled(command_actor(), name, is_disabled=False)
    _tell(account.name, "active", as_json=as_json)


def _accounts() -> Accounts:
    return open_services(load_settings()).accounts


def _tell(name: str, state: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"name": name, "state": state})
    else:
        note(f"{name}: {state}")
