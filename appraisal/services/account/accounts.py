"""Accounts: the first one by a set-up link, the others by a link to their address; nobody has a default password."""

from __future__ import annotations

from dataclasses import dataclass, field

from appraisal.core import policy
from appraisal.core.errors import Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.people import Person, Purpose
from appraisal.core.policy import Actor, Permission, Role
from appraisal.services.account.enrolment import (
    checked_person,
    known_person,
    new_organisation,
    new_person,
    refuse_problem,
)
from appraisal.services.account.links import look_at_link, make_link, use_link
from appraisal.services.account.passwords import check_password, hash_password
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.services.words import Form
from appraisal.storage import links, people, sessions
from appraisal.storage.database import stored_time

CONSOLE = Actor("console", "the console", frozenset({Role.ADMINISTRATOR}))
"""Whoever runs commands on the server, and so has the store in their hands anyway."""

BUYERS_ROLES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.EVALUATOR, Role.OFFICER})
"""Roles of people who work for the buyer, or for the auditor whom the buyer names."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """The first account: the administrator, who may be an officer too, and the buyer's name."""

    token: str = field(repr=False)
    buyer: str
    email: str
    name: str
    password: str = field(repr=False)
    officer: bool = False


@dataclass(frozen=True, slots=True)
class AddUser:
    """An account to be; its holder chooses the password by the link that is mailed.

    `organisation` names the supplier of somebody with the role supplier, or the buyer where there is none yet.
    """

    email: str
    name: str
    roles: frozenset[Role]
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """What the holder of a link tells to get their account; `organisation` only when a supplier registers."""

    token: str = field(repr=False)
    name: str
    password: str = field(repr=False)
    organisation: str = ""


def set_up_link(kit: Kit) -> str | None:
    """The address that sets up an empty installation, or None when it has accounts; an older link stops working."""
    with kit.database.writing():
        if people.anybody(kit.database):
            return None
        links.drop_links(kit.database, Purpose.SET_UP, "", kit.now())
        return make_link(kit, Purpose.SET_UP, "")[0]


def set_up(kit: Kit, command: SetUp) -> Actor:
    """The administrator of a new installation.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work.
        InvalidInput: with every field that is wrong.
    """
    look_at_link(kit, command.token, Purpose.SET_UP)
    form = Form()
    buyer, email = form.line("buyer", command.buyer), form.email("email", command.email)
    name = form.line("name", command.name, longest=100)
    check_password(form, "password", command.password, *name.split(), email.split("@")[0])
    form.finish()
    password = hash_password(command.password)
    roles = frozenset({Role.ADMINISTRATOR, Role.OFFICER}) if command.officer else frozenset({Role.ADMINISTRATOR})
    with kit.database.writing():
        use_link(kit, command.token, Purpose.SET_UP)
        if people.anybody(kit.database):
            raise Conflict("This installation was set up already; expected one without accounts")
        organisation = new_organisation(kit, "buyer", buyer)
        return new_person(kit, SYSTEM, email, name, roles, organisation.id, password)


def add_user(kit: Kit, actor: Actor, command: AddUser) -> str:
    """The address by which the new user chooses a password; it is mailed too.

    Raises:
        NotPermitted: the actor is no administrator.
        InvalidInput: the address or the roles will not do.
        Conflict: the address has an account.
    """
    policy.require(actor, Permission.ACCOUNT_ADD)
    form = Form()
    email, name = form.email("email", command.email), form.line("name", command.name, longest=100)
    if not command.roles or (command.roles != {Role.SUPPLIER} and not command.roles <= BUYERS_ROLES):
        form.note("roles", "cannot be given", f"expected supplier alone, or of {', '.join(sorted(BUYERS_ROLES))}")
    wanted = form.line("organisation", command.organisation, optional=True)
    form.finish()
    with kit.database.writing():
        organisation = _organisation_for(kit, command.roles, wanted)
        new = new_person(kit, actor.person, email, name, command.roles, organisation, None)
        address, _ = make_link(kit, Purpose.JOIN, email, person=new.person)
        kit.post(email, "Your account", _joining(name, address))
    return address


