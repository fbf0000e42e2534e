"""Mails to the buyer's people about what waits for them; none names a bidder or says what was answered or decided."""

from __future__ import annotations

from appraisal.core import policy
from appraisal.core.people import Person
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.tendering import Lot, Tender
from appraisal.services.evaluation.evaluation_desk import declared, sees_all
from appraisal.services.toolkit import Kit
from appraisal.storage import panel, people
from appraisal.storage.outbox import drop_mails


def tell_of_recommendation(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> None:
    """A recommendation waits for approval: tell every other officer who may approve it, once for the newest."""
    forget_recommendation(kit, lot)
    subject = f"A recommendation on tender {tender.reference}, lot {lot.number}, waits for approval"
    text = (
        "Another officer recommended how to award this lot. Look at it, and approve it if you agree; only an officer "
        f"who did not recommend it can.\n\n{kit.address(f'tenders/{tender.id}/lots/{lot.number}/award')}\n"
    )
    for person in _holders(kit, tender, Permission.AWARD_APPROVE):
        if person.id != actor.person and sees_all(kit, lot, person.id):
            kit.post(person.email, subject, text, topic=_recommended(lot))


def forget_recommendation(kit: Kit, lot: Lot) -> None:
    """Drop the mails on a recommendation that were not sent yet: it was approved, or another one takes its place."""
    drop_mails(kit.database, _recommended(lot), kit.now())


def tell_of_answer(kit: Kit, tender: Tender, lot: Lot, bid: str) -> None:
    """A bidder answered a question: tell officers and chairs from whom the bid is not kept, all in the same words."""
    subject = f"A bidder answered a question on tender {tender.reference}, lot {lot.number}"
    link = kit.address(f"evaluation/{tender.id}/{lot.number}/bidder-questions")
    text = f"The answer stands with the questions to the bidders of the lot:\n\n{link}\n"
    for person in _holders(kit, tender, Permission.BIDDER_QUESTION_ASK):
        if _reads_questions_on(kit, lot, person, bid):
            kit.post(person.email, subject, text)


def _reads_questions_on(kit: Kit, lot: Lot, person: Person, bid: str) -> bool:
    """Whether somebody asks the bidders of the lot, and the bid is not kept from them."""
    member = panel.panelist(kit.database, lot.id, person.id)
    if member is None:
        return person.actor.is_a(Role.OFFICER)
    conflicted, undeclared = declared(kit, lot, person.id)
    asks = member.chair or person.actor.is_a(Role.OFFICER)
    return asks and not undeclared and bid not in conflicted


def _holders(kit: Kit, tender: Tender, permission: Permission) -> list[Person]:
    """The buyer's people who are granted a permission and can sign in."""
    found = people.people(kit.database, tender.buyer)
    return [one for one in found if one.disabled is None and policy.may(one.actor, permission)]


def _recommended(lot: Lot) -> str:
    return f"recommended {lot.id}"
