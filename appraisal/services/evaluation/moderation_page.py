"""Moderation: where those who evaluated a bid differ, by how much it matters, and what the panel has agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.agreement import Agreement, finding_agreement
from appraisal.core.disagreement import Disagreement, Disagreements, disagreements
from appraisal.core.errors import NotFound, NotPermitted
from appraisal.core.policy import Actor, Permission
from appraisal.core.response import FindingValue
from appraisal.core.scoring import Submission
from appraisal.core.tender import Stage
from appraisal.services.evaluation.agreed import AgreedFinding, agreed_findings, agreed_on, versions_on
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk, evaluation_desk
from appraisal.services.evaluation.finding_page import OthersFinding
from appraisal.services.evaluation.finding_sheets import FindingSheet, awaited, counted_sheets
from appraisal.services.evaluation.question_known import QuestionKnown, question_known
from appraisal.services.evaluation.seen_findings import OWN_FIRST, sees_findings
from appraisal.services.kept import Kept
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.services.toolkit import Kit
from appraisal.storage import people

MOST_KEPT = 100
"""Bids whose disagreements are kept computed in the memory of the server."""

_kept = Kept[tuple[str, str, str, tuple[str, ...]], Disagreements](MOST_KEPT)


@dataclass(frozen=True, slots=True)
class BidModeration:
    """One bid as its panel found it. `awaited` are the names of those who have not submitted yet.

    `is_seen` is False while the reader's own findings on the bid are to come; then there is nothing else here.
    `found` holds who found what by question, `names` the names of the evaluators by person, `asked` all questions of
    the lot with their areas.
    """

    bid: OpenedBid
    called: str
    asked: Mapping[str, str]
    awaited: tuple[str, ...] = ()
    is_seen: bool = False
    sheets: tuple[FindingSheet, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, Mapping[str, FindingValue]] = field(default_factory=dict)
    agreed: Mapping[str, AgreedFinding] = field(default_factory=dict)
    differ: Disagreements = field(default_factory=lambda: Disagreements((), ()))

    @property
    def open(self) -> tuple[Disagreement, ...]:
        """The disagreements on which nothing is recorded yet, what matters most first."""
        return tuple(one for one in self.differ.questions if one.question not in self.agreed)

    @property
    def unanimous(self) -> tuple[str, ...]:
        """The questions without a recorded finding on which all who evaluated them found the same."""
        return tuple(
            question
            for question in self.asked
            if question not in self.agreed and len(set(self.found.get(question, {}).values())) == 1
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions without a recorded finding: those that evaluators differ on first, by how much they matter."""
        first = tuple(one.question for one in self.open)
        rest = (question for question in self.asked if question not in self.agreed and question not in first)
        return (*first, *rest)

    def agreement(self) -> dict[str, Agreement]:
        """How far the evaluators agree, by area in the profile's order."""
        return {area: finding_agreement(self.of_area(area)) for area in dict.fromkeys(self.asked.values())}

    def of_area(self, area: str) -> dict[str, Mapping[str, FindingValue]]:
        """Who found what on the questions of an area."""
        return {question: row for question, row in self.found.items() if self.asked[question] == area}


@dataclass(frozen=True, slots=True)
class Moderation:
    """A lot in moderation: the bids that the reader may know of. `can_record` is for a chair while it is open."""

    desk: EvaluationDesk
    bids: tuple[BidModeration, ...]
    can_record: bool

    @property
    def is_chair(self) -> bool:
        """Whether the reader chairs the panel."""
        return self.desk.me is not None and self.desk.me.chair

    @property
    def open(self) -> tuple[tuple[BidModeration, Disagreement], ...]:
        """The open disagreements of all bids, what matters most first."""
        every = [(bid, one) for bid in self.bids for one in bid.open]
        return tuple(sorted(every, key=lambda pair: (not pair[1].mandatory, -pair[1].weight)))

    def agreement(self) -> dict[str, Agreement]:
        """How far the evaluators agree over all bids that are seen, by area in the profile's order."""
        return {
            area: finding_agreement(
                {f"{bid.bid.bid} {question}": row for bid in self.bids for question, row in bid.of_area(area).items()}
            )
            for area in self.desk.profile.requirement_by_area
        }

    def bid(self, bid: str) -> BidModeration:
        """One of the bids, whose findings the reader sees.

        Raises:
            NotFound: there is no such bid for the reader.
            NotPermitted: their own findings on it come first.
        """
        found = next((one for one in self.bids if one.bid.bid == bid), None)
        if found is None:
            raise NotFound("There is no such bid for you on this lot")
        if not found.is_seen:
            raise NotPermitted(OWN_FIRST)
        return found

    def after(self, bid: str, question: str) -> tuple[str, str] | None:
        """The open disagreement, as (bid, question), to settle after one; the rest of its bid first."""
        places = [place for place, one in enumerate(self.bids) if one.bid.bid == bid]
        start = places[0] if places else 0
        for one in (*self.bids[start:], *self.bids[:start]):
            for each in one.open if not one.awaited else ():
                if (one.bid.bid, each.question) != (bid, question):
                    return one.bid.bid, each.question
        return None


