"""Questions to a bidder after the opening: about an unclear answer, answered by a date, both on the record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound, NotPermitted, Problem
from appraisal.core.events import Event
from appraisal.core.panel import BidderQuestion
from appraisal.core.policy import Actor, Permission, Role
from appraisal.core.shares import tally_area
from appraisal.core.tendering import Tender
from appraisal.exchange.local_time import local_moment
from appraisal.services.bidding.bid_desk import BidDesk, known_bid, managed_bid
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, evaluation_desk
from appraisal.services.mail.buyer_mails import tell_of_answer
from appraisal.services.mail.notices import moment_text, tell_team
from appraisal.services.opening.opened_contents import OpenedBid, opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import bidder_questions, bids, exclusions
from appraisal.storage.database import Taken

Meaning = Literal["", "yes", "no", "na"]

OUT = {"withdrawn": "was withdrawn after the opening", "excluded": "was excluded by the buyer"}
"""How a bid left the competition, in words to its bidder; it never comes back."""


@dataclass(frozen=True, slots=True)
class AskBidder:
    """A question on one of a bid's unclear answers; `due` is local, `form` the page's key."""

    tender: str
    lot: int
    bid: str
    question: str
    text: str
    due: str
    form: str


@dataclass(frozen=True, slots=True)
class AnswerBuyer:
    """A bidder's answer: words, and what an unknown turns out to be; `received` is when the request came in."""

    bid: str
    question: str
    text: str
    meaning: str
    received: datetime


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question to a bidder with its answer, as both sides read it; C and `number` is how a reason cites it."""

    id: str
    bid: str
    number: int
    question: str
    text: str
    asked: datetime
    due: datetime
    answer: str
    meaning: Meaning
    received: datetime | None

    @property
    def is_answered(self) -> bool:
        """Whether the bidder answered."""
        return self.received is not None


def ask_bidder(kit: Kit, actor: Actor, command: AskBidder) -> str:
    """The id of the question; the bid's managers are told by mail. The same form twice is one question.

    Raises:
        NotPermitted: the actor is neither an officer nor a chair of the panel.
        NotFound, WrongStage: as `evaluation_desk`.
        InvalidInput: no text, a date that will not do, or a question on which the bid's answers are clear.
    """
    form = Form()
    text = form.text("text", command.text, longest=4000)
    with kit.database.writing():
        desk = evaluation_desk(kit, actor, command.tender, command.lot, Permission.BIDDER_QUESTION_ASK)
        refuse_asking(actor, desk)
        opened = desk.bid_of(command.bid)
        due = _checked_due(kit, form, desk, opened, command)
        earlier = bidder_questions.bidder_questions(kit.database, opened.bid)
        if same := next((one for one in earlier if one.form == command.form), None):
            return same.id
        body = kit.vault.seal_draft(json.dumps({"text": text}).encode(), "bidder question", opened.bid)
        new = BidderQuestion(
            id=kit.reference("Q"),
            bid=opened.bid,
            number=len(earlier) + 1,
            form=command.form,
            question=command.question,
            asked_by=actor.person,
            asked=kit.now(),
            due=due,
            body=body,
        )
        try:
            bidder_questions.add_bidder_question(kit.database, new)
        except Taken:
            raise Conflict("This question was asked already") from None
        kit.record(
            actor.person, Event.BIDDER_QUESTION_ASKED, new.id, desk.tender.id, lot=desk.lot.number, bid=opened.bid
        )
        _tell_bidder(kit, desk.tender, new, text)
    return new.id


def answer_buyer(kit: Kit, actor: Actor, command: AnswerBuyer) -> None:
    """Answer once; what was received in time counts, whatever came first in the queue. The buyer is told by mail.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound: no such bid or question for the actor.
        DeadlinePassed: it came after the date; the attempt is an entry.
        InvalidInput: no text, or a meaning where none was unknown.
        Conflict: it is answered already, or the bid was taken out.
    """
    desk = managed_bid(kit, actor, command.bid, Permission.BID_READ)
    asked = _of_bid(kit, command.bid, command.question)
    stages.require(desk.course, Permission.BIDDER_QUESTION_ANSWER, kit.now())
    if command.received > asked.due:
        _note_late(kit, actor, desk.tender, asked, command.received)
        raise DeadlinePassed(f"Answering this question was possible until {moment_text(asked.due, desk.tender.zone)}")
    form = Form()
    text = form.text("text", command.text, longest=4000)
    if command.meaning not in ("", "yes", "no", "na"):
        form.note("meaning", "is not known", "expected yes, no, na or nothing")
    form.finish()
    with kit.database.writing():
        if out := exclusions.exclusions(kit.database, desk.lot.id).get(command.bid):
            raise Conflict(f"Your bid {OUT[out.kind]} and counts no more, so this question is closed")
        if command.meaning and not has_unknown(kit, desk, asked.question):
            wrong, expected = "answers what was not unknown", "expected words only: the answers stand as submitted"
            raise InvalidInput("", [Problem("meaning", wrong, expected)])
        body = json.dumps({"text": text, "meaning": command.meaning}).encode()
        sealed = kit.vault.seal_draft(body, "bidder answer", command.bid, asked.id)
        if not bidder_questions.keep_bidder_answer(
            kit.database, asked.id, sealed, actor.person, command.received, kit.now()
        ):
            raise Conflict("This question is answered already")
        kit.record(
            actor.person,
            Event.BIDDER_QUESTION_ANSWERED,
            asked.id,
            desk.tender.id,
            lot=desk.lot.number,
            received=command.received.isoformat(),
        )
        tell_of_answer(kit, desk.tender, desk.lot, command.bid)


def _checked_due(kit: Kit, form: Form, desk: EvaluationDesk, opened: OpenedBid, command: AskBidder) -> datetime:
    """Until when an answer is expected.

    Raises:
        InvalidInput: with what is wrong with the date, the question, and all that the form noted before.
    """
    due = local_moment("due", command.due, desk.tender.zone)
    if isinstance(due, Problem):
        form.problems.append(due)
    elif due <= kit.now():
        form.note("due", "lies in the past", "expected a later date")
    if not is_unclear(desk, opened, command.question):
        expected = "expected one with an unknown or a contradiction: a bid is explained, never improved"
        form.note("question", "has clear answers in this bid, or is not asked", expected)
    form.finish()
    if isinstance(due, Problem):
        raise AssertionError("a problem that was not told")
    return due


def _tell_bidder(kit: Kit, tender: Tender, new: BidderQuestion, text: str) -> None:
    bid = bids.bid(kit.database, new.bid)
    if bid is None:
        return
    until, link = moment_text(new.due, tender.zone), kit.address(f"bids/{new.bid}/buyer-questions")
    words = f"{text}\n\nAn answer is expected by {until}; it may explain the bid and cannot improve it.\n\n{link}\n"
    tell_team(kit, bid, f"The buyer asks about your bid on tender {tender.reference}", words)


def _note_late(kit: Kit, actor: Actor, tender: Tender, asked: BidderQuestion, received: datetime) -> None:
    """Enter that an answer came too late."""
    event = Event.BIDDER_QUESTION_LATE_REFUSED
    with kit.database.writing():
        kit.record(actor.person, event, asked.id, tender.id, received=received.isoformat())


def asked_of_bid(kit: Kit, bid: str) -> list[AskedQuestion]:
    """The questions on a bid with their answers, in order; for acts that have checked who reads."""
    return [_asked(kit, stored) for stored in bidder_questions.bidder_questions(kit.database, bid)]


def own_buyer_questions(kit: Kit, actor: Actor, bid: str) -> tuple[BidDesk, list[AskedQuestion]]:
    """What the buyer asked about a bid, for its team.

    Raises:
        NotFound: there is no such bid for the actor.
    """
    desk = known_bid(kit, actor, bid)
    return desk, asked_of_bid(kit, bid)


def asks_bidders(actor: Actor, desk: EvaluationDesk) -> bool:
    """Whether the actor is an officer, or chairs the panel."""
    return actor.is_a(Role.OFFICER) or (desk.me is not None and desk.me.chair)


def refuse_asking(actor: Actor, desk: EvaluationDesk) -> None:
    """Go on only for somebody who may ask bidders.

    Raises:
        NotPermitted: the actor is neither an officer nor a chair of the panel.
    """
    if not asks_bidders(actor, desk):
        raise NotPermitted("This is for an officer, or the chair of the panel")


def is_unclear(desk: EvaluationDesk, bid: OpenedBid, question: str) -> bool:
    """Whether a bid's answers to an asked question leave something unknown, or contradict each other."""
    area = desk.profile.asked.get(question)
    if area is None:
        return False
    asked = desk.profile.asked_by_area[area]
    tally = tally_area(area, asked, bid.response.respondents, desk.profile.allows_na(area)).questions[question]
    return tally.unknown > 0 or (tally.yes > 0 and tally.no > 0)


