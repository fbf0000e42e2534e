"""The comparison of a lot's bids: page, checks, one bidder, answers behind a figure, what-if, and its files."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, request

from appraisal.core.comparison import Comparison
from appraisal.services.comparison.comparison_detail import area_record, taken_out
from appraisal.services.comparison.comparison_files import download_comparison
from appraisal.services.comparison.shown_comparison import ShownComparison, shown
from appraisal.services.comparison.standing import standing
from appraisal.web.comparison.answers_page import answers_page
from appraisal.web.comparison.bidder_page import bidder_page
from appraisal.web.comparison.comparison_page import comparison_page
from appraisal.web.comparison.comparison_place import Place
from appraisal.web.comparison.firmness_page import firmness_page
from appraisal.web.comparison.what_if_page import read_tried, what_if_page
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.tendering.tenders import set_zone

pages = Blueprint("comparison", __name__, url_prefix="/tenders/<tender>/lots/<int:number>")


@pages.get("/comparison", endpoint="comparison")
def comparison(tender: str, number: int) -> str:
    """The comparison; with an area and a bid also the calculation of that cell."""
    found = standing(kit(), actor(), tender, number)
    area, bid = request.args.get("area", ""), request.args.get("bid", "")
    opened = (area, bid) if area or bid else None
    out = taken_out(kit(), actor(), found)
    return render("comparison/comparison.html", comparison_page(_place(shown(found)), out, opened))


@pages.get("/comparison/firmness", endpoint="firmness")
def firmness(tender: str, number: int) -> str:
    """How firm the ranking is: all eight checks."""
    return render("comparison/firmness.html", firmness_page(_found(tender, number)))


@pages.get("/comparison/bidders/<key>", endpoint="bidder")
def bidder(tender: str, number: int, key: str) -> str:
    """One bid, profile by profile and area by area."""
    place = _found(tender, number)
    return render("comparison/bidder.html", bidder_page(place, place.shown.bid_at(key)))


@pages.get("/comparison/bidders/<key>/areas/<area>", endpoint="answers")
def answers(tender: str, number: int, key: str, area: str) -> str:
    """The answers, findings and reasons behind one figure."""
    record = area_record(kit(), actor(), tender, number, key, area)
    return render("comparison/answers.html", answers_page(_place(record.shown), record))


@pages.get("/comparison/what-if", endpoint="what_if")
def what_if(tender: str, number: int) -> Response:
    """Other weights and settings: tried, shown beside the official ranking, and never stored."""
    place = _found(tender, number)
    page = what_if_page(place, read_tried(place.profile, request.args))
    return make_response(render("comparison/what_if.html", page), 422 if page.troubles else 200)


@pages.get("/comparison/scorecard.pdf", endpoint="scorecard")
def scorecard(tender: str, number: int) -> Response:
    """The scorecard of the official comparison; the download is an entry."""
    return _file(tender, number, "scorecard.pdf", "application/pdf", _printed)


@pages.get("/comparison/comparison.json", endpoint="document")
def document(tender: str, number: int) -> Response:
    """The official comparison as `appraisal-comparison/1`; the download is an entry."""
    from appraisal.exchange.comparison_json import comparison_bytes

    return _file(tender, number, "comparison.json", "application/json", comparison_bytes)


@pages.get("/comparison/comparison.csv", endpoint="table")
def table(tender: str, number: int) -> Response:
    """The official comparison for spreadsheets; the download is an entry."""
    from appraisal.exchange.comparison_csv import comparison_csv

    return _file(tender, number, "comparison.csv", "text/csv", comparison_csv)


def _found(tender: str, number: int) -> Place:
    return _place(shown(standing(kit(), actor(), tender, number)))


def _place(given: ShownComparison) -> Place:
    set_zone(given.standing.tender)
    return Place(given, kit().now())


def _printed(official: Comparison) -> bytes:
    """The same bytes as `appraisal compare` prints without a date."""
    from appraisal.exchange.comparison_json import comparison_bytes
    from appraisal.reports.scorecard.document import print_scorecard

    return print_scorecard(official, comparison_json=comparison_bytes(official)).pdf


def _file(tender: str, number: int, paper: str, media_type: str, printed: Callable[[Comparison], bytes]) -> Response:
    data = download_comparison(kit(), actor(), tender, number, paper, printed)
    response = Response(data, mimetype=media_type)
    name, _, kind = paper.partition(".")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-lot-{number}.{kind}")
    return response
