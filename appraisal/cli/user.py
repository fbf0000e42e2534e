"""`appraisal user`: accounts from the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from appraisal.core.errors import Conflict
from appraisal.core.policy import Role

if TYPE_CHECKING:
    from appraisal.core.policy import Actor
    from appraisal.services.toolkit import Kit

Act = Callable[["Kit", "Actor", str], None]

ROLES = ("administrator", "auditor", "evaluator", "officer")


@click.group("user")
def command() -> None:
    """Accounts: add one, end or give back its access, turn one-time codes off."""


@command.command("add")
@click.option("--email", required=True, metavar="ADDRESS", help="E-mail address to sign in with.")
@click.option("--name", required=True, metavar="NAME", help="Name as others read it.")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(ROLES), help="May be given again.")
@click.option("--data", metavar="DIR", help="Folder of the store and the evidence files.")
def add(email: str, name: str, roles: tuple[str, ...], data: str | None) -> None:
    """Add an account and print the link by which its holder chooses a password; suppliers are invited instead."""
    from appraisal.services.account.accounts import CONSOLE, AddUser, add_user
    from appraisal.storage import people

    with _kit(data) as kit:
        if people.buyer(kit.database) is None:
            raise Conflict(
                "nothing is set up here yet; expected the link that `appraisal serve` prints to be used first"
            )
        link = add_user(kit, CONSOLE, AddUser(email, name, frozenset(Role(role) for role in roles)))
    click.echo(f"{name} was added. The link to choose a password works once, within seven days:\n{link}")


def _of_one(function: Callable[..., None]) -> Callable[..., None]:
    """The options of a command on one account."""
    data = click.option("--data", metavar="DIR", help="Folder of the store and the evidence files.")
    return click.option("--email", required=True, metavar="ADDRESS", help="The address of the account.")(data(function))


@command.command("disable")
@_of_one
def disable(email: str, data: str | None) -> None:
    """End the access of an account, a supplier's too, and its sessions at once."""
    from appraisal.services.account.accounts import disable_user

    click.echo(f"{_done(email, data, disable_user)} has no access any more.")


@command.command("enable")
@_of_one
def enable(email: str, data: str | None) -> None:
    """Give a disabled account its access back."""
    from appraisal.services.account.accounts import enable_user

    click.echo(f"{_done(email, data, enable_user)} has access.")


@command.command("forget-code")
@_of_one
def forget(email: str, data: str | None) -> None:
    """Turn one-time codes off for somebody who lost the app that shows them; make sure first who asks."""
    from appraisal.services.account.accounts import forget_code

    click.echo(f"{_done(email, data, forget_code)} signs in without a one-time code, and is told so by mail.")


def _done(email: str, data: str | None, act: Act) -> str:
    """The name on the account, once the act was done to it."""
    from appraisal.services.account.accounts import CONSOLE, user_of

    with _kit(data) as kit:
        person = user_of(kit, CONSOLE, email)
        act(kit, CONSOLE, person.id)
    return person.name


@contextmanager
def _kit(data: str | None) -> Iterator[Kit]:
    """The kit of the installation, closed at the end."""
    from appraisal.cli.installation import kit_maker, read_settings

    kit = kit_maker(read_settings(data=data))()
    try:
        yield kit
    finally:
        kit.database.close()
