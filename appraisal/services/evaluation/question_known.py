"""What is known of one question of an opened bid: the claims, the evidence, what was asked after the opening."""

from __future__ import annotations

from dataclasses import dataclass, replace

from appraisal.core.reference_model import Component, ProcessArea, Question
from appraisal.core.response import AnswerValue
from appraisal.services.evaluation.bidder_questions import AskedQuestion, asked_of_bid
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.offered_evidence import OfferedItem, as_shown, offered_items
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit


@dataclass(frozen=True, slots=True)
class Claim:
    """What one respondent answered; `cite` is how a reason names it, `value` None where nothing was answered."""

    cite: str
    role: str
    value: AnswerValue | None
    comment: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionKnown:
    """One question of one bid. `place` counts the question in its area from 1, of `asked`.

    `offered` is the evidence named for this question, `elsewhere` what the bid offers besides.
    """

    desk: EvaluationDesk
    bid: OpenedBid
    area: ProcessArea
    component: Component
    question: Question
    place: int
    asked: int
    claims: tuple[Claim, ...]
    offered: tuple[OfferedItem, ...]
    elsewhere: tuple[OfferedItem, ...]
    clarified: tuple[AskedQuestion, ...]


def question_known(kit: Kit, desk: EvaluationDesk, bid: OpenedBid, question_id: str) -> QuestionKnown:
    """What is known of an asked question of a bid that the desk shows."""
    area = desk.profile.model.area_by_id[desk.profile.asked[question_id]]
    component, question = next((part, one) for part, one in area.questions() if one.id == question_id)
    in_area = desk.profile.asked_by_area[area.id]
    claims = _claims(desk, bid, area.id, question_id)
    named = {item for claim in claims for item in claim.evidence}
    items = offered_items(desk, bid)
    return QuestionKnown(
        desk=desk,
        bid=bid,
        area=area,
        component=component,
        question=question,
        place=in_area.index(question_id) + 1,
        asked=len(in_area),
        claims=claims,
        offered=tuple(item for item in items if item.cite in named),
        elsewhere=tuple(item for item in items if item.cite not in named),
        clarified=tuple(one for one in clarified_on(kit, desk, bid) if one.question == question_id),
    )


def clarified_on(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> tuple[AskedQuestion, ...]:
    """The questions to the bidder after the opening with their answers, as the desk shows them."""
    return tuple(
        replace(one, answer=as_shown(desk, bid, one.answer), text=as_shown(desk, bid, one.text))
        for one in asked_of_bid(kit, bid.bid)
    )


def _claims(desk: EvaluationDesk, bid: OpenedBid, area: str, question: str) -> tuple[Claim, ...]:
    """What the respondents whose scope holds the area said."""
    found = []
    for respondent in bid.response.respondents:
        if respondent.covers(area):
            answer = respondent.answers.get(question)
            found.append(
                Claim(
                    respondent.id.upper(),
                    as_shown(desk, bid, respondent.role),
                    answer.value if answer else None,
                    as_shown(desk, bid, answer.comment) if answer else "",
                    tuple(item.upper() for item in answer.evidence) if answer else (),
                )
            )
    return tuple(found)
