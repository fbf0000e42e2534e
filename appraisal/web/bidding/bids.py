"""A supplier's bids: the list, a bid begun, its tasks."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, WrongStage
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.bidding.bids import StartBid, start_bid
from appraisal.services.bidding.evidence import evidence_list
from appraisal.services.bidding.reuse import Reuse, reusable_bids, reuse
from appraisal.services.bidding.task_list import task_list
from appraisal.services.known import known_tender
from appraisal.web.bidding.bid_page import bid_page, bids_page, tender_page
from appraisal.web.bidding.team_forms import ReuseForm, StartForm
from appraisal.web.machine.fields import options
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import answer, set_zone

pages = Blueprint("bids", __name__)


@pages.get("/bids", endpoint="list")
def list_() -> str:
    """Everything the supplier bids on or may bid on."""
    return render("bidding/bids.html", bids_page(kit(), actor()))


@pages.post("/tenders/<tender>/lots/<int:number>/bid", endpoint="start")
def start(tender: str, number: int) -> Response:
    """Begin a bid on a lot; twice the same press begins one."""
    form = StartForm.asked(suffix=f"-{number}")
    if form.accepted():
        try:
            return redirect(f"/bids/{start_bid(kit(), actor(), StartBid(tender, number, form.role.data))}", 303)
        except InvalidInput as error:
            form.take(error)
        except (DeadlinePassed, WrongStage):
            raise
        except Conflict as refusal:
            form.note("role", str(refusal))
    found = known_tender(kit(), actor(), tender)
    set_zone(found)
    return answer("tendering/known_tender.html", tender_page(kit(), actor(), found, form, number), form)


@pages.get("/bids/<bid>", endpoint="bid")
def one(bid: str) -> str:
    """The tasks of a bid."""
    desk = known_bid(kit(), actor(), bid)
    set_zone(desk.tender)
    tasks = task_list(kit(), actor(), bid, desk)
    lines = evidence_list(kit(), desk)
    empty = desk.member.manager and not desk.bid.reused and tasks.answered == 0 and not (lines or tasks.commitments)
    return render("bidding/bid.html", bid_page(kit(), actor(), desk, tasks, _reuse(bid) if empty else None, len(lines)))


@pages.post("/bids/<bid>/reuse", endpoint="reuse")
def fill(bid: str) -> Response:
    """Take the answers of an earlier bid along."""
    reuse(kit(), actor(), Reuse(bid, ReuseForm.asked().earlier.data))
    return redirect(f"/bids/{bid}", 303)


def _reuse(bid: str) -> ReuseForm | None:
    """The form to begin from an earlier bid, where there is one."""
    earlier = [(other, _bid_words(other)) for other in reusable_bids(kit(), actor(), bid)]
    form = ReuseForm.shown()
    form.earlier.choices = options(earlier)
    return form if earlier else None


def _bid_words(bid: str) -> str:
    desk = known_bid(kit(), actor(), bid)
    return f"{desk.tender.reference} {desk.tender.title}, lot {desk.lot.number}"
