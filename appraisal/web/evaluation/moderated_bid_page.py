"""One bid, and one question of it, in moderation, in words."""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.core.evaluation import MEANINGS, OwnFinding
from appraisal.core.figures import reading
from appraisal.reports.wording import counted
from appraisal.services.evaluation.agreed import AgreedFinding
from appraisal.services.evaluation.evaluation_desk import EvaluationDesk
from appraisal.services.evaluation.moderation_page import BidModeration, ModeratedQuestion, Moderation
from appraisal.web.bidding.unsaved_pages import StalePage, StaleQuestion
from appraisal.web.evaluation.evaluation_forms import FindingForm
from appraisal.web.evaluation.finding_page import compares_words, other_verdict, value_words
from appraisal.web.evaluation.known_page import known_view
from appraisal.web.evaluation.moderation_lines import (
    agreed_verdict,
    agreement_lines,
    awaited_words,
    differ_line,
    moderation_address,
    moderation_trail,
    question_text,
)
from appraisal.web.evaluation.moderation_pages import (
    ModeratedArea,
    ModeratedBidPage,
    ModeratedLine,
    ModeratedQuestionPage,
)
from appraisal.web.parts import Fact, Link, Notice
from appraisal.web.times import local_clock


def moderated_bid_view(shown: Moderation, one: BidModeration) -> ModeratedBidPage:
    """The page of a bid."""
    desk, here = shown.desk, moderation_address(shown.desk, one.bid.bid)
    left, total = len(one.missing), len(one.asked)
    return ModeratedBidPage(
        title=f"Moderation, {one.called}",
        heading=_heading(one),
        eyebrow=f"Moderation, {desk.lot.title}",
        lede=f"{awaited_words(one.awaited)}; until then nothing is recorded." if one.awaited else "",
        trail=moderation_trail(desk, Link("Moderation", moderation_address(desk))),
        next=_next(shown, one),
        accept=_accept(one) if shown.can_record and not one.awaited else "",
        post=f"{here}/agreed",
        differ=tuple(differ_line(desk, one, each) for each in one.differ.questions),
        alone=tuple(
            f"{one.names.get(each.evaluator, 'One evaluator')} alone looked at "
            f"{desk.profile.model.area_by_id[each.area].name}."
            for each in one.differ.alone
        ),
        agreement=agreement_lines(desk.profile.model, one.agreement()),
        areas=tuple(_area(desk, one, area) for area in dict.fromkeys(one.asked.values())),
        facts=(Fact("Agreed on", f"{total - left} of {total}"), Fact("Evaluators", str(len(one.sheets)))),
        files=() if desk.is_blind else _files(here, one),
        back=moderation_address(desk),
    )


def question_view(
    shown: ModeratedQuestion, form: FindingForm | None = None, arrived: bool = False
) -> ModeratedQuestionPage:
    """The page of a question; `form` is one that was sent back."""
    desk, bid, on = shown.moderation.desk, shown.bid, shown.on
    zone, newest = desk.tender.zone, shown.versions[-1] if shown.versions else None
    here = moderation_address(desk, bid.bid.bid)
    if form is None or shown.bar:
        form = None if shown.bar else first_form(newest)
    following = shown.next
    where = f"{bid.called}, {on.area.name}, question {on.place}"
    mandatory = desk.profile.requirement_by_area[on.area.id].mandatory
    return ModeratedQuestionPage(
        title=f"Moderation, {where}",
        heading=on.question.text,
        eyebrow=f"{where} of {on.asked}, a knock-out" if mandatory else f"{where} of {on.asked}",
        trail=moderation_trail(desk, Link("Moderation", moderation_address(desk)), Link(bid.called, here)),
        troubles=form.troubles if form else (),
        troubles_note="Nothing you typed is lost." if form and form.troubles else "",
        found=tuple(other_verdict(one, zone) for one in shown.findings),
        stake=_stake(shown),
        known=known_view(on),
        form=form,
        bar=shown.bar,
        versions=tuple(agreed_verdict(one, zone, f"Version {one.version}") for one in reversed(shown.versions)),
        revision=str(newest.version if newest else 0),
        compares=compares_words(form.reason.data) if form else "",
        following=f"{moderation_address(desk, *following)}?next" if following else "",
        back=here,
        post=moderation_address(desk, bid.bid.bid, on.question.id),
        arrived=arrived and not (form and form.troubles),
    )