def join(kit: Kit, command: Join) -> Actor:
    """The account of an added user, who has chosen a password now.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work.
        InvalidInput: with every field that is wrong.
    """
    link = look_at_link(kit, command.token, Purpose.JOIN)
    name, password = checked_person(command.name, command.password, link.email)
    with kit.database.writing():
        use_link(kit, command.token, Purpose.JOIN)
        people.change_person(kit.database, link.facts["person"], password=password, name=name)
        kit.record(link.facts["person"], Event.ACCOUNT_PASSWORD_CHANGED, link.facts["person"])
        return known_person(kit, link.facts["person"]).actor


def disable_user(kit: Kit, actor: Actor, person: str) -> None:
    """End a person's access and sessions at once.

    Raises:
        NotPermitted: the actor is no administrator.
        NotFound: there is no such account.
        Conflict: it is the actor's own.
    """
    policy.require(actor, Permission.ACCOUNT_DISABLE)
    known_person(kit, person)
    if person == actor.person:
        raise Conflict("Nobody disables their own account; expected another administrator's act")
    with kit.database.writing():
        people.change_person(kit.database, person, disabled_at=stored_time(kit.now()))
        sessions.end_sessions(kit.database, person, kit.now())
        kit.record(actor.person, Event.ACCOUNT_DISABLED, person)


def enable_user(kit: Kit, actor: Actor, person: str) -> None:
    """Give a disabled account its access back; its sessions stay ended. An account that is not disabled stays as it is.

    Raises:
        NotPermitted: the actor is no administrator.
        NotFound: there is no such account.
    """
    policy.require(actor, Permission.ACCOUNT_DISABLE)
    with kit.database.writing():
        found = people.person(kit.database, person)
        if found is None:
            raise NotFound("There is no such account")
        if found.disabled:
            people.change_person(kit.database, person, disabled_at=None)
            kit.record(actor.person, Event.ACCOUNT_ENABLED, person)


def forget_code(kit: Kit, actor: Actor, person: str) -> None:
    """Turn one-time codes off for somebody who lost the app; their sessions end and they are told by mail.

    Raises:
        NotPermitted: the actor is no administrator.
        NotFound: there is no such account.
    """
    policy.require(actor, Permission.ACCOUNT_DISABLE)
    known = known_person(kit, person)
    with kit.database.writing():
        people.change_person(kit.database, person, code_secret=None)
        sessions.end_sessions(kit.database, person, kit.now())
        kit.record(actor.person, Event.ACCOUNT_CODE_CHANGED, person, on=False)
        text = f"Hello {known.name},\n\none-time codes were turned off for your account by an administrator.\n"
        kit.post(known.email, "One-time codes were turned off", text)


def users(kit: Kit, actor: Actor) -> list[Person]:
    """The accounts of the buyer's people. Those of suppliers are not listed: who has joined a team tells who bids.

    Raises:
        NotPermitted: the actor is no administrator.
    """
    policy.require(actor, Permission.ACCOUNT_ADD)
    return [person for person in people.people(kit.database) if Role.SUPPLIER not in person.roles]


def user_of(kit: Kit, actor: Actor, email: str) -> Person:
    """The account with an address that the administrator was told, a supplier's too, to disable or help it.

    Raises:
        NotPermitted: the actor is no administrator.
        NotFound: there is none.
    """
    policy.require(actor, Permission.ACCOUNT_DISABLE)
    found = people.person_by_email(kit.database, email.strip().lower())
    if found is None:
        raise NotFound("There is no account with this address")
    return found


def _organisation_for(kit: Kit, roles: frozenset[Role], wanted: str) -> str:
    kind = "supplier" if Role.SUPPLIER in roles else "buyer"
    found = people.buyer(kit.database) if kind == "buyer" else people.supplier_named(kit.database, wanted)
    if found:
        return found.id
    if not wanted:
        raise refuse_problem("organisation", "is empty", f"expected the {kind}'s name")
    return new_organisation(kit, kind, wanted).id


def _joining(name: str, address: str) -> str:
    return (
        f"Hello {name},\n\nan account was made for you. Choose your password here, within seven days; "
        f"the link works once:\n\n{address}\n"
    )
