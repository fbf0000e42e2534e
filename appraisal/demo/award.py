"""The evaluation and the award of the demonstrations' tenders, by the same acts that people use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appraisal.core.policy import Actor, Permission
from appraisal.core.response import FindingValue
from appraisal.core.shares import tally_area
from appraisal.services.award.award_desk import award_desk
from appraisal.services.award.awarding import MakeAward, Notify, SetStandstill, make_award, notify, work_out
from appraisal.services.award.evaluation_report import CloseReport, SaveReport, close_report, save_report
from appraisal.services.award.recommending import Approve, Recommend, approve, recommend
from appraisal.services.award.report_sections import TYPED
from appraisal.services.comparison.closing import CloseEvaluation, close_evaluation
from appraisal.services.evaluation.agreed import agreed_on
from appraisal.services.evaluation.consensus import AcceptAgreed, RecordConsensus, accept_agreed, record_consensus
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, evaluation_desk
from appraisal.services.evaluation.findings import SaveFinding, SubmitFindings, save_finding, submit_findings
from appraisal.services.evaluation.interests import Declaration, DeclareInterests, declare_interests, interests_page
from appraisal.services.evaluation.panel import NamePanelist, name_panelist
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit

STANDSTILL = SetStandstill(10, "calendar")
STEPS: tuple[FindingValue, ...] = ("F", "L", "P", "N")


@dataclass(frozen=True, slots=True)
class Panel:
    """Three evaluators: the chair moderates, two evaluate every area; the last has a conflict with one supplier."""

    chair: Actor
    first: Actor
    second: Actor
    conflict: str

    @property
    def members(self) -> tuple[Actor, Actor, Actor]:
        """All three."""
        return self.chair, self.first, self.second


def evaluate(kit: Kit, step: Callable[[], None], officer: Actor, tender: str, lot: int, panel: Panel) -> None:
    """From the naming of the panel to the closing of a lot's evaluation."""
    declare(kit, step, officer, tender, lot, panel)
    for member in (panel.first, panel.second):
        find(kit, step, member, tender, lot, stricter=member is panel.second)
    desk = evaluation_desk(kit, panel.chair, tender, lot, Permission.CONSENSUS_RECORD)
    for bid in desk.bids:
        step()
        _agree(kit, panel.chair, desk, bid)
    step()
    close_evaluation(kit, panel.chair, CloseEvaluation(tender, lot))


def declare(kit: Kit, step: Callable[[], None], officer: Actor, tender: str, lot: int, panel: Panel) -> None:
    """The panel is named, and each of it declares."""
    for member in panel.members:
        areas: tuple[str, ...] | None = () if member is panel.chair else None
        name_panelist(kit, officer, NamePanelist(tender, lot, member.person, areas, member is panel.chair))
    for member in panel.members:
        step()
        _declare(kit, tender, lot, member, panel.conflict if member is panel.second else "")


def find(
    kit: Kit,
    step: Callable[[], None],
    member: Actor,
    tender: str,
    lot: int,
    most: int | None = None,
    stricter: bool = False,
) -> None:
    """A member's findings on every bid, or on so many of them, submitted bid by bid."""
    desk = evaluation_desk(kit, member, tender, lot, Permission.FINDING_RECORD)
    for bid in desk.bids[:most]:
        step()
        _find(kit, member, desk, bid, stricter)