def stale_consensus(
    shown: ModeratedQuestion, mine: OwnFinding, stored: AgreedFinding, sent: Sequence[tuple[str, str]]
) -> StalePage:
    """The two versions of an agreed finding that was recorded from two pages; `sent` is all that was typed."""
    desk, on = shown.moderation.desk, shown.on
    at = f"recorded by {stored.chair} at {local_clock(stored.at, desk.tender.zone)}"
    here = moderation_address(desk, shown.bid.bid.bid, on.question.id)
    return StalePage(
        title="Not recorded: this finding changed meanwhile",
        heading="This finding changed while you were writing",
        eyebrow="Not recorded",
        lede=f"It was {at}, after this page was opened. Nothing you typed is lost: choose what to keep.",
        trail=moderation_trail(desk, Link("Moderation", moderation_address(desk))),
        questions=(
            StaleQuestion(
                "finding",
                f"{on.area.name}, question {on.place}",
                value_words(mine),
                mine.reason,
                MEANINGS[stored.value][0],
                stored.reason,
            ),
        ),
        keep=tuple((name, value) for name, value in sent if name not in ("csrf", "revision", "finding-keep")),
        revision=str(stored.version),
        saved=at,
        post=here,
        discard=here,
    )


def first_form(newest: AgreedFinding | None) -> FindingForm:
    """The form with what was recorded last."""
    if newest is None:
        return FindingForm.shown()
    return FindingForm.shown({"finding": newest.value, "reason": newest.reason, "nothing": newest.nothing_offered})


def _heading(one: BidModeration) -> str:
    if one.open:
        return f"{counted(len(one.open), 'disagreement')} on {one.called}"
    return f"Findings on {one.called}" if one.missing else f"Everything on {one.called} is agreed on"


def _next(shown: Moderation, one: BidModeration) -> Notice | None:
    if not shown.can_record or one.awaited or one.unanimous or not one.missing:
        return None
    href = f"{moderation_address(shown.desk, one.bid.bid, one.missing[0])}?next"
    if one.open:
        return Notice(f"Next: {counted(len(one.open), 'disagreement')}", "", "Settle the one that matters most", href)
    heading = f"Next: {counted(len(one.missing), 'question')} without an agreed finding"
    return Notice(heading, "", "Look at the first", href)


def _accept(one: BidModeration) -> str:
    count = len(one.unanimous)
    if not count:
        return ""
    return "Record the finding on which all agree" if count == 1 else f"Record the {count} findings on which all agree"


def _area(desk: EvaluationDesk, one: BidModeration, area: str) -> ModeratedArea:
    model, asked = desk.profile.model, desk.profile.asked_by_area[area]
    done = sum(question in one.agreed for question in asked)
    return ModeratedArea(
        f"area-{area}",
        model.area_by_id[area].name,
        f"{done} of {len(asked)}",
        tuple(
            ModeratedLine(
                question,
                number,
                question_text(model, area, question),
                moderation_address(desk, one.bid.bid, question),
                agreed_verdict(one.agreed[question], desk.tender.zone) if question in one.agreed else None,
                "" if question in one.agreed else _todo(one, question),
            )
            for number, question in enumerate(asked, 1)
        ),
    )


def _todo(one: BidModeration, question: str) -> str:
    values = set(one.found.get(question, {}).values())
    if not values:
        return "Nobody has found anything yet"
    return "All found the same" if len(values) == 1 else "Findings differ"


def _stake(shown: ModeratedQuestion) -> str:
    """What hangs on the question, for each of the findings."""
    if shown.differ is None:
        return ""
    fits = ", ".join(
        f"{MEANINGS[value][0]} gives {reading(fit)}"
        for value, fit in sorted(shown.differ.fits.items(), key=lambda pair: -pair[1])
    )
    return f"{reading(shown.differ.weight)} points of this bid’s fit hang on it: {fits}."


def _files(here: str, one: BidModeration) -> tuple[Link, ...]:
    agreed = (Link("Agreed findings (JSON)", f"{here}/files/findings.json"),) if one.agreed else ()
    sheets = tuple(
        Link(f"Findings of {one.names.get(sheet.person, '')} (JSON)", f"{here}/files/{sheet.person}.json")
        for sheet in one.sheets
    )
    return (*agreed, *sheets)
