"""Parts of moderation in words: where its pages lie, disagreements, what was agreed, how far evaluators agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from appraisal.core.agreement import Agreement
from appraisal.core.disagreement import Disagreement
from appraisal.core.evaluation import MEANINGS
from appraisal.core.figures import reading
from appraisal.core.reference_model import ReferenceModel
from appraisal.reports.wording import counted, joined
from appraisal.services.evaluation.agreed import AgreedFinding
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.moderation_page import BidModeration
from appraisal.web.evaluation.evaluation_page import lot_address, lot_trail
from appraisal.web.evaluation.evaluation_pages import Verdict
from appraisal.web.evaluation.finding_page import ICONS
from appraisal.web.evaluation.moderation_pages import AgreementLine, DifferLine
from appraisal.web.evaluation.panel_page import panel_address
from appraisal.web.parts import Link
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.times import moment

SIZES = (
    (Fraction(4, 5), "agree well"),
    (Fraction(2, 3), "agree fairly: conclude with care"),
    (Fraction(0), "agree little: talk about what is asked here"),
)
"""From which alpha on evaluators are said to agree how; 0.8 and 0.667 are the bounds that Krippendorff names."""


def moderation_address(desk: EvaluationDesk, bid: str = "", question: str = "") -> str:
    """Where a lot, a bid or a question is moderated."""
    return "/".join(filter(None, (lot_address(desk.tender, desk.lot), "moderation", bid, question)))


def closing_address(desk: EvaluationDesk) -> str:
    """Where the evaluation is closed."""
    return f"{lot_address(desk.tender, desk.lot)}/close"


def moderation_trail(desk: EvaluationDesk, *more: Link) -> tuple[Link, ...]:
    """The way to a page of moderation, for the panel and for the buyer's other people."""
    if desk.me is not None:
        return lot_trail(desk, *more)
    panel = Link(f"Panel of lot {desk.lot.number}", panel_address(desk.tender, desk.lot))
    return trail_to(desk.tender, panel, *more)


def differ_line(desk: EvaluationDesk, bid: BidModeration, one: Disagreement, with_bid: bool = False) -> DifferLine:
    """One disagreement: who found what, and how many points hang on it."""
    agreed, where = bid.agreed.get(one.question), place_words(desk, one.question)
    return DifferLine(
        where=f"{bid.called}, {where}" if with_bid else where,
        text=question_text(desk.profile.model, one.area, one.question),
        href=moderation_address(desk, bid.bid.bid, one.question),
        knock_out=one.mandatory,
        stake=str(reading(one.weight)),
        found=tuple(
            Verdict(bid.names.get(person, ""), ICONS[value], MEANINGS[value][0])
            for person, value in one.findings.items()
        ),
        agreed=agreed_verdict(agreed, desk.tender.zone) if agreed else None,
    )


def agreed_verdict(agreed: AgreedFinding, zone: str, who: str = "Agreed") -> Verdict:
    """What was agreed on, by whom it was recorded and when."""
    note = f"recorded by {agreed.chair}, {moment(agreed.at, zone, agreed.at).words}"
    return Verdict(who, ICONS[agreed.value], MEANINGS[agreed.value][0], agreed.reason, note)


def agreement_lines(model: ReferenceModel, found: Mapping[str, Agreement]) -> tuple[AgreementLine, ...]:
    """How far evaluators agree, by area."""
    return tuple(_agreement(model.area_by_id[area].name, one) for area, one in found.items())


def question_text(model: ReferenceModel, area: str, question: str) -> str:
    """The words of a question."""
    return next(one.text for _, one in model.area_by_id[area].questions() if one.id == question)


def place_words(desk: EvaluationDesk, question: str) -> str:
    """A question by its area and number: "Problem Management, question 2"."""
    area = desk.profile.asked[question]
    place = desk.profile.asked_by_area[area].index(question) + 1
    return f"{desk.profile.model.area_by_id[area].name}, question {place}"


def awaited_words(names: Iterable[str]) -> str:
    """Who has still to submit."""
    return f"Findings are still to come from {joined(list(names))}"


def _agreement(name: str, found: Agreement) -> AgreementLine:
    note = f"{counted(len(found.contested), 'question')} contested: does it apply at all?" if found.contested else ""
    compared = counted(found.questions, "question")
    if found.alpha is None:
        words = "all that was compared is the same" if found.questions else "nothing to compare"
        return AgreementLine(name, "–", words, compared, note)
    words = next((words for least, words in SIZES if found.alpha >= least), "agree less than by chance")
    return AgreementLine(name, str(reading(found.alpha, 2, 1)).replace("-", "−"), words, compared, note)