def announce(kit: Kit, step: Callable[[], None], officers: list[Actor], tender: str, lot: int) -> None:
    """The report, the recommendation, its approval by the other officer, and the letters."""
    lead, second = officers
    step()
    texts = {name: f"{title}: as this demonstration has it." for name, title, _ in TYPED}
    version = save_report(kit, lead, SaveReport(tender, lot, 0, texts))
    step()
    desk = award_desk(kit, lead, tender, lot)
    ranked = desk.comparison.bids[0] if desk.comparison else None
    receipt = next(
        (key for key, bid in desk.bids.items() if ranked and bid.response.supplier.id == ranked.supplier.id), ""
    )
    is_its_own = (
        desk.comparison is not None
        and ranked is not None
        and (desk.comparison.recommendation.supplier == ranked.supplier.id)
    )
    outcome = "award" if is_its_own else "none"
    reasons = "It meets every knock-out and ranks first." if is_its_own else "No bid is recommended by the comparison."
    wanted = Recommend(tender, lot, desk.digest, "", outcome, receipt if is_its_own else "", reasons)
    recommendation = recommend(kit, lead, wanted)
    step()
    approval = approve(kit, second, Approve(tender, lot, recommendation, desk.digest))
    step()
    close_report(kit, lead, CloseReport(tender, lot, version))
    found, _ = work_out(kit, desk.tender, STANDSTILL)
    notify(kit, lead, Notify(tender, lot, approval, STANDSTILL, found.ends.isoformat()))


def award(kit: Kit, officer: Actor, tender: str, lot: int) -> None:
    """The award, once the standstill is over."""
    notice = award_desk(kit, officer, tender, lot).state.notice
    if notice is None:
        raise AssertionError("the letters went out before")
    make_award(kit, officer, MakeAward(tender, lot, notice.digest))


def _declare(kit: Kit, tender: str, lot: int, member: Actor, conflict: str) -> None:
    page = interests_page(kit, member, tender, lot)
    lines = [
        Declaration(one.bid, one.supplier == conflict, "Worked there until 2024" * (one.supplier == conflict))
        for one in page.bidders
    ]
    declare_interests(kit, member, DeclareInterests(tender, lot, lines, member.name))


def _find(kit: Kit, member: Actor, desk: EvaluationDesk, bid: OpenedBid, stricter: bool) -> None:
    """What follows from the answers and the evidence named for them; a stricter evaluator takes some one step down."""
    tender, lot = desk.tender.id, desk.lot.number
    for place, question in enumerate(desk.my_questions, 1):
        value, cites = _judged(desk, bid, question)
        if stricter and place % 11 == 0 and value in STEPS[:3]:
            value = STEPS[STEPS.index(value) + 1]
        reason = f"Judged on the answers of {' and '.join(cites)}."
        save_finding(kit, member, SaveFinding(tender, lot, bid.bid, question, 0, value, reason, whole=True))
    submit_findings(kit, member, SubmitFindings(tender, lot, bid.bid, member.name))


def _judged(desk: EvaluationDesk, bid: OpenedBid, question: str) -> tuple[FindingValue, list[str]]:
    """The finding, and whom or what its reason cites."""
    area = desk.profile.asked[question]
    asked, respondents = desk.profile.asked_by_area[area], bid.response.respondents
    tally = tally_area(area, asked, respondents, desk.profile.allows_na(area)).questions[question]
    named = [item.upper() for one in respondents if (answer := one.answers.get(question)) for item in answer.evidence]
    cites = list(dict.fromkeys(named))[:3] or [respondents[0].id.upper()]
    if tally.yes + tally.no + tally.unknown == 0:
        return "NA", cites
    if tally.no == 0:
        return ("F" if named or tally.unknown == 0 else "L"), cites
    return ("P" if tally.yes > 0 else "N"), cites


def _agree(kit: Kit, chair: Actor, desk: EvaluationDesk, bid: OpenedBid) -> None:
    """Record what all found alike, and of the rest what follows from the answers."""
    tender, lot = desk.tender.id, desk.lot.number
    accept_agreed(kit, chair, AcceptAgreed(tender, lot, bid.bid))
    there = agreed_on(kit, bid.bid)
    for question in desk.profile.asked:
        if question not in there:
            value, cites = _judged(desk, bid, question)
            reason = f"The panel agreed after looking at {' and '.join(cites)} together."
            record_consensus(kit, chair, RecordConsensus(tender, lot, bid.bid, question, 0, value, reason))
