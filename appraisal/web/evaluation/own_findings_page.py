"""An evaluator's findings on one bid in words: what is missing before they can be submitted, and what others found."""

from __future__ import annotations

from appraisal.core.evaluation import MEANINGS, finding_problems
from appraisal.core.reference_model import Question
from appraisal.reports.wording import counted, joined
from appraisal.services.evaluation.evaluation_work import next_open
from appraisal.services.evaluation.finding_page import BidFindings
from appraisal.web.evaluation.evaluation_forms import SignForm
from appraisal.web.evaluation.evaluation_page import bid_address, both_progress, lot_trail
from appraisal.web.evaluation.evaluation_pages import BidFindingsPage, FindingArea, FindingLine, Verdict
from appraisal.web.evaluation.finding_page import ICONS, SEE_LATER, other_verdict, verdict
from appraisal.web.parts import Notice, Trouble
from appraisal.web.times import moment

MISSING = {"finding": "No finding is chosen", "reason": "The reason cites nothing yet"}


def bid_view(shown: BidFindings, form: SignForm | None = None) -> BidFindingsPage:
    """The page; `form` is one that was sent back."""
    desk, work = shown.desk, shown.work
    ready = shown.can_submit and not work.missing
    if form is None and ready:
        form = SignForm.shown()
    areas = tuple(_area(shown, area) for area in dict.fromkeys(desk.profile.asked[one] for one in work.questions))
    return BidFindingsPage(
        title=f"Findings on {work.called}",
        heading=_heading(shown),
        eyebrow=f"{work.called}, {desk.lot.title}",
        lede="Once submitted they stay as they are, and you see what the others found on this bid." if ready else "",
        trail=lot_trail(desk),
        troubles=_troubles(areas, form) if form and (form.troubles or work.missing) else (),
        next=_next(shown),
        areas=areas,
        form=form if ready else None,
        post=bid_address(desk, work.bid.bid),
        progress=both_progress(work, shown.works),
        note=_note(shown),
        back=lot_trail(desk)[0].href,
    )


def _heading(shown: BidFindings) -> str:
    work, left = shown.work, len(shown.work.missing)
    if work.sheet:
        return f"Your findings on {work.called} are submitted"
    if not shown.can_submit:
        return f"Your findings on {work.called} were not submitted"
    if left:
        return f"{counted(left, 'item')} left to find on {work.called}"
    return f"Submit your findings on {work.called}"


def _next(shown: BidFindings) -> Notice | None:
    desk, work = shown.desk, shown.work
    if shown.can_submit and work.missing:
        href = bid_address(desk, work.bid.bid, work.missing[0])
        return Notice(f"Next: {counted(len(work.missing), 'open item')}", "", "Next open item", href)
    if shown.can_submit:
        return None
    item = next_open(shown.works, work.bid.bid) if work.sheet and desk.lot.evaluated is None else None
    if item:
        called = next(one.called for one in shown.works if one.bid.bid == item.bid)
        href = bid_address(desk, item.bid, item.question)
        return Notice(f"Next: {called}", "", "Next open item", href)
    return None


def _note(shown: BidFindings) -> str:
    if shown.work.sheet is None:
        return SEE_LATER if shown.can_submit else "The evaluation was closed before you submitted them."
    if shown.awaited:
        return f"Findings on this bid are still to come from {joined(shown.awaited)}."
    return "Everybody who evaluates this bid has submitted."


def _area(shown: BidFindings, area_id: str) -> FindingArea:
    desk, work = shown.desk, shown.work
    area = desk.profile.model.area_by_id[area_id]
    texts = {question.id: question for _, question in area.questions()}
    asked = desk.profile.asked_by_area[area_id]
    done = sum(question in work.whole for question in asked)
    lines = tuple(_line(shown, number, texts[question]) for number, question in enumerate(asked, 1))
    return FindingArea(area.id, area.name, f"{done} of {len(asked)}", lines)


def _line(shown: BidFindings, number: int, question: Question) -> FindingLine:
    work, zone = shown.work, shown.desk.tender.zone
    draft = work.draft(question.id)
    others = tuple(other_verdict(one, zone) for one in shown.others.get(question.id, ()))
    is_whole = question.id in work.whole
    return FindingLine(
        id=question.id,
        number=number,
        text=question.text,
        href=bid_address(shown.desk, work.bid.bid, question.id),
        own=verdict("You", draft.own) if draft.own.value or draft.own.reason else None,
        missing="" if is_whole else _missing(shown, question.id),
        others=others,
        agreed=_agreed(shown, question.id),
        differs=bool(others) and len({one.own.value for one in shown.others[question.id]} | {draft.own.value}) > 1,
    )


def _missing(shown: BidFindings, question: str) -> str:
    draft = shown.work.draft(question)
    if not draft.own.value and not draft.own.reason:
        return "Not begun"
    problems = finding_problems(draft.own, frozenset())
    return MISSING[problems[0].path] if problems else "The reason cites nothing yet"


def _agreed(shown: BidFindings, question: str) -> Verdict | None:
    found = shown.agreed.get(question)
    if found is None:
        return None
    at = moment(found.at, shown.desk.tender.zone, found.at).day
    return Verdict("Agreed", ICONS[found.value], MEANINGS[found.value][0], found.reason, f"by {found.chair}, {at}")


def _troubles(areas: tuple[FindingArea, ...], form: SignForm) -> tuple[Trouble, ...]:
    """What keeps the findings from being submitted, each leading to its place on the page."""
    found = [
        Trouble(f"{area.name}, question {line.number}: {line.missing[:1].lower()}{line.missing[1:]}", line.id)
        for area in areas
        for line in area.lines
        if line.missing
    ]
    return (*found, *form.troubles) if not found else tuple(found)