def has_unknown(kit: Kit, desk: BidDesk, question: str) -> bool:
    """Whether the opened bid leaves a question unknown, so that an answer may say what it turns out to be."""
    opened = next((one for one in opened_bids_on(kit, desk.lot) if one.bid == desk.bid.id), None)
    area = desk.profile.asked.get(question)
    if opened is None or area is None:
        return False
    asked = desk.profile.asked_by_area[area]
    tally = tally_area(area, asked, opened.response.respondents, desk.profile.allows_na(area))
    return tally.questions[question].unknown > 0


def _of_bid(kit: Kit, bid: str, question: str) -> BidderQuestion:
    found = bidder_questions.bidder_question(kit.database, question)
    if found is None or found.bid != bid:
        raise NotFound("There is no such question on your bid")
    return found


def _asked(kit: Kit, stored: BidderQuestion) -> AskedQuestion:
    text = json.loads(kit.vault.open_draft(stored.body, "bidder question", stored.bid))["text"]
    given = {"text": "", "meaning": ""}
    if stored.answer is not None:
        given = json.loads(kit.vault.open_draft(stored.answer, "bidder answer", stored.bid, stored.id))
    return AskedQuestion(
        id=stored.id,
        bid=stored.bid,
        number=stored.number,
        question=stored.question,
        text=text,
        asked=stored.asked,
        due=stored.due,
        answer=given["text"],
        meaning=_meaning(given["meaning"]),
        received=stored.received,
    )


def _meaning(text: str) -> Meaning:
    known: tuple[Meaning, ...] = ("yes", "no", "na")
    return next((meaning for meaning in known if meaning == text), "")
