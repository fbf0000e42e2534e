"""A bid's team: the manager invites colleagues and gives each the areas to answer; they answer independently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from appraisal.core.bidding import Member
from appraisal.core.errors import Conflict, NotFound, NotPermitted
from appraisal.core.events import Event
from appraisal.core.people import Purpose
from appraisal.core.policy import Actor, Permission, Role
from appraisal.services.account.accounts import Join
from appraisal.services.account.enrolment import checked_person, new_person
from appraisal.services.account.links import look_at_link, make_link, use_link
from appraisal.services.account.sign_in import refuse_over
from appraisal.services.bidding.bid_desk import BidDesk, at_desk, managed_bid
from appraisal.services.bidding.bids import dates
from appraisal.services.bidding.reuse import carry_over
from appraisal.services.mail.notices import ABOUT_BIDS, moment_text
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.services.words import Form
from appraisal.storage import attempts, bids, links, people, tenders

ALL_AREAS = "*"
MAILS = 30
"""Mails to colleagues that one bid may cause in a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class InviteColleague:
    """A colleague's address, their work, and the areas to answer (`ALL_AREAS` alone: every area; none: not yet)."""

    bid: str
    email: str
    role: str
    areas: Sequence[str] = ()
    manager: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """A colleague who was invited; `place` is the one on the team that was offered, of nobody yet."""

    email: str
    place: Member


@dataclass(frozen=True, slots=True)
class ChangeMember:
    """Somebody's work and areas from now on."""

    bid: str
    person: str
    role: str
    areas: Sequence[str] = ()
    manager: bool = False


def invite_colleague(kit: Kit, actor: Actor, command: InviteColleague) -> str:
    """Mail a colleague a link to the team; it works once, for their address.

    Whether the address has an account, and whose, shows only to its holder: nobody finds out here who else bids. Where
    no mail server sends the link it comes back, for the manager to pass on: the outbox page does not show it, as that
    would tell the buyer who bids. Else "" comes back.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound, WrongStage, DeadlinePassed: as `bid_desk.known_bid`.
        InvalidInput: with every field that is wrong.
        TooManyAttempts: too many mails were sent for this bid.
    """
    form = Form()
    email, role = form.email("email", command.email), form.line("role", command.role)
    with at_desk(kit, actor, command.bid, Permission.BID_MANAGE, managing=True) as desk:
        areas = _areas(form, desk, command.areas)
        form.finish()
        refuse_over(kit, f"team mails {desk.bid.id}", MAILS)
        attempts.add_attempt(kit.database, f"team mails {desk.bid.id}", kit.now())
        facts = {"bid": desk.bid.id, "role": role, "areas": " ".join(areas), "manager": "1" if command.manager else ""}
        address, _ = make_link(kit, Purpose.TEAM, email, **facts)
        deadline = moment_text(*dates(desk))
        text = (
            f"{actor.name} asks you to answer questions for your organisation's bid on “{desk.tender.title}”.\n\n"
            f"Deadline: {deadline}\n\nGo on here; the link works once:\n\n{address}\n"
        )
        subject = f"Your part in the bid on tender {desk.tender.reference}"
        kit.post(email, subject, text, topic=f"{ABOUT_BIDS[0]} {desk.bid.id}")
        kit.record(actor.person, Event.BID_TEAM_CHANGED, desk.bid.id, desk.tender.id, what="invited")
    return "" if kit.settings.smtp_host else address


def awaited_colleagues(kit: Kit, actor: Actor, bid: str) -> list[Awaited]:
    """Who was invited to a bid's team, has not joined, and still can; of several invitations to one address the last.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound: there is no such bid for the actor.
    """
    desk = managed_bid(kit, actor, bid, Permission.BID_READ)
    team = {member.person for member in desk.team}
    found = {}
    for link in links.links_of_bid(kit.database, bid, kit.now()):
        known = people.person_by_email(kit.database, link.email)
        if known is None or known.id not in team:
            found[link.email] = Awaited(link.email, _place(bid, "", "", link.facts))
    return list(found.values())


def join_team(kit: Kit, actor: Actor, token: str) -> str:
    """The id of the bid, on whose team the signed-in colleague is from now on.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work.
        NotPermitted: the link went to another address, or its holder acts for another organisation.
    """
    link = look_at_link(kit, token, Purpose.TEAM)
    person = people.person(kit.database, actor.person)
    if person is None or person.email != link.email:
        raise NotPermitted(f"This link went to {link.email}; expected its holder to be signed in")
    with kit.database.writing():
        return _join(kit, actor, token)