@dataclass(frozen=True, slots=True)
class ModeratedQuestion:
    """One question of one bid: what is known, who found what, and every version of what was agreed, oldest first.

    `bar` says why nothing can be recorded now; it is empty where it can.
    """

    moderation: Moderation
    bid: BidModeration
    on: QuestionKnown
    findings: tuple[OthersFinding, ...]
    differ: Disagreement | None
    versions: tuple[AgreedFinding, ...]
    bar: str

    @property
    def next(self) -> tuple[str, str] | None:
        """The open disagreement after this question, as (bid, question)."""
        return self.moderation.after(self.bid.bid.bid, self.on.question.id)


def moderation(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> Moderation:
    """The lot in moderation, for officers, auditors and its panel; a bid of a conflict of interest is not in it.

    Raises:
        NotPermitted, NotFound, WrongStage: as `evaluation_desk`.
    """
    desk = evaluation_desk(kit, actor, tender_id, lot_number, Permission.FINDING_READ)
    can_record = (
        desk.me is not None
        and desk.me.chair
        and policy.may(actor, Permission.CONSENSUS_RECORD)
        and stages.allows(desk.tender.course_of(desk.lot), Permission.CONSENSUS_RECORD, kit.now())
    )
    return Moderation(desk, tuple(_of_bid(kit, desk, bid) for bid in desk.bids), can_record)


def moderated_question(
    kit: Kit, actor: Actor, tender_id: str, lot_number: int, bid_id: str, question_id: str
) -> ModeratedQuestion:
    """One question of one bid with everything that was found on it.

    Raises:
        NotPermitted: as `moderation`, or the reader's own findings on the bid come first.
        NotFound, WrongStage: as `moderation`; also NotFound where the question is not asked on the lot.
    """
    found = moderation(kit, actor, tender_id, lot_number)
    bid = found.bid(bid_id)
    if question_id not in bid.asked:
        raise NotFound("There is no such question on this lot")
    findings = tuple(
        OthersFinding(bid.names.get(sheet.person, ""), sheet.findings[question_id], sheet.at)
        for sheet in bid.sheets
        if question_id in sheet.findings
    )
    return ModeratedQuestion(
        moderation=found,
        bid=bid,
        on=question_known(kit, found.desk, bid.bid, question_id),
        findings=findings,
        differ=next((one for one in bid.differ.questions if one.question == question_id), None),
        versions=tuple(versions_on(kit, bid.bid.bid).get(question_id, ())),
        bar=_bar(found, bid, findings),
    )


def _of_bid(kit: Kit, desk: EvaluationDesk, bid: OpenedBid) -> BidModeration:
    called, is_seen = desk.name_of(bid), sees_findings(kit, desk, bid)
    waiting: Sequence[str] = ()
    if is_seen or (desk.me is not None and desk.me.chair):
        waiting = sorted(people.named(kit.database, awaited(kit, desk, bid)).values())
    if not is_seen:
        return BidModeration(bid, called, desk.profile.asked, tuple(waiting))
    sheets = tuple(counted_sheets(kit, desk.lot, bid))
    found: dict[str, dict[str, FindingValue]] = {}
    for sheet in sheets:
        for question, own in sheet.findings.items():
            if own.value is not None and question in desk.profile.asked:
                found.setdefault(question, {})[sheet.person] = own.value
    agreed = agreed_findings(kit, desk.profile, bid)
    submission = Submission(bid.response, agreed, bid.receipt)
    rests_on = tuple(f"{sheet.person} {sheet.digest}" for sheet in sheets)
    key = (desk.profile.digest, bid.response.digest, agreed.digest if agreed else "", rests_on)
    return BidModeration(
        bid=bid,
        called=called,
        asked=desk.profile.asked,
        awaited=tuple(waiting),
        is_seen=True,
        sheets=sheets,
        names=people.named(kit.database, [sheet.person for sheet in sheets]),
        found=found,
        agreed=agreed_on(kit, bid.bid),
        differ=_kept.of(key, lambda: disagreements(desk.profile, submission, found)),
    )


def _bar(found: Moderation, bid: BidModeration, findings: Sequence[OthersFinding]) -> str:
    if found.desk.stage is not Stage.OPENED:
        return "The evaluation is closed: what was agreed stays as it is."
    if not found.can_record:
        return "The chair of the panel records what is agreed."
    if bid.awaited:
        return f"Findings on this bid are still to come from {', '.join(bid.awaited)}."
    if not findings:
        return "Nobody on the panel evaluated this question. An officer names an evaluator for its area."
    return ""
