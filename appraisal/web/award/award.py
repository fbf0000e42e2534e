"""The award of a lot: where it stands, and a page for each of the four acts that lead to it."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, Stale
from appraisal.core.policy import Permission
from appraisal.core.standstill import Standstill
from appraisal.services.award.award_desk import AwardDesk, award_desk
from appraisal.services.award.awarding import MakeAward, Notify, make_award, notify, work_out
from appraisal.services.award.recommending import Approve, Recommend, approve, can_win, recommend
from appraisal.services.comparison.award_state import Held
from appraisal.web.award import award_page as words
from appraisal.web.award import decision_page as record
from appraisal.web.award.award_forms import ApproveForm, MakeAwardForm, NotifyForm, RecommendForm
from appraisal.web.award.award_pages import ActPage, ApprovePage, AwardPage, MakePage, NotifyPage, RecommendPage
from appraisal.web.machine.form import Form
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.tendering.tenders import answer, set_zone
from appraisal.web.times import moment

pages = Blueprint("award", __name__)

KEPT = "{}. What you typed is here"
FIRST_DAYS = {"days": "10", "kind": "calendar"}

Page = TypeVar("Page", bound=ActPage)


@pages.get("/tenders/<tender>/lots/<int:number>/award", endpoint="award")
def one(tender: str, number: int) -> str:
    """How far the award of a lot is."""
    desk, now = _desk(tender, number), kit().now()
    void = words.void_words(desk)
    page = AwardPage(
        title=f"Award of lot {number}",
        heading=void[0] if void else words.heading(desk),
        lede=void[1] if void else "",
        eyebrow=_eyebrow(desk),
        trail=trail_to(desk.tender),
        next=words.next_notice(desk, now),
        steps=words.steps(desk, now),
        ranking=words.ranking(desk),
        says=words.says(desk.comparison),
        decisions=record.decisions(desk, now),
        earlier=record.earlier(desk, now),
        facts=words.facts(desk),
        acts=_acts(desk),
        back=f"/tenders/{tender}",
    )
    return render("award/award.html", page)


@pages.route("/tenders/<tender>/lots/<int:number>/award/recommend", methods=["GET", "POST"], endpoint="recommend")
def recommending(tender: str, number: int) -> Response:
    """Recommend an award to a ranked bid, or none, on the comparison that is shown."""
    desk = _desk(tender, number, Permission.AWARD_RECOMMEND)
    form = RecommendForm.asked()
    form.offer((desk.receipt_of(bid.supplier.id), *words.choice(desk, bid)) for bid in can_win(desk.comparison))
    if form.accepted():
        command = Recommend(
            desk.tender.id,
            number,
            form.comparison.data or None,
            form.earlier.data,
            *form.chosen(),
            form.reasons.data,
            form.departs.data,
        )
        try:
            recommend(kit(), actor(), command)
            return redirect(_base(desk), 303)
        except InvalidInput as error:
            if any(problem.path == "departs" for problem in error.problems):
                form.note("departs", words.must_say_so(desk, form.departs.data))
            form.take(error)
        except Stale as refusal:
            form.note("outcome", KEPT.format(refusal))
    return answer("award/award_recommend.html", _recommend_page(desk, form), form)


@pages.route("/tenders/<tender>/lots/<int:number>/award/approve", methods=["GET", "POST"], endpoint="approve")
def approving(tender: str, number: int) -> Response:
    """Approve another officer's recommendation, exactly as it is shown."""
    desk = _desk(tender, number, Permission.AWARD_APPROVE)
    form = ApproveForm.asked()
    if form.accepted():
        command = Approve(desk.tender.id, number, form.recommendation.data, form.comparison.data or None)
        approve(kit(), actor(), command)
        return redirect(_base(desk), 303)
    recommendation = _holding(desk.state.recommendation, "No recommendation holds on this lot")
    block = record.recommendation_block(desk, recommendation, kit().now())
    page = _act_page(
        ApprovePage,
        desk,
        form,
        title="Approve the recommendation",
        heading=f"Approve: {block.what.lower() if block.what == 'No award' else block.what}?",
        lede="Look at the recommendation, its reasons and the comparison before you approve them.",
        recommendation=recommendation.digest,
        comparison=desk.digest or "",
        decision=block,
        ranking=words.ranking(desk),
        says=words.says(desk.comparison),
        facts=words.facts(desk),
    )
    return answer("award/award_approve.html", page, form)


@pages.route("/tenders/<tender>/lots/<int:number>/award/notify", methods=["GET", "POST"], endpoint="notify")
def notifying(tender: str, number: int) -> Response:
    """Set the standstill, see its end, and send the letters."""
    desk = _desk(tender, number, Permission.AWARD_NOTIFY)
    approval = _holding(desk.state.approval, "No approval holds on this lot")
    form = NotifyForm.asked(FIRST_DAYS)
    sends = form.accepted() and not form.look.data
    setting, found = form.setting(), None
    try:
        found = work_out(kit(), desk.tender, setting)[0] if setting else None
    except InvalidInput as error:
        form.take_days(error)
    if sends and setting and found:
        try:
            notify(kit(), actor(), Notify(desk.tender.id, number, form.approval.data, setting, form.ends.data))
            return redirect(_base(desk), 303)
        except Stale as refusal:
            form.note("sure", KEPT.format(refusal))
            form.sure.data = False
    return answer("award/award_notify.html", _notify_page(desk, approval, form, found), form)


