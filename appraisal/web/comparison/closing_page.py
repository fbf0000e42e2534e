"""The end of an evaluation in words: what is still missing, what would lose its ground, which bids are out."""

from __future__ import annotations

from appraisal.reports.wording import counted
from appraisal.services.comparison.closing_page import ClosingPage, LotBids, ReopeningPage, StandingBid
from appraisal.web.comparison.closing_forms import CloseForm, ReopenForm, TakeOutForm
from appraisal.web.evaluation.evaluation_page import lot_name
from appraisal.web.evaluation.moderation_lines import (
    awaited_words,
    closing_address,
    moderation_address,
    moderation_trail,
)
from appraisal.web.evaluation.moderation_pages import ClosePage, MissingBid, MissingLine
from appraisal.web.evaluation.panel_page import panel_address
from appraisal.web.evaluation.panel_pages import GravePage, LotBidLine, LotBidsPage
from appraisal.web.parts import Fact, Link, Status
from appraisal.web.tendering.tender_frame import digest_words, trail_to
from appraisal.web.times import moment

OUT = {"withdrawn": "Withdrawn by its bidder", "excluded": "Excluded"}


def close_view(shown: ClosingPage, form: CloseForm) -> ClosePage:
    """The page on which a chair closes the evaluation, or sees why not yet."""
    desk = shown.desk
    missing = sum(len(line.questions) for line in shown.missing)
    return ClosePage(
        title=f"Close the evaluation, {lot_name(desk.tender, desk.lot)}",
        heading=f"{counted(missing, 'finding')} still to agree on" if missing else "Close the evaluation?",
        eyebrow=f"Evaluation, {desk.lot.title}",
        lede="Only questions that can still change the ranking are listed."
        if missing
        else "From then on findings are frozen, the comparison is verified, and an officer recommends an award.",
        trail=moderation_trail(desk, Link("Moderation", moderation_address(desk))),
        troubles=form.troubles,
        missing=_missing(shown),
        form=None if missing else form,
        facts=(
            Fact("Bids in the ranking", str(shown.ranked)),
            Fact("Bids that miss a knock-out", str(shown.failing)),
        ),
        post=closing_address(desk),
        back=moderation_address(desk),
    )


def reopen_view(shown: ReopeningPage, form: ReopenForm) -> GravePage:
    """The page on which an officer opens a closed evaluation again."""
    desk = shown.desk
    zone = desk.tender.zone
    facts = []
    if shown.closed:
        at = moment(shown.closed.at, zone, shown.closed.at, year=True).words
        comparison = digest_words(str(shown.closed.document["comparison"]))
        facts.append(Fact("Closed", at, note=f"by {shown.closed.document['chair']}"))
        facts.append(Fact("Comparison", comparison, mono=True))
    if shown.earlier:
        at = moment(shown.earlier.at, zone, shown.earlier.at, year=True).words
        facts.append(Fact("Opened again before", at, note=str(shown.earlier.document["reason"])))
    return GravePage(
        title="Open the evaluation again",
        heading=f"Open the evaluation of lot {desk.lot.number} again?",
        eyebrow=f"{lot_name(desk.tender, desk.lot)}, {desk.lot.title}",
        lede="The chair can then record other findings, and closes once more. Nothing that is on record is lost.",
        trail=trail_to(desk.tender, Link(f"Panel of lot {desk.lot.number}", panel_address(desk.tender, desk.lot))),
        troubles=form.troubles,
        form=form,
        caution=caution(shown.loses),
        facts=tuple(facts),
        post=f"/tenders/{desk.tender.id}/lots/{desk.lot.number}/reopen",
        back=panel_address(desk.tender, desk.lot),
    )


def bids_view(shown: LotBids) -> LotBidsPage:
    """The list of a lot's bids."""
    base = f"/tenders/{shown.tender.id}/lots/{shown.lot.number}"
    out = sum(bool(one.kind) for one in shown.bids)
    verb = "is" if out == 1 else "are"
    return LotBidsPage(
        title=f"Bids on lot {shown.lot.number}",
        heading=f"{counted(len(shown.bids) - out, 'bid')} on lot {shown.lot.number}",
        eyebrow=f"{lot_name(shown.tender, shown.lot)}, {shown.lot.title}",
        lede=f"{counted(out, 'bid')} {verb} out of the competition and in no comparison." if out else "",
        trail=trail_to(shown.tender, Link(f"Panel of lot {shown.lot.number}", f"{base}/panel")),
        bids=tuple(_bid(shown, one, base) for one in shown.bids),
        back=f"{base}/panel",
    )


def take_out_view(shown: LotBids, one: StandingBid, form: TakeOutForm) -> GravePage:
    """The page on which an officer takes a bid out."""
    base = f"/tenders/{shown.tender.id}/lots/{shown.lot.number}/bids"
    return GravePage(
        title=f"Take out the bid of {one.supplier}",
        heading=f"Take the bid of {one.supplier} out?",
        eyebrow=f"{lot_name(shown.tender, shown.lot)}, {shown.lot.title}",
        lede="The comparison is computed without it from now on, and its supplier is told. This is never taken back.",
        trail=trail_to(shown.tender, Link(f"Bids on lot {shown.lot.number}", base)),
        troubles=form.troubles,
        form=form,
        caution=caution(shown.loses),
        facts=(
            Fact("Supplier", one.supplier),
            Fact("Receipt", one.receipt),
            Fact("Bids left without it", str(sum(not each.kind for each in shown.bids) - 1)),
        ),
        post=f"{base}/{one.receipt}/take-out",
        back=base,
    )


def caution(loses: str) -> str:
    """What an act takes the ground from, before it is done."""
    if not loses:
        return ""
    told = " Bidders who had their letters are told." if loses.startswith("notice") else ""
    return f"The {loses} of an award on this lot loses its ground and is void.{told}"


def _missing(shown: ClosingPage) -> tuple[MissingBid, ...]:
    desk, awaited = shown.desk, dict(shown.awaited)
    model = desk.profile.model
    found: dict[str, list[MissingLine]] = {}
    for line in shown.missing:
        asked = desk.profile.asked_by_area[line.area]
        links = tuple(
            Link(str(asked.index(one) + 1), moderation_address(desk, line.bid, one)) for one in line.questions
        )
        found.setdefault(line.bid, []).append(MissingLine(model.area_by_id[line.area].name, links))
    called = {line.bid: line.called for line in shown.missing}
    return tuple(
        MissingBid(
            called[bid],
            moderation_address(desk, bid),
            f"{awaited_words(awaited[bid])}." if bid in awaited else "",
            tuple(lines),
        )
        for bid, lines in found.items()
    )


def _bid(shown: LotBids, one: StandingBid, base: str) -> LotBidLine:
    if not one.kind:
        take_out = f"{base}/bids/{one.receipt}/take-out" if shown.can_exclude else ""
        return LotBidLine(one.supplier, one.receipt, Status("done", "Counts"), take_out=take_out)
    at = moment(one.at, shown.tender.zone, one.at, year=True) if one.at else None
    return LotBidLine(one.supplier, one.receipt, Status("bad", OUT[one.kind]), one.reason, one.by, at)
