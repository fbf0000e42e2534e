"""Mails to the suppliers of a tender: addenda, bids to confirm again, answers, the end. None tells who else bids."""

from __future__ import annotations

from datetime import datetime, timedelta

from appraisal.core.bidding import Bid
from appraisal.core.tendering import Tender
from appraisal.exchange.local_time import in_zone
from appraisal.services.addenda import addendum_changes
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, invitations, people, publications, submissions, tenders
from appraisal.storage.outbox import drop_mails

ABOUT_BIDS = ("bid", "confirm")
"""The first words of the topics of mails that tell of a bid: no page of the buyer shows these mails."""

LAST_CALL = timedelta(days=2)
"""How long before the deadline a bid that must be confirmed is told so the second time, at the latest half-way."""


def moment_text(moment: datetime, zone: str) -> str:
    """A moment for people: "Fri 11 December 2026, 12:00 Europe/Amsterdam (UTC+01:00)"."""
    local = in_zone(moment, zone)
    return f"{local:%a} {local.day} {local:%B %Y, %H:%M} {zone} (UTC{local.isoformat()[-6:]})"


def tell_everybody(kit: Kit, tender: Tender, subject: str, text: str) -> None:
    """Mail each address that was invited or is on a bid's team, one mail each; of the latter the outbox page is mum."""
    invited = {invitation.email for invitation in invitations.invitations(kit.database, tender.id)}
    for address in sorted(invited | _on_teams(kit, tender)):
        kit.post(address, subject, text, topic="" if address in invited else f"{ABOUT_BIDS[0]} {tender.id}")


def tell_team(kit: Kit, bid: Bid, subject: str, text: str, *, due: datetime | None = None, topic: str = "") -> None:
    """Mail the managers of a bid, on a topic by which the outbox page knows to tell nobody of it."""
    for member in bids.members(kit.database, bid.id):
        person = people.person(kit.database, member.person)
        if member.manager and member.left is None and person and not person.disabled:
            kit.post(person.email, subject, text, due=due, topic=topic or f"{ABOUT_BIDS[0]} {bid.id}")


def tell_of_addendum(kit: Kit, tender_id: str, number: int, reason: str) -> None:
    """Tell everybody of an addendum, and each bid that it makes uncertain what to do, now and once more."""
    tender = tenders.tender(kit.database, tender_id)
    if tender is None or tender.timetable is None:
        return
    deadline = moment_text(tender.timetable.deadline, tender.timetable.zone)
    subject = f"Addendum {number} to tender {tender.reference}"
    link = kit.address(f"tenders/{tender.id}")
    published = publications.publications(kit.database, tender.id)
    changed_lines = [
        f"Lot {lot}: {told}."
        for lot, lines in addendum_changes(kit, tender, published, number).profiles
        for told in lines
    ]
    what = "".join(f"{line}\n" for line in changed_lines)
    what = f"What changed in what is required:\n{what}\n" if what else ""
    tell_everybody(kit, tender, subject, f"{reason}\n\n{what}Deadline for bids: {deadline}\n\n{link}\n")
    for lot in tender.lots:
        changed = publications.questions_changed_at(kit.database, lot.id)
        for bid in bids.bids_on(kit.database, lot.id):
            standing = submissions.standing(submissions.submissions(kit.database, bid.id))
            if standing and standing.confirmed < changed:
                _ask_to_confirm(kit, tender, bid, lot.number, changed == number)


def tell_of_cancellation(kit: Kit, tender: Tender, reason: str) -> None:
    """Tell everybody that the tender ends here."""
    tell_everybody(kit, tender, f"Tender {tender.reference} was cancelled", f"{reason}\n")


def confirmation_topic(bid_id: str) -> str:
    """The topic of the mails that ask for a confirmation; confirming or withdrawing drops those that wait."""
    return f"confirm {bid_id}"


def _ask_to_confirm(kit: Kit, tender: Tender, bid: Bid, lot: int, is_new: bool) -> None:
    if tender.timetable is None:
        return
    deadline, topic = tender.timetable.deadline, confirmation_topic(bid.id)
    subject = f"Confirm your bid on tender {tender.reference}, lot {lot}"
    text = (
        "The questionnaire was changed by an addendum. Look at your bid and confirm or change it: until you do, it "
        f"counts as not submitted.\n\nDeadline: {moment_text(deadline, tender.timetable.zone)}\n\n"
        f"{kit.address(f'bids/{bid.id}')}\n"
    )
    drop_mails(kit.database, topic, kit.now())
    if is_new:
        tell_team(kit, bid, subject, text)
    half_way = kit.now() + (deadline - kit.now()) / 2
    tell_team(kit, bid, f"{subject}: second notice", text, due=max(half_way, deadline - LAST_CALL), topic=topic)


def _on_teams(kit: Kit, tender: Tender) -> set[str]:
    """The addresses of everybody on a team that prepares a bid."""
    found = set()
    for lot in tender.lots:
        for bid in bids.bids_on(kit.database, lot.id):
            for member in bids.members(kit.database, bid.id):
                person = people.person(kit.database, member.person)
                if member.left is None and person and not person.disabled:
                    found.add(person.email)
    return found