@pages.route("/tenders/<tender>/lots/<int:number>/award/make", methods=["GET", "POST"], endpoint="make")
def making(tender: str, number: int) -> Response:
    """Make the award final after the standstill."""
    desk = _desk(tender, number, Permission.AWARD_MAKE)
    form = MakeAwardForm.asked()
    if form.accepted():
        make_award(kit(), actor(), MakeAward(desk.tender.id, number, form.notice.data))
        return redirect(_base(desk), 303)
    notice = _holding(desk.state.notice, "No decision that the bidders were told holds on this lot")
    recommendation = _holding(desk.state.recommendation, "No recommendation holds on this lot")
    block = record.recommendation_block(desk, recommendation, kit().now())
    page = _act_page(
        MakePage,
        desk,
        form,
        title="Make the award",
        heading="Make the award?" if recommendation.document["receipt"] else "End the lot without an award?",
        lede="The decision becomes final, and every bidder is told.",
        notice=notice.digest,
        decision=block,
        facts=record.notice_facts(desk, notice, kit().now()),
    )
    return answer("award/award_make.html", page, form)


def _act_page(kind: type[Page], desk: AwardDesk, form: Form, **more: Any) -> Page:
    """The page of one of the four acts, in the frame that they share; `more` are the other fields of the view."""
    return kind(
        eyebrow=_eyebrow(desk),
        trail=_trail(desk),
        form=form,
        troubles=form.troubles,
        post=request.path,
        back=_base(desk),
        **more,
    )


def _recommend_page(desk: AwardDesk, form: RecommendForm) -> RecommendPage:
    before, approval = desk.state.recommendation, desk.state.approval
    voids = "An approval holds on this lot: another recommendation voids it." if approval and approval.holds else ""
    return _act_page(
        RecommendPage,
        desk,
        form,
        title="Recommend an award",
        heading="Recommend an award, or none",
        lede="The recommendation is bound to the comparison as you see it here. Another officer approves it.",
        comparison=desk.digest or "",
        earlier=before.digest if before else "",
        voids=voids,
        ranking=words.ranking(desk),
        says=words.says(desk.comparison),
        facts=words.facts(desk),
    )


def _notify_page(desk: AwardDesk, approval: Held, form: NotifyForm, found: Standstill | None) -> NotifyPage:
    return _act_page(
        NotifyPage,
        desk,
        form,
        title="Send the letters",
        heading="Send the letters and begin the standstill",
        lede="Until the standstill is over nothing is signed, so that a bidder can have the decision reviewed.",
        approval=approval.digest,
        shown=found.ends.isoformat() if found else "",
        first=words.first_day(desk, found.begins, kit().now()) if found else "",
        ends=moment(found.ends, desk.tender.zone, kit().now(), year=True) if found else None,
        facts=words.letter_facts(desk),
    )


def _desk(tender: str, number: int, act: Permission = Permission.AWARD_READ) -> AwardDesk:
    """The award, when the asker may do the act to it now.

    Raises:
        NotPermitted, NotFound, WrongStage: as `award_desk`, and where the act is not for now.
    """
    desk = award_desk(kit(), actor(), tender, number)
    policy.require(actor(), act)
    stages.require(desk.tender.course_of(desk.lot), act, kit().now())
    set_zone(desk.tender)
    return desk


def _holding(held: Held | None, refusal: str) -> Held:
    """What the page is about, while it holds.

    Raises:
        Conflict: there is none, or it holds no more.
    """
    if held is None or not held.holds:
        raise Conflict(refusal)
    return held


def _acts(desk: AwardDesk) -> tuple[Link, ...]:
    lot = f"/tenders/{desk.tender.id}/lots/{desk.lot.number}"
    acts = []
    if desk.can_recommend and desk.next not in ("recommend", "evaluate", "done"):
        acts.append(Link("Recommend otherwise", f"{_base(desk)}/recommend"))
    if desk.state.notice:
        acts.append(Link("Letters to the bidders", f"{lot}/letters"))
    return (*acts, Link("Evaluation report", f"{lot}/report"))


def _base(desk: AwardDesk) -> str:
    return f"/tenders/{desk.tender.id}/lots/{desk.lot.number}/award"


def _eyebrow(desk: AwardDesk) -> str:
    return f"Tender {desk.tender.reference}, lot {desk.lot.number}, {desk.lot.title}"


def _trail(desk: AwardDesk) -> tuple[Link, ...]:
    return trail_to(desk.tender, Link(f"Award of lot {desk.lot.number}", _base(desk)))
