"""What the buyer asked about a bid after the opening, for the bid's own team."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.panel import Exclusion
from appraisal.core.policy import Actor, Permission
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.evaluation.bidder_questions import AskedQuestion, has_unknown, own_buyer_questions
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions


@dataclass(frozen=True, slots=True)
class OwnBuyerQuestion:
    """A question with what it is about: `question` in the questionnaire's words, its `place` in the area from 1.

    `can_answer` is for a manager, once, until the date, while the bid stands. `resolves` says that the bid left the
    answer unknown.
    """

    asked: AskedQuestion
    area: str
    place: int
    question: str
    can_answer: bool
    resolves: bool


@dataclass(frozen=True, slots=True)
class OwnBuyerQuestions:
    """The questions on one bid in order; `out` says how the bid left the competition, which closes them."""

    desk: BidDesk
    questions: tuple[OwnBuyerQuestion, ...]
    out: Exclusion | None

    @property
    def open(self) -> tuple[OwnBuyerQuestion, ...]:
        """Those that the reader can answer now."""
        return tuple(one for one in self.questions if one.can_answer)

    def closes(self, one: OwnBuyerQuestion) -> bool:
        """Whether the bid was taken out while a question could still have been answered."""
        return self.out is not None and not one.asked.is_answered and self.out.at <= one.asked.due


def questions_to_own_bid(kit: Kit, actor: Actor, bid: str) -> OwnBuyerQuestions:
    """What the buyer asked, for the bid's team.

    Raises:
        NotFound: there is no such bid for the actor.
    """
    desk, asked = own_buyer_questions(kit, actor, bid)
    act = Permission.BIDDER_QUESTION_ANSWER
    out = exclusions.exclusions(kit.database, desk.lot.id).get(bid)
    allowed = desk.member.manager and policy.may(actor, act) and stages.allows(desk.course, act, kit.now())
    return OwnBuyerQuestions(desk, tuple(_own(kit, desk, one, allowed and out is None) for one in asked), out)


def _own(kit: Kit, desk: BidDesk, one: AskedQuestion, allowed: bool) -> OwnBuyerQuestion:
    area = desk.profile.model.area_by_id[desk.profile.asked[one.question]]
    return OwnBuyerQuestion(
        asked=one,
        area=area.name,
        place=desk.profile.asked_by_area[area.id].index(one.question) + 1,
        question=next(each.text for _, each in area.questions() if each.id == one.question),
        can_answer=allowed and not one.is_answered and kit.now() <= one.due,
        resolves=has_unknown(kit, desk, one.question),
    )
