"""The one thing to do next to a tender, for the buyer's person who looks at it."""

from __future__ import annotations

from collections.abc import Callable

from appraisal.core.policy import Actor, Permission, may
from appraisal.core.tender import Stage
from appraisal.core.tendering import Tender
from appraisal.services.account.officer_keys import has_key
from appraisal.services.tendering.clarifications import open_questions
from appraisal.services.tendering.publication import publication_problems
from appraisal.services.toolkit import Kit
from appraisal.web.award.award_links import award_next
from appraisal.web.evaluation.evaluation_links import evaluation_next
from appraisal.web.parts import Notice
from appraisal.web.times import moment


def next_notice(
    kit: Kit, actor: Actor, tender: Tender, stage: Stage, open_to: Callable[[Permission], bool]
) -> Notice | None:
    """What comes next, or from when; None where nothing waits for the actor. `open_to` says which acts may be done."""
    base, now = f"/tenders/{tender.id}", kit.now()
    if stage is Stage.DRAFT and open_to(Permission.TENDER_EDIT):
        return _next_in_draft(kit, tender, base)
    if open_to(Permission.CLARIFICATION_ANSWER) and (waiting := len(open_questions(kit, actor, tender.id))):
        heading = "Next: answer a question" if waiting == 1 else f"Next: answer {waiting} questions"
        words = "Answers go to all suppliers; the asker stays hidden from you."
        return Notice(heading, words, "Answer the questions", f"{base}/questions")
    if stage is Stage.CLOSED and open_to(Permission.OPENING_ATTEND):
        return Notice("Next: open the bids", "Two different officers take part.", "Open the bids", f"{base}/opening")
    if stage in (Stage.PUBLISHED, Stage.CLOSED) and tender.timetable:
        until = tender.timetable.deadline if stage is Stage.PUBLISHED else tender.timetable.opens_from
        shown = moment(until, tender.timetable.zone, now)
        return Notice(
            f"Nothing to do until {shown.words}", f"{shown.zone}, {shown.distance}." if shown.distance else ""
        )
    return evaluation_next(kit, actor, tender) or award_next(kit, actor, tender)


def passphrase_notice(kit: Kit, actor: Actor) -> Notice | None:
    """The first step of an officer who cannot open bids yet."""
    if not may(actor, Permission.OFFICER_KEY_KEEP) or has_key(kit, actor):
        return None
    words = "Two officers open bids together, each with a passphrase of the own; a lot names officers who have one."
    return Notice("Next: set your passphrase for opening bids", words, "Set the passphrase", "/account/passphrase")


def _next_in_draft(kit: Kit, tender: Tender, base: str) -> Notice:
    if not tender.lots:
        return Notice("Next: add a lot", "One for each service that you want to buy.", "Add a lot", f"{base}/lots/new")
    for lot in tender.lots:
        if lot.profile is None:
            words = "It says what a bid must reach."
            return Notice(
                f"Next: the profile of lot {lot.number}", words, "Choose a profile", f"{base}/lots/{lot.number}/file"
            )
    if tender.timetable is None:
        return Notice("Next: set the dates", "Suppliers need to know until when.", "Set the dates", f"{base}/timetable")
    problems = publication_problems(kit, tender, kit.now())
    for lot in tender.lots:
        if any(problem.path == f"lot.{lot.number}.officers" for problem in problems):
            words = "At least two, each with a passphrase of the own."
            href = f"{base}/lots/{lot.number}/settings"
            return Notice(f"Next: name the officers who open lot {lot.number}", words, "Name the officers", href)
    return Notice("Next: publish", "Everything is there. Look at it once more.", "Check and publish", f"{base}/publish")
