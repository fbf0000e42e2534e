"""Inviting suppliers by address; the buyer sees who was invited and who opened it, not what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted
from appraisal.core.events import Event
from appraisal.core.people import Purpose
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.tender import Stage
from appraisal.core.tendering import Invitation, Tender
from appraisal.services.account.accounts import Join
from appraisal.services.account.enrolment import checked_person, new_organisation, new_person
from appraisal.services.account.links import look_at_link, make_link, use_link
from appraisal.services.known import lot_of, tender_for
from appraisal.services.mail.notices import moment_text
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.services.words import Form
from appraisal.storage import invitations, links, people, tenders
from appraisal.storage.database import Taken


@dataclass(frozen=True, slots=True)
class Invite:
    """A supplier's address, and the numbers of the lots (none: all of them)."""

    tender: str
    email: str
    lots: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as the buyer sees it; `supplier` is the name of the organisation that opened it, or ""."""

    id: str
    email: str
    lots: tuple[int, ...]
    sent: datetime | None
    opened: datetime | None
    supplier: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """What an invitation tells before it is accepted."""

    email: str
    reference: str
    title: str
    has_account: bool


def invite(kit: Kit, actor: Actor, command: Invite) -> str:
    """The id of an invitation; it is mailed at once, or at the publication where the tender is a draft.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `known.tender_for`; also for an unknown lot.
        InvalidInput: no address.
        Conflict: the address was invited already.
    """
    form = Form()
    email = form.email("email", command.email)
    form.finish()
    with kit.database.writing():
        tender = tender_for(kit, actor, command.tender, Permission.INVITATION_SEND)
        lots = tuple(sorted({lot_of(tender, number).number for number in command.lots}))
        invited = Invitation(kit.reference("I"), tender.id, email, lots, "", kit.now(), None, "")
        try:
            invitations.add_invitation(kit.database, invited)
        except Taken:
            raise Conflict(f"{email} was invited already; send the invitation again from the list") from None
        if tender.published:
            _send(kit, tender, invited)
        kit.record(actor.person, Event.INVITATION_SENT, invited.id, tender.id)
    return invited.id


def send_again(kit: Kit, actor: Actor, tender_id: str, invitation_id: str) -> None:
    """Mail an invitation with a fresh link; the older one stops working.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `known.tender_for`.
        Conflict: it was accepted already.
    """
    with kit.database.writing():
        tender = tender_for(kit, actor, tender_id, Permission.INVITATION_SEND)
        invited = invitations.invitation(kit.database, invitation_id)
        if invited is None or invited.tender != tender.id:
            raise NotFound("There is no such invitation")
        if invited.organisation:
            raise Conflict(f"{invited.email} has opened the invitation already")
        if tender.published:
            links.use_link(kit.database, invited.link, kit.now())
            _send(kit, tender, invited)
        kit.record(actor.person, Event.INVITATION_SENT, invited.id, tender.id, again=True)


def invited(kit: Kit, actor: Actor, tender_id: str) -> list[Invited]:
    """The invitations to a tender.

    Raises:
        NotPermitted, NotFound: as `known.tender_for`.
    """
    tender = tender_for(kit, actor, tender_id, Permission.INVITATION_READ)
    found = invitations.invitations(kit.database, tender.id)
    names = people.named(kit.database, [entry.organisation for entry in found])
    return [
        Invited(
            entry.id,
            entry.email,
            entry.lots or tuple(lot.number for lot in tender.lots),
            entry.sent if tender.published else None,
            entry.opened,
            names.get(entry.organisation, ""),
        )
        for entry in found
    ]


def look_at_invitation(kit: Kit, token: str) -> Welcome:
    """What the holder of the link may see; looking changes nothing.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work.
    """
    link = look_at_link(kit, token, Purpose.INVITATION)
    tender = _standing_tender(kit, link.facts["tender"])
    has_account = people.person_by_email(kit.database, link.email) is not None
    return Welcome(link.email, tender.reference, tender.title, has_account)


def accept_invitation(kit: Kit, actor: Actor, token: str) -> str:
    """The id of the tender, which the signed-in supplier knows of from now on.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work.
        NotPermitted: the actor is no supplier, or the invitation went to another address.
    """
    link = look_at_link(kit, token, Purpose.INVITATION)
    person = people.person(kit.database, actor.person)
    if not actor.is_a(Role.SUPPLIER) or person is None or person.email != link.email:
        raise NotPermitted(f"This invitation went to {link.email}; expected its holder to be signed in")
    with kit.database.writing():
        return _accept(kit, actor, token)


def accept_as_new(kit: Kit, command: Join) -> tuple[Actor, str]:
    """A new supplier with its first person, and the id of the tender it was invited to.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work, or its address has an account: sign in then.
        InvalidInput: with every field that is wrong.
    """
    link = look_at_link(kit, command.token, Purpose.INVITATION)
    form = Form()
    organisation = form.line("organisation", command.organisation)
    name, password = "", ""
    try:
        name, password = checked_person(command.name, command.password, link.email)
    except InvalidInput as refusal:
        form.problems += refusal.problems
    form.finish()
    with kit.database.writing():
        supplier = new_organisation(kit, "supplier", organisation)
        actor = new_person(kit, SYSTEM, link.email, name, {Role.SUPPLIER}, supplier.id, password)
        return actor, _accept(kit, actor, command.token)


def send_waiting(kit: Kit, tender_id: str) -> None:
    """Mail the invitations that waited for the publication, inside its transaction."""
    tender = tenders.tender(kit.database, tender_id)
    if tender is None:
        raise NotFound("There is no such tender")
    for entry in invitations.invitations(kit.database, tender_id):
        _send(kit, tender, entry)


def _accept(kit: Kit, actor: Actor, token: str) -> str:
    link = use_link(kit, token, Purpose.INVITATION)
    tender = _standing_tender(kit, link.facts["tender"])
    invitations.accept(kit.database, link.facts["invitation"], actor.organisation, kit.now())
    kit.record(actor.person, Event.INVITATION_ACCEPTED, link.facts["invitation"], tender.id)
    return tender.id


def _standing_tender(kit: Kit, tender_id: str) -> Tender:
    tender = tenders.tender(kit.database, tender_id)
    if tender is None or tender.course.stage(kit.now()) is Stage.CANCELLED:
        raise Conflict("This tender was cancelled")
    return tender


def _send(kit: Kit, tender: Tender, invited: Invitation) -> None:
    address, link_id = make_link(kit, Purpose.INVITATION, invited.email, tender=tender.id, invitation=invited.id)
    invitations.send_again(kit.database, invited.id, link_id, kit.now())
    deadline = moment_text(tender.timetable.deadline, tender.timetable.zone) if tender.timetable else ""
    buyer = people.organisation(kit.database, tender.buyer)
    text = (
        f"{buyer.name if buyer else 'The buyer'} invites you to bid on “{tender.title}” ({tender.reference}).\n\n"
        f"Deadline for bids: {deadline}\n\nOpen the invitation here; the link works once:\n\n{address}\n"
    )
    kit.post(invited.email, f"Invitation to tender {tender.reference}", text)
