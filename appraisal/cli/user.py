"""`appraisal user`: accounts from the command line."""

from __future__ import annotations

import click

from appraisal.core.errors import Conflict
from appraisal.core.policy import Actor, Role

ROLES = ("administrator", "auditor", "evaluator", "officer")


@click.group("user")
def command() -> None:
    """Accounts: add one."""


@command.command("add")
@click.option("--email", required=True, metavar="ADDRESS", help="E-mail address to sign in with.")
@click.option("--name", required=True, metavar="NAME", help="Name as others read it.")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(ROLES), help="May be given again.")
@click.option("--data", metavar="DIR", help="Folder of the store and the evidence files.")
def add(email: str, name: str, roles: tuple[str, ...], data: str | None) -> None:
    """Add an account and print the link by which its holder chooses a password; suppliers are invited instead."""
    from appraisal.cli.installation import kit_maker, read_settings
    from appraisal.services.accounts import AddUser, add_user
    from appraisal.services.toolkit import SYSTEM
    from appraisal.storage import people

    kit = kit_maker(read_settings(data=data))()
    try:
        buyer = people.buyer(kit.database)
        if buyer is None:
            raise Conflict(
                "nothing is set up here yet; expected the link that `appraisal serve` prints to be used first"
            )
        system = Actor(SYSTEM, "Command line", frozenset({Role.ADMINISTRATOR}), buyer.id)
        link = add_user(kit, system, AddUser(email, name, frozenset(Role(role) for role in roles)))
    finally:
        kit.database.close()
    click.echo(f"{name} was added. The link to choose a password works once, within seven days:\n{link}")
