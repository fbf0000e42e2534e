"""Questions to bidders in words: what is unclear, what was asked, and the page on which a bidder answers."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.comparison import Tally
from appraisal.reports.wording import counted, joined
from appraisal.services.evaluation.bidder_questions import OUT
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.own_buyer_questions import OwnBuyerQuestion, OwnBuyerQuestions
from appraisal.services.evaluation.unclear_answers import QuestionedBid, QuestionedBids, UnclearAnswer
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.bid_pages import BuyerQuestion, BuyerQuestionsPage
from appraisal.web.evaluation.bidder_question_forms import AnswerBuyerForm, AskBidderForm
from appraisal.web.evaluation.evaluation_page import lot_address, lot_name
from appraisal.web.evaluation.known_page import TURNED_OUT, clarified_line
from appraisal.web.evaluation.moderation_lines import moderation_address, moderation_trail, place_words
from appraisal.web.evaluation.moderation_pages import AskBidderPage, BidderQuestionsPage, QuestionedBidLine, UnclearLine
from appraisal.web.evaluation.panel_page import panel_address
from appraisal.web.machine.guard import reader_zone
from appraisal.web.parts import Link, Status
from appraisal.web.times import moment


def questions_address(desk: EvaluationDesk, bid: str = "") -> str:
    """Where the questions to the bidders of a lot are, or where one is asked."""
    base = f"{lot_address(desk.tender, desk.lot)}/bidder-questions"
    return f"{base}/{bid}" if bid else base


def questions_view(shown: QuestionedBids) -> BidderQuestionsPage:
    """All questions to the bidders of a lot."""
    desk = shown.desk
    count = sum(len(one.asked) for one in shown.bids)
    waiting = sum(not each.is_answered for one in shown.bids for each in one.asked)
    runs = desk.me is None or desk.me.chair
    panel = Link("Back to the panel", panel_address(desk.tender, desk.lot))
    return BidderQuestionsPage(
        title=f"Questions to bidders, {lot_name(desk.tender, desk.lot)}",
        heading=f"{counted(count, 'question')} to bidders" if count else "Questions to bidders",
        eyebrow=f"Evaluation, {desk.lot.title}",
        lede=f"{counted(waiting, 'answer')} still to come."
        if waiting
        else "A bidder can be asked what an unclear answer means. The reply explains the bid and never improves it.",
        trail=moderation_trail(desk),
        bids=tuple(_bid(desk, one, shown.can_ask) for one in shown.bids),
        back=panel if runs else Link("Back to the bids", lot_address(desk.tender, desk.lot)),
    )


def ask_view(desk: EvaluationDesk, one: QuestionedBid, form: AskBidderForm, key: str) -> AskBidderPage:
    """The page on which a bidder is asked."""
    form.offer([(each.question, place_words(desk, each.question)) for each in one.unclear], desk.tender.zone)
    count = len(one.unclear)
    return AskBidderPage(
        title=f"Ask {one.called}",
        heading=f"Ask {one.called} about an unclear answer"
        if count
        else f"Nothing in the bid of {one.called} is unclear",
        eyebrow=f"Questions to bidders, {desk.lot.title}",
        lede="Knock-outs that hang on an answer come first: such a bid is neither in nor out until it is settled."
        if any(each.decides for each in one.unclear)
        else "",
        trail=moderation_trail(desk, Link("Questions to bidders", questions_address(desk))),
        troubles=form.troubles,
        troubles_note="Nothing you typed is lost." if form.troubles else "",
        unclear=tuple(_unclear(desk, one, each) for each in one.unclear),
        form=form if count else None,
        key=key,
        post=questions_address(desk, one.bid.bid),
        back=questions_address(desk),
    )


def own_questions_view(
    shown: OwnBuyerQuestions, form: AnswerBuyerForm | None, sent: str, now: datetime, kept: str = ""
) -> BuyerQuestionsPage:
    """What the buyer asked about a bid; `form` was sent for the question `sent`, `kept` is what came too late."""
    desk = shown.desk
    open_ = [one for one in shown.questions if one.can_answer]
    return BuyerQuestionsPage(
        title="Questions from the buyer",
        heading=f"{counted(len(open_), 'question')} to answer" if open_ else "Questions from the buyer",
        eyebrow=f"Your bid for lot {desk.lot.number}, {desk.lot.title}",
        lede="An answer explains your bid. It can settle what you left unknown; it cannot improve what you answered.",
        trail=bid_trail(desk),
        troubles=form.troubles if form else (),
        troubles_note="Nothing you typed is lost." if form and form.troubles else "",
        late=kept,
        typed=form.text.data if form and kept else "",
        questions=tuple(
            _own(shown, one, form if one.asked.id == sent and not kept else None, now) for one in shown.questions
        ),
        post=f"/bids/{desk.bid.id}/buyer-questions",
        back=f"/bids/{desk.bid.id}",
    )


def _bid(desk: EvaluationDesk, one: QuestionedBid, can_ask: bool) -> QuestionedBidLine:
    count, zone = len(one.unclear), desk.tender.zone
    return QuestionedBidLine(
        one.called,
        f"{counted(count, 'unclear answer')}" if count else "No unclear answer",
        tuple(clarified_line(each, zone) for each in one.asked),
        questions_address(desk, one.bid.bid) if can_ask and count else "",
    )


def _unclear(desk: EvaluationDesk, bid: QuestionedBid, one: UnclearAnswer) -> UnclearLine:
    status = None
    if one.decides:
        status = Status("care", "A knock-out hangs on it")
    elif one.mandatory:
        status = Status("none", "Knock-out area")
    return UnclearLine(
        place_words(desk, one.question),
        one.text,
        tally_words(one.tally),
        moderation_address(desk, bid.bid.bid, one.question),
        status,
        f"Asked {'once' if one.asked == 1 else f'{one.asked} times'}" if one.asked else "",
    )


def tally_words(tally: Tally) -> str:
    """How respondents answered: "2 yes, 1 unknown"."""
    counts = ((tally.yes, "yes"), (tally.no, "no"), (tally.na, "not applicable"), (tally.unknown, "unknown"))
    return joined([f"{count} {word}" for count, word in counts if count])


def _own(shown: OwnBuyerQuestions, one: OwnBuyerQuestion, form: AnswerBuyerForm | None, now: datetime) -> BuyerQuestion:
    zone, asked = shown.desk.tender.zone, one.asked
    if one.can_answer and form is None:
        form = AnswerBuyerForm.shown(suffix=f"-{asked.id}")
    return BuyerQuestion(
        id=asked.id,
        number=asked.number,
        text=asked.text,
        about=f"{one.area}, question {one.place}: {one.question}",
        asked=moment(asked.asked, zone, now),
        due=moment(asked.due, zone, now, reader=reader_zone()),
        form=form if one.can_answer else None,
        resolves=one.resolves,
        answer=asked.answer,
        meaning=TURNED_OUT[asked.meaning],
        received=moment(asked.received, zone, now, seconds=True) if asked.received else None,
        note=_note(shown, one, now),
        closed=shown.closes(one),
    )


def _note(shown: OwnBuyerQuestions, one: OwnBuyerQuestion, now: datetime) -> str:
    asked = one.asked
    if asked.is_answered or one.can_answer:
        return ""
    if shown.out and shown.closes(one):
        return f"This question is closed, as your bid {OUT[shown.out.kind]}."
    if now > asked.due:
        return "No answer came in time."
    return "A manager of the bid answers."