def join_team_as_new(kit: Kit, command: Join) -> tuple[Actor, str]:
    """A new colleague's account, and the id of the bid.

    Raises:
        NotFound, Conflict, DeadlinePassed: the link does not work, or its address has an account: sign in then.
        InvalidInput: with every field that is wrong.
    """
    link = look_at_link(kit, command.token, Purpose.TEAM)
    name, password = checked_person(command.name, command.password, link.email)
    with kit.database.writing():
        bid = bids.bid(kit.database, link.facts["bid"])
        if bid is None:
            raise NotFound("There is no such bid")
        actor = new_person(kit, SYSTEM, link.email, name, {Role.SUPPLIER}, bid.organisation, password)
        return actor, _join(kit, actor, command.token)


def change_member(kit: Kit, actor: Actor, command: ChangeMember) -> None:
    """Give somebody other work or areas; what they answered stays theirs, and counts where the area is theirs.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `invite_colleague`.
        InvalidInput: with every field that is wrong.
        Conflict: the bid would be left without a manager.
    """
    form = Form()
    role = form.line("role", command.role)
    with at_desk(kit, actor, command.bid, Permission.BID_MANAGE, managing=True) as desk:
        member = _on_team(desk, command.person)
        areas = _areas(form, desk, command.areas)
        form.finish()
        _refuse_without_manager(desk, command.person, command.manager)
        changed = replace(member, role=role, manager=command.manager, areas=_scope(areas), answers=bool(areas))
        bids.add_member(kit.database, changed, kit.now())
        kit.record(actor.person, Event.BID_TEAM_CHANGED, desk.bid.id, desk.tender.id, what="changed")


def remove_member(kit: Kit, actor: Actor, bid: str, person: str) -> None:
    """Take somebody off the team; their answers count no more, and come back when they do.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed, Conflict: as `change_member`.
    """
    with at_desk(kit, actor, bid, Permission.BID_MANAGE, managing=True) as desk:
        _on_team(desk, person)
        _refuse_without_manager(desk, person, False)
        bids.leave(kit.database, bid, person, kit.now())
        kit.record(actor.person, Event.BID_TEAM_CHANGED, desk.bid.id, desk.tender.id, what="removed")


def _join(kit: Kit, actor: Actor, token: str) -> str:
    link = use_link(kit, token, Purpose.TEAM)
    bid = bids.bid(kit.database, link.facts["bid"])
    tender = tenders.tender_of_lot(kit.database, bid.lot) if bid else None
    if bid is None or tender is None:
        raise NotFound("There is no such bid")
    if bid.organisation != actor.organisation:
        raise NotPermitted(
            "This bid is another organisation's; expected an address that has no account, or a colleague's"
        )
    before = bids.members(kit.database, bid.id)
    earlier = next((member for member in before if member.person == actor.person), None)
    respondent = earlier.respondent if earlier else f"r{len(before) + 1}"
    offered = _place(bid.id, actor.person, respondent, link.facts)
    manager = offered.manager or (earlier is not None and earlier.manager and earlier.left is None)
    bids.add_member(kit.database, replace(offered, manager=manager), kit.now())
    carry_over(kit, bid, actor.person)
    kit.record(actor.person, Event.BID_TEAM_CHANGED, bid.id, tender.id, what="joined")
    return bid.id


def _place(bid: str, person: str, respondent: str, facts: Mapping[str, str]) -> Member:
    """The place on a team that a link offers."""
    areas = facts["areas"].split()
    return Member(bid, person, respondent, facts["role"], _scope(areas), bool(facts["manager"]), bool(areas), None)


def _areas(form: Form, desk: BidDesk, areas: Sequence[str]) -> tuple[str, ...]:
    known = desk.profile.requirement_by_area
    if set(areas) != {ALL_AREAS} and any(area not in known for area in areas):
        form.note("areas", "names an area that is not asked", "expected areas of this bid's questionnaire")
    return tuple(dict.fromkeys(areas))


def _scope(areas: Sequence[str]) -> frozenset[str] | None:
    return None if ALL_AREAS in areas else frozenset(areas)


def _on_team(desk: BidDesk, person: str) -> Member:
    for member in desk.team:
        if member.person == person:
            return member
    raise NotFound("There is nobody like that on the team")


def _refuse_without_manager(desk: BidDesk, person: str, manager: bool) -> None:
    others = any(member.manager for member in desk.team if member.person != person)
    if not manager and not others:
        raise Conflict("A bid has a manager; make somebody else manager first")
