"""What is unclear in the bids on a lot, and what their bidders were asked about it."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.comparison import Tally
from appraisal.core.policy import Actor, Permission
from appraisal.core.scoring import Submission, score_bid
from appraisal.core.shares import tally_area
from appraisal.services.evaluation.agreed import agreed_findings
from appraisal.services.evaluation.bidder_questions import AskedQuestion, asks_bidders, is_unclear, refuse_asking
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, evaluation_desk
from appraisal.services.evaluation.question_known import clarified_on
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit


@dataclass(frozen=True, slots=True)
class UnclearAnswer:
    """A question on which a bid's answers leave something unknown, or contradict each other.

    `decides` is true where a knock-out hangs on its area: its target is neither met nor missed for certain.
    """

    question: str
    area: str
    text: str
    tally: Tally
    mandatory: bool
    decides: bool
    asked: int


@dataclass(frozen=True, slots=True)
class QuestionedBid:
    """A bid with what its bidder was asked; `unclear` are the answers that can be asked about, knock-outs first."""

    bid: OpenedBid
    called: str
    asked: tuple[AskedQuestion, ...]
    unclear: tuple[UnclearAnswer, ...]


@dataclass(frozen=True, slots=True)
class QuestionedBids:
    """The bids of a lot that the reader may know of; `can_ask` is for officers and the chair while it is evaluated."""

    desk: EvaluationDesk
    bids: tuple[QuestionedBid, ...]
    can_ask: bool


def questioned_bids(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> QuestionedBids:
    """Every question to a bidder, for the buyer's people and the panel; suppliers know of their own alone.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, Permission.BIDDER_QUESTION_READ)
    asks = policy.may(actor, Permission.BIDDER_QUESTION_ASK) and asks_bidders(actor, desk)
    can_ask = asks and stages.allows(desk.tender.course_of(desk.lot), Permission.BIDDER_QUESTION_ASK, kit.now())
    return QuestionedBids(desk, tuple(_questioned(kit, desk, bid) for bid in desk.bids), can_ask)


def questioned_bid(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str
) -> tuple[EvaluationDesk, QuestionedBid]:
    """One bid, for who may ask its bidder now.

    Raises:
        NotPermitted, NotFound, WrongStage: as `bidder_questions.ask_bidder`.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, Permission.BIDDER_QUESTION_ASK)
    refuse_asking(actor, desk)
    return desk, _questioned(kit, desk, desk.bid_of(bid_id))


def _questioned(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> QuestionedBid:
    asked = clarified_on(kit, desk, bid)
    scored = score_bid(desk.profile, Submission(bid.response, agreed_findings(kit, desk.profile, bid)))
    undecided = {area.area for area in scored.knock_outs if area.met == "unclear"}
    found = [
        _unclear(desk, bid, question, area, area in undecided, sum(one.question == question for one in asked))
        for question, area in desk.profile.asked.items()
        if is_unclear(desk, bid, question)
    ]
    found.sort(key=lambda one: (not one.decides, not one.mandatory))
    return QuestionedBid(bid, desk.name_of(bid), asked, tuple(found))


def _unclear(
    desk: EvaluationDesk, bid: OpenedBid, question: str, area: str, decides: bool, asked: int
) -> UnclearAnswer:
    model = desk.profile.model.area_by_id[area]
    tally = tally_area(
        area, desk.profile.asked_by_area[area], bid.response.respondents, desk.profile.allows_na(area)
    ).questions[question]
    text = next(one.text for _, one in model.questions() if one.id == question)
    mandatory = desk.profile.requirement_by_area[area].mandatory
    return UnclearAnswer(question, area, text, tally, mandatory, decides, asked)
