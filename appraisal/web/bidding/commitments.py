"""What a supplier will improve: the list, one commitment added or changed, and removed."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, NotFound
from appraisal.core.policy import Permission
from appraisal.core.response import Commitment
from appraisal.services.bidding.bid_desk import BidDesk, managed_bid
from appraisal.services.bidding.commitments import KeepCommitment, commitments_of, keep_commitment, remove_commitment
from appraisal.web.bidding.answer_form import new_key
from appraisal.web.bidding.commitment_forms import CommitmentForm
from appraisal.web.bidding.commitment_page import commitment_page, commitments_page
from appraisal.web.machine.fields import options
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("commitments", __name__)


@pages.get("/bids/<bid>/commitments", endpoint="list")
def list_(bid: str) -> str:
    """Everything that the supplier commits to in a bid."""
    desk = _desk(bid, Permission.BID_READ)
    open_ = stages.allows(desk.course, Permission.BID_MANAGE, kit().now())
    return render("bidding/commitments.html", commitments_page(desk, commitments_of(kit(), desk), open_))


@pages.route("/bids/<bid>/commitments/new", methods=["GET", "POST"], endpoint="new")
def new(bid: str) -> Response:
    """One more commitment, in the area that the address names."""
    return _edited(_desk(bid, Permission.BID_MANAGE), request.args.get("area", ""), None)


@pages.route("/bids/<bid>/commitments/<item>", methods=["GET", "POST"], endpoint="commitment")
def one(bid: str, item: str) -> Response:
    """One commitment, to be changed."""
    desk = _desk(bid, Permission.BID_MANAGE)
    found = next((each for each in commitments_of(kit(), desk) if each.id == item), None)
    if found is None:
        raise NotFound("There is no such commitment in this bid")
    return _edited(desk, found.area, found)


@pages.post("/bids/<bid>/commitments/<item>/remove", endpoint="remove")
def remove(bid: str, item: str) -> Response:
    """Take a commitment out of the bid."""
    remove_commitment(kit(), actor(), bid, item)
    return redirect(f"/bids/{bid}/commitments", 303)


def _desk(bid: str, act: Permission) -> BidDesk:
    desk = managed_bid(kit(), actor(), bid, act)
    set_zone(desk.tender)
    return desk


def _edited(desk: BidDesk, area: str, found: Commitment | None) -> Response:
    """The page of one commitment; on to the list once it is kept."""
    if not desk.asked_in(area):
        raise NotFound("There is no such area in this bid; expected one from the list")
    first = {"text": found.text, "by": found.by.isoformat(), "questions": list(found.questions)} if found else {}
    form = CommitmentForm.asked(first)
    texts = {question.id: question.text for _, question in desk.profile.model.area_by_id[area].questions()}
    asked = enumerate(desk.asked_in(area), 1)
    form.questions.choices = options((question, f"{number}. {texts[question]}") for number, question in asked)
    if form.accepted():
        command = KeepCommitment(
            bid=desk.bid.id,
            form=form.key.data,
            area=area,
            questions=form.questions.chosen,
            by=form.by.data,
            text=form.text.data,
            commitment=found.id if found else "",
        )
        try:
            keep_commitment(kit(), actor(), command)
            return redirect(f"/bids/{desk.bid.id}/commitments", 303)
        except InvalidInput as error:
            form.take(error)
        except Conflict as refusal:
            form.note("text", str(refusal))
    page = commitment_page(desk, area, found, form, form.key.data or new_key())
    return answer("bidding/commitment.html", page, form)
