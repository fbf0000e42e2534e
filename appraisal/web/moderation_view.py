"""Moderation in words: a lot and a bid, where evaluators differ, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from appraisal.core.agreement import Agreement
from appraisal.core.disagreement import Disagreement
from appraisal.core.evaluation import MEANINGS
from appraisal.core.figures import reading
from appraisal.core.policy import Actor
from appraisal.core.reference_model import ReferenceModel
from appraisal.core.tender import Stage
from appraisal.reports.wording import counted, joined
from appraisal.services.consensus import AgreedFinding
from appraisal.services.evaluation_desk import EvaluationDesk
from appraisal.services.moderation_page import BidModeration, Moderation
from appraisal.services.toolkit import Kit
from appraisal.web.evaluation_view import bid_address, lot_address, lot_name, lot_trail, zone_of
from appraisal.web.finding_view import ICONS
from appraisal.web.panel_view import evaluation_links, panel_address
from appraisal.web.tender_view import trail_to
from appraisal.web.times import moment
from appraisal.web.views.evaluator import Verdict
from appraisal.web.views.moderation import AgreementLine, DifferLine, ModeratedBid, ModerationPage
from appraisal.web.views.parts import Fact, Link, Notice, Status

MOST_LISTED = 20
"""Disagreements on the page of a lot; the page of a bid lists all of its own."""
SIZES = (
    (Fraction(4, 5), "agree well"),
    (Fraction(2, 3), "agree fairly: draw conclusions with care"),
    (Fraction(0), "agree little: talk about what is asked here"),
)
"""From which alpha on evaluators are said to agree how; 0.8 and 0.667 are Krippendorff's own bounds."""


def moderation_address(desk: EvaluationDesk, bid: str = "", question: str = "") -> str:
    """Where a lot, a bid or a question is moderated."""
    return "/".join(filter(None, (lot_address(desk.tender, desk.lot), "moderation", bid, question)))


def moderation_trail(desk: EvaluationDesk, *more: Link) -> tuple[Link, ...]:
    """The way to a page of moderation, for the panel and for the buyer's other people."""
    if desk.me is not None:
        return lot_trail(desk, *more)
    panel = Link(f"Panel of lot {desk.lot.number}", panel_address(desk.tender, desk.lot))
    return trail_to(desk.tender, panel, *more)


def moderation_view(kit: Kit, actor: Actor, shown: Moderation) -> ModerationPage:
    """The page of a lot."""
    desk, open_ = shown.desk, shown.open
    listed = open_[:MOST_LISTED]
    chair = Link("The panel", panel_address(desk.tender, desk.lot)) if shown.is_chair or desk.me is None else None
    return ModerationPage(
        title=f"Moderation, {lot_name(desk.tender, desk.lot)}",
        heading=_heading(shown),
        eyebrow=f"Moderation, {desk.lot.title}",
        lede=_lede(shown),
        trail=moderation_trail(desk),
        next=_next(shown),
        bids=tuple(_bid(desk, one) for one in shown.bids),
        differ=tuple(differ_line(desk, bid, one, with_bid=True) for bid, one in listed),
        more=f"{counted(len(open_) - len(listed), 'more disagreement')} on the pages of the bids."
        if len(open_) > len(listed)
        else "",
        agreement=agreement_lines(desk.profile.model, shown.agreement()),
        facts=(
            Fact("Bids", str(len(shown.bids))),
            Fact("Findings agreed on", _agreed_of(shown.bids)),
        ),
        also=(*([chair] if chair else []), *_links(kit, actor, shown)),
    )


def differ_line(desk: EvaluationDesk, bid: BidModeration, one: Disagreement, with_bid: bool = False) -> DifferLine:
    """One disagreement: who found what, and how many points hang on it."""
    area, agreed = desk.profile.model.area_by_id[one.area], bid.agreed.get(one.question)
    place = desk.profile.asked_by_area[one.area].index(one.question) + 1
    where = f"{area.name}, question {place}"
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
        agreed=agreed_verdict(agreed, zone_of(desk.tender)) if agreed else None,
    )


def agreed_verdict(agreed: AgreedFinding, zone: str, who: str = "Agreed") -> Verdict:
    """What was agreed on, by whom it was recorded and when."""
    at = moment(agreed.at, zone, agreed.at).words
    return Verdict(
        who, ICONS[agreed.value], MEANINGS[agreed.value][0], agreed.reason, f"recorded by {agreed.chair}, {at}"
    )


def agreement_lines(model: ReferenceModel, found: Mapping[str, Agreement]) -> tuple[AgreementLine, ...]:
    """How far evaluators agree, by area."""
    return tuple(_agreement(model.area_by_id[area].name, one) for area, one in found.items())


def question_text(model: ReferenceModel, area: str, question: str) -> str:
    """The words of a question."""
    return next(one.text for _, one in model.area_by_id[area].questions() if one.id == question)


