"""What every finding, one's own or agreed, is held to: who may make it, what it can cite, and how far it can go."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.core.errors import NotFound, NotPermitted
from appraisal.core.evaluation import VALUES, OwnFinding, citable, cited, improves_claim
from appraisal.core.response import FindingValue
from appraisal.core.shares import question_result, tally_area
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import bidder_questions

LONGEST_REASON = 10_000


def citable_of(kit: Kit, bid: OpenedBid) -> frozenset[str]:
    """What reasons on a bid can cite, answers to bidder questions among it."""
    answered = [one.number for one in bidder_questions.bidder_questions(kit.database, bid.bid) if one.answer]
    return citable(bid.response, answered)


def read_value(text: str) -> FindingValue | None:
    """The finding that a text names, or None."""
    return next((value for value in VALUES if value == text), None)


def read_own(body: Mapping[str, object]) -> OwnFinding:
    """The finding that a draft or a sheet holds, as `findings` writes it."""
    return OwnFinding(read_value(str(body["finding"])), str(body["reason"]), bool(body["nothing_offered"]))


def refuse_foreign_question(desk: EvaluationDesk, question: str) -> None:
    """Go on only when the question is the actor's to evaluate.

    Raises:
        NotFound: it is not asked on this lot.
        NotPermitted: a colleague evaluates it.
    """
    if question not in desk.profile.asked:
        raise NotFound("There is no such question on this lot")
    if question not in desk.my_questions:
        raise NotPermitted("A colleague evaluates this area; the officers give out the areas")


def refuse_improvement(
    desk: EvaluationDesk, bid: OpenedBid, question: str, own: OwnFinding, known: frozenset[str]
) -> None:
    """Go on only when no answer to a bidder question leads to more than the bid itself claims.

    Raises:
        InvalidInput: the reason cites such an answer, and the finding says more than the claim's best reading.
    """
    if own.value is None or not any(item.startswith("C") for item in cited(own.reason, known)):
        return
    area = desk.profile.asked[question]
    tally = tally_area(area, desk.profile.asked_by_area[area], bid.response.respondents, desk.profile.allows_na(area))
    claim = question_result(question, tally.questions[question], None, desk.profile.method.unknown)
    if improves_claim(own.value, claim):
        form = Form()
        form.note(
            "finding",
            "says more than the bid claims, on the strength of a later answer",
            "expected at most the claim: a clarification resolves an unknown, it never improves a bid",
        )
        form.finish()
