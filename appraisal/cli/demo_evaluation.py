"""The evaluation of an invented tender, as far as it goes: panel, findings, what was agreed, recommendation, award."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from appraisal.core.policy import Actor, Permission
from appraisal.core.response import FindingValue
from appraisal.services.award_state import award_state
from appraisal.services.awarding import MakeAward, Notify, SetStandstill, make_award, notify, work_out
from appraisal.services.closing import CloseEvaluation, close_evaluation
from appraisal.services.consensus import AcceptAgreed, RecordConsensus, accept_agreed, agreed_on, record_consensus
from appraisal.services.evaluation_desk import evaluation_desk
from appraisal.services.findings import SaveFinding, SubmitFindings, save_finding, submit_findings
from appraisal.services.interests import Declaration, DeclareInterests, declare_interests, interests_page
from appraisal.services.known import known_tender, lot_of
from appraisal.services.opened_contents import OpenedBid
from appraisal.services.panel import NamePanelist, name_panelist
from appraisal.services.recommending import Approve, Recommend, approve, recommend
from appraisal.services.standing import standing
from appraisal.services.toolkit import Kit
from appraisal.storage.tenders import Lot

At = Callable[[timedelta], Kit]
"""The kit at so long after the opening."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STANDSTILL = 10


def evaluate(
    at: At, tender: str, officers: Sequence[Actor], panel: Sequence[Actor], upto: str, values: Sequence[FindingValue]
) -> None:
    """Play a lot's evaluation: `upto` is "findings", "closed", "approved", "notified" or "decided".

    The first of the panel chairs; `values` are the findings that evaluators give in turn.
    """
    for number, member in enumerate(panel):
        name_panelist(at(HOUR), officers[0], NamePanelist(tender, 1, member.person, None, chair=number == 0))
        _declare(at(2 * HOUR), tender, member)
    for number, member in enumerate(panel):
        _find(at((3 + number) * HOUR), tender, member, values, number, whole=upto != "findings" or number == 0)
    if upto == "findings":
        return
    _agree(at(DAY), tender, panel[0])
    close_evaluation(at(DAY + HOUR), panel[0], CloseEvaluation(tender, 1))
    if upto == "closed":
        return
    _award(at, tender, officers, upto)


def _declare(kit: Kit, tender: str, member: Actor) -> None:
    bidders = interests_page(kit, member, tender, 1).bidders
    lines = [Declaration(one.bid, False) for one in bidders]
    declare_interests(kit, member, DeclareInterests(tender, 1, lines, member.name))


def _find(kit: Kit, tender: str, member: Actor, values: Sequence[FindingValue], number: int, whole: bool) -> None:
    """Every finding on every bid, or on the first half of the first one."""
    desk = evaluation_desk(kit, member, tender, 1, Permission.FINDING_RECORD)
    questions = desk.my_questions
    for bid in desk.bids if whole else desk.bids[:1]:
        for place, question in enumerate(questions if whole else questions[: len(questions) // 2]):
            value, reason = _finding(bid, question, values[(place * 3 + number * (place % 5 == 0)) % len(values)])
            save_finding(kit, member, SaveFinding(tender, 1, bid.bid, question, 0, value, reason, whole=True))
        if whole:
            submit_findings(kit, member, SubmitFindings(tender, 1, bid.bid, member.name))


def _finding(bid: OpenedBid, question: str, value: FindingValue) -> tuple[FindingValue, str]:
    """A claim that is denied is found not to be done; else the value, with a reason that cites the respondent."""
    answers = [one.answers[question] for one in bid.response.respondents if question in one.answers]
    if not any(answer.value == "yes" for answer in answers):
        return "N", "R1 says that it is not done."
    told = {
        "F": "R1 says so, and the handbook shows it at every site.",
        "L": "R1 says so; one of the sites has no record of the last quarter.",
        "P": "R1 says so, and shows it for one site only.",
        "N": "R1 says so, and nothing shows it.",
        "NA": "R1 does no such work here.",
    }
    return value, told[value]


def _agree(kit: Kit, tender: str, chair: Actor) -> None:
    desk = evaluation_desk(kit, chair, tender, 1, Permission.CONSENSUS_RECORD)
    for bid in desk.bids:
        accept_agreed(kit, chair, AcceptAgreed(tender, 1, bid.bid))
        there = agreed_on(kit, bid.bid)
        for question in desk.profile.asked:
            if question not in there:
                reason = "The panel looked at the records together: R1 holds for most of the sites."
                record_consensus(kit, chair, RecordConsensus(tender, 1, bid.bid, question, 0, "L", reason))


def _award(at: At, tender: str, officers: Sequence[Actor], upto: str) -> None:
    first, second = officers[:2]
    kit = at(2 * DAY)
    found = standing(kit, first, tender, 1)
    best = found.comparison.bids[0]
    outcome = "award" if best.rank == 1 else "none"
    receipt = found.bids[best.supplier.id].receipt if outcome == "award" else ""
    reasons = "It ranks first on what the panel found, and would under every weighting that was tried."
    departs = found.comparison.recommendation.supplier != (best.supplier.id if outcome == "award" else None)
    command = Recommend(tender, 1, found.digest, "", outcome, receipt, reasons, departs)
    recommendation = recommend(kit, first, command)
    approve(at(2 * DAY + HOUR), second, Approve(tender, 1, recommendation, found.digest))
    if upto == "approved":
        return
    told = at(2 * DAY + 2 * HOUR)
    setting = SetStandstill(STANDSTILL, "calendar")
    ends = work_out(told, known_tender(told, first, tender), setting)[0].ends
    state = award_state(told, _lot(told, first, tender))
    approval = state.approval.decision.digest if state.approval else ""
    notice = notify(told, first, Notify(tender, 1, approval, setting, ends.isoformat()))
    if upto == "decided":
        after = replace(told, now=lambda: _after(ends))
        make_award(after, first, MakeAward(tender, 1, notice))


def _after(ends: datetime) -> datetime:
    return ends + HOUR


def _lot(kit: Kit, actor: Actor, tender: str) -> Lot:
    return lot_of(known_tender(kit, actor, tender), 1)