def awaited_words(names: Iterable[str]) -> str:
    """Who has still to submit."""
    return f"Findings are still to come from {joined(list(names))}"


def _agreement(name: str, found: Agreement) -> AgreementLine:
    contested = (
        f"{counted(len(found.contested), 'question')} contested: does it apply at all?" if found.contested else ""
    )
    compared = counted(found.questions, "question")
    if found.alpha is None:
        words = "all findings are the same" if found.questions else "nothing to compare"
        return AgreementLine(name, "–", words, compared, contested)
    words = next((words for least, words in SIZES if found.alpha >= least), "agree less than by chance")
    return AgreementLine(name, str(reading(found.alpha, 2, 1)).replace("-", "−"), words, compared, contested)


def _heading(shown: Moderation) -> str:
    left = len(shown.open)
    if shown.desk.stage is not Stage.OPENED:
        return "What the panel agreed on"
    if left:
        return f"{counted(left, 'disagreement')} to settle"
    if all(one.is_seen and not one.missing for one in shown.bids) and shown.bids:
        return "Everything is agreed on"
    return "Moderation"


def _lede(shown: Moderation) -> str:
    if shown.desk.stage is not Stage.OPENED:
        return (
            "The evaluation is closed. Every finding is kept as it was submitted, and every version of what was agreed."
        )
    if not shown.can_record:
        return "The chair records what the panel agrees on. Every finding is kept as it was submitted."
    return "What matters most comes first: knock-outs, then by the points of fit that hang on the answer."


def _next(shown: Moderation) -> Notice | None:
    desk = shown.desk
    if desk.stage is not Stage.OPENED or not shown.can_record or not shown.bids:
        return None
    own = [one for one in shown.bids if not one.is_seen]
    waiting = [one for one in shown.bids if one.awaited]
    ready = [one for one in shown.bids if one.is_seen and not one.awaited]
    agreed = next((one for one in ready if one.unanimous), None)
    settle = [(one, each) for one in ready for each in one.open]
    missing = next((one for one in ready if one.missing), None)
    if agreed:
        words = f"On {counted(len(agreed.unanimous), 'question')} all found the same."
        return Notice(
            f"Next: {agreed.called}", words, "Record what all agree on", moderation_address(desk, agreed.bid.bid)
        )
    if settle:
        first = max(settle, key=lambda pair: (pair[1].mandatory, pair[1].weight))
        href = f"{moderation_address(desk, first[0].bid.bid, first[1].question)}?next"
        return Notice(f"Next: {counted(len(settle), 'disagreement')}", "", "Settle the one that matters most", href)
    if missing:
        words = f"{counted(len(missing.missing), 'question')} without an agreed finding."
        return Notice(f"Next: {missing.called}", words, "Look at the bid", moderation_address(desk, missing.bid.bid))
    if own:
        words = "Until then nobody else’s are shown to you."
        return Notice(
            f"Next: submit your own findings on {own[0].called}",
            words,
            "Your findings",
            bid_address(desk, own[0].bid.bid),
        )
    if waiting:
        return Notice(
            f"Nothing to do: {joined(sorted({name for one in waiting for name in one.awaited}))} has not submitted"
        )
    return Notice(
        "Next: close the evaluation",
        "Everything is agreed on.",
        "Close the evaluation",
        f"{lot_address(desk.tender, desk.lot)}/close",
    )


def _bid(desk: EvaluationDesk, one: BidModeration) -> ModeratedBid:
    if not one.is_seen:
        note = f"{awaited_words(one.awaited)}." if one.awaited else ""
        return ModeratedBid(one.called, "", Status("none", "Submit your own findings first"), "", "0%", note)
    done, total = len(one.asked) - len(one.missing), len(one.asked)
    if one.awaited:
        status = Status("care", awaited_words(one.awaited))
    elif one.open:
        status = Status("now", counted(len(one.open), "disagreement"))
    else:
        status = Status("done", "All agreed") if not one.missing else Status("now", f"{len(one.missing)} to record")
    percent = f"{100 * done // total if total else 100}%"
    return ModeratedBid(
        one.called, moderation_address(desk, one.bid.bid), status, f"{done} of {total} findings agreed on", percent
    )


def _agreed_of(bids: Iterable[BidModeration]) -> str:
    seen = [one for one in bids if one.is_seen]
    return f"{sum(len(one.asked) - len(one.missing) for one in seen)} of {sum(len(one.asked) for one in seen)}"


def _links(kit: Kit, actor: Actor, shown: Moderation) -> tuple[Link, ...]:
    desk, here = shown.desk, moderation_address(shown.desk)
    found = evaluation_links(kit, actor, desk.tender, desk.lot)
    if desk.me is not None and not desk.me.chair:
        found = tuple(link for link in found if not link.href.endswith("/signals"))
    close = Link("Close the evaluation", f"{lot_address(desk.tender, desk.lot)}/close")
    closes = shown.can_record and not desk.conflicted
    return (*(link for link in found if link.href != here), *([close] if closes else []))
