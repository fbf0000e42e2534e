"""A live indication for the supplier alone: what is unanswered, lacks evidence, and how far the answers reach."""

from __future__ import annotations

from dataclasses import dataclass, replace

from appraisal.core.comparison import BidResult
from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.improvement import Improvement, improvement
from appraisal.core.policy import Actor
from appraisal.core.reference_model import SPECIFIC
from appraisal.core.response import Response
from appraisal.core.scoring import Submission, score_bid
from appraisal.services.bidding.bid_desk import BidDesk, known_bid
from appraisal.services.bidding.bids import is_complete
from appraisal.services.bidding.drafting import all_drafts, progress_of
from appraisal.services.bidding.responding import built_response
from appraisal.services.bidding.versions import opened_version
from appraisal.services.toolkit import Kit


@dataclass(frozen=True, slots=True)
class Indication:
    """What the answers come to so far; of the whole team once all have finished, before that of the actor's alone.

    `unanswered` and `without_evidence` hold question ids by area; `result` is None where the buyer does not show the
    indicated profile, or nothing can be scored yet. It comes from declarations and is no rating.
    """

    whole_team: bool
    unanswered: dict[str, tuple[str, ...]]
    without_evidence: dict[str, tuple[str, ...]]
    result: BidResult | None


def indication(kit: Kit, actor: Actor, bid: str) -> Indication:
    """The indication for a member of the bid's team; it changes nothing and nobody else can see it.

    Raises:
        NotFound: there is no such bid for the actor.
    """
    desk = known_bid(kit, actor, bid)
    response, whole_team = _response(kit, desk)
    return Indication(
        whole_team,
        _by_area(desk, _unanswered(desk, response)),
        _by_area(desk, _without_evidence(desk, response)) if desk.profile.evidence == "required" else {},
        _result(desk, response) if desk.lot.indication else None,
    )


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """The way up with the scored bid it follows from; `whole_team` says whose answers were scored."""

    result: BidResult
    whole_team: bool
    plan: Improvement


def improvement_plan(kit: Kit, actor: Actor, bid: str) -> OwnPlan:
    """The way up to the next maturity level: for the manager from the whole team's answers once all have finished,
    before that, and for respondents, from the actor's own.

    Raises:
        NotFound: there is no such bid for the actor.
        Conflict: nothing can be scored yet.
    """
    desk = known_bid(kit, actor, bid)
    response, whole_team = _response(kit, desk)
    result = _result(desk, response)
    if result is None:
        raise Conflict("There is nothing to improve on before something is answered")
    return OwnPlan(result, whole_team, improvement(desk.profile, result))


def _response(kit: Kit, desk: BidDesk) -> tuple[Response, bool]:
    """The response that the actor may see the whole of, and whether it is the whole team's."""
    if version := opened_version(kit, desk.lot, desk.bid.id):
        own = tuple(one for one in version.response.respondents if one.id == desk.member.respondent)
        mine = version.response if desk.member.manager else replace(version.response, respondents=own)
        return mine, desk.member.manager
    drafts = all_drafts(kit, desk, desk.respondents)
    whole_team = desk.member.manager and is_complete(desk, progress_of(drafts))
    members = desk.respondents if whole_team else tuple(m for m in desk.respondents if m == desk.member)
    return built_response(kit, desk, members, drafts)[0], whole_team


def _result(desk: BidDesk, response: Response) -> BidResult | None:
    """The scored answers; None before anything is answered."""
    if not any(respondent.answers for respondent in response.respondents):
        return None
    try:
        return score_bid(desk.profile, Submission(response))
    except InvalidInput:
        return None


def _unanswered(desk: BidDesk, response: Response) -> frozenset[str]:
    return frozenset(
        question
        for question, area in desk.profile.asked.items()
        for respondent in response.respondents
        if respondent.covers(area) and question not in respondent.answers
    )


def _without_evidence(desk: BidDesk, response: Response) -> frozenset[str]:
    goals = frozenset(
        question.id for area in desk.profile.areas for _, question in area.questions(frozenset({SPECIFIC}))
    )
    return frozenset(
        question
        for respondent in response.respondents
        for question, answer in respondent.answers.items()
        if question in goals and answer.value == "yes" and not answer.evidence
    )


def _by_area(desk: BidDesk, questions: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for question, area in desk.profile.asked.items():
        if question in questions:
            found[area] = (*found.get(area, ()), question)
    return found
